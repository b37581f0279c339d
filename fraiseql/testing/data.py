"""Rows of generated documents: the same ones in each run, and as exact JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def to_json(document: Any) -> str:
    """JSON text, in which a `Decimal` is a number with all its digits."""
    return _ENCODER.encode(document).decode()


def from_json(text: str | bytes) -> Any:
    """What JSON text holds; numbers with a fraction or an exponent are `Decimal`."""
    return json.loads(text, parse_float=Decimal)


def sample(strategy: SearchStrategy[T], count: int, start: int = 0) -> list[T]:
    """Values of a strategy to fill a table with, at most `count`. start: another one, other values."""
    found: list[T] = []

    @seed(start)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: T) -> None:
        found.append(value)

    collect()
    return found
