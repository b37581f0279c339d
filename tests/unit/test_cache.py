from __future__ import annotations

import pytest

from fraiseql.cache import Cache, Recent


class Maker:
    """Makes upper case, and remembers of what."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self, key: str) -> str:
        if not key.isalpha():
            raise ValueError(key)
        self.made.append(key)
        return key.upper()


def test_what_was_used_last_is_kept() -> None:
    maker = Maker()
    cache = Cache(maker.make, len, 4)
    assert [cache.get(key) for key in ("aa", "bb", "aa", "cc", "aa", "bb")] == [
        "AA",
        "BB",
        "AA",
        "CC",
        "AA",
        "BB",
    ]
    assert maker.made == ["aa", "bb", "cc", "bb"]


def test_a_large_value_takes_the_place_of_small_ones() -> None:
    maker = Maker()
    cache = Cache(maker.make, len, 4)
    for key in ("a", "b", "ccc", "b", "a"):
        cache.get(key)
    assert maker.made == ["a", "b", "ccc", "a"]


def test_a_value_over_the_limit_is_made_but_not_kept() -> None:
    maker = Maker()
    cache = Cache(maker.make, len, 4)
    assert [cache.get("aaaaa"), cache.get("aaaaa"), cache.get("b"), cache.get("b")] == [
        "AAAAA",
        "AAAAA",
        "B",
        "B",
    ]
    assert maker.made == ["aaaaa", "aaaaa", "b"]


def test_what_could_not_be_made_takes_no_place() -> None:
    maker = Maker()
    cache = Cache(maker.make, len, 4)
    cache.get("abc")
    for _ in range(9):
        with pytest.raises(ValueError, match="1"):
            cache.get("1")
    cache.get("abc")
    assert maker.made == ["abc"]


def test_what_is_put_in_place_of_another_frees_its_room() -> None:
    recent: Recent[str, str] = Recent(4)
    recent.put("a", "one", 3)
    recent.put("b", "two", 1)
    recent.put("a", "three", 2)
    assert (recent.get("b"), recent.get("a")) == ("two", "three")
    recent.put("c", "four", 2)
    assert [recent.get(key) for key in "abc"] == ["three", None, "four"]
    recent.put("d", "too large", 5)
    assert [recent.get(key) for key in "abcd"] == [None] * 4
    recent.put("e", "fits", 4)
    assert recent.get("e") == "fits"
