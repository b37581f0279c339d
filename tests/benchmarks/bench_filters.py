"""What a filter costs: `python -m tests.benchmarks.bench_filters [--requests N]`.

The same list of posts is asked for with a literal filter, with a filter in a variable whose shape was seen
before, with one whose shape is new each time, and with an `OR` of 50 terms. For each the table says how long
a request takes, and how much of it is spent in our own code: everything from the parsed request to the
response's bytes, without the wait for PostgreSQL. Medians; one request at a time, in this process, no HTTP.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from fraiseql import FraiseQL, embedded
from fraiseql.database import Database, Laps
from fraiseql.errors import FieldError
from fraiseql.request import Request
from fraiseql.statement import Rows, Statement
from tests.benchmarks.bench_http import compile_blog

LITERAL = "{ posts(where: {views: {gt: 100}, status: {eq: PUBLISHED}}, limit: 5) { id title } }"
VARIABLE = "query ($where: PostWhere) { posts(where: $where, limit: 5) { id title } }"


class Stopwatch(Database):
    """The database, with the time it takes."""

    spent = 0.0

    async def read(
        self, statements: Sequence[Statement], session: Mapping[str, str], laps: Laps | None = None
    ) -> list[Rows | FieldError]:
        """Reads, and adds the seconds it took to `spent`."""
        started = time.perf_counter()
        try:
            return await super().read(statements, session, laps)
        finally:
            self.spent += time.perf_counter() - started


def literal() -> Iterator[Request]:
    """The same document each time."""
    return itertools.repeat(Request(LITERAL))


def known_shape() -> Iterator[Request]:
    """Other values each time, in the same places."""
    for number in itertools.count():
        yield Request(VARIABLE, {"where": {"views": {"gt": number % 4000}, "status": {"eq": "PUBLISHED"}}})


def new_shape() -> Iterator[Request]:
    """A combination of fields and operators that was not seen before."""
    fields = ("id", "identifier", "title", "content", "excerpt", "status", "publishedAt")
    tests: list[dict[str, Any]] = [{name: {"isNull": flag}} for name in fields for flag in (True, False)]
    for terms in itertools.permutations(tests, 5):
        yield Request(VARIABLE, {"where": {"OR": list(terms)}})


def deep_or() -> Iterator[Request]:
    """Fifty alternatives, other values each time."""
    for number in itertools.count():
        terms = [{"views": {"eq": (number + term) % 5000}} for term in range(50)]
        yield Request(VARIABLE, {"where": {"OR": terms}})


CASES: dict[str, Callable[[], Iterator[Request]]] = {
    "literal filter": literal,
    "variable, known shape": known_shape,
    "variable, new shape": new_shape,
    "variable, OR of 50 terms": deep_or,
}


async def measure(app: FraiseQL, requests: Iterator[Request], count: int) -> tuple[float, float]:
    """The median microseconds of a request, and those of them that are ours."""
    clock = app._database
    assert isinstance(clock, Stopwatch)
    whole, ours = [], []
    for request in itertools.islice(requests, count):
        clock.spent = 0.0
        started = time.perf_counter()
        response = (await app._executor.execute(request, {})).body
        took = time.perf_counter() - started
        assert response.startswith(b'{"data":{"posts":['), response
        whole.append(took * 1e6)
        ours.append((took - clock.spent) * 1e6)
    return median(whole), median(ours)


async def run(plans: Path, url: str, count: int) -> None:
    """Measures every case and prints the table."""
    async with FraiseQL(plans, database=url) as app:
        app._database = app._executor._database = Stopwatch(url)
        for requests in CASES.values():  # connect, and load what is loaded once
            await measure(app, requests(), 20)
        print(f"A list of 5 posts, medians of {count} requests (µs)\n")
        print(f"{'':26}{'whole':>9}{'ours':>9}{'share':>8}")
        for name, requests in CASES.items():
            whole, ours = await measure(app, itertools.islice(requests(), 20, None), count)
            print(f"{name:26}{whole:9.0f}{ours:9.1f}{ours / whole:8.0%}")
        await app._database.close()


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_filters")
    parser.add_argument("--requests", type=int, default=2000, help="of each case (default: %(default)s)")
    options = parser.parse_args()
    with embedded.throwaway() as server, tempfile.TemporaryDirectory() as directory:
        plans = compile_blog(server.url, Path(directory) / "plans")
        asyncio.run(run(plans, server.url, options.requests))


if __name__ == "__main__":
    main()
