from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest

from fraiseql.scalars import SCALARS, to_text


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
