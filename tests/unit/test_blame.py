"""Failures of which PostgreSQL says little; tests/cases/filters/failures has the others."""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fraiseql import FraiseQL
from fraiseql.bind import Binder
from fraiseql.blame import MAX_TRIED, explain
from fraiseql.failure import UnreadableError
from fraiseql.keyset import encode_cursor
from fraiseql.load import load
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run, with_database

SCHEMA = """
type Item @view(tv_item) { id: Int! size: Int title: String }
type Query {
  items(where: ItemWhere): [Item!]
  nothing(where: ItemWhere): [Item!] @view(v_nothing)
  page(orderBy: [ItemOrderBy!], first: Int, after: String, last: Int, before: String): ItemConnection
}
"""
SQL = """
CREATE TABLE tv_item (id int PRIMARY KEY, size int2, data jsonb);
INSERT INTO tv_item
SELECT n, NULLIF(n, 2), jsonb_build_object('id', n, 'size', n) FROM generate_series(1, 3) AS n;
CREATE VIEW v_nothing AS SELECT * FROM tv_item WHERE id < 0;
"""
PAGE = """
query($after: String, $before: String, $last: Int) {
  page(orderBy: [{size: ASC}], after: $after, before: $before, last: $last) { edges { cursor } }
}
"""

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Executes a request; its error, or its data where there is none."""
    url = make_database(SQL)
    plans = write_plans(url, tmp_path_factory.mktemp("blame") / "plans", SCHEMA)
    app = FraiseQL(plans, database=url, max_connections=1)
    with asyncio.Runner() as runner:

        def ask(query: str, **variables: Any) -> Any:
            response = runner.run(app.execute(query, variables))
            for error in response.get("errors", ()):
                return f"{error['extensions']['code']} {error['message']}"
            return response["data"]

        yield ask
        runner.run(app.close())


def forged(cursor: str, *values: str | None) -> str:
    """A cursor of the same ordering that points elsewhere."""
    of, *_ = json.loads(urlsafe_b64decode(cursor + "==")[4:])  # after the checksum
    return encode_cursor(of, json.dumps(values).encode()).decode()


def test_a_forged_cursor_is_named(ask: Ask) -> None:
    one, three, null = (edge["cursor"] for edge in ask(PAGE)["page"]["edges"])
    no_cursor = 'BAD_USER_INPUT Argument "{}" is not a cursor; pass one as it was received.'
    assert ask(PAGE, after=forged(one, "many", "1")) == no_cursor.format("after")
    assert ask(PAGE, after=one, before=forged(three, "3", "99999999999")) == no_cursor.format("before")
    assert ask(PAGE, after=forged(null, None, "two"), before=null, last=1) == no_cursor.format("after")
    assert ask(PAGE, after=null, before=forged(null, "2.5", "2"), last=1) == no_cursor.format("before")
    assert ask(PAGE, after=forged(one, "0", "0"), before=forged(one, "9", "9"))["page"]["edges"] == [
        {"cursor": one},
        {"cursor": three},
    ]


def test_a_pattern_is_judged_also_where_no_row_meets_it(ask: Ask) -> None:
    query = "query($p: String) { nothing(where: {OR: [{id: {lt: 9}}, {title: {matches: $p}}]}) { id } }"
    for _ in range(10):  # then PostgreSQL plans without looking at the pattern
        assert ask(query, p="fine") == {"nothing": []}
    wrong = 'BAD_USER_INPUT Argument "where" got invalid value "(" at "where.OR[1].title.matches"'
    assert ask(query, p="(").startswith(wrong)


def test_there_is_an_end_to_trying(ask: Ask) -> None:
    query = "query($w: ItemWhere) { items(where: $w) { id } }"
    patterns = [
        {"title": {"matches": "("}} if n > MAX_TRIED else {"title": {"matches": "a"}} for n in range(200)
    ]
    said = ask(query, w={"OR": patterns})
    assert said.startswith("BAD_USER_INPUT The database does not accept a value: invalid regular expression")
    assert '"where.OR[99].title.matches"' in ask(
        query, w={"OR": [*patterns[:99], {"title": {"matches": "("}}]}
    )


LATIN = """
type Note @view(tv_note) { id: Int! title: String }
type Query { notes(where: NoteWhere): [Note!] }
type Mutation { keep(title: String!, tags: [String!]): String @command(fn_keep) }
"""
LATIN_SQL = """
CREATE TABLE tv_note (id int PRIMARY KEY, title text, data jsonb);
CREATE FUNCTION fn_keep(title text, tags text[] DEFAULT '{}') RETURNS text LANGUAGE sql AS $$ SELECT title $$;
"""


def test_a_database_of_another_encoding_refuses_what_it_cannot_hold(server: str, tmp_path: Path) -> None:
    name = "fraiseql_test_latin"
    run(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        url = with_database(server, name)
        run(url, LATIN_SQL)
        plans = write_plans(url, tmp_path / "plans", LATIN)

        async def ask(query: str, session: dict[str, str]) -> str:
            async with FraiseQL(plans, database=url) as app:
                response = await app.execute(query, session=session)
            (error,) = response["errors"]
            assert error["extensions"]["code"] == "BAD_USER_INPUT"
            return str(error["message"])

        user = {"user": "é"}
        read, write = '{ notes(where: { id: { gt: 1 }, title: { eq: "€" } }) { id } }', "mutation { keep%s }"
        for session in ({}, user):
            assert 'invalid value "€" at "where.title.eq"; PostgreSQL says' in asyncio.run(ask(read, session))
            wrong = asyncio.run(ask(write % '(title: "€")', session))
            assert wrong.startswith('Argument "title" got invalid value "€"; PostgreSQL says: character with')
            wrong = asyncio.run(ask(write % '(title: "é", tags: ["é", "€"])', session))
            assert wrong.startswith('Argument "tags" got invalid value "€" at "tags[1]"; PostgreSQL says')
        # The session's own values are nobody's argument.
        many = {f"name{n}": "é" for n in range(5)} | {"user": "€"}
        for query in ("{ notes { id } }", write % '(title: "é")'):
            assert asyncio.run(ask(query, many)).startswith(
                "The database does not accept a value: character with"
            )
    finally:
        run(server, f"DROP DATABASE {name} WITH (FORCE)")


def test_a_parameter_that_no_argument_became_is_nobodys(make_database: MakeDatabase, tmp_path: Path) -> None:
    """It is of what runs before the statement."""
    plans = load(write_plans(make_database(SQL), tmp_path / "plans", SCHEMA))
    failure = UnreadableError("The database does not accept a value.", "BAD_USER_INPUT", {}, "said", 9)

    async def never(statements: object) -> list[Any]:
        raise AssertionError(statements)

    for name in ("items", "page"):
        binder = Binder(plans.types)
        assert asyncio.run(explain(failure, plans.queries[name], {}, binder, never)) is failure
