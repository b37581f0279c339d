"""Runs every case folder under tests/cases (design §10): schema, database and answer side by side.

schema.graphql + database.sql → diagnostics.txt where there is something to say; else, where there is a
query.graphql, with variables.json, session.json and operation_name.txt → statements.sql (what went over
the wire) and response.json (what the client gets).
"""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fraiseql import FraiseQL
from fraiseql.compiler.codes import CODES
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import Compiled, compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.render import render_text
from fraiseql.compiler.source import Source
from fraiseql.compiler.write import write
from fraiseql.limits import NO_LIMITS
from fraiseql.request import Request
from tests import golden
from tests.postgres import MakeDatabase
from tests.proxy import proxied
from tests.wire import statements

ROOT = Path(__file__).parent / "cases"
CASES = sorted(path.parent for path in ROOT.glob("*/*/schema.graphql"))


def compiled(case: Path, url: str) -> Compiled:
    """Compiles the case's schema against its database."""
    source = Source("schema.graphql", (case / "schema.graphql").read_text())
    with connect(url) as connection:
        return compile_schema(source, introspect(connection), partial(prepare, connection))


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


async def answered(case: Path, plans: Path, url: str) -> tuple[str, str]:
    """What a request sends to the database, and the response."""
    operation_name = case / "operation_name.txt"
    async with (
        proxied(url) as proxy,
        FraiseQL(plans, database=proxy.url, max_connections=1, limits=NO_LIMITS) as app,
    ):
        request = Request(
            (case / "query.graphql").read_text(),
            variables=read_json(case / "variables.json"),
            operation_name=operation_name.read_text().strip() if operation_name.exists() else None,
        )
        # What `execute` would decode, which costs long numbers their last digits.
        _, body, _ = await app._respond(request, read_json(case / "session.json"))
        sent = statements(proxy.sent)
    _, *trips = [trip for trip in sent if trip] or [[]]  # the first sets the connection up
    written = [f"-- round trip {n}\n" + "\n\n".join(trip) + "\n" for n, trip in enumerate(trips, 1)]
    return "\n".join(written), response_text(body)


ELSEWHERE = {
    "FQ102": "files: tests/unit/test_parse.py",
    "FQ103": "files: tests/unit/test_project.py",
    "FQ301": "a server: tests/unit/test_cli.py",
    "FQ302": "a server: tests/unit/test_cli.py",
    "FQ303": "files: tests/unit/test_apply.py",
}
"""Codes that no pair of a schema and a database can show, and what shows them."""


@pytest.mark.parametrize("code", sorted(CODES.keys() - ELSEWHERE.keys()))
def test_every_code_has_a_case(code: str) -> None:
    shown = [path.read_text() for path in (ROOT / "diagnostics").glob(f"{code}_*/diagnostics.txt")]
    assert any(f"[{code}]: " in text for text in shown)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path, make_database: MakeDatabase, update_golden: bool, tmp_path: Path) -> None:
    """The folder is the test."""
    check(case, make_database, tmp_path, update=update_golden)


def check(case: Path, make_database: MakeDatabase, directory: Path, *, update: bool) -> None:
    """Runs a case. directory: for its plans. update: whether to write its golden files."""
    url = make_database((case / "database.sql").read_text())
    result = compiled(case, url)
    if case.parent.name == "fine":
        assert render_text(result.diagnostics) == ""
    files = {name: case / name for name in ("diagnostics.txt", "statements.sql", "response.json")}
    if result.diagnostics:
        golden.check(files.pop("diagnostics.txt"), render_text(result.diagnostics), update=update)
    elif (case / "query.graphql").exists():
        write(result.files, directory / "plans")
        sent, response = asyncio.run(answered(case, directory / "plans", url))
        golden.check(files.pop("statements.sql"), sent, update=update)
        golden.check(files.pop("response.json"), response, update=update)
    for other in files.values():
        golden.absent(other, update=update)
