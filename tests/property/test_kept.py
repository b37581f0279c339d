"""Schemas that are changed again and again: with what was kept, the compiler says what it says without."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.pipeline import Compiled, compile_schema
from fraiseql.compiler.render import render_json
from fraiseql.compiler.source import Source
from tests.compiling import BLOG
from tests.postgres import MakeDatabase
from tests.property.conftest import EXAMPLES, FUZZ

CASES = Path(__file__).parents[1] / "cases"
TOPICS = ("fine", "mutations", "relations", "pages")
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\w+|\s+|.', re.DOTALL)


class Project(NamedTuple):
    """A schema that can be compiled, and the database it is made for."""

    text: str
    catalog: Catalog


@pytest.fixture(scope="module")
def projects(make_database: MakeDatabase) -> list[Project]:
    folders = [sorted((CASES / topic).iterdir()) for topic in TOPICS]
    found = [_project(make_database, BLOG / "schema.graphql", sorted((BLOG / "db").glob("[1-46]*.sql")))]
    some = (folder for topic in folders for folder in topic[:: len(topic) // 4])
    cases = (folder for folder in some if (folder / "schema.graphql").exists())
    return found + [
        _project(make_database, case / "schema.graphql", [case / "database.sql"]) for case in cases
    ]


def _project(make_database: MakeDatabase, schema: Path, sql: list[Path]) -> Project:
    url = make_database("\n".join(path.read_text() for path in sql))
    with connect(url) as connection:
        return Project(schema.read_text(), introspect(connection))


EDITS = ("mark", "mark", "word", "word", "remove", "double", "swap", "remark", "move")


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """A text with a word, a mark, a line or a definition changed."""
    lines = text.splitlines(keepends=True)
    at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    match draw(
        st.sampled_from(["mark", "mark", "word", "word", "remove", "double", "swap", "remark", "move"])
    ):
        case "mark":
            lines[at] = lines[at].replace("!", "", 1) if "!" in lines[at] else lines[at].replace("\n", "!\n")
        case "word":
            words = TOKEN.findall(lines[at])
            if words:
                words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(TOKEN.findall(text)))
            lines[at] = "".join(words)
        case "remove":
            del lines[at]
        case "double":
            lines.insert(at, lines[other])
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "remark":
            lines.insert(at, draw(st.sampled_from(["\n", "# a remark\n", "# fraiseql-ignore FQ513\n"])))
        case "move":
            definitions = re.split(r"(?m)^(?=[a-z])", "".join(lines))
            definitions.insert(0, definitions.pop())
            lines = definitions
    return "".join(lines)


@settings(
    max_examples=(FUZZ or EXAMPLES) // 20 + 10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_what_is_kept_changes_nothing(projects: list[Project], data: st.DataObject) -> None:
    project = data.draw(st.sampled_from(projects), "project")
    kept = Kept()
    texts = [project.text]
    for _ in range(data.draw(st.integers(2, 7))):
        result = answer(texts[-1], project.catalog, kept)
        kept.turn(whole=not result.failed)
        assert shown(result) == shown(answer(texts[-1], project.catalog, Kept()))
        changed = data.draw(edited(texts[-1]))
        texts.append(data.draw(st.sampled_from([changed, changed, changed, *texts])))


def answer(text: str, catalog: Catalog, kept: Kept) -> Compiled:
    """What the compiler makes of a schema, whose statements nobody is asked about."""
    return compile_schema([Source("schema.graphql", text)], catalog, lambda _: {}, kept=kept)


def shown(result: Compiled) -> tuple[str, dict[str, str]]:
    """All that a user sees of it."""
    return render_json(result.diagnostics), {path: data.decode() for path, data in result.files.items()}
