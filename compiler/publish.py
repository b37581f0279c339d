"""The public schema: what clients see, standard SDL without any FraiseQL directive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphql import (
    REMOVE,
    DocumentNode,
    GraphQLSchema,
    InputValueDefinitionNode,
    SchemaDefinitionNode,
    SchemaExtensionNode,
    TypeDefinitionNode,
    Visitor,
    VisitorAction,
    build_ast_schema,
    print_directive,
    print_type,
    visit,
)
from graphql.utilities.print_schema import print_schema_definition

from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.model import Schema, root_names
from fraiseql.compiler.portion import Part, portion
from fraiseql.compiler.source import within


def public_sdl(schema: Schema) -> str:
    """The SDL of a schema in which the rules found no error: directives, then types, in the order it has."""
    own = {id(node) for node in DIRECTIVES.definitions}
    every = [part for part in schema.parts if id(part.nodes[0]) not in own]
    every.sort(key=lambda part: not part.name.startswith("@"))
    printed = schema.kept.of_each(_printed, [(part, part.seen) for part in every])
    return "\n\n".join((*_roots(schema), *printed)) + "\n"


def _printed(some: Sequence[Part]) -> list[str]:
    whole = _schema(portion(some))
    return [_print(whole, part.name) for part in some]


def _print(whole: GraphQLSchema, name: str) -> str:
    if name.startswith("@"):
        directive = whole.get_directive(name[1:])
        assert directive is not None
        return print_directive(directive)
    return print_type(whole.type_map[name])


def _roots(schema: Schema) -> Iterator[str]:
    """The definition of the root types, where it does not go without saying."""
    nodes = [
        n for n in schema.document.definitions if isinstance(n, SchemaDefinitionNode | SchemaExtensionNode)
    ]
    named = {*root_names(nodes).values(), *root_names(()).values()}
    roots = [
        type(node)(name=node.name)
        for node in schema.document.definitions
        if isinstance(node, TypeDefinitionNode) and node.name.value in named
    ]
    printed = print_schema_definition(_schema(DocumentNode(definitions=(*nodes, *roots))))
    if printed is not None:
        yield printed


def _schema(document: DocumentNode) -> GraphQLSchema:
    # graphql-core drops what is applied, and keeps only what is defined.
    written = (node for node in document.definitions if node.loc is not None)
    if any(_is_hidden(value) for node in written for value in within(node, InputValueDefinitionNode)):
        document = visit(document, _Unseen())
    return build_ast_schema(document, assume_valid_sdl=True)


def _is_hidden(node: InputValueDefinitionNode) -> bool:
    return any(directive.name.value == "session" for directive in node.directives or ())


class _Unseen(Visitor):
    """Removes what the session gives, and clients therefore cannot."""

    def enter_input_value_definition(self, node: InputValueDefinitionNode, *_: object) -> VisitorAction:
        return REMOVE if _is_hidden(node) else None
