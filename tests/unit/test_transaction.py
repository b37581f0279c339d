"""Transactions that are held between round trips, on a real PostgreSQL: faults, time, closing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from fraiseql.connection import Wire
from fraiseql.database import Database, Statement
from fraiseql.errors import FieldError, FraiseQLError
from fraiseql.transaction import Transaction
from tests.postgres import MakeDatabase, run

SCHEMA = """
CREATE TABLE note (id int PRIMARY KEY, text text);
CREATE TABLE child (id int REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED);
CREATE VIEW v_note AS SELECT id FROM note;
"""

ONE = Statement("SELECT 1")
PID = Statement("SELECT pg_backend_pid()")
USER = Statement("SELECT current_setting('app.user_id', true)")
DIVIDE = Statement("SELECT 1 / $1::int", ("0",))
HELD = Statement(
    "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND datname = current_database()"
)
NAP = Statement("SELECT pg_sleep(20)::text")


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    return make_database(SCHEMA)


def on(url: str, work: Callable[[Database], Awaitable[None]], **options: Any) -> None:
    async def main() -> None:
        database = Database(url, **options)
        try:
            async with asyncio.timeout(30):
                await work(database)
        finally:
            await database.close(grace=0.1)

    asyncio.run(main())


def note(number: int) -> Statement:
    return Statement("INSERT INTO note VALUES ($1::int, 'x') RETURNING id", (str(number),))


def has(url: str, *numbers: int) -> list[bool]:
    found = {row[0] for row in run(url, "SELECT id FROM note")}
    return [number in found for number in numbers]


async def refused(asked: Awaitable[object]) -> FieldError:
    with pytest.raises(FieldError) as caught:
        await asked
    return caught.value


async def failing(transaction: Transaction, statement: Statement) -> FieldError:
    (answer,) = await transaction.read([statement], {})
    assert isinstance(answer, FieldError)
    return answer


async def pid_of(transaction: Transaction) -> int:
    (answer,) = await transaction.read([PID], {})
    assert isinstance(answer, list)
    return int(answer[0] or 0)


async def is_clean(database: Database) -> None:
    """The only connection is back in the pool, outside of any transaction and without its settings."""
    async with asyncio.timeout(5):
        for _ in range(2):
            (answer,) = await database.read([USER], {})
            assert answer in ([b""], [None])
        assert await database.read([HELD], {}) == [[b"0"]]


def test_what_succeeds_is_committed_together(url: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction({"user_id": "7"}, 5) as transaction:
            assert await transaction.command([note(1)], {}) == [b"1"]
            assert has(url, 1) == [False]
            assert (await refused(transaction.command([note(2), DIVIDE], {}))).code == "INTERNAL"
            answers = await transaction.read([USER, DIVIDE, ONE], {})
            assert answers[::2] == [[b"7"], [b"1"]]
            assert isinstance(answers[1], FieldError)
            assert await transaction.command([note(3), USER], {}) == [b"7"]
            surrogate = Statement("SELECT $1::text", ("\ud800",))
            assert (await failing(transaction, surrogate)).code == "BAD_USER_INPUT"
            assert (await refused(transaction.command([surrogate], {}))).code == "BAD_USER_INPUT"
        assert has(url, 1, 2, 3) == [True, False, True]
        await is_clean(database)
        with pytest.raises(FraiseQLError, match="has ended"):
            await transaction.read([ONE], {})

    on(url, work, max_connections=1)


def test_what_a_read_changes_is_taken_back(url: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction({}, 5) as transaction:
            assert await transaction.read([note(10)], {}) == [[b"10"]]
        assert has(url, 10) == [False]

    on(url, work)


def test_an_exception_rolls_back(url: str) -> None:
    async def work(database: Database) -> None:
        async def failed() -> None:
            async with database.transaction({"user_id": "7"}, 5) as transaction:
                await transaction.command([note(20)], {})
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await failed()
        assert has(url, 20) == [False]
        await is_clean(database)

    on(url, work, max_connections=1)


def test_a_constraint_that_fails_at_commit(url: str) -> None:
    async def work(database: Database) -> None:
        async def orphan() -> None:
            async with database.transaction({}, 5) as transaction:
                await transaction.command([note(30), Statement("INSERT INTO child VALUES (-1)")], {})

        assert (await refused(orphan())).code != "COMMAND_FAILED"
        assert has(url, 30) == [False]
        await is_clean(database)

    on(url, work, max_connections=1)


def test_a_transaction_that_postgresql_gave_up_is_not_taken_for_committed(url: str) -> None:
    async def work(database: Database) -> None:
        async def spoil() -> None:
            async with database.transaction({}, 5) as transaction:
                await transaction._exchange([[Wire("SELECT 1 / 0", [])]], 1)  # without a savepoint

        assert (await refused(spoil())).code == "INTERNAL"
        await is_clean(database)

    on(url, work, max_connections=1)


def test_a_session_that_cannot_be_set(url: str) -> None:
    async def work(database: Database) -> None:
        async def begin() -> None:
            async with database.transaction({"no name": "x"}, 5):
                pytest.fail("it began")

        assert (await refused(begin())).code == "INTERNAL"
        await is_clean(database)

    on(url, work, max_connections=1)


def test_tasks_take_turns(url: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction({}, 5) as transaction:
            found = await asyncio.gather(*(transaction.command([note(n)], {}) for n in range(40, 60)))
        assert found == [[str(n).encode()] for n in range(40, 60)]
        assert all(has(url, *range(40, 60)))

    on(url, work)


@pytest.mark.parametrize("moment", ["in a command", "between two"])
def test_who_is_cancelled_rolls_back(url: str, moment: str) -> None:
    async def work(database: Database) -> None:
        started = asyncio.Event()

        async def held() -> None:
            async with database.transaction({"user_id": "7"}, 5) as transaction:
                await transaction.command([note(70)], {})
                started.set()
                if moment == "between two":
                    await asyncio.sleep(20)
                await transaction.command([NAP], {})

        task = asyncio.ensure_future(held())
        await started.wait()
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await is_clean(database)
        assert has(url, 70) == [False]

    on(url, work, max_connections=1)


def test_a_command_that_is_cancelled_ends_the_transaction(url: str) -> None:
    async def work(database: Database) -> None:
        async def impatient() -> None:
            async with database.transaction({}, 5) as transaction:
                await transaction.command([note(75)], {})
                with suppress(TimeoutError):
                    await asyncio.wait_for(transaction.command([NAP], {}), 0.05)
                assert (await refused(transaction.command([ONE], {}))).code == "TIMEOUT"

        error = await refused(impatient())  # nothing that the block does can make it commit
        assert "was cancelled, so the transaction was rolled back" in error.message
        assert has(url, 75) == [False]
        await is_clean(database)

    on(url, work, max_connections=1)


def test_cancelled_while_it_begins(url: str) -> None:
    async def work(database: Database) -> None:
        async def held() -> None:
            async with database.transaction({}, 5):
                pytest.fail("it began")

        await database.read([ONE], {})
        task = asyncio.ensure_future(held())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await is_clean(database)

    on(url, work, max_connections=1)


def test_a_statement_has_its_time(url: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction({}, 5) as transaction:
            await transaction.command([note(80)], {})
            assert (await refused(transaction.command([NAP], {}))).code == "TIMEOUT"
            assert (await failing(transaction, NAP)).code == "TIMEOUT"
        assert has(url, 80) == [True]

    on(url, work, statement_timeout=0.2)


def test_a_transaction_that_waits_too_long_is_rolled_back(url: str) -> None:
    async def work(database: Database) -> None:
        (before,) = await database.read([PID], {})

        async def slow() -> None:
            async with database.transaction({"user_id": "7"}, 0.1) as transaction:
                await transaction.command([note(90)], {})
                await asyncio.sleep(0.05)
                await transaction.command([note(91)], {})
                await asyncio.sleep(0.3)
                await is_clean(database)  # while the block still runs
                await transaction.command([note(92)], {})

        error = await refused(slow())
        assert error.code == "TIMEOUT"
        assert error.message.startswith("The transaction waited longer than 0.1 s for its next command.")
        assert has(url, 90, 91, 92) == [False] * 3
        assert await database.read([PID], {}) == [before]

    on(url, work, max_connections=1)


def test_a_process_that_stands_still_is_cut_off_by_the_server(url: str) -> None:
    async def work(database: Database) -> None:
        limit = Statement("SELECT current_setting('idle_in_transaction_session_timeout')")
        async with database.transaction({}, 3) as transaction:
            assert await transaction.read([limit], {}) == [[b"8s"]]
        assert await database.read([limit], {}) == [[b"0"]]

    on(url, work)


@pytest.mark.parametrize("caught", [False, True])
def test_a_connection_that_breaks(url: str, caught: bool, caplog: pytest.LogCaptureFixture) -> None:
    async def work(database: Database) -> None:
        async def broken() -> None:
            async with database.transaction({}, 5) as transaction:
                await transaction.command([note(100)], {})
                pid = await pid_of(transaction)
                await asyncio.to_thread(run, url, f"SELECT pg_terminate_backend({pid})")
                if caught:
                    with suppress(FieldError):
                        await transaction.command([ONE], {})
                else:
                    await transaction.command([ONE], {})

        error = await refused(broken())
        assert error.code == "DATABASE_UNAVAILABLE"
        assert "outcome" not in error.extensions
        assert has(url, 100) == [False]
        assert "The connection to the database was lost in a transaction" in caplog.text
        await is_clean(database)

    on(url, work, max_connections=1)


def test_a_connection_that_breaks_before_the_commit_is_confirmed(url: str) -> None:
    async def work(database: Database) -> None:
        async def broken() -> None:
            async with database.transaction({}, 5) as transaction:
                pid = await pid_of(transaction)
                await asyncio.to_thread(run, url, f"SELECT pg_terminate_backend({pid})")

        error = await refused(broken())
        assert error.code == "DATABASE_UNAVAILABLE"
        assert error.extensions == {"outcome": "unknown"}
        await is_clean(database)

    on(url, work, max_connections=1)


def test_a_server_that_falls_silent(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fraiseql.database._GRACE", -0.8)

    async def work(database: Database) -> None:
        async def silent() -> None:
            async with database.transaction({}, 5) as transaction:
                await transaction.command([NAP], {})

        error = await refused(silent())
        assert error == FieldError("The database did not answer within 0.2 s.", "TIMEOUT")
        await is_clean(database)

    on(url, work, statement_timeout=1.0, max_connections=1)


def test_a_statement_whose_plan_is_stale_is_prepared_again(url: str) -> None:
    async def work(database: Database) -> None:
        everything = Statement("SELECT * FROM v_note WHERE id = 110")
        insert = Statement("INSERT INTO note (id) VALUES (110) ON CONFLICT DO NOTHING RETURNING *")
        async with database.transaction({}, 5) as transaction:
            await transaction.read([everything], {})
            await transaction.command([insert], {})
            await transaction.command([Statement("DELETE FROM note WHERE id = 110")], {})
        run(
            url, "ALTER TABLE note ADD extra int; CREATE OR REPLACE VIEW v_note AS SELECT id, extra FROM note"
        )
        async with database.transaction({}, 5) as transaction:
            assert await transaction.read([everything], {}) == [[]]
            assert await transaction.command([insert], {}) == [b"110"]
        run(url, "ALTER TABLE note ADD more int")
        async with database.transaction({}, 5) as transaction:
            assert await transaction.command([insert], {}) == []
        assert has(url, 110) == [True]

    on(url, work, max_connections=1)


@pytest.mark.parametrize("moment", ["in a command", "between two"])
def test_the_application_shuts_down(url: str, moment: str) -> None:
    async def work(database: Database) -> None:
        started = asyncio.Event()

        async def held() -> None:
            async with database.transaction({}, 20) as transaction:
                await transaction.command([note(120)], {})
                started.set()
                if moment == "between two":
                    await asyncio.sleep(0.5)
                await transaction.command([NAP], {})

        task = asyncio.ensure_future(held())
        await started.wait()
        await asyncio.sleep(0.05)
        async with asyncio.timeout(3):
            await database.close(grace=0.1)
        error = await refused(task)
        assert error.message == "The request was stopped: the application shuts down."
        assert has(url, 120) == [False]

    on(url, work)


def test_it_may_end_while_the_application_shuts_down(url: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction({}, 20) as transaction:
            await transaction.command([note(130)], {})
            closing = asyncio.ensure_future(database.close(grace=5))
            await asyncio.sleep(0.05)
            await transaction.command([note(131)], {})
        await closing
        assert has(url, 130, 131) == [True, True]

    on(url, work)


def test_shut_down_before_the_commit_is_confirmed(url: str) -> None:
    async def work(database: Database) -> None:
        late = """
        CREATE TABLE late (id int);
        CREATE FUNCTION fn_late() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_sleep(20); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION fn_late();
        """
        run(url, late)

        async def held() -> None:
            async with database.transaction({}, 20) as transaction:
                await transaction.command([Statement("INSERT INTO late VALUES (1)")], {})

        task = asyncio.ensure_future(held())
        await asyncio.sleep(0.3)
        await database.close(grace=0.1)
        error = await refused(task)
        assert (error.code, error.extensions) == ("DATABASE_UNAVAILABLE", {"outcome": "unknown"})

    on(url, work)


def test_isolation(url: str) -> None:
    async def work(database: Database) -> None:
        level = Statement("SELECT current_setting('transaction_isolation')")
        async with database.transaction({}, 5, "REPEATABLE_READ") as transaction:
            assert await transaction.command([level], {}, isolation="READ_COMMITTED") == [b"repeatable read"]
            with pytest.raises(FraiseQLError, match='needs a transaction with isolation="SERIALIZABLE"'):
                await transaction.command([level], {}, isolation="SERIALIZABLE")
        async with database.transaction({}, 5) as transaction:
            with pytest.raises(FraiseQLError, match="needs a transaction"):
                await transaction.command([level], {}, isolation="READ_COMMITTED")

    on(url, work)


def test_no_connection_is_free(url: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction({}, 5):

            async def second() -> None:
                async with database.transaction({}, 5):
                    pytest.fail("it began")

            assert (await refused(second())).code == "TIMEOUT"
        await is_clean(database)

    on(url, work, max_connections=1, acquire_timeout=0.1)
