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
from functools import cache
from typing import Literal

from fraiseql.scalars import SCALARS, Family

Takes = Literal["value", "list", "flag", "text", "texts", "measure"]
"""What an operator is given: a value of the field's own type or a list of them, a flag (true or false)
that keeps or negates the test, text or a list of texts whatever the field's type, or tests of an `Int`
that is measured on the field."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One filter operator.

    families: which fields have it (see `Scalar.families`; enums are `any`, lists of scalars `list`).
    sql: the test, over `$0` (the operand) and `$1` (the value, already cast); for a `measure`, the
        number. `$n` is how many items the operand has, `$c` the configuration of full text search,
        `$s` the schema of the operand's type, for functions that an extension brings. Operators stand
        between spaces, so that the compiler can write them with that schema.
    type: what the value is cast to, where that is not the operand's type; `$s` as in `sql`.
    text: how the client's text becomes the parameter, a LIKE pattern say; raises ValueError with what
        was expected. Absent where it goes as it is.
    raw: whether the operand may be the stored JSON itself, which an index may serve.
    trial: an expression over `$1` that fails where the value is none that PostgreSQL understands. It is for
        what the cast of the value lets pass.
    """

    name: str
    description: str
    families: tuple[Family, ...]
    takes: Takes
    sql: str
    type: str | None = None
    text: Callable[[str], str] | None = None
    raw: bool = False
    trial: str | None = None


def escape_like(text: str) -> str:
    """The LIKE pattern that matches exactly this text."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _contains(text: str) -> str:
    return f"%{escape_like(text)}%"


def _starts(text: str) -> str:
    return f"{escape_like(text)}%"


def _ends(text: str) -> str:
    return f"%{escape_like(text)}"


def _like(text: str) -> str:
    if (len(text) - len(text.rstrip("\\"))) % 2:
        raise ValueError("a pattern that does not end with a lone backslash")
    return text


_ANY: tuple[Family, ...] = ("any",)
_ORDERED: tuple[Family, ...] = ("ordered",)
_TEXT: tuple[Family, ...] = ("text",)
_JSON: tuple[Family, ...] = ("json",)
_LTREE: tuple[Family, ...] = ("ltree",)
_NETWORK: tuple[Family, ...] = ("network",)
_LIST: tuple[Family, ...] = ("list",)

OPERATORS = (
    Operator("eq", "Equal; `null` finds nulls.", _ANY, "value", "$0 = $1"),
    Operator("ne", "Not equal: the opposite of `eq`.", _ANY, "value", "$0 IS DISTINCT FROM $1"),
    Operator("in", "Equal to one of these.", _ANY, "list", "$0 = ANY ($1)"),
    Operator("notIn", "The opposite of `in`.", _ANY, "list", "($0 = ANY ($1)) IS NOT TRUE"),
    Operator("isNull", "Null, or absent from the document.", (*_ANY, *_LIST), "flag", "$0 IS NULL"),
    Operator("gt", "Greater.", _ORDERED, "value", "$0 > $1"),
    Operator("gte", "Greater or equal.", _ORDERED, "value", "$0 >= $1"),
    Operator("lt", "Less.", _ORDERED, "value", "$0 < $1"),
    Operator("lte", "Less or equal.", _ORDERED, "value", "$0 <= $1"),
    # --- text
    # The value is text whatever the column's type is: `char` would cut blanks from a pattern's end.
    Operator("contains", "Contains this text, literally.", _TEXT, "value", "$0 LIKE $1", "text", _contains),
    Operator(
        "startsWith", "Starts with this text, literally.", _TEXT, "value", "$0 LIKE $1", "text", _starts
    ),
    Operator("endsWith", "Ends with this text, literally.", _TEXT, "value", "$0 LIKE $1", "text", _ends),
    Operator("ieq", "Equal, whatever the case.", _TEXT, "value", "lower($0) = lower($1)", "text"),
    Operator(
        "icontains", "As `contains`, whatever the case.", _TEXT, "value", "$0 ILIKE $1", "text", _contains
    ),
    Operator(
        "istartsWith", "As `startsWith`, whatever the case.", _TEXT, "value", "$0 ILIKE $1", "text", _starts
    ),
    Operator("iendsWith", "As `endsWith`, whatever the case.", _TEXT, "value", "$0 ILIKE $1", "text", _ends),
    Operator(
        "like",
        "Matches a pattern: `%` is any text, `_` any character, a backslash escapes.",
        _TEXT,
        "value",
        "$0 LIKE $1",
        "text",
        _like,
    ),
    Operator("ilike", "As `like`, whatever the case.", _TEXT, "value", "$0 ILIKE $1", "text", _like),
    Operator(
        "matches",
        "Matches a POSIX regular expression.",
        _TEXT,
        "text",
        "$0 ~ $1",
        "text",
        trial="'' ~ $1::text",
    ),
    Operator(
        "imatches",
        "As `matches`, whatever the case.",
        _TEXT,
        "text",
        "$0 ~* $1",
        "text",
        trial="'' ~* $1::text",
    ),
    Operator(
        "search",
        'Full text search, as on the web: `word "a phrase" or -not`.',
        _TEXT,
        "text",
        "to_tsvector($c, $0) @@ websearch_to_tsquery($c, $1)",
        "text",
    ),
    # --- JSON
    Operator("contains", "Contains this JSON.", _JSON, "value", "$0 @> $1", raw=True),
    Operator("containedBy", "Is contained by this JSON.", _JSON, "value", "$0 <@ $1"),
    Operator(
        "hasKey", "Has this key, or this string as an element.", _JSON, "text", "$0 ? $1", "text", raw=True
    ),
    Operator("hasAnyKey", "Has one of these keys.", _JSON, "texts", "$0 ?| $1", "text[]", raw=True),
    # JSON null has all keys of an empty list, and it is null here.
    Operator(
        "hasAllKeys",
        "Has all of these keys.",
        _JSON,
        "texts",
        "($0 ?& $1 AND $0 <> 'null')",
        "text[]",
        raw=True,
    ),
    # --- label paths
    Operator("ancestorOf", "Is this path or above it.", _LTREE, "value", "$0 @> $1"),
    Operator("descendantOf", "Is this path or below it.", _LTREE, "value", "$0 <@ $1"),
    Operator("matchesLquery", "Matches an lquery.", _LTREE, "text", "$0 ~ $1", "$slquery"),
    Operator("matchesLtxtquery", "Matches an ltxtquery.", _LTREE, "text", "$0 @ $1", "$sltxtquery"),
    Operator("depth", "How many labels it has.", _LTREE, "measure", "$snlevel($0)"),
    # --- networks
    Operator("within", "Lies strictly within this network.", _NETWORK, "value", "$0 << $1"),
    Operator("withinOrEqual", "Lies within this network, or is it.", _NETWORK, "value", "$0 <<= $1"),
    Operator("contains", "Strictly contains this address or network.", _NETWORK, "value", "$0 >> $1"),
    Operator(
        "containsOrEqual", "Contains this address or network, or is it.", _NETWORK, "value", "$0 >>= $1"
    ),
    Operator("overlaps", "Contains this network, or lies within it.", _NETWORK, "value", "$0 && $1"),
    Operator("isIpv4", "Is of IPv4.", _NETWORK, "flag", "family($0) = 4"),
    Operator("isIpv6", "Is of IPv6.", _NETWORK, "flag", "family($0) = 6"),
    # --- lists of scalars
    Operator("contains", "Contains all of these.", _LIST, "list", "$0 @> $1"),
    Operator("containedBy", "Has no others than these.", _LIST, "list", "$0 <@ $1"),
    Operator("overlaps", "Contains one of these.", _LIST, "list", "$0 && $1"),
    Operator("isEmpty", "Has no items.", _LIST, "flag", "$n = 0", raw=True),
    Operator("length", "How many items it has.", _LIST, "measure", "$n", raw=True),
)
"""Every operator, in the order in which inputs have them."""

FLAGS = frozenset(row.name for row in OPERATORS if row.takes == "flag")
"""The operators that take a flag, whatever the field."""

ENUM_FAMILIES: tuple[Family, ...] = ("any",)
"""The families of every enum."""

CUSTOM_FAMILIES: tuple[Family, ...] = ("any", "ordered")
"""The families of every custom scalar (`@represents`)."""

QUANTIFIERS = {
    "some": "At least one of them does.",
    "every": "All of them do; so do none at all.",
    "none": "None of them does.",
}
"""The operators of a list of embedded objects; each takes the `Where` of the objects."""


@cache
def operators_of(named: str, *, is_list: bool = False, custom: bool = False) -> dict[str, Operator]:
    """The operators of a scalar or enum, or of a list of them, by name, in the order of the table.

    custom: whether it is a custom scalar.
    """
    families = CUSTOM_FAMILIES if custom else ENUM_FAMILIES
    if is_list:
        families = _LIST
    elif named in SCALARS:
        families = SCALARS[named].families
    return {row.name: row for row in OPERATORS if any(family in families for family in row.families)}


def negate(sql: str) -> str:
    """The fragment that is true for exactly the rows for which this one is not."""
    return f"({sql}) IS NOT TRUE"
