"""Bound schema → SQL → the structs of `fraiseql.plan`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from fraiseql.assemble import plain_sql
from fraiseql.compiler.bound import (
    Bound,
    BoundArgument,
    BoundQuery,
    BoundRelation,
    BoundView,
    Embedded,
    Operand,
    Operands,
    Whole,
)
from fraiseql.compiler.indexes import contained
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.lower_command import command_statements, lower_command, lower_constraints
from fraiseql.compiler.lower_predicate import lower_predicate
from fraiseql.compiler.lowered import (
    ROW,
    Lowered,
    Prepared,
    default_of,
    document_of,
    input_field,
    key_of,
)
from fraiseql.compiler.model import Abstract, Input
from fraiseql.compiler.model import Field as ModelField
from fraiseql.compiler.model import Object as ModelObject
from fraiseql.compiler.operand import OWN, Context, Stored, embedded_sql, qualified
from fraiseql.compiler.sql.printer import KEPT, around, literal, sql, type_name
from fraiseql.compiler.sql.tree import (
    Call,
    Cast,
    Expression,
    Hole,
    Name,
    Operation,
    Select,
    Star,
    Text,
    Value,
)
from fraiseql.compiler.statements import (
    page_statements,
    query_statements,
    relation_statements,
    type_statements,
)
from fraiseql.operators import Operator, operators_of
from fraiseql.plan import (
    UNSET,
    AbstractType,
    Connection,
    EnumType,
    Field,
    InputType,
    ObjectTarget,
    ObjectType,
    Query,
    Relation,
    ScalarType,
    Target,
    ValueTarget,
)
from fraiseql.plan import Argument as ArgumentPlan
from fraiseql.scalars import SCALARS, array_text
from fraiseql.window import example_sql


def lower(bound: Bound, kept: Kept) -> Lowered:
    """The plans of a bound schema. Those that are kept of another run are not made again."""
    lowered = Lowered()
    model, whole = bound.model, bound.whole
    relations: dict[str, dict[str, BoundRelation]] = defaultdict(dict)
    for (owner, name), relation in bound.relations.items():
        relations[owner][name] = relation
    for row in model.objects.values():
        operands, own = bound.embedded.get(row.name, {}), relations[row.name]
        inner = (name for relation in own.values() for name in relation.query.operands)
        named = (row.name, *row.fields, None, *operands, None, *inner)
        lowered.types[row.name], statements = kept.of_named(_type, named, row, operands, own, whole)
        lowered.statements.extend(statements)
    for enum in model.enums.values():
        lowered.types[enum.name] = EnumType(name=enum.name, values={v.name: v.stored for v in enum.values})
    for name, postgres in bound.scalars.items():
        lowered.types[name] = ScalarType(name=name, postgres=postgres)
    for input_ in model.inputs.values():
        lowered.types[input_.name] = kept.of(_input, input_)
    for query in bound.queries:
        plan, statements = kept.of_named(_root, (query.field.name, *query.operands), query, whole)
        lowered.queries[plan.name] = plan
        lowered.statements.extend(statements)
        lowered.statements.extend(page_statements(plan, lowered.types, query.field.span))
    for relation in bound.relations.values():
        lowered.statements.extend(relation_statements(_relation(relation, whole), relation.query.field.span))
    for mutation in bound.mutations:
        command = lower_command(mutation, whole)
        lowered.mutations[command.name] = command
        lowered.statements.extend(command_statements(command, mutation.field.span))
    lowered.constraints.update(lower_constraints(bound))
    return lowered


def _type(
    row: ModelObject, operands: Operands, relations: Mapping[str, BoundRelation], whole: Whole
) -> tuple[ObjectType | AbstractType, list[Prepared]]:
    fields = {f.name: _field(f, relations.get(f.name), whole) for f in row.fields.values()}
    own = ObjectType(name=row.name, fields=fields, targets=_targets(operands, Context(Hole(), whole)))
    plan = own if row.abstract is None else _abstract(own, row.abstract)
    return plan, list(type_statements(own, row.span))


def _root(query: BoundQuery, whole: Whole) -> tuple[Query, list[Prepared]]:
    plan = _query(query, whole)
    return plan, list(query_statements(plan, query.field.span))


def _abstract(own: ObjectType, abstract: Abstract) -> AbstractType:
    return AbstractType(
        name=own.name,
        fields=own.fields,
        targets=own.targets,
        discriminator=abstract.discriminator.value,
        possible={name: name for name in abstract.possible},
    )


# --- targets -----------------------------------------------------------------------------------------


def _targets(operands: Operands, context: Context) -> dict[str, Target]:
    return {name: _target(operand, context) for name, operand in operands.items()}


def _target(operand: Operand | Embedded, context: Context) -> Target:
    if isinstance(operand, Embedded):
        embedded = embedded_sql(operand, context.document)
        return ObjectTarget(type=operand.type, path=operand.path, sql=sql(embedded), list=operand.list)
    return _value_target(operand, Stored.of(operand, context), context)


def _value_target(operand: Operand, found: Stored, context: Context) -> ValueTarget:
    custom = operand.type in context.whole.scalars
    sortable = not operand.list and (operand.type not in SCALARS or SCALARS[operand.type].sortable)
    value = sql(found.value)
    subjects = {"value": value, "null": sql(found.null), "raw": sql(found.raw)}
    kind = _Kind(
        operand.type,
        operand.postgres,
        operand.schema,
        operand.list,
        operand.array,
        custom,
        context.whole.text_search,
    )
    served = contained(context.document, operand, context.indexes) if operand.path else None
    operators, measures = {}, {}
    for test in _tests(kind):
        if test.measure:
            number = Operation(test.form, getattr(found, test.subject), Value(test.type))
            measures[test.name] = _measure(number, context)
        elif served is not None and test.name == ("contains" if operand.list else "eq"):
            operators[test.name] = sql(served)
        else:
            operators[test.name] = subjects[test.subject].join(test.around)
    return ValueTarget(
        type=operand.type,
        postgres=operand.postgres,
        column=operand.column,
        path=operand.path,
        sql=value,
        list=operand.list,
        sortable=sortable,
        sort=_place_among(found.value, operand.labels) if sortable and operand.labels else None,
        not_null=operand.not_null,
        operators=operators,
        measures=measures,
    )


def _measure(number: Expression, context: Context) -> ValueTarget:
    return _value_target(Operand("Int", "int4"), Stored(number, number, number), context)


def _place_among(value: Expression, labels: tuple[str, ...]) -> str:
    """An enum that is stored as text sorts by the order in which the schema lists its values."""
    among = Cast(Text(array_text(labels)), "text[]")
    return sql(Call(Name(("array_position",)), (among, value)))


_LENGTH = "CASE jsonb_typeof($0) WHEN 'array' THEN jsonb_array_length($0) END"


class _Kind(NamedTuple):
    """What the tests of an operand depend on, but for where it is found."""

    type: str
    postgres: str
    schema: str | None
    list: bool
    array: bool
    custom: bool
    text_search: str


class _Test(NamedTuple):
    """An operator as it is written for operands of a kind.

    measure: whether it yields a number, which has tests of its own. subject: the field of `Stored` that is
    compared. type: of the value. around: the SQL before, between and after the places of the subject.
    """

    name: str
    measure: bool
    subject: str
    form: str
    type: str
    around: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def _tests(kind: _Kind) -> tuple[_Test, ...]:
    rows = operators_of(kind.type, is_list=kind.list, custom=kind.custom)
    return tuple(_test(row, kind) for row in rows.values())


def _test(row: Operator, kind: _Kind) -> _Test:
    prefix = "" if kind.schema is None else f"{type_name(kind.schema)}."
    type_ = f"{kind.postgres}[]" if row.takes == "list" else kind.postgres
    if row.type is not None:
        type_ = row.type.replace("$s", prefix)
    elif kind.type == "JSON":
        type_ = "jsonb[]" if row.takes == "list" else "jsonb"
    subject = "null" if row.name == "isNull" else "raw" if row.raw else "value"
    form = row.sql if kind.schema is None or kind.list else qualified(row.sql, prefix)
    written = {
        "$n": "cardinality($0)" if kind.array else _LENGTH,
        "$s": prefix,
        "$c": literal(kind.text_search),
    }
    form = re.sub(r"\$[nsc]", lambda name: written[name[0]], form)
    return _Test(row.name, row.takes == "measure", subject, form, type_, around(form, sql(Value(type_))))


# --- queries -----------------------------------------------------------------------------------------


def _field(field: ModelField, relation: BoundRelation | None, whole: Whole) -> Field:
    if relation is None:
        return Field(type=field.type.text, key=field.key)
    return Field(type=field.type.text, relation=_relation(relation, whole))


def _relation(relation: BoundRelation, whole: Whole) -> Relation:
    on = lower_predicate(relation.on, _row(relation.query.view, whole), _row(relation.view, whole, OWN))
    owner = relation.view.relation
    row = Select(Hole(), Name((owner.schema, owner.name)), ROW)
    return Relation(query=_query(relation.query, whole), on=on, row=sql(row))


def _row(view: BoundView, whole: Whole, alias: str = ROW) -> Context:
    document = Name((alias, view.document)) if view.document is not None else None
    return Context(document, whole, view.relation.indexes, alias)


def _query(query: BoundQuery, whole: Whole) -> Query:
    view = query.view
    relation = Name((view.relation.schema, view.relation.name))
    document = Name((ROW, view.document)) if view.document is not None else None
    column: Expression = document or Call(Name(("to_jsonb",)), (Star(ROW),))
    key = sql(Name((ROW, key_of(view).name)))
    connection = None
    if query.returns == "count":
        column = Call(Name(("count",)), (Star(),))
    elif query.returns == "connection":
        connection = Connection(
            document=sql(column), key_type=type_name(view.key_base), key_not_null=key_of(view).not_null
        )
        column = Hole()
    context = Context(document, whole, view.relation.indexes)
    arguments = {a.argument.name: _argument(a, context) for a in query.arguments}
    limit = query.field.limit
    default_limit = limit.default if limit is not None else None
    if "first" in arguments and connection is not None and arguments["first"].default is not UNSET:
        # It is the size of a page from either end: a client that gives `last` gives no `first`.
        first = arguments["first"]
        default_limit = default_limit if first.default is None else first.default
        arguments["first"] = replace(first, type=first.type.removesuffix("!"), default=UNSET)
    plan = Query(
        name=query.field.name,
        type=query.field.type.text,
        returns=query.returns,
        relation=view.relation.qualified,
        sql="",
        select=sql(Select(column, relation, ROW)),
        key=key if query.returns in ("many", "connection") else None,
        arguments=arguments,
        targets=_targets(query.operands, context),
        default_limit=default_limit,
        max_limit=limit.max if limit is not None else None,
        connection=connection,
        filter=lower_predicate(query.filter, context) if query.filter is not None else None,
        document=sql(document_of(view)) if query.field.type.ref.name in whole.related else None,
    )
    if query.field.relation is not None:
        return replace(plan, name=f"{query.field.owner}.{query.field.name}")
    if connection is not None:
        return replace(plan, sql=next(iter(example_sql(plan).values())))
    return replace(plan, sql=plain_sql(plan))


def _argument(bound: BoundArgument, context: Context) -> ArgumentPlan:
    target = _target(bound.operand, context) if bound.operand is not None else None
    if isinstance(target, ValueTarget):
        operators = {name: target.operators[name] for name in ("eq", "isNull") if name in target.operators}
        target = replace(target, operators=operators, measures={})
    argument = bound.argument
    return ArgumentPlan(
        type=argument.type.text,
        key=argument.key,
        default=default_of(argument),
        session=argument.session.value if argument.session is not None else None,
        role=bound.role,
        target=target if isinstance(target, ValueTarget) else None,
    )


def _input(input_: Input) -> InputType:
    return InputType(
        name=input_.name,
        one_of=input_.one_of,
        fields={f.name: input_field(f) for f in input_.fields.values()},
    )
