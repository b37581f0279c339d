"""The type system rules of the GraphQL specification, as graphql-core checks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from graphql import (
    ASTValidationRule,
    ConstValueNode,
    DirectiveDefinitionNode,
    DirectiveNode,
    DocumentNode,
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    KnownDirectivesRule,
    KnownTypeNamesRule,
    Location,
    NamedTypeNode,
    NameNode,
    Node,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    SchemaDefinitionNode,
    SchemaExtensionNode,
    TypeDefinitionNode,
    TypeExtensionNode,
    UnionTypeDefinitionNode,
    UniqueArgumentDefinitionNamesRule,
    UniqueArgumentNamesRule,
    UniqueDirectivesPerLocationRule,
    UniqueEnumValueNamesRule,
    UniqueFieldDefinitionNamesRule,
    ValueNode,
    Visitor,
    build_ast_schema,
    validate_schema,
    value_from_ast_untyped,
    visit,
)
from graphql.validation.rules.known_argument_names import KnownArgumentNamesOnDirectivesRule
from graphql.validation.rules.provided_required_arguments import ProvidedRequiredArgumentsOnDirectivesRule
from graphql.validation.specified_rules import specified_sdl_rules
from graphql.validation.validate import validate_sdl

from fraiseql.compiler.derive import derivable
from fraiseql.compiler.diagnostics import Diagnostic, Related, suggest
from fraiseql.compiler.kept import Each
from fraiseql.compiler.model import Schema
from fraiseql.compiler.portion import Part, portion
from fraiseql.compiler.source import Span, within
from fraiseql.scalars import SCALARS, STANDARD, represented

_CODES: dict[type[ASTValidationRule], str] = {
    KnownTypeNamesRule: "FQ201",
    KnownDirectivesRule: "FQ202",
    UniqueDirectivesPerLocationRule: "FQ203",
    KnownArgumentNamesOnDirectivesRule: "FQ204",
    ProvidedRequiredArgumentsOnDirectivesRule: "FQ204",
    UniqueArgumentNamesRule: "FQ204",
    UniqueFieldDefinitionNamesRule: "FQ205",
    UniqueArgumentDefinitionNamesRule: "FQ205",
    UniqueEnumValueNamesRule: "FQ205",
}
_OTHER = "FQ208"
_REPEATED = ("FQ203", "FQ204", "FQ205")
_LAST = re.compile("Cannot extend|Interface field|.* must implement |.* once\\.$")
_DERIVED = re.compile("(.+)(?:Where|OrderBy|Filter|Connection|Edge)")


def check(schema: Schema) -> Iterator[Diagnostic]:
    """What graphql-core finds in the single definitions, and in the types that they make together."""
    nodes = (node for part in schema.parts if part.name[0] == "@" for node in part.nodes)
    directives = schema.kept.of(_together, *nodes)
    every = [(part, (*part.seen, directives)) for part in schema.parts]
    found = [] if _is_sound(schema, every) else list(_found(schema))
    if not found:
        schema.kept.of_each(_sound, every)
    yield from found


def _together(*nodes: Node) -> tuple[Node, ...]:
    return nodes


def _sound(some: Sequence[Part]) -> list[bool]:
    """What is kept of a part in which nothing was found."""
    return [True for _ in some]


def _is_sound(schema: Schema, every: list[Each[Part]]) -> bool:
    """Whether all is well in the little that is new since it was in the whole. Where that is not sure, no."""
    if any(isinstance(n, SchemaDefinitionNode | SchemaExtensionNode) for n in schema.document.definitions):
        return False
    new = [part for part, _ in schema.kept.new(_sound, every)]
    defined = {part.name for part, _ in every}
    if "Query" not in defined or len(new) * 2 > len(every):
        return False
    if any(None in part.kinds.values() or isinstance(part.nodes[0], TypeExtensionNode) for part in new):
        return False
    document = portion([*new, *(part for part, _ in every if part.name[0] == "@")])
    try:
        errors = [*validate_sdl(document), *validate_schema(_whole(schema, document, ()))]
    except GraphQLError:
        return False
    places = [node.loc for part in new for node in part.nodes if node.loc is not None]
    return not any(_is_in(node, places) for error in errors for node in error.nodes or ())


def _is_in(node: Node, places: Iterable[Location]) -> bool:
    """Whether a node stands in one of some places. What FraiseQL made has none; of it only values count."""
    if node.loc is None:
        return isinstance(node, ValueNode)
    return any(
        node.loc.source is place.source and place.start <= node.loc.start < place.end for place in places
    )


def _found(schema: Schema) -> Iterator[Diagnostic]:
    unknown: dict[str, list[GraphQLError]] = {}
    # All rules at once are quick, but do not say which of them found an error.
    rules = specified_sdl_rules if validate_sdl(schema.document) else ()
    for rule in rules:
        for error in validate_sdl(schema.document, rules=[rule]):
            if rule is KnownTypeNamesRule:
                unknown.setdefault(_named(error), []).append(error)
            else:
                yield _diagnostic(schema, _CODES.get(rule, _OTHER), error)
    for name, errors in unknown.items():
        derived = _DERIVED.fullmatch(name)
        if derived is None or derived[1] not in unknown:
            yield from (_diagnostic(schema, "FQ201", error) for error in errors)
    try:
        errors = validate_schema(_whole(schema, schema.document, unknown))
    except GraphQLError:
        return  # an argument of @deprecated or @specifiedBy that `directive_arguments` refuses
    for error in errors:
        if not any(_is_elsewhere(schema, node, unknown) for node in error.nodes or ()):
            yield _diagnostic(schema, _OTHER, error)


def _is_elsewhere(schema: Schema, node: Node, unknown: Container[str]) -> bool:
    """Whether an error about a node comes of a mistake that has a diagnostic already.

    Of what is not defined, nobody can say whether it fits; and derived inputs are right but for what the
    schema defines in the place of others (see `names`).
    """
    if isinstance(node, NamedTypeNode | ScalarTypeDefinitionNode) and node.name.value in unknown:
        return True
    return schema.span(node) is None and not isinstance(node, ValueNode)


def _named(error: GraphQLError) -> str:
    assert error.nodes
    assert isinstance(error.nodes[0], NamedTypeNode)
    return error.nodes[0].name.value


def _whole(schema: Schema, document: DocumentNode, unknown: Iterable[str]) -> GraphQLSchema:
    """The schema as graphql-core sees it, with every unknown name as a scalar that takes anything."""
    stubs = (ScalarTypeDefinitionNode(name=NameNode(value=name)) for name in unknown)
    document = DocumentNode(definitions=(*document.definitions, *stubs))
    without = _WithoutDefaults(document)
    written = (node for node in document.definitions if node.loc is not None)
    if any(without.is_wrong(v) for node in written for v in within(node, InputValueDefinitionNode)):
        document = visit(document, without)
    whole = build_ast_schema(document, assume_valid_sdl=True)
    coerce = {name: SCALARS[name].coerce for name in SCALARS.keys() - STANDARD}
    coerce |= dict.fromkeys(schema.model.scalars, represented)
    for name, of_scalar in coerce.items():
        scalar = whole.get_type(name)
        if isinstance(scalar, GraphQLScalarType):
            scalar.coerce_input_literal = partial(_coerce, of_scalar)
    return whole


class _WithoutDefaults(Visitor):
    """Removes the defaults of output types: graphql-core breaks where it should refuse them."""

    def __init__(self, document: DocumentNode) -> None:
        super().__init__()
        outputs = (ObjectTypeDefinitionNode, InterfaceTypeDefinitionNode, UnionTypeDefinitionNode)
        self.outputs = {node.name.value for node in document.definitions if isinstance(node, outputs)}

    def is_wrong(self, node: InputValueDefinitionNode) -> bool:
        """Whether it is of an output type, and has a default."""
        if node.default_value is None:
            return False
        return next(within(node.type, NamedTypeNode)).name.value in self.outputs

    def enter_input_value_definition(self, node: InputValueDefinitionNode, *_: object) -> Node | None:
        if not self.is_wrong(node):
            return None
        parts = {key: getattr(node, key) for key in node.keys}
        return InputValueDefinitionNode(**parts | {"default_value": None})


def _coerce(coerce: Callable[[Any], Any], literal: ConstValueNode) -> Any:
    try:
        return coerce(value_from_ast_untyped(literal))
    except ValueError as error:
        # graphql-core gives a copy of a list or an object, which has no place; it knows that of the whole.
        raise GraphQLError(f"expected {error}", literal if literal.loc else None) from None


def _diagnostic(schema: Schema, code: str, error: GraphQLError) -> Diagnostic:
    if "Query root type must be provided" in error.message:
        start = Span(schema.sources[0], 0, 0)
        todo = "add `type Query { … }` with the fields that clients may ask for"
        return Diagnostic("FQ211", "the schema has no query type", start, todo)
    message, _, question = error.message.partition(" Did you mean ")
    if code == "FQ202" and "may not be used on" in message:
        code = "FQ203"
    spans = [span for node in error.nodes or () if (span := schema.span(node))]
    # Of things that clash, the last is the one to complain about; so is what implements an interface badly.
    if code in _REPEATED or _LAST.match(message):
        spans.reverse()
    related = tuple(Related("the other one is here", span=span) for span in spans[1:])
    hint = _HINTS[code](schema, error) if code in _HINTS else _hint(question)
    return Diagnostic(code, _worded(message), spans[0] if spans else None, hint, related)


def _hint(question: str) -> str | None:
    asked = question.partition(" Found: ")[0].replace("'", "`")
    return f"did you mean {asked}" if asked else None


def _known_types(schema: Schema, error: GraphQLError) -> str | None:
    derived = _DERIVED.fullmatch(_named(error))
    of = schema.model.objects.get(derived[1].removesuffix("List")) if derived is not None else None
    if of is not None and of.keyword == "union":
        return f"`{of.name}` is a union, which has no fields to filter and sort on"
    defined = (d.name.value for d in schema.document.definitions if isinstance(d, TypeDefinitionNode))
    return suggest(_named(error), (*defined, *derivable(schema.document)))


def _known_directives(schema: Schema, error: GraphQLError) -> str:
    assert error.nodes
    assert isinstance(error.nodes[0], DirectiveNode)
    known = [d.name.value for d in schema.document.definitions if isinstance(d, DirectiveDefinitionNode)]
    options = [f"@{name}" for name in known]
    return suggest(f"@{error.nodes[0].name.value}", options) or f"the directives are {', '.join(options)}"


_HINTS: dict[str, Callable[[Schema, GraphQLError], str | None]] = {
    "FQ201": _known_types,
    "FQ202": _known_directives,
}

_STYLE = (
    (r"'([^']*)'", r"`\1`"),
    (r"(?<![`\w.])([A-Za-z_]\w*\.\w+(\(\w+:\))?)(?![`\w])", r"`\1`"),  # Query.posts(limit:)
    (r"but got: (\S+)$", r"but got `\1`"),
    (r"not to be None", "not to be null"),
)


def _worded(message: str) -> str:
    """A message of graphql-core in our style."""
    for pattern, replacement in _STYLE:
        message = re.sub(pattern, replacement, message.rstrip("."))
    # The first word of a sentence is small, but for the name of a type.
    sentence = r"(^|: )(?!Int |Float |String |Boolean |ID )([A-Z])(?=[a-z]* )"
    return re.sub(sentence, lambda match: match[1] + match[2].lower(), message)
