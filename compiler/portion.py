"""A portion of a schema, of which graphql-core makes what it would make of it in the whole.

What it makes of a definition depends on the definition, on the kinds of the types that this mentions, and on
a few of those types as they are: its surroundings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from graphql import (
    DefinitionNode,
    DirectiveDefinitionNode,
    DocumentNode,
    InputObjectTypeDefinitionNode,
    InputObjectTypeExtensionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
    NamedTypeNode,
    NameNode,
    TypeDefinitionNode,
    TypeExtensionNode,
)

from fraiseql.compiler.kept import Kept
from fraiseql.compiler.source import mentioned, within
from fraiseql.scalars import STANDARD

Nodes: TypeAlias = tuple[DefinitionNode, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A type with all that it depends on, or a directive, whose name has its `@` here.

    nodes: its definition and its extensions. surroundings: those of the types that it needs as they are.
    kinds: what the other types are that all these mention; `None` where nobody defines one.
    """

    name: str
    nodes: Nodes
    surroundings: Nodes
    kinds: dict[str, type[TypeDefinitionNode] | None]

    @property
    def seen(self) -> tuple[object, ...]:
        """Everything that it depends on; what is mentioned stands in the nodes."""
        return (*self.nodes, *self.surroundings, *self.kinds.values())


def parts(definitions: Iterable[DefinitionNode], kept: Kept) -> tuple[Part, ...]:
    """The types and directives of a schema, each with what it depends on, in their order."""
    named: dict[str, list[DefinitionNode]] = {}
    for node in definitions:
        if isinstance(node, TypeDefinitionNode | TypeExtensionNode):
            named.setdefault(node.name.value, []).append(node)
        elif isinstance(node, DirectiveDefinitionNode):
            named[f"@{node.name.value}"] = [node]
    types = {name: tuple(sorted(nodes, key=_is_extension)) for name, nodes in named.items()}
    return tuple(_part(name, types, kept) for name in types)


def _is_extension(node: DefinitionNode) -> bool:
    return isinstance(node, TypeExtensionNode)


def _part(name: str, types: dict[str, Nodes], kept: Kept) -> Part:
    needed = {name: None}
    waiting = [name]
    while waiting:
        for node in types[waiting.pop()]:
            for other in kept.of(_needed, node):
                if other in types and other not in needed:
                    needed[other] = None
                    waiting.append(other)
    del needed[name]
    surroundings = tuple(node for other in needed for node in types[other])
    kinds: dict[str, type[TypeDefinitionNode] | None] = {}
    for node in (*types[name], *surroundings):
        for other in kept.of(mentioned, node):
            if other != name and other not in needed and other not in STANDARD:
                kinds[other] = _kind(types.get(other, ()))
    return Part(name, types[name], surroundings, kinds)


def _kind(nodes: Nodes) -> type[TypeDefinitionNode] | None:
    return next((type(node) for node in nodes if isinstance(node, TypeDefinitionNode)), None)


_COMPARED = (InterfaceTypeDefinitionNode, InterfaceTypeExtensionNode)
_GIVEN = (InputObjectTypeDefinitionNode, InputObjectTypeExtensionNode)


def _needed(node: DefinitionNode) -> tuple[str, ...]:
    """The types that a definition needs as they are.

    The fields of an interface are compared with those of what implements it, input objects may not go in
    circles, and defaults have a value of their type. Derived inputs are right by construction.
    """
    if isinstance(node, _COMPARED) or getattr(node, "interfaces", None):
        return mentioned(node)
    if isinstance(node, _GIVEN):
        return mentioned(node) if node.loc is not None else ()
    values = (value for value in within(node, InputValueDefinitionNode) if value.default_value is not None)
    return tuple(each.name.value for value in values for each in within(value.type, NamedTypeNode))


def portion(some: Iterable[Part]) -> DocumentNode:
    """The document of some parts. What they only mention is of its kind, and empty."""
    nodes: dict[int, DefinitionNode] = {}
    kinds: dict[str, type[TypeDefinitionNode] | None] = {}
    for part in some:
        nodes |= {id(node): node for node in (*part.nodes, *part.surroundings)}
        kinds |= part.kinds
    there = {n.name.value for n in nodes.values() if isinstance(n, TypeDefinitionNode)}
    return DocumentNode(definitions=(*nodes.values(), *_empty(kinds, there)))


def _empty(kinds: dict[str, type[TypeDefinitionNode] | None], there: set[str]) -> Iterator[DefinitionNode]:
    for name, kind in kinds.items():
        if kind is not None and name not in there:
            yield kind(name=NameNode(value=name))
