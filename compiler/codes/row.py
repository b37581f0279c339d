"""What a row of the table of codes says."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    explanation: what it means. example: a small schema that has the problem, or where the problem is
    not in a schema, what else shows it. fix: how to mend it.
    """

    code: str
    title: str
    explanation: str
    example: str
    fix: str


def code(code: str, title: str, explanation: str, example: str, fix: str) -> Code:
    """A row, of texts as they are best written in a program: indented, and broken into lines."""
    return Code(
        code, title, " ".join(explanation.split()), dedent(example).strip("\n"), " ".join(fix.split())
    )
