"""Which changes of which tables the rows of views show. All SQL here is a real database's."""

from __future__ import annotations

import pytest

from fraiseql.compiler.analyse.dependencies import Dependencies
from fraiseql.compiler.analyse.lineage import Lineage, Touches
from fraiseql.compiler.analyse.names import Names, calls
from fraiseql.compiler.catalog import Catalog, Function
from fraiseql.compiler.introspect import connect, introspect
from tests.postgres import MakeDatabase

SQL = """
CREATE SCHEMA app;
CREATE TABLE a (pk int PRIMARY KEY, x int, y int);
CREATE TABLE b (pk int PRIMARY KEY, fk int REFERENCES a, z int, UNIQUE (pk, z));
CREATE TABLE app.c (pk int PRIMARY KEY, a_pk int, w int);
CREATE TABLE d (b_pk int, b_z int, FOREIGN KEY (b_pk, b_z) REFERENCES b (pk, z));
CREATE TABLE e (pk int PRIMARY KEY REFERENCES a, v int);
CREATE FUNCTION app.sum_of(p int, VARIADIC more int[]) RETURNS int LANGUAGE sql STABLE SET search_path = app
    AS 'SELECT sum(w)::int FROM c WHERE a_pk = p';
CREATE FUNCTION "Rows"(n int DEFAULT 1) RETURNS TABLE (r int) LANGUAGE sql STABLE AS 'SELECT z FROM b';
CREATE FUNCTION "Rows"(n int, m text) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
CREATE FUNCTION again() RETURNS int LANGUAGE sql STABLE AS 'SELECT again() + v FROM e';
CREATE PROCEDURE pr(IN p int, OUT q int) LANGUAGE sql AS 'SELECT 1';
"""

A, B, C, E = ("a+ a-", "b+ b-", "c+ c-", "e+ e-")

VIEWS = {
    "plain": ("SELECT x AS k FROM a WHERE y > 1", f"{A} a.x a.y"),
    "no rows are read": ("SELECT 1 AS k", ""),
    "looked up by a foreign key": ("SELECT b.z, a.x FROM b JOIN a ON a.pk = b.fk", f"{B} a.pk a.x b.fk b.z"),
    "looked up, of what may be nothing": (
        "SELECT b.z, a.x FROM b LEFT JOIN a ON a.pk = b.fk",
        f"{B} a.pk a.x b.fk b.z",
    ),
    "from the other side": ("SELECT b.z FROM a RIGHT JOIN b ON b.fk = a.pk", f"{B} a.pk b.fk b.z"),
    "not looked up: all of a": (
        "SELECT b.z FROM a LEFT JOIN b ON b.fk = a.pk",
        f"{A} {B} a.pk b.fk b.z",
    ),
    "not looked up: all of both": ("SELECT b.z FROM a FULL JOIN b ON b.fk = a.pk", f"{A} {B} a.pk b.fk b.z"),
    "looked up in WHERE": ("SELECT b.z FROM a, b WHERE (a.pk = b.fk AND b.z > 1)", f"{B} a.pk b.fk b.z"),
    "looked up by several columns": (
        "SELECT d.b_z FROM d JOIN b ON b.pk = d.b_pk AND b.z = d.b_z",
        "d+ d- b.pk b.z d.b_pk d.b_z",
    ),
    "by one of several columns": (
        "SELECT d.b_z FROM d JOIN b ON b.z = d.b_z",
        f"d+ d- {B} b.z d.b_z",
    ),
    "looked up without a foreign key": (
        "SELECT c.w FROM app.c JOIN a ON a.pk = c.a_pk",
        f"{C} a- a.pk c.a_pk c.w",
    ),
    "one to one": ("SELECT e.v FROM a LEFT JOIN e ON e.pk = a.pk", f"{A} {E} a.pk e.pk e.v"),
    "itself": ("SELECT one.x FROM a AS one JOIN a AS two ON one.pk = two.x", f"{A} a.pk a.x"),
    "using": ("SELECT e.v FROM e JOIN a USING (pk)", f"{E} a.pk e.pk e.v"),
    "a sub-select": (
        "SELECT a.x, (SELECT sum(b.z) FROM b WHERE b.fk = a.pk) AS s FROM a",
        f"{A} {B} a.pk a.x b.fk b.z",
    ),
    "a sub-select that looks up": (
        "SELECT b.z, (SELECT a.x FROM a WHERE a.pk = b.fk) AS x FROM b",
        f"{B} a.pk a.x b.fk b.z",
    ),
    "rows are counted": ("SELECT count(b.*) AS n FROM a LEFT JOIN b ON b.fk = a.pk", f"{A} {B} a.pk b.fk"),
    "whole rows": ("SELECT to_jsonb(e.*) AS data, row_to_json(e) AS more FROM e", f"{E} e.pk e.v"),
    "with": (
        "WITH one AS (SELECT pk, x FROM a), two (p, q) AS (SELECT * FROM one) SELECT q FROM two",
        f"{A} a.x",
    ),
    "recursive": (
        """
        WITH RECURSIVE r AS (SELECT pk FROM b UNION ALL SELECT r.pk FROM r JOIN e ON e.pk = r.pk)
        SELECT pk FROM r
        """,
        f"{B} {E} b.pk e.pk",
    ),
    "a union": ("SELECT x AS k FROM a UNION SELECT z FROM b", f"{A} {B} a.x b.z"),
    "lateral": (
        "SELECT a.x, l.s FROM a LEFT JOIN LATERAL (SELECT sum(z) AS s FROM b WHERE b.fk = a.pk) AS l ON true",
        f"{A} {B} a.pk a.x b.fk b.z",
    ),
    "a derived table": ("SELECT t.k FROM (SELECT x, y FROM a) AS t (k, l)", f"{A} a.x"),
    "a derived table that joins": (
        "SELECT t.z FROM (SELECT b.z, a.x FROM b JOIN a ON a.pk = b.fk) AS t",
        f"{B} a.pk b.fk b.z",
    ),
    "values": ("SELECT t.k FROM (VALUES (1, 2)) AS t (k, l)", ""),
    "unnest": ("SELECT u.u FROM a, unnest(ARRAY[a.x]) AS u", f"{A} a.x"),
    "a function in FROM": ('SELECT f.r FROM "Rows"() AS f', f"{B} b.z"),
    "a function": ("SELECT app.sum_of(a.pk, 1, 2) AS s FROM a", f"{A} {C} a.pk c.a_pk c.w"),
    "a function that calls itself": ("SELECT again() AS s", f"{E} e.v"),
    "nested parentheses": (
        "SELECT b.z FROM (b JOIN a ON a.pk = b.fk) JOIN e ON e.pk = a.pk",
        f"{B} {E} a.pk b.fk b.z e.pk",
    ),
}


def shown(touches: Touches) -> str:
    """`a+` is an inserted row, `a-` a deleted one, `a.x` an updated column."""
    signs = {"insert": "+", "delete": "-", "update": "."}
    return " ".join(sorted(f"{t.relation[1]}{signs[t.action]}{t.column}" for t in touches))


@pytest.fixture(scope="module")
def catalog(make_database: MakeDatabase) -> Catalog:
    views = (f'CREATE VIEW "{name}" AS {sql};' for name, (sql, _) in VIEWS.items())
    with connect(make_database(SQL + "\n".join(views))) as connection:
        return introspect(connection)


@pytest.fixture(scope="module")
def lineage(catalog: Catalog) -> Lineage:
    return Lineage(Names(catalog))


@pytest.mark.parametrize("name", VIEWS)
def test_views(name: str, catalog: Catalog, lineage: Lineage) -> None:
    view = catalog.relation(name)
    assert view is not None
    expected = " ".join(sorted(VIEWS[name][1].split()))
    assert shown(lineage.relation(view).all) == expected
    assert shown(lineage.text(VIEWS[name][0], ("public",))) == expected  # as the user wrote it


def test_a_view_of_a_view_takes_only_what_it_uses(catalog: Catalog, lineage: Lineage) -> None:
    assert shown(lineage.text('SELECT k FROM "plain"', ("public",))) == "a+ a- a.x a.y"
    assert shown(lineage.text('SELECT b.pk FROM b JOIN "whole rows" AS w ON true', ("public",))) == (
        "b+ b- b.pk e+ e-"
    )


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT * FROM a, e", "a+ a- a.pk a.x a.y e+ e- e.pk e.v"),
        ("SELECT a.* FROM a CROSS JOIN e", "a+ a- a.pk a.x a.y e+ e-"),
        ("SELECT (SELECT a.* FROM (SELECT 1) AS one) FROM a", "a+ a- a.pk a.x a.y"),
        ("SELECT nobody.*, v_variable, p.x, pg_x.* FROM pg_class AS pg_x", ""),
        (
            "INSERT INTO a (pk) SELECT v FROM e ON CONFLICT (pk) DO UPDATE SET x = excluded.y",
            "a.pk a.x a.y e+ e- e.v",
        ),
        ("UPDATE a SET x = e.v FROM e WHERE e.pk = a.pk RETURNING a.y", "a.pk a.x a.y e+ e- e.pk e.v"),
        ("DELETE FROM a USING e WHERE e.pk = a.pk", "a.pk e+ e- e.pk"),
        ("WITH gone AS (DELETE FROM a RETURNING *) SELECT x FROM gone", "a.x"),
        (
            """
            MERGE INTO a USING e ON e.pk = a.pk WHEN MATCHED THEN UPDATE SET x = e.v
            WHEN NOT MATCHED THEN INSERT (pk) VALUES (e.pk)
            """,
            "a.pk a.x e+ e- e.pk e.v",
        ),
        ("SELECT (SELECT x FROM (a CROSS JOIN e))", "a+ a- a.x e+ e-"),
        ("INSERT INTO a OVERRIDING SYSTEM VALUE SELECT v FROM public.e", "e.v"),
        ("CALL pr(1, x)", ""),
        ("SELECT " + "(" * 1500 + "x" + ")" * 1500 + " FROM a", "a.x"),
        ("SELECT 1 FROM a WHERE " + " OR ".join(["x = (SELECT v FROM e)"] * 3), "a+ a- a.x e+ e- e.v"),
    ],
)
def test_statements(sql: str, expected: str, lineage: Lineage) -> None:
    assert shown(lineage.text(sql, ("public", "app"))) == expected


def test_a_view_that_cannot_be_parsed_shows_what_it_names(catalog: Catalog) -> None:
    from msgspec.structs import replace

    view = catalog.relation("plain")
    assert view is not None
    broken = replace(view, definition="SELECT ((x AS k FROM a")
    assert shown(Lineage(Names(catalog)).relation(broken).all) == "a.x"
    deep = replace(view, definition="SELECT x AS k FROM a WHERE " + "NOT " * 5000 + "true")
    assert "a.x" in shown(Lineage(Names(catalog)).relation(deep).all)


def test_views_on_views_without_end(make_database: MakeDatabase) -> None:
    first = "CREATE TABLE t (x int); CREATE VIEW v0 AS SELECT x FROM t;"
    more = "".join(f"CREATE VIEW v{n} AS SELECT x FROM v{n - 1};" for n in range(1, 300))
    with connect(make_database(first + more)) as connection:
        catalog = introspect(connection)
    view = catalog.relation("v299")
    assert view is not None
    assert isinstance(Lineage(Names(catalog)).relation(view).all, frozenset)


def test_calls_are_told_apart_by_their_arguments(catalog: Catalog) -> None:
    def called(text: str) -> list[str]:
        found: list[Function] = calls(Names(catalog), text, ("public",))
        return [f.signature.partition("(")[2][:7] for f in found]

    assert called('SELECT "Rows"(), "Rows"(1), "Rows"(f(1, 2), \'a\')') == ["n integ", "n integ", "n integ"]
    assert called('SELECT "Rows"(1, 2, 3), rows(1), "Rows", sum_of(1), app.sum_of(1)') == ["p integ"]
    assert called("CALL pr(1); CALL pr(1, q); SELECT pr(") == ["IN p in"] * 3


def test_tables_that_are_copies(make_database: MakeDatabase) -> None:
    sql = """
    CREATE TABLE t (id int PRIMARY KEY, x int);
    CREATE TABLE "copy" (id int PRIMARY KEY, x int);
    CREATE TABLE other (id int PRIMARY KEY);
    CREATE MATERIALIZED VIEW mv AS SELECT x FROM t;
    CREATE VIEW of_copies AS SELECT c.x FROM "copy" AS c, mv;
    CREATE FUNCTION refresh_copy() RETURNS void LANGUAGE sql AS 'INSERT INTO "copy" SELECT id, x FROM t';
    CREATE FUNCTION fn_other() RETURNS void LANGUAGE sql AS 'INSERT INTO other SELECT id FROM t; SELECT';
    """
    with connect(make_database(sql)) as connection:
        catalog = introspect(connection)
    dependencies = Dependencies(catalog)
    assert {key[1]: shown(model.touches) for key, model in dependencies.models.items()} == {
        "copy": "t+ t- t.id t.x",
        "mv": "t+ t- t.x",
    }
    view = catalog.relation("of_copies")
    assert view is not None
    assert [model.relation.name for model in dependencies.read_models(view)] == ["copy", "mv"]
