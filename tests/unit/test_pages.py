from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fraiseql import FraiseQL
from fraiseql.bind import Binder
from fraiseql.compiler.explain import _plan, explain
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.lowered import Lowered
from fraiseql.errors import FieldError
from fraiseql.keyset import SortKey
from fraiseql.load import Plans, load
from fraiseql.pages import bind_page, read_page
from fraiseql.window import Selected, example_sql
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run

SQL = """
CREATE TABLE tv_item (id int PRIMARY KEY, size int NOT NULL, rank int, data jsonb NOT NULL);
INSERT INTO tv_item
SELECT n, n % 1000, nullif(n % 1000, 7), jsonb_build_object('id', n, 'size', n % 1000, 'rank', n % 1000)
FROM generate_series(1, 30000) AS n;
CREATE INDEX ON tv_item (size, id);
CREATE INDEX ON tv_item (size DESC, id);
CREATE INDEX ON tv_item (rank DESC, id);
ANALYZE tv_item;
"""

SCHEMA = """
type Item @view(tv_item) { id: Int! size: Int! rank: Int }
type Query {
  itemConnection(
    where: ItemWhere, orderBy: [ItemOrderBy!], first: Int, after: String, last: Int, before: String
  ): ItemConnection!
}
"""


@pytest.fixture(scope="module")
def url(make_database: MakeDatabase) -> str:
    return make_database(SQL)


@pytest.fixture(scope="module")
def directory(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plans(url, tmp_path_factory.mktemp("items") / "plans", SCHEMA)


@pytest.fixture(scope="module")
def plans(directory: Path) -> Plans:
    return load(directory)


AFTER, BEFORE = "a page after a cursor", "a page before a cursor"


@pytest.mark.parametrize(
    ("order", "purpose"),
    [
        ([], AFTER),
        ([], BEFORE),
        ([{"size": "ASC"}], AFTER),
        ([{"size": "ASC"}], BEFORE),
        ([{"size": "DESC"}], AFTER),
        ([{"size": "DESC"}], BEFORE),
        ([{"rank": "DESC"}], AFTER),
    ],
)
def test_an_index_serves_any_page(url: str, plans: Plans, order: Any, purpose: str) -> None:
    """The page, which starts at the cursor, and the look at what is behind it; for any values."""
    query = plans.queries["itemConnection"]
    keys = Binder(plans.types).criteria(query, {"orderBy": order}).order
    statement = example_sql(query, keys)[purpose]
    with psycopg.connect(url, autocommit=True) as connection:
        plan = "\n".join(_plan(connection, statement))
    assert "Sort" not in plan
    assert "Seq Scan" not in plan
    assert len(re.findall("Index.* Scan", plan)) == 2
    assert len(re.findall("Index Cond", plan)) == 1


def test_explain_shows_every_statement(url: str, plans: Plans) -> None:
    with connect(url) as connection:
        shown = explain(Lowered(queries=plans.queries), "itemConnection", connection)
    assert shown is not None
    titles = re.findall("^SQL, (.*)", shown, re.MULTILINE)
    assert titles == [
        "the first page",
        "a page after a cursor",
        "the last page",
        "a page before a cursor",
        "totalCount",
    ]
    assert re.search(r"after +String +where the page starts", shown)
    assert "PostgreSQL's plan of a page after a cursor" in shown
    assert "WHERE t.id > $1::int4" in shown


def test_the_plan_holds_the_first_page(plans: Plans) -> None:
    query = plans.queries["itemConnection"]
    assert query.sql == example_sql(query)["the first page"]
    assert query.sql.split("\n") == [
        "SELECT t.data, to_json(ARRAY[t.id::text])",
        "FROM public.tv_item AS t",
        "ORDER BY t.id ASC",
        "LIMIT $1::int8",
    ]


@pytest.mark.parametrize(
    ("selected", "statements"),
    [
        ((), 0),
        (("page_info",), 0),
        (("total_count",), 1),
        (("edges",), 1),
        (("page_info", "page_info.has_next_page"), 1),
        (("nodes", "nodes.id", "total_count"), 2),
    ],
)
def test_only_what_is_selected_is_asked(plans: Plans, selected: tuple[str, ...], statements: int) -> None:
    page = bind_page(plans.queries["itemConnection"], {}, Binder(plans.types), Selected(selected))
    assert len(page.statements) == statements


def test_an_empty_page_leaves_the_way_back_open(plans: Plans) -> None:
    query = plans.queries["itemConnection"]
    selected = Selected(("edges", "edges.cursor", "page_info", "page_info.has_previous_page"))
    first = bind_page(query, {"first": 1}, Binder(plans.types), selected)
    [document] = answered(read_page(first, [[b'["5"]', b'["6"]']]))
    cursor = re.search(rb'"cursor":"([^"]+)"', document)
    assert cursor is not None
    page = bind_page(query, {"after": cursor[1].decode()}, Binder(plans.types), selected)
    assert answered(read_page(page, [[]])) == [
        b'{"edges":[],"page_info":{"has_next_page":false,"has_previous_page":true}}'
    ]


def answered(rows: Any) -> list[bytes]:
    assert isinstance(rows, list)
    return rows


def test_the_session_applies_to_every_statement(make_database: MakeDatabase, tmp_path: Path) -> None:
    url = make_database(
        """
        CREATE TABLE tb_item (id int PRIMARY KEY, size int NOT NULL, rank int);
        INSERT INTO tb_item SELECT n, n % 2, n FROM generate_series(1, 6) AS n;
        CREATE VIEW tv_item AS
        SELECT id, size, rank, to_jsonb(t) AS data FROM tb_item AS t
        WHERE size = current_setting('app.size', true)::int;
        """
    )
    plans = write_plans(url, tmp_path / "plans", SCHEMA)

    async def ask() -> dict[str, Any]:
        async with FraiseQL(plans, database=url) as app:
            query = "{ itemConnection(first: 2) { nodes { id } totalCount } }"
            return await app.execute(query, session={"size": "1"})

    assert asyncio.run(ask()) == {
        "data": {"itemConnection": {"nodes": [{"id": 1}, {"id": 3}], "totalCount": 3}}
    }


def test_what_the_server_is_set_to_does_not_change_cursors(
    make_database: MakeDatabase, tmp_path: Path
) -> None:
    """Dates and floats keep all their digits, and mean the same when they come back."""
    url = make_database(
        """
        CREATE TABLE tv_item (
            id int PRIMARY KEY, at timestamptz NOT NULL, weight float8 NOT NULL, data jsonb NOT NULL
        );
        INSERT INTO tv_item
        SELECT n, '2026-02-03T04:05:06.000007Z'::timestamptz, 0.1 + n * 1e-16, jsonb_build_object('id', n)
        FROM generate_series(0, 5) AS n;
        """
    )
    name = url.partition("///")[2].partition("?")[0]
    for setting in ("DateStyle = 'German'", "extra_float_digits = -10", "TimeZone = 'Asia/Kolkata'"):
        run(url, f"ALTER DATABASE {name} SET {setting}")
    schema = """
    type Item @view(tv_item) { id: Int! at: DateTime! weight: Float! }
    type Query { itemConnection(orderBy: [ItemOrderBy!], first: Int, after: String): ItemConnection! }
    """
    plans = write_plans(url, tmp_path / "plans", schema)
    query = """query($after: String) {
      itemConnection(first: 1, after: $after, orderBy: [{at: ASC}, {weight: DESC}]) {
        nodes { id } pageInfo { endCursor hasNextPage }
      }
    }"""

    async def ask() -> list[int]:
        found = []
        async with FraiseQL(plans, database=url) as app:
            after = None
            for _ in range(6):
                response = await app.execute(query, {"after": after})
                page = response["data"]["itemConnection"]
                found += [node["id"] for node in page["nodes"]]
                after = page["pageInfo"]["endCursor"]
        return found

    assert sorted(asyncio.run(ask())) == list(range(6))


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(after=st.text(), before=st.binary(max_size=40))
def test_no_text_is_a_cursor_by_accident(plans: Plans, after: str, before: bytes) -> None:
    for name, text in (("after", after), ("before", before.decode("latin-1"))):
        with pytest.raises(FieldError) as error:
            bind_page(
                plans.queries["itemConnection"], {name: text}, Binder(plans.types), Selected(("edges",))
            )
        assert (error.value.code, f'Argument "{name}" is' in error.value.message) == ("BAD_USER_INPUT", True)


def test_many_sort_keys(plans: Plans) -> None:
    """A key that decides nothing is left out, so an ordering is no longer than the type has fields."""
    keys = [SortKey(f"t.f{n % 3}", "ASC", "int4") for n in range(5000)]
    assert example_sql(plans.queries["itemConnection"], keys)["the first page"].count("t.f") == 6
