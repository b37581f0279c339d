"""Shapes of documents as short text, for tests: `{id: uuid, tags: [text~]?, more: unknown~}`.

`?` follows what can be null, `~` what is not known not to be null, `-` a key that may be absent.
"""

from __future__ import annotations

from fraiseql.compiler.analyse.shape import Array, Nothing, Null, Object, OneOf, Scalar, Shape, Unknown

_MARKS = {"never": "", "possible": "?", "unknown": "~"}


def shown(shape: Shape, null: Null | None = None) -> str:
    """A shape as text."""
    return _shape(shape) + (_MARKS[null.state] if null is not None else "")


def _shape(shape: Shape) -> str:
    match shape:
        case Object():
            keys = [
                f"{name}{'' if k.always else '-'}: {shown(k.shape, k.null)}" for name, k in shape.keys.items()
            ]
            return "{" + ", ".join([*keys, *(["…"] if shape.rest is not None else [])]) + "}"
        case Array():
            return f"[{shown(shape.item, shape.null)}]"
        case OneOf():
            return "(" + " | ".join(map(_shape, shape.options)) + ")"
        case Scalar():
            return f"'{shape.constant}'" if shape.constant is not None else shape.type or shape.kind
        case Nothing():
            return "null"
        case Unknown():
            return "unknown"
