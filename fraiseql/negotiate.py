"""Media types in headers: what a client accepts, and what it sends (RFC 9110, 8.3 and 12.5)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

GRAPHQL = b"application/graphql-response+json"
JSON = b"application/json"
HTML = b"text/html"

_KEPT = 128
_LONGEST = 500
"""How many headers are remembered with their meaning, and the longest of them, in bytes."""

_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?", re.ASCII)
_EXACT = 3


class MediaRange(NamedTuple):
    """A media type, or a range such as `application/*`, in lower case. quality: from 0 to 1."""

    name: str
    parameters: dict[str, str]

    @property
    def quality(self) -> float:
        """How welcome it is, from 0 to 1; what cannot be read is not."""
        given = self.parameters.get("q", "1")
        return float(given) if _QUALITY.fullmatch(given) else 0.0

    @property
    def is_utf8(self) -> bool:
        """Whether it is in UTF-8, or does not say."""
        return self.parameters.get("charset", "utf-8") in ("utf-8", "utf8")


def negotiate(accept: bytes | None, offers: tuple[bytes, ...] = (GRAPHQL, JSON)) -> bytes | None:
    """The offer that an Accept header likes best; None where it takes none of them.

    Of offers that are named and equally welcome it is the first one. To a client that takes anything, or
    does not say, it is JSON: clients older than the specification say nothing.
    """
    if not accept:
        return JSON
    return _kept_choice(accept, offers) if len(accept) <= _LONGEST else _choice(accept, offers)


def content_type_problem(content_type: bytes | None, content_encoding: bytes | None) -> str | None:
    """Why a request body with these headers is not read; None where it is."""
    if content_encoding is not None and content_encoding.strip().lower() != b"identity":
        return "The request body must not be compressed."
    if content_type is None:
        return _JSON_ONLY
    return _kept_problem(content_type) if len(content_type) <= _LONGEST else _problem(content_type)


_JSON_ONLY = "The request body must have the content type application/json."


def _problem(content_type: bytes) -> str | None:
    media = _range(content_type.decode("latin-1"))
    if media.name != JSON.decode():
        return _JSON_ONLY
    return None if media.is_utf8 else "The request body must be in UTF-8, the only charset of JSON."


def _choice(accept: bytes, offers: tuple[bytes, ...]) -> bytes | None:
    ranges = [_range(part) for part in accept.decode("latin-1").split(",")]

    def liking(offer: bytes) -> tuple[float, int, bool]:
        quality, exactness = _liking(ranges, offer.decode())
        return quality, exactness, exactness < _EXACT and offer == JSON

    best = max(offers, key=liking)  # the first one, of equals
    return best if liking(best)[0] else None


def _liking(ranges: list[MediaRange], name: str) -> tuple[float, int]:
    """How welcome a media type is: what the most exact range says of it counts."""
    patterns = {"*/*": 1, f"{name.partition('/')[0]}/*": 2, name: _EXACT}
    said = [(patterns[item.name], item.quality) for item in ranges if item.name in patterns and item.is_utf8]
    exactness, quality = max(said, default=(0, 0.0))
    return quality, exactness


def _range(text: str) -> MediaRange:
    name, *rest = text.split(";")
    pairs = (part.partition("=") for part in rest)
    parameters = {key.strip().lower(): value.strip(' \t"').lower() for key, _, value in pairs}
    return MediaRange(name.strip().lower(), parameters)


_kept_choice = lru_cache(_KEPT)(_choice)
_kept_problem = lru_cache(_KEPT)(_problem)
