"""`make mutants`: lists the mutants that no test notices, and fails if the documentation lacks one.

    python -m tests.mutants [--every=N [--start=M]] [MODULE …]

MODULE is `fraiseql.where`, say; all of them unless some are named. With N, every Nth mutant is a sample,
from the one with number M, which is 0 unless it is said.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from importlib import import_module
from itertools import islice
from pathlib import Path

from tests.mutants.mutations import Mutant, mutants_of
from tests.mutants.survivors import DOCUMENT, Survivor, read_survivors
from tests.mutants.swap import is_swappable, killers_of
from tests.mutants.trial import killer_of

ROOT = Path(__file__).parents[2]

UNIT = [f"tests/unit/test_{name}.py" for name in "assemble keyset bind form arguments pages".split()]
LAWS = [
    "tests/property/test_filter_laws.py",
    "tests/property/test_pages.py",
    "--deselect=tests/property/test_filter_laws.py::test_every_field_by_itself_finds_the_rows_that_the_oracle_accepts",
]
RUNTIME = [*UNIT, "tests/test_cases.py", "tests/property/test_forms.py", *LAWS, "-k", "not diagnostics"]
COMPILER = [
    *UNIT,
    "tests/unit/test_prepare.py",
    "tests/unit/test_pipeline.py",
    "tests/unit/test_explain.py",
    "tests/unit/test_blog_example.py",
    "tests/unit/test_indexes.py",
    "tests/test_cases.py",
    *LAWS,
    "tests/debian",
]
PAGE = "--deselect=tests/unit/test_reference.py::test_the_committed_page_is_up_to_date"
"""Notices every change of the operator table, but with a copy of it: that shows nothing."""

TESTS = {
    "fraiseql.operators": [
        *UNIT,
        "tests/unit/test_operators.py",
        "tests/unit/test_testing.py",
        "tests/unit/test_reference.py",
        "tests/test_cases.py",
        *LAWS,
        "tests/debian",
        "--deselect=tests/unit/test_testing.py::test_the_guide_works",
        PAGE,
    ],
    "fraiseql.where": RUNTIME,
    "fraiseql.form": RUNTIME,
    "fraiseql.bind": RUNTIME,
    "fraiseql.assemble": RUNTIME,
    "fraiseql.keyset": RUNTIME,
    "fraiseql.arguments": RUNTIME,
    "fraiseql.window": RUNTIME,
    "fraiseql.pages": RUNTIME,
    "fraiseql.compiler.indexes": COMPILER,
    "fraiseql.compiler.lower": COMPILER,
}
"""The modules that are changed, each with the tests that must notice: in this order, the quick ones first."""

FIRST = {
    "fraiseql.operators": [
        "tests/unit/test_operators.py",
        "tests/unit/test_reference.py",
        "tests/test_cases.py",
        "tests/debian/test_extensions.py",
        PAGE,
        "-k",
        "test_operators or test_reference or test_case and (filters or queries or ltree)",
    ],
}
"""Modules that are tables, with tests that notice most of their mutants, and build anew what they test."""

ENVIRONMENT = {
    "FRAISEQL_EXAMPLES": "25",  # of each property
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
LIBRARIES = "asyncio click graphql hypothesis jsonschema msgspec psycopg.pq pytest"


def main(modules: list[str], every: int = 1, start: int = 0) -> int:
    """Tries the mutants of these modules; the exit code is 1 if an unknown one survives."""
    for name in LIBRARIES.split():
        import_module(name)  # once, not in each trial
    assert "fraiseql" not in sys.modules
    known = read_survivors()
    unknown: list[Survivor] = []
    for module in modules:
        path = (ROOT / module.replace(".", "/")).with_suffix(".py")
        tried, survivors = 0, []
        for mutant, killer in _trials(module, path, every, start):
            tried += 1
            print(f"{module} {mutant.place}\n  - {mutant.before}\n  + {mutant.after}\n  {killer}", flush=True)
            if killer is None:
                survivors.append(Survivor(module, mutant.place, mutant.before, mutant.after))
        print(f"{module}: {tried} mutants, {len(survivors)} survived", flush=True)
        unknown += [survivor for survivor in survivors if survivor not in known]
        gone = [each for each in known if each.module == module and each not in survivors]
        for stale in gone if every == 1 else ():
            print(f"{DOCUMENT.name} lists what does not survive:\n{stale}")
    for survivor in unknown:
        print(f"\nnothing notices, and {DOCUMENT.name} does not list:\n{survivor}")
    return 1 if unknown else 0


def _trials(module: str, path: Path, every: int, start: int) -> Iterator[tuple[Mutant, str | None]]:
    source = path.read_text()
    unchanged = Mutant(module, "", "", "", source)
    swapped, imported = [unchanged], [unchanged]
    for mutant in islice(mutants_of(module, source), start, None, every):
        quick = module in FIRST or (TESTS[module] is RUNTIME and is_swappable(source, mutant.place))
        (swapped if quick else imported).append(mutant)
    for mutant, killer in _of_these(swapped, killers_of(swapped, FIRST.get(module, TESTS[module]))):
        if killer is None and module in FIRST:
            imported.append(mutant)
        else:
            yield mutant, killer
    kills: Counter[str] = Counter()
    yield from _of_these(imported, (killer_of(mutant, path, TESTS[module], kills) for mutant in imported))


def _of_these(mutants: list[Mutant], killers: Iterator[str | None]) -> Iterator[tuple[Mutant, str | None]]:
    """All but the first, with their killers. The first is no change; then all tests must pass."""
    if len(mutants) > 1:
        trials = zip(mutants, killers, strict=True)
        unchanged, killer = next(trials)
        if killer is not None:
            raise SystemExit(f"{unchanged.module}: without a change, there fails {killer}")
        yield from trials


def _on_a_server(arguments: list[str]) -> int:
    from fraiseql import embedded
    from tests.debian.conftest import is_installed, running

    # The forks that try mutants are killed, so none of them may start a server.
    with embedded.throwaway() as server, running() if is_installed() else nullcontext("") as debian:
        urls = {"DATABASE_URL": server.url, "DEBIAN_URL": debian}
        environment = {**os.environ, **ENVIRONMENT, **urls}
        return subprocess.run([sys.executable, "-m", "tests.mutants", *arguments], env=environment).returncode


if __name__ == "__main__":
    if "DATABASE_URL" in os.environ and ENVIRONMENT.items() <= os.environ.items():
        options = [word for word in sys.argv[1:] if word.startswith("--")]
        names = [word for word in sys.argv[1:] if word not in options]
        numbers = {name: int(number) for name, _, number in (word[2:].partition("=") for word in options)}
        sys.exit(main(names or list(TESTS), **numbers))
    sys.exit(_on_a_server(sys.argv[1:]))
