"""Runs every case folder under tests/cases (design §10): schema, database and answer side by side.

schema.graphql + database.sql → diagnostics.txt where the schema does not compile; else, for query.graphql
with variables.json and session.json, → statements.sql (what went over the wire) + response.json.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import Compiled, compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.render import render_text
from fraiseql.compiler.source import Source
from tests import golden
from tests.postgres import MakeDatabase

ROOT = Path(__file__).parent / "cases"
CASES = sorted(path.parent for path in ROOT.glob("*/*/schema.graphql"))


def compiled(case: Path, url: str) -> Compiled:
    """Compiles the case's schema against its database."""
    source = Source("schema.graphql", (case / "schema.graphql").read_text())
    with connect(url) as connection:
        return compile_schema(source, introspect(connection), partial(prepare, connection))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path, make_database: MakeDatabase, update_golden: bool, tmp_path: Path) -> None:
    """The folder is the test."""
    url = make_database((case / "database.sql").read_text())
    result = compiled(case, url)
    diagnostics = case / "diagnostics.txt"
    if result.diagnostics:
        golden.check(diagnostics, render_text(result.diagnostics), update=update_golden)
    else:
        golden.absent(diagnostics, update=update_golden)
