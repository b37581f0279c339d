"""What a scalar accepts, PostgreSQL can read: a value that does not fit is refused before any SQL runs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fraiseql.scalars import SCALARS, to_text

zones = st.sampled_from(["Z", "z", "+00:00", "-15:59", "+16:00", "+23:59", "-12:30", "+24:00", "+1:00", ""])
dates = st.builds(
    "{:04d}-{:02d}-{:02d}".format, st.integers(0, 10_000), st.integers(0, 13), st.integers(0, 32)
)
times = st.builds(
    "{:02d}:{:02d}{}".format,
    st.integers(0, 25),
    st.integers(0, 60),
    st.sampled_from(["", ":00", ":59.999999", ":60", ":61", ":1", ":00.1234567"]),
)
units = st.lists(st.tuples(st.integers(-(10**10), 10**10), st.sampled_from("YMWDHMS")), max_size=4)
durations = st.builds(
    lambda sign, days, hours: f"{sign}P{days}T{hours}".removesuffix("T"),
    st.sampled_from(["", "+", "-"]),
    units.map(lambda parts: "".join(f"{n}{unit}" for n, unit in parts)),
    units.map(lambda parts: "".join(f"{n}{unit}" for n, unit in parts)),
) | st.from_regex(r"\A-?P(-?\d{1,10}[YMWD]){0,3}(T(-?\d{1,10}(\.\d{1,7})?[HMS]){1,3})?\Z")
addresses = st.builds(
    "{}{}".format,
    st.ip_addresses().map(str)
    | st.sampled_from(["::ffff:1.2.3.4", "1.2.3", "010.1.1.1", "fe80::1%eth0", "::", "10.0.0.0", "fe80::"]),
    st.sampled_from(["", "/0", "/8", "/32", "/33", "/64", "/128", "/129", "/255.0.0.0", "/08", "/", "/٣"]),
)
macs = st.from_regex(r"\A[0-9A-Fa-f]{1,2}([:-])([0-9A-Fa-f]{2}[:-]){4}[0-9A-Fa-f]{2}\Z")
numbers = st.one_of(
    st.integers(),
    st.integers(-(2**63) - 2, 2**63 + 2),
    st.floats(),
    st.decimals(),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.from_regex(r"\A[+-]?\d{0,3}\.?\d{0,3}([eE][+-]?\d{1,5})?\Z"),
    st.sampled_from(
        [
            2.0**31,
            1e300,
            1e-300,
            5e-324,
            3.5e38,
            Decimal("1e-46"),
            "9" * 131_073,
            "0." + "1" * 16_384,
            "1e9999",
            "1e-9999",
        ]
    ),
)
json = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)
anything: st.SearchStrategy[Any] = st.text(max_size=12) | st.uuids().map(str) | numbers | st.booleans() | json

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "DateTime": st.builds("{}{}{}{}".format, dates, st.sampled_from("Tt "), times, zones),
    "LocalDateTime": st.builds("{}{}{}".format, dates, st.sampled_from("Tt "), times),
    "Date": dates,
    "Time": times,
    "Duration": durations,
    "IpAddress": addresses,
    "Cidr": addresses,
    "MacAddress": macs,
}


def texts(name: str, postgres: str, values: list[Any]) -> list[str]:
    """The texts of the values that the scalar and the type accept."""
    found = []
    for value in values:
        try:
            found.append(to_text(postgres, SCALARS[name].coerce(value)))
        except ValueError:
            continue
    return found


@pytest.fixture(scope="module")
def connection(server: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server, autocommit=True) as connection:
        yield connection


PAIRS = [
    (scalar.name, postgres)
    for scalar in SCALARS.values()
    for postgres in dict.fromkeys((*scalar.accepts, scalar.cast, *scalar.widens))
    if postgres not in ("ltree", "citext")  # extensions, which an embedded server lacks
]


# Of all pairs together, as many as of any other property; each has up to twenty values.
SETTINGS = settings(max_examples=settings.get_profile("fraiseql").max_examples // len(PAIRS) + 1)


@pytest.mark.parametrize(("name", "postgres"), PAIRS)
def test_what_is_accepted_can_be_read(connection: psycopg.Connection, name: str, postgres: str) -> None:
    @SETTINGS
    @given(st.lists(VALUES.get(name, anything) | anything, min_size=1, max_size=20))
    def check(values: list[Any]) -> None:
        accepted = texts(name, postgres, values)
        query = "SELECT t FROM unnest(%s::text[]) AS t WHERE NOT pg_input_is_valid(t, %s)"
        assert connection.execute(query, [accepted, postgres]).fetchall() == []

    check()
