"""What filters and orderings mean (design §3), on documents in plain Python.

The answers are those of a database whose collation and character type are `C`: text is ordered by
code points, and case is a matter of ASCII letters. The fixtures of `fraiseql.testing.plugin` make
such databases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fraiseql.load import Plans
from fraiseql.operators import operators_of
from fraiseql.plan import EnumType, ObjectType, Query, ScalarType, Target, Type, ValueTarget, type_ref
from fraiseql.scalars import Family
from fraiseql.testing.inputs import argument_type, completed
from fraiseql.testing.values import Network, knows, read

Document = Mapping[str, Any]
Test = Callable[[Any, Any], bool]
"""An operand, never null but where the test is about nulls, and the value of the operator."""


def matches(plans: Plans, query: str, where: Mapping[str, Any], document: Document) -> bool:
    """Whether a row passes a filter.

    query: the name of the root field. where: as a client sends it, as JSON; one that is accepted.
    document: the row's stored JSON, numbers with a fraction as `Decimal`.
    Raises LookupError for a name, an operator (see `UNMODELLED`) or a type that it does not know.
    """
    root = plans.queries[query]
    written, _ = argument_type(plans.types, root, "where")
    whole = completed(plans.types, written, where)
    return _where(plans.types, row_type(plans, root), root.targets, whole, document)


def ordered(
    plans: Plans,
    query: str,
    order_by: Sequence[Mapping[str, Any]] | Mapping[str, Any],
    documents: Sequence[Document],
) -> list[Document]:
    """The rows in the order that `orderBy` asks for.

    order_by: as a client sends it. documents: in the order of the key column, which decides between
    rows that are equal in all else. Raises LookupError for an unknown name.
    """
    root = plans.queries[query]
    rows = list(documents)
    for item in reversed(_listed(order_by)):  # sorting is stable, so the last key goes first
        read_key, direction = _key(plans.types, row_type(plans, root), root.targets, item)
        descending = direction.startswith("DESC")
        nulls_first = direction.endswith("NULLS_FIRST") or direction == "DESC"
        nulls = [row for row in rows if read_key(row) is None]
        values = sorted((row for row in rows if read_key(row) is not None), key=read_key, reverse=descending)
        rows = [*nulls, *values] if nulls_first else [*values, *nulls]
    return rows


def row_type(plans: Plans, query: Query) -> ObjectType:
    """The type of the rows that a root field filters, also of one that counts them, or is a connection."""
    named: str | None = type_ref(query.type).name
    if query.returns == "connection":
        named = _node_type(plans.types, type_ref(query.type).name)
    if query.returns == "count" or named is None:
        written, _ = argument_type(plans.types, query, "where")
        named = type_ref(written).name.removesuffix("Where")
    return object_type(plans.types, named)


def _node_type(types: Mapping[str, Type], connection: str) -> str | None:
    """The type of a connection's nodes; one that a schema wrote by hand may show none."""
    fields = object_type(types, connection).fields
    if "edges" in fields and "nodes" not in fields:
        fields = object_type(types, type_ref(fields["edges"].type).name).fields
    found = fields.get("nodes") or fields.get("node")
    return None if found is None else type_ref(found.type).name


def object_type(types: Mapping[str, Type], name: str) -> ObjectType:
    """The object type of this name. Raises LookupError."""
    found = types[name]
    if not isinstance(found, ObjectType):
        raise LookupError(f"{name} is no object type")
    return found


# --- filters -------------------------------------------------------------------------------------


def _where(
    types: Mapping[str, Type], row: ObjectType, targets: Mapping[str, Target], where: Any, document: Document
) -> bool:
    def holds(inner: Any) -> bool:
        return _where(types, row, targets, inner, document)

    def member(name: str, given: Any) -> bool:
        if name == "AND":
            return all(map(holds, _listed(given)))
        if name == "OR":
            return any(map(holds, _listed(given)))
        if name == "NOT":
            return not holds(given)
        return _field(types, targets[name], given, document.get(row.fields[name].key))

    return all(member(name, given) for name, given in where.items())


def _listed(value: Any) -> Sequence[Any]:
    """GraphQL takes a single value for a list of it."""
    return value if isinstance(value, list | tuple) else [value]


def _field(types: Mapping[str, Type], target: Target, tests: Mapping[str, Any], stored: Any) -> bool:
    if isinstance(target, ValueTarget):
        operand = _operand(target, stored)
        return all(_test(types, target, name, given, operand) for name, given in tests.items())
    row = object_type(types, target.type)

    def holds(where: Any, item: Any) -> bool:
        return _where(types, row, row.targets, where, item if isinstance(item, dict) else {})

    if not target.list:
        return holds(tests, stored)
    items = stored if isinstance(stored, list) else []

    def quantified(name: str, where: Any) -> bool:
        found = [holds(where, item) for item in items]
        return {"some": any(found), "every": all(found), "none": not any(found)}[name]

    return all(quantified(name, where) for name, where in tests.items())


def _operand(target: ValueTarget, stored: Any) -> Any:
    if target.list:
        if not isinstance(stored, list):
            return None
        return [None if item is None else read(target.postgres, item) for item in stored]
    return None if stored is None else read(target.postgres, stored)


def _test(types: Mapping[str, Type], target: ValueTarget, name: str, given: Any, operand: Any) -> bool:
    definition = types.get(target.type)
    custom = isinstance(definition, ScalarType)
    row = operators_of(target.type, is_list=target.list, custom=custom)[name]
    if given is None:
        return (operand is None) == (name == "eq")
    if name in target.measures:
        measured = MEASURES[name]
        number = None if operand is None else measured(operand)
        measure = target.measures[name]
        return all(_test(types, measure, inner, value, number) for inner, value in given.items())
    if name in UNMODELLED:
        raise LookupError(f"the oracle does not know {name}: {UNMODELLED[name]}")
    if custom and row.takes in ("value", "list") and not knows(target.postgres):
        raise LookupError(f"the oracle does not know how {target.postgres} compares")
    test = TESTS[row.families[0], name]

    def value(item: Any) -> Any:
        return read(target.postgres, definition.values[item] if isinstance(definition, EnumType) else item)

    match row.takes:
        case "value":
            return test(operand, value(given))
        case "list":
            return test(operand, [value(item) for item in _listed(given)])
        case "flag":
            return bool(test(operand, True) == given)
        case "texts":
            return test(operand, _listed(given))
    return test(operand, given)


UNMODELLED = {
    "search": "words and their stems are what the database's dictionaries say",
    "matchesLquery": "it is a language of the ltree extension",
    "matchesLtxtquery": "it is a language of the ltree extension",
}
"""Operators without an oracle, and why."""

MEASURES: Mapping[str, Callable[[Any], int]] = {"length": len, "depth": len}
"""What operators measure, of an operand that is not null."""


def _strict(test: Test) -> Test:
    """False of a null."""
    return lambda operand, given: operand is not None and test(operand, given)


def _lower(text: str) -> str:
    """Lower case as the character type `C` knows it."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def _like(text: str, pattern: str) -> bool:
    tokens = re.findall(r"\\.|.", pattern, re.DOTALL)
    regex = "".join({"%": ".*", "_": "."}.get(token) or re.escape(token[-1]) for token in tokens)
    return re.fullmatch(regex, text, re.DOTALL) is not None


def _matches(text: str, pattern: str) -> bool:
    return re.search(pattern, text, re.DOTALL) is not None


def _imatches(text: str, pattern: str) -> bool:
    return re.search(pattern, text, re.DOTALL | re.IGNORECASE | re.ASCII) is not None


def _json_contains(whole: Any, part: Any) -> bool:
    (kind, content), other = whole, part[0]
    if kind == "array" and other not in ("array", "object"):  # an array is said to contain its elements
        return part in content
    return _json_within(whole, part)


def _json_within(whole: Any, part: Any) -> bool:
    (kind, content), (other, wanted) = whole, part
    if kind != other:
        return False
    if kind == "object":
        members = dict(content)
        return all(key in members and _json_within(members[key], item) for key, item in wanted)
    if kind == "array":
        return all(any(_json_within(item, each) for item in content) for each in wanted)
    return bool(content == wanted)


def _has_key(json: Any, key: str) -> bool:
    kind, content = json
    if kind == "object":
        return any(key == name for name, _ in content)
    return bool(("string", key) in content if kind == "array" else json == ("string", key))


def _within(inner: Network, outer: Network) -> bool:
    return inner.version == outer.version and inner.prefix.startswith(outer.prefix)


def _starts(path: tuple[str, ...], beginning: tuple[str, ...]) -> bool:
    return path[: len(beginning)] == beginning


def _list_contains(items: list[Any], wanted: list[Any]) -> bool:
    return all(item in items for item in wanted)


_OF_VALUES: Mapping[tuple[Family, str], Test] = {
    ("any", "eq"): lambda x, y: bool(x == y),
    ("any", "in"): lambda x, ys: x in ys,
    ("ordered", "gt"): lambda x, y: bool(x > y),
    ("ordered", "gte"): lambda x, y: bool(x >= y),
    ("ordered", "lt"): lambda x, y: bool(x < y),
    ("ordered", "lte"): lambda x, y: bool(x <= y),
    ("text", "contains"): lambda x, y: y in x,
    ("text", "startsWith"): lambda x, y: x.startswith(y),
    ("text", "endsWith"): lambda x, y: x.endswith(y),
    ("text", "ieq"): lambda x, y: _lower(x) == _lower(y),
    ("text", "icontains"): lambda x, y: _lower(y) in _lower(x),
    ("text", "istartsWith"): lambda x, y: _lower(x).startswith(_lower(y)),
    ("text", "iendsWith"): lambda x, y: _lower(x).endswith(_lower(y)),
    ("text", "like"): _like,
    ("text", "ilike"): lambda x, y: _like(_lower(x), _lower(y)),
    ("text", "matches"): _matches,
    ("text", "imatches"): _imatches,
    ("json", "contains"): _json_contains,
    ("json", "containedBy"): lambda x, y: _json_contains(y, x),
    ("json", "hasKey"): _has_key,
    ("json", "hasAnyKey"): lambda x, keys: any(_has_key(x, key) for key in keys),
    ("json", "hasAllKeys"): lambda x, keys: all(_has_key(x, key) for key in keys),
    ("ltree", "ancestorOf"): lambda x, y: _starts(y, x),
    ("ltree", "descendantOf"): _starts,
    ("network", "within"): lambda x, y: _within(x, y) and x.prefix != y.prefix,
    ("network", "withinOrEqual"): _within,
    ("network", "contains"): lambda x, y: _within(y, x) and x.prefix != y.prefix,
    ("network", "containsOrEqual"): lambda x, y: _within(y, x),
    ("network", "overlaps"): lambda x, y: _within(x, y) or _within(y, x),
    ("network", "isIpv4"): lambda x, _: x.version == 4,
    ("network", "isIpv6"): lambda x, _: x.version == 6,
    ("list", "contains"): _list_contains,
    ("list", "containedBy"): lambda x, y: _list_contains(y, x),
    ("list", "overlaps"): lambda x, y: any(item in y for item in x),
    ("list", "isEmpty"): lambda x, _: not x,
}
TESTS: Mapping[tuple[Family, str], Test] = {
    **{key: _strict(test) for key, test in _OF_VALUES.items()},
    ("any", "isNull"): lambda x, _: x is None,
    ("any", "ne"): lambda x, y: bool(x != y),
    ("any", "notIn"): lambda x, ys: x not in ys,
}
"""The meaning of each row of the operator table, by its first family and its name."""


# --- orderings -----------------------------------------------------------------------------------


def _key(
    types: Mapping[str, Type], row: ObjectType, targets: Mapping[str, Target], item: Mapping[str, Any]
) -> tuple[Callable[[Any], Any], str]:
    """How to read the sort key of a document, None for a null; and the direction."""
    ((name, value),) = item.items()
    target, key = targets[name], row.fields[name].key

    def stored(document: Any) -> Any:
        return document.get(key) if isinstance(document, dict) else None

    if not isinstance(target, ValueTarget):
        embedded = object_type(types, target.type)
        inner, direction = _key(types, embedded, embedded.targets, value)
        return lambda document: inner(stored(document)), direction
    enum = types.get(target.type)
    if isinstance(enum, EnumType):
        places = {label: place for place, label in enumerate(enum.values.values())}
        return lambda document: places.get(stored(document)), value
    return lambda document: _operand(target, stored(document)), value
