from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest

from fraiseql.scalars import represented, to_text


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
