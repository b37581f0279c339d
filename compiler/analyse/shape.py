"""What is known of a JSON document before any row is read: its shape, and where nulls can be.

A key that is absent and one that holds null are the same to a client, so both count as null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from fraiseql.compiler.analyse.sql import Tree, excerpt, line

Kind = Literal["string", "number", "boolean"]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A part of the SQL of a database object, for a diagnostic.

    object: `view public.v_post`. text: its definition, or a statement of it, that starts at the line `first`.
    tree: the part of the text.
    """

    object: str
    text: str
    tree: Tree
    first: int = 1

    @property
    def line(self) -> int | None:
        """The line of the definition, from 1."""
        found = line(self.tree)
        return found + self.first - 1 if found is not None else None

    @property
    def sql(self) -> str:
        """The expression, on one line."""
        return excerpt(self.text, self.tree)


@dataclass(frozen=True, slots=True)
class Null:
    """Whether a value can be null: proved not to be, shown that it can, or neither.

    why: what makes it possible, "`tb_user.bio` is nullable".
    """

    state: Literal["never", "possible", "unknown"]
    why: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)


NEVER = Null("never")
PERHAPS = Null("unknown")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number or boolean. type: the PostgreSQL type it was printed from, if one is known.

    constant: the one string that it is.
    """

    kind: Kind
    type: str | None = None
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known, and why."""

    reason: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing but null."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a key of an object holds. always: the key is never absent, though it may hold null."""

    shape: Shape
    null: Null = NEVER
    always: bool = True
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Object:
    """An object. rest: set where there may be other keys, of which nothing is known."""

    keys: Mapping[str, Key]
    rest: Unknown | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Array:
    """An array. null: whether an item can be null."""

    item: Shape
    null: Null = NEVER


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several shapes, of which no two are equal, none is unknown and none is a `OneOf`."""

    options: tuple[Shape, ...]


Shape: TypeAlias = Object | Array | Scalar | Nothing | OneOf | Unknown


def either(*nulls: Null) -> Null:
    """Of a value that is null if any of its parts is."""
    for state in ("possible", "unknown"):
        for null in nulls:
            if null.state == state:
                return null
    return NEVER


def every(*nulls: Null) -> Null:
    """Of a value that is null only if all of its parts are."""
    if any(null.state == "never" for null in nulls):
        return NEVER
    return next((null for null in nulls if null.state == "unknown"), nulls[0] if nulls else PERHAPS)


def doubted(null: Null) -> Null:
    """The same, but what was shown to be possible is only not excluded."""
    return null if null.state == "never" else PERHAPS


def one_of(shapes: Iterable[Shape]) -> Shape:
    """The shape of what has one of several shapes."""
    options: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Unknown):
            return shape
        for option in shape.options if isinstance(shape, OneOf) else (shape,):
            if option not in options and not isinstance(option, Nothing):
                options.append(option)
    scalars = [option for option in options if isinstance(option, Scalar)]
    for scalar in scalars:
        general = replace(scalar, constant=None)
        if scalar != general and sum(replace(o, constant=None) == general for o in scalars) > 1:
            options = [o for o in options if o == general or not _like(o, general)]
            options += [] if general in options else [general]
    arrays = [option for option in options if isinstance(option, Array)]
    if len(arrays) > 1:
        array = Array(one_of(a.item for a in arrays), either(*(a.null for a in arrays)))
        options = [option for option in options if not isinstance(option, Array)] + [array]
    if not options:
        return Nothing()
    return options[0] if len(options) == 1 else OneOf(tuple(options))


def _like(shape: Shape, general: Scalar) -> bool:
    return isinstance(shape, Scalar) and replace(shape, constant=None) == general


def options(shape: Shape) -> tuple[Shape, ...]:
    """The shapes that a value can have; of nothing but null there are none."""
    if isinstance(shape, Nothing):
        return ()
    return shape.options if isinstance(shape, OneOf) else (shape,)


def key(shape: Shape, name: str) -> Key:
    """What `->` finds under a name."""
    found = [_key(option, name) for option in options(shape)]
    if not found:
        return Key(Nothing(), Null("possible", "the document is null"), always=False)
    if len(found) == 1:
        return found[0]
    return Key(
        one_of(k.shape for k in found),
        either(*(k.null for k in found)),
        all(k.always for k in found),
        next((k.place for k in found if not isinstance(k.shape, Nothing)), None),
    )


def _key(shape: Shape, name: str) -> Key:
    if isinstance(shape, Unknown):
        return Key(shape, PERHAPS, always=False)
    if isinstance(shape, Object):
        if name in shape.keys:
            found = shape.keys[name]
            return found if found.place is not None else replace(found, place=shape.place)
        if shape.rest is not None:
            return Key(shape.rest, PERHAPS, always=False)
        return Key(Nothing(), Null("possible", f"there is no key `{name}`", shape.place), always=False)
    return Key(Nothing(), Null("possible", f"there is no key `{name}` in what is no object"), always=False)


def located(shape: Shape, place: Place, *, anew: bool = False) -> Shape:
    """The same shape, where objects of which nothing says where they are made are made at a place.

    anew: whether all objects are, such as those that `||` makes.
    """
    return one_of(
        replace(option, place=place)
        if isinstance(option, Object) and (anew or option.place is None)
        else option
        for option in options(shape)
    )


def merged(left: Shape, right: Shape) -> Shape:
    """What `left || right` is, of `jsonb`."""
    lefts, rights = options(left), options(right)
    return one_of(_merged(one, other) for one in lefts for other in rights)


def _merged(left: Shape, right: Shape) -> Shape:
    if isinstance(left, Object) and isinstance(right, Object):
        keys = dict(left.keys)
        if right.rest is not None:
            # What is not known may have any key, and wins.
            keys = {name: Key(right.rest, PERHAPS, k.always, k.place) for name, k in keys.items()}
        for name, new in right.keys.items():
            old = keys.get(name)
            if new.always or old is None:
                unsaid = old is None and left.rest is not None and not new.always
                keys[name] = Key(left.rest or new.shape, PERHAPS, False, new.place) if unsaid else new
            else:
                null = old.null if old.always else either(old.null, new.null)
                keys[name] = Key(one_of((old.shape, new.shape)), doubted(null), old.always, new.place)
        return Object(keys, left.rest or right.rest, right.place or left.place)
    unknown = next((shape for shape in (left, right) if isinstance(shape, Unknown)), None)
    if unknown is not None:
        if isinstance(right, Object):  # where left is an array, the object is its last item
            return Unknown(unknown.reason, unknown.place)
        return unknown
    if isinstance(left, Object) or isinstance(right, Object) or Array in (type(left), type(right)):
        return _concatenated(left, right)
    return Array(one_of((left, right)))


def _concatenated(left: Shape, right: Shape) -> Shape:
    parts = [part if isinstance(part, Array) else Array(part) for part in (left, right)]
    return Array(one_of(p.item for p in parts), either(*(p.null for p in parts)))


def without(shape: Shape, names: Iterable[str] | None) -> Shape:
    """What is left of objects without some keys. names: none where they are not known."""
    gone = set(names) if names is not None else None
    return one_of(_without(option, gone) for option in options(shape))


def _without(shape: Shape, gone: set[str] | None) -> Shape:
    if not isinstance(shape, Object):
        return shape
    if gone is None:
        keys = {
            name: Key(k.shape, doubted(Null("possible")), False, k.place) for name, k in shape.keys.items()
        }
    else:
        keys = {name: k for name, k in shape.keys.items() if name not in gone}
        if shape.rest is not None:
            keys |= {name: Key(Nothing(), Null("possible", "it is removed"), False) for name in gone}
    return Object(keys, shape.rest, shape.place)


def placed(shape: Shape, path: list[str], new: Key, *, create: bool) -> Shape:
    """What `jsonb_set` makes of a document."""
    return one_of(_placed(option, path, new, create=create) for option in options(shape))


def _placed(shape: Shape, path: list[str], new: Key, *, create: bool) -> Shape:
    name, *rest = path
    if not isinstance(shape, Object):
        # Of an array the path is an index, and a scalar is an error.
        return shape if isinstance(shape, Unknown) else Unknown("`jsonb_set` in what is no object")
    old = shape.keys.get(name)
    if rest:
        if old is None:
            if shape.rest is None:
                return shape  # jsonb_set creates the last key of a path, no other
            return shape
        inner = replace(old, shape=placed(old.shape, rest, new, create=create))
        return replace(shape, keys={**shape.keys, name: inner})
    if old is None and not create:
        return shape
    if old is not None and not create and not old.always:
        new = Key(one_of((old.shape, new.shape)), PERHAPS, False, new.place)
    return replace(shape, keys={**shape.keys, name: new})


def stripped(shape: Shape) -> Shape:
    """What `jsonb_strip_nulls` makes of a document: keys that hold null are gone, at any depth."""
    match shape:
        case Object():
            keys = {
                name: Key(stripped(k.shape), k.null, k.null.state == "never" and k.always, k.place)
                for name, k in shape.keys.items()
            }
            return Object(keys, shape.rest, shape.place)
        case Array():
            return Array(stripped(shape.item), shape.null)
        case OneOf():
            return one_of(stripped(option) for option in shape.options)
        case _:
            return shape


def of_json(value: Any, place: Place | None = None) -> Shape:
    """The shape of one JSON value."""
    match value:
        case None:
            return Nothing()
        case bool():
            return Scalar("boolean")
        case str():
            return Scalar("string", None, value)
        case dict():
            null = Null("possible", "it is null there", place)
            keys = {
                k: Key(of_json(v, place), null if v is None else NEVER, True, place) for k, v in value.items()
            }
            return Object(keys, None, place)
        case list():
            null = Null("possible", "an item is null", place) if None in value else NEVER
            return Array(one_of(of_json(item, place) for item in value), null)
        case _:
            return Scalar("number")


def of_literal(text: str, place: Place | None = None) -> Shape:
    """The shape of a JSON text."""
    try:
        return of_json(json.loads(text), place)
    except (ValueError, RecursionError):
        return Unknown("a literal that is no JSON", place)


def conforms(shape: Shape, null: Null, value: Any) -> bool:
    """Whether a JSON value is one that a shape and its nulls allow."""
    if value is None:
        return null.state != "never"
    match shape:
        case Unknown():
            return True
        case Nothing():
            return False
        case OneOf():
            return any(conforms(option, null, value) for option in shape.options)
        case Object():
            return (
                isinstance(value, dict)
                and (shape.rest is not None or value.keys() <= shape.keys.keys())
                and all(name in value or not k.always for name, k in shape.keys.items())
                and all(conforms(k.shape, k.null, value.get(name)) for name, k in shape.keys.items())
            )
        case Array():
            return isinstance(value, list) and all(conforms(shape.item, shape.null, item) for item in value)
    return kind_of(value) == shape.kind and shape.constant in (None, value)


def kind_of(value: Any) -> Kind | None:
    """The kind of a JSON scalar; none of an object, an array or null."""
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case int() | float() | Decimal():
            return "number"
        case _:
            return None
