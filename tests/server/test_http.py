"""HTTP: methods, headers, bodies in pieces, connections, and bytes that are none of that."""

from __future__ import annotations

import pytest

from tests.serving import GOOD, GOOD_ANSWER, JSON, Service, body, problem, read_answer


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_post_is_served(service: Service, method: str) -> None:
    answer = service.send(method, body(GOOD))
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    assert problem(answer) == ("BAD_REQUEST", f"GraphQL is served over POST, not {method}.")


def test_head_has_no_body(service: Service) -> None:
    answer = service.send("HEAD", None)
    assert (answer.status, answer.body) == (405, b"")


@pytest.mark.parametrize(
    "type_",
    ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/graphql", ""],
)
def test_another_content_type_is_refused(service: Service, type_: str) -> None:
    answer = service.post(body(GOOD), {"content-type": type_})
    assert answer.status == 415
    assert problem(answer) == ("BAD_REQUEST", "The request body must have the content type application/json.")


def test_no_content_type_is_refused(service: Service) -> None:
    assert service.post(body(GOOD), {}).status == 415


@pytest.mark.parametrize(
    "type_",
    [
        "application/json;charset=utf-8",
        'Application/JSON ; Charset="UTF-8"',
        "application/json; a=b",
        "application/json;",
    ],
)
def test_forms_of_the_content_type(service: Service, type_: str) -> None:
    assert service.post(body(GOOD), {"content-type": type_}).json == GOOD_ANSWER


def test_a_body_over_the_limit_is_refused_by_its_length(service: Service) -> None:
    answer = service.post(body(GOOD, other="x" * 1_000_000))
    assert answer.status == 413
    assert problem(answer) == ("PAYLOAD_TOO_LARGE", "The request body is larger than 1000000 bytes.")
    fits = body(GOOD, other="")
    assert service.post(body(GOOD, other="x" * (1_000_000 - len(fits)))).json == GOOD_ANSWER


def test_a_body_over_the_limit_is_refused_while_it_comes(service: Service) -> None:
    chunks = (b"x" * 10_000 for _ in range(500))  # five times the limit
    answer = service.post(chunks)
    assert (answer.status, problem(answer)[0]) == (413, "PAYLOAD_TOO_LARGE")


def test_a_body_over_the_limit_need_not_come(service: Service) -> None:
    head = (
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n"
    )
    with service.open_socket(head, b"x" * 1_100_000) as client:
        assert client.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_body_in_pieces(service: Service) -> None:
    sent = body('{ posts(where: {title: {ne: "ä"}}, limit: 2) { number } }'.replace("ä", "ä€😀"))
    assert service.post(sent[i : i + 1] for i in range(len(sent))).json == GOOD_ANSWER


def test_bytes_that_are_no_http(service: Service) -> None:
    for sent in (b"\0\1\2\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01 TLS?\r\n\r\n"):
        with service.open_socket(sent) as client:
            assert client.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_requests_follow_each_other_on_a_connection(service: Service) -> None:
    connection = service.connect()
    for sent, status in [(body(GOOD), 200), (b"{", 400), (body("{"), 400), (body(GOOD), 200)] * 3:
        connection.request("POST", "/", sent, JSON)
        assert read_answer(connection).status == status
    connection.close()


def test_requests_that_do_not_wait_for_the_answer_before(service: Service) -> None:
    request = service.raw_request(GOOD)
    with service.open_socket(request * 5) as client:
        received = b""
        while received.count(b'{"number":2}') < 5:
            data = client.recv(10_000)
            assert data
            received += data
    assert received.count(b"HTTP/1.1 200 ") == 5


def test_a_client_that_goes_away_while_it_speaks(service: Service) -> None:
    request = service.raw_request(GOOD)
    for length in (1, 50, len(request) - 10):
        service.open_socket(request[:length]).close()
