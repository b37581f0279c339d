"""Connections: a page of rows as a Relay connection (GraphQL Cursor Connections Specification).

A page is one statement. What it yields is put together as one document, `{"edges": …, "page_info": …}`,
around the rows' own bytes, so the projector sees a connection as any other object. Only what is
selected is asked of the database and put into the document.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple, cast

from msgspec import Struct
from msgspec.structs import replace

from fraiseql.arguments import NO_SESSION
from fraiseql.bind import Assembled, Binder, Criteria, Extension, checked_count
from fraiseql.errors import FieldError
from fraiseql.keyset import CursorError, SortKey, decode_cursor, encode_cursor, signature, total_order
from fraiseql.limits import Limits, default_page, largest_page
from fraiseql.plan import Query, Shape
from fraiseql.statement import Rows, Statement
from fraiseql.where import bad_input
from fraiseql.window import (
    OF_PAGE,
    Selected,
    Window,
    connection_of,
    count_sql,
    key_of,
    page_sql,
)


def read_selection(shape: Shape, connection: int | None) -> Selected:
    """What a shape selects of a connection, under whatever names. connection: its object."""
    selected = set()
    for key, object_ in _fields(shape, connection):
        selected.add(key)
        selected.update(f"{key}.{inner}" for inner, _ in _fields(shape, object_))
    return Selected(selected)


def _fields(shape: Shape, object_: int | None) -> Iterator[tuple[str, int | None]]:
    if object_ is not None:
        for variant in shape.objects[object_].variants.values():
            yield from ((field.key, field.object) for field in variant.fields if field.key is not None)


# --- a request -----------------------------------------------------------------------------------------


class Page(Struct, frozen=True, kw_only=True):
    """A connection bound for one request.

    statements: of the page, if anything of it is selected, then of the count, if that is.
    size: how many rows the page has at most; the statement asks for one more.
    backward: whether they come from the end. columns: the names of the page's columns.
    signature: of its ordering, for its cursors.
    """

    statements: tuple[Statement, ...]
    selected: Selected
    size: int
    backward: bool
    columns: tuple[str, ...]
    signature: str


def bind_page(
    query: Query,
    arguments: Mapping[str, Any],
    binder: Binder,
    selected: Selected,
    session: Mapping[str, str] = NO_SESSION,
    extension: Extension | None = None,
) -> Page:
    """The statements of a connection. extension: of the documents of its rows.

    Raises FieldError (`BAD_USER_INPUT`, `UNAUTHENTICATED`).
    """
    criteria = binder.criteria(query, arguments, session)
    size = page_size(query, arguments, binder.limits)
    ends = read_ends(query, arguments, criteria.order)
    parameters = criteria.parameters
    statements = []
    columns: tuple[str, ...] = ()
    if selected & OF_PAGE:
        key = (criteria.key, selected, ends.form, None if extension is None else extension.key)
        page = binder.assembled.get(key)
        if page is None:
            page = _page_sql(query, criteria, ends, selected, extension)
            binder.assembled.put(key, page, len(page.sql))
        columns = page.columns
        more = () if extension is None else extension.parameters
        values = (*parameters, *more, *ends.values(), str(size + 1))
        statements.append(Statement(page.sql, values, len(columns)))
    if "total_count" in selected:
        statements.append(Statement(count_sql(query, criteria.where), tuple(parameters)))
    return Page(
        statements=tuple(statements),
        selected=selected,
        size=size,
        backward=ends.backward,
        columns=columns,
        signature=signature(query.relation, ends.keys),
    )


def _page_sql(
    query: Query, criteria: Criteria, ends: Ends, selected: Selected, extension: Extension | None
) -> Assembled:
    before = len(criteria.parameters)
    if extension is not None:
        query = with_page_document(query, extension.document(connection_of(query).document, before))
        before += len(extension.parameters)
    limit = f"${before + len(ends.values()) + 1}::int8"
    return Assembled(*page_sql(query, criteria.where, ends.window(before), limit, selected))


def with_page_document(query: Query, document: str) -> Query:
    """The connection with another expression for its rows' documents."""
    return replace(query, connection=replace(connection_of(query), document=document))


class Ends(NamedTuple):
    """Which part of an ordering a page is taken from: a `Window` with values.

    after, before: the values of the keys at the ends, where there are any.
    """

    keys: tuple[SortKey, ...]
    after: Sequence[str | None] | None
    before: Sequence[str | None] | None
    backward: bool

    @property
    def form(self) -> Hashable:
        """What decides its SQL, where the keys are known."""
        nulls = (None if end is None else tuple(v is None for v in end) for end in (self.after, self.before))
        return (self.backward, *nulls)

    def values(self) -> list[str | None]:
        """Those that are parameters."""
        return [value for end in (self.after, self.before) for value in end or () if value is not None]

    def window(self, parameters: int) -> Window:
        """It with the values as parameters. parameters: how many come before them."""
        numbers = count(parameters + 1)
        places = [
            None
            if end is None
            else [
                None if value is None else f"${next(numbers)}::{key.postgres}"
                for key, value in zip(self.keys, end, strict=True)
            ]
            for end in (self.after, self.before)
        ]
        return Window(keys=self.keys, after=places[0], before=places[1], backward=self.backward)


def read_ends(query: Query, arguments: Mapping[str, Any], order: Sequence[SortKey]) -> Ends:
    """Which part of an ordering is asked for. Raises FieldError."""
    keys = total_order(order, key_of(query))
    of = signature(query.relation, keys)
    after, before = (
        None if arguments.get(name) is None else _values(name, arguments[name], of, keys)
        for name in ("after", "before")
    )
    return Ends(keys, after, before, arguments.get("last") is not None)


def example_cursor(
    query: Query, arguments: Mapping[str, Any], binder: Binder, session: Mapping[str, str] = NO_SESSION
) -> str:
    """A cursor of the ordering that arguments ask for; no row need have it. Raises FieldError."""
    keys = total_order(binder.criteria(query, arguments, session).order, key_of(query))
    values = b"[%b]" % b",".join([b'"0"'] * len(keys))
    return encode_cursor(signature(query.relation, keys), values).decode()


def page_size(query: Query, arguments: Mapping[str, Any], limits: Limits) -> int:
    """How many rows the page that is asked for has at most. Raises FieldError."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise bad_input(("last",), "is given together with first", "a page is taken from one end")
    if last is not None:
        return checked_count(last, largest_page(query, limits), "last")
    if first is not None:
        return checked_count(first, largest_page(query, limits), "first")
    return default_page(query, limits)


def _values(name: str, cursor: str, of: str, keys: Sequence[SortKey]) -> list[str | None]:
    try:
        return decode_cursor(cursor, of, keys)
    except CursorError as error:
        raise bad_input((name,), error.found, error.hint) from None


# --- an answer -------------------------------------------------------------------------------------------


def read_page(page: Page, answers: Sequence[Rows | FieldError]) -> Rows | FieldError:
    """The document of a connection, as its only row, from the answers to its statements."""
    answered: list[Rows] = []
    for answer in answers:
        if isinstance(answer, FieldError):
            return answer
        answered.append(answer)
    members = _page_members(page, answered[0]) if page.columns else [b'"page_info":{}']
    if "total_count" in page.selected:
        members.append(b'"total_count":%b' % _present(answered[-1])[0])
    return [b"{%b}" % b",".join(members)]


def _page_members(page: Page, values: Rows) -> list[bytes]:
    selected, width = page.selected, len(page.columns)
    found = len(values) // width
    size = min(found, page.size)

    def column(name: str) -> Rows:
        if name not in page.columns:
            return []
        kept = values[page.columns.index(name) : size * width : width]
        return kept[::-1] if page.backward else kept

    documents = [b"null" if document is None else document for document in column("document")]
    cursors = [encode_cursor(page.signature, each) for each in _present(column("values"))]
    members = []
    if "nodes" in selected:
        members.append(b'"nodes":[%b]' % b",".join(documents))
    if "edges" in selected:
        parts = []
        if "edges.cursor" in selected:
            parts.append([b'"cursor":"%b"' % cursor for cursor in cursors])
        if "edges.node" in selected:
            parts.append([b'"node":%b' % document for document in documents])
        edges = [b"{%b}" % b",".join(edge) for edge in zip(*parts, strict=True)] or [b"{}"] * size
        members.append(b'"edges":[%b]' % b",".join(edges))
    if "page_info" in selected:
        more, left = found > page.size, _leaves_rows(page, values)
        following, previous = (left, more) if page.backward else (more, left)
        info = [
            b'"has_next_page":%b' % _json(following),
            b'"has_previous_page":%b' % _json(previous),
        ]
        if cursors:
            info.append(b'"start_cursor":"%b","end_cursor":"%b"' % (cursors[0], cursors[-1]))
        members.append(b'"page_info":{%b}' % b",".join(info))
    return members


def _leaves_rows(page: Page, values: Rows) -> bool:
    """Whether there are rows where the page comes from.

    An empty page cannot say. The cursor it started from was some row's, so the way back is left open.
    """
    if "outside" not in page.columns:
        return False
    return values[len(page.columns) - 1] == b"t" if values else True


def _json(value: bool) -> bytes:
    return b"true" if value else b"false"


def _present(values: Rows) -> list[bytes]:
    """Values that are never NULL."""
    return cast("list[bytes]", values)
