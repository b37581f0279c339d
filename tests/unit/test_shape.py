from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import build_schema, execute_sync, parse, validate
from hypothesis import given
from hypothesis import strategies as st

from fraiseql.document import read_document
from fraiseql.errors import RefusedError
from fraiseql.limits import NO_LIMITS
from fraiseql.operation import Operation
from fraiseql.plan import AbstractType, EnumType, Field, ObjectType, Shape, ShapeField, ShapeValue, Type
from fraiseql.shape import MAX_FIELDS, Collector, Projection, Source, project_shape

SCHEMA = build_schema("""
interface Node { id: ID! next: Node }
type Post implements Node {
  id: ID! next: Node title: String mood: Mood author: User comments: [[Comment!]!] big: Float
}
type User implements Node { id: ID! next: Node name: String posts: [Post] best: Post }
type Comment { text: String! author: User! }
enum Mood { GOOD BAD }
union Any = Post | User | Comment
type Query { node: Node any: [Any] post: Post posts: [Post!]! mood: Mood! number: Int }
""")

TYPES: dict[str, Type] = {
    "Post": ObjectType(
        name="Post",
        fields={
            "id": Field(type="ID!", key="id"),
            "next": Field(type="Node", key="next"),
            "title": Field(type="String", key="the_title"),
            "mood": Field(type="Mood", key="mood"),
            "author": Field(type="User", key="author"),
            "comments": Field(type="[[Comment!]!]", key="comments"),
            "big": Field(type="Float", key="big"),
        },
    ),
    "User": ObjectType(
        name="User",
        fields={
            "id": Field(type="ID!", key="id"),
            "next": Field(type="Node", key="next"),
            "name": Field(type="String", key="name"),
            "posts": Field(type="[Post]", key="posts"),
            "best": Field(type="Post", key="best"),
        },
    ),
    "Comment": ObjectType(
        name="Comment",
        fields={"text": Field(type="String!", key="text"), "author": Field(type="User!", key="author")},
    ),
    "Node": AbstractType(
        name="Node",
        fields={"id": Field(type="ID!", key="id")},
        discriminator="kind",
        possible={"post": "Post", "User": "User"},
    ),
    "Any": AbstractType(
        name="Any", fields={}, discriminator="t", possible={n: n for n in ("Post", "User", "Comment")}
    ),
    "Mood": EnumType(name="Mood", values={"GOOD": "g", "BAD": "b"}),
}
ROOTS = {
    "node": "Node",
    "any": "[Any]",
    "post": "Post",
    "posts": "[Post!]!",
    "mood": "Mood!",
    "number": "Int",
}


def project(text: str, **flags: bool) -> Projection:
    """The projection of the only root field."""
    operation = read_document(SCHEMA, text)
    collector = Collector(operation, flags)
    ((fields),) = collector.collect("Query", [operation.selections]).values()
    return project_shape(ROOTS[fields[0].field], fields, TYPES, collector)


def test_a_shape() -> None:
    projection = project("{ p: posts { t: title mood __typename author { id } comments { text } m: mood } }")
    shape = projection.shape
    assert shape.root == ShapeValue(nullable=(False, False), object=0)
    post, user, comment = (next(iter(item.variants.values())) for item in shape.objects)
    assert (post.type, user.type, comment.type) == ("Post", "User", "Comment")
    assert post.fields == (
        ShapeField(name="t", key="the_title", nullable=(True,), leaf="string"),
        ShapeField(name="mood", key="mood", nullable=(True,), enum=0),
        ShapeField(name="__typename", nullable=(False,)),
        ShapeField(name="author", key="author", nullable=(True,), object=1),
        ShapeField(name="comments", key="comments", nullable=(True, False, False), object=2),
        ShapeField(name="m", key="mood", nullable=(True,), enum=0),
    )
    assert shape.enums == ({"g": "GOOD", "b": "BAD"},)
    assert all(item.discriminator is None for item in shape.objects)
    assert projection.sources[0]["Post"]["t"] == Source("Post", "title", "String", ((1, 14),))


def test_a_root_field_that_is_a_leaf() -> None:
    assert project("{ number }").shape == Shape(root=ShapeValue(nullable=(True,), leaf="int"))
    assert project("{ mood }").shape.root == ShapeValue(nullable=(False,), enum=0)


def test_merged_fields_have_all_their_locations() -> None:
    projection = project("{ post { author { id } } post { author { name id } } }")
    assert [field.name for field in projection.shape.objects[1].variants["User"].fields] == ["id", "name"]
    assert projection.sources[0]["Post"]["author"].locations == ((1, 10), (1, 33))
    assert projection.sources[1]["User"]["id"].locations == ((1, 19), (1, 47))


def test_fragments_on_other_types_do_not_apply() -> None:
    shape = project(
        "{ post { ... on Node { ... on User { name } ...F ... on Post { id } } } } fragment F on User { id }"
    ).shape
    assert [field.name for field in shape.objects[0].variants["Post"].fields] == ["id"]


def test_an_empty_selection() -> None:
    shape = project("query($x: Boolean!) { post { id @skip(if: $x) } }", x=True).shape
    assert shape.objects[0].variants["Post"].fields == ()


def test_a_document_cannot_make_an_endless_shape() -> None:
    # Each fragment doubles what is selected, so that 60 lines would be 2⁶⁰ fields.
    twice = "fragment F{} on Post {{ a: author {{ best {{ ...F{} }} }} b: author {{ best {{ ...F{} }} }} }}"
    fragments = [twice.format(n, n + 1, n + 1) for n in range(60)]
    text = "{ post { ...F0 } }" + "".join(fragments) + "fragment F60 on Post { id }"
    operation = read_document(SCHEMA, text, limits=NO_LIMITS)
    collector = Collector(operation, {})
    fields = collector.collect("Query", [operation.selections])["post"]
    with pytest.raises(RefusedError, match=f"selects more than {MAX_FIELDS} fields") as refused:
        project_shape("Post", fields, TYPES, collector)
    assert refused.value.errors[0].code == "GRAPHQL_VALIDATION_FAILED"


# --- interfaces and unions -------------------------------------------------------------------------------


def test_each_object_type_has_a_variant_with_what_applies_to_it() -> None:
    projection = project("{ node { id ... on Post { t: title } ... on User { t: name } kind: __typename } }")
    (node,) = projection.shape.objects
    assert node.discriminator == "kind"
    assert {stored: variant.type for stored, variant in node.variants.items()} == {
        "post": "Post",
        "User": "User",
    }
    written = {name: [(f.name, f.key) for f in variant.fields] for name, variant in node.variants.items()}
    assert written == {
        "post": [("id", "id"), ("t", "the_title"), ("kind", None)],
        "User": [("id", "id"), ("t", "name"), ("kind", None)],
    }
    assert projection.sources[0]["Post"]["t"].field == "title"
    assert projection.sources[0]["User"]["t"].field == "name"


def test_what_object_types_select_alike_is_shaped_once() -> None:
    # With a copy for each of two object types, 20 levels would be 2²⁰ objects.
    text = "{ node " + "{ next " * 20 + "{ id }" + " }" * 20 + " }"
    shape = project(text).shape
    assert [len(item.variants) for item in shape.objects] == [2] * 21
    first = shape.objects[0].variants
    assert first["post"].fields == first["User"].fields


def test_what_object_types_select_differently_is_shaped_for_each() -> None:
    shape = project("{ node { next { id } ... on Post { next { __typename } } } }").shape
    post, user = (shape.objects[0].variants[name].fields[0] for name in ("post", "User"))
    assert post.object != user.object
    assert [len(variant.fields) for item in shape.objects[1:] for variant in item.variants.values()] == [
        *(2, 2),
        *(1, 1),
    ]


# --- the order of CollectFields, against graphql-core --------------------------------------------------

USER = {"id": 1, "name": "u"}
POST: dict[str, Any] = {"id": 2, "title": "t", "mood": "GOOD", "author": USER, "big": 0.5}
USER |= {"posts": [POST], "best": POST}
POST |= {"comments": [[{"text": "c", "author": USER}]]}

DIRECTIVES = st.sampled_from(
    [*["", "@skip(if: $x)", "@include(if: $x)", "@include(if: $y)"] * 3, "@skip(if: $x) @include(if: $y)"]
)
LEAVES = {"Post": ["id", "title", "mood", "big", "__typename"], "User": ["id", "name"], "Comment": ["text"]}
OBJECTS = {
    "Post": {"author": "User", "comments": "Comment"},
    "User": {"posts": "Post", "best": "Post"},
    "Comment": {"author": "User"},
}
CONDITIONS = {
    "Post": ["on Post", "on Node", ""],
    "User": ["on User", "on Node", ""],
    "Comment": ["on Comment", ""],
}


@st.composite
def selections(draw: st.DrawFn, type_: str, depth: int, spreads: bool) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        directive = draw(DIRECTIVES)
        kind = draw(st.sampled_from(["leaf", "leaf", "object", "inline", "spread", "other"]))
        if kind == "object" and depth:
            name, inner = draw(st.sampled_from(sorted(OBJECTS[type_].items())))
            alias = draw(st.sampled_from(["", f"{name}2: "]))
            parts.append(f"{alias}{name} {directive} {{ {draw(selections(inner, depth - 1, spreads))} }}")
        elif kind == "inline" and depth:
            condition = draw(st.sampled_from(CONDITIONS[type_]))
            inner_type = "" if condition == "on Node" else type_
            inner_text = draw(selections(inner_type, depth - 1, spreads)) if inner_type else "id"
            parts.append(f"... {condition} {directive} {{ {inner_text} }}")
        elif kind == "spread" and spreads:
            parts.append(f"...{type_}{draw(st.integers(0, 1))} {directive}")
        elif kind == "other" and type_ in ("Post", "User"):
            other = "User" if type_ == "Post" else "Post"
            parts.append(
                f"... on Node {directive} {{ ... on {other} {{ __typename }} ... on {type_} {{ z: id }} }}"
            )
        else:
            name = draw(st.sampled_from(LEAVES[type_]))
            parts.append(f"{draw(st.sampled_from(['', f'{name}2: ']))}{name} {directive}")
    return " ".join(parts)


@st.composite
def documents(draw: st.DrawFn) -> str:
    one, many = draw(selections("Post", 3, True)), draw(selections("Post", 2, True))
    q = "q: post { id @skip(if: $x) n: id @skip(if: $y) }"
    text = f"query($x: Boolean!, $y: Boolean!) {{ post {{ {one} }} {q} posts {{ {many} }} }}"
    waiting = True
    defined: set[str] = set()
    while waiting:
        waiting = False
        for type_ in LEAVES:
            for number in range(2):
                name = f"{type_}{number}"
                if f"...{name}" in text and name not in defined:
                    defined.add(name)
                    text += f" fragment {name} on {type_} {{ {draw(selections(type_, 1, False))} }}"
                    waiting = True
    return text


def response_keys(value: Any) -> Any:
    """The response keys in order, nested; of lists those of the first item."""
    while isinstance(value, list):
        value = value[0]
    return [(key, response_keys(item)) for key, item in value.items()] if isinstance(value, dict) else None


def shape_keys(shape: Shape, value: ShapeValue) -> Any:
    if value.object is None:
        return None
    (variant,) = shape.objects[value.object].variants.values()
    return [(field.name, shape_keys(shape, field)) for field in variant.fields]


def our_keys(operation: Operation, flags: dict[str, bool]) -> Any:
    collector = Collector(operation, flags)
    keys = []
    for name, fields in collector.collect("Query", [operation.selections]).items():
        shape = project_shape(ROOTS[fields[0].field], fields, TYPES, collector).shape
        keys.append((name, shape_keys(shape, shape.root)))
    return keys


@given(text=documents(), x=st.booleans(), y=st.booleans())
def test_fields_are_collected_as_graphql_core_collects_them(text: str, x: bool, y: bool) -> None:
    document = parse(text)
    assert not validate(SCHEMA, document)
    result = execute_sync(SCHEMA, document, {"post": POST, "posts": [POST]}, variable_values={"x": x, "y": y})
    assert result.errors is None
    # Through JSON, since graphql-core's values are compared by the order of their keys.
    assert our_keys(read_document(SCHEMA, text), {"x": x, "y": y}) == response_keys(
        json.loads(json.dumps(result.data))
    )
