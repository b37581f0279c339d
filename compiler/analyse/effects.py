"""What a function writes, itself and through what it calls: functions, triggers, cascades of foreign keys.

Writes are read from the tokens, so that SQL which no parser knows counts as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fraiseql.compiler.analyse.body import statements
from fraiseql.compiler.analyse.lexer import tokens, value
from fraiseql.compiler.analyse.lineage import Lineage, Touch
from fraiseql.compiler.analyse.names import Names, calls
from fraiseql.compiler.analyse.reader import Statement
from fraiseql.compiler.analyse.writes import written
from fraiseql.compiler.catalog import Function, Relation


@dataclass(frozen=True, slots=True)
class Write:
    """A statement that writes a relation. touches: with what follows from it in other tables."""

    relation: Relation
    touches: frozenset[Touch]
    statement: Statement


@dataclass(frozen=True, slots=True)
class Call:
    """A statement that calls a function, or fires it as a trigger."""

    function: Function
    statement: Statement


@dataclass(frozen=True, slots=True)
class Effects:
    """Of one function alone. unknown: a part of it could do anything."""

    function: Function
    statements: tuple[Statement, ...]
    writes: tuple[Write, ...]
    calls: tuple[Call, ...]
    unknown: bool


class EffectsOf:
    """The effects of the functions of a catalog. What was read once is kept."""

    def __init__(self, names: Names, lineage: Lineage) -> None:
        self.names, self.lineage = names, lineage
        self._own: dict[str, Effects] = {}

    def own(self, function: Function) -> Effects:
        """What a function does itself."""
        if function.signature not in self._own:
            self._own[function.signature] = self._read(function)
        return self._own[function.signature]

    def reached(self, function: Function) -> dict[str, tuple[Effects, str | None]]:
        """The function and all that it calls, by signature, nearest first; each with its caller."""
        found: dict[str, tuple[Effects, str | None]] = {function.signature: (self.own(function), None)}
        waiting = [function.signature]
        for signature in waiting:
            for call in found[signature][0].calls:
                if call.function.signature not in found:
                    found[call.function.signature] = (self.own(call.function), signature)
                    waiting.append(call.function.signature)
        return found

    def _read(self, function: Function) -> Effects:
        if function.volatility != "volatile" or function.kind in ("aggregate", "window function"):
            return Effects(function, (), (), (), unknown=False)  # PostgreSQL lets none of these write
        path = self.names.path_of(function)
        writes: list[Write] = []
        called: list[Call] = []
        unknown = False
        body = statements(function)
        for statement in body:
            unknown = unknown or _anything(statement)
            called += [Call(each, statement) for each in calls(self.names, statement.sql, path)]
            for relation, touches in written(self.names, statement.sql, path):
                spread = self._spread(touches)
                writes.append(Write(relation, spread, statement))
                called += [
                    Call(each, statement) for each in self._fired(spread, truncated=_truncates(statement))
                ]
        return Effects(function, body, tuple(writes), tuple(called), unknown)

    # --- what follows ----------------------------------------------------------------------------

    def _spread(self, touches: Iterable[Touch]) -> frozenset[Touch]:
        """With what follows by generated columns, foreign keys, partitions, inheritance and views."""
        found = set(touches)
        waiting = list(found)
        while waiting:
            for following in self._following(waiting.pop()):
                if following not in found:
                    found.add(following)
                    waiting.append(following)
        return frozenset(found)

    def _following(self, touch: Touch) -> Iterator[Touch]:
        relation = self.names.relations[touch.relation]
        if relation.kind == "view":
            if not any(touch.action in trigger.events for trigger in relation.triggers):
                yield from self._through(relation, touch)
            return
        generated = (column for column in relation.columns if touch.column in column.generated_from)
        yield from (Touch(touch.relation, "update", column.name) for column in generated)
        for key, foreign_key in self.names.referencing[touch.relation]:
            action = {"delete": foreign_key.on_delete, "update": foreign_key.on_update}.get(touch.action)
            if touch.action == "update" and touch.column not in foreign_key.referenced:
                continue
            if action == "cascade" and touch.action == "delete":
                yield Touch(key, "delete")
            elif action in ("cascade", "set null", "set default"):
                yield from (Touch(key, "update", column) for column in foreign_key.columns)
        for near in (*relation.parents, *self.names.children[touch.relation]):
            other = self.names.relations.get(near)
            if other is not None and (not touch.column or other.column(touch.column) is not None):
                yield Touch(near, touch.action, touch.column)

    def _through(self, view: Relation, touch: Touch) -> Iterator[Touch]:
        """Through a view that PostgreSQL can write: to the table of its rows."""
        rows = self.lineage.relation(view)
        tables = {each.relation for each in rows.there if each.action == touch.action != "update"}
        if touch.action == "update":
            yield from (each for each in rows.columns.get(touch.column, ()) if each.action == "update")
        else:
            yield from (Touch(table, touch.action) for table in tables)

    def _fired(self, touches: Iterable[Touch], *, truncated: bool) -> Iterator[Function]:
        """The functions of the triggers that changes fire. truncated: without a word to those of `DELETE`."""
        for touch in sorted(touches):
            for trigger in self.names.relations[touch.relation].triggers:
                of_it = not trigger.columns or touch.column in trigger.columns or touch.action != "update"
                if of_it and ("truncate" if truncated else touch.action) in trigger.events:
                    yield from self.names.called(trigger.function, 0, ())


_HARMLESS = ("set", "reset", "notify", "listen", "unlisten", "analyze", "discard", "lock")
"""What a text that is made at run time may start with."""


def _truncates(statement: Statement) -> bool:
    return any(token.is_any("truncate") for token in tokens(statement.sql)[:1])


def _anything(statement: Statement) -> bool:
    """Whether a statement could do anything: a text that is made at run time, a block of code."""
    if statement.kind == "unknown":
        return True
    found = tokens(statement.sql)
    if statement.kind != "dynamic":
        return bool(found) and found[0].is_any("do")
    literal = next((token for token in found if token.kind == "string"), None)
    known = tokens(value(literal) or "") if literal is not None else []
    return not known or not known[0].is_any(*_HARMLESS)
