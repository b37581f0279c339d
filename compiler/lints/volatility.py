"""FQ516: functions whose volatility is not what they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fraiseql.compiler.analyse.body import statements
from fraiseql.compiler.analyse.writes import writes
from fraiseql.compiler.catalog import Function
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints.look import Look
from fraiseql.compiler.source import Span


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each function that is marked STABLE or IMMUTABLE and writes, or VOLATILE in a view.

    Those are looked at which commands call, at any remove, and which fill a relation that is read, by their
    name.
    """
    for function, span in _called(look).values():
        if function.volatility != "volatile" and any(writes(each.sql) for each in statements(function)):
            yield Diagnostic(
                "FQ516",
                f"`{function.qualified}` writes, but is marked {function.volatility.upper()}, and PostgreSQL "
                "lets no such function write",
                span,
                f"mark it: `ALTER FUNCTION {function.qualified} VOLATILE`",
                (function_note("the function is", function),),
                "warning",
            )
    for view, span in look.views.values():
        for name in look.seen(view.relation).volatile:
            yield Diagnostic(
                "FQ516",
                f"`{view.relation.qualified}` calls `{name}`, which is marked VOLATILE: PostgreSQL computes "
                "it for all rows that match before it takes a page of them",
                span,
                f"if it only reads, mark it: `ALTER FUNCTION {name} STABLE`",
                severity="warning",
            )


def _called(look: Look) -> dict[str, tuple[Function, Span | None]]:
    """The functions by signature, each with the place of the schema that leads to it."""
    found: dict[str, tuple[Function, Span | None]] = {}
    for command in look.coverage.commands:
        word = command.mutation.field.command
        for signature, (effects, _) in command.reached.items():
            found.setdefault(signature, (effects.function, word.span if word is not None else None))
    named: dict[str, list[Function]] = defaultdict(list)
    for function in look.catalog.functions:
        named[function.name].append(function)
    for view, span in look.views.values():
        for function in named[f"fn_sync_{view.relation.name}"]:
            found.setdefault(function.signature, (function, span))
    return found
