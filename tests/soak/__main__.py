"""`python -m tests.soak --minutes 10 --connections 64`: many clients, and faults, for a long time.

It needs Linux (`/proc`) and the embedded PostgreSQL. Exit code 1 where anything was not as promised.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from fraiseql import embedded
from fraiseql.embedded import Server
from fraiseql.serve import run_fast
from tests.postgres import control, run
from tests.serving import Service, running
from tests.soak import world
from tests.soak.faults import Faults
from tests.soak.questions import Questions
from tests.soak.record import Record
from tests.soak.samples import Sample, Watch, leaks, sample, summary
from tests.soak.visitors import visit
from tests.soak.wire import Client, NoAnswerError

CALM = 20.0
"""Seconds that the server has to become what it was before."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a soak and says what came of it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long (10)")
    parser.add_argument("--connections", type=int, default=64, help="clients at a time (64)")
    parser.add_argument("--every", type=float, default=5, help="seconds between faults (5)")
    parser.add_argument("--seed", type=int, default=0, help="of what the clients do (0)")
    options = parser.parse_args(arguments)
    record = Record()
    with embedded.throwaway() as server, tempfile.TemporaryDirectory(prefix="fraiseql-soak-") as directory:
        # What was confirmed must be there after a crash of the server.
        run(server.url, "ALTER SYSTEM SET synchronous_commit = on")
        control(server, "restart")
        run(server.url, world.SQL)
        plans = world.build(server.url, Path(directory) / "plans")
        serve = ("-m", "tests.soak.server", plans, server.url, "{port}")
        with running(Path(directory) / "log", *serve) as service:
            try:
                run_fast(soak(service, server, record, options))
                service.check_calm()
            except (AssertionError, OSError, NoAnswerError) as error:
                record.violate(f"the server had an accident: {error!r}")
        found = Counter(str(entry) for (entry,) in run(server.url, "SELECT id FROM tb_entry"))
    record.check_entries(found)
    report(record)
    return 1 if record.counts["violations"] else 0


async def soak(service: Service, server: Server, record: Record, options: argparse.Namespace) -> None:
    """The whole run, from the first question to the calm after the last."""
    questions = Questions()
    client = Client(service.port)
    await questions.prepare(client.exchange)
    client.close()
    await asyncio.sleep(0.5)
    before = await sample(service, server.url)
    start = time.monotonic()
    seconds = options.minutes * 60
    until = start + seconds
    watch = Watch(service, server.url, record)
    chances = [Random(f"{options.seed} {number}") for number in range(options.connections)]
    await asyncio.gather(
        watch.keep(min(60, seconds / 3), until),
        Faults(server, server.url, service.port, record).inject(options.every, until),
        *(visit(service.port, questions, record, chance, until) for chance in chances),
    )
    after = await _calm(service, server.url, before)
    print()
    print(f"a fault was on, or just over: {record.excused(until) / seconds:.0%} of the time")
    print("\n".join(summary(watch.samples, before, after)))
    for leak in leaks(watch.samples, seconds, before, after):
        record.violate(leak)


async def _calm(service: Service, url: str, before: Sample) -> Sample:
    """A sample after everybody has left, and what they left behind had time to end."""
    deadline = time.monotonic() + CALM
    while True:
        await asyncio.sleep(0.5)
        after = await sample(service, url)
        if after.tasks <= before.tasks or time.monotonic() > deadline:
            return after


def report(record: Record) -> None:
    """Prints what happened, and the verdict."""
    for said in ("confirmed", "refused", "unknown"):
        print(f"commands {said}: {len(getattr(record, said)):,}")
    for name, times in sorted(record.counts.items()):
        print(f"{name}: {times:,}")
    for violation in record.violations:
        print(f"\nVIOLATION {violation}")
    print(f"\n{'FAILED' if record.counts['violations'] else 'passed'}")


if __name__ == "__main__":
    sys.exit(main())
