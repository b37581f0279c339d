"""FQ518: commands that leave something on their connection, which other requests have after them."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.analyse.body import statements
from fraiseql.compiler.analyse.lasting import lasting
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints.look import Look


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each function that a command calls, at any remove, and that outlasts its transaction."""
    seen: set[str] = set()
    for command in look.coverage.commands:
        word = command.mutation.field.command
        for signature, (effects, _) in command.reached.items():
            function = effects.function
            if signature in seen:
                continue
            seen.add(signature)
            left = dict.fromkeys(each for part in statements(function) for each in lasting(part.sql))
            for each in left:
                yield Diagnostic(
                    "FQ518",
                    f"`{function.qualified}` {each}: other requests have the connection after it",
                    word.span if word is not None else None,
                    "let it end with the transaction: `set_config(…, true)`, `SET LOCAL`, "
                    "`pg_advisory_xact_lock`, `ON COMMIT DROP`",
                    (function_note("the function is", function),),
                    "warning",
                )
