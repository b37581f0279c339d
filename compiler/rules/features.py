"""What the schema language has and this version cannot serve is refused, never ignored."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    ObjectTypeDefinitionNode,
    OperationType,
    UnionTypeDefinitionNode,
    UnionTypeExtensionNode,
)

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.model import Schema, root_names
from fraiseql.compiler.source import Span


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Subscriptions, types where they cannot stand, and arguments on embedded fields."""
    model, roots = schema.model, root_names(schema.document.definitions)
    for node in schema.document.definitions:
        if isinstance(node, ObjectTypeDefinitionNode):
            if node.name.value == roots[OperationType.SUBSCRIPTION]:
                yield refused("subscriptions", schema.span(node.name))
        elif isinstance(node, UnionTypeDefinitionNode | UnionTypeExtensionNode):
            for member in node.types or ():
                if member.name.value in roots.values():
                    yield refused("root types inside other types", schema.span(member))
    owners = [owner.fields for owner in model.objects.values()]
    for field in (field for fields in (*owners, model.queries, model.mutations) for field in fields.values()):
        if field.type.ref.name in roots.values():
            yield refused("root types inside other types", field.type.span)
    for owner in model.objects.values():
        for field in owner.fields.values():
            if field.relation is not None:
                continue
            if model.node(field.type.ref.name) is not None:
                yield refused("connections inside documents", field.type.span)
            for argument in field.arguments:
                yield Diagnostic(
                    "FQ212",
                    f"arguments of embedded fields are not supported by this version of FraiseQL: "
                    f"`{owner.name}.{field.name}` is read from the document as it is",
                    argument.span,
                )


def refused(what: str, span: Span | None) -> Diagnostic:
    """The diagnostic of something that a later version may do."""
    return Diagnostic("FQ212", f"{what} are not supported by this version of FraiseQL", span)
