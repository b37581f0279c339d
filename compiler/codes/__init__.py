"""The table of diagnostic codes, a file for each family. Codes are stable: a number never changes meaning.

`fraiseql explain-code FQ401` prints a row. `python -m fraiseql.compiler.codes > docs/errors.md` writes
the reference page of all of them.
"""

from __future__ import annotations

from fraiseql.compiler.codes import access, agreement, lints, operations, schema, syntax
from fraiseql.compiler.codes.row import Code

FAMILIES = {
    "FQ1": ("Syntax", syntax.ROWS),
    "FQ2": ("Schema", schema.ROWS),
    "FQ3": ("Database access", access.ROWS),
    "FQ4": ("Schema against database", agreement.ROWS),
    "FQ5": ("Performance and sync", lints.ROWS),
    "FQ6": ("Operations", operations.ROWS),
}
"""What the codes of a prefix have in common, and their rows, in the order of the reference page."""

CODES: dict[str, Code] = {row.code: row for _, rows in FAMILIES.values() for row in rows}
"""Every code, in order."""


_HEAD = """\
# Diagnostics

Every problem that `fraiseql compile` finds has a code. Codes are stable: a number never changes its
meaning. `fraiseql explain-code FQ401` prints what is written here.

<!-- Written by `python -m fraiseql.compiler.codes`; change `compiler/codes/` instead. -->
"""


def page(row: Code) -> str:
    """What `explain-code` prints of a row."""
    example = "\n".join(f"    {line}" for line in row.example.splitlines())
    return f"{row.code}: {row.title}\n\n{_explained(row)}\n\nExample:\n\n{example}\n\nFix: {row.fix}"


_LEVELS = {
    "error": "",
    "error or warning": "Where it is a warning, `[lints]` of `fraiseql.toml` sets its level.",
    "warning": "It is a warning; `[lints]` of `fraiseql.toml` sets its level.",
    "note": "It is a note; `[lints]` of `fraiseql.toml` sets its level.",
}


def _explained(row: Code) -> str:
    return f"{row.explanation} {_LEVELS[row.severity]}".rstrip()


def reference() -> str:
    """`docs/errors.md`: every code with its explanation, example and fix."""
    parts = [_HEAD]
    for prefix, (family, rows) in FAMILIES.items():
        parts.append(f"## {family} ({prefix}xx)\n")
        for row in rows:
            parts.append(f"### {row.code}: {row.title}\n\n{_explained(row)}\n")
            parts.append(f"```graphql\n{row.example}\n```\n\n**Fix.** {row.fix}\n")
    return "\n".join(parts)
