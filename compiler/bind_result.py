"""What a command's function returns × the type of the mutation: how the one becomes the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fraiseql.compiler import fit
from fraiseql.compiler.bound import BoundView, Outcome
from fraiseql.compiler.catalog import Catalog, Column, Function, PgType
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic, Related, suggest
from fraiseql.compiler.model import Field, Model, Object
from fraiseql.plan import TypeRef

READ: tuple[Outcome, ...] = ("key", "keys", "set of keys", "documents")
"""The outcomes that know the view."""


class _Returned(NamedTuple):
    """What a function returns. columns: of a row; none where it is none, or where they are not known."""

    type: PgType
    columns: tuple[Column, ...]


def bind_result(
    model: Model,
    catalog: Catalog,
    field: Field,
    function: Function,
    view: BoundView | None,
    problems: list[Diagnostic],
) -> Outcome | None:
    """How the result becomes the answer; nothing, and diagnostics, where it cannot.

    view: that of the field or of the type it returns.
    """
    if function.returns is None or not _is_known(model, field.type.ref.name):
        return None  # a procedure; a type that there is not: that is said elsewhere
    if view is not None and view.key is None:
        return None  # as is what the view lacks
    returned = _returned(catalog, function, function.returns)
    note = function_note("the function is", function)
    outcome = _void(field) if returned.type.key == "void" and not function.returns_set else None
    if outcome is None and view is not None:
        outcome = _read(catalog, field, function, returned.type, view)
    if outcome is None:
        outcome = _answer(model, catalog, field, function, returned, problems, note)
    if outcome is None:
        message = (
            f"`{function.qualified}` returns {_written(function)}, but `{field.name}: {field.type.text}` "
        )
        message += f"needs {_expected(model, catalog, field, function, view)}"
        problems.append(
            Diagnostic("FQ426", message, field.type.span, _hint(model, field, function, view), (note,))
        )
    return outcome


def _is_known(model: Model, name: str) -> bool:
    return model.takes_values(name) or name in model.objects


def _returned(catalog: Catalog, function: Function, key: str) -> _Returned:
    type_ = catalog.base_type(key)
    if type_.kind == "composite":
        return _Returned(type_, _row_columns(catalog, key))
    outs = [p for p in function.parameters if p.mode in ("out", "inout", "table")] if key == "record" else []
    return _Returned(type_, tuple(Column(name=p.name, type=p.type) for p in outs))


# --- the ways -----------------------------------------------------------------------------------------


def _void(field: Field) -> Outcome | None:
    if field.type.ref.name == "Boolean" and not field.type.ref.lists:
        return "true"
    return "nothing" if field.type.ref.nullable[0] else None


def _read(
    catalog: Catalog, field: Field, function: Function, returned: PgType, view: BoundView
) -> Outcome | None:
    """How the view is read: by the key that the function returns, or by several."""
    assert view.key is not None
    key, lists = catalog.base_type(view.key.type).key, field.type.ref.lists
    if returned.key == key and lists == int(function.returns_set):
        return "set of keys" if function.returns_set else "key"
    if returned.element is not None and not function.returns_set and lists == 1:
        return "keys" if catalog.base_type(returned.element).key == key else None
    relation = catalog.row_type(returned.key) if returned.kind == "composite" else None
    if relation is view.relation and lists == int(function.returns_set) and view.document is not None:
        return "documents"
    return None


def _answer(
    model: Model,
    catalog: Catalog,
    field: Field,
    function: Function,
    returned: _Returned,
    problems: list[Diagnostic],
    note: Related,
) -> Outcome | None:
    """How the result itself is the answer."""
    ref = field.type.ref
    if function.returns_set:
        if ref.lists == 0:
            return None
        ref = TypeRef(ref.name, ref.nullable[1:])
    by_row: Outcome = "rows" if function.returns_set or returned.type.key == "record" else "value"
    row = model.objects.get(ref.name)
    if returned.columns and not ref.lists:
        if row is not None:
            problems.extend(_columns(model, catalog, row, returned.columns, note))
        return by_row if row is not None or ref.name == "JSON" else None
    key = returned.type.key
    if not fit.holds(model, catalog, ref, key) or (returned.type.kind == "composite" and not ref.lists):
        return None
    enum = model.enums.get(ref.name)
    if enum is not None:
        problems.extend(fit.foreign_labels(catalog, enum, fit.item(catalog, key), note))
    if row is not None:
        problems.extend(_columns(model, catalog, row, _row_columns(catalog, key), note))
    return by_row


def _row_columns(catalog: Catalog, key: str) -> tuple[Column, ...]:
    """The columns of a composite type, or of that in an array; none of any other."""
    item = catalog.base_type(fit.item(catalog, key))
    relation = catalog.row_type(item.key) if item.kind == "composite" else None
    return relation.columns if relation is not None else ()


def _columns(
    model: Model, catalog: Catalog, row: Object, found: Sequence[Column], note: Related
) -> Iterator[Diagnostic]:
    """Each field has a column of its stored name that holds its values. A document has none."""
    if not found:
        return
    columns = {column.name: column for column in found}
    if row.abstract is not None and row.abstract.discriminator.value not in columns:
        name = row.abstract.discriminator
        message = f"the row has no column `{name.value}` that names the type of `{row.name}`"
        yield Diagnostic("FQ429", message, name.span, suggest(name.value, columns), (note,))
    for field in (field for each in model.concrete(row) for field in each.fields.values()):
        if not _is_known(model, field.type.ref.name):
            continue
        column, place = columns.get(field.key), f"`{field.owner}.{field.name}`"
        if column is None:
            message = f"the row has no column `{field.key}` for {place}"
            yield Diagnostic("FQ429", message, field.span, suggest(field.key, columns), (note,))
        elif not fit.holds(model, catalog, field.type.ref, column.type):
            message = (
                f"{place} is `{field.type.text}`, but column `{column.name}` of the row is `{column.type}`"
            )
            hint = f"it needs {fit.expected(model, field.type.ref)}"
            yield Diagnostic("FQ429", message, field.type.span, hint, (note,))
        elif field.type.ref.name in model.objects:
            inner = model.objects[field.type.ref.name]
            yield from _columns(model, catalog, inner, _row_columns(catalog, column.type), note)


# --- what is said where there is none --------------------------------------------------------------------


def _written(function: Function) -> str:
    return f"{'a set of ' if function.returns_set else ''}`{function.returns}`"


def _expected(
    model: Model, catalog: Catalog, field: Field, function: Function, view: BoundView | None
) -> str:
    ref = field.type.ref
    if function.returns == "void" and not function.returns_set:
        return "a value: it cannot be null"
    if function.returns_set and not ref.lists:
        return "one value"
    ways: Sequence[str] = ()
    if view is not None and view.key is not None and ref.lists <= 1:
        key = f"`{catalog.base_type(view.key.type).key}`"
        place = f"the type of the key `{view.relation.qualified}.{view.key.name}`"
        ways = [f"a set or an array of {key}, {place}" if ref.lists else f"{key}, {place}"]
    answer = fit.expected(model, TypeRef(ref.name, ref.nullable[int(function.returns_set) :]))
    return ", or ".join([*ways, answer])


def _hint(model: Model, field: Field, function: Function, view: BoundView | None) -> str | None:
    row = model.objects.get(field.type.ref.name)
    if function.returns == "void" and not function.returns_set:
        return f"write `{field.type.text.removesuffix('!')}`, or `Boolean!`, which is then true"
    if function.returns_set and not field.type.ref.lists:
        return f"write `[{field.type.text}]`, or let the function return one"
    if function.returns == "record":
        return "say which columns the row has: `RETURNS TABLE (…)`, `OUT` parameters or a composite type"
    if row is not None and view is None:
        return (
            f"for a row to be read back, say which relation holds it: `{row.keyword} {row.name} @view(tv_…)`"
        )
    return None
