"""A relation → what its rows hold: a view's from its definition, a table's from the functions that write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from fraiseql.compiler.analyse import query as queries
from fraiseql.compiler.analyse.infer import value
from fraiseql.compiler.analyse.context import Context
from fraiseql.compiler.analyse.scope import Rows, Scope, conjuncts
from fraiseql.compiler.analyse.shape import NEVER, PERHAPS, Null, Unknown
from fraiseql.compiler.analyse.sql import Unparsed, name, parse, query
from fraiseql.compiler.analyse.values import Value, is_json, of_column, typed
from fraiseql.compiler.catalog import Catalog, Column, Function, Relation

UNKNOWN_RELATION = Rows(None)


@dataclass
class Documents:
    """What the relations of a database hold. Each is followed once."""

    catalog: Catalog
    known: dict[str, Rows] = field(default_factory=dict)

    def column(self, relation: Relation, column: str) -> Value:
        """What is known of the values of a column."""
        found = (self.rows(relation).columns or {}).get(column)
        return found if found is not None else Value(None, Unknown("a column that was not found"), PERHAPS, PERHAPS)

    def rows(self, relation: Relation) -> Rows:
        """What is known of the rows of a relation."""
        if relation.qualified not in self.known:
            # A view cannot read itself, but a table's writer may read the table.
            self.known[relation.qualified] = _declared(self.catalog, relation)
            self.known[relation.qualified] = self._followed(relation)
        return self.known[relation.qualified]

    def _followed(self, relation: Relation) -> Rows:
        if relation.definition is not None:
            return self._view(relation, relation.definition)
        return _declared(self.catalog, relation)

    def _view(self, relation: Relation, definition: str) -> Rows:
        tree = query(definition)
        declared = _declared(self.catalog, relation)
        assert declared.columns is not None
        if isinstance(tree, Unparsed):
            return declared
        context = self.context(f"{relation.kind} {relation.qualified}", definition)
        found = queries.rows(context, Scope(), tree)
        if found.columns is None or len(found.columns) != len(relation.columns):
            return declared
        pairs = zip(declared.columns.items(), found.columns.values(), strict=True)
        return replace(found, columns={column: _narrowed(known, seen) for (column, known), seen in pairs})

    def context(self, object_: str, text: str) -> Context:
        """A context of the SQL of one object."""
        return Context(self.catalog, object_, text, self.rows, self._call, queries.rows, value)

    def _call(self, function: Function, given: Sequence[Value]) -> Value:
        found = typed(self.catalog, function.returns, PERHAPS)
        if is_json(found.type):
            return replace(found, shape=Unknown(f"the result of `{function.qualified}`"))
        return found


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
        never = column.not_null or column.name in checked
        perhaps = not table or column.name in doubted
        null = NEVER if never else PERHAPS if perhaps else Null("possible", why)
        found = of_column(catalog, column.type, null)
        columns[column.name] = replace(
            found,
            shape=_undocumented(relation, column, found),
            column=(relation.qualified, column.name) if table else None,
        )
    return Rows(columns, whole=relation.qualified if table else None)


def _undocumented(relation: Relation, column: Column, found: Value):  # type: ignore[no-untyped-def]
    if is_json(found.type):
        return Unknown(f"nothing says what `{relation.name}.{column.name}` holds")
    return found.shape


def _checked(relation: Relation) -> tuple[set[str], set[str]]:
    """The columns that a CHECK constraint says are not null, and those of which one says something of nulls."""
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
