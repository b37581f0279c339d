"""The database: reads and commands, each in one network round trip (design §5).

A statement that fails is answered with a `FieldError`; `fraiseql.failure` says what is in it.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import TypeAlias, get_args

from psycopg.pq import DiagnosticField
from psycopg.pq.abc import PGresult

from fraiseql.connect import check_conninfo, connect
from fraiseql.connection import (
    FATAL_ERROR,
    PIPELINE_ABORTED,
    TUPLES_OK,
    Connection,
    ConnectionLostError,
    NoAnswerError,
    Wire,
)
from fraiseql.errors import FieldError
from fraiseql.failure import field_error, is_stale, unavailable, unknown_outcome
from fraiseql.plan import Isolation
from fraiseql.pool import Pool
from fraiseql.sqlstate import RETRIED
from fraiseql.statement import Rows, Statement
from fraiseql.transaction import Transaction
from fraiseql.wires import first_failure, rows_of, settings_wire, wires_of

__all__ = ["Database", "Rows", "Statement"]

log = logging.getLogger("fraiseql")

_BEGIN = Wire("BEGIN READ WRITE", [])
_BEGIN_AT: dict[Isolation | None, Wire] = {None: _BEGIN} | {
    level: Wire(f"BEGIN ISOLATION LEVEL {level.replace('_', ' ')} READ WRITE", [])
    for level in get_args(Isolation)
}
# All the fields of a query see one snapshot.
_BEGIN_READ = Wire("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", [])
_COMMIT = Wire("COMMIT", [])
_ROLLBACK = Wire("ROLLBACK", [])
_SAVEPOINT = Wire("SAVEPOINT fraiseql", [])
_TO_SAVEPOINT = Wire("ROLLBACK TO SAVEPOINT fraiseql", [])
_CLOCK = Wire("SELECT extract(epoch FROM clock_timestamp())", [])

Laps: TypeAlias = list[float | None]
"""Milliseconds on the server of each of some statements; None where it failed or was not run."""

_GRACE = 5.0  # seconds a server has, beyond its own timeouts, before the network is taken to hang


class Database:
    """A PostgreSQL database, reached when it is first asked.

    conninfo: a URL or any other connection string of libpq.
    max_connections: how many there may be at a time.
    statement_timeout, connect_timeout, acquire_timeout: seconds for a statement, for connecting, and
        for the wait until a connection is free.
    setting_prefix: the session's `user_id` is PostgreSQL's setting `<prefix>.user_id`. Where a session
        lacks a name, the setting is null or empty.

    Raises FraiseQLError where the connection string is malformed.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        max_connections: int = 10,
        statement_timeout: float = 30.0,
        connect_timeout: float = 5.0,
        acquire_timeout: float = 10.0,
        setting_prefix: str = "app",
    ) -> None:
        check_conninfo(conninfo)
        if min(max_connections, statement_timeout, connect_timeout, acquire_timeout) <= 0:
            raise ValueError("max_connections and the timeouts must be greater than 0")
        self._conninfo = conninfo
        self._max_connections = max_connections
        self._statement_timeout = statement_timeout
        self._connect_timeout = connect_timeout
        self._acquire_timeout = acquire_timeout
        self._setting_prefix = setting_prefix
        self._settings = {
            "statement_timeout": f"{max(1, round(statement_timeout * 1000))}ms",
            # Also a read that is one statement without a transaction: a GET must not change anything.
            "default_transaction_read_only": "on",
            "IntervalStyle": "iso_8601",  # the form of the scalar Duration
            # Cursors hold values as text, which must mean the same when it is read again.
            "DateStyle": "ISO",
            "extra_float_digits": "1",
        }
        self._pool = self._new_pool()

    async def open(self) -> None:
        """Makes the database usable again after `close`. It does not connect: the server may be down."""
        if self._pool.closed:
            self._pool = self._new_pool()

    async def close(self, grace: float = 5.0) -> None:
        """Closes the connections. Requests in flight have `grace` seconds, then they are cancelled."""
        await self._pool.close(grace)

    async def read(
        self, statements: Sequence[Statement], session: Mapping[str, str], laps: Laps | None = None
    ) -> list[Rows | FieldError]:
        """Runs statements that only read, all on one snapshot: for each its rows, or why it failed.

        With a session they run in a transaction in which its settings are set. Never raises FieldError.
        laps: where it is given, the statements are timed, and it is filled.
        """
        try:
            wires = _wires(statements, timed=laps is not None)
            settings = settings_wire(self._setting_prefix, session)
            results = await self._read(wires, settings) if wires else []
        except FieldError as error:
            return [error] * len(statements)
        if laps is not None:
            results = _read_laps(results, laps)
        return [
            field_error(result, filtered=True, timeout=self._statement_timeout)
            if result.status == FATAL_ERROR
            else rows_of(result, statement.columns)
            for statement, result in zip(statements, results, strict=True)
        ]

    async def command(
        self,
        statements: Sequence[Statement],
        session: Mapping[str, str],
        laps: Laps | None = None,
        *,
        retry: int = 0,
        isolation: Isolation | None = None,
    ) -> Rows:
        """Runs statements in one transaction, with the session's settings; returns the last one's rows.

        retry: how many times at most it is run again after a serialisation failure or a deadlock, each of
            which PostgreSQL has rolled back. isolation: of the transaction; else what the database says.

        Raises FieldError. Then nothing was committed, except where `extensions["outcome"]` says
        `unknown`: the connection broke, or the server went silent, before it confirmed the commit.
        laps: as of `read`.
        """
        wires = _wires(statements, timed=laps is not None)
        body = [_BEGIN_AT[isolation], *settings_wire(self._setting_prefix, session), *wires, _COMMIT]
        pool = self._pool
        connection = await pool.take(checked=True)
        try:
            patience = self._patience(len(wires))
            results = await connection.exchange([body], patience)
            failure = first_failure(results)
            if failure is not None and failure < len(body) - 1 and is_stale(results[failure]):
                connection.forget_statements()
                results = await connection.exchange([[_ROLLBACK, *body]], patience)
                failure = first_failure(results)
            for attempt in range(retry):
                if failure is None or not _is_retried(results[failure]):
                    break
                await asyncio.sleep(_pause(attempt))
                # An error of COMMIT itself has ended the transaction; any other leaves it to be rolled back.
                opening = [_ROLLBACK] if connection.in_transaction else []
                results = await connection.exchange([[*opening, *body]], patience)
                failure = first_failure(results)
        except (ConnectionLostError, NoAnswerError, FieldError) as error:  # the last where the pool closes
            raise unknown_outcome(error) from None
        finally:
            pool.release(connection)
        answers = results[-1 - len(wires) : -1]
        if laps is not None:
            answers = _read_laps(answers, laps)
        if failure is not None:
            raise field_error(results[failure], filtered=False, timeout=self._statement_timeout)
        # No failure, so COMMIT was not skipped: in a pipeline it cannot quietly become a ROLLBACK.
        return rows_of(answers[-1], statements[-1].columns)

    @asynccontextmanager
    async def transaction(
        self, session: Mapping[str, str], idle_timeout: float, isolation: Isolation | None = None
    ) -> AsyncIterator[Transaction]:
        """A transaction with the session's settings, open for as long as the block runs.

        It is committed at the end, and rolled back where the block raises. It has a connection for itself.
        idle_timeout: how many seconds it may wait for its next statement before it is rolled back.
        isolation: as of `command`.
        Raises FieldError, with `extensions["outcome"]` as of `command`.
        """
        opening = [_BEGIN_AT[isolation], *settings_wire(self._setting_prefix, session)]
        pool, patience, timeout = self._pool, self._patience, self._statement_timeout
        connection = await pool.take(checked=True)
        transaction = Transaction(connection, pool, timeout, patience, idle_timeout, isolation)
        try:
            await transaction.begin(opening)
            yield transaction
            await transaction.commit()
        except Exception:
            await transaction.roll_back()
            raise
        finally:
            transaction.leave()

    async def _read(self, wires: list[Wire], settings: list[Wire]) -> list[PGresult]:
        """One result for each statement; asked again, once, where the connection was lost."""
        again = True
        while True:
            pool = self._pool
            connection = await pool.take()
            try:
                return await self._ask(connection, wires, settings)
            except ConnectionLostError as error:
                if not again:
                    log.warning("The connection to the database was lost: %s", error)
                    raise unavailable() from None
                again = False
            except NoAnswerError:
                message = f"The database did not answer within {self._patience(len(wires)):g} s."
                log.warning(message)
                raise FieldError(message, "TIMEOUT") from None
            finally:
                pool.release(connection)

    async def _ask(self, connection: Connection, wires: list[Wire], settings: list[Wire]) -> list[PGresult]:
        patience = self._patience(len(wires))
        if len(wires) == 1 and not settings:
            results = await connection.exchange([wires], patience)
            if is_stale(results[0]):
                connection.forget_statements()
                results = await connection.exchange([wires], patience)
            return results
        results = await _ask_all(connection, wires, settings, patience)
        if any(map(is_stale, results)):
            connection.forget_statements()
            results = await _ask_all(connection, wires, settings, patience)
        return results

    def _patience(self, statements: int) -> float:
        return self._statement_timeout * statements + _GRACE

    def _new_pool(self) -> Pool:
        async def connect_here() -> Connection:
            return await connect(self._conninfo, self._settings, self._connect_timeout)

        return Pool(connect_here, self._max_connections, self._acquire_timeout, self._connect_timeout)


async def _ask_all(
    connection: Connection, wires: list[Wire], settings: list[Wire], patience: float
) -> list[PGresult]:
    """One result for each statement, all of one snapshot.

    Statements seldom fail, so they are first sent without the savepoints that would let the others
    go on. Where one fails, the others are asked again with savepoints.
    """
    opening = [_ROLLBACK] if connection.in_transaction else []
    opening += [_BEGIN_READ, *settings]
    results = await connection.exchange([[*opening, *wires, _COMMIT]], patience)
    failure = first_failure(results)
    if failure is None:
        return results[len(opening) : -1]
    failed = failure - len(opening)
    if (
        not 0 <= failed < len(wires) or len(wires) == 1
    ):  # the transaction itself failed, or there are no others
        return [results[failure]] * len(wires)
    others = [[_TO_SAVEPOINT, wire] for index, wire in enumerate(wires) if index != failed]
    opening = [_ROLLBACK, _BEGIN_READ, *settings, _SAVEPOINT]
    answers = await connection.exchange([opening, *others, [_COMMIT]], patience)
    for index in range(1, len(answers)):
        if answers[index].status == PIPELINE_ABORTED:  # for the reason given before
            answers[index] = answers[index - 1]
    statements = answers[len(opening) + 1 : -1 : 2]
    return [*statements[:failed], results[failure], *statements[failed:]]


def _wires(statements: Sequence[Statement], *, timed: bool) -> list[Wire]:
    """The statements; timed, each between two looks at the server's clock."""
    wires = wires_of(statements)
    if not timed:
        return wires
    return [_CLOCK, *(each for wire in wires for each in (wire, _CLOCK))]


def _read_laps(results: list[PGresult], laps: Laps) -> list[PGresult]:
    """Fills the laps of statements that were timed; returns the results of the statements alone."""
    answers, clocks = results[1::2], results[::2]
    for answer, (start, end) in zip(answers, pairwise(clocks), strict=True):
        ran = answer.status == start.status == end.status == TUPLES_OK
        laps.append((_seconds(end) - _seconds(start)) * 1000 if ran else None)
    return answers


def _seconds(clock: PGresult) -> float:
    return float(clock.get_value(0, 0) or 0)


def _is_retried(result: PGresult) -> bool:
    return (result.error_field(DiagnosticField.SQLSTATE) or b"").decode() in RETRIED


def _pause(attempt: int) -> float:
    """Seconds until the next attempt: random, since who met once and waits as long meets again."""
    return random.uniform(0.5, 1.5) * min(0.005 * 2.0**attempt, 0.2)  # noqa: S311 - it is no secret
