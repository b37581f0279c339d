"""What ASGI passes around, and the answers given over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]
"""Headers, by name and value."""

_BODILESS = (204, 304)
"""Statuses of responses that have neither a body nor its length."""


class ClientGoneError(Exception):
    """The client closed the connection; nobody waits for an answer."""


class Response(NamedTuple):
    """An HTTP response. media: the type of its body. headers: besides content-type and content-length."""

    status: int
    body: bytes = b""
    media: bytes = b"application/json"
    headers: Headers = ()


async def answer(send: Send, response: Response, *, head: bool = False) -> None:
    """Sends a response, to a HEAD request without its body; to a client that is gone, nothing."""
    status, body, media, headers = response
    if status not in _BODILESS:
        own = (b"content-type", media + b"; charset=utf-8"), (b"content-length", b"%d" % len(body))
        headers = own + headers
    with suppress(OSError):  # what a server may raise where the client is gone
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b"" if head else body})


async def read_body(receive: Receive, limit: int) -> bytes | None:
    """A request's body; None where it is larger than the limit, in bytes. Raises ClientGoneError."""
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


async def run_lifespan(
    start: Callable[[], Awaitable[None]], stop: Callable[[], Awaitable[None]], receive: Receive, send: Send
) -> None:
    """Starts an application when the server starts, and stops it when the server stops."""
    await receive()
    await start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await stop()
    await send({"type": "lifespan.shutdown.complete"})


async def refuse_websocket(send: Send) -> None:
    """Ends a WebSocket before it begins."""
    await send({"type": "websocket.close", "code": 1003, "reason": "GraphQL is served over GET and POST."})
