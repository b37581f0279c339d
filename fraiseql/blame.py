"""Which value of a request a failed statement is about (design §3): its path, found after the failure.

Binding keeps no paths, since nearly all statements succeed; here the arguments are walked again.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from fraiseql.arguments import NO_SESSION, session_name
from fraiseql.assemble import read_back_sql
from fraiseql.bind import Binder, Leaf, given_parameters, leaves, session_values
from fraiseql.coerce import excerpt, path_text
from fraiseql.errors import FieldError
from fraiseql.failure import UnreadableError, internal
from fraiseql.operators import Operator, operators_of
from fraiseql.pages import bind_page
from fraiseql.plan import Mutation, ObjectType, Query, Root, ScalarType, Target, Type, ValueTarget, type_ref
from fraiseql.scalars import SQL_NAMES, to_text
from fraiseql.statement import Rows, Statement
from fraiseql.where import BadInputError, Path, bad_input
from fraiseql.window import Selected

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
    *,
    related: bool = False,
) -> FieldError:
    """The failure of a statement of a root field as the client is told it: with the path of the value.

    arguments: coerced, and bound before. ask: for what PostgreSQL does not say by itself.
    related: whether the statement holds relations, whose own values are not looked at.
    Where the value is not found, it is the failure as it was.
    """
    found = await _explain(failure, root, arguments, binder, ask, session, related)
    return told(found, root, binder.types) if isinstance(found, BadInputError) else found


def told(error: BadInputError, root: Root, types: Mapping[str, Type]) -> FieldError:
    """What the client is told of a value that does not fit: nothing of the session's values."""
    name = session_name(root.arguments, error.path, types)
    return error if name is None else _unfit(name, error.message)


def _unfit(name: str, reason: str) -> FieldError:
    return internal(f"The session's {name} does not fit where it is compared or passed: {reason}")


async def _explain(
    failure: UnreadableError,
    root: Root,
    arguments: Mapping[str, Any],
    binder: Binder,
    ask: Ask,
    session: Mapping[str, str],
    related: bool,
) -> FieldError:
    filter_ = root.filter
    if isinstance(root, Mutation):
        if related:  # whose parameters nobody tells from those of the call
            return failure
        if filter_ is not None and filter_.session:
            # Both of its statements count their parameters from 1. The read-back alone finds no row.
            again = Statement(read_back_sql(root), tuple(session_values(filter_, session)))
            failure_of_read = await _first_refused([again], ask)
            if failure_of_read is not None:
                return _unfit(" or ".join(value.name for value in filter_.session), failure.reason)
        return await _of_command(failure, root, arguments, binder, ask)
    uses = list(read_uses(root, arguments, binder.types))
    if failure.code == "INVALID_DATA":
        return failure if related else _of_stored_data(failure, uses)
    if failure.parameter is None:
        return await _of_pattern(failure, uses, ask)
    values = [use for use in uses if use.has_parameter]
    if failure.parameter <= len(values):
        return await _of_test(failure, values[failure.parameter - 1], binder, ask)
    always = filter_.session if filter_ is not None else ()
    if failure.parameter <= len(values) + len(always):
        return _unfit(always[failure.parameter - len(values) - 1].name, failure.reason)
    if related:
        return failure
    if arguments.get("after") is None and arguments.get("before") is None:  # of what runs before the query
        return failure
    return _of_cursor(root, arguments, binder, failure.parameter, session)


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
    parameter, value = given[failure.parameter - 1]
    if parameter.postgres.endswith("[]"):
        named, item = type_ref(parameter.type).name, parameter.postgres.removesuffix("[]")
        return await _of_items(failure, parameter.source, value, named, item, binder, ask)
    return _misfit(failure, parameter.source, value)


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
        return await _of_items(failure, use.path, use.operand, target.type, target.postgres, binder, ask)
    return _misfit(failure, use.path, use.operand)


async def _of_items(
    failure: UnreadableError,
    path: Path,
    items: Sequence[Any],
    type_: str,
    postgres: str,
    binder: Binder,
    ask: Ask,
) -> FieldError:
    """The failure of a list. type_, postgres: of its items."""
    encoded = None if isinstance(binder.types.get(type_), ScalarType) else postgres
    trials = [
        Statement(f"SELECT $1::{postgres}", (None if item is None else to_text(encoded, item),))
        for item in items
    ]
    found = await _first_refused(trials, ask)
    return _misfit(failure, path, items) if found is None else _misfit(failure, (*path, found), items[found])


async def _of_pattern(failure: UnreadableError, uses: Sequence[Use], ask: Ask) -> FieldError:
    """The failure of a value that PostgreSQL reads only while it tests rows."""
    patterns = [use for use in uses if use.operator is not None and use.operator.trial is not None]
    found = await _first_refused(
        [Statement(f"SELECT {use.operator.trial}", (use.operand,)) for use in patterns if use.operator], ask
    )
    return failure if found is None else _misfit(failure, patterns[found].path, patterns[found].operand)


async def _first_refused(statements: Sequence[Statement], ask: Ask, said: str | None = None) -> int | None:
    """The place of the first statement whose value is refused. said: why, where others do not count."""
    answers = await ask(statements[:MAX_TRIED])
    refused = (
        index
        for index, answer in enumerate(answers)
        if isinstance(answer, UnreadableError) and said in (None, answer.reason)
    )
    return next(refused, None)


def _of_cursor(
    query: Query, arguments: Mapping[str, Any], binder: Binder, parameter: int, session: Mapping[str, str]
) -> FieldError:
    one_end = {**arguments, "before": None}
    (start,) = bind_page(query, one_end, binder, Selected(("nodes",)), session).statements
    in_after = parameter < len(start.parameters)  # the last one is the limit
    return bad_input(("after" if in_after else "before",), "is not a cursor", "pass one as it was received")


def _of_stored_data(failure: UnreadableError, uses: Sequence[Use]) -> FieldError:
    suspects = {use.path: use.target for use in uses if use.reads_stored}
    said = re.sub('".*"', "", failure.reason, flags=re.DOTALL)  # without the value
    named = {path: target for path, target in suspects.items() if _type_is_in(target, said)} or suspects
    if not named:
        return failure
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
