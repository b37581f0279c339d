"""Reads what a client of PostgreSQL sent (PostgreSQL manual, 54.7, frontend messages)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

PROTOCOL_3 = 3


def statements(sent: Iterable[bytes | bytearray]) -> list[list[str]]:
    """The statements that were executed, round trip by round trip, with their parameters below them.

    sent: what one connection sent from its start, round trip by round trip.
    """
    said = Said()
    trips = []
    for data in sent:
        trip = []
        for sql, parameters in said.executed(data):
            values = [f"-- ${i} = {value}" for i, value in enumerate(parameters, 1)]
            trip.append("\n".join([f"{sql};", *values]))
        trips.append(trip)
    return trips


class Said:
    """What one connection said so far, from its start."""

    def __init__(self) -> None:
        self._prepared: dict[bytes, str] = {}
        self._started = False

    def executed(self, data: bytes | bytearray) -> list[tuple[str, list[str]]]:
        """The statements that were executed, with their parameters, in what it says next."""
        found: list[tuple[str, list[str]]] = []
        for kind, body in _messages(bytes(data), started=self._started):
            self._started = True
            if kind == b"P":
                name, text, _ = body.split(b"\0", 2)
                self._prepared[name] = text.decode()
            elif kind == b"Q":
                found.append((body.rstrip(b"\0").decode(), []))
            elif kind == b"B":
                _, name, rest = body.split(b"\0", 2)
                found.append((self._prepared[name], list(_parameters(rest))))
        return found


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
