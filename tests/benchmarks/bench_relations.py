"""A list with a nested relation, a read with two session values and a command, against Strawberry.

`python -m tests.benchmarks.bench_relations [--seconds N] [--rounds N]`

Each request is one GraphQL document, run without HTTP, one after the other on one connection, on the tables
of `examples/blog`: FraiseQL's with a relation from users to their posts, `strawberry_app.py` with a data
loader. Before anything is timed, both must give equal answers. A round measures every way in turn; what is
printed are the medians of the rounds, and of their ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

from fraiseql import FraiseQL, embedded
from fraiseql.compiler.write import write
from fraiseql.request import Request
from tests.benchmarks.bench_http import fill_blog
from tests.benchmarks.scenarios import POST, UPDATE, USERS, post_id
from tests.benchmarks.strawberry_app import InProcess
from tests.compiling import blog_schema, compiled

WRITERS = """
type Writer @view(tv_user) {
  id: ID!
  identifier: String!
  name: String!
  createdAt: DateTime!
  posts(orderBy: [PostOrderBy!], limit: Int): [Post!]! @relation(on: "author_id = id") @limit(max: 50)
}
extend type Query { writers(orderBy: [WriterOrderBy!], limit: Int): [Writer!]! @limit(max: 50) }
"""
"""What the schema of the blog gains: its users embed no posts, and are embedded themselves."""

SETTINGS = {"user_id": "00000000-0000-0000-0000-000000000007", "role": "reader"}

Ask = Callable[[int], Awaitable[bytes]]


def scenarios(app: FraiseQL, other: InProcess) -> dict[str, tuple[Ask, Ask]]:
    """The ways to ask for each thing: FraiseQL's and Strawberry's. Each takes a number of a post."""

    def ours(query: str, session: dict[str, str]) -> Ask:
        async def ask(number: int) -> bytes:
            return await app._run(Request(query, variables=values(number)), session)

        return ask

    def theirs(query: str, session: dict[str, str], *, command: bool = False) -> Ask:
        async def ask(number: int) -> bytes:
            return await other.ask(query, values(number), session, command=command)

        return ask

    return {
        "20 users with 10 posts each": (ours(USERS.ours, {}), theirs(USERS.theirs, {})),
        "one post": (ours(POST, {}), theirs(POST, {})),
        "one post, two session values": (ours(POST, SETTINGS), theirs(POST, SETTINGS)),
        "a command with read-back": (ours(UPDATE, {}), theirs(UPDATE, {}, command=True)),
    }


def values(number: int) -> dict[str, object]:
    """The variables of any of the documents."""
    return {"id": post_id(number), "title": f"Title {number}", "limit": 20, "each": 10}


async def rate(ask: Ask, seconds: float) -> float:
    """How many requests there are in a second, about posts in turn."""
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        await ask(count % 1000 + 1)
        count += 1
    return count / (time.perf_counter() - start)


async def measure(url: str, plans: Path, rounds: int, seconds: float) -> dict[str, list[tuple[float, float]]]:
    """The requests per second of FraiseQL and of Strawberry, in each round, by scenario."""
    other = InProcess(url)
    found: dict[str, list[tuple[float, float]]] = {}
    async with FraiseQL(plans, database=url, max_connections=1) as app:
        ways = scenarios(app, other)
        for name, (ours, theirs) in ways.items():
            left, right = json.loads(await ours(3)), json.loads(await theirs(3))
            if left != right or "errors" in left:
                sys.exit(f"{name}: the answers differ.\nFraiseQL: {left!s:.999}\nStrawberry: {right!s:.999}")
        for _ in range(rounds):
            for name, (ours, theirs) in ways.items():
                found.setdefault(name, []).append((await rate(ours, seconds), await rate(theirs, seconds)))
    await other.close()
    return found


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_relations", description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=1.0, help="of each measurement (default: %(default)s)"
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="rounds to take medians of (default: %(default)s)"
    )
    options = parser.parse_args()
    with embedded.throwaway() as server, tempfile.TemporaryDirectory() as directory:
        fill_blog(server.url)
        made = compiled(blog_schema() + WRITERS, server.url)
        assert not made.failed, made.diagnostics
        write(made.files, plans := Path(directory) / "plans")
        found = asyncio.run(measure(server.url, plans, options.rounds, options.seconds))
    print(f"Against Strawberry, medians of {options.rounds} rounds of {options.seconds:g} s each")
    print(f"  {'requests/s':<32}{'FraiseQL':>10}{'Strawberry':>12}{'ratio':>8}")
    for name, rounds in found.items():
        ours, theirs = (median(measured[side] for measured in rounds) for side in (0, 1))
        ratio = median(left / right for left, right in rounds)
        print(f"  {name:<32}{ours:>10,.0f}{theirs:>12,.1f}{ratio:>8.1f}")


if __name__ == "__main__":
    main()
