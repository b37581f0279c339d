"""Many requests: caches that stay small, and answers that are never mixed up."""

from __future__ import annotations

import http.client
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest

from tests.plans import SCHEMA, SQL, write_plans
from tests.postgres import MakeDatabase
from tests.serving import JSON, Service, body, read_answer, served

MANY = 5000
MEGABYTE = 1_000_000

PREPARED = """
CREATE VIEW v_prepared AS
SELECT 1 AS id, jsonb_build_object('count', (SELECT count(*) FROM pg_prepared_statements)) AS data;
"""


@pytest.fixture(scope="module")
def counting(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that can say how many statements its connection has prepared."""
    directory = tmp_path_factory.mktemp("counting")
    url = make_database(SQL + PREPARED)
    schema = SCHEMA.replace("type Query {", "type Query {\n  prepared: [Prepared!]!")
    plans = write_plans(url, directory / "plans", schema + "type Prepared @view(v_prepared) { count: Int! }")
    with served(directory / "log", plans, url) as service:
        yield service


@pytest.fixture
def connection(counting: Service) -> Iterator[http.client.HTTPConnection]:
    """A connection for many requests."""
    with closing(counting.connect()) as connection:
        yield connection


def post(connection: http.client.HTTPConnection, sent: bytes) -> Any:
    connection.request("POST", "/", sent, JSON)
    return read_answer(connection).json


def test_documents_are_not_kept_for_ever(counting: Service, connection: http.client.HTTPConnection) -> None:
    used = 0
    for n in range(MANY):
        answer = post(connection, body(f"{{ post(number: 3) {{ f{n}: number }} }}"))
        assert answer == {"data": {"post": {f"f{n}": 3}}}
        if n == MANY // 2:
            used = counting.memory()
    assert counting.memory() - used < 6 * MEGABYTE


def condition(n: int) -> dict[str, Any]:
    """A filter that is true for the posts 1 to 3, of another shape for each number."""
    tests = [{"lt": 31 + bit} if n >> bit & 1 else {"lte": 30 + bit} for bit in range(13)]
    return {"AND": [{"views": test} for test in tests]}


def test_shapes_of_filters_are_not_kept_for_ever(
    counting: Service, connection: http.client.HTTPConnection
) -> None:
    query = "query($w: PostWhere) { posts(where: $w) { number } }"
    expected = {"data": {"posts": [{"number": 1}, {"number": 2}, {"number": 3}]}}
    used = 0
    for n in range(MANY):
        assert post(connection, body(query, variables={"w": condition(n)})) == expected
        if n == MANY // 2:
            used = counting.memory()
    assert counting.memory() - used < 6 * MEGABYTE
    (prepared,) = post(connection, body("{ prepared { count } }"))["data"]["prepared"]
    assert 400 < prepared["count"] < 600


def questions() -> list[tuple[bytes, Any]]:
    """Requests of all kinds with their answers."""
    found: list[tuple[bytes, Any]] = []

    def ask(query: str, data: Any, **variables: Any) -> None:
        found.append((body(query, variables=variables), {"data": data}))

    for n in range(1, 6):
        ask(
            "query($n: Int) { post(number: $n) { identifier views } }",
            {"post": {"identifier": f"post-{n}", "views": n * 10}},
            n=n,
        )
        ask(
            f"{{ a: post(number: {n}) {{ number }} b: postCount t: __typename }}",
            {"a": {"number": n}, "b": 5, "t": "Query"},
        )
        ask(
            "query($w: PostWhere) { postCount(where: $w) }", {"postCount": 5 - n}, w={"views": {"gt": n * 10}}
        )
        ask(
            "query($l: Int!) { posts(limit: $l, orderBy: [{number: DESC}]) { number } }",
            {"posts": [{"number": 5 - i} for i in range(min(n, 4))]},
            l=min(n, 4),
        )
        ask(
            "mutation($x: JSON) { echo(input: {anything: $x}) }",
            {
                "echo": {
                    "tags": ["none"],
                    "input": {"count": 7, "status": "draft", "any_thing": [n] * n},
                    "limits": None,
                }
            },
            x=[n] * n,
        )
        ask(
            "query($n: Int) { post(number: $n) { author { name boss { name } } comments { body } } }",
            {
                "post": {
                    "author": {"name": f"Author {n % 2}", "boss": {"name": f"Boss {n}"}},
                    "comments": [{"body": f"Comment of {n}"}],
                }
            },
            n=n,
        )
    ask("{ post(number: 99) { id } }", {"post": None})
    ask("mutation { sleep(seconds: 0.02) }", {"sleep": ""})
    ask(
        "mutation($t: [String]) { echo(input: {}, tags: $t) }",
        {"echo": {"tags": ["ä", "€", None], "input": {"count": 7, "status": "draft"}, "limits": None}},
        t=["ä", "€", None],
    )
    return found


def test_every_answer_belongs_to_its_question(counting: Service) -> None:
    asked = questions()

    def client(number: int) -> int:
        chance = random.Random(number)
        connection = counting.connect()
        wrong = 0
        for _ in range(63):
            sent, expected = chance.choice(asked)
            wrong += post(connection, sent) != expected
        connection.close()
        return wrong

    with ThreadPoolExecutor(32) as threads:
        assert sum(threads.map(client, range(32))) == 0
    counting.check_calm()
