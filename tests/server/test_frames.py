"""Bytes that are no HTTP, or HTTP that is not what it says: refused, or cut off, and forgotten."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from tests.serving import GOOD, GOOD_ANSWER, Service, body, wait_until

POST = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
GET = b"GET / HTTP/1.1\r\nhost: x\r\n"
CHUNKED = POST + b"transfer-encoding: chunked\r\n\r\n"
SENT = body(GOOD)

REFUSED = {
    "nothing but line ends": b"\r\n" * 50 + b"\0\r\n\r\n",
    "another protocol": b"SSH-2.0-client\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a version that is none": b"GET / HTTP/x.1\r\nhost: x\r\n\r\n",
    "a method that is none": b"G ET / HTTP/1.1\r\nhost: x\r\n\r\n",
    "no colon": GET + b"accept\r\n\r\n",
    "a space in a name": GET + b"acc ept: */*\r\n\r\n",
    "U+0000 in a name": GET + b"acc\0ept: */*\r\n\r\n",
    "U+0000 in a value": GET + b"accept: \0\r\n\r\n",
    "a length that is no number": POST + b"content-length: many\r\n\r\n",
    "a negative length": POST + b"content-length: -1\r\n\r\n",
    "a huge length": POST + b"content-length: 99999999999999999999999\r\n\r\n",
    "two lengths": POST + b"content-length: 2\r\ncontent-length: %d\r\n\r\n" % len(SENT) + SENT,
    "a length and chunks": POST
    + b"content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "a chunk without a length": CHUNKED + b"many\r\n{}\r\n0\r\n\r\n",
    "a chunk that is longer": CHUNKED + b"1\r\n{}\r\n0\r\n\r\n",
}


def open_files(service: Service) -> int:
    return len(list(Path(f"/proc/{service.process.pid}/fd").iterdir()))


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_frames_that_are_malformed(service: Service, sent: bytes) -> None:
    with service.open_socket(sent) as client:
        assert client.recv(1000).startswith(b"HTTP/1.1 400 ")
        while client.recv(1000):  # and the connection is closed
            pass


def test_what_follows_a_good_request_may_be_malformed(service: Service) -> None:
    with service.open_socket(service.raw_request(GOOD) + b"\0\r\n\r\n") as client:
        received = b"".join(iter(lambda: client.recv(1000), b""))
    assert received.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 "))


def test_a_websocket_is_refused(service: Service) -> None:
    upgrade = b"upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n"
    with service.open_socket(
        GET + upgrade + b"sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ) as client:
        assert client.recv(1000).split()[1] in (b"400", b"403", b"406")
        client.sendall(b"\x81\xff\xff")  # a frame of it


def test_malformed_frames_leave_nothing_open(service: Service) -> None:
    assert service.ask(GOOD) == GOOD_ANSWER
    before = open_files(service)
    for sent in list(REFUSED.values()) * 5:
        service.open_socket(sent).close()
        service.open_socket(sent[: len(sent) // 2]).close()
    wait_until(lambda: open_files(service) <= before)


ENDLESS = {
    "a URL": b"GET /?query=",
    "a name": GET,
    "a value": GET + b"x: ",
    "the extension of a chunk": CHUNKED + b"1;",
    "a trailer": CHUNKED + b"2\r\n{}\r\n0\r\nx: ",
}


@pytest.mark.parametrize("sent", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_cut_off(service: Service, sent: bytes) -> None:
    with service.open_socket() as client:
        with suppress(OSError):  # it may be cut off while it still speaks
            client.sendall(sent + b"a" * 300_000)
        assert client.recv(1000).startswith(b"HTTP/1.1 431 ")


def test_many_headers_are_cut_off_before_they_fill_the_memory(service: Service) -> None:
    assert service.ask(GOOD) == GOOD_ANSWER
    before = service.memory()
    with service.open_socket(GET) as client, pytest.raises(OSError):
        client.sendall((b"x: " + b"a" * 1000 + b"\r\n") * 20_000)
    assert service.memory() - before < 5_000_000


def test_a_body_may_be_larger_than_a_head(service: Service) -> None:
    sent = body(GOOD, other="x" * 900_000)
    assert service.post(sent).json == GOOD_ANSWER
    assert service.post(sent[i : i + 1000] for i in range(0, len(sent), 1000)).json == GOOD_ANSWER
    assert service.post(sent[i : i + 1] for i in range(20_000)).status == 400  # cut off, but not as a head
