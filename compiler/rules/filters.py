"""A hand-written `where` or `orderBy` input names only what the type behind it can filter or sort on.

Derived inputs are right by construction, but may lead to hand-written ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.derive import DIRECTIONS, LOGIC
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Argument, Field, Input, Model, Object, Schema
from fraiseql.operators import Operator, enum_operators, operators_of
from fraiseql.scalars import SCALARS


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Input fields, operators and directions that nothing stands behind."""
    model = schema.model
    seen: set[tuple[str, str, str]] = set()
    for field in model.queries.values():
        row = model.row_type(field)
        for argument in field.arguments:
            input_ = model.inputs.get(argument.type.ref.name)
            if row is None or input_ is None or argument.name not in ("where", "orderBy"):
                continue
            if input_.span is not None or input_.name == _derived(argument.name, row):
                yield from _input(model, argument.name, input_, row, seen)
    directions = model.enums.get("OrderDirection")
    for value in directions.values if directions is not None else ():
        if value.name not in DIRECTIONS:
            hint = f"the directions are {', '.join(DIRECTIONS)}"
            yield Diagnostic("FQ213", f"there is no direction `{value.name}`", value.span, hint=hint)


def _input(
    model: Model, role: str, input_: Input, row: Object, seen: set[tuple[str, str, str]]
) -> Iterator[Diagnostic]:
    if (role, input_.name, row.name) in seen:
        return
    seen.add((role, input_.name, row.name))
    for given in input_.fields.values():
        if role == "where" and given.name in LOGIC:
            wanted = input_.name if given.name == "NOT" else f"[{input_.name}!]"
            if given.type.ref.name != input_.name or given.type.ref.lists != (given.name != "NOT"):
                yield _wrong(input_, given, wanted)
            continue
        field = row.fields.get(given.name)
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
        derived = f"{field.type.ref.name}Filter" if embedded is None else _derived(role, embedded)
        inner = model.inputs.get(given.type.ref.name)
        if inner is None or given.type.ref.lists or (inner.span is None and inner.name != derived):
            if given.span is not None and (inner is not None or model.takes_values(given.type.ref.name)):
                yield _wrong(input_, given, derived)
        elif embedded is None:
            yield from _tests(model, inner, field)
        else:
            yield from _input(model, role, inner, embedded, seen)


def _derived(role: str, row: Object) -> str:
    return f"{row.name}{role[0].upper()}{role[1:]}"


def _has_target(model: Model, role: str, field: Field) -> bool:
    name = field.type.ref.name
    if field.type.ref.lists or not (name in model.objects or model.takes_values(name)):
        return False
    return role == "where" or name not in SCALARS or SCALARS[name].comparable


def _tests(model: Model, tests: Input, field: Field) -> Iterator[Diagnostic]:
    named = field.type.ref.name
    operators = {row.name: row for row in _operators(named)}
    for test in tests.fields.values() if tests.span is not None else ():
        operator = operators.get(test.name)
        if operator is None:
            yield Diagnostic(
                "FQ213",
                f"`{named}` has no operator `{test.name}`",
                test.span,
                hint=suggest(test.name, operators) or f"its operators are {', '.join(operators)}",
            )
            continue
        wanted = {"value": named, "list": f"[{named}!]", "flag": "Boolean"}[operator.takes]
        of = "Boolean" if operator.takes == "flag" else named
        if test.type.ref.name != of or test.type.ref.lists != (operator.takes == "list"):
            yield _wrong(tests, test, wanted)


def _operators(named: str) -> tuple[Operator, ...]:
    return operators_of(SCALARS[named]) if named in SCALARS else enum_operators()


def _wrong(owner: Input, given: Argument, wanted: str) -> Diagnostic:
    message = f"`{owner.name}.{given.name}` must be `{wanted}`, not `{given.type.text}`"
    return Diagnostic("FQ213", message, given.type.span)
