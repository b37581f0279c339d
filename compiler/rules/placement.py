"""Directives stand where they have an effect: what GraphQL's locations cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphql import (
    ConstDirectiveNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    OperationType,
)

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.model import ROLES, Model, Schema, root_names
from fraiseql.compiler.source import Span

_BELONGS = {
    "view": "an object type, an interface, a union or a field of Query",
    "command": "a field of Mutation",
    "from": "a field of an object type or an interface, an input field or an enum value",
    "column": "a field of a type that is read from a view, or an argument of Query that compares",
    "limit": "a list or connection field of Query, or a relation",
    "relation": "a field of an object type that is read from a view",
    "filter": "an object type, an interface, a union or a field of Query",
}
_USELESS = {
    OperationType.QUERY: ("command", "from", "column", "relation"),
    OperationType.MUTATION: ("view", "from", "column", "limit", "filter", "relation"),
    OperationType.SUBSCRIPTION: (),
    None: ("view", "command", "limit", "filter"),
}
"""The directives that have no effect on the fields of a root type, and of any other type."""


_WITH_FIELDS = (
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
)


def check(schema: Schema) -> Iterator[Diagnostic]:
    """A directive that would have no effect where it stands."""
    operations = {name: operation for operation, name in root_names(schema.document.definitions).items()}
    for node in schema.document.definitions:
        if not isinstance(node, _WITH_FIELDS):
            continue
        operation = operations.get(node.name.value)
        if operation is not None:
            yield from _useless(
                schema, node.directives, ("view", "filter"), f"the root type `{node.name.value}`"
            )
        for field in node.fields or ():
            if field.directives:
                place = f"`{node.name.value}.{field.name.value}`"
                related = operation is None and any(d.name.value == "relation" for d in field.directives)
                useless = ("view", "command", "from", "column", "filter") if related else _USELESS[operation]
                yield from _useless(schema, field.directives, useless, place)
            if not any(argument.directives for argument in field.arguments or ()):
                continue
            root = schema.model.queries.get(field.name.value) if operation is OperationType.QUERY else None
            roles = schema.model.roles(root) if root is not None else ROLES
            for argument in field.arguments or ():
                if operation is OperationType.MUTATION or argument.name.value in roles:
                    place = f"argument `{argument.name.value}` of `{field.name.value}`"
                    yield from _useless(schema, argument.directives, ("column",), place)
    yield from _columns(schema.model)


def _useless(
    schema: Schema, directives: Iterable[ConstDirectiveNode] | None, names: Iterable[str], place: str
) -> Iterator[Diagnostic]:
    for node in directives or ():
        if node.name.value in names:
            yield _diagnostic(node.name.value, place, schema.span(node))


def _columns(model: Model) -> Iterator[Diagnostic]:
    """`@column` is about filtering and sorting, so the field must be a value of a row."""
    rows = {row.name for row in map(model.row_type, model.queries.values()) if row is not None}
    for owner in model.objects.values():
        for field in owner.fields.values():
            single = field.type.ref.lists == 0 and field.type.ref.name not in model.objects
            if field.column is not None and not (single and (owner.view or owner.name in rows)):
                yield _diagnostic("column", f"`{owner.name}.{field.name}`", field.column.span)


def _diagnostic(directive: str, place: str, span: Span | None) -> Diagnostic:
    message = f"`@{directive}` has no effect on {place}"
    return Diagnostic("FQ203", message, span, hint=f"`@{directive}` belongs on {_BELONGS[directive]}")
