"""The arguments of FraiseQL's and GraphQL's directives are of the right kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from graphql import (
    BooleanValueNode,
    ConstDirectiveNode,
    ConstValueNode,
    DefinitionNode,
    DirectiveDefinitionNode,
    DirectiveNode,
    EnumValueNode,
    GraphQLDeprecatedDirective,
    GraphQLSpecifiedByDirective,
    IntValueNode,
    NonNullTypeNode,
    NullValueNode,
    StringValueNode,
    TypeNode,
    parse_type,
    print_ast,
)

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.model import Schema
from fraiseql.compiler.source import within

_KINDS = {"String": "a name or a string", "Int": "a whole number from 1 to 2147483647"}
_DECLARED: dict[str, dict[str, TypeNode]] = {
    node.name.value: {argument.name.value: argument.type for argument in node.arguments or ()}
    for node in DIRECTIVES.definitions
    if isinstance(node, DirectiveDefinitionNode)
} | {
    directive.name: {name: parse_type(str(argument.type)) for name, argument in directive.args.items()}
    for directive in (GraphQLDeprecatedDirective, GraphQLSpecifiedByDirective)
}


def check(schema: Schema) -> Iterator[Diagnostic]:
    """An argument whose value is not of the type that the directive declares."""
    for definition in schema.written():
        for directive in schema.kept.of(_directives, definition):
            yield from _wrong(schema, directive)


def _directives(definition: DefinitionNode) -> list[ConstDirectiveNode]:
    # In a schema all are constant.
    return [cast("ConstDirectiveNode", directive) for directive in within(definition, DirectiveNode)]


def is_sound(directive: ConstDirectiveNode) -> bool:
    """Whether the arguments of one of our directives are declared, once each, and of the right kind."""
    declared = _DECLARED[directive.name.value]
    names = [argument.name.value for argument in directive.arguments or ()]
    return (
        len(names) == len(set(names))
        and set(names) <= set(declared)
        and all(_fits(declared[a.name.value], a.value) for a in directive.arguments or ())
    )


def _wrong(schema: Schema, node: ConstDirectiveNode) -> Iterator[Diagnostic]:
    declared = _DECLARED.get(node.name.value, {})
    for argument in node.arguments or ():
        type_ = declared.get(argument.name.value)
        if type_ is None or _fits(type_, argument.value):
            continue
        written, kind = print_ast(argument.value), _named(type_)
        message = f"`{argument.name.value}` of `@{node.name.value}` must be {_KINDS[kind]}, not `{written}`"
        word = kind == "String" and isinstance(
            argument.value, BooleanValueNode | EnumValueNode | IntValueNode
        )
        hint = f'put it in quotes: "{written}"' if word else None
        yield Diagnostic("FQ204", message, schema.span(argument.value), hint)


def _fits(type_: TypeNode, value: ConstValueNode) -> bool:
    if isinstance(value, NullValueNode):
        return not isinstance(type_, NonNullTypeNode)
    if _named(type_) == "String":
        return isinstance(value, StringValueNode)
    # The length is looked at first: Python refuses to read thousands of digits.
    return isinstance(value, IntValueNode) and len(value.value) <= 10 and 0 < int(value.value) < 2**31


def _named(type_: TypeNode) -> str:
    return print_ast(type_).rstrip("!")
