"""The commands of a schema with all that they write, and the read models that it reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fraiseql.compiler.analyse.dependencies import Dependencies, ReadModel
from fraiseql.compiler.analyse.effects import Effects
from fraiseql.compiler.analyse.lineage import Touch, Touches
from fraiseql.compiler.analyse.names import Key
from fraiseql.compiler.bound import Bound, BoundMutation
from fraiseql.compiler.catalog import Function, Relation
from fraiseql.compiler.source import Span


@dataclass(frozen=True)
class Command:
    """A mutation with all that its function does, itself or through what it calls."""

    mutation: BoundMutation
    dependencies: Dependencies

    @cached_property
    def reached(self) -> dict[str, tuple[Effects, str | None]]:
        """The functions by signature, nearest first, each with its caller."""
        return self.dependencies.effects.reached(self.mutation.function)

    @property
    def own(self) -> Effects:
        """What the function does itself."""
        return self.reached[self.mutation.function.signature][0]

    @property
    def unknown(self) -> bool:
        """Whether a part of it could do anything."""
        return any(effects.unknown for effects, _ in self.reached.values())

    @cached_property
    def touches(self) -> Touches:
        """All changes that it makes."""
        writes = (write for effects, _ in self.reached.values() for write in effects.writes)
        return frozenset(touch for write in writes for touch in write.touches)

    @cached_property
    def written(self) -> set[Key]:
        """All relations that it changes."""
        return {touch.relation for touch in self.touches}

    def stale(self, model: ReadModel) -> Touches:
        """The changes that a read model shows.

        A new row that refers to another new one is none, where new rows of the other table are no matter.
        """
        names = self.dependencies.names
        inserted = {touch.relation for touch in self.touches if touch.action == "insert"}
        unseen = {key for key in inserted if Touch(key, "insert") not in model.touches}
        return frozenset(
            touch
            for touch in self.touches & model.touches
            if touch.action != "insert"
            or not any(key.references in unseen for key in names.relations[touch.relation].foreign_keys)
        )

    def refreshing(self, model: ReadModel) -> list[tuple[int, Function]]:
        """The calls of the function itself that write a read model, each with its place in the body."""
        effects = self.dependencies.effects
        return [
            (call.statement.offset, call.function)
            for call in self.own.calls
            if any(
                touch.relation == model.key
                for other, _ in effects.reached(call.function).values()
                for write in other.writes
                for touch in write.touches
            )
        ]


@dataclass(frozen=True)
class Coverage:
    """relations: those that the schema reads, by their key, each with the types that it is read as.

    models: the read models among them, and those that their views read. places: where the schema first names
    what reads each.
    """

    dependencies: Dependencies
    commands: list[Command]
    relations: dict[Key, tuple[Relation, tuple[str, ...]]]
    models: dict[Key, ReadModel]
    places: dict[Key, Span | None]

    def shown(self, named: Relation | Function) -> str:
        """The name of a relation or a function for people: with its schema where that is needed."""
        return named.name if named.schema in self.dependencies.names.search_path else named.qualified


def coverage(bound: Bound, dependencies: Dependencies) -> Coverage:
    """What a schema's commands write, and what it reads. dependencies: those of the catalog."""
    read = [(query.field, query.view.relation) for query in bound.queries]
    read += [(m.field, m.view.relation) for m in bound.mutations if m.view is not None]
    relations: dict[Key, tuple[Relation, tuple[str, ...]]] = {}
    models: dict[Key, ReadModel] = {}
    places: dict[Key, Span | None] = {}
    for field, relation in read:
        row, view = bound.model.row_type(field), bound.model.view_of(field)
        _, types = relations.get((relation.schema, relation.name), (relation, ()))
        if row is not None and row.name not in types:
            types = (*types, row.name)
        relations[relation.schema, relation.name] = (relation, types)
        for model in dependencies.read_models(relation):
            models.setdefault(model.key, model)
            places.setdefault(model.key, view.name.span if view is not None else None)
    commands = [Command(mutation, dependencies) for mutation in bound.mutations]
    return Coverage(dependencies, commands, relations, models, places)
