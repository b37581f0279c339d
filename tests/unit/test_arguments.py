from __future__ import annotations

from typing import Any

import pytest

from fraiseql.arguments import Arguments, Variables, read_arguments
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError
from fraiseql.operation import ArgumentValue, Hole
from fraiseql.plan import EnumType, InputField, InputType, Type

TYPES: dict[str, Type] = {
    "Mood": EnumType(name="Mood", values={"GOOD": "g"}),
    "In": InputType(
        name="In",
        fields={
            "x": InputField(type="Int", default=5),
            "y": InputField(type="Int!"),
            "list": InputField(type="[Int]"),
            "in": InputField(type="In"),
            "mood": InputField(type="Mood"),
        },
    ),
}
DEFINED = {
    "n": InputField(type="Int"),
    "with": InputField(type="Mood", default="GOOD"),
    "must": InputField(type="Int!"),
    "must_default": InputField(type="Int!", default=9),
    "in": InputField(type="In"),
}


def read(**given: ArgumentValue) -> Arguments:
    defined = {name: field for name, field in DEFINED.items() if name in given}
    return read_arguments(given, defined, Inputs(TYPES))


def whole(variable: str) -> ArgumentValue:
    return ArgumentValue(None, (Hole((), variable),))


def evaluate(arguments: Arguments, **given: Any) -> dict[str, Any]:
    return arguments.evaluate(Variables(given, given))


def test_literals_and_defaults_are_constant() -> None:
    arguments = read_arguments(
        {"must": ArgumentValue(1), "in": ArgumentValue({"y": 2})}, DEFINED, Inputs(TYPES)
    )
    assert arguments.are_constant
    expected = {"must": 1, "with": "g", "must_default": 9, "in": {"x": 5, "y": 2}}
    assert evaluate(arguments) == expected
    evaluate(arguments)["n"] = 1
    assert evaluate(arguments) == expected


def test_a_literal_that_does_not_fit() -> None:
    with pytest.raises(FieldError) as error:
        read(**{"in": ArgumentValue({"y": "x"})})
    assert error.value == FieldError(
        'Argument "in" got invalid value "x" at "in.y"; expected a whole number.', "BAD_USER_INPUT"
    )


def test_a_variable_as_the_whole_argument() -> None:
    arguments = read(n=whole("v"))
    assert not arguments.are_constant
    assert evaluate(arguments, v=3) == {"n": 3}
    assert evaluate(arguments, v=None) == {"n": None}
    assert evaluate(arguments) == {}


def test_an_absent_variable_leaves_the_default() -> None:
    assert evaluate(read(**{"with": whole("v")})) == {"with": "g"}
    assert evaluate(read(**{"with": whole("v")}), v=None) == {"with": None}
    assert evaluate(read(must_default=whole("v"))) == {"must_default": 9}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("must", {"v": None}, 'Argument "must" is null; expected a value of type Int!.'),
        ("must", {}, 'Argument "must" is missing; expected a value of type Int!.'),
        ("must_default", {"v": None}, 'Argument "must_default" is null; expected a value of type Int!.'),
    ],
)
def test_a_variable_without_a_value_where_one_is_needed(
    name: str, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(FieldError) as error:
        evaluate(read(**{name: whole("v")}), **given)
    assert str(error.value) == message


def test_variables_inside_a_literal() -> None:
    value = {"y": None, "list": [1, None, 3], "in": {"y": 1, "x": None, "mood": None}, "mood": "GOOD"}
    holes = (Hole(("y",), "a"), Hole(("list", 1), "b"), Hole(("in", "x"), "c"), Hole(("in", "mood"), "d"))
    arguments = read(**{"in": ArgumentValue(value, holes)})
    assert not arguments.are_constant
    assert evaluate(arguments, a=1, b=2, c=4, d="GOOD") == {
        "in": {"y": 1, "x": 5, "list": [1, 2, 3], "in": {"y": 1, "x": 4, "mood": "g"}, "mood": "g"}
    }
    # An absent variable leaves a field out, so that its default holds, and an item null.
    assert evaluate(arguments, a=1) == {
        "in": {"y": 1, "x": 5, "list": [1, None, 3], "in": {"y": 1, "x": 5}, "mood": "g"}
    }
    with pytest.raises(
        FieldError, match=r'Argument "in" is null at "in\.y"; expected a value of type Int!\.'
    ):
        evaluate(arguments, a=None)
