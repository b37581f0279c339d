"""`@filter` attacked: documents that try every way to a hidden row, and every way to learn of one.

The same documents are asked of two databases. In one the hidden rows are there; in the other they never were.
Nobody can tell the two apart by the answers, however the rows are asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from fraiseql import FraiseQL
from fraiseql.limits import NO_LIMITS
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run
from tests.property.conftest import EXAMPLES

SQL = """
CREATE TABLE tv_post (id int PRIMARY KEY, author_id int, views int NOT NULL, data jsonb NOT NULL);
CREATE TABLE tv_user (id int PRIMARY KEY, post_id int, data jsonb NOT NULL);
INSERT INTO tv_user
SELECT i, i, jsonb_build_object('id', i) FROM unnest(ARRAY[3, 7, 8, 101, 102]) AS i;
CREATE FUNCTION fn_touch(p_id int) RETURNS int LANGUAGE sql RETURN p_id;
"""

SCHEMA = """
interface Thing @view(tv_post) @discriminator(kind) { id: ID! title: String }

type Post implements Thing @view(tv_post) @filter("published or author_id = $user_id") {
  id: ID!
  title: String
  published: Boolean
  views: Int!
  tags: [String!]!
  author: Author
  comments: [Comment!]!
}
type Author { name: String }

type User @view(tv_user) {
  id: ID!
  posts(where: PostWhere, orderBy: [PostOrderBy!], limit: Int, offset: Int): [Post!]!
    @relation(on: "author_id = id")
  one: Post @relation(on: "id = post_id")
  pages(
    where: PostWhere, orderBy: [PostOrderBy!], first: Int, after: String, last: Int, before: String
  ): PostConnection! @relation(on: "author_id = id or author_id is null")
}
type Comment { text: String }

type Query {
  post(id: ID!, title: String): Post
  posts(where: PostWhere, orderBy: [PostOrderBy!], limit: Int, offset: Int): [Post!]!
  byAuthor(authorId: ID): [Post!]!
  open: [Post!]! @filter("views >= 2")
  postCount(where: PostWhere): Int! @view(tv_post)
  pages(
    where: PostWhere, orderBy: [PostOrderBy!], first: Int, after: String, last: Int, before: String
  ): PostConnection!
  things(where: ThingWhere): [Thing!]!
  users: [User!]!
}

type Mutation { touch(id: ID!): Post @command(fn_touch) }
"""

ME = "7"
VISIBLE = range(1, 7)
HIDDEN = range(101, 107)


def document(number: int, draw: Callable[[st.SearchStrategy[Any]], Any], hidden: bool) -> dict[str, Any]:
    """A row's document: hidden ones hold the same values as others."""
    published = draw(st.sampled_from([False, None])) if hidden else draw(st.booleans())
    return {
        "id": number,
        "kind": "Post",
        "title": draw(st.sampled_from([None, "a", "b", "secret"])),
        "published": published,
        "views": draw(st.integers(0, 3)),
        "tags": draw(st.lists(st.sampled_from(["x", "y"]), max_size=2)),
        "author": draw(st.none() | st.fixed_dictionaries({"name": st.sampled_from(["ann", "bob"])})),
        "comments": draw(
            st.lists(st.fixed_dictionaries({"text": st.sampled_from(["hi", "no"])}), max_size=2)
        ),
    }


@pytest.fixture(scope="module")
def urls(make_database: MakeDatabase) -> tuple[str, str]:
    """A database with hidden rows, and one without."""
    return make_database(SQL), make_database(SQL)


Ask = Callable[[int, str, dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def ask(urls: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    plans: Path = write_plans(urls[0], tmp_path_factory.mktemp("hidden") / "plans", SCHEMA)
    with asyncio.Runner() as runner:
        apps = [FraiseQL(plans, database=url, max_connections=1, limits=NO_LIMITS) for url in urls]
        for app in apps:
            runner.run(app.__aenter__())

        def ask(which: int, query: str, variables: dict[str, Any]) -> dict[str, Any]:
            answer = apps[which].execute(query, variables=variables, session={"user_id": ME})
            return dict(runner.run(answer))

        yield ask
        for app in apps:
            runner.run(app.__aexit__(None, None, None))


def fill(urls: tuple[str, str], data: st.DataObject) -> None:
    rows: list[tuple[int, int | None, int, Jsonb]] = []
    for number in (*VISIBLE, *HIDDEN):
        hidden = number in HIDDEN
        held = document(number, data.draw, hidden)
        author = data.draw(st.sampled_from([None, 3, 8])) if hidden or held["published"] else int(ME)
        rows.append((number, author, held["views"], Jsonb(held)))
    for url, kept in zip(urls, (rows, [row for row in rows if row[0] in VISIBLE]), strict=True):
        run(url, "TRUNCATE tv_post")
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            cursor.executemany("INSERT INTO tv_post VALUES (%s, %s, %s, %s)", kept)


KEYS = st.sampled_from([*VISIBLE, *HIDDEN]).map(str)

LEAVES = st.one_of(
    st.fixed_dictionaries({"id": st.fixed_dictionaries({"in": st.lists(KEYS, max_size=4)})}),
    st.fixed_dictionaries({"id": st.fixed_dictionaries({"gte": KEYS})}),
    st.sampled_from(
        [
            {"published": {"eq": False}},
            {"published": {"isNull": True}},
            {"published": {"ne": True}},
            {"title": {"eq": "secret"}},
            {"title": {"isNull": True}},
            {"title": {"matches": "^s"}},
            {"title": {"search": "secret"}},
            {"views": {"gt": 1}},
            {"tags": {"contains": ["x"]}},
            {"tags": {"length": {"eq": 0}}},
            {"author": {"name": {"eq": "ann"}}},
            {"comments": {"some": {"text": {"eq": "hi"}}}},
            {"comments": {"every": {"text": {"eq": "no"}}}},
            {},
        ]
    ),
)


def nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, max_size=3)
    return st.one_of(
        several.map(lambda items: {"AND": items}),
        several.map(lambda items: {"OR": items}),
        inner.map(lambda item: {"NOT": item}),
    )


WHERE = st.recursive(LEAVES, nested, max_leaves=6)

ORDER = st.lists(
    st.sampled_from(
        [{"title": "ASC"}, {"views": "DESC"}, {"published": "ASC_NULLS_FIRST"}, {"author": {"name": "DESC"}}]
    ),
    max_size=2,
)

QUERY = """
query ($key: ID!, $title: String, $author: ID, $where: PostWhere, $thing: ThingWhere, $order: [PostOrderBy!],
       $limit: Int, $offset: Int, $first: Int, $last: Int, $after: String, $before: String) {
  post(id: $key) { ...all }
  both: post(id: $key, title: $title) { id }
  posts(where: $where, orderBy: $order, limit: $limit, offset: $offset) { ...all }
  byAuthor(authorId: $author) { ...all }
  open { id }
  postCount(where: $where)
  forward: pages(where: $where, orderBy: $order, first: $first, after: $after) { ...page }
  backward: pages(where: $where, orderBy: $order, last: $last, before: $before) { ...page }
  things(where: $thing) { id title }
  users {
    posts(where: $where, orderBy: $order, limit: $limit, offset: $offset) { ...all }
    one { id title }
    forward: pages(where: $where, orderBy: $order, first: $first, after: $after) { ...page }
    backward: pages(where: $where, orderBy: $order, last: $last, before: $before) { ...page }
  }
}
fragment all on Post { id title published views tags author { name } comments { text } }
fragment page on PostConnection {
  edges { cursor node { ...all } } nodes { id } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
}
"""


@settings(max_examples=min(EXAMPLES, 40), phases=(Phase.explicit, Phase.generate))  # shrinking takes minutes
@given(st.data())
def test_hidden_rows_are_as_if_they_were_not(urls: tuple[str, str], ask: Ask, data: st.DataObject) -> None:
    fill(urls, data)
    for _ in range(2):
        order = data.draw(ORDER)
        # Cursors of all places, also those of rows that are hidden: their form is no secret.
        everything = (
            "query ($order: [PostOrderBy!]) { pages(orderBy: $order, first: 50) { edges { cursor } } }"
        )
        pages = ask(0, everything, {"order": order})["data"]["pages"]
        cursors = [edge["cursor"] for edge in pages["edges"]] or [None]
        variables = {
            "key": data.draw(KEYS),
            "title": data.draw(st.sampled_from([None, "secret"])),
            "author": data.draw(st.sampled_from([None, "3", "7", "8"])),
            "where": data.draw(WHERE),
            "thing": {"title": data.draw(st.sampled_from([{"ne": "a"}, {"eq": "secret"}, {"isNull": True}]))},
            "order": order,
            "limit": data.draw(st.integers(0, 8)),
            "offset": data.draw(st.integers(0, 4)),
            "first": data.draw(st.integers(0, 4)),
            "last": data.draw(st.integers(0, 4)),
            "after": data.draw(st.sampled_from([None, *cursors])),
            "before": data.draw(st.sampled_from([None, *cursors])),
        }
        note(str(variables))
        with_hidden, without = ask(0, QUERY, variables), ask(1, QUERY, variables)
        assert with_hidden == without
        assert "errors" not in without
        command = "mutation ($key: ID!) { touch(id: $key) { id title } }"
        assert ask(0, command, variables) == ask(1, command, variables)
