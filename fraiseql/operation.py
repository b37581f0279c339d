"""A GraphQL operation as flat data, free of graphql-core.

`document.read_document` makes it from text. It is JSON both ways, so that a document can also be
prepared ahead of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias

import msgspec

from fraiseql.plan import UNSET, PlanStruct

Location: TypeAlias = tuple[int, int]
"""Line and column in the document, from 1."""


class Condition(PlanStruct, frozen=True):
    """From `@skip` or `@include`: the selection is there where the variable has this value."""

    variable: str
    value: bool


class Hole(PlanStruct, frozen=True):
    """A place inside an argument's value that a variable fills."""

    path: tuple[str | int, ...]
    variable: str


class ArgumentValue(PlanStruct, frozen=True):
    """What a document gives for an argument.

    value: the literal as JSON; enum values are their names, numbers with a fraction `Decimal`.
    holes: where its variables go; the literal holds null there. One with an empty path is all of it.
    """

    value: Any = None
    holes: tuple[Hole, ...] = ()


class SelectedField(PlanStruct, frozen=True, tag_field="kind", tag="field", kw_only=True):
    """A field of a selection. name: the response key. field: the name in the schema."""

    name: str
    field: str
    location: Location
    arguments: dict[str, ArgumentValue] = msgspec.field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    selections: tuple[Selection, ...] = ()


class InlineFragment(PlanStruct, frozen=True, tag_field="kind", tag="inline", kw_only=True):
    """`... on T { }`. on: the object types it applies to; absent where it applies to all."""

    on: tuple[str, ...] | None = None
    conditions: tuple[Condition, ...] = ()
    selections: tuple[Selection, ...]


class FragmentSpread(PlanStruct, frozen=True, tag_field="kind", tag="spread", kw_only=True):
    """`...name`."""

    name: str
    conditions: tuple[Condition, ...] = ()


Selection: TypeAlias = SelectedField | InlineFragment | FragmentSpread


class Fragment(PlanStruct, frozen=True):
    """A named fragment. on: the object types it applies to."""

    on: tuple[str, ...]
    selections: tuple[Selection, ...]


class Variable(PlanStruct, frozen=True, kw_only=True):
    """A variable's definition. default: a literal as in `ArgumentValue`; absent where there is none."""

    name: str
    type: str
    location: Location
    default: Any = UNSET


class Operation(PlanStruct, frozen=True, kw_only=True):
    """One operation of a validated document.

    root: the name of the root type.
    flags: the variables that conditions use; their values decide the shape of the response.
    introspection: the document that holds only `__schema` and `__type`; absent where neither is asked.
    """

    kind: Literal["query", "mutation"]
    root: str
    selections: tuple[Selection, ...]
    fragments: dict[str, Fragment] = msgspec.field(default_factory=dict)
    variables: tuple[Variable, ...] = ()
    flags: tuple[str, ...] = ()
    introspection: str | None = None


def spreads(selections: Iterable[Selection]) -> Iterator[str]:
    """The names of the fragments that selections spread, at any depth."""
    for selection in selections:
        if isinstance(selection, FragmentSpread):
            yield selection.name
        else:
            yield from spreads(selection.selections)
