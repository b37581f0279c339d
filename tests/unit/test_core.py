"""What the comparison with the Python projector cannot reach: bad shapes, hostile bytes, excerpts, misuse."""

from __future__ import annotations

import ast
import json
import random
import threading
from pathlib import Path
from typing import Any

import pytest

import fraiseql
from fraiseql import _core
from fraiseql._core import Projector
from fraiseql.plan import Leaf, Shape, ShapeField, ShapeObject, ShapeValue, ShapeVariant, encode

ROOT: dict[str, Any] = {"nullable": [True], "object": 0}


def post(
    *fields: ShapeField, root: tuple[bool, ...] = (True,), enums: tuple[dict[str, str], ...] = ()
) -> Shape:
    """A shape of posts with the given fields."""
    posts = ShapeObject(variants={"Post": ShapeVariant(type="Post", fields=fields)})
    users = ShapeObject(discriminator="kind", variants={"user": ShapeVariant(type="User", fields=())})
    return Shape(root=ShapeValue(nullable=root, object=0), objects=(posts, users), enums=enums)


def field(leaf: Leaf, key: str = "a") -> ShapeField:
    return ShapeField(name="a", key=key, leaf=leaf, nullable=(True,))


def project(shape: Shape, *rows: bytes | None) -> tuple[bytes, list[tuple[str, list[str | int], str]]]:
    response, errors = Projector(encode(shape)).project(rows)
    return response, [error[:3] for error in errors]


def bad_shape(**changes: Any) -> bytes:
    variant = {"type": "Post", "fields": [{"name": "a", "key": "a", "nullable": [True], "leaf": "int"}]}
    return json.dumps({"root": ROOT, "objects": [{"variants": {"Post": variant}}]} | changes).encode()


def object_with(**changes: Any) -> bytes:
    """A shape whose only object has one field, changed."""
    fields = [{"name": "a", "key": "a", "nullable": [True], "leaf": "int"} | changes]
    return bad_shape(objects=[{"variants": {"Post": {"type": "Post", "fields": fields}}}])


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        (b"", "EOF"),
        (b"\xff", "expected value"),
        (b"{}", "missing field `root`"),
        (bad_shape(unknown=1), "unknown field"),
        (bad_shape(root={"nullable": [], "object": 0}), "root: nullable must not be empty"),
        (bad_shape(root={"nullable": [True] * 33, "object": 0}), "root: more than 31 list levels"),
        (bad_shape(root={"nullable": [True], "object": 1}), "root: index out of range"),
        (bad_shape(root={"nullable": [True], "enum": 0}), "root: index out of range"),
        (bad_shape(root={"nullable": [True], "leaf": "bytes"}), "unknown variant"),
        (bad_shape(root={"nullable": [True]}), "root: exactly one of leaf, enum and object"),
        (object_with(enum=0), "a: exactly one of leaf, enum and object"),
        (object_with(key=None), "a: without a key it must be a __typename"),
        (object_with(leaf=None, object=-1), "invalid value"),
        (object_with(leaf=None, object=0), "nested deeper than 500, or in itself"),
        (bad_shape(objects=[{"variants": {}}]), "exactly one variant"),
    ],
)
def test_bad_shapes_are_refused(shape: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=f"^bad shape: .*{says}"):
        Projector(shape)


def test_a_shape_as_deep_as_is_allowed() -> None:
    def nested(index: int) -> ShapeObject:
        inside = ShapeField(name="a", key="a", nullable=(True,), object=index + 1)
        return ShapeObject(variants={"T": ShapeVariant(type="T", fields=(inside,))})

    last = ShapeObject(variants={"T": ShapeVariant(type="T", fields=(field("int"),))})
    root = ShapeValue(nullable=(True,), object=0)
    deep = Shape(root=root, objects=(*map(nested, range(499)), last))
    document = b'{"a": ' * 500 + b"7" + b"}" * 500
    assert project(deep, document) == (document.replace(b" ", b""), [])
    wrong = document.replace(b"7", b"true")
    assert project(deep, wrong) == (
        wrong.replace(b" ", b"").replace(b"true", b"null"),
        [("int", ["a"] * 500, "true")],
    )
    with pytest.raises(ValueError, match="nested deeper than 500"):
        Projector(encode(Shape(root=root, objects=(*map(nested, range(500)), last))))


@pytest.mark.parametrize("number", ["1e309", "-1e400", "1" + "0" * 309])
def test_a_float_is_finite(number: str) -> None:
    row = f'{{"a": {number}}}'.encode()
    response, [(kind, where, _)] = project(post(field("float")), row)
    assert (response, kind, where) == (b'{"a":null}', "float", ["a"])
    assert project(post(field("digits")), row) == (f'{{"a":"{number}"}}'.encode(), [])
    largest = row.replace(number.encode(), b"1.7976931348623157e308")
    assert project(post(field("float")), largest) == (largest.replace(b" ", b""), [])


def test_every_kind_of_error_has_an_example() -> None:
    leaves: dict[Leaf, bytes] = {
        "int": b"0.5",
        "float": b'"1"',
        "boolean": b"1",
        "string": b"[1, 2]",
        "id": b"1.5",
        "digits": b"true",
    }
    found = {}
    for leaf, value in leaves.items():
        response, [(kind, where, excerpt)] = project(post(field(leaf)), b'{"a": ' + value + b"}")
        assert (response, where, excerpt) == (b'{"a":null}', ["a"], value.decode())
        found[kind] = leaf
    assert found == {leaf: leaf for leaf in leaves}

    enum = post(ShapeField(name="a", key="a", enum=0, nullable=(True,)), enums=({"draft": "DRAFT"},))
    tags = post(ShapeField(name="a", key="a", leaf="int", nullable=(True, True)))
    user = post(ShapeField(name="a", key="a", object=1, nullable=(True,)))
    title = post(ShapeField(name="a", key="a", leaf="string", nullable=(False,)))
    examples: dict[str, tuple[Shape, bytes, bytes, list[str | int], str]] = {
        "enum": (enum, b'{"a": "DRAFT"}', b'{"a":null}', ["a"], '"DRAFT"'),
        "list": (tags, b'{"a": {"b": 1}}', b'{"a":null}', ["a"], '{"b": 1}'),
        "object": (user, b'{"a": [1]}', b'{"a":null}', ["a"], "[1]"),
        "variant": (user, b'{"a": {"kind": "robot"}}', b'{"a":null}', ["a"], '"robot"'),
        "null": (title, b"{}", b"null", ["a"], "null"),
        "json": (title, b'{"a": "b}', b"null", [], '{"a": "b}'),
    }
    for kind, (shape, row, expected, path, excerpt) in examples.items():
        assert project(shape, row) == (expected, [(kind, path, excerpt)])

    stub = Path(fraiseql.__file__).with_name("_core.pyi").read_text()
    [_, kinds] = [node for node in ast.parse(stub).body if isinstance(node, ast.Assign)]
    assert {node.value for node in ast.walk(kinds) if isinstance(node, ast.Constant)} == {*found, *examples}


def test_an_excerpt_shows_the_beginning() -> None:
    row = f'{{"a": ["{"é" * 100}"]}}'.encode()
    assert project(post(field("int")), row)[1] == [("int", ["a"], '["' + "é" * 38 + "…")]


def test_an_object_without_its_discriminator() -> None:
    user = post(ShapeField(name="a", key="a", object=1, nullable=(True,)))
    for value in (b"{}", b'{"kind": null}'):
        assert project(user, b'{"a": ' + value + b"}")[1] == [("variant", ["a"], "null")]
    assert project(user, b'{"a": {"kind": "user"}}') == (b'{"a":{}}', [])


def test_an_error_says_whose_field_it_is_in() -> None:
    def child(name: str, **form: Any) -> ShapeField:
        return ShapeField(name=name, key=name, nullable=(True,), **form)

    def item(type_: str) -> ShapeVariant:
        numbers = ShapeField(name="n", key="n", nullable=(True, True), leaf="int")
        return ShapeVariant(type=type_, fields=(numbers, child("inner", object=1)))

    items = ShapeObject(discriminator="kind", variants={"a": item("A"), "b": item("B")})
    inner = ShapeObject(variants={"Inner": ShapeVariant(type="Inner", fields=(child("x", leaf="int"),))})
    shape = Shape(root=ShapeValue(nullable=(False, True), object=0), objects=(items, inner))
    rows = [
        b'{"kind": "c"}',
        b'{"kind": "a", "n": "1"}',
        b'{"kind": "b", "n": ["1"], "inner": {"x": "1"}}',
    ]
    _, errors = Projector(encode(shape)).project(rows)
    assert [(path, owner) for _, path, _, owner in errors] == [
        ([0], None),
        ([1, "n"], (0, "A")),
        ([2, "n", 0], (0, "B")),
        ([2, "inner", "x"], (1, "Inner")),
    ]


def test_errors_come_in_response_order_and_end_where_the_parent_is_null() -> None:
    def child(name: str, *, null: bool) -> ShapeField:
        return ShapeField(name=name, key=name, leaf="int", nullable=(null,))

    shape = post(child("b", null=True), child("a", null=False), child("c", null=True), root=(True, True))
    wrong = b'{"a": "1", "b": "2", "c": "3"}'
    right = b'{"a": 1, "b": 2, "c": 3}'
    assert project(shape, wrong, None, right, b"{") == (
        b'[null,null,{"b":2,"a":1,"c":3},null]',
        [("int", [0, "b"], '"2"'), ("int", [0, "a"], '"1"'), ("json", [3], "{")],
    )
    strict = post(child("a", null=False), root=(True, False))
    assert project(strict, right, wrong, wrong) == (b"null", [("int", [1, "a"], '"1"')])
    assert project(strict, right, None) == (b"null", [("null", [1], "null")])
    assert project(strict, b"{") == (b"null", [("json", [0], "{")])


def test_without_rows() -> None:
    assert project(post(field("int"))) == (b"null", [])
    assert project(post(field("int"), root=(False,))) == (b"null", [("null", [], "null")])
    assert project(post(field("int"), root=(False, False))) == (b"[]", [])


@pytest.mark.parametrize("brackets", [(b"[", b"]"), (b'{"b":', b"}")])
def test_nesting_is_no_matter_how_deep(brackets: tuple[bytes, bytes]) -> None:
    opening, closing = brackets
    nested = opening * 1_000_000 + b"1" + closing * 1_000_000
    row = b'{"a": 5, "deep": ' + nested + b"}"
    assert project(post(field("int")), row) == (b'{"a":5}', [])
    assert project(post(field("any", "deep")), row) == (b'{"a":' + nested + b"}", [])
    assert project(post(field("int", "deep")), row)[1][0][:2] == ("int", ["a"])
    assert project(post(field("any", "deep")), row[:-2])[1] == [("json", [], row[:40].decode() + "…")]
    assert project(post(field("int")), opening * 1_000_000)[1][0][0] in ("json", "object")


NOT_JSON = rb"""01 1. .5 1e - +1 tru nul NaN [1,] {"a"1} {1:2} [1} "\x" "\u12" "a""".split()
NOT_TEXT = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\n", b"\x1f"]


@pytest.mark.parametrize("value", [*NOT_JSON, *(text.join([b'"', b'"']) for text in NOT_TEXT), b""])
def test_what_is_copied_has_been_checked(value: bytes) -> None:
    row = b'{"a": ' + value + b', "b": 1}'
    assert project(post(field("any")), row)[0] == b"null"
    assert project(post(field("any")), row)[1][0][:2] == ("json", [])


def test_any_bytes_give_an_answer() -> None:
    source = random.Random(1)
    alphabet = b'{}[]:,"\\ \n019-+.eEtrufalsn\x00\x1f\x80\xc3\xa9\xff' + b'"a"b'
    shapes = [
        post(field("any"), root=(True, True)),
        post(
            field("string"),
            ShapeField(name="b", key="b", object=1, nullable=(True, False)),
            root=(True, True),
        ),
    ]
    projectors = [Projector(encode(shape)) for shape in shapes]
    for _ in range(3000):
        start = source.choice([b"", b"{", b'{"a": ', b'{"a": "', b'{"b": [{"kind": "user"'])
        rows = [start + bytes(source.choices(alphabet, k=source.randrange(100))) for _ in range(2)]
        for projector in projectors:
            response, errors = projector.project(rows)
            data = json.loads(response.decode())
            assert data is None or len(data) == 2
            assert data is not None or errors


def test_rows_come_in_any_sequence() -> None:
    projector = Projector(encode(post(field("int"), root=(False, True))))
    for rows in ([b'{"a": 1}', None], (b'{"a": 1}', None)):
        assert projector.project(rows) == (b'[{"a":1},null]', [])


@pytest.mark.parametrize("rows", [[1], ["{}"], None, 5, [bytearray(b"{}")]])
def test_rows_that_are_not_bytes_are_misuse(rows: Any) -> None:
    with pytest.raises(TypeError):
        Projector(encode(post(field("int")))).project(rows)


def test_large_responses() -> None:
    text = b'"' + b"x" * 5_000_000 + b'"'
    shape = post(field("string"), root=(False, False))
    for _ in range(2):
        assert project(shape, b'{"a": ' + text + b"}", b'{"a": 1}') == (
            b'[{"a":' + text + b'},{"a":"1"}]',
            [],
        )


def test_a_projector_is_shared_between_threads() -> None:
    projector = Projector(encode(post(field("int"), root=(False, False))))
    rows = [b'{"a": %d}' % number for number in range(200)]
    expected = b"[" + b",".join(b'{"a":%d}' % number for number in range(200)) + b"]"
    seen: list[bool] = []

    def work() -> None:
        seen.append(all(projector.project(rows)[0] == expected for _ in range(50)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 4


def test_only_the_projector_is_public() -> None:
    assert _core.__all__ == ["Projector"]
    assert [name for name in dir(_core) if not name.startswith("_")] == ["Projector"]
