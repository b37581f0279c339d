"""What a run of the compiler keeps for the next one, so that only what has changed is done anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """The results of functions that depend on nothing but what they are given, and are never changed.

    A result stays as long as each whole run asks for it.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[object, ...], Any]] = {}

    def turn(self, *, whole: bool) -> None:
        """Begins another run. whole: whether the last one came to its end, and has asked for all it needs."""
        self._before = self._now if whole else self._before | self._now
        self._now = {}

    def of(self, make: Callable[..., T], *parts: object) -> T:
        """What a function makes of these very objects: of others that are equal it is made anew."""
        return self._found((make, *map(id, parts)), make, parts)

    def of_equal(self, make: Callable[..., T], *parts: Hashable) -> T:
        """What a function makes of values like these."""
        return self._found((make, *parts), make, parts)

    def _found(self, key: Hashable, make: Callable[..., T], parts: tuple[object, ...]) -> T:
        known = self._now.get(key) or self._before.get(key)
        if known is None:
            known = (parts, make(*parts))  # with the parts, so that no other object takes their `id`
        self._now[key] = known
        result: T = known[1]
        return result
