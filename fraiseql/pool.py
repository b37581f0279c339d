"""The pool: each request has a connection for itself (design §5).

It grows when needed, up to a limit. The connection used last is taken first, so that a quiet service
keeps few of them busy; those who wait are served in order.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from fraiseql.connection import Connection, ConnectionLostError
from fraiseql.errors import FieldError, FraiseQLError
from fraiseql.failure import stopped, unavailable

log = logging.getLogger("fraiseql")

Waiter = asyncio.Future[Connection | None]
"""Who waits gets a connection, or None: a place that is free to connect in."""


class Pool:
    """Connections to check out with `take` and to give back with `release`.

    connect: opens a connection; raises ConnectionLostError.
    limit: how many there may be.
    timeout: how many seconds `take` waits for one that is in use.
    patience: how many seconds a connection that is given back may take to become idle.
    """

    def __init__(
        self, connect: Callable[[], Awaitable[Connection]], limit: int, timeout: float, patience: float
    ) -> None:
        self._connect = connect
        self._limit = limit
        self._timeout = timeout
        self._patience = patience
        self._live: set[Connection] = set()  # in use, recovering or idle
        self._idle: list[Connection] = []
        self._connecting = 0
        self._waiters: deque[tuple[float, Waiter]] = deque()  # each with the time at which it gives up
        self._expiry: asyncio.TimerHandle | None = None
        self._recoveries: dict[Connection, asyncio.Task[None]] = {}
        self._held: dict[Connection, Callable[[], None]] = {}
        self._empty = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    async def take(self, *, checked: bool = False) -> Connection:
        """A connection that is idle, and now the caller's alone. Raises FieldError.

        checked: have the kernel say first that the server has not closed it.
        """
        if self._loop is not asyncio.get_running_loop():
            self._move()
        while self._idle:
            connection = self._idle.pop()
            if not connection.lost and (not checked or connection.check()):
                return connection
            self._live.discard(connection)
        if self.closed:
            raise unavailable("The database is closed.")
        if len(self._live) + self._connecting < self._limit:
            self._connecting += 1
            try:
                return await self._open()
            except ConnectionLostError as error:
                # Where others are connected the server may only be full: wait in line.
                if not self._live:
                    raise _out_of_reach(error) from None
        return await self._wait()

    def _move(self) -> None:
        """Begins anew on the running event loop, as where each request is an `asyncio.run` of its own."""
        if self._loop is not None and not self._loop.is_closed():
            message = "one application cannot serve two event loops at a time; make one for each"
            raise FraiseQLError(message)
        for connection in self._live:
            connection.close()
        self._live.clear()
        self._idle.clear()
        self._waiters.clear()
        self._recoveries.clear()
        self._held.clear()
        self._connecting = 0
        self._expiry = None
        self._loop = asyncio.get_running_loop()

    def hold(self, connection: Connection, stop: Callable[[], None]) -> None:
        """Notes that a connection in use also rests between its exchanges.

        stop: ends that use when the pool closes.
        """
        self._held[connection] = stop

    def release(self, connection: Connection) -> None:
        """Takes a connection back, in whatever state it is."""
        self._held.pop(connection, None)
        if connection.lost:
            # The idle ones lead to the same server, which is likely gone for them too.
            self._close_idle()
            self._discard(connection)
        elif self.closed or connection.busy or connection.in_transaction:
            recovery = self._recover(connection)
            self._recoveries[connection] = asyncio.get_running_loop().create_task(recovery)
        else:
            self._offer(connection)

    async def close(self, grace: float) -> None:
        """Closes every connection. One in use has `grace` seconds, then its statement is cancelled."""
        self.closed = True
        if self._expiry is not None:
            self._expiry.cancel()
        self._refuse_waiters(unavailable("The database is closed."))
        self._close_idle()
        if not self._live and not self._connecting:
            return
        self._empty.clear()
        try:
            async with asyncio.timeout(grace):
                await self._empty.wait()
        except TimeoutError:
            for connection in self._live - self._recoveries.keys():
                if stop := self._held.get(connection):
                    stop()
                else:
                    connection.abandon(stopped())
            await self._empty.wait()

    async def _open(self) -> Connection:
        """Connects, in a place that was counted before. Raises ConnectionLostError, FieldError."""
        try:
            connection = await self._connect()
        except ConnectionLostError:
            self._connecting -= 1
            if not self._live and not self._connecting:
                self._refuse_waiters(unavailable())
                self._empty.set()
            raise
        except BaseException:
            self._connecting -= 1
            self._vacate()
            raise
        self._connecting -= 1
        if self.closed:
            connection.close()
            self._vacate()
            raise unavailable("The database is closed.")
        self._live.add(connection)
        return connection

    async def _wait(self) -> Connection:
        loop = asyncio.get_running_loop()
        waiter: Waiter = loop.create_future()
        self._waiters.append((loop.time() + self._timeout, waiter))
        if self._expiry is None:
            self._expiry = loop.call_later(self._timeout, self._expire)
        try:
            connection = await waiter
        except asyncio.CancelledError:
            if not waiter.cancelled() and not waiter.exception():
                self._pass_on(waiter.result())
            raise
        if connection is not None:
            return connection
        try:
            return await self._open()
        except ConnectionLostError as error:
            raise _out_of_reach(error) from None

    def _pass_on(self, served: Connection | None) -> None:
        """Gives to the next in line what came in the moment in which its taker was cancelled."""
        if served is not None:
            self.release(served)
        else:
            self._connecting -= 1
            self._vacate()

    def _expire(self) -> None:
        """Refuses those who have waited too long. One timer serves all: they stand in order of time."""
        self._expiry = None
        loop = asyncio.get_running_loop()
        allowed = f"at most {self._limit} are allowed"
        message = f"No database connection became free within {self._timeout:g} s; {allowed}."
        while self._waiters:
            when, waiter = self._waiters[0]
            if not waiter.done() and when > loop.time():
                self._expiry = loop.call_at(when, self._expire)
                return
            self._waiters.popleft()
            if not waiter.done():
                waiter.set_exception(FieldError(message, "TIMEOUT"))

    def _refuse_waiters(self, error: FieldError) -> None:
        while waiter := self._next_waiter():
            waiter.set_exception(error)

    def _next_waiter(self) -> Waiter | None:
        while self._waiters:
            _, waiter = self._waiters.popleft()
            if not waiter.done():
                return waiter
        return None

    def _close_idle(self) -> None:
        while self._idle:
            connection = self._idle.pop()
            connection.close()
            self._discard(connection)

    def _offer(self, connection: Connection) -> None:
        if waiter := self._next_waiter():
            waiter.set_result(connection)
        else:
            self._idle.append(connection)

    def _discard(self, connection: Connection) -> None:
        self._live.discard(connection)
        self._vacate()

    def _vacate(self) -> None:
        """Gives a place that became free to the first in line."""
        if waiter := self._next_waiter():
            self._connecting += 1
            waiter.set_result(None)
        elif not self._live and not self._connecting:
            self._empty.set()

    async def _recover(self, connection: Connection) -> None:
        await connection.recover(self._patience)
        del self._recoveries[connection]
        if self.closed or connection.in_transaction:
            connection.close()
        if connection.lost:
            self._discard(connection)
        else:
            self._offer(connection)


def _out_of_reach(error: ConnectionLostError) -> FieldError:
    log.warning("The database cannot be reached: %s", error)
    return unavailable()
