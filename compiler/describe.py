"""Database objects as a diagnostic shows them."""

from __future__ import annotations

from fraiseql.compiler.catalog import Catalog, Function, Relation
from fraiseql.compiler.diagnostics import Related


def looked(catalog: Catalog, name: str) -> str:
    """For a hint: where an object of this name was looked for."""
    if "." in name:
        schema = name.rpartition(".")[0]
        return f"looked in the schema `{schema}`"
    schemas = ", ".join(f"`{schema}`" for schema in catalog.search_path)
    return f"looked in the schemas of the search path: {schemas or 'there are none'}"


def relation_note(message: str, relation: Relation) -> Related:
    """A note that shows a relation with its columns, and a view with its definition."""
    width = max((len(column.name) for column in relation.columns), default=0)
    columns = (
        f"{column.name:<{width}}  {column.type}{' not null' if column.not_null else ''}"
        for column in relation.columns
    )
    definition = "\n".join(columns)
    if relation.definition:
        definition += f"\n{relation.definition.strip()}"
    return Related(message, object=f"{relation.kind} {relation.qualified}", definition=definition)


def function_note(message: str, function: Function) -> Related:
    """A note that shows a function's signature and result."""
    returns = (
        f" RETURNS {'SETOF ' if function.returns_set else ''}{function.returns}" if function.returns else ""
    )
    return Related(
        message, object=f"{function.kind} {function.qualified}", definition=f"{function.signature}{returns}"
    )
