"""Caches that are bounded by the size of what they hold."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Keeps the values that were used last. limit: how much may be kept, in the unit of `put`'s size."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value of a key; None where it is not kept."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keeps a value, in the place of one of this key. What was not used for longest makes room."""
        kept = self._kept
        replaced = kept.pop(key, None)
        self._left -= size if replaced is None else size - replaced[1]
        kept[key] = value, size
        while self._left < 0:
            _, (_, freed) = kept.popitem(last=False)
            self._left += freed


class Cache(Generic[K, V]):
    """Makes what is costly to make, and keeps what was used last.

    make: what makes the value of a key, which is not None; what it raises is raised, and nothing is kept.
    size: how much the value of a key counts. limit: how much may be kept, in the same unit.
    """

    def __init__(self, make: Callable[[K], V], size: Callable[[K], int], limit: int) -> None:
        self._make = make
        self._size = size
        self._kept: Recent[K, V] = Recent(limit)

    def get(self, key: K) -> V:
        """The value of a key, kept or made."""
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        value = self._make(key)
        self._kept.put(key, value, self._size(key))
        return value
