"""Sync coverage: a command refreshes every read model that what it writes makes stale.

Where a part of a command could do anything (dynamic SQL, another language), nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from fraiseql.compiler.analyse.dependencies import ReadModel
from fraiseql.compiler.analyse.effects import Effects, Write
from fraiseql.compiler.analyse.lineage import Touches
from fraiseql.compiler.catalog import Function
from fraiseql.compiler.coverage import Command, Coverage
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.source import Span

SHOWN = 3
"""How many columns a message names."""

LINES = 8
"""How many lines of a statement a note shows."""


def sync(coverage: Coverage) -> list[Diagnostic]:
    """A warning for each command and read model that it leaves stale.

    A materialized view that no command refreshes is meant to be refreshed by something else: that is a note,
    where nothing in the database does.
    """
    found: list[Diagnostic] = []
    for key, model in coverage.models.items():
        if model.relation.kind == "materialized view" and not any(
            key in c.written for c in coverage.commands
        ):
            found.extend(_unrefreshed(coverage, model))
            continue
        for command in coverage.commands:
            if not command.unknown:
                check = _late if key in command.written else _never
                found.extend(check(coverage, command, model))
    return found


def _span(command: Command) -> Span | None:
    word = command.mutation.field.command
    return word.span if word is not None else None


# --- a read model that is not refreshed --------------------------------------------------------------


def _never(coverage: Coverage, command: Command, model: ReadModel) -> Iterator[Diagnostic]:
    for effects, caller, write in _staling(command, model):
        yield _forgotten(coverage, command, model, effects, caller, write)
        return


def _staling(command: Command, model: ReadModel) -> Iterator[tuple[Effects, str | None, Write]]:
    """The writes that make a read model stale, each with what the function does, and its caller."""
    stale = command.stale(model)
    for effects, caller in command.reached.values():
        yield from ((effects, caller, write) for write in effects.writes if write.touches & stale)


def _forgotten(
    coverage: Coverage, command: Command, model: ReadModel, effects: Effects, caller: str | None, write: Write
) -> Diagnostic:
    function, named = command.mutation.function, coverage.shown(model.relation)
    does = _also(coverage, effects, caller, _does(coverage, write, command.stale(model)))
    filler = _filler(coverage, model)
    related = [_statement(effects.function, write)]
    if filler is not None:
        related.append(function_note(f"`{named}` is filled by", filler))
        missing = f"no call to `{coverage.shown(filler)}`"
        hint = f"add `{_call(coverage, filler, function)}` after the write"
    elif model.relation.kind == "materialized view":
        missing = "it is not refreshed"
        hint = f"add `REFRESH MATERIALIZED VIEW {named};` after the write"
    else:
        related.append(function_note(f"`{named}` is written by", model.writers[0]))
        missing = f"nothing writes `{named}`"
        hint = f"write `{named}` as well, as `{coverage.shown(model.writers[0])}` does"
    message = f"`{coverage.shown(function)}` {does}; `{named}` embeds it; {missing}"
    return Diagnostic("FQ501", message, _span(command), hint, tuple(related), severity="warning")


def _also(coverage: Coverage, effects: Effects, caller: str | None, does: str) -> str:
    return does if caller is None else f"calls `{coverage.shown(effects.function)}`, which {does}"


def _filler(coverage: Coverage, model: ReadModel) -> Function | None:
    """The function to call: one that says so in its name, or one that is no command."""
    commands = {command.mutation.function.signature for command in coverage.commands}
    others = [
        writer for writer in model.writers if writer.signature not in commands and writer.returns != "trigger"
    ]
    named = (writer for writer in others if re.search("sync|refresh", writer.name, re.IGNORECASE))
    return next(named, next(iter(others), None))


def _call(coverage: Coverage, called: Function, caller: Function) -> str:
    verb = "CALL" if called.kind == "procedure" else "PERFORM" if caller.language == "plpgsql" else "SELECT"
    given = (f"{p.name} => …" if p.name else "…" for p in called.inputs if not p.has_default)
    return f"{verb} {coverage.shown(called)}({', '.join(given)});"


# --- a materialized view that is left to others ------------------------------------------------------


def _unrefreshed(coverage: Coverage, model: ReadModel) -> Iterator[Diagnostic]:
    if model.writers or coverage.dependencies.refreshing:
        return  # a job may call that
    stale = [command for command in coverage.commands if not command.unknown and command.stale(model)]
    if not stale:
        return
    command, *others = stale
    effects, caller, write = next(_staling(command, model))
    named, function = coverage.shown(model.relation), coverage.shown(command.mutation.function)
    does = _also(coverage, effects, caller, _does(coverage, write, command.stale(model)))
    more = f"; so do {len(others)} more commands" if len(others) > 1 else "; so does another" * len(others)
    yield Diagnostic(
        "FQ503",
        f"nothing in the database refreshes `{named}`, which `{function}` makes stale: it {does}{more}",
        coverage.places[model.key],
        f"add `REFRESH MATERIALIZED VIEW {named};` to what writes, or note what refreshes it: "
        "`# fraiseql-ignore FQ503 a job, every hour`",
        (_statement(effects.function, write),),
        severity="note",
    )


# --- a read model that is refreshed too early --------------------------------------------------------


def _late(coverage: Coverage, command: Command, model: ReadModel) -> Iterator[Diagnostic]:
    """A write behind the last refresh, where both are sure to happen."""
    own = command.own
    refreshing = command.refreshing(model)
    if not refreshing or any(write.relation is model.relation for write in own.writes):
        return
    offset, function = max(refreshing, key=lambda each: each[0])
    stale = command.stale(model)
    for write in own.writes:
        late = write.statement.offset > offset and not write.statement.conditional
        if late and write.touches & stale:
            name, called, named = (
                coverage.shown(x) for x in (command.mutation.function, function, model.relation)
            )
            does = _does(coverage, write, stale)
            yield Diagnostic(
                "FQ502",
                f"`{name}` calls `{called}` before it {does}, so that `{named}` misses the change",
                _span(command),
                f"call `{called}` after the write",
                (_statement(own.function, write),),
                severity="warning",
            )
            return


# --- words -------------------------------------------------------------------------------------------


def _does(coverage: Coverage, write: Write, stale: Touches) -> str:
    """`writes tb_user.name`, `inserts into tb_post`: the first thing that a statement makes stale by."""
    touches = sorted(write.touches & stale, key=lambda touch: (_VERBS[touch.action][0], touch))
    first = touches[0]
    relation = coverage.dependencies.names.relations[first.relation]
    named = coverage.shown(relation)
    columns = [f"`{named}.{t.column}`" for t in touches if t.relation == first.relation and t.column]
    more = f" and {len(columns) - SHOWN} more" if len(columns) > SHOWN else ""
    does = f"{_VERBS[first.action][1]} {', '.join(columns[:SHOWN]) or f'`{named}`'}{more}"
    # By a foreign key that cascades, a view, or a partition.
    return does if relation is write.relation else f"writes `{coverage.shown(write.relation)}`, and so {does}"


_VERBS = {"update": (0, "writes"), "insert": (1, "inserts into"), "delete": (2, "deletes from")}


def _statement(function: Function, write: Write) -> Related:
    statement, body = write.statement, function.body or ""
    indent = body[body.rfind("\n", 0, statement.offset) + 1 : statement.offset]
    lines = dedent(("" if indent.strip() else indent) + statement.sql).splitlines()
    return Related(
        f"it writes in line {statement.line} of its body",
        object=f"{function.kind} {function.qualified}",
        definition="\n".join([*lines[:LINES], *(["…"] if len(lines) > LINES else [])]),
    )
