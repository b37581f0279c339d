"""The tables that a text of SQL writes, and the columns that it updates.

Read from the tokens, so that SQL which the parser does not know counts as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fraiseql.compiler.analyse.lexer import Token, tokens
from fraiseql.compiler.analyse.lineage import Touch
from fraiseql.compiler.analyse.names import Names, name_at
from fraiseql.compiler.catalog import Relation


def writes(text: str) -> bool:
    """Whether a statement writes, whatever relation it names: one that is only there when it runs counts."""
    return any(True for _ in _writing(tokens(text)))


def written(names: Names, text: str, path: Sequence[str]) -> Iterator[tuple[Relation, set[Touch]]]:
    """The relations that a statement writes, also in WITH, and the changes of each."""
    found = tokens(text)
    for word, name, behind in _writing(found):
        relation = names.relation(name, path)
        if relation is not None:
            yield relation, _changes(relation, word, found, behind)


_WORDS = ("insert", "merge", "delete", "update")
_START = Token("sign", "", 0, 0)


def _writing(found: Sequence[Token]) -> Iterator[tuple[Token, tuple[str, ...], int]]:
    """The keyword of each write, the relation that it names, and the place behind that name."""
    if found and found[0].is_any("truncate"):
        yield from _truncated(found)
    elif found and found[0].is_any("refresh"):
        # `REFRESH MATERIALIZED VIEW CONCURRENTLY mv_post`
        name, behind = _named(found, 3 + _is(found, 3, "concurrently"))
        if name:
            yield found[0], name, behind
    target: tuple[str, ...] = ()  # of the last INSERT or MERGE
    for place, token in enumerate(found):
        if token.name not in _WORDS:
            continue
        before = found[place - 1] if place else _START
        name, behind = target, place
        if token.is_any("insert", "merge") and _is(found, place + 1, "into"):
            name, behind = target, _ = _named(found, place + 2)
        elif token.is_any("delete") and _is(found, place + 1, "from"):
            name, behind = _named(found, place + 2)
        elif token.is_any("update") and not before.is_any("do", "then", "for", "key", ".", ","):
            name, behind = _named(found, place + 1)
            if not _sets(found, behind):
                continue  # a column of this name
        elif not token.is_any("insert", "update", "delete") or not before.is_any("do", "then"):
            continue
        if name:
            yield token, name, behind


def _is(found: Sequence[Token], place: int, word: str) -> bool:
    return place < len(found) and found[place].is_any(word)


def _sets(found: Sequence[Token], place: int) -> bool:
    """Whether `SET` comes next, or behind `* AS alias`."""
    place += _is(found, place, "*")
    place += _is(found, place, "as")
    return _is(found, place, "set") or _is(found, place + 1, "set")


def _named(found: Sequence[Token], place: int) -> tuple[tuple[str, ...], int]:
    return name_at(found, place + _is(found, place, "only"))


def _truncated(found: Sequence[Token]) -> Iterator[tuple[Token, tuple[str, ...], int]]:
    place = 1 + _is(found, 1, "table")
    while place < len(found):
        name, place = _named(found, place)
        if name:
            yield found[0], name, place
        place += 1


def _changes(relation: Relation, word: Token, found: Sequence[Token], place: int) -> set[Touch]:
    key = (relation.schema, relation.name)
    if word.is_any("insert"):
        return {Touch(key, "insert")}
    if word.is_any("delete", "truncate"):
        return {Touch(key, "delete")}
    if word.is_any("refresh"):
        columns = {Touch(key, "update", column.name) for column in relation.columns}
        return {Touch(key, "insert"), Touch(key, "delete"), *columns}
    if word.is_any("merge"):
        return set()  # what it does is said behind THEN
    while place < len(found) and not found[place].is_any("set"):
        place += 1
    assigned = _assigned(found, place + 1)
    return {Touch(key, "update", column.name) for column in relation.columns if column.name in assigned}


def _assigned(found: Sequence[Token], place: int) -> set[str]:
    """The columns of `a = 1, (b, c) = (2, 3), d[1] = 4`."""
    columns: set[str] = set()
    depth, of_item = 0, "column"
    for at in range(place, len(found)):
        token = found[at]
        if depth < 0 or (
            not depth
            and token.is_any("from", "where", "returning", "when")
            and not found[at - 1].is_any("distinct")
        ):
            break
        if of_item != "value" and token.name and depth <= (of_item == "list"):
            columns.add(token.name)
        if not depth and token.is_any(","):
            of_item = "column"
        elif not depth and of_item == "column":
            of_item = "list" if token.is_any("(") else "value"
        elif not depth and token.is_any("="):
            of_item = "value"
        depth += token.is_any("(", "[", "case") - token.is_any(")", "]", "end")
    return columns
