"""Source text and positions in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import graphql


@dataclass(frozen=True)
class Source:
    """A schema file: the name it is shown under, and its text."""

    name: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line starts. Lines end as GraphQL ends them: LF, CRLF or CR."""
        starts = [0]
        for offset, character in enumerate(self.text):
            if character == "\n" or (character == "\r" and self.text[offset + 1 : offset + 2] != "\n"):
                starts.append(offset + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both from 1; columns count characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, from 1, without its end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@dataclass(eq=False, slots=True)
class Piece:
    """A stretch of a source that is read by itself. Another run may find it in another place."""

    source: Source
    start: int


class Span:
    """A stretch of a source, as offsets from 0; `end` is exclusive.

    In a piece of a source it moves with the piece.
    """

    __slots__ = ("_end", "_in", "_start")

    def __init__(self, within: Source | Piece, start: int, end: int) -> None:
        self._in = within
        self._start = start
        self._end = end

    @property
    def source(self) -> Source:
        """The whole source."""
        return self._in.source if isinstance(self._in, Piece) else self._in

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self._start + (self._in.start if isinstance(self._in, Piece) else 0)

    @property
    def end(self) -> int:
        """The offset just past the last character."""
        return self._end + (self._in.start if isinstance(self._in, Piece) else 0)

    def part(self, start: int, end: int) -> Span:
        """A stretch of the same source, which moves as this one does."""
        moved = self.start - self._start
        return Span(self._in, start - moved, end - moved)

    @property
    def first(self) -> tuple[int, int]:
        """Line and column of the first character."""
        return self.source.position(self.start)

    @property
    def last(self) -> tuple[int, int]:
        """Line and column just past the last character."""
        return self.source.position(self.end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self._place() == other._place()

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.source.name!r}, {self.start}, {self.end})"

    def _place(self) -> tuple[int, int, Source]:
        return self.start, self.end, self.source


class Located(graphql.Source):
    """A source, or a piece of one, as graphql-core parses it: the nodes lead back to their file."""

    __slots__ = ("origin",)

    def __init__(self, origin: Source | Piece, text: str | None = None) -> None:
        """text: that of a piece."""
        source = origin.source if isinstance(origin, Piece) else origin
        super().__init__(source.text if text is None else text, source.name)
        self.origin = origin


def span_of(node: graphql.Node) -> Span | None:
    """Where an AST node stands; nothing for a node that FraiseQL made itself (a derived type)."""
    if node.loc is None or not isinstance(node.loc.source, Located):
        return None
    return Span(node.loc.source.origin, node.loc.start, node.loc.end)


_HELD: dict[type, tuple[str, ...]] = {}
"""What nodes of a kind hold, the last first; graphql-core finds it out anew for each node."""

N = TypeVar("N", bound=graphql.Node)


def within(node: graphql.Node, kind: type[N]) -> Iterator[N]:
    """The nodes of a kind in a node, in their order. graphql-core's visitor takes many times as long."""
    nodes = [node]
    while nodes:
        each = nodes.pop()
        if isinstance(each, kind):
            yield each
        kind_of = type(each)
        if kind_of not in _HELD:
            _HELD[kind_of] = tuple(key for key in reversed(each.keys) if key not in ("loc", "kind"))
        for key in _HELD[kind_of]:
            held = getattr(each, key, None)
            if isinstance(held, graphql.Node):
                nodes.append(held)
            elif isinstance(held, tuple):
                nodes.extend(reversed(held))


def mentioned(node: graphql.Node) -> tuple[str, ...]:
    """The names of the types that a node mentions, each once."""
    return tuple(dict.fromkeys(each.name.value for each in within(node, graphql.NamedTypeNode)))
