"""Arguments from Python → GraphQL's names and JSON's values: `created_at` → `createdAt`."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from fraiseql.errors import FieldError
from fraiseql.plan import EnumType, InputField, InputType, Mutation, Query, Type, type_ref
from fraiseql.roots import unknown

_ADDRESSES = (
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Interface,
    ipaddress.IPv6Interface,
    ipaddress.IPv4Network,
    ipaddress.IPv6Network,
)


def query_arguments(
    query: Query, steering: Mapping[str, Any], named: Mapping[str, Any], types: Mapping[str, Type]
) -> dict[str, Any]:
    """The arguments of a query by GraphQL name, as JSON would hold them.

    steering: by role, None where it is not given. named: by any name. Raises FieldError, TypeError.
    """
    of_role: dict[str, str] = {argument.role: name for name, argument in query.arguments.items()}
    given: dict[str, Any] = {}
    for role, value in steering.items():
        if value is not None:
            if role not in of_role:
                raise FieldError(
                    f'"{query.name}" has no argument for {_ROLES.get(role, role)}.', "BAD_USER_INPUT"
                )
            given[of_role[role]] = value
    for name, value in named.items():
        found = _find(query.arguments, name)
        if found is None:
            raise _unknown_argument(query.name, query.arguments.values(), name)
        _add(given, found, value)
    return {name: to_graphql(query.arguments[name].type, value, types) for name, value in given.items()}


def input_arguments(
    mutation: Mutation, named: Mapping[str, Any], types: Mapping[str, Type]
) -> dict[str, Any]:
    """The arguments of a mutation by GraphQL name; any other name is a field of its one input object."""
    given: dict[str, Any] = {}
    inside: dict[str, Any] = {}
    input_, fields = _input_object(mutation, types)
    for name, value in named.items():
        if found := _find(mutation.arguments, name):
            _add(given, found, value)
        elif found := _find(fields, name):
            _add(inside, found, value)
        else:
            known = [field for arguments in (mutation.arguments, fields) for field in arguments.values()]
            raise _unknown_argument(mutation.name, known, name)
    if inside:
        _add(given, input_, inside)
    return {name: to_graphql(mutation.arguments[name].type, value, types) for name, value in given.items()}


_ROLES = {"order": "order_by"}


def _input_object(mutation: Mutation, types: Mapping[str, Type]) -> tuple[str, Mapping[str, InputField]]:
    """The only argument that is an input object, and the object's fields."""
    found = []
    for name, argument in mutation.arguments.items():
        ref = type_ref(argument.type)
        definition = types.get(ref.name)
        if isinstance(definition, InputType) and not ref.lists:
            found.append((name, definition.fields))
    return found[0] if len(found) == 1 else ("", {})


def _find(fields: Mapping[str, InputField], name: str) -> str | None:
    """The GraphQL name of an argument or a field; None where there is none.

    A name that Python or a method keeps for itself has an underscore behind it: `class_`. What the session
    gives cannot be given.
    """
    known = {graphql: field.key for graphql, field in fields.items() if field.session is None}
    for spelled in (name, name.removesuffix("_")):
        if spelled in known:
            return spelled
        for graphql, key in known.items():
            if key == spelled:
                return graphql
    return None


def _add(given: dict[str, Any], name: str, value: Any) -> None:
    if name in given:
        raise FieldError(f'"{name}" is given twice.', "BAD_USER_INPUT")
    given[name] = value


def _unknown_argument(root: str, fields: Iterable[InputField], name: str) -> FieldError:
    return unknown(
        f'"{root}" has no argument "{name}"', name, [field.key for field in fields if field.session is None]
    )


def to_graphql(type_: str, value: Any, types: Mapping[str, Type]) -> Any:
    """A value of an input type as JSON would hold it, in GraphQL's names. What is unknown stays as it is.

    Dates, UUIDs, addresses and so on become text, enums and structs what they hold. Raises TypeError for what
    has no such form, and FieldError where an object has a field twice.
    """
    plain = msgspec.to_builtins(value, builtin_types=(Decimal, bytes), enc_hook=_to_text)
    return _renamed(type_ref(type_).name, plain, types)


def _to_text(value: Any) -> str:
    if isinstance(value, _ADDRESSES):
        return str(value)
    raise TypeError(f"An argument cannot hold a value of the type {type(value).__name__}.")


def _renamed(type_: str, value: Any, types: Mapping[str, Type]) -> Any:
    definition = types.get(type_)
    if isinstance(value, list | tuple):
        return [_renamed(type_, item, types) for item in value]
    if isinstance(definition, EnumType) and isinstance(value, str) and value not in definition.values:
        return next((name for name, stored in definition.values.items() if stored == value), value)
    if not isinstance(definition, InputType) or not isinstance(value, dict):
        return value
    renamed: dict[str, Any] = {}
    for key, item in value.items():
        name = key if key in definition.fields else _of_key(definition, key)
        field = definition.fields.get(name)
        _add(renamed, name, item if field is None else _renamed(type_ref(field.type).name, item, types))
    return renamed


def _of_key(definition: InputType, key: str) -> str:
    return next((name for name, field in definition.fields.items() if field.key == key), key)
