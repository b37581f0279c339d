"""A cache of what is costly to make, bounded by the size of what it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps the values that were used last.

    size: how much the value of a key counts. limit: how much may be kept, in the same unit.
    """

    def __init__(self, size: Callable[[K], int], limit: int) -> None:
        self._size = size
        self._left = limit
        self._kept: OrderedDict[K, V] = OrderedDict()

    def find(self, key: K) -> V | None:
        """The value of a key; None where it is not kept."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def keep(self, key: K, value: V) -> V:
        """Keeps the value of a key that was not found, and returns it."""
        kept = self._kept
        kept[key] = value
        self._left -= self._size(key)
        while self._left < 0:
            oldest, _ = kept.popitem(last=False)
            self._left += self._size(oldest)
        return value
