"""What is right, but slow or risky: lints of the plans, a family a file. All of them are warnings.

`look` is what they see; `served` says what an index serves, `reach` which fields a client can use.
"""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints import (
    access,
    documents,
    evidence,
    fields,
    joins,
    leftovers,
    lists,
    lookups,
    volatility,
)
from fraiseql.compiler.lints.look import Look, readings

LINTS = (fields, lookups, lists, documents, volatility, joins, leftovers, evidence)

OF_DATA = frozenset(("FQ306", "FQ309", "FQ436", "FQ511", "FQ512", "FQ514", "FQ515", "FQ516", "FQ517"))
"""The codes that depend on the role, or on what a database holds today: a place may have them elsewhere."""


def lint(look: Look) -> Iterator[Diagnostic]:
    """Everything that the lints have to say."""
    for each in LINTS:
        yield from each.check(look)


__all__ = ["OF_DATA", "Look", "access", "lint", "readings"]
