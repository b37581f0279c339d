"""Documents made harder: variables, fragments, aliases, fields that repeat, and conditions."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NamedTypeNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    parse,
    parse_type,
    print_ast,
    validate,
    value_from_ast_untyped,
    visit,
)


class Varied(NamedTuple):
    """A document and the values of its variables."""

    text: str
    variables: dict[str, Any]


def vary(schema: GraphQLSchema, text: str, seed: int) -> Varied:
    """A harder document; the same one, where that would not be valid."""
    source = random.Random(seed)
    type_info = TypeInfo(schema)
    visitor = _Vary(type_info, source)
    document = visit(parse(text, no_location=True), TypeInfoVisitor(type_info, visitor))
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    harder = OperationDefinitionNode(
        operation=operation.operation,
        name=NameNode(value="Varied"),
        variable_definitions=tuple(visitor.definitions),
        selection_set=operation.selection_set,
    )
    whole = print_ast(DocumentNode(definitions=(harder, *visitor.fragments)))
    if validate(schema, parse(whole)):
        return Varied(text, {})
    return Varied(whole, visitor.values)


def tell(schema: GraphQLSchema, text: str, seed: int) -> str:
    """The document with other keys and small numbers, so that it finds rows; and with valid oneOf inputs."""
    type_info = TypeInfo(schema)
    visitor = TypeInfoVisitor(type_info, _Tell(type_info, random.Random(seed)))
    return print_ast(visit(parse(text, no_location=True), visitor))


class _Tell(Visitor):
    def __init__(self, type_info: TypeInfo, source: random.Random) -> None:
        super().__init__()
        self.type_info = type_info
        self.source = source

    def enter_enum_value(self, node: EnumValueNode, *_: Any) -> Any:
        type_ = get_named_type(self.type_info.get_input_type())
        return EnumValueNode(value=self.source.choice(list(type_.values))) if is_enum_type(type_) else None

    def enter_int_value(self, node: IntValueNode, *_: Any) -> Any:
        argument = self.type_info.get_argument()
        name = argument.ast_node.name.value if argument is not None and argument.ast_node is not None else ""
        if name not in ("limit", "offset", "first"):
            return None
        return IntValueNode(value=str(self.source.choice((-1, 0, 1, 2, 3, 5, 10, 100))))

    def leave_object_value(self, node: ObjectValueNode, *_: Any) -> Any:
        type_ = get_named_type(self.type_info.get_input_type())
        if not is_input_object_type(type_) or not type_.is_one_of:
            return None
        field = self.source.choice(node.fields or (_ONE,))
        return ObjectValueNode(fields=(_ONE if isinstance(field.value, NullValueNode) else field,))


_ONE = ObjectFieldNode(name=NameNode(value="a"), value=IntValueNode(value="1"))


class _Vary(Visitor):
    def __init__(self, type_info: TypeInfo, source: random.Random) -> None:
        super().__init__()
        self.type_info = type_info
        self.source = source
        self.definitions: list[VariableDefinitionNode] = []
        self.fragments: list[FragmentDefinitionNode] = []
        self.values: dict[str, Any] = {}
        self.count = 0

    def chance(self, probability: float) -> bool:
        return self.source.random() < probability

    def name(self, prefix: str) -> NameNode:
        self.count += 1
        return NameNode(value=f"{prefix}{self.count}")

    # --- variables -------------------------------------------------------------------------------

    def enter_argument(self, node: ArgumentNode, *_: Any) -> Any:
        return self.with_variable(node)

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> Any:
        return self.with_variable(node)

    def with_variable(self, node: ArgumentNode | ObjectFieldNode) -> Any:
        type_ = self.type_info.get_input_type()
        if type_ is None or not self.chance(0.3):
            return None
        parent = get_named_type(self.type_info.get_parent_input_type())
        text = str(type_)
        if is_input_object_type(parent) and parent.is_one_of and not text.endswith("!"):
            text += "!"
        variable = self.variable(text, node.value, required=isinstance(type_, GraphQLNonNull))
        if isinstance(node, ArgumentNode):
            return ArgumentNode(name=node.name, value=variable)
        return type(node)(name=node.name, value=variable)

    def variable(self, type_: str, value: Any, *, required: bool = False) -> VariableNode:
        variable = VariableNode(name=self.name("v"))
        fate = self.source.randrange(4)
        default = None
        if fate == 0 and not isinstance(value, NullValueNode) and not type_.endswith("!"):
            default = value
        elif fate == 1 and not required and not type_.endswith("!"):
            pass  # the variable has no value at all
        else:
            self.values[variable.name.value] = value_from_ast_untyped(value)
        definition = VariableDefinitionNode(variable=variable, type=parse_type(type_), default_value=default)
        self.definitions.append(definition)
        return variable

    # --- selections ------------------------------------------------------------------------------

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> Any:
        parent = self.type_info.get_parent_type()
        assert parent is not None
        selections: list[SelectionNode] = []
        for selection in node.selections:
            if self.chance(0.1):
                selections.append(FieldNode(name=NameNode(value="__typename")))
            selections.append(self.varied(selection, parent.name))
            if self.chance(0.1):
                selections.append(self.varied(self.source.choice(node.selections), parent.name))
        return SelectionSetNode(selections=tuple(selections))

    def varied(self, selection: SelectionNode, parent: str) -> SelectionNode:
        fate = self.source.randrange(20)
        if fate < 2 and isinstance(selection, FieldNode):
            parts = {key: getattr(selection, key) for key in selection.keys}
            return FieldNode(**parts | {"alias": self.name("a")})
        if fate == 2 and isinstance(selection, FieldNode):
            parts = {key: getattr(selection, key) for key in selection.keys}
            return FieldNode(**parts | {"directives": self.conditions()})
        selection_set = SelectionSetNode(selections=(selection,))
        condition = NamedTypeNode(name=NameNode(value=parent))
        if fate == 3:
            return InlineFragmentNode(directives=self.conditions(), selection_set=selection_set)
        if fate == 4:
            return InlineFragmentNode(type_condition=condition, selection_set=selection_set)
        if fate in (5, 6):
            fragment = FragmentDefinitionNode(
                name=self.name("F"), type_condition=condition, selection_set=selection_set
            )
            self.fragments.append(fragment)
            directives = self.conditions() if fate == 5 else ()
            return FragmentSpreadNode(name=fragment.name, directives=directives)
        return selection

    def conditions(self) -> tuple[DirectiveNode, ...]:
        return tuple(
            DirectiveNode(
                name=NameNode(value=name),
                arguments=(ArgumentNode(name=NameNode(value="if"), value=self.flag()),),
            )
            for name in self.source.sample(("skip", "include"), self.source.randrange(1, 3))
        )

    def flag(self) -> ValueNode:
        value = BooleanValueNode(value=self.chance(0.5))
        if self.chance(0.5):
            return value
        return self.variable("Boolean!", value)
