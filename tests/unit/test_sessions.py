"""The session that an application makes of a request's scope."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from fraiseql import FraiseQL, RequestError
from fraiseql.asgi import Scope
from fraiseql.errors import RefusedError
from tests.plans import Sample

NOTHING: dict[str, str] = {}
WHO = {"query": "{ sessions { user } }"}


def ask(sample: Sample, session: Any, headers: Mapping[str, str] = NOTHING) -> httpx.Response:
    """The response to who asks, by an app with this option."""

    async def main() -> httpx.Response:
        app = FraiseQL(sample.plans, database=sample.url, session=session)
        transport = httpx.ASGITransport(app)
        async with app, httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            sent = [(name.encode(), value.encode()) for name, value in headers.items()]
            return await http.post("/", json=WHO, headers=sent)

    return asyncio.run(main())


def by_header(scope: Scope) -> dict[str, str]:
    return {"user_id": dict(scope["headers"]).get(b"x-user", b"").decode()}


async def by_header_later(scope: Scope) -> Mapping[str, str]:
    await asyncio.sleep(0)
    return by_header(scope)


@pytest.mark.parametrize("session", [by_header, by_header_later])
def test_a_session_from_the_scope(sample: Sample, session: Any) -> None:
    response = ask(sample, session, {"x-user": "Zoë"})
    assert response.json() == {"data": {"sessions": [{"user": "Zoë"}]}}


def test_a_session_that_is_empty(sample: Sample) -> None:
    assert ask(sample, lambda _: {}).json() == {"data": {"sessions": [{"user": None}]}}


@pytest.mark.parametrize(("code", "status"), [("UNAUTHENTICATED", 401), ("FORBIDDEN", 403)])
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_session_that_refuses(sample: Sample, code: Any, status: int, accept: str) -> None:
    refused = RequestError("Log in first.", code, extensions={"realm": "shop"})

    def at_once(_: Scope) -> Mapping[str, str]:
        raise refused

    async def later(_: Scope) -> Mapping[str, str]:
        raise RefusedError(refused)

    for session in (at_once, later):
        response = ask(sample, session, {"accept": accept})
        assert response.status_code == status
        assert response.json() == {
            "errors": [{"message": "Log in first.", "extensions": {"code": code, "realm": "shop"}}]
        }


def raises(_: Scope) -> Mapping[str, str]:
    raise LookupError("the password is secret")


@pytest.mark.parametrize(
    ("session", "logged"),
    [
        (raises, "LookupError: the password is secret"),
        (lambda _: None, "A session is a mapping of names to strings, not NoneType."),
        (lambda _: [("user_id", "7")], "not list."),
        (lambda _: {"user_id": 7}, "The session's user_id is int, not a string: write str(…)."),
        (lambda _: {"user_id": b"7"}, "The session's user_id is bytes, not a string"),
        (lambda _: {"user_id": None}, "The session's user_id is None: leave out what there is not."),
        (lambda _: {b"user_id": "7"}, "The names of a session are strings; b'user_id' is bytes."),
        (lambda _: {"user-id": "7"}, "The session's 'user-id' is no name of a setting"),
        (lambda _: {"user_id": "7\0"}, "The session's user_id holds U+0000 or half a character"),
        (lambda _: {"user_id": "7\ud800"}, "The session's user_id holds U+0000 or half a character"),
        (lambda _: {"user_id": "7", "User_Id": "8"}, "Two names of the session are alike but for their case"),
    ],
)
def test_a_session_that_fails_is_for_the_log(
    sample: Sample, session: Any, logged: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = ask(sample, session)
    assert response.status_code == 500
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["id"] in caplog.text
    assert logged in caplog.text
    assert "secret" not in response.text


@pytest.mark.parametrize("session", [{"user_id": 7}, {"": "7"}, ["user_id"]])
def test_a_session_in_python_is_checked_at_once(sample: Sample, session: Any) -> None:
    async def main() -> None:
        app = FraiseQL(sample.plans, database=sample.url)
        with pytest.raises((TypeError, ValueError), match="session"):
            await app.execute("{ postCount }", session=session)

    asyncio.run(main())
