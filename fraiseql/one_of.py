"""The rule of oneOf inputs that graphql-core 3.3 checks only where the input itself may be null."""

from __future__ import annotations

from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLNonNull,
    NonNullTypeNode,
    NullValueNode,
    OperationDefinitionNode,
    ValidationRule,
    print_ast,
    specified_rules,
)


class OneOfVariables(ValidationRule):
    """Variables within a oneOf input are non-null or have a default (GraphQL of September 2025, 5.8.5)."""

    def leave_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        """Reports the variables of an operation that are."""
        nullable = {
            definition.variable.name.value: definition
            for definition in node.variable_definitions or ()
            if not isinstance(definition.type, NonNullTypeNode)
            and (definition.default_value is None or isinstance(definition.default_value, NullValueNode))
        }
        for usage in self.context.get_recursive_variable_usages(node):
            name, holder = usage.node.name.value, usage.parent_type
            if name not in nullable or not isinstance(holder, GraphQLNonNull):
                continue
            input_ = holder.of_type
            if isinstance(input_, GraphQLInputObjectType) and input_.is_one_of:
                definition = nullable[name]
                reason = (
                    f"Variable '${name}' is of type '{print_ast(definition.type)}' but must be non-nullable "
                    f"to be used for OneOf Input Object '{input_}'."
                )
                self.report_error(GraphQLError(reason, [definition, usage.node]))


RULES = (*specified_rules, OneOfVariables)
"""All that a document is checked by."""
