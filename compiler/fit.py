"""Which PostgreSQL types fit which GraphQL types."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.analyse.shape import Kind
from fraiseql.compiler.catalog import Catalog, PgType
from fraiseql.compiler.diagnostics import Diagnostic, Related, suggest
from fraiseql.compiler.model import Enum, Model
from fraiseql.plan import Leaf, TypeRef
from fraiseql.scalars import ENUM_COLUMNS, INTEGER_TYPES, SCALARS

DOCUMENT_TYPES = ("json", "jsonb")


def bare(type_: PgType) -> str:
    """The type's own name, without its schema: the scalar table names extension types so."""
    return type_.key.rpartition(".")[2]


def expected(model: Model, ref: TypeRef) -> str:
    """For a message: the PostgreSQL types whose JSON is a value of a GraphQL type."""
    if ref.lists:
        return f"an array of {expected(model, TypeRef(ref.name, (True,)))}, or `jsonb` or `json`"
    if ref.name in model.objects:
        return "`jsonb`, `json` or a composite type"
    if ref.name in SCALARS:
        return " or ".join(f"`{name}`" for name in SCALARS[ref.name].accepts)
    if ref.name in model.scalars:
        return f"`{model.scalars[ref.name].represents.value}`"
    return "an enum with its values, or text"


def takers(catalog: Catalog, key: str) -> str | None:
    """For a hint: the scalars that a parameter of this type takes."""
    type_ = catalog.base_type(key)
    if type_.element is not None:
        inner = takers(catalog, type_.element)
        return f"a list of {inner}" if inner is not None else None
    if type_.kind == "enum":
        return "an enum with its labels"
    return " or ".join(f"`{name}`" for name in SCALARS if takes(Model(), catalog, name, key)) or None


def holds(model: Model, catalog: Catalog, ref: TypeRef, key: str) -> bool:
    """Whether what a column of this type holds is, as JSON, a value of a GraphQL type."""
    type_ = catalog.base_type(key)
    if (ref.lists or ref.name in model.objects) and type_.key in DOCUMENT_TYPES:
        return True
    if ref.lists:
        # PostgreSQL's arrays have any number of dimensions.
        one = TypeRef(ref.name, ref.nullable[-1:])
        return type_.element is not None and holds(model, catalog, one, type_.element)
    return type_.kind == "composite" if ref.name in model.objects else stores(model, catalog, ref.name, key)


def base(catalog: Catalog, key: str) -> str:
    """The key of a type, with domains followed to what they are made of, also in an array."""
    type_ = catalog.base_type(key)
    return type_.key if type_.element is None else f"{base(catalog, type_.element)}[]"


def item(catalog: Catalog, key: str) -> str:
    """The type of what an array of this type holds; any other type itself."""
    return catalog.base_type(key).element or key


def stores(model: Model, catalog: Catalog, named: str, key: str) -> bool:
    """Whether every value of a column of this type is one of the GraphQL type, and compares like it."""
    type_ = catalog.base_type(key)
    if named in SCALARS:
        return bare(type_) in SCALARS[named].accepts
    if named in model.scalars:
        wanted = represented(model, catalog, named)
        return wanted in (None, type_.key)  # what is not there is complained of once
    return type_.kind == "enum" or bare(type_) in ENUM_COLUMNS


def represented(model: Model, catalog: Catalog, named: str) -> str | None:
    """The key of the type that a custom scalar represents, with domains followed; none where it has none."""
    type_ = catalog.type_named(model.scalars[named].represents.value)
    return catalog.base_type(type_.key).key if type_ is not None else None


def compared_as(catalog: Catalog, named: str, key: str) -> str:
    """The type to which a value is cast where it meets a column of this type.

    It is the column's own type, so that an index serves, but where that type would refuse or change
    the value: `views > 1.5` of integers, an address in a network, more than the 63 bytes of a `name`.
    """
    type_ = catalog.base_type(key)
    if _narrows(named, type_):
        return "numeric"
    wider = {"name": "text", "cidr": "inet" if named == "IpAddress" else "cidr"}
    return wider.get(type_.key, type_.key)


def operator_schema(catalog: Catalog, key: str) -> str | None:
    """The schema that has the operators of a type, as SQL; none where that is `pg_catalog`."""
    type_ = catalog.base_type(key)
    schema = type_.key.removesuffix(bare(type_)).removesuffix(".")
    return schema if schema and type_.kind == "base" else None


def takes(model: Model, catalog: Catalog, named: str, key: str) -> bool:
    """Whether a parameter of this type can be given the values of the GraphQL type."""
    type_ = catalog.base_type(key)
    if _narrows(named, type_):
        return False
    return stores(model, catalog, named, key) or (named in SCALARS and bare(type_) in SCALARS[named].widens)


def foreign_labels(catalog: Catalog, enum: Enum, key: str, *related: Related) -> Iterator[Diagnostic]:
    """A diagnostic for each value of a GraphQL enum that PostgreSQL's enum has no label for (FQ409)."""
    type_ = catalog.base_type(key)
    for value in enum.values:
        if type_.kind == "enum" and value.stored not in type_.labels:
            yield Diagnostic(
                "FQ409",
                f"`{enum.name}.{value.name}` is stored as `{value.stored}`, which is no label of `{key}`",
                value.span,
                hint=suggest(value.stored, type_.labels) or f"its labels are {', '.join(type_.labels)}",
                related=related,
            )


_KINDS: dict[Leaf, tuple[Kind, ...]] = {
    "string": ("string", "number", "boolean"),
    "id": ("string", "number"),
    "int": ("number",),
    "float": ("number",),
    "boolean": ("boolean",),
    "digits": ("number", "string"),
}
"""The kinds of JSON of which the projector makes a leaf."""


def kinds(model: Model, named: str) -> tuple[Kind, ...] | None:
    """The kinds of JSON that can be a value of a scalar or an enum in a document; none where all can."""
    if named in model.enums or (named in SCALARS and _has_form(named)):
        return ("string",)
    return _KINDS.get(SCALARS[named].leaf) if named in SCALARS else None


def of_other_form(named: str, key: str) -> bool:
    """Whether a type is printed in another form than a scalar has, such as a date under `DateTime`.

    Text can have any form, and so can the types that nobody knows.
    """
    if named not in SCALARS or key not in _FORMS:
        return False
    if _has_form(named) or SCALARS[named].leaf == "digits":
        return key not in SCALARS[named].accepts
    return False


def has_fraction(named: str, key: str) -> bool:
    """Whether a type has fractions, and a scalar has none.

    That `int8` is larger than `Int` does not count: each count and each sum is one, and hardly any of them
    is large.
    """
    whole = named in SCALARS and SCALARS[named].leaf in ("int", "id")
    return (whole or named == "BigInt") and key in ("numeric", "float4", "float8")


def _has_form(named: str) -> bool:
    """Whether a scalar is text of a form of its own."""
    return SCALARS[named].leaf == "string" and named != "String"


_FORMS = frozenset(name for row in SCALARS.values() if row.leaf == "string" for name in row.accepts) - {
    *ENUM_COLUMNS,
    "ltree",
}
"""The types whose text has a form of its own."""


def _narrows(named: str, type_: PgType) -> bool:
    return named in ("Float", "Decimal") and type_.key in INTEGER_TYPES
