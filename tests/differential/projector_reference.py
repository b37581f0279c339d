"""The projector again, in plain Python: slow, and short enough to be read.

Documents are parsed to Python values, in which a number keeps its exact text (`Number`). What the Rust
projector copies from the document is here written as PostgreSQL prints it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NoReturn

from fraiseql.plan import Shape, ShapeObject, ShapeValue, ShapeVariant
from fraiseql.scalars import INT32

Path = list[str | int]
Errors = list[tuple[str, Path]]


class Number(str):
    """The text of a JSON number."""

    __slots__ = ()


class InvalidError(Exception):
    """The bytes are not JSON."""


class NulledError(Exception):
    """A value is null where it must not be: what is around it becomes null."""


def parse(row: bytes) -> Any:
    """The value of a document. Raises InvalidError."""

    def refuse(constant: str) -> NoReturn:
        raise InvalidError(constant)

    try:
        return json.loads(row.decode(), parse_int=Number, parse_float=Number, parse_constant=refuse)
    except ValueError as error:
        raise InvalidError from error


def jsonb(value: Any) -> str:
    """JSON as PostgreSQL prints a jsonb."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{jsonb(key)}: {jsonb(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(jsonb, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def project(shape: Shape, rows: Sequence[bytes | None]) -> tuple[bytes, Errors]:
    """What `Projector(encode(shape)).project(rows)` must return, without the excerpts."""
    errors: Errors = []
    run = Reference(shape, errors)
    try:
        return "".join(run.rows(rows)).encode(), errors
    except NulledError:
        return b"null", errors


class Reference:
    """One projection. Methods yield the pieces of the JSON they write."""

    def __init__(self, shape: Shape, errors: Errors) -> None:
        self.shape = shape
        self.errors = errors

    def fail(self, kind: str, path: Path) -> NoReturn:
        self.errors.append((kind, path))
        raise NulledError

    def rows(self, rows: Sequence[bytes | None]) -> Iterator[str]:
        root = self.shape.root
        if len(root.nullable) == 1:
            yield self.row(rows[0] if rows else None, root, 0, [])
        else:
            yield "[" + ",".join(self.row(row, root, 1, [index]) for index, row in enumerate(rows)) + "]"

    def row(self, row: bytes | None, value: ShapeValue, level: int, path: Path) -> str:
        try:
            found = None if row is None else parse(row)
        except InvalidError:
            self.errors.append(("json", path))
            if not value.nullable[level]:
                raise NulledError from None
            return "null"
        return self.value(found, value, level, path)

    def value(self, found: Any, value: ShapeValue, level: int, path: Path) -> str:
        """A value at one of its list levels, or null in its place."""
        try:
            if found is None:
                if value.nullable[level]:
                    return "null"
                self.fail("null", path)
            if level + 1 < len(value.nullable):
                return self.list(found, value, level, path)
            if value.object is not None:
                return self.object(found, self.shape.objects[value.object], path)
            if value.enum is not None:
                return self.enum(found, self.shape.enums[value.enum], path)
            return self.leaf(found, str(value.leaf), path)
        except NulledError:
            if not value.nullable[level]:
                raise
            return "null"

    def list(self, found: Any, value: ShapeValue, level: int, path: Path) -> str:
        if not isinstance(found, list):
            self.fail("list", path)
        items = (self.value(item, value, level + 1, [*path, index]) for index, item in enumerate(found))
        return "[" + ",".join(items) + "]"

    def object(self, found: Any, selection: ShapeObject, path: Path) -> str:
        if not isinstance(found, dict):
            self.fail("object", path)
        variant = self.variant(found, selection, path)
        members = []
        for field in variant.fields:
            if field.key is None:
                written = jsonb(variant.type)
            else:
                written = self.value(found.get(field.key), field, 0, [*path, field.name])
            members.append(f"{jsonb(field.name)}:{written}")
        return "{" + ",".join(members) + "}"

    def variant(self, found: dict[str, Any], selection: ShapeObject, path: Path) -> ShapeVariant:
        if selection.discriminator is None:
            (variant,) = selection.variants.values()
            return variant
        name = found.get(selection.discriminator)
        if type(name) is not str or name not in selection.variants:
            self.fail("variant", path)
        return selection.variants[name]

    def enum(self, found: Any, names: dict[str, str], path: Path) -> str:
        if type(found) is not str or found not in names:
            self.fail("enum", path)
        return jsonb(names[found])

    def leaf(self, found: Any, leaf: str, path: Path) -> str:
        number = found if isinstance(found, Number) else None
        text = type(found) is str
        if leaf == "any" or (text and leaf in ("string", "id", "digits")):
            return jsonb(found)
        if leaf == "string" and (number is not None or isinstance(found, bool)):
            return f'"{jsonb(found)}"'
        if leaf == "digits" and number is not None:
            return f'"{number}"'
        if leaf == "id" and number is not None and number.removeprefix("-").isdecimal():
            return f'"{number}"'
        if leaf == "float" and number is not None and math.isfinite(float(number)):
            return number
        if leaf == "boolean" and isinstance(found, bool):
            return jsonb(found)
        if leaf == "int" and number is not None:
            value = integer(number)
            if value is not None and value in INT32:  # a range looks for what is no int one by one
                return str(value)
        return self.fail(leaf, path)


def integer(number: Number) -> int | None:
    """The value of a number, if it is whole and not very large."""
    mantissa, _, exponent = number.lower().partition("e")
    if not mantissa.strip("-0."):
        return 0
    if not -1000 < int(exponent or 0) < 1000:
        return None
    value = Decimal(number)
    return int(value) if value == value.to_integral_value() else None
