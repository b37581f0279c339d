"""The command line: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fraiseql.cli import main
from fraiseql.serve import address, listen
from fraiseql.watched import POLL
from tests.postgres import MakeDatabase, run
from tests.serving import unmeasured

SCHEMA = """\
type Post @view(tv_post) { id: ID! title: String! }
type Query { post(id: ID!): Post posts(where: PostWhere, limit: Int): [Post!]! }
type Mutation { createPost(title: String!): Post! @command(fn_create_post) }
"""
SQL = """\
CREATE TABLE IF NOT EXISTS tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE OR REPLACE FUNCTION fn_create_post(p_title text) RETURNS uuid LANGUAGE sql AS $$
    INSERT INTO tv_post
    SELECT n.id, jsonb_build_object('id', n.id, 'title', p_title) FROM (SELECT gen_random_uuid() AS id) AS n
    RETURNING id
$$;
"""
MANY_TABLES = """\
DO $$ BEGIN FOR i IN 1..300 LOOP
    EXECUTE format('CREATE TABLE many_%s (a int, b text, c jsonb)', i); END LOOP; END $$
"""
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small project whose database is given on the command line.

    Not under pytest's own directory: another run of pytest would close that to the embedded server.
    """
    monkeypatch.setenv("NO_COLOR", "1")
    with tempfile.TemporaryDirectory(prefix="fraiseql-project-") as directory:
        root = Path(directory)
        (root / "schema.graphql").write_text(SCHEMA)
        (root / "db").mkdir()
        (root / "db" / "01.sql").write_text(SQL)
        (root / "fraiseql.toml").write_text('[database]\nsql = ["db/*.sql"]\n')
        yield root


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    """A database that fits the project."""
    return make_database(SQL)


def fraiseql(*arguments: object) -> Result:
    """Runs the command line in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


class TestCompile:
    def test_writes_the_plan_files(self, project: Path, url: str) -> None:
        result = fraiseql("compile", project, "--database", url)
        assert result.exit_code == 0
        assert f"2 queries, 1 mutation, 4 types written to {project / 'plans'}" in result.stderr
        assert (project / "plans" / "manifest.json").exists()

    def test_output_says_where(self, project: Path, url: str, tmp_path: Path) -> None:
        assert fraiseql("compile", project, "--database", url, "--output", tmp_path / "other").exit_code == 0
        assert (tmp_path / "other" / "query" / "posts.json").exists()
        assert not (project / "plans").exists()

    def test_a_wrong_schema_is_1_and_writes_nothing(self, project: Path, url: str) -> None:
        (project / "schema.graphql").write_text(SCHEMA.replace("tv_post", "tv_pots"))
        result = fraiseql("compile", project, "--database", url)
        assert result.exit_code == 1
        assert "error[FQ401]" in result.stderr
        assert "did you mean `tv_post`?" in result.stderr
        assert not (project / "plans").exists()

    def test_json_goes_to_standard_output(self, project: Path, url: str) -> None:
        (project / "schema.graphql").write_text(SCHEMA.replace("tv_post", "tv_pots"))
        result = fraiseql("compile", project, "--database", url, "--format", "json")
        assert result.exit_code == 1
        (found,) = json.loads(result.stdout)["diagnostics"]
        assert (found["code"], found["line"], found["column"]) == ("FQ401", 1, 17)

    def test_a_clean_schema_is_valid_json_too(self, project: Path, url: str) -> None:
        result = fraiseql("compile", project, "--database", url, "--format", "json")
        assert json.loads(result.stdout) == {"diagnostics": []}

    def test_a_missing_schema_is_a_diagnostic(self, project: Path, url: str) -> None:
        (project / "schema.graphql").unlink()
        result = fraiseql("compile", project, "--database", url)
        assert (result.exit_code, "error[FQ102]" in result.stderr) == (1, True)

    def test_a_wrong_configuration_is_a_diagnostic(self, project: Path, url: str) -> None:
        (project / "fraiseql.toml").write_text("shema = 'x'\n")
        result = fraiseql("compile", project, "--database", url)
        assert (result.exit_code, "did you mean `schema`?" in result.stderr) == (1, True)

    def test_the_rights_of_a_role_are_checked(self, project: Path, url: str) -> None:
        result = fraiseql("compile", project, "--database", url, "--role", "nobody at all")
        assert result.exit_code == 1
        assert "error[FQ305]: there is no role `nobody at all`" in result.stderr

    def test_warnings_may_be_denied(self, project: Path, url: str) -> None:
        schema = (project / "schema.graphql").read_text()
        (project / "schema.graphql").write_text(f"# fraiseql-ignore FQ513\n{schema}")
        given = ("compile", project, "--database", url)
        result = fraiseql(*given)
        assert (result.exit_code, "warning[FQ106]" in result.stderr) == (0, True)
        result = fraiseql(*given, "--deny-warnings")
        assert (result.exit_code, "error[FQ106]" in result.stderr) == (1, True)
        (project / "fraiseql.toml").write_text('[lints]\nFQ106 = "off"')
        assert fraiseql(*given, "--deny-warnings").exit_code == 0

    def test_foreign_files_are_not_replaced(self, project: Path, url: str) -> None:
        (project / "plans").mkdir()
        (project / "plans" / "diary.txt").write_text("dear diary")
        result = fraiseql("compile", project, "--database", url)
        assert (result.exit_code, "diary" in (project / "plans" / "diary.txt").read_text()) == (1, True)
        assert "choose another output directory" in result.stderr

    def test_a_place_that_cannot_be_written_is_a_plain_error(self, project: Path, url: str) -> None:
        (project / "file").write_text("")
        result = fraiseql("compile", project, "--database", url, "--output", project / "file" / "plans")
        assert result.exit_code == 1
        assert result.stderr.startswith("error: ")

    def test_a_database_out_of_reach_is_3(self, project: Path) -> None:
        result = fraiseql("compile", project, "--database", NOWHERE)
        assert (result.exit_code, result.stderr.startswith("error[FQ301]: ")) == (3, True)
        as_json = fraiseql("compile", project, "--database", NOWHERE, "--format", "json")
        assert json.loads(as_json.stdout)["diagnostics"][0]["code"] == "FQ301"

    def test_a_catalog_that_cannot_be_read_is_a_diagnostic(self, project: Path, url: str) -> None:
        slow = f"{url}&options=-c%20statement_timeout%3D1ms%20-c%20jit%3Doff"
        run(url, MANY_TABLES)
        result = fraiseql("compile", project, "--database", slow)
        assert (result.exit_code, "error[FQ302]" in result.stderr) == (1, True)

    def test_without_a_database_the_embedded_one_has_the_sql(self, project: Path) -> None:
        result = fraiseql("compile", project)
        assert (result.exit_code, "using the embedded PostgreSQL" in result.stderr) == (0, True)
        assert "applied 1 SQL file\n" in result.stderr
        assert (project / "plans" / "mutation" / "createPost.json").exists()

    def test_sql_that_does_not_apply_is_a_diagnostic(self, project: Path) -> None:
        (project / "db" / "02.sql").write_text("CREATE TABEL x ();")
        result = fraiseql("compile", project)
        assert (result.exit_code, "error[FQ303]" in result.stderr) == (1, True)

    def test_wrong_usage_is_2(self, project: Path) -> None:
        assert fraiseql("compile", project, "--colour").exit_code == 2
        assert fraiseql("compile", project / "nowhere").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_watching_that_is_ended_stops_the_embedded_server(project: Path) -> None:
    command = [sys.executable, "-m", "fraiseql", "compile", str(project), "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=unmeasured()) as process:
        assert process.stderr is not None
        while "watching for changes" not in process.stderr.readline():
            assert process.poll() is None
        assert (project / ".fraiseql" / "postgres" / "postmaster.pid").exists()
        process.terminate()
        assert process.wait(30) == 0
    assert not (project / ".fraiseql" / "postgres" / "postmaster.pid").exists()


class TestOperations:
    QUERY = "query Titles { posts { title } }\n"

    @pytest.fixture
    def operations(self, project: Path) -> Path:
        """A folder of operations in the project."""
        (project / "queries" / "deep").mkdir(parents=True)
        (project / "queries" / "titles.graphql").write_text(self.QUERY)
        (project / "queries" / "deep" / "ids.graphql").write_text("query Ids { posts { id } }")
        return project / "queries"

    def test_become_trusted_documents(self, project: Path, url: str, operations: Path) -> None:
        result = fraiseql("compile", project, "--database", url, "--operations", operations / "**/*.graphql")
        assert (result.exit_code, "4 types, 2 trusted documents written to" in result.stderr) == (0, True)
        ids = json.loads((project / "plans" / "operations.json").read_text())["ids"]
        assert ids.keys() == {"Ids", "Titles"}
        assert ids["Titles"] == hashlib.sha256(self.QUERY.encode()).hexdigest()
        files = {path.stem for path in (project / "plans" / "operations").iterdir()}
        assert files == set(ids.values())

    def test_patterns_are_relative_and_may_be_several(
        self, project: Path, url: str, operations: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(operations)
        patterns = ("--operations", "*.graphql", "--operations", "deep/*.graphql", "--operations", "t*")
        result = fraiseql("compile", "..", "--database", url, *patterns)
        assert (result.exit_code, "2 trusted documents" in result.stderr) == (0, True)

    def test_the_project_file_may_name_them(self, project: Path, url: str, operations: Path) -> None:
        (project / "fraiseql.toml").write_text("operations = ['queries/*.graphql']")
        compile_ = ("compile", project, "--database", url)
        assert "1 trusted document written" in fraiseql(*compile_).stderr
        assert fraiseql(*compile_, "--check").exit_code == 0
        (operations / "titles.graphql").write_text(f"# changed\n{self.QUERY}")
        stale = fraiseql(*compile_, "--check")
        assert (stale.exit_code, "operations.json, operations/" in stale.stderr) == (4, True)
        # What the command line names takes their place.
        assert "1 trusted document" in fraiseql(*compile_, "--operations", operations / "deep/*").stderr
        assert json.loads((project / "plans" / "operations.json").read_text())["ids"].keys() == {"Ids"}

    def test_a_pattern_without_files_is_a_diagnostic(self, project: Path, url: str, operations: Path) -> None:
        for pattern in (operations / "*.gql", operations, "", "."):
            result = fraiseql("compile", project, "--database", url, "--operations", pattern)
            assert (result.exit_code, "error[FQ602]: no file matches" in result.stderr) == (1, True)
            assert "relative to the working directory" in result.stderr
        (project / "fraiseql.toml").write_text("operations = ['queries/*.gql']")
        result = fraiseql("compile", project, "--database", url)
        assert (result.exit_code, "fraiseql.toml:1:1" in result.stderr) == (1, True)

    def test_a_file_that_cannot_be_read_is_a_diagnostic(
        self, project: Path, url: str, operations: Path
    ) -> None:
        (operations / "titles.graphql").write_bytes(b"query Q { \xff }")
        result = fraiseql("compile", project, "--database", url, "--operations", operations / "*")
        assert (result.exit_code, "titles.graphql:1:11" in result.stderr) == (1, True)
        assert "error[FQ602]: the file is not UTF-8" in result.stderr

    def test_mistakes_are_shown_where_they_stand(self, project: Path, url: str, operations: Path) -> None:
        (operations / "titles.graphql").write_text("query Q {\n  posts { titel }\n}")
        json_form = ("--operations", operations / "*.graphql", "--format", "json")
        result = fraiseql("compile", project, "--database", url, *json_form)
        (found,) = json.loads(result.stdout)["diagnostics"]
        place = (found["code"], Path(found["file"]).name, found["line"], found["column"], found["hint"])
        assert place == ("FQ606", "titles.graphql", 2, 11, "did you mean `title`?")
        assert not (project / "plans").exists()

    def test_serve_may_refuse_all_others(
        self, project: Path, url: str, operations: Path, tmp_path: Path
    ) -> None:
        fraiseql("compile", project, "--database", url, "--operations", operations / "*.graphql")
        plans = project / "plans"
        only = ("--documents", "only")
        with serving(tmp_path / "log", "serve", plans, "--database", url, *only) as server:
            assert server.ask(self.QUERY) == {"data": {"posts": []}}
            (error,) = server.ask("{ posts { id } }")["errors"]
            assert error["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"


class TestCheck:
    def test_says_whether_the_files_are_stale(self, project: Path, url: str) -> None:
        missing = fraiseql("compile", project, "--database", url, "--check")
        assert missing.exit_code == 4
        assert "is stale (manifest.json, mutation/createPost.json, " in missing.stderr
        assert not (project / "plans").exists()
        fraiseql("compile", project, "--database", url)
        assert fraiseql("compile", project, "--database", url, "--check").exit_code == 0
        (project / "plans" / "query" / "post.json").write_text("{}")
        changed = fraiseql("compile", project, "--database", url, "--check")
        assert (changed.exit_code, "(query/post.json)" in changed.stderr) == (4, True)


class TestCatalog:
    def test_compiles_without_a_database(self, project: Path, url: str) -> None:
        written = fraiseql("catalog", project, "--database", url)
        assert written.exit_code == 0
        assert f"1 relation and 1 function written to {project / 'catalog.json'}" in written.stderr
        fraiseql("compile", project, "--database", url, "--output", project / "live")
        (project / "fraiseql.toml").write_text(f"database.url = '{NOWHERE}'")
        offline = fraiseql("compile", project, "--catalog", project / "catalog.json")
        assert offline.exit_code == 0
        assert "PostgreSQL has seen no statement" in offline.stderr
        live, plans = (
            {p.relative_to(d): p.read_bytes() for p in d.rglob("*") if p.is_file()}
            for d in (project / "live", project / "plans")
        )
        assert plans == live
        checked = fraiseql("compile", project, "--catalog", project / "catalog.json", "--check")
        assert (checked.exit_code, "is up to date" in checked.stderr) == (0, True)

    def test_finds_mistakes_without_a_database(self, project: Path, url: str) -> None:
        fraiseql("catalog", project, "--database", url)
        (project / "schema.graphql").write_text(SCHEMA.replace("tv_post", "tv_pots"))
        result = fraiseql("compile", project, "--catalog", project / "catalog.json")
        assert (result.exit_code, "did you mean `tv_post`?" in result.stderr) == (1, True)

    def test_a_schema_that_cannot_be_read(self, project: Path, url: str) -> None:
        fraiseql("catalog", project, "--database", url)
        (project / "schema.graphql").unlink()
        result = fraiseql("compile", project, "--catalog", project / "catalog.json", "--format", "json")
        assert (result.exit_code, json.loads(result.stdout)["diagnostics"][0]["code"]) == (1, "FQ102")

    def test_says_whether_the_file_is_stale(self, project: Path, url: str) -> None:
        def check() -> Result:
            return fraiseql("catalog", project, "--database", url, "--output", file, "--check")

        file = project / "deep" / "c.json"
        assert (check().exit_code, file.exists()) == (4, False)
        fraiseql("catalog", project, "--database", url, "--output", file)
        assert (check().exit_code, "is up to date" in check().stderr) == (0, True)
        run(url, "ALTER TABLE tv_post ADD note text")
        assert (check().exit_code, "is stale" in check().stderr) == (4, True)

    def test_a_damaged_file_is_a_diagnostic(self, project: Path) -> None:
        (project / "catalog.json").write_text("<<<<<<< HEAD\n")
        result = fraiseql("compile", project, "--catalog", project / "catalog.json", "--format", "json")
        (found,) = json.loads(result.stdout)["diagnostics"]
        assert (result.exit_code, found["code"], found["line"], found["column"]) == (1, "FQ307", 1, 1)
        assert found["file"] == str(project / "catalog.json")

    def test_a_role_needs_a_database(self, project: Path) -> None:
        result = fraiseql("compile", project, "--catalog", project / "catalog.json", "--role", "app_reader")
        assert result.exit_code == 2
        assert "--role needs the database" in result.output

    def test_a_database_and_a_file_exclude_each_other(self, project: Path, url: str) -> None:
        result = fraiseql("compile", project, "--catalog", "catalog.json", "--database", url)
        assert (result.exit_code, "exclude each other" in result.stderr) == (2, True)

    def test_the_diagnostics_of_every_format(self, project: Path, url: str) -> None:
        result = fraiseql("catalog", project, "--database", url, "--format", "json")
        assert (result.exit_code, json.loads(result.stdout)) == (0, {"diagnostics": []})
        result = fraiseql("catalog", project, "--database", NOWHERE, "--format", "json")
        assert (result.exit_code, json.loads(result.stdout)["diagnostics"][0]["code"]) == (3, "FQ301")


class TestExplain:
    def test_a_query(self, project: Path, url: str) -> None:
        result = fraiseql("explain", "posts", "--project", project, "--database", url)
        assert result.exit_code == 0
        assert "FROM public.tv_post AS t" in result.stdout
        assert "id     ID      column id uuid" in result.stdout
        assert "title  String  document path title: (t.data ->> 'title')" in result.stdout
        assert "Scan on tv_post t" in result.stdout or "Index Scan" in result.stdout

    def test_a_mutation(self, project: Path, url: str) -> None:
        result = fraiseql("explain", "createPost", "--project", project, "--database", url)
        assert "title  String!  parameter p_title => $1::text" in result.stdout
        assert "public.fn_create_post(p_title => $1::text)" in result.stdout

    def test_an_unknown_field_is_2(self, project: Path, url: str) -> None:
        result = fraiseql("explain", "pots", "--project", project, "--database", url)
        assert (result.exit_code, "did you mean `posts`" in result.stderr) == (2, True)
        far = fraiseql("explain", "x", "--project", project, "--database", url)
        assert "the root fields are post, posts, createPost" in far.stderr

    def test_dependencies(self, project: Path, url: str) -> None:
        options = ("--dependencies", "--project", project, "--database", url)
        result = fraiseql("explain", *options)
        assert result.exit_code == 0
        assert result.stdout.startswith("Commands\n  createPost: fn_create_post\n")
        assert fraiseql("explain", *options, "--format", "mermaid").stdout.startswith("flowchart LR\n")

    def test_json_is_one_object(self, project: Path, url: str) -> None:
        (project / "schema.graphql").write_text(f"{SCHEMA}# fraiseql-ignore FQ51\n")
        options = ("--project", project, "--database", url, "--format", "json")
        shown = json.loads(fraiseql("explain", "posts", *options).stdout)
        assert [each["code"] for each in shown["diagnostics"]] == ["FQ106"]
        assert shown["explanation"].startswith("query posts: [Post!]!\n")
        shown = json.loads(fraiseql("explain", "--dependencies", *options).stdout)
        assert [each["code"] for each in shown["diagnostics"]] == ["FQ106"]
        assert shown["dependencies"]["refreshes"] == {"fn_create_post": ["tv_post"]}
        (project / "schema.graphql").write_text(SCHEMA.replace("tv_post", "tv_pots"))
        failed = fraiseql("explain", "posts", *options)
        assert (failed.exit_code, failed.stderr) == (1, "")
        assert [each["code"] for each in json.loads(failed.stdout)["diagnostics"]] == ["FQ401"]

    def test_mermaid_draws_no_field(self) -> None:
        result = fraiseql("explain", "posts", "--format", "mermaid")
        assert (result.exit_code, "draws the --dependencies" in result.stderr) == (2, True)

    def test_a_field_or_dependencies(self) -> None:
        assert fraiseql("explain").exit_code == 2
        result = fraiseql("explain", "posts", "--dependencies")
        assert (result.exit_code, "either a FIELD" in result.stderr) == (2, True)


class TestExplainCode:
    def test_prints_the_page(self) -> None:
        result = fraiseql("explain-code", "fq401")
        assert result.exit_code == 0
        assert result.stdout.startswith("FQ401: ")
        assert "Example:" in result.stdout

    def test_an_unknown_code_is_2(self) -> None:
        assert "there is no code `FQ999`" in fraiseql("explain-code", "FQ999").stderr
        assert fraiseql("explain-code", "FQ999").exit_code == 2


def free_port() -> int:
    """A TCP port that nothing uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Running:
    """A `fraiseql` process that serves, and what it has printed."""

    def __init__(self, process: subprocess.Popen[str], log: Path, port: int) -> None:
        self.process = process
        self.log = log
        self.url = f"http://127.0.0.1:{port}/"

    def says(self, text: str, *, count: int = 1, seconds: float = 30.0) -> None:
        """Waits until the process has printed this text so many times."""
        deadline = time.monotonic() + seconds
        while self.log.read_text().count(text) < count:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, f"no {text!r} in: {self.log.read_text()}"
            time.sleep(0.05)

    def ask(self, query: str) -> Any:
        """POSTs a query, again until the server listens."""
        body = json.dumps({"query": query}).encode()
        request = urllib.request.Request(self.url, body, {"content-type": "application/json"})
        deadline = time.monotonic() + 30
        while True:
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                with error:
                    return json.load(error)
            except urllib.error.URLError:
                assert time.monotonic() < deadline
                time.sleep(0.05)


@contextmanager
def serving(log: Path, *arguments: object, **environment: str) -> Iterator[Running]:
    """Runs `fraiseql … --port PORT` in a process of its own, and ends it as Ctrl-C does."""
    port = free_port()
    command = [sys.executable, "-m", "fraiseql", *map(str, arguments), "--port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, text=True, env={**os.environ, **environment}
        )
        try:
            yield Running(process, log, port)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


class TestServe:
    def test_serves_plan_files(self, project: Path, url: str, tmp_path: Path) -> None:
        fraiseql("compile", project, "--database", url)
        with serving(tmp_path / "log", "serve", project / "plans", "--database", url) as server:
            assert server.ask("{ posts { id } }") == {"data": {"posts": []}}
        assert server.process.returncode == 0
        assert "Traceback" not in server.log.read_text()

    def test_damaged_plan_files_are_1(self, project: Path, url: str) -> None:
        fraiseql("compile", project, "--database", url)
        with (project / "plans" / "query" / "post.json").open("a") as file:
            file.write(" ")
        result = fraiseql("serve", project / "plans", "--database", url, "--port", 0)
        assert (result.exit_code, "query/post.json" in result.stderr) == (1, True)

    def test_needs_a_database(self, project: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DATABASE_URL", raising=False)
        fraiseql("compile", project, "--database", url)
        result = fraiseql("serve", project / "plans")
        assert (result.exit_code, "Missing option '--database'" in result.stderr) == (2, True)

    def test_a_port_in_use_is_1(self, project: Path, url: str) -> None:
        fraiseql("compile", project, "--database", url)
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
            port = taken.getsockname()[1]
            result = fraiseql("serve", project / "plans", "--database", url, "--host", "::1", "--port", port)
        assert (result.exit_code, f"cannot listen on ::1, port {port}: " in result.stderr) == (1, True)

    def test_an_address_is_a_url(self) -> None:
        with listen("::1", 0) as six, listen("127.0.0.1", 0) as four:
            assert address(six) == f"http://[::1]:{six.getsockname()[1]}/"
            assert address(four) == f"http://127.0.0.1:{four.getsockname()[1]}/"

    def test_says_what_to_install_where_uvicorn_is_missing(
        self, project: Path, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fraiseql("compile", project, "--database", url)
        monkeypatch.setitem(sys.modules, "uvicorn", None)
        result = fraiseql("serve", project / "plans", "--database", url, "--port", 0)
        assert (result.exit_code, "pip install 'fraiseql[serve]'" in result.stderr) == (1, True)


class TestDev:
    def test_embedded_from_nothing_to_an_answer(self, project: Path, tmp_path: Path) -> None:
        log = tmp_path / "log"
        with serving(log, "dev", project, "--format", "json", DATABASE_URL="") as server:
            server.says("curl -s")
            assert (
                f"using the embedded PostgreSQL under {project / '.fraiseql' / 'postgres'}" in log.read_text()
            )
            assert "{ posts(limit: 2) { id title } }" in log.read_text()
            assert '"diagnostics": []' in log.read_text()
            created = server.ask('mutation { createPost(title: "first") { title } }')
            assert created == {"data": {"createPost": {"title": "first"}}}
        assert server.process.returncode == 0
        assert "Traceback" not in log.read_text()

    def test_starts_over_when_a_file_changes(self, project: Path, url: str, tmp_path: Path) -> None:
        with serving(tmp_path / "log", "dev", project, "--database", url) as server:
            server.says("curl -s")
            time.sleep(3 * POLL)
            assert "changed" not in server.log.read_text()
            (project / "schema.graphql").write_text(SCHEMA.replace("tv_post", "tv_pots"))
            server.says("error[FQ401]")
            assert server.ask("{ posts { id } }") == {"data": {"posts": []}}  # the last that compiled serves
            (project / "db" / "01.sql").write_text("CREATE TABEL x ();")
            server.says("error[FQ303]")
            (project / "db" / "01.sql").write_text(SQL)
            (project / "schema.graphql").write_text(SCHEMA.replace("posts(", "articles("))
            server.says("changed: schema.graphql")
            server.says("SQL file and compiled", count=2)
            assert server.ask("{ articles { id } }") == {"data": {"articles": []}}
            (project / "queries").mkdir()
            (project / "queries" / "a.graphql").write_text("query A { articles { id } }")
            (project / "fraiseql.toml").write_text("operations = ['queries/*']")
            server.says("compiled in", count=3)
            (project / "queries" / "a.graphql").write_text("query A { posts { id } }")
            server.says("error[FQ606]")
            assert "changed: a.graphql" in server.log.read_text()
            (project / "fraiseql.toml").write_text("]")
            server.says("error[FQ103]")
        assert "Traceback" not in server.log.read_text()

    def test_a_session_for_every_request(self, project: Path, url: str, tmp_path: Path) -> None:
        filtered = SCHEMA.replace(
            "@view(tv_post)", '@view(tv_post) @filter("title = $user and $a is not null")'
        )
        (project / "schema.graphql").write_text(filtered)
        (project / "fraiseql.toml").write_text('[database]\nsql = ["db/*.sql"]\nsetting_prefix = "who"\n')
        said = "p_title || current_setting('who.a')"
        (project / "db" / "01.sql").write_text(SQL.replace("'title', p_title", f"'title', {said}"))
        asked = ("--session", "user=first=1", "--session", "a==1")
        with serving(tmp_path / "log", "dev", project, "--database", url, *asked) as server:
            server.says("curl -s")
            for title in ("first", "second"):
                server.ask(f'mutation {{ createPost(title: "{title}") {{ title }} }}')
            assert server.ask("{ posts { title } }") == {"data": {"posts": [{"title": "first=1"}]}}

    @pytest.mark.parametrize(
        ("given", "said"), [("user", "'user' is not NAME=VALUE"), ("user id=7", "is no name of a setting")]
    )
    def test_what_is_no_session_is_2(self, project: Path, given: str, said: str) -> None:
        result = fraiseql("dev", project, "--session", given)
        assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True)

    def test_a_database_out_of_reach_is_said_and_tried_again(self, project: Path, tmp_path: Path) -> None:
        with serving(tmp_path / "log", "dev", project, "--database", NOWHERE) as server:
            server.says("error: ")
            assert "does not compile" in server.ask("{ posts { id } }")["errors"][0]["message"]
            (project / "schema.graphql").touch()
            server.says("error: ", count=2)
        assert "Traceback" not in server.log.read_text()

    def test_serves_an_explanation_until_something_compiles(
        self, project: Path, url: str, tmp_path: Path
    ) -> None:
        (project / "schema.graphql").write_text("type Query { nothing: Int }")
        with serving(tmp_path / "log", "dev", project, "--database", url) as server:
            server.says("error[FQ209]")
            server.says(f"listening on {server.url} ")
            assert "does not compile" in server.ask("{ nothing }")["errors"][0]["message"]
            (project / "schema.graphql").write_text(SCHEMA)
            server.says(f"curl -s {server.url} ")
            assert server.ask("{ posts { id } }") == {"data": {"posts": []}}
