"""The response: JSON of the root fields and errors in the form of the specification (7.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from fraiseql.errors import FieldError, RequestError
from fraiseql.operation import Location


class Place(Struct, frozen=True):
    """A place in the document, from 1."""

    line: int
    column: int


class Entry(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One member of `errors`. path: response keys and list indices."""

    message: str
    locations: tuple[Place, ...] = ()
    path: tuple[str | int, ...] = ()
    extensions: dict[str, Any]


class Result(NamedTuple):
    """What came of an operation that was executed. body: the response. failed: whether it holds errors."""

    body: bytes
    failed: bool = False


def entry(
    error: RequestError | FieldError,
    locations: Iterable[Location] = (),
    path: tuple[str | int, ...] = (),
) -> Entry:
    """What the client is told of an error."""
    return Entry(
        message=error.message.encode(errors="replace").decode(),
        locations=tuple(Place(line, column) for line, column in locations),
        path=path,
        extensions={"code": error.code, **error.extensions},
    )


_encode = msgspec.json.Encoder().encode


def encode_name(name: str) -> bytes:
    """A response key as the start of an object's member: `"posts":`."""
    return _encode(name) + b":"


def encode_value(value: Any) -> bytes:
    """A value as JSON."""
    return _encode(value)


def respond(members: Sequence[bytes] | None, errors: Sequence[Entry]) -> Result:
    """The response of an operation that was executed.

    members: the root fields, `"posts":[…]`, in order; None where null reached the root.
    """
    data = b"null" if members is None else b"{" + b",".join(members) + b"}"
    if not errors:
        return Result(b'{"data":' + data + b"}")
    return Result(b'{"data":' + data + b',"errors":' + _encode(errors) + b"}", failed=True)


def refuse(errors: Iterable[RequestError | FieldError]) -> bytes:
    """The response to a request that was not executed."""
    entries = [entry(error, error.locations if isinstance(error, RequestError) else ()) for error in errors]
    return b'{"errors":' + _encode(entries) + b"}"
