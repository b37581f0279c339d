from __future__ import annotations

from typing import Any

import msgspec
import pytest

from fraiseql.plan import Shape, ShapeField, ShapeObject, ShapeValue, ShapeVariant
from fraiseql.project import RootProjector
from fraiseql.respond import Entry
from fraiseql.shape import Projection, Source

NULLABLE = (True,)
FIELDS = {
    "int": ShapeField(name="i", key="int", nullable=NULLABLE, leaf="int"),
    "float": ShapeField(name="f", key="float", nullable=NULLABLE, leaf="float"),
    "boolean": ShapeField(name="b", key="boolean", nullable=NULLABLE, leaf="boolean"),
    "string": ShapeField(name="s", key="string", nullable=NULLABLE, leaf="string"),
    "id": ShapeField(name="id", key="id", nullable=NULLABLE, leaf="id"),
    "digits": ShapeField(name="d", key="digits", nullable=NULLABLE, leaf="digits"),
    "enum": ShapeField(name="e", key="enum", nullable=NULLABLE, enum=0),
    "list": ShapeField(name="l", key="list", nullable=(True, False), leaf="int"),
    "object": ShapeField(name="o", key="object", nullable=NULLABLE, object=1),
}
TYPES = {
    "int": "Int",
    "float": "Float",
    "boolean": "Boolean",
    "string": "DateTime",
    "id": "ID",
    "digits": "BigInt",
    "enum": "Mood",
    "list": "[Int!]",
    "object": "Post",
}
SHAPE = Shape(
    root=ShapeValue(nullable=(False, True), object=0),
    objects=(
        ShapeObject(variants={"Post": ShapeVariant(type="Post", fields=tuple(FIELDS.values()))}),
        ShapeObject(
            variants={
                "Post": ShapeVariant(
                    type="Post", fields=(ShapeField(name="must", key="must", nullable=(False,), leaf="int"),)
                )
            }
        ),
    ),
    enums=({"g": "GOOD"},),
)
SOURCES = (
    {field.name: Source("Post", name, TYPES[name], ((2, 5), (3, 7))) for name, field in FIELDS.items()},
    {"must": Source("Post", "must", "Int!", ((4, 1),))},
)
ROOT = RootProjector("all", Source("Query", "posts", "[Post]!", ((1, 3),)), Projection(SHAPE, SOURCES))


def project(*rows: bytes | None) -> tuple[Any, list[Entry]]:
    errors: list[Entry] = []
    data = ROOT.run(list(rows), errors)
    return msgspec.json.decode(data), errors


def test_rows_without_errors() -> None:
    data, errors = project(b'{"int": 1, "enum": "g", "list": [1]}', None)
    assert data[0]["i"] == 1
    assert data[0]["e"] == "GOOD"
    assert data[1] is None
    assert errors == []


@pytest.mark.parametrize(
    ("key", "found", "message"),
    [
        ("int", '"x"', 'Int cannot represent this value of field Post.int: "x"'),
        ("float", "{}", "Float cannot represent this value of field Post.float: {}"),
        ("boolean", "1", "Boolean cannot represent this value of field Post.boolean: 1"),
        ("string", "[]", "DateTime cannot represent this value of field Post.string: []"),
        ("id", "true", "ID cannot represent this value of field Post.id: true"),
        ("digits", "[]", "BigInt cannot represent this value of field Post.digits: []"),
        ("enum", '"x"', 'Enum Mood cannot represent this value of field Post.enum: "x"'),
        ("list", "3", "Expected a list for field Post.list, found: 3"),
        ("object", "3", "Expected an object for field Post.object, found: 3"),
    ],
)
def test_what_does_not_fit_is_null_with_an_error(key: str, found: str, message: str) -> None:
    data, (error,) = project(b"{}", f'{{"{key}": {found}}}'.encode())
    name = FIELDS[key].name
    assert data[1][name] is None
    assert error.message == message
    assert error.path == ("all", 1, name)
    assert error.extensions == {"code": "INVALID_DATA"}
    assert [(place.line, place.column) for place in error.locations] == [(2, 5), (3, 7)]


def test_null_where_none_is_allowed_moves_up() -> None:
    data, errors = project(b'{"object": {}, "list": [1, null]}')
    assert data[0]["o"] is None
    assert data[0]["l"] is None
    assert {(error.message, error.path, error.extensions["code"]) for error in errors} == {
        ("Cannot return null for non-nullable field Post.must.", ("all", 0, "o", "must"), "NULL_VALUE"),
        ("Cannot return null for non-nullable field Post.list.", ("all", 0, "l", 1), "NULL_VALUE"),
    }


def test_a_row_that_is_not_json() -> None:
    data, (error,) = project(b"{nonsense")
    assert data == [None]
    assert error.message.startswith("The document of field Query.posts is not JSON: ")
    assert error.path == ("all", 0)


def test_a_document_that_names_no_variant() -> None:
    shape = Shape(
        root=ShapeValue(nullable=NULLABLE, object=0),
        objects=(ShapeObject(discriminator="kind", variants={"post": ShapeVariant(type="Post", fields=())}),),
    )
    root = RootProjector("node", Source("Query", "node", "Node", ((1, 3),)), Projection(shape, ({},)))
    errors: list[Entry] = []
    assert root.run([b'{"kind": "gone"}'], errors) == b"null"
    assert errors[0].message.startswith(
        "The value of field Query.node does not say which object type it is: "
    )
