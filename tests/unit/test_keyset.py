"""What is not easily seen through a database: see also tests/property/test_pages.py."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import pytest

from fraiseql.keyset import (
    CursorError,
    SortKey,
    beyond,
    decode_cursor,
    encode_cursor,
    signature,
    total_order,
    values_sql,
)

A = SortKey("a", "ASC", "int4", True)
B = SortKey("b", "DESC", "int4", True)
N = SortKey("n", "ASC", "text")
ID = SortKey("id", "ASC", "uuid", True)


@pytest.mark.parametrize(
    ("direction", "other"),
    [
        ("ASC", "DESC"),
        ("DESC", "ASC"),
        ("ASC NULLS FIRST", "DESC NULLS LAST"),
        ("DESC NULLS LAST", "ASC NULLS FIRST"),
    ],
)
def test_a_key_reversed(direction: str, other: str) -> None:
    key = SortKey("n", direction, "text")
    assert key.reversed() == SortKey("n", other, "text")
    assert key.reversed().reversed() == key


def test_a_total_order_is_plain_and_ends_with_the_last_key() -> None:
    keys = [
        SortKey("a", "DESC NULLS LAST", "int4", True),
        SortKey("n", "ASC NULLS LAST", "text"),
        SortKey("a", "ASC", "int4", True),
        SortKey("m", "DESC NULLS LAST", "text"),
    ]
    assert [key.term for key in total_order(keys, ID)] == ["a DESC", "n ASC", "m DESC NULLS LAST", "id ASC"]


def test_the_last_key_is_not_repeated() -> None:
    assert [key.term for key in total_order([ID.reversed(), A], ID)] == ["id DESC", "a ASC"]


def test_keys_that_are_never_null_and_run_one_way_are_compared_as_a_row() -> None:
    assert beyond([A, ID], ["$1", "$2"]) == "(a, id) > ($1, $2)"
    assert beyond([A, ID], ["$1", "$2"], inclusive=True) == "(a, id) >= ($1, $2)"
    assert beyond([B, ID.reversed()], ["$1", "$2"]) == "(b, id) < ($1, $2)"
    assert beyond([ID], ["$1"]) == "id > $1"
    assert beyond([ID.reversed()], ["$1"], inclusive=True) == "id <= $1"


def test_mixed_directions() -> None:
    assert beyond([B, ID], ["$1", "$2"]) == "(b <= $1 AND (b < $1 OR id > $2))"
    assert beyond([B, ID], ["$1", "$2"], inclusive=True) == "(b <= $1 AND (b < $1 OR id >= $2))"


def test_nulls_after_and_before_the_values() -> None:
    assert beyond([N, ID], ["$1", "$2"]) == "(n > $1 OR n IS NULL OR (n = $1 AND id > $2))"
    assert beyond([N, ID], [None, "$1"]) == "(n IS NULL AND id > $1)"
    assert beyond([N.reversed(), ID], ["$1", "$2"]) == "(n <= $1 AND (n < $1 OR id > $2))"
    assert beyond([N.reversed(), ID], [None, "$1"]) == "(n IS NOT NULL OR id > $1)"


def test_nothing_and_everything() -> None:
    assert beyond([N], [None]) == "FALSE"
    assert beyond([N], [None], inclusive=True) == "n IS NULL"
    assert beyond([N], ["$1"], inclusive=True) == "(n > $1 OR n IS NULL OR n = $1)"
    assert beyond([N.reversed()], [None]) == "n IS NOT NULL"
    assert beyond([N.reversed()], [None], inclusive=True) == "TRUE"


def test_the_values_of_a_row() -> None:
    assert values_sql([A, N]) == "to_json(ARRAY[a::text, n::text])"


def test_a_signature_tells_orderings_apart() -> None:
    orderings = [(A, ID), (A.reversed(), ID), (ID,), (A, N, ID), (SortKey("a", "ASC", "int8", True), ID)]
    signatures = {signature("tv_post", keys) for keys in orderings}
    assert len(signatures) == len(orderings)
    assert signature("tv_user", (ID,)) not in signatures


@pytest.mark.parametrize("values", [["1"], [None, "x"], ['é🍓"\\\n', "~" * 1000, ""], ["??>>>"]])
def test_cursors_come_back(values: list[str | None]) -> None:
    cursor = encode_cursor("abc", json.dumps(values).encode()).decode()
    assert decode_cursor(cursor, "abc", [N] * len(values)) == values
    assert not set(cursor) & set("+/=")


@pytest.mark.parametrize("values", [["1"], ["12", None]])
def test_a_cursor_that_was_changed_is_none(values: list[str | None]) -> None:
    cursor = encode_cursor("abc", json.dumps(values).encode()).decode()
    content = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    others = {urlsafe_b64encode(content.replace(b"1", b"2")).decode().rstrip("=")}
    others |= {
        cursor[:n] + other + cursor[n + 1 :] for n in range(len(cursor)) for other in ("", "A", "b", "_")
    }
    others |= {cursor + "=", cursor + "A", cursor * 2}
    for other in others - {cursor}:
        with pytest.raises(CursorError, match="is not a cursor"):
            decode_cursor(other, "abc", [N] * len(values))


def damaged(content: bytes) -> str:
    """A cursor of this content, whatever that is, with the checksum it must have."""
    return urlsafe_b64encode(sha256(content).digest()[:4] + content).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "a",
        "é",
        "W10 ",
        "W10\n",
        damaged(b"[]"),
        damaged(b'"abc"'),
        damaged(b'[null,"1"]'),
        damaged(b'["abc"]'),
        damaged(b'["abc",1]'),
        damaged(b'["abc",null]'),
        damaged(b'["abc","1","2"]'),
        damaged(b'["abc","\\u0000"]'),
        damaged(b'["abc","\\ud800"]'),
        damaged(b'["abc","\xff"]'),
        damaged(b"[" * 5000),
        damaged(b'["abc","1"]') + "!",
        damaged(b'["abc","1"]')[:-6],
    ],
)
def test_what_is_no_cursor(cursor: str) -> None:
    with pytest.raises(CursorError) as error:
        decode_cursor(cursor, "abc", [ID])
    assert (error.value.found, error.value.hint) == ("is not a cursor", "pass one as it was received")


def test_a_cursor_of_another_ordering() -> None:
    cursor = encode_cursor("other", b'["1"]').decode()
    assert cursor == damaged(b'["other","1"]')
    with pytest.raises(CursorError, match="another ordering"):
        decode_cursor(cursor, "abc", [ID])
