"""Holds the layering of the design against the real imports: a module imports from its floor or below."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RUNTIME = (
    "plan scalars operators errors sqlstate statement naming",
    "load request cache operation limits assemble keyset window nesting coerce respond asgi negotiate",
    "graphiql conditional cors session http jwks jwt",
    "bind form where pages arguments shape one_of document introspection",
    "connection connect failure pool wires transaction database decode project relations",
    "prepare blame violation review documents dynamic trace execute clients deadline handle",
    "roots spelling direct app repositories",
    "embedded frames serve terminal watched dev cli testing __init__ __main__",
)
"""The floors of `fraiseql/`, lowest first. The last one may use the compiler."""

COMPILER = (
    "kept source diagnostics codes render settings settle",
    "directives contracts mistakes parse expression quoted",
    "merge derive model portion rules build reference",
    "catalog introspect observe prepare rights snapshot",
    "analyse",
    "sql",
    "describe fit bound bind_view bind_parameter bind_result bind_constraint bind_command bind_predicate",
    "bind_filter bind shapes",
    "indexes operand lowered lower_predicate lower_command statements lower coverage sync graph",
    "lints",
    "exchange publish persisted operations trust write project apply pipeline workspace explain verify diff",
    "__init__",
)
"""The floors of `compiler/`, lowest first. A package is one module here."""

CONTRACTS = {
    *("fraiseql", "naming", "plan", "scalars", "operators", "errors", "assemble", "keyset", "nesting"),
    "window",
}
"""What the compiler may use of `fraiseql/`."""

OPERATIONS = {"limits", "operation", "document", "introspection", "review"}
"""What it may use besides where it compiles trusted documents, as the runtime would execute them."""

OF_OPERATIONS = {"trust", "lower", "lowered", "statements", "write", "contracts"}
"""The modules of `compiler/` that may."""

OF_PLANS = {"verify", "diff"}
"""Those that read plan files, as the runtime loads them."""

PSYCOPG = {
    "fraiseql": {
        "connect",
        "connection",
        "database",
        "failure",
        "pool",
        "transaction",
        "wires",
        "cli",
        "testing",
    },
    "compiler": set("introspect observe prepare rights apply explain pipeline workspace verify".split()),
}


def modules(package: str) -> dict[str, list[Path]]:
    """The files of each module of `fraiseql/` or `compiler/`."""
    files: dict[str, list[Path]] = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        first = path.relative_to(ROOT / package).parts[0].removesuffix(".py")
        if (package, first) != ("fraiseql", "compiler"):
            files.setdefault(first, []).append(path)
    return files


def imported(path: Path) -> Iterator[str]:
    """The dotted names a file imports, also inside functions and for the type checker alone."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            assert node.module
            submodules = (ROOT / node.module.replace(".", "/")).is_dir()
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                file = ROOT / f"{below.replace('.', '/')}.py"
                yield (
                    below if submodules and (file.exists() or file.with_suffix("").is_dir()) else node.module
                )


def uses(package: str, files: list[Path]) -> set[str]:
    """The imports of a module, those of ours as `fraiseql.x` and `compiler.x`."""
    names = {name for path in files for name in imported(path)}
    ours = {n.replace("fraiseql.compiler", "compiler", 1) for n in names if n.split(".")[0] == "fraiseql"}
    theirs = {name.split(".")[0] for name in names if name.split(".")[0] != "fraiseql"}
    return {".".join(name.split(".")[:2]) for name in ours} | theirs


USES = {
    f"{package}.{module}": uses(package, files)
    for package in ("fraiseql", "compiler")
    for module, files in modules(package).items()
}
FLOORS = {
    f"{package}.{module}": floor
    for package, floors in (("fraiseql", RUNTIME), ("compiler", COMPILER))
    for floor, names in enumerate(floors)
    for module in names.split()
}
TOP = len(RUNTIME) - 1


def test_every_module_has_a_floor() -> None:
    assert USES.keys() - FLOORS.keys() == set()


@pytest.mark.parametrize("module", USES)
def test_a_module_imports_from_its_own_floor_or_below(module: str) -> None:
    package = module.partition(".")[0]
    for name in USES[module]:
        if name.startswith(f"{package}.") and name != "fraiseql._core":
            assert FLOORS[name] <= FLOORS[module], name


@pytest.mark.parametrize("module", [m for m in USES if m.startswith("fraiseql.") and FLOORS[m] < TOP])
def test_the_runtime_does_without_the_compiler(module: str) -> None:
    assert [n for n in USES[module] if n.startswith("compiler.") or n in ("compiler", "lark", "click")] == []


@pytest.mark.parametrize("module", [m for m in USES if m.startswith("compiler.")])
def test_the_compiler_knows_only_the_contracts_of_the_runtime(module: str) -> None:
    used = {n.removeprefix("fraiseql.") for n in USES[module] if n.split(".")[0] == "fraiseql"}
    allowed = {*CONTRACTS}
    if module.removeprefix("compiler.") in OF_OPERATIONS:
        allowed |= OPERATIONS
    if module.removeprefix("compiler.") in OF_PLANS:
        allowed |= {"load"}
    assert used <= allowed


def test_the_schema_and_the_database_meet_only_in_binding() -> None:
    schema = {f"compiler.{name}" for name in COMPILER[2].split()}
    database = {f"compiler.{name}" for name in COMPILER[3].split()}
    for module in schema:
        assert USES[module] & database == set(), module
    for module in database:
        assert USES[module] & schema == set(), module


def test_psycopg_is_the_database_modules_business() -> None:
    users = (module for module, names in USES.items() if "psycopg" in names)
    assert {module for module in users if module.split(".")[1] not in PSYCOPG[module.split(".")[0]]} == set()


def test_sqlglot_is_the_analysis_business() -> None:
    assert [module for module, names in USES.items() if "sqlglot" in names] == ["compiler.analyse"]


def test_the_rust_module_is_the_projectors_business() -> None:
    assert [module for module in USES if "fraiseql._core" in USES[module]] == ["fraiseql.project"]


def test_there_are_no_cycles() -> None:
    graph = {module: {n for n in names if n in USES and n != module} for module, names in USES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"modules import each other: {error.args[1]}")


def test_only_packages_hide_their_parts() -> None:
    packages = {
        module
        for package in ("fraiseql", "compiler")
        for module, files in modules(package).items()
        if len(files) > 1
    }
    assert packages == {"analyse", "cli", "codes", "lints", "rules", "sql", "testing"}
