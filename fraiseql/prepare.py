"""An operation and the values of its flags → root fields that are ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, TypeGuard

from msgspec import Struct

from fraiseql.arguments import Arguments, Variables, read_arguments
from fraiseql.bind import bind_mutation, bind_query
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError
from fraiseql.introspection import INTROSPECTION
from fraiseql.load import Plans
from fraiseql.operation import Operation, SelectedField
from fraiseql.pages import Page, bind_page, read_selection
from fraiseql.plan import UNSET, Query, Root, Type, type_ref
from fraiseql.project import RootProjector
from fraiseql.respond import encode_name, encode_value
from fraiseql.shape import Collector, Source, project_shape
from fraiseql.statement import Statement
from fraiseql.window import Selected

Bound: TypeAlias = tuple[Statement, ...] | Page | FieldError
"""The statements of a root field, a connection's with how to read them, or why there are none."""


class Stored(Struct, frozen=True):
    """A root field that the database answers.

    start: its response key, `"posts":`. nullable: its type is.
    bound: what it is bound to where no variable is used; else None.
    """

    start: bytes
    plan: Root
    nullable: bool
    source: Source
    path: tuple[str]
    types: Mapping[str, Type]
    arguments: Arguments | None
    projector: RootProjector
    selected: Selected
    bound: Bound | None

    def bind(self, variables: Variables) -> Bound:
        """Its statements for one request: one for a query that is no connection."""
        if self.bound is not None:
            return self.bound
        assert self.arguments is not None
        return _bind(self.plan, self.arguments, variables, self.types, self.selected)


class Local(Struct, frozen=True):
    """A root field that needs no database. value: its JSON; None where it is about the schema."""

    start: bytes
    name: str
    value: bytes | None


class Prepared(Struct, frozen=True):
    """An operation ready to run. defaults: the literals its variables default to."""

    kind: str
    roots: tuple[Stored | Local, ...]
    defaults: dict[str, Any]
    introspection: str | None


def prepare(operation: Operation, flags: Mapping[str, bool], plans: Plans, inputs: Inputs) -> Prepared:
    """The root fields in response order. Raises RefusedError where there are too many fields."""
    collector = Collector(operation, flags)
    roots: list[Stored | Local] = []
    for name, fields in collector.collect(operation.root, [operation.selections]).items():
        start = encode_name(name)
        field = fields[0].field
        if field == "__typename":
            roots.append(Local(start, name, encode_value(operation.root)))
        elif field in INTROSPECTION:
            roots.append(Local(start, name, None))
        else:
            plan = plans.queries[field] if operation.kind == "query" else plans.mutations[field]
            roots.append(_stored(name, fields, operation.root, plan, plans, inputs, collector))
    defaults = {
        variable.name: variable.default for variable in operation.variables if variable.default is not UNSET
    }
    return Prepared(operation.kind, tuple(roots), defaults, operation.introspection)


def _stored(
    name: str,
    fields: list[SelectedField],
    parent: str,
    plan: Root,
    plans: Plans,
    inputs: Inputs,
    collector: Collector,
) -> Stored:
    locations = tuple(field.location for field in fields)
    source = Source(parent, plan.name, plan.type, locations)
    projection = project_shape(plan.type, fields, plans.types, collector)
    selected = read_selection(projection.shape) if _is_connection(plan) else Selected()
    arguments: Arguments | None = None
    bound: Bound | None = None
    try:
        arguments = read_arguments(fields[0].arguments, plan.arguments, inputs)
        if arguments.are_constant:
            bound = _bind(plan, arguments, Variables({}, {}), plans.types, selected)
    except FieldError as error:
        bound = error
    return Stored(
        start=encode_name(name),
        plan=plan,
        nullable=type_ref(plan.type).nullable[0],
        source=source,
        path=(name,),
        types=plans.types,
        arguments=arguments,
        projector=RootProjector(name, source, projection, plans.types),
        selected=selected,
        bound=bound,
    )


def _is_connection(plan: Root) -> TypeGuard[Query]:
    return isinstance(plan, Query) and plan.returns == "connection"


def _bind(
    plan: Root, arguments: Arguments, variables: Variables, types: Mapping[str, Type], selected: Selected
) -> Bound:
    try:
        values = arguments.evaluate(variables)
        if _is_connection(plan):
            return bind_page(plan, values, types, selected)
        if isinstance(plan, Query):
            return (bind_query(plan, values, types),)
        return bind_mutation(plan, values, types)
    except FieldError as error:
        return error
