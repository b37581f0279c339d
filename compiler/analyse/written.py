"""A function → what it writes into a table's columns, and what it returns.

Variables are followed without regard to the order of statements: one holds any value that it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec
from sqlglot import exp

from fraiseql.compiler.analyse.body import statements
from fraiseql.compiler.analyse.context import Context
from fraiseql.compiler.analyse.query import items, rows, with_queries
from fraiseql.compiler.analyse.reader import Statement
from fraiseql.compiler.analyse.scope import Rows, Scope, Source, given, proven
from fraiseql.compiler.analyse.shape import NEVER, PERHAPS, Nothing, Object, either
from fraiseql.compiler.analyse.sql import KEPT, Tree, Unparsed, name, parse
from fraiseql.compiler.analyse.values import Value, cast, joined, of_column, type_key, unknown
from fraiseql.compiler.catalog import Catalog, Function, Relation

read = lru_cache(maxsize=KEPT)(statements)
"""The statements of a function, which are read once."""

PASSES = 3
"""How often the values of variables are followed, as they are made of each other."""

Env = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Body:
    """A function being followed. env: its parameters and variables, by name, and the fields of rows."""

    context: Context
    function: Function
    env: Env


def body(context: Context, function: Function, arguments: Sequence[Value] = ()) -> Body:
    """A function with what is known of its variables. arguments: those of a call, if it is one."""
    path = [s.partition("=")[2] for s in function.settings if s.startswith("search_path=")]
    if path:
        schemas = [word.strip().strip('"') for word in path[0].split(",")]
        catalog = msgspec.structs.replace(
            context.catalog,
            search_path=tuple(s for s in schemas if s not in ("pg_catalog", "pg_temp", "$user")),
        )
        context = replace(context, catalog=catalog)
    fixed = dict(_parameters(context.catalog, function, arguments))
    env: dict[str, Value] = fixed
    for _ in range(PASSES):
        env = {**_variables(Body(context, function, env)), **fixed}
    return Body(context, function, env)


def _parameters(
    catalog: Catalog, function: Function, arguments: Sequence[Value]
) -> Iterator[tuple[str, Value]]:
    for number, parameter in enumerate(function.inputs):
        given_ = arguments[number] if number < len(arguments) else None
        value = of_column(catalog, parameter.type, PERHAPS)
        if given_ is not None:
            value = cast(catalog, given_, parameter.type, None)
        yield f"${number + 1}", value
        for column, field in _fields(catalog, parameter.type).items():
            yield f"{parameter.name}.{column}", field
        if parameter.name:
            yield parameter.name, value
            yield f"{function.name}.{parameter.name}", value


def _fields(catalog: Catalog, type_: str) -> dict[str, Value]:
    relation = catalog.relation(type_)
    if relation is None:
        return {}
    return {c.name: of_column(catalog, c.type, PERHAPS) for c in relation.columns}


def _variables(body_: Body) -> dict[str, Value]:
    assigned: dict[str, list[Value]] = {}
    declared: dict[str, Value] = {}
    for statement in read(body_.function):
        for variable in statement.variables.values():
            declared |= _declared(body_.context.catalog, variable.name, variable.type)
        if not statement.into:
            continue
        found = _rows(body_, statement)
        columns = list(found.columns.values()) if found.columns is not None else None
        if columns is not None and len(columns) == len(statement.into) > 0:
            for target, value in zip(statement.into, columns, strict=True):
                _assign(assigned, target, value)
        elif len(statement.into) == 1 and found.columns is not None:
            for column, value in found.columns.items():
                _assign(assigned, f"{statement.into[0]}.{column}", value)
        else:
            for target in statement.into:
                _assign(assigned, target, None)
    made = {}
    for target, values in assigned.items():
        value = joined(body_.context.catalog, values)
        type_ = declared[target].type if target in declared else None
        if type_ not in (None, "record"):
            value = cast(body_.context.catalog, value, type_, None)
        # It is null until it gets its value, and where a SELECT finds nothing.
        made[target] = replace(value, null=either(value.null, PERHAPS), column=None)
    return {**declared, **made}


def _assign(assigned: dict[str, list[Value]], target: str, value: Value | None) -> None:
    bare = target.removesuffix("[]")
    lost = unknown("a variable whose value is not followed")
    assigned.setdefault(bare, []).append(value if value is not None and bare == target else lost)


def _declared(catalog: Catalog, variable: str, type_: str) -> dict[str, Value]:
    copied = re.fullmatch(r"\s*([\w.\"]+?)\s*%\s*(type|rowtype)\s*", type_, re.IGNORECASE)
    if copied is not None:
        return _copied(catalog, variable, copied[1].lower(), copied[2].lower())
    (tree, *_) = parse(f"SELECT NULL::{type_}") if type_ else (Unparsed(""),)
    key = type_key(catalog, tree.selects[0].args.get("to")) if isinstance(tree, exp.Select) else None
    if key is None:
        return {variable: unknown("a variable", type_="record" if type_.lower() == "record" else None)}
    fields = {f"{variable}.{column}": value for column, value in _fields(catalog, key).items()}
    return {variable: of_column(catalog, key, PERHAPS), **fields}


def _copied(catalog: Catalog, variable: str, named: str, what: str) -> dict[str, Value]:
    relation, _, column = named.rpartition(".")
    if what == "rowtype":
        fields = _fields(catalog, named)
        return {
            variable: unknown("a row", type_="record"),
            **{f"{variable}.{c}": v for c, v in fields.items()},
        }
    value = _fields(catalog, relation).get(column)
    return {variable: value if value is not None else unknown("a variable")}


def _rows(body_: Body, statement: Statement) -> Rows:
    context, tree = _tree(body_, statement)
    if isinstance(tree, exp.Insert | exp.Update | exp.Delete | exp.Merge) or tree is None:
        return Rows(None)
    return rows(context, Scope(variables=body_.env), tree)


def _tree(body_: Body, statement: Statement) -> tuple[Context, Tree | None]:
    parsed = parse(statement.sql) if statement.sql else ()
    tree = parsed[0] if len(parsed) == 1 and not isinstance(parsed[0], Unparsed) else None
    function = body_.function
    object_ = f"{function.kind} {function.qualified}"
    return replace(body_.context, object=object_, text=statement.sql, first=statement.line), tree


# --- what a function returns -----------------------------------------------------------------------


def returned(body_: Body) -> Value | None:
    """What a function that returns one value returns; none where that cannot be followed."""
    found = read(body_.function)
    if body_.function.language == "plpgsql":
        if any(s.kind in ("unknown", "dynamic") for s in found):
            return None
        listed = [s for s in found if s.kind == "return"]
    else:
        listed = list(found[-1:])
    values = []
    for statement in listed:
        columns = _rows(body_, statement)
        if columns.columns is None or len(columns.columns) != 1:
            return None
        (value,) = columns.columns.values()
        values.append(value if columns.some else replace(value, null=either(value.null, PERHAPS)))
    return replace(joined(body_.context.catalog, values), column=None) if values else None


# --- what it writes --------------------------------------------------------------------------------


def writes(body_: Body, relation: Relation) -> list[Mapping[str, Value]] | None:
    """What a function writes into columns of a table; none where that cannot be followed."""
    found: list[Mapping[str, Value]] = []
    for statement in read(body_.function):
        context, tree = _tree(body_, statement)
        if statement.kind in ("unknown", "dynamic") or (tree is None and statement.sql):
            return None
        if tree is None:
            continue
        scope = Scope(variables=body_.env)
        if tree.args.get("with_") is not None:
            scope = with_queries(context, scope, tree.args["with_"])
        for written in tree.find_all(exp.Insert, exp.Update, exp.Merge):
            if _target(context.catalog, written) == relation.qualified:
                found.extend(_writes(context, scope, relation, written))
    return found


def _table(tree: Tree) -> exp.Table | None:
    inner = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
    return inner if isinstance(inner, exp.Table) and isinstance(inner.this, exp.Identifier) else None


def _target(catalog: Catalog, tree: Tree) -> str | None:
    table = _table(tree)
    if table is None:
        return None
    schema = table.args.get("db")
    relation = catalog.relation(
        f"{name(schema)}.{name(table.this)}" if schema is not None else name(table.this)
    )
    return relation.qualified if relation is not None else None


def _writes(context: Context, scope: Scope, relation: Relation, tree: Tree) -> Iterator[Mapping[str, Value]]:
    table = _table(tree)
    assert table is not None
    alias = table.args.get("alias")
    called = name(alias.this) if alias is not None else name(table.this)
    target = Source(next(context.numbers), called, context.relation(relation))
    if isinstance(tree, exp.Insert):
        yield from _inserts(context, scope, relation, tree, target)
        return
    other = tree.args.get("from_") if isinstance(tree, exp.Update) else tree.args.get("using")
    used = other.this if isinstance(other, exp.From) else other
    sources = [target, *(items(context, scope, used) if used is not None else ())]
    condition = tree.args.get("where") or tree.args.get("on")
    if isinstance(condition, exp.Where):
        condition = condition.this
    if isinstance(tree, exp.Update):
        if condition is not None:
            sources = given(sources, proven(scope.inner(sources), condition))
        yield _set(context, scope.inner(sources), tree.expressions)
        return
    inner = scope.inner(sources)
    for when in tree.args["whens"].expressions:
        then = when.args["then"]
        if isinstance(then, exp.Update):
            yield _set(context, inner, then.expressions)
        elif isinstance(then, exp.Insert):
            yield _listed(context, inner, relation, then.this, then.expression)


def _listed(
    context: Context, scope: Scope, relation: Relation, columns: Tree | None, values: Tree | None
) -> Mapping[str, Value]:
    names = [name(c.this) for c in columns.expressions] if isinstance(columns, exp.Tuple) else []
    names = names or [c.name for c in relation.columns]
    given_ = values.expressions if isinstance(values, exp.Tuple) else []
    return {
        column: context.value(context, scope, value) for column, value in zip(names, given_, strict=False)
    }


def _inserts(
    context: Context, scope: Scope, relation: Relation, tree: exp.Insert, target: Source
) -> Iterator[Mapping[str, Value]]:
    written = tree.this.expressions if isinstance(tree.this, exp.Schema) else []
    names = [name(c) for c in written if isinstance(c, exp.Identifier)] or [c.name for c in relation.columns]
    found = rows(context, scope, tree.expression) if tree.expression is not None else Rows({})
    if found.columns is None:
        inserted = {column: unknown("a row that is not followed", context.place(tree)) for column in names}
    else:
        inserted = dict(zip(names, found.columns.values(), strict=False))
    yield inserted
    conflict = tree.args.get("conflict")
    if conflict is not None and conflict.expressions:
        excluded = Source(next(context.numbers), "excluded", Rows(inserted))
        yield _set(context, scope.inner([target, excluded]), conflict.expressions)


def _set(context: Context, scope: Scope, assignments: Sequence[Tree]) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for each in assignments:
        columns = each.this.expressions if isinstance(each.this, exp.Tuple) else [each.this]
        values = each.expression.expressions if isinstance(each.expression, exp.Tuple) else [each.expression]
        for number, column in enumerate(columns):
            identifier = column.find(exp.Identifier)
            followed = isinstance(column, exp.Column) and len(values) == len(columns)
            found[name(identifier) if identifier is not None else ""] = (
                context.value(context, scope, values[number])
                if followed
                else unknown("a part of a document that is set", context.place(each))
            )
    return found


def document(catalog: Catalog, values: Sequence[Value]) -> Value | None:
    """What a JSON column holds that is written in several ways; none where nothing says it.

    An empty object only keeps a place for a document that is written later.
    """
    casted = [cast(catalog, value, "jsonb", None) for value in values]
    found = joined(catalog, [value for value in casted if value.shape != Object({})])
    return None if isinstance(found.shape, Nothing) else replace(found, null=NEVER)
