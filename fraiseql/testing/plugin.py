"""Fixtures of pytest, for `pytest_plugins = ["fraiseql.testing.plugin"]` in a `conftest.py`.

They need a PostgreSQL: the server at DATABASE_URL, whose user may create databases, else the embedded
one (`pip install 'fraiseql[embedded]'`).
"""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from fraiseql import embedded
from fraiseql.errors import FraiseQLError
from fraiseql.load import Plans, load
from fraiseql.testing.project import CompiledProject, running

MakeDatabase = Callable[[], str]
CompileProject = Callable[[str | os.PathLike[str]], CompiledProject]

_CREATE = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"


@pytest.fixture(scope="session")
def fraiseql_database() -> Iterator[MakeDatabase]:
    """`fraiseql_database()` creates an empty database and returns its URL.

    Its collation is `C`, as the oracle expects. All of them are gone after the last test.
    """
    with ExitStack() as stack:
        server = os.environ.get("DATABASE_URL") or stack.enter_context(embedded.throwaway()).url

        def make() -> str:
            name = f"fraiseql_{uuid.uuid4().hex[:12]}"
            _run(server, _CREATE.format(name))
            stack.callback(_run, server, f"DROP DATABASE {name} WITH (FORCE)")
            return _beside(server, name)

        yield make


@pytest.fixture(scope="session")
def fraiseql_project(fraiseql_database: MakeDatabase) -> Iterator[CompileProject]:
    """`fraiseql_project(folder)` applies and compiles a project in a fresh database, and runs it.

    folder: where its `fraiseql.toml` is. Raises FraiseQLError, with the diagnostics, if there are errors.
    """
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(running(*_compiled(Path(folder), fraiseql_database())))


def _compiled(folder: Path, url: str) -> tuple[str, Plans]:
    # The compiler is loaded only where a project is compiled.
    from fraiseql.compiler.apply import apply_sql
    from fraiseql.compiler.introspect import connect
    from fraiseql.compiler.pipeline import compile_project
    from fraiseql.compiler.project import read_project
    from fraiseql.compiler.render import render_text
    from fraiseql.compiler.write import write

    project, found = read_project(folder)
    if project is not None:
        with connect(url) as connection:
            found = apply_sql(connection, project.sql)
        if not found:
            compiled = compile_project(project, url)
            found = compiled.diagnostics
            if not compiled.failed:
                with tempfile.TemporaryDirectory(prefix="fraiseql-") as directory:
                    plans = Path(directory) / "plans"
                    write(compiled.files, plans)
                    return url, load(plans)
    raise FraiseQLError(f"{folder} does not compile:\n{render_text(found, color=False)}")


def _run(url: str, sql: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.encode())


def _beside(url: str, name: str) -> str:
    """The URL of another database on the same server, for any form of connection string."""
    words = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    words.pop("dbname", None)
    return f"postgresql:///{name}?{urlencode(words, quote_via=quote, safe='')}"
