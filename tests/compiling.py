"""Compiling in tests: schema text and a real database in, what the compiler yields out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import Compiled, compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.source import Source

BLOG = Path(__file__).parents[1] / "examples" / "blog"


def compiled(schema: str, url: str, operations: Sequence[str] = ()) -> Compiled:
    """What the compiler makes of a schema and a database, and of the texts of operation files."""
    files = [Source(f"{number}.graphql", text) for number, text in enumerate(operations)]
    with connect(url) as connection:
        return compile_schema(
            [Source("schema.graphql", schema)], introspect(connection), partial(prepare, connection), files
        )


def blog_schema() -> str:
    """The schema of the blog."""
    return (BLOG / "schema.graphql").read_text()


def blog_database() -> str:
    """The SQL of the blog but for its data."""
    return "\n".join(path.read_text() for path in sorted((BLOG / "db").glob("[1-4]*.sql")))
