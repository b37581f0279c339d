"""Bound schema → SQL → the structs of `fraiseql.plan`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from fraiseql.assemble import assemble, exists, plain_sql, relative
from fraiseql.compiler.bound import (
    Bound,
    BoundArgument,
    BoundQuery,
    Embedded,
    Operand,
    Operands,
)
from fraiseql.compiler.catalog import Index
from fraiseql.compiler.indexes import contained, path_text
from fraiseql.compiler.lower_command import command_statements, lower_command
from fraiseql.compiler.lowered import (
    ROW,
    Lowered,
    Prepared,
    default_of,
    input_field,
    key_of,
    numbered,
)
from fraiseql.compiler.model import Abstract, Input
from fraiseql.compiler.source import Span
from fraiseql.compiler.sql.printer import literal, sql, type_name
from fraiseql.compiler.sql.tree import (
    Call,
    Cast,
    Expression,
    Hole,
    Member,
    Name,
    Operation,
    Select,
    Star,
    Text,
    Value,
)
from fraiseql.keyset import SortKey
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
    ScalarType,
    Target,
    Type,
    ValueTarget,
)
from fraiseql.plan import Argument as ArgumentPlan
from fraiseql.scalars import SCALARS, array_text
from fraiseql.window import example_sql


def lower(bound: Bound) -> Lowered:
    """The plans of a bound schema."""
    lowered = Lowered()
    model = bound.model
    for row in model.objects.values():
        fields = {f.name: Field(type=f.type.text, key=f.key) for f in row.fields.values()}
        targets = _targets(bound.embedded.get(row.name, {}), _Context(Hole(), bound))
        own = ObjectType(name=row.name, fields=fields, targets=targets)
        lowered.types[row.name] = own if row.abstract is None else _abstract(own, row.abstract)
        fragments = [relative(fragment, "NULL::jsonb") for fragment in _fragments(targets)]
        label = f"the filters of type {row.name} where it is embedded"
        lowered.statements.extend(_prepare_all(label, row.span, "SELECT 1", fragments))
    for enum in model.enums.values():
        lowered.types[enum.name] = EnumType(name=enum.name, values={v.name: v.stored for v in enum.values})
    for name, postgres in bound.scalars.items():
        lowered.types[name] = ScalarType(name=name, postgres=postgres)
    for input_ in model.inputs.values():
        lowered.types[input_.name] = _input(input_)
    for query in bound.queries:
        plan = _query(query, bound)
        lowered.queries[plan.name] = plan
        lowered.statements.append(Prepared(f"query {plan.name}", plan.sql, query.field.span))
        fragments = [*_fragments(plan.targets), *_argument_fragments(plan)]
        label = f"the filters of query {plan.name}"
        lowered.statements.extend(_prepare_all(label, query.field.span, _selecting(plan), fragments))
        if plan.returns == "connection":
            orders = [(), *_together(list(_sort_keys(plan.targets, lowered.types, set())))]
            for number, order in enumerate(orders):
                by = f", by any field ({number})" if number else ""
                for purpose, text in example_sql(plan, order).items():
                    if text == plan.sql:
                        continue
                    label = f"{purpose} of query {plan.name}{by}"
                    lowered.statements.append(Prepared(label, text, query.field.span))
    for mutation in bound.mutations:
        command = lower_command(mutation)
        lowered.mutations[command.name] = command
        lowered.statements.extend(command_statements(command, mutation.field.span))
    return lowered


def _abstract(own: ObjectType, abstract: Abstract) -> AbstractType:
    return AbstractType(
        name=own.name,
        fields=own.fields,
        targets=own.targets,
        discriminator=abstract.discriminator.value,
        possible={name: name for name in abstract.possible},
    )


# --- targets -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Context:
    """What targets are relative to: the document that holds them, if any.

    indexes: of the relation, for a row's own targets.
    """

    document: Expression | None
    bound: Bound
    indexes: tuple[Index, ...] = ()


def _targets(operands: Operands, context: _Context) -> dict[str, Target]:
    return {name: _target(operand, context) for name, operand in operands.items()}


def _target(operand: Operand | Embedded, context: _Context) -> Target:
    if isinstance(operand, Embedded):
        embedded = _embedded(operand, context.document)
        return ObjectTarget(type=operand.type, path=operand.path, sql=sql(embedded), list=operand.list)
    return _value_target(operand, _Operand.of(operand, context), context)


def _value_target(operand: Operand, found: _Operand, context: _Context) -> ValueTarget:
    custom = operand.type in context.bound.scalars
    rows = operators_of(operand.type, is_list=operand.list, custom=custom)
    sortable = not operand.list and (operand.type not in SCALARS or SCALARS[operand.type].sortable)
    return ValueTarget(
        type=operand.type,
        postgres=operand.postgres,
        column=operand.column,
        path=operand.path,
        sql=sql(found.value),
        list=operand.list,
        sortable=sortable,
        sort=_place_among(found.value, operand.labels) if sortable and operand.labels else None,
        not_null=operand.not_null,
        operators={
            row.name: sql(_test(row, found, operand, context))
            for row in rows.values()
            if row.takes != "measure"
        },
        measures={
            row.name: _measure(_test(row, found, operand, context), context)
            for row in rows.values()
            if row.takes == "measure"
        },
    )


def _measure(number: Expression, context: _Context) -> ValueTarget:
    return _value_target(Operand("Int", "int4"), _Operand(number, number, number), context)


def _place_among(value: Expression, labels: tuple[str, ...]) -> str:
    """An enum that is stored as text sorts by the order in which the schema lists its values."""
    among = Cast(Text(array_text(labels)), "text[]")
    return sql(Call(Name(("array_position",)), (among, value)))


def _embedded(operand: Embedded, document: Expression | None) -> Expression:
    found = (
        Call(Name(("to_jsonb",)), (Name((ROW, *operand.path)),))
        if document is None
        else Member(document, operand.path, as_text=False)
    )
    return Operation(_ARRAY_OR_NULL, found, found) if operand.list else found


_LENGTH = "CASE jsonb_typeof($0) WHEN 'array' THEN jsonb_array_length($0) END"
_ARRAY_OR_NULL = "CASE jsonb_typeof($0) WHEN 'array' THEN $0 END"
_ITEMS = (
    "CASE jsonb_typeof($0) WHEN 'array' THEN ARRAY(SELECT e.value{cast} FROM {elements}($0) AS e (value)) END"
)


@dataclass(frozen=True, slots=True)
class _Operand:
    """The expressions of an operand.

    value: what is compared; SQL NULL, JSON null and an absent key are all NULL in it.
    null: a shorter one that is null where `value` is. raw: the stored value, for an index to serve.
    """

    value: Expression
    null: Expression
    raw: Expression

    @staticmethod
    def of(operand: Operand, context: _Context) -> _Operand:
        """How an operand is written."""
        document = context.document
        if operand.list and not operand.array:
            return _Operand._json_list(operand, document)
        if operand.column is not None:
            column = Name((ROW, operand.column))
            if operand.type == "JSON" and not operand.list:
                found = Cast(column, "jsonb") if operand.postgres == "json" else column
                json = Operation("NULLIF($0, 'null')", found, found)
                return _Operand(json, json, found)
            type_ = f"{operand.postgres}[]" if operand.list else operand.postgres
            compared = Cast(column, type_) if operand.cast else column
            return _Operand(compared, column, column)
        assert document is not None
        text = path_text(document, operand, context.indexes)
        if operand.type == "JSON":
            raw = Member(document, operand.path, as_text=False)
            return _Operand(Operation("NULLIF($0, 'null')", raw, raw), text, raw)
        value = text if operand.postgres == "text" else Cast(text, operand.postgres)
        # A null is one whatever the type, so a value of the wrong form is no obstacle there.
        return _Operand(value, text, value)

    @staticmethod
    def _json_list(operand: Operand, document: Expression | None) -> _Operand:
        if operand.column is not None:
            column = Name((ROW, operand.column))
            array: Expression = Cast(column, "jsonb") if operand.cast else column
        else:
            assert document is not None
            array = Member(document, operand.path, as_text=False)
        elements = "jsonb_array_elements" if operand.type == "JSON" else "jsonb_array_elements_text"
        cast = "" if operand.postgres in ("text", "jsonb") else f"::{type_name(operand.postgres)}"
        value = Operation(_ITEMS.format(cast=cast, elements=elements), array, array)
        return _Operand(value, Operation("NULLIF($0, 'null')", array, array), array)


def _test(row: Operator, found: _Operand, operand: Operand, context: _Context) -> Expression:
    if row.name == ("contains" if operand.list else "eq") and operand.path:
        served = contained(context.document, operand, context.indexes)
        if served is not None:
            return served
    prefix = "" if operand.schema is None else f"{type_name(operand.schema)}."
    type_ = f"{operand.postgres}[]" if row.takes == "list" else operand.postgres
    if row.type is not None:
        type_ = row.type.replace("$s", prefix)
    elif operand.type == "JSON":
        type_ = "jsonb[]" if row.takes == "list" else "jsonb"
    subject = found.null if row.name == "isNull" else found.raw if row.raw else found.value
    form = row.sql if operand.schema is None or operand.list else _qualified(row.sql, prefix)
    written = {
        "$n": "cardinality($0)" if operand.array else _LENGTH,
        "$s": prefix,
        "$c": literal(context.bound.text_search),
    }
    form = re.sub(r"\$[nsc]", lambda name: written[name[0]], form)
    return Operation(form, subject, Value(type_))


_EXTENDED = {"LIKE": "~~", "ILIKE": "~~*"}


def _qualified(form: str, prefix: str) -> str:
    """The test with its operators from one schema: an extension's need not be on the search path.

    Where they were not found there, PostgreSQL would refuse the statement, or take `citext` for text.
    """
    # IS DISTINCT FROM has no such form: it looks for `=` on the search path.
    form = form.replace("$0 IS DISTINCT FROM $1", "($0 = $1) IS NOT TRUE")
    return re.sub(
        r"(?<=\$0 )(I?LIKE|[=<>~@*]+)(?= )",
        lambda found: f"OPERATOR({prefix}{_EXTENDED.get(found[0], found[0])})",
        form,
    )


# --- queries -----------------------------------------------------------------------------------------


def _query(query: BoundQuery, bound: Bound) -> Query:
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
    context = _Context(document, bound, view.relation.indexes)
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
    )
    if connection is not None:
        return replace(plan, sql=next(iter(example_sql(plan).values())))
    return replace(plan, sql=plain_sql(plan))


def _argument(bound: BoundArgument, context: _Context) -> ArgumentPlan:
    target = _target(bound.operand, context) if bound.operand is not None else None
    if isinstance(target, ValueTarget):
        operators = {name: target.operators[name] for name in ("eq", "isNull") if name in target.operators}
        target = replace(target, operators=operators, measures={})
    argument = bound.argument
    return ArgumentPlan(
        type=argument.type.text,
        key=argument.key,
        default=default_of(argument),
        role=bound.role,
        target=target if isinstance(target, ValueTarget) else None,
    )


def _input(input_: Input) -> InputType:
    return InputType(
        name=input_.name,
        one_of=input_.one_of,
        fields={f.name: input_field(f) for f in input_.fields.values()},
    )


# --- statements to prepare -----------------------------------------------------------------------------


def _selecting(plan: Query) -> str:
    """The start of a statement of a query, complete for any kind."""
    return plan.select if plan.connection is None else relative(plan.select, plan.connection.document)


def _sort_keys(
    targets: Mapping[str, Target], types: Mapping[str, Type], seen: set[str], document: str | None = None
) -> Iterator[SortKey]:
    """The keys a client may sort by; those of an embedded type once."""
    for target in targets.values():
        text = relative(target.sql, document)
        if isinstance(target, ValueTarget):
            if target.sortable:
                yield SortKey(text, "ASC", target.postgres, target.not_null)
        elif target.type not in seen:
            seen.add(target.type)
            embedded = types[target.type]
            assert isinstance(embedded, ObjectType)
            yield from _sort_keys(embedded.targets, types, seen, text)


def _together(keys: Sequence[SortKey]) -> Iterator[Sequence[SortKey]]:
    """Orderings that hold all the keys, a number that PostgreSQL's parser can nest at a time."""
    for start in range(0, len(keys), 50):
        yield keys[start : start + 50]


def _fragments(targets: Mapping[str, Target]) -> Iterator[str]:
    for target in targets.values():
        if isinstance(target, ValueTarget):
            yield from target.operators.values()
            yield from _fragments(target.measures)
            if target.sort is not None:
                yield f"{target.sort} IS NULL"
        else:
            yield exists(target.sql, "e", "TRUE") if target.list else f"{target.sql} IS NULL"


def _argument_fragments(plan: Query) -> Iterator[str]:
    for argument in plan.arguments.values():
        if argument.target is not None:
            yield from argument.target.operators.values()


# One statement may have 65,535 parameters; far fewer keep the planner quick.
_TOGETHER = 500


def _prepare_all(label: str, span: Span | None, select: str, fragments: list[str]) -> Iterator[Prepared]:
    """Statements that hold all the fragments, many at a time."""
    for start in range(0, len(fragments), _TOGETHER):
        part = f" ({start // _TOGETHER + 1})" if start else ""
        yield Prepared(label + part, assemble(select, numbered(fragments[start : start + _TOGETHER])), span)
