"""Existing plans against other databases, as `fraiseql verify` shows them."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from fraiseql.cli import main
from fraiseql.compiler.introspect import DatabaseUnreachable, connect
from fraiseql.compiler.lowered import Prepared
from fraiseql.compiler.prepare import result_types
from fraiseql.compiler.verify import _statements, verify
from fraiseql.load import load
from tests.compiling import compiled
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run

SCHEMA = """
enum Mood { HAPPY SAD }
type Author { name: String! mood: Mood }
type Post @view(tv_post) { id: ID! title: String! views: Int! author: Author! mood: Mood! }
type Query {
  post(id: ID!): Post
  posts(where: PostWhere, orderBy: [PostOrderBy!]): [Post!]!
  postConnection(first: Int, after: String, orderBy: [PostOrderBy!]): PostConnection!
  postCount: Int! @view(tv_post)
}
type Mutation {
  createPost(title: String!, mood: Mood): Post! @command(fn_create_post)
  ping: JSON @command(fn_ping)
}
"""
TABLE = "CREATE TABLE tv_post (id uuid PRIMARY KEY, views int NOT NULL, data jsonb NOT NULL);"
FUNCTIONS = """
CREATE FUNCTION fn_create_post(title text, mood text DEFAULT 'HAPPY') RETURNS uuid LANGUAGE sql
    AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_ping() RETURNS jsonb LANGUAGE sql AS 'SELECT ''1''::jsonb';
"""
OPERATIONS = ("query Titles { posts { title } }", "{ postCount }")


@pytest.fixture(scope="module")
def plans(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans of a database that has everything."""
    directory = tmp_path_factory.mktemp("verify") / "plans"
    return write_plans(make_database(TABLE + FUNCTIONS), directory, SCHEMA, OPERATIONS)


def fraiseql(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"NO_COLOR": "1"})


def found(plans: Path, url: str) -> list[tuple[str, str, str]]:
    """The codes, files and messages of what a database says."""
    with connect(url) as connection:
        diagnostics = verify(load(plans), plans, connection)
    return sorted(
        (d.code, Path(d.span.source.name).relative_to(plans).as_posix(), d.message)
        for d in diagnostics
        if d.span
    )


def test_the_statements_are_those_that_the_compiler_prepares(
    plans: Path, make_database: MakeDatabase
) -> None:
    lowered = compiled(SCHEMA, make_database(TABLE + FUNCTIONS), OPERATIONS).lowered

    def texts(statements: list[Prepared]) -> list[str]:
        return sorted(each.sql for each in statements)

    assert texts([each for _, each in _statements(load(plans))]) == texts(lowered.statements)


def test_a_database_of_the_same_shape_takes_them(plans: Path, make_database: MakeDatabase) -> None:
    assert found(plans, make_database(f"CREATE TABLE more (a int); {TABLE} {FUNCTIONS}")) == []


def test_what_a_migration_has_yet_to_bring(plans: Path, make_database: MakeDatabase) -> None:
    url = make_database(
        TABLE.replace("views int NOT NULL, ", "") + FUNCTIONS.split("CREATE FUNCTION fn_ping", maxsplit=1)[0]
    )
    missing = "column t.views does not exist"
    assert found(plans, url) == [
        (
            "FQ492",
            "mutation/ping.json",
            "this database refuses mutation ping: function public.fn_ping() does not exist",
        ),
        (
            "FQ492",
            "query/postConnection.json",
            f"this database refuses the filters of query postConnection: {missing}",
        ),
        ("FQ492", "query/posts.json", f"this database refuses the filters of query posts: {missing}"),
    ]


def test_a_relation_that_is_gone_is_said_once_a_file(plans: Path, make_database: MakeDatabase) -> None:
    files = [file for _, file, _ in found(plans, make_database(FUNCTIONS))]
    operations = [file for file in files if file.startswith("operations/")]
    assert [file for file in files if file not in operations] == [
        "mutation/createPost.json",
        "query/post.json",
        "query/postConnection.json",
        "query/postCount.json",
        "query/posts.json",
    ]
    assert len(operations) == len(set(operations)) == 2


def test_a_column_of_another_type(plans: Path, make_database: MakeDatabase) -> None:
    url = make_database(f"{TABLE} {FUNCTIONS} ALTER TABLE tv_post ALTER data TYPE json")
    yields = "yields `json` on this database; the plans were made for `jsonb`"
    kinds = {(code, file): message for code, file, message in found(plans, url)}
    assert kinds["FQ493", "query/post.json"] == f"query post {yields}"
    read_back = f"the read-back of mutation createPost {yields}"
    assert kinds["FQ493", "mutation/createPost.json"] == read_back


class TestCommandLine:
    def test_nothing_wrong(self, plans: Path, make_database: MakeDatabase) -> None:
        url = make_database(TABLE + FUNCTIONS)
        result = fraiseql("verify", plans, "--database", url)
        assert (result.exit_code, "takes every statement" in result.stderr) == (0, True)
        result = fraiseql("verify", plans, "--database", url, "--format", "json")
        assert (result.exit_code, json.loads(result.stdout)) == (0, {"diagnostics": []})

    def test_what_is_refused_is_shown_with_its_file_and_statement(
        self, plans: Path, make_database: MakeDatabase
    ) -> None:
        url = make_database(TABLE + FUNCTIONS)
        run(url, "ALTER TABLE tv_post RENAME views TO seen")
        result = fraiseql("verify", plans, "--database", url)
        assert result.exit_code == 1
        file = plans / "query" / "posts.json"
        assert "refuses the filters of query posts: column t.views" in result.stderr
        assert f"--> {file}:3:3\n" in result.stderr
        assert '3 |   "name": "posts",' in result.stderr
        assert "note: the statement is\n" in result.stderr

    @pytest.mark.parametrize("form", ["json", "github", "sarif"])
    def test_every_format_names_the_file(self, plans: Path, make_database: MakeDatabase, form: str) -> None:
        result = fraiseql("verify", plans, "--database", make_database(FUNCTIONS), "--format", form)
        assert result.exit_code == 1
        assert "query/posts.json" in result.stdout

    def test_a_database_out_of_reach(self, plans: Path) -> None:
        nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
        result = fraiseql("verify", plans, "--database", nowhere, "--format", "json")
        assert (result.exit_code, json.loads(result.stdout)["diagnostics"][0]["code"]) == (3, "FQ301")

    def test_plans_that_cannot_be_loaded(self, tmp_path: Path) -> None:
        for command in (("verify", tmp_path, "--database", "x", "--format", "json"),):
            result = fraiseql(*command)
            (diagnostic,) = json.loads(result.stdout)["diagnostics"]
            assert (result.exit_code, diagnostic["code"]) == (1, "FQ494")
            assert diagnostic["message"].endswith("there is no such file. Run `fraiseql compile` again")


def test_a_connection_that_breaks_is_a_database_out_of_reach(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise psycopg.OperationalError("server closed\nthe connection")

    with connect(database_url) as connection:
        assert result_types(connection, {"a": "SELECT 1::int8", "b": "SET x.y = 1"}) == {"a": "bigint"}
        monkeypatch.setattr(psycopg.Connection, "execute", broken)
        with pytest.raises(DatabaseUnreachable, match="described: server closed the"):
            result_types(connection, {"a": "SELECT 1"})
        assert connection.closed


def test_relations_are_verified_too(make_database: MakeDatabase, tmp_path: Path) -> None:
    schema = """
        type Item @view(tv_item) { id: ID! parts: [Part!]! @relation(on: "item_id = id") }
        type Part @view(tv_part) { id: ID! }
        type Query { items: [Item!]! }
    """
    tables = "CREATE TABLE tv_item (id int PRIMARY KEY, data jsonb NOT NULL);"
    parts = "CREATE TABLE tv_part (id int PRIMARY KEY, item_id int, data jsonb NOT NULL);"
    directory = write_plans(make_database(tables + parts), tmp_path / "plans", schema)
    assert found(directory, make_database(tables + parts)) == []
    files = {file for _, file, _ in found(directory, make_database(tables))}
    assert files == {"types/Item.json"}
