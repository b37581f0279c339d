"""Requests against a real database, without HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fraiseql import FraiseQL, PlanError
from tests.plans import SQL, Sample
from tests.postgres import MakeDatabase
from tests.proxy import proxied

Execute = Callable[..., dict[str, Any]]
ID = "00000000-0000-0000-0000-00000000000"


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def executing(runner: asyncio.Runner, app: FraiseQL) -> Iterator[Execute]:
    def execute(query: str, variables: Mapping[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        return runner.run(app.execute(query, variables, **options))

    runner.run(app.open())
    yield execute
    runner.run(app.close())


@pytest.fixture(scope="module")
def execute(runner: asyncio.Runner, sample: Sample) -> Iterator[Execute]:
    """Executes requests that only read."""
    yield from executing(runner, FraiseQL(sample.plans, database=sample.url))


@pytest.fixture
def write(runner: asyncio.Runner, sample: Sample, make_database: MakeDatabase) -> Iterator[Execute]:
    """Executes requests on a database of their own."""
    yield from executing(runner, FraiseQL(str(sample.directory), database=make_database(SQL)))


def only_error(response: dict[str, Any]) -> dict[str, Any]:
    (error,) = response["errors"]
    return cast("dict[str, Any]", error)


# --- queries ---------------------------------------------------------------------------------------------


def test_several_root_fields_in_the_order_asked(execute: Execute) -> None:
    response = execute(
        """
        query($id: ID!, $limit: Int = 1) {
          t: __typename
          second: posts(limit: $limit, offset: 1) { identifier price big tags meta created status __typename }
          count: postCount
          one: post(id: $id) { author { name boss { name } } ...F comments { body } }
          __schema { queryType { name } }
          none: post(number: 99) { id }
          ...R
        }
        fragment F on Post { title author { id } }
        fragment R on Query { type: __type(name: "Status") { enumValues { name } } }
        """,
        {"id": f"{ID}1"},
    )
    assert list(response["data"]) == ["t", "second", "count", "one", "__schema", "none", "type"]
    assert response == {
        "data": {
            "t": "Query",
            "second": [
                {
                    "identifier": "post-2",
                    "price": "2.50",
                    "big": "9007199254740993",
                    "tags": ["a", "b"],
                    "meta": {"n": 2},
                    "created": "2026-01-02T00:00:00+00:00",
                    "status": "DRAFT",
                    "__typename": "Post",
                }
            ],
            "count": 5,
            "one": {
                "author": {"name": "Author 1", "boss": {"name": "Boss 1"}, "id": "1"},
                "title": "One",
                "comments": [{"body": "Comment of 1"}],
            },
            "__schema": {"queryType": {"name": "Query"}},
            "none": None,
            "type": {"enumValues": [{"name": "DRAFT"}, {"name": "LIVE"}]},
        }
    }


def test_introspection_alone_asks_no_database(runner: asyncio.Runner, sample: Sample) -> None:
    app = FraiseQL(sample.directory, database="postgresql:///?host=/nowhere")
    query = "query($n: String!) { __type(name: $n) { name } __typename }"
    assert runner.run(app.execute(query, {"n": "Post"})) == {
        "data": {"__type": {"name": "Post"}, "__typename": "Query"}
    }


@pytest.mark.parametrize(
    ("x", "y", "keys"),
    [
        (True, True, ["b"]),
        (True, False, []),
        (False, True, ["a", "b"]),
        (False, False, ["a"]),
    ],
)
def test_flags_choose_the_fields(execute: Execute, x: bool, y: bool, keys: list[str]) -> None:
    query = """query($x: Boolean!, $y: Boolean = true) {
      a: postCount @skip(if: $x)
      b: posts(limit: 1) @include(if: $y) { id @skip(if: $x) }
    }"""
    data = execute(query, {"x": x, "y": y})["data"]
    assert list(data) == keys
    if y:
        assert list(data["b"][0]) == ([] if x else ["id"])


def test_a_flag_that_is_null(execute: Execute) -> None:
    error = only_error(execute("query($x: Boolean = true) { postCount @skip(if: $x) }", {"x": None}))
    assert error["message"] == 'Variable "$x" is null; @skip and @include need true or false.'
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


def test_the_operation_by_name(execute: Execute) -> None:
    query = "query A { a: postCount } query B { b: postCount }"
    assert execute(query, operation_name="A") == {"data": {"a": 5}}
    assert execute(query, operation_name="B") == {"data": {"b": 5}}


def test_variables_fill_arguments(execute: Execute) -> None:
    query = """query($w: PostWhere, $n: Int, $d: OrderDirection! = DESC, $s: Status) {
      a: posts(where: $w, orderBy: [{number: $d}]) { number }
      b: posts(where: {AND: [{number: {gt: $n}}, {status: {eq: $s}}]}) { number }
      c: postsByAuthor(status: $s) { number }
      d: postsByAuthor(authorId: null, limit: 1) { number }
    }"""
    data = execute(query, {"w": {"title": {"contains": "_%"}}, "n": 2, "s": "LIVE"})["data"]
    assert data == {
        "a": [{"number": 2}],
        "b": [{"number": 3}, {"number": 5}],
        "c": [{"number": 1}, {"number": 3}],
        "d": [{"number": 5}],
    }
    data = execute(query, {"w": None, "n": 4, "d": "ASC"})["data"]
    assert [post["number"] for post in data["a"]] == [1, 2, 3]
    assert data["b"] == [{"number": 5}]
    assert data["c"] == [{"number": 1}, {"number": 3}]


# --- errors of fields ------------------------------------------------------------------------------------


def test_a_failing_field_nulls_itself_alone(execute: Execute) -> None:
    response = execute(
        '{ a: post { id } b: post(id: "x") { id } c: postCount d: post(number: 1) { number } }'
    )
    assert response["data"] == {"a": None, "b": None, "c": 5, "d": {"number": 1}}
    assert response["errors"] == [
        {
            "message": '"post" needs a value for id or identifier or number.',
            "locations": [{"line": 1, "column": 3}],
            "path": ["a"],
            "extensions": {"code": "BAD_USER_INPUT"},
        },
        {
            "message": 'Argument "id" got invalid value "x"; expected a UUID.',
            "locations": [{"line": 1, "column": 18}],
            "path": ["b"],
            "extensions": {"code": "BAD_USER_INPUT"},
        },
    ]


def test_a_failing_field_that_must_not_be_null_nulls_the_data(execute: Execute) -> None:
    query = "query($n: Int) { x: postCount posts(limit: $n) { id } a: posts(limit: -2) { id } b: postCount }"
    for _ in range(2):
        response = execute(query, {"n": -1})
        assert response["data"] is None
        # What is later fails too, but there is nothing left that it could be missing from.
        assert [error["path"] for error in response["errors"]] == [["posts"]]


def test_a_literal_that_only_we_refuse(execute: Execute) -> None:
    response = execute(r'{ a: post(identifier: "\u0000") { id } count: postCount }')
    assert response["data"] == {"a": None, "count": 5}
    message = "expected a string without U+0000, which PostgreSQL cannot store"
    assert message in only_error(response)["message"]


def test_data_that_does_not_fit_the_schema(execute: Execute) -> None:
    response = execute("{ broken(number: 1) { id } brokens { views status tags } b: brokens { title } }")
    assert response["data"] == {
        "broken": {"id": "1"},
        "brokens": [{"views": None, "status": None, "tags": None}],
        "b": [None],
    }
    assert [(error["path"], error["extensions"]["code"]) for error in response["errors"]] == [
        (["brokens", 0, "views"], "INVALID_DATA"),
        (["brokens", 0, "status"], "INVALID_DATA"),
        (["brokens", 0, "tags"], "INVALID_DATA"),
        (["b", 0, "title"], "NULL_VALUE"),
    ]
    assert response["errors"][3]["message"] == "Cannot return null for non-nullable field Broken.title."


def test_null_that_rises_to_the_root(execute: Execute) -> None:
    response = execute("{ count: postCount strict(number: 1) { title } }")
    assert response["data"] is None
    assert only_error(response)["path"] == ["strict", "title"]


def test_an_ambiguous_lookup(execute: Execute, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = execute(f'{{ postByAuthor(authorId: "{ID}1") {{ id }} count: postCount }}')
    assert response["data"] == {"postByAuthor": None, "count": 5}
    error = only_error(response)
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["id"] in caplog.text
    assert (
        "More than one row of public.tv_post matches the arguments of the query postByAuthor" in caplog.text
    )
    assert "tv_post" not in error["message"]


def test_a_session_reaches_the_database(execute: Execute) -> None:
    query = "{ sessions { user } }"
    assert execute(query, session={"user_id": "7"}) == {"data": {"sessions": [{"user": "7"}]}}
    assert execute(query)["data"]["sessions"][0]["user"] in (None, "")


# --- requests that cannot be executed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ posts", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { postCount } query B { postCount }", "OPERATION_RESOLUTION_FAILURE"),
        ("query($x: Int!) { posts(limit: $x) { id } }", "BAD_USER_INPUT"),
    ],
)
def test_refused_requests_have_no_data(execute: Execute, query: str, code: str) -> None:
    response = execute(query)
    assert "data" not in response
    assert only_error(response)["extensions"] == {"code": code}


def test_all_wrong_variables_are_reported(execute: Execute) -> None:
    response = execute(
        "query($w: PostWhere) { postCount(where: $w) }", {"w": {"views": {"gt": "x"}, "vews": 1}}
    )
    assert [error["message"] for error in response["errors"]] == [
        'Variable "$w" got invalid value "x" at "w.views.gt"; expected a whole number.',
        'Variable "$w" is an unknown field at "w.vews"; did you mean views?',
    ]
    assert response["errors"][0]["locations"] == [{"line": 1, "column": 7}]


def test_a_lone_surrogate_in_a_message_does_no_harm(execute: Execute) -> None:
    response = execute("query($w: PostWhere) { postCount(where: $w) }", {"w": {"\ud800": 1}})
    assert '"w.?"' in only_error(response)["message"]


def test_what_nobody_expected_is_logged_under_an_id(
    runner: asyncio.Runner, sample: Sample, caplog: pytest.LogCaptureFixture
) -> None:
    app = FraiseQL(replace(sample.plans, queries={}), database=sample.url)
    error = only_error(runner.run(app.execute("{ postCount }")))
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["message"] == f"Internal error; the log has it under id {error['extensions']['id']}."
    assert error["extensions"]["id"] in caplog.text
    assert "KeyError: 'postCount'" in caplog.text
    assert runner.run(app.execute("{ __typename }")) == {"data": {"__typename": "Query"}}


def test_a_database_that_is_down(runner: asyncio.Runner, sample: Sample) -> None:
    app = FraiseQL(sample.directory, database="postgresql:///?host=/nowhere")
    response = runner.run(app.execute("{ a: post(number: 1) { id } b: post(number: 2) { id } }"))
    assert response["data"] == {"a": None, "b": None}
    assert [error["extensions"]["code"] for error in response["errors"]] == ["DATABASE_UNAVAILABLE"] * 2


def test_plans_that_cannot_be_used() -> None:
    with pytest.raises(PlanError, match=r"nowhere/manifest\.json"):
        FraiseQL("nowhere", database="postgresql:///")


def test_an_ambiguous_read_back(
    runner: asyncio.Runner, sample: Sample, make_database: MakeDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    doubled = "ALTER TABLE tv_post DROP CONSTRAINT tv_post_pkey, DROP CONSTRAINT tv_post_number_key;"
    url = make_database(f"{SQL}; {doubled} INSERT INTO tv_post TABLE tv_post")
    app = FraiseQL(sample.plans, database=url)
    for execute in executing(runner, app):
        response = execute(f'mutation {{ rename(id: "{ID}1", title: "x") {{ title }} }}')
    error = only_error(response)
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["id"] in caplog.text
    assert (
        "More than one row has the key that public.fn_rename returned for the mutation rename" in caplog.text
    )


# --- mutations -------------------------------------------------------------------------------------------


def test_mutations_run_in_order(write: Execute) -> None:
    query = """mutation($id: ID!, $title: String) {
      __typename
      a: rename(id: $id, title: "first") { title }
      b: rename(id: $id, title: $title) { title }
      c: rename(id: $id) { title }
      e: echo(input: {firstName: "x", anything: {a: [1.50, null]}}, tags: ["a", null])
      w: whoami
    }"""
    data = write(query, {"id": f"{ID}1", "title": "second"}, session={"user_id": "7"})["data"]
    assert data == {
        "__typename": "Mutation",
        "a": {"title": "first"},
        "b": {"title": "second"},
        "c": {"title": "Untitled"},
        "e": {
            "input": {"first_name": "x", "any_thing": {"a": [1.5, None]}, "status": "draft", "count": 7},
            "tags": ["a", None],
            "limits": None,
        },
        "w": "7",
    }


def test_what_a_command_raises(write: Execute) -> None:
    query = f"""mutation {{
      a: tryRename(id: "{ID}1", title: "forbidden") {{ title }}
      b: tryRename(id: "nonsense") {{ title }}
      c: tryRename(id: "{ID}1", title: "lost") {{ title }}
      d: tryRename(id: "{ID}1", title: "fine") {{ title }}
    }}"""
    response = write(query)
    assert response["data"] == {"a": None, "b": None, "c": None, "d": {"title": "fine"}}
    a, b = response["errors"]
    assert (a["message"], a["path"], a["extensions"]["code"]) == (
        "That title is taken.",
        ["a"],
        "COMMAND_FAILED",
    )
    assert a["locations"] == [{"line": 2, "column": 7}]
    assert b["message"] == 'Argument "id" got invalid value "nonsense"; expected a UUID.'


def test_no_mutation_runs_after_one_that_must_not_be_null(write: Execute) -> None:
    query = f"""mutation {{
      a: tryRename(id: "{ID}1", title: "one") {{ title }}
      b: rename(id: "{ID}2", title: "forbidden") {{ title }}
      c: tryRename(id: "{ID}1", title: "three") {{ title }}
    }}"""
    response = write(query)
    assert response["data"] is None
    assert only_error(response)["path"] == ["b"]
    assert write("{ post(number: 1) { title } }")["data"]["post"]["title"] == "one"


# --- the network -----------------------------------------------------------------------------------------


def test_a_request_is_one_round_trip(sample: Sample, make_database: MakeDatabase) -> None:
    async def main() -> None:
        async with proxied(make_database(SQL)) as proxy, FraiseQL(sample.plans, database=proxy.url) as app:
            session = {"user_id": "7"}
            three: Callable[[], Awaitable[dict[str, Any]]] = lambda: app.execute(  # noqa: E731
                "{ a: postCount b: posts { id } c: post(number: 1) { id } }", session=session
            )
            command: Callable[[], Awaitable[dict[str, Any]]] = lambda: app.execute(  # noqa: E731
                f'mutation {{ rename(id: "{ID}1", title: "t") {{ title }} }}', session=session
            )
            await app.execute("{ postCount }")
            for _ in range(2):
                for request in (three, command):
                    before = proxy.round_trips
                    assert "errors" not in await request()
                    assert proxy.round_trips - before == 1

    asyncio.run(main())


# --- the laws of filters (design §3), on the database ----------------------------------------------------

VALUES = st.sampled_from([None, "One", "Two_%", "Four", "five", "%", ""])
NUMBERS = st.sampled_from([0, 10, 20, 30, 50, 99])
LEAF = st.one_of(
    st.builds(lambda op, value: {"title": {op: value}}, st.sampled_from(["eq", "ne"]), VALUES),
    st.builds(
        lambda op, value: {"title": {op: value or ""}},
        st.sampled_from(["gt", "gte", "lt", "lte", "contains", "startsWith", "endsWith"]),
        VALUES,
    ),
    st.builds(
        lambda op, values: {"title": {op: [value for value in values if value is not None]}},
        st.sampled_from(["in", "notIn"]),
        st.lists(VALUES, max_size=3),
    ),
    st.builds(lambda value: {"title": {"isNull": value}}, st.booleans()),
    st.builds(lambda op, value: {"views": {op: value}}, st.sampled_from(["eq", "gt", "lte"]), NUMBERS),
    st.builds(lambda value: {"author": {"name": {"eq": value}}}, st.sampled_from([None, "Author 1"])),
    st.builds(lambda values: {"status": {"in": values}}, st.lists(st.sampled_from(["DRAFT", "LIVE"]))),
)
FILTERS: st.SearchStrategy[dict[str, Any]] = st.recursive(
    LEAF | st.just({}),
    lambda inner: st.one_of(
        st.builds(lambda items: {"AND": items}, st.lists(inner, max_size=3)),
        st.builds(lambda items: {"OR": items}, st.lists(inner, max_size=3)),
        st.builds(lambda item: {"NOT": item}, inner),
    ),
    max_leaves=6,
)


@given(one=FILTERS, two=FILTERS)
@settings(deadline=None)
def test_the_laws_of_filters(execute: Execute, one: dict[str, Any], two: dict[str, Any]) -> None:
    query = """query($one: PostWhere!, $two: PostWhere!) {
      all: postCount
      one: postCount(where: $one)
      not: postCount(where: {NOT: $one})
      both: postCount(where: {AND: [$one, $two]})
      turned: postCount(where: {AND: [$two, $one]})
      either: postCount(where: {OR: [$one, $two]})
      neither: postCount(where: {NOT: {OR: [$two, $one]}})
      de_morgan: postCount(where: {AND: [{NOT: $one}, {NOT: $two}]})
      nothing: postCount(where: {AND: [$one, {NOT: $one}]})
      two: postCount(where: $two)
    }"""
    response = execute(query, {"one": one, "two": two})
    assert "errors" not in response
    count = response["data"]
    assert count["one"] + count["not"] == count["all"]
    assert count["both"] == count["turned"]
    assert count["one"] + count["two"] - count["both"] == count["either"]
    assert count["all"] - count["either"] == count["neither"] == count["de_morgan"]
    assert count["nothing"] == 0


@given(value=VALUES)
@settings(deadline=None, max_examples=10)
def test_operators_that_are_opposites_or_the_same(execute: Execute, value: str | None) -> None:
    query = """query($v: String, $l: [String!]!) {
      eq: posts(where: {title: {eq: $v}}) { id }
      not_ne: posts(where: {NOT: {title: {ne: $v}}}) { id }
      is_null: posts(where: {title: {isNull: true}}) { id }
      in: posts(where: {title: {in: $l}}) { id }
      not_not_in: posts(where: {NOT: {title: {notIn: $l}}}) { id }
    }"""
    data = execute(query, {"v": value, "l": [] if value is None else [value]})["data"]
    assert data["eq"] == data["not_ne"]
    assert data["in"] == data["not_not_in"]
    assert data["in" if value is not None else "is_null"] == data["eq"]
