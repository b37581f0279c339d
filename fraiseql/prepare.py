"""An operation and the values of its flags → root fields that are ready to run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeGuard

from msgspec import Struct

from fraiseql.arguments import Arguments, UnfitSessionError, Variables, read_arguments
from fraiseql.bind import Binder, bind_mutation, bind_query
from fraiseql.blame import told
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError
from fraiseql.failure import internal
from fraiseql.operation import INTROSPECTION, Operation, SelectedField
from fraiseql.pages import Page, bind_page, read_selection
from fraiseql.plan import UNSET, Mutation, Query, Root, Type, type_ref
from fraiseql.project import RootProjector
from fraiseql.relations import Related, all_related, bind_related, extension_of, read_related
from fraiseql.respond import encode_name, encode_value
from fraiseql.shape import Collector, Source, project_shape
from fraiseql.statement import Statement
from fraiseql.where import BadInputError
from fraiseql.window import Selected

Bound: TypeAlias = tuple[Statement, ...] | Page | FieldError
"""The statements of a root field, a connection's with how to read them, or why there are none."""


class Stored(Struct, frozen=True):
    """A root field that the database answers.

    start: its response key, `"posts":`. nullable: its type is.
    related: the relations that are selected of its rows.
    bound: what it is bound to where neither a variable nor the session is used; else None.
    """

    start: bytes
    plan: Root
    nullable: bool
    source: Source
    path: tuple[str]
    binder: Binder
    arguments: Arguments | None
    projector: RootProjector
    selected: Selected
    related: tuple[Related, ...]
    bound: Bound | None

    def bind(self, variables: Variables) -> Bound:
        """Its statements for one request: one for a query that is no connection."""
        if self.bound is not None:
            return self.bound
        assert self.arguments is not None
        return bind_root(self.plan, self.arguments, variables, self.binder, self.selected, self.related)

    def parts(self) -> Iterator[tuple[Root, Arguments]]:
        """What is asked, with its arguments: the field itself, and every relation that is selected."""
        yield from () if self.arguments is None else ((self.plan, self.arguments),)
        yield from ((each.relation.query, each.arguments) for each in all_related(self.related))


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


class Roots(Protocol):
    """What is known of the schema: the plans of its types and root fields, by GraphQL name."""

    @property
    def types(self) -> Mapping[str, Type]:
        """The types that are not built in."""

    @property
    def queries(self) -> Mapping[str, Query]:
        """The fields of the query type."""

    @property
    def mutations(self) -> Mapping[str, Mutation]:
        """The fields of the mutation type."""


def prepare(
    operation: Operation, flags: Mapping[str, bool], plans: Roots, inputs: Inputs, binder: Binder
) -> Prepared:
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
            plan: Root = plans.queries[field] if operation.kind == "query" else plans.mutations[field]
            roots.append(_stored(name, fields, operation.root, plan, plans, inputs, binder, collector))
    defaults = {
        variable.name: variable.default for variable in operation.variables if variable.default is not UNSET
    }
    return Prepared(operation.kind, tuple(roots), defaults)


def _stored(
    name: str,
    fields: list[SelectedField],
    parent: str,
    plan: Root,
    plans: Roots,
    inputs: Inputs,
    binder: Binder,
    collector: Collector,
) -> Stored:
    locations = tuple(field.location for field in fields)
    source = Source(parent, plan.name, plan.type, locations)
    projection = project_shape(plan.type, fields, plans.types, collector)
    row = projection.shape.root.object
    selected = read_selection(projection.shape, row) if _is_connection(plan) else Selected()
    arguments: Arguments | None = None
    related: tuple[Related, ...] = ()
    bound: Bound | None = None
    try:
        arguments = read_arguments(fields[0].arguments, plan.arguments, inputs)
        related = read_related(projection, plan if isinstance(plan, Query) else None, inputs)
        if _is_constant(plan, arguments, related):
            bound = bind_root(plan, arguments, Variables({}, {}), binder, selected, related)
    except FieldError as error:
        bound = error
    return Stored(
        start=encode_name(name),
        plan=plan,
        nullable=type_ref(plan.type).nullable[0],
        source=source,
        path=(name,),
        binder=binder,
        arguments=arguments,
        projector=RootProjector(
            name, source, projection, plans.types, whole=isinstance(plan, Mutation) and plan.whole
        ),
        selected=selected,
        related=related,
        bound=bound,
    )


def _is_connection(plan: Root) -> TypeGuard[Query]:
    return isinstance(plan, Query) and plan.returns == "connection"


def _is_constant(plan: Root, arguments: Arguments, related: Sequence[Related]) -> bool:
    """Whether neither a variable nor the session decides anything."""
    within = list(all_related(related))
    filters = (plan.filter, *(f for each in within for f in (each.relation.query.filter, each.relation.on)))
    if any(filter_ is not None and filter_.session for filter_ in filters):
        return False
    return arguments.are_constant and all(each.arguments.are_constant for each in within)


def bind_root(
    plan: Root,
    arguments: Arguments,
    variables: Variables,
    binder: Binder,
    selected: Selected,
    related: Sequence[Related] = (),
) -> Bound:
    """What a root field is bound to for one request. selected: of a connection. related: of its rows."""
    extension = None
    session = variables.session
    try:
        values = arguments.evaluate(variables)
        if related:
            extension = extension_of(bind_related(related, variables, binder))
        if _is_connection(plan):
            return bind_page(plan, values, binder, selected, session, extension)
        if isinstance(plan, Query):
            return (bind_query(plan, values, binder, session, extension),)
        return bind_mutation(plan, values, binder.types, session, extension)
    except UnfitSessionError as error:
        return internal(error.message)
    except BadInputError as error:
        return told(error, plan, binder.types)
    except FieldError as error:
        return error
