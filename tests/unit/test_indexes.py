"""Filters are served by the indexes there are: EXPLAIN of a hundred thousand rows."""

from __future__ import annotations

import json
import re
from typing import Any

import psycopg
import pytest

from fraiseql.bind import Binder, bind_query
from fraiseql.compiler.lowered import Lowered
from fraiseql.keyset import encode_cursor
from fraiseql.pages import Page, bind_page
from fraiseql.plan import ObjectTarget, ValueTarget
from fraiseql.window import Selected
from tests.compiling import compiled
from tests.postgres import MakeDatabase

SQL = """
CREATE TABLE tv_post (id uuid PRIMARY KEY, views int NOT NULL, slug text NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT md5(n::text)::uuid, n, 'slug-' || n, jsonb_build_object(
    'id', md5(n::text)::uuid, 'title', 'title ' || n, 'likes', n, 'rating', n / 10.0, 'code', 'c' || n,
    'tags', jsonb_build_array('tag' || n, 'all'), 'author', jsonb_build_object('name', 'name ' || n),
    'owner', md5(n::text)::uuid, 'big', n * 10000000000, 'ratio', n / 7.0::float8,
    'meta', jsonb_build_object('key' || n, n))
FROM generate_series(1, 100000) AS n;
CREATE INDEX ON tv_post (views);
CREATE INDEX ON tv_post (views, id);
CREATE INDEX ON tv_post (slug);
CREATE INDEX ON tv_post (slug text_pattern_ops);
CREATE INDEX ON tv_post (((data ->> 'owner')::uuid));
CREATE INDEX ON tv_post (((data ->> 'big')::bigint) NULLS FIRST, id);
CREATE INDEX ON tv_post (((data ->> 'ratio')::float8));
CREATE INDEX ON tv_post USING gin ((data -> 'meta'));
DO $$ BEGIN
    EXECUTE format('CREATE INDEX ON tv_post USING gin (to_tsvector(%L, data ->> ''title''))',
                   current_setting('default_text_search_config'));
END $$;
CREATE INDEX ON tv_post ((data ->> 'title'));
CREATE INDEX ON tv_post (((data ->> 'likes')::int));
CREATE INDEX ON tv_post (((data #>> '{rating}')::numeric));
CREATE INDEX ON tv_post ((data -> 'author' ->> 'name'));
CREATE INDEX ON tv_post USING gin (data jsonb_path_ops);
ANALYZE tv_post;
"""
SCHEMA = """
type Post @view(tv_post) {
  id: ID! views: Int! slug: String! title: String! likes: Int! rating: Decimal! code: String! tags: [String!]!
  author: Author! owner: UUID! big: BigInt! ratio: Float! meta: JSON!
}
type Author { name: String! }
type Query {
  posts(where: PostWhere, orderBy: [PostOrderBy!], limit: Int): [Post!]!
  postConnection(
    where: PostWhere, orderBy: [PostOrderBy!], first: Int, after: String, last: Int, before: String
  ): PostConnection!
}
"""


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    return make_database(SQL)


@pytest.fixture(scope="module")
def lowered(url: str) -> Lowered:
    result = compiled(SCHEMA, url)
    assert result.diagnostics == []
    return result.lowered


SERVED = {
    ("id", "eq"): "'c4ca4238-a0b9-2382-0dcc-509a6f75849b'",
    ("id", "in"): "'{c4ca4238-a0b9-2382-0dcc-509a6f75849b}'",
    ("views", "eq"): "5",
    ("views", "gt"): "99990",
    ("views", "lte"): "10",
    ("views", "in"): "'{1,2,3}'",
    ("slug", "eq"): "'slug-7'",
    ("slug", "in"): "'{slug-7,slug-8}'",
    ("slug", "startsWith"): "'slug-777%'",
    ("slug", "like"): "'slug-77_7%'",
    ("owner", "eq"): "'C4CA4238-A0B9-2382-0DCC-509A6F75849B'",
    ("owner", "in"): "'{c4ca4238-a0b9-2382-0dcc-509a6f75849b}'",
    ("big", "eq"): "70000000000",
    ("big", "gt"): "999900000000000",
    ("ratio", "lt"): "0.5",
    ("meta", "contains"): "'{\"key7\": 7}'",
    ("meta", "hasKey"): "'key7'",
    ("meta", "hasAnyKey"): "'{key7,key8}'",
    ("title", "eq"): "'title 7'",
    ("title", "search"): "'title 777'",
    ("title", "in"): "'{title 7,title 8}'",
    ("likes", "eq"): "7",
    ("likes", "gte"): "99990",
    ("rating", "eq"): "0.7",
    ("rating", "lt"): "0.7",
    ("code", "eq"): "'c7'",
    ("tags", "contains"): "'{tag7}'",
    ("author", "name", "eq"): "'name 7'",
}
"""What an index serves: the field, the operator, and a value that few rows pass."""


@pytest.mark.parametrize("path", SERVED, ids=".".join)
def test_an_index_serves(url: str, lowered: Lowered, path: tuple[str, ...]) -> None:
    *fields, operator = path
    query = lowered.queries["posts"]
    targets, document = query.targets, "t.data"
    for name in fields[:-1]:
        target = targets[name]
        assert isinstance(target, ObjectTarget)
        row = lowered.types[target.type]
        document, targets = target.sql, getattr(row, "targets")  # noqa: B009 - only object types have them
    target = targets[fields[-1]]
    assert isinstance(target, ValueTarget)
    condition = target.operators[operator].replace("$0", document).replace("$1", SERVED[path])
    with psycopg.connect(url) as connection:
        rows = connection.execute(f"EXPLAIN {query.select} WHERE {condition}".encode()).fetchall()
    plan = "\n".join(str(row[0]) for row in rows)
    assert "Index" in plan, plan
    assert "Seq Scan" not in plan, plan


PAGES: dict[str, list[dict[str, str]]] = {
    "the key": [],
    "a column": [{"views": "ASC"}],
    "a column, and the key": [{"views": "DESC"}, {"id": "DESC"}],
    "a path": [{"big": "ASC_NULLS_FIRST"}],
    "a path downwards": [{"likes": "DESC"}],
}
"""Orderings with an index that starts at a cursor: their keys, as a client gives them."""


@pytest.mark.parametrize("backward", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("name", PAGES)
def test_an_index_starts_at_a_cursor(url: str, lowered: Lowered, name: str, backward: bool) -> None:
    keys = PAGES[name]
    if backward:  # the other way round, so that nulls come first again
        keys = [
            {key: {"DESC": "ASC", "ASC": "DESC", "ASC_NULLS_FIRST": "DESC_NULLS_LAST"}[way]}
            for item in keys
            for key, way in item.items()
        ]
    query, binder = lowered.queries["postConnection"], Binder(lowered.types)
    selected = Selected(("nodes", "page_info.end_cursor", "page_info.start_cursor"))
    window = ("last", "before") if backward else ("first", "after")

    with psycopg.connect(url) as connection:
        connection.execute("SET plan_cache_mode = force_custom_plan")

        def bound(cursor: str | None) -> Page:
            arguments = {"orderBy": keys, window[0]: 5, window[1]: cursor}
            return bind_page(query, arguments, binder, selected)

        def run(page: Page, explain: str = "") -> list[Any]:
            (statement,) = page.statements
            values = ", ".join(f"'{value}'" for value in statement.parameters)
            connection.execute("DEALLOCATE ALL")
            connection.execute(f"PREPARE page AS {statement.sql}".encode())
            return connection.execute(f"{explain} EXECUTE page({values})".encode()).fetchall()

        first = bound(None)
        *_, (_, values) = run(first)[:5]
        cursor = encode_cursor(first.signature, json.dumps(values).encode()).decode()
        plan = "\n".join(row[0] for row in run(bound(cursor), "EXPLAIN (ANALYZE, COSTS off, TIMING off)"))
    assert "Index Cond" in plan, plan
    assert "Seq Scan" not in plan, plan
    read = [int(float(rows)) for rows in re.findall(r"rows=([0-9.]+)", plan)]
    assert max(read) < 100, plan
    assert "Rows Removed" not in plan or int(re.findall(r"Removed by Filter: (\d+)", plan)[0]) < 100, plan


@pytest.mark.parametrize(
    "keys",
    [[{"views": "DESC"}], [{"likes": "ASC"}], [{"big": "ASC_NULLS_FIRST"}, {"views": "ASC"}], []],
    ids=str,
)
def test_an_index_gives_the_first_rows_of_an_ordering(
    url: str, lowered: Lowered, keys: list[dict[str, str]]
) -> None:
    arguments = {"orderBy": keys, "limit": 5}
    statement = bind_query(lowered.queries["posts"], arguments, Binder(lowered.types))
    with psycopg.connect(url) as connection:
        connection.execute(f"PREPARE asked AS {statement.sql}".encode())
        rows = connection.execute(b"EXPLAIN (ANALYZE, COSTS off, TIMING off) EXECUTE asked(5)").fetchall()
    plan = "\n".join(row[0] for row in rows)
    assert "Index Scan" in plan, plan
    assert max(int(float(rows)) for rows in re.findall(r"rows=([0-9.]+)", plan)) < 100, plan


def test_without_an_index_the_path_is_written_step_by_step(make_database: MakeDatabase) -> None:
    plain = compiled(SCHEMA, make_database("CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb);")).lowered
    targets = plain.queries["posts"].targets
    assert targets["rating"].sql == "(t.data ->> 'rating')::numeric"
    code = targets["code"]
    assert isinstance(code, ValueTarget)
    assert code.operators["eq"] == "(t.data ->> 'code') = $1::text"


def test_a_partial_index_is_not_counted_on(make_database: MakeDatabase) -> None:
    sql = """
    CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb);
    CREATE INDEX ON tv_post USING gin (data) WHERE id IS NOT NULL;
    """
    code = compiled(SCHEMA, make_database(sql)).lowered.queries["posts"].targets["code"]
    assert isinstance(code, ValueTarget)
    assert code.operators["eq"] == "(t.data ->> 'code') = $1::text"
