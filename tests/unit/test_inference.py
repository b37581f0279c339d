"""Expressions and what is inferred of them, each held against what PostgreSQL returns for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fraiseql.compiler.analyse.documents import Documents
from fraiseql.compiler.analyse.shape import (
    NEVER,
    PERHAPS,
    Array,
    Key,
    Nothing,
    Object,
    Scalar,
    Shape,
    Unknown,
    conforms,
    key,
)
from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.introspect import connect, introspect
from tests.postgres import MakeDatabase, fresh_databases
from tests.shapes import shown

GOLDEN = Path(__file__).parents[1] / "golden" / "inference"
DATABASE = (GOLDEN / "database.sql").read_text()
EXPRESSIONS = re.findall(r"^(.+)\n    => (.+)$", (GOLDEN / "expressions.txt").read_text(), re.MULTILINE)
"""Of a row `u` of tb_user, and the shape, in the notation of `tests/shapes.py`."""

WRITERS = re.findall(r"-- (.+)\n((?:(?!-- ).*\n)+)", (GOLDEN / "writers.sql").read_text())
"""The shape of the documents of tv_thing, and the functions that write them."""


@pytest.fixture(scope="module")
def database(server: str) -> Iterator[tuple[psycopg.Connection[Any], Catalog]]:
    """A connection to a database that has a view for each expression, and its catalog."""
    views = (
        f"CREATE VIEW v_{number} AS SELECT jsonb_build_object('x', {sql}) AS data FROM tb_user u;"
        for number, (sql, _) in enumerate(EXPRESSIONS)
    )
    with fresh_databases(server) as make:
        url = make(DATABASE + "\n".join(views))
        with connect(url) as connection:
            yield connection, introspect(connection)


@pytest.mark.parametrize("number", range(len(EXPRESSIONS)), ids=[sql[:60] for sql, _ in EXPRESSIONS])
def test_expression(database: tuple[psycopg.Connection[Any], Catalog], number: int) -> None:
    connection, catalog = database
    view = catalog.relation(f"v_{number}")
    assert view is not None
    found = Documents(catalog).column(view, "data")
    assert isinstance(found.shape, Object)
    assert shown(found.shape.keys["x"].shape, found.shape.keys["x"].null) == EXPRESSIONS[number][1]
    for (document,) in connection.execute(f"SELECT data FROM v_{number}").fetchall():
        assert conforms(found.shape, found.null, document)


@pytest.mark.parametrize(("shape", "functions"), WRITERS, ids=[str(n) for n in range(len(WRITERS))])
def test_table(make_database: MakeDatabase, functions: str, shape: str) -> None:
    tables = DATABASE[: DATABASE.index("INSERT")]
    tables += "CREATE TABLE tv_thing (id int DEFAULT 1, data jsonb DEFAULT '{}');"
    with connect(make_database(f"{tables} SET check_function_bodies = off; {functions}")) as connection:
        catalog = introspect(connection)
    relation = catalog.relation("tv_thing")
    assert relation is not None
    assert shown(Documents(catalog).column(relation, "data").shape) == shape


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 AS id, JSON_OBJECT('a': 1 RETURNING jsonb) AS data",  # nothing that sqlglot reads
        f"SELECT 1 AS id, to_jsonb({' || '.join(['text(1)'] * 900)}) AS data",  # nested too deep
    ],
)
def test_what_cannot_be_followed_is_unknown(make_database: MakeDatabase, sql: str) -> None:
    with connect(make_database(f"CREATE VIEW v_odd AS {sql}")) as connection:
        catalog = introspect(connection)
    (view,) = catalog.relations
    found = Documents(catalog).column(view, "data")
    assert shown(found.shape, found.null) == "unknown~"
    assert shown(Documents(catalog).column(view, "absent").shape) == "unknown"


def test_a_check_that_cannot_be_read_says_nothing(make_database: MakeDatabase) -> None:
    check = "JSON_OBJECT('x': x RETURNING jsonb) <> '{}'"  # it may rule nulls out
    sql = f"""
        CREATE TABLE tb_odd (x int, r pg_catalog.pg_am, CHECK ({check}));
        CREATE VIEW v_odd AS SELECT to_jsonb(x) AS data, to_jsonb(r) AS of_postgres FROM tb_odd;
    """
    with connect(make_database(sql)) as connection:
        catalog = introspect(connection)
    view = catalog.relation("v_odd")
    assert view is not None
    known = Documents(catalog)
    found = known.column(view, "data")
    assert shown(found.shape, found.null) == "int4~"
    assert isinstance(known.column(view, "of_postgres").shape, Unknown)


@pytest.mark.parametrize(
    ("shape", "value", "fits"),
    [
        (Nothing(), 1, False),
        (Scalar("number"), [], False),
        (Scalar("string", None, "a"), "b", False),
        (Array(Scalar("number")), [1, None], False),
        (Array(Scalar("number"), PERHAPS), [1, None], True),
        (Object({"a": Key(Scalar("boolean"))}), {"a": True}, True),
        (Object({"a": Key(Scalar("boolean"))}), {}, False),
        (Object({}), {"a": 1}, False),
        (Object({}, Unknown()), {"a": 1}, True),
    ],
)
def test_what_conforms(shape: Shape, value: object, fits: bool) -> None:
    assert conforms(shape, NEVER, value) is fits


def test_other_keys_of_what_is_known_in_part() -> None:
    assert key(Object({}, Unknown("why")), "a").shape == Unknown()
