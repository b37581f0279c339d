"""GraphQL over HTTP: the ASGI application."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount

import fraiseql
from fraiseql import FraiseQL
from fraiseql.asgi import Message, Response, Scope
from fraiseql.clients import WATCH_AFTER
from fraiseql.http import Headers
from fraiseql.negotiate import HTML, negotiate
from fraiseql.negotiate import JSON as JSON_TYPE
from tests.plans import Sample
from tests.postgres import run

JSON = {"content-type": "application/json"}
QUERY = b'{"query": "{ postCount }"}'


@asynccontextmanager
async def client(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield http


def serve(sample: Sample, work: Callable[[httpx.AsyncClient], Awaitable[None]], **options: Any) -> None:
    """Runs a test's coroutine with a client of an app."""

    async def main() -> None:
        async with (
            asyncio.timeout(30),
            FraiseQL(sample.plans, database=sample.url, **options) as app,
            client(app) as http,
        ):
            await work(http)

    asyncio.run(main())


def test_a_post_of_json(sample: Sample) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        for kind in ("application/json", "Application/JSON; charset=utf-8"):
            body = '{"query": "query($n: Int) { post(number: $n) { identifier } }", "variables": {"n": 1}}'
            response = await http.post("/any/path", content=body, headers={"content-type": kind})
            assert response.status_code == 200
            assert response.headers["content-type"] == "application/json; charset=utf-8"
            assert response.headers["content-length"] == str(len(response.content))
            assert response.content == b'{"data":{"post":{"identifier":"post-1"}}}'

    serve(sample, work)


def test_errors_of_fields_are_answered_with_200(sample: Sample) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        response = await http.post("/", json={"query": "{ post { id } }"})
        assert response.status_code == 200
        assert response.json()["data"] == {"post": None}
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"

    serve(sample, work)


@pytest.mark.parametrize(
    ("body", "status", "older", "code"),
    [
        (b"{", 400, 400, "BAD_REQUEST"),
        (b"", 400, 400, "BAD_REQUEST"),
        (b"[]", 400, 400, "BAD_REQUEST"),
        (b'{"query": "{"}', 400, 200, "GRAPHQL_PARSE_FAILED"),
        (b'{"query": "{ nothing }"}', 400, 200, "GRAPHQL_VALIDATION_FAILED"),
        (b'{"query": "{ nothing }", "operationName": "A"}', 400, 200, "OPERATION_RESOLUTION_FAILURE"),
        (b'{"query": "query($x: Int!) { posts(limit: $x) { id } }"}', 400, 200, "BAD_USER_INPUT"),
        (b" " * 1001, 413, 413, "PAYLOAD_TOO_LARGE"),
    ],
)
def test_requests_that_are_refused(sample: Sample, body: bytes, status: int, older: int, code: str) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        for kind, expected in (("application/graphql-response+json", status), ("application/json", older)):
            response = await http.post("/", content=body, headers={**JSON, "accept": kind})
            assert response.status_code == expected
            assert "data" not in response.json()
            assert response.json()["errors"][0]["extensions"]["code"] == code
            assert response.headers["content-type"] == f"{kind}; charset=utf-8"
        assert (await http.post("/", content=QUERY, headers=JSON)).json() == {"data": {"postCount": 5}}

    serve(sample, work, max_body_bytes=1000)


CACHED = ((b"cache-control", b"max-age=60"),)


def test_a_page_for_browsers_beside_graphql(sample: Sample) -> None:
    def page(scope: Scope, headers: Headers) -> Response | None:
        html = negotiate(headers.get(b"accept"), (JSON_TYPE, HTML)) == HTML
        return Response(200, b"<html>", HTML, CACHED) if html and not scope["query_string"] else None

    async def main() -> None:
        app = FraiseQL(sample.plans, database=sample.url)
        app.handler = replace(app.handler, page=page)
        async with app, client(app) as http:
            browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "sec-fetch-site": "cross-site"}
            for method in ("GET", "HEAD"):
                response = await http.request(method, "/", headers=browser)
                assert response.status_code == 200
                assert response.headers["content-type"] == "text/html; charset=utf-8"
                assert response.headers["cache-control"] == "max-age=60"
                assert response.content == (b"<html>" if method == "GET" else b"")
            assert (await http.get("/", params={"query": "{ postCount }"})).json() == {
                "data": {"postCount": 5}
            }
            assert (await http.get("/")).status_code == 400
            assert (await http.post("/", content=QUERY, headers={**JSON, **browser})).status_code == 200

    asyncio.run(main())


def test_a_body_in_pieces(sample: Sample) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for byte in QUERY:
            yield bytes([byte])

    async def work(http: httpx.AsyncClient) -> None:
        response = await http.post("/", content=pieces(), headers=JSON)
        assert response.json() == {"data": {"postCount": 5}}

    serve(sample, work)


def test_what_nobody_expected_is_answered_with_500(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        with monkeypatch.context() as patch:
            patch.delitem(sample.plans.queries, "broken")
            response = await http.post("/", json={"query": "{ broken(number: 1) { id } }"})
        assert response.status_code == 500
        assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
        assert (await http.post("/", content=QUERY, headers=JSON)).status_code == 200

    serve(sample, work)


# --- inside other applications ---------------------------------------------------------------------------


def test_mounted_in_starlette_which_does_not_call_its_lifespan(sample: Sample) -> None:
    async def main() -> None:
        app = FraiseQL(sample.directory, database=sample.url)
        outer = Starlette(routes=[Mount("/graphql", app)])
        async with client(outer) as http:
            response = await http.post("/graphql/", content=QUERY, headers=JSON)
            assert response.json() == {"data": {"postCount": 5}}
            assert (await http.post("/elsewhere", content=QUERY, headers=JSON)).status_code == 404
        await app.close()

    asyncio.run(main())


def test_mounted_in_fastapi_with_its_lifespan(sample: Sample) -> None:
    graphql = FraiseQL(sample.directory, database=sample.url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with graphql:
            yield

    outer = FastAPI(lifespan=lifespan)
    outer.mount("/api/graphql", graphql)

    async def main() -> None:
        async with outer.router.lifespan_context(outer), client(outer) as http:
            response = await http.post("/api/graphql/", content=QUERY, headers=JSON)
            assert response.json() == {"data": {"postCount": 5}}

    asyncio.run(main())


# --- the ASGI protocol -----------------------------------------------------------------------------------


class Server:
    """The server's side of one ASGI connection. What is put in `messages` is what the app receives."""

    def __init__(self, *messages: Message) -> None:
        self.messages: asyncio.Queue[Message] = asyncio.Queue()
        for message in messages:
            self.messages.put_nowait(message)
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        return await self.messages.get()

    async def send(self, message: Message) -> None:
        self.sent.append(message)


HTTP = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", b"application/json")]}


def body(query: str) -> Message:
    return {"type": "http.request", "body": b'{"query": "%s"}' % query.encode()}


def running(sample: Sample) -> int:
    """How many statements of apps run on the database."""
    sql = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'active' AND query LIKE '%v_slow%'
          AND pid <> pg_backend_pid()
    """
    ((number,),) = run(sample.url, sql)
    assert isinstance(number, int)
    return number


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if await asyncio.to_thread(condition):
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


def test_lifespan(sample: Sample) -> None:
    async def main() -> None:
        app = FraiseQL(sample.plans, database=sample.url)
        for _ in range(2):
            server = Server({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})
            await app({"type": "lifespan"}, server.receive, server.send)
            assert server.sent == [
                {"type": "lifespan.startup.complete"},
                {"type": "lifespan.shutdown.complete"},
            ]

    asyncio.run(main())


def test_a_websocket_is_closed_and_what_is_unknown_is_said_to_be(sample: Sample) -> None:
    async def main() -> None:
        app = FraiseQL(sample.plans, database=sample.url)
        server = Server({"type": "websocket.connect"})
        await app({"type": "websocket"}, server.receive, server.send)
        assert server.sent[0]["type"] == "websocket.close"
        with pytest.raises(NotImplementedError, match="unknown ASGI scope 'telepathy'"):
            await app({"type": "telepathy"}, server.receive, server.send)

    asyncio.run(main())


def test_a_client_that_leaves_before_its_request_is_read(sample: Sample) -> None:
    async def main() -> None:
        app = FraiseQL(sample.plans, database=sample.url)
        server = Server(
            {"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}
        )
        await app(HTTP, server.receive, server.send)
        assert server.sent[0]["status"] == 499

    asyncio.run(main())


def test_a_server_that_says_that_the_client_is_gone(sample: Sample) -> None:
    async def main() -> None:
        async with FraiseQL(sample.plans, database=sample.url) as app:

            async def send(_message: Message) -> None:
                raise OSError("gone")  # as ASGI 2.4 has it

            await app(HTTP, Server(body("{ postCount }")).receive, send)

    asyncio.run(main())


def test_a_client_that_leaves_while_its_query_runs(sample: Sample) -> None:
    async def main() -> None:
        async with FraiseQL(sample.plans, database=sample.url) as app:
            server = Server(body("{ slow { slept } }"))
            request = asyncio.create_task(app(HTTP, server.receive, server.send))
            await until(lambda: running(sample) == 1)
            server.messages.put_nowait({"type": "http.request", "body": b""})  # a stray message is no goodbye
            await asyncio.sleep(2 * WATCH_AFTER)
            assert not request.done()
            server.messages.put_nowait({"type": "http.disconnect"})
            started = time.monotonic()
            await request  # ends quietly
            assert server.sent[0]["status"] == 499
            await until(lambda: running(sample) == 0)
            assert time.monotonic() - started < 5
            response = await app.execute("{ postCount }")
            assert response == {"data": {"postCount": 5}}

    asyncio.run(main())


@pytest.mark.parametrize("watched", [False, True])
def test_a_server_that_cancels_a_request(sample: Sample, watched: bool) -> None:
    async def main() -> None:
        async with FraiseQL(sample.plans, database=sample.url) as app:
            server = Server(body("{ slow { slept } }"))
            request = asyncio.create_task(app(HTTP, server.receive, server.send))
            await asyncio.sleep(3 * WATCH_AFTER if watched else WATCH_AFTER / 5)
            request.cancel()
            with pytest.raises(asyncio.CancelledError):
                await request
            assert server.sent == []
            await until(lambda: running(sample) == 0)

    asyncio.run(main())


def test_a_slow_request_of_a_patient_client(sample: Sample) -> None:
    async def main() -> None:
        async with FraiseQL(sample.plans, database=sample.url) as app:
            server = Server(body("mutation { sleep(seconds: 0.2) }"))
            await app(HTTP, server.receive, server.send)
            assert server.sent[1]["body"] == b'{"data":{"sleep":""}}'
            # Nobody reads from this connection any more.
            await asyncio.sleep(0)
            assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())


# --- the package -----------------------------------------------------------------------------------------


def test_the_package_is_light_until_it_is_used() -> None:
    code = """
import sys, fraiseql
assert not {"graphql", "psycopg", "fraiseql.app"} & set(sys.modules)
fraiseql.FraiseQL
assert not {"lark", "click", "fraiseql.compiler", "jwt"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_public_names() -> None:
    assert {name for name in fraiseql.__all__ if getattr(fraiseql, name)} == {
        "CommandRepository",
        "Cors",
        "FieldError",
        "FraiseQL",
        "FraiseQLError",
        "JwtSession",
        "Limits",
        "Page",
        "PageInfo",
        "PlanError",
        "QueryRepository",
        "RequestError",
        "__version__",
    }
    with pytest.raises(AttributeError, match="module 'fraiseql' has no attribute 'Nothing'"):
        _ = fraiseql.Nothing
