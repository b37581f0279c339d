"""The definitions of a schema with each name once, and each type in one piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from graphql import (
    DefinitionNode,
    DirectiveDefinitionNode,
    Node,
    ScalarTypeDefinitionNode,
    TypeDefinitionNode,
    TypeExtensionNode,
)

from fraiseql.compiler.kept import Kept
from fraiseql.scalars import SCALARS

_MEMBERS = ("directives", "interfaces", "fields", "values", "types")


_Named: TypeAlias = TypeDefinitionNode | DirectiveDefinitionNode


class Clash(NamedTuple):
    """A definition whose name is taken: by the first one, or where there is none by a built-in scalar."""

    first: _Named | None
    later: _Named


def distinct(definitions: Iterable[DefinitionNode]) -> tuple[list[DefinitionNode], list[Clash]]:
    """The definitions without those whose name is taken, and those."""
    first: dict[tuple[bool, str], _Named] = {}
    kept: list[DefinitionNode] = []
    clashes: list[Clash] = []
    for node in definitions:
        if isinstance(node, TypeDefinitionNode | DirectiveDefinitionNode):
            name = node.name.value
            is_type = isinstance(node, TypeDefinitionNode)
            if is_type and name in SCALARS and not isinstance(node, ScalarTypeDefinitionNode):
                clashes.append(Clash(None, node))
                continue
            earlier = first.setdefault((is_type, name), node)
            if earlier is not node:
                clashes.append(Clash(earlier, node))
                continue
        kept.append(node)
    return kept, clashes


def folded(definitions: Iterable[DefinitionNode], kept: Kept | None = None) -> list[DefinitionNode]:
    """The definitions with the extensions of types folded into them; of equal members the first stays."""
    kept = Kept() if kept is None else kept
    definitions = tuple(definitions)
    extensions: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in definitions:
        if isinstance(node, TypeExtensionNode):
            extensions[node.kind.replace("extension", "definition"), node.name.value].append(node)
    return [
        kept.of(_fold, node, *extensions.get((node.kind, node.name.value), ()))
        if isinstance(node, TypeDefinitionNode)
        else node
        for node in definitions
        if not isinstance(node, TypeExtensionNode)
    ]


def _fold(node: TypeDefinitionNode, *extensions: Node) -> TypeDefinitionNode:
    changed: dict[str, tuple[Node, ...]] = {}
    for members in _MEMBERS:
        if members in node.keys:
            listed = [m for part in (node, *extensions) for m in getattr(part, members) or ()]
            by_name: dict[str, Node] = {}
            for member in listed:
                by_name.setdefault(member.name.value, member)
            if extensions or len(by_name) < len(listed):
                changed[members] = tuple(by_name.values())
    if not changed:
        return node
    return type(node)(**{key: getattr(node, key) for key in node.keys} | changed)
