"""What `[lints]` of `fraiseql.toml` says: from which size on there are warnings, and what they count as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, cast

from fraiseql.compiler.codes import CODES
from fraiseql.compiler.diagnostics import suggest

Level: TypeAlias = Literal["off", "note", "warning", "error"]

LEVELS: tuple[Level, ...] = ("off", "note", "warning", "error")

_NUMBERS = ("rows", "document_bytes", "joins")


@dataclass(frozen=True)
class Settings:
    """The settings of the lints.

    rows: a relation with more is large. document_bytes: a document with more, on average, is large.
    joins: a view that joins more often is slow; from the ninth relation on PostgreSQL no longer looks
        for the best order (`join_collapse_limit`).
    levels: of single codes; they apply to warnings and notes, never to errors.
    deny_warnings: whether the warnings that are left are errors.
    """

    rows: int = 10_000
    document_bytes: int = 100_000
    joins: int = 7
    levels: Mapping[str, Level] = field(default_factory=dict)
    deny_warnings: bool = False


Complain: TypeAlias = Callable[[str, str, str | None], None]
"""Takes a key such as `lints.rows`, what is wrong with it, and a hint."""


def read_lints(table: Mapping[str, Any], complain: Complain) -> Settings:
    """The settings that a table `[lints]` of TOML says; of what is wrong in it `complain` is told."""
    numbers: dict[str, int] = {}
    levels: dict[str, Level] = {}
    for key, value in table.items():
        written = f"lints.{key}"
        if key in _NUMBERS:
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                numbers[key] = value
            else:
                complain(written, f"`{written}` must be a whole number from 0", None)
        elif key == "warnings":
            if value not in ("warning", "error"):
                complain(written, f'`{written}` must be "warning" or "error"', None)
        elif key not in CODES:
            settable = [row.code for row in CODES.values() if row.severity != "error"]
            hint = suggest(key, [*settable, *_NUMBERS, "warnings"])
            hint = (
                hint or f"the keys are {', '.join(_NUMBERS)}, warnings, and the codes of warnings and notes"
            )
            complain(written, f"unknown key `{written}`", hint)
        elif CODES[key].severity == "error":
            complain(written, f"`{key}` is an error, and errors stay errors", "warnings and notes can be set")
        elif value not in LEVELS:
            complain(written, f'`{written}` must be "off", "note", "warning" or "error"', None)
        else:
            levels[key] = cast(Level, value)
    return Settings(**numbers, levels=levels, deny_warnings=table.get("warnings") == "error")
