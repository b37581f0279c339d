from __future__ import annotations

from fraiseql.cache import Cache


def kept(cache: Cache[str, str], *keys: str) -> list[str]:
    """Which of the keys are not kept; they are then."""
    made = []
    for key in keys:
        value = cache.find(key)
        if value is None:
            made.append(key)
            value = cache.keep(key, key.upper())
        assert value == key.upper()
    return made


def test_what_was_used_last_is_kept() -> None:
    assert kept(Cache(len, 4), "aa", "bb", "aa", "cc", "aa", "bb") == ["aa", "bb", "cc", "bb"]


def test_a_large_value_takes_the_place_of_small_ones() -> None:
    assert kept(Cache(len, 4), "a", "b", "ccc", "b", "a") == ["a", "b", "ccc", "a"]


def test_a_value_over_the_limit_is_returned_but_not_kept() -> None:
    assert kept(Cache(len, 4), "aaaaa", "aaaaa", "b", "b") == ["aaaaa", "aaaaa", "b"]
