"""A server as a process of its own, and plain HTTP and sockets to talk to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.plans import Sample
from tests.postgres import run

PATIENCE = 60.0
"""Seconds after which a server counts as hanging."""

START = 180.0
"""Seconds that a server has to start: a busy machine may take long to import frameworks."""

JSON = {"content-type": "application/json"}
GRAPHQL = {**JSON, "accept": "application/graphql-response+json"}

GOOD = "{ posts(limit: 2) { number } }"
"""A query on the sample of `tests.plans`, and its answer."""
GOOD_ANSWER = {"data": {"posts": [{"number": 1}, {"number": 2}]}}

SLOW = "{ slow { slept } }"
"""A query that takes longer than anybody waits."""


def unmeasured() -> dict[str, str]:
    """The environment of a process that coverage does not measure, since it would handle SIGTERM itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}


def body(query: object, **members: object) -> bytes:
    """A request's body."""
    return json.dumps({"query": query, **members}).encode()


def with_variable(declaration: str, use: str, value: bytes) -> bytes:
    """A query with the variable `$x`, whose value is given as JSON text."""
    return body(f"query($x: {declaration}) {{ {use} }}")[:-1] + b', "variables": {"x": ' + value + b"}}"


class Answer(NamedTuple):
    """An HTTP response. Header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which must be JSON and say so."""
        assert self.headers["content-type"] in (
            "application/json; charset=utf-8",
            "application/graphql-response+json; charset=utf-8",
        )
        return json.loads(self.body)


def problem(answer: Answer) -> tuple[str, str]:
    """The code and the message of the first error of a request that was refused."""
    assert answer.json.keys() == {"errors"}
    first = answer.json["errors"][0]
    return first["extensions"]["code"], first["message"]


class Service:
    """A running server. path: where its GraphQL is."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path, port: int, path: str) -> None:
        self.process = process
        self.port = port
        self.path = path
        self._log = log

    @property
    def log(self) -> str:
        """What it has written, to standard output and standard error."""
        return self._log.read_text(errors="replace")

    def connect(self) -> http.client.HTTPConnection:
        """A connection of its own."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def send(
        self, method: str, sent: bytes | Iterable[bytes] | None, headers: Mapping[str, str] = JSON
    ) -> Answer:
        """One request on a fresh connection. A body in pieces is sent chunked, without a length."""
        connection = self.connect()
        try:
            connection.request(method, self.path, sent, dict(headers))
            return read_answer(connection)
        finally:
            connection.close()

    def post(self, sent: bytes | Iterable[bytes], headers: Mapping[str, str] = JSON) -> Answer:
        """POSTs a body."""
        return self.send("POST", sent, headers)

    def get(self, method: str = "GET", headers: Mapping[str, str] | None = None, **parameters: str) -> Answer:
        """GETs, or HEADs, with these parameters in the URL."""
        connection = self.connect()
        try:
            url = f"{self.path}?{urlencode(parameters)}" if parameters else self.path
            connection.request(method, url, None, dict(headers or {}))
            return read_answer(connection)
        finally:
            connection.close()

    def exchange(self, request: bytes) -> Answer:
        """The answer to the bytes of a request."""
        with self.open_socket(request) as client:
            response = http.client.HTTPResponse(client, method=request.split()[0].decode())
            response.begin()
            return answer_of(response)

    def ask(self, query: object, variables: object = None) -> Any:
        """The response to a request in good form."""
        return self.post(body(query, variables=variables)).json

    def open_socket(self, *parts: bytes) -> socket.socket:
        """A raw connection on which these bytes were sent."""
        client = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        for part in parts:
            client.sendall(part)
        return client

    def raw_request(self, query: str) -> bytes:
        """The bytes of a request in good form."""
        sent = body(query)
        head = f"POST {self.path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        return f"{head}content-length: {len(sent)}\r\n\r\n".encode() + sent

    def memory(self) -> int:
        """The memory it holds, in bytes."""
        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, check=True
        ).stdout
        return int(shown) * 1024

    def stop(self) -> int:
        """Asks it to end, waits, and returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def check_calm(self) -> None:
        """It lives, and has had no accident."""
        assert self.process.poll() is None, self.log
        self.check_log()

    def check_log(self) -> None:
        """Nothing in the log looks like an accident."""
        for accident in (
            "Traceback",
            "Internal error",
            "Exception",
            "never retrieved",
            "was destroyed",
        ):
            assert accident not in self.log, self.log


def read_answer(connection: http.client.HTTPConnection) -> Answer:
    """The answer to the request that was sent."""
    return answer_of(connection.getresponse())


def answer_of(response: http.client.HTTPResponse) -> Answer:
    """What an HTTP response holds, all read."""
    return Answer(
        response.status,
        {name.lower(): value for name, value in response.getheaders()},
        response.read(),
    )


def wait_until(condition: Any, seconds: float = PATIENCE) -> None:
    """Waits until a function returns something true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def active(url: str) -> int:
    """How many connections of FraiseQL to a database run something now."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fraiseql' AND state = 'active'"
    ((count,),) = run(url, f"{query} AND datname = current_database()")
    assert isinstance(count, int)
    return count


def free_port() -> int:
    """A TCP port that nothing uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(log: Path, *arguments: object, path: str = "/", **environment: str) -> Iterator[Service]:
    """Runs `python ARGUMENTS`, where `{port}` is a free port, until it is left; then it must end well."""
    port = free_port()
    command = [sys.executable, *(str(argument).replace("{port}", str(port)) for argument in arguments)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
    service = Service(process, log, port, path)

    def ready() -> bool:
        assert process.poll() is None, service.log
        return listens(port)

    try:
        wait_until(ready, START)
        yield service
        # uvicorn, run by itself, ends with the signal; `fraiseql serve` ends well.
        assert service.stop() in (0, -signal.SIGTERM), service.log
        service.check_log()
    finally:
        process.kill()
        process.wait(PATIENCE)


@contextmanager
def served(log: Path, plans: Path, database: str) -> Iterator[Service]:
    """Runs `fraiseql serve PLANS --database URL`."""
    serve = ("-m", "fraiseql", "serve", plans, "--database", database, "--port", "{port}")
    with running(log, *serve) as service:
        yield service


APP = """\
import sys

from fraiseql import Cors, FraiseQL, RequestError

PLANS = {plans!r}
URL = {url!r}
{create}
"""

SERVE = """
if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
"""

SERVERS = {
    "uvicorn": ("-m", "uvicorn", "--log-level", "warning", "--host", "127.0.0.1", "--port", "{port}"),
    "hypercorn": ("-m", "hypercorn", "--log-level", "warning", "--bind", "127.0.0.1:{port}"),
    "granian": (
        *("-m", "granian", "--log-level", "warning", "--interface", "asgi"),
        *("--host", "127.0.0.1", "--port", "{port}"),
    ),
}
"""How the command lines of ASGI servers are called; the name of the application follows."""


@contextmanager
def configured(directory: Path, sample: Sample, create: str, path: str = "/") -> Iterator[Service]:
    """Serves the `app` that some Python code creates from `PLANS` and `URL`, which are the sample's."""
    script = directory / "serve.py"
    script.write_text(APP.format(plans=str(sample.directory), url=sample.url, create=create) + SERVE)
    with running(directory / "log", script, "{port}", path=path) as service:
        yield service


@contextmanager
def hosted(server: str, directory: Path, sample: Sample, create: str, path: str = "/") -> Iterator[Service]:
    """Serves such an `app` with one of `SERVERS`, by its own command line."""
    script = directory / "served_by_others.py"
    script.write_text(APP.format(plans=str(sample.directory), url=sample.url, create=create))
    search = os.pathsep.join((str(directory), os.environ.get("PYTHONPATH", "")))
    arguments = (*SERVERS[server], f"{script.stem}:app")
    with running(directory / "log", *arguments, path=path, PYTHONPATH=search) as service:
        yield service
