"""`fraiseql dev`."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import FOLDER, database_option, host_option, port_option


@click.command()
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

    with failing(), listen(host, port) as listener:
        # The embedded server must be stopped however this process is ended.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        project = steps.read(directory, "text")
        with steps.database(project, database, apply=False) as url:
            asyncio.run(serve_project(project, url, listener))
