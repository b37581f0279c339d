"""Which changes of which tables a query's rows can show: followed through views, sub-selects and functions.

A change is a `Touch`: a row of a table that is inserted or deleted, or a column that is updated. A table that
is only looked up by the key that a foreign key leads to is no matter of inserted rows: nothing refers to a
row that is new; and a row that something refers to cannot be deleted, unless that is touched as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from sqlglot import exp

from fraiseql.compiler.analyse.body import statements
from fraiseql.compiler.analyse.lexer import tokens
from fraiseql.compiler.analyse.names import Key, Names, calls
from fraiseql.compiler.analyse.sql import Tree, Unparsed, name, parse
from fraiseql.compiler.catalog import Function, Relation


class Touch(NamedTuple):
    """A change of a relation: of its rows, or of a column."""

    relation: Key
    action: Literal["insert", "update", "delete"]
    column: str = ""


Touches: TypeAlias = frozenset[Touch]
NONE: Touches = frozenset()


@dataclass(frozen=True, slots=True)
class Rows:
    """What rows depend on: each column for its value, and all of them for being there.

    rest: of a column that is not known by name, such as one of a function's result.
    """

    columns: Mapping[str, Touches] = field(default_factory=dict)
    there: Touches = NONE
    rest: Touches = NONE

    @property
    def values(self) -> Touches:
        """Of all columns."""
        return self.rest.union(*self.columns.values())

    @property
    def all(self) -> Touches:
        """Of the columns and of the rows."""
        return self.values | self.there


class Lineage:
    """Follows queries over a catalog. What was followed once is kept."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._relations: dict[Key, Rows] = {}
        self._functions: dict[str, Touches] = {}

    def relation(self, relation: Relation) -> Rows:
        """The rows of a relation: a view's by its definition; any other is what it is."""
        key = (relation.schema, relation.name)
        if key not in self._relations:
            columns = {c.name: frozenset([Touch(key, "update", c.name)]) for c in relation.columns}
            there = frozenset([Touch(key, "insert"), Touch(key, "delete")])
            self._relations[key] = Rows(columns, there)
            if relation.kind == "view":
                self._relations[key] = self.definition(relation)
        return self._relations[key]

    def definition(self, relation: Relation) -> Rows:
        """The rows that the query of a view gives, also of a materialized one when it is refreshed."""
        text, path = relation.definition or "", self.names.search_path
        found = parse(text)
        rows = self._followed(found[0], path) if len(found) == 1 else None
        if rows is None:
            touched = self.words(text, path)
            return Rows({c.name: touched for c in relation.columns}, touched)
        columns = zip((c.name for c in relation.columns), rows.columns.values(), strict=False)
        called = map(self.function, calls(self.names, text, path))
        return Rows(dict(columns), rows.there.union(*called), rows.rest)

    def function(self, function: Function) -> Touches:
        """All that the statements of a function read, and those of the functions it calls."""
        if function.signature not in self._functions:
            self._functions[function.signature] = NONE
            path = self.names.path_of(function)
            read = (self.text(statement.sql, path) for statement in statements(function))
            self._functions[function.signature] = NONE.union(*read)
        return self._functions[function.signature]

    def text(self, text: str, path: Sequence[str]) -> Touches:
        """All that a text of SQL reads."""
        found = NONE
        for tree in parse(text):
            rows = self._followed(tree, path)
            found |= rows.all if rows is not None else self.words(text, path)
        return found.union(*(self.function(called) for called in calls(self.names, text, path)))

    def _followed(self, tree: Tree | Unparsed, path: Sequence[str]) -> Rows | None:
        """The rows of a statement; nothing where it could not be read, or is too deep or too strange."""
        try:
            return None if isinstance(tree, Unparsed) else _Scope(self, path).query(tree)
        except (RecursionError, AttributeError, LookupError, TypeError, ValueError):
            return None

    def words(self, text: str, path: Sequence[str]) -> Touches:
        """What a text that cannot be parsed seems to read: each column it names of a table it names."""
        found = tokens(text)
        named = {token.name for token in found}
        qualified = [[token.name] for token in found if token.name] + [
            [schema.name, token.name]
            for schema, dot, token in zip(found, found[1:], found[2:], strict=False)
            if dot.is_any(".")
        ]
        relations = filter(None, (self.names.relation(words, path) for words in qualified))
        columns = (values for r in relations for c, values in self.relation(r).columns.items() if c in named)
        return NONE.union(*columns)


NOTHING = Rows()


@dataclass(frozen=True, slots=True)
class _Equal:
    """Two columns that a condition says are equal: of a source of this query, and of any."""

    source: str
    own: Touch
    other: Touch


class _Scope:
    """What can be named in one query: its own sources, then those of the queries around it."""

    def __init__(self, lineage: Lineage, path: Sequence[str], outer: _Scope | None = None) -> None:
        self.lineage, self.path, self.outer = lineage, path, outer
        self.sources: dict[str, Rows] = {}
        self.named: dict[str, Rows] = {}  # by WITH
        self.conditions: list[tuple[Tree, frozenset[str] | None]] = []

    # --- queries ---------------------------------------------------------------------------------

    def query(self, tree: Tree) -> Rows:
        """The rows of a query; of a statement that writes, what it reads and what it returns."""
        inner = _Scope(self.lineage, self.path, self)
        while isinstance(tree, exp.Subquery | exp.Paren):
            tree = tree.this
        with_ = tree.args.get("with_")
        for cte in with_.expressions if with_ is not None else ():
            alias = cte.args["alias"]
            inner.named[name(alias.this)] = NOTHING  # a recursive one is what it starts with
            inner.named[name(alias.this)] = _renamed(inner.query(cte.this), alias)
        if isinstance(tree, exp.SetOperation):
            left, right = inner.query(tree.this), inner.query(tree.expression)
            pairs = zip(left.columns, left.columns.values(), right.columns.values(), strict=False)
            return Rows({n: a | b for n, a, b in pairs}, left.there | right.there, left.rest | right.rest)
        return inner._statement(tree)

    def _statement(self, tree: Tree) -> Rows:
        arguments = dict(tree.args)
        arguments.pop("with_", None)
        shown = arguments.pop("expressions", None) if isinstance(tree, exp.Select) else None
        returning = arguments.pop("returning", None)
        if isinstance(tree, exp.Insert | exp.Update | exp.Delete | exp.Merge):
            self._target(arguments.pop("this"))
        read: list[str] = []
        for key in ("from_", "using", "joins", "laterals"):
            for node in _nodes(arguments.pop(key, None)):
                read.extend(self._source(node))
        if (where := arguments.get("where")) is not None:
            self.conditions.append((where.this, None))
        there = self._there(read).union(
            *(self.touched(node) for argument in arguments.values() for node in _nodes(argument)),
            *(self.touched(condition) for condition, _ in self.conditions),
        )
        columns: dict[str, Touches] = {}
        rest = NONE
        for node in _nodes(shown) if returning is None else returning.expressions:
            if node.is_star:
                table = node.args.get("table")
                for rows in self.sources.values() if table is None else [self._named_source(name(table))]:
                    for column, touched in rows.columns.items():
                        columns[column] = columns.get(column, NONE) | touched
                    rest |= rows.rest
            else:
                alias = node.args.get("alias") or (node.this if isinstance(node, exp.Column) else None)
                called = name(alias) if isinstance(alias, exp.Identifier) else f"?{len(columns)}"
                columns[called] = columns.get(called, NONE) | self.touched(node)
        return Rows(columns, there, rest)

    # --- sources ---------------------------------------------------------------------------------

    def _target(self, node: Tree) -> None:
        """The table that is written: its columns can be named, and its rows are no matter."""
        table = node.this if isinstance(node, exp.Schema) else node
        (alias,) = self._source(table)
        self.sources["excluded"] = self.sources[alias]

    def _source(self, node: Tree) -> list[str]:
        """Takes up a table, a sub-select or a join in FROM, and returns the names it is known by."""
        if isinstance(node, exp.From):
            return self._source(node.this)
        if isinstance(node, exp.Join):
            return self._join(node)
        inner, parts = node, [node]
        while isinstance(inner, exp.Subquery | exp.Paren | exp.Lateral):
            inner = inner.this
            parts.append(inner)
        alias = node.args.get("alias")
        if isinstance(inner, exp.Table) and (inner is node or alias is None):
            found = [self._put(inner.args.get("alias"), inner, self._table(inner))]
        else:
            rows = self.query(inner) if isinstance(inner, exp.Query) else Rows(rest=self.touched(inner))
            found = [self._put(alias or inner.args.get("alias"), node, rows)]
        for part in parts:
            if not isinstance(part, exp.Select | exp.SetOperation):  # whose joins are its own
                for join in (*_nodes(part.args.get("joins")), *_nodes(part.args.get("laterals"))):
                    found.extend(self._source(join))
        return found

    def _put(self, alias: Tree | None, node: Tree, rows: Rows) -> str:
        named = alias.this if alias is not None else node.this
        called = name(named) if isinstance(named, exp.Identifier) else f"?{len(self.sources)}"
        self.sources[called] = _renamed(rows, alias)
        return called

    def _table(self, table: exp.Table) -> Rows:
        if not isinstance(table.this, exp.Identifier):
            return Rows(rest=self.touched(table.this))  # a function
        schema = table.args.get("db")
        words = [name(table.this)] if schema is None else [name(schema), name(table.this)]
        scope: _Scope | None = self
        while scope is not None and len(words) == 1:
            if words[0] in scope.named:
                return scope.named[words[0]]
            scope = scope.outer
        relation = self.lineage.names.relation(words, self.path)
        return self.lineage.relation(relation) if relation is not None else NOTHING

    def _join(self, join: exp.Join) -> list[str]:
        before = list(self.sources)
        found = self._source(join.this)
        side = str(join.args.get("side") or "").upper()
        restricted = {"LEFT": frozenset(found), "RIGHT": frozenset(before), "FULL": frozenset[str]()}.get(
            side
        )
        if (on := join.args.get("on")) is not None:
            self.conditions.append((on, restricted))
        for column in _nodes(join.args.get("using")):
            one, *others = (
                exp.Column(this=column, table=exp.to_identifier(s, quoted=True)) for s in (*found, *before)
            )
            self.conditions.extend((exp.EQ(this=one, expression=other), restricted) for other in others)
        return found

    # --- rows that are only looked up --------------------------------------------------------------

    def _there(self, read: Iterable[str]) -> Touches:
        """What the rows of the sources depend on, but for those that are looked up."""
        equal = [e for condition, allowed in self.conditions for e in self._equalities(condition, allowed)]
        found = NONE
        for source in read:
            found |= self.sources[source].there - self._looked_up([e for e in equal if e.source == source])
        return found

    def _equalities(self, condition: Tree, allowed: frozenset[str] | None) -> Iterator[_Equal]:
        parts = [condition]
        while parts:
            part = parts.pop()
            if isinstance(part, exp.And):
                parts += [part.this, part.expression]
            elif isinstance(part, exp.Paren):
                parts.append(part.this)
            elif (
                isinstance(part, exp.EQ)
                and isinstance(part.this, exp.Column)
                and isinstance(part.expression, exp.Column)
            ):
                sides = [self._column(part.this), self._column(part.expression)]
                for (source, own), (_, other) in (sides, sides[::-1]):
                    here = source in self.sources and (allowed is None or source in allowed)
                    if source is not None and here and len(own) == len(other) == 1:
                        yield _Equal(source, *own, *other)

    def _looked_up(self, equal: list[_Equal]) -> Touches:
        """The rows of the table that a foreign key leads to, or its primary key where there is none."""
        pairs = {(e.own, e.other) for e in equal}
        found = NONE
        for own, other in pairs:
            table, refers = (
                self.lineage.names.relations.get(own.relation),
                self.lineage.names.relations.get(other.relation),
            )
            if table is None or refers is None or own.relation == other.relation:
                continue
            inserted, deleted = Touch(own.relation, "insert"), Touch(own.relation, "delete")
            if any(
                key.references == own.relation
                and all(
                    (Touch(own.relation, "update", theirs), Touch(other.relation, "update", mine)) in pairs
                    for mine, theirs in zip(key.columns, key.referenced, strict=True)
                )
                for key in refers.foreign_keys
            ):
                found |= {inserted, deleted}
            elif (
                table.unique[:1] == ((own.column,),)
                and (other.column,) not in refers.unique
                and all(own.column not in key.columns for key in table.foreign_keys)
            ):
                found |= {inserted}
        return found

    # --- expressions -------------------------------------------------------------------------------

    def touched(self, *nodes: Tree) -> Touches:
        """What an expression reads, with the sub-selects in it."""
        found, rest = NONE, list(nodes)
        while rest:
            node = rest.pop()
            counts = isinstance(node, exp.Anonymous) and str(node.name).lower() == "count"
            if counts and node.expressions and _whole(node.expressions[0]):
                continue  # it counts rows, whatever is in them
            if isinstance(node, exp.Column):
                found |= self._column(node)[1]
            elif _is_query(node):
                found |= self.query(node).all
            else:
                rest.extend(node.iter_expressions())
        return found

    def _column(self, column: exp.Column) -> tuple[str | None, Touches]:
        """The source of a column, where it is one of this query, and what it depends on."""
        table = column.args.get("table")
        scope: _Scope | None = self
        while scope is not None:
            for source, rows in scope.sources.items():
                found: Touches | None = None
                if table is not None and source == name(table):
                    found = rows.values if column.is_star else rows.columns.get(name(column.this), rows.rest)
                elif table is None and not column.is_star:
                    found = rows.columns.get(name(column.this))
                    if found is None and source == name(column.this):
                        found = rows.values  # a whole row
                if found is not None:
                    return (source if scope is self else None), found
            scope = scope.outer
        return None, NONE  # a variable or a parameter

    def _named_source(self, source: str) -> Rows:
        scope: _Scope | None = self
        while scope is not None and source not in scope.sources:
            scope = scope.outer
        return scope.sources[source] if scope is not None else NOTHING


def _is_query(node: Tree) -> bool:
    """A query, or a statement that writes; what MERGE does is none, since it names no table."""
    writes = isinstance(node, exp.Insert | exp.Update | exp.Delete)
    return (
        isinstance(node.args.get("this"), exp.Table | exp.Schema) if writes else isinstance(node, exp.Query)
    )


def _whole(node: object) -> bool:
    """`t.*`"""
    return isinstance(node, exp.Column) and node.is_star


def _nodes(argument: object) -> list[Tree]:
    """The trees of an argument of a tree, which may be one, several or none."""
    found = argument if isinstance(argument, list) else [argument]
    return [node for node in found if isinstance(node, exp.Expr)]


def _renamed(rows: Rows, alias: Tree | None) -> Rows:
    """Rows under the column names of `AS t (a, b)`."""
    given = _nodes(alias.args.get("columns")) if alias is not None else []
    names = [name(column) for column in given if isinstance(column, exp.Identifier)]
    if not names:
        return rows
    kept = list(rows.columns.items())
    renamed = {new: touched for new, (_, touched) in zip(names, kept, strict=False)}
    return Rows({**renamed, **dict(kept[len(names) :])}, rows.there, rows.rest)
