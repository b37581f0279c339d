"""What the server holds, second by second: memory, open files, tasks and connections to the database."""

from __future__ import annotations

import asyncio
import resource
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.serving import Service
from tests.soak.faults import backends
from tests.soak.record import Record
from tests.soak.server import MAX_CONNECTIONS, TASKS
from tests.soak.wire import Client

MEGABYTE = 1_000_000

HEADINGS = "at right/s median worst excused misdeeds memory files tasks connections".split()
"""Of the columns of what is printed; the last three with median and maximum."""

JUDGED_FROM = 240.0
"""Seconds from which on memory must be flat: in a shorter run the caches are still filling."""
GROWTH = 1.03
"""What the memory of the last third may be, as a multiple of that of the second third."""


class Sample(NamedTuple):
    """One look. memory: resident, in bytes. backends: None while the database is away."""

    memory: int
    files: int
    tasks: int
    backends: int | None


async def sample(service: Service, url: str) -> Sample:
    """Looks at the server, and asks the database at the URL."""
    process = Path(f"/proc/{service.process.pid}")
    client = Client(service.port)
    answer = await client.exchange(f"GET {TASKS} HTTP/1.1\r\nhost: soak\r\n\r\n".encode())
    client.close()
    return Sample(
        int((process / "statm").read_text().split()[1]) * resource.getpagesize(),
        len(list((process / "fd").iterdir())),
        int(answer.body),
        await asyncio.to_thread(backends, url),
    )


class Watch:
    """Takes samples, and prints a line for each stretch of time."""

    def __init__(self, service: Service, url: str, record: Record) -> None:
        self.samples: list[Sample] = []
        self._service = service
        self._url = url
        self._record = record

    async def keep(self, stretch: float, until: float) -> None:
        """Samples once a second until a time; a stretch is so many seconds."""
        print(f"| {' | '.join(HEADINGS)} |")
        print(f"| {' | '.join('---' for _ in HEADINGS)} |")
        began = now = time.monotonic()
        while now < until:
            printed, seen, before = now, len(self.samples), self._record.counts.copy()
            while now < min(printed + stretch, until):
                self.samples.append(await sample(self._service, self._url))
                await asyncio.sleep(1)
                now = time.monotonic()
            self._print(now - began, now - printed, self.samples[seen:], before)

    def _print(self, at: float, elapsed: float, samples: list[Sample], before: Counter[str]) -> None:
        latencies, self._record.latencies = self._record.latencies, []
        counts = self._record.counts - before
        milliseconds = [1000 * latency for latency in latencies] or [0.0]
        cells = (
            f"{at:.0f} s",
            f"{counts['right'] / elapsed:,.0f}",
            f"{median(milliseconds):.0f} ms",
            f"{max(milliseconds):.0f} ms",
            f"{counts['excused']:,}",
            f"{counts['misdeeds']:,}",
            f"{median(s.memory for s in samples) / MEGABYTE:.1f} MB",
            *(f"{median(values):.0f}, ≤ {max(values)}" for values in _columns(samples)),
        )
        print(f"| {' | '.join(cells)} |", flush=True)


def leaks(samples: Sequence[Sample], seconds: float, before: Sample, after: Sample) -> list[str]:
    """What the server holds and should not, in words.

    seconds: how long the samples were taken. before, after: without any client.
    """
    found = []
    middle, last = _thirds(samples)
    if seconds >= JUDGED_FROM and last > middle * GROWTH:
        found.append(f"memory grew from {middle:.0f} to {last:.0f} bytes")
    if after.tasks > before.tasks:
        found.append(f"tasks were left: {after.tasks}, and {before.tasks} at the start")
    if after.files > before.files + MAX_CONNECTIONS:
        found.append(f"files were left open: {after.files}, and {before.files} at the start")
    connections = [each.backends or 0 for each in (*samples, after)]
    # One that was cut off may be seen once more, beside the one in its place.
    lasting = max(map(min, pairwise(connections)))
    if lasting > MAX_CONNECTIONS:
        found.append(f"there were {lasting} connections to the database")
    return found


def summary(samples: Sequence[Sample], before: Sample, after: Sample) -> list[str]:
    """What the samples say, a line for each thing that the server holds."""
    middle, last = _thirds(samples)
    growth = f"{middle / MEGABYTE:.1f} MB in the second third, {last / MEGABYTE:.1f} MB in the last"
    return [
        f"memory: {growth} ({last / middle - 1:+.1%})",
        f"files: {before.files} before, {after.files} after",
        f"tasks: {before.tasks} before, {after.tasks} after",
        f"connections to the database: {before.backends} before, {after.backends} after",
    ]


def _thirds(samples: Sequence[Sample]) -> tuple[float, float]:
    """The median memory of the second third and of the last."""
    third = len(samples) // 3
    second, last = samples[third:-third], samples[-third:]
    return median(each.memory for each in second), median(each.memory for each in last)


def _columns(samples: list[Sample]) -> tuple[list[int], list[int], list[int]]:
    known = [s.backends for s in samples if s.backends is not None] or [0]
    return [s.files for s in samples], [s.tasks for s in samples], known
