"""`fraiseql catalog`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import FOLDER, STALE, database_option, format_option
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.snapshot import dump
from fraiseql.compiler.write import write_file
from fraiseql.terminal import counted, report, say

NAME = "catalog.json"


@click.command("catalog", short_help="Write what the compiler knows of the database into a file.")
@click.argument("directory", type=FOLDER, default=Path())
@database_option
@click.option("--output", type=click.Path(path_type=Path), help=f"The file to write, instead of {NAME}.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 4 where the file is stale.")
@format_option
def catalog_command(
    directory: Path, database: str | None, output: Path | None, check: bool, form: str
) -> None:
    """Write the catalog of the database of DIRECTORY into a file, for `compile --catalog`.

    It holds names, types, definitions of views and bodies of functions, but no row. Without a database, an
    embedded PostgreSQL is used, and the project's SQL is applied to it first.
    """
    with failing(form):
        project = steps.read(directory, form)
        target = output or directory / NAME
        with steps.database(project, database, form) as url, connect(url) as connection:
            catalog = introspect(connection)
        if form != "text":
            report([], form)
        data = dump(catalog)
        if not check:
            write_file(data, target)
            relations = counted(len(catalog.relations), "relation", "relations")
            functions = counted(len(catalog.functions), "function", "functions")
            say(f"{relations} and {functions} written to {target}", "green")
        elif target.is_file() and target.read_bytes() == data:
            say(f"{target} is up to date", "green")
        else:
            say(f"{target} is stale; run `fraiseql catalog`", "yellow")
            sys.exit(STALE)
