"""`FraiseQL`: the plans as an ASGI application, and as a function to call without HTTP (design §5)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from types import TracebackType
from typing import Any, Self

import msgspec

from fraiseql.asgi import Receive, Scope, Send, answer, refuse_websocket, run_lifespan
from fraiseql.cors import Cors
from fraiseql.database import Database
from fraiseql.deadline import Deadline
from fraiseql.direct import Direct
from fraiseql.documents import Allowed
from fraiseql.errors import RefusedError
from fraiseql.execute import Executor
from fraiseql.failure import unexpected
from fraiseql.graphiql import answer_browser
from fraiseql.handle import Handler
from fraiseql.limits import DEFAULT_LIMITS, Limits, Running
from fraiseql.load import Plans, load
from fraiseql.request import Request
from fraiseql.respond import refuse
from fraiseql.session import Session, SessionSource, check_session


class FraiseQL:
    """GraphQL over PostgreSQL, from compiled plans.

    An ASGI application that serves GraphQL over HTTP at any path it is mounted on. It connects to the
    database with the first request.

    plans: the directory that `fraiseql compile` wrote, or what `load` made of it.
    database: a URL or any other connection string of libpq.
    session: makes a request's session from its ASGI scope: names and strings, which are PostgreSQL's
        settings while the request runs. It may be a coroutine function. To refuse a request it raises
        `RequestError("…", "UNAUTHENTICATED")` or `"FORBIDDEN"`.
    cors: what browsers may do for pages of other origins; nothing where it is absent.
    graphiql: whether browsers get GraphiQL, a page to write queries in, at the path of the API; not where
        they could not ask for the schema, or not send documents.
    trace: whether a client that asks for it is told the SQL that its request ran; never in production.
    max_body_bytes, body_timeout: the largest HTTP body, and the seconds that it has to arrive.
    max_connections, statement_timeout, acquire_timeout: see `Database`; the timeouts are in seconds.
    documents: "any", or "only" for trusted documents alone; graphql-core is then never imported.
    automatic_persisted_queries: whether clients may send the hash of a document that they sent before;
        of other than trusted documents, so not with `documents="only"`.
    setting_prefix: the session's `user_id` is PostgreSQL's setting `<prefix>.user_id`; else as the project
        says, `app` where it says nothing.
    limits: what one request may ask for.
    introspection: whether clients may ask for the schema, and error messages suggest names of it.

    Raises PlanError where the plans cannot be used.
    """

    def __init__(
        self,
        plans: str | os.PathLike[str] | Plans,
        *,
        database: str,
        session: SessionSource | None = None,
        cors: Cors | None = None,
        graphiql: bool = True,
        trace: bool = False,
        max_body_bytes: int = 1_000_000,
        body_timeout: float = 30.0,
        max_connections: int = 10,
        statement_timeout: float = 30.0,
        acquire_timeout: float = 10.0,
        setting_prefix: str | None = None,
        documents: Allowed = "any",
        automatic_persisted_queries: bool = True,
        limits: Limits = DEFAULT_LIMITS,
        introspection: bool = True,
    ) -> None:
        if documents not in ("any", "only"):
            raise ValueError(f'documents is "any" or "only", not {documents!r}')
        loaded = plans if isinstance(plans, Plans) else load(plans)
        self._database = Database(
            database,
            max_connections=max_connections,
            statement_timeout=statement_timeout,
            acquire_timeout=acquire_timeout,
            setting_prefix=loaded.manifest.setting_prefix if setting_prefix is None else setting_prefix,
        )
        running = Running(limits)
        self._executor = Executor(
            loaded,
            self._database,
            documents,
            automatic=automatic_persisted_queries,
            limits=limits,
            introspection=introspection,
            traces=trace,
            running=running,
        )
        self.direct = Direct(loaded, self._database, limits, running)
        self.handler = Handler(
            executor=self._executor,
            session=session,
            cors=cors,
            page=partial(answer_browser, sql=trace)
            if graphiql and introspection and documents == "any"
            else None,
            max_body_bytes=max_body_bytes,
            body_deadline=Deadline(body_timeout),
        )

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Makes it usable again after `close`."""
        await self._database.open()

    async def close(self) -> None:
        """Closes the connections to the database; requests in flight have five seconds before that."""
        await self._database.close()

    async def execute(
        self,
        query: str | None = None,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        session: Session | None = None,
        *,
        document_id: str | None = None,
    ) -> dict[str, Any]:
        """Executes a GraphQL request and returns its response: `{"data": …, "errors": […]}`.

        document_id: of a trusted document, instead of the query.
        variables: by name, as JSON would hold them.
        session: names and values for PostgreSQL's settings while the request runs.
        What a client can do wrong is in `errors`. Raises TypeError or ValueError where the session is none.
        """
        session = session or {}
        check_session(session)
        request = Request(query, dict(variables or {}), operation_name, document_id=document_id)
        response: dict[str, Any] = msgspec.json.decode(await self._run(request, session))
        return response

    async def _run(self, request: Request, session: Session) -> bytes:
        try:
            return (await self._executor.execute(request, session)).body
        except RefusedError as refused:
            return refuse(refused.errors)
        except Exception:  # noqa: BLE001 - whatever it is, the caller gets a response
            return refuse([unexpected()])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] == "http":
            response = await self.handler.respond(scope, receive)
            await answer(send, response, head=scope["method"] == "HEAD")
        elif scope["type"] == "lifespan":
            await run_lifespan(self.open, self.close, receive, send)
        elif scope["type"] == "websocket":
            await refuse_websocket(send)
        else:
            raise NotImplementedError(f"unknown ASGI scope {scope['type']!r}")
