"""What is known of the value of an SQL expression, and what PostgreSQL's types become in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlglot import exp

from fraiseql.compiler.analyse.shape import (
    NEVER,
    PERHAPS,
    Array,
    Key,
    Kind,
    Nothing,
    Null,
    Object,
    Place,
    Scalar,
    Shape,
    Unknown,
    either,
    of_literal,
    one_of,
)
from fraiseql.compiler.analyse.sql import name
from fraiseql.compiler.catalog import Catalog

JSON_TYPES = ("json", "jsonb")

LITERAL = "unknown"
"""The type of a quoted literal until its surroundings give it one, as in PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of SQL.

    type: its key in the catalog; `record` of a row; none where it is not known.
    shape: what `to_jsonb` makes of it.
    null: whether it can be an SQL null. json_null: whether it can be the JSON value `null`.
    fields: of a row, the values of its columns.
    column: the table and the column that it is a copy of.
    """

    type: str | None
    shape: Shape
    null: Null = NEVER
    json_null: Null = NEVER
    fields: Mapping[str, Value] | None = None
    column: tuple[str, str] | None = field(default=None, compare=False)

    @property
    def inside(self) -> Null:
        """Whether it is null as a part of a document."""
        return either(self.null, self.json_null)


_NUMBERS = frozenset(("int2", "int4", "int8", "float4", "float8", "numeric"))
_STRINGS = frozenset(
    (
        "text varchar bpchar name char uuid date time timetz timestamp timestamptz interval inet cidr macaddr"
        " macaddr8 bytea bit varbit money tsvector tsquery xml oid regclass regtype regproc pg_lsn point line"
        " lseg box path polygon circle int4range int8range numrange tsrange tstzrange daterange jsonpath"
    ).split()
)
_EXTENSIONS = frozenset(("citext", "ltree"))
"""Types of extensions that `to_jsonb` prints as text. Others may have a cast to JSON of their own."""


def of_type(catalog: Catalog, type_: str | None) -> Shape:
    """What `to_jsonb` makes of a type's values. Of JSON, and of rows, nothing is known."""
    if type_ is None:
        return Unknown("an expression of unknown type")
    if type_ in catalog.types:
        found = catalog.base_type(type_)
        if found.element is not None:
            return _array(catalog, found.element)
        if found.kind == "enum":
            return Scalar("string", found.key)
        if found.kind == "composite":
            return _composite(catalog, found.key)
        type_ = found.key
    elif type_.endswith("[]"):
        return _array(catalog, type_.removesuffix("[]"))
    kind = kind_of_type(type_)
    return Scalar(kind, type_) if kind is not None else Unknown(f"a value of the type `{type_}`")


def kind_of_type(type_: str) -> Kind | None:
    """Of a base type: what its values are in JSON."""
    if type_ in _NUMBERS:
        return "number"
    if type_ == "bool":
        return "boolean"
    bare = type_.strip('"')
    return "string" if bare in _STRINGS or type_.rpartition(".")[2] in _EXTENSIONS else None


def _array(catalog: Catalog, element: str) -> Shape:
    # PostgreSQL's arrays have any number of dimensions, and nothing says whether an item is null.
    return Array(of_type(catalog, element), PERHAPS)


def _composite(catalog: Catalog, type_: str) -> Shape:
    relation = next((r for r in catalog.relations if quoted(r.schema, r.name) == type_), None)
    if relation is None:
        return Unknown(f"a row of the type `{type_}`")
    return Object({c.name: Key(of_type(catalog, c.type), PERHAPS) for c in relation.columns})


def quoted(*names: str) -> str:
    """A name as the catalog writes it in the key of a type."""
    plain = (n if n.isascii() and n.isidentifier() and n == n.lower() else f'"{n}"' for n in names)
    return ".".join(plain)


def of_column(catalog: Catalog, type_: str, null: Null) -> Value:
    """A value of a type of which nothing else is known."""
    base = catalog.base_type(type_).key if type_ in catalog.types else type_
    json_null = PERHAPS if base in JSON_TYPES else NEVER
    return Value(base, of_type(catalog, type_), null, json_null)


def typed(catalog: Catalog, type_: str | None, *nulls: Null) -> Value:
    """A value of a type that is null if one of those it is made of is."""
    return Value(type_, of_type(catalog, type_), either(*nulls), PERHAPS if is_json(type_) else NEVER)


def unknown(reason: str, place: Place | None = None, type_: str | None = None) -> Value:
    """A value of which nothing is known."""
    return Value(type_, Unknown(reason, place), PERHAPS, PERHAPS)


def nothing(why: str, place: Place | None = None) -> Value:
    """A null, of no type."""
    return Value(LITERAL, Nothing(), Null("possible", why, place))


def is_json(type_: str | None) -> bool:
    """Whether a type is `json` or `jsonb`."""
    return type_ in JSON_TYPES


def cast(catalog: Catalog, value: Value, type_: str | None, place: Place | None) -> Value:
    """`value::type`."""
    base = catalog.base_type(type_).key if type_ is not None and type_ in catalog.types else type_
    if isinstance(value.shape, Nothing) and value.null.state == "possible":
        return replace(value, type=base)
    if is_json(base):
        if is_json(value.type):
            return replace(value, type=base)
        if value.type == LITERAL and isinstance(value.shape, Scalar) and value.shape.constant is not None:
            shape = of_literal(value.shape.constant, place)
            null = isinstance(shape, Nothing)
            return Value(base, shape, NEVER, Null("possible", "it is null", place) if null else NEVER)
        return Value(base, Unknown(f"a cast to `{base}`", place), value.null, PERHAPS)
    doubt = either(value.null, PERHAPS if value.json_null.state != "never" else NEVER)
    if base == value.type and base is not None:
        return value
    shape = of_type(catalog, type_)
    if isinstance(shape, Scalar) and shape.kind == "string" and isinstance(value.shape, Scalar):
        # Text stays as it is, and a label of an enum is written as it is printed.
        same = base == "text" or (base in catalog.types and catalog.types[base].kind == "enum")
        shape = replace(shape, constant=value.shape.constant if same else None)
    return Value(base, shape, doubt, column=value.column)


def common(catalog: Catalog, values: Iterable[Value]) -> list[Value]:
    """Values that meet in one place, such as a `CASE`: literals take the type of the others."""
    listed = list(values)
    type_ = next((value.type for value in listed if value.type not in (LITERAL, None)), None)
    if type_ is None:
        return listed
    return [cast(catalog, value, type_, None) if value.type == LITERAL else value for value in listed]


def joined(catalog: Catalog, values: Iterable[Value]) -> Value:
    """The value that is one of several, such as a column of a `UNION`."""
    listed = common(catalog, values)
    if len(listed) == 1:
        return listed[0]
    types = {value.type for value in listed} - {LITERAL}
    if len(types) > 1 and types <= _NUMBERS:
        types = {None}
        listed = [replace(v, shape=Scalar("number")) if isinstance(v.shape, Scalar) else v for v in listed]
    fields = [value.fields for value in listed]
    return Value(
        types.pop() if len(types) == 1 else (None if types else LITERAL),
        one_of(value.shape for value in listed),
        either(*(value.null for value in listed)),
        either(*(value.json_null for value in listed)),
        fields[0] if all(f == fields[0] for f in fields) else None,
    )


_NAMES = {
    "VARCHAR": "varchar",
    "CHAR": "bpchar",
    "NCHAR": "bpchar",
    "BPCHAR": "bpchar",
    "TEXT": "text",
    "INT": "int4",
    "BIGINT": "int8",
    "SMALLINT": "int2",
    "DOUBLE": "float8",
    "FLOAT": "float4",
    "DECIMAL": "numeric",
    "BOOLEAN": "bool",
    "VARBINARY": "bytea",
    "TIMESTAMPNTZ": "timestamp",
}
"""sqlglot's names of types, where PostgreSQL's is not the same in lower case."""


def type_key(catalog: Catalog, type_: exp.Expr | None) -> str | None:
    """The catalog's key of a type that is written in SQL; none where it has none."""
    if not isinstance(type_, exp.DataType):
        return None
    kind = type_.this
    if isinstance(kind, exp.Interval):
        return "interval"
    if kind == exp.DType.ARRAY:
        element = type_key(catalog, type_.expressions[0]) if type_.expressions else None
        return f"{element}[]" if element is not None else None
    if kind == exp.DType.USERDEFINED:
        named = type_.args["kind"]
        parts = [name(part) for part in named.find_all(exp.Identifier)]
        written = ".".join(parts)
        found = catalog.type_named(written)
        return found.key if found is not None else _row_type(catalog, written)
    text = str(getattr(kind, "value", kind))  # of `regclass` and its like it is text
    return _NAMES.get(text, text.lower())


def _row_type(catalog: Catalog, written: str) -> str | None:
    relation = catalog.relation(written)
    return quoted(relation.schema, relation.name) if relation is not None else None
