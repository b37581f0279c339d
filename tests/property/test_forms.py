"""A form that is known gives the statement that would be made anew."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fraiseql.bind import Binder, bind_query
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError
from fraiseql.form import read_form
from fraiseql.plan import Query
from fraiseql.statement import Statement
from tests.property.everything import Everything


def outcome(query: Query, arguments: dict[str, Any], binder: Binder) -> Statement | str:
    """The statement, or why there is none."""
    try:
        return bind_query(query, arguments, binder)
    except FieldError as error:
        return error.message


def other(value: Any) -> Any:
    """The same form with other values, of which some do not fit. Flags and nulls belong to the form."""
    if isinstance(value, dict):
        return {key: other(item) for key, item in value.items()}
    if isinstance(value, list):
        return [other(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return value * 2**20 + 1
    if isinstance(value, Decimal):
        return -value
    return f"{value}0" if isinstance(value, str) else value


def test_a_known_form_gives_the_same_statement(table: Everything) -> None:
    plans = table.project.plans
    query = plans.queries["natives"]
    strategies = table.strategies
    inputs = Inputs(plans.types)
    known = Binder(plans.types)  # of all examples

    @given(
        where=st.none() | strategies.where("natives", table.rows),
        order=st.none() | strategies.order_by("natives"),
        limit=st.none() | st.integers(0, 5),
        offset=st.none() | st.integers(-1, 5),
    )
    def law(where: Any, order: Any, limit: int | None, offset: int | None) -> None:
        given = {"where": where, "orderBy": order, "limit": limit, "offset": offset}
        arguments = {name: inputs.coerce(query.arguments[name].type, value) for name, value in given.items()}
        changed = {**arguments, "where": other(arguments["where"])}
        for each in (arguments, changed, arguments):
            assert outcome(query, each, known) == outcome(query, each, Binder(plans.types))

    law()


def test_arguments_of_one_form_have_one_sql(table: Everything) -> None:
    plans = table.project.plans
    query = plans.queries["natives"]
    inputs = Inputs(plans.types)
    sql: dict[Any, str] = {}

    @given(where=table.strategies.where("natives", table.rows), order=table.strategies.order_by("natives"))
    def law(where: Any, order: Any) -> None:
        arguments = {
            "where": inputs.coerce("NativeWhere", where),
            "orderBy": inputs.coerce("[NativeOrderBy!]", order),
        }
        form = read_form(query, arguments, plans.types)
        statement = bind_query(query, arguments, Binder(plans.types))
        assert len(form.operands) == len(statement.parameters)
        assert sql.setdefault(form.key, statement.sql) == statement.sql

    law()
    assert len(sql) > settings.get_profile("fraiseql").max_examples // 20
