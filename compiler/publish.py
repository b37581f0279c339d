"""The public schema: what clients see, standard SDL without any FraiseQL directive."""

from __future__ import annotations

from graphql import (
    REMOVE,
    DocumentNode,
    InputValueDefinitionNode,
    Visitor,
    VisitorAction,
    build_ast_schema,
    print_schema,
    visit,
)

from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.model import Schema


def public_sdl(schema: Schema) -> str:
    """The SDL of a schema in which the rules found no error."""
    definitions = tuple(node for node in schema.document.definitions if node not in DIRECTIVES.definitions)
    seen: DocumentNode = visit(DocumentNode(definitions=definitions), _Unseen())
    # graphql-core drops what is applied, and keeps only what is defined.
    return print_schema(build_ast_schema(seen, assume_valid_sdl=True)) + "\n"


class _Unseen(Visitor):
    """Removes what the session gives, and clients therefore cannot."""

    def enter_input_value_definition(self, node: InputValueDefinitionNode, *_: object) -> VisitorAction:
        hidden = any(directive.name.value == "session" for directive in node.directives or ())
        return REMOVE if hidden else None
