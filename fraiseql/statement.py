"""A statement with its parameters: what binding makes and the database runs."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class Statement(Struct, frozen=True):
    """SQL and its parameters in PostgreSQL's text format. Each `$n` in the SQL carries its own cast.

    columns: how many columns are read of each row, from the first.
    """

    sql: str
    parameters: tuple[str | None, ...] = ()
    columns: int = 1


Rows: TypeAlias = list[bytes | None]
"""The columns of each row, row after row, as PostgreSQL wrote them; None where one is NULL."""
