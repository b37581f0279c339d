"""What a syntax error was probably meant to be: a hint for what people write by habit, or forget."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphql import DirectiveLocation, Token, TokenKind

from fraiseql.compiler.diagnostics import suggest

ONLY_FIRST = "only a directive's first argument may stand without its name"
"""The message of an error that graphql-core does not know."""

KEYWORDS = ("schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend")

_OTHERS = ("class", "table", "model", "struct", "object", "record", "view", "entity")
"""What other languages call a type."""

CLOSING = {
    TokenKind.BRACE_R: TokenKind.BRACE_L,
    TokenKind.PAREN_R: TokenKind.PAREN_L,
    TokenKind.BRACKET_R: TokenKind.BRACKET_L,
}


def unclosed(tokens: Sequence[Token]) -> list[Token]:
    """The brackets that are still open, the innermost last."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind in CLOSING.values():
            opened.append(token)
        elif token.kind in CLOSING:
            opened.pop()  # never another's: the parser has seen to that
    return opened


def left_open(before: Sequence[Token], wrong: Token) -> tuple[Token, Token] | None:
    """The `{` that is not closed before the keyword of a definition that starts no further in; and that."""
    opened = unclosed(before)
    if [token.kind for token in opened] != [TokenKind.BRACE_L]:
        return None
    place = before.index(opened[0])
    around = _defining(before[:place])
    if around is None:
        return None
    inside = [*before[place + 1 :], wrong]
    for last, token, following in zip([opened[0], *inside], inside, inside[1:], strict=False):
        starts = token.kind == TokenKind.NAME and token.value in KEYWORDS and token.line > last.line
        if starts and token.column <= around.column and following.kind not in _OF_A_FIELD:
            return opened[0], token
    return None


_OF_A_FIELD = (TokenKind.COLON, TokenKind.PAREN_L)
"""What shows that a keyword is the name of a field."""


def hint(message: str, before: Sequence[Token], wrong: Token) -> str | None:
    """What could be done about an error at a token. before: all tokens in front of it."""
    opened = unclosed(before)
    if (left := left_open(before, wrong)) is not None:
        return f"add the `}}` that is missing before `{left[1].value}`"
    if wrong.kind == TokenKind.EOF and opened:
        return f"add `{_closing(opened[-1])}`"
    if wrong.kind in CLOSING and before[-1].kind == CLOSING[wrong.kind]:
        return f"`{before[-1].kind.value}{wrong.kind.value}` may not be empty: fill it, or leave it out"
    if not opened and wrong.kind == TokenKind.NAME and (meant := _meant(wrong.value or "")) is not None:
        return meant
    text = f"{_scope(before, opened)}: {' '.join(map(_word, before[-_TAIL:]))} » {_word(wrong)} | {message}"
    for pattern, said in _MISTAKES:
        if match := re.search(pattern, text):
            return match.expand(said)
    return "after a name come `:` and its type or value" if message.startswith("expected ':'") else None


def hint_of_text(message: str, text: str, offset: int) -> str | None:
    """What could be done about characters that are no token."""
    found = f"{message}\n{text[offset:]}"
    return next((said for pattern, said in _CHARACTERS if re.match(pattern, found)), None)


_TAIL = 12
"""How many tokens before an error are looked at."""

_MISTAKES = (
    # where nothing is open
    (r"^top: .*» [])}] ", "nothing is open that it closes: remove it"),
    (r"^top: .*\bimplements(?: &)? \w+(?: & \w+)* » \w+ ", "interfaces are joined by `&`"),
    (
        r"^top: .*\bunion \w+ =(?: \|)? \w+(?: \| \w+)* » \w+ ",
        "the members of a union are joined by `|`",
    ),
    (r"^top: .*\bunion \w+ = » \{", "the members stand without braces: `union Name = A | B`"),
    (r"^top: .*\bimplements » ", "name the interfaces: `implements Node`"),
    (r"^top: .*\bdirective » (\w+) ", r"the name of a directive starts with `@`: `directive @\1`"),
    (r"^top: .*\bextend » ", "behind `extend` comes what is extended: `extend type Post { … }`"),
    (r"^top: .*\b(type|interface) (\w+) » : ", r"interfaces are named by `implements`: `\1 \2 implements …`"),
    (r"^top: .*\b(type|interface|input) (\w+) » = ", r"fields stand in braces: `\1 \2 { … }`"),
    (r"^top: .*\b(type|interface|input) \w+ » \( ", "arguments belong to fields: `{` comes first"),
    (r"^top: .*\benum (\w+) » = ", r"values stand in braces: `enum \1 { … }`"),
    (r"^top: (?:.* )?(type|interface|input|enum|union|scalar) » ", r"a name is missing behind `\1`"),
    (r"^top: .*\b(?:type|interface|input|enum) (\w+) » \w+ ", r"`{` is missing behind `\1`"),
    (
        r"(?:^top: *|} )» \w+ ",
        f"a definition starts with {', '.join(f'`{keyword}`' for keyword in KEYWORDS)}",
    ),
    # directives
    (r'@ (\w+) » (\w+|".*?") \|', r"arguments stand in parentheses: `@\1(\2)`"),
    (r"@ (\w+) (\w+) » .*expected ':'", r"arguments stand in parentheses: `@\1(\2)`"),
    (r"^directive: .*» \{ ", "close the arguments of the directive with `)`"),
    (rf"{re.escape(ONLY_FIRST)}$", "write it as `name: value`"),
    (r"^directive: .*» = ", "between an argument and its value stands `:`"),
    # defaults
    (
        r"^(?:arguments|input): .*\b(\w+) » = .*expected ':'",
        r"a default stands behind the type: `\1: Type = …`",
    ),
    (r": » = ", "a type is missing between `:` and `=`"),
    (r"^(?:type|interface): .*» = ", "only arguments and the fields of an input have a default"),
    (r"^enum: .*» = ", "`@from(…)` says what is stored, where it is not the name"),
    (r"^enum: .*\" » ", "the values of an enum are names, without quotes"),
    (r"^(?:arguments|input): .*» ([-\d][\w.+-]*) ", r"a default is written `= \1`"),
    (r"^arguments: .*: \w+!? » : ", "a default is written `= …`, and `)` ends the arguments"),
    (r"= » []})] ", "a value is missing behind `=`"),
    (r'" » []})] ', 'a description stands before what it describes; a default is written `= "…"`'),
    # types of fields
    (r"! » ! ", "one `!` is enough"),
    (r"[:[] » ! ", "`!` stands behind the type: `ID!`"),
    (r"\b(\w+) » \[ ", r"a list is written `[\1]`"),
    (r"expected '\]'", "close the list with `]`"),
    (r"^arguments: .*» \{ ", "close the arguments with `)`"),
    (r": » \{ ", "a type is defined by itself: name it here"),
    (r": » [})] ", "a type is missing behind `:`"),
    (
        r"^(?:type|interface|input|arguments): .*» \| ",
        "define a union, and name it here: `union Name = A | B`",
    ),
    (r"» \.\.\. ", "a definition has no fragments: write the fields"),
    (r"^enum: .*is reserved", "name it otherwise, and say with `@from(…)` what is stored"),
)
"""A pattern of where an error is, what stands before it, what is wrong and the message; and what to say."""

_CHARACTERS = (
    (r".*\n;", "remove it: nothing is needed between two definitions, or two fields"),
    (r".*\n\?", "remove it: what may be null has no `!`"),
    (r".*\n(?://|/\*|--)", "a comment starts with `#`"),
    (r"invalid number.*\n-", "a name has letters, digits and `_`"),
    (r"invalid number.*\n\d", "a name starts with a letter or `_`"),
    (r'unterminated string\n"""', 'close it with `"""`'),
    (r"unterminated string\n", 'close it with `"` in the same line'),
)
"""A pattern of the message, and of the text that starts where the error is."""


def _meant(word: str) -> str | None:
    """Of a word that starts no definition: the keyword, or the place of a directive, that it is much like."""
    if word == "extends":
        return "did you mean `implements`?"
    if word.lower() in _OTHERS:
        return "did you mean `type`?"
    return suggest(word, KEYWORDS) or (suggest(word, _LOCATIONS) if word.isupper() else None)


_LOCATIONS = tuple(location.name for location in DirectiveLocation)


def _scope(before: Sequence[Token], opened: Sequence[Token]) -> str:
    """What the innermost bracket holds: `top` where there is none."""
    if not opened:
        return "top"
    place = before.index(opened[-1])
    if opened[-1].kind == TokenKind.BRACKET_L:
        return "list"
    if opened[-1].kind == TokenKind.PAREN_L:
        of_directive = before[place - 2].kind == TokenKind.AT and before[place - 3].value != "directive"
        return "directive" if of_directive else "arguments"
    defining = _defining(before[:place]) if len(opened) == 1 else None
    return defining.value or "" if defining is not None else "value"


def _defining(before: Sequence[Token]) -> Token | None:
    """The keyword of the definition that a `{` behind these tokens opens."""
    depth = 0
    for token in reversed(before):
        depth += (token.kind in CLOSING) - (token.kind in CLOSING.values())
        if not depth and token.kind == TokenKind.NAME and token.value in KEYWORDS:
            return token
    return None


def _word(token: Token) -> str:
    if token.kind in (TokenKind.STRING, TokenKind.BLOCK_STRING):
        return f'"{" ".join((token.value or "").split())}"'
    return token.value or ("" if token.kind in (TokenKind.SOF, TokenKind.EOF) else token.kind.value)


def _closing(opening: Token) -> str:
    return next(closing.value for closing, opened in CLOSING.items() if opened == opening.kind)
