from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fraiseql.compiler.apply import apply_sql
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.introspect import connect


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(database_url) as connection:
        yield connection


def written(directory: Path, *texts: str | bytes) -> list[Path]:
    files = [directory / f"{number:02}.sql" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return files


def tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [name for (name,) in rows.fetchall()]


def refused(connection: psycopg.Connection[Any], files: list[Path]) -> Diagnostic:
    (diagnostic,) = apply_sql(connection, files)
    assert diagnostic.code == "FQ303"
    return diagnostic


def test_files_run_in_the_order_given(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    first, second = written(
        tmp_path, "CREATE TABLE a (x int); CREATE TABLE b (x int);", "INSERT INTO a VALUES (1)"
    )
    assert apply_sql(connection, [first, second]) == []
    assert tables(connection) == ["a", "b"]
    assert apply_sql(connection, []) == []
    again = refused(connection, [first])
    assert again.message.endswith('relation "a" already exists')
    assert (
        again.hint
        == "files are applied again when one changes, so each statement must be one that can run twice: "
        "write `CREATE TABLE IF NOT EXISTS`"
    )


def test_an_empty_file_and_a_percent_sign_are_fine(
    connection: psycopg.Connection[Any], tmp_path: Path
) -> None:
    assert (
        apply_sql(
            connection, written(tmp_path, "", "-- 100 %\n", "SELECT '%s', 5 % 2", b"\xef\xbb\xbfSELECT 1")
        )
        == []
    )


def test_a_mistake_is_said_where_it_stands(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    (file,) = written(tmp_path, "-- ünïcode 🍓\r\nSELECT 1;\r\nSELEC 2;\r\n")
    diagnostic = refused(connection, [file])
    assert diagnostic.message == f'{file} was refused: syntax error at or near "SELEC"'
    assert diagnostic.span is not None
    assert diagnostic.span.first == (3, 1)
    assert diagnostic.span.source.name == str(file)


def test_a_mistake_at_the_end_of_the_file(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    diagnostic = refused(connection, written(tmp_path, "SELECT (1"))
    assert diagnostic.span is not None
    assert (diagnostic.span.first, diagnostic.span.last) == ((1, 10), (1, 10))


def test_details_and_hints_of_postgresql_are_passed_on(
    connection: psycopg.Connection[Any], tmp_path: Path
) -> None:
    text = "CREATE TABLE a (x int PRIMARY KEY); INSERT INTO a VALUES (1), (1)"
    diagnostic = refused(connection, written(tmp_path, text))
    assert diagnostic.message.endswith('constraint "a_pkey" (Key (x)=(1) already exists.)')
    assert diagnostic.span is None
    diagnostic = refused(connection, written(tmp_path, "SELECT lowr('x')"))
    assert diagnostic.hint is not None


def test_a_file_is_applied_whole_or_not_at_all_and_is_the_last(
    connection: psycopg.Connection[Any], tmp_path: Path
) -> None:
    texts = ("CREATE TABLE a (x int)", "CREATE TABLE b (x int); SELECT 1 / 0", "CREATE TABLE c (x int)")
    assert "division by zero" in refused(connection, written(tmp_path, *texts)).message
    assert tables(connection) == ["a"]


def test_a_file_that_cannot_be_read(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    assert refused(connection, [tmp_path / "no.sql"]).message.startswith(
        f"cannot read {tmp_path / 'no.sql'}: "
    )
    assert refused(connection, written(tmp_path, b"SELECT '\xff'")).message.startswith(
        "the file is not UTF-8"
    )


def test_a_zero_byte_does_not_end_the_file(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    diagnostic = refused(connection, written(tmp_path, "CREATE TABLE a (x int);\n\0"))
    assert "holds U+0000" in diagnostic.message
    assert diagnostic.span is not None
    assert diagnostic.span.first == (2, 1)
    assert tables(connection) == []


def test_what_libpq_cannot_do_here_is_refused(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    text = "CREATE TABLE a (x int);\nCOPY a FROM STDIN;\n1\n"
    assert "was refused: " in refused(connection, written(tmp_path, text)).message


@pytest.mark.parametrize(
    ("text", "found", "instead"),
    [
        ("CREATE TABLE a (x int)", "CREATE TABLE a", "`CREATE TABLE IF NOT EXISTS`"),
        (
            "CREATE UNLOGGED TABLE a (x int)",
            "CREATE UNLOGGED TABLE a",
            "`CREATE UNLOGGED TABLE IF NOT EXISTS`",
        ),
        ('create  table public."A b" (x int)', 'create  table public."A b"', "`CREATE TABLE IF NOT EXISTS`"),
        (
            "CREATE TABLE IF NOT EXISTS a (x int); -- of a\nCREATE UNIQUE INDEX a_x ON a (x)",
            "CREATE UNIQUE INDEX a_x",
            "`CREATE UNIQUE INDEX IF NOT EXISTS`",
        ),
        (
            "CREATE TABLE IF NOT EXISTS a (x int); CREATE VIEW v AS SELECT * FROM a",
            "CREATE VIEW v",
            "`CREATE OR REPLACE VIEW`",
        ),
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE FUNCTION f",
            "`CREATE OR REPLACE FUNCTION`",
        ),
        ("CREATE SCHEMA s", None, "`CREATE SCHEMA IF NOT EXISTS`"),
        (
            "CREATE TYPE mood AS ENUM ('sad')",
            "CREATE TYPE mood",
            "`DO $$ BEGIN CREATE TYPE … EXCEPTION WHEN duplicate_object THEN NULL; END $$`",
        ),
        (
            "CREATE TABLE IF NOT EXISTS a (x int); CREATE POLICY p ON a USING (true)",
            "CREATE POLICY p",
            "`DROP POLICY IF EXISTS` before it",
        ),
        (
            "CREATE TABLE IF NOT EXISTS a (x int); ALTER TABLE a ADD COLUMN y int",
            None,
            "`ADD COLUMN IF NOT EXISTS`",
        ),
        (
            "CREATE TABLE IF NOT EXISTS a (x int); ALTER TABLE a ADD CONSTRAINT c CHECK (x > 0)",
            None,
            "`DROP … IF EXISTS` before it",
        ),
        (
            "CREATE TABLE IF NOT EXISTS a (x int PRIMARY KEY); INSERT INTO a VALUES (1)",
            None,
            "`INSERT … ON CONFLICT DO NOTHING`",
        ),
    ],
)
def test_what_cannot_run_twice_has_a_hint(
    connection: psycopg.Connection[Any], tmp_path: Path, text: str, found: str | None, instead: str
) -> None:
    files = written(tmp_path, text)
    assert apply_sql(connection, files) == []
    diagnostic = refused(connection, files)
    assert diagnostic.hint == (
        "files are applied again when one changes, so each statement must be one that can run twice: "
        f"write {instead}"
    )
    span = diagnostic.span
    assert (span and span.source.text[span.start : span.end]) == found


def test_a_view_that_changes_its_columns(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    assert apply_sql(connection, written(tmp_path, "CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b")) == []
    diagnostic = refused(connection, written(tmp_path, "CREATE OR REPLACE VIEW v AS SELECT 1 AS a"))
    assert (diagnostic.hint or "").endswith("write `DROP VIEW IF EXISTS` before it")
