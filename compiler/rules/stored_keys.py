"""No two fields of a type share a stored key, and no two values of an enum a stored value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Argument, EnumValue, Field, Schema


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Fields, input fields and enum values that map to one stored name."""
    model = schema.model
    for owner in model.objects.values():
        yield from _collisions(owner.name, ((f, f.key) for f in owner.fields.values() if f.relation is None))
    for input_ in model.inputs.values():
        if input_.span is not None:  # a derived one repeats its type
            yield from _collisions(input_.name, ((f, f.key) for f in input_.fields.values()))
    for enum in model.enums.values():
        yield from _collisions(enum.name, ((v, v.stored) for v in enum.values))


def _collisions(
    owner: str, named: Iterable[tuple[Field | Argument | EnumValue, str]]
) -> Iterator[Diagnostic]:
    first: dict[str, Field | Argument | EnumValue] = {}
    for item, stored in named:
        other = first.setdefault(stored, item)
        if other.name != item.name:
            yield Diagnostic(
                "FQ206",
                f"`{owner}.{item.name}` and `{owner}.{other.name}` are both stored as `{stored}`",
                item.span,
                hint="give one of them another stored name with `@from(…)`",
                related=(Related(f"`{other.name}` is here", span=other.span),),
            )
