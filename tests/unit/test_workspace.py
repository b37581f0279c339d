"""A compiler that goes on: what it keeps, what it asks again, and `compile --watch`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import psycopg
import pytest
from click.testing import CliRunner, Result

from fraiseql import watched
from fraiseql.cli import main
from fraiseql.compiler import introspect
from fraiseql.compiler import prepare as preparing
from fraiseql.compiler import workspace as module
from fraiseql.compiler.introspect import CatalogUnreadable, DatabaseUnreachable, connect
from fraiseql.compiler.observe import Observations, Reading, observe
from fraiseql.compiler.project import Project, read_project
from fraiseql.compiler.workspace import Workspace
from tests.postgres import MakeDatabase, run

SCHEMA = (
    "type Post @view(tv_post) { id: ID! title: String! }\ntype Query { posts(where: PostWhere): [Post!]! }\n"
)
SQL = "CREATE TABLE IF NOT EXISTS tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "schema.graphql").write_text(SCHEMA)
    project, _ = read_project(tmp_path)
    assert project
    return project


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(SQL)


@pytest.fixture
def workspace(url: str) -> Iterator[Workspace]:
    workspace = Workspace(url)
    yield workspace
    workspace.close()


class Counting:
    """Counts the catalogs that are read, and the statements that are shown to PostgreSQL."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.catalogs = self.statements = 0
        catalog, prepare = introspect.introspect, preparing.prepare

        def read(connection: Any) -> Any:
            self.catalogs += 1
            return catalog(connection)

        def show(connection: Any, statements: Any) -> Any:
            self.statements += len(statements)
            return prepare(connection, statements)

        monkeypatch.setattr(module, "introspect", read)
        monkeypatch.setattr(module, "prepare", show)

    def taken(self) -> tuple[int, int]:
        """The counts since it was asked last."""
        counts = self.catalogs, self.statements
        self.catalogs = self.statements = 0
        return counts


def test_what_is_known_is_not_asked_again(
    project: Project, workspace: Workspace, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting(monkeypatch)
    first = workspace.compile(project)
    assert first.files
    catalogs, statements = counting.taken()
    assert (catalogs, statements > 1) == (1, True)
    run(url, "INSERT INTO tv_post SELECT gen_random_uuid(), '{}'; ANALYZE tv_post")
    assert workspace.compile(project).files == first.files
    assert counting.taken() == (0, 0)
    more = SCHEMA.replace("posts(", "all: [Post!]! posts(")
    project.schema[0].write_text(more)
    assert "query/all.json" in workspace.compile(project).files
    assert counting.taken()[0] == 0


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE other (a int)",
        "ALTER TABLE tv_post ADD title text",
        "ALTER TABLE tv_post ALTER data DROP NOT NULL",
        "CREATE INDEX ON tv_post ((data ->> 'title'))",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE mood AS ENUM ('happy')",
        "GRANT SELECT ON tv_post TO PUBLIC",
        "COMMENT ON TABLE tv_post IS 'x'; DROP TABLE tv_post; " + SQL,
        "ALTER TABLE tv_post ENABLE ROW LEVEL SECURITY",
    ],
)
def test_after_a_change_of_the_database_everything_is(
    project: Project, workspace: Workspace, url: str, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    counting = Counting(monkeypatch)
    workspace.compile(project)
    before = counting.taken()
    run(url, sql)
    assert workspace.compile(project).files
    assert counting.taken()[0] == before[0] == 1


def test_a_statement_that_was_refused_is_shown_again(
    project: Project, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.schema[0].write_text('scalar Shape @represents("point")\n' + SCHEMA.replace("String!", "Shape"))
    first = workspace.compile(project)
    assert first.failed
    assert workspace.compile(project).diagnostics == first.diagnostics


def test_what_cannot_be_read_needs_no_database(tmp_path: Path) -> None:
    project, _ = read_project(tmp_path)
    assert project
    workspace = Workspace("postgresql://nobody@127.0.0.1:1/nothing")
    assert workspace.compile(project).failed
    (tmp_path / "schema.graphql").write_text(SCHEMA)
    with pytest.raises(DatabaseUnreachable):
        workspace.compile(project)
    workspace.close()


def test_after_a_broken_connection_it_connects_anew(project: Project, workspace: Workspace, url: str) -> None:
    workspace.compile(project)
    run(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()",
    )
    with pytest.raises(DatabaseUnreachable):
        workspace.compile(project)
    assert workspace.compile(project).files


def test_a_catalog_that_cannot_be_read(
    project: Project, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.compile(project)
    with monkeypatch.context() as patch:
        patch.setattr(introspect, "_FINGERPRINT", "SELECT 1 / 0")
        with pytest.raises(CatalogUnreadable, match="division by zero"):
            workspace.compile(project)
    assert workspace.compile(project).files


def test_the_catalog_takes_as_many_queries_whatever_the_size(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = psycopg.Connection.execute
    asked: list[object] = []

    def counting(self: Any, query: Any, *rest: Any) -> Any:
        asked.append(query)
        return execute(self, query, *rest)

    monkeypatch.setattr(psycopg.Connection, "execute", counting)
    counts = []
    for tables in (1, 60):
        sql = "".join(
            f"CREATE TABLE t{n} (id int PRIMARY KEY, p int REFERENCES t{max(n - 1, 0)});"
            f"CREATE VIEW v{n} AS SELECT * FROM t{n};"
            f"CREATE FUNCTION f{n}(a t{n}) RETURNS int LANGUAGE sql AS 'SELECT 1';"
            for n in range(tables)
        )
        url = make_database(sql)
        with connect(url) as connection:
            asked.clear()
            assert len(introspect.introspect(connection).functions) == tables
            introspect.fingerprint(connection)
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_a_comment_is_seen(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE t (a int CONSTRAINT positive CHECK (a > 0))")
    with connect(url) as connection:
        before = introspect.fingerprint(connection)
        assert introspect.fingerprint(connection) == before
        run(url, "COMMENT ON CONSTRAINT positive ON t IS 'No less than one.'")
        assert introspect.fingerprint(connection) != before


class Watched:
    """Runs `compile --watch`, and does something between two looks at the files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def compile(self, *arguments: object, then: Sequence[Callable[[], object]]) -> Result:
        steps = iter(then)

        def sleep(_: float) -> None:
            step = next(steps, None)
            if step is None:
                raise KeyboardInterrupt
            step()

        self.monkeypatch.setattr(time, "sleep", sleep)
        arguments = ("compile", *arguments, "--watch")
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"NO_COLOR": "1"})


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


class TestWatch:
    def test_compiles_again_when_a_file_changes(self, project: Project, url: str, watching: Watched) -> None:
        schema = project.schema[0]
        result = watching.compile(
            project.root,
            "--database",
            url,
            then=[
                lambda: schema.write_text(SCHEMA.replace("tv_post", "tv_pots")),
                lambda: None,
                lambda: schema.write_text(SCHEMA.replace("posts(", "all: [Post!]! posts(")),
            ],
        )
        assert result.exit_code == 0
        assert result.stderr.count("changed: schema.graphql\n") == 2
        assert result.stderr.count("did you mean `tv_post`?") == 1
        assert "1 query, 0 mutations, " in result.stderr
        assert (project.plans / "query" / "all.json").exists()

    def test_a_broken_configuration_is_said_and_watching_goes_on(
        self, project: Project, url: str, watching: Watched
    ) -> None:
        config = project.root / "fraiseql.toml"
        steps = [lambda: config.write_text("shema = 1"), lambda: config.write_text("plans = 'out'")]
        result = watching.compile(project.root, "--database", url, then=steps)
        assert result.exit_code == 0
        assert "did you mean `schema`?" in result.stderr
        assert (project.root / "out" / "manifest.json").exists()

    def test_a_file_of_the_catalog_is_watched(self, project: Project, url: str, watching: Watched) -> None:
        CliRunner().invoke(main, ["catalog", str(project.root), "--database", url])
        catalog = project.root / "catalog.json"
        steps: list[Callable[[], object]] = [lambda: catalog.write_text("{"), catalog.unlink]
        result = watching.compile(project.root, "--catalog", catalog, then=steps)
        assert result.stderr.count("error[FQ307]") == 2
        assert result.stderr.count("changed: catalog.json\n") == 2

    def test_sql_is_applied_again_to_an_embedded_database(
        self, project: Project, url: str, watching: Watched, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Server:
            def __init__(self) -> None:
                self.url = url

            def __enter__(self) -> Self:
                return self

            def __exit__(self, *_: object) -> None:
                pass

        monkeypatch.setattr("fraiseql.embedded.start", lambda _: Server())
        sql = project.root / "a.sql"
        sql.write_text(SQL)
        (project.root / "fraiseql.toml").write_text("database.sql = ['a.sql']")
        steps = [
            lambda: sql.write_text("CREATE TABLE x ("),
            lambda: sql.write_text(f"CREATE TABLE x (); {SQL}"),
        ]
        result = watching.compile(project.root, then=steps)
        assert result.exit_code == 0
        assert result.stderr.count("applied 1 SQL file\n") == 2
        assert result.stderr.count("error[FQ303]") == 1
        assert run(url, "SELECT to_regclass('x')::text") == [("x",)]

    def test_a_check_is_made_once(self, project: Project, url: str, watching: Watched) -> None:
        result = watching.compile(project.root, "--database", url, "--check", then=[])
        assert (result.exit_code, "exclude each other" in result.stderr) == (2, True)


def test_files_that_are_not_there_have_no_time(project: Project) -> None:
    assert list(watched.times(project)) == [project.schema[0]]
    assert watched.written(project.root / "none") is None


def test_what_relations_hold_is_looked_at_again_after_a_while(
    workspace: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counted(connection: psycopg.Connection[Any], readings: Sequence[Reading]) -> Observations:
        asked.append(len(readings))
        return observe(connection, readings)

    monkeypatch.setattr(module, "observe", counted)
    workspace.compile(project)
    workspace.compile(project)
    monkeypatch.setattr(module, "RECENT", 0.0)
    workspace.compile(project)
    assert asked == [1, 0, 1]
