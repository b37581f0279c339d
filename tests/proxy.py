"""A network between a client and PostgreSQL that counts round trips, and that can fail.

It forwards bytes and knows nothing of the protocol, so it counts what really goes over the wire.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict


class Proxy:
    """A running proxy.

    url: the database, by way of the proxy.
    sent: what the client said in each round trip, that is, since the server last spoke, over all
        connections (`tests.wire` reads it).
    forwarding: cleared, nothing gets through in any direction.
    deaf: set, what the server says is swallowed.
    garble: set, what the server says arrives as nonsense.
    """

    def __init__(self, target: dict[str, str]) -> None:
        self.url = ""
        self.sent: list[bytearray] = []
        self.forwarding = asyncio.Event()
        self.forwarding.set()
        self.deaf = False
        self.garble = False
        self.server: asyncio.Server
        self.tasks: set[asyncio.Future[None] | None] = set()
        self._target = target
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def round_trips(self) -> int:
        """How many there were."""
        return len(self.sent)

    def refuse(self) -> None:
        """Takes no more connections."""
        self.server.close()

    def cut(self) -> None:
        """Breaks every connection, at both ends, without a word."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forwards one connection until an end closes it."""
        self.tasks.add(asyncio.current_task())
        host, port = self._target["host"], int(self._target.get("port", 5432))
        if host.startswith("/"):
            server_reader, server_writer = await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        else:
            server_reader, server_writer = await asyncio.open_connection(host, port)
        pair = {writer, server_writer}
        self._writers |= pair
        client_spoke = False

        async def upstream() -> None:
            nonlocal client_spoke
            while data := await reader.read(1 << 16):
                await self.forwarding.wait()
                if not client_spoke:
                    self.sent.append(bytearray())
                client_spoke = True
                self.sent[-1] += data
                server_writer.write(data)

        async def downstream() -> None:
            nonlocal client_spoke
            while data := await server_reader.read(1 << 16):
                await self.forwarding.wait()
                client_spoke = False
                if not self.deaf:
                    writer.write(bytes(len(data)) if self.garble else data)

        tasks = [asyncio.ensure_future(upstream()), asyncio.ensure_future(downstream())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for end in pair:
                end.close()
            self._writers -= pair


@asynccontextmanager
async def proxied(url: str, *, tcp: bool = False) -> AsyncIterator[Proxy]:
    """A proxy before the database at `url`, on a unix socket, or on a port of `localhost`."""
    words = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    words.setdefault("host", "localhost")
    proxy = Proxy(words)
    with tempfile.TemporaryDirectory(prefix="fraiseql-proxy-") as directory:
        if tcp:
            proxy.server = await asyncio.start_server(proxy.serve, "localhost", 0)
            address = {"host": "localhost", "port": str(proxy.server.sockets[0].getsockname()[1])}
        else:
            proxy.server = await asyncio.start_unix_server(proxy.serve, f"{directory}/.s.PGSQL.5432")
            address = {"host": directory, "port": "5432"}
        query = urlencode({**words, **address}, quote_via=quote, safe="")
        proxy.url = f"postgresql:///?{query}"
        try:
            yield proxy
        finally:
            proxy.server.close()
            proxy.forwarding.set()
            proxy.cut()
            await asyncio.gather(*filter(None, proxy.tasks), return_exceptions=True)
