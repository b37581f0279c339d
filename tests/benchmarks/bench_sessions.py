"""What a session costs a read, and what a repository's `find` costs, against the same by hand.

`python -m tests.benchmarks.bench_sessions [--rounds N] [--count N]`

Everything runs in this process, on one PostgreSQL with the data of `examples/blog`, in turn in each round;
medians over the rounds are printed. By hand is psycopg's asynchronous cursor with `dict_row`.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
import psycopg
from psycopg.rows import dict_row

from fraiseql import FraiseQL, QueryRepository, embedded
from tests.benchmarks.bench_http import compile_blog
from tests.benchmarks.scenarios import POST, post_id

SESSION = {"user_id": "00000000-0000-0000-0000-000000000007", "role": "reader"}
ONE = "SELECT data FROM tv_post WHERE id = %s"
SET = "SELECT set_config('app.user_id', %s, true), set_config('app.role', %s, true)"
TWENTY = "SELECT data FROM tv_post WHERE views >= %s ORDER BY views DESC, id LIMIT 20"

Ask = Callable[[int], Awaitable[Any]]


class Author(msgspec.Struct):
    """A part of what is read into a type of the caller's."""

    name: str


class Post(msgspec.Struct):
    """What is read into a type of the caller's."""

    identifier: str
    title: str
    views: int
    author: Author


def ways(app: FraiseQL, connection: psycopg.AsyncConnection[dict[str, Any]]) -> dict[str, Ask]:
    """What is measured, by name. Each takes the number of a post."""
    posts, mine = QueryRepository(app), QueryRepository(app, session=SESSION)
    many: dict[str, Any] = {"where": {"views": {"gte": 10}}, "order_by": [{"views": "DESC"}], "limit": 20}

    async def one_by_hand(number: int) -> Any:
        return await (await connection.execute(ONE, (post_id(number),))).fetchall()

    async def one_with_settings_by_hand(number: int) -> Any:
        async with connection.pipeline(), connection.transaction():
            await connection.execute(SET, tuple(SESSION.values()))
            cursor = await connection.execute(ONE, (post_id(number),))
        return await cursor.fetchall()

    async def twenty_by_hand(_number: int) -> Any:
        return await (await connection.execute(TWENTY, (10,))).fetchall()

    return {
        "GraphQL, one post": lambda n: app.execute(POST, {"id": post_id(n)}),
        "GraphQL, one post, two session values": lambda n: app.execute(
            POST, {"id": post_id(n)}, session=SESSION
        ),
        "find_one": lambda n: posts.find_one("post", id=post_id(n)),
        "find_one, two session values": lambda n: mine.find_one("post", id=post_id(n)),
        "by hand, one post": one_by_hand,
        "by hand, one post, two settings": one_with_settings_by_hand,
        "find, 20 posts, dicts": lambda _: posts.find("posts", **many),
        "find, 20 posts, a Struct": lambda _: posts.find("posts", type=Post, **many),
        "by hand, 20 posts, dicts": twenty_by_hand,
    }


async def measure(url: str, plans: Path, rounds: int, count: int) -> dict[str, float]:
    """The median microseconds of each way."""
    connect = psycopg.AsyncConnection[dict[str, Any]].connect
    async with (
        FraiseQL(plans, database=url, max_connections=1) as app,
        await connect(url, autocommit=True, row_factory=dict_row, prepare_threshold=0) as connection,
    ):
        measured: dict[str, list[float]] = {}
        for _ in range(rounds):
            for name, ask in ways(app, connection).items():
                started = time.perf_counter()
                for number in range(101, 101 + count):
                    await ask(number)
                measured.setdefault(name, []).append((time.perf_counter() - started) / count * 1e6)
    return {name: median(times) for name, times in measured.items()}


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_sessions", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="to take medians of (default: %(default)s)")
    parser.add_argument("--count", type=int, default=300, help="reads in a round (default: %(default)s)")
    options = parser.parse_args()
    with embedded.throwaway() as server, tempfile.TemporaryDirectory() as directory:
        plans = compile_blog(server.url, Path(directory) / "plans")
        found = asyncio.run(measure(server.url, plans, options.rounds, options.count))
    print(f"Reads one after the other, medians of {options.rounds} rounds of {options.count}")
    for name, microseconds in found.items():
        print(f"  {name:<40}{microseconds:>9,.0f} µs")


if __name__ == "__main__":
    main()
