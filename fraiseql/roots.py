"""Root fields by the names that Python uses, `create_post` for `createPost`, and by what they return."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TypeVar

from fraiseql.assemble import relative
from fraiseql.errors import FieldError
from fraiseql.naming import snake_case
from fraiseql.plan import Query, type_ref

R = TypeVar("R")

_RETURNS = {"find": ("many",), "find_one": ("one",), "count": ("count", "many", "connection")}
"""What the queries of each method return."""

_METHODS = {"one": "find_one", "many": "find", "count": "count", "connection": "paginate"}
"""The method for each kind of query."""


def by_python_name(roots: Mapping[str, R]) -> dict[str, R]:
    """Root fields by their GraphQL names and in snake case; the first come before the second."""
    return {snake_case(name): root for name, root in roots.items()} | dict(roots)


def find_root(kind: str, roots: Mapping[str, R], name: str) -> R:
    """A root field. Raises FieldError."""
    if (root := roots.get(name)) is not None:
        return root
    raise unknown(f'There is no {kind} "{name}"', name, roots)


def find_query(queries: Mapping[str, Query], name: str, method: str) -> Query:
    """The query that a method of a repository is to read. Raises FieldError."""
    query = find_root("query", queries, name)
    if query.returns not in _RETURNS[method]:
        hint = f"{method} cannot read it; use {_METHODS[query.returns]}"
        raise FieldError(f'"{name}" has the type {query.type}: {hint}.', "BAD_USER_INPUT")
    return query


def find_connection(queries: Mapping[str, Query], name: str) -> Query:
    """The connection of a name, or the one that has the same rows as the list of that name.

    Raises FieldError.
    """
    query = find_root("query", queries, name)
    if query.returns == "connection":
        return query
    found = {
        each.name: each
        for each in queries.values()
        if each.connection is not None
        and query.returns == "many"
        and query.key == each.key
        and query.filter == each.filter
        and query.filter == each.filter
        and relative(each.select, each.connection.document) == query.select
    }
    if len(found) != 1:
        which = f"these have its rows: {', '.join(sorted(found))}" if found else "none has its rows"
        raise FieldError(f'"{name}" is no connection, and {which}.', "BAD_USER_INPUT")
    return next(iter(found.values()))


def nodes_of(connection: Query) -> str:
    """The type of a connection's rows, `[Post!]!`, whether or not its fields show them."""
    return f"[{type_ref(connection.type).name.removesuffix('Connection')}!]!"


def unknown(found: str, name: str, known: Iterable[str]) -> FieldError:
    """The error of a name that is none of those known."""
    close = difflib.get_close_matches(name[:100], list(known), n=1)
    hint = f'; did you mean "{close[0]}"?' if close else "."
    return FieldError(found + hint, "BAD_USER_INPUT")
