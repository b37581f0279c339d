"""GraphQL over HTTP: what the head of a request asks for, and what an answer carries.

As https://graphql.github.io/graphql-over-http/ and RFC 9110 have it; docs/guides/ASGI.md says what that
means for users.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from fraiseql import asgi
from fraiseql.asgi import Response, Scope
from fraiseql.cors import METHODS, PREFLIGHTED, Cors
from fraiseql.errors import Code, FieldError, RefusedError, RequestError
from fraiseql.negotiate import JSON, content_type_problem, negotiate
from fraiseql.respond import refuse

Headers: TypeAlias = Mapping[bytes, bytes]
"""The headers of a request by name, in lower case."""

MAX_HEADERS = 100
MAX_HEADER_BYTES = 32_768
"""The most headers of a request, and the most bytes of their names and values."""

MAX_QUERY_STRING = 16_384
"""The longest query string of a URL, in bytes."""

SAFE = ("GET", "HEAD")
"""The methods that change nothing: only queries are executed over them."""

_PREFLIGHTED = frozenset(name.encode() for name in PREFLIGHTED)
_ALLOW = f"{METHODS}, OPTIONS".encode()

_STATUS: dict[Code, int] = {
    "BAD_REQUEST": 400,
    "UNAUTHENTICATED": 401,
    "AUTHENTICATION_UNAVAILABLE": 503,
    "FORBIDDEN": 403,
    "METHOD_NOT_ALLOWED": 405,
    "NOT_ACCEPTABLE": 406,
    "REQUEST_TIMEOUT": 408,
    "PAYLOAD_TOO_LARGE": 413,
    "URI_TOO_LONG": 414,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "HEADERS_TOO_LARGE": 431,
    "INTERNAL": 500,
    "DATABASE_UNAVAILABLE": 503,
    "NOT_COMPILED": 503,
    "OVERLOADED": 503,
    "TIMEOUT": 504,
}
"""The status of a refusal, whatever the media type. For any other code see `status`."""


def status(code: Code, media: bytes) -> int:
    """The HTTP status of the refusal of a whole request.

    Where the request is in good form but its GraphQL is wrong, it is 400; or 200 where the response is
    application/json, since clients that ask for that type read no GraphQL from any other status.
    """
    return _STATUS.get(code) or (200 if media == JSON else 400)


def refusal(*errors: RequestError | FieldError, media: bytes = JSON, headers: asgi.Headers = ()) -> Response:
    """The response to a request that was not executed. The first error decides its status."""
    number = status(errors[0].code, media)
    more: asgi.Headers = ((b"retry-after", b"1"),) if number == 503 else ()
    first = errors[0]
    if isinstance(first, RequestError) and first.challenge is not None:
        more += ((b"www-authenticate", first.challenge.encode("ascii", "replace")),)
    return Response(number, refuse(errors), media, (*headers, *more))


def read_headers(scope: Scope) -> Headers:
    """The headers of a request by name. Raises RefusedError where they are over a limit."""
    pairs = list(scope["headers"])
    headers = dict(pairs)
    if len(headers) < len(pairs):  # RFC 9110, 5.3: what comes under one name is one list
        headers = {}
        for name, value in pairs:
            headers[name] = headers[name] + b", " + value if name in headers else value
    size = sum(map(len, headers)) + sum(map(len, headers.values()))
    if len(pairs) > MAX_HEADERS or size > MAX_HEADER_BYTES:
        reason = f"The headers are over the limit of {MAX_HEADERS} headers and {MAX_HEADER_BYTES} bytes."
        raise _refused(reason, "HEADERS_TOO_LARGE")
    return headers


def accepted(headers: Headers) -> bytes:
    """The media type that the client gets. Raises RefusedError where it takes none."""
    media = negotiate(headers.get(b"accept"))
    if media is None:
        reason = "Responses are application/graphql-response+json or application/json, in UTF-8."
        raise _refused(reason, "NOT_ACCEPTABLE")
    return media


def check(scope: Scope, headers: Headers, cors: Cors | None) -> None:
    """Raises RefusedError where the head of a request shows that it is not to be served."""
    method = scope["method"]
    if method == "POST":
        problem = content_type_problem(headers.get(b"content-type"), headers.get(b"content-encoding"))
        if problem is not None:
            raise _refused(problem, "UNSUPPORTED_MEDIA_TYPE")
    elif method not in SAFE:
        raise _refused(f"GraphQL is served over GET and POST, not {method}.", "METHOD_NOT_ALLOWED")
    elif len(scope["query_string"]) > MAX_QUERY_STRING:
        reason = f"The query string is longer than {MAX_QUERY_STRING} bytes; send the request with POST."
        raise _refused(reason, "URI_TOO_LONG")
    elif _is_forged(headers, cors):
        reason = (
            "A page of another site may not make this request, unless Cors allows its origin, or it sends "
            f"the header {PREFLIGHTED[0]}."
        )
        raise _refused(reason, "FORBIDDEN")


def answer_options(headers: Headers, cors: Cors | None) -> Response:
    """The response to OPTIONS, which is also how browsers ask before they send what a page wants to send."""
    granted = cors.preflight_headers(headers) if cors is not None else ()
    return Response(204, headers=((b"allow", _ALLOW), *granted))


def complete(response: Response, scope: Scope, headers: Headers, cors: Cors | None) -> Response:
    """The response with the headers that any response to such a request carries."""
    method = scope["method"]
    if method == "POST" and cors is None:
        return response
    added = cors.response_headers(headers) if cors is not None else ()
    if method in SAFE:
        added += ((b"vary", b"accept"),)
        if b"cache-control" not in dict(response.headers):
            added += ((b"cache-control", b"no-store"),)  # it may be for one session only
    if response.status == 405:
        # A GET is only refused for holding a mutation.
        added += ((b"allow", b"POST" if method in SAFE else _ALLOW),)
    return response._replace(headers=response.headers + added)


def _is_forged(headers: Headers, cors: Cors | None) -> bool:
    """Whether a page of another site makes a browser send a GET request, without being allowed to.

    A GET changes nothing, and the page cannot read the answer; but the load, and the time that it takes, are
    not for strangers. A POST is safe: application/json goes to another origin only where that agrees.
    """
    if headers.get(b"sec-fetch-site", b"none") in (b"none", b"same-origin"):
        return False
    if headers.get(b"content-type") == JSON or not _PREFLIGHTED.isdisjoint(headers):
        return False
    return cors is None or not cors.allows(headers.get(b"origin"))


def _refused(reason: str, code: Code) -> RefusedError:
    return RefusedError(RequestError(reason, code))
