"""What is done to the database, and to the server's limits, while the clients ask."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable

import msgspec
import psycopg

from fraiseql.embedded import Server
from tests.postgres import control, run
from tests.soak.record import Record
from tests.soak.server import ACQUIRE_TIMEOUT, MAX_CONNECTIONS, MAX_REQUESTS, STATEMENT_TIMEOUT
from tests.soak.wire import Client, NoAnswerError, ask

BACKENDS = "FROM pg_stat_activity WHERE application_name = 'fraiseql'"


class Faults:
    """Injects faults. url: of the database; port: of the server."""

    def __init__(self, server: Server, url: str, port: int, record: Record) -> None:
        self._server = server
        self._url = url
        self._port = port
        self._record = record

    async def inject(self, every: float, until: float) -> None:
        """One fault after the other, in turn, with pauses of some seconds between them.

        Each that excuses something is injected once, at least, even where that takes longer.
        """
        kinds: tuple[Callable[[], Awaitable[None]], ...] = (
            self.end_backends,
            self.restart_fast,
            self.stop_statements,
            self.overload,
            self.restart_at_once,
            self.exhaust_the_pool,
            self.run_too_long,
        )
        for injected, kind in enumerate(itertools.cycle(kinds)):
            await asyncio.sleep(every)
            if time.monotonic() >= until and injected >= len(kinds) - 1:
                return
            await kind()

    async def end_backends(self) -> None:
        """Ends every connection of the server's, whatever it does."""
        await self._on_backends("backends terminated", "pg_terminate_backend")

    async def stop_statements(self) -> None:
        """Cancels every statement that runs."""
        await self._on_backends("statements cancelled", "pg_cancel_backend")

    async def _on_backends(self, name: str, function: str) -> None:
        with self._record.fault(name):
            await asyncio.to_thread(run, self._url, f"SELECT {function}(pid) {BACKENDS}")

    async def restart_fast(self) -> None:
        """Restarts the database; statements that run are stopped."""
        with self._record.fault("restarts, fast"):
            await asyncio.to_thread(control, self._server, "restart", "-m", "fast")

    async def restart_at_once(self) -> None:
        """Restarts the database as if it had crashed."""
        with self._record.fault("restarts, immediate"):
            await asyncio.to_thread(control, self._server, "restart", "-m", "immediate")

    async def overload(self) -> None:
        """More requests at a time than may run."""
        with self._record.fault("overloads"):
            answers = await self._nap(MAX_REQUESTS + 50, 0.05)
        self._expect(answers, "overload", {"", "OVERLOADED", "TIMEOUT"})

    async def exhaust_the_pool(self) -> None:
        """Uses all connections for longer than a request waits for one."""
        with self._record.fault("pool exhausted"):
            answers = await self._nap(MAX_CONNECTIONS + 2, ACQUIRE_TIMEOUT + 0.5)
        self._expect(answers, "exhaustion", {"", "TIMEOUT"})

    async def run_too_long(self) -> None:
        """Some statements that take too long. It is no excuse for the others."""
        answers = await self._nap(3, STATEMENT_TIMEOUT + 30)
        self._record.counts["statements too long"] += 3
        self._expect(answers, "statement timeout", {"TIMEOUT"})
        for _, message in answers:
            if f"longer than {STATEMENT_TIMEOUT:g} s, the statement timeout" not in message:
                self._record.violate(f"a statement timeout said {message!r}")

    def _expect(self, answers: list[tuple[str, str]], name: str, codes: set[str]) -> None:
        for code, message in answers:
            if code not in codes:
                self._record.violate(f"{name} was answered {code} {message!r}")

    async def _nap(self, times: int, seconds: float) -> list[tuple[str, str]]:
        """Sleeps in the database so many times at once; each time the error's code and message, if any."""

        async def one() -> tuple[str, str]:
            client = Client(self._port)
            try:
                answer = await client.exchange(ask(f"mutation {{ nap(seconds: {seconds}) }}"))
                errors = msgspec.json.decode(answer.body).get("errors")
            except (NoAnswerError, OSError, msgspec.DecodeError) as error:
                return "none", repr(error)
            finally:
                client.close()
            return (errors[0]["extensions"]["code"], errors[0]["message"]) if errors else ("", "")

        return await asyncio.gather(*(one() for _ in range(times)))


def backends(url: str) -> int | None:
    """How many connections the server has to the database; None where that cannot be asked now."""
    try:
        ((found,),) = run(url, f"SELECT count(*) {BACKENDS}")
    except psycopg.Error:
        return None
    assert isinstance(found, int)
    return found
