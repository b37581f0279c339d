"""Derived types: the definitions that exist because the schema mentions their names (design §2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from graphql import (
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    TypeDefinitionNode,
    TypeNode,
    UnionTypeDefinitionNode,
    parse,
)

from fraiseql.compiler.kept import Kept
from fraiseql.compiler.model import root_names
from fraiseql.compiler.source import mentioned
from fraiseql.operators import QUANTIFIERS, Operator, operators_of
from fraiseql.scalars import SCALARS, STANDARD

DIRECTIONS = {
    "ASC": "Ascending, nulls last.",
    "DESC": "Descending, nulls first.",
    "ASC_NULLS_FIRST": "Ascending, nulls first.",
    "ASC_NULLS_LAST": "Ascending, nulls last.",
    "DESC_NULLS_FIRST": "Descending, nulls first.",
    "DESC_NULLS_LAST": "Descending, nulls last.",
}
_WithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode
"""What filters and sorts by its fields."""

_WithRows = _WithFields | UnionTypeDefinitionNode
"""What has pages."""

LOGIC = ("AND", "OR", "NOT")

CONNECTION = {
    "edges": ("[{}Edge!]!", "The rows of the page, with their cursors."),
    "nodes": ("[{}!]!", "The rows of the page."),
    "pageInfo": ("PageInfo!", "What is on either side of the page."),
    "totalCount": ("Int!", "How many rows all pages have."),
}
EDGE = {
    "cursor": ("String!", "Where the row stands in the ordering, for `after` and `before`."),
    "node": ("{}!", "The row."),
}
PAGE_INFO = {
    "hasNextPage": ("Boolean!", "Whether rows follow the page."),
    "hasPreviousPage": ("Boolean!", "Whether rows precede the page."),
    "startCursor": ("String", "The cursor of the first row."),
    "endCursor": ("String", "The cursor of the last row."),
}
"""The fields of connections: their types, with `{}` for the rows' type, and what they mean."""


def derive(document: DocumentNode, kept: Kept | None = None) -> list[DefinitionNode]:
    """The definitions of the names that a document mentions, does not define, and FraiseQL knows.

    document: without extensions (see `merge.folded`).
    """
    kept = Kept() if kept is None else kept
    types = {d.name.value: d for d in document.definitions if isinstance(d, TypeDefinitionNode)}
    known = {*types, *STANDARD}
    for root in root_names(document.definitions).values():
        types.pop(root, None)  # it has no rows
    wanted = list(dict.fromkeys(name for node in document.definitions for name in kept.of(mentioned, node)))
    derived: list[DefinitionNode] = []
    while wanted:
        name = wanted.pop()
        if name in known:
            continue
        known.add(name)
        text = _definition(name, types)
        if text is not None:
            (definition,) = _parsed(text).definitions
            derived.append(definition)
            wanted.extend(kept.of(mentioned, definition))
    return sorted(derived, key=lambda d: d.name.value if isinstance(d, TypeDefinitionNode) else "")


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> DocumentNode:
    """A derived definition, kept for the next run of one process: nodes are never changed."""
    return parse(text, no_location=True)


def derivable(document: DocumentNode) -> Iterator[str]:
    """Every name that `derive` knows a definition for, whether it is mentioned or not."""
    yield "OrderDirection"
    for scalar in SCALARS:
        yield from (scalar, f"{scalar}Filter", f"{scalar}ListFilter")
    roots = root_names(document.definitions).values()
    for node in document.definitions:
        if isinstance(node, _WithFields) and node.name.value not in roots:
            yield from (f"{node.name.value}{suffix}" for suffix in ("Where", "OrderBy", "ListFilter"))
        elif isinstance(node, EnumTypeDefinitionNode | ScalarTypeDefinitionNode):
            yield from (f"{node.name.value}{suffix}" for suffix in ("Filter", "ListFilter"))


def _definition(name: str, types: dict[str, TypeDefinitionNode]) -> str | None:
    if name == "OrderDirection":
        values = "\n".join(f'"{text}" {value}' for value, text in DIRECTIONS.items())
        return f'"The direction of an ordering."\nenum OrderDirection {{ {values} }}'
    if name in SCALARS:
        scalar = SCALARS[name]
        specified = f' @specifiedBy(url: "{scalar.specified_by}")' if scalar.specified_by else ""
        return f'"{scalar.description}"\nscalar {name}{specified}'
    subject = types.get(name.removesuffix("Where"))
    if name.endswith("Where") and isinstance(subject, _WithFields):
        return _where(subject, types)
    subject = types.get(name.removesuffix("OrderBy"))
    if name.endswith("OrderBy") and isinstance(subject, _WithFields):
        return _order_by(subject, types)
    subject = types.get(name.removesuffix("Connection"))
    if name.endswith("Connection") and isinstance(subject, _WithRows):
        return _page_type(name, f"A page of {subject.name.value} rows.", CONNECTION, subject.name.value)
    subject = types.get(name.removesuffix("Edge"))
    if name.endswith("Edge") and isinstance(subject, _WithRows):
        return _page_type(name, f"A {subject.name.value} row of a page.", EDGE, subject.name.value)
    if name == "PageInfo":
        return _page_type(name, "What is on either side of a page.", PAGE_INFO, "")
    if not name.endswith("Filter"):
        return None
    compared = name.removesuffix("Filter")
    if _is_leaf(compared, types):
        custom = isinstance(types.get(compared), ScalarTypeDefinitionNode)
        return _filter(compared, name, operators_of(compared, custom=custom))
    item = compared.removesuffix("List")
    if compared == item:
        return None
    if _is_leaf(item, types):
        return _filter(item, name, operators_of(item, is_list=True))
    return _quantified(item) if isinstance(types.get(item), _WithFields) else None


def _is_leaf(name: str, types: dict[str, TypeDefinitionNode]) -> bool:
    return name in SCALARS or isinstance(types.get(name), EnumTypeDefinitionNode | ScalarTypeDefinitionNode)


def _where(subject: _WithFields, types: dict[str, TypeDefinitionNode]) -> str:
    name = subject.name.value
    fields = [f"{field}: {filter_}" for field, filter_ in _filters(subject, types)]
    logic = [
        f'"All of these hold." AND: [{name}Where!]',
        f'"One of these holds." OR: [{name}Where!]',
        f'"This does not hold." NOT: {name}Where',
    ]
    return f'"Which {name} rows."\ninput {name}Where {{ ' + "\n".join([*fields, *logic]) + " }"


def _order_by(subject: _WithFields, types: dict[str, TypeDefinitionNode]) -> str | None:
    name = subject.name.value
    fields = [
        f"{field}: {'OrderDirection' if suffix == 'Leaf' else target + suffix}"
        for field, target, suffix in _filterable(subject, types, "OrderBy", "Leaf")
        if (_sorts(target, types, set()) if suffix != "Leaf" else _compares(target))
    ]
    if not fields:
        return None
    return f'"One key to sort {name} rows by."\ninput {name}OrderBy @oneOf {{ ' + "\n".join(fields) + " }"


def _compares(leaf: str) -> bool:
    return leaf not in SCALARS or SCALARS[leaf].sortable


def _sorts(name: str, types: dict[str, TypeDefinitionNode], seen: set[str]) -> bool:
    """Whether an object type has something to sort by, in itself or in what it embeds."""
    subject = types[name]
    assert isinstance(subject, _WithFields)
    if name in seen:
        return False
    seen.add(name)
    return any(
        _compares(target) if suffix == "Leaf" else _sorts(target, types, seen)
        for _, target, suffix in _filterable(subject, types, "OrderBy", "Leaf")
    )


def filter_name(named: str, *, is_object: bool, is_list: bool) -> str:
    """The derived input that filters a field of a type."""
    if is_list:
        return f"{named}ListFilter"
    return f"{named}Where" if is_object else f"{named}Filter"


def _filters(subject: _WithFields, types: dict[str, TypeDefinitionNode]) -> Iterator[tuple[str, str]]:
    for field in subject.fields or ():
        named, lists = _taken_apart(field)
        is_object = isinstance(types.get(named), _WithFields)
        if lists <= 1 and _has_filter(field) and (is_object or _is_leaf(named, types)):
            yield field.name.value, filter_name(named, is_object=is_object, is_list=bool(lists))


def _has_filter(field: FieldDefinitionNode) -> bool:
    name = field.name.value
    if any(directive.name.value == "relation" for directive in field.directives or ()):
        return False  # it is not in the document
    return name not in LOGIC and not name.startswith("__")  # a reserved name has a diagnostic


def _filterable(
    subject: _WithFields, types: dict[str, TypeDefinitionNode], of_object: str, of_leaf: str
) -> Iterator[tuple[str, str, str]]:
    for field in subject.fields or ():
        named, lists = _taken_apart(field)
        if lists or not _has_filter(field):
            continue
        if isinstance(types.get(named), _WithFields):
            yield field.name.value, named, of_object
        elif _is_leaf(named, types):
            yield field.name.value, named, of_leaf


def _taken_apart(field: FieldDefinitionNode) -> tuple[str, int]:
    """The named type, and how many list levels there are."""
    type_: TypeNode = field.type
    lists = 0
    while not isinstance(type_, NamedTypeNode):
        assert isinstance(type_, NonNullTypeNode | ListTypeNode)
        lists += isinstance(type_, ListTypeNode)
        type_ = type_.type
    return type_.name.value, lists


def _filter(compared: str, name: str, operators: dict[str, Operator]) -> str:
    fields = "\n".join(
        f"{_quoted(row.description)} {row.name}: {taken(row, compared)}" for row in operators.values()
    )
    return f'"Tests of {name.removesuffix("Filter")}."\ninput {name} {{ {fields} }}'


def taken(operator: Operator, compared: str) -> str:
    """The GraphQL type of what an operator is given, for a field of this type."""
    return {
        "value": compared,
        "list": f"[{compared}!]",
        "flag": "Boolean",
        "text": "String",
        "texts": "[String!]",
        "measure": "IntFilter",
    }[operator.takes]


def _quantified(item: str) -> str:
    fields = "\n".join(f'"{text}" {name}: {item}Where' for name, text in QUANTIFIERS.items())
    return f'"Tests of a list of {item}."\ninput {item}ListFilter {{ {fields} }}'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _page_type(name: str, description: str, fields: dict[str, tuple[str, str]], node: str) -> str:
    lines = [f'"{text}" {field}: {type_.format(node)}' for field, (type_, text) in fields.items()]
    return f'"{description}"\ntype {name} {{ ' + "\n".join(lines) + " }"
