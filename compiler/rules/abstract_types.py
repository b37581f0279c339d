"""Documents of an interface or a union say which object type they are, and can be read as that."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Abstract, Field, Model, Object, Schema
from fraiseql.compiler.rules.features import refused


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Interfaces that stand for nothing, discriminators that cannot name a type, and differing keys."""
    model = schema.model
    owners = (model.queries, model.mutations, *(owner.fields for owner in model.objects.values()))
    returned = {field.type.ref.name for fields in owners for field in fields.values()}
    for owner in model.objects.values():
        yield from _other_keys(model, owner)
        if owner.abstract is not None and owner.name in returned:
            yield from _possible(model, owner, owner.abstract)


def _possible(model: Model, owner: Object, abstract: Abstract) -> Iterator[Diagnostic]:
    if abstract.keyword == "interface" and not abstract.possible:
        yield Diagnostic(
            "FQ221",
            f"no type implements interface `{owner.name}`, so nothing can stand where a field returns it",
            owner.span,
            hint=f"say which types do: `type … implements {owner.name} {{ … }}`",
        )
    for possible in model.concrete(owner):
        if model.node(possible.name) is not None:
            yield refused("connections inside documents", owner.span)
        for field in possible.fields.values():
            if field.key == abstract.discriminator.value:
                yield from _discriminator(model, owner, abstract, possible, field)


def _other_keys(model: Model, owner: Object) -> Iterator[Diagnostic]:
    """A filter on the interface and an answer of the object type read the same key."""
    for name in owner.interfaces:
        interface = model.objects.get(name)
        for field in interface.fields.values() if interface is not None else ():
            own = owner.fields.get(field.name)
            if own is not None and own.key != field.key:
                yield Diagnostic(
                    "FQ221",
                    f"`{owner.name}.{own.name}` is stored as `{own.key}`, but as `{field.key}` in the "
                    f"interface `{name}`",
                    own.span,
                    hint="give both the same stored name with `@from(…)`",
                    related=(Related("the field of the interface is here", span=field.span),),
                )


def _discriminator(
    model: Model, owner: Object, abstract: Abstract, possible: Object, field: Field
) -> Iterator[Diagnostic]:
    """A field that reads the discriminator can express the name of its type."""
    type_, place = field.type.ref, f"`{possible.name}.{field.name}`"
    enum = model.enums.get(type_.name) if not type_.lists else None
    if not type_.lists and type_.name in ("String", "ID"):
        return
    if enum is None:
        problem = f"but {place}, which is stored there, is `{field.type.text}`"
    elif all(value.stored != possible.name for value in enum.values):
        problem = f"but {place}, which is stored there, has no value `@from({possible.name})`"
    else:
        return
    yield Diagnostic(
        "FQ221",
        f"`{abstract.discriminator.value}` names the types of {abstract.keyword} `{owner.name}`, {problem}",
        field.type.span,
        hint="make it `String`, an enum whose values are stored as the types' names, or choose another key",
        related=(Related("the discriminator is named here", span=abstract.discriminator.span),),
    )
