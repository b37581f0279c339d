"""Serving an ASGI app from the command line, with uvicorn."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from fraiseql.asgi import App
from fraiseql.errors import FraiseQLError

GRACE = 30
"""Seconds that requests have to finish once the server is told to end. Then they are cancelled."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises FraiseQLError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise FraiseQLError(f"cannot listen on {host}, port {port}: {error}") from None
    # What it accepts inherits this. asyncio does not set it on sockets it did not make, and without it
    # the body of an answer waits up to 40 ms for the client to acknowledge the head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def address(listener: socket.socket) -> str:
    """The URL of what listens."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


async def run(app: App, listener: socket.socket, *, lifespan: Literal["on", "off"] = "on") -> None:
    """Serves until a signal ends it; requests in flight have `GRACE` seconds to finish.

    Raises FraiseQLError where uvicorn is not installed.
    """
    try:
        import uvicorn
    except ImportError:
        raise FraiseQLError("serving needs uvicorn: pip install 'fraiseql[serve]'") from None

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """The original raises the signal again at the end, before what is around it has cleaned up."""
            yield

    config = uvicorn.Config(
        app, http=_protocol(), lifespan=lifespan, log_level="warning", timeout_graceful_shutdown=GRACE
    )
    logging.getLogger("uvicorn.error").addFilter(_is_no_cancellation)
    server = Server(config)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    await server.serve([listener])


def run_fast(main: Coroutine[Any, Any, None]) -> None:
    """Runs a coroutine as `asyncio.run` does, on uvloop where that is installed."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        asyncio.run(main)
        return
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(main)


def _protocol() -> type[asyncio.Protocol] | Literal["h11"]:
    """What parses HTTP: httptools where it is installed, which is faster."""
    try:
        from fraiseql.frames import BoundedProtocol
    except ImportError:
        return "h11"
    return BoundedProtocol


def _is_no_cancellation(record: logging.LogRecord) -> bool:
    """Whether a record of the log is about anything but the end of a request whose time was over."""
    return record.exc_info is None or not isinstance(record.exc_info[1], asyncio.CancelledError)
