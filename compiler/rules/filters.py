"""A hand-written `where` or `orderBy` input names only what the type behind it can filter or sort on."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.derive import LOGIC
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Argument, Field, Input, Model, Object, Schema
from fraiseql.operators import Operator, enum_operators, operators_of
from fraiseql.scalars import SCALARS


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Input fields and operators that nothing stands behind."""
    model = schema.model
    seen: set[tuple[str, str, str]] = set()
    for field in model.queries.values():
        row = model.row_type(field)
        for argument in field.arguments:
            input_ = model.inputs.get(argument.type.ref.name)
            if row is None or input_ is None or argument.name not in ("where", "orderBy"):
                continue
            yield from _input(model, argument.name, input_, row, seen)


def _input(
    model: Model, role: str, input_: Input, row: Object, seen: set[tuple[str, str, str]]
) -> Iterator[Diagnostic]:
    if (role, input_.name, row.name) in seen:
        return
    seen.add((role, input_.name, row.name))
    for given in input_.fields.values():
        if role == "where" and given.name in LOGIC:
            if given.type.ref.name != input_.name or given.type.ref.lists != (given.name != "NOT"):
                wanted = input_.name if given.name == "NOT" else f"[{input_.name}!]"
                yield _wrong(given, f"{input_.name}.{given.name} must be {wanted}, not {given.type.text}")
            continue
        field = row.fields.get(given.name)
        embedded = model.objects.get(field.type.ref.name) if field else None
        if field is None or field.type.ref.lists:
            yield Diagnostic(
                "FQ213",
                f"{row.name} has no field `{given.name}` that {'filters' if role == 'where' else 'sorts'}",
                given.span,
                hint=suggest(given.name, (f.name for f in row.fields.values() if not f.type.ref.lists)),
            )
        elif embedded is not None:
            inner = model.inputs.get(given.type.ref.name)
            if inner is None or given.type.ref.lists:
                yield _wrong(given, f"{input_.name}.{given.name} must be an input type for {embedded.name}")
            else:
                yield from _input(model, role, inner, embedded, seen)
        elif role == "where":
            yield from _tests(model, input_, given, field)
        elif given.type.ref[:] != ("OrderDirection", (True,)):
            yield _wrong(given, f"{input_.name}.{given.name} must be OrderDirection, not {given.type.text}")


def _tests(model: Model, owner: Input, given: Argument, field: Field) -> Iterator[Diagnostic]:
    tests = model.inputs.get(given.type.ref.name)
    if tests is None or given.type.ref.lists:
        yield _wrong(
            given, f"{owner.name}.{given.name} must be a filter input such as {field.type.ref.name}Filter"
        )
        return
    operators = {row.name: row for row in _operators(model, field)}
    for test in tests.fields.values():
        operator = operators.get(test.name)
        if operator is None:
            yield Diagnostic(
                "FQ213",
                f"{field.type.ref.name} has no operator `{test.name}`",
                test.span,
                hint=suggest(test.name, operators) or f"its operators are {', '.join(operators)}",
            )
        elif not _takes(operator, test, field):
            yield _wrong(
                test,
                f"{tests.name}.{test.name} has type {test.type.text}, which does not fit "
                f"{field.type.ref.name}",
            )


def _operators(model: Model, field: Field) -> tuple[Operator, ...]:
    scalar = SCALARS.get(field.type.ref.name)
    return operators_of(scalar) if scalar is not None else enum_operators()


def _takes(operator: Operator, test: Argument, field: Field) -> bool:
    named = "Boolean" if operator.takes == "flag" else field.type.ref.name
    return test.type.ref.name == named and test.type.ref.lists == (operator.takes == "list")


def _wrong(given: Argument, message: str) -> Diagnostic:
    return Diagnostic("FQ213", message, given.type.span)
