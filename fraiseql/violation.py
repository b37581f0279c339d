"""What the client is told of a violated constraint: the database's words for it, or which value it is about.

PostgreSQL's own message names tables and shows values of other rows, so it is for the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fraiseql.arguments import session_name
from fraiseql.bind import Binder, given_parameters
from fraiseql.blame import Ask, explain, refused_leaf, refused_value
from fraiseql.coerce import excerpt, path_text
from fraiseql.errors import FieldError
from fraiseql.failure import MISREAD, UnreadableError, ViolationError, internal
from fraiseql.plan import Constraint, InputField, InputType, Mutation, Type, type_ref
from fraiseql.relations import Part
from fraiseql.sqlstate import code_of
from fraiseql.where import Path, bad_input

_WORDING = {
    "23502": "{is_} missing, and must not be null.",
    "23503": "{does} not fit the rows that {refer} to each other.",
    "23505": "{is_} taken.",
    "23P01": "{is_} in conflict with what is there.",
    "23514": "{is_} not allowed.",
}
"""What is said where the constraint has no message, by SQLSTATE."""


async def explain_violation(
    failure: ViolationError,
    mutation: Mutation,
    arguments: Mapping[str, Any],
    binder: Binder,
    constraints: Mapping[str, Mapping[str, Constraint]],
    ask: Ask,
    session: Mapping[str, str],
    parts: Sequence[Part] = (),
) -> FieldError:
    """The failure of a command as the client is told it. arguments: coerced. The rest is as of `explain`."""
    known = constraints.get(failure.owner, {}).get(failure.constraint)
    message = known.message if known is not None else None
    if message is None and failure.parameter is not None:
        text = f"The database does not accept a value: {failure.said}."
        of_value = UnreadableError(text, "BAD_USER_INPUT", {}, failure.said, failure.parameter)
        return await explain(of_value, mutation, arguments, binder, ask, session, parts)
    if failure.on_top or failure.parameter is not None:
        path, value = await _place(failure, mutation, arguments, binder, ask)
        if session_name(mutation.arguments, path, binder.types) is not None:
            path = ()
        if path and message is None:
            return bad_input(path, f"got invalid value {excerpt(value)}", f"PostgreSQL says: {failure.said}")
        groups = [[list(path)]] if path else []
    else:
        columns = known.columns if known is not None else (failure.column,) * bool(failure.column)
        groups = list(input_paths(columns, mutation, arguments, binder.types))
    paths = [path for group in groups for path in group]
    if message is not None:
        extensions: dict[str, Any] = {"constraint": failure.constraint}
    elif paths and failure.sqlstate in _WORDING:
        message, extensions = _words(failure.sqlstate, paths, one_of=len(paths) > len(groups)), {}
    else:
        return internal(failure.reason)
    if paths:
        extensions["input"] = paths[0] if len(paths) == 1 else paths
    return FieldError(message, code_of(failure.sqlstate), extensions)


def with_input(
    error: FieldError, mutation: Mutation, arguments: Mapping[str, Any], types: Mapping[str, Type]
) -> FieldError:
    """An error that a function raises about a column, with the path of the value that was given for it."""
    column = error.extensions["column"]
    for paths in input_paths((column,), mutation, arguments, types):
        error.extensions["input"] = paths[0] if len(paths) == 1 else paths
    return error


async def _place(
    failure: ViolationError, mutation: Mutation, arguments: Mapping[str, Any], binder: Binder, ask: Ask
) -> tuple[Path, Any]:
    """The path of the value that a call refuses, and the value. Without a path nobody knows."""
    given = list(given_parameters(mutation, arguments))
    if failure.parameter is not None:
        return await refused_value(*given[failure.parameter - 1], binder, ask)
    leaf = await refused_leaf(mutation, arguments, binder, ask, failure.said)
    if leaf is not None:
        return leaf.path, leaf.value
    composite = [(p.source, value) for p, value in given if p.attributes]
    # A length or a check of the whole; a cast that fails may be one of the function's own.
    return composite[0] if len(composite) == 1 and failure.sqlstate not in MISREAD else ((), None)


def _words(sqlstate: str, paths: list[list[str | int]], *, one_of: bool) -> str:
    between = " or " if one_of else " and "
    names = between.join(f'"{path_text(str(path[0]), path[1:])}"' for path in paths)
    form = _WORDING[sqlstate]
    if len(paths) == 1 or one_of:
        return f"The value of {names} {form.format(is_='is', does='does', refer='refer')}"
    return f"The values of {names} {form.format(is_='are', does='do', refer='refer')}"


def input_paths(
    columns: tuple[str, ...],
    mutation: Mutation,
    arguments: Mapping[str, Any],
    types: Mapping[str, Type],
) -> Iterator[list[list[str | int]]]:
    """Where a client gave a value for each of some columns: arguments or input fields of that stored name.

    Of several those nearest to the root, of which nobody knows which it is.
    """
    found: dict[str, list[list[str | int]]] = {}
    for key, path in _given(mutation.arguments, arguments, types, ()):
        found.setdefault(key.removeprefix("p_"), []).append(path)
    for column in columns:
        paths = found.get(column, [])
        nearest = min(map(len, paths), default=0)
        if paths:
            yield [path for path in paths if len(path) == nearest]


def _given(
    defined: Mapping[str, InputField], values: Mapping[str, Any], types: Mapping[str, Type], path: Path
) -> Iterator[tuple[str, list[str | int]]]:
    """What a client gave, by stored name. Of a list nobody knows which; what the session gave is not told."""
    inside = []
    for name, value in values.items():
        field = defined[name]
        if field.session is not None:
            continue
        yield field.key, [*path, name]
        type_ = types.get(type_ref(field.type).name)
        if isinstance(type_, InputType) and isinstance(value, dict):
            inside.append((type_, value, name))
    for type_, value, name in inside:
        yield from _given(type_.fields, value, types, (*path, name))
