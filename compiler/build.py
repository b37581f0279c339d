"""AST → typed schema model, with every problem that shows without a database.

The model is built from whatever can be understood, also where there are errors, so that one run of
the compiler reports the problems of the schema and those of the database together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphql import (
    ConstDirectiveNode,
    ConstValueNode,
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    EnumTypeExtensionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputObjectTypeExtensionNode,
    InputValueDefinitionNode,
    IntValueNode,
    ListTypeNode,
    NamedTypeNode,
    Node,
    NonNullTypeNode,
    NullValueNode,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    OperationType,
    StringValueNode,
    TypeNode,
)

from fraiseql.compiler.derive import derive
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.model import (
    Argument,
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
from fraiseql.compiler.naming import snake_case
from fraiseql.compiler.rules import RULES
from fraiseql.compiler.source import Source, Span, span_of


def build(source: Source, document: DocumentNode) -> tuple[Schema, list[Diagnostic]]:
    """The model of a parsed schema, and what the rules say about it."""
    definitions = (*document.definitions, *derive(document))
    schema = Schema(
        source=source,
        document=DocumentNode(definitions=(*definitions, *DIRECTIVES.definitions)),
        model=_Reader(source).model(definitions),
    )
    return schema, [diagnostic for rule in RULES for diagnostic in rule(schema)]


class _Reader:
    """Reads the definitions of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def model(self, definitions: Iterable[DefinitionNode]) -> Model:
        definitions = tuple(definitions)
        roots = root_names(definitions)
        model = Model()
        for node in definitions:
            match node:
                case ObjectTypeDefinitionNode() | ObjectTypeExtensionNode():
                    read = self.object(node)
                    if read.name == roots[OperationType.QUERY]:
                        model.queries.update(read.fields)
                    elif read.name == roots[OperationType.MUTATION]:
                        model.mutations.update(read.fields)
                    elif read.name in model.objects:
                        model.objects[read.name].fields.update(read.fields)
                    elif read.name != roots[OperationType.SUBSCRIPTION]:
                        model.objects[read.name] = read
                case EnumTypeDefinitionNode() | EnumTypeExtensionNode():
                    values = tuple(self.enum_value(value) for value in node.values or ())
                    before = model.enums.get(node.name.value)
                    model.enums[node.name.value] = Enum(
                        node.name.value, self.span(node.name), (*(before.values if before else ()), *values)
                    )
                case InputObjectTypeDefinitionNode() | InputObjectTypeExtensionNode():
                    fields = {field.name.value: self.argument(field) for field in node.fields or ()}
                    if node.name.value in model.inputs:
                        model.inputs[node.name.value].fields.update(fields)
                    else:
                        one_of = any(d.name.value == "oneOf" for d in node.directives or ())
                        model.inputs[node.name.value] = Input(
                            node.name.value, self.span(node.name), fields, one_of
                        )
        return model

    def span(self, node: Node) -> Span | None:
        return span_of(self.source, node)

    def object(self, node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode) -> Object:
        fields = [self.field(node.name.value, field) for field in node.fields or ()]
        return Object(
            name=node.name.value,
            span=self.span(node.name),
            fields={field.name: field for field in fields},
            view=self.view(node),
        )

    def field(self, owner: str, node: FieldDefinitionNode) -> Field:
        return Field(
            owner=owner,
            name=node.name.value,
            span=self.span(node.name),
            type=self.type_use(node.type),
            key=self.stored(node),
            column=self.word(node, "column", "name"),
            arguments=tuple(self.argument(argument) for argument in node.arguments or ()),
            view=self.view(node),
            command=self.word(node, "command", "name"),
            limit=self.limit(node),
        )

    def argument(self, node: InputValueDefinitionNode) -> Argument:
        return Argument(
            name=node.name.value,
            span=self.span(node.name),
            type=self.type_use(node.type),
            key=self.stored(node),
            default=node.default_value,
            column=self.word(node, "column", "name"),
        )

    def enum_value(self, node: EnumValueDefinitionNode) -> EnumValue:
        return EnumValue(node.name.value, self.span(node.name), self.stored(node))

    def type_use(self, node: TypeNode) -> TypeUse:
        return TypeUse(_written(node), self.span(node))

    def stored(self, node: FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode) -> str:
        stored = self.word(node, "from", "key")
        return stored.value if stored is not None else snake_case(node.name.value)

    def view(
        self, node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode | FieldDefinitionNode
    ) -> View | None:
        name = self.word(node, "view", "name")
        if name is None:
            return None
        given = _arguments(node, "view")
        document = None
        if not isinstance(given.get("document"), NullValueNode):
            document = self.word(node, "view", "document") or Word("data", name.span)
        return View(name, document, self.word(node, "view", "key") or Word("id", name.span))

    def limit(self, node: FieldDefinitionNode) -> Limit | None:
        given = _arguments(node, "limit")
        numbers = {name: int(value.value) for name, value in given.items() if isinstance(value, IntValueNode)}
        return Limit(numbers.get("default"), numbers.get("max")) if numbers else None

    def word(self, node: Node, directive: str, argument: str) -> Word | None:
        value = _arguments(node, directive).get(argument)
        return Word(value.value, self.span(value)) if isinstance(value, StringValueNode) else None


def _arguments(node: Node, name: str) -> dict[str, ConstValueNode]:
    return {
        argument.name.value: argument.value
        for directive in _directives(node, name)
        for argument in directive.arguments or ()
    }


def _directives(node: Node, name: str) -> Iterator[ConstDirectiveNode]:
    return (d for d in getattr(node, "directives", None) or () if d.name.value == name)


def _written(node: TypeNode) -> str:
    match node:
        case NonNullTypeNode(type=inner):
            return f"{_written(inner)}!"
        case ListTypeNode(type=inner):
            return f"[{_written(inner)}]"
        case NamedTypeNode(name=name):
            return name.value
    raise AssertionError(node)
