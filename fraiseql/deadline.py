"""A time limit for work that is nearly always quick. `asyncio.timeout` costs more than such work itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

T = TypeVar("T")


class Deadline:
    """Ends what takes too long. One timer serves all that is under way.

    seconds: how long it may take, more than 0. Raises ValueError.
    """

    def __init__(self, seconds: float) -> None:
        if seconds <= 0:
            raise ValueError(f"a time limit must be greater than 0 s, not {seconds:g}")
        self.seconds = seconds
        self._until: dict[asyncio.Task[Any], float] = {}  # the first ends first
        self._late: set[asyncio.Task[Any]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None  # where the timer runs, if one does

    async def keep(self, work: Awaitable[T]) -> T:
        """What the work yields. Where it takes too long it is cancelled: raises TimeoutError."""
        task = asyncio.current_task()
        assert task is not None
        loop = task.get_loop()
        self._until[task] = loop.time() + self.seconds
        if self._loop is not loop:
            self._loop = loop
            loop.call_later(self.seconds, self._end_late)
        try:
            return await work
        except asyncio.CancelledError:
            if task in self._late and task.uncancel() == 0:
                raise TimeoutError from None
            raise
        finally:
            self._until.pop(task, None)
            self._late.discard(task)

    def _end_late(self) -> None:
        assert self._loop is not None
        now = self._loop.time()
        for task, until in list(self._until.items()):
            if until > now:
                self._loop.call_at(until, self._end_late)
                return
            del self._until[task]
            self._late.add(task)
            task.cancel()
        self._loop = None
