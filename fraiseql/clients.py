"""Clients that go away: the work that is done for them is cancelled (design §5)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from fraiseql.asgi import ClientGoneError, Receive

T = TypeVar("T")

WATCH_AFTER = 0.05
"""Seconds after which a running request looks whether its client is still there. Most end before."""


class Clients:
    """Watches the clients of an application's requests. One timer serves all: most requests are short."""

    def __init__(self) -> None:
        self._unwatched: dict[asyncio.Task[Any], Receive] = {}
        self._watching: dict[asyncio.Task[Any], asyncio.Task[None]] = {}
        self._gone: set[asyncio.Task[Any]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None  # where the timer runs, if one does

    async def while_connected(self, work: Awaitable[T], receive: Receive) -> T:
        """What the work yields. Where the client goes away first, it is cancelled: raises ClientGoneError."""
        task = asyncio.current_task()
        assert task is not None
        self._unwatched[task] = receive
        loop = task.get_loop()
        if self._loop is not loop:
            self._loop = loop
            loop.call_later(WATCH_AFTER, self._watch_all)
        try:
            return await work
        except asyncio.CancelledError:
            if task in self._gone and task.uncancel() == 0:
                raise ClientGoneError from None
            raise
        finally:
            if self._unwatched.pop(task, None) is None:
                self._watching.pop(task).cancel()
                self._gone.discard(task)

    def _watch_all(self) -> None:
        self._loop = None
        for task, receive in self._unwatched.items():
            self._watching[task] = task.get_loop().create_task(self._watch(task, receive))
        self._unwatched.clear()

    async def _watch(self, task: asyncio.Task[Any], receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._gone.add(task)
        task.cancel()
