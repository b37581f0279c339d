"""Slow statements: clients that leave, timeouts, a pool that is used up, and a server that is told to end."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.plans import Sample
from tests.serving import (
    GOOD,
    GOOD_ANSWER,
    JSON,
    PATIENCE,
    SLOW,
    Service,
    active,
    body,
    configured,
    listens,
    problem,
    running,
    served,
    wait_until,
)

NAP = "mutation { sleep(seconds: 0.5) }"
NAPPED = {"data": {"sleep": ""}}


@pytest.mark.parametrize(
    "query", [SLOW, "mutation { sleep(seconds: 20) }", f"{{ a: slow {{ slept }} {GOOD[1:]}"]
)
def test_a_client_that_leaves_cancels_its_statement(service: Service, sample: Sample, query: str) -> None:
    clients = [service.open_socket(service.raw_request(query)) for _ in range(12)]
    wait_until(lambda: active(sample.url) == 10)  # the others wait for a connection
    for client in clients:
        client.close()
    wait_until(lambda: active(sample.url) == 0, 10)
    assert service.ask(GOOD) == GOOD_ANSWER


def test_a_client_that_leaves_does_not_disturb_the_others(service: Service, sample: Sample) -> None:
    leaving = service.open_socket(service.raw_request(SLOW))
    wait_until(lambda: active(sample.url) == 1)
    with ThreadPoolExecutor(4) as threads:
        napping = [threads.submit(service.ask, NAP) for _ in range(4)]
        leaving.close()
        assert [future.result(PATIENCE) for future in napping] == [NAPPED] * 4


def test_a_client_that_leaves_by_a_reset(service: Service, sample: Sample) -> None:
    with service.open_socket(service.raw_request(SLOW)) as client:
        wait_until(lambda: active(sample.url) == 1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    wait_until(lambda: active(sample.url) == 0, 10)


def test_a_statement_that_takes_too_long(sample: Sample, tmp_path: Path) -> None:
    create = "app = FraiseQL(PLANS, database=URL, statement_timeout=0.3)"
    with configured(tmp_path, sample, create) as service:
        for query in (SLOW, "mutation { sleep(seconds: 20) }"):
            (error,) = service.ask(query)["errors"]
            assert error["extensions"]["code"] == "TIMEOUT"
            assert "it took longer than 0.3 s, the statement timeout" in error["message"]
            assert service.ask(GOOD) == GOOD_ANSWER
        assert active(sample.url) == 0


def test_more_requests_than_connections_wait_in_line(sample: Sample, tmp_path: Path) -> None:
    create = "app = FraiseQL(PLANS, database=URL, max_connections=2)"
    with configured(tmp_path, sample, create) as service, ThreadPoolExecutor(12) as threads:
        napping = [threads.submit(service.ask, NAP) for _ in range(8)]
        reading = [threads.submit(service.ask, GOOD) for _ in range(4)]
        assert [future.result(PATIENCE) for future in napping] == [NAPPED] * 8
        assert [future.result(PATIENCE) for future in reading] == [GOOD_ANSWER] * 4


def test_who_waits_too_long_for_a_connection_is_told_the_limits(sample: Sample, tmp_path: Path) -> None:
    create = "app = FraiseQL(PLANS, database=URL, max_connections=2, acquire_timeout=0.2)"
    with configured(tmp_path, sample, create) as service, ThreadPoolExecutor(2) as threads:
        napping = [threads.submit(service.ask, "mutation { sleep(seconds: 3) }") for _ in range(2)]
        wait_until(lambda: active(sample.url) == 2)
        for query in (GOOD, NAP):
            (error,) = service.ask(query)["errors"]
            assert error["extensions"] == {"code": "TIMEOUT"}
            assert error["message"] == (
                "No database connection became free within 0.2 s; at most 2 are allowed."
            )
        assert [future.result(PATIENCE) for future in napping] == [NAPPED] * 2
        assert service.ask(GOOD) == GOOD_ANSWER


def test_more_requests_than_may_run_at_a_time_are_told_the_limit(sample: Sample, tmp_path: Path) -> None:
    create = "from fraiseql import Limits\napp = FraiseQL(PLANS, database=URL, limits=Limits(requests=2))"
    with configured(tmp_path, sample, create) as service, ThreadPoolExecutor(2) as threads:
        napping = [threads.submit(service.ask, "mutation { sleep(seconds: 3) }") for _ in range(2)]
        wait_until(lambda: active(sample.url) == 2)
        answer = service.post(body(GOOD))
        assert (answer.status, answer.headers["retry-after"], problem(answer)[0]) == (503, "1", "OVERLOADED")
        assert answer.json["errors"][0]["extensions"]["allowed"] == 2
        assert [future.result(PATIENCE) for future in napping] == [NAPPED] * 2
        assert service.ask(GOOD) == GOOD_ANSWER


def test_requests_in_line_are_finished_too_before_the_server_ends(sample: Sample, tmp_path: Path) -> None:
    create = "app = FraiseQL(PLANS, database=URL, max_connections=1)"
    with configured(tmp_path, sample, create) as service, ExitStack() as stack:
        request = service.raw_request(NAP)
        speaking = stack.enter_context(service.open_socket(request[:-9]))
        napping = [stack.enter_context(service.open_socket(request)) for _ in range(3)]
        # It answers in the order in which it reads, where no database is asked: now it has read them all.
        assert service.ask("{ __typename }") == {"data": {"__typename": "Query"}}
        service.process.terminate()
        wait_until(lambda: not listens(service.port))
        speaking.sendall(request[-9:])
        for client in (speaking, *napping):
            response = everything(client)
            assert response.startswith(b"HTTP/1.1 200 ")
            assert response.endswith(b'{"data":{"sleep":""}}')


def test_a_request_in_flight_is_finished_before_the_server_ends(sample: Sample, tmp_path: Path) -> None:
    with served(tmp_path / "log", sample.directory, sample.url) as service:
        idle = service.connect()
        idle.request("POST", "/", b"{", JSON)
        idle.getresponse().read()
        with ThreadPoolExecutor(2) as threads:
            napping = [threads.submit(service.ask, NAP) for _ in range(2)]
            wait_until(lambda: active(sample.url) == 2)
            assert service.stop() == 0
            assert [future.result(PATIENCE) for future in napping] == [NAPPED] * 2
        idle.close()


def test_a_body_that_does_not_arrive(sample: Sample, tmp_path: Path) -> None:
    create = "app = FraiseQL(PLANS, database=URL, body_timeout=1.5)"
    head = JSON_HEAD % len(body(GOOD))
    with configured(tmp_path, sample, create) as service:
        for sent in (head, head + body(GOOD)[:9]):
            refused = service.exchange(sent)
            assert refused.status == 408
            assert problem(refused) == (
                "REQUEST_TIMEOUT",
                "The request body did not arrive within 1.5 s.",
            )
        with service.open_socket(head) as slow:  # but in time
            for byte in body(GOOD):
                slow.sendall(bytes([byte]))
                time.sleep(0.002)
            assert answer(slow).startswith(b"HTTP/1.1 200 ")
        with ThreadPoolExecutor(8) as threads:
            napping = [threads.submit(service.ask, "mutation { sleep(seconds: 2) }") for _ in range(8)]
            assert [future.result(PATIENCE) for future in napping] == [NAPPED] * 8


JSON_HEAD = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
IMPATIENT = "import fraiseql.serve; fraiseql.serve.GRACE = 1; from fraiseql.cli import main; main()"
HEAD = JSON_HEAD % 90


@pytest.mark.parametrize("sent", [b"", HEAD[:9], HEAD + b"{", HEAD + body(SLOW).ljust(90)])
def test_a_request_that_never_ends_does_not_keep_the_server(
    sample: Sample, tmp_path: Path, sent: bytes
) -> None:
    arguments = ("serve", sample.directory, "--database", sample.url, "--port", "{port}")
    with running(tmp_path / "log", "-c", IMPATIENT, *arguments) as service:
        with service.open_socket(sent):
            assert service.ask(GOOD) == GOOD_ANSWER
            start = time.monotonic()
            assert service.stop() == 0
            assert time.monotonic() - start < 10
        assert active(sample.url) == 0


LONG_NAP = "mutation { sleep(seconds: 1.5) }"
HASTY = "import fraiseql.frames; fraiseql.frames.PATIENCE = 1; from fraiseql.cli import main; main()"


def test_a_head_that_does_not_arrive(sample: Sample, tmp_path: Path) -> None:
    arguments = ("serve", sample.directory, "--database", sample.url, "--port", "{port}")
    with running(tmp_path / "log", "-c", HASTY, *arguments) as service:
        good = service.raw_request(GOOD)
        with service.open_socket() as silent:
            assert silent.recv(1000) == b""
        with service.open_socket(HEAD[:9]) as slow:
            assert everything(slow) == LATE
        long = service.raw_request(LONG_NAP)
        for request, pause, end in [(good, 0.2, b"}]}}"), (long, 0.1, b'{"sleep":""}}')]:
            with service.open_socket(request) as slow:
                time.sleep(pause)  # the first request is answered, or runs
                slow.sendall(HEAD[:9])
                first, _, second = everything(slow).partition(end)
            assert first.startswith(b"HTTP/1.1 200 ")
            assert second == LATE
        assert service.ask(LONG_NAP) == NAPPED
        with service.open_socket(good[:9]) as slow:  # but in time
            time.sleep(0.1)
            slow.sendall(good[9:])
            assert answer(slow).startswith(b"HTTP/1.1 200 ")
            time.sleep(1.5)
            slow.sendall(good)
            assert answer(slow).startswith(b"HTTP/1.1 200 ")


LATE = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 45\r\n"
    b"connection: close\r\n\r\nThe request's head did not arrive within 1 s."
)


def everything(client: socket.socket) -> bytes:
    """All that the server says before it closes the connection."""
    return b"".join(iter(lambda: client.recv(1000), b""))


def answer(client: socket.socket) -> bytes:
    """The whole answer to GOOD: its head and its body may arrive one after the other."""
    received = b""
    while not received.endswith(b"}]}}"):
        received += (more := client.recv(1000))
        assert more
    return received
