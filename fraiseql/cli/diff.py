"""`fraiseql diff`."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path

import click

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import ERRORS, FOLDER
from fraiseql.compiler.diff import LEVELS, Change, diff
from fraiseql.terminal import counted, say


@click.command("diff", short_help="What changed between two plan folders.")
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option(
    "--fail-on",
    type=click.Choice([*LEVELS, "none"]),
    default="breaking",
    show_default=True,
    help="Exit with 1 where there is such a change, or a worse one.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Of the changes.")
def diff_command(old: Path, new: Path, fail_on: str, form: str) -> None:
    """Say what changed between the plan folders OLD and NEW, and what that may do to clients.

    Breaking: what clients do today is refused. Dangerous: it goes on, but may mean something else. Safe: it
    is new, or another way to the same.
    """
    with failing(form):
        changes = diff(steps.plans(old, form), steps.plans(new, form))
        click.echo(_json(changes) if form == "json" else _text(changes), nl=False)
        counts = [
            counted(sum(change.level == level for change in changes), f"{level} change", f"{level} changes")
            for level in LEVELS
        ]
        say(", ".join(counts))
        failing_levels = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on in LEVELS else ()
        if any(change.level in failing_levels for change in changes):
            sys.exit(ERRORS)


def _json(changes: list[Change]) -> str:
    return json.dumps({"changes": [change._asdict() for change in changes]}, indent=2) + "\n"


def _text(changes: list[Change]) -> str:
    lines = []
    for level, group in groupby(changes, key=lambda change: change.level):
        lines.append(f"{level}:\n")
        for file, of_file in groupby(group, key=lambda change: change.file):
            lines.append(f"  {file}\n")
            lines.extend(f"    {change.message}\n" for change in of_file)
    return "".join(lines)
