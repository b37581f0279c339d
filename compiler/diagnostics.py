"""What the compiler has to say about a schema: diagnostics as plain data (design §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from fraiseql.compiler.source import Span

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Related:
    """A note under a diagnostic.

    object: the database object that disagrees, `table public.tv_post`.
    definition: that object's definition: its column list, or a function's signature.
    span: another place in the schema, such as the first of two equal names.
    """

    message: str
    object: str | None = None
    definition: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem.

    code: a key of `fraiseql.compiler.codes.CODES`.
    message: one sentence without a final full stop.
    hint: what the user could do, such as the answer of `suggest`.
    """

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    severity: Severity = "error"


def suggest(name: str, options: Iterable[str]) -> str | None:
    """Asks "did you mean `tv_post`?" with up to three close options, best first; None if none is close."""
    names = [f"`{option}`" for option in close(name, options)]
    if not names:
        return None
    return f"did you mean {' or '.join(filter(None, (', '.join(names[:-1]), names[-1])))}?"


def close(name: str, options: Iterable[str]) -> list[str]:
    """The up to three options that are spelled most like a name, best first.

    Case and underscores count for nothing, nor does an option's schema unless `name` has one too.
    """
    by_spelling: dict[str, list[str]] = {}
    for option in sorted(set(options) - {name}, key=lambda text: (len(text), text)):
        unqualified = option if "." in name else option.rpartition(".")[2]
        by_spelling.setdefault(spelling(unqualified), []).append(option)
    spellings = get_close_matches(spelling(name), by_spelling, n=3, cutoff=0.7)
    return [option for spelling in spellings for option in by_spelling[spelling]][:3]


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorts by source position, then code; diagnostics without a span come last."""
    return sorted(diagnostics, key=_position)


def spelling(name: str) -> str:
    """A name without what counts for nothing: case and underscores."""
    return name.replace("_", "").casefold()


def _position(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str, str]:
    span = diagnostic.span
    if span is None:
        return True, "", 0, 0, diagnostic.code, diagnostic.message
    return False, span.source.name, span.start, span.end, diagnostic.code, diagnostic.message
