from __future__ import annotations

from pathlib import Path

import pytest

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.parse import parse
from fraiseql.compiler.project import read_project
from fraiseql.compiler.settings import Settings
from fraiseql.compiler.settle import settled
from fraiseql.compiler.source import Source, Span

TEXT = """\
# fraiseql-ignore FQ511, FQ512: small
type Query {
  "What # fraiseql-ignore FQ514 is text."
  a: Int
  b: Int  # fraiseql-ignore FQ514
  c: Int
}
scalar S # another
# fraiseql-ignore FQ515
"""


def at(word: str, code: str, severity: str = "warning", text: str = TEXT) -> Diagnostic:
    start = text.index(word)
    span = Span(Source("a.graphql", text), start, start + 1)
    return Diagnostic(code, word, span, severity=severity)  # type: ignore[arg-type]


def left(*found: Diagnostic, text: str = TEXT, settings: Settings | None = None) -> list[tuple[str, str]]:
    source = Source("a.graphql", text)
    document, _ = parse([source])
    known = frozenset({"FQ511"})
    return [
        (d.severity, d.message) for d in settled(found, [source], document, settings or Settings(), known)
    ]


UNUSED = [("warning", f"there is no `FQ{code}` here to ignore") for code in (512, 514, 515)]


def test_a_comment_above_a_definition_is_about_all_of_it() -> None:
    assert left(at("a: Int", "FQ512"), at("type", "FQ511")) == UNUSED[1:]


def test_a_comment_at_the_end_of_a_line_is_about_that_line() -> None:
    found = left(at("b: Int", "FQ514"), at("c: Int", "FQ514"))
    assert found == [("warning", "c: Int"), UNUSED[0], UNUSED[2]]


def test_other_codes_files_and_places_stay() -> None:
    elsewhere = at("S", "FQ511", text=TEXT + " ")
    found = left(at("a: Int", "FQ513"), elsewhere, Diagnostic("FQ512", "nowhere", severity="warning"))
    assert found == [("warning", "a: Int"), ("warning", "S"), ("warning", "nowhere"), *UNUSED]


def test_errors_cannot_be_ignored_and_then_nothing_is_said_to_be_unused() -> None:
    assert left(at("type", "FQ511", "error")) == [
        ("error", "type"),
        ("warning", "`FQ511` is an error here, which cannot be ignored"),
    ]


def test_a_file_that_is_no_graphql_ignores_nothing() -> None:
    text = "# fraiseql-ignore FQ512\ntype Query { a: Int } ~"
    assert left(at("type", "FQ512", text=text), text=text) == [("warning", "type")]


def test_without_its_definitions_a_comment_is_about_the_next_line() -> None:
    text = "# fraiseql-ignore FQ610\n# and more\nfragment A on B {\n  c }"
    source = Source("o.graphql", text)
    found = [at("fragment", "FQ610", text=text), at("c }", "FQ610", text=text)]
    found = [
        Diagnostic(d.code, d.message, Span(source, d.span.start, d.span.end), severity="warning")
        for d in found
        if d.span
    ]
    assert [d.message for d in settled(found, [source], None, Settings(), frozenset())] == ["c }"]


def test_a_schema_of_several_files_and_a_definition_without_a_name() -> None:
    first = Source("a.graphql", "# fraiseql-ignore FQ512\nschema {\n  query: Q\n}")
    second = Source("b.graphql", "type Q {\n  a: Int\n}")
    document, _ = parse([first, second])
    found = [
        Diagnostic("FQ512", source.name, Span(source, start, start + 1), severity="warning")
        for source in (first, second)
        for start in (source.text.index("\n  "),)
    ]
    left = settled(found, [first, second], document, Settings(), frozenset())
    assert [diagnostic.message for diagnostic in left] == ["b.graphql"]


def test_levels() -> None:
    text = "type Query { a: Int }"
    found = [at("a", "FQ511", s, text) for s in ("error", "warning", "note")]

    def severities(**settings: object) -> list[str]:
        return [s for s, _ in left(*found, text=text, settings=Settings(**settings))]  # type: ignore[arg-type]

    assert severities() == ["error", "warning", "note"]
    assert severities(deny_warnings=True) == ["error", "error", "note"]
    assert severities(levels={"FQ511": "off"}) == ["error"]
    assert severities(levels={"FQ511": "note"}, deny_warnings=True) == ["error", "note", "note"]
    assert severities(levels={"FQ511": "warning"}) == ["error", "warning", "warning"]
    assert severities(levels={"FQ511": "error"}) == ["error", "error", "error"]


def test_a_code_that_is_off_is_not_ignored_in_vain() -> None:
    off = Settings(levels={"FQ512": "off", "FQ514": "note", "FQ515": "off"})
    assert left(settings=off) == []


def test_the_table_of_the_project_file(tmp_path: Path) -> None:
    (tmp_path / "fraiseql.toml").write_text(
        """
        [database]
        role = "app_reader"
        [lints]
        rows = 5
        document_bytes = 6
        joins = 7
        warnings = "error"
        FQ512 = "off"
        FQ410 = "error"
        """
    )
    project, found = read_project(tmp_path)
    assert found == []
    assert project is not None
    assert project.role == "app_reader"
    assert project.lints == Settings(5, 6, 7, {"FQ512": "off", "FQ410": "error"}, deny_warnings=True)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("rows = -1", "`lints.rows` must be a whole number from 0", None),
        ("rows = true", "`lints.rows` must be a whole number from 0", None),
        ('joins = "many"', "`lints.joins` must be a whole number from 0", None),
        ('warnings = "off"', '`lints.warnings` must be "warning" or "error"', None),
        ('FQ512 = "loud"', '`lints.FQ512` must be "off", "note", "warning" or "error"', None),
        ("FQ512 = 1", '`lints.FQ512` must be "off", "note", "warning" or "error"', None),
        ('FQ401 = "off"', "`FQ401` is an error, and errors stay errors", "warnings and notes can be set"),
        ("FQ401 = 1", "`FQ401` is an error, and errors stay errors", "warnings and notes can be set"),
        ('FQ5111 = "off"', "unknown key `lints.FQ5111`", "did you mean"),
        (
            'noise = "off"',
            "unknown key `lints.noise`",
            "the keys are rows, document_bytes, joins, warnings, ",
        ),
    ],
)
def test_what_is_wrong_in_it(tmp_path: Path, line: str, message: str, hint: str | None) -> None:
    (tmp_path / "fraiseql.toml").write_text(f"[lints]\n{line}\n")
    project, (diagnostic,) = read_project(tmp_path)
    assert project is None
    assert (diagnostic.code, diagnostic.message) == ("FQ103", message)
    assert (diagnostic.hint or "").startswith(hint or "")
    assert diagnostic.span is not None
    assert diagnostic.span.first == (2, 1)
