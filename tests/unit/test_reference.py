from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from fraiseql.compiler import reference
from fraiseql.operators import OPERATORS, QUANTIFIERS

PAGE = Path(__file__).parents[2] / "docs" / "filters.md"


def test_the_committed_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(reference.__file__, run_name="__main__")
    assert capsys.readouterr().out == PAGE.read_text()


def test_every_operator_is_on_it_once_for_each_group_of_fields() -> None:
    lines = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(), re.MULTILINE)
    expected = [row.name for row in OPERATORS for _ in row.families]
    found = [name for name in lines if name in {*expected, *QUANTIFIERS}]
    assert sorted(found) == sorted([*expected, *QUANTIFIERS])


def test_every_operator_is_described() -> None:
    for description in [*(row.description for row in OPERATORS), *QUANTIFIERS.values()]:
        assert re.fullmatch(r"[A-Z].*[\w`]\.", description)


def test_its_tables_are_whole() -> None:
    table: list[int] = []
    for line in [*PAGE.read_text().splitlines(), ""]:
        if line.startswith("|"):
            table.append(len(re.findall(r"(?<!\\)\|", line)))
        else:
            assert len(set(table)) <= 1
            table = []
