"""Predicates can be read, and hold wherever their type is; where they cannot, that is said."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Condition, Field, Model, Object, Schema


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Texts that are no predicates, and types with a filter where nothing filters them."""
    for condition in _conditions(schema.model):
        if condition.problem is not None:
            yield condition.problem
    yield from _embedded(schema.model)


def _conditions(model: Model) -> Iterator[Condition]:
    owners: tuple[Object | Field, ...] = (*model.objects.values(), *model.queries.values())
    yield from (owner.filter for owner in owners if owner.filter is not None)
    yield from (field.relation for field in model.relations() if field.relation is not None)


def _embedded(model: Model) -> Iterator[Diagnostic]:
    """A document holds what it holds: what is inside of it is not looked for as a row."""
    parts = model.connection_parts()
    for owner in model.objects.values():
        if owner.name in parts:
            continue
        for field in owner.fields.values():
            if field.relation is not None:
                continue
            held = model.objects.get(field.type.ref.name)
            for filtered in _filtered(model, held) if held is not None else ():
                assert filtered.filter is not None
                yield Diagnostic(
                    "FQ233",
                    f"the `@filter` of `{filtered.name}` does not hold in `{owner.name}.{field.name}`, which "
                    f"is embedded in the documents of `{owner.name}`",
                    field.type.span,
                    hint="leave what must not be seen out of those documents, or embed another type",
                    related=(Related("the filter is here", span=filtered.filter.span),),
                    severity="warning",
                )


def _filtered(model: Model, held: Object) -> Iterator[Object]:
    if held.filter is not None:
        yield held
    for row in model.concrete(held):
        if row.filter is not None and row is not held:
            yield row
