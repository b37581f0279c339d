"""`__schema` and `__type`, which graphql-core answers from the schema alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graphql import (
    REMOVE,
    SKIP,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
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
from fraiseql.operation import INTROSPECTION


def only_introspection(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Iterable[FragmentDefinitionNode]
) -> str:
    """The document with no other root fields, and with nothing that only those used. It is valid."""
    type_info = TypeInfo(schema)
    visitor = TypeInfoVisitor(type_info, _OnlyIntrospection(schema, type_info))
    reduced = {fragment.name.value: visit(fragment, visitor) for fragment in fragments}
    definitions = [visit(operation, visitor)]
    while empty := {name for name, fragment in reduced.items() if not fragment.selection_set.selections}:
        without = _Without(empty)
        reduced = {name: visit(node, without) for name, node in reduced.items() if name not in empty}
        definitions = [visit(definitions[0], without)]
    uses = _Uses()
    for definition in definitions:  # grows while it is walked
        visit(definition, uses)
        definitions.extend(reduced.pop(name) for name in uses.fragments & reduced.keys())
    definitions[0] = visit(definitions[0], _OnlyVariables(uses.variables))
    return print_ast(DocumentNode(definitions=tuple(definitions)))


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

    def leave_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> VisitorAction:
        return None if node.selection_set.selections else REMOVE


class _Without(Visitor):
    """Removes the spreads of fragments that have become empty, and what becomes empty by that."""

    def __init__(self, fragments: Collection[str]) -> None:
        super().__init__()
        self.fragments = fragments

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> VisitorAction:
        return REMOVE if node.name.value in self.fragments else None

    def leave_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> VisitorAction:
        return None if node.selection_set.selections else REMOVE


class _Uses(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.fragments: set[str] = set()
        self.variables: set[str] = set()

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> VisitorAction:
        self.fragments.add(node.name.value)
        return None

    def enter_variable_definition(self, _node: VariableDefinitionNode, *_: Any) -> VisitorAction:
        return SKIP

    def enter_variable(self, node: VariableNode, *_: Any) -> VisitorAction:
        self.variables.add(node.name.value)
        return None


class _OnlyVariables(Visitor):
    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.names = names

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> VisitorAction:
        return SKIP if node.variable.name.value in self.names else REMOVE
