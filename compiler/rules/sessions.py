"""`@session` stands on single values that a query compares with or a command is given."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Argument, Field, Input, Model, Schema


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Where the session's value would mean nothing, or could be kept from where it must be."""
    model = schema.model
    for field in model.selecting():
        for argument, place in _given(field):
            if argument.name in model.roles(field):
                yield _diagnostic(argument, f"`@session` has no meaning on {place}, which compares nothing")
    for field in model.mutations.values():
        for argument, place in _given(field):
            yield from _single(model, argument, place)  # of a query's arguments `root_fields` says that
    given = _given_to_commands(model)
    for input_ in model.inputs.values():
        yield from _input(model, input_, given=input_.name in given)
    for field in model.mutations.values():
        yield from _nullable(model, field)
    yield from _names(model)


def _names(model: Model) -> Iterator[Diagnostic]:
    """A name that no session can have."""
    inputs = (field for input_ in model.inputs.values() for field in input_.fields.values())
    fields = (*model.selecting(), *model.mutations.values())
    for argument in (*(argument for field in fields for argument in field.arguments), *inputs):
        if argument.session is not None and not argument.session.value.isidentifier():
            message = f"the session has no name `{argument.session.value}`"
            hint = "names are of letters, digits and `_`"
            yield Diagnostic("FQ232", message, argument.session.span, hint)


def _given(field: Field) -> Iterator[tuple[Argument, str]]:
    """The arguments whose values are the session's, and how to call each."""
    for argument in field.arguments:
        if argument.session is not None:
            yield argument, f"argument `{argument.name}` of `{field.name}`"


def _single(model: Model, argument: Argument, place: str) -> Iterator[Diagnostic]:
    name, lists = argument.type.ref.name, argument.type.ref.lists
    if lists or name in model.inputs:
        message = f"`@session` gives one value, and {place} is `{argument.type.text}`"
        yield Diagnostic("FQ232", message, argument.type.span)


def _filled(input_: Input | None) -> list[Argument]:
    return [field for field in input_.fields.values() if field.session] if input_ is not None else []


def _input(model: Model, input_: Input, *, given: bool) -> Iterator[Diagnostic]:
    filled = _filled(input_)
    for field in filled:
        place = f"`{input_.name}.{field.name}`"
        if not given:
            message = f"`@session` has no meaning on {place}, since no command is given a `{input_.name}`"
            yield _diagnostic(field, message)
        elif input_.one_of:
            message = f"`@session` has no meaning on {place}: of a oneOf input the client chooses the field"
            yield _diagnostic(field, message)
        else:
            yield from _single(model, field, place)
    if filled and len(filled) == len(input_.fields):
        message = f"all fields of `{input_.name}` come from the session, so clients have nothing to give"
        hint = "make them arguments of the field"
        yield Diagnostic("FQ232", message, input_.span, hint)


def _nullable(model: Model, field: Field) -> Iterator[Diagnostic]:
    """A client that gives null for the whole input would decide what the session must."""
    for argument in field.arguments:
        filled = _filled(model.inputs.get(argument.type.ref.name))
        if filled and argument.type.ref.nullable == (True,):
            message = (
                f"argument `{argument.name}` of `{field.name}` may be null, and then nothing holds "
                f"what `{argument.type.ref.name}` has of the session"
            )
            hint = f"make it `{argument.type.text}!`"
            related = (Related("a value of the session is here", span=filled[0].span),)
            yield Diagnostic("FQ232", message, argument.type.span, hint, related)


def _given_to_commands(model: Model) -> set[str]:
    """The inputs that commands are given, at any depth."""
    given: set[str] = set()
    for field in model.mutations.values():
        waiting = [argument.type.ref.name for argument in field.arguments]
        while waiting:
            name = waiting.pop()
            if name in model.inputs and name not in given:
                given.add(name)
                waiting.extend(f.type.ref.name for f in model.inputs[name].fields.values())
    return given


def _diagnostic(argument: Argument, message: str) -> Diagnostic:
    assert argument.session is not None
    hint = "it belongs on an argument that compares, and on what a command is given"
    return Diagnostic("FQ232", message, argument.session.span, hint)
