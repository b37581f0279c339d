"""FQ514: lists that return all rows of a large relation."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.assemble import default_limit
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints.look import Look, about, is_given


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each list that has no limit unless the client gives one."""
    for query, plan in look.queries:
        if plan.returns != "many" or default_limit(plan) is not None:
            continue
        limits = [argument for argument in plan.arguments.values() if argument.role == "limit"]
        rows = look.rows(query, plan)
        if any(is_given(argument) for argument in limits) or rows <= look.settings.rows:
            continue
        when = "to a client that gives no `limit`" if limits else "whatever the client asks for"
        message = (
            f"`{query.field.name}` returns all rows of `{query.view.relation.qualified}`, about {about(rows)}"
            f", {when}"
        )
        hint = "add `@limit(default: 20, max: 100)`"
        hint += "" if limits else ", and an argument `limit: Int`"
        yield Diagnostic("FQ514", message, query.field.span, hint, severity="warning")
