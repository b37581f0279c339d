"""The projector at work: rows → response bytes, and its errors in GraphQL's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraiseql._core import Projector
from fraiseql.errors import FieldError
from fraiseql.plan import ShapeValue, encode, type_ref
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
    "variant": "The value of field {field} does not say which object type it is: {found}",
    "json": "The document of field {field} is not JSON: {found}",
}
"""What each kind of the projector's errors says."""


class RootProjector:
    """Projects the rows of one root field. name: its response key. source: where it comes from.

    shape: what the rows are projected to.
    """

    def __init__(self, name: str, source: Source, projection: Projection) -> None:
        self._name = name
        self._source = source
        self.shape = projection.shape
        self._projection = projection
        self._project = Projector(encode(projection.shape)).project

    def run(self, rows: Rows, errors: list[Entry]) -> bytes:
        """The JSON of the field, `null` where null rose to it; what did not fit is added to the errors."""
        data, problems = self._project(rows)
        for kind, path, found in problems:
            errors.append(self._entry(kind, path, found))
        return data

    def _entry(self, kind: ErrorKind, path: list[str | int], found: str) -> Entry:
        source = self._find(path)
        message = _WORDING[kind].format(
            field=f"{source.parent}.{source.field}", type=type_ref(source.type).name, found=found
        )
        error = FieldError(message, "NULL_VALUE" if kind == "null" else "INVALID_DATA")
        return entry(error, source.locations, (self._name, *path))

    def _find(self, path: list[str | int]) -> Source:
        """The source of the field that a path leads to, or that holds the item it leads to."""
        shape, sources = self._projection
        source = self._source
        value: ShapeValue = shape.root
        for name in path:
            if isinstance(name, int):
                continue
            assert value.object is not None
            source = sources[value.object][name]
            (variant,) = shape.objects[value.object].variants.values()
            value = next(field for field in variant.fields if field.name == name)
        return source
