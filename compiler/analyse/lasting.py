"""What a statement leaves on its connection when the transaction is over, for whoever has it next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fraiseql.compiler.analyse.lexer import Token, tokens, value

_OF_TRANSACTION = ("local", "transaction", "constraints")
"""What `SET` says of the transaction alone."""

_LOCKS = tuple(f"pg_{tried}advisory_lock{shared}" for tried in ("", "try_") for shared in ("", "_shared"))


def lasting(text: str) -> Iterator[str]:
    """What a statement leaves behind, as parts of a sentence about it. Of values made at run time nothing."""
    found = tokens(text)
    if len(found) > 1 and found[0].is_any("set") and not found[1].is_any(*_OF_TRANSACTION):
        named = found[2] if found[1].is_any("session") and len(found) > 2 else found[1]
        yield f"sets `{text[named.start : _end_of_name(found, named)]}` for the session"
    if found and found[0].is_any("create") and _is_temporary(found):
        yield "makes a temporary table that stays"
    for place, token in enumerate(found):
        if not (place + 1 < len(found) and found[place + 1].is_any("(")):
            continue
        if token.name in _LOCKS:
            yield f"takes a lock for the session by `{token.name}`"
        elif token.name == "set_config":
            arguments = _arguments(found, place + 2)
            if len(arguments) == 3 and any(_is_false(argument) for argument in arguments):
                name = value(arguments[0][-1]) if arguments[0][-1].kind == "string" else None
                yield f"sets {'a setting' if name is None else f'`{name}`'} for the session"


def _end_of_name(found: Sequence[Token], first: Token) -> int:
    """Where a name with dots ends."""
    place = found.index(first)
    while place + 2 < len(found) and found[place + 1].is_any("."):
        place += 2
    return found[place].end


def _is_temporary(found: Sequence[Token]) -> bool:
    """Whether `CREATE` makes a temporary table which no end of a transaction drops."""
    words = [token.name for token in found]
    return (
        any(word in ("temp", "temporary") for word in words[1:3])
        and "table" in words[2:4]
        and not any(words[at : at + 3] == ["on", "commit", "drop"] for at in range(len(words)))
    )


def _arguments(found: Sequence[Token], start: int) -> list[Sequence[Token]]:
    """The arguments of a call, from behind its parenthesis; nothing where it does not end."""
    arguments: list[Sequence[Token]] = []
    depth = 0
    for place in range(start, len(found)):
        token = found[place]
        if not depth and token.is_any(",", ")"):
            arguments.append(found[start:place])
            start = place + 1
            if token.is_any(")"):
                return arguments if all(arguments) else []
        depth += token.is_any("(", "[") - token.is_any(")", "]")
    return []


def _is_false(argument: Sequence[Token]) -> bool:
    """Whether an argument is `false`, by its place or as `is_local => false`."""
    last = argument[-1]
    named = len(argument) == 1 or (len(argument) == 3 and argument[1].is_any("=>", ":="))
    return named and (last.is_any("false") or (last.kind == "string" and value(last) in ("f", "false")))
