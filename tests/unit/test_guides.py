"""Runs the guides whose blocks are SQL, schema, requests, answers and Python: on the blog, in their order."""

from __future__ import annotations

import asyncio
import json
import re
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT
from collections import Counter
from collections.abc import Iterator
from inspect import isawaitable
from pathlib import Path
from typing import Any

import pytest

from fraiseql import FraiseQL
from fraiseql.compiler.render import render_text
from fraiseql.compiler.write import write
from tests.compiling import BLOG, blog_database, blog_schema, compiled
from tests.postgres import MakeDatabase, run

GUIDES = Path(__file__).parents[2] / "docs" / "guides"


def blocks(guide: str) -> Iterator[tuple[str, str]]:
    """The blocks of code of a guide: what they are, and their text."""
    yield from re.findall(r"^```([^\n]*)\n(.*?)^```", (GUIDES / guide).read_text(), re.MULTILINE | re.DOTALL)


def joined(guide: str, kind: str) -> str:
    """All blocks of a kind, one after the other."""
    return "\n".join(text for each, text in blocks(guide) if each == kind)


def test_writing_mutations(make_database: MakeDatabase, tmp_path: Path) -> None:
    guide = "WRITING_MUTATIONS.md"
    url = make_database(blog_database() + joined(guide, "sql"))
    result = compiled(blog_schema() + joined(guide, "graphql schema"), url)
    assert render_text(result.diagnostics) == ""
    write(result.files, tmp_path / "plans")
    requests = [text for kind, text in blocks(guide) if kind == "graphql request"]
    answers = [json.loads(text) for kind, text in blocks(guide) if kind == "json"]

    async def ask() -> None:
        async with FraiseQL(tmp_path / "plans", database=url) as app:
            for request, answer in zip(requests, answers, strict=True):
                assert await app.execute(request) == answer

    asyncio.run(ask())
    assert len(requests) == 9


@pytest.fixture(scope="module")
def blog(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The blog with its data, and its plans."""
    url = make_database("".join(path.read_text() for path in sorted(BLOG.glob("db/*.sql"))))
    directory = tmp_path_factory.mktemp("guides") / "plans"
    write(compiled(blog_schema(), url).files, directory)
    return url, directory


async def execute(python: str, names: dict[str, Any]) -> None:
    """Runs a block of Python, which may await."""
    outcome = eval(compile(python, "guide", "exec", PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True), names)
    if isawaitable(outcome):
        await outcome


def test_writing_queries(blog: tuple[str, Path]) -> None:
    url, plans = blog

    async def follow() -> Counter[str]:
        ran: Counter[str] = Counter()
        request = ""
        variables: dict[str, Any] = {}
        async with FraiseQL(plans, database=url) as app:
            names: dict[str, Any] = {"app": app}
            for kind, text in blocks("WRITING_QUERIES.md"):
                ran[kind] += 1
                if kind == "graphql request":
                    request, variables = text, {}
                elif kind == "json variables":
                    variables = json.loads(text)
                elif kind == "json":
                    assert await app.execute(request, variables) == json.loads(text)
                else:
                    await execute(text, names)
        return ran

    assert asyncio.run(follow()) == {"graphql request": 5, "json variables": 1, "json": 5, "python": 7}


def test_authentication(blog: tuple[str, Path], make_database: MakeDatabase) -> None:
    pristine, plans = blog
    url = make_database(like=pristine)

    async def follow() -> int:
        names: dict[str, Any] = {"plans": str(plans), "url": url}
        ran = 0
        try:
            for kind, text in blocks("AUTHENTICATION.md"):
                if kind == "sql" and "blog_web" in text:
                    run(url, text)
                elif kind == "python" and "scope" not in text:  # what an application has around it
                    await execute(text, names)
                    ran += 1
        finally:
            for name in ("app", "limited"):
                await names[name].close()
        return ran

    try:
        assert asyncio.run(follow()) == 3
    finally:
        run(url, "DROP OWNED BY blog_web; DROP ROLE blog_web")
