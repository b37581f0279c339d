"""Documents → Python: what repositories return, straight from the rows' bytes.

A document becomes a dict with the stored keys of the type's fields, whatever else it holds; a field that
is absent is None. Values have the Python type of their scalar; enums are their stored values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Optional, Union
from uuid import UUID

import msgspec
from msgspec import Struct, ValidationError

from fraiseql.errors import FieldError
from fraiseql.plan import AbstractType, EnumType, ObjectType, ScalarType, Type, TypeRef, type_ref
from fraiseql.statement import Rows

_PYTHON: dict[str, Any] = {
    "Int": int,
    "Float": float,
    "Boolean": bool,
    "BigInt": int,
    "Decimal": Decimal,
    "UUID": UUID,
    "DateTime": datetime,
    "LocalDateTime": datetime,
    "Date": date,
    "Time": time,
    "JSON": Any,
}
"""The Python types of the scalars that are not text."""


def read(rows: Rows, type_: str, decoder: Decoder, *, field: str, whole: bool = False) -> Any:
    """The value of a root field of a GraphQL type, from its rows.

    whole: the one row holds a whole list. Raises FieldError where the rows do not fit.
    """
    ref = type_ref(type_)
    if ref.lists and not whole:
        data = b"[%b]" % b",".join([b"null" if row is None else row for row in rows])
    else:
        data = b"null" if not rows or rows[0] is None else rows[0]
    if data == b"null" and not ref.nullable[0]:
        raise FieldError(f'"{field}" is null, which its type {type_} is not.', "NULL_VALUE")
    try:
        return decoder(data)
    except ValidationError as error:
        raise FieldError(f'What "{field}" returned does not fit its type: {error}.', "INVALID_DATA") from None
    except msgspec.DecodeError as error:
        raise FieldError(f'What "{field}" returned is not JSON: {error}.', "INVALID_DATA") from None
    except RecursionError:
        raise FieldError(f'What "{field}" returned is nested too deeply.', "INVALID_DATA") from None


Decoder = Callable[[bytes], Any]
"""JSON → Python. Raises msgspec.ValidationError."""


@lru_cache(maxsize=1024)
def decoder_into(type_: str, into: Any) -> Decoder:
    """Decodes a GraphQL type whose objects the caller has a type for: a Struct, a dataclass, a TypedDict."""
    return msgspec.json.Decoder(_wrapped(into, type_ref(type_))).decode


class Decoders:
    """Decodes the types of some plans to dicts and scalars."""

    def __init__(self, types: Mapping[str, Type]) -> None:
        self._exact = _Types(types, dict(_PYTHON))
        # Tried where the first does not fit: what GraphQL takes for the same, such as 1.0 for 1.
        self._patient = _Types(types, _PYTHON | _READERS)
        self._made: dict[str, Decoder] = {}

    def of(self, type_: str) -> Decoder:
        """The decoder of a GraphQL type such as `[Post!]!`."""
        if type_ not in self._made:
            self._made[type_] = self._make(type_)
        return self._made[type_]

    def _make(self, type_: str) -> Decoder:
        exact = msgspec.json.Decoder(self._exact.of(type_))
        patient = msgspec.json.Decoder(self._patient.of(type_), dec_hook=_read_leaf)

        def decode(data: bytes) -> Any:
            try:
                found = exact.decode(data)
            except ValidationError:
                found = patient.decode(data)
            return msgspec.to_builtins(found, builtin_types=_KEPT)

        return decode


_KEPT = (Decimal, UUID, datetime, date, time)


class _Types:
    """The msgspec types of GraphQL types."""

    def __init__(self, types: Mapping[str, Type], scalars: Mapping[str, Any]) -> None:
        self._types = types
        self._scalars = scalars
        self._structs: dict[tuple[str, str | None, str | None], type[Struct]] = {}

    def of(self, type_: str) -> Any:
        ref = type_ref(type_)
        definition = self._types.get(ref.name)
        if definition is None or isinstance(definition, ScalarType):
            named = Any if definition else self._scalars.get(ref.name, str)
        elif isinstance(definition, AbstractType):
            key = definition.discriminator
            named = Union[tuple(self._struct(n, key, stored) for stored, n in definition.possible.items())]  # noqa: UP007
        elif isinstance(definition, ObjectType):
            named = self._struct(ref.name, None, None)
        else:
            assert isinstance(definition, EnumType)
            named = str
        return _wrapped(named, ref)

    def _struct(self, name: str, discriminator: str | None, stored: str | None) -> type[Struct]:
        """A struct of an object type. discriminator, stored: the key and the value that tell it apart."""
        found = self._structs.get((name, discriminator, stored))
        if found is not None:
            return found
        definition = self._types[name]
        assert isinstance(definition, ObjectType)
        fields = [field for field in definition.fields.values() if field.key not in ("", discriminator)]
        optional = [
            (f"f{n}", Any, None) for n, field in enumerate(fields) if type_ref(field.type).nullable[0]
        ]
        required = [(f"f{n}", Any) for n, field in enumerate(fields) if not type_ref(field.type).nullable[0]]
        made = msgspec.defstruct(
            name,
            [*required, *optional],
            rename={f"f{n}": field.key for n, field in enumerate(fields)},
            kw_only=True,
            tag_field=discriminator,
            tag=stored,
        )
        # Types may hold themselves. msgspec looks at the annotations when a decoder is made of them.
        self._structs[name, discriminator, stored] = made
        for n, field in enumerate(fields):
            made.__annotations__[f"f{n}"] = self.of(field.type)
        return made


def _wrapped(named: Any, ref: TypeRef) -> Any:
    """A type with the lists and nulls of a GraphQL type around it."""
    wrapped: Any = named
    for level, nullable in enumerate(reversed(ref.nullable)):
        if level:
            wrapped = list.__class_getitem__(wrapped)
        if nullable:
            wrapped = Optional[wrapped]  # noqa: UP045 - it may be any object
    return wrapped


class _Anything(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return True  # so that what `_read_leaf` makes of a value is taken as it is


_READERS: dict[str, Any] = {
    name: _Anything(name, (), {}) for name in ("Int", "BigInt", "ID", "DateTime", "LocalDateTime")
}
"""The scalars that a document may hold in more than one form."""


def _read_leaf(scalar: type, value: Any) -> Any:
    form = type(value)
    if scalar is _READERS["ID"]:
        if form in (str, int):
            return str(value)
    elif scalar in (_READERS["Int"], _READERS["BigInt"]):
        if form is int or (form is str and re.fullmatch("-?[0-9]{1,19}", value)):
            return int(value)
        if form is float and value.is_integer():
            return int(value)
    elif form is str:
        return datetime.fromisoformat(value)
    raise ValueError(f"Expected `{scalar.__name__}`")
