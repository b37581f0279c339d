"""Predicates × catalog: every name in them resolved, every comparison of two things that compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from fraiseql.compiler import fit
from fraiseql.compiler.bound import (
    BoundLogic,
    BoundPredicate,
    BoundTerm,
    BoundTest,
    BoundView,
    Embedded,
    LiteralOperand,
    Operand,
    PlacedOperand,
    SessionOperand,
)
from fraiseql.compiler.catalog import Catalog, Column
from fraiseql.compiler.describe import relation_note
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.expression import (
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    FieldName,
    Negation,
    NullTest,
    Predicate,
    SessionName,
    Term,
    Truth,
)
from fraiseql.compiler.model import Field, Model, Object
from fraiseql.compiler.source import Span
from fraiseql.scalars import INTEGER_TYPES, SCALARS, TEXT_TYPES

InDocument: TypeAlias = Callable[[Field], Operand | Embedded | None]
"""The operand of a field on its path in a document."""

_NUMBERS = (*INTEGER_TYPES, "float4", "float8", "numeric")
_MOMENTS = ("date", "timestamp", "timestamptz")


@dataclass(frozen=True, slots=True)
class Row:
    """What the names in a predicate are about: rows of a view, read as a type if one is known."""

    type: Object | None
    view: BoundView


class Unbound(Exception):  # noqa: N818 - it never leaves this module
    """A part of a predicate has a problem, which was noted; the rest is looked at all the same."""


class PredicateBinder:
    """Binds predicates. What it finds wrong is added to `found`."""

    def __init__(
        self, model: Model, catalog: Catalog, in_document: InDocument, found: list[Diagnostic]
    ) -> None:
        self._model = model
        self._catalog = catalog
        self._in_document = in_document
        self._found = found

    def bind(self, predicate: Predicate, row: Row, own: Row | None = None) -> BoundPredicate | None:
        """The bound predicate; nothing where it has a problem (FQ441, FQ442).

        own: of a relation, the row that has it: what stands on the right of comparisons is about that.
        """
        optional = {
            term.name for test in _null_tests(predicate) if isinstance(term := test.term, SessionName)
        }
        one = _One(self, row, own if own is not None else row, optional, related=own is not None)
        try:
            return one.predicate(predicate)
        except Unbound:
            return None

    def problem(
        self, code: str, message: str, span: Span | None, hint: str | None, row: Row | None
    ) -> Unbound:
        """Notes a problem. row: the one whose relation disagrees."""
        notes = (relation_note("the relation is", row.view.relation),) if row is not None else ()
        self._found.append(Diagnostic(code, message, span, hint, notes))
        return Unbound()

    # --- names -----------------------------------------------------------------------------------

    def field(self, name: FieldName, row: Row, *, own: bool, other: Row | None) -> PlacedOperand | None:
        """The operand of a name; nothing where it is an embedded object."""
        column = row.view.relation.column(name.parts[0])
        if column is not None and len(name.parts) == 1:
            return PlacedOperand(self._column(column), own=own)
        if row.view.document is not None and row.type is not None:
            found = self._path(name, row.type)
            if isinstance(found, Operand):
                # What is called `type` in SQL follows the last key; the others lead to it.
                return PlacedOperand(found, name.parts[:-1], own)
            if isinstance(found, Embedded):
                document = Operand("JSON", "jsonb", path=name.parts[-1:])
                return PlacedOperand(document, name.parts[:-1], own)
        raise self._unknown(name, row, other)

    def _column(self, column: Column) -> Operand:
        base = self._catalog.base_type(column.type)
        item = fit.item(self._catalog, column.type)
        key = self._catalog.base_type(item).key
        return Operand(
            "JSON" if base.key in fit.DOCUMENT_TYPES else "",
            key,
            column=column.name,
            schema=fit.operator_schema(self._catalog, item),
            cast=base.kind == "enum" and base.key != column.type,
            list=base.element is not None,
            array=base.element is not None,
            not_null=column.not_null,
        )

    def _path(self, name: FieldName, row: Object) -> Operand | Embedded | None:
        found: Operand | Embedded | None = None
        fields = row.fields
        for part in name.parts:
            stored = (each for each in fields.values() if each.relation is None)
            field = next((each for each in stored if each.key == part), None)
            if field is None:
                return None
            found = self._in_document(field) or Operand("JSON", "jsonb", path=(part,))
            inner = self._model.objects.get(field.type.ref.name)
            fields = inner.fields if inner is not None and not field.type.ref.lists else {}
        return found

    def _unknown(self, name: FieldName, row: Row, other: Row | None) -> Unbound:
        known = {column.name for column in row.view.relation.columns}
        message = f"`{name}` is no column of `{row.view.relation.qualified}`"
        if row.view.document is not None and row.type is not None:
            known |= {field.key for field in row.type.fields.values() if field.relation is None}
            message += f" and no stored key of `{row.type.name}`"
        hint = suggest(str(name), known)
        if str(name).lower() == "null":
            hint = "null is found by `is null` and `is not null`"
        if hint is None and other is not None and name.parts[0] in self._names(other):
            hint = "on the right of a comparison stand names of the row itself, elsewhere of the other view"
        return self.problem("FQ441", message, name.span, hint, row)

    def _names(self, row: Row) -> set[str]:
        keys = {field.key for field in row.type.fields.values()} if row.type is not None else set()
        return keys | {column.name for column in row.view.relation.columns}

    # --- types -----------------------------------------------------------------------------------

    def family(self, term: PlacedOperand | LiteralOperand) -> str | None:
        """What a term compares with: all of one family do. Nothing of a list or of JSON."""
        if isinstance(term, LiteralOperand):
            return {Decimal: "number", bool: "boolean", str: "text"}[type(term.value)]
        operand = term.operand
        if operand.list or operand.type == "JSON":
            return None
        type_ = self._catalog.types.get(operand.postgres)
        if operand.postgres in _NUMBERS:
            return "number"
        if operand.postgres == "bool":
            return "boolean"
        if operand.postgres in _MOMENTS:
            return "date"
        if fit.bare(type_) in TEXT_TYPES if type_ is not None else operand.postgres == "text":
            return "text"
        kind = type_.kind if type_ is not None else "base"
        return operand.postgres if kind in ("base", "enum", "range") else None


@dataclass(frozen=True)
class _One:
    """Binds one predicate. related: whether it is a relation's."""

    binder: PredicateBinder
    row: Row
    own: Row
    optional: set[str]
    related: bool

    def predicate(self, predicate: Predicate) -> BoundPredicate:
        match predicate:
            case Conjunction(parts):
                return BoundLogic("and", self._all(parts))
            case Disjunction(parts):
                return BoundLogic("or", self._all(parts))
            case Negation(negated):
                return BoundLogic("not", (self.predicate(negated),))
            case NullTest(term):
                return BoundTest("null", (self._term(term) or self._value(term, "text"),))
            case Truth(term):
                return BoundTest("true", (self._condition(term),))
            case Comparison(operator, left, right, span):
                compared = self._compared(left, (right,), span)
                self._ordered(operator, compared[0], left)
                return BoundTest(operator, compared)
            case _:
                term = predicate.term
                return BoundTest("in", self._compared(term, predicate.values, term.span))

    def _all(self, parts: Iterable[Predicate]) -> tuple[BoundPredicate, ...]:
        """Every part, and the problems of all of them."""
        bound = []
        failed = None
        for part in parts:
            try:
                bound.append(self.predicate(part))
            except Unbound as unbound:
                failed = unbound
        if failed is not None:
            raise failed
        return tuple(bound)

    def _term(self, term: Term, *, own: bool = False) -> PlacedOperand | None:
        """The operand of a name of the row; nothing of any other term."""
        if not isinstance(term, FieldName):
            return None
        own = own and self.related
        row, other = (self.own, self.row) if own else (self.row, self.own)
        return self.binder.field(term, row, own=own, other=other if self.related else None)

    def _condition(self, term: Term) -> BoundTerm:
        found = self._term(term) or self._value(term, "bool")
        if isinstance(found, SessionOperand) or self.binder.family(found) == "boolean":
            return found
        message = f"`{term}` cannot stand alone, since it is no boolean"
        hint = f"compare it with something: `{term} = …`" if isinstance(term, FieldName) else None
        raise self.binder.problem("FQ442", message, term.span, hint, self._row_of(found))

    def _row_of(self, term: BoundTerm) -> Row | None:
        if not isinstance(term, PlacedOperand):
            return None
        return self.own if term.own else self.row

    def _compared(self, left: Term, others: Sequence[Term], span: Span | None) -> tuple[BoundTerm, ...]:
        """The terms of a comparison, each of the type of the others."""
        written = (left, *others)
        placed = [self._term(term, own=number > 0) for number, term in enumerate(written)]
        places = [(term, place) for term, place in zip(written, placed, strict=True) if place is not None]
        for term, place in places:
            if self.binder.family(place) is None:
                message = f"`{term}` cannot be compared: it is {_described(place.operand)}"
                hint = f"test whether it is there: `{term} is null`"
                raise self.binder.problem("FQ442", message, term.span, hint, self._row_of(place))
        if not places:
            postgres = _type_of_constants(written)
            return tuple(self._value(term, postgres) for term in written)
        # A key in a document is text; what it is compared with says what it stands for.
        name, exact = next(((t, p) for t, p in places if not _is_opaque(p.operand)), places[0])
        return tuple(
            self._fitting(term, exact) if place is None else self._alike(term, place, name, exact, span)
            for term, place in zip(written, placed, strict=True)
        )

    def _alike(
        self, term: Term, place: PlacedOperand, name: Term, exact: PlacedOperand, span: Span | None
    ) -> PlacedOperand:
        """A name as one of the type of another."""
        if _is_opaque(place.operand):
            operand = replace(place.operand, postgres=exact.operand.postgres, schema=exact.operand.schema)
            return replace(place, operand=operand)
        if self.binder.family(place) == self.binder.family(exact):
            return place
        message = (
            f"`{name}` is {_described(exact.operand)} and `{term}` is {_described(place.operand)}, "
            "which do not compare"
        )
        raise self.binder.problem("FQ442", message, span, None, self._row_of(place))

    def _fitting(self, term: Term, place: PlacedOperand) -> BoundTerm:
        """A literal or a session's value as one of the type of a name."""
        value = self._value(term, place.operand.postgres)
        if isinstance(value, SessionOperand):
            return value
        assert isinstance(term, Constant)
        family, given = self.binder.family(place), self.binder.family(value)
        problem = hint = None
        if isinstance(term.value, str) and family not in ("number", "boolean"):
            problem, hint = self._misfit(term.value, place.operand)
        elif family != given:
            problem = f"is {_described(place.operand)}"
        if problem is not None:
            message = f"`{term}` cannot be compared with what {problem}"
            raise self.binder.problem("FQ442", message, term.span, hint, self._row_of(place))
        return value

    def _misfit(self, text: str, operand: Operand) -> tuple[str | None, str | None]:
        labels: Sequence[str] = operand.labels
        type_ = self.binder._catalog.types.get(operand.postgres)
        if type_ is not None and type_.kind == "enum":
            labels = type_.labels
        if labels and text not in labels:
            return f"is one of {', '.join(labels)}", suggest(text, labels)
        scalar = _FORMS.get(operand.postgres)
        if scalar is not None and not (text in _ENDLESS and operand.postgres in _DATES):
            try:
                scalar.coerce(text)
            except ValueError as error:
                return f"is {error}", None
        return None, None

    def _value(self, term: Term, postgres: str) -> SessionOperand | LiteralOperand:
        if isinstance(term, SessionName):
            return SessionOperand(term.name, postgres, term.name in self.optional)
        assert isinstance(term, Constant)
        if isinstance(term.value, str) and "\0" in term.value:
            message = "the text holds U+0000, which PostgreSQL cannot store"
            raise self.binder.problem("FQ442", message, term.span, None, None)
        return LiteralOperand(term.value, postgres if isinstance(term.value, str) else None)

    def _ordered(self, operator: str, term: BoundTerm, written: Term) -> None:
        if operator == "=" or isinstance(term, SessionOperand):
            return
        if self.binder.family(term) == "boolean":
            message = f"`{written}` is a boolean, which has no order"
            raise self.binder.problem("FQ442", message, written.span, None, None)


_FORMS = {row.cast: row for row in SCALARS.values() if row.leaf == "string" and row.name != "String"}
"""The scalars that know which texts are values of a type. PostgreSQL would take more: a time without a zone,
or `today`, which stays the day on which the statement was prepared."""

_ENDLESS = ("infinity", "-infinity")
_DATES = ("date", "timestamp", "timestamptz")


def _null_tests(predicate: Predicate) -> Iterator[NullTest]:
    match predicate:
        case NullTest():
            yield predicate
        case Negation(negated):
            yield from _null_tests(negated)
        case Conjunction(parts) | Disjunction(parts):
            for part in parts:
                yield from _null_tests(part)


def _is_opaque(operand: Operand) -> bool:
    return operand.type == "ID" and operand.column is None


def _type_of_constants(written: Iterable[Term]) -> str:
    """What values of the session are, where nothing but literals says so."""
    values = {type(term.value) for term in written if isinstance(term, Constant)}
    return {Decimal: "numeric", bool: "bool"}.get(values.pop(), "text") if len(values) == 1 else "text"


def _described(operand: Operand) -> str:
    if operand.type == "JSON":
        return "JSON" if operand.column is not None else "JSON, an object or a list"
    return f"a list of `{operand.postgres}`" if operand.list else f"`{operand.postgres}`"
