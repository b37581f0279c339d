"""Connections: a page of rows as a Relay connection (GraphQL Cursor Connections Specification).

A page is one statement. What it yields is put together as one document, `{"edges": …, "page_info": …}`,
around the rows' own bytes, so the projector sees a connection as any other object. Only what is
selected is asked of the database and put into the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from fraiseql.arguments import NO_SESSION
from fraiseql.bind import Binder, Extend, Parameters, checked_count
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
    columns: the names of the page's columns. signature: of its ordering, for its cursors.
    """

    statements: tuple[Statement, ...]
    selected: Selected
    size: int
    window: Window
    columns: tuple[str, ...]
    signature: str


def bind_page(
    query: Query,
    arguments: Mapping[str, Any],
    binder: Binder,
    selected: Selected,
    session: Mapping[str, str] = NO_SESSION,
    extend: Extend | None = None,
) -> Page:
    """The statements of a connection. extend: puts relations into the documents of its rows.

    Raises FieldError (`BAD_USER_INPUT`, `UNAUTHENTICATED`).
    """
    criteria = binder.criteria(query, arguments, session)
    size = page_size(query, arguments, binder.limits)
    parameters = list(criteria.parameters)
    if extend is not None:
        query = with_page_document(query, parameters, extend)
    window = read_window(query, arguments, criteria.order, parameters)
    statements = []
    columns: tuple[str, ...] = ()
    if selected & OF_PAGE:
        limit = f"${len(parameters) + 1}::int8"
        sql, columns = page_sql(query, criteria.where, window, limit, selected)
        statements.append(Statement(sql, (*parameters, str(size + 1)), len(columns)))
    if "total_count" in selected:
        statements.append(Statement(count_sql(query, criteria.where), tuple(criteria.parameters)))
    return Page(
        statements=tuple(statements),
        selected=selected,
        size=size,
        window=window,
        columns=columns,
        signature=signature(query.relation, window.keys),
    )


def with_page_document(query: Query, parameters: Parameters, extend: Extend) -> Query:
    """The connection with more in its rows' documents, whose parameters are added."""
    connection = connection_of(query)
    document = extend(connection.document, parameters)
    return replace(query, connection=replace(connection, document=document))


def read_window(
    query: Query, arguments: Mapping[str, Any], order: Sequence[SortKey], parameters: Parameters
) -> Window:
    """Which part of an ordering is asked for. The cursors' values become parameters. Raises FieldError."""
    keys = total_order(order, key_of(query))
    of = signature(query.relation, keys)
    places: dict[str, list[str | None]] = {}
    for name in ("after", "before"):
        cursor = arguments.get(name)
        if cursor is not None:
            places[name] = []
            for key, value in zip(keys, _values(name, cursor, of, keys), strict=True):
                if value is not None:
                    parameters.append(value)
                places[name].append(None if value is None else f"${len(parameters)}::{key.postgres}")
    return Window(keys=keys, backward=arguments.get("last") is not None, **places)


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
        return kept[::-1] if page.window.backward else kept

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
        following, previous = (left, more) if page.window.backward else (more, left)
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
