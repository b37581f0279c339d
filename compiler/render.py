"""Diagnostics → text for people, JSON, GitHub annotations or SARIF (design §7)."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol
from urllib.parse import quote

from fraiseql.compiler.codes import CODES
from fraiseql.compiler.diagnostics import Diagnostic, Related, ordered
from fraiseql.compiler.source import Span

# --- text ----------------------------------------------------------------------------------------

_COLORS = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "help": "1;32",
    "gutter": "1;34",
    "strong": "1",
}
_TAB = 4


def render_text(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """Frames with carets, in order of position, and the summary; nothing where there is no diagnostic."""
    listed = ordered(diagnostics)
    if not listed:
        return ""
    blocks = ["\n".join(_block(diagnostic, color)) for diagnostic in listed]
    return "\n\n".join([*blocks, summary(listed)]) + "\n"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are: `3 errors, 1 warning`."""
    counted = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        f"{counted[severity]} {severity}{'s' if counted[severity] > 1 else ''}"
        for severity in ("error", "warning", "note")
        if counted[severity]
    ]
    return ", ".join(parts) or "no problems"


def _block(diagnostic: Diagnostic, color: bool) -> Iterator[str]:
    paint = _painter(color)
    spans = (diagnostic.span, *(related.span for related in diagnostic.related))
    width = max((len(str(span.first[0])) for span in spans if span), default=0)
    margin = " " * width

    label = paint(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity)
    yield label + paint(f": {_indented(_shown(diagnostic.message), '  ')}", "strong")
    if diagnostic.span:
        yield from _frame(diagnostic.span, width, "^", diagnostic.severity, paint)
    notes = [("note", _note(related)) for related in diagnostic.related if not related.span]
    if diagnostic.hint:
        notes.append(("help", diagnostic.hint))
    for kind, text in notes:
        head = f"{margin} = {kind}: "
        painted = f"{margin} {paint('=', 'gutter')} {paint(kind, kind)}: "
        yield painted + _indented(_shown(text), " " * len(head))
    for related in diagnostic.related:
        if related.span:
            yield f"{paint('note', 'note')}: {_indented(_shown(_note(related)), '  ')}"
            yield from _frame(related.span, width, "-", "note", paint)


def _painter(color: bool) -> Callable[[str, str], str]:
    def paint(text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if color else text

    return paint


def _note(related: Related) -> str:
    """The message, the object it is about, and that object's definition on lines of its own."""
    head = f"{related.message}: {related.object}" if related.object else related.message
    return "\n".join(filter(None, (head, related.definition)))


def _indented(text: str, margin: str) -> str:
    return text.replace("\n", "\n" + margin)


def _frame(span: Span, width: int, mark: str, style: str, paint: Callable[[str, str], str]) -> Iterator[str]:
    """The first line of a span, with marks under it."""
    (line, column), (last_line, last_column) = span.first, span.last
    text = span.source.line(line)
    end = last_column - 1 if last_line == line else len(text)
    before, marked = _width(text[: column - 1]), _width(text[column - 1 : end])
    margin, bar = " " * width, paint("|", "gutter")
    yield f"{margin}{paint('-->', 'gutter')} {_shown(span.source.name)}:{line}:{column}"
    yield f"{margin} {bar}"
    yield f"{paint(str(line).rjust(width), 'gutter')} {bar} {_shown(text)}".rstrip()
    yield f"{margin} {bar} {' ' * before}{paint(mark * max(marked, 1), style)}"


_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a terminal show text in another order than it has."""


def _shown(text: str) -> str:
    """Text that is safe on a terminal: a tab is four spaces, and no character steers the terminal."""
    return "".join(map(_cell, text))


def _cell(character: str) -> str:
    if character == "\t":
        return " " * _TAB
    unsafe = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _REORDERING
    return "\ufffd" if unsafe and character != "\n" else character


def _width(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(map(_cells, _shown(text)))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


# --- JSON ----------------------------------------------------------------------------------------


def render_json(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """`{"diagnostics": […]}` with null where something is absent. Lines and columns count from 1."""
    rows = [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity,
            "message": diagnostic.message,
            **_position(diagnostic.span),
            "hint": diagnostic.hint,
            "related": [{"message": note.message, "object": note.object} for note in diagnostic.related],
        }
        for diagnostic in ordered(diagnostics)
    ]
    return json.dumps({"diagnostics": rows}, indent=2) + "\n"


def _position(span: Span | None) -> dict[str, str | int | None]:
    names = ("file", "line", "column", "end_line", "end_column")
    values = (span.source.name, *span.first, *span.last) if span else (None,) * 5
    return dict(zip(names, values, strict=True))


# --- GitHub annotations --------------------------------------------------------------------------


def render_github(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """Workflow commands, one a line, which GitHub shows beside the changed lines."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in ordered(diagnostics))


def _command(diagnostic: Diagnostic) -> str:
    properties: dict[str, str | int] = {}
    if span := diagnostic.span:
        (line, column), (end_line, end_column) = span.first, span.last
        properties = {"file": span.source.name, "line": line, "endLine": end_line}
        if line == end_line:  # GitHub takes columns only within one line; its end is inclusive
            properties |= {"col": column, "endColumn": max(end_column - 1, column)}
    properties["title"] = f"{diagnostic.code}: {CODES[diagnostic.code].title}"
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    command = "notice" if diagnostic.severity == "note" else diagnostic.severity
    return f"::{command} {listed}::{_escaped(_plain(diagnostic))}"


def _plain(diagnostic: Diagnostic) -> str:
    """Everything a diagnostic says, without its frames."""
    lines = [diagnostic.message, *map(_note, diagnostic.related), diagnostic.hint]
    return "\n".join(filter(None, lines))


def _escaped(text: str, also: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" or c in also else c for c in text)


# --- SARIF ---------------------------------------------------------------------------------------


def render_sarif(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """A SARIF 2.1.0 log, for code scanning; its rules are the code table."""
    rules = [
        {
            "id": row.code,
            "shortDescription": {"text": row.title},
            "fullDescription": {"text": row.explanation},
            "help": {"text": row.fix},
        }
        for row in CODES.values()
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "FraiseQL", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(diagnostic) for diagnostic in ordered(diagnostics)],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _result(diagnostic: Diagnostic) -> dict[str, Any]:
    related = []
    for note in diagnostic.related:
        location: dict[str, Any] = {"message": {"text": _note(note)}}
        if note.object:
            location["logicalLocations"] = [{"fullyQualifiedName": note.object}]
        related.append(location | _physical(note.span))
    text = "\n".join(filter(None, (diagnostic.message, diagnostic.hint)))
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": list(CODES).index(diagnostic.code),
        "level": diagnostic.severity,
        "message": {"text": text},
        "locations": [_physical(diagnostic.span)] if diagnostic.span else [],
        "relatedLocations": related,
    }


def _physical(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {}
    (line, column), (end_line, end_column) = span.first, span.last
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    uri = quote(span.source.name, errors="surrogateescape")
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


# --- the table -----------------------------------------------------------------------------------


class Renderer(Protocol):
    """How all of them are called."""

    def __call__(self, diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
        """Diagnostics → text. `color` is for terminals; only the text form looks at it."""


FORMATS: dict[str, Renderer] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
    "sarif": render_sarif,
}
"""Every `--format`."""
