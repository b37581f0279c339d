from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from fraiseql import CommandRepository, FraiseQL, Limits, QueryRepository
from fraiseql.cli import main
from fraiseql.document import read_document, read_schema
from fraiseql.errors import FieldError, RefusedError
from fraiseql.limits import NO_LIMITS, check_operation
from fraiseql.plan import Argument, Query
from tests.plans import Sample
from tests.serving import running

SCHEMA = read_schema("""
type Item { id: ID item: Item items: [Item] }
type Query {
  item: Item
  count: Int
  limited(limit: Int = 3): [Item]
  plain: [Item]
  usual: [Item]
  most(limit: Int): [Item]
  page(first: Int, last: Int): Item
}
type Mutation { add: Item }
""")


def query(name: str, returns: Any, *arguments: str, **more: Any) -> Query:
    given = {each: Argument(type="Int", role=each) for each in arguments}  # type: ignore[arg-type]
    return Query(
        name=name, type="T", returns=returns, relation="r", sql="", select="", arguments=given, **more
    )


QUERIES = {
    plan.name: plan
    for plan in (
        query("item", "one"),
        query("count", "count"),
        Query(
            name="limited",
            type="T",
            returns="many",
            relation="r",
            sql="",
            select="",
            arguments={"limit": Argument(type="Int", role="limit", default=3)},
        ),
        query("plain", "many"),
        query("usual", "many", default_limit=7),
        query("most", "many", "limit", max_limit=9),
        query("page", "connection", "first", "last"),
    )
}


def refused(text: str, **limits: int) -> list[tuple[str, dict[str, Any]]]:
    """The messages and extensions of a document that is over some limits; no other limit is set."""
    some = replace(NO_LIMITS, **limits)
    with pytest.raises(RefusedError) as error:
        check_operation(read_document(SCHEMA, text, None, some), QUERIES, {}, some)
    assert {problem.code for problem in error.value.errors} == {"LIMIT_EXCEEDED"}
    return [(problem.message, problem.extensions) for problem in error.value.errors]


def allowed(text: str, **limits: int) -> None:
    some = replace(NO_LIMITS, **limits)
    check_operation(read_document(SCHEMA, text, None, some), QUERIES, {}, some)


@pytest.mark.parametrize(
    ("name", "asked", "text"),
    [
        ("characters", 11, "{ item{id}}"),
        ("depth", 3, "{ item { item { id } } count }"),
        (
            "depth",
            3,
            "{ ...A } fragment A on Query { item { ...B } } fragment B on Item { ... { item { id } } }",
        ),
        ("depth", 1, "{ __schema { types { fields { name } } } }"),
        ("aliases", 2, "{ a: count item { b: id id: id } }"),
        ("aliases", 3, "{ ...A } fragment A on Query { x: __schema { a: types { b: name } } }"),
        ("root_fields", 3, "{ count a: count ... { b: count } }"),
        (
            "root_fields",
            2,
            "{ ...A ...A } fragment A on Query { ...B count } fragment B on Query { b: count }",
        ),
        ("rows", 1, "{ item { items { id } } count __typename }"),
        ("rows", 3, "{ limited { id } }"),
        ("rows", 5, "{ limited(limit: 5) { id } }"),
        ("rows", 7, "{ usual { id } }"),
        ("rows", 9, "{ most { id } }"),
        ("rows", 9, "{ most(limit: null) { id } }"),
        ("rows", 9, "query ($n: Int) { most(limit: $n) { id } }"),
        ("rows", 20, "{ page { id } }"),
        ("rows", 4, "{ page(first: 4) { id } }"),
        ("rows", 4, "{ page(last: 4) { id } }"),
        ("rows", 5, "{ a: item { id } b: page(last: 4) { id } }"),
        ("rows", 5, "{ a: limited(limit: -9) { id } b: limited(limit: 5) { id } }"),
    ],
)
def test_a_limit(name: str, asked: int, text: str) -> None:
    allowed(text, **{name: asked})
    if asked == 1:
        return  # no limit is smaller
    ((message, extensions),) = refused(text, **{name: asked - 1})
    assert extensions == {"limit": name, "allowed": asked - 1, "asked": asked}
    assert f" {asked} {name.replace('_', ' ') if name != 'depth' else 'levels of fields'}" in message
    assert message.endswith(f"; at most {asked - 1} are allowed.")


@pytest.mark.parametrize("text", ["{ a: count b: count }", "{ count }" + "#\n" * 8])
def test_tokens_are_not_counted_to_the_end(text: str) -> None:
    ((message, extensions),) = refused(text, tokens=7)
    assert message.startswith("The document has more than 7 ")
    assert extensions == {"limit": "tokens", "allowed": 7}


def test_lists_of_the_schema_within_each_other() -> None:
    def nested(times: int) -> str:
        return f"{{ __schema {{ types {{ {'fields { type { ' * times} name {'} }' * times} }} }} }}"

    allowed(nested(2))
    with pytest.raises(RefusedError) as refusal:
        read_document(SCHEMA, nested(3))
    (error,) = refusal.value.errors
    assert error.code == "LIMIT_EXCEEDED"
    assert error.extensions == {"limit": "introspection", "allowed": 2}
    assert " more than 2 lists of fields or types " in error.message
    assert error.locations == ((1, 3),)


def test_a_list_without_any_limit_counts_as_a_page() -> None:
    assert refused("{ plain { id } }", rows=99, page_size=100)[0][1]["asked"] == 100
    allowed("{ plain { id } }", rows=1)
    allowed("query ($n: Int) { limited(limit: $n) { id } }", rows=1)


def test_all_that_is_exceeded_is_said_at_once() -> None:
    found = refused("{ limited { id } plain { item { id } } }", depth=2, root_fields=1, rows=1, page_size=10)
    assert [extensions["limit"] for _, extensions in found] == ["depth", "root_fields", "rows"]


def test_mutations_have_no_rows_to_count() -> None:
    allowed("mutation { add { id } }", rows=1)


def test_a_chain_of_fragments_may_be_long() -> None:
    chain = " ".join(f"fragment F{n} on Item {{ item {{ ...F{n + 1} }} }}" for n in range(60))
    document = f"{{ item {{ ...F0 }} }} {chain} fragment F60 on Item {{ id }}"
    ((_, extensions),) = refused(document, depth=15)
    assert extensions["asked"] == 62


def test_no_limit_is_below_one() -> None:
    with pytest.raises(ValueError, match="the limit depth is 0; it must be at least 1, or None"):
        Limits(depth=0)


def test_defaults_leave_room_for_the_introspection_query_of_tools() -> None:
    from graphql import get_introspection_query

    text = get_introspection_query(specified_by_url=True, input_value_deprecation=True)
    check_operation(read_document(SCHEMA, text), QUERIES, {}, Limits())


def test_pages_are_limited_where_the_schema_does_not(sample: Sample) -> None:
    async def ask(**variables: int) -> dict[str, Any]:
        app = FraiseQL(sample.plans, database=sample.url, limits=Limits(page_size=3))
        async with app:
            return await app.execute("query ($n: Int) { brokens(limit: $n) { id } }", variables)

    assert "errors" not in asyncio.run(ask(n=3))
    [error] = asyncio.run(ask(n=4))["errors"]
    assert error["message"] == 'Argument "limit" is 4; at most 3 is allowed.'
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "page_size", "allowed": 3, "asked": 4}


def test_requests_at_the_same_time(sample: Sample) -> None:
    async def ask() -> list[dict[str, Any]]:
        async with FraiseQL(sample.plans, database=sample.url, limits=Limits(requests=2)) as app:
            answers = await asyncio.gather(*(app.execute("{ postCount }") for _ in range(3)))
            return [*answers, await app.execute("{ postCount }")]

    *answers, last = asyncio.run(ask())
    errors = [error for answer in answers for error in answer.get("errors", ())]
    assert errors == [
        {
            "message": "The server is busy with 2 requests, as many as are allowed. Try again.",
            "extensions": {"code": "OVERLOADED", "limit": "requests", "allowed": 2, "asked": 3},
        }
    ]
    assert "errors" not in last


def test_repositories_count_among_the_requests(sample: Sample) -> None:
    async def ask() -> None:
        async with FraiseQL(sample.plans, database=sample.url, limits=Limits(requests=2)) as app:
            queries, commands = QueryRepository(app), CommandRepository(app)
            asked = (app.execute("{ postCount }"), queries.count("posts"), commands.execute("whoami"))
            answers = await asyncio.gather(*asked, return_exceptions=True)
            (refused,) = (answer for answer in answers if isinstance(answer, BaseException))
            message = "The server is busy with 2 requests, as many as are allowed. Try again."
            extensions = {"limit": "requests", "allowed": 2, "asked": 3}
            assert refused == FieldError(message, "OVERLOADED", extensions)
            async with commands.transaction() as one, commands.transaction() as other:
                # What a transaction asks is not refused in its middle.
                await asyncio.gather(one.execute("whoami"), other.queries.count("posts"))
                with pytest.raises(FieldError, match="busy"):
                    await queries.count("posts")
                with pytest.raises(FieldError, match="busy"):
                    async with commands.transaction():
                        raise AssertionError
            assert await queries.count("posts")

    asyncio.run(ask())


def test_introspection_turned_off(sample: Sample) -> None:
    async def ask(text: str, **variables: Any) -> dict[str, Any]:
        async with FraiseQL(sample.plans, database=sample.url, introspection=False) as app:
            return await app.execute(text, variables)

    answer = asyncio.run(
        ask("{ __typename ...A } fragment A on Query { a: __schema { queryType { name } } }")
    )
    assert answer["errors"] == [
        {
            "message": "Introspection is turned off: __schema and __type are not available.",
            "locations": [{"line": 1, "column": 43}],
            "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"},
        }
    ]
    assert asyncio.run(ask("{ __typename }")) == {"data": {"__typename": "Query"}}
    [error] = asyncio.run(ask("{ postCoun }"))["errors"]
    assert error["message"] == "Cannot query field 'postCoun' on type 'Query'."
    [error] = asyncio.run(ask("query ($w: PostWhere) { postCount(where: $w) }", w={"view": {}}))["errors"]
    assert "did you mean" not in error["message"]


def test_the_guide_names_every_limit_with_its_default() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "LIMITS.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| ([0-9,]+) \|", guide, re.MULTILINE)
    limits = Limits()
    assert dict(rows) == {name: f"{getattr(limits, name):,}" for name in Limits.__struct_fields__}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--limit", "dept=3"], "there is no limit 'dept'; did you mean `depth`?"),
        (["--limit", "depth=x"], "'depth=x' is not depth= with a number from 1, or none"),
        (["--limit", "depth=0"], "'depth=0' is not depth= with a number from 1, or none"),
        (["--limit", "depth"], "'depth' is not depth= with a number from 1, or none"),
        (["--limit", "zzz=1"], "there is no limit 'zzz'; there are characters, tokens, "),
    ],
)
def test_limits_on_the_command_line(given: list[str], said: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(tmp_path), "--database", "x", *given])
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_limits_are_served(sample: Sample, tmp_path: Path) -> None:
    command = ("-m", "fraiseql", "serve", sample.directory, "--database", sample.url, "--port", "{port}")
    limits = ("--limit", "aliases=1", "--limit", "depth=none", "--no-introspection")
    with running(tmp_path / "log", *command, *limits) as service:
        assert service.ask("{ a: postCount }") == {"data": {"a": 5}}
        for text, code in (
            ("{ a: postCount b: postCount }", "LIMIT_EXCEEDED"),
            ("{ __schema { __typename } }", "GRAPHQL_VALIDATION_FAILED"),
        ):
            [error] = service.ask(text)["errors"]
            assert error["extensions"]["code"] == code
