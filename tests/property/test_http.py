"""Whatever the head of a request holds, it gets an answer by the rules, and never our mistake."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fraiseql import Cors, FraiseQL
from fraiseql.errors import CODES
from tests.plans import Sample

Answer = Callable[[str, bytes, list[tuple[bytes, bytes]]], tuple[int, dict[bytes, bytes], bytes]]

MEDIA = ("application/graphql-response+json", "application/json")
BODY = b'{"query": "{ __typename }"}'
ANSWER = b'{"data":{"__typename":"Query"}}'


@pytest.fixture(scope="module")
def answer(sample: Sample) -> Iterator[Answer]:
    """What an app without a database says to a method, a query string and headers."""
    app = FraiseQL(
        sample.plans, database="postgresql:///?host=/nowhere", cors=Cors(["https://shop.example.com"])
    )

    async def send(
        method: str, query_string: bytes, headers: list[tuple[bytes, bytes]]
    ) -> tuple[int, dict[bytes, bytes], bytes]:
        messages = [{"type": "http.request", "body": BODY if method == "POST" else b""}]
        sent: list[Any] = []

        async def receive() -> Any:
            return messages.pop() if messages else await asyncio.get_running_loop().create_future()

        async def keep(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": "/", "query_string": query_string}
        await app({**scope, "headers": headers}, receive, keep)
        start, content = sent
        return start["status"], dict(start["headers"]), content["body"]

    with asyncio.Runner() as runner:
        yield lambda *request: runner.run(send(*request))
        runner.run(app.close())


WORDS = (
    "application/json application/graphql-response+json application/* */* text/html text/plain ;q=0 ;q=0.5 "
    ';q=1 ;q=x ;charset=utf-8 ;charset=latin-1 ;charset="UTF-8" , ; = " gzip identity * '
    "https://shop.example.com https://evil.example.com null cross-site same-origin none POST"
).split()
VALUES = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=8).map(
    lambda words: "".join(words).encode()
)
NAMES = st.sampled_from(
    b"accept content-type content-encoding origin sec-fetch-site access-control-request-method "
    b"x-requested-with cookie".split()
)
PARAMETERS = st.sampled_from(["query", "variables", "operationName", "extensions", "other"])
PIECES = st.sampled_from(["{ __typename }", "mutation { whoami }", "{}", "null", "[]", '{"a": 1e9}', "{", ""])
QUERY_STRINGS = st.binary(max_size=30) | st.lists(
    st.tuples(PARAMETERS, PIECES | st.text(max_size=5)), max_size=5
).map(lambda pairs: "&".join(f"{name}={quote(value)}" for name, value in pairs).encode())
METHODS = st.sampled_from("GET HEAD POST OPTIONS PUT get \0".split(" "))


@given(method=METHODS, query_string=QUERY_STRINGS, headers=st.lists(st.tuples(NAMES, VALUES), max_size=6))
@example(method="GET", query_string=b"query=%7B__typename%7D&variables=%ff", headers=[])
@example(method="GET", query_string=b"", headers=[(b"accept", b"application/jsonapplication/json,text/html")])
def test_any_head_of_a_request(
    answer: Answer,
    caplog: pytest.LogCaptureFixture,
    method: str,
    query_string: bytes,
    headers: list[tuple[bytes, bytes]],
) -> None:
    with caplog.at_level(logging.WARNING):
        status, sent, body = answer(method, query_string, headers)
    assert not caplog.records
    allowed = sent.get(b"access-control-allow-origin")
    assert allowed in (None, b"https://shop.example.com")
    if method == "OPTIONS":
        assert (status, body) == (204, b"")
        return
    if sent[b"content-type"] == b"text/html; charset=utf-8":  # GraphiQL, for who would rather read that
        assert method in ("GET", "HEAD")
        assert status in (200, 404)  # where `make graphiql` did not build it, a page that says so
        assert any(name == b"accept" and b"text/" in value for name, value in headers)
        return
    assert sent[b"content-type"].decode() in [f"{media}; charset=utf-8" for media in MEDIA]
    assert status in (200, 400, 403, 405, 406, 415)
    assert (status == 405) is (b"allow" in sent)
    if method == "HEAD":
        assert body == b""
        return
    assert int(sent[b"content-length"]) == len(body)
    response = json.loads(body)
    if "data" in response:
        assert status == 200
        assert method in ("GET", "POST")
        assert body == ANSWER
    else:
        assert response["errors"][0]["extensions"]["code"] in CODES.keys() - {"INTERNAL"}
        assert status != 200 or sent[b"content-type"].startswith(b"application/json;")
