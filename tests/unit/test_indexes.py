"""Filters are served by the indexes there are: EXPLAIN of a hundred thousand rows."""

from __future__ import annotations

import psycopg
import pytest

from fraiseql.compiler.lower import Lowered
from fraiseql.plan import ObjectTarget, ValueTarget
from tests.compiling import compiled
from tests.postgres import MakeDatabase

SQL = """
CREATE TABLE tv_post (id uuid PRIMARY KEY, views int NOT NULL, slug text NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT md5(n::text)::uuid, n, 'slug-' || n, jsonb_build_object(
    'id', md5(n::text)::uuid, 'title', 'title ' || n, 'likes', n, 'rating', n / 10.0, 'code', 'c' || n,
    'tags', jsonb_build_array('tag' || n, 'all'), 'author', jsonb_build_object('name', 'name ' || n))
FROM generate_series(1, 100000) AS n;
CREATE INDEX ON tv_post (views);
CREATE INDEX ON tv_post (slug);
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
  author: Author!
}
type Author { name: String! }
type Query { posts(where: PostWhere): [Post!]! }
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
    ("title", "eq"): "'title 7'",
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
