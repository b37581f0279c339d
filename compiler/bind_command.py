"""Mutations × catalog: the function behind `@command`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from fraiseql.compiler.bind_parameter import bind_parameters
from fraiseql.compiler.bind_result import READ, bind_result
from fraiseql.compiler.bound import BoundMutation, BoundView
from fraiseql.compiler.catalog import Catalog, Function
from fraiseql.compiler.describe import function_note, looked
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Field, Model, Word


def bind_command(
    model: Model,
    catalog: Catalog,
    field: Field,
    command: Word,
    views: Mapping[Word, BoundView | None],
    found: list[Diagnostic],
) -> BoundMutation | None:
    """The mutation with its function; nothing, and diagnostics in `found`, where they disagree."""
    function = _function(model, catalog, field, command, found)
    if function is None:
        return None
    problems = list(_callable(function, command))
    parameters, meant = bind_parameters(model, catalog, field, function, problems)
    problems.extend(_missing(field, command, function, meant))
    view_use = model.view_of(field)
    view = views[view_use.name] if view_use is not None else None
    outcome = None
    if view_use is None or view is not None:  # what is wrong with the view is said there
        outcome = bind_result(model, catalog, field, function, view, problems)
    found.extend(problems)
    if problems or outcome is None:
        return None
    return BoundMutation(field, function, tuple(parameters), view if outcome in READ else None, outcome)


# --- which function --------------------------------------------------------------------------------


def _function(
    model: Model, catalog: Catalog, field: Field, command: Word, found: list[Diagnostic]
) -> Function | None:
    overloads = catalog.functions_named(command.value)
    if not overloads:
        found.append(
            Diagnostic(
                "FQ421",
                f"function `{command.value}` does not exist",
                command.span,
                hint=suggest(command.value, _names(catalog)) or looked(catalog, command.value),
            )
        )
        return None
    fitting = [f for f in overloads if _fits(model, catalog, field, f)] if len(overloads) > 1 else overloads
    if len(fitting) == 1:
        return fitting[0]
    said = "several of them take" if fitting else "none of them takes"
    found.append(
        Diagnostic(
            "FQ422",
            f"function `{command.value}` has {len(overloads)} overloads, and {said} these arguments",
            command.span,
            hint="rename the function that is meant, or the arguments, so that one overload fits",
            related=tuple(
                function_note(f"this one does not fit: {unfit}" if unfit else "this one fits", f)
                for f, unfit in ((f, _unfit(model, catalog, field, f)) for f in fitting or overloads)
            ),
        )
    )
    return None


def _names(catalog: Catalog) -> Iterator[str]:
    for function in catalog.functions:
        yield function.name if function.schema in catalog.search_path else function.qualified


def _fits(model: Model, catalog: Catalog, field: Field, function: Function) -> bool:
    return _unfit(model, catalog, field, function) is None


def _unfit(model: Model, catalog: Catalog, field: Field, function: Function) -> str | None:
    """Why a function cannot be called with the arguments of a field."""
    problems: list[Diagnostic] = []
    _, meant = bind_parameters(model, catalog, field, function, problems)
    problems.extend(_missing(field, Word(function.name, None), function, meant))
    return problems[0].message if problems else None


def _callable(function: Function, command: Word) -> Iterator[Diagnostic]:
    reason = None
    if function.kind != "function":
        reason = f"it is {'an' if function.kind == 'aggregate' else 'a'} {function.kind}"
    elif any(p.mode == "variadic" for p in function.parameters):
        reason = "it has a VARIADIC parameter"
    if reason is not None:
        yield Diagnostic(
            "FQ427",
            f"`{command.value}` cannot be a command: {reason}",
            command.span,
            hint="a command is a plain function, whose parameters are passed by name",
            related=(function_note("it is defined as", function),),
        )


def _missing(
    field: Field, command: Word, function: Function, meant: AbstractSet[str]
) -> Iterator[Diagnostic]:
    for parameter in function.inputs:
        if parameter.name not in meant and not parameter.has_default and parameter.mode != "variadic":
            yield Diagnostic(
                "FQ424",
                f"parameter `{parameter.name}` of `{function.qualified}` has no argument in `{field.name}`"
                if parameter.name
                else f"a parameter of `{function.qualified}` has no name",
                command.span,
                hint="add the argument to the schema, or give the parameter a default"
                if parameter.name
                else "give it one: arguments are passed by name",
                related=(function_note("the function is", function),),
            )
