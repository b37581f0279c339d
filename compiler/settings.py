"""What `[lints]` of `fraiseql.toml` says: from which size on there are warnings, and what they count as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["off", "note", "warning", "error"]

LEVELS: tuple[Level, ...] = ("off", "note", "warning", "error")


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
