"""A body of a function being read: its tokens, the place in them, and the statements found so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from fraiseql.compiler.analyse.lexer import Token, tokens, value

StatementKind = Literal[
    "query", "for", "assign", "expression", "return", "return next", "return query", "dynamic", "unknown"
]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that a block declares. type: as written, `tb_post.id%TYPE`; empty of an alias.

    alias: the name that it is another one for, or `$1`. query: of a cursor that is bound to one.
    """

    name: str
    type: str
    alias: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a body.

    kind: query: any SQL statement, `PERFORM`, `CALL`, or the literal text of an `EXECUTE`; for: the query
        of a loop; assign: the value that `into` gets; expression: one that is looked at, as the condition
        of an `IF` is; return, return next, return query; dynamic: an `EXECUTE` of a text that is made at
        run time; unknown: what could not be read.
    sql: plain SQL: without `INTO`, expressions as `SELECT …`. Of a dynamic one the expression that makes the
        text. Empty where `into` gets a value that no SQL shows, as from `GET DIAGNOSTICS`.
    offset: in the body, from 0. line: from 1.
    into: what gets the values: `v_id`, `v_row.id`; `v_list[]` where a part of an array does.
    variables: those of the blocks around it, by name, without the parameters of the function.
    conditional: it is inside an `IF`, a `CASE`, a loop or an `EXCEPTION` handler.
    """

    kind: StatementKind
    sql: str
    offset: int
    line: int
    into: tuple[str, ...] = ()
    variables: Mapping[str, Variable] = field(default_factory=dict)
    conditional: bool = False


class Unreadable(Exception):  # noqa: N818 - it never leaves the reading of a body
    """The statement at hand is not what it should be."""


@dataclass(slots=True)
class Frame:
    """What an `END` closes. handling: a block is in its `EXCEPTION` part."""

    kind: Literal["block", "if", "case", "loop"]
    variables: Mapping[str, Variable]
    handling: bool = False


class Reader:
    """The state of reading. A part of the text is a range of the places of its tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(tokens(text))
        self.at = 0
        self.frames: list[Frame] = []
        self.declared: dict[str, Variable] | None = None
        self.found: list[Statement] = []

    # --- tokens ----------------------------------------------------------------------------------

    def peek(self, ahead: int = 0) -> Token:
        """A token ahead; behind the end one that is nothing."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else Token("sign", "", 0, 0)

    def skip(self, *words: str) -> bool:
        """Goes past the next token if it is one of these keywords or signs."""
        found = self.peek().is_any(*words)
        self.at += found
        return found

    def expect(self, *words: str) -> None:
        """Goes past the next token, which must be one of these."""
        if not self.skip(*words):
            raise Unreadable

    def until(self, *stops: str) -> range:
        """The part before a keyword or sign that is outside of parentheses; goes past that."""
        start, depth = self.at, 0
        for place in range(start, len(self.tokens)):
            token = self.tokens[place]
            if not depth and token.is_any(*stops):
                self.at = place + 1
                return range(start, place)
            if token.is_any(";") or token.kind == "broken":
                break
            depth += token.is_any("(", "[") - token.is_any(")", "]")
        raise Unreadable

    def split(self, part: range, *words: str) -> list[range]:
        """The parts between keywords or signs that are outside of parentheses; each starts behind one."""
        found, start, depth = [], part.start, 0
        for place in part:
            token = self.tokens[place]
            if not depth and token.is_any(*words):
                found.append(range(start, place))
                start = place + 1
            depth += token.is_any("(", "[") - token.is_any(")", "]")
        return [*found, range(start, part.stop)]

    def behind(self, part: range, *words: str) -> range | None:
        """The part behind the first of these keywords and signs that is outside of parentheses."""
        before = self.split(part, *words)[0]
        return range(before.stop + 1, part.stop) if before.stop < part.stop else None

    def sections(self, part: range, *keywords: str) -> dict[str, range]:
        """The parts behind each keyword; that before the first under an empty one."""
        parts = self.split(part, *keywords)
        return {self.tokens[p.start - 1].name if n else "": p for n, p in enumerate(parts)}

    def identifier(self) -> str:
        """The name that stands here."""
        name = self.peek().name
        if not name:
            raise Unreadable
        self.at += 1
        return name

    def target(self) -> str:
        """What gets a value: `a`, `a.b`, `a[1]`."""
        written = self.identifier()
        while self.peek().is_any(".", "["):
            if self.skip("["):
                self.until("]")
                written = written.removesuffix("[]") + "[]"
            else:
                self.at += 1
                written += f".{self.identifier()}"
        return written

    def targets(self) -> tuple[str, ...]:
        """The list behind `INTO`."""
        self.skip("strict")
        found = [self.target()]
        while self.skip(","):
            found.append(self.target())
        return tuple(found)

    # --- statements ------------------------------------------------------------------------------

    @property
    def variables(self) -> Mapping[str, Variable]:
        """Those that can be seen here."""
        outer = self.frames[-1].variables if self.frames else {}
        return {**outer, **self.declared} if self.declared else outer

    def between(self, part: range) -> str:
        """The text of a part; an empty one is no text that PostgreSQL would take."""
        if not part:
            raise Unreadable
        return self.text[self.tokens[part.start].start : self.tokens[part.stop - 1].end]

    def add(self, kind: StatementKind, sql: str, place: int, into: tuple[str, ...] = ()) -> None:
        """A statement. place: of the token where it starts."""
        conditional = any(frame.kind != "block" or frame.handling for frame in self.frames)
        offset = self.tokens[place].start if place < len(self.tokens) else len(self.text)
        line = self.text.count("\n", 0, offset) + 1
        self.found.append(Statement(kind, sql, offset, line, into, self.variables, conditional))

    def expression(self, part: range, kind: StatementKind = "expression", into: tuple[str, ...] = ()) -> None:
        """An expression, as the query of its value."""
        self.add(kind, f"SELECT {self.between(part)}", part.start, into)

    def query(self, part: range, kind: StatementKind = "query", into: tuple[str, ...] = ()) -> None:
        """A statement of SQL, with or without an `INTO` for variables in it."""
        sql = self.between(part)
        place = next(self._into(part), None)
        if place is not None:
            back, self.at = self.at, place + 1
            into = self.targets()
            before, after = range(part.start, place), range(self.at, part.stop)
            sql = self.between(before) + (f" {self.between(after)}" if after else "")
            self.at = back
        self.add(kind, sql, part.start, into)

    def _into(self, part: range) -> Iterator[int]:
        """Where an `INTO` stands that does not name a table."""
        for place in part[1:]:
            if self.tokens[place].is_any("into") and not self.tokens[place - 1].is_any("insert", "merge"):
                yield place

    def text_of(self, part: range, into: tuple[str, ...] = (), kind: StatementKind = "query") -> None:
        """A text that is executed: known where it is one literal."""
        one = self.tokens[part.start] if len(part) == 1 else None
        literal = value(one) if one is not None and one.kind == "string" else None
        if literal is None:
            self.expression(part, "dynamic", into)
        else:
            self.add(kind, literal, part.start, into)

    def unknown(self, start: int) -> None:
        """What starts at a token could not be read, up to the next `;`."""
        place = start
        while place < len(self.tokens) and not self.tokens[place].is_any(";"):
            place += 1
        self.at = place + 1
        self.add("unknown", self.between(range(start, place)) if place > start else ";", start)
