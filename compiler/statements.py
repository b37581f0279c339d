"""The statements that plans can lead to, from the plans alone.

The compiler PREPAREs them against the database it compiles for, and `fraiseql verify` against others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fraiseql.assemble import assemble, exists, relative
from fraiseql.compiler.lowered import Prepared, numbered
from fraiseql.compiler.source import Span
from fraiseql.keyset import SortKey
from fraiseql.nesting import example_relation, with_relations
from fraiseql.operation import TrustedDocument
from fraiseql.plan import ObjectType, Query, Relation, Target, Type, ValueTarget
from fraiseql.window import example_sql


def type_statements(plan: ObjectType, span: Span | None) -> Iterator[Prepared]:
    """The filters of a type where it is embedded."""
    fragments = [relative(fragment, "NULL::jsonb") for fragment in _fragments(plan.targets)]
    label = f"the filters of type {plan.name} where it is embedded"
    yield from _prepare_all(label, span, "SELECT 1", fragments)


def query_statements(plan: Query, span: Span | None) -> Iterator[Prepared]:
    """A query, and its filters."""
    yield Prepared(f"query {plan.name}", plan.sql, span)
    fragments = [*_fragments(plan.targets), *_argument_fragments(plan)]
    yield from _prepare_all(f"the filters of query {plan.name}", span, _selecting(plan), fragments)


def page_statements(plan: Query, types: Mapping[str, Type], span: Span | None) -> Iterator[Prepared]:
    """The pages of a connection, in every order."""
    if plan.returns != "connection":
        return
    orders = [(), *_together(sort_keys(plan.targets, types))]
    for number, order in enumerate(orders):
        by = f", by any field ({number})" if number else ""
        for purpose, text in example_sql(plan, order).items():
            if text != plan.sql:
                yield Prepared(f"{purpose} of query {plan.name}{by}", text, span)


def relation_statements(plan: Relation, span: Span | None) -> Iterator[Prepared]:
    """A relation, in a row that has it, and its filters."""
    name = plan.query.name
    for purpose, value in example_relation(plan).items():
        document = with_relations("NULL::jsonb", {"@1": value})
        yield Prepared(f"{purpose} of relation {name}", relative(plan.row, document), span)
    fragments = [*_fragments(plan.query.targets), *_argument_fragments(plan.query)]
    yield from _prepare_all(f"the filters of relation {name}", span, _selecting(plan.query), fragments)


def document_statements(plan: TrustedDocument, named: str, span: Span | None) -> Iterator[Prepared]:
    """The statements of a trusted document. named: what it is, for their labels."""
    for field in plan.fields:
        for case in field.statements:
            given = f" with {', '.join(f'${name}' for name in case.given)}" if case.given else ""
            for number, sql in enumerate(case.sql, 1):
                part = f" ({number})" if number > 1 else ""
                yield Prepared(f"{field.name} of {named}{given}{part}", sql, span)


def _selecting(plan: Query) -> str:
    """The start of a statement of a query, complete for any kind."""
    return plan.select if plan.connection is None else relative(plan.select, plan.connection.document)


def sort_keys(targets: Mapping[str, Target], types: Mapping[str, Type]) -> list[SortKey]:
    """The keys a client may sort by; those of an embedded type once."""
    # A list of what is left, since types may embed each other deeper than Python's stack.
    left: list[tuple[Mapping[str, Target], str | None]] = [(targets, None)]
    seen: set[str] = set()
    keys: list[SortKey] = []
    while left:
        some, document = left.pop()
        for target in some.values():
            text = relative(target.sql, document)
            if isinstance(target, ValueTarget):
                if target.sortable and target.sort is not None:
                    keys.append(SortKey(relative(target.sort, document), "ASC", "int4"))
                elif target.sortable:
                    keys.append(SortKey(text, "ASC", target.postgres, target.not_null))
            elif target.type not in seen:
                seen.add(target.type)
                embedded = types[target.type]
                assert isinstance(embedded, ObjectType)
                left.append((embedded.targets, text))
    return keys


def _together(keys: Sequence[SortKey]) -> Iterator[Sequence[SortKey]]:
    """Orderings that hold all the keys, a number that PostgreSQL's parser can nest at a time."""
    for start in range(0, len(keys), 50):
        yield keys[start : start + 50]


def _fragments(targets: Mapping[str, Target]) -> Iterator[str]:
    for target in targets.values():
        if isinstance(target, ValueTarget):
            yield from target.operators.values()
            yield from _fragments(target.measures)
            if target.sort is not None:
                yield f"{target.sort} IS NULL"
        else:
            yield exists(target.sql, "e", "TRUE") if target.list else f"{target.sql} IS NULL"


def _argument_fragments(plan: Query) -> Iterator[str]:
    for argument in plan.arguments.values():
        if argument.target is not None:
            yield from argument.target.operators.values()


# One statement may have 65,535 parameters; far fewer keep the planner quick.
_TOGETHER = 500


def _prepare_all(label: str, span: Span | None, select: str, fragments: list[str]) -> Iterator[Prepared]:
    """Statements that hold all the fragments, many at a time."""
    for start in range(0, len(fragments), _TOGETHER):
        part = f" ({start // _TOGETHER + 1})" if start else ""
        yield Prepared(label + part, assemble(select, numbered(fragments[start : start + _TOGETHER])), span)
