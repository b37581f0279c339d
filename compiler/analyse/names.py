"""What the names in the SQL of a database mean: relations and functions, found by the search path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from fraiseql.compiler.analyse.lexer import Token, tokens
from fraiseql.compiler.catalog import Catalog, ForeignKey, Function, Relation

Key: TypeAlias = tuple[str, str]
"""The schema and the name of a relation."""


class Names:
    """A catalog, indexed.

    referencing: the foreign keys that lead to a table, each with the table that has it.
    called_names: those of the functions, without their schemas.
    children: the partitions of a table, and the tables that inherit from it.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.search_path = catalog.search_path
        self.relations: dict[Key, Relation] = {(r.schema, r.name): r for r in catalog.relations}
        self.functions: dict[Key, list[Function]] = defaultdict(list)
        self.referencing: dict[Key, list[tuple[Key, ForeignKey]]] = defaultdict(list)
        self.children: dict[Key, list[Key]] = defaultdict(list)
        self.called_names = {function.name for function in catalog.functions}
        for function in catalog.functions:
            self.functions[function.schema, function.name].append(function)
        for key, relation in self.relations.items():
            for foreign_key in relation.foreign_keys:
                self.referencing[foreign_key.references].append((key, foreign_key))
            for parent in relation.parents:
                self.children[parent].append(key)

    def path_of(self, function: Function) -> tuple[str, ...]:
        """The search path that a function's body is read with: its own, where it sets one."""
        for setting in function.settings:
            name, _, value = setting.partition("=")
            if name == "search_path":
                return tuple(token.name for token in tokens(value) if token.name)
        return self.search_path

    def relation(self, name: Sequence[str], path: Sequence[str]) -> Relation | None:
        """The relation that a name means, with its schema or without."""
        return next(filter(None, (self.relations.get(key) for key in _candidates(name, path))), None)

    def called(self, name: Sequence[str], count: int, path: Sequence[str]) -> list[Function]:
        """The functions and procedures that a call of so many arguments can mean."""
        found = (self.functions[key] for key in _candidates(name, path) if key in self.functions)
        return [function for function in next(found, []) if _takes(function, count)]


def _candidates(name: Sequence[str], path: Sequence[str]) -> Iterator[Key]:
    if len(name) == 1:
        yield from ((schema, name[0]) for schema in path)
    else:
        yield name[-2], name[-1]


def _takes(function: Function, count: int) -> bool:
    inputs = function.inputs
    needed = sum(not p.has_default and p.mode != "variadic" for p in inputs)
    most = float("inf") if any(p.mode == "variadic" for p in inputs) else len(inputs)
    # A call of a procedure gives its OUT parameters, too.
    return needed <= count <= most or (function.kind == "procedure" and count == len(function.parameters))


def name_at(found: Sequence[Token], place: int) -> tuple[tuple[str, ...], int]:
    """The name, with its schema or without, that starts at a token, and the place behind it; none is ()."""
    parts: list[str] = []
    while place < len(found) and found[place].name:
        parts.append(found[place].name)
        place += 1
        if place == len(found) or not found[place].is_any("."):
            break
        place += 1
    return tuple(parts), place


def calls(names: Names, text: str, path: Sequence[str]) -> list[Function]:
    """The user's functions that a text of SQL calls, in its order."""
    found = tokens(text)
    functions: list[Function] = []
    for place, token in enumerate(found):
        if token.text == "(" and place and found[place - 1].name in names.called_names:
            dotted = place > 2 and found[place - 2].is_any(".") and found[place - 3].name
            name = [found[place - 3].name, found[place - 1].name] if dotted else [found[place - 1].name]
            functions.extend(names.called(name, _arguments(found, place), path))
    return functions


def _arguments(found: Sequence[Token], opening: int) -> int:
    """How many arguments are between a parenthesis and the one that closes it."""
    depth, commas = 0, 0
    for place in range(opening, len(found)):
        token = found[place]
        depth += token.is_any("(", "[") - token.is_any(")", "]")
        if not depth:
            return commas + (place > opening + 1)
        commas += depth == 1 and token.is_any(",")
    return commas + 1
