"""A query → the rows it yields: FROM and its joins, WHERE, WITH, UNION, and the select list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from fraiseql.compiler.analyse.builtin import AGGREGATES
from fraiseql.compiler.analyse.context import Context
from fraiseql.compiler.analyse.infer import value
from fraiseql.compiler.analyse.scope import (
    NO_FACTS,
    Fact,
    Outer,
    Rows,
    Scope,
    Source,
    conjuncts,
    given,
    proven,
)
from fraiseql.compiler.analyse.shape import (
    NEVER,
    PERHAPS,
    Array,
    Null,
    Shape,
    Unknown,
    either,
    one_of,
    options,
)
from fraiseql.compiler.analyse.sql import Tree, name
from fraiseql.compiler.analyse.values import Value, joined, of_type, type_key, unknown

LOST = Rows(None)


def rows(context: Context, scope: Scope, tree: Tree) -> Rows:
    """What a query yields. Of what is no query that reads, the columns are not known."""
    if isinstance(tree, exp.Query) and tree.args.get("with_") is not None:
        scope = with_queries(context, scope, tree.args["with_"])
    match tree:
        case exp.Select():
            return _select(context, scope, tree)
        case exp.Subquery():
            inner = rows(context, scope, tree.this)
            return replace(inner, some=False, whole=None) if _cut(tree) else inner
        case exp.SetOperation():
            return _set_operation(context, scope, tree)
        case exp.Values():
            return _values(context, scope, tree)
        case _:
            return LOST


# --- WITH, UNION, VALUES ---------------------------------------------------------------------------

ROUNDS = 3
"""How often a recursive query is followed before its shape counts as unknown."""


def with_queries(context: Context, scope: Scope, tree: Tree) -> Scope:
    """The scope with the queries of a WITH."""
    for query in tree.expressions:
        names = _column_names(query.args["alias"])
        if tree.args.get("recursive") and isinstance(query.this, exp.SetOperation):
            found = _recursive(context, scope, query)
        else:
            found = _renamed(rows(context, scope, query.this), names)
        scope = replace(scope, queries={**scope.queries, query.alias_or_name: found})
    return scope


def _recursive(context: Context, scope: Scope, query: Tree) -> Rows:
    names, alias = _column_names(query.args["alias"]), query.alias_or_name
    lost = replace(scope, queries={**scope.queries, alias: LOST})
    found = _renamed(rows(context, lost, query.this.this), names)
    for _ in range(ROUNDS):
        inner = replace(scope, queries={**scope.queries, alias: found})
        after = _renamed(rows(context, inner, query.this), names)
        if after.columns == found.columns:
            return found
        found = after
    return LOST


def _set_operation(context: Context, scope: Scope, tree: exp.SetOperation) -> Rows:
    left, right = rows(context, scope, tree.this), rows(context, scope, tree.expression)
    if left.columns is None or right.columns is None or len(left.columns) != len(right.columns):
        return LOST
    if not isinstance(tree, exp.Union):
        return Rows(left.columns)
    both = zip(left.columns.items(), right.columns.values(), strict=True)
    columns = {column: joined(context.catalog, (one, other)) for (column, one), other in both}
    return Rows(columns, (left.some or right.some) and not _cut(tree))


def _values(context: Context, scope: Scope, tree: exp.Values) -> Rows:
    listed = [t.expressions if isinstance(t, exp.Tuple) else [t] for t in tree.expressions]
    columns = zip(*listed, strict=False)
    return Rows(
        {
            f"column{n}": joined(context.catalog, [value(context, scope, item) for item in column])
            for n, column in enumerate(columns, 1)
        },
        some=True,
    )


# --- SELECT ----------------------------------------------------------------------------------------


def _select(context: Context, scope: Scope, tree: exp.Select) -> Rows:
    from_ = tree.args.get("from_")
    joins = tree.args.get("joins") or ()
    sources: list[Source] = []
    kept, some = True, True
    if from_ is not None:
        group = _Group(*_item(context, scope, (), from_.this))
        for join in joins:
            group = _join(context, scope, group, join)
        sources, some, kept = group.sources, group.some, group.kept
    where, having, grouped = tree.args.get("where"), tree.args.get("having"), tree.args.get("group")
    first = sources[0] if sources else None
    if where is not None:
        here = scope.inner(sources)
        some, kept = _finds(context, here, sources, where.this), False
        sources = given(sources, proven(here, where.this))
    inner = scope.inner(sources)
    if where is not None and scope.sources:
        inner = replace(inner, parent=scope.given(proven(inner, where.this)))
    aggregates = _aggregates(tree)
    sets = grouped is not None and any(True for _ in grouped.find_all(exp.Rollup, exp.Cube, exp.GroupingSets))
    if sets:
        inner = replace(inner, sources=tuple(replace(s, blurred=True) for s in inner.sources))
    one = aggregates and grouped is None
    # A set of no columns is a group, though there is no row.
    columns = _columns(context, replace(inner, empty=(one or sets) and not some), tree)
    if having is not None or _cut(tree):
        some = kept = False
    elif one:
        some = True
    plain = kept and grouped is None and not aggregates and tree.args.get("distinct") is None
    return Rows(columns, some, first.rows.whole if plain and first is not None else None)


def _cut(tree: Tree) -> bool:
    """Whether LIMIT, OFFSET or FETCH may leave no row."""
    return tree.args.get("limit") is not None or tree.args.get("offset") is not None


def _aggregates(tree: exp.Select) -> bool:
    having = tree.args.get("having")
    return any(map(_aggregated, [*tree.expressions, *([having.this] if having is not None else [])]))


def _aggregated(tree: Tree) -> bool:
    """Whether an expression has an aggregate of the query itself."""
    if isinstance(tree, exp.Query | exp.Window):
        return False
    if isinstance(tree, exp.Filter | exp.WithinGroup):
        return True
    if isinstance(tree, exp.Anonymous):
        called = str(tree.name).lower()
        if called in AGGREGATES:
            return True
        if called == "array" and tree.expressions and isinstance(tree.expressions[0], exp.Query):
            return False
    return any(_aggregated(child) for child in tree.iter_expressions())


def _columns(context: Context, scope: Scope, tree: exp.Select) -> dict[str, Value] | None:
    columns: dict[str, Value] = {}
    for number, selected in enumerate(tree.expressions):
        star = selected.this if isinstance(selected, exp.Column) else selected
        if isinstance(star, exp.Star):
            found = _expanded(scope, selected)
            if found is None:
                return None
            columns |= found
            continue
        column, one = _output_name(selected), value(context, scope, selected)
        if one.null.state == "possible" and one.null.place is None:
            bare = selected.this if isinstance(selected, exp.Alias) else selected
            one = replace(one, null=replace(one.null, place=context.place(bare)))
        columns[column if column not in columns else f"{column} {number}"] = one
    return columns


def _expanded(scope: Scope, tree: Tree) -> dict[str, Value] | None:
    """The columns that a star stands for."""
    if isinstance(tree, exp.Column):
        row = scope.find(tree)[0]
        if row.fields is None:
            return None
        return {c: replace(v, null=either(row.null, v.null)) for c, v in row.fields.items()}
    columns: dict[str, Value] = {}
    for source in scope.sources:
        for column in source.rows.columns or ():
            found = source.column(column)
            if found is not None and column not in columns:
                columns[column] = found
    return None if any(source.rows.columns is None for source in scope.sources) else columns


def _output_name(tree: Tree) -> str:
    """The name that PostgreSQL gives a column of a select list."""
    if isinstance(tree, exp.Alias):
        return name(tree.args["alias"])
    while isinstance(tree, exp.Cast | exp.Paren) and not isinstance(tree.this, exp.Literal | exp.Null):
        tree = tree.this
    if isinstance(tree, exp.Column):
        return name(tree.this)
    if isinstance(tree, exp.Dot):
        tree = tree.expression
        return name(tree) if isinstance(tree, exp.Identifier) else str(tree.name).lower()
    if isinstance(tree, exp.Filter | exp.Window):
        tree = tree.this
    if isinstance(tree, exp.Anonymous):
        return str(tree.name).lower()
    if isinstance(tree, exp.Case):
        return "case"
    return "?column?"


# --- FROM ------------------------------------------------------------------------------------------


def items(context: Context, scope: Scope, tree: Tree) -> list[Source]:
    """The sources of an item of FROM, and of what is joined to it."""
    return _item(context, scope, (), tree)[0]


class _Group:
    """What joins have made so far. kept: every row of the first source is there."""

    __slots__ = ("kept", "some", "sources")

    def __init__(self, sources: list[Source], some: bool, kept: bool = True) -> None:
        self.sources = sources
        self.some = some
        self.kept = kept


def _item(
    context: Context, scope: Scope, before: Sequence[Source], tree: Tree
) -> tuple[list[Source], bool, bool]:
    """An item of FROM: its sources, whether it has a row for sure, whether its first keeps all rows."""
    if _only_joins(tree):
        group = _Group(*_item(context, scope, before, tree.this))
        for join in tree.args.get("joins") or ():
            group = _join(context, scope, group, join, before)
        return group.sources, group.some, group.kept
    beside = scope.inner(before)
    if isinstance(tree, exp.Subquery):
        found = rows(context, scope, tree)
    elif isinstance(tree, exp.Lateral):
        lateral = isinstance(tree.this, exp.Subquery)
        found = rows(context, beside, tree.this) if lateral else _function(context, beside, tree.this, tree)
    elif isinstance(tree, exp.Unnest):
        found = _unnest(context, beside, tree)
    elif isinstance(tree, exp.Values):
        found = _values(context, scope, tree)
    else:
        found = _table(context, scope, beside, tree)
    alias = tree.args.get("alias")
    named = _renamed(found, _column_names(alias))
    source = Source(next(context.numbers), _alias(tree), named)
    group = _Group([source], named.some)
    for join in tree.args.get("joins") or ():
        group = _join(context, scope, group, join, before)
    return group.sources, group.some, group.kept


def _only_joins(tree: Tree) -> bool:
    """Whether parentheses are around joins, not around a query."""
    if not isinstance(tree, exp.Subquery) or tree.alias:
        return False
    inner = tree.this
    named = isinstance(inner, exp.Table | exp.Unnest | exp.Lateral)
    aliased = isinstance(inner, exp.Subquery) and inner.alias
    return named or bool(aliased) or _only_joins(inner)


def _alias(tree: Tree) -> str:
    alias = tree.args.get("alias")
    if alias is not None and alias.this is not None:
        return name(alias.this)
    inner = tree.this
    if isinstance(inner, exp.Identifier):
        return name(inner)
    return str(inner.name).lower() if isinstance(inner, exp.Anonymous) else ""


def _column_names(alias: Tree | None) -> list[str]:
    if alias is None:
        return []
    return [name(c.this if isinstance(c, exp.ColumnDef) else c) for c in alias.args.get("columns") or ()]


def _renamed(found: Rows, names: list[str]) -> Rows:
    if not names or found.columns is None:
        return found
    listed = list(found.columns.items())
    columns = {names[n] if n < len(names) else old: each for n, (old, each) in enumerate(listed)}
    return replace(found, columns=columns)


def _table(context: Context, scope: Scope, beside: Scope, tree: Tree) -> Rows:
    if tree.args.get("rows_from") or tree.args.get("sample"):
        return LOST
    if not isinstance(tree.this, exp.Identifier):
        return _function(context, beside, tree.this, tree)
    table, schema = name(tree.this), tree.args.get("db")
    if schema is None and table in scope.queries:
        return scope.queries[table]
    relation = context.catalog.relation(f"{name(schema)}.{table}" if schema is not None else table)
    found = context.relation(relation) if relation is not None else LOST
    return replace(found, whole=None) if tree.args.get("only") else found


def _function(context: Context, scope: Scope, call: Tree, item: Tree) -> Rows:
    """A function in FROM, of which the list may be written: `AS t(a int, b text)`."""
    alias = item.args.get("alias")
    written = [
        c
        for c in (alias.args.get("columns") or () if alias is not None else ())
        if isinstance(c, exp.ColumnDef)
    ]
    if written:
        typed = {name(c.this): type_key(context.catalog, c.args.get("kind")) for c in written}
        return Rows({c: Value(t, of_type(context.catalog, t), PERHAPS, PERHAPS) for c, t in typed.items()})
    if isinstance(call, exp.Dot):
        call = call.expression
    if not isinstance(call, exp.Anonymous) or item.args.get("ordinality"):
        return LOST
    called, column = str(call.name).lower(), _alias(item) or str(call.name).lower()
    arguments = [value(context, scope, argument) for argument in call.expressions]
    if called in ("jsonb_array_elements", "json_array_elements") and len(arguments) == 1:
        lists = [_items(option) for option in options(arguments[0].shape)]
        null = either(*(null for _, null in lists))
        item_ = Value(called.partition("_")[0], one_of(shape for shape, _ in lists), NEVER, null)
        return Rows({"value": item_} if not _column_names(alias) else {column: item_})
    if called == "unnest" and len(arguments) == 1:
        return Rows({column: _element(context, arguments[0])})
    if called == "generate_series" and arguments:
        return Rows({column: replace(arguments[0], null=NEVER, column=None)})
    return LOST


def _items(shape: Shape) -> tuple[Shape, Null]:
    if isinstance(shape, Array):
        return shape.item, shape.null
    return (shape if isinstance(shape, Unknown) else Unknown("the items of what is no list")), PERHAPS


def _element(context: Context, array: Value) -> Value:
    if not isinstance(array.shape, Array) or array.type is None:
        return unknown("the items of an array that is not known")
    return Value(array.type.removesuffix("[]"), array.shape.item, PERHAPS, PERHAPS)


def _unnest(context: Context, scope: Scope, tree: exp.Unnest) -> Rows:
    if len(tree.expressions) != 1:
        return LOST
    columns = {_alias(tree) or "unnest": _element(context, value(context, scope, tree.expressions[0]))}
    names, ordinal = _column_names(tree.args.get("alias")), tree.args.get("offset")
    if names:
        columns = dict(zip(names, columns.values(), strict=False))
    if ordinal is not None and not isinstance(ordinal, bool):
        columns[name(ordinal)] = Value("int8", of_type(context.catalog, "int8"))
    return Rows(columns)


# --- joins -----------------------------------------------------------------------------------------


def _join(
    context: Context, scope: Scope, left: _Group, join: exp.Join, before: Sequence[Source] = ()
) -> _Group:
    right = _Group(*_item(context, scope, (*before, *left.sources), join.this))
    side, natural = str(join.args.get("side") or ""), join.args.get("method") == "NATURAL"
    both = [*left.sources, *right.sources]
    here = scope.inner((*before, *both))
    condition, using = join.args.get("on"), [name(column) for column in join.args.get("using") or ()]
    facts = proven(here, condition) if condition is not None else NO_FACTS
    facts |= _of_using(left.sources, right.sources, using)
    always = condition is None and not using and not natural
    if condition is not None:
        always = all(isinstance(each, exp.Boolean) and each.this for each in conjuncts(condition))
    found = (always and right.some) or (
        condition is not None and _finds(context, here, right.sources, condition)
    )
    label = f"the `{side or 'INNER'} JOIN` may find no row"
    null = Null("possible", label, context.place(join.this))
    matched = given(both, facts)
    lefts, rights = matched[: len(left.sources)], matched[len(left.sources) :]
    if side == "LEFT":
        rights = rights if found else _outer(context, rights, null)
        return _Group([*left.sources, *rights], left.some, left.kept)
    if side == "RIGHT":
        return _Group([*_outer(context, lefts, null), *right.sources], right.some, kept=False)
    if side == "FULL":
        lefts, rights = _outer(context, left.sources, null), _outer(context, right.sources, null)
        return _Group([*lefts, *rights], left.some or right.some, kept=False)
    return _Group(matched, left.some and found, left.kept and found)


def _outer(context: Context, sources: list[Source], null: Null) -> list[Source]:
    join = Outer(next(context.numbers), null)
    return [replace(source, outer=(*source.outer, join)) for source in sources]


def _of_using(lefts: list[Source], rights: list[Source], using: list[str]) -> frozenset[Fact]:
    return frozenset(
        (source.number, column)
        for column in using
        for source in (*lefts, *rights)
        if source.column(column) is not None
    )


def _finds(context: Context, scope: Scope, sources: Sequence[Source], condition: Tree) -> bool:
    """Whether a condition holds for some row of the one source: a foreign key says that there is one."""
    if len(sources) != 1 or sources[0].rows.whole is None:
        return False
    (source,) = sources
    pairs: dict[str, tuple[str, str]] = {}
    for each in conjuncts(condition):
        if not isinstance(each, exp.EQ):
            return False
        if not (isinstance(each.this, exp.Column) and isinstance(each.expression, exp.Column)):
            return False
        (one, fact), (other, foreign) = scope.find(each.this), scope.find(each.expression)
        if foreign is not None and foreign[0] == source.number:
            (one, fact), (other, foreign) = (other, foreign), (one, fact)
        own = fact is not None and fact[0] == source.number
        if not own or (foreign is not None and foreign[0] == source.number) or other.null.state != "never":
            return False
        if one.column is None or other.column is None or one.column[0] != source.rows.whole:
            return False
        pairs[one.column[1]] = other.column
    return _is_foreign_key(context, source.rows.whole or "", pairs)


def _is_foreign_key(context: Context, target: str, pairs: Mapping[str, tuple[str, str]]) -> bool:
    """Whether columns of one table lead to those of another. pairs: by the column that is led to."""
    tables = {table for table, _ in pairs.values()}
    wanted = {(foreign, column) for column, (_, foreign) in pairs.items()}
    if tables == {target} and all(foreign == column for foreign, column in wanted):
        return True  # the row itself
    return len(tables) == 1 and any(
        key.validated
        and ".".join(key.references) == target
        and set(zip(key.columns, key.referenced, strict=True)) == wanted
        for relation in context.catalog.relations
        if relation.qualified in tables
        for key in relation.foreign_keys
    )
