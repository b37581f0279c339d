"""A relation → what its rows hold: a view's by its definition, a table's by the functions that write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from fraiseql.compiler.analyse import query as queries
from fraiseql.compiler.analyse.context import Context
from fraiseql.compiler.analyse.infer import value
from fraiseql.compiler.analyse.scope import Rows, Scope, conjuncts
from fraiseql.compiler.analyse.shape import NEVER, PERHAPS, Nothing, Null, Shape, Unknown
from fraiseql.compiler.analyse.sql import FAILURES, Unparsed, name, parse, query
from fraiseql.compiler.analyse.values import Value, is_json, of_column, typed, unknown
from fraiseql.compiler.analyse.written import body, document, returned, writes
from fraiseql.compiler.catalog import Catalog, Column, Function, Relation

TABLES = ("table", "partitioned table")

ROUNDS = 4
"""How often a table is followed that is written from itself, before its documents count as unknown."""


@dataclass
class Documents:
    """What the relations of a database hold. Each is followed once."""

    catalog: Catalog
    known: dict[str, Rows] = field(default_factory=dict)
    naming: dict[str, list[Function]] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)

    def column(self, relation: Relation, column: str) -> Value:
        """What is known of the values of a column."""
        found = (self.rows(relation).columns or {}).get(column)
        return (
            found
            if found is not None
            else Value(None, Unknown("a column that was not found"), PERHAPS, PERHAPS)
        )

    def rows(self, relation: Relation) -> Rows:
        """What is known of the rows of a relation."""
        if relation.qualified not in self.known:
            # A view cannot read itself, but a table's writer may read the table.
            self.known[relation.qualified] = _declared(self.catalog, relation)
            try:
                found = self._followed(relation)
            except FAILURES:  # SQL that this was not made for, or that is nested too deep
                found = _declared(self.catalog, relation)
            self.known[relation.qualified] = found
        return self.known[relation.qualified]

    def _followed(self, relation: Relation) -> Rows:
        if relation.definition is not None:
            return self._view(relation, relation.definition)
        declared = _declared(self.catalog, relation)
        documents = {c: v for c, v in (declared.columns or {}).items() if is_json(v.type)}
        if not documents or relation.triggers or relation.kind not in TABLES:
            return declared
        return self._table(relation, declared, documents)

    def _table(self, relation: Relation, declared: Rows, documents: Mapping[str, Value]) -> Rows:
        """The rows of a table, followed until what is written of what is read stays the same."""
        functions = self._writers(relation)
        assert declared.columns is not None
        found = replace(
            declared,
            columns={
                **declared.columns,
                **{c: replace(v, shape=Nothing(), json_null=NEVER) for c, v in documents.items()},
            },
        )
        before = dict(self.known)
        for _ in range(ROUNDS):
            # What read the table while less was known of it is followed again.
            self.known = {**before, relation.qualified: found}
            written: dict[str, list[Value]] = {}
            for function in functions:
                context = self.context(f"function {function.qualified}", "")
                rows = writes(body(context, function), relation)
                for column in documents:
                    lost = [unknown(f"`{function.qualified}` is not followed")] if rows is None else []
                    written.setdefault(column, []).extend(lost)
                    written[column].extend(row[column] for row in rows or () if column in row)
            columns = dict(declared.columns)
            for column, old in documents.items():
                new = document(self.catalog, written.get(column, ()))
                columns[column] = old if new is None else replace(new, type=old.type, null=old.null)
            after = replace(declared, columns=columns)
            if after.columns == found.columns:
                return after
            found = after
        return declared

    def _writers(self, relation: Relation) -> list[Function]:
        """The functions that name a table, and may write it."""
        if not self.naming:
            for function in self.catalog.functions:
                words = set(re.findall(r"[\w$]+", (function.body or "").lower()))
                if words & {"insert", "update", "merge"}:
                    for word in words:
                        self.naming.setdefault(word, []).append(function)
        return self.naming.get(relation.name.lower(), [])

    def _view(self, relation: Relation, definition: str) -> Rows:
        tree = query(definition)
        declared = _declared(self.catalog, relation)
        assert declared.columns is not None
        context = self.context(f"{relation.kind} {relation.qualified}", definition)
        found = queries.rows(context, Scope(), tree) if not isinstance(tree, Unparsed) else Rows(None)
        if found.columns is None or len(found.columns) != len(relation.columns):
            return declared
        pairs = zip(declared.columns.items(), found.columns.values(), strict=True)
        whole = found.whole if relation.kind == "view" else None  # a materialized view is of another time
        return replace(
            found, whole=whole, columns={column: _narrowed(known, seen) for (column, known), seen in pairs}
        )

    def context(self, object_: str, text: str) -> Context:
        """A context of the SQL of one object."""
        return Context(self.catalog, object_, text, self.rows, self._call, queries.rows, value)

    def _call(self, function: Function, given: Sequence[Value]) -> Value:
        """What a function of the user yields. One that calls itself is not followed."""
        base = typed(self.catalog, function.returns, PERHAPS)
        if not is_json(base.type):
            return base
        lost = replace(base, shape=Unknown(f"what `{function.qualified}` returns"))
        if function.returns_set or function.body is None or function.signature in self.called:
            return lost
        self.called.append(function.signature)
        try:
            found = returned(body(self.context(f"function {function.qualified}", ""), function, given))
        finally:
            self.called.pop()
        return lost if found is None or not is_json(found.type) else replace(found, type=base.type)


def _narrowed(declared: Value, found: Value) -> Value:
    """What is found of a column whose type the catalog says."""
    if is_json(declared.type):
        return replace(found, type=declared.type)
    shape = found.shape if declared.type == "record" else declared.shape
    return replace(found, type=declared.type, shape=shape, json_null=NEVER)


def _declared(catalog: Catalog, relation: Relation) -> Rows:
    """What the catalog says of a relation's columns."""
    table = relation.definition is None
    checked, doubted = _checked(relation)
    columns = {}
    for column in relation.columns:
        why = f"`{relation.name}.{column.name}` is nullable"
        # A view may put an outer join between a domain and its column.
        refused = table and catalog.refuses_null(column.type)
        never = column.not_null or column.name in checked or refused
        perhaps = not table or column.name in doubted
        null = NEVER if never else PERHAPS if perhaps else Null("possible", why)
        found = of_column(catalog, column.type, null)
        columns[column.name] = replace(
            found,
            shape=_undocumented(relation, column, found),
            column=(relation.qualified, column.name) if table else None,
        )
    return Rows(columns, whole=relation.qualified if table else None)


def _undocumented(relation: Relation, column: Column, found: Value) -> Shape:
    if is_json(found.type) and relation.definition is not None:
        return Unknown(f"the SQL of `{relation.name}` could not be read")
    if is_json(found.type):
        return Unknown(f"nothing says what `{relation.name}.{column.name}` holds")
    return found.shape


def _checked(relation: Relation) -> tuple[set[str], set[str]]:
    """The columns that a CHECK says are not null, and those of which one says something of nulls."""
    checked, doubted = set(), set()
    for check in relation.checks:
        found = parse(f"SELECT {check}")
        if len(found) != 1 or not isinstance(found[0], exp.Select):
            doubted |= {c.name for c in relation.columns}
            continue
        for each in conjuncts(found[0].selects[0]):
            columns = {name(c.this) for c in each.find_all(exp.Column) if isinstance(c.this, exp.Identifier)}
            plain = isinstance(each, exp.Is) and isinstance(each.this, exp.Column)
            if plain and isinstance(each.expression, exp.Null) and each.args.get("negate"):
                checked |= columns
            elif "null" in check.lower():
                doubted |= columns
    return checked, doubted
