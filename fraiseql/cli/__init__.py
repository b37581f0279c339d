"""The command line (design §8): a file for each command, and what they share.

options                 exit codes, and the options that several commands have
failing                 what the steps raise → a diagnostic or a line, and an exit code
steps                   the project, its database, the compiler's run
compile  catalog  verify  diff  dev  serve  explain
                        the commands
"""

from __future__ import annotations

import click

from fraiseql import __version__
from fraiseql.cli.catalog import catalog_command
from fraiseql.cli.compile import compile_command
from fraiseql.cli.dev import dev
from fraiseql.cli.diff import diff_command
from fraiseql.cli.explain import explain_code, explain_command
from fraiseql.cli.serve import serve
from fraiseql.cli.verify import verify_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fraiseql")
def main() -> None:
    """GraphQL on PostgreSQL: a schema compiled against the live database, served from plan files.

    A project is a folder with a fraiseql.toml. Exit codes: 0 fine, 1 errors found, 2 wrong usage, 3 database
    out of reach, 4 plan files stale.
    """


COMMANDS = (
    compile_command,
    catalog_command,
    verify_command,
    diff_command,
    dev,
    serve,
    explain_command,
    explain_code,
)
for command in COMMANDS:
    main.add_command(command)
