"""Where the characters of a string's value stand in the source, for diagnostics inside of strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphql import StringValueNode

from fraiseql.compiler.source import Source, Span, span_of

_Placed = list[tuple[str, int]]
"""Characters, each with the offset at which it starts in the source."""

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
    r"|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]+\}|\\.|.",
    re.DOTALL,
)
"""A character of a quoted string as it is written: a pair of surrogates is one."""


def place_within(source: Source, node: StringValueNode, start: int, end: int) -> Span | None:
    """The place of a part of a string's value, in characters from 0; `end` is exclusive.

    A string that FraiseQL made itself has no place.
    """
    whole = span_of(source, node)
    if whole is None:
        return None
    offsets = [offset for _, offset in _characters(source.text, whole, node)]
    last = whole.end - _quotes(source.text, whole)
    places = [*offsets, last]
    first = places[min(start, len(offsets))]
    return Span(source, first, max(first, places[min(end, len(offsets))]))


def _quotes(text: str, whole: Span) -> int:
    """How many quotes stand on each side: none around a bare word."""
    if text.startswith('"""', whole.start):
        return 3
    return 1 if text[whole.start] == '"' else 0


def _characters(text: str, whole: Span, node: StringValueNode) -> _Placed:
    quotes = _quotes(text, whole)
    start, end = whole.start + quotes, whole.end - quotes
    if node.block:
        return _dedented(_block(text, start, end))
    return [(written[0], written.start()) for written in _ESCAPE.finditer(text, start, end)]


def _block(text: str, start: int, end: int) -> Iterator[_Placed]:
    """The lines of a block string."""
    line: _Placed = []
    for written in re.compile(r'\\"""|\r\n|\n|\r|.', re.DOTALL).finditer(text, start, end):
        if written[0] in ("\r\n", "\n", "\r"):
            yield line
            line = []
        elif len(written[0]) > 1:
            line.extend(('"', written.start() + 1 + index) for index in range(3))
        else:
            line.append((written[0], written.start()))
    yield line


def _dedented(lines: Iterator[_Placed]) -> _Placed:
    """The lines as one text, without what is there for the eye alone (GraphQL specification, 2.9.4)."""
    kept = list(lines)
    indents = [_indent(line) for line in kept[1:] if _indent(line) < len(line)]
    common = min(indents, default=0)
    kept[1:] = [line[common:] for line in kept[1:]]
    while kept and _indent(kept[0]) == len(kept[0]):
        del kept[0]
    while kept and _indent(kept[-1]) == len(kept[-1]):
        del kept[-1]
    placed: _Placed = []
    for number, line in enumerate(kept):
        if number:
            # The end of a line is shown just after what stands on it, or where the next one starts.
            before = placed[-1][1] + 1 if placed else 0
            placed.append(("\n", before))
        placed.extend(line)
    return placed


def _indent(line: _Placed) -> int:
    return next((index for index, (character, _) in enumerate(line) if character not in " \t"), len(line))
