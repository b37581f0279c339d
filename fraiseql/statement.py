"""A statement with its parameters: what binding makes and the database runs."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class Statement(Struct, frozen=True):
    """SQL and its parameters in PostgreSQL's text format. Each `$n` in the SQL carries its own cast."""

    sql: str
    parameters: tuple[str | None, ...] = ()


Rows: TypeAlias = list[bytes | None]
"""The first column of each row, as PostgreSQL wrote it; None where it is NULL."""
