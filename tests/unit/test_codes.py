from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from fraiseql.compiler import directives
from fraiseql.compiler.codes import CODES, FAMILIES, page, reference
from fraiseql.compiler.codes.row import Code

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("row", CODES.values(), ids=lambda row: row.code)
def test_every_code_is_explained(row: Code) -> None:
    assert re.fullmatch(r"FQ[1-6][0-9]{2}", row.code)
    assert row in FAMILIES[row.code[:3]][1]
    assert row.title
    assert not row.title.endswith(".")
    assert row.explanation.endswith(".")
    assert row.example.strip()
    assert row.fix.endswith(".")
    whole = reference()
    assert f"### {row.code}: {row.title}\n" in whole
    assert row.example in whole


def test_a_page_holds_all_of_a_row() -> None:
    shown = page(CODES["FQ401"])
    assert shown.startswith("FQ401: relation not found\n\n`@view` names a relation")
    assert "\nExample:\n\n    type Post @view(tv_posts) {" in shown
    assert shown.endswith(f"\nFix: {CODES['FQ401'].fix}")


def test_codes_are_listed_once_and_in_order() -> None:
    assert list(CODES) == sorted(CODES)
    assert len(CODES) == sum(len(rows) for _, rows in FAMILIES.values())


def test_the_committed_reference_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_module("fraiseql.compiler.codes", run_name="__main__")
    assert (ROOT / "docs" / "errors.md").read_text() == capsys.readouterr().out


def test_the_directives_are_standard_sdl() -> None:
    import graphql

    schema = graphql.build_schema(directives.SDL + "type Query { a: Int }")
    own = {d.name: d for d in schema.directives if not graphql.is_specified_directive(d)}
    assert set(own) == {
        *("view", "command", "from", "column", "represents", "limit", "discriminator"),
        *("filter", "session", "relation"),
    }
    for directive in own.values():
        assert directive.description
        assert all(argument.description for argument in directive.args.values())
    assert len(directives.DIRECTIVES.definitions) == len(own)
