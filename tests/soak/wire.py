"""HTTP on bare sockets: requests as bytes, so that they can be wrong in any way."""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec

PATIENCE = 30.0
"""Seconds after which an answer counts as missing."""


class NoAnswerError(Exception):
    """The server closed the connection, or said nothing."""


class Answer(NamedTuple):
    """What the server said."""

    status: int
    body: bytes
    head: bytes


def post(body: bytes, accept: str = "application/json") -> bytes:
    """A request with this body."""
    head = f"POST / HTTP/1.1\r\nhost: soak\r\ncontent-type: application/json\r\naccept: {accept}\r\n"
    return b"%scontent-length: %d\r\n\r\n%s" % (head.encode(), len(body), body)


def ask(query: str | None, **members: object) -> bytes:
    """A request for a document, if it is given, with more members of the body."""
    return post(msgspec.json.encode(members if query is None else {"query": query, **members}))


def get(headers: str = "", **parameters: str) -> bytes:
    """A GET request. headers: with their line ends."""
    return f"GET /?{urlencode(parameters)} HTTP/1.1\r\nhost: soak\r\n{headers}\r\n".encode()


class Client:
    """One connection at a time, which is opened when it is needed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, *parts: bytes, pause: float = 0) -> None:
        """Sends these bytes, with pauses between them."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        for number, part in enumerate(parts):
            if number:
                await asyncio.sleep(pause)
            self._streams[1].write(part)

    async def receive(self) -> Answer:
        """The answer. Raises NoAnswerError."""
        assert self._streams is not None
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._read(self._streams[0])
        except TimeoutError:
            raise NoAnswerError(f"no answer within {PATIENCE:g} s") from None
        except (OSError, asyncio.IncompleteReadError) as error:
            raise NoAnswerError(repr(error)) from None

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = await reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        length = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0] or b"0")
        body = await reader.readexactly(length)
        if b"connection: close" in lower:
            self.close()
        return Answer(int(head[9:12]), body, head)

    async def exchange(self, request: bytes) -> Answer:
        """Sends a request and returns the answer. Raises NoAnswerError."""
        await self.send(request)
        return await self.receive()

    def close(self, *, abruptly: bool = False) -> None:
        """Closes the connection, if there is one; abruptly: with a reset, and what was not sent is lost."""
        if self._streams is not None:
            writer = self._streams[1]
            if abruptly:
                writer.transport.abort()
            else:
                writer.close()
            self._streams = None
