from __future__ import annotations

import json
import runpy
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from fraiseql.compiler import contracts
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.source import Source
from tests.postgres import MakeDatabase

ROOT = Path(__file__).parents[2]
BLOG = ROOT / "examples" / "blog"


def test_the_committed_files_are_what_the_code_says() -> None:
    committed = {path.name: path.read_text() for path in (ROOT / "schemas").iterdir()}
    assert committed == contracts.contracts()


def test_running_it_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schemas").mkdir()
    monkeypatch.chdir(tmp_path)
    runpy.run_path(contracts.__file__, run_name="__main__")
    written = {path.name: path.read_text() for path in (tmp_path / "schemas").iterdir()}
    assert written == contracts.contracts()


def test_the_plan_files_of_the_blog_fit_the_schema(make_database: MakeDatabase) -> None:
    schema = json.loads((ROOT / "schemas" / "plan.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    url = make_database("\n".join(path.read_text() for path in sorted((BLOG / "db").glob("[1-4]*.sql"))))
    source = Source("schema.graphql", (BLOG / "schema.graphql").read_text())
    operations = [Source(path.name, path.read_text()) for path in sorted(BLOG.glob("queries/*.graphql"))]
    with connect(url) as connection:
        compiled = compile_schema([source], introspect(connection), partial(prepare, connection), operations)
    assert compiled.diagnostics == []
    plans = {path: json.loads(data) for path, data in compiled.files.items() if path.endswith(".json")}
    assert {path.split("/")[0] for path in plans} == {
        "manifest.json", "operations.json", "constraints.json", "operations", "types", "query", "mutation",
    }  # fmt: skip
    for plan in plans.values():
        validator.validate(plan)
        assert not validator.is_valid(plan | {"surprise": 1})
        assert not validator.is_valid(
            {key: value for key, value in plan.items() if key not in ("kind", "format")}
        )
