from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from fraiseql.compiler.introspect import DatabaseUnreachable, connect
from fraiseql.compiler.prepare import BATCH, Refusal, prepare
from tests.postgres import MakeDatabase, run


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    return make_database(
        """
        CREATE TABLE tb_post (id int, title text);
        CREATE FUNCTION fn_add(a int) RETURNS int LANGUAGE sql
            AS 'INSERT INTO tb_post VALUES (a) RETURNING id';
        """
    )


@pytest.fixture
def connection(url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(url) as connection:
        yield connection


def test_statements_that_postgresql_takes(connection: psycopg.Connection[Any]) -> None:
    statements = {
        "query": "SELECT title FROM tb_post WHERE id = $1::int4 LIMIT $2::int8",
        "call": "SELECT set_config('fraiseql.result', fn_add(\"a\" => $1::int4)::text, true)",
        "begin": "BEGIN",
        "empty": "",
    }
    assert prepare(connection, statements) == {}
    assert prepare(connection, {}) == {}


def test_statements_that_it_refuses(connection: psycopg.Connection[Any]) -> None:
    assert prepare(
        connection,
        {
            "good": "SELECT 1",
            "column": "SELECT 'é', titel FROM tb_post",
            "also good": "SELECT 2",
            "syntax": "SELECT",
            "two": "SELECT 1; SELECT 2",
            "broken": "SELECT )",
        },
    ) == {
        "column": Refusal(
            'column "titel" does not exist',
            "42703",
            hint='Perhaps you meant to reference the column "tb_post.title".',
            position=13,
        ),
        "two": Refusal("cannot insert multiple commands into a prepared statement", "42601"),
        "broken": Refusal('syntax error at or near ")"', "42601", position=8),
    }


def test_a_refusal_may_have_a_detail(connection: psycopg.Connection[Any]) -> None:
    refused = prepare(connection, {"cast": "SELECT '1'::json::tb_post"})["cast"]
    assert refused == Refusal("cannot cast type json to tb_post", "42846", position=17)
    refused = prepare(connection, {"row": "SELECT ROW(1)::tb_post"})["row"]
    assert refused.detail == "Input has too few columns."


def test_nothing_is_executed_and_nothing_is_kept(connection: psycopg.Connection[Any], url: str) -> None:
    prepare(connection, {"add": "SELECT fn_add(1)", "insert": "INSERT INTO tb_post VALUES (1)", "bad": "x"})
    assert connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchall() == [(0,)]
    assert connection.execute("SELECT count(*) FROM tb_post").fetchall() == [(0,)]
    assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    assert connection.pgconn.pipeline_status == psycopg.pq.PipelineStatus.OFF


def test_a_statement_is_not_cut_at_a_zero_byte(connection: psycopg.Connection[Any]) -> None:
    refused = prepare(connection, {"zero": "SELECT 1\0 nonsense", "good": "SELECT 1"})
    assert refused == {
        "zero": Refusal("the statement holds U+0000, which PostgreSQL cannot store", "22021"),
    }


def test_thousands_of_statements(connection: psycopg.Connection[Any]) -> None:
    statements = {f"s{n}": "x" if n % 7 == 0 else f"SELECT {n}" for n in range(5 * BATCH + 3)}
    refused = prepare(connection, statements)
    assert list(refused) == [key for key, sql in statements.items() if sql == "x"]
    assert {refusal.sqlstate for refusal in refused.values()} == {"42601"}


def test_large_statements(connection: psycopg.Connection[Any]) -> None:
    large = "SELECT '" + "x" * 100_000 + "'"
    refused = prepare(connection, {str(n): f"{large}, nowhere" if n == 90 else large for n in range(100)})
    assert {key: refusal.position for key, refusal in refused.items()} == {"90": len(large) + 3}


def test_a_lock_is_not_waited_for_long(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fraiseql.compiler.prepare.LOCK_TIMEOUT", "50ms")
    with connect(url) as connection, connect(url) as migration, migration.transaction():
        migration.execute("LOCK TABLE tb_post IN ACCESS EXCLUSIVE MODE")
        refused = prepare(connection, {"locked": "SELECT title FROM tb_post", "free": "SELECT 1"})
    assert refused == {"locked": Refusal("canceling statement due to lock timeout", "55P03", position=19)}


def test_a_connection_that_breaks_before(connection: psycopg.Connection[Any], url: str) -> None:
    run(url, f"SELECT pg_terminate_backend({connection.info.backend_pid}, 5000)")
    with pytest.raises(DatabaseUnreachable, match=r"^the connection broke while statements were prepared: "):
        prepare(connection, {"a": "SELECT 1"})


def test_a_connection_that_breaks_meanwhile(connection: psycopg.Connection[Any], url: str) -> None:
    def statements() -> Iterator[tuple[str, str]]:
        yield "a", "SELECT 1"
        run(url, f"SELECT pg_terminate_backend({connection.info.backend_pid}, 5000)")
        yield "b", "SELECT 2"

    class Deadly(dict[str, str]):
        def items(self) -> Any:
            return statements()

    with pytest.raises(DatabaseUnreachable, match=r"^the connection broke while statements were prepared: "):
        prepare(connection, Deadly())
    assert connection.closed
