"""The SQL that a request ran, told to a client that asks for it: `extensions.fraiseql.sql`.

Only where the application allows it, as `fraiseql dev` does: statements and their values are nobody's
business in production. A request asks with `{"extensions": {"fraiseql": {"sql": true}}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

import msgspec
from msgspec import Struct

from fraiseql.errors import FieldError
from fraiseql.statement import Rows, Statement

_NAME = r'(?:U&)?"(?:[^"]|"")+"|\w+'
_CAST = re.compile(rf"\$(\d+)::((?:{_NAME})(?:\.(?:{_NAME}))*(?:\[\])?)")


class Value(Struct, frozen=True):
    """A parameter as it was sent. type: PostgreSQL's."""

    type: str | None
    value: str | None


class Run(Struct, frozen=True):
    """A statement.

    rows: how many it yielded; None where it failed or none of its rows was read.
    milliseconds: on the server; None where it failed or was not run.
    """

    sql: str
    parameters: tuple[Value, ...]
    rows: int | None
    milliseconds: float | None


class Field(Struct, frozen=True):
    """What a root field ran. path: its response key."""

    path: tuple[str]
    statements: tuple[Run, ...]


class Trace:
    """What the root fields of one request ran, in the order of the response.

    laps: the milliseconds of the statements of the fields that are to be added next, as far as there are any.
    """

    def __init__(self) -> None:
        self.laps: list[float | None] = []
        self._fields: list[Field] = []

    def add(
        self,
        path: tuple[str],
        statements: Sequence[Statement],
        answers: Iterator[Rows | FieldError | None],
    ) -> None:
        """Notes a root field. Its statements have the next answers, and the next laps."""
        laps, self.laps = self.laps, self.laps[len(statements) :]
        self._fields.append(
            Field(
                path,
                tuple(
                    Run(
                        statement.sql,
                        _values(statement),
                        len(answer) // statement.columns if isinstance(answer, list) else None,
                        None if lap is None else round(lap, 3),
                    )
                    for statement, lap, answer in zip(
                        statements, chain(laps, repeat(None)), answers, strict=False
                    )
                ),
            )
        )

    def attach(self, response: bytes) -> bytes:
        """The response, a JSON object, with what was noted in it."""
        return b'%b,"extensions":{"fraiseql":{"sql":%b}}}' % (
            response[:-1],
            msgspec.json.encode(self._fields),
        )


def asks_for_trace(extensions: Mapping[str, Any] | None) -> bool:
    """Whether a request with these extensions asks for its SQL."""
    ours = (extensions or {}).get("fraiseql")
    return isinstance(ours, dict) and ours.get("sql") is True


def _values(statement: Statement) -> tuple[Value, ...]:
    types = {int(number): type_ for number, type_ in _CAST.findall(statement.sql)}
    return tuple(Value(types.get(number), value) for number, value in enumerate(statement.parameters, 1))
