"""What a row of the table of codes says."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent
from typing import Literal, TypeAlias

Severities: TypeAlias = Literal["error", "error or warning", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    explanation: what it means. example: a small schema that has the problem, or where the problem is
    not in a schema, what else shows it. fix: how to mend it. severity: where the same code is an error in one
    place and a warning in another, the message says why.
    """

    code: str
    title: str
    explanation: str
    example: str
    fix: str
    severity: Severities = "error"


def code(
    code: str, title: str, explanation: str, example: str, fix: str, severity: Severities = "error"
) -> Code:
    """A row, of texts as they are best written in a program: indented, and broken into lines."""
    texts = " ".join(explanation.split()), dedent(example).strip("\n"), " ".join(fix.split())
    return Code(code, title, *texts, severity)
