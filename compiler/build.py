"""AST → typed schema model, with every problem that shows without a database.

The model is built from whatever can be understood, also where there are errors, so that one run of
the compiler reports the problems of the schema and those of the database together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from graphql import (
    ConstDirectiveNode,
    ConstValueNode,
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    IntValueNode,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    NullValueNode,
    ObjectTypeDefinitionNode,
    OperationType,
    ScalarTypeDefinitionNode,
    StringValueNode,
    TypeNode,
    UnionTypeDefinitionNode,
)

from fraiseql.compiler.derive import derive
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.expression import parse_predicate
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.merge import distinct, folded
from fraiseql.compiler.model import (
    Abstract,
    Argument,
    Attempts,
    Condition,
    CustomScalar,
    Enum,
    EnumValue,
    Field,
    Input,
    Limit,
    Model,
    Object,
    Schema,
    TypeUse,
    View,
    Word,
    root_names,
)
from fraiseql.compiler.portion import parts
from fraiseql.compiler.quoted import place_within
from fraiseql.compiler.rules import RULES
from fraiseql.compiler.rules.commands import ISOLATIONS
from fraiseql.compiler.rules.directive_arguments import is_sound
from fraiseql.compiler.source import Source, Span, span_of
from fraiseql.naming import snake_case
from fraiseql.scalars import SCALARS


def build(
    sources: Sequence[Source], document: DocumentNode, kept: Kept | None = None
) -> tuple[Schema, list[Diagnostic]]:
    """The model of a schema, and what the rules say about it.

    sources: the files, at least one. document: what is parsed of all of them.
    """
    kept = Kept() if kept is None else kept
    definitions, clashes = distinct((*DIRECTIVES.definitions, *document.definitions))
    whole = folded(definitions, kept)
    derived = derive(DocumentNode(definitions=tuple(whole)), kept)
    schema = Schema(
        sources=tuple(sources),
        document=DocumentNode(definitions=(*definitions, *derived)),
        parts=parts((*definitions, *derived), kept),
        model=_model((*whole, *derived), kept),
        clashes=tuple(clashes),
        kept=kept,
    )
    return schema, [diagnostic for rule in RULES for diagnostic in rule(schema)]


def _model(definitions: Iterable[DefinitionNode], kept: Kept) -> Model:
    """The model of definitions. Those of the last run were read then."""
    definitions = tuple(definitions)
    roots = root_names(definitions)
    model = Model()
    implementing: dict[str, list[str]] = defaultdict(list)
    for node in definitions:
        if isinstance(node, ObjectTypeDefinitionNode) and node.name.value not in roots.values():
            for interface in node.interfaces or ():
                implementing[interface.name.value].append(node.name.value)
    for node in definitions:
        match node:
            case ObjectTypeDefinitionNode():
                read = kept.of(_object, node)
                if read.name == roots[OperationType.QUERY]:
                    model.queries.update(read.fields)
                elif read.name == roots[OperationType.MUTATION]:
                    model.mutations.update(read.fields)
                elif read.name != roots[OperationType.SUBSCRIPTION]:
                    model.objects[read.name] = read
            case InterfaceTypeDefinitionNode() | UnionTypeDefinitionNode():
                model.objects[node.name.value] = _abstract(node, implementing[node.name.value])
            case EnumTypeDefinitionNode(name=name):
                model.enums[name.value] = kept.of(_enum, node)
            case ScalarTypeDefinitionNode(name=name) if name.value not in SCALARS:
                represents = _word(node, "represents", "pgType")
                if represents is not None:
                    model.scalars[name.value] = CustomScalar(name.value, span_of(name), represents)
            case InputObjectTypeDefinitionNode(name=name):
                model.inputs[name.value] = kept.of(_input, node)
    return model


def _object(node: _Composite, abstract: Abstract | None = None) -> Object:
    own = None if isinstance(node, UnionTypeDefinitionNode) else node
    fields = [_field(own.name.value, field) for field in own.fields or ()] if own is not None else []
    interfaces = (own.interfaces or ()) if own is not None else ()
    return Object(
        name=node.name.value,
        span=span_of(node.name),
        fields={field.name: field for field in fields},
        view=_view(node),
        filter=_condition(node, "filter", "predicate"),
        directives=tuple(_directives(node)),
        interfaces=tuple(interface.name.value for interface in interfaces),
        abstract=abstract,
    )


def _abstract(
    node: InterfaceTypeDefinitionNode | UnionTypeDefinitionNode, implementing: Sequence[str]
) -> Object:
    key = _word(node, "discriminator", "key") or Word("__typename", span_of(node.name))
    if isinstance(node, UnionTypeDefinitionNode):
        members = tuple(member.name.value for member in node.types or ())
        return _object(node, Abstract("union", key, members))
    return _object(node, Abstract("interface", key, tuple(implementing)))


def _field(owner: str, node: FieldDefinitionNode) -> Field:
    arguments: dict[str, Argument] = {}
    for argument in node.arguments or ():  # of two with one name, which is a mistake, the first
        arguments.setdefault(argument.name.value, _argument(argument))
    return Field(
        owner=owner,
        name=node.name.value,
        span=span_of(node.name),
        type=_type_use(node.type),
        key=_stored(node),
        column=_word(node, "column", "name"),
        arguments=tuple(arguments.values()),
        view=_view(node),
        command=_word(node, "command", "name"),
        attempts=_attempts(node),
        limit=_limit(node),
        filter=_condition(node, "filter", "predicate"),
        relation=_condition(node, "relation", "on"),
        directives=tuple(_directives(node)),
    )


def _argument(node: InputValueDefinitionNode) -> Argument:
    return Argument(
        name=node.name.value,
        span=span_of(node.name),
        type=_type_use(node.type),
        key=_stored(node),
        default=node.default_value,
        column=_word(node, "column", "name"),
        session=_word(node, "session", "name"),
    )


def _enum(node: EnumTypeDefinitionNode) -> Enum:
    return Enum(node.name.value, span_of(node.name), tuple(_enum_value(value) for value in node.values or ()))


def _input(node: InputObjectTypeDefinitionNode) -> Input:
    fields = {field.name.value: _argument(field) for field in node.fields or ()}
    return Input(node.name.value, span_of(node.name), fields, "oneOf" in _directives(node))


def _enum_value(node: EnumValueDefinitionNode) -> EnumValue:
    return EnumValue(node.name.value, span_of(node.name), _stored(node))


def _type_use(node: TypeNode) -> TypeUse:
    return TypeUse(_written(node), span_of(node))


def _stored(node: FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode) -> str:
    stored = _word(node, "from", "key")
    return stored.value if stored is not None else snake_case(node.name.value)


def _view(node: _Composite | FieldDefinitionNode) -> View | None:
    name = _word(node, "view", "name")
    if name is None:
        return None
    document = None
    if not isinstance(_arguments(node, "view").get("document"), NullValueNode):
        document = _word(node, "view", "document") or Word("data", name.span)
    key = _word(node, "view", "key") or Word("id", name.span)
    return View(name, document, key, sound=is_sound(_directives(node)["view"]))


def _attempts(node: FieldDefinitionNode) -> Attempts:
    given = _arguments(node, "command")
    retry, isolation = given.get("retry"), given.get("isolation")
    times = int(retry.value) if isinstance(retry, IntValueNode) and len(retry.value) < 4 else 0
    level = isolation.value if isinstance(isolation, StringValueNode) else ""
    return Attempts(times, next((known for known in ISOLATIONS if known == level), None))


def _limit(node: FieldDefinitionNode) -> Limit | None:
    directive = _directives(node).get("limit")
    if directive is None or not is_sound(directive):
        return None
    given = _arguments(node, "limit")
    numbers = {name: int(value.value) for name, value in given.items() if isinstance(value, IntValueNode)}
    return Limit(numbers.get("default"), numbers.get("max"), span_of(directive))


def _condition(node: _Directed, directive: str, argument: str) -> Condition | None:
    value = _arguments(node, directive).get(argument)
    if not isinstance(value, StringValueNode):
        return None

    def locate(start: int, end: int) -> Span | None:
        return place_within(value, start, end)

    return Condition(span_of(value), *parse_predicate(value.value, locate))


def _word(node: _Directed, directive: str, argument: str) -> Word | None:
    value = _arguments(node, directive).get(argument)
    return Word(value.value, span_of(value)) if isinstance(value, StringValueNode) else None


_Composite: TypeAlias = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | UnionTypeDefinitionNode

_Directed: TypeAlias = (
    _Composite
    | InputObjectTypeDefinitionNode
    | FieldDefinitionNode
    | InputValueDefinitionNode
    | EnumValueDefinitionNode
    | ScalarTypeDefinitionNode
)


def _arguments(node: _Directed, name: str) -> dict[str, ConstValueNode]:
    directive = _directives(node).get(name)
    given = directive.arguments if directive is not None else None
    return {argument.name.value: argument.value for argument in given or ()}


def _directives(node: _Directed) -> dict[str, ConstDirectiveNode]:
    """The directives of a node by name; of several with one name, which is a mistake, the first."""
    return {directive.name.value: directive for directive in reversed(node.directives or ())}


def _written(node: TypeNode) -> str:
    if isinstance(node, NonNullTypeNode):
        return f"{_written(node.type)}!"
    if isinstance(node, ListTypeNode):
        return f"[{_written(node.type)}]"
    assert isinstance(node, NamedTypeNode)
    return node.name.value
