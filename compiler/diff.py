"""What changed between two plan folders, and what that may do to clients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeVar

from graphql import GraphQLSchema, build_schema, find_schema_changes
from graphql.utilities import BreakingChangeType, DangerousChangeType, SchemaChange

from fraiseql.compiler.statements import sort_keys
from fraiseql.keyset import SortKey, signature, total_order
from fraiseql.load import Plans
from fraiseql.plan import Constraint, EnumType, InputType, Mutation, ObjectType, Query, Target, Type
from fraiseql.window import key_of

Level = Literal["breaking", "dangerous", "safe"]

LEVELS: tuple[Level, ...] = ("breaking", "dangerous", "safe")
"""The worst first."""


class Change(NamedTuple):
    """A change. file: the plan file that shows it."""

    level: Level
    file: str
    message: str


S = TypeVar("S")


def diff(old: Plans, new: Plans) -> list[Change]:
    """Every change that a client, or who runs the database, may notice: the worst first, then by file.

    Breaking: what clients do today is refused. Dangerous: it goes on, but may mean something else. Safe: it
    is new, or another way to the same.
    """
    found = {
        *_schema(build_schema(old.schema_sdl), build_schema(new.schema_sdl)),
        *_types(old.types, new.types),
        *(change for a, b in _both(old.queries, new.queries) for change in _query(a, b, old, new)),
        *(change for a, b in _both(old.mutations, new.mutations) for change in _command(a, b)),
        *_documents(old, new),
        *_constraints(old.constraints, new.constraints),
    }
    return sorted(found, key=lambda change: (LEVELS.index(change.level), change.file, change.message))


def _both(old: Mapping[str, S], new: Mapping[str, S]) -> Iterator[tuple[S, S]]:
    return ((old[name], new[name]) for name in old.keys() & new.keys())


# --- the public schema ---------------------------------------------------------------------------------


def _schema(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[Change]:
    """What GraphQL calls breaking and dangerous is that here, too, but for optional input that is new.

    A server may do anything where such input is absent, so GraphQL calls it dangerous. Here a filter that is
    absent does not filter, an ordering that is absent does not order, and a parameter of a command keeps its
    own default: what clients send today means what it meant. If the SQL behind it did change, that is another
    change. What has a default does mean something else.
    """
    for change in find_schema_changes(old, new):
        level: Level = "safe"
        if isinstance(change.type, BreakingChangeType):
            level = "breaking"
        elif isinstance(change.type, DangerousChangeType) and not _without_effect(change, new):
            level = "dangerous"
        text = _WORD.sub(lambda word: word[0].lower(), change.description.removesuffix("."))
        yield Change(level, "schema.graphql", text)
    yield from _deprecations(old, new)


def _without_effect(change: SchemaChange, new: GraphQLSchema) -> bool:
    """Whether a change is an optional argument or field of an input that is new, and has no default."""
    if change.type not in (
        DangerousChangeType.OPTIONAL_ARG_ADDED,
        DangerousChangeType.OPTIONAL_INPUT_FIELD_ADDED,
    ):
        return False
    place = re.search(r"(\w+)\.(\w+)(?:\((\w+):\))?", change.description)
    assert place is not None, "the description names it"
    field = getattr(new.type_map[place[1]], "fields", {})[place[2]]
    added = field.args[place[3]] if place[3] is not None else field
    return added.ast_node.default_value is None


_WORD = re.compile("^(A|An|Field|Argument|Enum|Directive|Description|Repeatable|Standard) ")
"""What a description of graphql-core starts with, where that is no name."""


def _deprecations(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[Change]:
    for name in old.type_map.keys() & new.type_map.keys():
        fields = (getattr(schema.type_map[name], "fields", {}) for schema in (old, new))
        before, after = (
            {k: getattr(f, "deprecation_reason", None) for k, f in each.items()} for each in fields
        )
        for field in before.keys() & after.keys():
            if before[field] != after[field]:
                said = "is no longer deprecated" if after[field] is None else f"is deprecated: {after[field]}"
                yield Change("safe", "schema.graphql", f"{name}.{field} {said}")


# --- types -----------------------------------------------------------------------------------------------


def _types(old: Mapping[str, Type], new: Mapping[str, Type]) -> Iterator[Change]:
    """What the stored documents, and inputs that are passed on, are taken to be."""
    for name in old.keys() & new.keys():
        before, after = _stored(old[name]), _stored(new[name])
        for part in before.keys() & after.keys():
            if before[part] != after[part]:
                message = f"{name}.{part} is stored as `{after[part]}`, before as `{before[part]}`"
                yield Change("dangerous", f"types/{name}.json", message)


def _stored(type_: Type) -> dict[str, str]:
    """What the fields or values of a type are stored as."""
    if isinstance(type_, ObjectType | InputType):
        return {name: field.key for name, field in type_.fields.items()}
    return type_.values if isinstance(type_, EnumType) else {}


# --- queries ---------------------------------------------------------------------------------------------


def _query(old: Query, new: Query, before: Plans, after: Plans) -> Iterator[Change]:
    file, name = f"query/{new.name}.json", f"query {new.name}"
    if old.relation != new.relation:
        yield Change("dangerous", file, f"{name} reads {new.relation}, before {old.relation}")
    elif old.select != new.select or old.sql != new.sql:
        yield Change("dangerous", file, f"the SQL of {name} is another")
    elif any(a != b for a, b in _both(_targets(old), _targets(new))):
        yield Change("safe", file, f"the SQL of the filters or orderings of {name} is another")
    if old.key != new.key and old.key is not None and new.key is not None:
        message = f"{name} orders by {new.key} where the client says nothing, before by {old.key}"
        yield Change("dangerous", file, message)
    yield from _limits(old, new)
    if old.returns == new.returns == "connection":
        yield from _cursors(old, new, before.types, after.types)


def _targets(query: Query) -> dict[str, Target]:
    """What a query filters and sorts on."""
    compared = {f"({name})": a.target for name, a in query.arguments.items() if a.target is not None}
    return {**query.targets, **compared}


def _limits(old: Query, new: Query) -> Iterator[Change]:
    file, name = f"query/{new.name}.json", f"query {new.name}"
    if old.max_limit != new.max_limit:
        lowered = new.max_limit is not None and (old.max_limit is None or new.max_limit < old.max_limit)
        now, then = (_rows(query.max_limit) for query in (new, old))
        message = f"a client may ask {name} for {now}, before for {then}"
        yield Change("breaking" if lowered else "safe", file, message)
    if old.default_limit != new.default_limit:
        now, then = (_rows(query.default_limit) for query in (new, old))
        yield Change("dangerous", file, f"{name} yields {now} where the client says nothing, before {then}")


def _rows(limit: int | None) -> str:
    return "all rows" if limit is None else f"{limit} rows"


def _cursors(
    old: Query, new: Query, before: Mapping[str, Type], after: Mapping[str, Type]
) -> Iterator[Change]:
    """The orderings whose cursors the new plans refuse: clients that hold one get an error."""
    file = f"query/{new.name}.json"
    if _signature(old) != _signature(new):
        message = f"cursors of query {new.name} that clients hold become invalid: its key or relation changed"
        yield Change("breaking", file, message)
        return
    known = {_signature(new, key) for key in sort_keys(new.targets, after)}
    lost = [key for key in sort_keys(old.targets, before) if _signature(old, key) not in known]
    if lost:
        keys = ", ".join(dict.fromkeys(key.sql for key in lost))
        message = f"cursors of query {new.name} that clients hold become invalid where they order by {keys}"
        yield Change("breaking", file, message)


def _signature(query: Query, *keys: SortKey) -> str:
    return signature(query.relation, total_order(keys, key_of(query)))


# --- commands --------------------------------------------------------------------------------------------


def _command(old: Mutation, new: Mutation) -> Iterator[Change]:
    file, name = f"mutation/{new.name}.json", f"mutation {new.name}"
    if old.function != new.function:
        yield Change("dangerous", file, f"{name} calls {new.function}, before {old.function}")
    elif old.call != new.call or old.parameters != new.parameters:
        yield Change("dangerous", file, f"{name} passes its arguments to {new.function} otherwise")
    if _reading(old) != _reading(new):
        yield Change("dangerous", file, f"{name} reads its result otherwise")
    if old.isolation != new.isolation:
        now, then = (_isolation(command.isolation) for command in (new, old))
        yield Change("dangerous", file, f"{name} runs at {now}, before at {then}")
    if old.retry != new.retry:
        message = (
            f"{name} is tried {_again(new.retry)} where PostgreSQL gives it up, before {_again(old.retry)}"
        )
        yield Change("safe" if new.retry > old.retry else "dangerous", file, message)


def _reading(command: Mutation) -> tuple[object, ...]:
    return command.read, command.order, command.whole, command.filter, command.document


def _isolation(level: str | None) -> str:
    return f"the level {level}" if level is not None else "the level of the database"


def _again(times: int) -> str:
    return {0: "not again", 1: "again once"}.get(times, f"again {times} times")


def _constraints(
    old: Mapping[str, Mapping[str, Constraint]], new: Mapping[str, Mapping[str, Constraint]]
) -> Iterator[Change]:
    """What clients are told where a constraint is violated. The code of the error stays."""
    before, after = (
        {(owner, name): each for owner, named in plans.items() for name, each in named.items()}
        for plans in (old, new)
    )
    nothing = Constraint()
    for owner, name in before.keys() | after.keys():
        then, now = before.get((owner, name), nothing), after.get((owner, name), nothing)
        shown = f"constraint {name} of {owner}"
        if then.message != now.message:
            message = f"a client that violates {shown} is told {_told(now)}, before {_told(then)}"
            yield Change("safe", "constraints.json", message)
        if then.columns != now.columns:
            columns = [", ".join(each.columns) or "no column" for each in (now, then)]
            message = f"a violation of {shown} is about {columns[0]}, before {columns[1]}"
            yield Change("dangerous" if then.columns else "safe", "constraints.json", message)


def _told(constraint: Constraint) -> str:
    return f'"{constraint.message}"' if constraint.message is not None else "nothing of its own"


# --- trusted documents -----------------------------------------------------------------------------------


def _documents(old: Plans, new: Plans) -> Iterator[Change]:
    for sha256 in old.operations.keys() | new.operations.keys():
        file = f"operations/{sha256}.json"
        before, after = old.operations.get(sha256), new.operations.get(sha256)
        name = next(each.name for each in (after, before) if each is not None)
        shown = f"{name} ({sha256[:12]})" if name else sha256[:12]
        if after is None:
            yield Change(
                "breaking", file, f"the trusted document {shown} is gone: clients that send it are refused"
            )
        elif before is None:
            yield Change("safe", file, f"the trusted document {shown} is new")
        elif [field.statements for field in before.fields] != [field.statements for field in after.fields]:
            yield Change("safe", file, f"the SQL of the trusted document {shown} is another")
