"""A bound mutation → the call of its function, and the read that follows in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.assemble import relative
from fraiseql.compiler.bound import BoundMutation
from fraiseql.compiler.lowered import ROW, Prepared, document_of, input_field, key_of, numbered
from fraiseql.compiler.source import Span
from fraiseql.compiler.sql.printer import sql
from fraiseql.compiler.sql.tree import Call, Cast, Constant, Hole, Name, Named, Operation, Select, Text, Value
from fraiseql.plan import RESULT_SETTING, Mutation, Parameter


def call_sql(mutation: Mutation, *, optional: bool = True) -> str:
    """The call with every parameter given, or without those that have a default."""
    given = [p.sql for p in mutation.parameters if optional or not p.optional]
    return relative(mutation.call, ", ".join(numbered(given)))


def lower_command(mutation: BoundMutation) -> Mutation:
    """The plan of a command."""
    function = mutation.function
    result = Call(Name((function.schema, function.name)), (Hole(),))
    setting = Text(RESULT_SETTING)
    read = None
    if mutation.view is not None:
        view = mutation.view
        kept = Call(Name(("current_setting",)), (setting, Constant("TRUE")))
        key = Cast(Operation("NULLIF($0, $1)", kept, Text("")), key_of(view).type)
        call = Select(Call(Name(("set_config",)), (setting, Cast(result, "text"), Constant("TRUE"))))
        read = Select(
            document_of(view),
            Name((view.relation.schema, view.relation.name)),
            ROW,
            Operation("$0 = $1", Name((ROW, key_of(view).name)), key),
        )
    else:
        call = Select(Call(Name(("to_jsonb",)), (result,)))
    return Mutation(
        name=mutation.field.name,
        type=mutation.field.type.text,
        function=function.qualified,
        arguments={a.name: input_field(a) for a in mutation.field.arguments},
        parameters=tuple(
            Parameter(
                source=p.source,
                type=p.type,
                postgres=p.base,
                sql=sql(Named(p.parameter.name, Value(p.parameter.type))),
                optional=p.parameter.has_default,
            )
            for p in mutation.parameters
        ),
        call=sql(call),
        read=sql(read) if read is not None else None,
    )


def command_statements(command: Mutation, span: Span | None) -> Iterator[Prepared]:
    """The statements of a command, to be PREPAREd."""
    yield Prepared(f"mutation {command.name}", call_sql(command), span)
    if any(parameter.optional for parameter in command.parameters):
        label = f"mutation {command.name} without what is optional"
        yield Prepared(label, call_sql(command, optional=False), span)
    if command.read is not None:
        yield Prepared(f"the read-back of mutation {command.name}", command.read, span)
