"""The session of an HTTP request: what the application says of who asks (design §5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from inspect import isawaitable
from typing import Any, TypeAlias

from fraiseql.asgi import Scope
from fraiseql.errors import RefusedError, RequestError

Session: TypeAlias = Mapping[str, str]
"""Names and values for PostgreSQL's settings while a request runs."""

SessionSource: TypeAlias = Callable[[Scope], Session | Awaitable[Session]]
"""Makes the session of a request from its ASGI scope."""


async def read_session(source: SessionSource, scope: Scope) -> Session:
    """The session that the application's function gives.

    Raises RefusedError where the function refuses the request, and what else the function raises;
    TypeError or ValueError where what it gives is no session.
    """
    try:
        given = source(scope)
        session = await given if isawaitable(given) else given
    except RequestError as error:
        raise RefusedError(error) from None
    check_session(session)
    return session


def check_session(session: Any) -> None:
    """Raises TypeError or ValueError, with the name, where this is no session."""
    if not isinstance(session, Mapping):
        raise TypeError(f"A session is a mapping of names to strings, not {_kind(session)}.")
    for name, value in session.items():
        if not isinstance(name, str):
            raise TypeError(f"The names of a session are strings; {name!r} is {_kind(name)}.")
        if not name.isidentifier():
            raise ValueError(f"The session's {name!r} is no name of a setting: letters, digits and _ only.")
        if value is None:
            raise TypeError(f"The session's {name} is None: leave out what there is not.")
        if not isinstance(value, str):
            raise TypeError(f"The session's {name} is {_kind(value)}, not a string: write str(…).")
        if "\0" in value or not _is_text(value):
            raise ValueError(f"The session's {name} holds U+0000 or half a character, which is no text.")
    if len({name.lower() for name in session}) < len(session):
        # Else a filter would read the one, and a policy the other.
        raise ValueError("Two names of the session are alike but for their case: PostgreSQL has one setting.")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _kind(value: object) -> str:
    return type(value).__name__
