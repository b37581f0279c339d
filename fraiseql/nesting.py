"""Relations said in SQL: the rows of another view as a value inside of a row's document.

A relation is a sub-select in the document's expression, so a whole tree of them is one statement, and only
what is selected is computed, for the rows of the page alone. Inside of it `t` is a row of the other view, as
in every fragment, and `o` is the row that has the relation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from fraiseql.assemble import always, assemble, plain_where, relative
from fraiseql.keyset import cursor_sql, total_order
from fraiseql.plan import Query, Relation
from fraiseql.window import (
    EVERYTHING,
    OF_PAGE,
    Selected,
    Window,
    columns_of,
    count_sql,
    key_of,
)

_TOGETHER = 25
"""How many members one call takes: PostgreSQL's functions have at most 100 arguments."""


def with_relations(document: str, values: Mapping[str, str]) -> str:
    """The expression of a document with further members. values: their expressions, which may use `o`."""
    members = [f"'{key}', {value}" for key, value in values.items()]
    parts = [
        f"jsonb_build_object({', '.join(members[start : start + _TOGETHER])})"
        for start in range(0, len(members), _TOGETHER)
    ]
    return f"(SELECT {' || '.join((document, *parts))}\nFROM (SELECT t.*) AS o)"


def with_document(select: str, document: str, other: str) -> str:
    """A statement that begins with this document, with another one in its place."""
    start = f"SELECT {document}\n"
    assert select.startswith(start)
    return f"SELECT {other}\n{select[len(start) :]}"


def related_rows(query: Query, statement: str) -> str:
    """The value of a relation that is no connection, of the statement that reads its rows.

    More rows than one where one is wanted are an error of PostgreSQL's, never an arbitrary pick.
    """
    return f"({statement})" if query.returns == "one" else f"to_jsonb(ARRAY({statement}))"


def related_sql(
    query: Query,
    where: Sequence[str],
    order: Sequence[str],
    limit: str | None = None,
    offset: str | None = None,
) -> str:
    """The statement that reads the rows of a relation that is no connection. limit, offset: expressions."""
    if query.returns == "one":
        return assemble(query.select, where)
    assert query.key is not None
    return assemble(query.select, where, (*order, query.key), limit, offset)


def related_page(query: Query, where: Sequence[str], window: Window, limit: str, selected: Selected) -> str:
    """The value of a relation that is a connection: a document as `pages.read_page` makes it.

    limit: the expression of one row more than the page has.
    """
    members = []
    source = ""
    if selected & OF_PAGE:
        columns = {"document": "", "content": "", "outside": ""} | columns_of(
            query, where, window, selected, content=True
        )
        rows = _numbered(query, where, window, limit, columns)
        if columns["content"]:
            rows = f"SELECT n.*, {cursor_sql('n.content')} AS cursor\nFROM ({rows}) AS n"
        source = f"\nFROM ({rows}) AS p"
        members.extend(_members(window, limit, selected, columns))
    elif "page_info" in selected:
        members.append("'page_info', '{}'::jsonb")
    if "total_count" in selected:
        members.append(f"'total_count', ({count_sql(query, where)})")
    return f"(SELECT jsonb_build_object({', '.join(members)}){source})"


def _numbered(
    query: Query, where: Sequence[str], window: Window, limit: str, columns: Mapping[str, str]
) -> str:
    """The rows of a page and one more, each with its place."""
    order = [key.term for key in (window.reversed_keys if window.backward else window.keys)]
    named = [f"{sql} AS {name}" for name, sql in columns.items() if sql]
    named.append(f"row_number() OVER (ORDER BY {', '.join(order)}) AS number")
    select = relative(query.select, ", ".join(named))
    return assemble(select, [*where, *window.conditions()], order, limit)


def _members(window: Window, limit: str, selected: Selected, columns: Mapping[str, str]) -> list[str]:
    forward, backward = ("p.number DESC", "p.number") if window.backward else ("p.number", "p.number DESC")
    kept = f"FILTER (WHERE p.number < {limit})"
    members = []
    if "nodes" in selected:
        members.append(f"'nodes', coalesce(jsonb_agg(p.document ORDER BY {forward}) {kept}, '[]')")
    if "edges" in selected:
        parts = [
            part
            for key, part in (("edges.cursor", "'cursor', p.cursor"), ("edges.node", "'node', p.document"))
            if key in selected
        ]
        edge = f"jsonb_build_object({', '.join(parts)})"
        members.append(f"'edges', coalesce(jsonb_agg({edge} ORDER BY {forward}) {kept}, '[]')")
    if "page_info" in selected:
        more = f"count(*) >= {limit}"
        left = "count(*) = 0 OR coalesce(bool_or(p.outside), FALSE)" if columns["outside"] else "FALSE"
        following, previous = (left, more) if window.backward else (more, left)
        info = [f"'has_next_page', {following}", f"'has_previous_page', {previous}"]
        if columns["content"]:
            info.append(f"'start_cursor', (array_agg(p.cursor ORDER BY {forward}) {kept})[1]")
            info.append(f"'end_cursor', (array_agg(p.cursor ORDER BY {backward}) {kept})[1]")
        members.append(f"'page_info', jsonb_build_object({', '.join(info)})")
    return members


def example_relation(relation: Relation) -> dict[str, str]:
    """The values of a relation by what they are for, where only the arguments are given that must be."""
    query = relation.query
    where, parameters = plain_where(query)
    where = [*always(relation.on, parameters), *where]
    numbers = count(parameters + len(relation.on.session) + 1)
    if query.returns == "one":
        return {"the row": related_rows(query, related_sql(query, where, ()))}
    if query.returns == "many":
        limit = f"${next(numbers)}::int8"
        rows = related_sql(query, where, (), limit, f"${next(numbers)}::int8")
        return {"the rows": related_rows(query, rows)}
    keys = total_order((), key_of(query))
    limit = f"${next(numbers)}::int8"
    places = [f"${next(numbers)}::{key.postgres}" for key in keys]
    everything = EVERYTHING | {"edges", "page_info", "total_count", "page_info.start_cursor"}
    after, before = Window(keys=keys, after=places), Window(keys=keys, before=places, backward=True)
    return {
        "a page": related_page(query, where, after, limit, everything),
        "a page from the end": related_page(query, where, before, limit, everything),
    }
