"""Derived types: the definitions that exist because the schema mentions their names (design §2)."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    NamedTypeNode,
    Node,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    TypeDefinitionNode,
    TypeNode,
    Visitor,
    parse,
    visit,
)

from fraiseql.compiler.model import root_names
from fraiseql.operators import Operator, enum_operators, operators_of
from fraiseql.scalars import SCALARS, STANDARD

DIRECTIONS = {
    "ASC": "Ascending, nulls last.",
    "DESC": "Descending, nulls first.",
    "ASC_NULLS_FIRST": "Ascending, nulls first.",
    "ASC_NULLS_LAST": "Ascending, nulls last.",
    "DESC_NULLS_FIRST": "Descending, nulls first.",
    "DESC_NULLS_LAST": "Descending, nulls last.",
}
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


def derive(document: DocumentNode) -> list[DefinitionNode]:
    """The definitions of the names that a document mentions, does not define, and FraiseQL knows.

    document: without extensions (see `merge.folded`).
    """
    types = {d.name.value: d for d in document.definitions if isinstance(d, TypeDefinitionNode)}
    known = {*types, *STANDARD}
    for root in root_names(document.definitions).values():
        types.pop(root, None)  # it has no rows
    wanted = list(_mentioned(document))
    derived: list[DefinitionNode] = []
    while wanted:
        name = wanted.pop()
        if name in known:
            continue
        known.add(name)
        text = _definition(name, types)
        if text is not None:
            definitions = parse(text, no_location=True)
            derived.extend(definitions.definitions)
            wanted.extend(_mentioned(definitions))
    return sorted(derived, key=lambda d: d.name.value if isinstance(d, TypeDefinitionNode) else "")


def derivable(document: DocumentNode) -> Iterator[str]:
    """Every name that `derive` knows a definition for, whether it is mentioned or not."""
    yield "OrderDirection"
    for scalar in SCALARS:
        yield from (scalar, f"{scalar}Filter")
    roots = root_names(document.definitions).values()
    for node in document.definitions:
        if isinstance(node, ObjectTypeDefinitionNode) and node.name.value not in roots:
            yield from (f"{node.name.value}Where", f"{node.name.value}OrderBy")
        elif isinstance(node, EnumTypeDefinitionNode):
            yield f"{node.name.value}Filter"


def _mentioned(node: Node) -> Iterator[str]:
    names: list[str] = []

    class Collector(Visitor):
        def enter_named_type(self, node: NamedTypeNode, *_: object) -> None:
            names.append(node.name.value)

    visit(node, Collector())
    return iter(dict.fromkeys(names))


def _definition(name: str, types: dict[str, TypeDefinitionNode]) -> str | None:
    if name == "OrderDirection":
        values = "\n".join(f'"{text}" {value}' for value, text in DIRECTIONS.items())
        return f'"The direction of an ordering."\nenum OrderDirection {{ {values} }}'
    if name in SCALARS:
        scalar = SCALARS[name]
        specified = f' @specifiedBy(url: "{scalar.specified_by}")' if scalar.specified_by else ""
        return f'"{scalar.description}"\nscalar {name}{specified}'
    subject = types.get(name.removesuffix("Where"))
    if name.endswith("Where") and isinstance(subject, ObjectTypeDefinitionNode):
        return _where(subject, types)
    subject = types.get(name.removesuffix("OrderBy"))
    if name.endswith("OrderBy") and isinstance(subject, ObjectTypeDefinitionNode):
        return _order_by(subject, types)
    subject = types.get(name.removesuffix("Connection"))
    if name.endswith("Connection") and isinstance(subject, ObjectTypeDefinitionNode):
        return _page_type(name, f"A page of {subject.name.value} rows.", CONNECTION, subject.name.value)
    subject = types.get(name.removesuffix("Edge"))
    if name.endswith("Edge") and isinstance(subject, ObjectTypeDefinitionNode):
        return _page_type(name, f"A {subject.name.value} row of a page.", EDGE, subject.name.value)
    if name == "PageInfo":
        return _page_type(name, "What is on either side of a page.", PAGE_INFO, "")
    compared = name.removesuffix("Filter")
    if name.endswith("Filter") and compared in SCALARS:
        return _filter(compared, operators_of(SCALARS[compared]))
    if name.endswith("Filter") and isinstance(types.get(compared), EnumTypeDefinitionNode):
        return _filter(compared, enum_operators())
    return None


def _where(subject: ObjectTypeDefinitionNode, types: dict[str, TypeDefinitionNode]) -> str:
    name = subject.name.value
    fields = [
        f"{field}: {target}{suffix}"
        for field, target, suffix in _filterable(subject, types, "Where", "Filter")
    ]
    logic = [
        f'"All of these hold." AND: [{name}Where!]',
        f'"One of these holds." OR: [{name}Where!]',
        f'"This does not hold." NOT: {name}Where',
    ]
    return f'"Which {name} rows."\ninput {name}Where {{ ' + "\n".join([*fields, *logic]) + " }"


def _order_by(subject: ObjectTypeDefinitionNode, types: dict[str, TypeDefinitionNode]) -> str | None:
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
    return leaf not in SCALARS or SCALARS[leaf].comparable


def _sorts(name: str, types: dict[str, TypeDefinitionNode], seen: set[str]) -> bool:
    """Whether an object type has something to sort by, in itself or in what it embeds."""
    subject = types[name]
    assert isinstance(subject, ObjectTypeDefinitionNode)
    if name in seen:
        return False
    seen.add(name)
    return any(
        _compares(target) if suffix == "Leaf" else _sorts(target, types, seen)
        for _, target, suffix in _filterable(subject, types, "OrderBy", "Leaf")
    )


def _filterable(
    subject: ObjectTypeDefinitionNode, types: dict[str, TypeDefinitionNode], of_object: str, of_leaf: str
) -> Iterator[tuple[str, str, str]]:
    for field in subject.fields or ():
        named, name = _single(field), field.name.value
        if named is None or name in LOGIC or name.startswith("__"):  # a reserved name has a diagnostic
            continue
        if isinstance(types.get(named), ObjectTypeDefinitionNode):
            yield field.name.value, named, of_object
        elif named in SCALARS or isinstance(types.get(named), EnumTypeDefinitionNode):
            yield field.name.value, named, of_leaf


def _single(field: FieldDefinitionNode) -> str | None:
    type_: TypeNode = field.type.type if isinstance(field.type, NonNullTypeNode) else field.type
    return type_.name.value if isinstance(type_, NamedTypeNode) else None


def _page_type(name: str, description: str, fields: dict[str, tuple[str, str]], node: str) -> str:
    lines = [f'"{text}" {field}: {type_.format(node)}' for field, (type_, text) in fields.items()]
    return f'"{description}"\ntype {name} {{ ' + "\n".join(lines) + " }"


def _filter(compared: str, operators: tuple[Operator, ...]) -> str:
    takes = {"value": compared, "list": f"[{compared}!]", "flag": "Boolean"}
    fields = "\n".join(f'"{row.description}" {row.name}: {takes[row.takes]}' for row in operators)
    return f'"Tests of a {compared}."\ninput {compared}Filter {{ {fields} }}'
