"""A load generator that is cheaper than what it measures: keep-alive HTTP on bare sockets.

`python -m tests.benchmarks.client` reads a `Load` as JSON from standard input and prints a `Measurement`. It
is a process of its own, so that it shares no interpreter with what it measures.
"""

from __future__ import annotations

import selectors
import socket
import sys
import time
from statistics import median

import msgspec


class Load(msgspec.Struct, frozen=True):
    """What to send.

    seconds: how long. bodies: sent in turn by each connection. sizes: of the right answer to each, in bytes.
    """

    port: int
    path: str
    connections: int
    seconds: float
    bodies: tuple[bytes, ...]
    sizes: tuple[int, ...]


class Measurement(msgspec.Struct, frozen=True):
    """What came of it. rate: requests a second. latency: the median, in milliseconds."""

    requests: int
    rate: float
    latency: float


class Connection:
    """One HTTP connection with at most one request under way."""

    def __init__(self, load: Load, start: int) -> None:
        self.requests = [
            (_request(load.path, body), size) for body, size in zip(load.bodies, load.sizes, strict=True)
        ]
        self.next = start
        self.socket = socket.create_connection(("127.0.0.1", load.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = memoryview(bytearray(1 << 20))
        self.filled = 0
        self.complete = 0
        self.size = 0
        self.sent = 0.0

    def send(self) -> None:
        """Sends the next request."""
        request, self.size = self.requests[self.next % len(self.requests)]
        self.next += 1
        self.filled = self.complete = 0
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Reads what is there; true at the end of the answer.

        Raises RuntimeError where it is not the right answer.
        """
        count = self.socket.recv_into(self.buffer[self.filled :])
        self.filled += count
        if not self.complete:
            head, blank, _ = bytes(self.buffer[: min(self.filled, 4096)]).partition(b"\r\n\r\n")
            if blank:
                length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
                if not head.startswith(b"HTTP/1.1 200 ") or length != self.size:
                    raise RuntimeError(
                        f"not the answer of {self.size} bytes: {bytes(self.buffer[: self.filled])!r}"
                    )
                self.complete = len(head) + len(blank) + length
        if not count:
            raise RuntimeError("the server closed the connection")
        return self.filled == self.complete


def _request(path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def measure(load: Load) -> Measurement:
    """Runs a load. Raises RuntimeError where an answer is not the right one."""
    connections = [Connection(load, start) for start in range(load.connections)]
    _run(connections, load.seconds / 5)  # so that caches are warm and all connections are open
    began = time.perf_counter()
    latencies = _run(connections, load.seconds)
    elapsed = time.perf_counter() - began
    for connection in connections:
        connection.socket.close()
    return Measurement(len(latencies), len(latencies) / elapsed, median(latencies) * 1000)


def _run(connections: list[Connection], seconds: float) -> list[float]:
    """Each connection sends as soon as it has its answer. Returns the latencies, in seconds."""
    latencies = []
    deadline = time.perf_counter() + seconds
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send()
        busy = len(connections)
        while busy:
            for key, _ in selector.select():
                connection = key.data
                if connection.receive():
                    now = time.perf_counter()
                    latencies.append(now - connection.sent)
                    if now < deadline:
                        connection.send()
                    else:
                        busy -= 1
    return latencies


if __name__ == "__main__":
    sys.stdout.buffer.write(
        msgspec.json.encode(measure(msgspec.json.decode(sys.stdin.buffer.read(), type=Load)))
    )
