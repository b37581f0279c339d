"""The arguments of a mutation × the parameters of its function, down to the attributes of composite types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fraiseql.compiler import fit
from fraiseql.compiler.bound import BoundAttribute, BoundParameter
from fraiseql.compiler.catalog import Catalog, Function, FunctionParameter
from fraiseql.compiler.describe import function_note, relation_note
from fraiseql.compiler.diagnostics import Diagnostic, Related, close, suggest
from fraiseql.compiler.model import Argument, Field, Input, Model


class _Place(NamedTuple):
    """Where values go: a parameter or an attribute, as a message says it; its type; and what shows it."""

    what: str
    key: str
    note: Related


def bind_parameters(
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
            continue
        place = _Place(f"parameter `{parameter.name}`", parameter.type, note)
        attributes = _fill(model, catalog, argument, f"argument `{written}`", place, problems)
        if attributes is not None:
            base = fit.base(catalog, parameter.type)
            bound = BoundParameter(parameter, base, source, argument.type.text, attributes)
            filled[parameter.name] = bound, argument
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
    named = {parameter.name: parameter for parameter in function.inputs}
    return named.get(argument.key) or named.get(f"p_{argument.key}")


def _fill(
    model: Model,
    catalog: Catalog,
    argument: Argument,
    written: str,
    place: _Place,
    problems: list[Diagnostic],
) -> Mapping[str, BoundAttribute] | None:
    """The attributes that an argument fills, which are none where the place is of no composite type.

    Nothing, and a diagnostic, where the place cannot take the argument's values.
    """
    named, lists = argument.type.ref.name, argument.type.ref.lists
    key, input_ = place.key, model.inputs.get(named)
    if catalog.base_type(key).key in fit.DOCUMENT_TYPES:
        return {}
    element = catalog.base_type(key).element
    if lists == 1 and element is not None:
        key, lists = element, 0
    type_ = catalog.base_type(key)
    if lists == 0 and input_ is not None:
        if type_.key in fit.DOCUMENT_TYPES:
            return {}
        if type_.kind == "composite":
            return _attributes(model, catalog, input_, type_.key, problems)
    elif lists == 0 and model.takes_values(named) and fit.takes(model, catalog, named, key):
        enum = model.enums.get(named)
        if enum is not None:
            problems.extend(fit.foreign_labels(catalog, enum, fit.item(catalog, key), place.note))
        return {}
    if input_ is not None or model.takes_values(named):
        message = f"{written} is `{argument.type.text}`, which {place.what}"
        message += f" of type `{place.key}` cannot take"
        takers = fit.takers(catalog, place.key)
        hint = f"`{place.key}` takes {takers}" if takers is not None else None
        problems.append(Diagnostic("FQ425", message, argument.type.span, hint, (place.note,)))
    return None


def _attributes(
    model: Model, catalog: Catalog, input_: Input, key: str, problems: list[Diagnostic]
) -> dict[str, BoundAttribute]:
    """The attributes of a composite type that the fields of an input object fill, each by its stored name."""
    filled = {}
    relation = catalog.row_type(key)
    columns = relation.columns if relation is not None else ()
    note = Related("the type is", object=f"composite type {key}")
    if relation is not None:
        note = relation_note("the type is", relation)
    for field in input_.fields.values():
        column = next((column for column in columns if column.name == field.key), None)
        written = f"`{input_.name}.{field.name}`"
        if column is None:
            message = f"{written} has no attribute `{field.key}` in the composite type `{key}`"
            hint = suggest(field.key, [column.name for column in columns])
            problems.append(Diagnostic("FQ428", message, field.span, hint, (note,)))
            continue
        place = _Place(f"attribute `{key}.{column.name}`", column.type, note)
        attributes = _fill(model, catalog, field, written, place, problems)
        if attributes is not None:
            filled[field.name] = BoundAttribute(column.type, fit.base(catalog, column.type), attributes)
    return filled
