"""The arguments of FraiseQL's directives are of the right kind."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    ConstDirectiveNode,
    DirectiveDefinitionNode,
    IntValueNode,
    NonNullTypeNode,
    NullValueNode,
    StringValueNode,
    Visitor,
    print_ast,
    visit,
)

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.model import Schema

_KINDS = {"String": (StringValueNode, "a name or a string"), "Int": (IntValueNode, "a whole number")}


def check(schema: Schema) -> Iterator[Diagnostic]:
    """An argument whose value is not of the type that the directive declares."""
    found: list[Diagnostic] = []
    definitions = {d.name.value: d for d in DIRECTIVES.definitions if isinstance(d, DirectiveDefinitionNode)}
    definitions = {d.name.value: d for d in DIRECTIVES.definitions if isinstance(d, DirectiveDefinitionNode)}

    class Checker(Visitor):
        def enter_directive(self, node: ConstDirectiveNode, *_: object) -> None:
            definition = definitions.get(node.name.value)
            if definition is not None:
                found.extend(_wrong(schema, node, definition))

    visit(schema.document, Checker())
    return iter(found)


def _wrong(
    schema: Schema, node: ConstDirectiveNode, definition: DirectiveDefinitionNode
) -> Iterator[Diagnostic]:
    declared = {argument.name.value: argument.type for argument in definition.arguments or ()}
    for argument in node.arguments or ():
        type_ = declared.get(argument.name.value)
        if type_ is None or (
            isinstance(argument.value, NullValueNode) and not isinstance(type_, NonNullTypeNode)
        ):
            continue
        kind, expected = _KINDS[print_ast(type_).rstrip("!")]
        if not isinstance(argument.value, kind):
            yield Diagnostic(
                "FQ204",
                f"`{argument.name.value}` of @{node.name.value} must be {expected}, "
                f"not {print_ast(argument.value)}",
                schema.span(argument.value),
            )
