"""Whatever a client sends, it gets an answer in GraphQL's form, and never our mistake."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraiseql import FraiseQL
from fraiseql.errors import CODES
from tests.plans import Sample

Answer = Callable[[bytes], dict[str, Any]]

HEADERS = [(b"content-type", b"application/json"), (b"accept", b"application/graphql-response+json")]
SCOPE = {"type": "http", "method": "POST", "path": "/", "headers": HEADERS}


@pytest.fixture(scope="module")
def answer(sample: Sample) -> Iterator[Answer]:
    """What the ASGI app says to a body; it must be in form."""
    app = FraiseQL(sample.plans, database=sample.url, statement_timeout=5)

    async def post(body: bytes) -> tuple[int, bytes]:
        messages = [{"type": "http.request", "body": body}]
        sent: list[Any] = []

        async def receive() -> Any:
            return messages.pop() if messages else await asyncio.get_running_loop().create_future()

        async def send(message: Any) -> None:
            sent.append(message)

        await app(dict(SCOPE), receive, send)
        start, content = sent
        return start["status"], content["body"]

    with asyncio.Runner() as runner:

        def answer(body: bytes) -> dict[str, Any]:
            status, content = runner.run(post(body))
            response: dict[str, Any] = json.loads(content, parse_int=Decimal)  # of any length
            check_form(status, response)
            return response

        yield answer
        runner.run(app.close())


def check_form(status: int, response: dict[str, Any]) -> None:
    """A response as the specification has it (7.1), with a code of ours in every error, but INTERNAL."""
    assert response.keys() <= {"data", "errors"}
    assert status == (200 if "data" in response else 400)
    assert response.get("data") is not None or response["errors"]
    assert "errors" not in response or response["errors"]
    for error in response.get("errors", []):
        assert error.keys() <= {"message", "locations", "path", "extensions"}
        assert isinstance(error["message"], str)
        assert error["message"]
        assert error["extensions"]["code"] in CODES.keys() - {"INTERNAL", "TIMEOUT"}, error
        for location in error.get("locations", ()):
            assert location.keys() == {"line", "column"}
            assert min(location.values()) > 0
        assert all(isinstance(key, str | Decimal) for key in error.get("path", ()))


UUID = "00000000-0000-0000-0000-00000000000{}"

LIST = """
query Q($w: PostWhere, $o: [PostOrderBy!] = [{number: ASC}], $l: Int = 3, $s: Int) {
  posts(where: $w, orderBy: $o, limit: $l, offset: $s) { id number title price big status created }
}
"""
LOOKUPS = """
query($i: ID, $n: Int = 1, $yes: Boolean! = true) {
  a: post(number: $n) { ...P }
  b: post(id: $i) { author { boss { name } } ...P @include(if: $yes) }
  c: postsByAuthor(authorId: $i, status: LIVE, limit: 1) { comments { body } tags meta }
}
fragment P on Post { __typename ... on Post @skip(if: $yes) { identifier } t: title }
"""
LITERALS = r"""
{
  postCount(where: {AND: [{number: {gte: 2}}, {created: {gt: "2026-01-02T00:00:00Z"}}], NOT: {}})
  __type(name: "Post") { fields { name type { name } } }
  post(identifier: "post-\u0031") { id }
}
"""
COMMANDS = """
mutation M($e: EchoInput!, $t: [String], $l: [Int!] = [1, 2]) {
  echo(input: $e, tags: $t, limits: $l)
  again: echo(input: {firstName: "x", amount: 1.50, anything: {a: [1e3, null, true]}, count: 3})
  whoami
}
"""
WHERE = {
    "OR": [
        {"views": {"gt": 10, "in": [20, 30]}, "NOT": {"title": {"eq": None, "contains": "_%"}}},
        {"author": {"name": {"startsWith": "A"}, "boss": {"name": {"isNull": False}}}},
        {"price": {"lte": "10.50"}, "big": {"ne": "9007199254740993"}, "status": {"notIn": ["LIVE"]}},
        {"created": {"lt": "2026-01-03T00:00:00+01:00"}, "id": {"in": [UUID.format(1)]}},
    ]
}
ECHO = {
    "firstName": "ä",
    "status": "LIVE",
    "amount": "1e3",
    "nested": [{"count": 1}],
    "anything": {"a": [1.5, None, {"b": "c"}]},
}
GOOD: list[tuple[str, dict[str, Any]]] = [
    (LIST, {"w": WHERE, "o": [{"author": {"name": "DESC_NULLS_LAST"}}, {"views": "ASC"}], "l": 2, "s": 1}),
    (LOOKUPS, {"i": UUID.format(1), "n": 2, "yes": False}),
    (LITERALS, {}),
    (COMMANDS, {"e": ECHO, "t": ["a", None, '"{},\\'], "l": [1]}),
]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(
        ["\0", "2026-02-30", "1e9999", "NaN", "-0", "ASC", "LIVE", 2**31, 2**63, 1e308, "9" * 5000, ""]
    )
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["eq", "in", "AND", "NOT", "views", "title", "x"]) | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@st.composite
def changed_bytes(draw: st.DrawFn, original: bytes) -> bytes:
    """A few bytes written over, put in, taken out or repeated."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 8)))
        data[start:end] = draw(
            st.binary(max_size=4)
            | st.sampled_from(
                [b"", b"{", b"}", b"[", b"]", b"$", b'"', b"\\", b"!", b"@skip(if:true)", b"..."]
            )
            | st.just(bytes(data[start:end]) * 2)
        )
    return bytes(data)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container and key in a JSON value."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in [(value, key), *places(value[key])]]


@st.composite
def changed_requests(draw: st.DrawFn) -> bytes:
    """A good request, changed in its document, its variables, or its bytes."""
    query, good = draw(st.sampled_from(GOOD))
    request: dict[str, Any] = {"query": query, "variables": json.loads(json.dumps(good))}
    kind = draw(st.sampled_from(["document", "variables", "both", "body"]))
    if kind in ("document", "both"):
        request["query"] = draw(changed_bytes(query.encode())).decode(errors="replace")
    if kind in ("variables", "both"):
        container, key = draw(st.sampled_from(places(request)[1:]))
        container[key] = draw(values)
    body = json.dumps(request, ensure_ascii=draw(st.booleans())).encode(errors="replace")
    return draw(changed_bytes(body)) if kind == "body" else body


@pytest.mark.parametrize("number", range(len(GOOD)))
def test_the_requests_are_good(answer: Answer, number: int) -> None:
    query, variables = GOOD[number]
    assert "errors" not in answer(json.dumps({"query": query, "variables": variables}).encode())


@given(st.binary(max_size=100) | values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes(answer: Answer, body: bytes) -> None:
    assert "errors" in answer(body)


@given(
    st.fixed_dictionaries(
        {"query": st.text(max_size=50) | values}, optional={"variables": values, "operationName": values}
    )
)
def test_any_request(answer: Answer, request: dict[str, Any]) -> None:
    answer(json.dumps(request).encode())


@given(changed_requests())
def test_changed_requests(answer: Answer, body: bytes) -> None:
    answer(body)
