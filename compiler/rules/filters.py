"""A hand-written `where` or `orderBy` input names only what the type behind it can filter or sort on.

Derived inputs are right by construction, but may lead to hand-written ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.derive import DIRECTIONS, LOGIC, filter_name, taken
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Argument, Field, Input, Model, Object, Schema
from fraiseql.operators import QUANTIFIERS, operators_of
from fraiseql.plan import type_ref
from fraiseql.scalars import SCALARS


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Input fields, operators and directions that nothing stands behind, each said once."""
    return iter(dict.fromkeys(_problems(schema.model)))


def _problems(model: Model) -> Iterator[Diagnostic]:
    # A list of what is left to look at, since types may embed each other deeper than Python's stack.
    left: list[tuple[str, Input, Object]] = []
    for field in model.selecting():
        row = model.row_type(field)
        for argument in field.arguments:
            input_ = model.inputs.get(argument.type.ref.name)
            if row is None or input_ is None or argument.name not in ("where", "orderBy"):
                continue
            if input_.span is not None or input_.name == _of_rows(argument.name, row.name):
                left.append((argument.name, input_, row))
    seen: set[tuple[str, str, str]] = set()
    while left:
        role, input_, row = left.pop()
        if (role, input_.name, row.name) not in seen:
            seen.add((role, input_.name, row.name))
            yield from _input(model, role, input_, row, left)
    directions = model.enums.get("OrderDirection")
    for value in directions.values if directions is not None else ():
        if value.name not in DIRECTIONS:
            hint = f"the directions are {', '.join(DIRECTIONS)}"
            yield Diagnostic("FQ213", f"there is no direction `{value.name}`", value.span, hint=hint)


def _input(
    model: Model, role: str, input_: Input, row: Object, left: list[tuple[str, Input, Object]]
) -> Iterator[Diagnostic]:
    """The problems of one input. left: gets those that its fields lead to."""
    for given in input_.fields.values():
        if role == "where" and given.name in LOGIC:
            wanted = input_.name if given.name == "NOT" else f"[{input_.name}!]"
            if given.type.ref.name != input_.name or given.type.ref.lists != (given.name != "NOT"):
                yield _wrong(input_, given, wanted)
            continue
        field = row.fields.get(given.name)
        if given.span is None and field is not None and not _has_target(model, role, field):
            continue  # its scalar has a diagnostic
        if field is None or not _has_target(model, role, field):
            options = (f.name for f in row.fields.values() if _has_target(model, role, f))
            verb = "filters" if role == "where" else "sorts"
            message = f"`{row.name}` has no field `{given.name}` that {verb}"
            yield Diagnostic("FQ213", message, given.span, hint=suggest(given.name, options))
            continue
        embedded = model.objects.get(field.type.ref.name)
        if embedded is None and role == "orderBy":
            if given.span is not None and given.type.ref[:] != ("OrderDirection", (True,)):
                yield _wrong(input_, given, "OrderDirection")
            continue
        derived = _derived(model, role, field)
        inner = model.inputs.get(given.type.ref.name)
        if inner is None or given.type.ref.lists or (inner.span is None and inner.name != derived):
            if given.span is not None and (inner is not None or model.takes_values(given.type.ref.name)):
                yield _wrong(input_, given, derived)
        elif embedded is None:
            yield from _tests(model, inner, field)
        elif field.type.ref.lists:
            yield from _quantifiers(model, inner, embedded, left)
        else:
            left.append((role, inner, embedded))


def _of_rows(role: str, name: str) -> str:
    return f"{name}{role[0].upper()}{role[1:]}"


def _derived(model: Model, role: str, field: Field) -> str:
    name, is_object = field.type.ref.name, model.has_fields(field.type.ref.name)
    if role == "orderBy":
        return _of_rows(role, name)
    return filter_name(name, is_object=is_object, is_list=bool(field.type.ref.lists))


def _has_target(model: Model, role: str, field: Field) -> bool:
    name, lists = field.type.ref.name, field.type.ref.lists
    if field.relation is not None:
        return False
    if lists > (role == "where") or not (model.has_fields(name) or model.takes_values(name)):
        return False
    return role == "where" or name not in SCALARS or SCALARS[name].sortable


def _quantifiers(
    model: Model, tests: Input, items: Object, left: list[tuple[str, Input, Object]]
) -> Iterator[Diagnostic]:
    for test in tests.fields.values() if tests.span is not None else ():
        inner = model.inputs.get(test.type.ref.name)
        if test.name not in QUANTIFIERS:
            hint = suggest(test.name, QUANTIFIERS) or f"its operators are {', '.join(QUANTIFIERS)}"
            message = f"a list of `{items.name}` has no operator `{test.name}`"
            yield Diagnostic("FQ213", message, test.span, hint=hint)
        elif inner is None or test.type.ref.lists:
            yield _wrong(tests, test, f"{items.name}Where")
        else:
            left.append(("where", inner, items))


def _tests(model: Model, tests: Input, field: Field) -> Iterator[Diagnostic]:
    named = field.type.ref.name
    operators = operators_of(named, is_list=bool(field.type.ref.lists), custom=named in model.scalars)
    for test in tests.fields.values() if tests.span is not None else ():
        operator = operators.get(test.name)
        if operator is None:
            subject = f"a list of `{named}`" if field.type.ref.lists else f"`{named}`"
            hint = suggest(test.name, operators) or f"its operators are {', '.join(operators)}"
            yield Diagnostic("FQ213", f"{subject} has no operator `{test.name}`", test.span, hint=hint)
            continue
        wanted = taken(operator, named)
        if (test.type.ref.name, test.type.ref.lists) != (type_ref(wanted).name, type_ref(wanted).lists):
            yield _wrong(tests, test, wanted)


def _wrong(owner: Input, given: Argument, wanted: str) -> Diagnostic:
    message = f"`{owner.name}.{given.name}` must be `{wanted}`, not `{given.type.text}`"
    return Diagnostic("FQ213", message, given.type.span)
