"""Connections that age, hang, break and heal, and the pool that hands them out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from fraiseql import database as database_module
from fraiseql import embedded
from fraiseql.connect import connect
from fraiseql.connection import (
    FATAL_ERROR,
    PIPELINE_ABORTED,
    TUPLES_OK,
    Connection,
    ConnectionLostError,
    Wire,
)
from fraiseql.database import Database, Statement
from fraiseql.embedded import Server
from fraiseql.errors import FieldError
from tests.postgres import MakeDatabase, control, run
from tests.proxy import proxied
from tests.unit.test_database import DIVIDE, ONE, failure, on, opened, refused

SCHEMA = "CREATE TABLE item (id int, value int); INSERT INTO item VALUES (1, 1)"
PID = Statement("SELECT pg_backend_pid()")
SLEEP = Statement("SELECT pg_sleep(20)::text")


def sleep(seconds: float) -> Statement:
    return Statement("SELECT pg_sleep($1::float8)::text", (str(seconds),))


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    return make_database(SCHEMA)


@pytest.fixture(scope="module")
def private() -> Iterator[Server]:
    """A server that tests may stop and restart."""
    with embedded.throwaway() as server:
        yield server


def backends(url: str, condition: str = "true") -> int:
    """How many connections of ours the server has, that fulfil a condition."""
    [(count,)] = run(
        url,
        "SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'fraiseql' "
        f"AND datname = current_database() AND {condition}",
    )
    assert isinstance(count, int)
    return count


async def becomes(expected: object, look: Callable[[], object], seconds: float = 30) -> None:
    """Waits until a look shows what is expected."""
    end = time.monotonic() + seconds
    while (seen := look()) != expected:
        assert time.monotonic() < end, f"{seen!r} did not become {expected!r}"
        await asyncio.sleep(0.02)


async def running(url: str, count: int = 1) -> None:
    await becomes(count, lambda: backends(url, "state = 'active' AND query LIKE '%pg_sleep%'"))


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def unavailable(answer: object) -> bool:
    return isinstance(answer, FieldError) and answer.code == "DATABASE_UNAVAILABLE"


# --- prepared statements ----------------------------------------------------------------------


def with_connection(url: str, max_prepared: int, work: Callable[[Connection], object]) -> None:
    async def main() -> None:
        connection = await connect(url, {"statement_timeout": "9s"}, 5, max_prepared)
        try:
            await work(connection)  # type: ignore[misc]
        finally:
            connection.close()

    asyncio.run(main())


def test_a_statement_is_prepared_once(url: str) -> None:
    async def work(database: Database) -> None:
        count = Statement("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 1'")
        for _ in range(3):
            await database.read([ONE, ONE], {})
        assert await database.read([count], {}) == [[b"1"]]

    on(url, work, max_connections=1)


def test_prepared_statements_are_bounded_and_the_oldest_goes_first(url: str) -> None:
    async def work(connection: Connection) -> None:
        names = Wire("SELECT statement FROM pg_prepared_statements ORDER BY 1", [])
        # More in one exchange than may be kept, one of them twice: all are answered.
        wires = [Wire(f"SELECT {n}", []) for n in (0, 1, 2, 3, 4, 5, 0)]
        results = await connection.exchange([wires], 5)
        assert [result.get_value(0, 0) for result in results] == [b"0", b"1", b"2", b"3", b"4", b"5", b"0"]
        for wire in (wires[5], Wire("SELECT 'new'", []), wires[5], names, names):
            [result] = await connection.exchange([[wire]], 5)
        kept = [result.get_value(row, 0) for row in range(result.ntuples)]
        assert kept == [b"SELECT 'new'", b"SELECT 5", names.sql.encode()]

    with_connection(url, 3, work)


def test_long_statements_are_not_kept(url: str) -> None:
    async def work(connection: Connection) -> None:
        count = Wire("SELECT count(*) FROM pg_prepared_statements", [])
        long = [Wire(f"SELECT {n} {' ' * 10_000}", []) for n in range(3)]
        for _ in range(2):
            results = await connection.exchange([[*long, long[0]], [long[1]]], 5)
            assert [result.get_value(0, 0) for result in results] == [b"0", b"1", b"2", b"0", b"1"]
        wrong = Wire(f"SELECT wrong {' ' * 10_000}", [])
        results = await connection.exchange([[wrong, count], [long[2]]], 5)
        assert [result.status for result in results] == [FATAL_ERROR, PIPELINE_ABORTED, TUPLES_OK]
        [result] = await connection.exchange([[count]], 5)
        assert result.get_value(0, 0) == b"2"  # what set the connection up, and this one

    with_connection(url, 9, work)


def test_a_statement_whose_preparation_was_skipped_is_prepared_later(url: str) -> None:
    async def work(database: Database) -> None:
        later = Statement("SELECT 'later'")
        await refused(database, DIVIDE, later)
        assert await database.read([later], {}) == [[b"later"]]
        await refused(database, DIVIDE, later)
        assert await database.command([later], {}) == [b"later"]

    on(url, work, max_connections=1)


@pytest.mark.parametrize("session", [{}, {"user_id": "1"}])
def test_a_plan_made_stale_by_a_change_of_the_schema_heals(url: str, session: dict[str, str]) -> None:
    async def work(database: Database) -> None:
        item = Statement("SELECT value FROM item")
        kinds = iter(["text", "int8", "text", "int8", "text", "int4"])

        def change() -> None:
            run(url, f"ALTER TABLE item ALTER COLUMN value TYPE {next(kinds)} USING value::text::int")

        for _ in range(2):
            assert await database.read([item], session) == [[b"1"]]
            change()
            assert await database.read([item], session) == [[b"1"]]
            change()
            answers = await database.read([ONE, DIVIDE, item], session)
            assert (answers[0], answers[2]) == ([b"1"], [b"1"])
            change()
            assert await database.command([item], session) == [b"1"]

    try:
        on(url, work, max_connections=1)
    except StopIteration:
        pytest.fail("more changes than planned")


def test_statements_that_are_gone_from_the_server_heal(url: str) -> None:
    async def work(database: Database) -> None:
        gone = Statement("DEALLOCATE ALL")
        for _ in range(2):
            await database.read([gone], {})
            assert await database.read([ONE], {}) == [[b"1"]]
            await database.read([gone], {})
            assert await database.read([ONE, ONE], {"user_id": "1"}) == [[b"1"], [b"1"]]
            await database.read([gone], {})
            assert await database.command([ONE], {}) == [b"1"]

    on(url, work, max_connections=1)


def test_a_commit_that_was_lost_is_not_tried_again(url: str) -> None:
    async def work(database: Database) -> None:
        await database.command([ONE], {})  # COMMIT is prepared
        insert = Statement("INSERT INTO item VALUES (2, 2)")
        error = await refused(database, insert, Statement("DEALLOCATE ALL"))
        assert error.code == "INTERNAL"
        assert run(url, "SELECT 1 FROM item WHERE id = 2") == []
        await database.command([insert, Statement("DELETE FROM item WHERE id = 2")], {})

    on(url, work, max_connections=1)


# --- time -------------------------------------------------------------------------------------


def test_every_statement_has_a_timeout(url: str) -> None:
    async def work(database: Database) -> None:
        start = time.monotonic()
        assert failure((await database.read([SLEEP], {}))[0]).code == "TIMEOUT"
        answers = await database.read([ONE, SLEEP, PID], {"user_id": "1"})
        assert answers[0] == [b"1"]
        assert failure(answers[1]).code == "TIMEOUT"
        insert = Statement("INSERT INTO item VALUES (3, 3)")
        assert (await refused(database, insert, SLEEP)).code == "TIMEOUT"
        assert time.monotonic() - start < 5
        assert run(url, "SELECT 1 FROM item WHERE id = 3") == []
        assert (await database.read([PID], {}))[0] == answers[2]  # the same connection, still good

    on(url, work, max_connections=1, statement_timeout=0.2)


def test_a_network_that_hangs_is_not_waited_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "_GRACE", 0.2)

    async def main() -> None:
        options = {"max_connections": 1, "statement_timeout": 0.2, "connect_timeout": 0.5}
        async with proxied(url) as proxy, opened(proxy.url, **options) as database:
            await database.read([ONE], {})
            for _ in range(2):
                proxy.forwarding.clear()
                start = time.monotonic()
                assert failure((await database.read([ONE], {}))[0]).code == "TIMEOUT"
                assert 0.3 < time.monotonic() - start < 2
                proxy.forwarding.set()
                assert await database.read([ONE], {}) == [[b"1"]]
            proxy.forwarding.clear()
            error = await refused(database, ONE)
            assert (error.code, error.extensions) == ("TIMEOUT", {"outcome": "unknown"})
            await asyncio.sleep(0.8)  # the connection is given up
            proxy.forwarding.set()
            assert await database.read([ONE], {}) == [[b"1"]]

    asyncio.run(main())


def test_a_busy_connection_is_not_taken_to_hang(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "_GRACE", 0.1)

    async def work(database: Database) -> None:
        end = time.monotonic() + 1.2
        while time.monotonic() < end:  # the guard goes off in the midst of some of these
            assert await database.read([sleep(0.05)], {}) == [[b""]]
        await asyncio.sleep(0.5)  # or while there is nothing to guard
        assert await database.read([ONE], {}) == [[b"1"]]

    on(url, work, max_connections=1, statement_timeout=0.3)


# --- cancellation -----------------------------------------------------------------------------


@pytest.mark.parametrize("statements", [[SLEEP], [ONE, SLEEP, ONE], [DIVIDE, SLEEP, SLEEP, SLEEP]])
def test_a_request_that_is_cancelled_stops_its_statement(url: str, statements: list[Statement]) -> None:
    async def work(database: Database) -> None:
        [[pid]] = await database.read([PID], {})  # type: ignore[misc]
        before = open_files()
        for _ in range(3):
            reading = asyncio.ensure_future(database.read(statements, {}))
            await running(url)
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            await becomes(0, lambda: backends(url, "state <> 'idle'"))
            assert await database.read([PID], {}) == [[pid]]
        assert open_files() == before

    on(url, work, max_connections=1)


def test_a_command_that_is_cancelled_leaves_nothing(url: str) -> None:
    async def work(database: Database) -> None:
        insert = Statement("INSERT INTO item VALUES (4, 4)")
        command = asyncio.ensure_future(database.command([insert, SLEEP], {"user_id": "1"}))
        await running(url)
        command.cancel()
        assert await database.read([ONE], {}) == [[b"1"]]
        assert run(url, "SELECT 1 FROM item WHERE id = 4") == []

    on(url, work, max_connections=1)


def test_many_requests_cancelled_at_any_moment_leak_nothing(url: str) -> None:
    async def work(database: Database) -> None:
        await asyncio.gather(*[database.read([sleep(0.1)], {}) for _ in range(3)])
        before = open_files()
        for _ in range(10):
            tasks = [asyncio.ensure_future(database.read([sleep(0.01), ONE], {})) for _ in range(12)]
            for number, task in enumerate(tasks):
                await asyncio.sleep(0.001)
                if number % 3:
                    task.cancel()
            answers = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(answer == [[b""], [b"1"]] for answer in answers[::3])
        assert await asyncio.gather(*[database.read([ONE], {}) for _ in range(9)]) == [[[b"1"]]] * 9
        await becomes(before, open_files)
        assert backends(url) == 3

    on(url, work, max_connections=3)


def test_a_server_that_does_not_cancel_loses_the_connection(url: str) -> None:
    async def main() -> None:
        async with (
            proxied(url) as proxy,
            opened(proxy.url, max_connections=1, connect_timeout=0.4) as database,
        ):
            reading = asyncio.ensure_future(database.read([SLEEP], {}))
            await running(url)
            proxy.forwarding.clear()
            reading.cancel()
            await asyncio.sleep(0.6)
            proxy.forwarding.set()
            assert await database.read([ONE], {}) == [[b"1"]]

    asyncio.run(main())


def test_a_cancel_request_that_is_refused_is_logged(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with (
            proxied(url) as proxy,
            opened(proxy.url, max_connections=1, connect_timeout=0.4) as database,
        ):
            reading = asyncio.ensure_future(database.read([sleep(0.6)], {}))
            await running(url)
            proxy.refuse()
            reading.cancel()
            await becomes(True, lambda: "could not be cancelled" in caplog.text)

    asyncio.run(main())


# --- healing ----------------------------------------------------------------------------------


def test_connections_that_the_server_closed_while_idle_are_not_noticed(url: str) -> None:
    async def work(database: Database) -> None:
        for ask in (
            lambda: database.read([ONE], {}),
            lambda: database.read([ONE, ONE], {"user_id": "1"}),
            lambda: database.command([ONE], {}),
        ):
            for pause in (0.0, 0.05):  # before the event loop has seen it, and after
                await asyncio.gather(*[database.read([sleep(0.05)], {}) for _ in range(3)])
                terminate = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
                run(url, terminate + "WHERE application_name = 'fraiseql' AND datname = current_database()")
                await asyncio.sleep(pause)
                assert await ask() in ([[b"1"]], [[b"1"], [b"1"]], [b"1"])

    on(url, work, max_connections=3)


def test_a_read_whose_connection_is_lost_is_asked_again_once(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        reading = asyncio.ensure_future(database.read([sleep(0.3)], {}))
        await running(url)
        run(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%$1::float8%'"
            " AND pid <> pg_backend_pid()",
        )
        assert await reading == [[b""]]
        [answer] = await database.read([Statement("SELECT pg_terminate_backend(pg_backend_pid())")], {})
        assert unavailable(answer)
        assert "terminating connection due to administrator command" in caplog.text
        assert await database.read([ONE], {}) == [[b"1"]]

    on(url, work)


def test_a_command_whose_connection_is_lost_says_that_its_outcome_is_unknown(url: str) -> None:
    async def main() -> None:
        async with proxied(url) as proxy, opened(proxy.url) as database:
            await database.command([ONE], {})
            proxy.deaf = True
            insert = Statement("INSERT INTO item VALUES (5, 5)")
            command = asyncio.ensure_future(database.command([insert], {}))
            await becomes([(1,)], lambda: run(url, "SELECT 1 FROM item WHERE id = 5"))  # it was committed
            proxy.cut()
            with pytest.raises(FieldError) as caught:
                await command
            assert (caught.value.code, caught.value.extensions) == (
                "DATABASE_UNAVAILABLE",
                {"outcome": "unknown"},
            )
            proxy.deaf = False
            assert await database.command([ONE], {}) == [b"1"]

    asyncio.run(main())


def test_a_server_that_restarts_between_requests_is_not_noticed(private: Server) -> None:
    async def work(database: Database) -> None:
        for mode in ("fast", "immediate"):
            assert await database.read([ONE], {}) == [[b"1"]]
            control(private, "restart", "-m", mode)
            assert await database.command([ONE], {}) == [b"1"]
            control(private, "restart", "-m", mode)
            await asyncio.sleep(0.05)
            assert await database.read([ONE, ONE], {}) == [[b"1"], [b"1"]]

    on(private.url, work)


def test_a_server_that_is_down_is_told_quickly_and_welcome_back(
    private: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        assert await database.read([ONE], {}) == [[b"1"]]
        reading = asyncio.ensure_future(database.read([SLEEP], {}))
        await running(private.url)
        control(private, "stop", "-m", "immediate")
        start = time.monotonic()
        assert unavailable((await reading)[0])
        answers = await asyncio.gather(*[database.read([ONE, ONE], {}) for _ in range(20)])
        assert all(unavailable(answer) for pair in answers for answer in pair)
        error = await refused(database, ONE)
        assert (error.code, error.extensions) == ("DATABASE_UNAVAILABLE", {})  # it was not even sent
        assert time.monotonic() - start < 2
        assert "The database cannot be reached: connection" in caplog.text
        control(private, "restart")
        assert await database.read([ONE], {}) == [[b"1"]]

    on(private.url, work, max_connections=2)


def test_the_database_may_be_down_at_the_start(private: Server) -> None:
    async def work(database: Database) -> None:
        assert unavailable((await database.read([ONE], {}))[0])
        control(private, "restart")
        assert await database.command([ONE], {}) == [b"1"]

    control(private, "stop")
    on(private.url, work)


def test_a_connection_that_speaks_nonsense_is_dropped(url: str) -> None:
    async def main() -> None:
        async with proxied(url) as proxy, opened(proxy.url) as database:
            await database.read([ONE], {})
            proxy.garble = True
            assert unavailable((await database.read([ONE], {}))[0])
            proxy.garble = False
            assert await database.read([ONE], {}) == [[b"1"]]

    asyncio.run(main())


def test_a_connection_lost_while_much_is_being_sent_is_dropped(url: str) -> None:
    async def main() -> None:
        async with proxied(url) as proxy, opened(proxy.url) as database:
            await database.read([ONE], {})
            proxy.forwarding.clear()
            command = asyncio.ensure_future(
                database.command([Statement("SELECT $1::text", ("x" * 10**7,))], {})
            )
            await asyncio.sleep(0.1)
            proxy.cut()
            with pytest.raises(FieldError) as caught:
                await command
            assert caught.value.extensions == {"outcome": "unknown"}
            proxy.forwarding.set()
            assert await database.read([ONE], {}) == [[b"1"]]

    asyncio.run(main())


def test_a_lost_connection_cannot_be_used_again(url: str) -> None:
    async def work(connection: Connection) -> None:
        connection.close()
        assert not connection.check()
        assert not connection.in_transaction
        with pytest.raises(ConnectionLostError):
            await connection.exchange([[Wire("SELECT 1", [])]], 5)

    with_connection(url, 3, work)


# --- connecting -------------------------------------------------------------------------------


def test_a_host_name_is_looked_up_and_the_next_host_tried(url: str) -> None:
    async def main() -> None:
        async with proxied(url, tcp=True) as proxy:
            words = conninfo_to_dict(proxy.url)
            port = words["port"]
            common = f"dbname={words['dbname']} user={words['user']}"
            for hosts in (
                f"host=localhost port={port}",
                f"hostaddr=127.0.0.1,::1 port={port}",
                f"host=no-such-host.invalid,localhost port={port}",
                f"host=/nowhere,localhost port={port}",
                f"host=localhost,localhost port=1,{port}",
            ):
                async with opened(f"{common} {hosts}") as database:
                    assert await database.read([ONE], {}) == [[b"1"]], hosts

    asyncio.run(main())


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("host=no-such-host.invalid", "no-such-host.invalid: "),
        (f"host={'x' * 70}.invalid", "x.invalid: "),
        ("host=a,b,c port=1,2", "could not match 2 port numbers to 3 hosts"),
        ("host=/nowhere", "No such file"),
        ("host=localhost port=1", "refused"),
    ],
)
def test_a_host_that_is_not_there_is_unavailable_and_logged(
    words: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        assert unavailable((await database.read([ONE], {}))[0])
        assert reason in caplog.text

    on(words, work)


def test_a_server_that_does_not_answer_is_given_up(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with proxied(url) as proxy, opened(proxy.url, connect_timeout=0.3) as database:
            proxy.forwarding.clear()
            start = time.monotonic()
            assert unavailable((await database.read([ONE], {}))[0])
            assert time.monotonic() - start < 2
            assert "no connection within 0.3 s" in caplog.text

    asyncio.run(main())


def test_a_setting_that_the_server_refuses_is_no_connection(url: str) -> None:
    with pytest.raises(ConnectionLostError, match="invalid value for parameter"):
        asyncio.run(connect(url, {"statement_timeout": "soon"}, 5))


# --- the pool ---------------------------------------------------------------------------------


def test_the_pool_grows_to_its_limit_and_serves_in_order(url: str) -> None:
    async def work(database: Database) -> None:
        await database.read([ONE], {})
        await database.read([ONE], {})
        assert backends(url) == 1
        order: list[int] = []

        async def ask(number: int) -> None:
            await database.read([sleep(0.02)], {})
            order.append(number)

        await asyncio.gather(*map(ask, range(12)))
        assert backends(url) == 2
        assert all(abs(number - place) <= 1 for place, number in enumerate(order))

    on(url, work, max_connections=2)


def test_the_connection_used_last_is_taken_first(url: str) -> None:
    async def work(database: Database) -> None:
        await asyncio.gather(*[database.read([sleep(0.05)], {}) for _ in range(3)])
        pids = [await database.read([PID], {}) for _ in range(5)]
        assert pids == [pids[0]] * 5

    on(url, work)


def test_the_wait_for_a_connection_ends(url: str) -> None:
    async def work(database: Database) -> None:
        reading = asyncio.ensure_future(database.read([sleep(0.5)], {}))
        await running(url)
        [answer] = await database.read([ONE], {})
        assert answer == FieldError(
            "No database connection became free within 0.1 s; at most 1 are allowed.", "TIMEOUT"
        )
        assert (await refused(database, ONE)).code == "TIMEOUT"
        assert await reading == [[b""]]
        assert await database.read([ONE], {}) == [[b"1"]]

    on(url, work, max_connections=1, acquire_timeout=0.1)


@pytest.mark.parametrize("answers", [True, False])
def test_who_waits_takes_the_place_of_one_who_gave_up_connecting(url: str, answers: bool) -> None:
    async def main() -> None:
        async with (
            proxied(url) as proxy,
            opened(proxy.url, max_connections=1, connect_timeout=0.5) as database,
        ):
            proxy.forwarding.clear()
            first, second, third = (asyncio.ensure_future(database.read([ONE], {})) for _ in range(3))
            await asyncio.sleep(0.1)
            first.cancel()
            if answers:
                await asyncio.sleep(0.1)
                proxy.forwarding.set()
                assert await second == await third == [[b"1"]]
            else:
                assert unavailable((await second)[0])
                assert unavailable((await third)[0])

    asyncio.run(main())


def test_who_is_served_and_cancelled_in_the_same_moment_leaves_it_to_the_next(url: str) -> None:
    async def work(database: Database) -> None:
        leave = Statement("SELECT pg_terminate_backend(pg_backend_pid())")

        async def ask_and_cancel(statement: Statement, others: list[asyncio.Future[Any]]) -> None:
            try:
                await database.command([statement], {})
            finally:
                others[0].cancel()

        # Served with the connection, and with the place of one that is lost.
        for statement in (sleep(0.1), leave):
            others: list[asyncio.Future[Any]] = []
            first = asyncio.ensure_future(ask_and_cancel(statement, others))
            await asyncio.sleep(0)
            second = asyncio.ensure_future(database.read([ONE], {}))
            third = asyncio.ensure_future(database.read([ONE], {}))
            others.append(second)
            assert await third == [[b"1"]]
            assert second.cancelled()
            await asyncio.gather(first, return_exceptions=True)

    on(url, work, max_connections=1)


def test_who_is_refused_and_cancelled_in_the_same_moment_is_cancelled(url: str) -> None:
    async def main() -> None:
        database = Database(url, max_connections=1)
        first = asyncio.ensure_future(database.read([sleep(0.4)], {}))
        await running(url)
        second = asyncio.ensure_future(database.read([ONE], {}))
        await asyncio.sleep(0)
        closing = asyncio.ensure_future(database.close())
        asyncio.get_running_loop().call_soon(second.cancel)
        with pytest.raises(asyncio.CancelledError):
            await second
        assert await first == [[b""]]
        await closing

    asyncio.run(main())


def test_a_server_that_is_full_makes_requests_wait_in_line(url: str) -> None:
    run(url, "CREATE ROLE few LOGIN PASSWORD 'few' CONNECTION LIMIT 2")

    async def work(database: Database) -> None:
        answers = await asyncio.gather(*[database.read([sleep(0.03)], {}) for _ in range(2)])
        answers += await asyncio.gather(*[database.read([sleep(0.03)], {}) for _ in range(8)])
        assert answers == [[[b""]]] * 10

    try:
        on(make_conninfo(url, user="few", password="few"), work, max_connections=5)
    finally:
        run(url, "DROP ROLE few")


def test_close_waits_for_requests_in_flight(url: str) -> None:
    async def main() -> None:
        database = Database(url, max_connections=1)
        reading = asyncio.ensure_future(database.read([sleep(0.3)], {}))
        await running(url)
        waiting = asyncio.ensure_future(database.read([ONE], {}))
        await asyncio.sleep(0)
        await database.close()
        assert reading.done()
        assert await reading == [[b""]]
        assert unavailable((await waiting)[0])
        assert unavailable((await database.read([ONE], {}))[0])
        assert (await refused(database, ONE)).code == "DATABASE_UNAVAILABLE"
        await becomes(0, lambda: backends(url))
        await database.close()
        await database.open()
        assert await database.read([ONE], {}) == [[b"1"]]
        await database.open()
        await database.close()

    asyncio.run(main())


def test_close_cancels_what_takes_too_long(url: str) -> None:
    async def main() -> None:
        database = Database(url)
        requests = [
            asyncio.ensure_future(database.read([SLEEP], {})),
            asyncio.ensure_future(database.read([SLEEP, ONE], {})),
        ]
        command = asyncio.ensure_future(database.command([SLEEP], {}))
        given_up = asyncio.ensure_future(database.read([SLEEP], {}))
        await running(url, 4)
        given_up.cancel()
        await asyncio.sleep(0)
        start = time.monotonic()
        await database.close(grace=0.1)
        assert time.monotonic() - start < 3
        for request in requests:
            assert all(map(unavailable, await request))
        with pytest.raises(FieldError) as caught:
            await command
        assert unavailable(caught.value)
        await becomes(0, lambda: backends(url))

    asyncio.run(main())


def test_close_does_not_forget_a_connection_that_is_being_made(url: str) -> None:
    async def main() -> None:
        async with proxied(url) as proxy:
            for answers in (True, False):
                database = Database(proxy.url, connect_timeout=0.3)
                proxy.forwarding.clear()
                reading = asyncio.ensure_future(database.read([ONE], {}))
                await asyncio.sleep(0.1)
                asyncio.get_running_loop().call_later(0.1, proxy.forwarding.set) if answers else None
                await database.close(grace=1)
                assert unavailable((await reading)[0])
                proxy.forwarding.set()
            await becomes(0, lambda: backends(url))

    asyncio.run(main())
