"""The catalog: what the compiler knows about a database. Plain data, JSON both ways.

A type is named by its key: the bare `pg_type.typname` for types of `pg_catalog` (`int4`, `timestamptz`),
`schema.name` for others, quoted where SQL needs it (`public.mood`, `app."Mood"`), with `[]` after it
for an array. A key can be written in a cast as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from msgspec import Struct


class CatalogStruct(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all catalog structs share: immutable, nothing unknown, defaults left out."""


RelationKind = Literal[
    "table", "partitioned table", "foreign table", "view", "materialized view", "sequence", "composite type"
]
FunctionKind = Literal["function", "procedure", "aggregate", "window function"]
ParameterMode = Literal["in", "out", "inout", "variadic", "table"]
TypeKind = Literal["base", "enum", "domain", "composite", "array", "range", "multirange", "pseudo"]
TriggerEvent = Literal["insert", "update", "delete", "truncate"]
ReferentialAction = Literal["no action", "restrict", "cascade", "set null", "set default"]


class Constraint(CatalogStruct, frozen=True, kw_only=True):
    """A constraint of a table or a domain, or a unique index, which is as good as one.

    columns: those of the table that it is about. comment: of `COMMENT ON CONSTRAINT`, or on the index.
    """

    name: str
    columns: tuple[str, ...] = ()
    comment: str | None = None


class PgType(CatalogStruct, frozen=True, kw_only=True):
    """A type. base: of a domain; element: of an array; labels: of an enum, in their order.

    constraints: of a domain, those that have a comment. not_null: a domain is `NOT NULL`.
    """

    key: str
    kind: TypeKind
    base: str | None = None
    element: str | None = None
    labels: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    not_null: bool = False


class Column(CatalogStruct, frozen=True, kw_only=True):
    """A column of a relation, in the order of the relation.

    generated_from: the columns that it is computed of, where it is a generated one.
    """

    name: str
    type: str
    not_null: bool = False
    generated_from: tuple[str, ...] = ()


class Index(CatalogStruct, frozen=True, kw_only=True):
    """A valid index. method: `btree`, `gin` and so on.

    keys: each key column or expression, as `pg_get_indexdef` prints it. partial: it has a predicate.
    unique: it holds no two equal rows. sorts: it has the rows in the order that `ORDER BY` its first key
        asks for, or the other way round: a b-tree of the default operators and of the key's own collation.
    """

    method: str
    keys: tuple[str, ...]
    partial: bool = False
    unique: bool = False
    sorts: bool = False


class ForeignKey(CatalogStruct, frozen=True, kw_only=True):
    """A foreign key. references: the schema and the name of the table that its `columns` lead to.

    validated: it holds for every row.
    """

    columns: tuple[str, ...]
    references: tuple[str, str]
    referenced: tuple[str, ...]
    on_delete: ReferentialAction = "no action"
    on_update: ReferentialAction = "no action"
    validated: bool = True


class Trigger(CatalogStruct, frozen=True, kw_only=True):
    """An enabled trigger. function: its schema and its name. columns: of `UPDATE OF`, else none."""

    name: str
    function: tuple[str, str]
    events: tuple[TriggerEvent, ...]
    columns: tuple[str, ...] = ()


class Relation(CatalogStruct, frozen=True, kw_only=True):
    """Anything in `pg_class` with columns.

    unique: the column sets that a valid unique index without predicate or expression covers.
    indexes: all valid ones.
    foreign_keys: sorted by their columns. triggers, constraints: sorted by name.
    parents: the schema and the name of each table that it is a partition of, or inherits from.
    definition: of a view, as `pg_get_viewdef` prints it.
    checks: the expressions of the CHECK constraints that hold for every row, in their order.
    """

    schema: str
    name: str
    kind: RelationKind
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    constraints: tuple[Constraint, ...] = ()
    definition: str | None = None
    checks: tuple[str, ...] = ()

    @property
    def qualified(self) -> str:
        """`schema.name`, for people."""
        return f"{self.schema}.{self.name}"

    def column(self, name: str) -> Column | None:
        """The column of this name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


class FunctionParameter(CatalogStruct, frozen=True, kw_only=True):
    """A parameter; `name` is empty where the function gives it none."""

    name: str
    type: str
    mode: ParameterMode = "in"
    has_default: bool = False


class Function(CatalogStruct, frozen=True, kw_only=True):
    """A function or procedure.

    signature: `schema.name(p_title text, p_views integer DEFAULT 0)`, for people.
    returns: the type's key; `void` and `record` are types too. `None` for a procedure.
    body: of a function in `sql` or `plpgsql`, as it was written; one of the SQL standard (`BEGIN ATOMIC`,
        or `RETURN`) as PostgreSQL prints it.
    settings: of its `SET` clauses: `search_path=app, public`.
    """

    schema: str
    name: str
    kind: FunctionKind
    parameters: tuple[FunctionParameter, ...]
    returns: str | None
    returns_set: bool = False
    volatility: Literal["immutable", "stable", "volatile"] = "volatile"
    signature: str
    language: str = "sql"
    body: str | None = None
    settings: tuple[str, ...] = ()
    security_definer: bool = False

    @property
    def qualified(self) -> str:
        """`schema.name`, for people."""
        return f"{self.schema}.{self.name}"

    @property
    def inputs(self) -> tuple[FunctionParameter, ...]:
        """The parameters a caller gives."""
        return tuple(p for p in self.parameters if p.mode in ("in", "inout", "variadic"))


T = TypeVar("T", Relation, Function)


class Catalog(CatalogStruct, frozen=True, kw_only=True, dict=True):
    """A database, without the system schemas, sorted by schema and name so that it is deterministic.

    server_version: as in `server_version_num`, 180000 for 18.0.
    search_path: the schemas that exist in the effective `search_path`, in order, without `pg_catalog`.
    text_search: the default configuration of full text search.
    types: by key; holds the types that a value can be written as, and every other that a column or a
        function of the catalog uses, with what those are made of.
    """

    server_version: int
    search_path: tuple[str, ...]
    text_search: str = "pg_catalog.simple"
    relations: tuple[Relation, ...] = ()
    functions: tuple[Function, ...] = ()
    types: dict[str, PgType] = {}

    def relation(self, name: str) -> Relation | None:
        """The relation a name means: `tv_post` by the search path, or `app.tv_post`."""
        return next(iter(self._named(self._relations, name)), None)

    def row_type(self, key: str) -> Relation | None:
        """The relation whose rows a composite type has: a table, a view, or a type that is only that."""
        return next(iter(self._relations.get(_unquoted(key), ())), None)

    def functions_named(self, name: str) -> tuple[Function, ...]:
        """All overloads a name means, from the first schema of the search path that has one."""
        return self._named(self._functions, name)

    def type_named(self, name: str, *, anywhere: bool = False) -> PgType | None:
        """The type of single values that a name means: `numeric`, `mood` by the search path, or `app.mood`.

        anywhere: also one of a schema that the search path leaves out.
        """
        named = self._single_types
        name = _SQL_NAMES.get(name, name)
        for candidate in (name, *(f"{schema}.{name}" for schema in self.search_path)):
            if candidate in named:
                return named[candidate]
        elsewhere = (type_ for plain, type_ in named.items() if plain.endswith(f".{name}"))
        return next(elsewhere, None) if anywhere else None

    def type_names(self) -> Iterator[str]:
        """Every name that `type_named` knows, the short ones first."""
        names = self._single_types
        for schema in self.search_path:
            yield from (name.removeprefix(f"{schema}.") for name in names if name.startswith(f"{schema}."))
        yield from names

    @cached_property
    def _single_types(self) -> dict[str, PgType]:
        kinds = ("base", "enum", "domain", "range", "multirange")
        return {_unquoted(key): type_ for key, type_ in self.types.items() if type_.kind in kinds}

    def domains(self) -> Iterator[tuple[str, PgType]]:
        """The domains, by `schema.name`."""
        return ((_unquoted(key), type_) for key, type_ in self.types.items() if type_.kind == "domain")

    def base_type(self, key: str) -> PgType:
        """The type behind a key, with domains followed to what they are made of."""
        found = self.types[key]
        while found.kind == "domain" and found.base is not None:
            found = self.types[found.base]
        return found

    def refuses_null(self, key: str | None) -> bool:
        """Whether a type is a domain that is `NOT NULL`, or is made of one: no value of it is null."""
        found = self.types.get(key) if key is not None else None
        while found is not None and found.kind == "domain" and not found.not_null:
            found = self.types.get(found.base or "")
        return found is not None and found.not_null

    @cached_property
    def _relations(self) -> _Index[Relation]:
        return _indexed(self.relations)

    @cached_property
    def _functions(self) -> _Index[Function]:
        return _indexed(self.functions)

    def _named(self, index: _Index[T], name: str) -> tuple[T, ...]:
        for schema in self.search_path:
            found = index.get((schema, name))
            if found:
                return tuple(found)
        return tuple(index.get(name, ()))


_Index: TypeAlias = dict[str | tuple[str, str], list[T]]
"""Objects by schema and name, and by their qualified names."""


def _indexed(objects: Iterable[T]) -> _Index[T]:
    index: _Index[T] = defaultdict(list)
    for each in objects:
        index[each.schema, each.name].append(each)
        index[each.qualified].append(each)
    return dict(index)


_SQL_NAMES = {
    "boolean": "bool",
    "smallint": "int2",
    "integer": "int4",
    "int": "int4",
    "bigint": "int8",
    "real": "float4",
    "double precision": "float8",
    "decimal": "numeric",
}
"""The names of the SQL standard for types of `pg_catalog`."""


def _unquoted(key: str) -> str:
    return re.sub(r'"((?:[^"]|"")*)"', lambda quoted: quoted[1].replace('""', '"'), key)
