from __future__ import annotations

import pytest
from msgspec.structs import replace

from fraiseql.arguments import Variables, read_arguments
from fraiseql.assemble import all_of, any_of, assemble, default_limit, place, plain_sql, relative
from fraiseql.bind import Binder, bind_query
from fraiseql.coerce import Inputs
from fraiseql.operation import ArgumentValue
from fraiseql.plan import Query
from tests.plans import Sample


def test_a_statement_of_all_parts() -> None:
    sql = assemble("SELECT d\nFROM t", ["a = $1", "(b OR c)"], ["x DESC", "k"], "$2::int8", "$3::int8")
    assert sql == (
        "SELECT d\nFROM t\nWHERE a = $1\n  AND (b OR c)\nORDER BY x DESC, k\nLIMIT $2::int8\nOFFSET $3::int8"
    )


def test_a_statement_of_no_parts() -> None:
    assert assemble("SELECT 1") == "SELECT 1"


@pytest.mark.parametrize(
    ("conditions", "all_", "any_"),
    [
        ([], "TRUE", "FALSE"),
        (["a"], "a", "a"),
        (["a", "b"], "(a AND b)", "(a OR b)"),
    ],
)
def test_conditions_in_parentheses_where_it_matters(conditions: list[str], all_: str, any_: str) -> None:
    assert all_of(conditions) == all_
    assert any_of(conditions) == any_


def test_placeholders() -> None:
    assert place("a < $1 AND $1 < b", 1) == "a < $1 AND $1 < b"
    assert place("a < $1 AND $1 < b", 12) == "a < $12 AND $12 < b"
    assert relative("($0 ->> 'a') = $1", None) == "($0 ->> 'a') = $1"
    assert relative("($0 ->> 'a') = $1", "t.data") == "(t.data ->> 'a') = $1"


@pytest.mark.parametrize(
    ("default", "most", "expected"), [(None, None, None), (5, 10, 5), (None, 10, 10), (5, None, 5)]
)
def test_the_page_size_where_none_is_asked(
    default: int | None, most: int | None, expected: int | None
) -> None:
    query = Query(name="q", type="[T]", returns="many", relation="r", sql="", select="")
    query = replace(query, default_limit=default, max_limit=most)
    assert default_limit(query) == expected


@pytest.mark.parametrize("name", ["posts", "postsByAuthor", "postByAuthor", "postCount", "strict", "slow"])
def test_the_plain_statement_is_what_runs(sample: Sample, name: str) -> None:
    query = sample.plans.queries[name]
    required = {
        argument: ArgumentValue("00000000-0000-0000-0000-000000000001" if field.type == "ID!" else 1)
        for argument, field in query.arguments.items()
        if field.type.endswith("!")
    }
    arguments = read_arguments(required, query.arguments, Inputs(sample.plans.types))
    statement = bind_query(query, arguments.evaluate(Variables({}, {})), Binder(sample.plans.types))
    assert query.sql == plain_sql(query) == statement.sql


def test_a_lookup_asks_for_one_row_more_and_for_no_order(sample: Sample) -> None:
    assert plain_sql(sample.plans.queries["post"]) == "SELECT t.data\nFROM public.tv_post AS t\nLIMIT 2"


@pytest.mark.parametrize(
    ("offset", "end"), [({}, "LIMIT $1::int8"), ({"default": 0}, "LIMIT $1::int8\nOFFSET $2::int8")]
)
def test_the_plain_statement_skips_rows_where_that_is_the_default(
    sample: Sample, offset: dict[str, int], end: str
) -> None:
    query = sample.plans.queries["posts"]
    skipping = replace(query.arguments["offset"], **offset)
    query = replace(query, arguments={**query.arguments, "offset": skipping})
    assert plain_sql(query).endswith(f"ORDER BY t.id\n{end}")
    arguments = read_arguments({}, query.arguments, Inputs(sample.plans.types))
    statement = bind_query(query, arguments.evaluate(Variables({}, {})), Binder(sample.plans.types))
    assert statement.sql == plain_sql(query)
