from __future__ import annotations

import os
from pathlib import Path

import pytest

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.project import Project, read_project


def read(root: Path, text: str) -> Project:
    (root / "fraiseql.toml").write_text(text)
    project, found = read_project(root)
    assert found == []
    assert project is not None
    return project


def refused(root: Path, text: str | bytes) -> list[Diagnostic]:
    (root / "fraiseql.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    project, found = read_project(root)
    assert project is None
    assert {diagnostic.code for diagnostic in found} == {"FQ103"}
    return found


def shown(diagnostic: Diagnostic) -> tuple[str, tuple[int, int] | None, str | None]:
    """The message, its position, and the text there."""
    span = diagnostic.span
    text = span.source.text[span.start : span.end] if span else None
    return diagnostic.message, span.first if span else None, text


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    project, found = read_project(tmp_path)
    assert found == []
    assert project == Project(tmp_path, (tmp_path / "schema.graphql",), tmp_path / "plans", None, ())
    assert project.embedded == tmp_path / ".fraiseql" / "postgres"


def test_everything_given(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    for name in ("20.sql", "10.sql", "last.txt"):
        (tmp_path / "db" / name).write_text("")
    text = """
    schema = "api/blog.graphql"
    plans = "/var/plans"
    operations = ["db/2*", "db/*.sql"]
    [database]
    url = "postgresql://localhost/blog"
    sql = ["db/last.txt", "db/*.sql", "db/10.sql", "none/*"]
    """
    project = read(tmp_path, text)
    assert project.schema == (tmp_path / "api" / "blog.graphql",)
    assert project.plans == Path("/var/plans")
    assert project.url == "postgresql://localhost/blog"
    assert [path.name for path in project.sql] == ["last.txt", "10.sql", "20.sql"]
    assert project.operations == (tmp_path / "db" / "20.sql", tmp_path / "db" / "10.sql")


@pytest.mark.parametrize("value", ["postgresql://x", "", None])
def test_the_url_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv("BLOG_URL", raising=False)
    if value is not None:
        monkeypatch.setenv("BLOG_URL", value)
    assert read(tmp_path, 'database.url = "env:BLOG_URL"').url == (value or None)


@pytest.mark.parametrize(
    ("text", "message", "position", "key"),
    [
        ("shema = 'x'", "unknown key `shema`", (1, 1), "shema"),
        ("# schema\nplans = 5", "`plans` must be a string", (2, 1), "plans"),
        ('"schema" = 1', "`schema` must be a string or a list of strings", (1, 2), "schema"),
        ("database = 'x'", "`database` must be a table", (1, 1), "database"),
        ("[[database]]\nurl = ''", "`database` must be a table", (1, 3), "database"),
        ("  [database]\n  urls = 'x'", "unknown key `database.urls`", (2, 3), "urls"),
        ("schema = 'x'\n[database]\nschema = 'y'", "unknown key `database.schema`", (3, 1), "schema"),
        ("database.sql = 'x'", "`database.sql` must be a list of strings", (1, 10), "sql"),
        ("[ database ]\nsql = ['x', 1]", "`database.sql` must be a list of strings", (2, 1), "sql"),
        ("[database.url]\nx = 1", "`database.url` must be a string", None, None),
        ("database = { url = 1 }", "`database.url` must be a string", None, None),
        ("[server]\nport = 1", "unknown key `server`", (1, 2), "server"),
        (
            "database.setting_prefix = 'a.b'",
            "`a.b` is no prefix: letters, digits and `_` only",
            (1, 10),
            "setting_prefix",
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(
    tmp_path: Path, text: str, message: str, position: tuple[int, int] | None, key: str | None
) -> None:
    (diagnostic,) = refused(tmp_path, text)
    assert shown(diagnostic) == (message, position, key)


def test_a_key_is_not_mistaken_for_one_that_starts_like_it(tmp_path: Path) -> None:
    first, second = refused(tmp_path, "schemas = ''\nschema = [1]")
    assert shown(first) == ("unknown key `schemas`", (1, 1), "schemas")
    assert shown(second) == ("`schema` must be a string or a list of strings", (2, 1), "schema")


def test_everything_wrong_is_said_at_once_with_hints(tmp_path: Path) -> None:
    found = refused(tmp_path, "shema = 'x'\nplans = 1\nwatch = true\n[database]\nuri = ''")
    assert [d.message.split("`")[1] for d in found] == ["shema", "plans", "watch", "database.uri"]
    assert [d.hint for d in found] == [
        "did you mean `schema`?",
        None,
        "the keys are schema, plans, operations, database, lints",
        "the keys are url, sql, role, setting_prefix",
    ]


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("schema = 'x'\nplans = ", "fraiseql.toml is not TOML: invalid value", (2, 9)),
        ("schema = 'x'\nplans = @", "fraiseql.toml is not TOML: invalid value", (2, 9)),
        ("a = 1\r\na = 2\r\n", "fraiseql.toml is not TOML: cannot overwrite a value", (2, 6)),
        ("a = " + "[" * 5000, "fraiseql.toml is not TOML: ", None),
        ("a = " + "9" * 5000, "fraiseql.toml is not TOML: ", None),
    ],
)
def test_what_is_not_toml(tmp_path: Path, text: str, message: str, position: tuple[int, int] | None) -> None:
    (diagnostic,) = refused(tmp_path, text)
    assert diagnostic.message.startswith(message)
    if position is not None:
        assert (diagnostic.span and diagnostic.span.first) == position


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (diagnostic,) = refused(tmp_path, b"schema = '\xff'")
    assert shown(diagnostic)[1] == (1, 11)
    (tmp_path / "fraiseql.toml").unlink()
    (tmp_path / "fraiseql.toml").mkdir()
    project, (diagnostic,) = read_project(tmp_path)
    assert project is None
    path = tmp_path / "fraiseql.toml"
    assert (diagnostic.code, diagnostic.message) == ("FQ103", f"cannot read {path}: {os.strerror(21)}")


@pytest.mark.parametrize("pattern", ["", "/etc/*.sql"])
def test_a_pattern_that_cannot_be_used(tmp_path: Path, pattern: str) -> None:
    (operations,) = refused(tmp_path, f"\noperations = ['{pattern}']")
    assert shown(operations)[0].startswith(f"`operations` holds `{pattern}`, which is no pattern")
    assert shown(operations)[1:] == ((2, 1), "operations")
    (diagnostic,) = refused(tmp_path, f"[database]\nsql = ['db/*.sql', '{pattern}']")
    message, position, key = shown(diagnostic)
    assert message.startswith(f"`database.sql` holds `{pattern}`, which is no pattern of relative paths: ")
    assert (position, key) == ((2, 1), "sql")


def test_a_pattern_of_operations_that_matches_nothing(tmp_path: Path) -> None:
    (tmp_path / "fraiseql.toml").write_text("schema = 'x'\noperations = ['none/*']")
    project, (diagnostic,) = read_project(tmp_path)
    assert project is None
    assert diagnostic.code == "FQ602"
    assert shown(diagnostic) == ("no file matches `none/*`", (2, 1), "operations")
    assert diagnostic.hint == "it is relative to the folder of `fraiseql.toml`"


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("")


class TestSchema:
    def test_several_files_come_in_the_order_of_the_patterns_then_of_the_names(self, tmp_path: Path) -> None:
        write(tmp_path, "schema/b.graphql", "schema/a.graphql", "schema/x.txt", "root.graphql")
        (tmp_path / "schema" / "c.graphql").mkdir()
        project = read(
            tmp_path, "schema = ['root.graphql', 'schema/*.graphql', 'schema/a.*', 'later.graphql']"
        )
        names = [path.relative_to(tmp_path).as_posix() for path in project.schema]
        assert names == ["root.graphql", "schema/a.graphql", "schema/b.graphql", "later.graphql"]

    def test_one_pattern_needs_no_list(self, tmp_path: Path) -> None:
        write(tmp_path, "schema/b.graphql", "schema/a.graphql")
        assert [path.name for path in read(tmp_path, "schema = 'schema/*'").schema] == [
            "a.graphql",
            "b.graphql",
        ]

    def test_it_may_be_outside_of_the_project(self, tmp_path: Path) -> None:
        (tmp_path / "api").mkdir()
        write(tmp_path, "shared/a.graphql")
        for given in ("../shared/a.graphql", "../shared/*.graphql"):
            (found,) = read(tmp_path / "api", f"schema = ['{given}']").schema
            assert found.resolve() == tmp_path / "shared" / "a.graphql"

    def test_a_name_with_brackets_is_no_pattern_where_there_is_such_a_file(self, tmp_path: Path) -> None:
        write(tmp_path, "a[1].graphql", "a1.graphql")
        assert [path.name for path in read(tmp_path, "schema = 'a[1].graphql'").schema] == ["a[1].graphql"]

    def test_what_matches_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "fraiseql.toml").write_text("\nschema = ['none/*.graphql']")
        project, (diagnostic,) = read_project(tmp_path)
        assert (project, diagnostic.code) == (None, "FQ104")
        assert shown(diagnostic) == ("no schema file matches `none/*.graphql`", (2, 1), "schema")
        assert diagnostic.hint == "it is relative to the folder of `fraiseql.toml`"

    @pytest.mark.parametrize(
        ("text", "message", "hint"),
        [
            ("schema = []", "`schema` names no file", None),
            (
                "schema = ['/etc/*.x']",
                "`schema` holds `/etc/*.x`, which is no pattern of relative paths: ",
                None,
            ),
            ("schema = 'db'", "`schema` holds `db`, which is a folder", "name its files: `db/*.graphql`"),
            ("schema = ['']", "`schema` holds ``, which is a folder", "name its files: `*.graphql`"),
        ],
    )
    def test_what_cannot_be_a_schema(self, tmp_path: Path, text: str, message: str, hint: str | None) -> None:
        (tmp_path / "db").mkdir()
        (diagnostic,) = refused(tmp_path, text)
        assert shown(diagnostic)[0].startswith(message)
        assert shown(diagnostic)[1:] == ((1, 1), "schema")
        assert diagnostic.hint == hint


class TestSql:
    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "db").mkdir()
        (diagnostic,) = refused(tmp_path, "database.sql = ['db']")
        assert shown(diagnostic) == ("`database.sql` holds `db`, which is a folder", (1, 10), "sql")
        assert diagnostic.hint == "name its files: `db/*.sql`"

    def test_a_name_must_be_that_of_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "fraiseql.toml").write_text("[database]\nsql = ['db/*.sql', 'db/veiws.sql']")
        project, (diagnostic,) = read_project(tmp_path)
        assert (project, diagnostic.code) == (None, "FQ104")
        assert shown(diagnostic) == ("there is no SQL file `db/veiws.sql`", (2, 1), "sql")


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("env:", "DATABASE_URL"),
        ("env: BLOG", "BLOG"),
        ("ENV:BLOG", "BLOG"),
        ("$BLOG", "BLOG"),
        ("${BLOG_URL}", "BLOG_URL"),
        ("env:$BLOG", "BLOG"),
        ("env:7", "DATABASE_URL"),
    ],
)
def test_what_is_no_name_of_a_variable(tmp_path: Path, value: str, hint: str) -> None:
    (diagnostic,) = refused(tmp_path, f"[database]\nurl = '{value}'")
    message = f"`database.url` holds `{value}`, which names no variable of the environment"
    assert shown(diagnostic) == (message, (2, 1), "url")
    assert diagnostic.hint == f"write `env:{hint}`"


@pytest.mark.parametrize("text", ["", "\ufeff", "# nothing\r\n", "\ufeffplans = 'out'"])
def test_an_empty_file_and_a_byte_order_mark(tmp_path: Path, text: str) -> None:
    project = read(tmp_path, text)
    assert project.schema == (tmp_path / "schema.graphql",)
    assert project.plans == tmp_path / ("out" if "out" in text else "plans")
