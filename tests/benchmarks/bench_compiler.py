"""The compiler, by the size of the schema, and by what its time goes into.

`python -m tests.benchmarks.bench_compiler [--types N …] [--rounds N]`

A schema of N types is compiled against an embedded PostgreSQL: each type has a table, a view that builds its
document, and embeds another type; there are a lookup, a filtered list and a count of each, a connection and a
command of each tenth. Then one line is changed, and it is compiled again as `compile --watch` does, with what
was kept of the last run. Medians over the rounds are printed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from unittest.mock import patch

from fraiseql import embedded
from fraiseql.compiler import pipeline, workspace
from fraiseql.compiler.project import Project, read_project
from fraiseql.compiler.render import render_text
from fraiseql.compiler.workspace import Workspace
from fraiseql.compiler.write import write
from tests.postgres import fresh_databases, run

STAGES = ("parse", "introspect", "analyse", "prepare", "write")
SIZES = (10, 100, 1000)


def schema(types: int) -> str:
    """The schema of some number of types."""
    parts, queries, mutations = ["enum Status { DRAFT LIVE GONE }"], [], []
    for n in range(types):
        parts.append(
            f"type Item{n} @view(v_item_{n}) {{ id: ID! name: String! size: Int! rating: Float "
            f"status: Status! tags: [String!]! createdAt: DateTime! other: Item{n - n % 10} }}"
        )
        queries.append(f"item{n}(id: ID!): Item{n}")
        queries.append(
            f"items{n}(where: Item{n}Where, orderBy: [Item{n}OrderBy!], limit: Int = 20): [Item{n}!]!"
        )
        queries.append(f"itemCount{n}(where: Item{n}Where): Int! @view(v_item_{n})")
        if n % 10 == 0:
            queries.append(f"itemPages{n}(first: Int, after: String): Item{n}Connection!")
            mutations.append(
                f"createItem{n}(name: String!, size: Int): Item{n}! @command(fn_create_item_{n})"
            )
    parts.append("type Query {\n  " + "\n  ".join(queries) + "\n}")
    parts.append("type Mutation {\n  " + "\n  ".join(mutations) + "\n}")
    return "\n".join(parts) + "\n"


def database(types: int) -> Iterator[str]:
    """The SQL of its database, in parts of one transaction each."""
    for start in range(0, types, 100):
        yield "\n".join(
            f"""
            CREATE TABLE tb_item_{n} (pk_item int PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL,
                size int NOT NULL, rating float8, status text NOT NULL, tags text[] NOT NULL,
                created_at timestamptz NOT NULL, fk_other int);
            CREATE VIEW v_item_{n} AS SELECT t.id, t.name, t.created_at, jsonb_build_object('id', t.id,
                'name', t.name, 'size', t.size, 'rating', t.rating, 'status', t.status, 'tags', t.tags,
                'created_at', t.created_at, 'other', NULL) AS data FROM tb_item_{n} t;
            CREATE FUNCTION fn_create_item_{n}(name text, size int DEFAULT 1) RETURNS uuid
                LANGUAGE sql AS 'SELECT gen_random_uuid()';
            """
            for n in range(start, min(start + 100, types))
        )


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_compiler", description=__doc__)
    parser.add_argument("--types", type=int, action="append", help="(default: 10, 100 and 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="to take medians of (default: %(default)s)")
    options = parser.parse_args()
    print(f"The compiler, medians of {options.rounds} rounds, seconds: elapsed (computed by this process)")
    print(f"| types | {' | '.join((*STAGES, 'whole', 'again'))} |")
    print("| --- " * (len(STAGES) + 3) + "|")
    with embedded.throwaway() as server, fresh_databases(server.url) as make_database:
        for types in options.types or SIZES:
            url = make_database()
            for part in database(types):
                run(url, part)
            print(f"| {types:,} | {' | '.join(row(types, url, options.rounds))} |", flush=True)


class Spent(NamedTuple):
    """Seconds that passed, and those that this process computed: the rest it waited, also for others."""

    elapsed: float
    computed: float


def row(types: int, url: str, rounds: int) -> list[str]:
    """The medians of the stages, of the whole, and of compiling again after one line was changed."""
    # A process each: the compiler keeps what it has parsed as long as it runs.
    # Nothing is deleted between them: file systems are slow to make files where many have just been deleted.
    with (
        tempfile.TemporaryDirectory() as directory,
        get_context("spawn").Pool(1, maxtasksperchild=1) as processes,
    ):
        places = [Path(directory) / str(number) for number in range(rounds)]
        samples = [processes.apply(compiled, (types, url, place)) for place in places]
    cells = []
    for name in samples[0]:
        elapsed = median(sample[name].elapsed for sample in samples)
        computed = median(sample[name].computed for sample in samples)
        cells.append(f"{elapsed:.2f} ({computed:.2f})")
    return cells


def compiled(types: int, url: str, root: Path) -> dict[str, Spent]:
    """One run of everything in a new directory, and another after a line was changed."""
    spent: dict[str, list[Spent]] = defaultdict(list)
    root.mkdir()
    with timed_stages(spent):
        (root / "schema.graphql").write_text(schema(types))
        project, _ = read_project(root)
        assert project
        with closing(Workspace(url)) as kept:
            with pipeline.uncollected():
                timed(spent, "whole", lambda: compile_once(kept, project, spent))
            stages = {name: total(spent[name]) for name in STAGES if name != "analyse"}
            (root / "schema.graphql").write_text(schema(types).replace("size: Int! ", "size: Int ", 1))
            with pipeline.uncollected():
                timed(spent, "again", lambda: compile_once(kept, project, spent))
    (whole,), (again,) = spent["whole"], spent["again"]
    others = total(stages.values())
    stages["analyse"] = Spent(whole.elapsed - others.elapsed, whole.computed - others.computed)
    return {name: stages[name] for name in STAGES} | {"whole": whole, "again": again}


def compile_once(kept: Workspace, project: Project, spent: dict[str, list[Spent]]) -> None:
    """A run of `compile --watch`."""
    result = kept.compile(project)
    assert not result.failed, render_text(result.diagnostics)
    timed(spent, "write", lambda: write(result.files, project.plans))


def total(times: Iterable[Spent]) -> Spent:
    """The sum of times."""
    times = list(times)
    return Spent(sum(each.elapsed for each in times), sum(each.computed for each in times))


@contextmanager
def timed_stages(spent: dict[str, list[Spent]]) -> Iterator[None]:
    """Measures the functions that are the stages; what is none of them is the analysis."""
    functions: tuple[tuple[Any, str, str], ...] = (
        (pipeline, "parse", "parse"),
        (workspace, "introspect", "introspect"),
        (workspace, "prepare", "prepare"),
        (pipeline, "files", "write"),
    )
    with ExitStack() as stack:
        for owner, name, stage in functions:
            measured = partial(_measured, spent, stage, getattr(owner, name))
            stack.enter_context(patch.object(owner, name, measured))
        yield


def _measured(
    spent: dict[str, list[Spent]], stage: str, function: Callable[..., Any], *rest: Any, **more: Any
) -> Any:
    return timed(spent, stage, lambda: function(*rest, **more))


def timed(spent: dict[str, list[Spent]], stage: str, function: Callable[[], Any]) -> Any:
    """Calls a function, and notes how long it took."""
    elapsed, computed = time.perf_counter(), time.process_time()
    try:
        return function()
    finally:
        spent[stage].append(Spent(time.perf_counter() - elapsed, time.process_time() - computed))


if __name__ == "__main__":
    main()
