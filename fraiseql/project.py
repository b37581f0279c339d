"""The projector at work: rows → response bytes, and its errors in GraphQL's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

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


_ITEMS = msgspec.json.Decoder(list[msgspec.Raw])


class RootProjector:
    """Projects the rows of one root field. name: its response key. source: where it comes from.

    whole: whether the one row is the whole list that the field is, not an item of it.
    shape: what the rows are projected to.
    """

    def __init__(
        self,
        name: str,
        source: Source,
        projection: Projection,
        types: Mapping[str, Type],
        *,
        whole: bool = False,
    ) -> None:
        self._name = name
        self._whole = whole
        self._source = source
        self.shape = projection.shape
        self._sources = projection.sources
        self._types = types
        self._project = Projector(encode(projection.shape)).project

    def run(self, rows: Rows, errors: list[Entry]) -> bytes:
        """The JSON of the field, `null` where null rose to it; what did not fit is added to the errors."""
        if self._whole:
            items = self._items(rows, errors)
            if items is None:
                return b"null"
            rows = items
        data, problems = self._project(rows)
        for kind, path, found, owner in problems:
            errors.append(self._entry(kind, path, found, self._find(path, owner)))
        return data

    def _items(self, rows: Rows, errors: list[Entry]) -> Rows | None:
        """The items of the list that the one row holds; nothing, and what is wrong, where it holds none."""
        document = next(iter(rows), None)
        kind: ErrorKind = "list"
        if document is None or document == b"null":
            document, kind = b"null", "null"
            if type_ref(self._source.type).nullable[0]:
                return None
        try:
            return [bytes(item) for item in _ITEMS.decode(document)]
        except msgspec.ValidationError:
            found = document.decode(errors="replace")
            errors.append(self._entry(kind, [], found if len(found) < 40 else f"{found[:39]}…", self._source))
            return None

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
