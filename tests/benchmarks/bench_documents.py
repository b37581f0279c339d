"""One query, by the ways in which its document can reach the server; and what the server then has to load.

`python -m tests.benchmarks.bench_documents [--seconds N] [--rounds N]`

Two servers run on one PostgreSQL with the data of `examples/blog`: one that executes any document, and one
that executes trusted documents only. A round measures every way in turn; medians over the rounds are printed.
Start-up is measured in processes of its own: importing FraiseQL and reading the plans.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from fraiseql import embedded
from tests.benchmarks.bench_http import ask, compile_blog, measure, served
from tests.benchmarks.client import Load, Measurement
from tests.benchmarks.scenarios import POST, post_id
from tests.benchmarks.serve import DATABASE, DOCUMENTS, PLANS

NUMBERS = range(101, 201)
"""The posts that are asked for, in turn."""

UNSEEN = 5000
"""How many new documents a round has. It must not get through them."""

STARTS = 9


class Way(NamedTuple):
    """How a document reaches the server. only: the one that executes trusted documents only."""

    name: str
    bodies: tuple[bytes, ...]
    only: bool = False


def main() -> None:
    """Runs the benchmark and prints its tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_documents", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of a measurement (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="to take medians of (default: %(default)s)")
    options = parser.parse_args()
    with ExitStack() as stack:
        url = stack.enter_context(embedded.throwaway()).url
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (directory / "post.graphql").write_text(POST)
        plans = compile_blog(url, directory / "plans", (directory / "post.graphql",))
        environment = os.environ | {DATABASE: url, PLANS: str(plans)}
        ports = {
            only: stack.enter_context(served("FraiseQL", environment | {DOCUMENTS: documents}))
            for only, documents in ((False, "any"), (True, "only"))
        }
        print(f"One post by id over HTTP, medians of {options.rounds} rounds of {options.seconds:g} s each")
        for connections in (1, 16):
            print("\n".join(table(ports, connections, options.seconds, options.rounds)))
        print(f"\nStart-up, medians of {STARTS} processes")
        print("\n".join(start_ups(url, plans)))


# --- over HTTP -------------------------------------------------------------------------------------------


def _body(number: int, **members: Any) -> bytes:
    return json.dumps({**members, "variables": {"id": post_id(number)}}).encode()


OTHER = f"{POST}# not the trusted one\n"


def ways() -> list[Way]:
    """The ways; all of them ask for the same."""
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": _sha256(OTHER)}}
    trusted = tuple(_body(number, documentId=_sha256(POST)) for number in NUMBERS)
    return [
        Way("dynamic document", tuple(_body(number, query=OTHER) for number in NUMBERS)),
        Way("automatic persisted query", tuple(_body(number, extensions=extensions) for number in NUMBERS)),
        Way("trusted document", trusted),
        Way("trusted document, only those allowed", trusted, only=True),
    ]


def unseen(round_: int) -> Way:
    """Documents that no other round has. One connection sends them: several would send the same."""
    numbers = range(round_ * UNSEEN, (round_ + 1) * UNSEEN)
    texts = (POST.replace("Post(", f"Post{number:07}(") for number in numbers)
    return Way("never-seen document", tuple(_body(NUMBERS[0], query=text) for text in texts))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def table(ports: dict[bool, int], connections: int, seconds: float, rounds: int) -> list[str]:
    """The lines for one number of connections."""
    known = ways()
    automatic = json.loads(known[1].bodies[0])
    ask(ports[False], json.dumps(automatic | {"query": OTHER}).encode())
    sizes = {way.name: answers(way, ports[way.only]) for way in known}
    measured: dict[str, list[Measurement]] = {}
    for round_ in range(rounds):
        for way in known if connections > 1 else [*known, unseen(round_)]:
            right = sizes.get(way.name, sizes[known[0].name][:1] * UNSEEN)
            load = Load(ports[way.only], "/", connections, seconds, way.bodies, right)
            measured.setdefault(way.name, []).append(measure(load))
    lines = [
        "",
        f"  {f'{connections} connection' + 's' * (connections > 1):<38}{'requests/s':>12}{'latency':>12}",
    ]
    for name, runs in measured.items():
        rate, latency = median(run.rate for run in runs), median(run.latency for run in runs)
        lines.append(f"  {name:<38}{rate:>12,.0f}{latency:>9.2f} ms")
    return lines


def answers(way: Way, port: int) -> tuple[int, ...]:
    """The sizes of the right answers."""
    found = [ask(port, body) for body in way.bodies]
    for answer in found:
        if "errors" in json.loads(answer):
            sys.exit(f"{way.name}: {answer.decode()}")
    return tuple(map(len, found))


# --- start-up --------------------------------------------------------------------------------------------

START = """
import sys, time
started = time.perf_counter()
if len(sys.argv) > 1:
    from fraiseql import FraiseQL
    FraiseQL(sys.argv[1], database=sys.argv[2], documents=sys.argv[3])
seconds = time.perf_counter() - started
with open("/proc/self/status") as status:
    (resident,) = (int(line.split()[1]) for line in status if line.startswith("VmRSS"))
print(seconds, resident, len(sys.modules))
"""


def start_ups(url: str, plans: Path) -> list[str]:
    """The lines of the table of start-up."""
    lines = [f"  {'':<38}{'time':>12}{'memory':>12}{'modules':>12}"]
    for name, arguments in (
        ("Python alone", ()),
        ("trusted documents only", (plans, url, "only")),
        ("any document", (plans, url, "any")),
    ):
        runs = [start_up(arguments) for _ in range(STARTS)]
        seconds, kilobytes, modules = (median(column) for column in zip(*runs, strict=True))
        lines.append(f"  {name:<38}{seconds * 1000:>9.0f} ms{kilobytes / 1024:>9.1f} MB{modules:>12.0f}")
    return lines


def start_up(arguments: tuple[object, ...]) -> tuple[float, ...]:
    """Seconds, KB of resident memory, and modules, of a fresh process."""
    command = [sys.executable, "-c", START, *map(str, arguments)]
    shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return tuple(map(float, shown.split()))


if __name__ == "__main__":
    main()
