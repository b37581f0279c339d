"""Whatever SQL builds a document, the inferred shape allows what PostgreSQL returns.

`test_inference.py` knows the shapes of its simpler queries; these are of everything that is followed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import psycopg
import pytest
from hypothesis import given, note, reject, settings
from hypothesis import strategies as st

from fraiseql.compiler.analyse.documents import Documents
from fraiseql.compiler.analyse.shape import conforms
from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.testing.plugin import MakeDatabase
from tests.property.test_inference import DATABASE, Draw
from tests.shapes import shown

MORE = """
CREATE DOMAIN filled AS text NOT NULL;
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE tb_note (
    pk_note int PRIMARY KEY, fk_post int REFERENCES tb_post, word filled, mood mood NOT NULL, other mood,
    tags text[] NOT NULL, checked text CHECK (checked IS NOT NULL), price numeric NOT NULL, at timestamptz
);
INSERT INTO tb_note VALUES
    (1, 1, 'w', 'happy', NULL, '{a,NULL}', 'c', 1.5, now()), (2, NULL, 'x', 'sad', 'sad', '{}', 'd', 2, NULL);
CREATE VIEW v_team AS
SELECT pk_team, name, motto, jsonb_build_object('name', name, 'motto', motto, 'extra', extra) AS data
FROM tb_team;
CREATE VIEW v_user AS
SELECT u.pk_user, u.bio, jsonb_build_object('name', u.name, 'team', t.data, 'home', h.data) AS data
FROM tb_user u LEFT JOIN v_team t ON t.pk_team = u.fk_team JOIN v_team h ON h.pk_team = u.fk_home;
CREATE FUNCTION fn_doc(p_name text) RETURNS jsonb LANGUAGE sql
    AS $$ SELECT jsonb_build_object('name', p_name, 'a', 1) WHERE $1 <> '' $$;
CREATE FUNCTION fn_pick(p_n int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE found jsonb;
BEGIN
    IF p_n IS NULL THEN RETURN NULL; END IF;
    SELECT data INTO found FROM v_team WHERE pk_team = p_n;
    RETURN found || jsonb_build_object('n', p_n);
END $$;
"""

TEXTS = {
    "tb_team": ("name", "motto"), "tb_user": ("name", "bio"), "tb_post": ("title", "note"),
    "tb_note": ("word", "checked", "mood::text", "other::text"), "v_team": ("name", "motto"),
    "v_user": ("bio",),
}  # fmt: skip
NUMBERS = {
    "tb_team": ("pk_team", "size"), "tb_user": ("pk_user", "fk_team", "fk_home", "age", "score"),
    "tb_post": ("pk_post", "fk_user", "views", "votes"), "tb_note": ("pk_note", "fk_post", "price"),
    "v_team": ("pk_team",), "v_user": ("pk_user",),
}  # fmt: skip
DOCUMENTS = {"tb_team": "extra", "tb_user": "extra", "v_team": "data", "v_user": "data"}

SETTINGS = settings(max_examples=min(settings.get_profile("fraiseql").max_examples // 20 + 1, 3000))

Rows = Sequence[tuple[str, str]]
"""The rows that an expression is of: alias and table."""


@dataclass(frozen=True)
class Maker:
    """Draws SQL by its type. names: for aliases that are used once."""

    draw: Draw
    names: Iterator[str]

    def one(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def column(self, rows: Rows, of: dict[str, tuple[str, ...]], otherwise: str) -> str:
        return str(self.one(*(f"{alias}.{c}" for alias, table in rows for c in of.get(table, ())), otherwise))

    def choice(self, rows: Rows, depth: int, make: Any) -> str:
        """What chooses between values of one type."""
        a, b = make(rows, depth), make(rows, depth)
        test = self.test(rows, depth)
        return str(
            self.one(
                f"COALESCE({a}, {b})",
                f"NULLIF({a}, {b})",
                f"GREATEST({a}, {b})",
                f"CASE WHEN {test} THEN {a} END",
                f"CASE WHEN {test} THEN {a} ELSE {b} END",
                f"CASE WHEN {a} IS NULL THEN {b} ELSE {a} END",
                f"CASE WHEN {a} IS NOT NULL AND {test} THEN {a} ELSE {b} END",
                f"(SELECT {a} WHERE {test})",
                f"(SELECT x FROM (VALUES ({a}), ({b})) AS v(x) LIMIT 1)",
                f"(SELECT x FROM (SELECT {a} AS x UNION SELECT {b}) s ORDER BY 1 LIMIT 1)",
            )
        )

    def inner(self, rows: Rows, depth: int, make: Any) -> tuple[str, str]:
        """A value of an inner row, and the FROM that finds it."""
        alias, table = next(self.names), self.one(*TEXTS)
        key = {"v_team": "pk_team", "v_user": "pk_user"}.get(table, f"pk_{table[3:]}")
        outer = self.column(rows, NUMBERS, "1")
        where = self.one("true", f"{alias}.{key} = {outer}", self.test([(alias, table), *rows], depth))
        return make([(alias, table), *rows], depth), f"{table} {alias} WHERE {where}"

    def text(self, rows: Rows, depth: int) -> str:
        if depth <= 0:
            return self.column(rows, TEXTS, "'t'::text")
        depth -= 1
        match self.draw(st.integers(0, 8)):
            case 0:
                return self.choice(rows, depth, self.text)
            case 1:
                value, source = self.inner(rows, depth, self.text)
                called = self.one("max({})", "string_agg({}, ',')", "any_value({})", "min(upper({}))")
                return f"(SELECT {called.format(value)} FROM {source})"
            case 2:
                value, source = self.inner(rows, depth, self.text)
                return f"(SELECT {value} FROM {source} LIMIT 1)"
            case 3:
                return f"({self.json(rows, depth)} ->> '{self.one(*'abn')}')"
            case 4:
                return f"({self.number(rows, depth)})::text"
            case 5:
                made = self.text(rows, depth)
                shapes = (
                    "upper({})",
                    "({} || 'x')",
                    "concat({}, 'x')",
                    "left({}, 1)",
                    "trim({})",
                    "lower({})",
                )
                return str(self.one(*shapes)).format(made)
            case 6:
                return f"({self.text(rows, depth)} || {self.text(rows, depth)})"
        return self.column(rows, TEXTS, "'t'::text")

    def number(self, rows: Rows, depth: int) -> str:
        if depth <= 0:
            return self.column(rows, NUMBERS, "1")
        depth -= 1
        match self.draw(st.integers(0, 6)):
            case 0:
                return f"(({self.choice(rows, depth, self.number)})::numeric)"
            case 1:
                value, source = self.inner(rows, depth, self.number)
                called = self.one("count(*)", "count({})", "sum({})", "avg({})", "max({})")
                return f"(SELECT {called.format(value)} FROM {source})"
            case 2:
                return f"length({self.text(rows, depth)})"
            case 3:
                return f"({self.number(rows, depth)} + {self.number(rows, depth)})"
            case 4:
                return f"jsonb_array_length({self.array(rows, depth)})"
        return self.column(rows, NUMBERS, "1")

    def test(self, rows: Rows, depth: int) -> str:
        a, b = self.text(rows, depth - 1), self.text(rows, depth - 1)
        n, m = self.number(rows, depth - 1), self.number(rows, depth - 1)
        plain = self.one(
            f"{a} = {b}", f"{n} > {m}", f"{a} IS NULL", f"{n} IS NOT NULL", f"{a} IS DISTINCT FROM {b}",
            f"({a} = {b}) IS TRUE", f"({n} < {m}) IS NOT FALSE", f"{n} IN (1, 2, {m})",
            f"{n} BETWEEN 0 AND {m}",
            f"{n} NOT IN (1, {m})", f"{a} LIKE 'a%'", f"{n} = ANY (ARRAY[1, 2])", f"NOT ({a} = {b})",
            f"NOT ({n} IS NULL)", f"COALESCE({a}, '') = ''",
        )  # fmt: skip
        if depth > 0 and self.draw(st.booleans()):
            return f"({plain} {self.one('AND', 'OR', 'AND NOT')} {self.test(rows, depth - 1)})"
        return f"({plain})"

    def any(self, rows: Rows, depth: int) -> str:
        return str(self.one(self.text, self.number, self.json, self.json)(rows, depth))

    def json(self, rows: Rows, depth: int) -> str:
        if depth <= 0:
            found = [f"{alias}.{DOCUMENTS[table]}" for alias, table in rows if table in DOCUMENTS]
            return str(
                self.one(*found, "'{\"a\": null}'::jsonb", "'[1]'::jsonb", "NULL::jsonb", "'null'::jsonb")
            )
        depth -= 1
        match self.draw(st.integers(0, 10)):
            case 0:
                return self.choice(rows, depth, self.json)
            case 1:
                return f"to_jsonb({self.one(self.text, self.number, self.test, self.json)(rows, depth)})"
            case 2:
                return f"({self.json(rows, depth)} -> '{self.one(*'abn')}')"
            case 3:
                value, source = self.inner(rows, depth, self.json)
                return f"(SELECT {value} FROM {source} LIMIT 1)"
            case 4:
                return f"({self.json(rows, depth)} || {self.json(rows, depth)})"
            case 5:
                return f"fn_doc({self.text(rows, depth)})"
            case 6:
                return f"fn_pick({self.column(rows, NUMBERS, '1')}::int)"
            case 7:
                return self.array(rows, depth)
        return self.object(rows, depth)

    def object(self, rows: Rows, depth: int) -> str:
        keys = self.draw(st.lists(st.sampled_from("abn"), min_size=1, max_size=3))
        built = "jsonb_build_object(" + ", ".join(f"'{k}', {self.any(rows, depth - 1)}" for k in keys) + ")"
        if depth <= 0:
            return built
        depth -= 1
        match self.draw(st.integers(0, 9)):
            case 0:
                return f"({built} || {self.object(rows, depth)})"
            case 1:
                return f"({built} - '{self.one(*'abn')}')"
            case 2:
                path, create = self.one("{a}", "{n}", "{a,b}"), self.one("true", "false")
                return f"jsonb_set({built}, '{path}', {self.json(rows, depth)}, {create})"
            case 3:
                return f"jsonb_strip_nulls({built})"
            case 4:
                return str(self.one(*(f"to_jsonb({alias})" for alias, _ in rows), built))
            case 5:
                alias = next(self.names)
                columns = f"{self.any(rows, depth)} AS a, {self.any(rows, depth)} AS b"
                where = self.test(rows, depth)
                found = f"SELECT row_to_json({alias})::jsonb FROM (SELECT {columns} WHERE {where}) {alias}"
                return f"COALESCE(({found}), '{{}}')"
            case 6:
                return f"CASE WHEN {self.test(rows, depth)} THEN {built} ELSE {self.object(rows, depth)} END"
        return built

    def array(self, rows: Rows, depth: int) -> str:
        depth -= 1
        value, source = self.inner(rows, depth, self.any)
        match self.draw(st.integers(0, 7)):
            case 0:
                return f"jsonb_build_array({self.any(rows, depth)}, {self.any(rows, depth)})"
            case 1 if depth > 0:
                return f"({self.array(rows, depth)} || {self.array(rows, depth)})"
            case 2:
                return f"to_jsonb(ARRAY[{self.text(rows, depth)}, {self.text(rows, depth)}])"
            case 3:
                text, source = self.inner(rows, depth, self.text)
                return f"to_jsonb(ARRAY(SELECT {text} FROM {source}))"
            case 4:
                text = self.text(rows, depth)
                items = f"unnest(ARRAY[{text}, 'x']) t(x) WHERE t.x <> 'n'"
                return f"COALESCE((SELECT jsonb_agg(t.x) FROM {items}), '[]')"
            case 5 if depth > 0:
                array = self.array(rows, depth)
                return f"COALESCE((SELECT jsonb_agg(e.v) FROM jsonb_array_elements({array}) e(v)), '[]')"
            case 6:
                text = self.text(rows, depth)
                made = f"jsonb_agg({value}) FILTER (WHERE {text} IS NOT NULL)"
                return f"COALESCE((SELECT {made} FROM {source}), '[]')"
        return f"COALESCE((SELECT jsonb_agg({value}) FROM {source}), '[]'::jsonb)"

    def source(self) -> tuple[Rows, str]:
        rows, sql = [("u", "tb_user")], "tb_user u"
        for alias in "xyz"[: self.draw(st.integers(0, 3))]:
            table = self.one("tb_team", "tb_post", "tb_note", "v_team", "v_user", "tb_user")
            side = self.one("JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")
            key = {"v_team": "pk_team", "v_user": "pk_user"}.get(table, f"pk_{table[3:]}")
            outer = self.column(rows, NUMBERS, "u.fk_home")
            match self.draw(st.integers(0, 4)):
                case 0 if side in ("JOIN", "LEFT JOIN"):
                    value = self.any([*rows, ("l", table)], 1)
                    where = self.one("true", f"l.{key} = {outer}")
                    inner = (
                        f"LATERAL (SELECT l.*, {value} AS added FROM {table} l WHERE {where} LIMIT 2) {alias}"
                    )
                    sql += f" {side} {inner} ON {self.one('true', f'{alias}.{key} > 1')}"
                case _:
                    sql += f" {side} {table} {alias} ON {alias}.{key} = {outer}"
            rows.append((alias, table))
        return rows, sql

    def query(self) -> str:
        rows, source = self.source()
        document, where = self.object(rows, 2), self.one("true", self.test(rows, 2))
        if self.draw(st.booleans()):
            return f"SELECT {document} AS data FROM {source} WHERE {where}"
        value = self.any(rows, 1)
        match self.draw(st.integers(0, 5)):
            case 0:
                made = f"SELECT {document} AS x FROM {source} WHERE {where}"
                return f"WITH d AS ({made}) SELECT d.x || '{{}}' AS data FROM d"
            case 1:
                other = self.object(rows, 1)
                return f"SELECT {document} AS data FROM {source} UNION ALL SELECT {other} FROM {source}"
            case 2:
                grouping = self.one("u.name", "ROLLUP (u.name)", "GROUPING SETS ((u.name), ())")
                built = f"jsonb_build_object('a', u.name, 'n', count(*), 'b', jsonb_agg({value}))"
                return f"SELECT {built} AS data FROM {source} WHERE {where} GROUP BY {grouping}"
            case 3:
                built = f"jsonb_build_object('a', max(u.bio), 'b', jsonb_agg({value}), 'n', sum(u.score))"
                having = self.one("", "HAVING count(*) > 1")
                return f"SELECT {built} AS data FROM {source} WHERE {where} {having}"
            case 4:
                over = self.one(
                    "max(u.bio) OVER ()",
                    "row_number() OVER ()",
                    "lag(u.name) OVER ()",
                    "sum(u.score) OVER ()",
                )
                return f"SELECT jsonb_build_object('a', {over}, 'b', {value}) AS data FROM {source}"
        outer = f"(SELECT {document} AS x, u.pk_user AS k FROM {source} WHERE {where}) s ON s.k = t.pk_team"
        return (
            f"SELECT jsonb_build_object('a', s.x, 'b', s.x -> 'a') AS data FROM tb_team t LEFT JOIN {outer}"
        )


@st.composite
def queries(draw: Draw) -> str:
    """A query of one column of documents."""
    return Maker(draw, (f"n{number}" for number in itertools.count())).query()


@pytest.fixture(scope="module")
def database(fraiseql_database: MakeDatabase) -> Iterator[tuple[psycopg.Connection[Any], Catalog]]:
    """A connection, and the catalog of the database."""
    with connect(fraiseql_database()) as connection:
        connection.execute((DATABASE + MORE).encode())
        yield connection, introspect(connection)


@SETTINGS
@given(queries())
def test_the_inferred_shape_allows_every_document(
    database: tuple[psycopg.Connection[Any], Catalog], sql: str
) -> None:
    connection, catalog = database
    note(sql)
    try:
        cursor = connection.execute(
            f"BEGIN; CREATE OR REPLACE VIEW v_probe AS {sql};"
            "SELECT pg_get_viewdef('v_probe'::regclass), (SELECT json_agg(data) FROM v_probe);"
            "ROLLBACK".encode()
        )
    except psycopg.Error as error:  # such as a path that is set in a scalar
        note(str(error))
        connection.execute("ROLLBACK")
        reject()
    cursor.nextset(), cursor.nextset()
    definition, documents = cursor.fetchone() or ("", None)
    view = catalog.relation("v_probe")
    assert view is not None
    found = Documents(catalog).column(msgspec.structs.replace(view, definition=definition), "data")
    note(shown(found.shape, found.inside))
    for document in documents or ():
        assert conforms(found.shape, found.inside, document)
