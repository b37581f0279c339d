"""What several commands share: exit codes, arguments and options."""

from __future__ import annotations

from pathlib import Path

import click

from fraiseql.compiler.render import FORMATS

ERRORS, UNREACHABLE, STALE = 1, 3, 4
"""Exit codes; 2, for wrong usage, is click's own."""

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
database_option = click.option(
    "--database", metavar="URL", help="The database, instead of the one that fraiseql.toml names."
)
format_option = click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Of the diagnostics."
)
host_option = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
port_option = click.option("--port", default=8000, show_default=True, help="The port to listen on.")
