"""A tiny GraphQL server over rows in memory, made of graphql-core's executor: what answers are held against.

It knows nothing of plans, SQL or the projector. What it needs of FraiseQL's language it says again in a few
lines of Python: stored names, filters, orders and pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cmp_to_key
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    build_schema,
    get_named_type,
    get_nullable_type,
    graphql_sync,
    is_list_type,
)

Row = Mapping[str, Any]

TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda found, wanted: found == wanted,
    "ne": lambda found, wanted: found != wanted,
    "in": lambda found, wanted: found is not None and found in wanted,
    "notIn": lambda found, wanted: found is None or found not in wanted,
    "isNull": lambda found, wanted: (found is None) is wanted,
    "gt": lambda found, wanted: found is not None and found > wanted,
    "gte": lambda found, wanted: found is not None and found >= wanted,
    "lt": lambda found, wanted: found is not None and found < wanted,
    "lte": lambda found, wanted: found is not None and found <= wanted,
    "isEmpty": lambda found, wanted: (found == []) is wanted,
    "contains": lambda found, wanted: found is not None and wanted in found,
    "startsWith": lambda found, wanted: found is not None and found.startswith(wanted),
    "endsWith": lambda found, wanted: found is not None and found.endswith(wanted),
}


def stored(name: str) -> str:
    """The stored name of a GraphQL name without acronyms: `createdAt` is `created_at`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Memory:
    """Answers queries from rows.

    sdl: the public schema. tables: by the name of the object type that is read, rows in the order of their
    key; a row has its native columns, and its document under `data`. counted: the type behind each count.
    """

    def __init__(self, sdl: str, tables: Mapping[str, Sequence[Row]], counted: Mapping[str, str]) -> None:
        self._tables = tables
        self._counted = counted
        self._schema = build_schema(sdl)
        # The types of introspection belong to every schema of the process.
        own = [type_ for name, type_ in self._schema.type_map.items() if not name.startswith("__")]
        for type_ in own:
            if isinstance(type_, GraphQLObjectType):
                for field in type_.fields.values():
                    field.resolve = self._member
            elif isinstance(type_, GraphQLEnumType):
                for name, value in type_.values.items():
                    value.value = name.lower()
        assert self._schema.query_type is not None
        for field in self._schema.query_type.fields.values():
            field.resolve = self._root

    def execute(self, document: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The response."""
        return dict(graphql_sync(self._schema, document, variable_values=dict(variables)).formatted)

    def _member(self, document: Row, info: GraphQLResolveInfo[None]) -> Any:
        return document.get(stored(info.field_name))

    def _root(self, _: None, info: GraphQLResolveInfo[None], **arguments: Any) -> Any:
        returned = get_named_type(info.return_type).name
        type_ = self._counted.get(info.field_name, returned.removesuffix("Connection"))
        window = {name: arguments.pop(name, None) for name in ("first", "after", "last", "before")}
        rows = self._rows(type_, arguments)
        if info.field_name in self._counted:
            return len(rows)
        if returned.endswith("Connection"):
            return _page(rows, **window)
        documents = [row["data"] for row in rows]
        return documents if is_list_type(get_nullable_type(info.return_type)) else next(iter(documents), None)

    def _rows(self, type_: str, arguments: dict[str, Any]) -> list[Row]:
        where, order = arguments.pop("where", None), arguments.pop("orderBy", None) or []
        limit, offset = arguments.pop("limit", None), arguments.pop("offset", None) or 0
        found = [
            row
            for row in self._tables[type_]
            if all(row[stored(name)] == value for name, value in arguments.items())
            and (where is None or self._holds(where, type_, row["data"]))
        ]
        for item in reversed(order):
            found.sort(key=self._sort_key(item, type_))
        return found[offset:][:limit]

    def _holds(self, where: Mapping[str, Any], type_: str, document: Row | None) -> bool:
        return all(self._one_holds(name, tests, type_, document) for name, tests in where.items())

    def _one_holds(self, name: str, tests: Any, type_: str, document: Row | None) -> bool:
        if name == "AND":
            return all(self._holds(where, type_, document) for where in tests)
        if name == "OR":
            return any(self._holds(where, type_, document) for where in tests)
        if name == "NOT":
            return not self._holds(tests, type_, document)
        below, found = self._value(name, type_, document)
        if isinstance(self._schema.type_map[below], GraphQLObjectType):
            return self._holds(tests, below, found)
        return all(TESTS[test](found, self._read(below, wanted)) for test, wanted in tests.items())

    def _sort_key(self, item: Mapping[str, Any], type_: str) -> Callable[[Row], Any]:
        (name, direction), path = next(iter(item.items())), []
        while isinstance(direction, dict):
            path.append(name)
            name, direction = next(iter(direction.items()))
        descending, nulls_first = _direction(direction)

        def compare(one: Row, other: Row) -> int:
            a, b = (self._at([*path, name], type_, row["data"]) for row in (one, other))
            if a is None or b is None:
                return ((a is not None) - (b is not None)) * (1 if nulls_first else -1)
            return (int(a > b) - int(a < b)) * (-1 if descending else 1)

        return cmp_to_key(compare)

    def _at(self, path: Iterable[str], type_: str, document: Any) -> Any:
        for name in path:
            type_, document = self._value(name, type_, document)
        return document

    def _value(self, name: str, type_: str, document: Row | None) -> tuple[str, Any]:
        """The type of a field, and its value in a form that compares."""
        parent = self._schema.type_map[type_]
        assert isinstance(parent, GraphQLObjectType)
        below = get_named_type(parent.fields[name].type).name
        return below, self._read(below, (document or {}).get(stored(name)))

    def _read(self, type_: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._read(type_, item) for item in value]
        return datetime.fromisoformat(value) if type_ == "DateTime" and isinstance(value, str) else value


def _page(
    rows: Sequence[Row], *, first: int | None, after: str | None, last: int | None, before: str | None
) -> Any:
    """A connection. A cursor is the key of its row, while real ones are opaque."""
    keys = [row["id"] for row in rows]
    start = 0 if after is None else keys.index(after) + 1
    stop = len(rows) if before is None else keys.index(before)
    if last is None:
        stop = min(stop, start + (first or 20))
    else:
        start = max(start, stop - last)
    edges = [{"cursor": row["id"], "node": row["data"]} for row in rows[start:stop]]
    return {
        "total_count": len(rows),
        "nodes": [edge["node"] for edge in edges],
        "edges": edges,
        "page_info": {
            "has_previous_page": start > 0,
            "has_next_page": stop < len(rows),
            "start_cursor": edges[0]["cursor"] if edges else None,
            "end_cursor": edges[-1]["cursor"] if edges else None,
        },
    }


def _direction(stored_name: str) -> tuple[bool, bool]:
    descending, *nulls = stored_name.split("_")
    return descending == "desc", nulls == ["nulls", "first"] if nulls else descending == "desc"
