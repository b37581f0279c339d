"""Document text → `Operation`: parsed and validated once by graphql-core, then lowered to our data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NameNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    build_schema,
    is_abstract_type,
    parse,
    print_ast,
    validate,
    visit,
)

from fraiseql.errors import Code, PlanError, RefusedError, RequestError
from fraiseql.introspection import only_introspection
from fraiseql.limits import DEFAULT_LIMITS, Limits, exceeded
from fraiseql.one_of import RULES
from fraiseql.operation import (
    INTROSPECTION,
    ArgumentValue,
    Condition,
    Fragment,
    FragmentSpread,
    Hole,
    InlineFragment,
    Location,
    Operation,
    SelectedField,
    Selection,
    Variable,
    spreads,
)
from fraiseql.plan import UNSET
from fraiseql.scalars import SCALARS, STANDARD, represented

MAX_MESSAGE = 500
"""The longest message about a document, in characters; some quote what the document holds."""

_LISTS = 2
"""How many of `fields`, `interfaces`, `possibleTypes`, `inputFields` graphql-core takes within each other."""

N = TypeVar("N", bound=Node)


def read_schema(sdl: str) -> GraphQLSchema:
    """The schema against which documents are validated; literals of our scalars are checked as well.

    Raises PlanError where the text is no schema.
    """
    try:
        schema = build_schema(sdl)
    except (GraphQLError, TypeError) as error:
        raise PlanError(f"schema.graphql: it is not a valid schema: {error}") from None
    for name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLScalarType) and name not in STANDARD:
            _check_literals(type_, SCALARS[name].coerce if name in SCALARS else represented)
    return schema


def _check_literals(scalar: GraphQLScalarType, coerce: Callable[[Any], Any]) -> None:
    def coerce_literal(node: ValueNode) -> Any:
        try:
            return coerce(_value(node, (), []))
        except ValueError as error:
            raise GraphQLError(f"Expected {error}, found: {print_ast(node)}.", node) from None
        except RefusedError as refused:  # a number anywhere within it is out of range
            raise GraphQLError(str(refused), node) from None

    scalar.coerce_input_literal = coerce_literal


def read_document(
    schema: GraphQLSchema,
    text: str,
    operation_name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    *,
    introspection: bool = True,
) -> Operation:
    """The operation of this name, or the only one, of a document.

    introspection: whether a client may see the schema. Messages then suggest names as well.
    Raises RefusedError with everything that is wrong with the document.
    """
    document = _parse(text, limits)
    operation = _select(document, operation_name)
    _check_kind(schema, operation)
    _check_aliases(document, limits)
    if errors := validate(schema, document, RULES, hide_suggestions=not introspection):
        raise _errors(errors, "GRAPHQL_VALIDATION_FAILED")
    if not introspection:
        _refuse_introspection(document)
    return _Lowering(schema, document).operation(operation)


def _parse(text: str, limits: Limits) -> DocumentNode:
    allowed = limits.characters
    if allowed is not None and len(text) > allowed:
        message = f"The document has {len(text)} characters; at most {allowed} are allowed."
        raise RefusedError(exceeded("characters", message, allowed, len(text)))
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    except GraphQLSyntaxError as error:
        too_many = re.search(r"more than \d+ (tokens|comments)\. Parsing aborted", error.message)
        if too_many is not None and limits.tokens is not None:
            message = f"The document has more than {limits.tokens} {too_many[1]}, as many as are allowed."
            raise RefusedError(exceeded("tokens", message, limits.tokens)) from None
        raise _errors([error], "GRAPHQL_PARSE_FAILED") from None


def _check_aliases(document: DocumentNode, limits: Limits) -> None:
    visitor = _Aliases()
    visit(document, visitor)
    allowed = limits.aliases
    if allowed is not None and visitor.count > allowed:
        message = f"The document has {visitor.count} aliases; at most {allowed} are allowed."
        raise RefusedError(exceeded("aliases", message, allowed, visitor.count))


class _Aliases(Visitor):
    count = 0

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        self.count += node.alias is not None and node.alias.value != node.name.value


def _refuse_introspection(document: DocumentNode) -> None:
    visitor = _Introspection()
    visit(document, visitor)
    if visitor.fields:
        locations = tuple(_location(field) for field in visitor.fields)
        reason = "Introspection is turned off: __schema and __type are not available."
        raise RefusedError(RequestError(reason, "GRAPHQL_VALIDATION_FAILED", locations))


class _Introspection(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.fields: list[FieldNode] = []

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        if node.name.value in INTROSPECTION:
            self.fields.append(node)


def _errors(errors: Iterable[GraphQLError], code: Code) -> RefusedError:
    return RefusedError(*(_error(error, code) for error in errors))


def _error(error: GraphQLError, code: Code) -> RequestError:
    locations = tuple((at.line, at.column) for at in error.locations or ())
    if error.message == "Maximum introspection depth exceeded":
        message = (
            f"The document asks the schema for more than {_LISTS} lists of fields or types within each "
            "other, as many as are allowed."
        )
        return replace(exceeded("introspection", message, _LISTS), locations=locations)
    return RequestError(_wording(error.message), code, locations)


def _wording(message: str) -> str:
    if message == "Validation aborted.":  # what graphql-core says where it ran out of its budget
        return "The document is too complex: it repeats fields or fragments too often."
    return message if len(message) <= MAX_MESSAGE else f"{message[: MAX_MESSAGE - 1]}…"


def _select(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = _definitions(document, OperationDefinitionNode)
    named = {operation.name.value: operation for operation in operations if operation.name}
    if name is not None and name in named:
        return named[name]
    if name is None and len(operations) == 1:
        return operations[0]
    if not operations:
        reason = "The document holds no operation."
    elif name is not None:
        reason = f'The document holds no operation named "{name}".'
    else:
        reason = "The document holds several operations; say which in operationName."
    raise RefusedError(RequestError(reason, "OPERATION_RESOLUTION_FAILURE"))


def _check_kind(schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
    if operation.operation is OperationType.SUBSCRIPTION:
        reason = "Subscriptions are not supported."
    elif schema.get_root_type(operation.operation) is None:
        reason = f"The schema has no {operation.operation.value} type."
    else:
        return
    raise RefusedError(RequestError(reason, "OPERATION_RESOLUTION_FAILURE", (_location(operation),)))


def _definitions(document: DocumentNode, kind: type[N]) -> list[N]:
    return [definition for definition in document.definitions if isinstance(definition, kind)]


def _location(node: Node) -> Location:
    assert node.loc is not None
    return node.loc.start_token.line, node.loc.start_token.column


class _Lowering:
    """Turns the nodes of one validated document into data."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.fragments = {
            fragment.name.value: fragment for fragment in _definitions(document, FragmentDefinitionNode)
        }
        self.used: dict[str, Fragment] = {}
        self.flags: dict[str, None] = {}
        self.introspects = False

    def operation(self, node: OperationDefinitionNode) -> Operation:
        root = self.schema.get_root_type(node.operation)
        assert root is not None
        selections = self.selections(node.selection_set)
        waiting = list(spreads(selections))
        while waiting:
            if (name := waiting.pop()) not in self.used:
                fragment = self.fragment(self.fragments[name])
                self.used[name] = fragment
                waiting.extend(spreads(fragment.selections))
        introspection = None
        if self.introspects:
            introspection = only_introspection(self.schema, node, self.fragments.values())
        return Operation(
            kind="mutation" if node.operation is OperationType.MUTATION else "query",
            root=root.name,
            selections=selections,
            fragments=self.used,
            variables=tuple(_variable(definition) for definition in node.variable_definitions or ()),
            flags=tuple(self.flags),
            introspection=introspection,
        )

    def fragment(self, node: FragmentDefinitionNode) -> Fragment:
        return Fragment(self.possible(node.type_condition.name), self.selections(node.selection_set))

    def selections(self, node: SelectionSetNode) -> tuple[Selection, ...]:
        return tuple(
            selection for child in node.selections if (selection := self.selection(child)) is not None
        )

    def selection(self, node: SelectionNode) -> Selection | None:
        conditions = self.conditions(node.directives or ())
        if conditions is None:
            return None
        if isinstance(node, FragmentSpreadNode):
            return FragmentSpread(name=node.name.value, conditions=conditions)
        if isinstance(node, InlineFragmentNode):
            on = self.possible(node.type_condition.name) if node.type_condition else None
            selections = self.selections(node.selection_set)
            return InlineFragment(on=on, conditions=conditions, selections=selections)
        assert isinstance(node, FieldNode)
        field = node.name.value
        own = field in INTROSPECTION
        self.introspects = self.introspects or own
        # What is below these is answered by graphql-core, from `Operation.introspection`.
        return SelectedField(
            name=(node.alias or node.name).value,
            field=field,
            location=_location(node),
            arguments={}
            if own
            else {item.name.value: _argument(item.value) for item in node.arguments or ()},
            conditions=conditions,
            selections=self.selections(node.selection_set) if node.selection_set and not own else (),
        )

    def possible(self, name: NameNode) -> tuple[str, ...]:
        type_ = self.schema.type_map[name.value]
        if not is_abstract_type(type_):
            return (type_.name,)
        return tuple(possible.name for possible in self.schema.get_possible_types(type_))

    def conditions(self, directives: Iterable[DirectiveNode]) -> tuple[Condition, ...] | None:
        """What `@skip` and `@include` ask for; None where a literal leaves the selection out."""
        conditions = []
        for directive in directives:
            if directive.name.value not in ("skip", "include"):
                continue
            wanted = directive.name.value == "include"
            assert directive.arguments  # `if` is required
            value = directive.arguments[0].value
            if isinstance(value, VariableNode):
                self.flags[value.name.value] = None
                conditions.append(Condition(value.name.value, wanted))
            elif isinstance(value, BooleanValueNode) and value.value is not wanted:
                return None
        return tuple(conditions)


def _variable(node: VariableDefinitionNode) -> Variable:
    return Variable(
        name=node.variable.name.value,
        type=print_ast(node.type),
        location=_location(node),
        default=_value(node.default_value, (), []) if node.default_value else UNSET,
    )


def _argument(node: ValueNode) -> ArgumentValue:
    holes: list[Hole] = []
    value = _value(node, (), holes)
    return ArgumentValue(value, tuple(holes))


def _value(node: ValueNode, path: tuple[str | int, ...], holes: list[Hole]) -> Any:
    if isinstance(node, VariableNode):
        holes.append(Hole(path, node.name.value))
    elif isinstance(node, StringValueNode | BooleanValueNode | EnumValueNode):
        return node.value
    elif isinstance(node, IntValueNode | FloatValueNode):
        return _number(node)
    elif isinstance(node, ListValueNode):
        return [_value(item, (*path, index), holes) for index, item in enumerate(node.values)]
    elif isinstance(node, ObjectValueNode):
        return {
            field.name.value: _value(field.value, (*path, field.name.value), holes) for field in node.fields
        }
    return None


def _number(node: IntValueNode | FloatValueNode) -> int | Decimal:
    try:
        return int(node.value) if isinstance(node, IntValueNode) else Decimal(node.value)
    except (ValueError, InvalidOperation):
        reason = f"The number {node.value[:20]}… is out of range."
        raise RefusedError(RequestError(reason, "GRAPHQL_VALIDATION_FAILED", (_location(node),))) from None
