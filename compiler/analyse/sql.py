"""SQL text → trees. The one place where sqlglot is called to parse.

Trees are shared, since texts are parsed once: nobody may change one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, TypeAlias

from sqlglot import Dialect, Token, TokenType, exp
from sqlglot.errors import SqlglotError
from sqlglot.parsers.postgres import PostgresParser

from fraiseql.compiler.analyse.lexer import tokens

Tree: TypeAlias = exp.Expr

KEPT = 4096
"""How many texts are kept as trees, so that compiling again parses only what has changed."""

_POSTGRES = Dialect.get_or_raise("postgres")


class _Parser(PostgresParser):
    """Reads every call of a function as `exp.Anonymous`, by its name, as nothing is to be translated.

    Those with a syntax of their own are left: `CAST(x AS t)`, `EXTRACT(a FROM b)` and so on.
    """

    FUNCTIONS: ClassVar[dict[str, Any]] = {}
    FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {
        name: PostgresParser.FUNCTION_PARSERS[name]
        for name in ("CAST", "EXTRACT", "NORMALIZE", "OVERLAY", "POSITION", "SUBSTRING", "TRIM")
    }

    def _parse_wrapped_select(self, table: bool = False) -> Tree | None:
        """Also `(unnest(…) x JOIN …)`, where sqlglot does not look for joins."""
        found: Tree | None = super()._parse_wrapped_select(table)
        if isinstance(found, exp.Unnest | exp.Lateral):
            for join in self._parse_joins():
                found.append("joins", join)
        return found


# What sqlglot raises on SQL that it was not made for is not always one of its own errors.
FAILURES = (SqlglotError, RecursionError, AssertionError, AttributeError, LookupError, TypeError, ValueError)

_TYPE = re.compile(
    r"""(\)*::("[^"]+"|[\w.])+( varying| precision)?(\(\d+(,\d+)?\))?( with(out)? time zone)?(\[\])*)*"""
)
"""What makes a cast of an expression that it follows."""

_KEYWORDS: dict[type[Tree], str] = {
    exp.Case: "case",
    exp.Lateral: "lateral",
    exp.Subquery: "(",
    exp.Query: "select",
}


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A statement that could not be read, so that nothing is known of it.

    text: the statement. line: of the text, from 1, where it starts.
    """

    text: str
    line: int = 1


@lru_cache(maxsize=KEPT)
def parse(text: str) -> tuple[Tree | Unparsed, ...]:
    """The statements of a text, in order, each with its places in the text. Never raises.

    What sqlglot knows only as a command (`GRANT …`, `VACUUM`) is an `exp.Command`.
    """
    with _silence():
        try:
            found = _POSTGRES.tokenize(_parameters(text))
        except FAILURES:
            return (Unparsed(text),)
        return tuple(_statement(text, statement) for statement in _split(found))


def _parameters(text: str) -> str:
    """The text where parameters are written `@1`: sqlglot's tokenizer loses its place in `$1 <> ''`."""
    for token in tokens(text) if re.search(r"\$[0-9]", text) else ():
        if token.kind == "parameter":
            text = f"{text[: token.start]}@{text[token.start + 1 :]}"
    return text


def query(text: str) -> Tree | Unparsed:
    """The one query that a text is, such as a view's definition."""
    found = parse(text)
    return found[0] if len(found) == 1 and isinstance(found[0], exp.Query) else Unparsed(text)


def name(identifier: exp.Identifier) -> str:
    """What PostgreSQL calls what an identifier names: lower case unless it is quoted."""
    # Only ASCII is folded, in databases of several bytes a character.
    text = identifier.name
    return text if identifier.quoted else re.sub("[A-Z]+", lambda upper: upper[0].lower(), text)


def line(tree: Tree) -> int | None:
    """The line of the text, from 1, where a tree starts; nothing where no part of it has a place."""
    return min((place["line"] for place in _places(tree)), default=None)


def excerpt(text: str, tree: Tree) -> str:
    """The part of the text that a tree was made of, on one line; without a place, as sqlglot prints it."""
    places = list(_places(tree))
    if not places:
        with _silence():
            return tree.sql("postgres")
    start, end = min(place["start"] for place in places), max(place["end"] for place in places) + 1
    # Keywords have no places.
    keyword = next((word for kind, word in _KEYWORDS.items() if isinstance(tree, kind)), None)
    if keyword is not None:
        start = max(text.lower().rfind(keyword, 0, start), 0)
    found = _closed(text, start, end)
    last = tree
    while isinstance(last, exp.Binary | exp.Paren):
        last = last.right if isinstance(last, exp.Binary) else last.this
    if isinstance(last, exp.Cast):
        found += _TYPE.match(text, start + len(found))[0]  # type: ignore[index] # it matches nothing as well
    while found.count(")") > found.count("(") and text[:start].endswith("("):
        start, found = start - 1, f"({found}"
    return " ".join(found.split())


def _statement(text: str, read: list[Token]) -> Tree | Unparsed:
    try:
        (tree,) = _Parser(dialect=_POSTGRES).parse(read, text)
    except FAILURES:
        tree = None
    if tree is None:
        return Unparsed(text[read[0].start : read[-1].end + 1], read[0].line)
    return tree


def _split(found: list[Token]) -> Iterator[list[Token]]:
    statement: list[Token] = []
    for token in found:
        if token.token_type == TokenType.SEMICOLON:
            if statement:
                yield statement
            statement = []
        else:
            statement.append(token)
    if statement:
        yield statement


def _places(tree: Tree) -> Iterator[dict[str, int]]:
    return (node.meta for node in tree.walk() if "start" in node.meta)


def _closed(text: str, start: int, end: int) -> str:
    """A part of a text, with the parentheses after it that it has opened, and the END of its CASE."""
    if text[start : start + 4].lower() == "case":
        end = text.lower().find("end", end) + 3 or len(text)
    while end < len(text) and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    return text[start:end]


@contextmanager
def _silence() -> Iterator[None]:
    """Without sqlglot's warnings: what it cannot read is unknown, which is said where it matters."""
    logger = logging.getLogger("sqlglot")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
