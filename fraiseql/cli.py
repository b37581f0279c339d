"""The command line (design §8)."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from fraiseql import __version__, embedded
from fraiseql.compiler.apply import apply_sql
from fraiseql.compiler.codes import CODES, page
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.explain import explain
from fraiseql.compiler.introspect import CatalogUnreadable, DatabaseUnreachable, connect
from fraiseql.compiler.pipeline import Compiled, compile_project
from fraiseql.compiler.project import Project, no_operations, read_project
from fraiseql.compiler.render import FORMATS
from fraiseql.compiler.write import stale, write
from fraiseql.errors import FraiseQLError
from fraiseql.limits import Limits
from fraiseql.terminal import counted, report, say

if TYPE_CHECKING:
    from fraiseql.documents import Allowed

ERRORS, UNREACHABLE, STALE = 1, 3, 4
"""Exit codes; 2, for wrong usage, is click's own."""

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
database_option = click.option(
    "--database", metavar="URL", help="The database, instead of the one that fraiseql.toml names."
)
host_option = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
port_option = click.option("--port", default=8000, show_default=True, help="The port to listen on.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fraiseql")
def main() -> None:
    """GraphQL on PostgreSQL: a schema compiled against the live database, served from plan files.

    A project is a folder with a fraiseql.toml. Exit codes: 0 fine, 1 errors found, 2 wrong usage, 3 database
    out of reach, 4 plan files stale.
    """


@main.command("compile", short_help="Check the schema, and write the plan files.")
@click.argument("directory", type=FOLDER, default=Path())
@database_option
@click.option("--output", type=click.Path(path_type=Path), help="The plan directory to write.")
@click.option(
    "--operations",
    "patterns",
    multiple=True,
    metavar="GLOB",
    help="Files of trusted documents, instead of those that fraiseql.toml names. May be repeated.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 4 where the plan files are stale.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Of the diagnostics."
)
def compile_command(
    directory: Path,
    database: str | None,
    output: Path | None,
    patterns: tuple[str, ...],
    check: bool,
    form: str,
) -> None:
    """Check the schema of DIRECTORY against its database, and write the plan files.

    All problems come out of one run; where there is an error, nothing is written. Without a database, an
    embedded PostgreSQL is used, and the project's SQL is applied to it first, also by --check; to a database
    that is given it is never applied.
    """
    with _errors(form):
        project = _project(directory, form)
        if patterns:
            project = replace(project, operations=_operations(patterns, form))
        plans = output or project.plans
        started = time.perf_counter()
        with _database(project, database, form) as url:
            compiled = _compiled(project, url, form)
        if check:
            _check(compiled, plans)
        else:
            write(compiled.files, plans)
            say(f"{_counted(compiled)} written to {plans} in {time.perf_counter() - started:.2f} s", "green")


@main.command()
@click.argument("directory", type=FOLDER, default=Path())
@database_option
@host_option
@port_option
def dev(directory: Path, database: str | None, host: str, port: int) -> None:
    """Serve DIRECTORY while you work on it.

    Applies the project's SQL, compiles, serves, and starts over whenever a file changes. Uses an embedded
    PostgreSQL unless a database is given; the SQL is applied to a database that is given, too.
    """
    from fraiseql.dev import serve_project
    from fraiseql.serve import listen

    with _errors(), listen(host, port) as listener:
        # The embedded server must be stopped however this process is ended.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        project = _project(directory, "text")
        with _database(project, database, apply=False) as url:
            asyncio.run(serve_project(project, url, listener))


def _limits(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> Limits:
    values: dict[str, int | None] = {}
    for item in given:
        name, _, number = item.partition("=")
        if name not in Limits.__struct_fields__:
            hint = (
                suggest(name, Limits.__struct_fields__) or f"there are {', '.join(Limits.__struct_fields__)}"
            )
            raise click.BadParameter(f"there is no limit {name!r}; {hint}")
        try:
            values[name] = None if number == "none" else int(number)
            Limits(**{name: values[name]})
        except ValueError:
            raise click.BadParameter(f"{item!r} is not {name}= with a number from 1, or none") from None
    return Limits(**values)


@main.command()
@click.argument("plans", type=FOLDER)
@click.option("--database", metavar="URL", envvar="DATABASE_URL", required=True, help="Or set DATABASE_URL.")
@click.option(
    "--documents",
    type=click.Choice(["any", "only"]),
    default="any",
    show_default=True,
    help="Which documents are executed: any, or trusted ones only.",
)
@click.option(
    "--limit",
    "limits",
    metavar="NAME=NUMBER",
    multiple=True,
    callback=_limits,
    help="Set a limit on requests, such as depth=20, or lift it by depth=none; repeatable.",
)
@click.option("--introspection/--no-introspection", default=True, help="Whether clients see the schema.")
@host_option
@port_option
@click.option(
    "--graphiql/--no-graphiql",
    default=True,
    show_default=True,
    help="Give browsers a page to write queries in.",
)
def serve(
    plans: Path,
    database: str,
    documents: Allowed,
    limits: Limits,
    introspection: bool,
    host: str,
    port: int,
    graphiql: bool,
) -> None:
    """Serve the plan files in PLANS."""
    from fraiseql.app import FraiseQL
    from fraiseql.serve import address, listen, run, run_fast

    with _errors(), listen(host, port) as listener:
        app = FraiseQL(
            plans,
            database=database,
            documents=documents,
            limits=limits,
            introspection=introspection,
            graphiql=graphiql,
        )
        say(f"serving {plans} on {address(listener)}")
        run_fast(run(app, listener))


@main.command("explain")
@click.argument("field")
@click.option("--project", "directory", type=FOLDER, default=Path(), help="The project's folder.")
@database_option
def explain_command(field: str, directory: Path, database: str | None) -> None:
    """Show what the root field FIELD does.

    Its SQL, the column or the path in the document that each argument uses, and the database's own plan.
    Without a database, an embedded PostgreSQL is used, and the project's SQL is applied to it first; to a
    database that is given it is never applied.
    """
    with _errors():
        project = _project(directory, "text")
        with _database(project, database) as url:
            lowered = _compiled(project, url, "text").lowered
            with connect(url) as connection:
                text = explain(lowered, field, connection)
        if text is None:
            options = [*lowered.queries, *lowered.mutations]
            hint = suggest(field, options) or f"the root fields are {', '.join(options)}"
            raise click.UsageError(f"there is no root field `{field}`; {hint}")
        click.echo(text)


@main.command("explain-code", short_help="Say what a diagnostic means.")
@click.argument("code")
def explain_code(code: str) -> None:
    """Print what a diagnostic CODE such as FQ401 means, an example, and the fix."""
    row = CODES.get(code.upper())
    if row is None:
        hint = suggest(code.upper(), CODES) or f"the codes are {', '.join(CODES)}"
        raise click.UsageError(f"there is no code `{code}`; {hint}")
    click.echo(page(row))


# --- steps -------------------------------------------------------------------------------------------


def _project(directory: Path, form: str) -> Project:
    project, found = read_project(directory)
    if project is None:
        report(found, form)
        sys.exit(ERRORS)
    return project


def _operations(patterns: tuple[str, ...], form: str) -> tuple[Path, ...]:
    found = {pattern: _matching(pattern) for pattern in patterns}
    if missing := [no_operations(pattern) for pattern, paths in found.items() if not paths]:
        report(missing, form)
        sys.exit(ERRORS)
    return tuple(dict.fromkeys(path for paths in found.values() for path in paths))


def _matching(pattern: str) -> list[Path]:
    found = map(Path, glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob knows no absolute patterns
    return sorted(path for path in found if path.is_file())


@contextmanager
def _database(project: Project, url: str | None, form: str = "text", *, apply: bool = True) -> Iterator[str]:
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
            with connect(server.url) as connection:
                found = apply_sql(connection, project.sql)
            if found:
                report(found, form)
                sys.exit(ERRORS)
            say(f"applied {counted(len(project.sql), 'SQL file', 'SQL files')}")
        yield server.url


def _compiled(project: Project, url: str, form: str) -> Compiled:
    compiled = compile_project(project, url)
    if compiled.diagnostics or form != "text":
        report(compiled.diagnostics, form)
    if compiled.failed:
        sys.exit(ERRORS)
    return compiled


def _check(compiled: Compiled, plans: Path) -> None:
    changed = stale(compiled.files, plans)
    if changed:
        shown = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        say(f"{plans} is stale ({shown}); run `fraiseql compile`", "yellow")
        sys.exit(STALE)
    say(f"{plans} is up to date", "green")


# --- messages ------------------------------------------------------------------------------------


def _counted(compiled: Compiled) -> str:
    kinds = (
        (len(compiled.lowered.queries), "query", "queries"),
        (len(compiled.lowered.mutations), "mutation", "mutations"),
        (len(compiled.lowered.types), "type", "types"),
        (len(compiled.lowered.operations), "trusted document", "trusted documents"),
    )
    return ", ".join(counted(*kind) for kind in kinds if kind[0] or kind is not kinds[-1])


@contextmanager
def _errors(form: str = "text") -> Iterator[None]:
    """Turns what the steps raise into a diagnostic or a line, and an exit code."""
    try:
        yield
    except DatabaseUnreachable as error:
        report([Diagnostic("FQ301", str(error))], form)
        sys.exit(UNREACHABLE)
    except CatalogUnreadable as error:
        report([Diagnostic("FQ302", str(error))], form)
        sys.exit(ERRORS)
    except FraiseQLError as error:
        _fail(str(error), ERRORS)
    except OSError as error:
        _fail(f"{error.filename or 'the system'}: {error.strerror}", ERRORS)


def _fail(message: str, code: int) -> NoReturn:
    say(f"error: {message}", "red")
    sys.exit(code)
