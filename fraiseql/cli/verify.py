"""`fraiseql verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import ERRORS, FOLDER, format_option
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.verify import verify
from fraiseql.terminal import report, say


@click.command("verify", short_help="Whether a database takes existing plan files.")
@click.argument("plans", type=FOLDER)
@click.option("--database", metavar="URL", envvar="DATABASE_URL", required=True, help="Or set DATABASE_URL.")
@format_option
def verify_command(plans: Path, database: str, form: str) -> None:
    """Show every statement of the plan files in PLANS to another database than they were compiled for.

    Each is PREPAREd, none is executed. So an order of deployment that would break is found before it does.
    """
    with failing(form):
        loaded = steps.plans(plans, form)
        with connect(database) as connection:
            found = verify(loaded, plans, connection)
        if found or form != "text":
            report(found, form)
        if found:
            sys.exit(ERRORS)
        say(f"the database takes every statement of {plans}", "green")
