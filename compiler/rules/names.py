"""Every definition has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    DirectiveDefinitionNode,
    EnumTypeDefinitionNode,
    InputObjectTypeDefinitionNode,
    NamedTypeNode,
    TypeDefinitionNode,
)

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Schema


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Types and directives whose name is taken, by another or by FraiseQL."""
    yield from _clashes(schema)
    yield from _kinds(schema)


def _clashes(schema: Schema) -> Iterator[Diagnostic]:
    for first, later in schema.clashes:
        directive = isinstance(later, DirectiveDefinitionNode)
        name = f"`@{later.name.value}`" if directive else f"`{later.name.value}`"
        other = schema.span(first.name) if first is not None else None
        if other is not None:
            message = f"there can be only one {'directive' if directive else 'type'} named {name}"
        else:
            message = f"{name} is {'a directive of FraiseQL' if directive else 'a built-in scalar'}"
        yield Diagnostic(
            "FQ205",
            message,
            schema.span(later.name),
            hint=None if other else "remove the definition" if directive else "give the type another name",
            related=(Related("the other one is here", span=other),) if other else (),
        )


def _kinds(schema: Schema) -> Iterator[Diagnostic]:
    """A type in the place of a derived one, which derived inputs mention, is of the same kind."""
    types = {d.name.value: d for d in schema.document.definitions if isinstance(d, TypeDefinitionNode)}
    mentioned = {
        field.type.name.value
        for node in types.values()
        if isinstance(node, InputObjectTypeDefinitionNode) and schema.span(node) is None
        for field in node.fields or ()
        if isinstance(field.type, NamedTypeNode)
    }
    for name in sorted(mentioned & types.keys()):
        if name == "OrderDirection":
            kind, fits = "enum", isinstance(types[name], EnumTypeDefinitionNode)
        else:
            derived = name.endswith(("Where", "OrderBy", "Filter"))
            kind, fits = "input", not derived or isinstance(types[name], InputObjectTypeDefinitionNode)
        if not fits:
            message = f"`{name}` is the name of a derived {kind}"
            hint = f"define it as an {kind}, or give the type another name"
            yield Diagnostic("FQ205", message, schema.span(types[name].name), hint)
