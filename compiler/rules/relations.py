"""A relation belongs to the rows of a view, and leads to the rows of a view."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Field, Model, Object, Schema, View
from fraiseql.compiler.rules.root_fields import unusable


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Relations of what is no row, or of rows of several views, and those that lead nowhere."""
    model = schema.model
    for owner in model.objects.values():
        relations = [field for field in owner.fields.values() if field.relation is not None]
        for field in relations:
            yield from _leads_to_rows(model, field)
            yield from unusable(model, field)
        if relations:
            yield from _has_rows(model, owner, relations[0])


def _leads_to_rows(model: Model, field: Field) -> Iterator[Diagnostic]:
    place = f"`{field.owner}.{field.name}`"
    row = model.node(field.type.ref.name) or model.objects.get(field.type.ref.name)
    if row is None or model.returns(field) is None:
        message = f"{place} is a relation, and `{field.type.text}` are no rows of a view"
        hint = "a relation is an object type with `@view`, a list of it or a connection"
        yield Diagnostic("FQ234", message, field.type.span, hint)
    elif row.view is None:
        message = f"{place} has nothing to read: `{row.name}` has no `@view`"
        hint = f"say which relation it reads: `{row.keyword} {row.name} @view(tv_…)`"
        yield Diagnostic("FQ234", message, field.type.span, hint)


def _has_rows(model: Model, owner: Object, relation: Field) -> Iterator[Diagnostic]:
    related = (Related("a relation is here", span=relation.span),)
    if owner.abstract is not None:
        message = f"`{owner.name}` is an {owner.keyword}, and only object types can have relations"
        yield Diagnostic("FQ234", message, relation.span)
        return
    if owner.view is None:
        message = f"`{owner.name}` has a relation, but no `@view` whose rows have it"
        hint = f"say which relation its rows are in: `type {owner.name} @view(tv_…)`"
        yield Diagnostic("FQ234", message, owner.span, hint, related)
    for field in model.queries.values():
        if field.view is None or model.row_type(field) is not owner or owner.view is None:
            continue
        if model.returns(field) != "count" and _place(field.view) != _place(owner.view):
            message = f"`{field.name}` reads rows that do not have the relations of `{owner.name}`"
            hint = f"they are of its own `@view`, `{owner.view.name.value}`"
            yield Diagnostic("FQ234", message, field.view.name.span, hint, related)
    yield from _embedded(model, owner, related)


def _embedded(model: Model, owner: Object, related: tuple[Related, ...]) -> Iterator[Diagnostic]:
    parts = model.connection_parts()
    for holder in model.objects.values():
        for field in holder.fields.values() if holder.name not in parts else ():
            if field.relation is None and field.type.ref.name == owner.name:
                message = (
                    f"`{holder.name}.{field.name}` is embedded in a document, so the relations of "
                    f"`{owner.name}` cannot be selected there"
                )
                own = f"{holder.name}{field.name[:1].upper()}{field.name[1:]}"
                hint = (
                    f"make `{field.name}` a relation too, or give it a type of its own that has the embedded "
                    f"fields and no relation, such as `{own}`"
                )
                yield Diagnostic("FQ235", message, field.type.span, hint, related, "note")
    fields = [field for each in model.objects.values() for field in each.fields.values()]
    returned = {f.type.ref.name for f in (*fields, *model.queries.values(), *model.mutations.values())}
    returned |= {node.name for name in returned if (node := model.node(name)) is not None}
    for abstract in model.objects.values():
        stands_for = abstract.abstract.possible if abstract.abstract is not None else ()
        if abstract.name in returned and owner.name in stands_for:
            message = (
                f"`{owner.name}` has a relation, so it must be a row of its own view, but rows are read "
                f"as the {abstract.keyword} `{abstract.name}`"
            )
            yield Diagnostic("FQ234", message, owner.span, None, related)


def _place(view: View) -> tuple[str, str | None, str]:
    return view.name.value, view.document.value if view.document else None, view.key.value
