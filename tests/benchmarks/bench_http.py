"""FraiseQL over HTTP, side by side with its ceiling and with Strawberry.

`python -m tests.benchmarks.bench_http [--seconds N] [--rounds N]`

Three servers run at once, each in its own process, on one PostgreSQL with the data of `examples/blog`; one at
a time is measured, by a client in a process of its own. A round measures every server in turn, so what
else the machine does meets all of them; the medians over the rounds are printed. Ratios are the medians of
each round's ratio. Before that, FraiseQL and Strawberry must give equal answers to every request.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from statistics import mean, median

import msgspec

from fraiseql import embedded
from fraiseql.compiler.pipeline import compile_project
from fraiseql.compiler.project import read_project
from fraiseql.compiler.write import write
from tests.benchmarks.client import Load, Measurement
from tests.benchmarks.scenarios import SCENARIOS, Scenario
from tests.benchmarks.serve import APPS, CONNECTIONS, DATABASE, PLANS
from tests.postgres import run as execute

BLOG = Path(__file__).parents[2] / "examples" / "blog"
PATH = "/"
CONCURRENCY = (1, 16)


def main() -> None:
    """Runs the benchmark and prints its tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_http", description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=2.0, help="of each measurement (default: %(default)s)"
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="rounds to take medians of (default: %(default)s)"
    )
    options = parser.parse_args()
    with ExitStack() as stack:
        ports = start_all(stack)
        sizes = [check(scenario, ports) for scenario in SCENARIOS]
        print(f"HTTP, medians of {options.rounds} rounds of {options.seconds:g} s each")
        print(f"Each app is one process with at most {CONNECTIONS} connections to one PostgreSQL.")
        for (scenario, answers), connections in product(zip(SCENARIOS, sizes, strict=True), CONCURRENCY):
            rounds = [
                {
                    name: measure(
                        Load(port, PATH, connections, options.seconds, scenario.bodies, answers[name])
                    )
                    for name, port in ports.items()
                }
                for _ in range(options.rounds)
            ]
            print()
            print(f"{scenario.name}, {connections} connection{'s' * (connections > 1)}")
            print("\n".join(table(rounds, answers)))


def fill_blog(url: str) -> None:
    """Fills a database with the blog."""
    for path in sorted(BLOG.glob("db/*.sql")):
        execute(url, path.read_text())
    execute(url, "VACUUM ANALYZE")


def compile_blog(url: str, plans: Path, operations: tuple[Path, ...] = ()) -> Path:
    """Fills a database with the blog, and writes the plans of the blog, and of operations, for it."""
    fill_blog(url)
    project, problems = read_project(BLOG)
    assert project is not None, problems
    compiled = compile_project(replace(project, operations=operations), url)
    assert not compiled.failed, compiled.diagnostics
    write(compiled.files, plans)
    return plans


def start_all(stack: ExitStack) -> dict[str, int]:
    """Starts PostgreSQL with the blog's data and every app on it. Returns the apps' ports."""
    url = stack.enter_context(embedded.throwaway()).url
    plans = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "plans"
    compile_blog(url, plans)
    environment = os.environ | {DATABASE: url, PLANS: str(plans)}
    return {name: stack.enter_context(served(name, environment)) for name in APPS}


@contextmanager
def served(name: str, environment: dict[str, str]) -> Iterator[int]:
    """Runs one app, and stops it at the end. Its port."""
    command = [sys.executable, "-m", "tests.benchmarks.serve", name]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            port = process.stdout.readline()
            if not port:
                sys.exit(f"the server of {name} did not start")
            yield int(port)
        finally:
            process.terminate()


def check(scenario: Scenario, ports: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """Holds the answers of FraiseQL and Strawberry to each other. Returns the sizes of each app's answers."""
    answers = {name: [ask(port, body) for body in scenario.bodies] for name, port in ports.items()}
    for ours, theirs in zip(answers["FraiseQL"], answers["Strawberry"], strict=True):
        if (left := json.loads(ours)) != (right := json.loads(theirs)) or "errors" in left:
            sys.exit(f"{scenario.name}: the answers differ.\nFraiseQL: {left}\nStrawberry: {right}")
    return {name: tuple(map(len, bodies)) for name, bodies in answers.items()}


def ask(port: int, body: bytes) -> bytes:
    """The answer to one request, whose status must be 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", PATH, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    assert response.status == 200, answer
    return answer


def measure(load: Load) -> Measurement:
    """Runs the client once."""
    client = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.client"],
        input=msgspec.json.encode(load),
        stdout=subprocess.PIPE,
        check=True,
    )
    return msgspec.json.decode(client.stdout, type=Measurement)


def table(rounds: list[dict[str, Measurement]], sizes: dict[str, tuple[int, ...]]) -> Iterator[str]:
    """The lines of one scenario's table."""
    yield f"  {'':<12}{'requests/s':>12}{'latency':>12}{'answer':>12}"
    for name in APPS:
        rate = median(measured[name].rate for measured in rounds)
        latency = median(measured[name].latency for measured in rounds)
        yield f"  {name:<12}{rate:>12,.0f}{latency:>9.2f} ms{mean(sizes[name]):>10,.0f} B"
    for other in ("ceiling", "Strawberry"):
        ratio = median(measured["FraiseQL"].rate / measured[other].rate for measured in rounds)
        yield f"  FraiseQL / {other}: {ratio:.2f}"


if __name__ == "__main__":
    main()
