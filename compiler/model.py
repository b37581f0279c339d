"""The schema as the compiler understands it, before it has seen a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from graphql import (
    ConstValueNode,
    DefinitionNode,
    DocumentNode,
    Node,
    OperationType,
    SchemaDefinitionNode,
    SchemaExtensionNode,
)

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.expression import Predicate
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.merge import Clash
from fraiseql.compiler.portion import Part
from fraiseql.compiler.source import Source, Span, span_of
from fraiseql.plan import Isolation, TypeRef, type_ref
from fraiseql.scalars import SCALARS

Returns = Literal["one", "many", "count", "connection"]
"""What a root query field yields."""

Role = Literal["equals", "where", "order", "limit", "offset", "first", "after", "last", "before"]
"""What an argument of a query does."""

ROLES: dict[str, Role] = {"where": "where", "orderBy": "order", "limit": "limit", "offset": "offset"}
"""The arguments of queries that mean something by their name; the others compare (`equals`)."""

PAGE_ROLES: dict[str, Role] = {"first": "first", "after": "after", "last": "last", "before": "before"}
"""The further ones of connections. Anywhere else their names are free."""

CONNECTION_FIELDS = ("edges", "nodes", "pageInfo", "totalCount")
"""The fields of a connection type."""


@dataclass(frozen=True, slots=True)
class TypeUse:
    """A type as written: `[Comment!]!`. `span` is absent in a derived type."""

    text: str
    span: Span | None
    ref: TypeRef = field(init=False, repr=False, compare=False)
    """The named type and the nullability of each level."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ref", type_ref(self.text))


@dataclass(frozen=True, slots=True)
class Word:
    """A name written in a directive, and where."""

    value: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class View:
    """`@view`. `document` is `None` where the row's own columns are the document.

    sound: whether the arguments are those of the definition. If not, the defaults may not be meant.
    """

    name: Word
    document: Word | None
    key: Word
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """`@limit`."""

    default: int | None
    max: int | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Condition:
    """The predicate of a directive, and where its text stands; where it is none, the problem with it."""

    span: Span | None
    predicate: Predicate | None
    problem: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """What `@command` says of the transaction. isolation: its level, where it says one."""

    retry: int = 0
    isolation: Isolation | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field, or a field of an input object. session: the name whose value it has."""

    name: str
    span: Span | None
    type: TypeUse
    key: str
    default: ConstValueNode | None = None
    column: Word | None = None
    session: Word | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object type. `owner` is the name of that type.

    directives: the names of all its directives.
    """

    owner: str
    name: str
    span: Span | None
    type: TypeUse
    key: str
    column: Word | None = None
    arguments: tuple[Argument, ...] = ()
    view: View | None = None
    command: Word | None = None
    attempts: Attempts = Attempts()
    limit: Limit | None = None
    filter: Condition | None = None
    relation: Condition | None = None
    directives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstract:
    """What makes an interface or a union of an object: the object types that it stands for.

    keyword: what its definition starts with. discriminator: the key in a document that names the type.
    """

    keyword: Literal["interface", "union"]
    discriminator: Word
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Object:
    """What documents hold: an object type; or an interface or a union, and then `abstract` is set.

    fields: of a union there are none. interfaces: those it implements.
    directives: the names of all its directives.
    """

    name: str
    span: Span | None
    fields: dict[str, Field]
    view: View | None = None
    filter: Condition | None = None
    directives: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    abstract: Abstract | None = None

    @property
    def keyword(self) -> str:
        """What its definition starts with."""
        return self.abstract.keyword if self.abstract is not None else "type"


@dataclass(frozen=True, slots=True)
class EnumValue:
    """A value of an enum, and the text that is stored for it."""

    name: str
    span: Span | None
    stored: str


@dataclass(frozen=True, slots=True)
class Enum:
    """An enum type."""

    name: str
    span: Span | None
    values: tuple[EnumValue, ...]


@dataclass(frozen=True, slots=True)
class CustomScalar:
    """A scalar with `@represents`: the PostgreSQL type it stands for."""

    name: str
    span: Span | None
    represents: Word


@dataclass(frozen=True, slots=True)
class Input:
    """An input object type. `span` is absent where FraiseQL derived it."""

    name: str
    span: Span | None
    fields: dict[str, Argument]
    one_of: bool = False


@dataclass(frozen=True)
class Model:
    """A whole schema. The root types are not among the objects, nor built-in scalars among the scalars."""

    objects: dict[str, Object] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    scalars: dict[str, CustomScalar] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    queries: dict[str, Field] = field(default_factory=dict)
    mutations: dict[str, Field] = field(default_factory=dict)
    # By the `id` of fields, which live as long as the model: every rule asks for thousands of them.
    _returns: dict[int, Returns | None] = field(default_factory=dict, repr=False, compare=False)
    _row_types: dict[int, Object | None] = field(default_factory=dict, repr=False, compare=False)

    def views(self) -> Iterator[View]:
        """Every `@view` of the schema."""
        roots = (*self.queries.values(), *self.mutations.values())
        owners: tuple[Object | Field, ...] = (*self.objects.values(), *roots)
        yield from (owner.view for owner in owners if owner.view is not None)

    def returns(self, field: Field) -> Returns | None:
        """What a root query field yields; nothing where FraiseQL cannot serve it."""
        if id(field) not in self._returns:
            self._returns[id(field)] = self._what_returns(field)
        return self._returns[id(field)]

    def _what_returns(self, field: Field) -> Returns | None:
        ref = field.type.ref
        if self.node(ref.name) is not None:
            return None if ref.lists else "connection"
        if ref.name in self.objects and ref.lists <= 1:
            return "many" if ref.lists else "one"
        if ref.name == "Int" and ref.lists == 0 and field.view is not None:
            return "count"
        return None

    def node(self, name: str) -> Object | None:
        """The object type whose rows a connection type pages through; nothing where a name is no such type.

        `PostConnection` is one if there is a `Post`, and if it has a field of a connection. With a
        `@view` of its own it is an object like others.
        """
        connection = self.objects.get(name)
        if connection is None or connection.view is not None or connection.abstract is not None:
            return None
        if not name.endswith("Connection"):
            return None
        if connection.fields.keys().isdisjoint(CONNECTION_FIELDS):
            return None
        return self.objects.get(name.removesuffix("Connection"))

    def relations(self) -> Iterator[Field]:
        """The fields that stand for rows of another view."""
        for owner in self.objects.values():
            yield from (field for field in owner.fields.values() if field.relation is not None)

    def selecting(self) -> Iterator[Field]:
        """The fields that select rows: those of the query type, and relations."""
        yield from self.queries.values()
        yield from self.relations()

    def has_relations(self, name: str) -> bool:
        """Whether the rows of a type have rows of other views."""
        row = self.node(name) or self.objects.get(name)
        return row is not None and any(field.relation is not None for field in row.fields.values())

    def connection_parts(self) -> set[str]:
        """The names of the connection types and of their edges, whose rows are those of their nodes."""
        nodes = {name: node for name in self.objects if (node := self.node(name)) is not None}
        return {*nodes, *(f"{node.name}Edge" for node in nodes.values())}

    def roles(self, field: Field) -> dict[str, Role]:
        """The arguments of a root query field that mean something by their name."""
        return ROLES | PAGE_ROLES if self.returns(field) == "connection" else ROLES

    def has_fields(self, name: str) -> bool:
        """Whether a name means something with fields to filter and sort on: no union."""
        return name in self.objects and bool(self.objects[name].fields)

    def concrete(self, row: Object) -> list[Object]:
        """The object types that the documents of a type have: its own, or those it stands for."""
        if row.abstract is None:
            return [row]
        return [self.objects[name] for name in row.abstract.possible if name in self.objects]

    def takes_values(self, name: str) -> bool:
        """Whether a name means a scalar or an enum: what a column or a parameter can hold."""
        return name in SCALARS or name in self.enums or name in self.scalars

    def view_of(self, field: Field) -> View | None:
        """The view a root field reads: its own, or that of the type it returns."""
        if field.view is not None:
            return field.view
        returned = self.node(field.type.ref.name) or self.objects.get(field.type.ref.name)
        return returned.view if returned is not None else None

    def row_type(self, field: Field) -> Object | None:
        """The object type whose fields a root query field's rows have: of a connection, its nodes'.

        For a count it is the type that its `where` is named after, else the one type read from the
        same view.
        """
        if id(field) not in self._row_types:
            self._row_types[id(field)] = self._row_type(field)
        return self._row_types[id(field)]

    def _row_type(self, field: Field) -> Object | None:
        node = self.node(field.type.ref.name)
        if node is not None:
            return node
        wheres = [a.type.ref.name.removesuffix("Where") for a in field.arguments if a.name == "where"]
        for name in (field.type.ref.name, *wheres):
            if name in self.objects:
                return self.objects[name]
        same = [
            o
            for o in self.objects.values()
            if o.view and field.view and o.view.name.value == field.view.name.value
        ]
        return same[0] if len(same) == 1 else None


@dataclass(frozen=True, slots=True)
class Schema:
    """What the rules look at.

    sources: the files it is written in, at least one.
    document: the user's definitions, the derived ones, and FraiseQL's directives; each name once.
    parts: the same by name, each with what it depends on.
    clashes: the definitions that are left out of it, because their names are taken.
    kept: what other runs made of the same definitions.
    """

    sources: tuple[Source, ...]
    document: DocumentNode
    parts: tuple[Part, ...]
    model: Model
    clashes: tuple[Clash, ...] = ()
    kept: Kept = field(default_factory=Kept)

    def written(self) -> Iterator[DefinitionNode]:
        """The definitions of the user."""
        return (node for node in self.document.definitions if node.loc is not None)

    def span(self, node: Node) -> Span | None:
        """Where a node stands; nothing for what FraiseQL added."""
        return span_of(node)


def root_names(definitions: Iterable[DefinitionNode]) -> dict[OperationType, str]:
    """The names of the root types: `Query` and so on, unless the schema says otherwise."""
    names = {operation: operation.value.title() for operation in OperationType}
    for definition in definitions:
        if isinstance(definition, SchemaDefinitionNode | SchemaExtensionNode):
            names.update({o.operation: o.type.name.value for o in definition.operation_types or ()})
    return names
