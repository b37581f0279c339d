"""A command with read-back, beside the same statements sent by hand through psycopg.

`python -m tests.benchmarks.bench_commands [--seconds N] [--rounds N]`

`updatePost` of `examples/blog`, without HTTP, one at a time. By hand it is sent in two ways: in psycopg's
pipeline mode, which is one round trip as well, and each statement after the answer to the one before. The
answers by hand are the row's bytes; FraiseQL's is the finished response. A round measures each in turn; the
medians are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

import psycopg

from fraiseql import FraiseQL, embedded
from fraiseql.request import Request
from tests.benchmarks.bench_http import compile_blog
from tests.benchmarks.scenarios import UPDATE, post_id

CALL = (
    "SELECT set_config('fraiseql.result', "
    "public.fn_update_post(p_id => %s::uuid, p_title => %s::text)::text, TRUE)"
)
READ = (
    "SELECT t.data::text FROM public.tv_post AS t "
    "WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid"
)

Once = Callable[[int], Awaitable[bytes]]


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_commands", description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=1.0, help="of each measurement (default: %(default)s)"
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="rounds to take medians of (default: %(default)s)"
    )
    options = parser.parse_args()
    with embedded.throwaway() as server, tempfile.TemporaryDirectory() as directory:
        plans = compile_blog(server.url, Path(directory) / "plans")
        rounds = asyncio.run(measured(server.url, plans, options.rounds, options.seconds))
    print(f"A command with read-back, medians of {options.rounds} rounds of {options.seconds:g} s each")
    for name in rounds[0]:
        print(f"  {name:<28}{median(found[name] for found in rounds):>10,.0f} commands/s")
    for name in list(rounds[0])[1:]:
        ratio = median(found["FraiseQL"] / found[name] for found in rounds)
        print(f"  FraiseQL / {name}: {ratio:.2f}")


async def measured(url: str, plans: Path, rounds: int, seconds: float) -> list[dict[str, float]]:
    """Commands per second of each way, in each round."""
    async with (
        FraiseQL(plans, database=url, max_connections=1) as app,
        await psycopg.AsyncConnection.connect(url, autocommit=True, prepare_threshold=0) as connection,
    ):

        async def ours(number: int) -> bytes:
            variables = {"id": post_id(number), "title": f"Title {number}"}
            answer = await app._run(Request(UPDATE, variables=variables), {})
            assert b'"errors"' not in answer
            return answer

        async def read(number: int) -> bytes:
            await connection.execute("BEGIN READ WRITE")
            await connection.execute(CALL, (post_id(number), f"Title {number}"))
            cursor = await connection.execute(READ)
            await connection.execute("COMMIT")
            row = await cursor.fetchone()
            assert row is not None
            return str(row[0]).encode()

        async def pipelined(number: int) -> bytes:
            async with connection.pipeline():
                await connection.execute("BEGIN READ WRITE")
                await connection.execute(CALL, (post_id(number), f"Title {number}"))
                cursor = await connection.execute(READ)
                await connection.execute("COMMIT")
            row = await cursor.fetchone()
            assert row is not None
            return str(row[0]).encode()

        ways: dict[str, Once] = {
            "FraiseQL": ours,
            "psycopg, in a pipeline": pipelined,
            "psycopg, one after the other": read,
        }
        for once in ways.values():
            assert b"Title 1" in await once(1)
        return [{name: await rate(once, seconds) for name, once in ways.items()} for _ in range(rounds)]


async def rate(once: Once, seconds: float) -> float:
    """How many commands there are in a second, of posts in turn."""
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        await once(count % 1000 + 1)
        count += 1
    return count / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
