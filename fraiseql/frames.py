"""Clients whose request has a head that never ends, which uvicorn with httptools would keep for ever.

The other parser of uvicorn, h11, has a limit of its own for the size.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 65_536
"""Bytes in which something of a request must be complete: its head, or a piece of its body."""

PATIENCE = 30.0
"""Seconds in which it must be complete, from its first byte on; the first head, from the connection on."""


def _refusal(status: bytes, reason: bytes) -> bytes:
    head = b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close" % len(reason)
    return b"HTTP/1.1 %s\r\n%s\r\n\r\n%s" % (status, head, reason)


class BoundedProtocol(HttpToolsProtocol):
    """One connection. Whoever completes nothing, in `MAX_HEAD` bytes or `PATIENCE` seconds, is cut off."""

    _incomplete = 0  # bytes
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(PATIENCE, self._be_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone, or was sent away."""
        self._complete()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes arrived."""
        self._incomplete += len(data)
        super().data_received(data)
        if not self._incomplete or self.transport.is_closing():
            return
        if self._incomplete > MAX_HEAD:
            reason = b"The request's head is larger than %d bytes." % MAX_HEAD
            self._cut_off(_refusal(b"431 Request Header Fields Too Large", reason))
        elif self._timer is None:
            self._timer = self.loop.call_later(PATIENCE, self._be_late)

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._complete()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body is complete."""
        self._complete()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._complete()
        super().on_message_complete()

    def _complete(self) -> None:
        self._incomplete = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _be_late(self) -> None:
        self._timer = None
        # uvicorn's types do not say that there is no cycle before the first request.
        if self.cycle is not None and not self.cycle.response_complete:  # type: ignore[redundant-expr]
            # The request before, which the client did not wait for, is still being answered.
            self._timer = self.loop.call_later(PATIENCE, self._be_late)
            return
        reason = b"The request's head did not arrive within %g s." % PATIENCE
        self._cut_off(_refusal(b"408 Request Timeout", reason) if self._incomplete else b"")

    def _cut_off(self, refusal: bytes) -> None:
        self.transport.write(refusal)
        self.transport.close()
