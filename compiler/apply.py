"""Applies a project's SQL files to a database."""

from __future__ import annotations

import re
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
    span, hint = None, said.message_hint
    if said.statement_position is not None:
        start = min(int(said.statement_position) - 1, len(source.text))
        span = Span(source, start, min(start + 1, len(source.text)))
    elif error.sqlstate in _EXISTING:
        span, hint = _again(source, error.sqlstate, said.message_primary or "")
    message = f"{source.name} was refused: {said.message_primary or error}"
    if said.message_detail:
        message += f" ({said.message_detail})"
    return Diagnostic("FQ303", message, span, hint)


# --- what cannot run twice -----------------------------------------------------------------------------

_TWICE = "files are applied again when one changes, so each statement must be one that can run twice"

_EXISTING = {
    "42P07": "`CREATE … IF NOT EXISTS`, or `CREATE OR REPLACE VIEW`",
    "42P06": "`CREATE SCHEMA IF NOT EXISTS`",
    "42723": "`CREATE OR REPLACE FUNCTION`",
    "42701": "`ADD COLUMN IF NOT EXISTS`",
    "42710": "`DROP … IF EXISTS` before it",
    "23505": "`INSERT … ON CONFLICT DO NOTHING`",
    "42P16": "`DROP VIEW IF EXISTS` before it",
}
"""What to write instead, by the SQLSTATE of what is there already."""

_CREATE = (
    r"\bCREATE\s+(?:OR\s+REPLACE\s+)?((?:(?!IF\b)[A-Z]+\s+)+)(?:IF\s+NOT\s+EXISTS\s+)?"
    r'(?:[\w"]+\.)?"?{}\b"?'
)
"""How what has a name is created; the kind of object is the first group."""

_REPLACED = ("VIEW", "FUNCTION", "PROCEDURE", "AGGREGATE", "TRIGGER", "RULE")
_IF_NOT_THERE = ("TABLE", "INDEX", "SEQUENCE", "MATERIALIZED VIEW", "SCHEMA", "EXTENSION")


def _again(source: Source, sqlstate: str, said: str) -> tuple[Span | None, str]:
    """Where what PostgreSQL says is there already is created, and how that is written to run twice."""
    instead, span = _EXISTING[sqlstate], None
    named = re.search('"([^"]+)"', said)
    if named is not None and sqlstate in ("42P07", "42723", "42710"):
        pattern = re.compile(_CREATE.format(re.escape(named[1])), re.IGNORECASE)
        if found := pattern.search(source.text):
            span = Span(source, *found.span())
            instead = _instead(" ".join(found[1].upper().split()))
    return span, f"{_TWICE}: write {instead}"


def _instead(kind: str) -> str:
    plain = kind.removeprefix("UNIQUE ").removeprefix("UNLOGGED ")
    if plain in _REPLACED:
        return f"`CREATE OR REPLACE {plain}`"
    if plain in _IF_NOT_THERE:
        return f"`CREATE {kind} IF NOT EXISTS`"
    if plain in ("TYPE", "DOMAIN", "ROLE", "USER"):
        return f"`DO $$ BEGIN CREATE {plain} … EXCEPTION WHEN duplicate_object THEN NULL; END $$`"
    return f"`DROP {plain} IF EXISTS` before it"
