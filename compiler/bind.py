"""Model × catalog: finds the database object behind every name, and says where the two disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fraiseql.compiler import fit
from fraiseql.compiler.bind_command import bind_command
from fraiseql.compiler.bind_constraint import told_constraints
from fraiseql.compiler.bind_filter import FilterBinder
from fraiseql.compiler.bind_predicate import Row
from fraiseql.compiler.bind_view import bind_view, named_column
from fraiseql.compiler.bound import (
    Bound,
    BoundArgument,
    BoundQuery,
    BoundRelation,
    BoundView,
    Embedded,
    Operand,
    Operands,
)
from fraiseql.compiler.catalog import Catalog, Column, Relation
from fraiseql.compiler.derive import LOGIC
from fraiseql.compiler.describe import looked, relation_note
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import (
    Abstract,
    Argument,
    CustomScalar,
    Enum,
    EnumValue,
    Field,
    Model,
    Object,
    Returns,
    Role,
    Word,
)
from fraiseql.compiler.source import Span
from fraiseql.plan import TypeRef
from fraiseql.scalars import SCALARS


def bind(model: Model, catalog: Catalog) -> tuple[Bound, list[Diagnostic]]:
    """The bound schema and the disagreements. What could not be bound is left out of the first."""
    binder = _Binder(model, catalog)
    bound = Bound(model, text_search=catalog.text_search)
    for scalar in model.scalars.values():
        key = fit.represented(model, catalog, scalar.name)
        if key is None:
            binder.found.append(_no_type(scalar, catalog))
        else:
            bound.scalars[scalar.name] = key
    views = {view.name: bind_view(catalog, view, binder.found) for view in model.views()}
    filters = FilterBinder(model, catalog, views, binder.in_document, binder.found)
    for field in model.queries.values():
        view, returns = model.view_of(field), model.returns(field)
        if view is None or returns is None:
            continue
        bound_view = views[view.name]
        if bound_view is not None:
            filter_ = filters.of_query(field, returns, bound_view)
            query = binder.query(field, returns, bound_view)
            bound.queries.append(query if filter_ is None else replace(query, filter=filter_))
    for field in model.mutations.values():
        if field.command is not None:
            mutation = bind_command(model, catalog, field, field.command, views, binder.found)
            if mutation is not None:
                binder.own_columns(model.objects.get(field.type.ref.name), mutation.view)
                bound.mutations.append(replace(mutation, filter=filters.of_read_back(mutation)))
    for field in model.relations():
        relation = _bind_relation(model, field, views, binder, filters)
        if relation is not None:
            bound.relations[field.owner, field.name] = relation
    bound.constraints.update(told_constraints(model, catalog, bound.mutations))
    read = (*bound.queries, *(relation.query for relation in bound.relations.values()))
    reached = [query.operands for query in read]
    while reached:
        for operand in reached.pop().values():
            if isinstance(operand, Embedded) and operand.type not in bound.embedded:
                bound.embedded[operand.type] = binder.embedded(model.objects[operand.type])
                reached.append(bound.embedded[operand.type])
    # What several queries or commands meet is said once.
    said: dict[tuple[Span | None, str], Diagnostic] = {}
    for diagnostic in binder.found:
        said.setdefault((diagnostic.span, diagnostic.message), diagnostic)
    return bound, list(said.values())


def _bind_relation(
    model: Model,
    field: Field,
    views: Mapping[Word, BoundView | None],
    binder: _Binder,
    filters: FilterBinder,
) -> BoundRelation | None:
    """A relation; nothing, and diagnostics, where it cannot be bound. What `rules` refuse is left out."""
    owner, row, returns = model.objects[field.owner], model.row_type(field), model.returns(field)
    if row is None or row.view is None or owner.view is None or returns is None:
        return None
    own, view = views[owner.view.name], views[row.view.name]
    condition = field.relation.predicate if field.relation is not None else None
    if own is None or view is None or condition is None:
        return None
    query = binder.query(field, returns, view)
    query = replace(query, filter=filters.of_query(field, returns, view))
    on = filters.of_relation(condition, Row(row, view), Row(owner, own))
    return None if on is None else BoundRelation(query, on, own)


class _Binder:
    """Carries the model, the catalog and the diagnostics found so far."""

    def __init__(self, model: Model, catalog: Catalog) -> None:
        self.model = model
        self.catalog = catalog
        self.found: list[Diagnostic] = []
        self.of_rows: dict[tuple[str, str, str | None, frozenset[str]], Operands] = {}

    # --- operands --------------------------------------------------------------------------------

    def embedded(self, row: Object) -> Operands:
        """The operands of a type inside a document: all of them paths."""
        operands = ((field, self.in_document(field)) for field in row.fields.values())
        return {field.name: operand for field, operand in operands if operand is not None}

    def in_document(self, field: Field) -> Operand | Embedded | None:
        """The operand of a field on its path in the document."""
        operand = self._operand(field)
        return self._extended(operand, field.type.span) if isinstance(operand, Operand) else operand

    def _operand(self, field: Field) -> Operand | Embedded | None:
        named, lists = field.type.ref.name, field.type.ref.lists
        if lists > 1 or field.relation is not None:
            return None
        if self.model.has_fields(named):
            return Embedded(named, (field.key,), bool(lists))
        if named in SCALARS:
            return Operand(named, SCALARS[named].cast, path=(field.key,), list=bool(lists))
        if named in self.model.scalars:
            # Of a type that does not exist, `bind` has said so.
            key = fit.represented(self.model, self.catalog, named) or "text"
            schema = fit.operator_schema(self.catalog, key)
            return Operand(named, key, path=(field.key,), schema=schema, list=bool(lists))
        if named not in self.model.enums:
            return None
        labels = tuple(value.stored for value in self.model.enums[named].values)
        return Operand(named, "text", path=(field.key,), list=bool(lists), labels=labels)

    def _extended(self, operand: Operand, span: Span | None) -> Operand:
        """The operand with its type where an extension brings that, in whatever schema it is installed."""
        if operand.type not in SCALARS or SCALARS[operand.type].extension is None:
            return operand
        type_ = self.catalog.type_named(operand.postgres, anywhere=True)
        if type_ is None:
            extension = SCALARS[operand.type].extension
            self.found.append(
                Diagnostic(
                    "FQ412",
                    f"`{operand.type}` needs the type `{operand.postgres}`, which the database does not have",
                    span,
                    hint=f"install it: `CREATE EXTENSION {extension}`",
                )
            )
            return operand
        schema = fit.operator_schema(self.catalog, type_.key)
        return replace(operand, postgres=type_.key, schema=schema)

    def _of_row(self, field: Field, view: BoundView) -> Operand | Embedded | None:
        """The operand of a field of the row itself: its native column, if there is one."""
        operand = self._operand(field)
        if not isinstance(operand, Operand):
            return operand
        name = field.column or Word(field.key, field.span)
        column = view.relation.column(name.value)
        if column is not None:
            return self._native(name, operand, column, view.relation)
        if field.column is not None:
            named_column("FQ408", _for(field, field.column.value), field.column, view.relation, self.found)
            return None
        return self._extended(operand, field.type.span) if view.document is not None else None

    def own_columns(self, row: Object | None, view: BoundView | None) -> None:
        """Where the row's own columns are the document, each field has one that holds its values."""
        if row is None or view is None or view.document is not None:
            return
        if row.abstract is not None:
            self._names_types(row, row.abstract, view.relation)
        for field in (field for each in self.model.concrete(row) for field in each.fields.values()):
            if field.relation is not None:
                continue
            name = Word(field.key, field.span)
            column = named_column("FQ408", _for(field, field.key), name, view.relation, self.found)
            if column is not None and self._is_known(field.type.ref.name):
                self._holds(name, field.type.ref, column, view.relation)

    def _names_types(self, row: Object, abstract: Abstract, relation: Relation) -> None:
        """Among the own columns of rows of several types there is one that says which they are."""
        name = abstract.discriminator
        what = f"column `{name.value}` that names the types of `{row.name}`"
        column = named_column("FQ408", what, name, relation, self.found)
        if column is None:
            return
        if self.catalog.base_type(column.type).kind != "enum":
            self._holds(name, TypeRef("String", (True,)), column, relation)
            return
        names = Enum(row.name, row.span, tuple(EnumValue(n, name.span, n) for n in abstract.possible))
        note = relation_note(f"column `{column.name}` has that type in", relation)
        self.found.extend(fit.foreign_labels(self.catalog, names, column.type, note))

    def _is_known(self, type_: str) -> bool:
        return self.model.takes_values(type_) or type_ in self.model.objects

    def _native(self, name: Word, operand: Operand, column: Column, relation: Relation) -> Operand | None:
        """The operand of a column, if it holds what the operand of the document does."""
        levels = (True,) * (1 + operand.list)
        if not self._holds(name, TypeRef(operand.type, levels), column, relation):
            return None
        base = self.catalog.base_type(column.type)
        if operand.list and base.element is None:  # JSON
            operand = self._extended(operand, name.span)
            return replace(operand, column=column.name, path=(), cast=base.key == "json")
        item = fit.item(self.catalog, column.type) if operand.list else column.type
        compared = fit.compared_as(self.catalog, operand.type, item)
        # PostgreSQL finds the operators of enums and arrays for those types alone: not for a domain over
        # an enum, and not for arrays whose items are of two types.
        of_one = base.kind == "enum" and base.key != column.type
        return Operand(
            operand.type,
            compared,
            column=column.name,
            schema=fit.operator_schema(self.catalog, item),
            cast=base.key != f"{compared}[]" if operand.list else of_one,
            list=operand.list,
            array=operand.list,
            not_null=column.not_null,
            labels=() if self.catalog.base_type(item).kind == "enum" else operand.labels,
        )

    def _holds(self, name: Word, ref: TypeRef, column: Column, relation: Relation) -> bool:
        holds = fit.holds(self.model, self.catalog, ref, column.type)
        if not holds:
            note = relation_note(f"column `{column.name}` has that type in", relation)
            written = f"`{'[' * ref.lists}{ref.name}{']' * ref.lists}`"
            self.found.append(
                Diagnostic(
                    "FQ406",
                    f"{written} cannot stand for column `{column.name}` of `{relation.qualified}`, "
                    f"which is `{column.type}`",
                    name.span,
                    hint=f"{written} stands for {fit.expected(self.model, ref)}",
                    related=(note,),
                )
            )
        elif ref.name in self.model.enums:
            enum, key = self.model.enums[ref.name], fit.item(self.catalog, column.type)
            note = relation_note(f"column `{column.name}` has that type in", relation)
            self.found.extend(fit.foreign_labels(self.catalog, enum, key, note))
        return holds

    # --- queries ---------------------------------------------------------------------------------

    def query(self, field: Field, returns: Returns, view: BoundView) -> BoundQuery:
        row = self.model.row_type(field)
        if returns != "count":
            self.own_columns(row, view)
        roles = self.model.roles(field)
        arguments = (self._argument(a, roles.get(a.name), row, view) for a in field.arguments)
        exposed = {
            name
            for argument in field.arguments
            if argument.name in ("where", "orderBy") and argument.type.ref.name in self.model.inputs
            for name in self.model.inputs[argument.type.ref.name].fields.keys() - set(LOGIC)
        }
        operands = self._operands(row, view, frozenset(exposed)) if row is not None else {}
        return BoundQuery(field, returns, view, tuple(a for a in arguments if a is not None), operands)

    def _operands(self, row: Object, view: BoundView, exposed: frozenset[str]) -> Operands:
        """The operands of the exposed fields of rows: those of a list and its count are the same."""
        key = (row.name, view.relation.qualified, view.document, exposed)
        if key not in self.of_rows:
            fields = (each for each in row.fields.values() if each.name in exposed)
            read = ((each.name, self._of_row(each, view)) for each in fields)
            self.of_rows[key] = {name: operand for name, operand in read if operand is not None}
        return self.of_rows[key]

    def _argument(
        self, argument: Argument, role: Role | None, row: Object | None, view: BoundView
    ) -> BoundArgument | None:
        if role is not None:
            return BoundArgument(argument, role)
        operand = self._compared(argument, row, view)
        return BoundArgument(argument, "equals", operand) if operand is not None else None

    def _compared(self, argument: Argument, row: Object | None, view: BoundView) -> Operand | None:
        type_ = argument.type.ref.name
        if not self.model.takes_values(type_) or argument.type.ref.lists:
            return None
        field = row.fields.get(argument.name) if row is not None and argument.column is None else None
        if field is not None and field.column is not None:
            # It compares what the field of its name filters on; what is wrong there is said there.
            name = Word(field.column.value, argument.span)
            if view.relation.column(name.value) is None:
                self._of_row(field, view)
                return None
        else:
            name = argument.column or Word(argument.key, argument.span)
        column = view.relation.column(name.value)
        if column is not None:
            compared = Operand(type_, "")  # of the column alone
            return self._native(Word(name.value, argument.span), compared, column, view.relation)
        operand = self.in_document(field) if field is not None else None
        known = [c.name for c in view.relation.columns]
        fields = [f.name for f in row.fields.values()] if row is not None else []
        if not isinstance(operand, Operand) or operand.list:
            message = f"argument `{argument.name}` matches no column of `{view.relation.qualified}`"
            if argument.column is None:
                message += f" (looked for `{name.value}`) and no field of its type"
            hint = suggest(name.value, known) or suggest(argument.name, fields)
            note = relation_note("the relation is", view.relation)
            self.found.append(Diagnostic("FQ407", message, name.span, hint, (note,)))
            return None
        if operand.type != type_:
            message = (
                f"argument `{argument.name}` is `{type_}`, but the field of its name is `{operand.type}`"
            )
            self.found.append(Diagnostic("FQ407", message, argument.type.span))
            return None
        return operand if view.document is not None else None


def _no_type(scalar: CustomScalar, catalog: Catalog) -> Diagnostic:
    name = scalar.represents.value
    message = f"there is no type `{name}` of single values"
    hint = suggest(name, catalog.type_names()) or f"{looked(catalog, name)}, and in `pg_catalog`"
    return Diagnostic("FQ411", message, scalar.represents.span, hint)


def _for(field: Field, column: str) -> str:
    return f"column `{column}` for `{field.owner}.{field.name}`"
