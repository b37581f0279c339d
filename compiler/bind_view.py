"""`@view` × catalog: the relation, its document column and its key column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fraiseql.compiler.bound import BoundView
from fraiseql.compiler.catalog import Catalog, Column, Relation
from fraiseql.compiler.describe import looked, relation_note
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import View, Word
from fraiseql.compiler.sql.printer import identifier

INDEXABLE = ("table", "partitioned table", "materialized view")
"""The kinds of relations in which an index can promise that a column is unique."""

READABLE = ("table", "partitioned table", "foreign table", "view", "materialized view")


def bind_view(catalog: Catalog, view: View, found: list[Diagnostic]) -> BoundView | None:
    """The relation behind `@view`; nothing, and diagnostics in `found`, where there is none to read."""
    relation = catalog.relation(view.name.value)
    if relation is None:
        message = f"relation `{view.name.value}` does not exist"
        hint = suggest(view.name.value, _names(catalog)) or looked(catalog, view.name.value)
        found.append(Diagnostic("FQ401", message, view.name.span, hint))
        return None
    if relation.kind not in READABLE:
        message = f"`{view.name.value}` is a {relation.kind}, not a table, view or materialized view"
        note = relation_note("it is defined as", relation)
        found.append(Diagnostic("FQ402", message, view.name.span, related=(note,)))
        return None
    if not view.sound:
        return None
    if view.document is not None:
        _document(catalog, view.name, view.document, relation, found)
    # With a missing column the rest can still be checked: there will be no plan.
    what, other = f"key column `{view.key.value}`", _other_keys(view.name.value, relation)
    key = named_column("FQ405", what, view.key, relation, found, other)
    if key is not None:
        _unique(view, relation, found)
    return BoundView(
        relation=relation,
        document=view.document.value if view.document is not None else None,
        key=key,
        key_base=catalog.base_type(key.type).key if key is not None else "",
    )


def named_column(
    code: str, what: str, name: Word, relation: Relation, found: list[Diagnostic], hint: str | None = None
) -> Column | None:
    """The column of a name; nothing, and a diagnostic, where the relation has none. what: for the message."""
    column = relation.column(name.value)
    if column is None:
        message = f"`{relation.qualified}` has no {what}"
        hint = hint or suggest(name.value, (c.name for c in relation.columns))
        note = relation_note("its columns are", relation)
        found.append(Diagnostic(code, message, name.span, hint, (note,)))
    return column


def _document(catalog: Catalog, view: Word, name: Word, relation: Relation, found: list[Diagnostic]) -> None:
    hint = _other_documents(catalog, view.value, relation)
    column = named_column("FQ403", f"document column `{name.value}`", name, relation, found, hint)
    if column is not None and catalog.base_type(column.type).key != "jsonb":
        message = f"document column `{column.name}` of `{relation.qualified}` is `{column.type}`, not `jsonb`"
        note = relation_note("the relation is", relation)
        found.append(Diagnostic("FQ404", message, name.span, hint, (note,)))


def _unique(view: View, relation: Relation, found: list[Diagnostic]) -> None:
    key = view.key.value
    message = f"key column `{key}` of `{relation.qualified}` is not unique"
    if (
        relation.kind not in INDEXABLE
        or (key,) in relation.unique
        or any(d.message == message for d in found)
    ):
        return
    table = f"{identifier(relation.schema)}.{identifier(relation.name)}"
    hint = f"make it unique: `CREATE UNIQUE INDEX ON {table} ({identifier(key)})`"
    if relation.kind == "partitioned table":
        hint += ", which PostgreSQL allows where the partition key is that column"
    note = relation_note("the relation is", relation)
    found.append(Diagnostic("FQ410", message, view.key.span, hint, (note,), "warning"))


def _names(catalog: Catalog) -> Iterator[str]:
    for relation in catalog.relations:
        if relation.kind in READABLE:
            yield relation.name if relation.schema in catalog.search_path else relation.qualified


def _other_documents(catalog: Catalog, view: str, relation: Relation) -> str:
    columns = [c.name for c in relation.columns if catalog.base_type(c.type).key == "jsonb"]
    if columns:
        return f'its jsonb column is `{columns[0]}`: `@view({_written(view)}, document: "{columns[0]}")`'
    return f"where the row's own columns are the document: `@view({_written(view)}, document: null)`"


def _other_keys(view: str, relation: Relation) -> str | None:
    keys = [columns[0] for columns in relation.unique if len(columns) == 1]
    return f'its unique column is `{keys[0]}`: `@view({_written(view)}, key: "{keys[0]}")`' if keys else None


def _written(name: str) -> str:
    return name if re.fullmatch("[_A-Za-z][_0-9A-Za-z]*", name) else f'"{name}"'
