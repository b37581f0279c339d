"""A GraphQL request: a body or a query string in, `Request` out, or an error that says what is wrong."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl

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
_VALUES = msgspec.json.Decoder(float_hook=_number)

_MAX_PARAMETERS = 50
_IN_JSON = ("variables", "extensions")
"""The parameters of a query string that are JSON; the others are text."""

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
        if not body.strip():
            raise _refused('The request has no body. Send a JSON object with a "query".') from None
        if body.lstrip().startswith(b"["):
            raise _refused("Batches are not supported. Send one request at a time.") from None
        raise _refused(_wording(error, body, "The request body")) from None


def parse_query_string(text: bytes) -> Request:
    """The request in the query string of a URL; parameters of other names are ignored, and empty ones.

    Raises RefusedError (`BAD_REQUEST`).
    """
    try:
        pairs = parse_qsl(text.decode(), errors="strict", max_num_fields=_MAX_PARAMETERS)
    except UnicodeDecodeError:
        raise _refused("The query string of the URL is not UTF-8.") from None
    except ValueError:
        raise _refused(f"The query string of the URL has more than {_MAX_PARAMETERS} parameters.") from None
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise _refused(f'The query string of the URL has "{name}" more than once.')
        if name in Request.__struct_encode_fields__:
            members[name] = _value(name, value.encode()) if name in _IN_JSON else value
    try:
        return msgspec.convert(members, Request)
    except msgspec.ValidationError as error:
        raise _refused(_wording(error, text, "The query string of the URL")) from None


def _value(name: str, text: bytes) -> Any:
    try:
        return _VALUES.decode(text)
    except (ValueError, RecursionError) as error:
        raise _refused(_wording(error, text, f'"{name}" in the query string of the URL')) from None


def _refused(reason: str) -> RefusedError:
    return RefusedError(RequestError(reason, "BAD_REQUEST"))


def _wording(error: Exception, text: bytes, what: str) -> str:
    if isinstance(error, RecursionError):
        return f"{what} is nested too deeply."
    if isinstance(error, UnicodeDecodeError):
        return f"{what} is not UTF-8."
    if isinstance(error, msgspec.ValidationError):
        return f"{what} is not a GraphQL request: {error}."
    reason = str(error).removeprefix("JSON is malformed: ")
    place = re.search(r" \(byte (\d+)\)", reason)
    if place is not None:
        return f"{what} is not JSON: {reason[: place.start()]} at {_place(text, int(place[1]))}."
    half = _HALF_PAIR.search(text)
    if half is not None:  # to msgspec the string goes on
        return f"{what} is not JSON: half of a surrogate pair at {_place(text, half.start(1))}."
    return f"{what} is not JSON: it ends too early."


def _place(text: bytes, index: int) -> str:
    before = text[:index]
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    return f"line {line}, column {column}"
