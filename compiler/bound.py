"""The schema bound to a database: every name of the model that means a database object, resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from fraiseql.compiler.catalog import Column, Constraint, Function, FunctionParameter, Relation
from fraiseql.compiler.model import Argument, Field, Model, Returns, Role


@dataclass(frozen=True, slots=True)
class BoundView:
    """A relation to read. `document` is `None` where the row's own columns are the document.

    key: absent where the schema names a column that does not exist; there is a diagnostic then.
    key_base: the type behind the key's, where that is a domain.
    """

    relation: Relation
    document: str | None
    key: Column | None
    key_base: str


@dataclass(frozen=True, slots=True)
class Operand:
    """Where a field's value is found: the native `column`, else the `path` in the document.

    type: the GraphQL scalar or enum. postgres: the PostgreSQL type it is compared as.
    schema: the one that has the operators of that type, as SQL, where it is an extension's.
    cast: whether the column must be cast to that type to be compared.
    list: whether it is a list of such values. array: whether its column is an array, not JSON.
    labels: of an enum that is stored as text, its values in their order.
    not_null: the column is known to hold no null.
    """

    type: str
    postgres: str
    column: str | None = None
    path: tuple[str, ...] = ()
    schema: str | None = None
    cast: bool = False
    list: bool = False
    array: bool = False
    labels: tuple[str, ...] = ()
    not_null: bool = False


@dataclass(frozen=True, slots=True)
class Embedded:
    """An embedded object of a document, or a list of them: the object type and the path to it."""

    type: str
    path: tuple[str, ...]
    list: bool = False


Operands: TypeAlias = Mapping[str, Operand | Embedded]


@dataclass(frozen=True, slots=True)
class PlacedOperand:
    """A name in a predicate: the operand, and the path to the embedded document that holds it.

    own: whether it is of the row that has the relation, not of the rows that are looked for.
    """

    operand: Operand
    within: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class SessionOperand:
    """A name of the session in a predicate, and the type its value is cast to.

    optional: the predicate says what holds without it, so it may be missing.
    """

    name: str
    postgres: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class LiteralOperand:
    """A literal in a predicate. postgres: what a text is cast to; absent for numbers and booleans."""

    value: str | Decimal | bool
    postgres: str | None = None


BoundTerm: TypeAlias = PlacedOperand | SessionOperand | LiteralOperand


@dataclass(frozen=True, slots=True)
class BoundTest:
    """A test of terms: a comparison by an operator, `in` of the first among the others, `null`, or `true`."""

    operator: Literal["=", "<", "<=", ">", ">=", "in", "null", "true"]
    terms: tuple[BoundTerm, ...]


@dataclass(frozen=True, slots=True)
class BoundLogic:
    """Predicates joined: `not` has one part."""

    operator: Literal["and", "or", "not"]
    parts: tuple[BoundPredicate, ...]


BoundPredicate: TypeAlias = BoundTest | BoundLogic


@dataclass(frozen=True, slots=True)
class BoundArgument:
    """An argument of a query. `operand` is set where it compares (`equals`)."""

    argument: Argument
    role: Role
    operand: Operand | None = None


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A root query field. `operands` are the fields that `where` and `orderBy` may use.

    filter: what holds for all its rows.
    """

    field: Field
    returns: Returns
    view: BoundView
    arguments: tuple[BoundArgument, ...]
    operands: Operands
    filter: BoundPredicate | None = None


@dataclass(frozen=True, slots=True)
class BoundRelation:
    """A field that stands for rows of another view. on: which they are. view: of the row that has them."""

    query: BoundQuery
    on: BoundPredicate
    view: BoundView


@dataclass(frozen=True, slots=True)
class BoundAttribute:
    """An attribute of a composite type, filled from a field of an input object.

    type: its own. base: the one behind it. attributes: of a composite type, by input field.
    """

    type: str
    base: str
    attributes: Mapping[str, BoundAttribute] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoundParameter:
    """A parameter of a command's function, filled from the input at `source`.

    base: the type behind the parameter's, where that is a domain or an array of one.
    attributes: of a composite type, or an array of one, by input field.
    """

    parameter: FunctionParameter
    base: str
    source: tuple[str, ...]
    type: str
    attributes: Mapping[str, BoundAttribute] = field(default_factory=dict)


Outcome: TypeAlias = Literal["key", "keys", "set of keys", "value", "rows", "documents", "true", "nothing"]
"""What becomes of a function's result.

`key`, `keys` in an array and a `set of keys` are read back from the view. A `value` is the answer, as JSON;
so are `rows`, each of one value or of several columns; of rows of the view itself it is their `documents`.
A function that returns nothing answers `true`, or `nothing`.
"""


READ_BACK: tuple[Outcome, ...] = ("key", "keys", "set of keys")
"""The outcomes whose rows are read from the view."""


@dataclass(frozen=True, slots=True)
class BoundMutation:
    """A root mutation field. `view` is what the result is read from; absent where it is the answer itself.

    filter: what holds for the rows that are read back.
    """

    field: Field
    function: Function
    parameters: tuple[BoundParameter, ...]
    view: BoundView | None
    outcome: Outcome
    filter: BoundPredicate | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What matters everywhere in a schema.

    text_search: the configuration of full text search. scalars: the names of the custom scalars.
    related: those of the types whose rows have rows of other views.
    """

    text_search: str
    scalars: frozenset[str]
    related: frozenset[str]


@dataclass(frozen=True)
class Bound:
    """A whole schema, bound.

    embedded: the operands of the object types that a filter can reach.
    relations: by the type that has them, and their name.
    text_search: the configuration of full text search.
    scalars: the PostgreSQL types of the custom scalars.
    constraints: of tables and domains, by `schema.name`: those that clients are told about.
    """

    model: Model
    queries: list[BoundQuery] = field(default_factory=list)
    mutations: list[BoundMutation] = field(default_factory=list)
    embedded: dict[str, Operands] = field(default_factory=dict)
    relations: dict[tuple[str, str], BoundRelation] = field(default_factory=dict)
    text_search: str = "pg_catalog.simple"
    scalars: dict[str, str] = field(default_factory=dict)
    constraints: dict[str, tuple[Constraint, ...]] = field(default_factory=dict)

    @property
    def whole(self) -> Whole:
        """What matters everywhere in it."""
        related = (name for name in self.model.objects if self.model.has_relations(name))
        return Whole(self.text_search, frozenset(self.scalars), frozenset(related))
