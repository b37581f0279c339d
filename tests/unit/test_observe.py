from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from fraiseql.compiler import observe as module
from fraiseql.compiler.introspect import CatalogUnreadable, DatabaseUnreachable, connect
from fraiseql.compiler.observe import Observations, Observed, Reading, ask, observe
from tests.postgres import MakeDatabase

SQL = """
CREATE TABLE a (id uuid PRIMARY KEY, kind int NOT NULL, data jsonb);
INSERT INTO a SELECT gen_random_uuid(), n % 5, jsonb_build_object('x', repeat('ab', 1000)) FROM generate_series(1, 1000) n;
CREATE TABLE e (id int, data jsonb);
CREATE FUNCTION loud(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
CREATE VIEW v AS
SELECT x.id, x.data || to_jsonb((SELECT count(*) FROM a z WHERE z.kind = x.kind)) AS data, loud(x.kind)
FROM a x LEFT JOIN e y ON y.id = x.kind;
CREATE MATERIALIZED VIEW m AS SELECT id, data FROM a LIMIT 10;
CREATE TABLE p (id int NOT NULL, data jsonb) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (1000);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (1000) TO (9000);
INSERT INTO p SELECT n, '{}' FROM generate_series(1, 1999) n;
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER far FOREIGN DATA WRAPPER nothing;
CREATE FOREIGN TABLE f (id int, data jsonb) SERVER far;
ANALYZE a, m, p;
CREATE ROLE observe_nobody LOGIN;
"""  # noqa: E501


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> Iterator[str]:
    made = make_database(SQL)
    yield made
    with connect(made) as connection:
        connection.execute("DROP ROLE observe_nobody")


@pytest.fixture
def connection(url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(url) as connection:
        yield connection


KINDS = {
    "a": "table",
    "v": "view",
    "m": "materialized view",
    "p": "partitioned table",
    "e": "table",
    "f": "foreign table",
    "gone": "table",
}
READINGS = [Reading("public", name, kind, f"public.{name}", "t.data") for name, kind in KINDS.items()]  # type: ignore[arg-type]


def test_what_is_seen(connection: psycopg.Connection[Any]) -> None:
    seen = observe(connection, READINGS)
    assert set(seen.relations) == {f"public.{name}" for name in KINDS} - {"public.gone"}
    a = seen.of("public.a")
    assert (a.rows, a.distinct["kind"], a.distinct["id"]) == (1000, 5, 1000)
    assert a.document_bytes == pytest.approx(2009)
    assert a.joins is None
    view = seen.of("public.v")
    assert (view.joins, view.volatile, view.document_bytes) == (2, ("public.loud",), None)
    assert 0 < view.rows < 2000
    assert seen.of("public.m").rows == 10
    partitioned = seen.of("public.p")
    assert (partitioned.rows, partitioned.document_bytes) == (1999, 2)
    assert (seen.of("public.e").rows, seen.of("public.e").document_bytes) == (0, None)
    assert seen.of("public.f") == seen.of("public.gone") == Observed()
    assert connection.execute("SHOW statement_timeout").fetchone() == ("0",)


def test_what_may_not_be_read_is_left_out(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET ROLE observe_nobody")
    seen = observe(connection, READINGS)
    assert seen.of("public.a") == Observed(1000)
    assert seen.of("public.v") == Observed(volatile=("public.loud",))
    assert observe(connection, []) == Observations()


def test_questions(connection: psycopg.Connection[Any]) -> None:
    many = [f"SELECT {n}" for n in range(120)]
    assert ask(connection, many) == [str(n) for n in range(120)]
    assert ask(connection, ["SELECT 1", "SELEC", "SELECT NULL", "SELECT 1/0", "SELECT 2"]) == [
        "1",
        None,
        None,
        None,
        "2",
    ]
    assert ask(connection, []) == []


def test_a_query_that_fails(connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SIZES", "SELECT %s, %s, 1/0")
    with pytest.raises(CatalogUnreadable, match="the database cannot be observed: "):
        observe(connection, READINGS)


@pytest.mark.parametrize("after", [[], ["SELECT 1"]])
def test_a_connection_that_breaks(url: str, after: list[str]) -> None:
    with connect(url) as connection:
        with pytest.raises(
            DatabaseUnreachable, match="the connection broke while the database was observed: "
        ):
            ask(connection, ["SELECT pg_terminate_backend(pg_backend_pid())", *after])
        assert connection.closed


SAMPLED = [
    Reading("public", name, kind, f"public.{name}", "t.data", "t.id", ("t.data", "to_jsonb(t.*)"))  # type: ignore[arg-type]
    for name, kind in KINDS.items()
    if name not in ("m", "gone")
]


def test_samples(connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = observe(connection, SAMPLED)
    for name in ("a", "v", "p"):
        assert len(seen.of(f"public.{name}").samples["t.data"]) == module.DOCUMENTS
    assert {document["kind"] for _, document in seen.of("public.a").samples["to_jsonb(t.*)"]} == set(range(5))
    assert seen.of("public.e").samples["t.data"] == ()
    assert seen.of("public.f").samples == {}
    monkeypatch.setattr(module, "BYTES", 10_000)
    assert len(observe(connection, SAMPLED).of("public.a").samples["t.data"]) == 4
    connection.execute("SET ROLE observe_nobody")
    assert observe(connection, SAMPLED).of("public.a").samples["t.data"] == ()
    monkeypatch.setattr(module, "BUDGET", 0)
    assert observe(connection, SAMPLED).of("public.a").samples == {}


@pytest.mark.parametrize(
    ("rows", "sample"),
    [
        ("(1, NULL), (NULL, '{\"n\": 1.50}')", ((None, {"n": Decimal("1.50")}),)),
        (f"(1, '{'[' * 3000 + ']' * 3000}')", ()),  # too deep for Python
    ],
)
def test_what_is_sampled(make_database: MakeDatabase, rows: str, sample: object) -> None:
    reading = Reading("public", "n", "table", "public.n", "t.data", "t.id", ("t.data",))
    with connect(
        make_database(f"CREATE TABLE n (id int, data json); INSERT INTO n VALUES {rows};")
    ) as connection:
        assert observe(connection, [reading]).of("public.n").samples["t.data"] == sample
