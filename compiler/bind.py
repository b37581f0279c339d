"""Model × catalog: finds the database object behind every name, and says where the two disagree."""

from __future__ import annotations

from collections.abc import Iterable

from fraiseql.compiler import fit
from fraiseql.compiler.bind_command import bind_command
from fraiseql.compiler.bound import (
    Bound,
    BoundArgument,
    BoundQuery,
    BoundView,
    Embedded,
    Operand,
    Operands,
    Role,
)
from fraiseql.compiler.catalog import Catalog, Column, Relation
from fraiseql.compiler.describe import relation_note
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Argument, Field, Model, Object, Returns, View, Word
from fraiseql.scalars import SCALARS

READABLE = ("table", "partitioned table", "foreign table", "view", "materialized view")
ROLES: dict[str, Role] = {"where": "where", "orderBy": "order", "limit": "limit", "offset": "offset"}


def bind(model: Model, catalog: Catalog) -> tuple[Bound, list[Diagnostic]]:
    """The bound schema and the disagreements. What could not be bound is left out of the first."""
    binder = _Binder(model, catalog)
    bound = Bound(model, embedded={name: binder.embedded(row) for name, row in model.objects.items()})
    views = {view.name: binder.view(view) for view in model.views()}
    for field in model.queries.values():
        view, returns = model.view_of(field), model.returns(field)
        if view is None or returns is None:
            continue
        bound_view = views[view.name]
        if bound_view is not None:
            bound.queries.append(binder.query(field, returns, bound_view))
    for field in model.mutations.values():
        if field.command is not None:
            mutation = bind_command(model, catalog, field, field.command, views, binder.found)
            if mutation is not None:
                bound.mutations.append(mutation)
    # A field that several queries filter on disagrees only once.
    return bound, list(dict.fromkeys(binder.found))


class _Binder:
    """Carries the model, the catalog and the diagnostics found so far."""

    def __init__(self, model: Model, catalog: Catalog) -> None:
        self.model = model
        self.catalog = catalog
        self.found: list[Diagnostic] = []

    # --- views -----------------------------------------------------------------------------------

    def view(self, view: View) -> BoundView | None:
        relation = self.catalog.relation(view.name.value)
        if relation is None:
            self.found.append(
                Diagnostic(
                    "FQ401",
                    f"relation `{view.name.value}` does not exist",
                    view.name.span,
                    hint=suggest(view.name.value, _names(self.catalog))
                    or self._where_looked(view.name.value),
                )
            )
            return None
        if relation.kind not in READABLE:
            self.found.append(
                Diagnostic(
                    "FQ402",
                    f"`{view.name.value}` is a {relation.kind}, not a table, view or materialized view",
                    view.name.span,
                    related=(relation_note("it is defined as", relation),),
                )
            )
            return None
        if view.document is not None:
            self._document(view.document, relation)
        # With a missing column the rest can still be checked: there will be no plan.
        key = self._column("FQ405", "key column", view.key, relation)
        return BoundView(relation, view.document.value if view.document is not None else None, key)

    def _where_looked(self, name: str) -> str | None:
        if "." in name:
            return None
        return f"looked in the schemas of the search path: {', '.join(self.catalog.search_path) or 'none'}"

    def _document(self, name: Word, relation: Relation) -> None:
        column = self._column("FQ403", "document column", name, relation)
        if column is not None and self.catalog.base_type(column.type).key != "jsonb":
            self.found.append(
                Diagnostic(
                    "FQ404",
                    f"document column `{column.name}` of {relation.qualified} is {column.type}, not jsonb",
                    name.span,
                    hint=_other_documents(self.catalog, relation),
                    related=(relation_note("the relation is", relation),),
                )
            )

    def _column(self, code: str, what: str, name: Word, relation: Relation) -> Column | None:
        column = relation.column(name.value)
        if column is None:
            hint = suggest(name.value, (c.name for c in relation.columns))
            if code == "FQ403":
                hint = _other_documents(self.catalog, relation) or hint
            self.found.append(
                Diagnostic(
                    code,
                    f"{relation.qualified} has no {what} `{name.value}`",
                    name.span,
                    hint=hint,
                    related=(relation_note("its columns are", relation),),
                )
            )
        return column

    # --- operands --------------------------------------------------------------------------------

    def embedded(self, row: Object) -> Operands:
        """The operands of a type inside a document: all of them paths."""
        operands = ((field, self._in_document(field)) for field in row.fields.values())
        return {field.name: operand for field, operand in operands if operand is not None}

    def _in_document(self, field: Field) -> Operand | Embedded | None:
        named, lists = field.type.ref.name, field.type.ref.lists
        if lists:
            return None
        if named in self.model.objects:
            return Embedded(named, (field.key,))
        if named in SCALARS:
            return Operand(named, SCALARS[named].cast, path=(field.key,))
        return Operand(named, "text", path=(field.key,)) if named in self.model.enums else None

    def _of_row(self, field: Field, view: BoundView) -> Operand | Embedded | None:
        """The operand of a field of the row itself: its native column, if there is one."""
        operand = self._in_document(field)
        name = field.column or Word(field.key, field.span)
        column = view.relation.column(name.value)
        if operand is None or (column is None and field.column is None and view.document is not None):
            return operand
        if column is None:
            self._column(
                "FQ408",
                "column" if field.column else f"column for {field.owner}.{field.name}:",
                name,
                view.relation,
            )
            return None
        if isinstance(operand, Embedded):
            return operand
        return self._native(name, operand.type, column, view.relation)

    def _native(self, name: Word, type_: str, column: Column, relation: Relation) -> Operand | None:
        if not fit.stores(self.model, self.catalog, type_, column.type):
            self.found.append(
                Diagnostic(
                    "FQ406",
                    f"{type_} cannot stand for column `{column.name}` of {relation.qualified}, "
                    f"which is {column.type}",
                    name.span,
                    hint=f"{type_} stands for {fit.expected(type_)}",
                    related=(relation_note("the relation is", relation),),
                )
            )
            return None
        if type_ in self.model.enums:
            note = relation_note(f"column `{column.name}` has that type in", relation)
            self.found.extend(fit.foreign_labels(self.catalog, self.model.enums[type_], column.type, note))
        return Operand(type_, fit.compared_as(self.catalog, type_, column.type), column=column.name)

    # --- queries ---------------------------------------------------------------------------------

    def query(self, field: Field, returns: Returns, view: BoundView) -> BoundQuery:
        row = self.model.row_type(field)
        arguments = (self._argument(argument, row, view) for argument in field.arguments)
        operands: dict[str, Operand | Embedded] = {}
        if row is not None and any(argument.name in ("where", "orderBy") for argument in field.arguments):
            read = ((each, self._of_row(each, view)) for each in row.fields.values())
            operands = {each.name: operand for each, operand in read if operand is not None}
        return BoundQuery(field, returns, view, tuple(a for a in arguments if a is not None), operands)

    def _argument(self, argument: Argument, row: Object | None, view: BoundView) -> BoundArgument | None:
        role = ROLES.get(argument.name)
        if role is not None:
            return BoundArgument(argument, role)
        operand = self._compared(argument, row, view)
        return BoundArgument(argument, "equals", operand) if operand is not None else None

    def _compared(self, argument: Argument, row: Object | None, view: BoundView) -> Operand | None:
        type_ = argument.type.ref.name
        if type_ not in SCALARS and type_ not in self.model.enums:
            return None
        name = argument.column or Word(argument.key, argument.span)
        column = view.relation.column(name.value)
        if column is not None:
            return self._native(Word(name.value, argument.span), type_, column, view.relation)
        field = row.fields.get(argument.name) if row is not None and argument.column is None else None
        operand = self._of_row(field, view) if field is not None else None
        if isinstance(operand, Operand):
            return operand
        known = [c.name for c in view.relation.columns]
        fields = [f.name for f in row.fields.values()] if row is not None else []
        self.found.append(
            Diagnostic(
                "FQ407",
                f"argument `{argument.name}` matches no column of {view.relation.qualified}"
                + ("" if argument.column else f" (looked for `{name.value}`) and no field of its type"),
                name.span,
                hint=suggest(name.value, known) or suggest(argument.name, fields),
                related=(relation_note("the relation is", view.relation),),
            )
        )
        return None


def _names(catalog: Catalog) -> Iterable[str]:
    for relation in catalog.relations:
        if relation.kind in READABLE:
            yield relation.name if relation.schema in catalog.search_path else relation.qualified


def _other_documents(catalog: Catalog, relation: Relation) -> str | None:
    columns = [c.name for c in relation.columns if catalog.base_type(c.type).key == "jsonb"]
    if columns:
        return f'its jsonb column is `{columns[0]}`: @view({relation.name}, document: "{columns[0]}")'
    return f"where the row's own columns are the document: @view({relation.name}, document: null)"
