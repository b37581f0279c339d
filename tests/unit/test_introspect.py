from __future__ import annotations

import re
import socket
from typing import Any

import msgspec
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from fraiseql.compiler.catalog import (
    Catalog,
    Column,
    ForeignKey,
    Function,
    FunctionParameter,
    PgType,
    Relation,
    Trigger,
)
from fraiseql.compiler.introspect import CatalogUnreadable, DatabaseUnreachable, connect, introspect
from tests.postgres import MakeDatabase, run

SQL = """
CREATE SCHEMA app;
CREATE SCHEMA "My Schema";

CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
ALTER TYPE app.mood ADD VALUE 'fine' BEFORE 'happy';
CREATE TYPE "My Schema"."Mood" AS ENUM ();
CREATE TYPE address AS (street text, zip int);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN small_positive AS positive CHECK (VALUE < 10);
CREATE DOMAIN tags AS text[];
CREATE TYPE float_range AS RANGE (subtype = float8);

CREATE TABLE tv_post (
    pk_post bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    dropped int,
    identifier varchar(80),
    data jsonb NOT NULL,
    title text GENERATED ALWAYS AS (data ->> 'title') STORED,
    UNIQUE (identifier, title) INCLUDE (data)
);
ALTER TABLE tv_post DROP COLUMN dropped;
CREATE UNIQUE INDEX again ON tv_post (id);
CREATE UNIQUE INDEX partial ON tv_post (title) WHERE title <> '';
CREATE UNIQUE INDEX expression ON tv_post (lower(identifier), id);
CREATE INDEX plain ON tv_post (data);

CREATE TABLE app.types (
    mood app.mood, moods app.mood[], own "My Schema"."Mood", small small_positive, smalls small_positive[],
    tags tags, home address, homes address[], whole tv_post, "char" "char", bits bit(3), chars char(3),
    price numeric(10, 2), at timestamp(3), at_tz timestamptz, span float_range, spans float_multirange,
    vector int2vector
);

CREATE TABLE app.target (id int PRIMARY KEY);
CREATE TABLE measurement (at date NOT NULL, value float8, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE measurement_2025 PARTITION OF measurement FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE VIEW v_post AS SELECT id, data FROM tv_post;
CREATE MATERIALIZED VIEW mv_post AS SELECT id, data FROM tv_post;
CREATE UNIQUE INDEX ON mv_post (id);
CREATE SEQUENCE counter;
CREATE TABLE "My Schema"."Odd Name" ("Mixed Case" int, "select" text, "dot.ted" text, "é" text);
CREATE TABLE empty ();
CREATE TEMPORARY TABLE fleeting (id int);
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
CREATE FOREIGN TABLE elsewhere (id uuid) SERVER nowhere;

CREATE FUNCTION app.fn_create_post(p_title text, p_views positive DEFAULT 0, p_tags text[] DEFAULT '{}')
    RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION app.fn_create_post(p_title text) RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION app.fn_create_post(mood app.mood) RETURNS app.mood LANGUAGE sql IMMUTABLE AS 'SELECT mood';
CREATE FUNCTION unnamed(int, text) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
CREATE FUNCTION nothing_in() RETURNS record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION outs(IN a int, OUT b int, INOUT c text DEFAULT 'x', OUT d text)
    LANGUAGE sql AS 'SELECT 1, $2, $2';
CREATE FUNCTION tabled(a int) RETURNS TABLE (b int, c text) LANGUAGE sql AS 'SELECT 1, 2::text';
CREATE FUNCTION every() RETURNS SETOF tv_post LANGUAGE sql AS 'SELECT * FROM tv_post';
CREATE FUNCTION many(a int, VARIADIC b text[] DEFAULT '{}') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION polymorphic(a anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[a]';
CREATE PROCEDURE proc(IN a int, INOUT b int) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE product(int) (sfunc = int4mul, stype = int);
CREATE FUNCTION "My Schema"."Fn"("Arg" "My Schema"."Mood") RETURNS "char"
    LANGUAGE sql AS $$ SELECT 'x'::"char" $$;
CREATE FUNCTION rank_like() RETURNS bigint LANGUAGE internal WINDOW AS 'window_rank';
CREATE FUNCTION configured() RETURNS int LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = app, public SET timezone = 'UTC'
    AS $$ BEGIN RETURN 1; END $$;

CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TABLE parent (a int, b int, PRIMARY KEY (b, a));
CREATE TABLE child (
    x int, y int, z int REFERENCES app.target DEFERRABLE,
    FOREIGN KEY (x, y) REFERENCES parent (b, a) ON DELETE CASCADE ON UPDATE SET NULL
);
CREATE TRIGGER written AFTER INSERT OR DELETE ON child FOR EACH ROW EXECUTE FUNCTION app.note();
CREATE TRIGGER of_columns BEFORE UPDATE OF y, x ON child FOR EACH ROW EXECUTE FUNCTION app.note();
CREATE TRIGGER emptied AFTER TRUNCATE ON child EXECUTE FUNCTION app.note();
CREATE TRIGGER asleep AFTER INSERT ON child FOR EACH ROW EXECUTE FUNCTION app.note();
ALTER TABLE child DISABLE TRIGGER asleep;
CREATE TABLE grandchild () INHERITS (child, app.target);
"""


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    url = make_database(SQL)
    name = conninfo_to_dict(url)["dbname"]
    run(url, f'ALTER DATABASE {name} SET search_path = missing, "My Schema", app, pg_catalog, public')
    return url


@pytest.fixture(scope="module")
def catalog(url: str) -> Catalog:
    with connect(url) as connection:
        return introspect(connection)


def relation(catalog: Catalog, schema: str, name: str) -> Relation:
    (found,) = [r for r in catalog.relations if (r.schema, r.name) == (schema, name)]
    return found


def function(catalog: Catalog, signature: str) -> Function:
    (found,) = [f for f in catalog.functions if f.signature == signature]
    return found


# --- the whole -----------------------------------------------------------------------------------------


def test_search_path_and_version(catalog: Catalog) -> None:
    assert catalog.search_path == ("My Schema", "app", "public")
    assert catalog.server_version >= 130000


def test_it_holds_the_user_s_relations_sorted_and_no_others(catalog: Catalog) -> None:
    assert [(r.schema, r.name, r.kind) for r in catalog.relations] == [
        ("My Schema", "Odd Name", "table"),
        ("app", "target", "table"),
        ("app", "types", "table"),
        ("public", "address", "composite type"),
        ("public", "child", "table"),
        ("public", "counter", "sequence"),
        ("public", "elsewhere", "foreign table"),
        ("public", "empty", "table"),
        ("public", "grandchild", "table"),
        ("public", "measurement", "partitioned table"),
        ("public", "measurement_2025", "table"),
        ("public", "mv_post", "materialized view"),
        ("public", "parent", "table"),
        ("public", "tv_post", "table"),
        ("public", "tv_post_pk_post_seq", "sequence"),
        ("public", "v_post", "view"),
    ]
    assert {f.schema for f in catalog.functions} == {"My Schema", "app", "public"}


def test_it_is_json_both_ways_and_deterministic(catalog: Catalog, url: str) -> None:
    data = msgspec.json.encode(catalog)
    assert msgspec.json.decode(data, type=Catalog) == catalog
    with connect(url) as connection:
        assert msgspec.json.encode(introspect(connection)) == data
        assert msgspec.json.encode(introspect(connection)) == data


def test_an_empty_database(database_url: str) -> None:
    with connect(database_url) as connection:
        catalog = introspect(connection)
    assert (catalog.relations, catalog.functions) == ((), ())
    assert catalog.types["macaddr"] == PgType(key="macaddr", kind="base")
    assert catalog.search_path == ("public",)


def test_the_number_of_queries_does_not_depend_on_the_database(url: str, database_url: str) -> None:
    def queries(url: str) -> int:
        sent = 0
        with connect(url) as connection:

            class Counting(psycopg.Cursor[Any]):
                def execute(self, *args: Any, **kwargs: Any) -> Counting:
                    nonlocal sent
                    sent += 1
                    super().execute(*args, **kwargs)
                    return self

            connection.cursor_factory = Counting
            introspect(connection)
        return sent

    assert queries(url) == queries(database_url) == 5  # four, and the settings of the transaction


def test_every_key_can_be_written_in_a_cast(catalog: Catalog, url: str) -> None:
    castable = [type_ for type_ in catalog.types.values() if type_.kind != "pseudo"]
    assert len(castable) > 25
    with connect(url) as connection:
        for type_ in castable:
            row = connection.execute(
                f"SELECT pg_typeof(NULL::{type_.key})::oid, %s::regtype::oid", [type_.key]
            )
            assert len(set(row.fetchall()[0])) == 1


# --- relations -----------------------------------------------------------------------------------------


def test_columns(catalog: Catalog) -> None:
    assert relation(catalog, "public", "tv_post").columns == (
        Column(name="pk_post", type="int8", not_null=True),
        Column(name="id", type="uuid", not_null=True),
        Column(name="identifier", type="varchar"),
        Column(name="data", type="jsonb", not_null=True),
        Column(name="title", type="text", generated_from=("data",)),
    )
    assert relation(catalog, "public", "empty").columns == ()
    assert [c.name for c in relation(catalog, "My Schema", "Odd Name").columns] == [
        "Mixed Case",
        "select",
        "dot.ted",
        "é",
    ]


def test_column_types(catalog: Catalog) -> None:
    assert {c.name: c.type for c in relation(catalog, "app", "types").columns} == {
        "mood": "app.mood",
        "moods": "app.mood[]",
        "own": '"My Schema"."Mood"',
        "small": "public.small_positive",
        "smalls": "public.small_positive[]",
        "tags": "public.tags",
        "home": "public.address",
        "homes": "public.address[]",
        "whole": "public.tv_post",
        "char": '"char"',
        "bits": '"bit"',
        "chars": "bpchar",
        "price": "numeric",
        "at": "timestamp",
        "at_tz": "timestamptz",
        "span": "public.float_range",
        "spans": "public.float_multirange",
        "vector": "int2vector",
    }


def test_unique_column_sets(catalog: Catalog) -> None:
    assert relation(catalog, "public", "tv_post").unique == (("pk_post",), ("id",), ("identifier", "title"))
    assert relation(catalog, "public", "measurement").unique == (("at",),)
    assert relation(catalog, "public", "mv_post").unique == (("id",),)
    assert relation(catalog, "public", "v_post").unique == ()


def test_an_index_that_is_not_valid_promises_nothing(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        run(url, "CREATE UNIQUE INDEX CONCURRENTLY broken ON t (id)")
    with connect(url) as connection:
        assert introspect(connection).relations[0].unique == ()


def test_a_constraint_that_is_not_validated_promises_nothing(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE t (id int NOT NULL, late int)")
    with connect(url) as connection:
        if connection.info.server_version < 180000:
            pytest.skip("PostgreSQL before 18 has no such constraints")
        connection.execute("ALTER TABLE t ADD CONSTRAINT c NOT NULL late NOT VALID")
        columns = introspect(connection).relations[0].columns
        assert [column.not_null for column in columns] == [True, False]
        connection.execute("ALTER TABLE t VALIDATE CONSTRAINT c")
        columns = introspect(connection).relations[0].columns
        assert [column.not_null for column in columns] == [True, True]


def test_definitions_of_views(catalog: Catalog) -> None:
    for name in ("v_post", "mv_post"):
        definition = relation(catalog, "public", name).definition
        assert definition is not None
        assert definition.split() == ["SELECT", "id,", "data", "FROM", "tv_post;"]
    assert relation(catalog, "public", "tv_post").definition is None


def test_foreign_keys(catalog: Catalog) -> None:
    assert relation(catalog, "public", "child").foreign_keys == (
        ForeignKey(
            columns=("x", "y"),
            references=("public", "parent"),
            referenced=("b", "a"),
            on_delete="cascade",
            on_update="set null",
        ),
        ForeignKey(columns=("z",), references=("app", "target"), referenced=("id",)),
    )
    assert relation(catalog, "public", "parent").foreign_keys == ()


def test_triggers(catalog: Catalog) -> None:
    note = ("app", "note")
    assert relation(catalog, "public", "child").triggers == (
        Trigger(name="emptied", function=note, events=("truncate",)),
        Trigger(name="of_columns", function=note, events=("update",), columns=("x", "y")),
        Trigger(name="written", function=note, events=("insert", "delete")),
    )
    assert relation(catalog, "public", "parent").triggers == ()


def test_parents(catalog: Catalog) -> None:
    assert relation(catalog, "public", "measurement_2025").parents == (("public", "measurement"),)
    assert relation(catalog, "public", "grandchild").parents == (("public", "child"), ("app", "target"))
    assert relation(catalog, "public", "child").parents == ()


# --- functions -----------------------------------------------------------------------------------------


def test_parameters_and_defaults(catalog: Catalog) -> None:
    signature = (
        "app.fn_create_post(p_title text, p_views positive DEFAULT 0, p_tags text[] DEFAULT '{}'::text[])"
    )
    assert function(catalog, signature) == Function(
        schema="app",
        name="fn_create_post",
        kind="function",
        parameters=(
            FunctionParameter(name="p_title", type="text"),
            FunctionParameter(name="p_views", type="public.positive", has_default=True),
            FunctionParameter(name="p_tags", type="text[]", has_default=True),
        ),
        returns="uuid",
        signature=signature,
        body="SELECT gen_random_uuid()",
    )


def test_overloads_are_sorted_by_signature(catalog: Catalog) -> None:
    found = catalog.functions_named("fn_create_post")
    assert [(f.signature.partition("(")[2][:7], f.returns, f.volatility) for f in found] == [
        ("mood mo", "app.mood", "immutable"),
        ("p_title", "void", "volatile"),
        ("p_title", "uuid", "volatile"),
    ]


def test_parameters_without_names(catalog: Catalog) -> None:
    unnamed = function(catalog, "public.unnamed(integer, text)")
    assert [(p.name, p.type, p.mode) for p in unnamed.parameters] == [("", "int4", "in"), ("", "text", "in")]
    assert unnamed.volatility == "stable"
    assert function(catalog, "public.nothing_in()").parameters == ()
    assert function(catalog, "public.nothing_in()").returns == "record"


def test_out_parameters(catalog: Catalog) -> None:
    outs = function(
        catalog, "public.outs(a integer, OUT b integer, INOUT c text DEFAULT 'x'::text, OUT d text)"
    )
    assert [(p.name, p.mode, p.has_default) for p in outs.parameters] == [
        ("a", "in", False),
        ("b", "out", False),
        ("c", "inout", True),
        ("d", "out", False),
    ]
    assert [p.name for p in outs.inputs] == ["a", "c"]
    assert (outs.returns, outs.returns_set) == ("record", False)


def test_functions_that_return_sets(catalog: Catalog) -> None:
    tabled = function(catalog, "public.tabled(a integer)")
    assert [(p.name, p.mode) for p in tabled.parameters] == [("a", "in"), ("b", "table"), ("c", "table")]
    assert (tabled.returns, tabled.returns_set) == ("record", True)
    every = function(catalog, "public.every()")
    assert (every.returns, every.returns_set) == ("public.tv_post", True)


def test_variadic_and_polymorphic(catalog: Catalog) -> None:
    many = function(catalog, "public.many(a integer, VARIADIC b text[] DEFAULT '{}'::text[])")
    assert [(p.name, p.type, p.mode, p.has_default) for p in many.parameters] == [
        ("a", "int4", "in", False),
        ("b", "text[]", "variadic", True),
    ]
    assert [p.name for p in many.inputs] == ["a", "b"]
    polymorphic = function(catalog, "public.polymorphic(a anyelement)")
    assert (polymorphic.parameters[0].type, polymorphic.returns) == ("anyelement", "anyarray")
    assert catalog.types["anyelement"].kind == "pseudo"


def test_what_is_no_plain_function(catalog: Catalog) -> None:
    (procedure,) = catalog.functions_named("proc")
    assert (procedure.kind, procedure.returns) == ("procedure", None)
    assert [(p.name, p.mode) for p in procedure.inputs] == [("a", "in"), ("b", "inout")]
    assert function(catalog, "public.product(integer)").kind == "aggregate"
    assert function(catalog, "public.rank_like()").kind == "window function"


def test_quoted_names(catalog: Catalog) -> None:
    (quoted,) = catalog.functions_named("Fn")
    assert quoted.qualified == "My Schema.Fn"
    assert quoted.parameters == (FunctionParameter(name="Arg", type='"My Schema"."Mood"'),)
    assert quoted.returns == '"char"'


def test_bodies_and_settings(catalog: Catalog) -> None:
    configured = function(catalog, "public.configured()")
    assert (configured.language, configured.body) == ("plpgsql", " BEGIN RETURN 1; END ")
    assert configured.settings == ("search_path=app, public", "TimeZone=UTC")
    assert configured.security_definer
    ranked = function(catalog, "public.rank_like()")
    assert (ranked.language, ranked.body) == ("internal", None)
    assert (ranked.settings, ranked.security_definer) == ((), False)


def test_bodies_of_the_sql_standard(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE t (a int)")
    with connect(url) as connection:
        if connection.info.server_version < 140000:
            pytest.skip("PostgreSQL before 14 has no such bodies")
        connection.execute("CREATE FUNCTION one(x int) RETURNS int RETURN x + 1")
        connection.execute("CREATE FUNCTION two(x int) RETURNS int BEGIN ATOMIC DELETE FROM t; SELECT x; END")
        one, two = introspect(connection).functions
    assert (one.language, one.body) == ("sql", "RETURN (x + 1)")
    assert two.body is not None
    assert two.body.startswith("BEGIN ATOMIC\n DELETE FROM t;\n SELECT ")


def test_functions_of_extensions_are_left_out_but_not_their_types(make_database: MakeDatabase) -> None:
    url = make_database(
        """
        CREATE TYPE theirs AS ENUM ('a');
        CREATE FUNCTION of_extension(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
        CREATE FUNCTION ours(a theirs) RETURNS int LANGUAGE sql AS 'SELECT 1';
        ALTER EXTENSION plpgsql ADD TYPE theirs;
        ALTER EXTENSION plpgsql ADD FUNCTION of_extension;
        """
    )
    with connect(url) as connection:
        catalog = introspect(connection)
    assert [f.name for f in catalog.functions] == ["ours"]
    assert catalog.types["public.theirs"].labels == ("a",)


# --- types ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expected",
    [
        PgType(key="app.mood", kind="enum", labels=("sad", "ok", "fine", "happy")),
        PgType(key="app.mood[]", kind="array", element="app.mood"),
        PgType(key='"My Schema"."Mood"', kind="enum"),
        PgType(key="public.positive", kind="domain", base="int4"),
        PgType(key="public.small_positive", kind="domain", base="public.positive"),
        PgType(key="public.small_positive[]", kind="array", element="public.small_positive"),
        PgType(key="public.tags", kind="domain", base="text[]"),
        PgType(key="text[]", kind="array", element="text"),
        PgType(key="public.address", kind="composite"),
        PgType(key="public.tv_post", kind="composite"),
        PgType(key="public.float_range", kind="range"),
        PgType(key="public.float_multirange", kind="multirange"),
        PgType(key="int4", kind="base"),
        PgType(key="int2vector", kind="base"),
        PgType(key="void", kind="pseudo"),
    ],
    ids=lambda type_: type_.key,
)
def test_types(catalog: Catalog, expected: PgType) -> None:
    assert catalog.types[expected.key] == expected


def test_types_are_those_of_single_values_and_those_used_and_what_they_are_made_of(catalog: Catalog) -> None:
    assert list(catalog.types) == sorted(catalog.types)
    assert all(key == type_.key for key, type_ in catalog.types.items())
    used = {column.type for r in catalog.relations for column in r.columns}
    used |= {p.type for f in catalog.functions for p in f.parameters}
    used |= {f.returns for f in catalog.functions if f.returns}
    made_of = {part for t in catalog.types.values() for part in (t.base, t.element) if part}
    single = {
        key for key, type_ in catalog.types.items() if type_.kind not in ("array", "composite", "pseudo")
    }
    assert used | made_of | single == set(catalog.types)
    assert {"macaddr", "money", "int4range", "int4multirange", '"bit"', "app.mood"} <= single
    assert not {"pg_node_tree", "pg_ndistinct", "pg_type", "cstring", "text[][]"} & set(catalog.types)


# --- connecting ----------------------------------------------------------------------------------------


def test_a_connection_is_in_autocommit_mode_and_speaks_utf8(database_url: str) -> None:
    with connect(make_conninfo(database_url, client_encoding="latin1")) as connection:
        assert connection.autocommit
        assert connection.info.encoding == "utf-8"
        assert connection.info.parameter_status("application_name") == "fraiseql"


@pytest.mark.parametrize(
    "url",
    [
        "blog",
        "postgresql://anna:se@cret@localhost/blog",
        "postgresql://anna:secret@localhost:port/blog",
        "postgresql://anna:sec/ret@localhost/blog",
        "postgresql://anna:secret@localhost/blog?what=1",
        "postgresql://anna:secret%ZZ@localhost/blog",
        "postgresql://localhost/blog\0",
    ],
)
def test_a_url_that_cannot_be_read(url: str) -> None:
    with pytest.raises(
        DatabaseUnreachable, match=r"^the database URL cannot be read; it looks like"
    ) as caught:
        connect(url)
    assert "cret" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_no_server(closed_port: int) -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        connect(f"postgresql://anna:secret@127.0.0.1:{closed_port}/blog")
    message = str(caught.value)
    assert message.startswith(
        f'connection to server at "127.0.0.1", port {closed_port} failed: Connection refused'
    )
    assert "Connection refused; Is the server running on that host" in message
    assert "\n" not in message
    assert "secret" not in message


def test_several_servers_that_are_not_there(closed_port: int) -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        connect(f"postgresql://127.0.0.1:{closed_port},localhost:{closed_port}/blog")
    message = str(caught.value)
    assert "Connection refused; Is the server running on that host" in message
    assert "\n" not in message
    assert re.search("[.:,!?];", message) is None


def test_a_database_that_does_not_exist(database_url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match=r'FATAL: database "no such" does not exist$'):
        connect(make_conninfo(database_url, dbname="no such", password="hunter2"))


def test_the_password_is_taken_out_of_messages(database_url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match=r'FATAL: database "\*\*\*" does not exist$'):
        connect(make_conninfo(database_url, dbname="hunter2", password="hunter2"))


# --- what can go wrong ---------------------------------------------------------------------------------


def test_a_migration_that_holds_a_lock(make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fraiseql.compiler.introspect.LOCK_TIMEOUT", "50ms")
    url = make_database("CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t")
    with connect(url) as connection, connect(url) as migration:
        with migration.transaction():
            migration.execute("ALTER TABLE t ADD COLUMN more int")
            with pytest.raises(CatalogUnreadable) as caught:
                introspect(connection)
            assert str(caught.value).startswith(
                "the catalog cannot be read: canceling statement due to lock timeout"
            )
        assert len(introspect(connection).relations) == 2


def test_a_connection_that_breaks(database_url: str) -> None:
    with connect(database_url) as connection:
        run(database_url, f"SELECT pg_terminate_backend({connection.info.backend_pid}, 5000)")
        with pytest.raises(DatabaseUnreachable, match=r"^the catalog cannot be read: "):
            introspect(connection)


def test_what_a_generated_column_is_computed_of(make_database: MakeDatabase) -> None:
    url = make_database(
        """
        CREATE TABLE t (b text, a int DEFAULT 1, "C" int GENERATED ALWAYS AS (a + length(b)) STORED,
            d int GENERATED ALWAYS AS (1) STORED, e int GENERATED ALWAYS AS IDENTITY);
        """
    )
    with connect(url) as connection:
        (table,) = (relation for relation in introspect(connection).relations if relation.kind == "table")
    assert {column.name: column.generated_from for column in table.columns if column.generated_from} == {
        "C": ("a", "b")
    }
