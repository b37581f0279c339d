"""The functions that make and change JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from fraiseql.compiler.analyse import shape as shapes
from fraiseql.compiler.analyse.context import Context
from fraiseql.compiler.analyse.scope import Scope
from fraiseql.compiler.analyse.shape import (
    NEVER,
    PERHAPS,
    Array,
    Key,
    Null,
    Object,
    Scalar,
    Shape,
    Unknown,
    either,
)
from fraiseql.compiler.analyse.sql import Tree
from fraiseql.compiler.analyse.values import LITERAL, Value, cast, is_json

Build = Callable[[Context, Scope, exp.Anonymous], Value]


def _object(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    keys: dict[str, Key] = {}
    rest: Unknown | None = None
    arguments = tree.expressions
    if any(isinstance(argument, exp.Variadic) for argument in arguments) or len(arguments) % 2:
        return Value(None, Object({}, Unknown("an object of keys that are not written", context.place(tree))))
    for written, content in zip(arguments[::2], arguments[1::2], strict=True):
        name, value = constant(context, scope, written), context.value(context, scope, content)
        if name is None:
            rest = Unknown("a key that is computed", context.place(written))
            # It can be any of those before it, and the last one wins.
            keys = {k: Key(rest, PERHAPS, True, old.place) for k, old in keys.items()}
        else:
            keys.pop(name, None)
            place, null = context.place(content), value.inside
            if null.state == "possible" and null.place is None:
                null = replace(null, place=place)
            keys[name] = Key(shapes.located(as_json(value), place), null, True, place)
    return Value(None, Object(keys, rest, context.place(tree)))


def _array(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    if any(isinstance(argument, exp.Variadic) for argument in tree.expressions):
        return Value(None, Array(Unknown("items that are not written", context.place(tree)), PERHAPS))
    values = [context.value(context, scope, argument) for argument in tree.expressions]
    return Value(None, Array(shapes.one_of(map(as_json, values)), either(*(v.inside for v in values))))


def _to_json(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    value = context.value(context, scope, tree.expressions[0])
    return Value(None, shapes.located(as_json(value), context.place(tree)), value.null, value.json_null)


def _set(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    target, written, new = tree.expressions[:3]
    value, path = context.value(context, scope, target), path_of(context, scope, written)
    put = document(context, context.value(context, scope, new), context.place(new))
    create = tree.expressions[3].this if len(tree.expressions) == 4 else True
    null = either(value.null, put.null)
    if path is None or not path or not isinstance(create, bool):
        return Value(
            None, Unknown("`jsonb_set` with a path that is computed", context.place(tree)), null, PERHAPS
        )
    key = Key(put.shape, put.json_null, True, context.place(new))
    target_ = document(context, value, context.place(target))
    return Value(None, shapes.placed(target_.shape, path, key, create=create), null, target_.json_null)


def _strip(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    value = document(context, context.value(context, scope, tree.expressions[0]), context.place(tree))
    return Value(None, shapes.stripped(value.shape), value.null, value.json_null)


BUILDERS: dict[str, tuple[Build, range]] = {
    "build_object": (_object, range(100)),
    "build_array": (_array, range(100)),
    "set": (_set, range(3, 5)),
    "strip_nulls": (_strip, range(1, 2)),
}
"""By name, without `json_` or `jsonb_`, with how many arguments they are followed."""


def build(context: Context, scope: Scope, name: str, tree: exp.Anonymous) -> Value | None:
    """What a function that makes JSON makes; none where the name is of no such function."""
    if name in ("to_json", "to_jsonb") and tree.expressions:
        return replace(_to_json(context, scope, tree), type=name.removeprefix("to_"))
    if name in ("row_to_json", "array_to_json") and tree.expressions:
        return replace(_to_json(context, scope, tree), type="json")
    prefix, _, rest = name.partition("_")
    follow, arguments = BUILDERS.get(rest, (None, ()))
    if follow is None or not is_json(prefix) or len(tree.expressions) not in arguments:
        return None
    return replace(follow(context, scope, tree), type=prefix)


def as_json(value: Value) -> Shape:
    """What `to_jsonb` makes of a value."""
    if value.type == LITERAL and isinstance(value.shape, Scalar):
        return replace(value.shape, type="text")
    return value.shape


def document(context: Context, value: Value, place: shapes.Place) -> Value:
    """A value where JSON is wanted: a literal becomes it."""
    return cast(context.catalog, value, "jsonb", place) if value.type == LITERAL else value


def constant(context: Context, scope: Scope, tree: Tree) -> str | None:
    """The text that an expression is, whatever the row."""
    shape = context.value(context, scope, tree).shape
    return shape.constant if isinstance(shape, Scalar) else None


def path_of(context: Context, scope: Scope, tree: Tree) -> list[str] | None:
    """A path in a document, such as `'{a,b}'::text[]` or `ARRAY['a', 'b']`."""
    while isinstance(tree, exp.Cast | exp.Paren):
        tree = tree.this
    if isinstance(tree, exp.Array):
        names = [constant(context, scope, item) for item in tree.expressions]
        return [name for name in names if name is not None] if None not in names else None
    text = constant(context, scope, tree)
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
