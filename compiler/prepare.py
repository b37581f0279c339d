"""Whether PostgreSQL takes the statements of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from fraiseql.compiler.introspect import LOCK_TIMEOUT, DatabaseUnreachable

BATCH = 200
"""Statements sent in one network round trip."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What PostgreSQL says against a statement.

    sqlstate: the five characters of its error code. position: where in the statement, in characters
    from 1, if it says so.
    """

    message: str
    sqlstate: str
    detail: str | None = None
    hint: str | None = None
    position: int | None = None


def prepare(connection: psycopg.Connection[Any], statements: Mapping[str, str]) -> dict[str, Refusal]:
    """Prepares every statement and says which ones PostgreSQL refuses, by their keys.

    connection: in autocommit mode, as `introspect.connect` gives it. Nothing is executed, and nothing is
    kept: each statement replaces the one before as the unnamed prepared statement.
    Raises DatabaseUnreachable if the connection breaks, and closes it.
    """
    refused: dict[str, Refusal] = {}
    remaining = iter(statements.items())
    try:
        connection.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        while batch := dict(islice(remaining, BATCH)):
            refused |= _prepare(connection.pgconn, batch)
    except psycopg.OperationalError as error:
        connection.close()
        message = " ".join(str(error).split())
        raise DatabaseUnreachable(
            f"the connection broke while statements were prepared: {message}"
        ) from error
    return refused


def result_types(connection: psycopg.Connection[Any], statements: Mapping[str, str]) -> dict[str, str]:
    """The type of the first column that each statement yields, by their keys, such as `jsonb`.

    statements: that `prepare` has found good. Nothing is executed. Raises DatabaseUnreachable.
    """
    pgconn = connection.pgconn
    found: dict[str, int] = {}
    try:
        for key, sql in statements.items():
            pgconn.prepare(b"", sql.encode())
            described = pgconn.describe_prepared(b"")
            if described.nfields:
                found[key] = described.ftype(0)
        names = connection.execute(
            "SELECT oid::int8, format_type(oid, NULL) FROM unnest(%s::int8[]::oid[]) AS oid",
            [list(set(found.values()))],
        )
        by_oid = dict(names.fetchall())
    except psycopg.OperationalError as error:
        connection.close()
        message = " ".join(str(error).split())
        raise DatabaseUnreachable(f"the connection broke while results were described: {message}") from error
    return {key: by_oid[oid] for key, oid in found.items()}


def part(sql: str, position: int | None) -> str:
    """The line of a statement that a position, from 1, is in; without a position all of it."""
    if position is None:
        return sql
    line = sql.count("\n", 0, position - 1)
    return f"… {sql.splitlines()[line].strip()} …"


_ZERO = Refusal("the statement holds U+0000, which PostgreSQL cannot store", "22021")


def _prepare(pgconn: PGconn, batch: Mapping[str, str]) -> dict[str, Refusal]:
    cut = {key: _ZERO for key, sql in batch.items() if "\0" in sql}  # libpq would send what is before it
    pgconn.enter_pipeline_mode()
    for sql in batch.values():
        pgconn.send_prepare(b"", sql.encode())
        pgconn.pipeline_sync()  # a refusal skips what follows, up to here
    refused = {key: refusal for key in batch if (refusal := _answer(pgconn))}
    pgconn.exit_pipeline_mode()
    return refused | cut


def _answer(pgconn: PGconn) -> Refusal | None:
    """Reads the answer to one statement and to the synchronisation after it."""
    result = pgconn.get_result()
    if result is not None and result.status == ExecStatus.COMMAND_OK:
        refusal = None
    elif result is not None and result.error_field(DiagnosticField.SEVERITY_NONLOCALIZED) == b"ERROR":
        refusal = _refusal(result)
    else:
        raise psycopg.OperationalError(pgconn.get_error_message().strip())
    pgconn.get_result()  # None: no more results of this statement
    pgconn.get_result()  # PIPELINE_SYNC
    return refusal


def _refusal(result: PGresult) -> Refusal:
    def field(name: DiagnosticField) -> str | None:
        value = result.error_field(name)
        return None if value is None else value.decode(errors="replace")

    position = field(DiagnosticField.STATEMENT_POSITION)
    return Refusal(
        message=field(DiagnosticField.MESSAGE_PRIMARY) or "",
        sqlstate=field(DiagnosticField.SQLSTATE) or "",
        detail=field(DiagnosticField.MESSAGE_DETAIL),
        hint=field(DiagnosticField.MESSAGE_HINT),
        position=int(position) if position else None,
    )
