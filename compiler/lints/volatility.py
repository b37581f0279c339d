"""FQ516: functions whose volatility is not what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fraiseql.compiler.catalog import Function
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints.look import Look
from fraiseql.compiler.source import Span


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each function that is marked STABLE or IMMUTABLE and writes, or VOLATILE in a view.

    Those are looked at which commands call, and which fill a relation that is read, by their name.
    """
    writers: dict[str, tuple[Function, Span | None]] = {}
    for mutation in look.bound.mutations:
        word = mutation.field.command
        writers[mutation.function.signature] = mutation.function, word.span if word is not None else None
    for view, span in look.views.values():
        for function in look.catalog.functions:
            if function.name == f"fn_sync_{view.relation.name}":
                writers.setdefault(function.signature, (function, span))
    for function, span in writers.values():
        if function.volatility != "volatile" and writes(function.body or ""):
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


_ASIDE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_WRITING = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE\s+(?:ONLY\s+)?[\w.\"]+\s+(?:(?:AS\s+)?\w+\s+)?SET|DELETE\s+FROM"
    r"|MERGE\s+INTO|TRUNCATE)\b",
    re.IGNORECASE,
)


def writes(body: str) -> bool:
    """Whether a function's own statements write; what functions that it calls do is not looked at."""
    return _WRITING.search(_ASIDE.sub(" ", body)) is not None
