"""The type system rules of the GraphQL specification, as graphql-core checks them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    KnownDirectivesRule,
    KnownTypeNamesRule,
    UniqueArgumentDefinitionNamesRule,
    UniqueArgumentNamesRule,
    UniqueDirectivesPerLocationRule,
    UniqueEnumValueNamesRule,
    UniqueFieldDefinitionNamesRule,
    UniqueTypeNamesRule,
    build_ast_schema,
    validate_schema,
)
from graphql.validation.rules.known_argument_names import KnownArgumentNamesOnDirectivesRule
from graphql.validation.rules.provided_required_arguments import ProvidedRequiredArgumentsOnDirectivesRule
from graphql.validation.specified_rules import specified_sdl_rules
from graphql.validation.validate import validate_sdl

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Schema

_CODES: dict[type[ASTValidationRule], str] = {
    KnownTypeNamesRule: "FQ201",
    KnownDirectivesRule: "FQ202",
    UniqueDirectivesPerLocationRule: "FQ203",
    KnownArgumentNamesOnDirectivesRule: "FQ204",
    ProvidedRequiredArgumentsOnDirectivesRule: "FQ204",
    UniqueArgumentNamesRule: "FQ204",
    UniqueTypeNamesRule: "FQ205",
    UniqueFieldDefinitionNamesRule: "FQ205",
    UniqueArgumentDefinitionNamesRule: "FQ205",
    UniqueEnumValueNamesRule: "FQ205",
}
_OTHER = "FQ208"


def check(schema: Schema) -> Iterator[Diagnostic]:
    """What graphql-core finds; the rules on whole types only where the definitions are sound."""
    sound = True
    for rule in specified_sdl_rules:
        for error in validate_sdl(schema.document, rules=[rule]):
            sound = False
            yield _diagnostic(schema, _CODES.get(rule, _OTHER), error)
    if sound:
        for error in validate_schema(build_ast_schema(schema.document, assume_valid_sdl=True)):
            yield _diagnostic(schema, _code_of(error), error)


def _code_of(error: GraphQLError) -> str:
    return "FQ211" if "Query root type must be provided" in error.message else _OTHER


def _diagnostic(schema: Schema, code: str, error: GraphQLError) -> Diagnostic:
    message, _, question = error.message.partition(" Did you mean ")
    if code == "FQ202" and "may not be used on" in message:
        code = "FQ203"
    spans = [schema.span(node) for node in error.nodes or () if not isinstance(node, DocumentNode)]
    # Of two things that clash, the later is the one to complain about.
    *others, primary = spans or [None]
    if code not in ("FQ203", "FQ205"):
        primary, *others = spans or [None]
    return Diagnostic(
        code,
        re.sub(r"'([^']*)'", r"`\1`", message[:1].lower() + message[1:]).rstrip("."),
        primary,
        hint=f"did you mean {question.replace(chr(39), '`')}" if question else None,
        related=tuple(Related("the other one is here", span=span) for span in others if span),
    )
