"""Bound predicates → SQL. They are two-valued: a test of null is false, and `not` of that is true."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fraiseql.compiler.bound import (
    BoundLogic,
    BoundPredicate,
    BoundTerm,
    BoundTest,
    PlacedOperand,
    SessionOperand,
)
from fraiseql.compiler.operand import Context, Stored, qualified
from fraiseql.compiler.sql.printer import sql, type_name
from fraiseql.compiler.sql.tree import (
    Cast,
    Constant,
    Expression,
    Joined,
    Member,
    Numbered,
    Operation,
    Text,
)
from fraiseql.plan import RowFilter, SessionValue


def lower_predicate(predicate: BoundPredicate, row: Context, own: Context | None = None) -> RowFilter:
    """The conditions of a predicate. own: how the row that has a relation is written."""
    writer = _Writer(row, own if own is not None else row)
    whole = isinstance(predicate, BoundLogic) and predicate.operator == "and"
    parts = predicate.parts if isinstance(predicate, BoundLogic) and whole else (predicate,)
    conditions = tuple(sql(writer.predicate(part)) for part in parts)
    session = tuple(SessionValue(name=value.name, optional=value.optional) for value in writer.session)
    return RowFilter(conditions=conditions, session=session)


@dataclass(frozen=True)
class _Writer:
    """Writes one predicate. session: the values it needs, in the order of their numbers."""

    row: Context
    own: Context
    session: list[SessionOperand] = field(default_factory=list)

    def predicate(self, predicate: BoundPredicate) -> Expression:
        if isinstance(predicate, BoundTest):
            return self._test(predicate)
        if predicate.operator != "not":
            between = f" {predicate.operator.upper()} "
            return Joined(between, tuple(self.predicate(part) for part in predicate.parts))
        (negated,) = predicate.parts
        if isinstance(negated, BoundTest) and negated.operator == "null":
            tested = self._null(negated.terms[0])
            return Operation("$0 IS NOT NULL", tested, tested)
        inner = self.predicate(negated)
        return Operation("($0) IS NOT TRUE", inner, inner)

    def _test(self, test: BoundTest) -> Expression:
        first, *others = test.terms
        if test.operator == "null":
            tested = self._null(first)
            return Operation("$0 IS NULL", tested, tested)
        value = self._value(first)
        if test.operator == "true":
            return value
        places = (term.operand for term in test.terms if isinstance(term, PlacedOperand))
        schema = next((operand.schema for operand in places if operand.schema is not None), None)
        if test.operator == "in":
            if schema is not None:
                parts = (self._compared("=", schema, value, self._value(other)) for other in others)
                return Joined(" OR ", tuple(parts))
            return Operation("$0 IN $1", value, Joined(", ", tuple(map(self._value, others))))
        return self._compared(test.operator, schema, value, self._value(others[0]))

    def _compared(self, operator: str, schema: str | None, left: Expression, right: Expression) -> Expression:
        form = f"$0 {operator} $1"
        return Operation(form if schema is None else qualified(form, f"{type_name(schema)}."), left, right)

    def _null(self, term: BoundTerm) -> Expression:
        return self._stored(term).null if isinstance(term, PlacedOperand) else self._value(term)

    def _value(self, term: BoundTerm) -> Expression:
        if isinstance(term, PlacedOperand):
            return self._stored(term).value
        if isinstance(term, SessionOperand):
            if term not in self.session:
                self.session.append(term)
            return Numbered(self.session.index(term) + 1, term.postgres)
        if isinstance(term.value, str):
            return Cast(Text(term.value), term.postgres or "text")
        return Constant(str(term.value).upper() if isinstance(term.value, bool) else format(term.value, "f"))

    def _stored(self, term: PlacedOperand) -> Stored:
        context = self.own if term.own else self.row
        if term.within:
            assert context.document is not None
            inside = Member(context.document, term.within, as_text=False)
            context = replace(context, document=inside)
        return Stored.of(term.operand, context)
