"""The body of a GraphQL request: bytes in, `Request` out, or an error that says what is wrong."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
from msgspec import Struct

from fraiseql.errors import RefusedError, RequestError


class Request(Struct, frozen=True, rename={"operation_name": "operationName", "document_id": "documentId"}):
    """A GraphQL request. Numbers with a fraction are `Decimal`, so that no digit is lost.

    document_id: the SHA-256 of a trusted document, instead of the query.
    """

    query: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None
    document_id: str | None = None


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("A number is out of range") from None


_DECODER = msgspec.json.Decoder(Request, float_hook=_number)

_HALF_PAIR = re.compile(
    rb"""(?<!\\)(?:\\\\)*(\\u[Dd][89ABab][0-9A-Fa-f]{2})(?!\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})"""
)
"""The first half of a surrogate pair in a JSON string, without the second."""


def parse_request(body: bytes) -> Request:
    """The request in a JSON body; members of other names are ignored.

    Raises RefusedError (`BAD_REQUEST`).
    """
    try:
        return _DECODER.decode(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(RequestError(_wording(error, body), "BAD_REQUEST")) from None


def _wording(error: Exception, body: bytes) -> str:
    if not body.strip():
        return 'The request has no body. Send a JSON object with a "query".'
    if body.lstrip().startswith(b"["):
        return "Batches are not supported. Send one request at a time."
    if isinstance(error, RecursionError):
        return "The request body is nested too deeply."
    if isinstance(error, UnicodeDecodeError):
        return "The request body is not UTF-8."
    if isinstance(error, msgspec.ValidationError):
        return f"The request body is not a GraphQL request: {error}."
    reason = str(error).removeprefix("JSON is malformed: ")
    place = re.search(r" \(byte (\d+)\)", reason)
    if place is not None:
        return f"The request body is not JSON: {reason[: place.start()]} at {_place(body, int(place[1]))}."
    half = _HALF_PAIR.search(body)
    if half is not None:  # to msgspec the string goes on
        return f"The request body is not JSON: half of a surrogate pair at {_place(body, half.start(1))}."
    return "The request body is not JSON: it ends too early."


def _place(body: bytes, index: int) -> str:
    before = body[:index]
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    return f"line {line}, column {column}"
