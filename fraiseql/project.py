"""The projector at work: rows → response bytes, and its errors in GraphQL's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fraiseql._core import Projector
from fraiseql.errors import FieldError
from fraiseql.plan import AbstractType, Type, encode, type_ref
from fraiseql.respond import Entry, entry
from fraiseql.shape import Projection, Source
from fraiseql.statement import Rows

if TYPE_CHECKING:
    from fraiseql._core import ErrorKind  # a type that only the stub has

_WORDING: dict[ErrorKind, str] = {
    "null": "Cannot return null for non-nullable field {field}.",
    "int": "Int cannot represent this value of field {field}: {found}",
    "float": "Float cannot represent this value of field {field}: {found}",
    "boolean": "Boolean cannot represent this value of field {field}: {found}",
    "string": "{type} cannot represent this value of field {field}: {found}",
    "id": "ID cannot represent this value of field {field}: {found}",
    "digits": "{type} cannot represent this value of field {field}: {found}",
    "enum": "Enum {type} cannot represent this value of field {field}: {found}",
    "list": "Expected a list for field {field}, found: {found}",
    "object": "Expected an object for field {field}, found: {found}",
    "variant": 'The value of field {field} does not say which {type} it is: its "{key}" is {found}',
    "json": "The document of field {field} is not JSON: {found}",
}
"""What each kind of the projector's errors says."""


class RootProjector:
    """Projects the rows of one root field. name: its response key. source: where it comes from.

    shape: what the rows are projected to.
    """

    def __init__(self, name: str, source: Source, projection: Projection, types: Mapping[str, Type]) -> None:
        self._name = name
        self._source = source
        self.shape = projection.shape
        self._sources = projection.sources
        self._types = types
        self._project = Projector(encode(projection.shape)).project

    def run(self, rows: Rows, errors: list[Entry]) -> bytes:
        """The JSON of the field, `null` where null rose to it; what did not fit is added to the errors."""
        data, problems = self._project(rows)
        for kind, path, found, owner in problems:
            errors.append(self._entry(kind, path, found, self._find(path, owner)))
        return data

    def _entry(self, kind: ErrorKind, path: list[str | int], found: str, source: Source) -> Entry:
        type_ = type_ref(source.type).name
        definition = self._types.get(type_)
        message = _WORDING[kind].format(
            field=f"{source.parent}.{source.field}",
            type=type_,
            key=definition.discriminator if isinstance(definition, AbstractType) else "",
            found=found,
        )
        error = FieldError(message, "NULL_VALUE" if kind == "null" else "INVALID_DATA")
        return entry(error, source.locations, (self._name, *path))

    def _find(self, path: list[str | int], owner: tuple[int, str] | None) -> Source:
        """The source of the field that a path leads to, or that holds the item it leads to."""
        if owner is None:
            return self._source
        object_, type_ = owner
        name = next(step for step in reversed(path) if isinstance(step, str))
        return self._sources[object_][type_][name]
