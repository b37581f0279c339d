"""Applies a project's SQL files to a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import psycopg

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.parse import read
from fraiseql.compiler.source import Source, Span


def apply_sql(connection: psycopg.Connection[object], files: Sequence[Path]) -> list[Diagnostic]:
    """Runs each file in a transaction of its own, and stops at the first that fails (FQ303).

    connection: in autocommit mode, as `introspect.connect` gives it.
    """
    for path in files:
        source, found = read(path, str(path))
        if source is None:
            return [replace(diagnostic, code="FQ303") for diagnostic in found]
        if "\0" in source.text:  # libpq would send what is before it
            offset = source.text.index("\0")
            span = Span(source, offset, offset + 1)
            return [Diagnostic("FQ303", f"{source.name} holds U+0000, which PostgreSQL cannot store", span)]
        try:
            # Without parameters the simple protocol is used: many statements, one transaction.
            connection.execute(source.text.encode())
        except psycopg.Error as error:
            return [_refused(source, error)]
    return []


def _refused(source: Source, error: psycopg.Error) -> Diagnostic:
    said = error.diag
    span = None
    if said.statement_position is not None:
        start = min(int(said.statement_position) - 1, len(source.text))
        span = Span(source, start, min(start + 1, len(source.text)))
    message = f"{source.name} was refused: {said.message_primary or error}"
    if said.message_detail:
        message += f" ({said.message_detail})"
    hint = said.message_hint
    if hint is None and said.sqlstate in _EXISTS:
        hint = "files are applied again and again: write `IF NOT EXISTS`, `OR REPLACE`, or drop it before"
    return Diagnostic("FQ303", message, span, hint=hint)


_EXISTS = ("42P06", "42P07", "42701", "42710", "42723")
"""SQLSTATEs of what is there already."""
