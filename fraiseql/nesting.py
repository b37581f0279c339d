"""Relations said in SQL: the rows of another view as a value inside of a row's document.

A relation is a sub-select in the document's expression, so a whole tree of them is one statement, and only
what is selected is computed, for the rows of the page alone. Inside of it `t` is a row of the other view, as
in every fragment, and `o` is the row that has the relation.

What is put together is text. As jsonb, PostgreSQL would take every document apart and build it anew, for each
level that it is nested in.
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
"""How many members are joined at a time: a long chain of operators is deep to PostgreSQL."""

_DOCUMENT = 'o."@"'
"""The text of the row's document. `OFFSET 0` has it computed once, not where it is used."""


def with_relations(document: str, values: Mapping[str, str]) -> str:
    """The text of a document with further members; what is no object stays as it is.

    values: the texts of the members, as expressions which may use `o`.
    """
    comma = f"CASE {_DOCUMENT} WHEN '{{}}' THEN '' ELSE ', ' END"
    whole = f"left({_DOCUMENT}, -1) || {comma} || {_joined(values)} || '}}'"
    return (
        f"(SELECT CASE WHEN starts_with({_DOCUMENT}, '{{') THEN {whole} ELSE {_DOCUMENT} END\n"
        f'FROM (SELECT t.*, ({document})::text AS "@" OFFSET 0) AS o)'
    )


def _object(members: Mapping[str, str]) -> str:
    return f"'{{' || {_joined(members)} || '}}'" if members else "'{}'"


def _joined(members: Mapping[str, str]) -> str:
    """The text of an object's members. members: the expressions of their texts, by key."""
    texts = [f"'\"{key}\": ' || {text}" for key, text in members.items()]
    parts = [
        " || ', ' || ".join(texts[start : start + _TOGETHER]) for start in range(0, len(texts), _TOGETHER)
    ]
    return parts[0] if len(parts) == 1 else " || ', ' || ".join(f"({part})" for part in parts)


def with_document(select: str, document: str, other: str) -> str:
    """A statement that begins with this document, with another one in its place."""
    start = f"SELECT {document}\n"
    assert select.startswith(start)
    return f"SELECT {other}\n{select[len(start) :]}"


def related_rows(query: Query, statement: str, *, nested: bool = False) -> str:
    """The text of a relation that is no connection, of the statement that reads its rows.

    More rows than one where one is wanted are an error of PostgreSQL's, never an arbitrary pick.
    nested: whether its rows have relations, so that their documents are text.
    """
    if query.returns == "one":
        return f"coalesce(({statement})::text, 'null')"
    if nested:
        return f"('[' || array_to_string(ARRAY({statement}), ', ', 'null') || ']')"
    return f"array_to_json(ARRAY({statement}))::text"


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
    """The text of a relation that is a connection: a document as `pages.read_page` makes it.

    limit: the expression of one row more than the page has.
    """
    members: dict[str, str] = {}
    source = ""
    if selected & OF_PAGE:
        columns = {"document": "", "content": "", "outside": ""} | columns_of(
            query, where, window, selected, content=True
        )
        rows = _numbered(query, where, window, limit, columns)
        if columns["content"]:
            rows = f"SELECT n.*, {cursor_sql('n.content')} AS cursor\nFROM ({rows}) AS n"
        source = f"\nFROM ({rows}) AS p"
        members |= _members(window, limit, selected, columns)
    elif "page_info" in selected:
        members["page_info"] = "'{}'"
    if "total_count" in selected:
        members["total_count"] = f"({count_sql(query, where)})::text"
    return f"(SELECT {_object(members)}{source})"


def _numbered(
    query: Query, where: Sequence[str], window: Window, limit: str, columns: Mapping[str, str]
) -> str:
    """The rows of a page and one more, each with its place."""
    order = [key.term for key in (window.reversed_keys if window.backward else window.keys)]
    named = [f"{sql} AS {name}" for name, sql in columns.items() if sql]
    named.append(f"row_number() OVER (ORDER BY {', '.join(order)}) AS number")
    select = relative(query.select, ", ".join(named))
    return assemble(select, [*where, *window.conditions()], order, limit)


def _members(window: Window, limit: str, selected: Selected, columns: Mapping[str, str]) -> dict[str, str]:
    forward, backward = ("p.number DESC", "p.number") if window.backward else ("p.number", "p.number DESC")
    kept = f"FILTER (WHERE p.number < {limit})"
    document = "coalesce(p.document::text, 'null')"
    members = {}
    if "nodes" in selected:
        members["nodes"] = _list(document, forward, kept)
    if "edges" in selected:
        parts = {"cursor": "'\"' || p.cursor || '\"'", "node": document}
        edge = _object({key: text for key, text in parts.items() if f"edges.{key}" in selected})
        members["edges"] = _list(edge, forward, kept)
    if "page_info" in selected:
        more = f"count(*) >= {limit}"
        left = "count(*) = 0 OR coalesce(bool_or(p.outside), FALSE)" if columns["outside"] else "FALSE"
        following, previous = (left, more) if window.backward else (more, left)
        info = {"has_next_page": f"({following})::text", "has_previous_page": f"({previous})::text"}
        if columns["content"]:
            for key, order in (("start_cursor", forward), ("end_cursor", backward)):
                cursor = f"(array_agg(p.cursor ORDER BY {order}) {kept})[1]"
                info[key] = f"coalesce('\"' || {cursor} || '\"', 'null')"
        members["page_info"] = _object(info)
    return members


def _list(item: str, order: str, kept: str) -> str:
    """The text of the list of what rows are made to."""
    return f"'[' || coalesce(string_agg({item}, ', ' ORDER BY {order}) {kept}, '') || ']'"


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
