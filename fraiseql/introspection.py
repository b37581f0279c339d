"""`__schema` and `__type`, which graphql-core answers from the schema alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from graphql import (
    REMOVE,
    SKIP,
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    Node,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    VisitorAction,
    execute_sync,
    parse,
    print_ast,
    visit,
)

from fraiseql.errors import RefusedError, RequestError

INTROSPECTION = ("__schema", "__type")
"""The root fields about the schema itself."""


def only_introspection(schema: GraphQLSchema, definitions: Collection[Node]) -> str:
    """The document with no other root fields, and no variable that only those used.

    definitions: the operation and the fragments it needs, valid.
    """
    type_info = TypeInfo(schema)
    visitor = TypeInfoVisitor(type_info, _OnlyIntrospection(schema, type_info))
    document = visit(DocumentNode(definitions=tuple(definitions)), visitor)
    used = _UsedVariables()
    visit(document, used)
    return print_ast(visit(document, _OnlyVariables(used.names)))


def answer_introspection(
    schema: GraphQLSchema, document: str, variables: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers, by response key. variables: as the client gave them.

    Raises RefusedError, where `@skip` or `@include` gets null from a variable.
    """
    result = execute_sync(schema, parse(document), variable_values=dict(variables))
    if result.errors:
        raise RefusedError(*(RequestError(error.message, "BAD_USER_INPUT") for error in result.errors))
    assert result.data is not None
    return result.data


class _OnlyIntrospection(Visitor):
    def __init__(self, schema: GraphQLSchema, type_info: TypeInfo) -> None:
        super().__init__()
        self.schema = schema
        self.type_info = type_info

    def enter_field(self, node: FieldNode, *_: Any) -> VisitorAction:
        if self.type_info.get_parent_type() is not self.schema.query_type:
            return None
        return SKIP if node.name.value in INTROSPECTION else REMOVE


class _UsedVariables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable_definition(self, _node: VariableDefinitionNode, *_: Any) -> VisitorAction:
        return SKIP

    def enter_variable(self, node: VariableNode, *_: Any) -> VisitorAction:
        self.names.add(node.name.value)
        return None


class _OnlyVariables(Visitor):
    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.names = names

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> VisitorAction:
        return SKIP if node.variable.name.value in self.names else REMOVE
