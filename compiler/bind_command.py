"""Mutations × catalog: the function behind `@command`, its parameters and its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fraiseql.compiler import fit
from fraiseql.compiler.bound import BoundMutation, BoundParameter, BoundView
from fraiseql.compiler.catalog import Catalog, Function, FunctionParameter
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Argument, Field, Model, Word
from fraiseql.scalars import SCALARS

DOCUMENT_TYPES = ("json", "jsonb")


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
    parameters = list(_parameters(model, catalog, field, function, problems))
    problems.extend(_missing(field, command, function, parameters))
    view_use = model.view_of(field)
    view = views[view_use.name] if view_use is not None else None
    problems.extend(_result(model, catalog, field, function, view, read_back=view_use is not None))
    found.extend(problems)
    if problems or (view is None and view_use is not None):
        return None
    return BoundMutation(field, function, tuple(parameters), view)


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
                hint=suggest(command.value, _names(catalog))
                or f"looked in the schemas of the search path: {', '.join(catalog.search_path) or 'none'}",
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
            related=tuple(function_note("this is one", f) for f in fitting or overloads),
        )
    )
    return None


def _names(catalog: Catalog) -> Iterator[str]:
    for function in catalog.functions:
        yield function.name if function.schema in catalog.search_path else function.qualified


def _fits(model: Model, catalog: Catalog, field: Field, function: Function) -> bool:
    problems: list[Diagnostic] = []
    parameters = list(_parameters(model, catalog, field, function, problems))
    word = Word(function.name, None)
    return not problems and not any(_missing(field, word, function, parameters))


def _callable(function: Function, command: Word) -> Iterator[Diagnostic]:
    reason = None
    if function.kind != "function":
        reason = f"it is {'an' if function.kind == 'aggregate' else 'a'} {function.kind}"
    elif function.returns_set:
        reason = "it returns a set of rows"
    elif any(p.mode == "variadic" for p in function.parameters):
        reason = "it has a VARIADIC parameter"
    if reason is not None:
        yield Diagnostic(
            "FQ427",
            f"`{command.value}` cannot be a command: {reason}",
            command.span,
            hint="a command is a plain function that returns one value, such as the id of what it wrote",
            related=(function_note("it is defined as", function),),
        )


# --- its parameters ----------------------------------------------------------------------------------


def _parameters(
    model: Model, catalog: Catalog, field: Field, function: Function, problems: list[Diagnostic]
) -> Iterator[BoundParameter]:
    """Binds each argument to the parameter of its name; an input object to one, or spread over several."""
    for argument in field.arguments:
        input_ = model.inputs.get(argument.type.ref.name)
        parameter = _named(function, argument)
        if input_ is not None and parameter is None and not argument.type.ref.lists:
            for member in input_.fields.values():
                yield from _bind(model, catalog, function, member, (argument.name, member.name), problems)
        else:
            yield from _bind(model, catalog, function, argument, (argument.name,), problems)


def _bind(
    model: Model,
    catalog: Catalog,
    function: Function,
    argument: Argument,
    source: tuple[str, ...],
    problems: list[Diagnostic],
) -> Iterator[BoundParameter]:
    parameter = _named(function, argument)
    written = ".".join(source)
    if parameter is None:
        names = [p.name for p in function.inputs]
        problems.append(
            Diagnostic(
                "FQ423",
                f"argument `{written}` has no parameter `{argument.key}` or `p_{argument.key}` in "
                f"{function.qualified}",
                argument.span,
                hint=suggest(f"p_{argument.key}", names),
                related=(function_note("the function is", function),),
            )
        )
    elif not _takes(model, catalog, argument, parameter):
        problems.append(
            Diagnostic(
                "FQ425",
                f"argument `{written}` is {argument.type.text}, which parameter `{parameter.name}` of type "
                f"{parameter.type} cannot take",
                argument.type.span,
                related=(function_note("the function is", function),),
            )
        )
    else:
        enum = model.enums.get(argument.type.ref.name)
        if enum is not None:
            key = catalog.base_type(parameter.type).element or parameter.type
            problems.extend(fit.foreign_labels(catalog, enum, key))
        yield BoundParameter(parameter, source, argument.type.text)


def _named(function: Function, argument: Argument) -> FunctionParameter | None:
    wanted = (argument.key, f"p_{argument.key}")
    return next((p for p in function.inputs if p.name in wanted), None)


def _takes(model: Model, catalog: Catalog, argument: Argument, parameter: FunctionParameter) -> bool:
    named, lists = argument.type.ref.name, argument.type.ref.lists
    type_ = catalog.base_type(parameter.type)
    if type_.key in DOCUMENT_TYPES:
        return True
    if lists == 1 and type_.kind == "array" and type_.element is not None:
        return _takes_one(model, catalog, named, type_.element)
    return lists == 0 and _takes_one(model, catalog, named, parameter.type)


def _takes_one(model: Model, catalog: Catalog, named: str, key: str) -> bool:
    return (named in SCALARS or named in model.enums) and fit.takes(model, catalog, named, key)


def _missing(
    field: Field, command: Word, function: Function, parameters: Sequence[BoundParameter]
) -> Iterator[Diagnostic]:
    given = {bound.parameter.name for bound in parameters}
    for parameter in function.inputs:
        if parameter.name not in given and not parameter.has_default and parameter.mode != "variadic":
            yield Diagnostic(
                "FQ424",
                f"parameter `{parameter.name}` of {function.qualified} has no argument in `{field.name}`",
                command.span,
                hint="add the argument to the schema, or give the parameter a default"
                if parameter.name
                else "name the parameter: arguments are passed by name",
                related=(function_note("the function is", function),),
            )


# --- its result --------------------------------------------------------------------------------------


def _result(
    model: Model,
    catalog: Catalog,
    field: Field,
    function: Function,
    view: BoundView | None,
    *,
    read_back: bool,
) -> Iterator[Diagnostic]:
    named = field.type.ref.name
    returned = catalog.base_type(function.returns) if function.returns is not None else None
    if returned is None or field.type.ref.lists or function.returns_set:
        return
    expected = None
    if view is not None:
        key = catalog.base_type(view.key.type)
        if returned.key != key.key:
            expected = f"{key.key}, the type of the key {view.relation.qualified}.{view.key.name}"
    elif not read_back and (named in SCALARS or named in model.enums):
        if not fit.stores(model, catalog, named, returned.key):
            expected = fit.expected(named)
    elif not read_back and named in model.objects:
        expected = f"nothing: {named} has no @view to read the result back from"
    if expected is not None:
        yield Diagnostic(
            "FQ426",
            f"{function.qualified} returns {function.returns}, but `{field.name}: {field.type.text}` "
            f"needs {expected}",
            field.type.span,
            related=(function_note("the function is", function),),
        )
