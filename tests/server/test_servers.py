"""`FraiseQL` alone, under the command lines of ASGI servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plans import Sample
from tests.serving import (
    GOOD,
    GOOD_ANSWER,
    GRAPHQL,
    JSON,
    SERVERS,
    SLOW,
    Service,
    active,
    body,
    hosted,
    problem,
    read_answer,
    wait_until,
)

CREATE = """
def session(scope):
    return {"user_id": dict(scope["headers"]).get(b"x-user", b"nobody").decode()}

app = FraiseQL(
    PLANS, database=URL, session=session, cors=Cors(["https://shop.example.com"]), body_timeout=1.5
)
"""


@pytest.fixture(scope="module", params=SERVERS)
def alone(
    request: pytest.FixtureRequest, sample: Sample, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """The app under one of the servers."""
    directory = tmp_path_factory.mktemp(request.param)
    with hosted(request.param, directory, sample, CREATE, path="/any/where") as service:
        yield service


def test_post_and_get(alone: Service) -> None:
    answer = alone.post(body(GOOD), GRAPHQL)
    assert (answer.status, answer.json) == (200, GOOD_ANSWER)
    assert answer.headers["content-type"] == "application/graphql-response+json; charset=utf-8"
    answer = alone.get(query='{ posts(where: {title: {ne: "ä&+😀"}}, limit: 2) { number } }')
    assert (answer.status, answer.json) == (200, GOOD_ANSWER)


def test_head_and_options(alone: Service) -> None:
    connection = alone.connect()
    for _ in range(2):
        connection.request("HEAD", "/?query=%7B__typename%7D")
        answer = read_answer(connection)
        assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "31")
        preflight = {"origin": "https://shop.example.com", "access-control-request-method": "POST"}
        connection.request("OPTIONS", "/", None, preflight)
        answer = read_answer(connection)
        assert (answer.status, answer.body) == (204, b"")
        assert answer.headers["access-control-allow-origin"] == "https://shop.example.com"
    connection.close()


def test_what_is_refused(alone: Service) -> None:
    assert alone.post(b"{").status == 400
    assert alone.post(body("{ nope }"), GRAPHQL).status == 400
    assert alone.send("PUT", None).status == 405
    assert alone.get(query="mutation { whoami }").headers["allow"] == "POST"
    assert alone.post(body(GOOD), {"content-type": "text/plain"}).status == 415
    assert alone.post(body(GOOD), {**JSON, "accept": "text/html"}).status == 406
    assert alone.get(query=GOOD + "#" * 17_000).status == 414
    assert alone.post(body(GOOD, other="x" * 1_100_000)).status == 413
    assert alone.ask(GOOD) == GOOD_ANSWER


def test_a_session(alone: Service) -> None:
    sent = body("{ sessions { user } }")
    for headers, user in [(JSON, "nobody"), ({**JSON, "x-user": "7"}, "7")]:
        assert alone.post(sent, headers).json == {"data": {"sessions": [{"user": user}]}}


def test_bodies_in_pieces_and_bodies_that_stop(alone: Service) -> None:
    sent = body(GOOD)
    assert alone.post(sent[i : i + 1] for i in range(len(sent))).json == GOOD_ANSWER
    head = (
        f"POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(sent)}\r\n\r\n"
    )
    answer = alone.exchange(head.encode() + sent[:9])
    assert (answer.status, problem(answer)[0]) == (408, "REQUEST_TIMEOUT")


def test_a_client_that_leaves_cancels_its_statement(alone: Service, sample: Sample) -> None:
    with alone.open_socket(alone.raw_request(SLOW)):
        wait_until(lambda: active(sample.url) == 1)
    wait_until(lambda: active(sample.url) == 0, 10)
    assert alone.ask(GOOD) == GOOD_ANSWER
    alone.check_calm()


@pytest.mark.parametrize("program", SERVERS)
def test_it_ends_with_its_server(program: str, sample: Sample, tmp_path: Path) -> None:
    with hosted(program, tmp_path, sample, CREATE) as service:
        assert service.ask(GOOD) == GOOD_ANSWER
        service.stop()
        assert service.log == ""
