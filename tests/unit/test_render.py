from __future__ import annotations

import json
import re

import pytest

from fraiseql.compiler.codes import CODES
from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.render import (
    FORMATS,
    render_github,
    render_json,
    render_sarif,
    render_text,
    summary,
)
from fraiseql.compiler.source import Source, Span

TEXT = "type Post @view(tv_posts) {\n\tid: ID! # 日本\n  title: String\n  title: Int @x(\n    a: 1)\n}\n"
SOURCE = Source("api/schema.graphql", TEXT)


def at(words: str, source: Source = SOURCE) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


RELATION = Diagnostic(
    "FQ401",
    "relation `tv_posts` does not exist",
    at("tv_posts"),
    "did you mean `tv_post`?",
    (Related("the closest is", "table public.tv_post", "id uuid\ndata jsonb"),),
)
DUPLICATE = Diagnostic(
    "FQ205",
    "field `title` is defined twice",
    at("title: Int"),
    related=(Related("first defined here", span=at("title: String")),),
)
UNREACHABLE = Diagnostic("FQ301", "out of reach:\n100% of, it", severity="warning")
ALL = [UNREACHABLE, DUPLICATE, RELATION]


# --- text ----------------------------------------------------------------------------------------------


def test_text() -> None:
    assert (
        render_text(ALL)
        == """\
error[FQ401]: relation `tv_posts` does not exist
 --> api/schema.graphql:1:17
  |
1 | type Post @view(tv_posts) {
  |                 ^^^^^^^^
  = note: the closest is: table public.tv_post
          id uuid
          data jsonb
  = help: did you mean `tv_post`?

error[FQ205]: field `title` is defined twice
 --> api/schema.graphql:4:3
  |
4 |   title: Int @x(
  |   ^^^^^^^^^^
note: first defined here
 --> api/schema.graphql:3:3
  |
3 |   title: String
  |   -------------

warning[FQ301]: out of reach:
  100% of, it

2 errors, 1 warning
"""
    )


def test_color_adds_nothing_but_color() -> None:
    colored = render_text(ALL, color=True)
    assert "\x1b[1;31merror[FQ401]\x1b[0m" in colored
    assert "\x1b[1;31m^^^^^^^^\x1b[0m" in colored
    assert "\x1b[1;33mwarning[FQ301]\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render_text(ALL)


def test_nothing_to_say() -> None:
    assert render_text([]) == ""
    assert summary([]) == "no problems"


@pytest.mark.parametrize(
    ("errors", "warnings", "text"),
    [(1, 0, "1 error"), (3, 1, "3 errors, 1 warning"), (0, 2, "2 warnings")],
)
def test_summary(errors: int, warnings: int, text: str) -> None:
    listed = [Diagnostic("FQ201", "x")] * errors + [Diagnostic("FQ201", "x", severity="warning")] * warnings
    assert summary(listed) == text


def frame(span: Span) -> tuple[str, str]:
    """The source line and the line of carets under it, without the gutter."""
    line, carets = render_text([Diagnostic("FQ201", "x", span)]).splitlines()[3:5]
    return line.partition("| ")[2], carets.partition("| ")[2]


@pytest.mark.parametrize(
    ("text", "words", "line", "carets"),
    [
        ("\tid: ID!", "ID", "    id: ID!", "        ^^"),
        ("a\t\tb", "\tb", "a        b", "     ^^^^^"),
        ("日本: ID", "ID", "日本: ID", "      ^^"),
        ("a: 日本", "日本", "a: 日本", "   ^^^^"),
        ("e\u0301e\u0301: ID", "ID", "e\u0301e\u0301: ID", "    ^^"),
        ("a: e\u0301!", "e\u0301", "a: e\u0301!", "   ^"),
        ("\u200bID", "ID", "\u200bID", "^^"),
        ("\U0001f600 ID", "ID", "\U0001f600 ID", "   ^^"),
        ("a\x1b[31m ID", "ID", "a\ufffd[31m ID", "       ^^"),
        ("\u202eID", "ID", "\ufffdID", " ^^"),
        ("a b(\n c)", "b(\n c", "a b(", "  ^^"),
        ("a \nb", "\nb", "a", "  ^"),
    ],
)
def test_carets_stand_under_the_span(text: str, words: str, line: str, carets: str) -> None:
    assert frame(at(words, Source("s", text))) == (line, carets)


def test_an_empty_span_has_one_caret() -> None:
    assert frame(Span(Source("s", "ab"), 2, 2)) == ("ab", "  ^")
    assert frame(Span(Source("s", ""), 0, 0)) == ("", "^")


def test_the_gutter_is_as_wide_as_the_largest_line_number() -> None:
    source = Source("s", "a\n" * 9 + "b")
    note = Related("here too", span=at("b", source))
    lines = render_text([Diagnostic("FQ205", "x", Span(source, 0, 1), "why", (note,))]).splitlines()
    assert lines[1:7] == ["  --> s:1:1", "   |", " 1 | a", "   | ^", "   = help: why", "note: here too"]
    assert lines[7:11] == ["  --> s:10:1", "   |", "10 | b", "   | -"]


def test_no_text_steers_the_terminal() -> None:
    evil = "\x1b[2J\u202e\udc80\u2028"
    rendered = render_text(
        [
            Diagnostic(
                "FQ401",
                evil,
                Span(Source(evil, evil), 0, 1),
                evil,
                (Related(evil, evil, evil), Related(evil, span=Span(Source(evil, evil), 0, 1))),
            )
        ]
    )
    assert not set(evil) & set(rendered) - set("[2J")
    assert rendered.count("\ufffd[2J\ufffd\ufffd\ufffd") == 10
    rendered.encode()


# --- JSON ----------------------------------------------------------------------------------------------


def test_json() -> None:
    assert json.loads(render_json(ALL)) == {
        "diagnostics": [
            {
                "code": "FQ401",
                "severity": "error",
                "message": "relation `tv_posts` does not exist",
                "file": "api/schema.graphql",
                "line": 1,
                "column": 17,
                "end_line": 1,
                "end_column": 25,
                "hint": "did you mean `tv_post`?",
                "related": [{"message": "the closest is", "object": "table public.tv_post"}],
            },
            {
                "code": "FQ205",
                "severity": "error",
                "message": "field `title` is defined twice",
                "file": "api/schema.graphql",
                "line": 4,
                "column": 3,
                "end_line": 4,
                "end_column": 13,
                "hint": None,
                "related": [{"message": "first defined here", "object": None}],
            },
            {
                "code": "FQ301",
                "severity": "warning",
                "message": "out of reach:\n100% of, it",
                "file": None,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "hint": None,
                "related": [],
            },
        ]
    }
    assert json.loads(render_json([])) == {"diagnostics": []}


# --- GitHub --------------------------------------------------------------------------------------------


def test_github() -> None:
    spread = Diagnostic("FQ204", "no", at("@x(\n    a: 1)"))
    assert (
        render_github([*ALL, spread])
        == """\
::error file=api/schema.graphql,line=1,endLine=1,col=17,endColumn=24,title=FQ401%3A relation not found::\
relation `tv_posts` does not exist%0A\
the closest is: table public.tv_post%0Aid uuid%0Adata jsonb%0A\
did you mean `tv_post`?
::error file=api/schema.graphql,line=4,endLine=4,col=3,endColumn=12,title=FQ205%3A duplicate name::\
field `title` is defined twice%0Afirst defined here
::error file=api/schema.graphql,line=4,endLine=5,title=FQ204%3A bad directive argument::no
::warning title=FQ301%3A database out of reach::out of reach:%0A100%25 of, it
"""
    )
    assert render_github([]) == ""


def test_github_escapes_what_ends_a_property() -> None:
    source = Source("a,b:c%.graphql", "x")
    command = render_github([Diagnostic("FQ101", "x", Span(source, 1, 1))])
    assert command.startswith("::error file=a%2Cb%3Ac%25.graphql,line=1,endLine=1,col=2,endColumn=2,title=")


# --- SARIF ---------------------------------------------------------------------------------------------


def test_sarif() -> None:
    log = json.loads(render_sarif(ALL))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    assert rules[0] == {
        "id": "FQ101",
        "shortDescription": {"text": "syntax error"},
        "fullDescription": {"text": CODES["FQ101"].explanation},
        "help": {"text": CODES["FQ101"].fix},
    }
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    relation, duplicate, unreachable = run["results"]
    assert relation["message"]["text"] == "relation `tv_posts` does not exist\ndid you mean `tv_post`?"
    assert relation["level"] == "error"
    assert relation["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "api/schema.graphql"},
                "region": {"startLine": 1, "startColumn": 17, "endLine": 1, "endColumn": 25},
            }
        }
    ]
    assert relation["relatedLocations"] == [
        {
            "message": {"text": "the closest is: table public.tv_post\nid uuid\ndata jsonb"},
            "logicalLocations": [{"fullyQualifiedName": "table public.tv_post"}],
        }
    ]
    assert duplicate["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert (unreachable["level"], unreachable["locations"]) == ("warning", [])


def test_sarif_names_files_as_uris() -> None:
    span = Span(Source("a b/é%.graphql", "x"), 0, 1)
    (result,) = json.loads(render_sarif([Diagnostic("FQ101", "x", span)]))["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b/%C3%A9%25.graphql"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_its_last_line(form: str) -> None:
    assert FORMATS[form](ALL).endswith("\n")
