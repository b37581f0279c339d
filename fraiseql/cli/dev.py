"""`fraiseql dev`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import FOLDER, database_option, format_option, host_option, port_option
from fraiseql.session import check_session


def _session(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    for item in given:
        if "=" not in item:
            raise click.BadParameter(f"{item!r} is not NAME=VALUE")
    session = {name: value for name, _, value in (item.partition("=") for item in given)}
    try:
        check_session(session)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    return session


@click.command()
@click.argument("directory", type=FOLDER, default=Path())
@database_option
@host_option
@port_option
@format_option
@click.option(
    "--session",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_session,
    help="A value that the session of every request has, such as user_id=7; repeatable.",
)
def dev(
    directory: Path, database: str | None, host: str, port: int, form: str, session: dict[str, str]
) -> None:
    """Serve DIRECTORY while you work on it.

    Applies the project's SQL, compiles, serves, and starts over whenever a file changes. Uses an embedded
    PostgreSQL unless a database is given; the SQL is applied to a database that is given, too.
    """
    from fraiseql.dev import serve_project
    from fraiseql.serve import listen

    with failing(form), listen(host, port) as listener:
        project = steps.read(directory, form)
        with steps.database(project, database, form, apply=False) as url:
            asyncio.run(serve_project(project, url, listener, session, form))
