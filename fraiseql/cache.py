"""A cache of what is costly to make, bounded by the size of what it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Makes values, and keeps those that were used last.

    make: what makes the value of a key; what it raises is raised, and nothing is kept.
    size: how much the value of a key counts. limit: how much may be kept, in the same unit.
    """

    def __init__(self, make: Callable[[K], V], size: Callable[[K], int], limit: int) -> None:
        self._make = make
        self._size = size
        self._left = limit
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V:
        """The value of a key, kept or made."""
        kept = self._kept
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
        value = kept[key] = self._make(key)
        self._left -= self._size(key)
        while self._left < 0:
            oldest, _ = kept.popitem(last=False)
            self._left += self._size(oldest)
        return value
