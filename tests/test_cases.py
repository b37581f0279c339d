"""Runs every case folder under tests/cases (design §10): schema, database and answer side by side.

schema.graphql + database.sql → diagnostics.txt where there is something to say; else, where there is a
query.graphql, with variables.json, session.json and operation_name.txt → statements.sql (what went over
the wire) and response.json (what the client gets).

schema/*.graphql, instead of schema.graphql, are a schema of several files. operations/* are compiled along;
trusted.json is what their plan files hold. Then the request may be operation_name.txt alone: the id of that
trusted document is sent. fraiseql.toml sets the levels and thresholds of the lints.

Beside a case of diagnostics is what is much like it and fine: silent.sql is applied to the same database
after it, then silent.graphql, with silent/* as operations, must compile without a word.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fraiseql import FraiseQL
from fraiseql.compiler.codes import CODES
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.observe import observe
from fraiseql.compiler.pipeline import Compiled, compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.project import read_project
from fraiseql.compiler.render import render_text
from fraiseql.compiler.rights import rights
from fraiseql.compiler.snapshot import dump, load
from fraiseql.compiler.source import Source
from fraiseql.compiler.write import write
from fraiseql.limits import NO_LIMITS
from fraiseql.request import Request
from tests import golden
from tests.postgres import MakeDatabase, run
from tests.proxy import proxied
from tests.wire import statements

ROOT = Path(__file__).parent / "cases"
CASES = sorted(path.parent for path in ROOT.glob("*/*/database.sql"))

COMPILED = ("diagnostics", "fine", "styles")
"""The folders of cases that are about the compiler."""


def _sources(case: Path, pattern: str) -> list[Source]:
    return [Source(p.relative_to(case).as_posix(), p.read_text()) for p in sorted(case.glob(pattern))]


def compiled(case: Path, url: str) -> Compiled:
    """Compiles the case's schema against its database."""
    schema = _sources(case, "schema.graphql") or _sources(case, "schema/*.graphql")
    return _compiled(case, url, schema, _sources(case, "operations/*"))


def neighbour(case: Path, url: str) -> Compiled:
    """Compiles what is beside the case against its database."""
    schema = _sources(case, "silent.graphql") or _sources(case, "schema.graphql")
    return _compiled(case, url, schema, _sources(case, "silent/*"))


def _compiled(case: Path, url: str, schema: list[Source], operations: list[Source]) -> Compiled:
    project, _ = read_project(case)
    assert project is not None
    lints = project.lints
    if case.parent.name not in COMPILED:
        # Many of the others hold what does not fit, to show what becomes of it.
        lints = replace(lints, levels={"FQ436": "off", **lints.levels})
    with connect(url) as connection:
        return compile_schema(
            schema,
            introspect(connection),
            partial(prepare, connection),
            operations,
            observe=partial(observe, connection),
            ask_rights=partial(rights, connection),
            role=project.role,
            settings=lints,
        )


def offline(case: Path, url: str, file: Path) -> Compiled:
    """The same from a file of the catalog."""
    with connect(url) as connection:
        file.write_bytes(dump(introspect(connection)))
    catalog, found = load(file)
    assert (found, catalog is None) == ([], False)
    assert catalog
    schema = _sources(case, "schema.graphql") or _sources(case, "schema/*.graphql")
    return compile_schema(schema, catalog, lambda _: {}, _sources(case, "operations/*"))


def read_json(path: Path) -> Any:
    """The content of an optional file of a case, read as the app reads a request's body."""
    return json.loads(path.read_text(), parse_float=Decimal) if path.exists() else {}


def response_text(body: bytes) -> str:
    """The response, indented; an error's id in the log is another one in each run."""
    text = msgspec.json.format(body, indent=2).decode() + "\n"
    for error in json.loads(body).get("errors", ()):
        if identifier := error["extensions"].get("id"):
            text = text.replace(identifier, "…")
    return text


def read_text(path: Path) -> str | None:
    """The content of an optional file of a case."""
    return path.read_text() if path.exists() else None


def trusted_text(files: Mapping[str, bytes]) -> str:
    """What the plan files of trusted documents hold for a reviewer, by the name of the operation."""
    shown = {}
    for path, data in files.items():
        if path.startswith("operations/"):
            plan = json.loads(data)
            del plan["operation"]
            shown[plan.get("name", path)] = plan
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"


def trusted_id(plans: Path, operation_name: str | None) -> str:
    """The id of the trusted document whose operation has this name."""
    return next(p.stem for p in plans.glob("operations/*.json") if read_json(p).get("name") == operation_name)


async def answered(case: Path, plans: Path, url: str) -> tuple[str, str]:
    """What a request sends to the database, and the response."""
    query = read_text(case / "query.graphql")
    operation_name = (read_text(case / "operation_name.txt") or "").strip() or None
    async with (
        proxied(url) as proxy,
        FraiseQL(
            plans,
            database=proxy.url,
            max_connections=1,
            documents="only" if query is None else "any",
            limits=NO_LIMITS,
        ) as app,
    ):
        request = Request(
            query,
            variables=read_json(case / "variables.json"),
            operation_name=operation_name,
            document_id=trusted_id(plans, operation_name) if query is None else None,
        )
        # What `execute` would decode, which costs long numbers their last digits.
        body = await app._run(request, read_json(case / "session.json"))
        sent = statements(proxy.sent)
    _, *trips = [trip for trip in sent if trip] or [[]]  # the first sets the connection up
    written = [f"-- round trip {n}\n" + "\n\n".join(trip) + "\n" for n, trip in enumerate(trips, 1)]
    return "\n".join(written), response_text(body)


ELSEWHERE = {
    "FQ102": "files: tests/unit/test_parse.py",
    "FQ103": "files: tests/unit/test_project.py",
    "FQ104": "files: tests/unit/test_project.py",
    "FQ301": "a server: tests/unit/test_cli.py",
    "FQ302": "a server: tests/unit/test_cli.py",
    "FQ307": "files: tests/unit/test_snapshot.py",
    "FQ308": "files: tests/unit/test_snapshot.py",
    "FQ303": "files: tests/unit/test_apply.py",
    "FQ492": "another database: tests/unit/test_verify.py",
    "FQ493": "another database: tests/unit/test_verify.py",
    "FQ494": "plan files: tests/unit/test_verify.py",
    "FQ305": "a role: tests/unit/test_rights.py",
    "FQ602": "files: tests/unit/test_cli.py",
}
"""Codes that no pair of a schema and a database can show, and what shows them."""

SILENT = ("silent.graphql", "silent.sql", "silent")
"""What may be beside a case of diagnostics."""


@pytest.mark.parametrize("code", sorted(CODES.keys() - ELSEWHERE.keys()))
def test_every_code_has_a_case(code: str) -> None:
    shown = [path.read_text() for path in (ROOT / "diagnostics").glob(f"{code}_*/diagnostics.txt")]
    assert any(f"[{code}]: " in text for text in shown)


@pytest.mark.parametrize("code", sorted(CODES.keys() - ELSEWHERE.keys()))
def test_every_code_has_a_neighbour_that_is_silent(code: str) -> None:
    assert any((case / name).exists() for case in (ROOT / "diagnostics").glob(f"{code}_*") for name in SILENT)


def test_the_codes_have_the_severities_that_their_table_says() -> None:
    seen: dict[str, set[str]] = {}
    for path in ROOT.glob("*/*/diagnostics.txt"):
        for severity, code in re.findall(r"^(error|warning|note)\[(\w+)\]: ", path.read_text(), re.MULTILINE):
            seen.setdefault(code, set()).add(severity)
    assert {code: " or ".join(sorted(each)) for code, each in seen.items()} == {
        code: CODES[code].severity for code in seen
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path, make_database: MakeDatabase, update_golden: bool, tmp_path: Path) -> None:
    """The folder is the test."""
    check(case, make_database, tmp_path, update=update_golden)


def check(case: Path, make_database: MakeDatabase, directory: Path, *, update: bool) -> None:
    """Runs a case. directory: for its plans. update: whether to write its golden files."""
    url = make_database((case / "database.sql").read_text())
    result = compiled(case, url)
    if case.parent.name in ("fine", "styles"):
        assert render_text(result.diagnostics) == ""
        assert offline(case, url, directory / "catalog.json").files == result.files
    names = ("diagnostics.txt", "trusted.json", "statements.sql", "response.json")
    files = {name: case / name for name in names}
    if result.diagnostics:
        golden.check(files.pop("diagnostics.txt"), render_text(result.diagnostics), update=update)
    if result.lowered.operations:
        golden.check(files.pop("trusted.json"), trusted_text(result.files), update=update)
    if not result.diagnostics and any(
        (case / name).exists() for name in ("query.graphql", "operation_name.txt")
    ):
        write(result.files, directory / "plans")
        sent, response = asyncio.run(answered(case, directory / "plans", url))
        golden.check(files.pop("statements.sql"), sent, update=update)
        golden.check(files.pop("response.json"), response, update=update)
    for other in files.values():
        golden.absent(other, update=update)
    if any((case / name).exists() for name in SILENT):
        run(url, read_text(case / "silent.sql") or "")
        assert render_text(neighbour(case, url).diagnostics) == ""
