"""Which value of a request a failed statement is about (design §3): its path, found after the failure.

Binding keeps no paths, since nearly all statements succeed; here the arguments are walked again.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from fraiseql.arguments import NO_SESSION, session_name
from fraiseql.bind import Binder, Leaf, bind_mutation, given_parameters, leaves
from fraiseql.coerce import excerpt, path_text
from fraiseql.errors import FieldError
from fraiseql.failure import UnreadableError, internal
from fraiseql.operators import Operator, operators_of
from fraiseql.pages import Ends, read_ends
from fraiseql.plan import (
    Mutation,
    ObjectType,
    Parameter,
    Query,
    Root,
    RowFilter,
    ScalarType,
    Target,
    Type,
    ValueTarget,
    type_ref,
)
from fraiseql.relations import Part, all_parts, extension_of, of_relation
from fraiseql.scalars import SQL_NAMES, to_text
from fraiseql.statement import Rows, Statement
from fraiseql.where import BadInputError, Path, bad_input

Ask: TypeAlias = Callable[[Sequence[Statement]], Awaitable[list[Rows | FieldError]]]
"""Runs statements that read, and says of each whether it failed."""

MAX_TRIED = 100
"""How many values are tried one by one."""

MAX_NAMED = 3
"""How many places a message names."""


class Use(NamedTuple):
    """One test of a filter, or one sort key, which has neither operator nor operand."""

    path: Path
    target: ValueTarget
    operator: Operator | None = None
    operand: Any = None

    @property
    def has_parameter(self) -> bool:
        """Whether binding makes a parameter of it."""
        return self.operator is not None and self.operator.takes != "flag" and self.operand is not None

    @property
    def reads_stored(self) -> bool:
        """Whether it casts what a document holds, which may be of any form."""
        target = self.target
        if f"::{target.postgres}" not in target.sql or (target.column is not None and not target.list):
            return False
        return self.operator is None or target.sql in target.operators[self.operator.name]


async def explain(
    failure: UnreadableError,
    root: Root,
    arguments: Mapping[str, Any],
    binder: Binder,
    ask: Ask,
    session: Mapping[str, str] = NO_SESSION,
    parts: Sequence[Part] = (),
) -> FieldError:
    """The failure of a statement of a root field as the client is told it: with the path of the value.

    arguments: coerced, and bound before. ask: for what PostgreSQL does not say by itself.
    parts: the relations in the statement. Where the value is one of theirs, it is a RelationError.
    Where the value is not found, it is the failure as it was.
    """
    if isinstance(root, Mutation):
        return await _of_mutation(failure, root, arguments, binder, ask, session, parts)
    if failure.code == "INVALID_DATA":
        return _of_stored_data(failure, root, arguments, binder.types, parts)
    if failure.parameter is None:
        return await _of_pattern(failure, root, arguments, binder.types, ask, parts)
    found = await _of_criteria(failure, root, arguments, binder, ask, failure.parameter)
    if not isinstance(found, int):
        return found
    found = await _of_parts(failure, binder, ask, parts, found)
    if not isinstance(found, int):
        return found
    if root.returns == "connection":
        ends = read_ends(root, arguments, binder.criteria(root, arguments, session).order)
        return _of_end(failure, ends, found)
    return failure  # of what runs before the query


def told(error: FieldError, root: Root, types: Mapping[str, Type]) -> FieldError:
    """What the client is told of a value that does not fit: nothing of the session's values."""
    if not isinstance(error, BadInputError):
        return error
    name = session_name(root.arguments, error.path, types)
    return error if name is None else _unfit(name, error.message)


def _unfit(name: str, reason: str) -> FieldError:
    return internal(f"The session's {name} does not fit where it is compared or passed: {reason}")


async def _of_criteria(
    failure: UnreadableError,
    query: Query,
    arguments: Mapping[str, Any],
    binder: Binder,
    ask: Ask,
    number: int,
    on: RowFilter | None = None,
) -> FieldError | int:
    """The failure of a parameter by its number: one of a query's criteria, or of a relation's `on`.

    Where it comes after them, its number counted from there.
    """
    values = [use for use in read_uses(query, arguments, binder.types) if use.has_parameter]
    if number <= len(values):
        return told(await _of_test(failure, values[number - 1], binder, ask), query, binder.types)
    number -= len(values)
    always = [value.name for each in (query.filter, on) if each is not None for value in each.session]
    return _unfit(always[number - 1], failure.reason) if number <= len(always) else number - len(always)


async def _of_parts(
    failure: UnreadableError, binder: Binder, ask: Ask, parts: Sequence[Part], number: int
) -> FieldError | int:
    """As of criteria, of relations."""
    for part in all_parts(parts):
        if number > len(part.parameters):
            number -= len(part.parameters)
            continue
        each = part.related
        found = await _of_criteria(failure, part.query, part.arguments, binder, ask, number, each.relation.on)
        if isinstance(found, int):
            found = failure if part.ends is None else _of_end(failure, part.ends, found)
        return of_relation(found, each.path, each.locations)
    return number


def _of_end(failure: FieldError, ends: Ends, number: int) -> FieldError:
    """The failure of a cursor. number: of the value among those of the ends."""
    if number > len(ends.values()):
        return failure
    name = "after" if number <= len(ends._replace(before=None).values()) else "before"
    return bad_input((name,), "is not a cursor", "pass one as it was received")


async def _of_mutation(
    failure: UnreadableError,
    mutation: Mutation,
    arguments: Mapping[str, Any],
    binder: Binder,
    ask: Ask,
    session: Mapping[str, str],
    parts: Sequence[Part],
) -> FieldError:
    filter_ = mutation.filter
    if parts or (filter_ is not None and filter_.session):
        # Both of its statements count their parameters from 1. The read-back alone finds no row.
        extension = extension_of(parts) if parts else None
        read = bind_mutation(mutation, arguments, binder.types, session, extension)[-1]
        (again,) = await ask([read])
        if isinstance(again, UnreadableError) and again.parameter is not None:
            names = [] if filter_ is None else [value.name for value in filter_.session]
            number = again.parameter
            if number <= len(names):
                return _unfit(names[number - 1], again.reason)
            found = await _of_parts(again, binder, ask, parts, number - len(names))
            return failure if isinstance(found, int) else found
    return told(await _of_command(failure, mutation, arguments, binder, ask), mutation, binder.types)


# --- the walk ------------------------------------------------------------------------------------------


def read_uses(query: Query, arguments: Mapping[str, Any], types: Mapping[str, Type]) -> Iterator[Use]:
    """All that a query's arguments compare and sort by, in the order in which binding numbers parameters."""
    for name, argument in query.arguments.items():
        value = arguments.get(name)
        if argument.target is not None:
            yield _use((name,), argument.target, "eq", value, types)
        elif value is None:
            continue
        elif argument.role == "where":
            yield from _tests(value, query.targets, types, (name,))
        elif argument.role == "order":
            items = enumerate(value) if isinstance(value, list) else [(None, value)]
            for index, item in items:
                yield _sort_key(item, query.targets, types, (name,) if index is None else (name, index))


def _tests(where: Any, targets: Mapping[str, Target], types: Mapping[str, Type], path: Path) -> Iterator[Use]:
    for name, value in where.items():
        below = (*path, name)
        if name in ("AND", "OR"):
            for index, item in enumerate(value):
                yield from _tests(item, targets, types, (*below, index))
        elif name == "NOT":
            yield from _tests(value, targets, types, below)
        else:
            yield from _field(targets[name], value, types, below)


def _field(target: Target, value: Any, types: Mapping[str, Type], path: Path) -> Iterator[Use]:
    if isinstance(target, ValueTarget):
        for operator, operand in value.items():
            if operator in target.measures:
                yield from _field(target.measures[operator], operand, types, (*path, operator))
            else:
                yield _use((*path, operator), target, operator, operand, types)
        return
    row = types[target.type]
    assert isinstance(row, ObjectType)
    for below, where in (
        [((*path, name), inner) for name, inner in value.items()] if target.list else [(path, value)]
    ):
        yield from _tests(where, row.targets, types, below)


def _use(path: Path, target: ValueTarget, operator: str, operand: Any, types: Mapping[str, Type]) -> Use:
    custom = isinstance(types.get(target.type), ScalarType)
    row = operators_of(target.type, is_list=target.list, custom=custom)[operator]
    return Use(path, target, row, operand)


def _sort_key(item: Any, targets: Mapping[str, Target], types: Mapping[str, Type], path: Path) -> Use:
    ((name, value),) = item.items()
    target = targets[name]
    if isinstance(target, ValueTarget):
        return Use((*path, name), target)
    row = types[target.type]
    assert isinstance(row, ObjectType)
    return _sort_key(value, row.targets, types, (*path, name))


# --- what the client is told ----------------------------------------------------------------------------


def _misfit(failure: UnreadableError, path: Path, value: Any) -> FieldError:
    return bad_input(path, f"got invalid value {excerpt(value)}", f"PostgreSQL says: {failure.reason}")


async def _of_command(
    failure: UnreadableError, mutation: Mutation, arguments: Mapping[str, Any], binder: Binder, ask: Ask
) -> FieldError:
    given = list(given_parameters(mutation, arguments))
    if failure.parameter is None or failure.parameter > len(given):  # of what runs before the call
        return failure
    path, refused = await refused_value(*given[failure.parameter - 1], binder, ask)
    return _misfit(failure, path, refused)


async def refused_value(parameter: Parameter, value: Any, binder: Binder, ask: Ask) -> tuple[Path, Any]:
    """Where in a parameter's value is what PostgreSQL refuses, and that: an item of a list, or all of it."""
    if parameter.attributes or not isinstance(value, list) or not parameter.postgres.endswith("[]"):
        return parameter.source, value
    cast = parameter.sql.rpartition("::")[2]  # which knows the domain of the items
    item = (cast if cast.endswith("[]") else parameter.postgres).removesuffix("[]")
    return await _item(parameter.source, value, type_ref(parameter.type).name, item, binder, ask)


async def refused_leaf(
    mutation: Mutation, arguments: Mapping[str, Any], binder: Binder, ask: Ask, said: str
) -> Leaf | None:
    """The first value inside the input objects of a command that its attribute does not take.

    said: what PostgreSQL says of it.
    """
    given = [(p, value) for p, value in given_parameters(mutation, arguments) if p.attributes]
    tried = [
        leaf
        for p, value in given
        for leaf in leaves(value, p.attributes, p.type, binder.types, p.source, p.postgres.removesuffix("[]"))
    ]
    found = await _first_refused(
        [Statement(f"SELECT $1::{leaf.type}", (leaf.text(),)) for leaf in tried], ask
    )
    if found is None:  # it may be too long, or too large: a cast knows nothing of the attribute's size
        alone = [
            Statement(f"SELECT jsonb_populate_record(NULL::{leaf.record}, $1::jsonb)", (leaf.alone(),))
            for leaf in tried
        ]
        found = await _first_refused(alone, ask, said)
    return tried[found] if found is not None else None


async def _of_test(failure: UnreadableError, use: Use, binder: Binder, ask: Ask) -> FieldError:
    if use.operator is not None and use.operator.takes == "list":
        target = use.target
        place = await _item(use.path, use.operand, target.type, target.postgres, binder, ask)
        return _misfit(failure, *place)
    return _misfit(failure, use.path, use.operand)


async def _item(
    path: Path, items: Sequence[Any], type_: str, postgres: str, binder: Binder, ask: Ask
) -> tuple[Path, Any]:
    """The item of a list that PostgreSQL refuses, or the list. type_, postgres: of its items."""
    encoded = None if isinstance(binder.types.get(type_), ScalarType) else postgres
    trials = [
        Statement(f"SELECT $1::{postgres}", (None if item is None else to_text(encoded, item),))
        for item in items
    ]
    found = await _first_refused(trials, ask)
    return (path, items) if found is None else ((*path, found), items[found])


class _Asked(NamedTuple):
    """What a query, or a relation in it, compares and sorts by."""

    query: Query
    uses: list[Use]
    part: Part | None

    def place(self, error: FieldError, types: Mapping[str, Type]) -> FieldError:
        """The error of one of them, where it belongs."""
        error = told(error, self.query, types)
        if self.part is None:
            return error
        return of_relation(error, self.part.related.path, self.part.related.locations)


def _asked(
    query: Query, arguments: Mapping[str, Any], types: Mapping[str, Type], parts: Sequence[Part]
) -> Iterator[_Asked]:
    yield _Asked(query, list(read_uses(query, arguments, types)), None)
    for part in all_parts(parts):
        yield _Asked(part.query, list(read_uses(part.query, part.arguments, types)), part)


async def _of_pattern(
    failure: UnreadableError,
    query: Query,
    arguments: Mapping[str, Any],
    types: Mapping[str, Type],
    ask: Ask,
    parts: Sequence[Part],
) -> FieldError:
    """The failure of a value that PostgreSQL reads only while it tests rows."""
    patterns = [
        (asked, use, Statement(f"SELECT {use.operator.trial}", (use.operand,)))
        for asked in _asked(query, arguments, types, parts)
        for use in asked.uses
        if use.operator is not None and use.operator.trial is not None
    ]
    found = await _first_refused([trial for _, _, trial in patterns], ask)
    if found is None:
        return failure
    asked, use, _ = patterns[found]
    return asked.place(_misfit(failure, use.path, use.operand), types)


async def _first_refused(statements: Sequence[Statement], ask: Ask, said: str | None = None) -> int | None:
    """The place of the first statement whose value is refused. said: why, where others do not count."""
    answers = await ask(statements[:MAX_TRIED])
    refused = (
        index
        for index, answer in enumerate(answers)
        if isinstance(answer, UnreadableError) and said in (None, answer.reason)
    )
    return next(refused, None)


def _of_stored_data(
    failure: UnreadableError,
    query: Query,
    arguments: Mapping[str, Any],
    types: Mapping[str, Type],
    parts: Sequence[Part],
) -> FieldError:
    said = re.sub('".*"', "", failure.reason, flags=re.DOTALL)  # without the value
    suspects = [
        (asked, {use.path: use.target for use in asked.uses if use.reads_stored})
        for asked in _asked(query, arguments, types, parts)
    ]
    of_type = [
        (asked, {path: target for path, target in found.items() if _type_is_in(target, said)})
        for asked, found in suspects
    ]
    # Of several fields nobody knows which it is.
    named = [each for each in of_type if each[1]] or [each for each in suspects if each[1]]
    if len(named) != 1:
        return failure
    ((asked, targets),) = named
    return asked.place(_of_suspects(failure, targets), types)


def _of_suspects(failure: UnreadableError, named: Mapping[Path, ValueTarget]) -> FieldError:
    paths = [f'"{path_text(str(path[0]), path[1:])}"' for path in named]
    types = {target.type for target in named.values()}
    places = " or ".join(paths[:MAX_NAMED]) + (" or another" if len(paths) > MAX_NAMED else "")
    what = types.pop() if len(types) == 1 else "its field's type"
    message = (
        f"The database holds a value that {places} cannot read as {what}; "
        f"the log has it under id {failure.extensions['id']}."
    )
    return FieldError(message, failure.code, failure.extensions)


def _type_is_in(target: ValueTarget, said: str) -> bool:
    name = SQL_NAMES.get(target.postgres, target.postgres)
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None
