"""Repositories: the plans from Python code, without documents (design §5).

Names are GraphQL's or in snake case. Documents come back as dicts with their stored keys, or as whatever type
the caller names: a msgspec Struct, a dataclass, a TypedDict.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeAlias, TypeVar, get_args, overload

import msgspec
from msgspec import Struct

from fraiseql.app import FraiseQL
from fraiseql.decode import Decoder, decoder_into, read
from fraiseql.direct import Asked, Direct
from fraiseql.errors import FraiseQLError
from fraiseql.plan import Isolation
from fraiseql.roots import find_connection, find_query, find_root, nodes_of
from fraiseql.session import Session, check_session
from fraiseql.spelling import input_arguments, query_arguments
from fraiseql.window import Selected

T = TypeVar("T")

Where: TypeAlias = Mapping[str, Any]
"""A filter: `{"views": {"gt": 10}}`."""

OrderBy: TypeAlias = Sequence[Mapping[str, Any]] | Mapping[str, Any]
"""One key to sort by, `{"views": "DESC"}`, or several in their order."""

_OF_PAGE = Selected(
    (
        "nodes",
        "page_info",
        "page_info.has_next_page",
        "page_info.has_previous_page",
        "page_info.start_cursor",
        "page_info.end_cursor",
    )
)


class PageInfo(Struct, frozen=True):
    """Where a page lies. The cursors are None on an empty page."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None = None
    end_cursor: str | None = None


class Page(Struct, Generic[T], frozen=True):
    """A page of rows. total_count: of the rows of all pages; None where it was not asked for."""

    nodes: list[T]
    page_info: PageInfo
    total_count: int | None = None


class _Page(Struct):
    nodes: msgspec.Raw
    page_info: PageInfo
    total_count: int | None = None


_decode_page = msgspec.json.Decoder(_Page).decode


class QueryRepository:
    """Reads through the plans of an application.

    session: names and texts for PostgreSQL's settings, as of `FraiseQL.execute`.
    Every method raises FieldError. Its `code` says what it is about: `BAD_USER_INPUT` names and values that
    do not fit, `OVERLOADED` that `Limits.requests` are running.
    `where` and `order_by` are as in GraphQL; values may be dates, UUIDs, enums and the like.
    An argument whose name is taken has an underscore behind it: `type_="…"`.
    """

    def __init__(self, app: FraiseQL, session: Session | None = None) -> None:
        check_session(session or {})
        self._direct = app.direct
        self._session = session or {}
        self._asked: Asked = app.direct.database

    @overload
    async def find(
        self,
        name: str,
        /,
        *,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        limit: int | None = None,
        offset: int | None = None,
        type: None = None,
        **arguments: Any,
    ) -> list[dict[str, Any]]: ...

    @overload
    async def find(
        self,
        name: str,
        /,
        *,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        limit: int | None = None,
        offset: int | None = None,
        type: type[T],
        **arguments: Any,
    ) -> list[T]: ...

    @overload
    async def find(
        self,
        name: str,
        /,
        *,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        limit: int | None = None,
        offset: int | None = None,
        type: Any,
        **arguments: Any,
    ) -> list[Any]: ...

    async def find(
        self,
        name: str,
        /,
        *,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        limit: int | None = None,
        offset: int | None = None,
        type: Any = None,  # noqa: A002 - it reads best
        **arguments: Any,
    ) -> list[Any]:
        """The rows of a list, `find("posts", where={"views": {"gt": 10}})`.

        limit: at most as many as clients may ask for; the schema's default where it is None.
        type: what each document becomes; a dict where it is None.
        """
        plan = find_query(self._direct.queries, name, "find")
        steering = {"where": where, "order": order_by, "limit": limit, "offset": offset}
        given = query_arguments(plan, steering, arguments, self._direct.types)
        rows = await self._direct.read(plan, given, self._session, self._asked)
        found: list[Any] = read(rows, plan.type, _decoder(self._direct, plan.type, type), field=plan.name)
        return found

    @overload
    async def find_one(
        self, name: str, /, *, type: None = None, **arguments: Any
    ) -> dict[str, Any] | None: ...

    @overload
    async def find_one(self, name: str, /, *, type: type[T], **arguments: Any) -> T | None: ...

    @overload
    async def find_one(self, name: str, /, *, type: Any, **arguments: Any) -> Any: ...

    async def find_one(self, name: str, /, *, type: Any = None, **arguments: Any) -> Any:  # noqa: A002
        """The row that the arguments name, `find_one("post", identifier="hello")`, or None."""
        plan = find_query(self._direct.queries, name, "find_one")
        given = query_arguments(plan, {}, arguments, self._direct.types)
        rows = await self._direct.read(plan, given, self._session, self._asked)
        return read(rows, plan.type, _decoder(self._direct, plan.type, type), field=plan.name)

    @overload
    async def find_by_identifier(
        self, name: str, identifier: str, /, *, type: None = None
    ) -> dict[str, Any] | None: ...

    @overload
    async def find_by_identifier(self, name: str, identifier: str, /, *, type: type[T]) -> T | None: ...

    @overload
    async def find_by_identifier(self, name: str, identifier: str, /, *, type: Any) -> Any: ...

    async def find_by_identifier(self, name: str, identifier: str, /, *, type: Any = None) -> Any:  # noqa: A002
        """The row with this `identifier`; None where there is none."""
        return await self.find_one(name, type=type, identifier=identifier)

    async def count(self, name: str, /, *, where: Where | None = None, **arguments: Any) -> int:
        """How many rows match, on all pages. name: of a count, a list or a connection."""
        plan = find_query(self._direct.queries, name, "count")
        given = query_arguments(plan, {"where": where}, arguments, self._direct.types)
        direct = self._direct
        ask = direct.read if plan.returns == "count" else direct.count
        (number,) = await ask(plan, given, self._session, self._asked)
        assert number is not None
        return int(number)

    @overload
    async def paginate(
        self,
        name: str,
        /,
        *,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        total_count: bool = False,
        type: None = None,
        **arguments: Any,
    ) -> Page[dict[str, Any]]: ...

    @overload
    async def paginate(
        self,
        name: str,
        /,
        *,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        total_count: bool = False,
        type: type[T],
        **arguments: Any,
    ) -> Page[T]: ...

    @overload
    async def paginate(
        self,
        name: str,
        /,
        *,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        total_count: bool = False,
        type: Any,
        **arguments: Any,
    ) -> Page[Any]: ...

    async def paginate(
        self,
        name: str,
        /,
        *,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        where: Where | None = None,
        order_by: OrderBy | None = None,
        total_count: bool = False,
        type: Any = None,  # noqa: A002
        **arguments: Any,
    ) -> Page[Any]:
        """A page of a connection. A list stands for the connection of the same rows, if there is one.

        total_count: whether all rows are counted too. type: as of `find`.
        """
        plan = find_connection(self._direct.queries, name)
        steering = {
            "first": first,
            "after": after,
            "last": last,
            "before": before,
            "where": where,
            "order": order_by,
        }
        selected = _OF_PAGE | {"total_count"} if total_count else _OF_PAGE
        given = query_arguments(plan, steering, arguments, self._direct.types)
        (document,) = await self._direct.read(plan, given, self._session, self._asked, selected)
        assert document is not None
        page = _decode_page(document)
        nodes = nodes_of(plan)
        decoder = _decoder(self._direct, nodes, type)
        return Page(
            nodes=read([bytes(page.nodes)], nodes, decoder, field=plan.name, whole=True),
            page_info=page.page_info,
            total_count=page.total_count,
        )


class CommandRepository:
    """Runs the commands of an application. session and errors: as of `QueryRepository`.

    What `extensions["outcome"]` says is `unknown` may have been committed; nothing else that fails was.
    """

    def __init__(self, app: FraiseQL, session: Session | None = None) -> None:
        check_session(session or {})
        self._app = app
        self._direct = app.direct
        self._session = session or {}
        self._asked: Asked = app.direct.database

    @property
    def queries(self) -> QueryRepository:
        """Reads for the same session, and in the same transaction where this is one's."""
        queries = QueryRepository(self._app, self._session)
        queries._asked = self._asked
        return queries

    async def execute(self, name: str, /, *, type: Any = None, **input: Any) -> Any:  # noqa: A002
        """Runs a command, `execute("create_post", title="…")`, and returns what its mutation does.

        input: the mutation's arguments, or the fields of its one input object. type: as of `find`.
        """
        plan = find_root("mutation", self._direct.mutations, name)
        given = input_arguments(plan, input, self._direct.types)
        rows = await self._direct.command(plan, given, self._session, self._asked)
        decoder = _decoder(self._direct, plan.type, type)
        return read(rows, plan.type, decoder, field=plan.name, whole=plan.whole)

    @asynccontextmanager
    async def transaction(
        self, *, isolation: Isolation | None = None, idle_timeout: float = 30.0
    ) -> AsyncIterator[CommandRepository]:
        """Several commands in one transaction: `async with commands.transaction() as work: …`.

        What the block gets is a repository of which every command, and every read through its `queries`,
        runs in the transaction. It is committed at the end of the block, and rolled back where the block
        raises. A command that fails leaves nothing behind; where the block catches its error, the others
        stand.

        The transaction has a connection for itself, so keep it short.
        isolation: `"READ_COMMITTED"`, `"REPEATABLE_READ"` or `"SERIALIZABLE"`; else what the database says.
        idle_timeout: how many seconds it may wait for its next command before it is rolled back.
        """
        if self._asked is not self._direct.database:
            raise FraiseQLError("A transaction is open already: this repository's commands run in it.")
        if idle_timeout <= 0:
            raise ValueError("idle_timeout must be greater than 0")
        if isolation not in (None, *get_args(Isolation)):
            raise ValueError(f"isolation must be one of {', '.join(get_args(Isolation))}")
        direct = self._direct
        with direct.counted(direct.database):
            async with direct.database.transaction(self._session, idle_timeout, isolation) as transaction:
                work = CommandRepository(self._app, self._session)
                work._asked = transaction
                yield work


def _decoder(direct: Direct, type_: str, into: Any) -> Decoder:
    return direct.decoders.of(type_) if into is None else decoder_into(type_, into)
