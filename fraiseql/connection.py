"""One connection to PostgreSQL, driven through libpq on the event loop (design §5).

The connection is always in pipeline mode. An exchange puts all its statements into one flush, and
its answer is complete when every sync has come back, so it costs one network round trip. One reader
stays registered for the life of the connection, so a server that goes away is seen at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import psycopg
from psycopg import pq
from psycopg.pq.abc import PGcancelConn, PGconn, PGresult

log = logging.getLogger("fraiseql")

# Plain integers: this module compares them for every result.
TUPLES_OK = int(pq.ExecStatus.TUPLES_OK)
FATAL_ERROR = int(pq.ExecStatus.FATAL_ERROR)
PIPELINE_ABORTED = int(pq.ExecStatus.PIPELINE_ABORTED)
_CONNECTED = int(pq.ConnStatus.OK)
_PIPELINE_SYNC = int(pq.ExecStatus.PIPELINE_SYNC)
_COMMAND_OK = int(pq.ExecStatus.COMMAND_OK)
_IDLE = int(pq.TransactionStatus.IDLE)

_MAX_KEPT_SQL = 8_000  # characters: the server needs about 50 bytes for each, as long as it is prepared
_CANCEL_AGAIN = 0.005  # seconds until the second cancel request; each pause is twice the one before


class ConnectionLostError(Exception):
    """The connection broke, or could not be made. The message is libpq's; it is for the log."""


class NoAnswerError(Exception):
    """The server was given its time and more, and did not answer."""


class Wire(NamedTuple):
    """A statement as libpq takes it."""

    sql: str
    parameters: list[bytes | None]


class Connection:
    """A connection for one exchange at a time. `connect` makes one."""

    def __init__(self, pgconn: PGconn, max_prepared: int) -> None:
        self.lost = False
        self._pgconn = pgconn
        self._loop = asyncio.get_running_loop()
        self._socket = pgconn.socket
        self._prepared: OrderedDict[str, bytes] = OrderedDict()
        self._max_prepared = max_prepared
        self._names = 0
        self._unwanted: list[bytes] = []  # names to close on the server with the next exchange
        self._extra: dict[int, str | None] = {}  # results that are not a statement's: index → SQL prepared
        self._results: list[PGresult] = []
        self._syncs = 0  # how many are still to come
        self._sending = False  # whether some of the statements wait for the socket
        self._waiter: asyncio.Future[list[PGresult]] | None = None
        self._deadline = 0.0
        self._guard: asyncio.TimerHandle | None = None
        pgconn.notice_handler = _log_notice
        pgconn.nonblocking = 1
        pgconn.enter_pipeline_mode()
        self._loop.add_reader(self._socket, self._progress)

    @property
    def busy(self) -> bool:
        """Whether answers are still to come."""
        return self._syncs > 0

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open, failed or not."""
        return not self.lost and self._pgconn.transaction_status != _IDLE

    async def set_up(self, settings: Mapping[str, str], patience: float) -> None:
        """Sets PostgreSQL settings for the life of the connection. Raises as `exchange` does."""
        names = ", ".join(f"set_config('{name}', ${n}::text, false)" for n, name in enumerate(settings, 1))
        values: list[bytes | None] = [value.encode() for value in settings.values()]
        [result] = await self.exchange([[Wire(f"SELECT {names}", values)]], patience)
        if result.status != TUPLES_OK:
            raise ConnectionLostError(result.get_error_message())

    async def exchange(self, segments: Sequence[Sequence[Wire]], patience: float) -> list[PGresult]:
        """Sends all the statements at once; returns one result for each, in order.

        Each segment ends with a sync: where a statement fails, the rest of its segment is skipped
        (PIPELINE_ABORTED). Raises ConnectionLostError, and NoAnswerError after `patience` seconds.
        Where it is left before its answers have come, cancelled say, they must be waited for: `recover`.
        """
        loop = self._loop
        self._deadline = loop.time() + patience
        if self._guard is None or self._guard.when() > self._deadline:
            self._set_guard(self._deadline)
        waiter: asyncio.Future[list[PGresult]] = loop.create_future()
        self._waiter = waiter
        try:
            self._send(segments)
        except psycopg.OperationalError as error:
            self._lose(str(error))
            self.abandon(ConnectionLostError(str(error)))  # it may have been lost before
        return await waiter

    def check(self) -> bool:
        """Whether the connection is alive as far as the kernel knows. Call it while idle."""
        # A server that shut down has sent its last words and then the end of the stream.
        self._progress()
        self._progress()
        return not self.lost

    def forget_statements(self) -> None:
        """Prepares every statement anew when it is next used."""
        self._unwanted += self._prepared.values()
        self._prepared.clear()

    def abandon(self, error: Exception) -> None:
        """Makes the exchange under way raise this error at once. `recover` must follow."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(error)

    async def recover(self, patience: float) -> None:
        """Stops what still runs, and rolls back; closes the connection if that takes too long."""
        try:
            async with asyncio.timeout(patience):
                pause = _CANCEL_AGAIN
                while self._syncs:  # a cancel request that meets the gap between two statements does nothing
                    await self._cancel()
                    await asyncio.sleep(pause)
                    pause *= 2
                # A round trip even if there is nothing to roll back: a cancel request that came late
                # is then spent.
                await self.exchange([[Wire("ROLLBACK", [])] if self.in_transaction else []], patience)
        except (ConnectionLostError, NoAnswerError, TimeoutError):
            self.close()

    def close(self) -> None:
        """Closes the connection. What the server does of its own accord is not waited for."""
        self._lose("closed")

    def _send(self, segments: Sequence[Sequence[Wire]]) -> None:
        pgconn = self._pgconn
        prepared = self._prepared
        self._results = []
        self._syncs = len(segments)
        sent = 0
        if self._unwanted:
            for name in self._unwanted:
                pgconn.send_close_prepared(name)
                self._extra[sent] = None
                sent += 1
            self._unwanted = []
        for segment in segments:
            for sql, parameters in segment:
                name = prepared.get(sql, b"")
                if name:
                    prepared.move_to_end(sql)
                else:
                    name = self._prepare(sql)
                    self._extra[sent] = sql
                    sent += 1
                pgconn.send_query_prepared(name, parameters)
                sent += 1
            pgconn.pipeline_sync()
        if pgconn.flush():
            self._sending = True
            self._loop.add_writer(self._socket, self._progress)

    def _prepare(self, sql: str) -> bytes:
        if len(sql) > _MAX_KEPT_SQL:
            self._pgconn.send_prepare(b"", sql.encode())  # the server keeps it until the next of its kind
            return b""
        # The oldest is closed with the next exchange: this one may still use it.
        if len(self._prepared) >= self._max_prepared:
            self._unwanted.append(self._prepared.popitem(last=False)[1])
        self._names += 1
        name = b"f%d" % self._names
        self._pgconn.send_prepare(name, sql.encode())
        self._prepared[sql] = name
        return name

    def _progress(self) -> None:
        """Sends and receives what can be; the event loop calls it when the socket is ready."""
        pgconn = self._pgconn
        try:
            if self._sending and not pgconn.flush():
                self._sending = False
                self._loop.remove_writer(self._socket)
            pgconn.consume_input()
            while not pgconn.is_busy() and self._syncs:
                result = pgconn.get_result()
                if result is None:  # the end of one statement's results, or of everything
                    if pgconn.status != _CONNECTED:
                        self._lose(pgconn.get_error_message())
                        return
                elif result.status == _PIPELINE_SYNC:
                    self._syncs -= 1
                    if not self._syncs:
                        self._finish()
                else:
                    self._results.append(result)
        except psycopg.OperationalError as error:
            self._lose(str(error))

    def _finish(self) -> None:
        results = self._results
        if self._extra:
            for index, sql in self._extra.items():
                if sql is not None and results[index].status != _COMMAND_OK:
                    self._prepared.pop(sql, None)
            # A statement that could not be prepared has failed with the error of its preparation.
            for index, sql in self._extra.items():
                if sql is not None and results[index].status == FATAL_ERROR:
                    results[index + 1] = results[index]
            results = [result for index, result in enumerate(results) if index not in self._extra]
            self._extra = {}
        self._results = []
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(results)

    def _lose(self, reason: str) -> None:
        if self.lost:
            return
        for result in self._results:
            if result.status == FATAL_ERROR:  # the server's last words say more than libpq
                reason = result.get_error_message()
        self.lost = True
        self._syncs = 0
        self._results = []
        if not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
        self._pgconn.finish()
        if self._guard is not None:
            self._guard.cancel()
        self.abandon(ConnectionLostError(reason.strip()))

    def _set_guard(self, when: float) -> None:
        if self._guard is not None:
            self._guard.cancel()
        self._guard = self._loop.call_at(when, self._check_deadline)

    def _check_deadline(self) -> None:
        # One timer serves many exchanges: it is not set anew for each, only when it went off early.
        self._guard = None
        if self._syncs and self._loop.time() >= self._deadline:
            self.abandon(NoAnswerError())
        elif self._syncs:
            self._set_guard(self._deadline)

    async def _cancel(self) -> None:
        request = self._pgconn.cancel_conn()
        try:
            request.start()
            await poll(request, request.poll)
        except psycopg.OperationalError as error:
            log.warning("A statement could not be cancelled: %s", error)
        finally:
            request.finish()


def _log_notice(notice: PGresult) -> None:
    log.debug("PostgreSQL says: %s", notice.get_error_message())


async def poll(handle: PGconn | PGcancelConn, step: Callable[[], int]) -> None:
    """Polls a connection that is being made until it is. Raises psycopg.OperationalError."""
    failed = handle.status == pq.ConnStatus.BAD
    state: int = pq.PollingStatus.FAILED if failed else pq.PollingStatus.WRITING
    while state != pq.PollingStatus.OK:
        if state == pq.PollingStatus.FAILED:
            raise psycopg.OperationalError(handle.get_error_message())
        await _ready(handle.socket, writing=state == pq.PollingStatus.WRITING)
        state = step()


async def _ready(descriptor: int, *, writing: bool) -> None:
    loop = asyncio.get_running_loop()
    event = asyncio.Event()
    (loop.add_writer if writing else loop.add_reader)(descriptor, event.set)
    try:
        await event.wait()
    finally:
        (loop.remove_writer if writing else loop.remove_reader)(descriptor)
