"""Keyset pagination: where a page starts in a total order, said in SQL and carried in cursors.

A cursor is opaque to clients: base64url of a checksum and of the JSON `[signature, value, …]`. The signature
is of the ordering it belongs to; the values are those of the ordering's keys, as PostgreSQL's text or null.
The checksum tells a cursor that was changed; it holds no secret. The values only ever become parameters, so
a cursor that is forged with care can do no more than point elsewhere.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from fraiseql.assemble import all_of, any_of


class SortKey(Struct, frozen=True):
    """One key of an ordering.

    sql: the expression sorted on, of type `postgres`. direction: as SQL says it, `DESC NULLS LAST`.
    not_null: whether it is known never to be null.
    """

    sql: str
    direction: str
    postgres: str
    not_null: bool = False

    @property
    def term(self) -> str:
        """The key as a term of `ORDER BY`."""
        return f"{self.sql} {self.direction}"

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self.direction.startswith("DESC")

    @property
    def nulls_first(self) -> bool:
        """Whether nulls come before all values: what PostgreSQL does where nothing is said, if descending."""
        return self.direction.endswith("NULLS FIRST") or self.direction == "DESC"

    def reversed(self) -> SortKey:
        """The key that sorts the other way round."""
        return _key(self, not self.descending, not self.nulls_first)


def total_order(keys: Sequence[SortKey], last: SortKey) -> tuple[SortKey, ...]:
    """The ordering completed by `last`, in its plainest form.

    A key that occurred before decides nothing. Where nothing is null, saying where nulls go would only
    keep an index from being used.
    """
    distinct: dict[str, SortKey] = {}
    for key in (*keys, last):
        distinct.setdefault(key.sql, _key(key, key.descending, key.nulls_first))
    return tuple(distinct.values())


def _key(key: SortKey, descending: bool, nulls_first: bool) -> SortKey:
    direction = "DESC" if descending else "ASC"
    if nulls_first != descending and not key.not_null:
        direction += " NULLS FIRST" if nulls_first else " NULLS LAST"
    return SortKey(key.sql, direction, key.postgres, key.not_null)


def beyond(keys: Sequence[SortKey], values: Sequence[str | None], *, inclusive: bool = False) -> str:
    """The condition that holds for exactly the rows that come after a place in an ordering.

    keys: a total order. values: for each key the expression of the place's value, None where it is null.
    inclusive: whether it holds for the row at that very place as well.
    """
    if all(key.not_null and key.descending == keys[0].descending for key in keys):
        # None is null: see `decode_cursor`.
        return _compared_as_row(keys, [value for value in values if value is not None], inclusive)
    condition = "TRUE" if inclusive else "FALSE"
    for key, value in zip(reversed(keys), reversed(values), strict=True):
        condition = _lexicographic(key, value, condition)
    return condition


def _compared_as_row(keys: Sequence[SortKey], operands: Sequence[str], inclusive: bool) -> str:
    """One comparison of all keys, which an index of the same keys can serve."""
    operator = _OPERATORS[keys[0].descending, inclusive]
    if len(keys) == 1:
        return f"{keys[0].sql} {operator} {operands[0]}"
    return f"({', '.join(key.sql for key in keys)}) {operator} ({', '.join(operands)})"


_OPERATORS = {(False, False): ">", (False, True): ">=", (True, False): "<", (True, True): "<="}
"""By whether the order is descending, and whether equality counts."""


def _lexicographic(key: SortKey, value: str | None, rest: str) -> str:
    """After a place by this key, or equal in it and `rest`, which is about the less significant keys.

    Written so that an index on the key can start the scan at the place, wherever nulls allow it.
    """
    if value is None:
        is_null = f"{key.sql} IS NULL"
        return _any(f"{key.sql} IS NOT NULL", rest) if key.nulls_first else _all(is_null, rest)
    after = f"{key.sql} {_OPERATORS[key.descending, False]} {value}"
    if not key.not_null and not key.nulls_first:
        return _any(after, f"{key.sql} IS NULL", _all(f"{key.sql} = {value}", rest))
    if rest == "FALSE":
        return after
    return _all(f"{key.sql} {_OPERATORS[key.descending, True]} {value}", _any(after, rest))


def _any(*conditions: str) -> str:
    if "TRUE" in conditions:
        return "TRUE"
    return any_of([condition for condition in conditions if condition != "FALSE"])


def _all(*conditions: str) -> str:
    if "FALSE" in conditions:
        return "FALSE"
    return all_of([condition for condition in conditions if condition != "TRUE"])


def values_sql(keys: Sequence[SortKey]) -> str:
    """The expression of the keys' values in a row, as a JSON array of texts and nulls."""
    return f"to_json(ARRAY[{', '.join(f'{key.sql}::text' for key in keys)}])"


def content_sql(relation: str, keys: tuple[SortKey, ...]) -> str:
    """The expression of what a row's cursor holds, as bytes."""
    start = f'["{signature(relation, keys)}",'
    return f"convert_to('{start}' || substr({values_sql(keys)}::text, 2), 'UTF8')"


def cursor_sql(content: str) -> str:
    """The expression of a cursor, as `encode_cursor` makes it. content: a column of what it holds."""
    # base64 of PostgreSQL has line feeds; what has no counterpart is removed.
    sealed = f"substr(sha256({content}), 1, {_CHECKSUM}) || {content}"
    return f"translate(encode({sealed}, 'base64'), E'+/=\\n', '-_')"


@lru_cache(maxsize=1024)
def signature(relation: str, keys: tuple[SortKey, ...]) -> str:
    """What tells an ordering of a relation from all others, in a few characters."""
    text = "\n".join((relation, *(f"{key.term} {key.postgres}" for key in keys)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def encode_cursor(of: str, values: bytes) -> bytes:
    """The cursor of a row. of: the ordering's signature. values: as `values_sql` yields them."""
    return _sealed(b'["%b",%b' % (of.encode(), values[1:]))


def _sealed(content: bytes) -> bytes:
    # A checksum that PostgreSQL has as well, wherever it runs: see `cursor_sql`.
    checksum = hashlib.sha256(content).digest()[:_CHECKSUM]
    return urlsafe_b64encode(checksum + content).rstrip(b"=")


class CursorError(ValueError):
    """A text is not the cursor that is needed. found, hint: half sentences."""

    def __init__(self, found: str, hint: str) -> None:
        super().__init__(found, hint)
        self.found = found
        self.hint = hint


_CHECKSUM = 4
"""How many bytes of it come before the content."""

_CURSOR: msgspec.json.Decoder[list[str | None]] = msgspec.json.Decoder(list[str | None])


def decode_cursor(cursor: str, of: str, keys: Sequence[SortKey]) -> list[str | None]:
    """The values of a cursor, one for each key. of: the signature it must have.

    Raises CursorError for what is no cursor, or one of another ordering.
    """
    try:
        text = b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)[_CHECKSUM:]
        content = _CURSOR.decode(text) if _sealed(text) == cursor.encode() else []
    except ValueError:
        content = []
    found, *values = content or [None]
    if found is None:
        raise _damaged()
    if found != of:
        raise CursorError("is a cursor of another ordering", "use the arguments it was made with")
    if len(values) != len(keys):
        raise _damaged()
    for key, value in zip(keys, values, strict=True):
        if key.not_null if value is None else "\0" in value:
            raise _damaged()
    return values


def _damaged() -> CursorError:
    return CursorError("is not a cursor", "pass one as it was received")
