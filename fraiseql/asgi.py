"""What ASGI passes around, and the answers given over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

from fraiseql.errors import FieldError, RequestError
from fraiseql.respond import refuse

Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


class Response(NamedTuple):
    """An HTTP response. headers: besides content-type and content-length."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


def refusal(
    status: int, *errors: RequestError | FieldError, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> Response:
    """The response to a request that was not executed."""
    return Response(status, refuse(errors), headers)


async def answer(send: Send, response: Response) -> None:
    """Sends a response; to a client that is gone, nothing."""
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(response.body)).encode()),
        *response.headers,
    ]
    with suppress(OSError):  # what a server may raise where the client is gone
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})


async def refuse_websocket(send: Send) -> None:
    """Ends a WebSocket before it begins."""
    await send({"type": "websocket.close", "code": 1003, "reason": "GraphQL is served over POST."})
