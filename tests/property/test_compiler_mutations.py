"""Schemas with words torn out, doubled or swapped: the compiler always answers, and always says where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from graphql import build_schema, validate_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.render import render_text
from fraiseql.compiler.source import Source
from tests.compiling import BLOG
from tests.postgres import MakeDatabase

CASES = Path(__file__).parents[1] / "cases"
SCHEMAS = sorted([*CASES.glob("fine/*/schema.graphql"), *CASES.glob("diagnostics/*/schema.graphql")])
TEXTS = [path.read_text() for path in (*SCHEMAS, BLOG / "schema.graphql")]
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\w+|\s+|.', re.DOTALL)
WORDS = sorted({word for text in TEXTS for word in TOKEN.findall(text) if not word.isspace()})


@pytest.fixture(scope="module")
def database(make_database: MakeDatabase) -> Iterator[tuple[psycopg.Connection[Any], Catalog]]:
    url = make_database((CASES / "fine" / "commands" / "database.sql").read_text())
    with connect(url) as connection:
        yield connection, introspect(connection)


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A schema in which a few words were removed, doubled, or exchanged for others."""
    words = TOKEN.findall(draw(st.sampled_from(TEXTS)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.sampled_from(["remove", "double", "exchange", "exchange", "exchange"])):
            case "remove":
                words[at : at + draw(st.integers(1, 4))] = []
            case "double":
                words[at:at] = words[at : at + draw(st.integers(1, 12))]
            case _:
                while words[at : at + 1] and words[at].isspace():
                    at += 1
                words[at : at + 1] = [draw(st.sampled_from(WORDS))]
        words = words or ["type"]
    return "".join(words)


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(torn())
def test_there_is_always_an_answer(database: tuple[psycopg.Connection[Any], Catalog], text: str) -> None:
    connection, catalog = database
    result = compile_schema([Source("schema.graphql", text)], catalog, partial(prepare, connection))
    assert bool(result.files) != result.failed
    shown = render_text(result.diagnostics)
    assert all(diagnostic.span is not None for diagnostic in result.diagnostics), shown
    if result.files:
        public = build_schema(result.files["schema.graphql"].decode())
        assert validate_schema(public) == []
    said = [(diagnostic.code, diagnostic.message, diagnostic.span) for diagnostic in result.diagnostics]
    assert len(said) == len(set(said)), shown
