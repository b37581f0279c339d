"""What a run of the compiler keeps for the next one, so that only what has changed is done anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeAlias, TypeVar

P = TypeVar("P")
T = TypeVar("T")


Each: TypeAlias = tuple[P, tuple[object, ...]]
"""One of several, with the objects that the result depends on."""


class Kept:
    """The results of functions that depend on nothing but what they are given, and are never changed.

    A result stays as long as each whole run asks for it.
    """

    def __init__(self) -> None:
        # Each with its parts, so that no other object takes their `id`.
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

    def of_named(self, make: Callable[..., T], name: Hashable, *parts: object) -> T:
        """What a function makes of values like those that it was last given under this name.

        The name holds what the values do not compare, such as the order of a mapping.
        """
        key = (make, name)
        known = self._known(key)
        if known is None or known[0] != parts:
            known = self._now[key] = parts, make(*parts)
        result: T = known[1]
        return result

    def of_each(self, make: Callable[[Sequence[P]], Sequence[T]], every: Sequence[Each[P]]) -> list[T]:
        """What a function makes of each of several. It is given those at once that are not kept."""
        new = self.new(make, every)
        made = make([each for each, _ in new]) if new else ()
        for (_, parts), result in zip(new, made, strict=True):
            self._now[make, *map(id, parts)] = parts, result
        return [self._now[make, *map(id, parts)][1] for _, parts in every]

    def new(self, make: Callable[[Sequence[P]], Sequence[T]], every: Sequence[Each[P]]) -> list[Each[P]]:
        """Those of several of which nothing is kept."""
        return [each for each in every if self._known((make, *map(id, each[1]))) is None]

    def _found(self, key: Hashable, make: Callable[..., T], parts: tuple[object, ...]) -> T:
        known = self._known(key)
        if known is None:
            known = self._now[key] = parts, make(*parts)
        result: T = known[1]
        return result

    def _known(self, key: Hashable) -> tuple[tuple[object, ...], Any] | None:
        known = self._now.get(key) or self._before.get(key)
        if known is not None:
            self._now[key] = known
        return known
