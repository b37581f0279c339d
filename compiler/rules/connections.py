"""A hand-written connection type, edge type or `PageInfo` has only what a connection can give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphql import TypeDefinitionNode

from fraiseql.compiler.derive import CONNECTION, EDGE, PAGE_INFO
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Object, Schema
from fraiseql.naming import snake_case
from fraiseql.plan import type_ref

Table = Mapping[str, tuple[str, str]]


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Fields that no connection has, or of another type than there. A derived type is right."""
    model = schema.model
    parts: dict[str, tuple[Table, str]] = {}
    for connection in model.objects.values():
        node = model.node(connection.name)
        if node is None:
            continue
        parts[connection.name] = (CONNECTION, node.name)
        if "edges" in connection.fields:
            parts[f"{node.name}Edge"] = (EDGE, node.name)
        if "pageInfo" in connection.fields:
            parts["PageInfo"] = (PAGE_INFO, "")
    for definition in schema.document.definitions:
        if not isinstance(definition, TypeDefinitionNode) or definition.name.value not in parts:
            continue
        name = definition.name.value
        owner = model.objects.get(name)
        if owner is not None and owner.abstract is None:
            yield from _fields(owner, *parts[name])
        else:
            message = f"`{name}` stands for part of a connection, so it must be an object type"
            yield Diagnostic("FQ213", message, schema.span(definition.name))


def _fields(owner: Object, table: Table, node: str) -> Iterator[Diagnostic]:
    for field in owner.fields.values():
        if field.name not in table:
            message = f"`{owner.name}` stands for part of a connection, which has no field `{field.name}`"
            hint = suggest(field.name, table) or f"its fields are {', '.join(table)}"
            yield Diagnostic("FQ213", message, field.span, hint)
            continue
        wanted = table[field.name][0].format(node)
        given, right = field.type.ref, type_ref(wanted)
        if (given.name, given.lists) != (right.name, right.lists):
            message = f"`{owner.name}.{field.name}` must be `{wanted}`, not `{field.type.text}`"
            yield Diagnostic("FQ213", message, field.type.span)
        if field.key != snake_case(field.name):
            message = f"`@from` has no effect on `{owner.name}.{field.name}`, which is not stored"
            yield Diagnostic("FQ203", message, field.span, hint="remove it")
