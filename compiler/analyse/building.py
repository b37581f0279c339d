"""The functions that make and change JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlglot import exp

from fraiseql.compiler.analyse import shape as shapes
from fraiseql.compiler.analyse.reader import Reader
from fraiseql.compiler.analyse.scope import Scope
from fraiseql.compiler.analyse.shape import NEVER, PERHAPS, Array, Key, Null, Object, Scalar, Shape, Unknown, either
from fraiseql.compiler.analyse.sql import Tree
from fraiseql.compiler.analyse.values import LITERAL, Value, cast, is_json, unknown

Build = Callable[[Reader, Scope, exp.Anonymous], Value]


def _object(reader: Reader, scope: Scope, tree: exp.Anonymous) -> Value:
    keys: dict[str, Key] = {}
    rest: Unknown | None = None
    arguments = tree.expressions
    if any(isinstance(argument, exp.Variadic) for argument in arguments) or len(arguments) % 2:
        return Value(None, Object({}, Unknown("an object of keys that are not written", reader.place(tree))))
    for written, content in zip(arguments[::2], arguments[1::2], strict=True):
        name, value = constant(reader, scope, written), reader.value(reader, scope, content)
        if name is None:
            rest = Unknown("a key that is computed", reader.place(written))
            # It can be any of those before it, and the last one wins.
            keys = {k: Key(rest, PERHAPS, True, old.place) for k, old in keys.items()}
        else:
            keys.pop(name, None)
            keys[name] = Key(as_json(value), value.inside, True, reader.place(content))
    return Value(None, Object(keys, rest, reader.place(tree)))


def _array(reader: Reader, scope: Scope, tree: exp.Anonymous) -> Value:
    if any(isinstance(argument, exp.Variadic) for argument in tree.expressions):
        return Value(None, Array(Unknown("items that are not written", reader.place(tree)), PERHAPS))
    values = [reader.value(reader, scope, argument) for argument in tree.expressions]
    return Value(None, Array(shapes.one_of(map(as_json, values)), either(*(v.inside for v in values))))


def _to_json(reader: Reader, scope: Scope, tree: exp.Anonymous) -> Value:
    if not tree.expressions:
        return unknown("a call without arguments", reader.place(tree))
    value = reader.value(reader, scope, tree.expressions[0])
    return Value(None, as_json(value), value.null, value.json_null)


def _set(reader: Reader, scope: Scope, tree: exp.Anonymous) -> Value:
    if len(tree.expressions) not in (3, 4):
        return unknown("a call with other arguments", reader.place(tree))
    target, written, new = tree.expressions[:3]
    value, path = reader.value(reader, scope, target), path_of(reader, scope, written)
    put = document(reader, reader.value(reader, scope, new), reader.place(new))
    create = tree.expressions[3].this if len(tree.expressions) == 4 else True
    null = either(value.null, put.null)
    if path is None or not path or not isinstance(create, bool):
        return Value(None, Unknown("`jsonb_set` with a path that is computed", reader.place(tree)), null, PERHAPS)
    key = Key(put.shape, put.json_null, True, reader.place(new))
    target_ = document(reader, value, reader.place(target))
    return Value(None, shapes.placed(target_.shape, path, key, create=create), null, target_.json_null)


def _strip(reader: Reader, scope: Scope, tree: exp.Anonymous) -> Value:
    if len(tree.expressions) != 1:
        return unknown("a call with other arguments", reader.place(tree))
    value = document(reader, reader.value(reader, scope, tree.expressions[0]), reader.place(tree))
    return Value(None, shapes.stripped(value.shape), value.null, value.json_null)


BUILDERS: dict[str, Build] = {
    "build_object": _object,
    "build_array": _array,
    "set": _set,
    "strip_nulls": _strip,
}
"""By name, without `json_` or `jsonb_`."""


def build(reader: Reader, scope: Scope, name: str, tree: exp.Anonymous) -> Value | None:
    """What a function that makes JSON makes; none where the name is of no such function."""
    if name in ("to_json", "to_jsonb"):
        return replace(_to_json(reader, scope, tree), type=name.removeprefix("to_"))
    if name in ("row_to_json", "array_to_json"):
        return replace(_to_json(reader, scope, tree), type="json")
    prefix, _, rest = name.partition("_")
    if is_json(prefix) and rest in BUILDERS:
        return replace(BUILDERS[rest](reader, scope, tree), type=prefix)
    return None


def as_json(value: Value) -> Shape:
    """What `to_jsonb` makes of a value."""
    if value.type == LITERAL and isinstance(value.shape, Scalar):
        return replace(value.shape, type="text")
    return value.shape


def document(reader: Reader, value: Value, place: shapes.Place) -> Value:
    """A value where JSON is wanted: a literal becomes it."""
    return cast(reader.catalog, value, "jsonb", place) if value.type == LITERAL else value


def constant(reader: Reader, scope: Scope, tree: Tree) -> str | None:
    """The text that an expression is, whatever the row."""
    shape = reader.value(reader, scope, tree).shape
    return shape.constant if isinstance(shape, Scalar) else None


def path_of(reader: Reader, scope: Scope, tree: Tree) -> list[str] | None:
    """A path in a document, such as `'{a,b}'::text[]` or `ARRAY['a', 'b']`."""
    while isinstance(tree, exp.Cast | exp.Paren):
        tree = tree.this
    if isinstance(tree, exp.Array):
        names = [constant(reader, scope, item) for item in tree.expressions]
        return [name for name in names if name is not None] if None not in names else None
    text = constant(reader, scope, tree)
    if text is None or not (text.startswith("{") and text.endswith("}")):
        return None
    inner = text[1:-1]
    if any(character in inner for character in '"\\{}'):
        return None
    return [part.strip() for part in inner.split(",")] if inner else []


def extracted(value: Value, name: str | None) -> Value:
    """`document -> 'name'`; an item of a list where the name is none."""
    if name is None:
        items = [_item(option) for option in shapes.options(value.shape)]
        return Value("jsonb", shapes.one_of(items), PERHAPS, PERHAPS)
    if isinstance(value.shape, Array):  # a path can lead through a list
        return Value("jsonb", Unknown("an item of a list"), PERHAPS, PERHAPS)
    key = shapes.key(value.shape, name)
    absent = NEVER if key.always else (key.null if key.null.state != "never" else PERHAPS)
    json_absent = value.json_null if value.json_null.state == "never" else PERHAPS
    return Value("jsonb", key.shape, either(value.null, absent, json_absent), key.null)


def _item(shape: Shape) -> Shape:
    if isinstance(shape, Array):
        return shape.item
    return shape if isinstance(shape, Unknown) else shapes.Nothing()


def as_text(value: Value) -> Value:
    """What `->>` makes of what `->` finds."""
    found = shapes.options(value.shape)
    text = found[0] if len(found) == 1 else None
    known = text.constant if isinstance(text, Scalar) and text.kind == "string" else None
    null: Null = value.inside
    return Value("text", Scalar("string", "text", known), null)
