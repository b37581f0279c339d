"""The predicates of `@filter` and `@relation`: text → AST. The grammar is `expression.lark`.

What is only another way of saying something is gone in the AST: `a != b` is `not a = b`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.source import Span

MAX_NESTING = 100
"""How many parentheses and `not` a predicate may have."""

Comparator: TypeAlias = Literal["=", "<", "<=", ">", ">="]

Locate: TypeAlias = Callable[[int, int], Span | None]
"""Where a stretch of the text stands in the schema."""


@dataclass(frozen=True, slots=True)
class FieldName:
    """A column, or a path in the document: `author.id` is `("author", "id")`."""

    parts: tuple[str, ...]
    span: Span | None

    def __str__(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class SessionName:
    """A value of the session: `$user_id`."""

    name: str
    span: Span | None

    def __str__(self) -> str:
        return f"${self.name}"


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal. value: text, `Decimal` for all numbers, or a boolean. written: as it stands there."""

    value: str | Decimal | bool
    written: str
    span: Span | None

    def __str__(self) -> str:
        return f'"{self.value}"' if isinstance(self.value, str) else self.written


Term: TypeAlias = FieldName | SessionName | Constant


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left = right` and the like."""

    operator: Comparator
    left: Term
    right: Term
    span: Span | None


@dataclass(frozen=True, slots=True)
class Membership:
    """`term in (…)`."""

    term: Term
    values: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class NullTest:
    """`term is null`."""

    term: Term


@dataclass(frozen=True, slots=True)
class Truth:
    """A term that is a condition by itself: `published`."""

    term: Term


@dataclass(frozen=True, slots=True)
class Negation:
    """`not …`: true wherever what is negated is not, so also where that is null."""

    negated: Predicate


@dataclass(frozen=True, slots=True)
class Conjunction:
    """`… and …`."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    """`… or …`."""

    parts: tuple[Predicate, ...]


Predicate: TypeAlias = Comparison | Membership | NullTest | Truth | Negation | Conjunction | Disjunction


class Parsed(NamedTuple):
    """What a text means, or what is wrong with it."""

    predicate: Predicate | None = None
    problem: Diagnostic | None = None


def parse_predicate(text: str, locate: Locate) -> Parsed:
    """Parses a predicate; FQ231 where it is none. locate: for the spans."""
    if len(re.findall(r"\(|\bnot\b", text, re.IGNORECASE)) > MAX_NESTING:
        message = f"the predicate has more than {MAX_NESTING} parentheses and `not`"
        return Parsed(problem=Diagnostic("FQ231", message, locate(0, len(text))))
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        start = len(text) if ended else error.pos_in_stream
        assert start is not None
        return Parsed(problem=_unexpected(text, start, locate))
    return Parsed(_Reader(locate).transform(tree))


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_suffix(".lark").read_text()
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|\$\w*|'[^']*|[=!&|]+|.", re.DOTALL)

_MEANT = {
    "==": "equality is written `=`",
    "&&": "it is written `and`",
    "&": "it is written `and`",
    "||": "it is written `or`",
    "|": "it is written `or`",
    "!": "it is written `not`",
    "$": "a session name follows the dollar sign: `$user_id`",
}


def _unexpected(text: str, start: int, locate: Locate) -> Diagnostic:
    if not text.strip():
        return Diagnostic("FQ231", "the predicate is empty", locate(0, len(text)))
    found = _WORD.match(text, start)
    if found is None:
        message = "the predicate ends where a value or a condition must follow"
        return Diagnostic("FQ231", message, locate(len(text), len(text)))
    word = found[0]
    hint = _MEANT.get(word)
    if word == "=" and text[:start].endswith("="):
        start, word, hint = start - 1, "==", _MEANT["=="]
    if word.startswith("'"):
        if "'" not in text[start + 1 :]:
            hint = "a text ends with a single quote; one inside it is written twice"
        word = word[1:]
        message = f'unexpected text "{word}" in the predicate'
        return Diagnostic("FQ231", message, locate(start, found.end()), hint)
    return Diagnostic("FQ231", f"unexpected `{word}` in the predicate", locate(start, found.end()), hint)


@v_args(meta=True)
class _Reader(Transformer[Token, Predicate]):
    """Builds the AST from the leaves up."""

    def __init__(self, locate: Locate) -> None:
        super().__init__()
        self._locate = locate

    def _span(self, meta: Any) -> Span | None:
        return self._locate(meta.start_pos, meta.end_pos)

    def name(self, meta: Any, words: list[Token]) -> FieldName:
        parts = (w[1:-1].replace('""', '"') if w.startswith('"') else str(w) for w in words)
        return FieldName(tuple(parts), self._span(meta))

    def session(self, meta: Any, words: list[Token]) -> SessionName:
        return SessionName(words[0][1:], self._span(meta))

    def literal(self, meta: Any, words: list[Token]) -> Constant:
        (word,) = words
        value: str | Decimal | bool
        if word.type == "STRING":
            value = word[1:-1].replace("''", "'")
        elif word.type == "NUMBER":
            value = Decimal(word)
        else:
            value = word.type == "TRUE"
        return Constant(value, str(word), self._span(meta))

    def comparison(self, meta: Any, parts: list[Any]) -> Predicate:
        left, sign, right = parts
        if sign in ("!=", "<>"):
            return Negation(Comparison("=", left, right, self._span(meta)))
        return Comparison(_COMPARATORS[sign], left, right, self._span(meta))

    def membership(self, _meta: Any, parts: list[Any]) -> Predicate:
        return Membership(parts[0], tuple(parts[1:]))

    def no_membership(self, _meta: Any, parts: list[Any]) -> Predicate:
        return Negation(Membership(parts[0], tuple(parts[1:])))

    def is_null(self, _meta: Any, parts: list[Any]) -> Predicate:
        return NullTest(parts[0])

    def is_not_null(self, _meta: Any, parts: list[Any]) -> Predicate:
        return Negation(NullTest(parts[0]))

    def truth(self, _meta: Any, parts: list[Any]) -> Predicate:
        return Truth(parts[0])

    def negation(self, _meta: Any, parts: list[Any]) -> Predicate:
        return Negation(parts[0])

    def all_of(self, _meta: Any, parts: list[Any]) -> Predicate:
        return Conjunction(tuple(parts))

    def any_of(self, _meta: Any, parts: list[Any]) -> Predicate:
        return Disjunction(tuple(parts))


_COMPARATORS: dict[str, Comparator] = {"=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
