"""A selection → the shape the projector is told, and where each of its fields comes from.

Fields are collected as the specification says (6.3.2, CollectFields): in the order in which their
response keys first appear, fields with the same key merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple, TypeAlias

from fraiseql.errors import RefusedError, RequestError
from fraiseql.operation import (
    ArgumentValue,
    Condition,
    FragmentSpread,
    Location,
    Operation,
    SelectedField,
    Selection,
)
from fraiseql.plan import (
    AbstractType,
    EnumType,
    ObjectType,
    Relation,
    ScalarType,
    Shape,
    ShapeField,
    ShapeObject,
    ShapeValue,
    ShapeVariant,
    Type,
    type_ref,
)
from fraiseql.scalars import SCALARS

MAX_FIELDS = 10_000
"""How many fields a response may select, counted where fragments are used, not where they are written."""

Flags: TypeAlias = Mapping[str, bool]
"""The values of the variables that conditions use."""


class Source(NamedTuple):
    """Where a field of the response comes from. parent: its object type. type: its type in the schema."""

    parent: str
    field: str
    type: str
    locations: tuple[Location, ...]


class Use(NamedTuple):
    """A relation that is selected. key: of its value in the row's document. object: of its own shape.

    path: its response keys from the root field on. locations: of its fields.
    """

    key: str
    relation: Relation
    arguments: Mapping[str, ArgumentValue]
    object: int | None
    path: tuple[str, ...]
    locations: tuple[Location, ...]


class Projection(NamedTuple):
    """A shape, and for each of its objects where it comes from.

    sources: those of its fields, by object type and response key. relations: those that are selected.
    """

    shape: Shape
    sources: tuple[dict[str, dict[str, Source]], ...]
    relations: tuple[tuple[Use, ...], ...]


class Collector:
    """Collects fields for one operation and one set of flags, with a common limit."""

    def __init__(self, operation: Operation, flags: Flags) -> None:
        self._fragments = operation.fragments
        self._flags = flags
        self._left = MAX_FIELDS

    def collect(
        self, type_: str, selections: Iterable[Sequence[Selection]]
    ) -> dict[str, list[SelectedField]]:
        """The fields selected on an object type, by response key. Raises RefusedError over the limit."""
        fields: dict[str, list[SelectedField]] = {}
        visited: set[str] = set()
        for group in selections:
            self._visit(type_, group, fields, visited)
        return fields

    def _visit(
        self,
        type_: str,
        selections: Sequence[Selection],
        fields: dict[str, list[SelectedField]],
        visited: set[str],
    ) -> None:
        self._left -= len(selections)
        if self._left < 0:
            reason = f"The operation selects more than {MAX_FIELDS} fields."
            raise RefusedError(RequestError(reason, "GRAPHQL_VALIDATION_FAILED"))
        for selection in selections:
            if not self._holds(selection.conditions):
                continue
            if isinstance(selection, SelectedField):
                fields.setdefault(selection.name, []).append(selection)
            elif isinstance(selection, FragmentSpread):
                fragment = self._fragments[selection.name]
                if selection.name not in visited and type_ in fragment.on:
                    visited.add(selection.name)
                    self._visit(type_, fragment.selections, fields, visited)
            elif selection.on is None or type_ in selection.on:
                self._visit(type_, selection.selections, fields, visited)

    def _holds(self, conditions: tuple[Condition, ...]) -> bool:
        return all(self._flags[condition.variable] is condition.value for condition in conditions)


def project_shape(
    type_: str, fields: Sequence[SelectedField], types: Mapping[str, Type], collector: Collector
) -> Projection:
    """The shape of a root field.

    type_: the field's type, `[Post!]!`. fields: its occurrences, merged.
    """
    return _Shaping(types, collector).run(type_, fields)


_Path: TypeAlias = tuple[str, ...]

_Shared: TypeAlias = dict[tuple[str, tuple[int, ...]], int]
"""The objects of a shape by their type and the selected fields (by identity) that they are merged from."""


class _Shaping:
    def __init__(self, types: Mapping[str, Type], collector: Collector) -> None:
        self._types = types
        self._collector = collector
        self._enums: dict[str, int] = {}
        self._numbers = count(1)
        self._uses: list[Use] = []
        # A shape is flat, so nested selections wait in line instead of being a recursion.
        self._waiting: list[tuple[ObjectType, Sequence[SelectedField], _Path]] = []

    def run(self, type_: str, fields: Sequence[SelectedField]) -> Projection:
        root = self._value(type_, fields, (), {})
        objects = []
        sources = []
        relations = []
        for definition, parents, path in self._waiting:  # grows while it is walked
            self._uses = []
            object_, origins = self._object(definition, parents, path)
            objects.append(object_)
            sources.append(origins)
            relations.append(tuple(self._uses))
        enums = []
        for name in self._enums:
            enum = self._types[name]
            assert isinstance(enum, EnumType)
            enums.append({stored: public for public, stored in enum.values.items()})
        shape = Shape(root=root, objects=tuple(objects), enums=tuple(enums))
        return Projection(shape, tuple(sources), tuple(relations))

    def _object(
        self, definition: ObjectType, parents: Sequence[SelectedField], path: _Path
    ) -> tuple[ShapeObject, dict[str, dict[str, Source]]]:
        discriminator, possible = None, {definition.name: definition.name}
        if isinstance(definition, AbstractType):
            discriminator, possible = definition.discriminator, definition.possible
        # What the object types select alike is shaped once, or nested selections would multiply.
        shared: _Shared = {}
        variants = {}
        sources = {}
        for stored, name in possible.items():
            concrete = self._types[name]
            assert isinstance(concrete, ObjectType)
            variants[stored], sources[name] = self._variant(concrete, parents, path, shared)
        return ShapeObject(discriminator=discriminator, variants=variants), sources

    def _variant(
        self, definition: ObjectType, parents: Sequence[SelectedField], path: _Path, shared: _Shared
    ) -> tuple[ShapeVariant, dict[str, Source]]:
        shaped = []
        sources = {}
        collected = self._collector.collect(definition.name, [parent.selections for parent in parents])
        for name, fields in collected.items():
            field = definition.fields.get(fields[0].field)
            if field is None:  # __typename, since the document is valid
                shaped.append(ShapeField(name=name, nullable=(False,)))
                continue
            below = (*path, name)
            value = self._value(field.type, fields, below, shared)
            key = field.key
            locations = tuple(selected.location for selected in fields)
            if field.relation is not None:
                key = self._new_key(definition)
                arguments = fields[0].arguments
                self._uses.append(Use(key, field.relation, arguments, value.object, below, locations))
            shaped.append(
                ShapeField(
                    name=name,
                    key=key,
                    nullable=value.nullable,
                    leaf=value.leaf,
                    enum=value.enum,
                    object=value.object,
                )
            )
            sources[name] = Source(definition.name, fields[0].field, field.type, locations)
        return ShapeVariant(type=definition.name, fields=tuple(shaped)), sources

    def _new_key(self, row: ObjectType) -> str:
        """A key for what is put into the documents of a type, which they do not have."""
        stored = {field.key for field in row.fields.values()}
        return next(key for number in self._numbers if (key := f"@{number}") not in stored)

    def _value(self, type_: str, fields: Sequence[SelectedField], path: _Path, shared: _Shared) -> ShapeValue:
        name, nullable = type_ref(type_)
        if scalar := SCALARS.get(name):
            return ShapeValue(nullable=nullable, leaf=scalar.leaf)
        definition = self._types[name]
        if isinstance(definition, ScalarType):
            return ShapeValue(nullable=nullable, leaf="any")
        if isinstance(definition, EnumType):
            return ShapeValue(nullable=nullable, enum=self._enums.setdefault(name, len(self._enums)))
        assert isinstance(definition, ObjectType)
        merged = name, tuple(map(id, fields))
        if merged not in shared:
            shared[merged] = len(self._waiting)
            self._waiting.append((definition, fields, path))
        return ShapeValue(nullable=nullable, object=shared[merged])
