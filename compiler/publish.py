"""The public schema: what clients see, standard SDL without any FraiseQL directive."""

from __future__ import annotations

from graphql import DocumentNode, build_ast_schema, print_schema

from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.model import Schema


def public_sdl(schema: Schema) -> str:
    """The SDL of a schema in which the rules found no error."""
    definitions = tuple(node for node in schema.document.definitions if node not in DIRECTIVES.definitions)
    # graphql-core drops what is applied, and keeps only what is defined.
    return print_schema(build_ast_schema(DocumentNode(definitions=definitions), assume_valid_sdl=True)) + "\n"
