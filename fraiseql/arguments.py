"""The arguments of a root field: what the document gives, filled with the variables of a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from fraiseql.coerce import InputError, Inputs, Problem
from fraiseql.errors import FieldError
from fraiseql.operation import ArgumentValue
from fraiseql.plan import UNSET, InputField


class Variables(NamedTuple):
    """The variables of one request. given: as the client gave them, with the defaults for the others."""

    coerced: Mapping[str, Any]
    given: Mapping[str, Any]


class Whole(Struct, frozen=True):
    """An argument that is one variable. default: its own coerced default, or UNSET."""

    name: str
    variable: str
    type: str
    default: Any


class Partial(Struct, frozen=True):
    """An argument with variables inside: its literal, with a `Reference` for each."""

    name: str
    type: str
    literal: Any


class Reference(Struct, frozen=True):
    """Stands in a literal for the value of a variable."""

    variable: str


class Arguments(Struct, frozen=True):
    """Arguments ready to be evaluated: those that never change, and those that variables decide."""

    constant: dict[str, Any]
    whole: tuple[Whole, ...]
    partial: tuple[Partial, ...]
    inputs: Inputs

    @property
    def are_constant(self) -> bool:
        """No variable is used."""
        return not (self.whole or self.partial)

    @property
    def variables(self) -> frozenset[str]:
        """The variables that are used."""
        inside = (name for part in self.partial for name in _references(part.literal))
        return frozenset((*(item.variable for item in self.whole), *inside))

    def evaluate(self, variables: Variables) -> dict[str, Any]:
        """The coerced arguments; one without value or default is absent. Raises FieldError."""
        values = self.constant.copy()
        for item in self.whole:
            value = variables.coerced.get(item.variable, item.default)
            if value is None and item.type.endswith("!"):
                raise _error(item.name, Problem((), "is null", f"expected a value of type {item.type}"))
            if value is not UNSET:
                values[item.name] = value
            elif item.type.endswith("!"):
                raise _error(item.name, Problem((), "is missing", f"expected a value of type {item.type}"))
        for part in self.partial:
            literal = _fill(part.literal, variables.given)
            values[part.name] = _coerce(self.inputs, part.name, part.type, literal)
        return values


def read_arguments(
    given: Mapping[str, ArgumentValue], defined: Mapping[str, InputField], inputs: Inputs
) -> Arguments:
    """The arguments a document gives to a field. Raises FieldError where a literal does not fit."""
    constant: dict[str, Any] = {}
    whole = []
    partial = []
    for name, field in defined.items():
        argument = given.get(name)
        if argument is None:
            if field.default is not UNSET:
                constant[name] = _coerce(inputs, name, field.type, field.default)
        elif not argument.holes:
            constant[name] = _coerce(inputs, name, field.type, argument.value)
        elif not argument.holes[0].path:
            default = field.default
            if default is not UNSET:
                default = _coerce(inputs, name, field.type, default)
            whole.append(Whole(name, argument.holes[0].variable, field.type, default))
        else:
            partial.append(Partial(name, field.type, _with_references(argument)))
    return Arguments(constant, tuple(whole), tuple(partial), inputs)


def _coerce(inputs: Inputs, name: str, type_: str, value: Any) -> Any:
    try:
        return inputs.coerce(type_, value)
    except InputError as invalid:
        raise _error(name, invalid.problems[0]) from None


def _error(name: str, problem: Problem) -> FieldError:
    return FieldError(problem.wording(f'Argument "{name}"', name), "BAD_USER_INPUT")


def _with_references(argument: ArgumentValue) -> Any:
    holes = {hole.path: hole.variable for hole in argument.holes}

    def copy(value: Any, path: tuple[str | int, ...]) -> Any:
        if path in holes:
            return Reference(holes[path])
        if isinstance(value, dict):
            return {key: copy(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [copy(item, (*path, index)) for index, item in enumerate(value)]
        return value

    return copy(argument.value, ())


def _references(literal: Any) -> Iterator[str]:
    if isinstance(literal, Reference):
        yield literal.variable
    elif isinstance(literal, dict | list):
        for item in literal.values() if isinstance(literal, dict) else literal:
            yield from _references(item)


def _fill(literal: Any, given: Mapping[str, Any]) -> Any:
    """The literal with its variables: a field without a value is left out, an item becomes null."""
    if isinstance(literal, dict):
        filled = {}
        for key, item in literal.items():
            if not isinstance(item, Reference):
                filled[key] = _fill(item, given)
            elif item.variable in given:
                filled[key] = given[item.variable]
        return filled
    if isinstance(literal, list):
        return [_fill(item, given) for item in literal]
    if isinstance(literal, Reference):
        return given.get(literal.variable)
    return literal
