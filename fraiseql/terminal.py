"""What the command line says: progress for people, diagnostics for people or programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.render import FORMATS, render_text


def say(text: str, color: str | None = None) -> None:
    """Progress, on standard error. click leaves colours out where that is no terminal."""
    click.secho(text, fg=None if "NO_COLOR" in os.environ else color, err=True)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def report(diagnostics: Sequence[Diagnostic], form: str = "text") -> None:
    """Diagnostics: `text` on standard error, the forms for programs on standard output."""
    if form == "text":
        color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
        click.echo(render_text(diagnostics, color), err=True, nl=False, color=color)
    else:
        click.echo(FORMATS[form](diagnostics), nl=False)
