"""Mutations × catalog: the function behind `@command`, its parameters and its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from fraiseql.compiler import fit
from fraiseql.compiler.bound import BoundMutation, BoundParameter, BoundView
from fraiseql.compiler.catalog import Catalog, Function, FunctionParameter
from fraiseql.compiler.describe import function_note, looked
from fraiseql.compiler.diagnostics import Diagnostic, close, suggest
from fraiseql.compiler.model import Argument, Field, Model, Word


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
    parameters, meant = _parameters(model, catalog, field, function, problems)
    problems.extend(_missing(field, command, function, meant))
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
            related=tuple(function_note("this is one", f) for f in fitting or overloads),
        )
    )
    return None


def _names(catalog: Catalog) -> Iterator[str]:
    for function in catalog.functions:
        yield function.name if function.schema in catalog.search_path else function.qualified


def _fits(model: Model, catalog: Catalog, field: Field, function: Function) -> bool:
    problems: list[Diagnostic] = []
    _, meant = _parameters(model, catalog, field, function, problems)
    word = Word(function.name, None)
    return not problems and not any(_missing(field, word, function, meant))


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
) -> tuple[list[BoundParameter], set[str]]:
    """Binds each argument to the parameter of its name; an input object to one, or spread over several.

    Also returns the names of the parameters that some argument means, well or badly.
    """
    filled: dict[str, tuple[BoundParameter, Argument]] = {}
    meant = set()
    note = function_note("the function is", function)
    for argument, source in _given(model, field, function):
        parameter, written = _named(function, argument), ".".join(source)
        if parameter is None:
            wanted = f"p_{argument.key}"
            names = [p.name for p in function.inputs]
            meant.update(close(wanted, names))
            message = f"argument `{written}` has no parameter `{argument.key}` or `{wanted}`"
            message += f" in `{function.qualified}`"
            problems.append(Diagnostic("FQ423", message, argument.span, suggest(wanted, names), (note,)))
            continue
        meant.add(parameter.name)
        if parameter.name in filled:
            bound, other = filled[parameter.name]
            if bound.source[:-1] != source[:-1] or len(source) == 1 or other.key != argument.key:
                first = ".".join(bound.source)
                message = f"arguments `{first}` and `{written}` both fill parameter `{parameter.name}`"
                problems.append(Diagnostic("FQ206", message, argument.span, related=(note,)))
        elif _takes(model, catalog, argument, parameter):
            enum = model.enums.get(argument.type.ref.name)
            if enum is not None:
                problems.extend(fit.foreign_labels(catalog, enum, fit.item(catalog, parameter.type), note))
            base = fit.base(catalog, parameter.type)
            filled[parameter.name] = BoundParameter(parameter, base, source, argument.type.text), argument
        elif model.takes_values(argument.type.ref.name) or argument.type.ref.name in model.inputs:
            message = f"argument `{written}` is `{argument.type.text}`, which parameter `{parameter.name}`"
            message += f" of type `{parameter.type}` cannot take"
            takers = fit.takers(catalog, parameter.type)
            hint = f"`{parameter.type}` takes {takers}" if takers is not None else None
            problems.append(Diagnostic("FQ425", message, argument.type.span, hint, (note,)))
    return [bound for bound, _ in filled.values()], meant


def _given(model: Model, field: Field, function: Function) -> Iterator[tuple[Argument, tuple[str, ...]]]:
    """The arguments as the function sees them, each with its path."""
    for argument in field.arguments:
        input_ = model.inputs.get(argument.type.ref.name)
        if input_ is None or argument.type.ref.lists or _named(function, argument) is not None:
            yield argument, (argument.name,)
        else:
            for member in input_.fields.values():
                yield member, (argument.name, member.name)


def _named(function: Function, argument: Argument) -> FunctionParameter | None:
    wanted = (argument.key, f"p_{argument.key}")
    return next((p for p in function.inputs if p.name in wanted), None)


def _takes(model: Model, catalog: Catalog, argument: Argument, parameter: FunctionParameter) -> bool:
    named, lists = argument.type.ref.name, argument.type.ref.lists
    type_ = catalog.base_type(parameter.type)
    if type_.key in fit.DOCUMENT_TYPES:
        return True
    if lists == 1 and type_.kind == "array" and type_.element is not None:
        return _takes_one(model, catalog, named, type_.element)
    return lists == 0 and _takes_one(model, catalog, named, parameter.type)


def _takes_one(model: Model, catalog: Catalog, named: str, key: str) -> bool:
    return model.takes_values(named) and fit.takes(model, catalog, named, key)


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
        if view.key is None:
            return
        key = catalog.base_type(view.key.type)
        if returned.key != key.key:
            expected = f"`{key.key}`, the type of the key `{view.relation.qualified}.{view.key.name}`"
    elif not read_back and model.takes_values(named) and not fit.stores(model, catalog, named, returned.key):
        expected = fit.expected(model, field.type.ref)
    if expected is not None:
        yield Diagnostic(
            "FQ426",
            f"`{function.qualified}` returns `{function.returns}`, but `{field.name}: {field.type.text}` "
            f"needs {expected}",
            field.type.span,
            related=(function_note("the function is", function),),
        )
