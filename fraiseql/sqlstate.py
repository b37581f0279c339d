"""What an SQLSTATE means to a client: the one table."""

from __future__ import annotations

from fraiseql.errors import Code

CODES: dict[str, Code] = {
    "02": "NOT_FOUND",
    "P0002": "NOT_FOUND",
    "22": "BAD_USER_INPUT",
    "23": "BAD_USER_INPUT",
    "23505": "CONFLICT",
    "23P01": "CONFLICT",
    "28": "UNAUTHENTICATED",
    "40001": "CONFLICT",
    "40P01": "CONFLICT",
    "42501": "FORBIDDEN",
    "53": "INTERNAL",
    "54": "INTERNAL",
    "55P03": "CONFLICT",
    "57014": "TIMEOUT",
    "58": "INTERNAL",
    "F0": "INTERNAL",
    "XX": "INTERNAL",
}
"""By SQLSTATE, or by its class: the first two characters. Any other is a `COMMAND_FAILED`."""

RETRIED = ("40001", "40P01")
"""A serialisation failure, and a deadlock: PostgreSQL gave up a transaction because of another one."""


def code_of(sqlstate: str) -> Code:
    """The code of an error that a function raises on purpose."""
    return CODES.get(sqlstate) or CODES.get(sqlstate[:2], "COMMAND_FAILED")
