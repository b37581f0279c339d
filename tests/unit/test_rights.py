from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import psycopg
import pytest

from fraiseql.compiler import rights as module
from fraiseql.compiler.introspect import CatalogUnreadable, connect, introspect
from fraiseql.compiler.pipeline import compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.rights import Protected, Rights, Unreadable, Wanted, rights
from fraiseql.compiler.source import Source
from tests.postgres import MakeDatabase, fresh_databases, run

READER = "fraiseql_rights_reader"
SQL = f"""
CREATE ROLE {READER};
CREATE SCHEMA app;
CREATE SCHEMA "Kinds";
CREATE TYPE "Kinds".kind AS ENUM ('a', 'b');
CREATE TABLE app.tv_post (id uuid PRIMARY KEY, kind "Kinds".kind NOT NULL, hidden text, data jsonb NOT NULL);
CREATE TABLE tb_tag (id uuid PRIMARY KEY);
CREATE VIEW v_tag WITH (security_invoker) AS SELECT id, to_jsonb(t) AS data FROM tb_tag t;
CREATE FUNCTION fn_touch(p_id uuid, p_kind "Kinds".kind DEFAULT 'a') RETURNS uuid
    LANGUAGE sql AS 'SELECT p_id';
REVOKE EXECUTE ON FUNCTION fn_touch FROM PUBLIC;
"""
SCHEMA = """
type Post @view("app.tv_post") { id: ID! kind: Kind! }
type Tag @view(v_tag) { id: ID! }
enum Kind { A B }
type Query { posts(where: PostWhere): [Post!]! byKind(kind: Kind!): [Post!]! tags: [Tag!]! }
type Mutation { touch(id: ID!, kind: Kind): ID! @command(fn_touch) }
"""


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> Iterator[str]:
    made = make_database(SQL)
    yield made
    with connect(made) as connection:
        connection.execute(f"DROP OWNED BY {READER}; DROP ROLE {READER}".encode())


@pytest.fixture
def connection(url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(url) as connection:
        yield connection


def hints(connection: psycopg.Connection[Any], role: str = READER) -> list[str]:
    """What the compiler says that the role lacks."""
    result = compile_schema(
        [Source("schema.graphql", SCHEMA)],
        introspect(connection),
        partial(prepare, connection),
        ask_rights=partial(rights, connection),
        role=role,
    )
    return [diagnostic.hint or "" for diagnostic in result.diagnostics]


def test_after_the_grants_that_it_shows_the_role_can_run_every_statement(
    connection: psycopg.Connection[Any],
) -> None:
    found = hints(connection)
    assert sorted(found) == [
        f'grant it: `GRANT EXECUTE ON FUNCTION public.fn_touch(p_id uuid, p_kind "Kinds".kind) TO {READER}`',
        f"grant it: `GRANT SELECT ON app.tv_post TO {READER}`",
        f"grant it: `GRANT SELECT ON public.tb_tag TO {READER}`",
        f"grant it: `GRANT SELECT ON public.v_tag TO {READER}`",
        f'grant it: `GRANT USAGE ON SCHEMA "Kinds" TO {READER}`',
        f"grant it: `GRANT USAGE ON SCHEMA app TO {READER}`",
    ]
    for hint in found:
        connection.execute(hint.split("`")[1].encode())
    assert hints(connection) == []
    result = compile_schema(
        [Source("schema.graphql", SCHEMA)], introspect(connection), partial(prepare, connection)
    )
    connection.execute(f"SET ROLE {READER}".encode())
    for query in result.lowered.queries.values():
        sql = query.sql.replace("$1", "NULL")
        connection.execute(f"EXPLAIN {sql}".encode())
    connection.execute("SELECT fn_touch(NULL, 'a'::\"Kinds\".kind)")


def test_there_is_no_such_role(connection: psycopg.Connection[Any]) -> None:
    assert hints(connection, "fraiseql_rights_raeder") == [f"did you mean `{READER}`?"]
    assert hints(connection, "Nobody at all") == ['create it: `CREATE ROLE "Nobody at all"`']


def test_without_a_database_nothing_is_asked(connection: psycopg.Connection[Any]) -> None:
    result = compile_schema(
        [Source("schema.graphql", SCHEMA)], introspect(connection), partial(prepare, connection), role=READER
    )
    assert result.diagnostics == []


def test_some_columns(connection: psycopg.Connection[Any]) -> None:
    connection.execute(
        f"REVOKE ALL ON app.tv_post FROM {READER}; GRANT SELECT (id) ON app.tv_post TO {READER}".encode()
    )
    wanted = Wanted((), {("app", "tv_post"): ("id", "data")}, ())
    assert rights(connection, READER, wanted).relations == (
        Unreadable("app.tv_post", "app.tv_post", ("data",)),
    )
    assert rights(connection, READER, Wanted((), {("app", "tv_post"): ("id",)}, ())).relations == ()


def test_a_superuser_lacks_nothing_and_no_policy_holds_for_it(connection: psycopg.Connection[Any]) -> None:
    user = connection.info.user
    connection.execute("ALTER TABLE app.tv_post ENABLE ROW LEVEL SECURITY")
    found = rights(connection, user, Wanted(("app",), {("app", "tv_post"): ("id",)}, ()))
    protected = Protected("app.tv_post", "app.tv_post", user, exempt=True, stored=False, policies=())
    assert found == Rights(protected=(protected,))
    connection.execute("ALTER TABLE app.tv_post DISABLE ROW LEVEL SECURITY")


def test_a_query_that_fails(connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROLES", "SELECT 1/0")
    with pytest.raises(CatalogUnreadable, match=r"the rights of \w+ cannot be read: division by zero"):
        rights(connection, READER, Wanted((), {}, ()))


def test_the_roles_of_cases_go_with_their_databases(server: str, make_database: MakeDatabase) -> None:
    create = "CREATE TABLE t (); CREATE ROLE fraiseql_case_{0}; GRANT SELECT ON t TO fraiseql_case_{0};"
    make_database(create.format("kept"))
    with fresh_databases(server) as make:
        make(create.format("dropped"))
    left = {name for (name,) in run(server, "SELECT rolname FROM pg_roles")}
    assert "fraiseql_case_kept" in left
    assert "fraiseql_case_dropped" not in left
