"""The SQL printer, against a real PostgreSQL: what it prints means what the tree says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fraiseql.compiler.sql.printer import identifier, literal, sql, type_name
from fraiseql.compiler.sql.tree import (
    Call,
    Cast,
    Constant,
    Expression,
    Hole,
    Member,
    Name,
    Named,
    Operation,
    Select,
    Star,
    Text,
    Value,
)

# A surrogate is no text, and PostgreSQL stores no U+0000.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
# PostgreSQL cuts names at 63 bytes; a name is not empty.
NAMES = st.one_of(TEXT, st.text("$\\'\"u0024 ab.;-/*", max_size=15)).map(lambda text: text or "x")
NAMES = NAMES.filter(lambda name: len(name.encode()) <= 63)
REAL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def connection(server: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(server, autocommit=True) as connection:
        yield connection


def one(connection: psycopg.Connection[Any], statement: str) -> Any:
    row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row[0]


@REAL
@given(TEXT, st.sampled_from(["on", "off"]))
def test_a_literal_is_its_text(connection: psycopg.Connection[Any], text: str, conforming: str) -> None:
    assert "$" not in literal(text)
    connection.execute("SET escape_string_warning = off")
    connection.execute(f"SET standard_conforming_strings = {conforming}".encode())
    assert one(connection, f"SELECT {literal(text)}") == text


@REAL
@given(NAMES, NAMES)
def test_an_identifier_is_its_name(connection: psycopg.Connection[Any], table: str, column: str) -> None:
    assert "$" not in identifier(table) + identifier(column)
    with connection.transaction(force_rollback=True):
        connection.execute(f"CREATE TABLE pg_temp.{identifier(table)} ({identifier(column)} int)".encode())
        found = connection.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = pg_my_temp_schema() AND a.attnum > 0"
        ).fetchall()
        assert found == [(table, column)]
        connection.execute(f"SELECT t.{identifier(column)} FROM pg_temp.{identifier(table)} AS t".encode())


@REAL
@given(NAMES)
def test_a_type_is_its_key(connection: psycopg.Connection[Any], name: str) -> None:
    with connection.transaction(force_rollback=True):
        connection.execute("CREATE SCHEMA a$b")
        connection.execute(f"""CREATE TYPE "a$b".{identifier(name)} AS ENUM ('x')""".encode())
        key = f'"a$b".{one(connection, f"SELECT quote_ident({literal(name)})")}'
        assert "$" not in type_name(key)
        for written in (f"'x'::{type_name(key)}", f"('{{x}}'::{type_name(f'{key}[]')})[1]"):
            assert one(connection, f"SELECT pg_typeof({written})::oid::regtype::oid") == one(
                connection, f"SELECT oid FROM pg_type WHERE typname = {literal(name)} AND typtype = 'e'"
            )


def test_every_key_word_that_must_be_quoted_is(connection: psycopg.Connection[Any]) -> None:
    words = connection.execute("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'").fetchall()
    assert len(words) > 100
    for (word,) in words:
        assert identifier(word) == f'"{word}"'


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("tv_post", "tv_post"),
        ("_x1", "_x1"),
        ("tvPost", '"tvPost"'),
        ("1st", '"1st"'),
        ("a b", '"a b"'),
        ('a"b', '"a""b"'),
        ("a\\b", '"a\\b"'),
        ("order", '"order"'),
        ("a$1", 'U&"a\\00241"'),
        ('\\"$', 'U&"\\\\""\\0024"'),
        ("é", '"é"'),
        ("tv_post\n", '"tv_post\n"'),
    ],
)
def test_identifiers_are_quoted_only_where_they_must_be(name: str, written: str) -> None:
    assert identifier(name) == written


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("int4", "int4"),
        ("text[]", "text[]"),
        ("public.mood", "public.mood"),
        ('app."Mood"[]', 'app."Mood"[]'),
        ('"a$"."b""$"[]', 'U&"a\\0024".U&"b""\\0024"[]'),
        ('"char"', '"char"'),
    ],
)
def test_types(key: str, written: str) -> None:
    assert type_name(key) == written


COLUMN = Name(("t", "views"))


@pytest.mark.parametrize(
    ("node", "written"),
    [
        (Name(("public", "tv_post")), "public.tv_post"),
        (Text("it's $1"), "E'it''s \\u00241'"),
        (Hole(), "$0"),
        (Value("int4[]"), "$1::int4[]"),
        (Member(Hole(), ("author", "name"), as_text=True), "($0 -> 'author' ->> 'name')"),
        (Member(COLUMN, ("author",), as_text=False), "(t.views -> 'author')"),
        (Cast(COLUMN, "public.mood"), "t.views::public.mood"),
        (Operation("$0 = ANY ($1)", COLUMN, Value("int4[]")), "t.views = ANY ($1::int4[])"),
        (Operation("$0 LIKE $1", Hole(), Text("$0 $1")), "$0 LIKE E'\\u00240 \\u00241'"),
        (Call(Name(("app", "Fn")), (Hole(), Constant("TRUE"))), 'app."Fn"($0, TRUE)'),
        (Call(Name(("now",)), ()), "now()"),
        (Named("p_title", Value("text")), "p_title => $1::text"),
        (Call(Name(("count",)), (Star(),)), "count(*)"),
        (Call(Name(("to_jsonb",)), (Star("t"),)), "to_jsonb(t.*)"),
        (Constant("NULL"), "NULL"),
        (Select(Constant("1")), "SELECT 1"),
        (
            Select(COLUMN, Name(("public", "tv_post")), "t", Operation("$0 = $1", COLUMN, Value("int4"))),
            "SELECT t.views\nFROM public.tv_post AS t\nWHERE t.views = $1::int4",
        ),
    ],
)
def test_every_node(node: Expression | Select, written: str) -> None:
    assert sql(node) == written
