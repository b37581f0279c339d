from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from fraiseql.compiler.explain import explain
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.lowered import Lowered
from tests.compiling import blog_database, blog_schema, compiled
from tests.postgres import MakeDatabase, run


@pytest.fixture(scope="module")
def blog(make_database: MakeDatabase) -> tuple[str, Lowered]:
    url = make_database(blog_database())
    return url, compiled(blog_schema(), url).lowered


@pytest.fixture
def connection(blog: tuple[str, Lowered]) -> Iterator[psycopg.Connection[Any]]:
    with connect(blog[0]) as connection:
        yield connection


def explained(blog: tuple[str, Lowered], name: str, connection: psycopg.Connection[Any]) -> str:
    text = explain(blog[1], name, connection)
    assert text is not None
    return text


def test_lists_and_what_sorts_in_an_order_of_its_own(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE tv_row (id int PRIMARY KEY, tags text[], data jsonb)")
    schema = """
        type Row @view(tv_row) {
          id: ID!  tags: [String]  numbers: [Int!]  mood: Mood  words: [Mood]  one: Inner  many: [Inner!]
        }
        type Inner { id: ID }
        enum Mood { SAD HAPPY }
        type Query { rows(where: RowWhere): [Row!]! }
    """
    with connect(url) as connection:
        text = explain(compiled(schema, url).lowered, "rows", connection)
    assert text is not None
    rows = [" ".join(line.split()) for line in text.splitlines()]
    found = rows[rows.index("Filters and orderings") + 1 : rows.index("PostgreSQL's plan") - 1]
    assert found == [
        "id ID column id int4",
        "tags [String] the items of column tags, as text",
        "numbers [Int] the items of document path numbers, as int4",
        "mood Mood document path mood: (t.data ->> 'mood'), sorted in the schema's order",
        "words [Mood] the items of document path words, as text",
        "one Inner document path one, by the fields of Inner",
        "many [Inner] the items of document path many, each by the fields of Inner",
    ]


def test_a_list(blog: tuple[str, Lowered], connection: psycopg.Connection[Any]) -> None:
    text = explained(blog, "posts", connection)
    head, plan = text.split("\n\nPostgreSQL's plan\n")
    lines = head.splitlines()
    assert lines[:8] == [
        "query posts: [Post!]!",
        "reads public.tv_post",
        "",
        "SQL",
        "  SELECT t.data",
        "  FROM public.tv_post AS t",
        "  ORDER BY t.id",
        "  LIMIT $1::int8",
    ]
    rows = [" ".join(line.split()) for line in lines]
    assert rows[rows.index("Arguments") :][1:5] == [
        "where PostWhere the filters below",
        "orderBy [PostOrderBy!] the orderings below",
        "limit Int LIMIT",
        "offset Int OFFSET",
    ]
    assert "Filters and orderings" in rows
    assert "id ID column id uuid" in rows
    assert "title String document path title: (t.data ->> 'title')" in rows
    assert "author User document path author, by the fields of User" in rows
    assert plan.startswith("  Limit  (cost=")


def test_a_lookup_shows_the_plan_for_any_value(
    blog: tuple[str, Lowered], connection: psycopg.Connection[Any]
) -> None:
    text = explained(blog, "postsByAuthor", connection)
    assert "= $1" in text.split("PostgreSQL's plan")[1]
    assert "  authorId  ID!" in text


def test_without_arguments_there_are_no_such_sections(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL)")
    lowered = compiled("type Query { total: Int! @view(tv_post) }", url).lowered
    with connect(url) as connection:
        text = explain(lowered, "total", connection)
    assert text is not None
    assert "Arguments" not in text
    assert "Filters" not in text
    assert "  SELECT count(*)\n  FROM public.tv_post AS t\n\nPostgreSQL's plan\n  Aggregate" in text


def test_a_mutation_that_is_read_back(blog: tuple[str, Lowered], connection: psycopg.Connection[Any]) -> None:
    text = explained(blog, "createPost", connection)
    assert text.startswith("mutation createPost: Post!\ncalls public.fn_create_post\n\nSQL, the call\n")
    assert "\n\nSQL, the read-back\n  SELECT t.data\n" in text
    assert "\n  input.title       String!     parameter " in text
    assert ", optional\n" in text
    assert "\n\nPostgreSQL's plan of the read-back\n  " in text


def test_a_mutation_whose_result_is_the_answer(
    blog: tuple[str, Lowered], connection: psycopg.Connection[Any]
) -> None:
    text = explained(blog, "deletePost", connection)
    assert "calls public.fn_delete_post" in text
    assert "read-back" not in text


def test_an_unknown_field(blog: tuple[str, Lowered], connection: psycopg.Connection[Any]) -> None:
    assert explain(blog[1], "pots", connection) is None


def test_nothing_stays_behind(blog: tuple[str, Lowered], connection: psycopg.Connection[Any]) -> None:
    assert explained(blog, "posts", connection) == explained(blog, "posts", connection)
    assert connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone() == (0,)
    assert connection.execute("SHOW plan_cache_mode").fetchone() == ("auto",)


def test_a_plan_that_the_user_may_not_see(
    blog: tuple[str, Lowered], connection: psycopg.Connection[Any]
) -> None:
    connection.execute("CREATE ROLE fraiseql_test_reader")
    try:
        connection.execute("SET ROLE fraiseql_test_reader")
        text = explained(blog, "posts", connection)
        assert text.endswith("PostgreSQL's plan\n  refused: permission denied for table tv_post")
    finally:
        connection.execute("RESET ROLE")
        connection.execute("DROP ROLE fraiseql_test_reader")


def test_a_connection_that_breaks(blog: tuple[str, Lowered], connection: psycopg.Connection[Any]) -> None:
    run(blog[0], f"SELECT pg_terminate_backend({connection.info.backend_pid})")
    with pytest.raises(psycopg.OperationalError):
        explain(blog[1], "posts", connection)


def test_what_always_holds_and_what_the_session_gives(make_database: MakeDatabase) -> None:
    url = make_database("""
        CREATE TABLE tv_row (id int PRIMARY KEY, owner text, open bool, data jsonb NOT NULL);
        CREATE FUNCTION fn_touch(p_id int) RETURNS int LANGUAGE sql RETURN p_id;
    """)
    schema = """
        type Row @view(tv_row) @filter("open and ($me is null or owner = $me)") { id: ID! }
        type Query { rows(owner: String! @session(me)): [Row!]! }
        type Mutation { touch(id: Int!): Row @command(fn_touch) }
    """
    lowered = compiled(schema, url).lowered
    with connect(url) as connection:
        rows, touch = explain(lowered, "rows", connection), explain(lowered, "touch", connection)
    assert rows is not None
    assert touch is not None
    always = """
Always holds
  t.open
  ($1::text IS NULL OR t.owner = $1::text)

Session
  $1  me, may be missing
"""
    assert always in rows
    assert always in touch
    assert "owner  String!  column owner text, from the session's me" in rows
    assert "  AND t.open\n" in touch
