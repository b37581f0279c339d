from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest

from fraiseql.scalars import SCALARS, represented, to_text


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, Decimal("NaN"), Decimal("-Infinity"), Decimal("1e131072"), Decimal("1e-16384")],
)
def test_json_holds_only_numbers_that_jsonb_can(value: Any) -> None:
    for place in (value, [1, value], {"a": [{"b": value}]}, (value,)):
        with pytest.raises(ValueError, match="finite numbers, of fewer digits"):
            SCALARS["JSON"].coerce(place)
    assert SCALARS["JSON"].coerce({"a": [1.5, Decimal("1e131071")]}) == {"a": [1.5, Decimal("1e131071")]}


def test_an_address_for_a_column_of_networks() -> None:
    address = SCALARS["IpAddress"].coerce("10.0.0.1/8")
    assert to_text("inet", address) == "10.0.0.1/8"
    assert to_text("cidr", "10.0.0.0/8") == "10.0.0.0/8"
    with pytest.raises(ValueError, match="an IP network"):
        to_text("cidr", address)


@pytest.mark.parametrize("value", [10**400, -(10**400), Decimal("1e400"), math.inf, math.nan])
def test_a_float_is_finite(value: Any) -> None:
    with pytest.raises(ValueError, match="a finite number"):
        SCALARS["Float"].coerce(value)


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(ValueError, match="a string without lone surrogates"):
        SCALARS["String"].coerce("a\ud800")
    with pytest.raises(ValueError, match="JSON without lone surrogates"):
        SCALARS["JSON"].coerce({"a": ["\ud800"]})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a 'word'", "a 'word'"),
        ("", ""),
        (0, "0"),
        (10**30, "1" + "0" * 30),
        (Decimal("1.50"), "1.50"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
    ],
)
def test_what_a_custom_scalar_takes_goes_to_postgresql_as_text(value: Any, text: str) -> None:
    assert represented(value) is value
    assert to_text(None, value) == text


@pytest.mark.parametrize("value", [[1], {"a": 1}, None, math.inf, math.nan, "a\0b", "\ud800", b"x"])
def test_what_it_does_not_take(value: Any) -> None:
    with pytest.raises(ValueError, match=r"^a "):
        represented(value)


@pytest.mark.parametrize("value", [1.5, Decimal("1e999999999"), math.inf, Decimal("1.5")])
def test_an_int_is_whole_and_of_a_size_that_can_be_counted(value: Any) -> None:
    with pytest.raises(ValueError, match="whole number"):
        SCALARS["Int"].coerce(value)


@pytest.mark.parametrize("value", [True, None, [1]])
def test_what_is_no_decimal(value: Any) -> None:
    with pytest.raises(ValueError, match="a decimal number"):
        SCALARS["Decimal"].coerce(value)


@pytest.mark.parametrize("value", [1.5, "1.5", "x"])
def test_what_an_integer_column_cannot_hold(value: Any) -> None:
    with pytest.raises(ValueError, match="a whole number"):
        to_text("int4", value)


def test_an_int_may_be_written_with_a_fraction_of_nothing() -> None:
    assert SCALARS["Int"].coerce(5.0) == 5
    assert SCALARS["Int"].coerce(Decimal("1e2")) == 100
