"""Statements as libpq takes them, and results as the runtime takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from psycopg.pq.abc import PGresult

from fraiseql.connection import FATAL_ERROR, Wire
from fraiseql.errors import FieldError
from fraiseql.statement import Rows, Statement

_MAX_PARAMETERS = 65535  # of PostgreSQL's protocol


def wires_of(statements: Sequence[Statement]) -> list[Wire]:
    """The statements. Raises FieldError for text that would not arrive as it is."""
    return [Wire(statement.sql, _parameters(statement.parameters)) for statement in statements]


def settings_wire(prefix: str, session: Mapping[str, str]) -> list[Wire]:
    """The statement that sets a session's settings until the transaction ends, if it has any."""
    if not session:
        return []
    words = [word for name, value in session.items() for word in (f"{prefix}.{name}", value)]
    return [Wire(_set_config(len(session)), _parameters(words))]


def _parameters(values: Sequence[str | None]) -> list[bytes | None]:
    try:
        encoded = [None if value is None else value.encode() for value in values]
    except UnicodeEncodeError:
        raise FieldError("A value holds a lone surrogate, which is no text.", "BAD_USER_INPUT") from None
    if len(encoded) > _MAX_PARAMETERS:
        raise FieldError("The request holds too many values for one statement.", "BAD_USER_INPUT")
    for value in encoded:
        if value is not None and 0 in value:  # libpq would cut the text there
            raise FieldError("A value holds U+0000, which PostgreSQL cannot store.", "BAD_USER_INPUT")
    return encoded


@lru_cache(maxsize=256)
def _set_config(count: int) -> str:
    calls = (f"set_config(${2 * n + 1}::text, ${2 * n + 2}::text, true)" for n in range(count))
    return f"SELECT {', '.join(calls)}"


def rows_of(result: PGresult, columns: int) -> Rows:
    """The first columns of each row."""
    value = result.get_value
    if columns == 1:
        return [value(row, 0) for row in range(result.ntuples)]
    return [value(row, column) for row in range(result.ntuples) for column in range(columns)]


def first_failure(results: Sequence[PGresult]) -> int | None:
    """The place of the first statement that failed."""
    for index, result in enumerate(results):
        if result.status == FATAL_ERROR:
            return index
    return None
