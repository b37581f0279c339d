"""The survivors that are known and harmless, as `docs/mutation-testing.md` lists them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

DOCUMENT = Path(__file__).parents[2] / "docs" / "mutation-testing.md"

_SECTION = re.compile(r"^### `([\w.]+)`$(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_DIFF = re.compile(r"^```diff\n@@ (.*?) @@\n-(.*?)\n\+(.*?)\n```$", re.MULTILINE)


class Survivor(NamedTuple):
    """A mutant that no test notices: see `Mutant`."""

    module: str
    place: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"```diff\n@@ {self.place} @@\n- {self.before}\n+ {self.after}\n```"


def read_survivors() -> list[Survivor]:
    """Those that the document lists."""
    text = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    return [
        Survivor(module, place, before.strip(), after.strip())
        for module, section in _SECTION.findall(text)
        for place, before, after in _DIFF.findall(section)
    ]
