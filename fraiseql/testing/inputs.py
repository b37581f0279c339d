"""The inputs of root fields: what they accept, and what is meant where a member is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from fraiseql.plan import UNSET, InputField, InputType, Query, Type, type_ref


def argument_type(
    types: Mapping[str, Type], query: Query, role: Literal["where", "order"]
) -> tuple[str, InputType | None]:
    """The GraphQL type of the argument in a role, and the input that it takes, where they are known.

    Where a root field has no such argument, it is a list of anything.
    """
    for argument in query.arguments.values():
        if argument.role == role:
            return argument.type, input_type(types, argument.type)
    return "[Any]", None


def input_type(types: Mapping[str, Type], written: str) -> InputType | None:
    """The input object that a GraphQL type is, or lists."""
    found = types.get(type_ref(written).name)
    return found if isinstance(found, InputType) else None


def required(field: InputField) -> bool:
    """Whether a client must give it."""
    return field.default is UNSET and field.type.endswith("!")


def completed(types: Mapping[str, Type], written: str, value: Any) -> Any:
    """JSON for a GraphQL type with the defaults of all that it leaves out."""
    accepts = input_type(types, written)
    if accepts is None or value is None:
        return value
    if isinstance(value, list | tuple):
        return [completed(types, written, item) for item in value]
    defaults = {name: field.default for name, field in accepts.fields.items() if field.default is not UNSET}
    return {
        name: completed(types, accepts.fields[name].type, item) if name in accepts.fields else item
        for name, item in {**defaults, **value}.items()
    }
