"""Listening and serving, where no process is needed to see it."""

from __future__ import annotations

import asyncio
import socket
import sys

import pytest
import uvicorn

from fraiseql.asgi import Receive, Scope, Send
from fraiseql.serve import listen, run, run_fast


def test_what_is_sent_in_two_parts_does_not_wait_for_an_acknowledgement() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(("installed", "module"), [(True, "httptools_impl"), (False, "h11_impl")])
def test_httptools_parses_where_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, installed: bool, module: str
) -> None:
    seen = []

    class Seen(uvicorn.Server):
        async def serve(self, sockets: list[socket.socket] | None = None) -> None:
            self.config.load()
            seen.append([each.__module__.split(".")[-1] for each in self.config.http_protocol_class.__mro__])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise NotImplementedError

    async def main() -> None:
        with listen("127.0.0.1", 0) as listener:
            await run(app, listener)

    if not installed:
        monkeypatch.setitem(sys.modules, "fraiseql.frames", None)
    monkeypatch.setattr(uvicorn, "Server", Seen)
    asyncio.run(main())
    assert module in seen[0]


@pytest.mark.parametrize(("installed", "loops"), [(True, "uvloop"), (False, "asyncio")])
def test_uvloop_runs_it_where_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, installed: bool, loops: str
) -> None:
    seen = []

    async def main() -> None:
        seen.append(type(asyncio.get_running_loop()).__module__.split(".")[0])

    if not installed:
        monkeypatch.setitem(sys.modules, "uvloop", None)
    run_fast(main())
    assert seen == [loops]
