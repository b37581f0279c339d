"""A transaction that stays open between round trips, for several commands in one (design §5).

Whatever goes wrong, its connection goes back to the pool at once, which stops what still runs and rolls
back. Each command has a savepoint, so one that fails leaves nothing behind and the others are unharmed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import get_args

from psycopg.pq.abc import PGresult

from fraiseql.connection import FATAL_ERROR, Connection, ConnectionLostError, NoAnswerError, Wire
from fraiseql.errors import FieldError, FraiseQLError
from fraiseql.failure import field_error, internal, is_stale, stopped, unavailable, unknown_outcome
from fraiseql.plan import Isolation
from fraiseql.pool import Pool
from fraiseql.statement import Rows, Statement
from fraiseql.wires import first_failure, rows_of, wires_of

log = logging.getLogger("fraiseql")

_COMMIT = Wire("COMMIT", [])
_ROLLBACK = Wire("ROLLBACK", [])
_SAVEPOINT = Wire("SAVEPOINT fraiseql", [])
_TO_SAVEPOINT = Wire("ROLLBACK TO SAVEPOINT fraiseql", [])
_RELEASE = Wire("RELEASE SAVEPOINT fraiseql", [])
_IDLE = "SELECT set_config('idle_in_transaction_session_timeout', $1::text, true)"

_LEVELS: tuple[Isolation | None, ...] = (None, *get_args(Isolation))  # from the weakest
_GRACE = 5.0  # seconds that the server waits longer than we do: it is for a process that stands still


class Transaction:
    """A transaction on a connection of its own, which `Database.transaction` begins and ends.

    Statements of several tasks run one after the other.

    timeout: seconds that a statement has; patience: what the server has for some number of them.
    idle_timeout: seconds that it may wait for its next statement. isolation: its level; else the database's.
    """

    def __init__(
        self,
        connection: Connection,
        pool: Pool,
        timeout: float,
        patience: Callable[[int], float],
        idle_timeout: float,
        isolation: Isolation | None,
    ) -> None:
        self._connection = connection
        self._pool = pool
        self._timeout = timeout
        self._patience = patience
        self._idle_timeout = idle_timeout
        self._isolation = isolation
        self._turn = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._over: FraiseQLError | None = None  # why nothing runs in it any more
        pool.hold(connection, self._stop)

    async def begin(self, opening: Sequence[Wire]) -> None:
        """Runs what begins it, and sets the session's settings. Raises FieldError."""
        idle = f"{round((self._idle_timeout + _GRACE) * 1000)}ms"
        async with self._turn:
            results = await self._exchange([[*opening, Wire(_IDLE, [idle.encode()])]], 1)
        if (failure := first_failure(results)) is not None:
            raise self._error(results[failure], filtered=False)

    async def read(
        self, statements: Sequence[Statement], session: Mapping[str, str]
    ) -> list[Rows | FieldError]:
        """Runs statements that read: for each its rows, or why it failed. Never raises FieldError.

        They see what the commands before have done. session: is that of the transaction already.
        """
        try:
            asked = [[_TO_SAVEPOINT, wire] for wire in wires_of(statements)]
            segments = [[_SAVEPOINT], *asked, [_TO_SAVEPOINT, _RELEASE]]
            async with self._turn:
                results = await self._read(segments, len(statements))
        except FieldError as error:
            return [error] * len(statements)
        return [
            self._error(result, filtered=True)
            if result.status == FATAL_ERROR
            else rows_of(result, statement.columns)
            for statement, result in zip(statements, results[2::2], strict=False)
        ]

    async def command(
        self,
        statements: Sequence[Statement],
        session: Mapping[str, str],
        *,
        retry: int = 0,
        isolation: Isolation | None = None,
    ) -> Rows:
        """Runs statements and returns the last one's rows. What fails leaves nothing. Raises FieldError.

        It runs once: what PostgreSQL gave up because of another transaction, the whole of this one must do
        again. Raises FraiseQLError where it needs more isolation than the transaction has.
        """
        if isolation is not None and _LEVELS.index(self._isolation) < _LEVELS.index(isolation):
            message = f'The command needs a transaction with isolation="{isolation}", or more.'
            raise FraiseQLError(message)
        body = [*wires_of(statements), _RELEASE]
        async with self._turn:
            results = await self._command(body, len(statements))
        return rows_of(results[-2], statements[-1].columns)

    async def commit(self) -> None:
        """Commits. Raises FieldError: then nothing is committed, unless it says that this is unknown."""
        async with self._turn:
            self._rest(None)
            if self._over is not None:
                raise self._over
            try:
                (result,) = await self._connection.exchange([[_COMMIT]], self._patience(1))
            except (
                ConnectionLostError,
                NoAnswerError,
                FieldError,
            ) as error:  # the last where the pool closes
                raise unknown_outcome(error) from None
            finally:
                self._end(FraiseQLError("The transaction has ended."))
        if result.status == FATAL_ERROR:
            raise self._error(result, filtered=False)
        if result.command_status != b"COMMIT":
            raise internal("The database rolled back a transaction that was to be committed.")

    async def roll_back(self) -> None:
        """Rolls back, if it is still open. Raises nothing: else the pool does it."""
        async with self._turn:
            if self._over is None:
                with suppress(FieldError):
                    await self._exchange([[_ROLLBACK]], 1)

    def leave(self) -> None:
        """Gives the connection back, in whatever state it is."""
        self._end(FraiseQLError("The transaction has ended."))

    async def _read(self, segments: Sequence[Sequence[Wire]], statements: int) -> list[PGresult]:
        results = await self._exchange(segments, statements)
        if any(map(is_stale, results)):
            self._connection.forget_statements()
            results = await self._exchange(segments, statements)
        return results

    async def _command(self, body: Sequence[Wire], statements: int) -> list[PGresult]:
        results = await self._exchange([[_SAVEPOINT, *body]], statements)
        failure = first_failure(results)
        if failure is not None and is_stale(results[failure]):
            self._connection.forget_statements()
            results = await self._exchange([[_TO_SAVEPOINT, *body]], statements)
            failure = first_failure(results)
        if failure is not None:
            await self._exchange([[_TO_SAVEPOINT, _RELEASE]], 1)
            raise self._error(results[failure], filtered=False)
        return results

    async def _exchange(self, segments: Sequence[Sequence[Wire]], statements: int) -> list[PGresult]:
        """As of the connection; where it fails, the transaction is over. Raises FieldError."""
        if self._over is not None:
            raise self._over
        self._rest(None)
        try:
            results = await self._connection.exchange(segments, self._patience(statements))
        except ConnectionLostError as error:
            log.warning("The connection to the database was lost in a transaction: %s", error)
            self._end(unavailable("The connection to the database was lost, and the transaction with it."))
        except NoAnswerError:
            message = f"The database did not answer within {self._patience(statements):g} s."
            self._end(FieldError(message, "TIMEOUT"))
        except FieldError as error:  # the pool closes
            self._end(error)
        except BaseException:
            message = "A command of the transaction was cancelled, so the transaction was rolled back."
            self._end(FieldError(message, "TIMEOUT"))
            raise
        else:
            self._rest(self._idle_timeout)
            return results
        assert self._over is not None
        raise self._over

    def _rest(self, seconds: float | None) -> None:
        """Waits for the next statement for so long; not at all while one is under way."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._expire)

    def _expire(self) -> None:
        message = f"The transaction waited longer than {self._idle_timeout:g} s for its next command."
        self._end(FieldError(f"{message} It was rolled back.", "TIMEOUT"))

    def _stop(self) -> None:
        """Ends it for the pool, which closes."""
        if self._turn.locked():
            self._connection.abandon(stopped())
        else:
            self._end(stopped())

    def _end(self, reason: FraiseQLError) -> None:
        if self._over is None:
            self._over = reason
            self._rest(None)
            self._pool.release(self._connection)

    def _error(self, result: PGresult, *, filtered: bool) -> FieldError:
        return field_error(result, filtered=filtered, timeout=self._timeout)
