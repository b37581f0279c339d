"""The steps that several commands take. Each ends the process where it finds errors, having said them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fraiseql import embedded
from fraiseql.cli.options import ERRORS
from fraiseql.compiler.apply import apply_sql
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.pipeline import Compiled, compile_offline
from fraiseql.compiler.project import Project, read_project
from fraiseql.compiler.snapshot import load
from fraiseql.errors import PlanError
from fraiseql.load import Plans
from fraiseql.load import load as load_plans
from fraiseql.terminal import counted, report, say


def read(directory: Path, form: str) -> Project:
    """The project of a folder."""
    project, found = read_project(directory)
    if project is None:
        report(found, form)
        sys.exit(ERRORS)
    return project


@contextmanager
def database(project: Project, url: str | None, form: str = "text", *, apply: bool = True) -> Iterator[str]:
    """The URL to work with: given, configured, or of the project's embedded PostgreSQL.

    apply: whether the embedded one gets the project's SQL here; a database that is given never does.
    """
    url = url or project.url
    if url is not None:
        yield url
        return
    say(f"no database given: using the embedded PostgreSQL under {project.embedded}")
    with embedded.start(project.embedded) as server:
        if apply:
            apply_files(project, server.url, form)
        yield server.url


def apply_files(project: Project, url: str, form: str) -> None:
    """Applies the SQL files of a project."""
    with connect(url) as connection:
        found = apply_sql(connection, project.sql)
    if found:
        report(found, form)
        sys.exit(ERRORS)
    say(f"applied {counted(len(project.sql), 'SQL file', 'SQL files')}")


def offline(project: Project, snapshot: Path, form: str) -> Compiled:
    """The same without a database."""
    catalog, found = load(snapshot)
    if catalog is None:
        report(found, form)
        sys.exit(ERRORS)
    result = reported(compile_offline(project, catalog), form)
    say(f"compiled against {snapshot}: PostgreSQL has seen no statement; `fraiseql verify` shows them to it")
    return result


def reported(result: Compiled, form: str) -> Compiled:
    """What the compiler made, after its diagnostics are reported."""
    if result.diagnostics or form != "text":
        report(result.diagnostics, form)
    if result.failed:
        sys.exit(ERRORS)
    return result


def plans(directory: Path, form: str) -> Plans:
    """The plans of a folder."""
    try:
        return load_plans(directory)
    except PlanError as error:
        report([Diagnostic("FQ494", str(error).removesuffix("."))], form)
        sys.exit(ERRORS)
