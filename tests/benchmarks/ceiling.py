"""The ceiling: the least an ASGI app can do to answer from the same rows.

It speaks no GraphQL. The form of the body says which of two prepared statements to run; the rows' bytes are
joined and sent as they are. What FraiseQL adds is everything between this and a GraphQL answer.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque

import msgspec
from psycopg import pq

from fraiseql.asgi import Message, Receive, Send
from tests.benchmarks.serve import CONNECTIONS, DATABASE

STATEMENTS = {
    b"post": b"SELECT t.data FROM public.tv_post AS t WHERE t.id = $1::uuid LIMIT 2",
    b"posts": b"SELECT t.data FROM public.tv_post AS t ORDER BY t.views DESC, t.id LIMIT $1::int8",
}
"""What the plans of FraiseQL say for the same requests."""


class Variables(msgspec.Struct):
    """What the requests of the benchmark vary."""

    id: str | None = None
    limit: int | None = None


class Body(msgspec.Struct):
    """A request's body; its document is not looked at."""

    variables: Variables


class Connection:
    """One libpq connection with its statements prepared, and one reader on the event loop."""

    def __init__(self, conninfo: str) -> None:
        self.pgconn = pq.PGconn.connect(conninfo.encode())
        assert self.pgconn.status == pq.ConnStatus.OK, self.pgconn.get_error_message()
        for name, sql in STATEMENTS.items():
            prepared = self.pgconn.prepare(name, sql)
            assert prepared.status == pq.ExecStatus.COMMAND_OK, prepared.get_error_message()
        self.pgconn.nonblocking = 1
        self.loop = asyncio.get_running_loop()
        self.loop.add_reader(self.pgconn.socket, self.readable)
        self.answer: asyncio.Future[list[bytes]] | None = None

    def run(self, name: bytes, value: bytes) -> asyncio.Future[list[bytes]]:
        """The first column of the rows of a prepared statement. One statement at a time."""
        self.answer = self.loop.create_future()
        self.pgconn.send_query_prepared(name, [value])
        self.pgconn.flush()  # a few dozen bytes always fit into the socket's buffer
        return self.answer

    def readable(self) -> None:
        """Collects the result once all of it is here."""
        self.pgconn.consume_input()
        if self.answer is None or self.pgconn.is_busy():
            return
        result = self.pgconn.get_result()
        assert result is not None
        assert result.status == pq.ExecStatus.TUPLES_OK, result.get_error_message()
        while self.pgconn.get_result():
            pass
        answer, self.answer = self.answer, None
        answer.set_result([result.get_value(row, 0) or b"null" for row in range(result.ntuples)])


class Ceiling:
    """The app. Its connections open at startup; who finds none idle waits in a queue."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self.decoder = msgspec.json.Decoder(Body)
        self.idle: list[Connection] = []
        self.waiting: deque[asyncio.Future[Connection]] = deque()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serves one connection's lifespan or one request."""
        if scope["type"] == "lifespan":
            await self.lifespan(receive, send)
            return
        message = await receive()
        body: bytes = message["body"]
        while message.get("more_body"):
            message = await receive()
            body += message["body"]
        variables = self.decoder.decode(body).variables
        if variables.id is not None:
            rows = await self.run(b"post", variables.id.encode())
            content = b'{"data":{"post":' + (rows[0] if rows else b"null") + b"}}"
        else:
            rows = await self.run(b"posts", str(variables.limit).encode())
            content = b'{"data":{"posts":[' + b",".join(rows) + b"]}}"
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def lifespan(self, receive: Receive, send: Send) -> None:
        """Opens the connections, and closes them at the end."""
        await receive()
        self.idle = [Connection(self.conninfo) for _ in range(CONNECTIONS)]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for connection in self.idle:
            connection.loop.remove_reader(connection.pgconn.socket)
            connection.pgconn.finish()
        await send({"type": "lifespan.shutdown.complete"})

    async def run(self, name: bytes, value: bytes) -> list[bytes]:
        """Runs a statement on the next free connection."""
        if self.idle:
            connection = self.idle.pop()
        else:
            turn: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
            self.waiting.append(turn)
            connection = await turn
        try:
            return await connection.run(name, value)
        finally:
            if self.waiting:
                self.waiting.popleft().set_result(connection)
            else:
                self.idle.append(connection)


def create() -> Ceiling:
    """The app, for the database of the benchmark."""
    return Ceiling(os.environ[DATABASE])
