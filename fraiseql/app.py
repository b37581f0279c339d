"""`FraiseQL`: the plans as an ASGI application, and as a function to call without HTTP (design §5)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import msgspec

from fraiseql.asgi import Receive, Response, Scope, Send, answer, refusal, refuse_websocket
from fraiseql.clients import ClientGoneError, Clients
from fraiseql.database import Database
from fraiseql.errors import RefusedError, RequestError
from fraiseql.execute import Executor
from fraiseql.failure import internal
from fraiseql.limits import DEFAULT_LIMITS, Limits
from fraiseql.load import Plans, load
from fraiseql.request import Request, parse_request


class FraiseQL:
    """GraphQL over PostgreSQL, from compiled plans.

    An ASGI application that answers POST requests at any path it is mounted on. It connects to the
    database with the first request.

    plans: the directory that `fraiseql compile` wrote, or what `load` made of it.
    database: a URL or any other connection string of libpq.
    max_body_bytes: the largest HTTP body.
    max_connections, statement_timeout: see `Database`; the timeout is in seconds.
    setting_prefix: the session's `user_id` is PostgreSQL's setting `<prefix>.user_id`.
    limits: what one request may ask for.
    introspection: whether clients may ask for the schema, and error messages suggest names of it.

    Raises PlanError where the plans cannot be used.
    """

    def __init__(
        self,
        plans: str | os.PathLike[str] | Plans,
        *,
        database: str,
        max_body_bytes: int = 1_000_000,
        max_connections: int = 10,
        statement_timeout: float = 30.0,
        setting_prefix: str = "app",
        limits: Limits = DEFAULT_LIMITS,
        introspection: bool = True,
    ) -> None:
        loaded = plans if isinstance(plans, Plans) else load(plans)
        self._max_body_bytes = max_body_bytes
        self._database = Database(
            database,
            max_connections=max_connections,
            statement_timeout=statement_timeout,
            setting_prefix=setting_prefix,
        )
        self._executor = Executor(loaded, self._database, limits, introspection=introspection)
        self._clients = Clients()

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
        """Closes the connections to the database, when the requests in flight are done."""
        await self._database.close()

    async def execute(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        session: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Executes a GraphQL request and returns its response: `{"data": …, "errors": […]}`.

        variables: by name, as JSON would hold them.
        session: names and values for PostgreSQL's settings while the request runs.
        Never raises for what a client can do wrong: that is in `errors`.
        """
        request = Request(query, dict(variables or {}), operation_name)
        _, body, _ = await self._respond(request, session or {})
        response: dict[str, Any] = msgspec.json.decode(body)
        return response

    async def _respond(self, request: Request, session: Mapping[str, str]) -> Response:
        try:
            return Response(200, await self._executor.execute(request, session))
        except RefusedError as refused:
            return refusal(400, *refused.errors)
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer and the process lives
            return refusal(500, internal("An exception that nobody expected.", trace=True))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "websocket":
            await refuse_websocket(send)
        else:
            raise NotImplementedError(f"unknown ASGI scope {scope['type']!r}")

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.open()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = _refusal(scope) or await self._answer(receive)
        except ClientGoneError:
            # Nobody reads it, but the middleware of Starlette takes an application that is silent for broken.
            response = refusal(499, RequestError("The client closed the connection.", "BAD_REQUEST"))
        await answer(send, response)

    async def _answer(self, receive: Receive) -> Response:
        body = await _read_body(receive, self._max_body_bytes)
        if body is None:
            reason = f"The request body is larger than {self._max_body_bytes} bytes."
            return refusal(413, RequestError(reason, "PAYLOAD_TOO_LARGE"))
        try:
            request = parse_request(body)
        except RefusedError as refused:
            return refusal(400, *refused.errors)
        return await self._clients.while_connected(self._respond(request, {}), receive)


def _refusal(scope: Scope) -> Response | None:
    """The answer to a request that need not be read: not a POST, or not JSON."""
    if scope["method"] != "POST":
        error = RequestError(f"GraphQL is served over POST, not {scope['method']}.", "BAD_REQUEST")
        return refusal(405, error, headers=((b"allow", b"POST"),))
    for name, value in scope["headers"]:
        if name == b"content-type":
            if value.partition(b";")[0].strip().lower() == b"application/json":
                return None
            break
    error = RequestError("The request body must have the content type application/json.", "BAD_REQUEST")
    return refusal(415, error)


async def _read_body(receive: Receive, limit: int) -> bytes | None:
    """The request's body; None where it is larger than the limit, in bytes."""
    chunks = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            return None
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)
