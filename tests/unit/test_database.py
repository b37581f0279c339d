"""Reads and commands on a real PostgreSQL: answers, errors, sessions, round trips."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from psycopg import pq

from fraiseql.database import Database, Rows, Statement
from fraiseql.errors import Code, FieldError, FraiseQLError
from fraiseql.failure import UnreadableError
from tests.postgres import MakeDatabase, run
from tests.proxy import proxied

SCHEMA = """
CREATE TABLE note (id int PRIMARY KEY, text text);
CREATE TABLE child (id int REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED);
CREATE FUNCTION fn_refuse(code text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'No “%” here', code USING ERRCODE = code, DETAIL = 'the detail', HINT = 'the hint';
END $$;
CREATE FUNCTION fn_notice() RETURNS text LANGUAGE plpgsql AS $$
BEGIN RAISE WARNING 'a quiet word'; RETURN 'done'; END $$;
CREATE FUNCTION fn_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Too late'; END $$;
CREATE TABLE late (id int);
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION fn_late();
"""

USER = Statement("SELECT current_setting('app.user_id', true)")
ONE = Statement("SELECT 1")
DIVIDE = Statement("SELECT 1 / $1::int", ("0",))


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    return make_database(SCHEMA)


@asynccontextmanager
async def opened(url: str, **options: Any) -> AsyncIterator[Database]:
    database = Database(url, **options)
    await database.open()
    try:
        yield database
    finally:
        await database.close(grace=0.1)


def on(url: str, work: Callable[[Database], Awaitable[None]], **options: Any) -> None:
    """Runs a test's coroutine on a database."""

    async def main() -> None:
        async with asyncio.timeout(30):
            async with opened(url, **options) as database:
                await work(database)

    asyncio.run(main())


def note(number: int) -> Statement:
    return Statement("INSERT INTO note VALUES ($1::int, 'x') RETURNING id", (str(number),))


def has_note(url: str, number: int) -> bool:
    return bool(run(url, f"SELECT 1 FROM note WHERE id = {number}"))


async def refused(database: Database, *statements: Statement, **session: str) -> FieldError:
    with pytest.raises(FieldError) as caught:
        await database.command(statements, session)
    return caught.value


def failure(answer: Rows | FieldError) -> FieldError:
    assert isinstance(answer, FieldError)
    return answer


# --- reads ------------------------------------------------------------------------------------


def test_a_read_returns_the_first_column_of_each_row(url: str) -> None:
    async def work(database: Database) -> None:
        rows = Statement("SELECT x, 'ignored' FROM unnest($1::text[]) x", ('{a,NULL,"",é🍓}',))
        assert await database.read([rows], {}) == [[b"a", None, b"", "é🍓".encode()]]
        assert await database.read([Statement("SELECT 1 WHERE false")], {}) == [[]]
        assert await database.read([Statement("SELECT $1::text IS NULL", (None,))], {}) == [[b"t"]]
        assert await database.read([], {"user_id": "1"}) == []

    on(url, work)


@pytest.mark.parametrize("session", [{}, {"user_id": "1"}])
@pytest.mark.parametrize("others", [[], [ONE]])
def test_a_read_cannot_write(url: str, session: dict[str, str], others: list[Statement]) -> None:
    async def work(database: Database) -> None:
        answer, *_ = await database.read([note(900), *others], session)
        assert failure(answer).code == "INTERNAL"
        assert not has_note(url, 900)
        await database.command([note(901)], session)  # on the same connection
        assert has_note(url, 901)
        run(url, "DELETE FROM note WHERE id = 901")

    on(url, work, max_connections=1)


def test_text_is_utf8_whatever_the_url_says(url: str) -> None:
    async def work(database: Database) -> None:
        assert await database.read([Statement("SELECT $1::text", ("é",))], {}) == [["é".encode()]]

    on(f"{url}&client_encoding=latin1", work)


def test_a_large_value_goes_both_ways(url: str) -> None:
    async def work(database: Database) -> None:
        text = "0123456789" * 1_000_000
        assert await database.read([Statement("SELECT $1::text", (text,))], {}) == [[text.encode()]]
        assert await database.read([ONE], {}) == [[b"1"]]

    on(url, work)


def test_the_statements_of_a_read_see_one_snapshot(url: str) -> None:
    async def work(database: Database) -> None:
        count = Statement("SELECT count(*) FROM note WHERE id = 100")
        pause = Statement("SELECT pg_sleep(0.3)::text")
        # The failure makes them be asked again: still one snapshot for all that succeed.
        for statements in ([count, pause, count], [count, DIVIDE, pause, count]):
            run(url, "DELETE FROM note WHERE id = 100")
            reading = asyncio.ensure_future(database.read(statements, {}))
            await asyncio.sleep(0.15)
            await asyncio.to_thread(run, url, "INSERT INTO note VALUES (100)")
            answers = await reading
            assert answers[0] == answers[-1] == [b"0"]

    on(url, work)


@pytest.mark.parametrize("session", [{}, {"user_id": "7"}])
@pytest.mark.parametrize("failing", [(0,), (1,), (3,), (0, 1), (1, 3), (0, 1, 2, 3)])
def test_a_statement_that_fails_does_not_touch_the_others(
    url: str, session: dict[str, str], failing: tuple[int, ...]
) -> None:
    async def work(database: Database) -> None:
        statements = [DIVIDE if n in failing else Statement("SELECT $1::int", (str(n),)) for n in range(4)]
        for _ in range(2):  # the second time with all of them prepared
            answers = await database.read([*statements, USER], session)
            for n in range(4):
                if n in failing:
                    assert failure(answers[n]).code == "INTERNAL"
                else:
                    assert answers[n] == [str(n).encode()]
            assert answers[4] in ([session.get("user_id", "").encode()], [None])

    on(url, work, max_connections=1)


def test_a_statement_that_cannot_be_prepared_fails_alone(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work(database: Database) -> None:
        nonsense = Statement("SELECT nonsense")
        answers = await database.read([ONE, nonsense, nonsense, USER], {"user_id": "7"})
        assert answers[0] == [b"1"]
        assert failure(answers[1]).code == failure(answers[2]).code == "INTERNAL"
        assert answers[3] == [b"7"]
        assert 'column "nonsense" does not exist' in caplog.text
        assert failure((await database.read([nonsense], {}))[0]).code == "INTERNAL"

    on(url, work)


def test_a_session_that_cannot_be_set_fails_every_statement(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        for statements in ([ONE], [ONE, ONE]):
            answers = await database.read(statements, {"no name": "x"})
            assert [failure(answer).code for answer in answers] == ["INTERNAL"] * len(statements)
        assert 'invalid configuration parameter name "app.no name"' in caplog.text
        assert await database.read([ONE], {"name": "x"}) == [[b"1"]]

    on(url, work)


def test_a_read_with_a_session_cannot_write(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work(database: Database) -> None:
        assert failure((await database.read([note(200)], {"user_id": "1"}))[0]).code == "INTERNAL"
        assert "read-only transaction" in caplog.text

    on(url, work)
    assert not has_note(url, 200)


def test_no_statement_runs_outside_the_transaction_of_its_session(url: str) -> None:
    async def work(database: Database) -> None:
        escape = Statement("ROLLBACK")
        answers = await database.read([DIVIDE, escape, USER, USER], {"user_id": "1"})
        assert [failure(answer).code for answer in answers[2:]] == ["INTERNAL"] * 2
        assert await database.read([ONE, USER], {"user_id": "1"}) == [[b"1"], [b"1"]]

    on(url, work, max_connections=1)


# --- commands ---------------------------------------------------------------------------------


def test_a_command_commits_and_returns_the_last_rows(url: str) -> None:
    async def work(database: Database) -> None:
        assert await database.command([note(300), USER], {"user_id": "8"}) == [b"8"]
        assert await database.command([note(301)], {}) == [b"301"]

    on(url, work)
    assert has_note(url, 300)
    assert has_note(url, 301)


def test_a_command_that_fails_leaves_nothing(url: str) -> None:
    async def work(database: Database) -> None:
        assert (await refused(database, note(310), DIVIDE, user_id="1")).code == "INTERNAL"
        assert not has_note(url, 310)
        assert await database.command([note(310)], {}) == [b"310"]

    on(url, work, max_connections=1)
    assert has_note(url, 310)


RAISED: dict[str, Code] = {
    "P0001": "COMMAND_FAILED",
    "ABCDE": "COMMAND_FAILED",
    "08006": "COMMAND_FAILED",
    "P0002": "NOT_FOUND",
    "02000": "NOT_FOUND",
    "23505": "CONFLICT",
    "23P01": "CONFLICT",
    "40001": "CONFLICT",
    "40P01": "CONFLICT",
    "55P03": "CONFLICT",
    "22012": "BAD_USER_INPUT",
    "22P02": "BAD_USER_INPUT",
    "23502": "BAD_USER_INPUT",
    "23503": "BAD_USER_INPUT",
    "23514": "BAD_USER_INPUT",
    "42501": "FORBIDDEN",
    "42P01": "COMMAND_FAILED",
    "28000": "UNAUTHENTICATED",
    "28P01": "UNAUTHENTICATED",
    "57014": "TIMEOUT",
}


@pytest.mark.parametrize(("sqlstate", "code"), RAISED.items())
def test_what_a_function_raises_reaches_the_client(url: str, sqlstate: str, code: Code) -> None:
    async def work(database: Database) -> None:
        raised = Statement("SELECT fn_refuse($1::text)", (sqlstate,))
        expected = FieldError(
            f"No “{sqlstate}” here",
            code,
            {"sqlstate": sqlstate, "detail": "the detail", "hint": "the hint"},
        )
        assert await refused(database, note(320), raised) == expected
        assert (await database.read([raised], {})) == [expected]

    on(url, work)
    assert not has_note(url, 320)


def test_a_constraint_that_fails_at_commit_fails_the_command(url: str) -> None:
    async def work(database: Database) -> None:
        orphan = Statement("INSERT INTO child VALUES (-1)")
        assert (await refused(database, note(330), orphan)).code == "INTERNAL"
        late = await refused(database, note(330), Statement("INSERT INTO late VALUES (1)"))
        assert late == FieldError("Too late", "COMMAND_FAILED", {"sqlstate": "P0001"})

    on(url, work)
    assert not has_note(url, 330)


def test_an_unexpected_error_is_logged_under_the_id_the_client_gets(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        error = await refused(database, Statement("INSERT INTO note VALUES (1, 2, 3, 4, 5, 6, 7)"))
        assert error.code == "INTERNAL"
        assert error.message == f"Internal error; the log has it under id {error.extensions['id']}."
        [record] = [record for record in caplog.records if record.name == "fraiseql"]
        text = record.getMessage()
        assert error.extensions["id"] in text
        for part in ("INSERT has more expressions than target columns", "sqlstate: 42601"):
            assert part in text

    on(url, work)


@pytest.mark.parametrize("sqlstate", ["XX000", "53000", "54000", "58000", "F0000"])
def test_what_a_function_raises_as_internal_is(
    url: str, sqlstate: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        error = await refused(database, Statement("SELECT fn_refuse($1::text)", (sqlstate,)))
        assert error.code == "INTERNAL"
        assert error.message == f"Internal error; the log has it under id {error.extensions['id']}."
        assert f"No “{sqlstate}” here" in caplog.text

    on(url, work)


def test_all_that_a_function_raises_is_told(url: str) -> None:
    body = """DO $$ BEGIN
        RAISE 'No.' USING ERRCODE = '23505', CONSTRAINT = 'one_name', COLUMN = 'name', TABLE = 'people';
    END $$"""
    expected = {"sqlstate": "23505", "constraint": "one_name", "column": "name", "table": "people"}

    async def work(database: Database) -> None:
        assert await refused(database, Statement(body)) == FieldError("No.", "CONFLICT", expected)

    on(url, work)


UNMEANT: dict[str, tuple[str, Code]] = {
    "PERFORM 1/0": ("division by zero", "INTERNAL"),
    "PERFORM 'x'::int": ("invalid input syntax", "INTERNAL"),
    "PERFORM nothing FROM nowhere": ('relation "nowhere" does not exist', "INTERNAL"),
    "ASSERT false, 'wrong'": ("wrong", "INTERNAL"),
    "CREATE ROLE poor; SET LOCAL ROLE poor; PERFORM 1 FROM note": ("permission denied", "FORBIDDEN"),
    "DECLARE n note; BEGIN SELECT * INTO STRICT n FROM note WHERE false; END": ("no rows", "NOT_FOUND"),
}
"""What PostgreSQL says of itself, and the code."""


@pytest.mark.parametrize("body", UNMEANT)
def test_what_postgresql_says_of_itself_is_for_the_log(
    url: str, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        said, code = UNMEANT[body]
        error = await refused(database, Statement(f"DO $$ BEGIN {body}; END $$"))
        assert error.code == code
        assert error.extensions.keys() == {"id"}
        assert error.message.endswith(f"og has it under id {error.extensions['id']}.")
        [record] = [record for record in caplog.records if record.name == "fraiseql"]
        assert said in record.getMessage()

    on(url, work)


def test_a_lock_that_is_taken_is_a_conflict(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work(database: Database) -> None:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE note")
            error = await refused(database, Statement("LOCK TABLE note NOWAIT"))
        assert (error.code, error.extensions) == ("CONFLICT", {})
        assert "could not obtain lock" not in error.message
        assert "could not obtain lock" in caplog.text

    on(url, work)


@pytest.mark.parametrize(
    ("type_", "text", "reason"),
    [
        ("int", "x", 'invalid input syntax for type integer: "x"'),
        ("numeric", "1e200000", "value overflows numeric format"),
        ("date", "2026-13-01", 'date/time field value out of range: "2026-13-01"'),
    ],
)
def test_a_parameter_that_does_not_fit_is_the_client_s_mistake(
    url: str, type_: str, text: str, reason: str
) -> None:
    async def work(database: Database) -> None:
        for statement in (
            Statement(f"SELECT $1::{type_}", (text,)),
            Statement(f'SELECT $2::{type_} AS "$1" WHERE $1::text IS NOT NULL', ("x", text)),
        ):
            (error,) = await database.read([statement], {})
            assert isinstance(error, UnreadableError)
            assert str(error) == f"The database does not accept a value: {reason}."
            assert (error.code, error.reason) == ("BAD_USER_INPUT", reason)
            assert error.parameter == len(statement.parameters)

    on(url, work)


def test_a_value_that_does_not_fit_within_a_function_is_not(url: str) -> None:
    async def work(database: Database) -> None:
        run(
            url,
            """
            CREATE FUNCTION "fn$1"(number text) RETURNS int LANGUAGE plpgsql AS
            $$ BEGIN RETURN number::int; END $$;
            CREATE FUNCTION "sql$1"(number text) RETURNS int LANGUAGE sql RETURN number::int;
        """,
        )
        for call in ('"fn$1"($1::text)', '"sql$1"($1::text)', "CAST($1::text AS int)"):
            error = await refused(database, Statement(f"SELECT {call}", ("x",)))
            assert error.code == "INTERNAL"

    on(url, work)


def test_stored_text_that_a_filter_cannot_read_is_told_and_only_the_log_has_it(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    run(
        url,
        "CREATE TABLE misread AS SELECT 'a secret'::text AS word; CREATE FUNCTION \"f$1\"(t text)"
        " RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN t::int; END $$",
    )

    async def work(database: Database) -> None:
        for cast in ("int", "date", "bool", "inet"):
            error = failure(
                (await database.read([Statement(f"SELECT FROM misread WHERE word::{cast} IS NULL")], {}))[0]
            )
            assert error.code == "INVALID_DATA"
            assert "secret" not in error.message
            assert error.extensions["id"] in caplog.text
        assert "a secret" in caplog.text
        within = Statement('SELECT FROM misread WHERE "f$1"(word) = 1')
        assert failure((await database.read([within], {}))[0]).code == "INTERNAL"

    on(url, work)


@pytest.mark.parametrize("pattern", ["(", "*", "a{3,1}"])
def test_a_bad_pattern_is_the_client_s_mistake_but_not_in_a_command(url: str, pattern: str) -> None:
    async def work(database: Database) -> None:
        statement = Statement("SELECT 1 WHERE current_user ~ $1::text", (pattern,))
        error = failure((await database.read([statement], {}))[0])
        assert error.code == "BAD_USER_INPUT"
        assert "invalid regular expression" in error.message
        assert (await refused(database, statement)).code == "INTERNAL"

    on(url, work)


def test_a_foreign_server_out_of_reach_is_unavailable(url: str) -> None:
    async def work(database: Database) -> None:
        # What connects to another server needs no extension here.
        subscribe = (
            "CREATE SUBSCRIPTION s CONNECTION 'host=/nowhere' PUBLICATION p WITH (create_slot = false)"
        )
        answer = await refused(database, Statement(subscribe))
        assert answer == FieldError("The database cannot be reached.", "DATABASE_UNAVAILABLE")

    on(url, work)


def test_notices_are_for_the_log(
    url: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> None:
        with caplog.at_level(logging.DEBUG, "fraiseql"):
            assert await database.read([Statement("SELECT fn_notice()")], {}) == [[b"done"]]
        assert "a quiet word" in caplog.text

    on(url, work)
    assert capfd.readouterr() == ("", "")


# --- sessions ---------------------------------------------------------------------------------


def test_the_prefix_of_settings_can_be_chosen(url: str) -> None:
    async def work(database: Database) -> None:
        setting = Statement("SELECT current_setting('tenant.id') || current_setting('tenant.user_id')")
        session = {"id": "é", "user_id": ""}
        assert await database.read([setting], session) == [["é".encode()]]

    on(url, work, setting_prefix="tenant")


def test_nothing_of_a_session_is_visible_to_the_next_user_of_its_connection(url: str) -> None:
    names = ["user_id", "tenant", "role"]
    values = ", ".join(f"current_setting('app.{name}', true)" for name in names)
    peek = Statement(f"SELECT concat({values})")
    choose = random.Random(2)

    async def work(database: Database) -> None:
        async def give_up(statements: list[Statement], session: dict[str, str]) -> None:
            reading = asyncio.ensure_future(database.read(statements, session))
            await asyncio.sleep(0.02)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

        for _ in range(30):
            session = {name: "secret" for name in names if choose.random() < 0.7}
            match choose.randrange(6):
                case 0:
                    await database.read([USER], session)
                case 1:
                    await database.read([USER, DIVIDE, USER], session)
                case 2:
                    await database.command([USER], session)
                case 3:
                    await refused(database, USER, DIVIDE, **session)
                case 4:
                    await give_up([Statement("SELECT pg_sleep(5)")], session)
                case 5:
                    await refused(database, Statement("SELECT fn_refuse('P0001')"), **session)
            assert await database.read([peek], {}) == [[b""]]
            assert await database.read([peek, peek], {}) == [[b""], [b""]]
            assert await database.command([peek], {}) == [b""]

    on(url, work, max_connections=1)


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["cut\0here", "\ud800"])
def test_text_that_would_not_arrive_as_it_is_is_refused(url: str, text: str) -> None:
    async def work(database: Database) -> None:
        statement = Statement("SELECT $1::text", (text,))
        [answer] = await database.read([statement], {})
        assert failure(answer).code == "BAD_USER_INPUT"
        assert failure((await database.read([ONE], {"user_id": text}))[0]).code == "BAD_USER_INPUT"
        assert (await refused(database, statement)).code == "BAD_USER_INPUT"

    on(url, work)


def test_more_parameters_than_the_protocol_can_carry_are_refused(url: str) -> None:
    async def work(database: Database) -> None:
        [answer] = await database.read([Statement("SELECT 1", ("1",) * 65536)], {})
        assert failure(answer).code == "BAD_USER_INPUT"

    on(url, work)


def test_a_url_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(FraiseQLError, match="database URL"):
        Database("this is no URL")


@pytest.mark.parametrize(
    "options",
    [{"max_connections": 0}, {"statement_timeout": 0}, {"connect_timeout": -1}, {"acquire_timeout": 0}],
)
def test_limits_must_be_positive(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        Database("postgresql://", **options)


def test_an_old_libpq_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pq, "version", lambda: 160004)
    with pytest.raises(FraiseQLError, match="pip install -U"):
        Database("postgresql://")


# --- round trips ------------------------------------------------------------------------------


def test_a_read_or_command_is_one_round_trip(url: str) -> None:
    async def main() -> None:
        async with proxied(url) as proxy, opened(proxy.url, max_connections=1) as database:
            await database.read([Statement("SELECT 'warm up'")], {})
            assert proxy.round_trips > 1
            three = [Statement("SELECT $1::int", (str(n),)) for n in range(3)]
            different = [Statement(f"SELECT {n}") for n in range(3)]
            user = {"user_id": "1", "tenant": "2"}
            requests: list[Callable[[], Awaitable[object]]] = [
                lambda: database.read([ONE], {}),
                lambda: database.read([ONE], user),
                lambda: database.read(three, {}),
                lambda: database.read(different, {}),
                lambda: database.read([*three, *different], user),
                lambda: database.command([USER, Statement("SELECT 'back'")], {}),
                lambda: database.command([USER, Statement("SELECT 'back'")], user),
            ]
            for number, request in enumerate(requests * 2):  # at first use, and with all prepared
                before = proxy.round_trips
                await request()
                assert proxy.round_trips - before == 1, number
            before = proxy.round_trips
            await database.read([ONE, DIVIDE, USER, DIVIDE], user)
            assert proxy.round_trips - before >= 2  # the proxy does count

    asyncio.run(main())


def test_each_event_loop_has_connections_of_its_own(url: str) -> None:
    database = Database(url)

    async def ask() -> list[Rows | FieldError]:
        return await database.read([ONE], {})

    assert asyncio.run(ask()) == [[b"1"]]
    assert asyncio.run(ask()) == [[b"1"]]  # as a script does that runs one query after the other
    asyncio.run(database.close())


def test_two_event_loops_at_a_time_are_refused(url: str) -> None:
    database = Database(url)
    other = asyncio.new_event_loop()
    try:
        other.run_until_complete(database.read([ONE], {}))
        with pytest.raises(FraiseQLError, match="two event loops at a time"):
            asyncio.run(database.read([ONE], {}))
        other.run_until_complete(database.close())
    finally:
        other.close()


def test_each_who_waits_gives_up_at_a_time_of_their_own(url: str) -> None:
    async def work(database: Database) -> None:
        sleep = Statement("SELECT pg_sleep(3)")
        loop = asyncio.get_running_loop()
        running = asyncio.create_task(database.read([sleep], {}))
        await asyncio.sleep(0.1)
        gone = asyncio.create_task(database.read([ONE], {}))
        started = loop.time()
        first = asyncio.create_task(database.read([ONE], {}))
        await asyncio.sleep(0.2)
        gone.cancel()
        second = asyncio.create_task(database.read([ONE], {}))
        for task, expected in ((first, 0.5), (second, 0.7)):
            [error] = await task
            assert isinstance(error, FieldError)
            assert error.code == "TIMEOUT"
            assert loop.time() - started >= expected
        running.cancel()

    on(url, work, max_connections=1, acquire_timeout=0.5)


def test_a_command_that_a_shutdown_stops_says_that_its_outcome_is_unknown(url: str) -> None:
    async def work(database: Database) -> None:
        nap = Statement("SELECT pg_sleep(20)")
        running = asyncio.ensure_future(refused(database, note(901), nap))
        await asyncio.sleep(0.3)
        await database.close(grace=0.1)
        error = await running
        assert error.message == "The request was stopped: the application shuts down."
        assert error.extensions == {"outcome": "unknown"}  # the COMMIT was on its way too
        assert not has_note(url, 901)

    on(url, work)
