"""The lints say what PostgreSQL does: each "served" and each advised index is held against EXPLAIN."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import psycopg
import pytest

from fraiseql.compiler.analyse.dependencies import Dependencies
from fraiseql.compiler.analyse.lasting import lasting
from fraiseql.compiler.analyse.writes import writes
from fraiseql.compiler.catalog import Index, Relation
from fraiseql.compiler.coverage import coverage
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.lints import Look
from fraiseql.compiler.lints.documents import weight
from fraiseql.compiler.lints.fields import advice
from fraiseql.compiler.lints.look import about, listed, readings
from fraiseql.compiler.lints.reach import places
from fraiseql.compiler.lints.served import (
    IMMUTABLE,
    Place,
    comparing,
    comparison,
    is_compared,
    is_sorted,
    keyed,
    ordering,
    uniting,
)
from fraiseql.compiler.observe import observe
from fraiseql.compiler.pipeline import Compiled, compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.settings import Settings
from fraiseql.compiler.source import Source
from fraiseql.plan import ValueTarget
from tests.compiling import BLOG, blog_schema, compiled
from tests.postgres import MakeDatabase, run

COLUMNS = {
    "text_": ("String", "text"),
    "char_": ("String", "varchar(40)"),
    "name_": ("String", "name"),
    "int_": ("Int", "int4"),
    "small": ("Int", "int2"),
    "big": ("BigInt", "int8"),
    "float_": ("Float", "float8"),
    "decimal_": ("Decimal", "numeric"),
    "bool_": ("Boolean", "bool"),
    "uuid_": ("UUID", "uuid"),
    "date_": ("Date", "date"),
    "time_": ("Time", "time"),
    "stamp": ("LocalDateTime", "timestamp"),
    "stamptz": ("DateTime", "timestamptz"),
    "span": ("Duration", "interval"),
    "inet_": ("IpAddress", "inet"),
    "cidr_": ("Cidr", "cidr"),
    "mac": ("MacAddress", "macaddr"),
    "mood": ("Mood", "mood"),
    "mood_text": ("Mood", "text"),
    "positive": ("Int", "positive"),
    "tags": ("[String!]", "text[]"),
    "numbers": ("[Int!]", "int4[]"),
    "json_": ("JSON", "jsonb"),
    "json_list": ("[String!]", "jsonb"),
    "plain_json": ("JSON", "json"),
}
"""Native columns: the GraphQL type of the field and the type of the column."""

PATHS = {f"at_{name}": type_ for name, (type_, _) in COLUMNS.items()}
"""The same types on paths of the document."""

FIELDS = "\n".join(f"  {n}: {t}" for n, t in {**{n: t for n, (t, _) in COLUMNS.items()}, **PATHS}.items())
SCHEMA = f"""
type Post @view(tv_post) {{
  id: ID!
{FIELDS}
  inner: Inner
  inners: [Inner!]
}}
type Inner {{ word: String number: Int day: Date outer: Inner }}
enum Mood {{ GOOD BAD }}
type Query {{ posts(where: PostWhere, orderBy: [PostOrderBy!], limit: Int = 20): [Post!]! }}
"""
TABLE = f"""
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL, {", ".join(f"{n} {t}" for n, (_, t) in COLUMNS.items())});
INSERT INTO tv_post (id, data) SELECT gen_random_uuid(), '{{}}' FROM generate_series(1, 10100);
ANALYZE tv_post;
"""  # noqa: E501 - one table


def looked(url: str, settings: Settings | None = None) -> Look:
    """What the lints see of the schema and a database."""
    result = compiled(SCHEMA, url)
    return look_at(SCHEMA, url, result, settings or Settings())


def look_at(schema: str, url: str, result: Compiled, settings: Settings) -> Look:
    from fraiseql.compiler.bind import bind
    from fraiseql.compiler.build import build
    from fraiseql.compiler.parse import parse

    source = Source("schema.graphql", schema)
    document, _ = parse([source])
    assert document is not None
    with connect(url) as connection:
        catalog = introspect(connection)
        bound, _ = bind(build([source], document)[0].model, catalog)
        seen = observe(connection, list(readings(bound)))
    return Look(bound, result.lowered, catalog, seen, settings, coverage(bound, Dependencies(catalog)))


def offered(look: Look, input_: str) -> list[Place]:
    return list(places(look, look.lowered.queries["posts"].targets, input_))


def relation(look: Look) -> Relation:
    found = look.catalog.relation("tv_post")
    assert found is not None
    return found


def plan(connection: psycopg.Connection[Any], sql: str) -> str:
    """The plan, where PostgreSQL avoids what reads or sorts all rows if it can."""
    connection.execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_incremental_sort = off")
    return "\n".join(row[0] for row in connection.execute(f"EXPLAIN {sql}".encode()))


def compares(connection: psycopg.Connection[Any], place: Place) -> bool:
    """Whether an index serves a field's comparison, in PostgreSQL's own plan."""
    operator = "contains" if place.target.list or place.target.type == "JSON" else "eq"
    condition = place.target.operators[operator].replace("$0", place.document or "t.data")
    cast = re.search(r"\$1::([\w.\[\]]+)", condition)
    assert cast is not None
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        connection.execute(f"PREPARE asked AS SELECT FROM tv_post AS t WHERE {condition}".encode())
        shown = plan(connection, "EXECUTE asked(NULL)")
    connection.execute("DEALLOCATE ALL")
    return "Index Cond" in shown


def sorts(connection: psycopg.Connection[Any], place: Place) -> bool:
    """The same of its ordering."""
    return "Sort" not in plan(connection, f"SELECT FROM tv_post AS t ORDER BY {ordering(place)} LIMIT 5")


@pytest.fixture(scope="module")
def bare(make_database: MakeDatabase) -> str:
    """A large table whose only index is that of its key."""
    return make_database(TABLE)


@pytest.fixture(scope="module")
def advised(bare: str, make_database: MakeDatabase) -> str:
    """The same, after what the lints advise."""
    look = looked(bare)
    url = make_database(like=bare)
    row = relation(look)
    wheres = [p for p in offered(look, "PostWhere") if not is_compared(p, row)]
    orders = [p for p in offered(look, "PostOrderBy") if not is_sorted(p, row)]
    statements = comparing(wheres, row, "data")
    for place in orders:
        statements += keyed(place, row, ordering(place))
    run(url, "; ".join(dict.fromkeys(statements)))
    return url


@pytest.mark.parametrize("which", ["bare", "advised"])
def test_what_is_served_is_what_postgresql_serves(which: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(which)
    look = looked(url)
    row = relation(look)
    with connect(url) as connection:
        wrong = [
            f"filter {p.name}"
            for p in offered(look, "PostWhere")
            if is_compared(p, row) != compares(connection, p)
        ]
        wrong += [
            f"ordering {p.name}"
            for p in offered(look, "PostOrderBy")
            if is_sorted(p, row) != sorts(connection, p)
        ]
    assert wrong == []


def test_what_is_advised_helps(advised: str) -> None:
    look = looked(advised)
    left = [p.name for p in offered(look, "PostWhere") if not is_compared(p, relation(look))]
    assert left == ["json_list", "plain_json", "inner.day"]  # only a column of another type would help


def test_the_casts_that_an_index_can_be_on(bare: str) -> None:
    rows = run(
        bare,
        """SELECT t.typname FROM pg_type t JOIN pg_proc p ON p.oid = t.typinput
           WHERE t.typnamespace = 'pg_catalog'::regnamespace AND p.provolatile = 'i'""",
    )
    assert IMMUTABLE - {"ltree", "citext"} <= {name for (name,) in rows}


PLACE = Place(
    "a", ValueTarget(type="String", postgres="text", path=("a",), sql="(t.a)", operators={}), "(t.a)", None
)


def with_index(**index: Any) -> Relation:
    return Relation(schema="s", name="r", kind="table", columns=(), indexes=(Index(**index),))


def test_what_does_not_serve() -> None:
    assert is_compared(PLACE, with_index(method="btree", keys=("a", "b")))
    assert is_compared(PLACE, with_index(method="gist", keys=("b", "a")))
    assert not is_compared(PLACE, with_index(method="btree", keys=("b", "a")))
    assert not is_compared(PLACE, with_index(method="btree", keys=("a",), partial=True))
    assert not is_compared(PLACE, with_index(method="gin", keys=("a",)))
    assert is_sorted(PLACE, with_index(method="btree", keys=("a", "b"), sorts=True))
    assert not is_sorted(PLACE, with_index(method="btree", keys=("a",)))
    behind = with_index(method="btree", keys=("c", '"B"', "a"), sorts=True)
    assert is_compared(PLACE, behind, ["B", "c"])
    assert is_sorted(PLACE, behind, ["B", "c"])
    assert not is_compared(PLACE, behind, ["c"])
    assert not is_sorted(PLACE, with_index(method="btree", keys=("c",), sorts=True), ["c"])
    assert comparison(PLACE) == ("(t.a)", False)


def test_no_column_of_its_own_for_what_cannot_have_one() -> None:
    day = ValueTarget(
        type="Date", postgres="date", path=("day",), sql="(t.data ->> 'day')::date", operators={}
    )
    place = Place("day", day, day.sql, None)
    table = with_index(method="btree", keys=("id",))
    assert keyed(place, table, day.sql) == [
        "ALTER TABLE s.r ADD COLUMN IF NOT EXISTS day date",
        "CREATE INDEX ON s.r (day)",
    ]
    stored = Relation(schema="s", name="r", kind="materialized view", columns=())
    assert keyed(place, stored, day.sql) == []
    assert uniting([place, PLACE], table) == []
    assert uniting([PLACE, PLACE], table) == ["CREATE UNIQUE INDEX ON s.r ((a), (a))"]


def test_ltree_is_compared_by_gist() -> None:
    path = ValueTarget(
        type="LTree", postgres="app.ltree", path=("p",), sql="(t.data ->> 'p')::app.ltree", operators={}
    )
    advised = comparing([Place("p", path, path.sql, None)], with_index(method="btree", keys=("id",)), "data")
    assert advised == ["CREATE INDEX ON s.r USING gist (((data ->> 'p')::app.ltree))"]


def test_words() -> None:
    assert [about(n) for n in (0, 7, 99, 123, 10_450, 1_260_000)] == [
        "0",
        "7",
        "99",
        "120",
        "10,000",
        "1,300,000",
    ]
    assert listed(["a", "b"]) == "`a`, `b`"
    assert listed(["a", "b", "c"], 2) == "`a`, `b` and 1 more"
    assert (weight(150_400), weight(2_340_000)) == ("150 kB", "2.3 MB")
    assert advice([], None) is None
    assert advice([], "leave it") == "leave it"
    many = advice([f"CREATE INDEX ON t (c{n})" for n in range(12)], None)
    assert many is not None
    assert many.endswith("\nCREATE INDEX ON t (c9);\n… and 2 more like these")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("SELECT 1", False),
        ("INSERT INTO a VALUES (1)", True),
        ("update only app.a as t set b = 1", True),
        ('UPDATE "A" SET b = 1', True),
        ("DELETE\n FROM a", True),
        ("UPDATE a * AS b SET b = 1", True),
        ("WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone", True),
        ("MERGE INTO a", True),
        ("TRUNCATE a", True),
        ("TRUNCATE 1", False),
        ("SELECT 1 ON CONFLICT DO UPDATE SET a = 1", False),
        ("REFRESH MATERIALIZED VIEW a", True),
        ("REFRESH MATERIALIZED", False),
        ("SELECT update FROM a", False),
        ("SELECT a.insert, a.delete, a.update FROM a", False),
        ("SELECT $$ DELETE FROM a $$, E'it\\'s DELETE FROM a'", False),
        ("SELECT 1 FOR UPDATE", False),
        ("SELECT 'INSERT INTO a' -- DELETE FROM a", False),
        ("SELECT /* UPDATE a SET b = 1 */ 1", False),
    ],
)
def test_what_writes(body: str, expected: bool) -> None:
    assert writes(body) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("SET app.user_id = '7'", ["sets `app.user_id` for the session"]),
        ('SET SESSION "App".b.c TO DEFAULT', ['sets `"App".b.c` for the session']),
        ("SET ROLE admin", ["sets `ROLE` for the session"]),
        ("SET SESSION", ["sets `SESSION` for the session"]),
        ("SET", []),
        ("SET LOCAL app.a = 1", []),
        ("SET TRANSACTION READ ONLY", []),
        ("SET CONSTRAINTS ALL DEFERRED", []),
        ("UPDATE a SET b = 1", []),
        ("SELECT set_config('app.a', x, false)", ["sets `app.a` for the session"]),
        ("SELECT pg_catalog.set_config(n, f(1, x[2]), 'f')", ["sets a setting for the session"]),
        ("SELECT set_config(E'a\\x', x, is_local => FALSE)", ["sets a setting for the session"]),
        ("SELECT set_config(is_local := false, a := x, b := y)", ["sets a setting for the session"]),
        ("SELECT set_config('app.a', x, true), set_config('app.a', x, a.b = false)", []),
        ("SELECT set_config('app.a', x, y)", []),
        ("SELECT set_config('app.a', x, not false)", []),
        ("SELECT set_config('app.a', false), set_config(), set_config('a', x, false", []),
        ("SELECT set_config FROM a", []),
        ("SELECT pg_try_advisory_lock(1)", ["takes a lock for the session by `pg_try_advisory_lock`"]),
        ("SELECT pg_advisory_xact_lock(1), pg_advisory_lock", []),
        ("CREATE LOCAL TEMPORARY TABLE a (b int)", ["makes a temporary table that stays"]),
        ("CREATE TEMP TABLE a ON COMMIT DELETE ROWS AS SELECT 1", ["makes a temporary table that stays"]),
        ("CREATE TEMP TABLE a ON COMMIT DROP AS SELECT 1", []),
        ("CREATE TABLE temp (b int)", []),
        ("", []),
    ],
)
def test_what_lasts(body: str, expected: list[str]) -> None:
    assert list(lasting(body)) == expected


def test_without_a_database_only_what_is_defined_is_looked_at(bare: str) -> None:
    source = Source("schema.graphql", SCHEMA.replace("posts(", "one(text_: String): Post posts("))
    with connect(bare) as connection:
        result = compile_schema([source], introspect(connection), partial(prepare, connection))
    assert [d.code for d in result.diagnostics] == ["FQ513"]
    assert result.files


def test_the_blog_is_without_a_warning(make_database: MakeDatabase) -> None:
    url = make_database("\n".join(p.read_text() for p in sorted((BLOG / "db").glob("*.sql"))))
    run(url, "ANALYZE")
    with connect(url) as connection:
        catalog = introspect(connection)

        def diagnosed(settings: Settings) -> list[str]:
            result = compile_schema(
                [Source("schema.graphql", blog_schema())],
                catalog,
                partial(prepare, connection),
                observe=partial(observe, connection),
                settings=settings,
            )
            return [d.code for d in result.diagnostics]

        assert diagnosed(Settings()) == []
        assert diagnosed(Settings(rows=1000, document_bytes=1000)) == ["FQ515", "FQ511", "FQ512"]
