from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from graphql import build_schema, parse
from graphql.execution.values import VariableValues, get_variable_values
from graphql.language import OperationDefinitionNode
from hypothesis import given
from hypothesis import strategies as st

from fraiseql.coerce import MAX_DEPTH, MAX_PATH, MAX_PROBLEMS, InputError, Inputs, excerpt, path_text
from fraiseql.errors import RefusedError, RequestError
from fraiseql.operation import Variable
from fraiseql.plan import UNSET, EnumType, InputField, InputType, Type

SDL = """
enum Color { RED GREEN }
input In {
  a: Int! = 3
  b: [Int!]
  c: [[String]]
  d: In
  e: Color
  f: ID
  g: Boolean
  h: Float
  i: [In!]
  j: Color! = GREEN
  k: In = {a: 4, e: RED, d: null}
}
input Need { must: Int! list: [Need!] }
input One @oneOf { x: Int y: String }
type Query { q(a: In): Int }
"""

TYPES: dict[str, Type] = {
    "Color": EnumType(name="Color", values={"RED": "RED", "GREEN": "GREEN"}),
    "In": InputType(
        name="In",
        fields={
            "a": InputField(type="Int!", default=3),
            "b": InputField(type="[Int!]"),
            "c": InputField(type="[[String]]"),
            "d": InputField(type="In"),
            "e": InputField(type="Color"),
            "f": InputField(type="ID"),
            "g": InputField(type="Boolean"),
            "h": InputField(type="Float"),
            "i": InputField(type="[In!]"),
            "j": InputField(type="Color!", default="GREEN"),
            "k": InputField(type="In", default={"a": 4, "e": "RED", "d": None, "k": None}),
        },
    ),
    "Need": InputType(
        name="Need", fields={"must": InputField(type="Int!"), "list": InputField(type="[Need!]")}
    ),
    "One": InputType(
        name="One", one_of=True, fields={"x": InputField(type="Int"), "y": InputField(type="String")}
    ),
}
# A default that holds itself is not valid GraphQL, hence the null at its end.
SCHEMA = build_schema(SDL.replace("d: null}", "d: null, k: null}"))


def variable(type_: str, default: Any = UNSET, name: str = "v") -> Variable:
    return Variable(name=name, type=type_, location=(1, 7), default=default)


def coerced(type_: str, value: Any) -> Any:
    return Inputs(TYPES).variables([variable(type_)], {"v": value})["v"]


def refused(type_: str, value: Any) -> list[str]:
    with pytest.raises(RefusedError) as error:
        coerced(type_, value)
    return [problem.message for problem in error.value.errors]


# --- against graphql-core ------------------------------------------------------------------------------

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from([2**31, -(2**31), 2**53, 0.5, -1.5])
    | st.sampled_from(["", "RED", "GREEN", "BLUE", "1", "text"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*"abcdefghijk", "must", "list", "x", "y", "zzz"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
FITTING: st.SearchStrategy[Any] = st.deferred(
    lambda: st.fixed_dictionaries(
        {},
        optional={
            "a": st.integers(-5, 5),
            "b": st.none() | st.integers() | st.lists(st.integers(-5, 5)),
            "c": st.lists(st.none() | st.text("xy") | st.lists(st.text("xy") | st.none())),
            "d": st.none() | FITTING,
            "e": st.sampled_from(["RED", "GREEN", None]),
            "f": st.integers() | st.text("xy"),
            "g": st.booleans(),
            "h": st.integers(-5, 5) | st.just(0.5),
            "i": FITTING | st.lists(FITTING, max_size=2),
        },
    )
)
TYPE_NAMES = st.sampled_from(
    "Int Int! [Int] [[Int!]!] ID Float Boolean! String Color [Color!]! In In! [In] [In!]! [Need!] One One!"
    .split()
)  # fmt: skip
DEFAULTS = {"Int": "7", "[Int]": "[1, null]", "In": "{b: 2, e: RED}", "Color": "GREEN"}
DEFAULT_VALUES = {"Int": 7, "[Int]": [1, None], "In": {"b": 2, "e": "RED"}, "Color": "GREEN"}


@given(type_=TYPE_NAMES, value=VALUES | FITTING, absent=st.booleans(), with_default=st.booleans())
def test_variables_as_graphql_core_coerces_them(
    type_: str, value: Any, absent: bool, with_default: bool
) -> None:
    with_default = with_default and type_ in DEFAULTS
    default = f" = {DEFAULTS[type_]}" if with_default else ""
    definition = parse(f"query ($v: {type_}{default}) {{ q }}").definitions[0]
    assert isinstance(definition, OperationDefinitionNode)
    inputs = {} if absent else {"v": value, "undefined": 1}
    expected = get_variable_values(SCHEMA, definition.variable_definitions or (), inputs)

    ours = variable(type_, DEFAULT_VALUES[type_] if with_default else UNSET)
    try:
        result = Inputs(TYPES).variables([ours], inputs)
    except RefusedError:
        assert isinstance(expected, list)
    else:
        assert isinstance(expected, VariableValues)
        assert result == expected.coerced


# --- what only we do -----------------------------------------------------------------------------------


def test_null_and_absent_are_told_apart() -> None:
    inputs = Inputs(TYPES)
    assert inputs.variables([variable("Int")], {}) == {}
    assert inputs.variables([variable("Int")], {"v": None}) == {"v": None}
    assert inputs.variables([variable("Int", 3)], {}) == {"v": 3}
    assert inputs.variables([variable("Int", 3)], {"v": None}) == {"v": None}


def test_enum_values_become_what_is_stored() -> None:
    types: dict[str, Type] = {"Color": EnumType(name="Color", values={"RED": "r", "GREEN": "g"})}
    assert Inputs(types).coerce("[Color!]", ["RED", "GREEN"]) == ["r", "g"]


def test_scalars_come_from_the_scalar_table() -> None:
    assert coerced("BigInt", "9223372036854775807") == 2**63 - 1
    assert str(coerced("Decimal", "0.10")) == str(coerced("Decimal", Decimal("0.10"))) == "0.10"
    assert coerced("UUID", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11") == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"


def test_exactly_one_field_of_a_one_of_input() -> None:
    assert coerced("One", {"x": 1}) == {"x": 1}
    for value in ({}, {"x": None}, {"x": 1, "y": "a"}):
        assert refused("One", value)


def test_a_number_too_large_to_write_out_costs_nothing() -> None:
    assert "of fewer digits" in refused("Decimal", "9" * 200_000)[0]
    (message,) = refused("Int", Decimal("1E+999999999"))
    assert message == 'Variable "$v" got invalid value 1E+999999999; expected a whole number.'


@pytest.mark.parametrize(
    ("type_", "value", "message"),
    [
        ("Int", "x", 'Variable "$v" got invalid value "x"; expected a whole number.'),
        ("Int!", None, 'Variable "$v" is null; expected a value of type Int!.'),
        (
            "In",
            {"i": [{}, {"b": ["x"]}]},
            'Variable "$v" got invalid value "x" at "v.i[1].b[0]"; expected a whole number.',
        ),
        ("In", {"b": [None]}, 'Variable "$v" is null at "v.b[0]"; expected a value of type Int!.'),
        ("In", {"e": "BLUE"}, 'Variable "$v" got invalid value "BLUE" at "v.e"; expected one of RED, GREEN.'),
        ("In", {"e": 1}, 'Variable "$v" got invalid value 1 at "v.e"; expected one of RED, GREEN.'),
        ("In", [], 'Variable "$v" got invalid value []; expected an object of type In.'),
        ("Need", {}, 'Variable "$v" is missing a value at "v.must"; expected one of type Int!.'),
        (
            "Need",
            {"must": 1, "mist": 2},
            'Variable "$v" is an unknown field at "v.mist"; did you mean must?',
        ),
        ("In", {"zzz": 1}, 'Variable "$v" is an unknown field at "v.zzz"; In does not define it.'),
        (
            "One",
            {},
            'Variable "$v" must have exactly one field that is not null; One is a oneOf input.',
        ),
    ],
)
def test_errors_name_the_path(type_: str, value: Any, message: str) -> None:
    assert refused(type_, value) == [message]


def test_every_problem_of_every_variable_is_reported_at_its_definition() -> None:
    definitions = [variable("Int!", name="a"), variable("Need", name="b")]
    with pytest.raises(RefusedError) as error:
        Inputs(TYPES).variables(definitions, {"b": {"must": "x", "list": [{"must": None}, {}]}})
    messages = [problem.message for problem in error.value.errors]
    assert messages == [
        'Variable "$a" is missing; expected a value of type Int!.',
        'Variable "$b" got invalid value "x" at "b.must"; expected a whole number.',
        'Variable "$b" is null at "b.list[0].must"; expected a value of type Int!.',
        'Variable "$b" is missing a value at "b.list[1].must"; expected one of type Int!.',
    ]
    assert error.value.errors[0] == RequestError(messages[0], "BAD_USER_INPUT", ((1, 7),))


def test_a_flood_of_problems_is_cut() -> None:
    assert len(refused("[Int]", ["x"] * 1000)) == MAX_PROBLEMS
    assert len(refused("In", {f"f{n}": n for n in range(1000)})) == MAX_PROBLEMS


def test_nesting_is_limited() -> None:
    def nested(depth: int) -> dict[str, Any]:
        value: dict[str, Any] = {"k": None}
        for _ in range(depth - 1):
            value = {"d": value, "k": None}
        return value

    assert coerced("In", nested(MAX_DEPTH))
    (message,) = refused("In", nested(MAX_DEPTH + 1))
    assert message.startswith('Variable "$v" is nested too deeply at "v.d.d.d')
    (message,) = refused("Need", {"must": 1, "list": {"must": 1, "list": [[]]}})
    assert "expected an object of type Need" in message


def test_a_message_shows_the_ends_of_a_long_path() -> None:
    path: list[str | int] = ["AND", 12] * 20
    whole = path_text("where", path)
    assert whole == "where" + ".AND[12]" * 20
    shown = path_text("where", [*path, *path, "views"])
    assert len(shown) == MAX_PATH + 1
    assert shown.startswith("where.AND[12].AND[12].")
    assert "…" in shown
    assert shown.endswith(".AND[12].AND[12].views")


def test_coercing_without_a_variable_raises_the_problems() -> None:
    with pytest.raises(InputError) as error:
        Inputs(TYPES).coerce("[Int!]", [None, "x"])
    assert [problem.path for problem in error.value.problems] == [(0,), (1,)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, Decimal("0.50"), None]}, '{"a":[1,0.50,null]}'),
        ("x" * 100, '"' + "x" * 58 + "…"),
        ("\ud800", "with characters that are not Unicode, or nested too deeply"),
        (1j, '"1j"'),
    ],
)
def test_excerpts_of_values(value: Any, text: str) -> None:
    assert excerpt(value) == text
