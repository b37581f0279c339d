"""The status of each refusal."""

from __future__ import annotations

from fraiseql.errors import CODES, RequestError
from fraiseql.http import refusal, status
from fraiseql.negotiate import GRAPHQL, JSON

ALWAYS = {
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
"""What is wrong with HTTP, the session or the server."""

WELL_FORMED = {
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "OPERATION_RESOLUTION_FAILURE",
    "BAD_USER_INPUT",
    "LIMIT_EXCEEDED",
    "DOCUMENT_NOT_TRUSTED",
    "PERSISTED_QUERY_NOT_FOUND",
    "PERSISTED_QUERY_NOT_SUPPORTED",
}
"""What is wrong with the GraphQL of a request in good form."""

OF_FIELDS = {"COMMAND_FAILED", "NOT_FOUND", "CONFLICT", "NULL_VALUE", "INVALID_DATA"}
"""What never refuses a request."""


def test_every_code_has_a_status() -> None:
    assert CODES.keys() == ALWAYS.keys() | WELL_FORMED | OF_FIELDS
    for code in CODES.keys() - OF_FIELDS:
        expected = (ALWAYS[code],) * 2 if code in ALWAYS else (400, 200)
        assert (status(code, GRAPHQL), status(code, JSON)) == expected


def test_who_is_unknown_is_told_how_to_be_known() -> None:
    known = refusal(RequestError("Log in.", "UNAUTHENTICATED", challenge="Bearer"))
    assert (known.status, dict(known.headers)[b"www-authenticate"]) == (401, b"Bearer")
    assert b"www-authenticate" not in dict(refusal(RequestError("Log in.", "UNAUTHENTICATED")).headers)


def test_who_is_refused_for_a_while_is_told_when_to_come_back() -> None:
    busy = refusal(RequestError("The server is busy.", "OVERLOADED"))
    assert (busy.status, (b"retry-after", b"1") in busy.headers) == (503, True)
    assert b"retry-after" not in dict(refusal(RequestError("No.", "BAD_REQUEST")).headers)
