"""Text of SQL and PL/pgSQL → tokens, as PostgreSQL's scanner reads them. Never raises."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

TokenKind = Literal["word", "quoted", "string", "parameter", "number", "sign", "broken"]


class Token(NamedTuple):
    """A token, and where it stands in the text. broken: a string or a comment that never ends.

    name: of a `word` or a `quoted` identifier, as PostgreSQL calls what it names; empty for the others.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    name: str = ""

    def is_any(self, *words: str) -> bool:
        """Whether it is one of these keywords, which are never quoted, or of these signs."""
        if self.kind == "word":
            return self.name in words
        return self.kind == "sign" and self.text in words


_LETTER = r"A-Za-z_\x80-\U0010ffff"
_TOKEN = re.compile(
    rf"""
    (?P<nothing> [ \t\n\r\f\v]+ | --[^\n\r]* )
    | (?P<comment> /\* )
    | (?P<string> (?: [bxn] | u& )? ' (?: [^']++ | '' )*+ ' )
    | (?P<escaped> e ' (?: [^'\\]++ | \\. | '' )*+ ' )
    | (?P<quoted> (?: u& )? " (?: [^"]++ | "" )*+ " )
    | (?P<dollar> \$ (?: [{_LETTER}] [{_LETTER}0-9]* )? \$ )
    | (?P<parameter> \$ [0-9]+ )
    | (?P<number> [0-9]+ (?: \. (?! \. ) [0-9]* )? (?: e [+-]? [0-9]+ )? | \. [0-9]+ )
    | (?P<word> [{_LETTER}] [{_LETTER}0-9$]* )
    | (?P<sign> := | << | >> | \.\. | :: | => | . )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*|\*/")


@lru_cache(maxsize=16384)
def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of a text, without the space between them; the last is `broken` if the text breaks off."""
    found: list[Token] = []
    position, match_at = 0, _TOKEN.match
    while position < len(text):
        match = match_at(text, position)
        assert match is not None, "any character is a sign"
        kind, start, position = match.lastgroup or "", position, match.end()
        if kind in _KINDS and not (kind == "sign" and match[0] in "'\""):
            found.append(Token(_KINDS[kind], match[0], start, position, _name(kind, match[0])))
        elif kind != "nothing":
            position = _closed(text, start, match)
            if position < 0:
                position = len(text)
                found.append(Token("broken", text[start:], start, position))
            elif kind == "dollar":
                found.append(Token("string", text[start:position], start, position))
    return tuple(found)


_KINDS: dict[str, TokenKind] = {
    "string": "string",
    "escaped": "string",
    "quoted": "quoted",
    "parameter": "parameter",
    "number": "number",
    "word": "word",
    "sign": "sign",
}


def _closed(text: str, start: int, opening: re.Match[str]) -> int:
    """Where a comment or a dollar-quoted string ends; below 0 where it does not, or another quote."""
    if opening.lastgroup == "comment":
        return _comment_end(text, opening.end())
    if opening.lastgroup == "sign":
        return -1
    closing = text.find(opening[0], opening.end())
    return closing + len(opening[0]) if closing >= 0 else -1


def _comment_end(text: str, position: int) -> int:
    """Where a comment ends, with those inside it; below 0 where it does not."""
    depth = 1
    while depth:
        match = _COMMENT.search(text, position)
        if match is None:
            return -1
        depth += 1 if match[0] == "/*" else -1
        position = match.end()
    return position


def _name(kind: str, text: str) -> str:
    if kind == "word":
        # Only ASCII is folded, in databases of several bytes a character.
        return text.lower() if text.isascii() else re.sub("[A-Z]+", lambda upper: upper[0].lower(), text)
    if kind == "quoted":
        return text.partition('"')[2][:-1].replace('""', '"')
    return ""


def value(token: Token) -> str | None:
    """The text that a `string` token stands for; nothing where it has escapes or is one of bits."""
    if token.text.startswith("$"):
        width = token.text.index("$", 1) + 1
        return token.text[width:-width]
    prefix, _, rest = token.text.partition("'")
    plain = prefix.lower() in ("", "n") or (prefix.lower() == "e" and "\\" not in rest)
    return rest[:-1].replace("''", "'") if plain else None
