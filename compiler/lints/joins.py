"""FQ517: views that join much whenever they are read."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints.look import Look


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each view whose plan has more joins than few."""
    for view, span in look.views.values():
        joins = look.seen(view.relation).joins
        if joins is None or joins <= look.settings.joins:
            continue
        name = view.relation.name
        table = f"tv_{name.removeprefix('v_')}"
        yield Diagnostic(
            "FQ517",
            f"PostgreSQL joins {joins} times to read `{view.relation.qualified}`",
            span,
            f"keep its documents in a table `{table}`, which `fn_sync_{table}` fills when something changes",
            severity="warning",
        )
