"""The plan files: the contract between the compiler, the runtime and the projector.

These structs are the only definition of the files under `plans/`; `schemas/plan.schema.json` is
generated from them. Everything here is plain data, frozen, and JSON both ways.

Placeholders in SQL text
    `$1` stands for the one value a fragment takes; it is renumbered when fragments are joined. A `RowFilter`
    may take several values: `$2` and so on.
    `$0` stands for the JSON document a fragment is relative to, or, in a function call, for its
    argument list. PostgreSQL has no `$0`, and the compiler's printer writes no other `$`, also not
    inside literals and quoted names, so replacing a placeholder is safe.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

FORMAT = 2
"""Version of the plan format. The runtime refuses any other."""

MANIFEST = "manifest.json"
SCHEMA = "schema.graphql"
OPERATIONS = "operations.json"
"""The files at the root of a plan directory; the others are one folder down."""

CONSTRAINTS = "constraints.json"
"""Also at the root: what clients are told of violated constraints."""

Isolation: TypeAlias = Literal["READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"]
"""Isolation levels of PostgreSQL's transactions that differ."""

RESULT_SETTING = "fraiseql.result"
"""The transaction-local setting in which a command keeps its function's result (design §5)."""


class PlanStruct(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all plan structs share: immutable, nothing unknown, defaults left out."""


# --- types ------------------------------------------------------------------------------------


class ValueTarget(PlanStruct, frozen=True, tag_field="kind", tag="value", kw_only=True):
    """A field that filters and sorts.

    type: the GraphQL scalar or enum.
    postgres: the PostgreSQL type its values are cast to (`uuid`, `int4`, `public.mood`).
    column or path: the native column, or the keys inside the document; one of them is set.
    sql: the expression compared and sorted on, of type `postgres`.
    list: whether it is a list of such values; `sql` is then an array.
    sort: what is sorted on, where that is not `sql`: the place of an enum's value, say.
    not_null: the column is known to hold no null.
    operators: for each filter operator, a fragment over `$1` (and `$0` in an embedded type). It is
        true exactly for the rows that match; for the others it may be false or null.
    measures: numbers that are filtered in turn, such as the length of a list.
    """

    type: str
    postgres: str
    column: str | None = None
    path: tuple[str, ...] = ()
    sql: str
    list: bool = False
    sortable: bool = True
    sort: str | None = None
    not_null: bool = False
    operators: dict[str, str]
    measures: dict[str, ValueTarget] = {}


class ObjectTarget(PlanStruct, frozen=True, tag_field="kind", tag="object", kw_only=True):
    """An embedded object that filters and sorts through its own fields.

    type: the embedded object type, whose `targets` are relative to `$0`.
    sql: the expression that yields the embedded document; it replaces that `$0`.
    list: whether `sql` is a JSON array of such documents; each of them replaces the `$0` in turn.
    """

    type: str
    path: tuple[str, ...]
    sql: str
    list: bool = False


Target: TypeAlias = ValueTarget | ObjectTarget


class Field(PlanStruct, frozen=True, kw_only=True):
    """A field of an object type: its GraphQL type (`[Comment!]!`) and its key in the document.

    relation: where the field is not in the document, and has no key: the rows that it stands for.
    """

    type: str
    key: str = ""
    relation: Relation | None = None


class ObjectType(PlanStruct, frozen=True, tag_field="kind", tag="object", kw_only=True):
    """An object type. `targets` say how its fields filter and sort when it is embedded (over `$0`)."""

    name: str
    fields: dict[str, Field]
    targets: dict[str, Target] = {}


class AbstractType(ObjectType, frozen=True, tag_field="kind", tag="abstract", kw_only=True):
    """An interface or a union: its own fields, none of a union, and the object types it stands for.

    discriminator: the key in the document that names the object type.
    possible: by what is stored under that key, the name of the object type.
    """

    discriminator: str
    possible: dict[str, str]


class EnumType(PlanStruct, frozen=True, tag_field="kind", tag="enum", kw_only=True):
    """An enum: GraphQL name → stored value."""

    name: str
    values: dict[str, str]


class ScalarType(PlanStruct, frozen=True, tag_field="kind", tag="scalar", kw_only=True):
    """A custom scalar (`@represents`), and the PostgreSQL type that reads its values."""

    name: str
    postgres: str


class InputField(PlanStruct, frozen=True, kw_only=True):
    """An argument or a field of an input object.

    default: the default value, as JSON; absent where there is none.
    key: the stored key, used where the input is passed to a `json` parameter.
    session: the name of the session whose value it has; a client cannot give it (`@session`).
    """

    type: str
    key: str = ""
    default: Any = UNSET
    session: str | None = None


class InputType(PlanStruct, frozen=True, tag_field="kind", tag="input", kw_only=True):
    """An input object type. `one_of`: exactly one field must be given (`@oneOf`)."""

    name: str
    one_of: bool = False
    fields: dict[str, InputField]


Type: TypeAlias = ObjectType | AbstractType | EnumType | ScalarType | InputType


# --- what always holds ------------------------------------------------------------------------


class SessionValue(PlanStruct, frozen=True, kw_only=True):
    """A value of the session that a condition needs. optional: it may be missing, and is null then."""

    name: str
    optional: bool = False


class RowFilter(PlanStruct, frozen=True, kw_only=True):
    """What always holds for rows (`@filter`), whatever the client asks for.

    conditions: each holds where it is true. `$1`, `$2` and so on stand for the values of `session`, which
        are texts; each is cast where it stands.
    """

    conditions: tuple[str, ...]
    session: tuple[SessionValue, ...] = ()


# --- root fields ------------------------------------------------------------------------------


class Argument(InputField, frozen=True, kw_only=True):
    """An argument of a root query field.

    role: `equals` filters on `target`; the others steer the statement.
    """

    role: Literal["equals", "where", "order", "limit", "offset", "first", "after", "last", "before"]
    target: ValueTarget | None = None


class Connection(PlanStruct, frozen=True, kw_only=True):
    """What only a connection needs to know of its rows.

    document: the expression of a row's document.
    key_type: the PostgreSQL type of `Query.key`. key_not_null: it is known to hold no null.
    """

    document: str
    key_type: str
    key_not_null: bool = False


class Query(PlanStruct, frozen=True, tag_field="kind", tag="query", kw_only=True):
    """A root query field and its SQL.

    The statement is `select`, then `WHERE` with the fragments of the arguments given, then
    `ORDER BY` the client's keys and last `key`, then `LIMIT` and `OFFSET`.

    returns: `one` row (an error if there are more), `many` rows, the `count` of rows, or a `connection`:
        a page of rows and what is to be known about it.
    sql: the whole statement as it runs when no optional argument is given. It is for reading.
    select: of a connection it has `$0` for the columns, since the selection decides them.
    targets: what `where` and `orderBy` may use.
    key: the expression that makes the order total; absent for a count.
    max_limit: the largest page a client may ask for.
    connection: of a connection, what it needs besides.
    filter: what always holds for its rows. It is not in `select`.
    document: where the rows' type has relations, the expression of a row's document, which `select` begins
        with, or `connection` has; what is selected of them is added to it.
    """

    name: str
    type: str
    returns: Literal["one", "many", "count", "connection"]
    relation: str
    sql: str
    select: str
    key: str | None = None
    arguments: dict[str, Argument] = {}
    targets: dict[str, Target] = {}
    default_limit: int | None = None
    max_limit: int | None = None
    connection: Connection | None = None
    filter: RowFilter | None = None
    document: str | None = None


class Relation(PlanStruct, frozen=True, kw_only=True):
    """Rows of another view that belong to a row (`@relation`).

    query: how they are read; its `sql` is absent, since it is a part of other statements.
    on: which of them belong to it: over `t`, their alias, and `o`, that of the row that has the relation.
    row: the statement that reads such rows, with `$0` for the columns. It is for preparing.
    """

    query: Query
    on: RowFilter
    row: str


class Attribute(PlanStruct, frozen=True, kw_only=True):
    """An attribute of a composite type, and the field of an input object that it is filled from.

    postgres: its PostgreSQL type. domain: its own, where that is a domain over the first, or an array of one.
    attributes: of a composite type, or an array of one, by input field.
    """

    postgres: str
    domain: str | None = None
    attributes: dict[str, Attribute] = {}


class Parameter(PlanStruct, frozen=True, kw_only=True):
    """A parameter of a command's function, and the argument it is filled from.

    source: the path of the argument, `("input", "title")`.
    type: the GraphQL type at that path.
    postgres: the PostgreSQL type.
    sql: named notation, `"title" => $1::text`.
    optional: the function has a default, so the parameter is left out where the client gives nothing.
    attributes: of a composite type, or an array of one, by input field. `sql` then makes it of JSON.
    """

    source: tuple[str, ...]
    type: str
    postgres: str
    sql: str
    optional: bool = False
    attributes: dict[str, Attribute] = {}


class Mutation(PlanStruct, frozen=True, tag_field="kind", tag="mutation", kw_only=True):
    """A root mutation field: the function call, and the read that follows in the same transaction.

    call: a statement whose `$0` is the argument list. With `read` it keeps the result in
        `RESULT_SETTING`; without, its only column is the result as JSON.
    read: the statement that reads the view by that result; absent where the result is the answer.
    order: what `read` ends with, after its conditions.
    whole: the one row is the whole list, not an item of it.
    retry: how many times at most the transaction is tried again after one that PostgreSQL gave up because
        of another. isolation: its level; absent where the database decides.
    filter: what always holds for the row that is read. It is not in `read`, which ends with a condition.
    document: as of a query: what `read` begins with where the row's type has relations.
    """

    name: str
    type: str
    function: str
    arguments: dict[str, InputField] = {}
    parameters: tuple[Parameter, ...] = ()
    call: str
    read: str | None = None
    order: str | None = None
    whole: bool = False
    retry: int = 0
    isolation: Isolation | None = None
    filter: RowFilter | None = None
    document: str | None = None


class Constraint(PlanStruct, frozen=True, kw_only=True):
    """A constraint of a table or a domain. message: what a client is told where it is violated."""

    columns: tuple[str, ...] = ()
    message: str | None = None


class Constraints(PlanStruct, frozen=True, tag_field="kind", tag="constraints", kw_only=True):
    """`constraints.json`: constraints by table or domain, `schema.name`, and by name.

    Those that have a message, and those about a column that some command may have a value for.
    """

    constraints: dict[str, dict[str, Constraint]]


Root: TypeAlias = Query | Mutation


# --- shapes: what the projector is told --------------------------------------------------------

Leaf: TypeAlias = Literal["any", "string", "id", "int", "float", "boolean", "digits"]
"""How a leaf is written: `any` copies JSON as it is, `digits` writes a number as a string."""


class ShapeValue(PlanStruct, frozen=True, kw_only=True):
    """The form of one value. Exactly one of `leaf`, `enum`, `object` is set.

    nullable: outermost first, one entry more than there are list levels: `[X!]!` is
        `(False, False)`, `X` is `(True,)`.
    enum, object: index into `Shape.enums` and `Shape.objects`.
    """

    nullable: tuple[bool, ...]
    leaf: Leaf | None = None
    enum: int | None = None
    object: int | None = None


class ShapeField(ShapeValue, frozen=True, kw_only=True):
    """A selected field: `name` is the response key, `key` the stored key.

    Without `key` the field is `__typename`; it then has neither leaf, enum nor object.
    """

    name: str
    key: str | None = None


class ShapeVariant(PlanStruct, frozen=True, kw_only=True):
    """A concrete object type with its selected fields, in response order."""

    type: str
    fields: tuple[ShapeField, ...]


class ShapeObject(PlanStruct, frozen=True, kw_only=True):
    """A selection on an object type, or on an interface or union.

    discriminator: the stored key whose string value names the variant; absent for an object type,
        which has exactly one variant.
    variants: by discriminator value; for an object type the only key is the type's name.
    """

    discriminator: str | None = None
    variants: dict[str, ShapeVariant]


class Shape(PlanStruct, frozen=True, kw_only=True):
    """What the projector makes of the rows of one root field. Flat: nesting is by index.

    root: with one list level the rows are its items; without, the first row is the value.
    enums: stored value → GraphQL name.
    """

    root: ShapeValue
    objects: tuple[ShapeObject, ...] = ()
    enums: tuple[dict[str, str], ...] = ()


# --- the manifest and the bytes ----------------------------------------------------------------


SETTING_PREFIX = "app"
"""The prefix of the session's settings where nothing else is said."""


class Manifest(PlanStruct, frozen=True, kw_only=True):
    """`manifest.json`: what the directory holds and what it was made from.

    files: path → SHA-256 of every other file. sha256: of this struct's own bytes with `sha256` empty.
    setting_prefix: the session's `user_id` is PostgreSQL's setting `<prefix>.user_id`.
    """

    format: int
    compiler: str
    schema_sha256: str
    catalog_sha256: str
    setting_prefix: str = SETTING_PREFIX
    files: dict[str, str]
    sha256: str = ""


S = TypeVar("S", bound=Struct)


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(struct: Struct) -> bytes:
    """The bytes of a plan file: indented JSON, fields in declared order, one final newline."""
    return msgspec.json.format(_ENCODER.encode(struct), indent=2) + b"\n"


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def seal(manifest: Manifest) -> Manifest:
    """The manifest with its own hash filled in."""
    unsealed = msgspec.structs.replace(manifest, sha256="")
    return msgspec.structs.replace(manifest, sha256=digest(encode(unsealed)))


class TypeRef(NamedTuple):
    """A GraphQL type taken apart: the named type, and nullability from the outside in."""

    name: str
    nullable: tuple[bool, ...]

    @property
    def lists(self) -> int:
        """How many list levels there are."""
        return len(self.nullable) - 1


@lru_cache(maxsize=4096)
def type_ref(text: str) -> TypeRef:
    """Takes `[Comment!]!` apart. The text comes from a plan and is well formed."""
    nullable = not text.endswith("!")
    bare = text.removesuffix("!")
    if not bare.startswith("["):
        return TypeRef(bare, (nullable,))
    inner = type_ref(bare[1:-1])
    return TypeRef(inner.name, (nullable, *inner.nullable))


__all__ = [
    "CONSTRAINTS",
    "FORMAT",
    "MANIFEST",
    "OPERATIONS",
    "RESULT_SETTING",
    "SCHEMA",
    "UNSET",
    "AbstractType",
    "Argument",
    "Attribute",
    "Connection",
    "Constraint",
    "Constraints",
    "EnumType",
    "Field",
    "InputField",
    "InputType",
    "Isolation",
    "Leaf",
    "Manifest",
    "Mutation",
    "ObjectTarget",
    "ObjectType",
    "Parameter",
    "Query",
    "Relation",
    "Root",
    "RowFilter",
    "ScalarType",
    "SessionValue",
    "Shape",
    "ShapeField",
    "ShapeObject",
    "ShapeValue",
    "ShapeVariant",
    "Target",
    "Type",
    "TypeRef",
    "UnsetType",
    "ValueTarget",
    "digest",
    "encode",
    "seal",
    "type_ref",
]
