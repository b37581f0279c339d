"""The tables that a text of SQL writes, and the columns that it updates.

Read from the tokens, so that SQL which the parser does not know counts as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fraiseql.compiler.analyse.lexer import Token, tokens
from fraiseql.compiler.analyse.lineage import Touch
from fraiseql.compiler.analyse.names import Names, name_at
from fraiseql.compiler.catalog import Relation


def written(names: Names, text: str, path: Sequence[str]) -> Iterator[tuple[Relation, set[Touch]]]:
    """The relations that a statement writes, also in WITH, and the changes of each."""
    found = tokens(text)
    if found and found[0].is_any("truncate"):
        yield from _truncated(names, found, path)
    elif found and found[0].is_any("refresh"):
        yield from _refreshed(names, found, path)
    target: Relation | None = None  # of the last INSERT or MERGE
    for place, token in enumerate(found):
        if token.name not in _WORDS:
            continue
        before = found[place - 1] if place else _START
        relation, behind = target, place
        if token.is_any("insert", "merge") and _is(found, place + 1, "into"):
            relation, behind = _named(names, found, place + 2, path)
            target = relation
        elif token.is_any("delete") and _is(found, place + 1, "from"):
            relation, behind = _named(names, found, place + 2, path)
        elif token.is_any("update") and not before.is_any("do", "then", "for", "key", ".", ","):
            relation, behind = _named(names, found, place + 1, path)
        elif not token.is_any("insert", "update", "delete") or not before.is_any("do", "then"):
            continue
        if relation is not None:
            yield relation, _changes(relation, token, found, behind)


_WORDS = ("insert", "merge", "delete", "update")
_START = Token("sign", "", 0, 0)


def _is(found: Sequence[Token], place: int, word: str) -> bool:
    return place < len(found) and found[place].is_any(word)


def _named(
    names: Names, found: Sequence[Token], place: int, path: Sequence[str]
) -> tuple[Relation | None, int]:
    name, behind = name_at(found, place + _is(found, place, "only"))
    return (names.relation(name, path) if name else None), behind


def _truncated(
    names: Names, found: Sequence[Token], path: Sequence[str]
) -> Iterator[tuple[Relation, set[Touch]]]:
    place = 1 + _is(found, 1, "table")
    while place < len(found):
        relation, place = _named(names, found, place, path)
        if relation is not None:
            yield relation, {Touch((relation.schema, relation.name), "delete")}
        place += 1


def _refreshed(
    names: Names, found: Sequence[Token], path: Sequence[str]
) -> Iterator[tuple[Relation, set[Touch]]]:
    """`REFRESH MATERIALIZED VIEW CONCURRENTLY mv_post`."""
    relation, _ = _named(names, found, 3 + _is(found, 3, "concurrently"), path)
    if relation is not None:
        key = (relation.schema, relation.name)
        columns = {Touch(key, "update", column.name) for column in relation.columns}
        yield relation, {Touch(key, "insert"), Touch(key, "delete"), *columns}


def _changes(relation: Relation, word: Token, found: Sequence[Token], place: int) -> set[Touch]:
    key = (relation.schema, relation.name)
    if word.is_any("insert"):
        return {Touch(key, "insert")}
    if word.is_any("delete"):
        return {Touch(key, "delete")}
    if word.is_any("merge"):
        return set()  # what it does is said behind THEN
    while place < len(found) and not found[place].is_any("set"):
        place += 1
    columns = _assigned(found, place + 1)
    return {Touch(key, "update", column.name) for column in relation.columns if column.name in columns}


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
