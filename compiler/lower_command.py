"""A bound mutation → the call of its function, and the read that follows in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fraiseql.assemble import read_back_sql, relative
from fraiseql.compiler.bound import Bound, BoundAttribute, BoundMutation, BoundParameter, BoundView, Whole
from fraiseql.compiler.lower_predicate import lower_predicate
from fraiseql.compiler.lowered import ROW, Prepared, document_of, input_field, key_of, numbered
from fraiseql.compiler.operand import Context
from fraiseql.compiler.source import Span
from fraiseql.compiler.sql.printer import sql
from fraiseql.compiler.sql.tree import (
    Call,
    Cast,
    Constant,
    Each,
    Expression,
    Hole,
    Name,
    Named,
    Operation,
    Select,
    Star,
    Text,
    Value,
)
from fraiseql.plan import RESULT_SETTING, Attribute, Mutation, Parameter, RowFilter
from fraiseql.plan import Constraint as ConstraintPlan

KEYS = "k"
"""The alias of the keys that a command returned."""


def call_sql(mutation: Mutation, *, optional: bool = True) -> str:
    """The call with every parameter given, or without those that may be left out."""
    given = [p.sql for p in mutation.parameters if optional or not _may_lack(p)]
    return relative(mutation.call, ", ".join(numbered(given)))


def _may_lack(parameter: Parameter) -> bool:
    """Whether a request may have nothing for a parameter: not for an argument that must be given."""
    return parameter.optional and (len(parameter.source) > 1 or not parameter.type.endswith("!"))


def lower_command(mutation: BoundMutation, whole: Whole) -> Mutation:
    """The plan of a command."""
    read = None
    if mutation.outcome in ("key", "keys", "set of keys"):
        assert mutation.view is not None
        read = _read(mutation.view, several=mutation.outcome != "key")
    several = read is not None and mutation.outcome != "key"
    field = mutation.field
    return Mutation(
        name=field.name,
        type=field.type.text,
        function=mutation.function.qualified,
        arguments={a.name: input_field(a) for a in field.arguments},
        parameters=tuple(_parameter(parameter) for parameter in mutation.parameters),
        call=sql(_call(mutation)),
        read=sql(read) if read is not None else None,
        order=f"ORDER BY {sql(Name((KEYS, 'place')))}" if several else None,
        whole=mutation.outcome == "value" and field.type.ref.lists > 0,
        retry=field.attempts.retry,
        isolation=field.attempts.isolation,
        filter=_filter(mutation, whole) if read is not None else None,
        document=_document(mutation, whole) if read is not None else None,
    )


def _filter(mutation: BoundMutation, whole: Whole) -> RowFilter | None:
    """What always holds for the rows that are read back."""
    view = mutation.view
    if view is None or mutation.filter is None:
        return None
    document = Name((ROW, view.document)) if view.document is not None else None
    return lower_predicate(mutation.filter, Context(document, whole, view.relation.indexes))


def _document(mutation: BoundMutation, whole: Whole) -> str | None:
    """The document that the read-back begins with, where relations may be added to it."""
    if mutation.view is None or mutation.field.type.ref.name not in whole.related:
        return None
    return sql(document_of(mutation.view))


def _call(mutation: BoundMutation) -> Select:
    function = Call(Name((mutation.function.schema, mutation.function.name)), (Hole(),))
    match mutation.outcome:
        case "key" | "keys":
            return Select(_kept(function))
        case "set of keys":
            return Select(_kept(Operation("ARRAY(SELECT $0)", function, function)))
        case "value":
            return Select(Call(Name(("to_jsonb",)), (function,)))
        case "rows":
            return Select(Call(Name(("to_jsonb",)), (Star(ROW),)), function, ROW)
        case "documents":
            assert mutation.view is not None
            return Select(document_of(mutation.view), function, ROW)
        case "true":
            return Select(Call(Name(("to_jsonb",)), (Constant("TRUE"),)), function, ROW)
        case _:
            return Select(Cast(Constant("NULL"), "jsonb"), function, ROW)


def _kept(result: Expression) -> Expression:
    """The result as the transaction's setting."""
    return Call(Name(("set_config",)), (Text(RESULT_SETTING), Cast(result, "text"), Constant("TRUE")))


def _read(view: BoundView, *, several: bool) -> Select:
    """The rows of the keys that were kept. It ends with a condition."""
    kept = Call(Name(("current_setting",)), (Text(RESULT_SETTING), Constant("TRUE")))
    text = Operation("NULLIF($0, $1)", kept, Text(""))
    relation = Name((view.relation.schema, view.relation.name))
    own = Name((ROW, key_of(view).name))
    if not several:
        condition = Operation("$0 = $1", own, Cast(text, key_of(view).type))
        return Select(document_of(view), relation, ROW, condition)
    # Each key has its place, also where no row has it.
    keys = Each(Cast(text, f"{key_of(view).type}[]"), KEYS)
    return Select(
        document_of(view), relation, ROW, Operation("$0 = $1", own, Name((KEYS, "value"))), each=keys
    )


# --- parameters ----------------------------------------------------------------------------------------


def _parameter(bound: BoundParameter) -> Parameter:
    parameter = bound.parameter
    return Parameter(
        source=bound.source,
        type=bound.type,
        postgres=bound.base,
        sql=sql(Named(parameter.name, _value(bound))),
        optional=parameter.has_default,
        attributes=_attributes(bound.attributes),
    )


def _value(bound: BoundParameter) -> Expression:
    if not bound.attributes:
        return Value(bound.parameter.type)
    base = bound.base
    form = _RECORDS if base.endswith("[]") else _RECORD
    record = Operation(form, Cast(Constant("NULL"), base.removesuffix("[]")), Value("jsonb"))
    return Cast(record, bound.parameter.type)


def _attributes(bound: Mapping[str, BoundAttribute]) -> dict[str, Attribute]:
    return {
        name: Attribute(
            postgres=attribute.base,
            domain=attribute.type if attribute.type != attribute.base else None,
            attributes=_attributes(attribute.attributes),
        )
        for name, attribute in bound.items()
    }


_RECORD = "jsonb_populate_record($0, $1)"
_RECORDS = (
    "CASE jsonb_typeof($1) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record($0, NULLIF(e.value, 'null')) "
    "FROM jsonb_array_elements($1) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END"
)


# --- what is said of them --------------------------------------------------------------------------------


def command_statements(command: Mutation, span: Span | None) -> Iterator[Prepared]:
    """The statements of a command, to be PREPAREd."""
    yield Prepared(f"mutation {command.name}", call_sql(command), span)
    if any(map(_may_lack, command.parameters)):
        label = f"mutation {command.name} without what is optional"
        yield Prepared(label, call_sql(command, optional=False), span)
    if command.read is not None:
        yield Prepared(f"the read-back of mutation {command.name}", read_back_sql(command), span)


def lower_constraints(bound: Bound) -> dict[str, dict[str, ConstraintPlan]]:
    """The constraints that clients are told of, by table or domain, and by name."""
    return {
        owner: {c.name: ConstraintPlan(columns=c.columns, message=c.comment) for c in constraints}
        for owner, constraints in sorted(bound.constraints.items())
    }
