"""What the documents point at exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fraiseql.errors import CODES

ROOT = Path(__file__).parents[2]
OURS = ("*.md", "docs/**/*.md", "examples/**/*.md", "tests/**/*.md")
DOCUMENTS = sorted(
    path for pattern in OURS for path in ROOT.glob(pattern) if "node_modules" not in path.parts
)
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^()\s]+)\)")


def prose(document: Path) -> str:
    """A document without its code."""
    return CODE.sub("code", document.read_text())


def anchors(document: Path) -> set[str]:
    """What links can lead to in a document: its headings, as GitHub writes them."""
    headings = re.findall(r"^#+ +(.*)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def links(document: Path) -> list[str]:
    """The links to our own files."""
    return [link for link in LINK.findall(prose(document)) if "://" not in link]


def test_there_are_links_to_check() -> None:
    assert ROOT / "README.md" in DOCUMENTS
    assert "docs/schema.md" in links(ROOT / "README.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    for link in links(document):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_what_errors_say_at_run_time_is_documented() -> None:
    _, _, about = (ROOT / "docs/schema.md").read_text().partition("## Errors at run time")
    shown = re.findall(r"^\| `([A-Z_]+)` \| (.*) \|$", about, re.MULTILINE)
    assert dict(shown) == CODES
