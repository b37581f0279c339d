"""Whatever query builds a document, its inferred shape allows what PostgreSQL returns, and is the known one.

The queries are built along with the shape that their documents have, by rules that are much simpler than
the compiler's, since a part of a query is only written where the rule is known.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import psycopg
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from fraiseql.compiler.analyse.documents import Documents
from fraiseql.compiler.analyse.shape import (
    NEVER,
    PERHAPS,
    Array,
    Key,
    Null,
    Object,
    OneOf,
    Scalar,
    Shape,
    Unknown,
    conforms,
)
from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.testing.plugin import MakeDatabase
from tests.shapes import shown

DATABASE = """
CREATE TABLE tb_team (pk_team int PRIMARY KEY, name text NOT NULL, motto text, size bigint, extra jsonb);
CREATE TABLE tb_user (
    pk_user int PRIMARY KEY, fk_team int REFERENCES tb_team, fk_home int NOT NULL REFERENCES tb_team,
    name text NOT NULL, bio text, age bigint, score bigint NOT NULL, active bool NOT NULL,
    extra jsonb NOT NULL
);
CREATE TABLE tb_post (
    pk_post int PRIMARY KEY, fk_user int NOT NULL REFERENCES tb_user,
    title text NOT NULL, note text, views bigint, votes bigint NOT NULL, public bool
);
CREATE VIEW v_probe AS SELECT NULL::jsonb AS data;
INSERT INTO tb_team VALUES
    (1, 'one', 'all', 3, '{"a": 1}'), (2, 'two', NULL, NULL, NULL), (3, 'three', 'x', 0, '[]');
INSERT INTO tb_user VALUES
    (1, 1, 1, 'ann', 'hi', 30, 5, true, '{"a": null}'), (2, NULL, 1, 'bob', NULL, NULL, 0, false, 'null'),
    (3, 2, 1, 'cy', NULL, 7, 1, true, '5'), (4, 1, 2, 'di', '', NULL, 2, false, '{}');
INSERT INTO tb_post VALUES
    (1, 1, 'first', 'n', 1, 2, true), (2, 1, 'second', NULL, NULL, 0, NULL),
    (3, 3, 'third', NULL, 9, 1, false);
"""

COLUMNS = {
    "tb_team": {"name": ("text", False), "motto": ("text", True), "size": ("int8", True)},
    "tb_user": {
        "name": ("text", False),
        "bio": ("text", True),
        "age": ("int8", True),
        "score": ("int8", False),
        "active": ("bool", False),
    },
    "tb_post": {
        "title": ("text", False),
        "note": ("text", True),
        "views": ("int8", True),
        "votes": ("int8", False),
        "public": ("bool", True),
    },
}
"""Of each column its type, and whether it is nullable."""

SCALARS: dict[str, tuple[Scalar, str]] = {
    "text": (Scalar("string", "text"), "'none'::text"),
    "int8": (Scalar("number", "int8"), "0::bigint"),
    "bool": (Scalar("boolean", "bool"), "false"),
}
"""Of each type what it is in a document, and a value of it as SQL."""

SETTINGS = settings(max_examples=min(settings.get_profile("fraiseql").max_examples // 10 + 1, 1000))


@dataclass(frozen=True)
class Row:
    """A row that expressions are of. missing: whether an outer join may have found none."""

    alias: str
    table: str
    missing: bool = False


@dataclass(frozen=True)
class Known:
    """An expression as SQL, and what is known of its value."""

    sql: str
    shape: Shape
    null: bool = False

    @property
    def key(self) -> Key:
        """As what a key holds."""
        return Key(self.shape, PERHAPS if self.null else NEVER)


Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Maker:
    """Draws expressions. names: for aliases that are used once."""

    draw: Draw
    names: Iterator[str]

    def one(self, options: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(options))

    # --- scalars ---------------------------------------------------------------------------------

    def column(self, rows: Sequence[Row], type_: str) -> Known:
        """A column of a type; a literal where there is none."""
        found = [
            Known(f"{row.alias}.{name}", SCALARS[type_][0], null or row.missing)
            for row in rows
            for name, (of, null) in COLUMNS[row.table].items()
            if of == type_
        ]
        chosen: Known = self.one([*found, Known(SCALARS[type_][1], SCALARS[type_][0])])
        return chosen

    def condition(self, rows: Sequence[Row]) -> str:
        """What may be true, false or null."""
        return f"{self.column(rows, 'int8').sql} > 1" if self.draw(st.booleans()) else "random() > 2"

    def scalar(self, rows: Sequence[Row], type_: str) -> Known:
        """A value of a type."""
        one, other = self.column(rows, type_), self.column(rows, type_)
        shape, null = one.shape, one.null or other.null
        match self.draw(st.integers(0, 7)):
            case 0:
                return Known(f"COALESCE({one.sql}, {other.sql})", shape, one.null and other.null)
            case 1:
                return Known(f"COALESCE({one.sql}, {SCALARS[type_][1]})", shape)
            case 2:
                sql = f"CASE WHEN {self.condition(rows)} THEN {one.sql} ELSE {other.sql} END"
                return Known(sql, shape, null)
            case 3:
                return Known(f"CASE WHEN {self.condition(rows)} THEN {one.sql} END", shape, True)
            case 4:
                # Whether a branch is never reached is not looked at.
                sql = f"CASE WHEN {one.sql} IS NULL THEN {other.sql} ELSE {one.sql} END"
                return Known(sql, shape, other.null)
            case _:
                return one

    # --- JSON ------------------------------------------------------------------------------------

    def value(self, rows: Sequence[Row], depth: int) -> Known:
        """Any value."""
        kind = self.draw(st.integers(0, 9 if depth else 2))
        match kind:
            case 3 | 4:
                return self.document(rows, depth - 1)
            case 5 | 6:
                return self.listed(rows, depth - 1)
            case 7:
                return self.found(rows, depth - 1)
            case 8:
                return self.counted(rows)
            case 9:
                return self.unfollowed(rows)
        return self.scalar(rows, self.one(list(SCALARS)))

    def document(self, rows: Sequence[Row], depth: int) -> Known:
        """An object that is never null."""
        first = self.built(rows, depth)
        match self.draw(st.integers(0, 6)):
            case 0:
                second = self.built(rows, depth)
                assert isinstance(first.shape, Object)
                assert isinstance(second.shape, Object)
                merged = Object({**first.shape.keys, **second.shape.keys})
                return Known(f"{first.sql} || {second.sql}", merged)
            case 1:
                assert isinstance(first.shape, Object)
                put, name = self.scalar(rows, "text"), self.one("abx")
                put = replace(put, sql=f"COALESCE({put.sql}, 'none'::text)", null=False)
                sql = f"jsonb_set({first.sql}, '{{{name}}}', to_jsonb({put.sql}))"
                return Known(sql, Object({**first.shape.keys, name: put.key}))
            case 2:
                assert isinstance(first.shape, Object)
                gone = self.one("abc")
                keys = {name: key for name, key in first.shape.keys.items() if name != gone}
                return Known(f"{first.sql} - '{gone}'", Object(keys))
            case _:
                return first

    def built(self, rows: Sequence[Row], depth: int) -> Known:
        """What `jsonb_build_object` makes."""
        names = self.draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True))
        values = {name: self.value(rows, depth) for name in names}
        pairs = ", ".join(f"'{name}', {value.sql}" for name, value in values.items())
        return Known(
            f"jsonb_build_object({pairs})", Object({name: value.key for name, value in values.items()})
        )

    # --- sub-selects -----------------------------------------------------------------------------

    def inner(self, rows: Sequence[Row]) -> tuple[Row, str]:
        """Another row, and the FROM and WHERE that find it; there may be none, and many."""
        outer, alias = self.one(rows), next(self.names)
        match outer.table:
            case "tb_user":
                return Row(alias, "tb_post"), f"tb_post {alias} WHERE {alias}.fk_user = {outer.alias}.pk_user"
            case "tb_team":
                return Row(alias, "tb_user"), f"tb_user {alias} WHERE {alias}.fk_team = {outer.alias}.pk_team"
        return Row(alias, "tb_user"), f"tb_user {alias} WHERE {alias}.pk_user <> {outer.alias}.fk_user"

    def listed(self, rows: Sequence[Row], depth: int) -> Known:
        """An aggregate over rows of another table."""
        row, source = self.inner(rows)
        item = self.value([row], depth)  # an aggregate of nothing but outer columns is the outer query's
        shape = Array(item.shape, item.key.null)
        sql = f"(SELECT jsonb_agg({item.sql}) FROM {source})"
        if self.draw(st.booleans()):
            return Known(f"COALESCE({sql}, '[]'::jsonb)", shape)
        return Known(sql, shape, True)

    def found(self, rows: Sequence[Row], depth: int) -> Known:
        """A row of another table that may not be there; but what a foreign key refers to is."""
        users = [row for row in rows if row.table == "tb_user"]
        if users and self.draw(st.booleans()):
            user, alias = self.one(users), next(self.names)
            # The condition that finds an inner row may say that its `fk_team` is not null.
            either = [("fk_home", user.missing), *([("fk_team", True)] if user.alias == "u" else [])]
            column, null = self.one(either)
            item = self.value([Row(alias, "tb_team")], depth)
            source = f"tb_team {alias} WHERE {alias}.pk_team = {user.alias}.{column}"
            return Known(f"(SELECT {item.sql} FROM {source})", item.shape, null or item.null)
        row, source = self.inner(rows)
        item = self.value([row, *rows], depth)
        return Known(f"(SELECT {item.sql} FROM {source} LIMIT 1)", item.shape, True)

    def counted(self, rows: Sequence[Row]) -> Known:
        """A plain aggregate."""
        row, source = self.inner(rows)
        number = self.column([row], "int8")
        call, null = self.one([("count(*)", False), (f"max({number.sql})", True)])
        return Known(f"(SELECT {call} FROM {source})", SCALARS["int8"][0], null)

    def unfollowed(self, rows: Sequence[Row]) -> Known:
        """What nothing is known of: what a table's column of documents holds."""
        row = self.one(rows)
        if row.table == "tb_post":
            return self.scalar(rows, "text")
        return Known(f"{row.alias}.extra -> 'a'", Unknown(), True)

    # --- queries ---------------------------------------------------------------------------------

    def source(self) -> tuple[list[Row], str]:
        """A FROM, and its rows."""
        rows, sql = [Row("u", "tb_user")], "tb_user u"
        for join in sorted(self.draw(st.lists(st.sampled_from(range(6)), max_size=3, unique=True))):
            match join:
                case 0:
                    sql += " LEFT JOIN tb_team t ON t.pk_team = u.fk_team"
                    rows.append(Row("t", "tb_team", True))
                case 1:
                    sql += " JOIN tb_team h ON h.pk_team = u.fk_home"
                    rows.append(Row("h", "tb_team"))
                case 2:  # what a foreign key that is NOT NULL refers to is there
                    sql += " LEFT JOIN tb_team l ON l.pk_team = u.fk_home"
                    rows.append(Row("l", "tb_team"))
                case 3:
                    sql += " LEFT JOIN tb_post p ON p.fk_user = u.pk_user"
                    rows.append(Row("p", "tb_post", True))
                case 4:
                    sql += " CROSS JOIN tb_post x"
                    rows.append(Row("x", "tb_post"))
                case 5:
                    sql += " RIGHT JOIN tb_team r ON r.pk_team = u.fk_team"
                    rows = [*(replace(row, missing=True) for row in rows), Row("r", "tb_team")]
        return rows, sql

    def query(self) -> Known:
        """A query of one column, `data`."""
        rows, source = self.source()
        made = self.document(rows, 2)
        plain = f"SELECT {made.sql} AS data FROM {source}"
        match self.draw(st.integers(0, 5)):
            case 0:
                return replace(made, sql=f"WITH d AS ({plain}) SELECT d.data FROM d")
            case 1:
                return replace(made, sql=f"SELECT s.data FROM ({plain}) s WHERE s.data IS NOT NULL")
            case 2:
                shape = Object({"in": Key(made.shape, PERHAPS)})
                outer = f"LEFT JOIN ({plain}) s ON g.pk_team = 1"
                return Known(f"SELECT jsonb_build_object('in', s.data) AS data FROM tb_team g {outer}", shape)
            case 3:
                item = self.value(rows, 1)
                keys = {"n": Key(SCALARS["int8"][0]), "all": Key(Array(item.shape, item.key.null))}
                made = Known(f"jsonb_build_object('n', count(*), 'all', jsonb_agg({item.sql}))", Object(keys))
                return replace(made, sql=f"SELECT {made.sql} AS data FROM {source} GROUP BY u.fk_team")
            case _:
                return replace(made, sql=plain)


@st.composite
def queries(draw: Draw) -> Known:
    """A query, and the shape of its documents."""
    return Maker(draw, (f"n{number}" for number in itertools.count())).query()


def plain(shape: Shape) -> Shape:
    """Without the constants and the types of numbers, and with one mark for all that can be null."""
    match shape:
        case Object():
            keys = {
                name: replace(k, shape=plain(k.shape), null=_plain(k.null)) for name, k in shape.keys.items()
            }
            return Object(keys, shape.rest)
        case Array():
            return Array(plain(shape.item), _plain(shape.null))
        case OneOf():
            return OneOf(tuple(map(plain, shape.options)))
        case Scalar():
            return replace(shape, constant=None, type=shape.type if shape.kind == "string" else None)
        case _:
            return shape


def _plain(null: Null) -> Null:
    return NEVER if null.state == "never" else PERHAPS


@pytest.fixture(scope="module")
def database(fraiseql_database: MakeDatabase) -> Iterator[tuple[psycopg.Connection[Any], Catalog]]:
    """A connection, and the catalog of the database."""
    with connect(fraiseql_database()) as connection:
        connection.execute(DATABASE.encode())
        yield connection, introspect(connection)


@SETTINGS
@given(queries())
def test_the_inferred_shape_is_the_known_one_and_allows_every_document(
    database: tuple[psycopg.Connection[Any], Catalog], query: Known
) -> None:
    connection, catalog = database
    note(query.sql)
    cursor = connection.execute(
        f"BEGIN; CREATE OR REPLACE VIEW v_probe AS {query.sql};"
        "SELECT pg_get_viewdef('v_probe'::regclass), (SELECT json_agg(data) FROM v_probe); ROLLBACK".encode()
    )
    cursor.nextset(), cursor.nextset()
    definition, documents = cursor.fetchone() or ("", None)
    view = catalog.relation("v_probe")
    assert view is not None
    found = Documents(catalog).column(msgspec.structs.replace(view, definition=definition), "data")
    note(shown(found.shape, found.inside))
    assert found.inside.state == "never"
    assert all(conforms(found.shape, found.inside, document) for document in documents or ())
    assert shown(plain(found.shape)) == shown(plain(query.shape))
