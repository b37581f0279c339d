"""HTTP requests handled: head, body, session, execution, response."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from fraiseql.asgi import ClientGoneError, Receive, Response, Scope, read_body
from fraiseql.clients import Clients
from fraiseql.conditional import conditional
from fraiseql.cors import Cors
from fraiseql.deadline import Deadline
from fraiseql.documents import read_id
from fraiseql.errors import RefusedError, RequestError
from fraiseql.execute import Executor
from fraiseql.failure import unexpected
from fraiseql.http import (
    SAFE,
    Headers,
    accepted,
    answer_options,
    check,
    complete,
    read_headers,
    refusal,
)
from fraiseql.negotiate import JSON
from fraiseql.request import Request, parse_query_string, parse_request
from fraiseql.respond import Result
from fraiseql.session import SessionSource, read_session

Page: TypeAlias = Callable[[Scope, Headers], Response | None]
"""Answers a GET or HEAD request that is not GraphQL; None for one that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """Answers HTTP requests. Its fields are described at `FraiseQL`."""

    executor: Executor
    session: SessionSource | None = None
    cors: Cors | None = None
    page: Page | None = None
    max_body_bytes: int
    body_deadline: Deadline
    clients: Clients = field(default_factory=Clients)

    async def respond(self, scope: Scope, receive: Receive) -> Response:
        """The response to any HTTP request."""
        headers: Headers = {}
        media = JSON
        try:
            headers = read_headers(scope)
            if scope["method"] == "OPTIONS":
                response = answer_options(headers, self.cors)
            elif (page := self._page(scope, headers)) is not None:
                response = page
            else:
                media = accepted(headers)
                check(scope, headers, self.cors)
                request = await self._read(scope, receive)
                result = await self.clients.while_connected(self._execute(request, scope), receive)
                response = Response(200, result.body, media)
                if scope["method"] in SAFE and read_id(request) is not None and not result.failed:
                    private = self.session is not None
                    response = conditional(response, headers.get(b"if-none-match"), private=private)
        except RefusedError as refused:
            response = refusal(*refused.errors, media=media)
        except ClientGoneError:
            # Nobody reads it, but the middleware of Starlette takes an application that is silent for broken.
            response = Response(499)
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer and the process lives
            response = refusal(unexpected(), media=media)
        return complete(response, scope, headers, self.cors)

    def _page(self, scope: Scope, headers: Headers) -> Response | None:
        return self.page(scope, headers) if self.page is not None and scope["method"] in SAFE else None

    async def _read(self, scope: Scope, receive: Receive) -> Request:
        if scope["method"] in SAFE:
            return parse_query_string(scope["query_string"])
        try:
            body = await self.body_deadline.keep(read_body(receive, self.max_body_bytes))
        except TimeoutError:
            reason = f"The request body did not arrive within {self.body_deadline.seconds:g} s."
            raise RefusedError(RequestError(reason, "REQUEST_TIMEOUT")) from None
        if body is None:
            reason = f"The request body is larger than {self.max_body_bytes} bytes."
            raise RefusedError(RequestError(reason, "PAYLOAD_TOO_LARGE"))
        return parse_request(body)

    async def _execute(self, request: Request, scope: Scope) -> Result:
        session = await read_session(self.session, scope) if self.session is not None else {}
        return await self.executor.execute(request, session, read_only=scope["method"] in SAFE)
