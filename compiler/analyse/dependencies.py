"""Which tables each read model is made of, and which functions keep it up to date.

A read model holds rows that are copies: a materialized view, or a `tv_*` table, which the functions that
write it fill; or one of another name, where a function with `sync` or `refresh` in its name writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fraiseql.compiler.analyse.effects import Effects, EffectsOf
from fraiseql.compiler.analyse.lexer import tokens
from fraiseql.compiler.analyse.lineage import NONE, Lineage, Touches
from fraiseql.compiler.analyse.names import Key, Names
from fraiseql.compiler.analyse.reader import Statement
from fraiseql.compiler.catalog import Catalog, Function, Relation


@dataclass(frozen=True, slots=True)
class ReadModel:
    """Rows that are copies of others.

    touches: the changes that make it stale. writers: the functions that write it themselves.
    """

    relation: Relation
    touches: Touches
    writers: tuple[Function, ...]

    @property
    def key(self) -> Key:
        """The schema and the name of its relation."""
        return self.relation.schema, self.relation.name


class Dependencies:
    """What depends on what in a catalog.

    refreshing: whether a function refreshes materialized views whose names are known when it runs.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.names = Names(catalog)
        self.lineage = Lineage(self.names)
        self.effects = EffectsOf(self.names, self.lineage)
        self.models: dict[Key, ReadModel] = {}
        written: dict[Key, list[Effects]] = {}
        self.refreshing = False
        for function in catalog.functions:
            own = self.effects.own(function)
            self.refreshing |= own.unknown and bool(_REFRESH.search(function.body or ""))
            for key in {(write.relation.schema, write.relation.name) for write in own.writes}:
                written.setdefault(key, []).append(own)
        for key, relation in self.names.relations.items():
            writers = written.get(key, [])
            if _copies(relation, writers):
                functions = tuple(own.function for own in writers)
                self.models[key] = ReadModel(relation, self._made_of(relation, writers), functions)

    def read_models(self, relation: Relation) -> list[ReadModel]:
        """The read model that a relation is, or those that a view reads."""
        read = {(relation.schema, relation.name)}
        if relation.kind == "view":
            read = {touch.relation for touch in self.lineage.relation(relation).all}
        return [self.models[key] for key in sorted(read) if key in self.models]

    def _made_of(self, relation: Relation, writers: Iterable[Effects]) -> Touches:
        if relation.kind == "materialized view":
            return self.lineage.definition(relation).all
        found = NONE
        for own in writers:
            writing = [write.statement for write in own.writes if write.relation is relation]
            if all(_copies(write.relation, [own]) for write in own.writes):
                writing = _feeding(own, writing)
            path = self.names.path_of(own.function)
            found |= NONE.union(*(self.lineage.text(statement.sql, path) for statement in writing))
        key = (relation.schema, relation.name)
        return frozenset(touch for touch in found if touch.relation != key)


_REFRESH = re.compile(r"\bREFRESH\s+MATERIALIZED\b", re.IGNORECASE)


def _copies(relation: Relation, writers: Iterable[Effects]) -> bool:
    if relation.kind == "materialized view":
        return True
    syncs = (re.search("sync|refresh", own.function.name, re.IGNORECASE) for own in writers)
    return relation.kind in ("table", "partitioned table") and (relation.name.startswith("tv_") or any(syncs))


def _feeding(own: Effects, writing: list[Statement]) -> list[Statement]:
    """The statements, and those whose values get into them by variables."""
    found = list(writing)
    giving = [statement for statement in own.statements if statement.into]
    for statement in found:
        named = {token.name for token in tokens(statement.sql)}
        fed = [each for each in giving if named & {_base(target) for target in each.into}]
        giving = [each for each in giving if each not in fed]
        found += [each for each in fed if each not in found]
    return found


def _base(target: str) -> str:
    """The variable of `v_row.id`, `v_list[]`."""
    return target.partition(".")[0].removesuffix("[]")
