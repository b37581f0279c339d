"""What names mean inside a query, and which of them are known not to be null there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from sqlglot import exp

from fraiseql.compiler.analyse.builtin import FUNCTIONS
from fraiseql.compiler.analyse.shape import NEVER, PERHAPS, Key, Null, Object, either
from fraiseql.compiler.analyse.sql import Tree, name
from fraiseql.compiler.analyse.values import Value, unknown

Fact: TypeAlias = tuple[int, str]
"""A column of a source is not null; the column `*` is the whole row."""

WHOLE = "*"


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query or a relation yields.

    columns: their values by name, in order; none where they are not known.
    some: there is at least one row. whole: the table of which every row is among them, once or more.
    """

    columns: Mapping[str, Value] | None
    some: bool = False
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Outer:
    """An outer join that can leave a side without a row. Two are equal only if they are the same."""

    number: int
    null: Null = field(compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """An item of FROM. certain: columns that are not null. outer: joins that can leave it without a row.

    blurred: grouping sets can make any of its columns null.
    """

    number: int
    alias: str
    rows: Rows
    certain: frozenset[str] = frozenset()
    outer: tuple[Outer, ...] = ()
    blurred: bool = False

    def column(self, column: str) -> Value | None:
        """The value of a column; none if there is none of the name."""
        value = (self.rows.columns or {}).get(column)
        if value is None:
            return None
        null = NEVER if column in self.certain else value.null
        return replace(value, null=self._seen(null))

    def row(self) -> Value:
        """The whole row, as a value."""
        if self.rows.columns is None:
            return replace(unknown("a row whose columns are not known", type_="record"), null=PERHAPS)
        fields = {
            c: replace(v, null=NEVER if c in self.certain else v.null) for c, v in self.rows.columns.items()
        }
        keys = {c: Key(value.shape, value.inside) for c, value in fields.items()}
        return Value("record", Object(keys), self._seen(NEVER), fields=fields)

    def _seen(self, null: Null) -> Null:
        if self.outer:
            null = either(*(join.null for join in self.outer), null)
        return PERHAPS if self.blurred and null.state == "never" else null


@dataclass(frozen=True, slots=True)
class Scope:
    """The sources of a query, with those around it.

    queries: of WITH, by name. variables: the parameters and variables of a function.
    empty: aggregates may be over no rows.
    """

    sources: tuple[Source, ...] = ()
    parent: Scope | None = None
    queries: Mapping[str, Rows] = field(default_factory=dict)
    variables: Mapping[str, Value] = field(default_factory=dict)
    empty: bool = False

    def inner(self, sources: Iterable[Source] = ()) -> Scope:
        """The scope of a query inside this one."""
        return Scope(tuple(sources), self, self.queries, self.variables)

    def find(self, tree: exp.Column) -> tuple[Value, Fact | None]:
        """What a column name means: a column, a whole row or a variable."""
        column, table = tree.this, tree.args.get("table")
        if table is None:
            return self._bare(name(column))
        alias, schema = name(table), tree.args.get("db")
        for source in self._all():
            if source.alias == alias and schema is None:
                if isinstance(column, exp.Star):
                    return source.row(), (source.number, WHOLE)
                value = source.column(name(column))
                if value is not None:
                    return value, (source.number, name(column))
                return unknown(f"a column `{name(column)}` that was not found"), None
        value = self.variables.get(f"{alias}.{name(column)}") if isinstance(column, exp.Identifier) else None
        return value or unknown(f"a column of `{alias}`, which was not found"), None

    def _bare(self, column: str) -> tuple[Value, Fact | None]:
        scope: Scope | None = self
        while scope is not None:
            found = [(s, value) for s in scope.sources if (value := s.column(column)) is not None]
            if any(source.rows.columns is None for source in scope.sources):
                return unknown("a column of a relation whose columns are not known"), None
            if len(found) == 1:
                return found[0][1], (found[0][0].number, column)
            if found:  # joined by USING
                value = found[0][1]
                return replace(value, null=NEVER if value.null.state == "never" else PERHAPS), None
            for source in scope.sources:
                if source.alias == column:
                    return source.row(), (source.number, WHOLE)
            scope = scope.parent
        value = self.variables.get(column)
        return value or unknown(f"`{column}`, which was not found"), None

    def _all(self) -> Iterator[Source]:
        scope: Scope | None = self
        while scope is not None:
            yield from scope.sources
            scope = scope.parent

    def given(self, facts: frozenset[Fact]) -> Scope:
        """The same scope where some columns are known not to be null."""
        if not facts:
            return self
        parent = self.parent.given(facts) if self.parent is not None else None
        return replace(self, sources=tuple(given(self.sources, facts)), parent=parent)


def given(sources: Iterable[Source], facts: frozenset[Fact]) -> list[Source]:
    """Sources where some columns are known not to be null: an outer join before one has found its row."""
    listed = list(sources)
    of = {number: {column for n, column in facts if n == number} for number, _ in facts}
    matched = {join for source in listed if source.number in of for join in source.outer}
    return [
        replace(
            source,
            certain=source.certain | of.get(source.number, set()),
            outer=tuple(join for join in source.outer if join not in matched),
        )
        for source in listed
    ]


# --- what a condition proves -----------------------------------------------------------------------

_STRICT = (
    exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Like, exp.ILike, exp.RegexpLike, exp.RegexpILike,
    exp.ArrayContainsAll, exp.ArrayContainedBy, exp.ArrayOverlaps, exp.JSONBContainsTopKey,
)  # fmt: skip
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Pow)
_PASSING = (exp.Paren, exp.Cast, exp.Collate, exp.Neg, exp.AtTimeZone, exp.JSONExtract, exp.JSONExtractScalar)
NO_FACTS: frozenset[Fact] = frozenset()


def proven(scope: Scope, tree: Tree, truth: bool = True) -> frozenset[Fact]:
    """What is not null where a condition is true; or where it is false, which null is not."""
    match tree:
        case exp.Paren():
            return proven(scope, tree.this, truth)
        case exp.Not():
            return proven(scope, tree.this, not truth)
        case exp.And() | exp.Or():
            left, right = proven(scope, tree.left, truth), proven(scope, tree.right, truth)
            return left | right if isinstance(tree, exp.And) == truth else left & right
        case exp.Is():
            return _is(scope, tree, truth)
        case exp.Between():
            low, high = tree.args["low"], tree.args["high"]
            bounds = strict(scope, low) | strict(scope, high) if truth else NO_FACTS
            return strict(scope, tree.this) | bounds
        case exp.In():
            return strict(scope, tree.this) if truth or tree.expressions else NO_FACTS
        case exp.Binary() if isinstance(tree, _STRICT):
            many = isinstance(tree.right, exp.Any | exp.All)
            if many:
                return strict(scope, tree.left) if truth and isinstance(tree.right, exp.Any) else NO_FACTS
            return strict(scope, tree.left) | strict(scope, tree.right)
        case _:
            return strict(scope, tree)


def untrue(scope: Scope, tree: Tree) -> frozenset[Fact]:
    """What is not null where a condition is not true, being false or null."""
    match tree:
        case exp.Paren():
            return untrue(scope, tree.this)
        case exp.Or():
            return untrue(scope, tree.left) | untrue(scope, tree.right)
        case exp.And():
            return untrue(scope, tree.left) & untrue(scope, tree.right)
        case exp.Is() if isinstance(tree.expression, exp.Null):
            return _is(scope, tree, truth=False)
        case exp.Not() if isinstance(_open(tree.this), exp.Is):
            inner = _open(tree.this)
            return _is(scope, inner, truth=True) if isinstance(inner.expression, exp.Null) else NO_FACTS
        case _:
            return NO_FACTS


def _open(tree: Tree) -> Tree:
    while isinstance(tree, exp.Paren):
        tree = tree.this
    return tree


def _is(scope: Scope, tree: Tree, truth: bool) -> frozenset[Fact]:
    positive = truth != bool(tree.args.get("negate"))
    if isinstance(tree.expression, exp.Null):
        return NO_FACTS if positive else strict(scope, tree.this)
    if isinstance(tree.expression, exp.Boolean):
        return strict(scope, tree.this) if positive else NO_FACTS
    return NO_FACTS


def strict(scope: Scope, tree: Tree) -> frozenset[Fact]:
    """What is not null where an expression is not null."""
    if isinstance(tree, exp.Column):
        fact = scope.find(tree)[1]
        return frozenset((fact,)) if fact is not None else NO_FACTS
    if isinstance(tree, _PASSING):
        return strict(scope, tree.this)
    if isinstance(tree, _ARITHMETIC):
        return strict(scope, tree.left) | strict(scope, tree.right)
    if isinstance(tree, exp.Anonymous):
        function = FUNCTIONS.get(str(tree.name).lower())
        if function is not None and function.null == "strict":
            return NO_FACTS.union(*(strict(scope, argument) for argument in tree.expressions))
    return NO_FACTS


def conjuncts(tree: Tree) -> Iterator[Tree]:
    """The conditions that all hold where a condition is true."""
    if isinstance(tree, exp.Paren):
        yield from conjuncts(tree.this)
    elif isinstance(tree, exp.And):
        yield from conjuncts(tree.left)
        yield from conjuncts(tree.right)
    else:
        yield tree
