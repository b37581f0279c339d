"""Which fields a filter input or an ordering input lets clients use, embedded ones included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fraiseql.assemble import relative
from fraiseql.compiler.lints.look import Look
from fraiseql.compiler.lints.served import Place
from fraiseql.plan import ObjectTarget, ObjectType, Target, ValueTarget


def places(
    look: Look,
    targets: Mapping[str, Target],
    input_: str,
    *,
    document: str | None = None,
    prefix: str = "",
    within: tuple[str, ...] = (),
) -> Iterator[Place]:
    """The fields that an input offers, but for lists of embedded objects: no index serves what is in them.

    targets: those the input's fields mean. document: what they are relative to, if it is not the row.
    within: the embedded types around them, since a type may embed itself.
    """
    fields = look.bound.model.inputs[input_].fields
    for name, argument in fields.items():
        target = targets.get(name)
        if target is None:  # AND, OR, NOT
            continue
        sql = relative(target.sql, document)
        if isinstance(target, ValueTarget):
            yield Place(prefix + name, target, sql, document)
        elif not target.list and target.type not in within:
            yield from places(
                look,
                _of(look, target),
                argument.type.ref.name,
                document=sql,
                prefix=f"{prefix}{name}.",
                within=(*within, target.type),
            )


def _of(look: Look, target: ObjectTarget) -> Mapping[str, Target]:
    embedded = look.lowered.types[target.type]
    assert isinstance(embedded, ObjectType)
    return embedded.targets
