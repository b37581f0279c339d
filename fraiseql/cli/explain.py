"""`fraiseql explain` and `fraiseql explain-code`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import msgspec

from fraiseql.cli import steps
from fraiseql.cli.failing import failing
from fraiseql.cli.options import FOLDER, database_option
from fraiseql.compiler.codes import CODES, page
from fraiseql.compiler.diagnostics import suggest
from fraiseql.compiler.explain import explain
from fraiseql.compiler.graph import graph, mermaid, text
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.pipeline import Compiled, compile_project
from fraiseql.compiler.render import FORMATS

DRAWN = {"text": text, "mermaid": mermaid}
FORMS = ("text", "json", "mermaid")


@click.command("explain")
@click.argument("field", required=False)
@click.option("--project", "directory", type=FOLDER, default=Path(), help="The project's folder.")
@database_option
@click.option(
    "--dependencies", is_flag=True, help="Draw what the commands write, and what the read models are made of."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Of all that is said; mermaid is one of the dependencies.",
)
def explain_command(
    field: str | None, directory: Path, database: str | None, dependencies: bool, form: str
) -> None:
    """Show what the root field FIELD does, or with --dependencies what depends on what.

    Of a field: its SQL, the column or the path in the document that each argument uses, and the database's
    own plan.
    Without a database, an embedded PostgreSQL is used, and the project's SQL is applied to it first; to a
    database that is given it is never applied.
    """
    if dependencies == (field is not None):
        raise click.UsageError("give either a FIELD, or --dependencies")
    if form == "mermaid" and not dependencies:
        raise click.UsageError("--format mermaid draws the --dependencies")
    said = "json" if form == "json" else "text"
    with failing(said):
        project = steps.read(directory, said)
        with steps.database(project, database, said) as url:
            compiled = compile_project(project, url)
            if compiled.failed or form != "json":
                steps.reported(compiled, said)
            if field is None:
                assert compiled.coverage is not None, "what compiled has it"
                drawn = graph(compiled.coverage)
                _show(
                    compiled,
                    form,
                    DRAWN.get(form, text)(drawn),
                    dependencies=msgspec.to_builtins(drawn, order="deterministic"),
                )
                return
            lowered = compiled.lowered
            with connect(url) as connection:
                explanation = explain(lowered, field, connection)
        if explanation is None:
            options = [*lowered.queries, *lowered.mutations]
            hint = suggest(field, options) or f"the root fields are {', '.join(options)}"
            raise click.UsageError(f"there is no root field `{field}`; {hint}")
        _show(compiled, form, explanation, explanation=explanation)


def _show(compiled: Compiled, form: str, text: str, **parts: Any) -> None:
    """Text; as JSON one object, with the warnings that there are."""
    if form == "json":
        said = json.loads(FORMATS["json"](compiled.diagnostics))
        text = json.dumps({**said, **parts}, indent=2, ensure_ascii=False)
    click.echo(text)


@click.command("explain-code", short_help="Say what a diagnostic means.")
@click.argument("code")
def explain_code(code: str) -> None:
    """Print what a diagnostic CODE such as FQ401 means, an example, and the fix."""
    row = CODES.get(code.upper())
    if row is None:
        hint = suggest(code.upper(), CODES) or f"the codes are {', '.join(CODES)}"
        raise click.UsageError(f"there is no code `{code}`; {hint}")
    click.echo(page(row))
