"""graphql-core's own executor over rows in memory: what FraiseQL's answers are held against.

It knows nothing of plans, SQL or the projector. Resolvers look up stored names; leaves are written by the few
lines of `leaf`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    graphql_sync,
)

from tests.differential.menagerie import Tables, stored

DISCRIMINATORS = {"Node": "kind", "Owner": "type", "Anything": "__typename"}
SOURCES = {
    "node": "tv_node",
    "thing": "tv_thing",
    "anything": "tv_node",
    "clean": "tv_clean",
    "nodes": "tv_node",
    "things": "tv_thing",
    "cleanThings": "tv_clean",
    "nodePage": "tv_node",
    "count": "tv_node",
    "touch": "tv_node",
    "mustTouch": "tv_thing",
}


class Reference:
    """A schema made executable over the rows of tables."""

    def __init__(self, sdl: str, tables: Tables) -> None:
        self.schema = build_schema(sdl)
        self._tables = tables
        for name, type_ in self.schema.type_map.items():
            if name.startswith("__"):
                continue  # the types of introspection belong to every schema of the process
            if isinstance(type_, GraphQLObjectType):
                type_.is_type_of = lambda value, _: isinstance(value, dict)
                for field in type_.fields.values():
                    field.resolve = _member
            elif isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
                type_.resolve_type = _type_of
            elif isinstance(type_, GraphQLEnumType):
                for value_name, value in type_.values.items():
                    value.value = stored(value_name)
            elif isinstance(type_, GraphQLInputObjectType):
                for field_name, input_field in type_.fields.items():
                    input_field.out_name = stored(field_name)
        query, mutation = self.schema.query_type, self.schema.mutation_type
        assert query is not None
        assert mutation is not None
        for field in query.fields.values():
            field.resolve = self._query
        for name, field in mutation.fields.items():
            field.resolve = _echo if name == "echo" else self._touch

    def execute(self, document: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The response."""
        root: dict[str, Any] = {}
        return dict(graphql_sync(self.schema, document, root, variable_values=dict(variables)).formatted)

    def _query(self, _: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        rows = self._tables[SOURCES[info.field_name]]
        for name in ("limit", "offset", "first"):
            if (arguments.get(name) or 0) < 0:
                raise GraphQLError(f"{name} is negative")
        if "key" in arguments:
            rows = [row for row in rows if row[0] == arguments["key"]]
        documents = [document for _, document in rows]
        if info.field_name == "count":
            return len(documents)
        if info.field_name == "nodePage":
            first = arguments.get("first")
            nodes = documents[: 20 if first is None else first]
            return {
                "nodes": nodes,
                "edges": [{"node": node} for node in nodes],
                "page_info": {"has_next_page": len(nodes) < len(documents)},
                "total_count": len(documents),
            }
        if info.field_name in ("nodes", "things", "cleanThings"):
            return documents[arguments.get("offset") or 0 :][: arguments.get("limit")]
        return documents[0] if documents else None

    def _touch(self, _: Any, info: GraphQLResolveInfo[Any], key: str) -> Any:
        if key == "k3":
            raise GraphQLError("k3 is not to be touched")
        found = dict(self._tables[SOURCES[info.field_name]])
        return None if key == "k5" else found[key]


def _echo(_: Any, _info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
    return _ordered({name: arguments.get(name) for name in ("pick", "input", "numbers")})


def _ordered(value: Any) -> Any:
    """JSON with its keys in the order of jsonb."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: _ordered(value[key]) for key in keys}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


def _type_of(value: Any, info: GraphQLResolveInfo[Any], type_: Any) -> str:
    name = value.get(DISCRIMINATORS[type_.name]) if isinstance(value, dict) else None
    if type(name) is not str or name not in {t.name for t in info.schema.get_possible_types(type_)}:
        raise GraphQLError(f"no {type_.name}: {name}")
    return name


def _member(document: Mapping[str, Any], info: GraphQLResolveInfo[Any]) -> Any:
    value = document.get(stored(info.field_name))
    type_ = get_named_type(info.return_type)
    if not isinstance(type_, GraphQLScalarType):
        return value
    return _leaves(type_.name, value, _levels(str(info.return_type)))


def _levels(type_: str) -> int:
    return type_.count("[")


def _leaves(type_: str, value: Any, levels: int) -> Any:
    """The leaves in so many levels of lists; an error stands for one that does not fit."""
    if levels and isinstance(value, list):
        return [_leaves(type_, item, levels - 1) for item in value]
    if value is None or levels:
        return value
    written = leaf(type_, value)
    return GraphQLError(f"{type_} cannot represent {value!r}") if written is None else written


def leaf(type_: str, value: Any) -> Any:
    """A stored value, not null, as the scalar's output; None where it does not fit."""
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if type_ == "JSON":
        return value
    if type_ == "Boolean":
        return value if isinstance(value, bool) else None
    if type_ == "Float":
        return found if number and isfinite(found := float(Decimal(value))) else None
    if type_ == "Int":
        whole = number and value == int(value) and -(2**31) <= value < 2**31
        return int(value) if whole else None
    if isinstance(value, str):
        return value
    if type_ in ("BigInt", "Decimal"):
        return _digits(value) if number else None
    if type_ == "ID":
        return str(value) if number and isinstance(value, int) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return _digits(value) if number else None


def _digits(value: int | Decimal) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
