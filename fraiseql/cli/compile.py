"""`fraiseql compile`."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from glob import glob
from pathlib import Path

import click

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import ERRORS, FOLDER, STALE, database_option, format_option
from fraiseql.compiler.pipeline import Compiled
from fraiseql.compiler.project import no_operations
from fraiseql.compiler.write import stale, write
from fraiseql.terminal import counted, report, say


@click.command("compile", short_help="Check the schema, and write the plan files.")
@click.argument("directory", type=FOLDER, default=Path())
@database_option
@click.option(
    "--catalog",
    "snapshot",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compile without a database, against what `fraiseql catalog` wrote.",
)
@click.option("--output", type=click.Path(path_type=Path), help="The plan directory to write.")
@click.option(
    "--operations",
    "patterns",
    multiple=True,
    metavar="GLOB",
    help="Files of trusted documents, instead of those that fraiseql.toml names. May be repeated.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 4 where the plan files are stale.")
@format_option
def compile_command(
    directory: Path,
    database: str | None,
    snapshot: Path | None,
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
    if database is not None and snapshot is not None:
        raise click.UsageError("--database and --catalog exclude each other")
    with failing(form):
        project = steps.read(directory, form)
        if patterns:
            project = replace(project, operations=_operations(patterns, form))
        plans = output or project.plans
        started = time.perf_counter()
        if snapshot is not None:
            compiled = steps.offline(project, snapshot, form)
        else:
            with steps.database(project, database, form) as url:
                compiled = steps.compiled(project, url, form)
        if check:
            _check(compiled, plans)
        else:
            write(compiled.files, plans)
            say(f"{_counted(compiled)} written to {plans} in {time.perf_counter() - started:.2f} s", "green")


def _operations(patterns: tuple[str, ...], form: str) -> tuple[Path, ...]:
    found = {pattern: _matching(pattern) for pattern in patterns}
    if missing := [no_operations(pattern) for pattern, paths in found.items() if not paths]:
        report(missing, form)
        sys.exit(ERRORS)
    return tuple(dict.fromkeys(path for paths in found.values() for path in paths))


def _matching(pattern: str) -> list[Path]:
    found = map(Path, glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob knows no absolute patterns
    return sorted(path for path in found if path.is_file())


def _check(compiled: Compiled, plans: Path) -> None:
    changed = stale(compiled.files, plans)
    if changed:
        shown = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        say(f"{plans} is stale ({shown}); run `fraiseql compile`", "yellow")
        sys.exit(STALE)
    say(f"{plans} is up to date", "green")


def _counted(compiled: Compiled) -> str:
    kinds = (
        (len(compiled.lowered.queries), "query", "queries"),
        (len(compiled.lowered.mutations), "mutation", "mutations"),
        (len(compiled.lowered.types), "type", "types"),
        (len(compiled.lowered.operations), "trusted document", "trusted documents"),
    )
    return ", ".join(counted(*kind) for kind in kinds if kind[0] or kind is not kinds[-1])
