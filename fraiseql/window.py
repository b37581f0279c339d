"""The statements of a connection: which part of an ordering a page is, said in SQL.

The compiler calls it to prepare what a connection may send, the runtime to build it, so both are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TypeAlias

from msgspec import Struct

from fraiseql.assemble import assemble, plain_where, relative
from fraiseql.keyset import SortKey, beyond, content_sql, total_order, values_sql
from fraiseql.plan import Connection, Query

Selected: TypeAlias = frozenset[str]
"""What a request selects of a connection, by stored keys: `edges`, `edges.node`, `page_info.end_cursor`."""

EVERYTHING = Selected(
    ("nodes", "edges.cursor", "edges.node", "page_info.has_next_page", "page_info.has_previous_page")
)
"""What makes the statement of a page hold all its columns."""

CURSORS = Selected(("edges.cursor", "page_info.start_cursor", "page_info.end_cursor"))
"""What needs the values of cursors."""

DOCUMENTS = Selected(("nodes", "edges.node"))
"""What needs the rows' documents."""


OF_PAGE = Selected(("edges", "page_info.has_next_page", "page_info.has_previous_page", *CURSORS, *DOCUMENTS))
"""What needs the rows of the page at all."""


class Window(Struct, frozen=True, kw_only=True):
    """Which part of an ordering a page is taken from, and from which end.

    keys: the ordering. after, before: the expressions of the keys' values at the ends, where there are
    any; None where a value is null.
    """

    keys: tuple[SortKey, ...]
    after: Sequence[str | None] | None = None
    before: Sequence[str | None] | None = None
    backward: bool = False

    @property
    def reversed_keys(self) -> tuple[SortKey, ...]:
        """The same ordering, the other way round."""
        return tuple(key.reversed() for key in self.keys)

    def conditions(self) -> Iterator[str]:
        """What holds for the rows within."""
        if self.after is not None:
            yield beyond(self.keys, self.after)
        if self.before is not None:
            yield beyond(self.reversed_keys, self.before)

    def outside(self) -> str | None:
        """What holds for the rows that the page leaves behind, where it does not start at an end."""
        keys, start = (self.keys, self.before) if self.backward else (self.reversed_keys, self.after)
        return None if start is None else beyond(keys, start, inclusive=True)


def page_sql(
    query: Query, where: Sequence[str], window: Window, limit: str, selected: Selected
) -> tuple[str, tuple[str, ...]]:
    """The statement of a page, and the names of its columns: `document`, `values`, `outside`.

    where: conditions with their placeholders numbered. limit: an expression.
    """
    columns = columns_of(query, where, window, selected) or {"none": "1"}
    order = [key.term for key in (window.reversed_keys if window.backward else window.keys)]
    select = relative(query.select, ", ".join(columns.values()))
    return assemble(select, [*where, *window.conditions()], order, limit), tuple(columns)


def columns_of(
    query: Query, where: Sequence[str], window: Window, selected: Selected, *, content: bool = False
) -> dict[str, str]:
    """The expressions that a page is made of, by name.

    content: whether the values of a row's keys are wanted as its cursor holds them, instead of as `values`.
    """
    columns = {}
    if selected & DOCUMENTS:
        columns["document"] = connection_of(query).document
    if selected & CURSORS and content:
        columns["content"] = content_sql(query.relation, window.keys)
    elif selected & CURSORS:
        columns["values"] = values_sql(window.keys)
    outside = window.outside()
    far_side = "page_info.has_next_page" if window.backward else "page_info.has_previous_page"
    if outside is not None and far_side in selected:
        # Only the very first row is looked at: an index finds it at once, whatever the plan is made for,
        # while an EXISTS may read all rows.
        order = [key.term for key in (window.reversed_keys if window.backward else window.keys)]
        columns["outside"] = f"({assemble(relative(query.select, outside), where, order, '1')})"
    return columns


def count_sql(query: Query, where: Sequence[str]) -> str:
    """The statement that counts all rows of a connection."""
    return assemble(relative(query.select, "count(*)"), where)


def key_of(query: Query) -> SortKey:
    """The key that completes every ordering of a connection."""
    assert query.key is not None
    connection = connection_of(query)
    return SortKey(query.key, "ASC", connection.key_type, connection.key_not_null)


def connection_of(query: Query) -> Connection:
    """What only a connection has."""
    assert query.connection is not None
    return query.connection


def example_sql(query: Query, order: Sequence[SortKey] = ()) -> dict[str, str]:
    """The statements of a connection by what they are for, as they run with all its parts selected.

    Only the arguments are given that must be. order: the ordering a client may ask for.
    """
    where, parameters = plain_where(query)
    keys = total_order(order, key_of(query))

    def page(*ends: str, backward: bool = False) -> str:
        numbers = count(parameters + 1)
        places = {end: [f"${next(numbers)}::{key.postgres}" for key in keys] for end in ends}
        limit = f"${next(numbers)}::int8"
        return page_sql(query, where, Window(keys=keys, backward=backward, **places), limit, EVERYTHING)[0]

    return {
        "the first page": page(),
        "a page after a cursor": page("after"),
        "the last page": page(backward=True),
        "a page before a cursor": page("before", backward=True),
        "totalCount": count_sql(query, where),
    }
