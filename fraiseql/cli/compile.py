"""`fraiseql compile`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path

import click

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import ERRORS, FOLDER, STALE, database_option, format_option
from fraiseql.cli.watch import watching
from fraiseql.compiler.pipeline import Compiled, uncollected
from fraiseql.compiler.project import Project, no_operations
from fraiseql.compiler.workspace import Workspace
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
@click.option("--role", metavar="NAME", help="Check the rights of the role that the runtime will use.")
@click.option("--deny-warnings", is_flag=True, help="Take warnings for errors.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 4 where the plan files are stale.")
@click.option("--watch", is_flag=True, help="Go on, and compile again whenever a file changes.")
@format_option
def compile_command(
    directory: Path,
    database: str | None,
    snapshot: Path | None,
    output: Path | None,
    patterns: tuple[str, ...],
    role: str | None,
    deny_warnings: bool,
    check: bool,
    watch: bool,
    form: str,
) -> None:
    """Check the schema of DIRECTORY against its database, and write the plan files.

    All problems come out of one run; where there is an error, nothing is written. Without a database, an
    embedded PostgreSQL is used, and the project's SQL is applied to it first, also by --check; to a database
    that is given it is never applied.
    """
    if database is not None and snapshot is not None:
        raise click.UsageError("--database and --catalog exclude each other")
    if watch and check:
        raise click.UsageError("--watch and --check exclude each other")
    if role is not None and snapshot is not None:
        raise click.UsageError("--role needs the database, and --catalog compiles without it")
    with failing(form):
        project = steps.read(directory, form)
        run = _Run(directory, output, patterns, role, deny_warnings, check, form)
        if snapshot is not None:
            _repeated(project, lambda _: run.offline(snapshot), watch, (snapshot,))
            return
        with steps.database(project, database, form) as url, closing(Workspace(url)) as workspace:
            own = database is None and project.url is None
            _repeated(project, lambda changed: run.live(workspace, changed if own else ()), watch)


def _repeated(
    project: Project, run: Callable[[Collection[Path]], None], watch: bool, also: tuple[Path, ...] = ()
) -> None:
    if watch:
        watching(project, run, also)
    else:
        run(())


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of the compiler; with --watch there are several."""

    directory: Path
    output: Path | None
    patterns: tuple[str, ...]
    role: str | None
    deny_warnings: bool
    check: bool
    form: str

    def project(self) -> Project:
        """The project as it is now."""
        project = steps.read(self.directory, self.form)
        if self.patterns:
            project = replace(project, operations=_operations(self.patterns, self.form))
        if self.role is not None:
            project = replace(project, role=self.role)
        if self.deny_warnings:
            project = replace(project, lints=replace(project.lints, deny_warnings=True))
        return project

    def live(self, workspace: Workspace, changed: Collection[Path]) -> None:
        """Against a database. changed: files, of which those of SQL are applied first."""
        project = self.project()
        with failing(self.form), uncollected():
            if not set(changed).isdisjoint(project.sql):
                steps.apply_files(project, workspace.url, self.form)
            started = time.perf_counter()
            self.written(steps.reported(workspace.compile(project), self.form), project, started)

    def offline(self, snapshot: Path) -> None:
        """Against a file."""
        project = self.project()
        with failing(self.form), uncollected():
            started = time.perf_counter()
            self.written(steps.offline(project, snapshot, self.form), project, started)

    def written(self, compiled: Compiled, project: Project, started: float) -> None:
        """Writes the plan files, or looks whether they are stale."""
        plans = self.output or project.plans
        if self.check:
            _check(compiled, plans)
            return
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
