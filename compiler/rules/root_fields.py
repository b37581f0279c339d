"""Every root field says where its answer comes from, and its arguments can be used."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.model import Argument, Field, Model, Schema
from fraiseql.scalars import SCALARS

PAGING = ("limit", "offset")


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Root fields that cannot be served, and arguments that cannot be used."""
    model = schema.model
    for field in model.queries.values():
        yield from _query(model, field)
    for field in model.mutations.values():
        if field.command is None:
            yield Diagnostic(
                "FQ209",
                f"mutation `{field.name}` has no @command",
                field.span,
                hint=f"say which function it calls: `{field.name}: … @command(fn_…)`",
            )
        if field.type.ref.lists:
            yield _refused(field, "commands that return lists")


def _query(model: Model, field: Field) -> Iterator[Diagnostic]:
    returns = model.returns(field)
    if returns is None:
        if field.type.ref.name in model.objects:
            yield _refused(field, "lists of lists")
        elif field.type.ref.name in (*SCALARS, *model.enums):
            yield Diagnostic(
                "FQ209",
                f"query `{field.name}` has nothing to read: it returns {field.type.text}",
                field.span,
                hint="return an object type with @view or a list of it, or count rows with `Int! @view(…)`",
            )
        return
    if model.view_of(field) is None:
        yield Diagnostic(
            "FQ209",
            f"query `{field.name}` has nothing to read: neither it nor {field.type.ref.name} has @view",
            field.span,
            hint=f"say which relation it reads: `type {field.type.ref.name} @view(tv_…)`",
        )
    if field.limit is not None and returns != "many":
        yield Diagnostic(
            "FQ210", f"@limit is for lists, and `{field.name}` returns {field.type.text}", field.span
        )
    if returns == "one" and not any(_equals(argument) for argument in field.arguments):
        yield Diagnostic(
            "FQ210",
            f"query `{field.name}` returns one row but has no argument to find it by",
            field.span,
            hint=f"add one: `{field.name}(id: ID!): {field.type.text}`",
        )
    for argument in field.arguments:
        problem = _unusable(model, argument, returns)
        if problem is not None:
            yield Diagnostic("FQ210", f"argument `{argument.name}` {problem}", argument.type.span)


def _equals(argument: Argument) -> bool:
    return argument.name not in ("where", "orderBy", *PAGING)


def _unusable(model: Model, argument: Argument, returns: str) -> str | None:
    ref = argument.type.ref
    if _equals(argument):
        if ref.name in (*SCALARS, *model.enums) and ref.lists == 0:
            return None
        return f"must be a scalar or an enum to compare a column with, not {argument.type.text}"
    if returns == "one" or (returns == "count" and argument.name != "where"):
        return f"has no meaning where the answer is {'one row' if returns == 'one' else 'a count'}"
    if argument.name in PAGING:
        return None if (ref.name, ref.lists) == ("Int", 0) else f"must be Int, not {argument.type.text}"
    if argument.name == "where":
        return None if ref.name in model.inputs and ref.lists == 0 else _must(argument, "Where")
    return None if ref.name in model.inputs and ref.lists <= 1 else _must(argument, "OrderBy")


def _must(argument: Argument, suffix: str) -> str:
    return f"must be an input type such as `PostWhere`, not {argument.type.text}".replace("Where", suffix)


def _refused(field: Field, what: str) -> Diagnostic:
    return Diagnostic("FQ212", f"{what} are not supported by this version of FraiseQL", field.type.span)
