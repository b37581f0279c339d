"""Clients whose request has a head without end, which uvicorn with httptools would keep in memory.

The other parser of uvicorn, h11, has a limit of its own.
"""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 65_536
"""Bytes in which something of a request must be complete: its head, or a piece of its body."""

_REASON = b"The request's head is larger than %d bytes." % MAX_HEAD
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (len(_REASON), _REASON)
)


class BoundedProtocol(HttpToolsProtocol):
    """One connection. Whoever sends more than `MAX_HEAD` bytes that complete nothing is cut off."""

    _incomplete = 0

    def data_received(self, data: bytes) -> None:
        """Bytes arrived."""
        self._incomplete += len(data)
        super().data_received(data)
        if self._incomplete > MAX_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._incomplete = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body is complete."""
        self._incomplete = 0
        super().on_body(body)
