"""Runs the guides whose blocks are SQL, schema, requests and answers: on the blog, in their order."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path

from fraiseql import FraiseQL
from fraiseql.compiler.render import render_text
from fraiseql.compiler.write import write
from tests.compiling import blog_database, blog_schema, compiled
from tests.postgres import MakeDatabase

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
