"""Holds the page of the architecture against the modules there are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OVERVIEW = (ROOT / "docs" / "architecture" / "OVERVIEW.md").read_text()

FILES = Counter(
    path.name
    for package in ("fraiseql", "compiler")
    for path in (ROOT / package).rglob("*.py")
    if path.name != "__init__.py" and "compiler" not in path.relative_to(ROOT / package).parts
)
"""How many modules have a file name: a few are in both packages."""


@pytest.mark.parametrize(("name", "times"), sorted(FILES.items()))
def test_every_module_is_named(name: str, times: int) -> None:
    assert len(re.findall(rf"\b{re.escape(name)}", OVERVIEW)) >= times


def test_every_module_that_is_named_exists() -> None:
    assert set(re.findall(r"\w+\.py\b", OVERVIEW)) <= FILES.keys()
