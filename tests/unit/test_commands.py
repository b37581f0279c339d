"""Commands that meet others, or die: tried again only where nothing happened, and told truthfully."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from fraiseql.database import Database, Statement
from fraiseql.errors import FieldError
from tests.postgres import MakeDatabase, run
from tests.proxy import Proxy, proxied

SCHEMA = """
CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL);
INSERT INTO counter VALUES (1, 0), (2, 0);
CREATE TABLE one (id int PRIMARY KEY);
CREATE TABLE two (id int PRIMARY KEY);
CREATE SEQUENCE calls;
CREATE FUNCTION fn_lose(code text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN PERFORM nextval('calls'); RAISE 'lost' USING ERRCODE = code; END $$;
CREATE FUNCTION fn_both(number int, seconds float8) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nextval('calls');
    INSERT INTO one VALUES (number);
    PERFORM pg_sleep(seconds);
    INSERT INTO two VALUES (number);
    RETURN number;
END $$;
CREATE TABLE late (id int);
CREATE FUNCTION fn_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION fn_late();
"""

ONE = Statement("SELECT 1")


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(SCHEMA)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    await database.open()
    try:
        async with asyncio.timeout(60):
            yield database
    finally:
        await database.close(grace=0.1)


def on(url: str, work: Callable[[Database], Awaitable[None]]) -> None:
    """Runs a test's coroutine on a database."""

    async def main() -> None:
        async with opened(url) as database:
            await work(database)

    asyncio.run(main())


def calls(url: str) -> int:
    """How often a function was called, whatever became of its transaction."""
    [(called,)] = run(url, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM calls")
    assert isinstance(called, int)
    return called


# --- others in the same rows ----------------------------------------------------------------------


def test_commands_that_meet_are_tried_again(url: str) -> None:
    add = Statement("UPDATE counter SET n = n + 1 WHERE id = 1 RETURNING n")

    async def work(database: Database) -> None:
        # Whoever loses lost to one that committed: eight commands lose seven times at most.
        added = await asyncio.gather(
            *(database.command([ONE, add], {}, retry=7, isolation="REPEATABLE_READ") for _ in range(8))
        )
        assert sorted(int(n or 0) for [n] in added) == [1, 2, 3, 4, 5, 6, 7, 8]

    on(url, work)


def test_commands_that_wait_for_each_other_are_tried_again(url: str) -> None:
    add = "UPDATE counter SET n = n + 1 WHERE id = {} RETURNING pg_sleep(0.1)::text"
    forth = [Statement(add.format(1)), Statement(add.format(2))]

    async def work(database: Database) -> None:
        both = (forth, forth[::-1])
        found = await asyncio.gather(
            *(database.command(statements, {}) for statements in both), return_exceptions=True
        )
        [error] = [answer for answer in found if isinstance(answer, BaseException)]
        assert isinstance(error, FieldError)
        assert (error.code, error.extensions) == ("CONFLICT", {})
        await asyncio.gather(*(database.command(statements, {}, retry=1) for statements in both))
        assert run(url, "SELECT n FROM counter ORDER BY id") == [(3,), (3,)]

    on(url, work)


def test_a_command_that_loses_at_its_commit_is_tried_again(url: str) -> None:
    skew = "UPDATE counter SET n = (SELECT sum(n) + 1 FROM counter) WHERE id = {} RETURNING n"

    async def work(database: Database) -> None:
        both = [[Statement("SELECT sum(n) FROM counter"), Statement(skew.format(row))] for row in (1, 2)]
        slow = Statement("SELECT pg_sleep(0.1)")
        added = await asyncio.gather(
            *(
                database.command(
                    [*statements[:1], slow, *statements[1:]], {}, retry=3, isolation="SERIALIZABLE"
                )
                for statements in both
            )
        )
        assert sorted(int(n or 0) for [n] in added) == [1, 2]  # one after the other, as it were

    on(url, work)


@pytest.mark.parametrize(("code", "retry", "expected"), [("40001", 3, 4), ("40P01", 0, 1), ("23505", 3, 1)])
def test_a_command_is_tried_again_so_often_and_no_more(
    url: str, code: str, retry: int, expected: int
) -> None:
    async def work(database: Database) -> None:
        with pytest.raises(FieldError) as caught:
            await database.command([Statement("SELECT fn_lose($1::text)", (code,))], {}, retry=retry)
        assert (caught.value.message, caught.value.code) == ("lost", "CONFLICT")
        assert await database.command([ONE], {}) == [b"1"]

    on(url, work)
    assert calls(url) == expected


# --- killed at every step -------------------------------------------------------------------------


async def becomes(expected: object, found: Callable[[], object]) -> None:
    """Waits until something is so."""
    deadline = time.monotonic() + 20
    while await asyncio.to_thread(found) != expected:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


BUSY = (
    "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND state <> 'idle'"
)
KILL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND state = 'active'"
)


def both(url: str) -> tuple[object, ...]:
    """How many rows the command wrote to each of its tables."""
    [found] = run(url, "SELECT (SELECT count(*) FROM one)::int, (SELECT count(*) FROM two)::int")
    return found


async def _before(proxy: Proxy, url: str) -> None:
    proxy.forwarding.clear()
    await asyncio.sleep(0.05)
    proxy.cut()
    proxy.forwarding.set()


async def _during(proxy: Proxy, url: str) -> None:
    await becomes([(1,)], lambda: run(url, BUSY))
    proxy.cut()


async def _killed(proxy: Proxy, url: str) -> None:
    await becomes([(1,)], lambda: run(url, BUSY))
    run(url, KILL)


async def _after(proxy: Proxy, url: str) -> None:
    proxy.deaf = True
    await becomes((1, 1), lambda: both(url))
    proxy.cut()
    proxy.deaf = False


CALL = Statement("SELECT fn_both(1, 0.3)")
QUICK = Statement("SELECT fn_both(1, 0)")
READ = Statement("SELECT pg_sleep(0.3)")
LATE = Statement("INSERT INTO late VALUES (1)")

STEPS = {
    "before it arrives": (QUICK, _before, {(0, 0)}),
    "in the call": (CALL, _during, {(0, 0), (1, 1)}),  # the server may go on without its client
    "in the call, by the server": (CALL, _killed, {(0, 0)}),
    "in the read-back": (READ, _during, {(0, 0), (1, 1)}),
    "in the read-back, by the server": (READ, _killed, {(0, 0)}),
    "in the commit": (LATE, _during, {(0, 0), (1, 1)}),
    "in the commit, by the server": (LATE, _killed, {(0, 0)}),
    "after the commit": (QUICK, _after, {(1, 1)}),
}
"""What is killed, how, and what the tables may hold then: the same."""


@pytest.mark.parametrize("step", STEPS)
def test_a_command_killed_at_any_step_leaves_a_whole_database(url: str, step: str) -> None:
    statement, kill, possible = STEPS[step]
    statements = [statement] if statement in (CALL, QUICK) else [QUICK, statement]

    async def main() -> None:
        async with proxied(url) as proxy, opened(proxy.url) as database:
            assert await database.command([ONE], {}) == [b"1"]
            command = asyncio.ensure_future(database.command(statements, {"user_id": "7"}, retry=10))
            await asyncio.sleep(0)
            await kill(proxy, url)
            with pytest.raises(FieldError) as caught:
                await command
            assert caught.value.code == "DATABASE_UNAVAILABLE"
            assert caught.value.extensions == {"outcome": "unknown"}
            await becomes([(0,)], lambda: run(url, BUSY))
            assert both(url) in possible
            assert calls(url) <= 1  # it is not tried again
            user = Statement("SELECT current_setting('app.user_id', true)")
            assert await database.command([user], {}) in ([None], [b""])

    asyncio.run(main())


@pytest.mark.parametrize("statement", [CALL, READ, LATE])
def test_a_command_whose_client_goes_leaves_nothing(url: str, statement: Statement) -> None:
    statements = [statement] if statement is CALL else [QUICK, statement]

    async def work(database: Database) -> None:
        command = asyncio.ensure_future(database.command(statements, {"user_id": "7"}, retry=10))
        await becomes([(1,)], lambda: run(url, BUSY))
        command.cancel()
        with pytest.raises(asyncio.CancelledError):
            await command
        await becomes([(0,)], lambda: run(url, BUSY))
        assert both(url) == (0, 0)
        assert calls(url) == 1
        assert await database.command([QUICK], {}) == [b"1"]

    on(url, work)


def test_a_command_whose_client_goes_while_it_waits_to_be_tried_again(url: str) -> None:
    lose = Statement("SELECT fn_lose('40001')")

    async def work(database: Database) -> None:
        command = asyncio.ensure_future(database.command([QUICK, lose], {}, retry=10))
        await becomes(True, lambda: calls(url) >= 4)
        command.cancel()
        with pytest.raises(asyncio.CancelledError):
            await command
        await becomes([(0,)], lambda: run(url, BUSY))
        assert both(url) == (0, 0)
        assert await database.command([QUICK], {}) == [b"1"]

    on(url, work)
