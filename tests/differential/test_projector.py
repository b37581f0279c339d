"""The Rust projector against the Python one, on shapes and documents made at random."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from fraiseql._core import Projector
from fraiseql.plan import Shape, ShapeField, ShapeObject, ShapeValue, ShapeVariant, encode
from tests.differential.projector_reference import InvalidError, Number, jsonb, parse, project

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

LEAVES = ("any", "string", "id", "int", "float", "boolean", "digits")
LONG = "a_stored_key_that_is_longer_than_one_block_of_sixteen_bytes_and_than_sixty_three"
KEYS = ("id", "a", "b", "aa", "title", "created_at", "é", 'quo"te', "back\\slash", "", "kind", "\n", LONG)
NAMES = (
    "id",
    "a",
    "b",
    "title",
    "createdAt",
    "name",
    "__typename",
    "aResponseKeyThatDoesNotFitInASmallBlock",
)
STORED = ("draft", "in review", "published", 'say "hi"', "ü", "1")
NUMBERS = """0 -0 5.0 1e2 1E+2 -7 0.5 1.5e1 2147483647 2147483648 -2147483648 -2147483649 1e400 1E-400 0e99999
12345678901234567890.123456789 99999999999999999999 0.000 -12.50 100000000000e-9""".split()

floats = st.floats(allow_nan=False, allow_infinity=False)
numbers = st.sampled_from(NUMBERS) | st.integers().map(str) | floats.map(repr)
texts = st.sampled_from(["", "x", *STORED]) | st.text(max_size=80)
scalars = st.none() | st.booleans() | numbers.map(Number) | texts
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=8,
)


class Shapes:
    """Makes a shape: objects and enums are collected while values are made."""

    def __init__(self, draw: Draw[Any]) -> None:
        self.draw = draw
        self.objects: list[ShapeObject] = []
        self.enums: list[dict[str, str]] = []

    def shape(self) -> Shape:
        root = ShapeValue(**self.value(depth=0))
        return Shape(root=root, objects=tuple(self.objects), enums=tuple(self.enums))

    def value(self, depth: int) -> dict[str, Any]:
        lists = self.draw(st.sampled_from([0, 0, 0, 1, 1, 2]))
        nullable = tuple(self.draw(st.lists(st.booleans(), min_size=lists + 1, max_size=lists + 1)))
        form = self.draw(st.sampled_from(["leaf", "leaf", "enum", "object", "object"]))
        if depth == 0:
            form = "object"
        if form == "leaf" or depth == 3:
            return {"nullable": nullable, "leaf": self.draw(st.sampled_from(LEAVES))}
        if form == "enum":
            names = self.draw(st.dictionaries(st.sampled_from(STORED), st.sampled_from(["DRAFT", "DONE"])))
            self.enums.append(names)
            return {"nullable": nullable, "enum": len(self.enums) - 1}
        self.objects.append(self.object(depth))
        return {"nullable": nullable, "object": len(self.objects) - 1}

    def object(self, depth: int) -> ShapeObject:
        if self.draw(st.integers(0, 3)):
            return ShapeObject(variants={"Post": self.variant("Post", depth)})
        stored = self.draw(st.lists(st.sampled_from(STORED), unique=True, max_size=3))
        variants = {name: self.variant(f"Type{index}", depth) for index, name in enumerate(stored)}
        return ShapeObject(discriminator=self.draw(st.sampled_from(KEYS)), variants=variants)

    def variant(self, type_name: str, depth: int) -> ShapeVariant:
        count = self.draw(st.sampled_from([0, 1, 2, 3, 5, 20]))
        fields = []
        for index in range(count):
            name = NAMES[index] if index < len(NAMES) else f"field{index}"
            if self.draw(st.integers(0, 9)) == 0:
                fields.append(ShapeField(name=name, nullable=(False,)))
            else:
                value = self.value(depth + (3 if count == 20 else 1))
                fields.append(ShapeField(name=name, key=self.draw(st.sampled_from(KEYS)), **value))
        return ShapeVariant(type=type_name, fields=tuple(fields))


class Documents:
    """Makes documents that mostly fit a shape."""

    def __init__(self, draw: Draw[Any], shape: Shape) -> None:
        self.draw = draw
        self.shape = shape

    def value(self, value: ShapeValue, level: int = 0) -> Any:
        fate = self.draw(st.integers(0, 19))
        if fate == 0:
            return self.draw(anything)
        if fate == 1 and value.nullable[level]:
            return None
        if level + 1 < len(value.nullable):
            return [self.value(value, level + 1) for _ in range(self.draw(st.integers(0, 3)))]
        if value.object is not None:
            return self.object(self.shape.objects[value.object])
        if value.enum is not None:
            return self.draw(st.sampled_from([*self.shape.enums[value.enum], "draft"]))
        if value.leaf == "boolean":
            return self.draw(st.booleans())
        if value.leaf == "int":
            return Number(self.draw(st.integers(-(2**31), 2**31 - 1)))
        if value.leaf == "float":
            return Number(self.draw(numbers))
        return self.draw(texts if value.leaf in ("string", "id", "digits") else anything)

    def object(self, selection: ShapeObject) -> dict[str, Any]:
        document: dict[str, Any] = self.draw(st.dictionaries(st.sampled_from(KEYS), anything, max_size=2))
        name = self.draw(st.sampled_from([*selection.variants, "draft"]))
        variant = selection.variants.get(name)
        for field in variant.fields if variant else ():
            if field.key is not None and self.draw(st.integers(0, 29)):
                document[field.key] = self.value(field)
        if selection.discriminator is not None:
            document[selection.discriminator] = name
        return document


class Spelling:
    """Writes a value as JSON in any of its spellings: white space, escapes, order, duplicate keys."""

    def __init__(self, draw: Draw[Any]) -> None:
        self.draw = draw

    def write(self, value: Any) -> str:
        if isinstance(value, dict):
            members = [(key, self.write(item)) for key, item in value.items()]
            if members and self.draw(st.booleans()):
                members = self.draw(st.permutations(members))
            if members and self.draw(st.integers(0, 3)) == 0:
                # The last of two equal keys counts.
                members.insert(0, (members[-1][0], jsonb(self.draw(anything))))
            written = (f"{self.text(key)}{self.space()}:{self.space()}{item}" for key, item in members)
            return "{" + self.join(written) + "}"
        if isinstance(value, list):
            return "[" + self.join(self.write(item) for item in value) + "]"
        if type(value) is str:
            return self.text(value)
        return jsonb(value)

    def join(self, written: Any) -> str:
        return f"{self.space()},{self.space()}".join(written).join([self.space(), self.space()])

    def space(self) -> str:
        return str(self.draw(st.sampled_from(["", "", " ", "  ", "\n\t", "\r\n"])))

    def text(self, text: str) -> str:
        style = self.draw(st.integers(0, 2))
        if style == 0:
            return json.dumps(text)
        if style == 1:
            return json.dumps(text, ensure_ascii=False).replace("/", "\\/")
        return '"' + "".join(f"\\u{unit:04X}" for unit in utf16(text)) + '"'


def utf16(text: str) -> memoryview:
    return memoryview(text.encode("utf-16-le")).cast("H")


@st.composite
def shapes_and_values(draw: Draw[Any]) -> tuple[Shape, list[Any]]:
    shape = Shapes(draw).shape()
    documents = Documents(draw, shape)
    level = min(len(shape.root.nullable) - 1, 1)
    return shape, [documents.value(shape.root, level) for _ in range(draw(st.integers(0, 3)))]


def run(shape: Shape, rows: list[bytes | None]) -> tuple[bytes, list[tuple[str, list[str | int]]]]:
    note(f"{rows=}")
    response, errors = Projector(encode(shape)).project(rows)
    return response, [(kind, path) for kind, path, _, _ in errors]


many = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))


@many
@given(shapes_and_values(), st.integers(0, 3))
def test_rows_as_postgresql_prints_them(made: tuple[Shape, list[Any]], absent: int) -> None:
    shape, values = made
    rows: list[bytes | None] = [jsonb(value).encode() for value in values]
    if absent < len(rows):
        rows[absent] = None
    assert run(shape, rows) == project(shape, rows)


@many
@given(shapes_and_values(), st.data())
def test_rows_in_any_spelling(made: tuple[Shape, list[Any]], data: st.DataObject) -> None:
    shape, values = made
    spelling = Spelling(data.draw)
    rows: list[bytes | None] = [f"{spelling.space()}{spelling.write(value)} ".encode() for value in values]
    response, errors = run(shape, rows)
    expected, expected_errors = project(shape, rows)
    assert errors == expected_errors
    assert parse(response) == parse(expected)


@many
@given(shapes_and_values(), st.data())
def test_damaged_rows(made: tuple[Shape, list[Any]], data: st.DataObject) -> None:
    """Whatever is in a row, the response is JSON; and where the row is JSON still, it is the right one."""
    shape, values = made
    assume(values)
    row = bytearray(jsonb(values[0]).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(row)))
        row[at : at + data.draw(st.integers(0, 2))] = data.draw(
            st.binary(max_size=2)
            | st.sampled_from([b'"', b"\\", b"{", b"]", b",", b":", b"1", b"e", b"-", b"\0"])
        )
    rows: list[bytes | None] = [bytes(row)]
    response, errors = run(shape, rows)
    assert isinstance(json.loads(response.decode()), list | dict | None | str | int | float)
    try:
        parse(bytes(row))
    except InvalidError:
        return
    expected, expected_errors = project(shape, rows)
    assert errors == expected_errors
    assert parse(response) == parse(expected)
