"""What `fraiseql explain --dependencies` draws: commands → tables → read models → types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fraiseql.compiler.analyse.names import Key
from fraiseql.compiler.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Graph:
    """The names of a schema's objects, and what leads from one to the next.

    writes: the tables of each command's function. refreshes: its read models. unknown: functions of which a
    part could do anything. feeds: the relations that the schema reads, of each table. read_as: their types.
    """

    commands: dict[str, str]
    writes: dict[str, list[str]]
    refreshes: dict[str, list[str]]
    unknown: set[str]
    made_of: dict[str, list[str]]
    filled_by: dict[str, list[str]]
    read_as: dict[str, tuple[str, ...]]


def graph(coverage: Coverage) -> Graph:
    """The graph of a schema and its database."""
    relations = coverage.dependencies.names.relations

    def names(keys: set[Key]) -> list[str]:
        return sorted(coverage.shown(relations[key]) for key in keys)

    found = Graph({}, {}, {}, set(), {}, {}, {})
    for command in coverage.commands:
        function = coverage.shown(command.mutation.function)
        found.commands[command.mutation.field.name] = function
        found.writes[function] = names(command.written - coverage.dependencies.models.keys())
        found.refreshes[function] = names(command.written & coverage.dependencies.models.keys())
        if command.unknown:
            found.unknown.add(function)
    for key, model in coverage.models.items():
        shown = coverage.shown(model.relation)
        found.made_of[shown] = names({touch.relation for touch in model.touches})
        found.filled_by[shown] = sorted({coverage.shown(writer) for writer in model.writers})
        found.read_as.setdefault(shown, coverage.relations[key][1] if key in coverage.relations else ())
    for key, (relation, types) in coverage.relations.items():
        shown = coverage.shown(relation)
        found.read_as[shown] = types
        if key not in coverage.models:
            read = {touch.relation for touch in coverage.dependencies.lineage.relation(relation).all}
            found.made_of[shown] = names(read - {key})
    return found


def text(found: Graph) -> str:
    """The graph to read."""
    return "\n".join(_text(found))


def _text(found: Graph) -> Iterator[str]:
    yield "Commands"
    for field, function in found.commands.items():
        yield f"  {field}: {function}"
        yield from _part("writes", found.writes[function])
        yield from _part("refreshes", found.refreshes[function])
        if function in found.unknown:
            yield "    and what dynamic SQL or another language does, which is not known"
    yield ""
    yield "Read models"
    for relation, types in found.read_as.items():
        yield f"  {relation}: {', '.join(types)}" if types else f"  {relation}"
        yield from _part("filled by", found.filled_by.get(relation, []))
        yield from _part("made of", found.made_of[relation])


def _part(words: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"    {words} {', '.join(names)}"


def mermaid(found: Graph) -> str:
    """The graph as Mermaid draws it."""
    return "\n".join(_mermaid(found))


def _mermaid(found: Graph) -> Iterator[str]:
    nodes: dict[str, str] = {}

    def node(name: str, shape: str) -> str:
        """A node by its number; with its name and shape where it is met first."""
        known = shape + name in nodes
        number = nodes.setdefault(shape + name, f"n{len(nodes) + 1}")
        return number if known else number + shape.replace("…", name.replace('"', "#quot;"))

    yield "flowchart LR"
    for function in dict.fromkeys(found.commands.values()):
        for table in found.writes[function]:
            yield f"  {node(function, _COMMAND)} --> {node(table, _RELATION)}"
        for model in found.refreshes[function]:
            yield f"  {node(function, _COMMAND)} -.-> {node(model, _RELATION)}"
    for relation, tables in found.made_of.items():
        for table in tables:
            yield f"  {node(table, _RELATION)} --> {node(relation, _RELATION)}"
    for relation, types in found.read_as.items():
        for type_ in types:
            yield f"  {node(relation, _RELATION)} --> {node(type_, _TYPE)}"


_COMMAND, _RELATION, _TYPE = '(["…"])', '[("…")]', '["…"]'
"""How Mermaid writes a stadium, a cylinder and a box."""
