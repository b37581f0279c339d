"""The arguments of a root field: what the document gives, filled with the variables of a request."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import Struct

from fraiseql.coerce import InputError, Inputs, Problem
from fraiseql.errors import FieldError
from fraiseql.operation import ArgumentValue
from fraiseql.plan import UNSET, InputField, InputType, Type, type_ref

NO_SESSION: Mapping[str, str] = MappingProxyType({})
"""The session of a request that has none."""


class Variables(NamedTuple):
    """The variables of one request. given: as the client gave them, with the defaults for the others."""

    coerced: Mapping[str, Any]
    given: Mapping[str, Any]
    session: Mapping[str, str] = NO_SESSION


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
    """Arguments ready to be evaluated: those that never change, and those that variables decide.

    session: those that the session decides. holding: the types of those with such a value inside.
    """

    constant: dict[str, Any]
    whole: tuple[Whole, ...]
    partial: tuple[Partial, ...]
    inputs: Inputs
    session: dict[str, InputField] = {}
    holding: dict[str, str] = {}

    @property
    def are_constant(self) -> bool:
        """Neither a variable nor the session is used."""
        return not (self.whole or self.partial or self.session or self.holding)

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
        for name, field in self.session.items():
            values[name] = _of_session(self.inputs, field, variables.session)
        for name, type_ in self.holding.items():
            if name in values:
                values[name] = _completed(self.inputs, values[name], type_, variables.session)
        return values


def read_arguments(
    given: Mapping[str, ArgumentValue], defined: Mapping[str, InputField], inputs: Inputs
) -> Arguments:
    """The arguments a document gives to a field. Raises FieldError where a literal does not fit."""
    constant: dict[str, Any] = {}
    whole = []
    partial = []
    session: dict[str, InputField] = {}
    holding: dict[str, str] = {}
    for name, field in defined.items():
        if field.session is not None:
            session[name] = field
            continue
        if inputs.has_session(field.type):
            holding[name] = field.type
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
    return Arguments(constant, tuple(whole), tuple(partial), inputs, session, holding)


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


# --- values of the session -------------------------------------------------------------------------------


class UnfitSessionError(FieldError):
    """The application gave a session value that its argument's type does not have. reason: for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "INTERNAL")


def unauthenticated(name: str) -> FieldError:
    """The error of a field that needs a value which the session does not have."""
    return FieldError(f'The session has no "{name}", which is needed here.', "UNAUTHENTICATED")


def _of_session(inputs: Inputs, field: InputField, session: Mapping[str, str]) -> Any:
    """The value of an argument or an input field. Without one in the session it is the default, or null."""
    name = field.session
    assert name is not None
    text = session.get(name)
    if text is None:
        if field.default is not UNSET:
            return _coerce(inputs, name, field.type, field.default)
        if field.type.endswith("!"):
            raise unauthenticated(name)
        return None
    read = _READERS.get(type_ref(field.type).name)
    try:
        # Predicates and policies compare the same text with what is stored.
        value = inputs.enum_name(field.type, text) if read is None else read(text)
        return inputs.coerce(field.type, value)
    except (ValueError, ArithmeticError, InputError):
        raise UnfitSessionError(f"The session's {name} is no value of the type {field.type}.") from None


def session_name(
    defined: Mapping[str, InputField], path: Sequence[str | int], inputs: Mapping[str, Type]
) -> str | None:
    """The name of the session whose value stands at a path that begins with an argument, if one does."""
    fields = defined
    for name in path:
        field = fields.get(name) if isinstance(name, str) else None
        if field is None or field.session is not None:
            return None if field is None else field.session
        definition = inputs.get(type_ref(field.type).name)
        fields = definition.fields if isinstance(definition, InputType) else {}
    return None


def _boolean(text: str) -> object:
    return {"true": True, "false": False}.get(text, text)


# PostgreSQL has the same session, and must read the same in it: Python takes `1_0`, and digits of any script.


def _whole(text: str) -> int:
    if not re.fullmatch("[+-]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _number(text: str) -> Decimal:
    if not re.fullmatch("[+-]?[0-9.]+([eE][+-]?[0-9]+)?", text):
        raise ValueError(text)
    return Decimal(text)


_READERS: dict[str, Callable[[str], Any]] = {
    "Int": _whole,
    "Float": _number,
    "Boolean": _boolean,
    "JSON": json.loads,
}
"""How the text of a session becomes what JSON would hold; all other scalars take text."""


def _completed(inputs: Inputs, value: Any, type_: str, session: Mapping[str, str]) -> Any:
    """The value with the session's in it. Those that nothing holds are nobody's."""
    definition = inputs.input_type(type_)
    if isinstance(value, list):
        return [_completed(inputs, item, type_, session) for item in value]
    if value is None or definition is None:
        return value
    completed = {
        name: _completed(inputs, item, definition.fields[name].type, session) for name, item in value.items()
    }
    for name, field in definition.fields.items():
        if field.session is not None:
            completed[name] = _of_session(inputs, field, session)
    return completed
