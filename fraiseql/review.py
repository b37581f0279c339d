"""What a trusted document comes to, for its plan file: the finished SQL and the shape of each root field.

Nothing here knows how that is made: the operation is prepared and bound as for a request, with examples in
the place of its variables' values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice, product
from typing import Any

from msgspec.structs import replace

from fraiseql.arguments import Arguments, Variables
from fraiseql.bind import Binder
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError, RefusedError, RequestError
from fraiseql.limits import NO_LIMITS
from fraiseql.operation import FragmentSpread, Operation, Selection, StatementCase, TrustedField, Variable
from fraiseql.pages import Page, example_cursor
from fraiseql.plan import UNSET, EnumType, InputType, Query, Type, type_ref
from fraiseql.prepare import Bound, Roots, Stored, prepare
from fraiseql.relations import all_related

EXAMPLES: dict[str, Any] = {
    "Int": 1,
    "Float": 1,
    "String": "",
    "Boolean": True,
    "UUID": "00000000-0000-0000-0000-000000000000",
    "BigInt": 1,
    "Decimal": 1,
    "DateTime": "2026-01-31T12:00:00Z",
    "LocalDateTime": "2026-01-31T12:00:00",
    "Date": "2026-01-31",
    "Time": "12:00:00",
    "Duration": "P1D",
    "JSON": {},
    "IpAddress": "10.0.0.0/8",
    "Cidr": "10.0.0.0/8",
    "MacAddress": "08:00:2b:01:02:03",
    "LTree": "Top",
}
"""A value of each scalar but `ID` that every column it may stand for can hold."""

IDS = ("1", EXAMPLES["UUID"])
"""Values of `ID`; one of them fits any column."""

MOST = 256
"""How many combinations of ids are tried for one statement."""


def review(operation: Operation, roots: Roots) -> tuple[TrustedField, ...]:
    """The root fields that the database answers.

    Raises RefusedError where the operation selects too much (`GRAPHQL_VALIDATION_FAILED`), and where a field
    fails whatever its variables are (`BAD_USER_INPUT`, `LIMIT_EXCEEDED`).
    """
    inputs = Inputs(roots.types)
    binder = Binder(roots.types, NO_LIMITS)
    wrong: list[RequestError] = []
    fields = []
    for root in prepare(_without_conditions(operation), {}, roots, inputs, binder).roots:
        if not isinstance(root, Stored):
            continue
        cases = _cases(root, operation.variables, inputs)
        if isinstance(cases, FieldError):
            wrong.append(RequestError(cases.message, cases.code, root.source.locations))
            continue
        opening = (v.name for v in _used(root, operation.variables) if _is_input(v.type, root.binder.types))
        fields.append(
            TrustedField(
                name=root.path[0],
                plan=root.plan.name,
                open=tuple(opening),
                statements=cases,
                shape=root.projector.shape,
            )
        )
    if wrong:
        raise RefusedError(*wrong)
    return tuple(fields)


def _without_conditions(operation: Operation) -> Operation:
    def all_of(selections: Sequence[Selection]) -> tuple[Selection, ...]:
        return tuple(
            replace(selection, conditions=())
            if isinstance(selection, FragmentSpread)
            else replace(selection, conditions=(), selections=all_of(selection.selections))
            for selection in selections
        )

    fragments = {
        name: replace(fragment, selections=all_of(fragment.selections))
        for name, fragment in operation.fragments.items()
    }
    return replace(operation, selections=all_of(operation.selections), fragments=fragments)


def _used(root: Stored, variables: Sequence[Variable]) -> list[Variable]:
    names = {name for _, arguments in root.parts() for name in arguments.variables}
    return [variable for variable in variables if variable.name in names]


def _is_optional(variable: Variable) -> bool:
    return variable.default is not UNSET or not variable.type.endswith("!")


def _is_input(type_: str, types: Mapping[str, Type]) -> bool:
    return isinstance(types.get(type_ref(type_).name), InputType)


# --- statements ----------------------------------------------------------------------------------------


def _cases(
    root: Stored, variables: Sequence[Variable], inputs: Inputs
) -> tuple[StatementCase, ...] | FieldError:
    """The statements of a root field by what the client gives, or why there are none."""
    optional = tuple(variable.name for variable in _used(root, variables) if _is_optional(variable))
    found: dict[tuple[str, ...], StatementCase] = {}
    problems = []
    for names in ((), *((name,) for name in optional), optional):
        given = [variable for variable in variables if variable.name in names or not _is_optional(variable)]
        bound = _bound(root, given, variables, inputs)
        if isinstance(bound, FieldError):
            problems.append(bound)
            continue
        statements = bound.statements if isinstance(bound, Page) else bound
        sql = tuple(statement.sql for statement in statements)
        found.setdefault(sql, StatementCase(given=names, sql=sql))
    return tuple(found.values()) if found else problems[0]


def _bound(root: Stored, given: Sequence[Variable], variables: Sequence[Variable], inputs: Inputs) -> Bound:
    """What a root field is bound to where these variables are given."""
    if root.bound is not None:
        return root.bound
    bound: Bound = FieldError("No value fits its variables.", "BAD_USER_INPUT")
    wanted = _session_types(root)
    examples = product(
        *(_examples(variable.type, root.binder.types) for variable in given),
        *(map(_session_text, _examples(type_, root.binder.types)) for type_ in wanted.values()),
    )
    for values in islice(examples, MOST):
        named = {variable.name: value for variable, value in zip(given, values, strict=False)}
        session = dict(zip(wanted, values[len(given) :], strict=True))
        bound = _tried(root, named, variables, inputs, session)
        if not isinstance(bound, FieldError):
            break
    return bound


def _session_types(root: Stored) -> dict[str, str]:
    """What a root field needs of the session, by name, with a type that its texts are of."""
    ons = (each.relation.on for each in all_related(root.related))
    filters = (*(plan.filter for plan, _ in root.parts()), *ons)
    types = {value.name: "String" for each in filters if each is not None for value in each.session}
    waiting = [field for plan, _ in root.parts() for field in plan.arguments.values()]
    seen: set[str] = set()
    for field in waiting:  # grows while it is walked
        if field.session is not None:
            types[field.session] = field.type
        definition = root.binder.types.get(type_ref(field.type).name)
        if isinstance(definition, InputType) and definition.name not in seen:
            seen.add(definition.name)
            waiting.extend(definition.fields.values())
    return types


def _session_text(example: Any) -> str:
    return example if isinstance(example, str) else json.dumps(example)


def _tried(
    root: Stored,
    given: dict[str, Any],
    variables: Sequence[Variable],
    inputs: Inputs,
    session: Mapping[str, str],
) -> Bound:
    defaults = {variable.name: variable.default for variable in variables if variable.default is not UNSET}
    values = Variables(inputs.variables(variables, given), defaults | given, session)
    cursors: dict[str, str] = {}
    for plan, arguments in root.parts():
        if isinstance(plan, Query) and (ends := _ends(plan, arguments) & given.keys()):
            try:
                cursor = example_cursor(plan, arguments.evaluate(values), root.binder, session)
            except FieldError as error:
                return error
            cursors |= dict.fromkeys(ends, cursor)
    if cursors:
        given = given | cursors
        values = Variables(inputs.variables(variables, given), defaults | given, session)
    return root.bind(values)


def _ends(query: Query, arguments: Arguments) -> set[str]:
    """The variables that say where a page starts or ends."""
    defined = query.arguments
    return {w.variable for w in arguments.whole if defined[w.name].role in ("after", "before")}


# --- examples ------------------------------------------------------------------------------------------


def _examples(type_: str, types: Mapping[str, Type], above: frozenset[str] = frozenset()) -> list[Any]:
    """Values of an input type, one of which fits: lists are empty, objects as small as can be.

    above: the input objects that hold it; there is no value that holds itself.
    """
    if type_.startswith("["):
        return [[]]
    name = type_.removesuffix("!")
    definition = types.get(name)
    if name == "ID":
        return list(IDS)
    if isinstance(definition, EnumType):
        return list(definition.values)[:1]
    if not isinstance(definition, InputType):
        return [EXAMPLES.get(name, "")]
    if name in above:
        return []
    above |= {name}
    if definition.one_of:
        values_first = sorted(definition.fields.items(), key=lambda item: _is_input(item[1].type, types))
        held = ((field, _examples(inner.type, types, above)) for field, inner in values_first)
        return next(([{field: value} for value in values] for field, values in held if values), [])
    needed = {
        name: field.type
        for name, field in definition.fields.items()
        if field.default is UNSET and field.session is None and field.type.endswith("!")
    }
    combinations = product(*(_examples(inner, types, above) for inner in needed.values()))
    return [dict(zip(needed, values, strict=True)) for values in islice(combinations, MOST)]
