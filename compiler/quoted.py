"""Where the characters of a string's value stand in the source, for diagnostics inside of strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphql import StringValueNode

from fraiseql.compiler.source import Span, span_of

_Placed = list[tuple[str, int, int]]
"""Characters, each with the offsets in the source at which it starts and ends."""

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
    r"|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]+\}|\\.|.",
    re.DOTALL,
)
"""A character of a quoted string as it is written: a pair of surrogates is one."""


def place_within(node: StringValueNode, start: int, end: int) -> Span | None:
    """The place of a part of a string's value, in characters from 0; `end` is exclusive.

    A string that FraiseQL made itself has no place.
    """
    whole = span_of(node)
    if whole is None:
        return None
    source = whole.source
    placed = _characters(source.text, whole, node)
    after = whole.end - _quotes(source.text, whole)
    first = placed[start][1] if start < len(placed) else after
    last = placed[end - 1][2] if start < end <= len(placed) else first
    return whole.part(first, last)


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
    return [(written[0], *written.span()) for written in _ESCAPE.finditer(text, start, end)]


def _block(text: str, start: int, end: int) -> Iterator[_Placed]:
    """The lines of a block string."""
    line: _Placed = []
    for written in re.compile(r'\\"""|\r\n|\n|\r|.', re.DOTALL).finditer(text, start, end):
        if written[0] in ("\r\n", "\n", "\r"):
            yield line
            line = []
        elif len(written[0]) > 1:
            line.extend(('"', at, at + 1) for at in range(written.start() + 1, written.end()))
        else:
            line.append((written[0], *written.span()))
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
            placed.append(("\n", placed[-1][2], placed[-1][2]))  # shown just after what stands before it
        placed.extend(line)
    return placed


def _indent(line: _Placed) -> int:
    return next((index for index, (character, *_) in enumerate(line) if character not in " \t"), len(line))
