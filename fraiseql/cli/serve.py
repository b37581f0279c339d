"""`fraiseql serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fraiseql.cli.failing import failing
from fraiseql.cli.options import FOLDER, host_option, port_option
from fraiseql.compiler.diagnostics import suggest
from fraiseql.limits import Limits
from fraiseql.terminal import say

if TYPE_CHECKING:
    from fraiseql.documents import Allowed


def _limits(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> Limits:
    values: dict[str, int | None] = {}
    for item in given:
        name, _, number = item.partition("=")
        if name not in Limits.__struct_fields__:
            hint = (
                suggest(name, Limits.__struct_fields__) or f"there are {', '.join(Limits.__struct_fields__)}"
            )
            raise click.BadParameter(f"there is no limit {name!r}; {hint}")
        try:
            values[name] = None if number == "none" else int(number)
            Limits(**{name: values[name]})
        except ValueError:
            raise click.BadParameter(f"{item!r} is not {name}= with a number from 1, or none") from None
    return Limits(**values)


@click.command()
@click.argument("plans", type=FOLDER)
@click.option("--database", metavar="URL", envvar="DATABASE_URL", required=True, help="Or set DATABASE_URL.")
@click.option(
    "--documents",
    type=click.Choice(["any", "only"]),
    default="any",
    show_default=True,
    help="Which documents are executed: any, or trusted ones only.",
)
@click.option(
    "--limit",
    "limits",
    metavar="NAME=NUMBER",
    multiple=True,
    callback=_limits,
    help="Set a limit on requests, such as depth=20, or lift it by depth=none; repeatable.",
)
@click.option("--introspection/--no-introspection", default=True, help="Whether clients see the schema.")
@host_option
@port_option
@click.option(
    "--graphiql/--no-graphiql",
    default=True,
    show_default=True,
    help="Give browsers a page to write queries in.",
)
def serve(
    plans: Path,
    database: str,
    documents: Allowed,
    limits: Limits,
    introspection: bool,
    host: str,
    port: int,
    graphiql: bool,
) -> None:
    """Serve the plan files in PLANS."""
    from fraiseql.app import FraiseQL
    from fraiseql.serve import address, listen, run, run_fast

    with failing(), listen(host, port) as listener:
        app = FraiseQL(
            plans,
            database=database,
            documents=documents,
            limits=limits,
            introspection=introspection,
            graphiql=graphiql,
        )
        say(f"serving {plans} on {address(listener)}")
        run_fast(run(app, listener))
