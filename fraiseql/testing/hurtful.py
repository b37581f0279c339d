"""JSON that hurts: the values of each PostgreSQL type that programs tend to get wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from fraiseql.scalars import SCALARS

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = (
    *("", " ", "a", "A", "ab", "Ab", "aB", "null", "NULL", "%", "_", "a_b", "100%"),
    *("\\", "\\%", "\\\\", "a\\", "'", "''", '"', "$1", "$0", "--", "; SELECT 1", "{}", "{a,b}", "[]"),
    *("\n", "a\r\nb", "\t", "é", "e\u0301", "É", "ß", "İ", "ı", "🙂", "👩\u200d👩\u200d👧"),
    *("\ufeff", "\u202e", "\U0010ffff", "\x7f", "x" * 3000),
)
_DATES = (date.min, date.max, date(1970, 1, 1), date(2000, 2, 29), date(1999, 12, 31))
_TIMES = (time.min, time.max, time(12, 30), time(12, 30, 0, 500_000))
_DURATIONS = (
    *("PT0S", "P1M", "P30D", "PT720H", "P1Y", "P12M", "P360D", "P1D", "PT24H", "P-1DT24H", "PT0.000001S"),
    *("P1Y2M3DT4H5M6.7S", "P-1Y-2M-3DT-4H-5M-6.7S", "P9999Y", "P-9999Y", "P1W", "P7D"),
)
_ADDRESSES = (
    *("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0", "10.0.0.1", "10.0.0.1/8", "10.0.0.1/31", "255.255.255.255"),
    *("::/0", "::", "::1", "2001:db8::/32", "2001:db8::1/64", "2001:db8::1", "::ffff:10.0.0.1"),
)
_NETWORKS = (
    *("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/32", "10.1.0.0/16", "11.0.0.0/8"),
    *("::/0", "2001:db8::/32", "2001:db8::/64", "2001:db8::1/128", "::1/128"),
)
_PATHS = ("", "Top", "top", "Top.Science", "Top.Science.Astronomy", "Top.Hobbies", "a.b.c.d", "_1_2", "a_b.C")


def _integers(bits: int) -> SearchStrategy[int]:
    most = 2 ** (bits - 1)
    edges = (0, 1, -1, 2, 10, most - 1, -most)
    large = [n for n in (2**53, 2**53 + 1, -(2**53) - 1) if -most <= n < most]
    return st.sampled_from([*edges, *large]) | st.integers(-most, most - 1) | st.integers(-3, 3)


def _floats(width: Any, *edges: float) -> SearchStrategy[float]:
    common = st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 1.5, *edges])
    return common | st.floats(width=width, allow_nan=False, allow_infinity=False, allow_subnormal=False)


_NUMBERS = (
    *("0", "-0", "0.0", "1", "1.0", "1.000", "0.1", "-0.1", "1E+3", "1E-20", "1E+200", "-1E+200"),
    *("9007199254740993", "12345678901234567890.123456789012345678", "0.30000000000000004"),
)
_DECIMALS = st.sampled_from([Decimal(number) for number in _NUMBERS]) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30
)

_TEXT = st.sampled_from(TEXTS) | st.text(LETTERS, max_size=8) | st.text("aAbB%_\\'\"é🙂", max_size=5)
_UUID = st.sampled_from(
    ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]
) | st.uuids().map(str)
_DAY = st.sampled_from(_DATES) | st.dates() | st.dates(date(2026, 1, 1), date(2026, 1, 5))
_TIME = st.sampled_from(_TIMES) | st.times()
_MOMENT = st.builds(datetime.combine, _DAY, _TIME)
_JSON_LEAF = st.none() | st.booleans() | st.integers(-3, 3) | _DECIMALS | _TEXT | _integers(64)
_JSON_KEY = st.sampled_from(["a", "b", "", "A", "$", "é"]) | st.text(LETTERS, max_size=4)
_JSON = st.sampled_from([{}, [], [[]], [[], [[]]], {"a": {}}, {"a": []}, [1, 1, 1.0], "null"]) | st.recursive(
    _JSON_LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_JSON_KEY, inner, max_size=3),
    max_leaves=5,
)

_BY_TYPE: Mapping[str, SearchStrategy[Any]] = {
    "int2": _integers(16),
    "int4": _integers(32),
    "int8": _integers(64),
    "numeric": _DECIMALS,
    "float4": _floats(32, 2.0**24, 2.0**-100),
    "float8": _floats(64, 0.1, 0.30000000000000004, 1e308, -1e308, 1e-300, 2.0**53),
    "bool": st.booleans(),
    "uuid": _UUID,
    "date": _DAY.map(date.isoformat),
    "time": _TIME.map(time.isoformat),
    "timestamp": _MOMENT.map(datetime.isoformat),
    "timestamptz": _MOMENT.map(lambda moment: moment.replace(tzinfo=UTC).isoformat()),
    "interval": st.sampled_from(_DURATIONS)
    | st.builds("P{}M{}DT{}S".format, *(st.integers(-(10**4), 10**4) for _ in range(3))),
    **dict.fromkeys(("json", "jsonb"), _JSON.filter(lambda value: value is not None)),
    "inet": st.sampled_from(_ADDRESSES) | st.ip_addresses().map(str),
    "cidr": st.sampled_from(_NETWORKS) | st.ip_addresses().map(str),
    "macaddr": st.sampled_from(["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "08:00:2b:01:02:03"])
    | st.binary(min_size=6, max_size=6).map(lambda octets: octets.hex(":")),
    "ltree": st.sampled_from(_PATHS),
}


def values(scalar: str, postgres: str) -> SearchStrategy[Any]:
    """JSON of a scalar that a PostgreSQL type can hold, none of it null."""
    bare = postgres.rpartition(".")[2]
    if scalar == "JSON":
        bare = "jsonb"
    elif scalar == "Float" and bare == "numeric":
        bare = "float8"
    return _BY_TYPE.get(bare, _TEXT)


def spelled(scalar: str) -> Callable[[Any], SearchStrategy[Any]]:
    """From JSON of a scalar to JSON that means the same and is written in another way."""
    others = _SPELLINGS.get(scalar, ())
    return lambda value: st.sampled_from([value, *(other(value) for other in others)])


_SPELLINGS: Mapping[str, tuple[Callable[[Any], Any], ...]] = {
    "UUID": (str.upper, lambda text: text.replace("-", "")),
    "BigInt": (str,),
    "Decimal": (str, lambda number: f"{number:f}"),
    "DateTime": (lambda text: re.sub(r"\+00:00$", "Z", text), lambda text: text.replace("T", " ")),
    "LocalDateTime": (lambda text: text.replace("T", " "),),
    "MacAddress": (str.upper, lambda text: text.replace(":", "-")),
    "IpAddress": (str.upper,),
}


def accepted(scalar: str, value: Any) -> bool:
    """Whether a client may send this JSON, so that what is stored can be asked for."""
    if scalar not in SCALARS:  # a custom one, of which PostgreSQL decides
        return True
    try:
        SCALARS[scalar].coerce(value)
    except ValueError:
        return False
    return True
