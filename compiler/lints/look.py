"""What the lints look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fraiseql.compiler.bound import Bound, BoundQuery, BoundView
from fraiseql.compiler.catalog import Catalog, Relation
from fraiseql.compiler.coverage import Coverage
from fraiseql.compiler.lowered import Lowered
from fraiseql.compiler.observe import Observations, Observed, Reading
from fraiseql.compiler.settings import Settings
from fraiseql.compiler.shapes import Unseen
from fraiseql.compiler.source import Span
from fraiseql.compiler.sql.printer import identifier, sql
from fraiseql.compiler.sql.tree import Call, Name, Star
from fraiseql.plan import UNSET, Argument, Query, type_ref

INDEXABLE = ("table", "partitioned table", "materialized view")
"""The kinds of relations that can have indexes."""


@dataclass(frozen=True)
class Look:
    """A schema, bound and lowered, and what is seen of the database; nothing where it is not there to see.

    coverage: what the commands write. unseen: the places of documents of which the SQL does not say all.
    """

    bound: Bound
    lowered: Lowered
    catalog: Catalog
    observations: Observations | None
    settings: Settings
    coverage: Coverage
    unseen: Sequence[Unseen] = ()

    @cached_property
    def queries(self) -> list[tuple[BoundQuery, Query]]:
        """Every root query field, with its plan."""
        return [(query, self.lowered.queries[query.field.name]) for query in self.bound.queries]

    @cached_property
    def views(self) -> dict[str, tuple[BoundView, Span | None]]:
        """Each relation that is read, by `schema.name`, and the first place of the schema that names it."""
        model, found = self.bound.model, dict[str, tuple[BoundView, Span | None]]()
        fields = [(query.field, query.view) for query in self.bound.queries]
        fields += [(m.field, m.view) for m in self.bound.mutations if m.view is not None]
        for field, view in fields:
            named = model.view_of(field)
            assert named is not None  # what is bound to a relation names it
            found.setdefault(view.relation.qualified, (view, named.name.span))
        return found

    def seen(self, relation: Relation) -> Observed:
        """What is seen of a relation."""
        observations = self.observations or Observations()
        return observations.relations.get(relation.qualified, Observed())

    def rows(self, query: BoundQuery, plan: Query) -> float:
        """About how many rows a query looks at, after the arguments that it must be given."""
        seen = self.seen(query.view.relation)
        rows = seen.rows
        for argument in plan.arguments.values():
            if argument.target is not None and is_given(argument):
                # Where nothing is known of the values, each is taken for a rare one.
                rows = min(rows, seen.rows / max(seen.distinct.get(argument.target.column or "", rows), 1))
        return rows

    def is_large(self, query: BoundQuery, plan: Query) -> bool:
        """Whether a query looks at more rows than are few, in a relation that can have indexes."""
        return query.view.relation.kind in INDEXABLE and self.rows(query, plan) > self.settings.rows


def is_given(argument: Argument) -> bool:
    """Whether every request has a value of an argument."""
    if argument.default is not UNSET:
        return argument.default is not None
    return not type_ref(argument.type).nullable[0]


def readings(bound: Bound, unseen: Sequence[Unseen] = ()) -> Iterator[Reading]:
    """What is to be observed for a schema: each relation that it reads, once.

    unseen: the places of documents that samples are wanted for.
    """
    unseen = sorted(unseen, key=lambda each: not each.inside)  # where most is to be found
    views = {u.document.view.relation.qualified: u.document.view for u in unseen}
    views |= {q.view.relation.qualified: q.view for q in bound.queries}
    views |= {m.view.relation.qualified: m.view for m in bound.mutations if m.view is not None}
    sampled: dict[str, dict[str, None]] = {}
    for each in unseen:
        view = each.document.view
        sampled.setdefault(view.relation.qualified, {})[document_of(view)] = None
    for name, view in views.items():
        relation = view.relation
        yield Reading(
            relation.schema,
            relation.name,
            relation.kind,
            written(relation),
            document_of(view),
            sql(Name(("t", view.key.name))) if view.key is not None else "NULL",
            tuple(sampled.get(name, ())),
        )


def document_of(view: BoundView) -> str:
    """The document of a row `t` as SQL."""
    named = view.document is not None
    return sql(Name(("t", view.document or "")) if named else Call(Name(("to_jsonb",)), (Star("t"),)))


def written(relation: Relation) -> str:
    """A relation's name as SQL."""
    return f"{identifier(relation.schema)}.{identifier(relation.name)}"


def about(number: float) -> str:
    """A number that is an estimate, with its two first digits."""
    return f"{round(number, 2 - len(str(int(number)))):,.0f}"


def listed(names: list[str], most: int = 8) -> str:
    """Names for a message, the first ones if there are many."""
    shown = ", ".join(f"`{name}`" for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
