"""`@filter` × catalog: what always holds for the rows of a field, whatever clients ask for.

A filter belongs to the type that it is written on. Rows that are read as an interface or a union also have
the filters of the object types that they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fraiseql.compiler.bind_predicate import InDocument, PredicateBinder, Row
from fraiseql.compiler.bound import (
    READ_BACK,
    BoundLogic,
    BoundMutation,
    BoundPredicate,
    BoundTest,
    BoundView,
    LiteralOperand,
    Operand,
    PlacedOperand,
)
from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.expression import Predicate
from fraiseql.compiler.model import Abstract, Condition, Field, Model, Object, Returns, Word


class FilterBinder:
    """Binds the filters of fields. views: the bound ones, by the names they were written as."""

    def __init__(
        self,
        model: Model,
        catalog: Catalog,
        views: Mapping[Word, BoundView | None],
        in_document: InDocument,
        found: list[Diagnostic],
    ) -> None:
        self._model = model
        self._views = views
        self._found = found
        self._binder = PredicateBinder(model, catalog, in_document, found)

    def of_query(self, field: Field, returns: Returns, view: BoundView) -> BoundPredicate | None:
        """What holds for the rows of a query: its own filter, and that of their type."""
        row = self._model.row_type(field)
        if returns == "count" and all(argument.name != "where" for argument in field.arguments):
            self._found.extend(self._uncounted(field, row, view))
        return _all([*self._of_type(row, view), *self._bound(field.filter, row, view)])

    def of_read_back(self, mutation: BoundMutation) -> BoundPredicate | None:
        """What holds for the rows that a command reads back.

        What its function makes itself is no row of the view, so it can have no filter, and no relations.
        """
        row = self._model.objects.get(mutation.field.type.ref.name)
        if row is None:
            return None
        if mutation.outcome in READ_BACK:
            assert mutation.view is not None
            return _all(self._of_type(row, mutation.view))
        needing = [
            each
            for each in {row.name: row, **{each.name: each for each in self._model.concrete(row)}}.values()
            if each.filter is not None or self._model.has_relations(each.name)
        ]
        for each in needing[:1]:
            what = "a `@filter`" if each.filter is not None else "relations"
            returned = f"what `{mutation.function.qualified}` returns"
            message = f"`{each.name}` has {what}, which cannot hold for {returned}"
            hint = "let it return the key, so that the row is read, or give the answer a type of its own"
            note = function_note("the function is", mutation.function)
            self._found.append(Diagnostic("FQ444", message, mutation.field.type.span, hint, (note,)))
        return None

    def of_relation(self, predicate: Predicate, row: Row, own: Row) -> BoundPredicate | None:
        """Which rows belong to a row, `own`; nothing, and diagnostics, where that cannot be said."""
        return self._binder.bind(predicate, row, own)

    def _of_type(self, row: Object | None, view: BoundView) -> Iterator[BoundPredicate]:
        if row is None:
            return
        yield from self._bound(row.filter, row, view)
        if row.abstract is None:
            return
        for possible in self._model.concrete(row):
            for bound in self._bound(possible.filter, possible, view):
                named = BoundTest(
                    "=", (_discriminator(row.abstract, view), LiteralOperand(possible.name, "text"))
                )
                yield BoundLogic("or", (BoundLogic("not", (named,)), bound))

    def _bound(
        self, condition: Condition | None, row: Object | None, view: BoundView
    ) -> Iterator[BoundPredicate]:
        if condition is not None and condition.predicate is not None:
            bound = self._binder.bind(condition.predicate, Row(row, view))
            if bound is not None:
                yield bound

    def _uncounted(self, field: Field, counted: Object | None, view: BoundView) -> Iterator[Diagnostic]:
        """A count of rows that somewhere have a filter, and nothing says whether they do here.

        counted: the type that is taken for theirs.
        """
        model = self._model
        read = [(row, row.view) for row in model.objects.values()]
        read += [(row, query.view) for query in model.queries.values() if (row := model.row_type(query))]
        for row, written in read:
            bound = self._views[written.name] if written is not None else None
            if row is counted or row.filter is None or bound is None or bound.relation != view.relation:
                continue
            message = (
                f"nothing says whose rows `{field.name}` counts, and those of `{row.name}`, which are read "
                f"from `{view.relation.qualified}` too, have a `@filter`"
            )
            hint = f"say it with an argument: `{field.name}(where: {row.name}Where)`"
            related = (Related("the filter is here", span=row.filter.span),)
            yield Diagnostic("FQ443", message, field.span, hint, related)


def _discriminator(abstract: Abstract, view: BoundView) -> PlacedOperand:
    """What says of a row which object type it is."""
    key = abstract.discriminator.value
    if view.document is None:
        return PlacedOperand(Operand("", "text", column=key, cast=True))
    return PlacedOperand(Operand("String", "text", path=(key,)))


def _all(parts: Iterator[BoundPredicate] | list[BoundPredicate]) -> BoundPredicate | None:
    """All of the parts, flat, so that each stands on a line of its own in SQL."""
    flat: list[BoundPredicate] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, BoundLogic) and part.operator == "and" else [part])
    return None if not flat else flat[0] if len(flat) == 1 else BoundLogic("and", tuple(flat))
