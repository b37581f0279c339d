"""Text of SQL and PL/pgSQL → tokens, as PostgreSQL's scanner reads them. Never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["word", "quoted", "string", "parameter", "number", "sign", "broken"]


@dataclass(frozen=True, slots=True)
class Token:
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


def tokens(text: str) -> list[Token]:
    """All tokens of a text, without the space between them; the last is `broken` if the text breaks off."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        token, position = _token(text, position)
        if token is not None:
            found.append(token)
    return found


def _token(text: str, start: int) -> tuple[Token | None, int]:
    match = _TOKEN.match(text, start)
    assert match is not None, "any character is a sign"
    kind, end = match.lastgroup, match.end()
    if kind == "nothing":
        return None, end
    if kind == "comment":
        closed = _comment_end(text, end)
        return (None, closed) if closed else _broken(text, start)
    if kind == "dollar":
        closing = text.find(match[0], end)
        end = closing + len(match[0])
        return (Token("string", text[start:end], start, end), end) if closing >= 0 else _broken(text, start)
    if kind == "sign" and match[0] in "'\"":
        return _broken(text, start)
    return Token(_KINDS[kind or ""], match[0], start, end, _name(match)), end


_KINDS: dict[str, TokenKind] = {
    "string": "string",
    "escaped": "string",
    "quoted": "quoted",
    "parameter": "parameter",
    "number": "number",
    "word": "word",
    "sign": "sign",
}


def _broken(text: str, start: int) -> tuple[Token, int]:
    return Token("broken", text[start:], start, len(text)), len(text)


def _comment_end(text: str, position: int) -> int:
    """Where a comment ends, with those inside it; 0 where it does not."""
    depth = 1
    while depth:
        match = _COMMENT.search(text, position)
        if match is None:
            return 0
        depth += 1 if match[0] == "/*" else -1
        position = match.end()
    return position


def _name(match: re.Match[str]) -> str:
    if match.lastgroup == "word":
        # Only ASCII is folded, in databases of several bytes a character.
        return re.sub("[A-Z]+", lambda upper: upper[0].lower(), match[0])
    if match.lastgroup == "quoted":
        return match[0].partition('"')[2][:-1].replace('""', '"')
    return ""


def value(token: Token) -> str | None:
    """The text that a `string` token stands for; nothing where it has escapes or is one of bits."""
    if token.text.startswith("$"):
        width = token.text.index("$", 1) + 1
        return token.text[width:-width]
    prefix, _, rest = token.text.partition("'")
    plain = prefix.lower() in ("", "n") or (prefix.lower() == "e" and "\\" not in rest)
    return rest[:-1].replace("''", "'") if plain else None
