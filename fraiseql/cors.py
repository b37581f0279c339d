"""Cross-origin resource sharing: which pages of other origins may read the responses (Fetch, 3.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fraiseql.asgi import Headers

METHODS = "GET, HEAD, POST"

PREFLIGHTED = ("apollo-require-preflight", "x-apollo-operation-name", "graphql-preflight", "x-requested-with")
"""Request headers that a page of another origin can only set after a preflight, and that clients do set."""

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#@\s*,A-Z]+", re.ASCII)
_NAME = re.compile(r"[-\w!#$%&'*+.^`|~]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cors:
    """What browsers may do for pages of other origins.

    origins: `("https://app.example.com", …)`, exactly as browsers send them, or `("*",)` for all.
    credentials: whether requests may carry cookies; not with `*`, which would open every user's data to
        every page.
    headers: the request headers that pages may set, besides those that every page may.
    expose: the response headers that pages may read, besides those that every page may.
    max_age: the seconds for which a browser need not ask again.

    Raises ValueError where that makes no sense.
    """

    origins: Sequence[str]
    credentials: bool = False
    headers: Sequence[str] = ("authorization", "content-type", *PREFLIGHTED)
    expose: Sequence[str] = ()
    max_age: int = 600

    def __post_init__(self) -> None:
        for field in ("origins", "headers", "expose"):
            if isinstance(getattr(self, field), str):
                raise ValueError(f"Cors: {field} must be a sequence of strings, not one string")
        if "*" in self.origins:
            if len(self.origins) > 1:
                raise ValueError('Cors: origins must be ("*",) or name the origins, not both')
            if self.credentials:
                raise ValueError("Cors: credentials=True needs origins by name, not *")
        for origin in self.origins:
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise ValueError(
                    f"Cors: {origin!r} is no origin; write it as browsers send it, in lower case and without "
                    "a path: https://app.example.com or http://localhost:3000"
                )
        for name in (*self.headers, *self.expose):
            if not _NAME.fullmatch(name):
                raise ValueError(f"Cors: {name!r} is no name of a header")
        if self.max_age < 0:
            raise ValueError("Cors: max_age must be 0 or more seconds")

    def allows(self, origin: bytes | None) -> bool:
        """Whether pages of this origin may read responses."""
        return origin is not None and ("*" in self.origins or origin.decode("latin-1") in self.origins)

    def response_headers(self, headers: Mapping[bytes, bytes]) -> Headers:
        """What the response to a request with these headers carries."""
        every = "*" in self.origins
        carried = [] if every else [(b"vary", b"origin")]
        origin = headers.get(b"origin")
        if origin is None or not self.allows(origin):
            return tuple(carried)
        carried.append((b"access-control-allow-origin", b"*" if every else origin))
        if self.credentials:
            carried.append((b"access-control-allow-credentials", b"true"))
        if self.expose:
            carried.append((b"access-control-expose-headers", ", ".join(self.expose).encode()))
        return tuple(carried)

    def preflight_headers(self, headers: Mapping[bytes, bytes]) -> Headers:
        """What a response to OPTIONS carries besides: the leave that a browser asks for, if it is given."""
        if b"access-control-request-method" not in headers or not self.allows(headers.get(b"origin")):
            return ()
        return (
            (b"access-control-allow-methods", METHODS.encode()),
            (b"access-control-allow-headers", ", ".join(self.headers).encode()),
            (b"access-control-max-age", str(self.max_age).encode()),
        )
