"""Conditional requests: what a client has already is not sent again (RFC 9110, 8.8.3 and 13.1.2)."""

from __future__ import annotations

import hashlib

from fraiseql.asgi import Response


def conditional(response: Response, if_none_match: bytes | None, *, private: bool) -> Response:
    """The response with the tag of what it holds; or 304 without a body, where the client has that tag.

    if_none_match: the request's header. private: whether it may be for this client only, so that no cache
        that others share may keep it. Whoever keeps it asks again before using it, since rows change.
    """
    tag = entity_tag(response)
    control = b"private, no-cache" if private else b"no-cache"
    headers = (*response.headers, (b"etag", tag), (b"cache-control", control))
    if if_none_match is not None and _matches(if_none_match, tag):
        return Response(304, headers=headers)
    return response._replace(headers=headers)


def entity_tag(response: Response) -> bytes:
    """A strong tag: it changes with any byte of the body, and with the media type."""
    return b'"%b"' % hashlib.sha256(response.media + b"\0" + response.body).hexdigest()[:32].encode()


def _matches(if_none_match: bytes, tag: bytes) -> bool:
    # The comparison is the weak one: what compresses answers on their way makes tags weak.
    tags = (item.strip().removeprefix(b"W/") for item in if_none_match.split(b","))
    return any(item in (tag, b"*") for item in tags)
