"""Relations: what no case shows as well."""

from __future__ import annotations

import asyncio
import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fraiseql import CommandRepository, FraiseQL, Limits, QueryRepository
from fraiseql.arguments import Variables
from fraiseql.bind import Binder
from fraiseql.coerce import Inputs
from fraiseql.document import read_document, read_schema
from fraiseql.errors import FieldError, RefusedError
from fraiseql.keyset import encode_cursor, signature, total_order
from fraiseql.limits import DEFAULT_LIMITS, check_operation
from fraiseql.load import load
from fraiseql.pages import Page
from fraiseql.plan import ObjectType
from fraiseql.prepare import Stored, prepare
from fraiseql.window import key_of
from tests.compiling import compiled
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run

SQL = """
CREATE TABLE tv_user (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_user
SELECT i, jsonb_build_object('id', i, 'name', 'u' || i, '@1', 'odd') FROM generate_series(1, 200) AS i;
CREATE TABLE tv_post (id int PRIMARY KEY, author_id int NOT NULL, at int NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT i, 1 + i % 200, i, jsonb_build_object('id', i, 'n', i) FROM generate_series(1, 10000) AS i;
CREATE INDEX ON tv_post (author_id, id);
CREATE INDEX ON tv_post (author_id, at, id);
CREATE TABLE tv_many (id int PRIMARY KEY, user_id int, data jsonb NOT NULL);
INSERT INTO tv_many VALUES (1, 1, '{"id": 1}'), (2, 1, '{"id": 2}'), (3, 2, '{"id": 3}'), (4, 3, '7');
ANALYZE;
"""

SCHEMA = """
type User @view(tv_user) {
  id: Int!
  name: String!
  odd: String @from("@1")
  posts(orderBy: [PostOrderBy!], limit: Int, where: PostWhere): [Post!]! @relation(on: "author_id = id")
  page(first: Int, after: String, before: String, orderBy: [PostOrderBy!], where: PostWhere): PostConnection!
    @relation(on: "author_id = id")
  mine(where: PostWhere): [Post!]! @relation(on: "author_id = $me") @limit(max: 5)
  only: Many @relation(on: "user_id = id")
}
type Post @view(tv_post) {
  id: Int!
  at: Int!
  n: Int
  author: User @relation(on: "id = author_id")
}
type Many @view(tv_many) { id: Int! }
type Query {
  user(id: Int!): User
  users(limit: Int): [User!]!
  page(first: Int): UserConnection!
}
"""


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    return make_database(SQL)


@pytest.fixture(scope="module")
def plans(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plans(url, tmp_path_factory.mktemp("relations") / "plans", SCHEMA)


def ask(
    plans: Path, url: str, document: str, session: dict[str, str] | None = None, **variables: Any
) -> dict[str, Any]:
    async def answer() -> dict[str, Any]:
        async with FraiseQL(plans, database=url, max_connections=1) as app:
            return dict(await app.execute(document, variables=variables, session=session))

    return asyncio.run(answer())


def test_a_relation_takes_no_key_that_is_stored(plans: Path, url: str) -> None:
    document = "{ user(id: 3) { odd posts(limit: 1) { id } name: posts(limit: 1) { n } } }"
    user = {"odd": "odd", "posts": [{"id": 2}], "name": [{"n": 2}]}
    assert ask(plans, url, document) == {"data": {"user": user}}


def test_more_than_one_row_where_one_is_wanted_is_an_error(
    plans: Path, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert ask(plans, url, "{ user(id: 2) { only { id } } }") == {"data": {"user": {"only": {"id": 3}}}}
    given = ask(plans, url, "{ user(id: 1) { only { id } } }")
    assert [error["extensions"]["code"] for error in given["errors"]] == ["INTERNAL"]
    assert "more than one row returned by a subquery" in caplog.text


def test_a_row_that_is_no_object_is_an_error_at_its_place(plans: Path, url: str) -> None:
    (error,) = ask(plans, url, "{ user(id: 3) { only { id } } }")["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["user", "only"], "INVALID_DATA")


def test_documents_that_are_empty_or_no_objects(plans: Path, url: str) -> None:
    run(url, "INSERT INTO tv_user VALUES (300, '{}'), (301, 'null'), (302, '[]')")
    document = "query ($id: Int!) { user(id: $id) { odd posts(limit: 1) { id } } }"
    given = {id_: ask(plans, url, document, id=id_) for id_ in (300, 301, 302)}
    run(url, "DELETE FROM tv_user WHERE id >= 300")
    assert given[300] == {"data": {"user": {"odd": None, "posts": []}}}
    assert given[301] == {"data": {"user": None}}
    assert given[302]["errors"][0]["message"] == "Expected an object for field Query.user, found: []"


def test_many_relations_of_one_row(plans: Path, url: str) -> None:
    names = [f"p{number}" for number in range(49)]
    fields = " ".join(f"{name}: posts(limit: 1) {{ id }}" for name in names)
    given = ask(plans, url, f"{{ user(id: 2) {{ {fields} posts(limit: 1) {{ id }} }} }}")
    assert given["data"]["user"] == {name: [{"id": 1}] for name in [*names, "posts"]}


def test_what_a_client_gives_wrong_in_a_relation(plans: Path, url: str) -> None:
    document = "query ($n: Int) { user(id: 1) { posts(where: { n: { eq: $n } }, limit: 1) { id } } }"
    assert ask(plans, url, document, n=200)["data"]["user"]["posts"] == [{"id": 200}]
    (error,) = ask(plans, url, '{ user(id: 1) { page(after: "x") { totalCount } } }')["errors"]
    assert error["message"] == 'Argument "after" is not a cursor; pass one as it was received.'
    (error,) = ask(plans, url, "{ user(id: 1) { posts(limit: 2000) { id } } }")["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_stored_data_that_a_filter_of_a_relation_cannot_read(plans: Path, url: str) -> None:
    run(url, 'INSERT INTO tv_post VALUES (20000, 7, 1, \'{"n": "x"}\')')
    document = "{ user(id: 7) { posts(where: { n: { gt: 0 } }) { id } } }"
    other = "page(where: { n: { lt: 9 } }) { totalCount }"
    several = f"{{ user(id: 7) {{ {other} posts(where: {{ n: {{ gt: 0 }} }}) {{ id }} }} }}"
    (error,) = ask(plans, url, document)["errors"]
    assert error["extensions"]["code"] == "INVALID_DATA"
    assert error["message"].startswith('The database holds a value that "where.n.gt" cannot read as Int')
    assert error["path"] == ["user", "posts"]
    (error,) = ask(plans, url, several)["errors"]
    assert "a filter or an ordering" in error["message"]  # of which one, nobody says
    assert error["path"] == ["user"]
    run(url, "DELETE FROM tv_post WHERE id = 20000")


def forged(plans: Path, *values: str) -> str:
    """A cursor of User.page that points anywhere."""
    user = load(plans).types["User"]
    assert isinstance(user, ObjectType)
    relation = user.fields["page"].relation
    assert relation is not None
    query, keys = relation.query, total_order((), key_of(relation.query))
    return encode_cursor(signature(query.relation, keys), json.dumps(values).encode()).decode()


PLACES = """
query ($after: String, $before: String, $n: Int = 1) {
  users(limit: 1) { id ...more }
}
fragment more on User {
  first: posts(limit: 3, where: { n: { gt: 0 } }) { id }
  pages: page(first: 1) { edges { node { author { posts(limit: $n) {
    id
    author { page(first: 1, after: $after, before: $before, where: { n: { gt: 0 } }) { nodes { id } } }
  } } } } }
}
"""


def test_an_error_stands_where_its_relation_is(plans: Path, url: str) -> None:
    good = forged(plans, "1")
    assert "errors" not in ask(plans, url, PLACES, after=good, before=good)
    above = ["users", "pages", "edges", "node", "author", "posts"]
    place = [*above, "author", "page"]
    for given in (
        {"after": "x"},
        {"after": forged(plans, "x")},
        {"after": good, "before": forged(plans, "x")},
    ):
        (error,) = ask(plans, url, PLACES, None, **given)["errors"]
        assert error["message"].startswith(f'Argument "{list(given)[-1]}" is not a cursor; pass one')
        assert (error["path"], error["locations"]) == (place, [{"line": 9, "column": 14}])
    (error,) = ask(plans, url, PLACES, n=-1)["errors"]
    assert (error["path"], error["locations"]) == (above, [{"line": 7, "column": 51}])
    answer = ask(plans, url, r'{ user(id: 1) { a: posts { id } page(after: "\u0000") { totalCount } } }')
    (error,) = answer["errors"]
    assert error["path"] == ["user", "page"]
    assert answer["data"] == {"user": None}
    assert "U+0000" in error["message"]


def test_a_value_of_the_session_that_a_relation_cannot_use(
    plans: Path, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    document = "query ($n: Int!) { user(id: 1) { posts { id } mine(where: { n: { lt: $n } }) { n } } }"
    found = ask(plans, url, document, session={"me": "2"}, n=500)["data"]["user"]["mine"]
    assert found == [{"n": 1}, {"n": 201}, {"n": 401}]
    (error,) = ask(plans, url, document, session={"me": "x"}, n=500)["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["user", "mine"], "INTERNAL")
    assert "The session's me does not fit" in caplog.text


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("posts(limit: 3) { id }", 700),
        ("posts(limit: 3, orderBy: { at: ASC }) { author { name } }", 700),
        ("page(first: 2, orderBy: { at: DESC }) { nodes { author { name } } }", 700),
    ],
)
def test_indexes_serve_relations_and_only_for_the_rows_of_a_page(
    plans: Path, url: str, field: str, most: int
) -> None:
    held = load(plans)
    operation = read_document(read_schema(held.schema_sdl), f"{{ users(limit: 5) {{ {field} }} }}")
    (root,) = prepare(operation, {}, held, Inputs(held.types), Binder(held.types)).roots
    assert isinstance(root, Stored)
    assert isinstance(root.bound, tuple)
    ((sql, parameters),) = ((each.sql, each.parameters) for each in root.bound)
    with psycopg.connect(url) as connection:
        connection.execute(f"PREPARE asked AS {sql}".encode())
        values = ", ".join(f"'{value}'" for value in parameters)
        explain = f"EXPLAIN (ANALYZE, COSTS off, TIMING off) EXECUTE asked({values})"
        plan = "\n".join(str(row[0]) for row in connection.execute(explain.encode()).fetchall())
    assert "Seq Scan on tv_post" not in plan, plan
    assert re.search(r"Index Cond: \(author_id = o(_\d+)?\.id\)", plan), plan
    read = [float(rows) * int(loops) for rows, loops in re.findall(r"rows=([0-9.]+) loops=(\d+)", plan)]
    assert max(read) < most, plan


def test_sql_that_is_kept_is_that_of_the_same_request(plans: Path) -> None:
    """Whatever was bound before: a new binder keeps nothing yet."""
    held = load(plans)
    inputs, used = Inputs(held.types), Binder(held.types)
    after, other = forged(plans, "1"), forged(plans, "2")
    inside = [
        "posts { id }",
        "posts(limit: $n) { id }",
        "posts(limit: 3, orderBy: { at: DESC }) { id }",
        "posts(orderBy: { at: ASC }) { id author { posts(limit: $n) { id } } }",
        "posts { author { id page(first: $n) { totalCount } } }",
        "posts(where: { n: { gt: $n } }) { id }",
        "posts(where: { n: { eq: $n } }) { id }",
        "b: posts { id }",
        "page(first: $n) { totalCount }",
        "page(first: $n) { nodes { id } }",
        f'page(first: $n, after: "{after}") {{ edges {{ cursor }} }}',
        f'page(first: $n, after: "{other}") {{ edges {{ cursor }} }}',
        f'page(first: $n, before: "{other}") {{ edges {{ cursor }} }}',
        f'page(first: $n, after: "{after}", before: "{other}") {{ pageInfo {{ hasPreviousPage }} }}',
        "mine { id } posts { id }",
    ]
    roots = [
        "user(id: $n) { %s }",
        "users(limit: $n) { %s }",
        "users { %s }",
        "page(first: $n) { nodes { %s } }",
    ]
    roots += ["page { nodes { %s } pageInfo { endCursor } }", "page { edges { node { %s } } totalCount }"]
    bound: dict[str, str] = {}
    schema = read_schema(held.schema_sdl)
    for root, fields, number in product(roots, inside, (2, 7)):
        document = f"query ($n: Int!) {{ always: user(id: $n) {{ id }} {root % fields} }}"
        operation = read_document(schema, document)
        given = {"n": number}
        variables = Variables(given, given, {"me": "4"})
        statements = []
        for binder in (used, Binder(held.types)):
            _, stored = prepare(operation, {}, held, inputs, binder).roots
            assert isinstance(stored, Stored)
            found = stored.bind(variables)
            assert not isinstance(found, FieldError), (document, found)
            statements.append(found.statements if isinstance(found, Page) else found)
        assert statements[0] == statements[1], document
        bound[document] = statements[0][0].sql
    assert len(set(bound.values())) > 3 * len(inside)


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        ("{ users(limit: 10) { posts(limit: 5) { id } } }", 60),
        ("{ users(limit: 10) { posts(limit: 5) { author { name } } } }", 110),
        ("{ users(limit: 10) { page(first: 4) { nodes { id author { id } } totalCount } } }", 90),
        ("{ users(limit: 10) { page { pageInfo { endCursor } } } }", 210),
        (
            """{ users(limit: 10) { ...a ...b } } fragment a on User { posts(limit: 2) { id } }
            fragment b on User { posts(limit: 2) { n } only { id } }""",
            40,
        ),
        (
            "{ users(limit: 10) { ... on User { ...a } ...a } } fragment a on User { posts(limit: 2) { n } }",
            30,
        ),
        ("{ page(first: 3) { edges { node { posts(limit: 7) { id } } } nodes { only { id } } } }", 27),
        ("{ user(id: 1) { posts(limit: 100) { author { posts(limit: 10) { id } } } } }", 1201),
        ("{ users(limit: 0) { posts { id } } }", 0),
    ],
)
def test_the_rows_of_relations_are_counted(plans: Path, document: str, rows: int) -> None:
    held = load(plans)
    operation = read_document(read_schema(held.schema_sdl), document)
    check_operation(operation, held.queries, held.types, Limits(rows=max(rows, 1)))
    if rows > 1:
        with pytest.raises(RefusedError, match=f"can return {rows} rows"):
            check_operation(operation, held.queries, held.types, Limits(rows=rows - 1))


def test_nested_fragments_are_counted_once(plans: Path) -> None:
    held = load(plans)
    levels = 12
    parts = [
        f"fragment f{n} on User {{ a: posts(limit: 1) {{ author {{ ...f{n + 1} }} }} "
        f"b: posts(limit: 1) {{ author {{ ...f{n + 1} }} }} }}"
        for n in range(levels)
    ]
    text = "\n".join(["{ user(id: 1) { ...f0 } }", *parts, f"fragment f{levels} on User {{ id }}"])
    limits = Limits(
        **{**{n: getattr(DEFAULT_LIMITS, n) for n in DEFAULT_LIMITS.__struct_fields__}, "depth": None}
    )
    operation = read_document(read_schema(held.schema_sdl), text, limits=limits)
    with pytest.raises(RefusedError, match="rows; at most"):
        check_operation(operation, held.queries, held.types, limits)


def test_the_statements_of_relations_are_prepared(url: str) -> None:
    labels = [statement.label for statement in compiled(SCHEMA, url).lowered.statements]
    relations = [label for label in labels if "relation" in label]
    assert relations == [
        "the rows of relation User.posts",
        "the filters of relation User.posts",
        "a page of relation User.page",
        "a page from the end of relation User.page",
        "the filters of relation User.page",
        "the rows of relation User.mine",
        "the filters of relation User.mine",
        "the row of relation User.only",
        "the row of relation Post.author",
    ]


def test_repositories_have_filters_and_the_session(make_database: MakeDatabase, tmp_path: Path) -> None:
    url = make_database("""
        CREATE TABLE tv_row (id int PRIMARY KEY, owner text, data jsonb NOT NULL);
        INSERT INTO tv_row
        SELECT i, chr(96 + i % 2), jsonb_build_object('id', i) FROM generate_series(1, 6) AS i;
        CREATE FUNCTION fn_touch(p_id int, p_owner text) RETURNS int LANGUAGE sql RETURN p_id;
    """)
    plans = write_plans(
        url,
        tmp_path / "plans",
        """
        type Row @view(tv_row) @filter("owner = $me") { id: Int! }
        type Query {
          rows: [Row!]!
          some: [Row!]! @filter("id > 2")
          mine(owner: String! @session(me)): [Row!]!
          pages(first: Int): RowConnection!
          count(where: RowWhere): Int! @view(tv_row)
        }
        type Mutation { touch(id: Int!, owner: String! @session(me)): Row @command(fn_touch) }
        """,
    )

    async def use() -> None:
        async with FraiseQL(plans, database=url) as app:
            queries = QueryRepository(app, {"me": "a"})
            odd = [{"id": 1}, {"id": 3}, {"id": 5}]
            assert await queries.find("rows") == odd
            assert await queries.find("some") == odd[1:]
            assert await queries.find("mine") == odd
            assert await queries.count("count") == 3
            assert await queries.count("rows") == 3
            with pytest.raises(FieldError, match="none has its rows"):
                await queries.paginate("some", first=1)
            commands = CommandRepository(app, {"me": "a"})
            assert await commands.execute("touch", id=3) == {"id": 3}
            assert await commands.execute("touch", id=4) is None
            for nobody in (QueryRepository(app), QueryRepository(app, {})):
                with pytest.raises(FieldError, match="has no"):
                    await nobody.find("rows")

    asyncio.run(use())
