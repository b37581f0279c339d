"""FQ511 and FQ512: filters and orderings of large relations that no index serves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from fraiseql.compiler.bound import BoundArgument, BoundQuery
from fraiseql.compiler.catalog import Relation
from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.lints.look import INDEXABLE, Look, about, is_given, listed
from fraiseql.compiler.lints.reach import places
from fraiseql.compiler.lints.served import (
    Place,
    comparing,
    is_compared,
    is_sorted,
    keyed,
    ordering,
    pinned_columns,
)
from fraiseql.plan import Query

STATEMENTS = 10
"""Statements that a hint lists."""


@dataclass(slots=True)
class _Use:
    """An input of one relation, and the root fields that take it."""

    query: BoundQuery
    argument: BoundArgument
    unserved: list[Place]
    also: list[str] = field(default_factory=list)


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each filter or ordering input and relation, and for each argument that compares."""
    uses: dict[tuple[str, str], _Use] = {}
    for query, plan in look.queries:
        if query.view.relation.kind not in INDEXABLE:
            continue
        for bound in query.arguments:
            if bound.role == "equals":
                yield from _argument(look, query, plan, bound)
            elif bound.role in ("where", "order") and look.is_large(query, plan):
                input_ = bound.argument.type.ref.name
                use = uses.get((query.view.relation.qualified, input_))
                if use is not None:
                    use.also.append(query.field.name)
                    continue
                served = is_compared if bound.role == "where" else is_sorted
                offered = places(look, plan.targets, input_)
                pinned = pinned_columns(query.filter)
                unserved = [place for place in offered if not served(place, query.view.relation, pinned)]
                uses[query.view.relation.qualified, input_] = _Use(query, bound, unserved)
    for use in uses.values():
        if use.unserved:
            yield _unserved(look, use)


def _unserved(look: Look, use: _Use) -> Diagnostic:
    relation, argument = use.query.view.relation, use.argument.argument
    input_ = argument.type.ref.name
    names = listed([place.name for place in use.unserved])
    orders = use.argument.role == "order"
    rows = about(look.seen(relation).rows)
    where = f"of `{relation.qualified}`, which has about {rows} rows"
    message = f"no index serves {'the orderings' if orders else 'the filters'} {names} {where}"
    statements = (
        list(chain.from_iterable(keyed(p, relation, ordering(p)) for p in use.unserved))
        if orders
        else comparing(use.unserved, relation, use.query.view.document)
    )
    definition = look.bound.model.inputs[input_]
    less = (
        f"write `input {input_}` with the fields that clients need"
        if definition.span is None
        else f"take them out of `input {input_}`"
    )
    related = [indexes_note(relation)]
    if use.also:
        related.append(Related(f"the same input is taken by {listed(use.also)}"))
    code = "FQ512" if orders else "FQ511"
    hint = advice(statements, less)
    return Diagnostic(code, message, argument.span, hint, tuple(related), "warning")


def _argument(look: Look, query: BoundQuery, plan: Query, bound: BoundArgument) -> Iterator[Diagnostic]:
    """An argument that compares: of a list, a connection or a count. A lookup has a lint of its own."""
    argument, relation = bound.argument, query.view.relation
    target = plan.arguments[argument.name].target
    seen = look.seen(relation)
    if plan.returns == "one" or target is None or seen.rows <= look.settings.rows:
        return
    place = Place(argument.name, target, target.sql, None)
    others = [
        Place(name, other.target, other.target.sql, None)
        for name, other in plan.arguments.items()
        if other.target is not None and name != argument.name and is_given(other)
    ]
    # An index that finds the rows of another argument, which is always there, leaves few to look at.
    pinned = pinned_columns(query.filter)
    if any(is_compared(each, relation, pinned) for each in (place, *others)):
        return
    message = (
        f"no index serves the argument `{argument.name}` of `{query.field.name}`: it searches "
        f"`{relation.qualified}`, which has about {about(seen.rows)} rows"
    )
    statements = comparing([place], relation, query.view.document)
    hint = advice(statements, None)
    yield Diagnostic("FQ511", message, argument.span, hint, (indexes_note(relation),), "warning")


def advice(statements: list[str], less: str | None) -> str | None:
    """A hint that says which statements would help, and what else would."""
    shown = [f"\n{statement};" for statement in statements[:STATEMENTS]]
    if len(statements) > STATEMENTS:
        shown.append(f"\n… and {len(statements) - STATEMENTS} more like these")
    if any(statement.startswith("ALTER") for statement in statements):
        shown.append("\nwhat writes the rows has to fill a new column")
    if not shown:
        return less
    lead = "add what serves them" if less is not None else "add what serves it"
    return f"{lead}{f', or {less}' if less is not None else ''}:{''.join(shown)}"


def indexes_note(relation: Relation) -> Related:
    """A note that lists the indexes of a relation."""
    lines = [
        f"{i.method} ({', '.join(i.keys)}){' unique' if i.unique else ''}{' where …' if i.partial else ''}"
        for i in relation.indexes
    ]
    object_ = f"{relation.kind} {relation.qualified}"
    if not lines:
        return Related("it has no index", object=object_)
    return Related("its indexes are", object=object_, definition="\n".join(lines))
