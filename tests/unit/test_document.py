from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from graphql import GraphQLSchema

from fraiseql.document import MAX_MESSAGE, read_document, read_schema
from fraiseql.errors import PlanError, RefusedError
from fraiseql.operation import (
    ArgumentValue,
    Condition,
    Fragment,
    FragmentSpread,
    Hole,
    InlineFragment,
    Operation,
    SelectedField,
    Variable,
)

SCHEMA = read_schema("""
directive @tag on FIELD
scalar DateTime
scalar JSON
scalar Custom
interface Node { id: ID! }
type User implements Node { id: ID! name: String }
type Post implements Node { id: ID! title: String author: User }
union Thing = User | Post
input Where { eq: Int at: DateTime json: JSON list: [Where!] mood: Mood }
input One @oneOf { a: Int b: [One!] }
enum Mood { GOOD BAD }
type Query {
  post(id: ID, where: Where, at: DateTime, json: JSON, custom: Custom, price: Float, ids: [ID]): Post
  node: Node
  thing: Thing
}
type Mutation { write(n: Int, maybe: One, one: One! = { a: 1 }): Post }
type Subscription { ticks: Int }
""")
SEVERAL = "The document holds several operations; say which in operationName."
OUT_OF_RANGE = "The number {}… is out of range."
NO_MUTATION = read_schema("type Query { a: Int }")


def read(text: str, name: str | None = None) -> Operation:
    return read_document(SCHEMA, text, name)


def refused(text: str, name: str | None = None, schema: GraphQLSchema = SCHEMA) -> list[tuple[str, str]]:
    with pytest.raises(RefusedError) as error:
        read_document(schema, text, name)
    return [(problem.code, problem.message) for problem in error.value.errors]


def argument(text: str) -> ArgumentValue:
    (field,) = read(text).selections
    assert isinstance(field, SelectedField)
    (value,) = field.arguments.values()
    return value


def test_an_operation_as_data() -> None:
    operation = read("""
query Q($id: ID!, $yes: Boolean = true) {
  p: post(id: $id) {
    ...F @include(if: $yes)
    ... on Node @skip(if: $yes) { id }
    ... { __typename }
  }
}
fragment F on Post { title }
""")
    assert operation == Operation(
        kind="query",
        root="Query",
        selections=(
            SelectedField(
                name="p",
                field="post",
                location=(3, 3),
                arguments={"id": ArgumentValue(None, (Hole((), "id"),))},
                selections=(
                    FragmentSpread(name="F", conditions=(Condition("yes", True),)),
                    InlineFragment(
                        on=("User", "Post"),
                        conditions=(Condition("yes", False),),
                        selections=(SelectedField(name="id", field="id", location=(5, 35)),),
                    ),
                    InlineFragment(
                        selections=(SelectedField(name="__typename", field="__typename", location=(6, 11)),)
                    ),
                ),
            ),
        ),
        fragments={"F": Fragment(("Post",), (SelectedField(name="title", field="title", location=(9, 22)),))},
        variables=(
            Variable(name="id", type="ID!", location=(2, 9)),
            Variable(name="yes", type="Boolean", location=(2, 19), default=True),
        ),
        flags=("yes",),
    )


def test_an_operation_is_json_both_ways() -> None:
    operation = read("""
        query($a: Where!) { post(where: {list: [{eq: 1}, $a]}, id: "x") { ...F } }
        fragment F on Post { id }
    """)
    assert msgspec.json.decode(msgspec.json.encode(operation), type=Operation) == operation


def test_conditions_that_are_literal_are_settled() -> None:
    operation = read("""{
      a: post @skip(if: true) { id }
      b: post @tag @skip(if: false) { id }
      c: post @include(if: true) { id }
      d: post @include(if: false) { id }
      e: post @include(if: true) @skip(if: true) { id }
    }""")
    assert [field.name for field in operation.selections if isinstance(field, SelectedField)] == ["b", "c"]
    assert operation.flags == ()


def test_flags_of_fragments_that_another_operation_uses_do_not_count() -> None:
    text = """
    query A { post { id } }
    query B($x: Boolean!) { post { ...F } }
    fragment F on Post { ...G } fragment G on Post { author { name @skip(if: $x) } }
    """
    assert read(text, "A").flags == ()
    assert read(text, "A").fragments == {}
    assert read(text, "B").flags == ("x",)
    assert set(read(text, "B").fragments) == {"F", "G"}


def test_a_fragment_used_twice_is_lowered_once() -> None:
    operation = read("{ a: post { ...F } b: post { ...F } } fragment F on Post { id }")
    assert list(operation.fragments) == ["F"]


def test_unions_and_interfaces_become_their_object_types() -> None:
    operation = read("{ thing { ... on Thing { ... on User { id } } ... on Node { id } } }")
    (thing,) = operation.selections
    assert isinstance(thing, SelectedField)
    on = [child.on for child in thing.selections if isinstance(child, InlineFragment)]
    assert on == [("User", "Post"), ("User", "Post")]


def test_a_mutation() -> None:
    operation = read("mutation { write { id } }")
    assert (operation.kind, operation.root) == ("mutation", "Mutation")


@pytest.mark.parametrize(
    ("text", "value", "holes"),
    [
        ('{ post(id: "x") { id } }', "x", ()),
        ("{ post(id: 12) { id } }", 12, ()),
        ("{ post(id: null) { id } }", None, ()),
        ("{ post(price: 0.10) { id } }", Decimal("0.10"), ()),
        ("{ post(ids: [1, null]) { id } }", [1, None], ()),
        ("{ post(where: {mood: GOOD, eq: 1}) { id } }", {"mood": "GOOD", "eq": 1}, ()),
        ("{ post(json: {a: [true, FOO]}) { id } }", {"a": [True, "FOO"]}, ()),
        ("{ post(custom: 1.50) { id } }", Decimal("1.50"), ()),
        ("query($x: Int) { post(where: {eq: $x}) { id } }", {"eq": None}, (Hole(("eq",), "x"),)),
        (
            "query($x: ID, $y: ID) { post(ids: [$x, 1, $y]) { id } }",
            [None, 1, None],
            (Hole((0,), "x"), Hole((2,), "y")),
        ),
        (
            "query($x: JSON) { post(json: {a: [1, $x]}) { id } }",
            {"a": [1, None]},
            (Hole(("a", 1), "x"),),
        ),
    ],
)
def test_argument_values(text: str, value: object, holes: tuple[Hole, ...]) -> None:
    assert argument(text) == ArgumentValue(value, holes)
    assert type(argument(text).value) is type(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{ post", "Syntax Error: Expected Name, found <EOF>."),
        ("", "Syntax Error: Unexpected <EOF>."),
        ("{ a " * 10_000, "Syntax Error: "),
    ],
)
def test_what_is_not_graphql(text: str, message: str) -> None:
    ((code, said),) = refused(text)
    assert code == "GRAPHQL_PARSE_FAILED"
    assert said.startswith(message)


def test_a_syntax_error_has_its_place() -> None:
    with pytest.raises(RefusedError) as error:
        read("{ post\n  ( }")
    assert error.value.errors[0].locations == ((2, 5),)


def test_all_validation_errors_are_reported_with_their_places() -> None:
    with pytest.raises(RefusedError) as error:
        read("query($x: Int) {\n  pots { id }\n  post(idd: 1) { name }\n}")
    errors = error.value.errors
    assert {problem.code for problem in errors} == {"GRAPHQL_VALIDATION_FAILED"}
    assert {problem.locations for problem in errors} == {((1, 7),), ((2, 3),), ((3, 8),), ((3, 18),)}
    assert any("Did you mean 'post'" in problem.message for problem in errors)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{ post(at: "yesterday") { id } }',
            'Expected a date and time with an offset, such as 2026-01-31T12:00:00Z, found: "yesterday".',
        ),
        (
            "{ post(where: {list: [{at: 1}]}) { id } }",
            "Expected a date and time with an offset, such as 2026-01-31T12:00:00Z, found: 1.",
        ),
        (
            "{ post(price: 1e99999999999999999999) { id } }",
            OUT_OF_RANGE.format("1e999999999999999999"),
        ),
        (
            "{ post(json: [1e131072]) { id } }",
            "Expected JSON with finite numbers, of fewer digits, found: [1e131072].",
        ),
        ("{ post(json: [1e99999999999999999999]) { id } }", OUT_OF_RANGE.format("1e999999999999999999")),
        ("{ post(id: " + "9" * 5000 + ") { id } }", OUT_OF_RANGE.format("99999999999999999999")),
    ],
)
def test_literals_are_checked_by_the_scalar_table(text: str, message: str) -> None:
    assert refused(text) == [("GRAPHQL_VALIDATION_FAILED", message)]


@pytest.mark.parametrize("argument", ["maybe: {a: $n}", "one: {a: $n}", "one: {b: [{a: $n}]}"])
def test_a_variable_in_a_one_of_input_must_not_be_nullable(argument: str) -> None:
    ((code, message),) = refused(f"mutation ($n: Int) {{ write({argument}) {{ id }} }}")
    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert message == (
        "Variable '$n' is of type 'Int' but must be non-nullable to be used for OneOf Input Object 'One'."
    )
    assert read(f"mutation ($n: Int!) {{ write({argument}) {{ id }} }}").kind == "mutation"


def test_a_variable_in_a_one_of_input_may_have_a_default() -> None:
    assert read("mutation ($n: Int = 1) { write(one: {a: $n}) { id } }").kind == "mutation"
    assert refused("mutation ($n: Int = null) { write(one: {a: $n}) { id } }")


def test_a_variable_in_another_input_may_be_nullable() -> None:
    assert read("query ($n: Int) { post(where: {list: [{eq: $n}]}) { id } }").kind == "query"


def test_a_document_that_graphql_core_gives_up_on() -> None:
    assert refused("{ post { " + "id " * 9000 + "} }") == [
        (
            "GRAPHQL_VALIDATION_FAILED",
            "The document is too complex: it repeats fields or fragments too often.",
        )
    ]


def test_a_long_message_is_cut() -> None:
    ((code, message),) = refused('{ post(where: "' + "x" * 1000 + '") { id } }')
    assert (code, len(message)) == ("GRAPHQL_VALIDATION_FAILED", MAX_MESSAGE)
    assert message.startswith("Expected value of type 'Where' to be an object, found: \"xxx")
    assert message.endswith("xxx…")


def test_a_good_literal_of_our_scalars() -> None:
    assert argument('{ post(at: "2026-01-31T12:00:00Z") { id } }').value == "2026-01-31T12:00:00Z"


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (
            "query A { post { id } } query B { post { id } }",
            None,
            SEVERAL,
        ),
        ("query A { post { id } }", "B", 'The document holds no operation named "B".'),
        ("{ post { id } }", "B", 'The document holds no operation named "B".'),
        ("fragment F on Post { id }", None, "The document holds no operation."),
        ("type A { a: Int }", "A", "The document holds no operation."),
        ("subscription { ticks }", None, "Subscriptions are not supported."),
    ],
)
def test_the_operation_that_is_meant(text: str, name: str | None, message: str) -> None:
    assert refused(text, name) == [("OPERATION_RESOLUTION_FAILURE", message)]


def test_an_operation_by_its_name() -> None:
    text = "query A { post { id } } mutation B { write { id } }"
    assert read(text, "A").kind == "query"
    assert read(text, "B").kind == "mutation"


def test_a_mutation_where_the_schema_has_none() -> None:
    assert refused("mutation { write }", schema=NO_MUTATION) == [
        ("OPERATION_RESOLUTION_FAILURE", "The schema has no mutation type.")
    ]


@pytest.mark.parametrize(
    "sdl", ["type Query {", "type Query { a: Missing }", "type A { a: Int } type A { a: Int }"]
)
def test_a_schema_that_is_not_valid(sdl: str) -> None:
    with pytest.raises(PlanError, match=r"schema\.graphql: it is not a valid schema: "):
        read_schema(sdl)
