"""Every root field says where its answer comes from, and its arguments can be used."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DirectiveDefinitionNode, specified_directives

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.model import ROLES, Argument, Field, Model, Object, Schema
from fraiseql.compiler.rules.features import refused
from fraiseql.scalars import SCALARS


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Root fields that cannot be served, and arguments that cannot be used."""
    model = schema.model
    known = {d.name for d in specified_directives}
    known.update(d.name.value for d in schema.document.definitions if isinstance(d, DirectiveDefinitionNode))
    for field in model.queries.values():
        yield from _query(model, field, known)
    for field in model.mutations.values():
        yield from _mutation(model, field, known)


def _mutation(model: Model, field: Field, known: set[str]) -> Iterator[Diagnostic]:
    if field.command is None and not _misspelt(field, "command", known):
        yield Diagnostic(
            "FQ209",
            f"mutation `{field.name}` has no `@command`",
            field.span,
            hint=f"say which function it calls: `{field.name}: {field.type.text} @command(fn_…)`",
        )
    if model.node(field.type.ref.name) is not None:
        yield refused("commands that return connections", field.type.span)


def _query(model: Model, field: Field, known: set[str]) -> Iterator[Diagnostic]:
    returns = model.returns(field)
    node = model.node(field.type.ref.name)
    row = node or model.objects.get(field.type.ref.name)
    if returns is None:
        if row is not None:
            yield refused("lists of lists" if node is None else "lists of connections", field.type.span)
        elif model.takes_values(field.type.ref.name) and (field.view or not _misspelt(field, "view", known)):
            yield Diagnostic(
                "FQ209",
                f"query `{field.name}` has nothing to read: it returns `{field.type.text}`",
                field.span,
                hint="return an object type with `@view` or a list of it, or count rows with `Int! @view(…)`",
            )
        return
    if model.view_of(field) is None and not _misspelt(field, "view", known):
        assert row is not None  # a count has a view of its own
        if not _misspelt(row, "view", known):
            yield Diagnostic(
                "FQ209",
                f"query `{field.name}` has nothing to read: neither it nor `{row.name}` has `@view`",
                field.span,
                hint=f"say which relation it reads: `{row.keyword} {row.name} @view(tv_…)`",
            )
    if field.limit is not None and returns not in ("many", "connection"):
        message = f"`@limit` is for lists and connections, and `{field.name}` returns `{field.type.text}`"
        yield Diagnostic("FQ210", message, field.limit.span)
    if returns == "one" and all(argument.name in ROLES for argument in field.arguments):
        yield Diagnostic(
            "FQ210",
            f"query `{field.name}` returns one row but has no argument to find it by",
            field.span,
            hint=f"add one: `{field.name}(id: ID!): {field.type.text}`",
        )
    yield from unusable(model, field)


def unusable(model: Model, field: Field) -> Iterator[Diagnostic]:
    """Arguments of a field that selects rows which cannot be used."""
    for argument in field.arguments:
        problem = _unusable(model, field, argument)
        if problem is not None:
            yield Diagnostic("FQ210", f"argument `{argument.name}` {problem}", argument.type.span)


def _misspelt(owner: Field | Object, directive: str, known: set[str]) -> bool:
    """Whether the directive is there and broken, or may be meant by one that nobody knows.

    Then that has a diagnostic, and what is missing for its sake needs no other.
    """
    return any(name == directive or name not in known for name in owner.directives)


def _unusable(model: Model, field: Field, argument: Argument) -> str | None:
    name, lists = argument.type.ref.name, argument.type.ref.lists
    input_ = model.inputs.get(name)
    if input_ is None and not model.takes_values(name):
        return None  # no input type at all, which is another rule's
    returns, written = model.returns(field), f"not `{argument.type.text}`"
    role = model.roles(field).get(argument.name)
    if role is None:
        if name in SCALARS and lists == 0 and not SCALARS[name].sortable:
            return f"cannot be compared with a column: `{name}` has no operator `eq`"
        comparable = input_ is None and lists == 0
        return None if comparable else f"must be a scalar or an enum to compare a column with, {written}"
    if returns == "one" or (returns == "count" and argument.name != "where"):
        return f"has no meaning where the answer is {'one row' if returns == 'one' else 'a count'}"
    if returns == "connection" and role in ("limit", "offset"):
        return "has no meaning where the answer is a connection: `first` and `after` ask for pages"
    if role in ("limit", "offset", "first", "last"):
        return None if (name, lists) == ("Int", 0) else f"must be `Int`, {written}"
    if role in ("after", "before"):
        return None if (name, lists) == ("String", 0) else f"must be `String`, {written}"
    row = model.row_type(field)
    if row is None:
        return f"must be named after the type that it filters, such as `PostWhere`, {written}"
    suffix, most = ("Where", 0) if argument.name == "where" else ("OrderBy", 1)
    derived = f"{row.name}{suffix}"
    if input_ is not None and lists <= most and (input_.span is not None or name == derived):
        return None
    return f"must be `{derived if most == 0 else f'[{derived}!]'}`, {written}"
