"""Input coercion of the GraphQL specification (3 and 6.1.2), over the types of the plans.

A value goes in as JSON, with `Decimal` for fractions, and comes out as what the scalar table makes of
it; enum values come out as their stored values. Null and absent are told apart throughout.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

from fraiseql.errors import RefusedError, RequestError
from fraiseql.operation import Variable
from fraiseql.plan import UNSET, EnumType, InputType, ScalarType, Type, type_ref
from fraiseql.scalars import SCALARS, represented

MAX_DEPTH = 200
"""How deep lists and input objects may nest."""

MAX_PATH = 200
"""How many characters of a path a message shows."""

MAX_PROBLEMS = 50
"""How many problems are looked for in one list or object."""

Coerce: TypeAlias = Callable[[Any, int], Any]
"""A value and its depth → the coerced value; raises InputError."""


class Problem(NamedTuple):
    """What is wrong with one value. path: below the variable or argument. found, hint: half sentences."""

    path: tuple[str | int, ...]
    found: str
    hint: str

    def wording(self, subject: str, name: str) -> str:
        """The message: `Variable "$where" got invalid value "x" at "where.views.gt"; expected …`."""
        place = f' at "{path_text(name, self.path)}"' if self.path else ""
        end = "" if self.hint.endswith("?") else "."
        return f"{subject} {self.found}{place}; {self.hint}{end}"


class InputError(Exception):
    """A value does not fit its type. The problems are all there are, at least one."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def under(self, key: str | int) -> Iterable[Problem]:
        """The problems, as seen from the list or object that holds the value."""
        return (problem._replace(path=(key, *problem.path)) for problem in self.problems)


def path_text(name: str, path: Iterable[str | int]) -> str:
    """A path as a client would write it: `where.OR[1].views.gt`. A long one lacks its middle."""
    text = name + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    half = MAX_PATH // 2
    return text if len(text) <= MAX_PATH else f"{text[:half]}…{text[-half:]}"


_JSON = msgspec.json.Encoder(decimal_format="number", enc_hook=repr)


def excerpt(value: Any) -> str:
    """A value as JSON, cut to a length that fits a message."""
    try:
        text = _JSON.encode(value).decode()
    except (ValueError, RecursionError):
        text = "with characters that are not Unicode, or nested too deeply"
    return text if len(text) <= 60 else f"{text[:59]}…"


def _invalid(value: Any, expected: str) -> InputError:
    return InputError(Problem((), f"got invalid value {excerpt(value)}", f"expected {expected}"))


class Inputs:
    """Coerces values to the input types of some plans. hints: whether messages suggest names."""

    def __init__(self, types: Mapping[str, Type], *, hints: bool = True) -> None:
        self._types = types
        self._hints = hints
        self._made: dict[str, Coerce] = {}

    def input_type(self, type_: str) -> InputType | None:
        """The input object in a type such as `[PostWhere!]`; nothing of any other type."""
        definition = self._types.get(type_ref(type_).name)
        return definition if isinstance(definition, InputType) else None

    def has_session(self, type_: str) -> bool:
        """Whether somewhere in a type there is a value that the session gives."""
        seen: set[str] = set()
        waiting = [type_]
        while waiting:
            definition = self.input_type(waiting.pop())
            if definition is None or definition.name in seen:
                continue
            seen.add(definition.name)
            if any(field.session is not None for field in definition.fields.values()):
                return True
            waiting.extend(field.type for field in definition.fields.values())
        return False

    def enum_name(self, type_: str, text: str) -> str:
        """The name of the enum's value that is stored as this text; any other text as it is."""
        definition = self._types.get(type_ref(type_).name)
        if not isinstance(definition, EnumType) or text in definition.values:
            return text
        return next((name for name, stored in definition.values.items() if stored == text), text)

    def coerce(self, type_: str, value: Any) -> Any:
        """The value as one of a type such as `[PostOrderBy!]`. Raises InputError."""
        return self._make(type_)(value, 0)

    def variables(self, definitions: Iterable[Variable], given: Mapping[str, Any]) -> dict[str, Any]:
        """The coerced variables of an operation; one without value or default is absent.

        Raises RefusedError with all that is wrong. Names that are not defined are ignored.
        """
        values: dict[str, Any] = {}
        errors: list[RequestError] = []
        for variable in definitions:
            value = given.get(variable.name, variable.default)
            try:
                if value is not UNSET:
                    values[variable.name] = self._make(variable.type)(value, 0)
                elif variable.type.endswith("!"):
                    raise InputError(Problem((), "is missing", f"expected a value of type {variable.type}"))
            except InputError as invalid:
                for problem in invalid.problems:
                    message = problem.wording(f'Variable "${variable.name}"', variable.name)
                    errors.append(RequestError(message, "BAD_USER_INPUT", (variable.location,)))
        if errors:
            raise RefusedError(*errors)
        return values

    def _make(self, type_: str) -> Coerce:
        made = self._made.get(type_)
        if made is None:
            made = self._made[type_] = self._compile(type_)
        return made

    def _compile(self, type_: str) -> Coerce:
        if type_.endswith("!"):
            return _non_null(self._make(type_[:-1]), type_)
        if type_.startswith("["):
            return _list(self._make(type_[1:-1]))
        if scalar := SCALARS.get(type_):
            return _scalar(scalar.coerce)
        definition = self._types[type_]
        if isinstance(definition, ScalarType):
            return _scalar(represented)
        if isinstance(definition, EnumType):
            return _enum(definition)
        assert isinstance(definition, InputType)
        return _object(definition, self._make, hints=self._hints)


def _non_null(inner: Coerce, type_: str) -> Coerce:
    def coerce(value: Any, depth: int) -> Any:
        if value is None:
            raise InputError(Problem((), "is null", f"expected a value of type {type_}"))
        return inner(value, depth)

    return coerce


def _scalar(coerce_scalar: Callable[[Any], Any]) -> Coerce:
    def coerce(value: Any, _depth: int) -> Any:
        if value is None:
            return None
        try:
            return coerce_scalar(value)
        except ValueError as error:
            raise _invalid(value, str(error)) from None

    return coerce


def _enum(definition: EnumType) -> Coerce:
    values = definition.values

    def coerce(value: Any, _depth: int) -> Any:
        if value is None:
            return None
        if isinstance(value, str) and value in values:
            return values[value]
        raise _invalid(value, f"one of {', '.join(values)}")

    return coerce


def _list(item: Coerce) -> Coerce:
    def coerce(value: Any, depth: int) -> Any:
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            return [item(value, depth)]
        depth += 1
        _check_depth(depth)
        items = []
        problems: list[Problem] = []
        for index, given in enumerate(value):
            try:
                items.append(item(given, depth))
            except InputError as invalid:
                problems.extend(invalid.under(index))
                if len(problems) >= MAX_PROBLEMS:
                    break
        if problems:
            raise InputError(*problems)
        return items

    return coerce


def _object(definition: InputType, make: Callable[[str], Coerce], *, hints: bool) -> Coerce:
    known = {name: field for name, field in definition.fields.items() if field.session is None}
    defaults = {name: field.default for name, field in known.items() if field.default is not UNSET}
    required = [name for name, field in known.items() if name not in defaults and field.type.endswith("!")]
    # Made when they are first used, because input types may hold themselves.
    fields: dict[str, Coerce] = {}

    def field_of(name: str) -> Coerce:
        if (field := known.get(name)) is None:
            raise _unknown(definition, known, name, hints=hints)
        return fields.setdefault(name, make(field.type))

    def coerce(value: Any, depth: int) -> Any:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise _invalid(value, f"an object of type {definition.name}")
        depth += 1
        _check_depth(depth)
        # Most filters have neither, and there may be many in a request.
        if defaults:  # what is given comes first, in its order
            value = value | {name: defaults[name] for name in defaults if name not in value}
        problems: list[Problem] = []
        if required:
            problems += [_missing(definition, name) for name in required if name not in value]
        result = {}
        for name, item in value.items():
            try:
                result[name] = (fields.get(name) or field_of(name))(item, depth)
            except InputError as invalid:
                problems.extend(invalid.under(name))
                if len(problems) >= MAX_PROBLEMS:
                    break
        if definition.one_of and not problems:
            problems.extend(_not_one(definition, result))
        if problems:
            raise InputError(*problems)
        return result

    return coerce


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise InputError(Problem((), "is nested too deeply", f"{MAX_DEPTH} levels are allowed"))


def _missing(definition: InputType, name: str) -> Problem:
    type_ = definition.fields[name].type
    return Problem((name,), "is missing a value", f"expected one of type {type_}")


def _unknown(definition: InputType, known: Iterable[str], name: Any, *, hints: bool) -> InputError:
    close = difflib.get_close_matches(str(name)[:100], known, n=1) if hints else []
    hint = f"did you mean {close[0]}?" if close else f"{definition.name} does not define it"
    return InputError(Problem((), "is an unknown field", hint))


def _not_one(definition: InputType, value: dict[str, Any]) -> Iterable[Problem]:
    if len(value) != 1 or None in value.values():
        hint = f"{definition.name} is a oneOf input"
        yield Problem((), "must have exactly one field that is not null", hint)
