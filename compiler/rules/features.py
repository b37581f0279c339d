"""What the schema language has and this version cannot serve is refused, never ignored."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    OperationType,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
)

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.model import Schema, root_names


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Subscriptions, interfaces, unions, types where they cannot stand, and arguments on embedded fields."""
    subscription = root_names(schema.document.definitions)[OperationType.SUBSCRIPTION]
    for node in schema.document.definitions:
        refused = None
        match node:
            case InterfaceTypeDefinitionNode():
                refused = "interfaces are not supported"
            case UnionTypeDefinitionNode():
                refused = "unions are not supported"
            case ObjectTypeDefinitionNode() if node.name.value == subscription:
                refused = "subscriptions are not supported"
        if refused is not None and isinstance(node, TypeDefinitionNode):
            yield Diagnostic("FQ212", f"{refused} by this version of FraiseQL", schema.span(node.name))
    model, roots = schema.model, root_names(schema.document.definitions).values()
    owners = [owner.fields for owner in model.objects.values()]
    for field in (field for fields in (*owners, model.queries, model.mutations) for field in fields.values()):
        if field.type.ref.name in roots:
            refused = "root types inside other types are not supported by this version of FraiseQL"
            yield Diagnostic("FQ212", refused, field.type.span)
    for owner in model.objects.values():
        for field in owner.fields.values():
            if model.node(field.type.ref.name) is not None:
                refused = "connections inside documents are not supported by this version of FraiseQL"
                yield Diagnostic("FQ212", refused, field.type.span)
            for argument in field.arguments:
                yield Diagnostic(
                    "FQ212",
                    f"arguments of embedded fields are not supported by this version of FraiseQL: "
                    f"`{owner.name}.{field.name}` is read from the document as it is",
                    argument.span,
                )
