"""The operator table: every filter operator is one row (design §3).

The compiler makes the GraphQL filter inputs and the SQL fragments from it; the runtime reads how a
value becomes a parameter.

A fragment is true exactly for the rows that match; for the others it may be false or null. `AND` and
`OR` keep that property, and `NOT x` is written `(x) IS NOT TRUE`, so filters are two-valued without
a `COALESCE` that would keep an index from being used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fraiseql.scalars import Scalar


@dataclass(frozen=True, slots=True)
class Operator:
    """One filter operator.

    takes: `value`, a `list` of values, or a `flag` (true or false) that keeps or negates the test.
    sql: the test, over `$0` (the operand) and `$1` (the value, already cast).
    of: which scalars have it; enums have the operators whose `enums` is true.
    pattern: how the client's text becomes a LIKE pattern; absent where the value goes as it is.
    """

    name: str
    description: str
    takes: Literal["value", "list", "flag"]
    sql: str
    of: Callable[[Scalar], bool]
    enums: bool = False
    pattern: Callable[[str], str] | None = None


def escape_like(text: str) -> str:
    """The LIKE pattern that matches exactly this text."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _comparable(scalar: Scalar) -> bool:
    return scalar.comparable


def _every(_: Scalar) -> bool:
    return True


def _ordered(scalar: Scalar) -> bool:
    return scalar.ordered


def _textual(scalar: Scalar) -> bool:
    return scalar.textual


_ROWS = (
    Operator("eq", "Equal; `null` finds nulls.", "value", "$0 = $1", _comparable, True),
    Operator("ne", "Not equal: the opposite of `eq`.", "value", "$0 IS DISTINCT FROM $1", _comparable, True),
    Operator("in", "Equal to one of these.", "list", "$0 = ANY ($1)", _comparable, True),
    Operator("notIn", "The opposite of `in`.", "list", "($0 = ANY ($1)) IS NOT TRUE", _comparable, True),
    Operator("isNull", "Null, or absent from the document.", "flag", "$0 IS NULL", _every, True),
    Operator("gt", "Greater.", "value", "$0 > $1", _ordered),
    Operator("gte", "Greater or equal.", "value", "$0 >= $1", _ordered),
    Operator("lt", "Less.", "value", "$0 < $1", _ordered),
    Operator("lte", "Less or equal.", "value", "$0 <= $1", _ordered),
    Operator(
        "contains",
        "Contains this text, literally.",
        "value",
        "$0 LIKE $1",
        _textual,
        pattern=lambda text: f"%{escape_like(text)}%",
    ),
    Operator(
        "startsWith",
        "Starts with this text, literally.",
        "value",
        "$0 LIKE $1",
        _textual,
        pattern=lambda text: f"{escape_like(text)}%",
    ),
    Operator(
        "endsWith",
        "Ends with this text, literally.",
        "value",
        "$0 LIKE $1",
        _textual,
        pattern=lambda text: f"%{escape_like(text)}",
    ),
)

OPERATORS: dict[str, Operator] = {row.name: row for row in _ROWS}
"""Every filter operator, by its name in a filter input."""


def operators_of(scalar: Scalar) -> tuple[Operator, ...]:
    """The operators a scalar's filter has, in the order of the table."""
    return tuple(row for row in _ROWS if row.of(scalar))


def enum_operators() -> tuple[Operator, ...]:
    """The operators an enum's filter has, in the order of the table."""
    return tuple(row for row in _ROWS if row.enums)


def negate(sql: str) -> str:
    """The fragment that is true for exactly the rows for which this one is not."""
    return f"({sql}) IS NOT TRUE"
