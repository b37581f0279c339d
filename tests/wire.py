"""Reads what a client of PostgreSQL sent (PostgreSQL manual, 54.7, frontend messages)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

PROTOCOL_3 = 3


def statements(sent: Iterable[bytes | bytearray]) -> list[list[str]]:
    """The statements that were executed, round trip by round trip, with their parameters below them.

    sent: what one connection sent from its start, round trip by round trip.
    """
    prepared: dict[bytes, str] = {}
    trips = []
    started = False
    for data in sent:
        trip = []
        for kind, body in _messages(bytes(data), started=started):
            started = True
            if kind == b"P":
                name, text, _ = body.split(b"\0", 2)
                prepared[name] = text.decode()
            elif kind == b"Q":
                trip.append(body.rstrip(b"\0").decode() + ";")
            elif kind == b"B":
                _, name, rest = body.split(b"\0", 2)
                values = [f"-- ${i} = {value}" for i, value in enumerate(_parameters(rest), 1)]
                trip.append("\n".join([f"{prepared[name]};", *values]))
        trips.append(trip)
    return trips


def _messages(data: bytes, *, started: bool) -> Iterator[tuple[bytes, bytes]]:
    offset = 0
    while offset < len(data):
        if not started:  # the start-up message, and requests for encryption before it, have no type
            length, major = struct.unpack_from("!IH", data, offset)
            yield b"", b""
            started = major == PROTOCOL_3
            offset += length
            continue
        (length,) = struct.unpack_from("!I", data, offset + 1)
        yield data[offset : offset + 1], data[offset + 5 : offset + 1 + length]
        offset += 1 + length


def _parameters(rest: bytes) -> Iterator[str]:
    (formats,) = struct.unpack_from("!H", rest)
    offset = 2 + 2 * formats
    (count,) = struct.unpack_from("!H", rest, offset)
    offset += 2
    for _ in range(count):
        (length,) = struct.unpack_from("!i", rest, offset)
        offset += 4
        if length < 0:
            yield "NULL"
        else:
            yield rest[offset : offset + length].decode()
            offset += length
