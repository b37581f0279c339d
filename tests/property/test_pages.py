"""The laws of connections, on a real PostgreSQL.

Pages put together are the whole list, forwards and backwards, whatever the order; and rows that come and
go, or move to another place, meanwhile neither hide nor repeat one that stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from fraiseql import FraiseQL
from tests.plans import write_plans
from tests.postgres import MakeDatabase

SQL = """
CREATE TYPE shade AS ENUM ('light', 'dark', 'black');
CREATE TABLE tv_item (
    id int PRIMARY KEY,
    shade shade,
    rank int,
    size int NOT NULL,
    weight float8,
    at timestamptz,
    data jsonb NOT NULL
);
"""

SCHEMA = """
type Item @view(tv_item) {
  id: Int!
  shade: Shade
  rank: Int
  size: Int!
  weight: Float
  at: DateTime
  title: String
  price: Decimal
  flag: Boolean
  look: Shade
  author: Author
}
enum Shade { BLACK @from(black) DARK @from(dark) LIGHT @from(light) }
type Author { name: String }
type Query {
  items(where: ItemWhere, orderBy: [ItemOrderBy!]): [Item!]!
  itemConnection(
    where: ItemWhere, orderBy: [ItemOrderBy!], first: Int, after: String, last: Int, before: String
  ): ItemConnection!
}
"""

LIST = "query($o: [ItemOrderBy!], $w: ItemWhere) { items(orderBy: $o, where: $w) { id } }"
PAGE = """
query($o: [ItemOrderBy!], $w: ItemWhere, $first: Int, $after: String, $last: Int, $before: String) {
  page: itemConnection(
    orderBy: $o, where: $w, first: $first, after: $after, last: $last, before: $before
  ) {
    edges { cursor node { id } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}
"""


class Row(NamedTuple):
    """A row of the table; there are few values of each kind, so that many are the same."""

    id: int
    shade: str | None
    rank: int | None
    size: int
    weight: float | None
    at: str | None
    document: dict[str, Any]


OPTIONAL_TEXT = st.sampled_from([None, "", "a", "A", "é", 'x"\\\n', "🍓"])
SHADE = st.sampled_from([None, "light", "dark", "black"])
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "title": OPTIONAL_TEXT,
        "price": st.sampled_from([None, 0, 0.10, 12345678901234567890]),
        "flag": st.sampled_from([None, True, False]),
        "look": SHADE,
        "author": st.none() | st.fixed_dictionaries({"name": OPTIONAL_TEXT}),
    },
)
ROW = st.builds(
    Row,
    id=st.integers(0, 1000),
    shade=SHADE,
    rank=st.sampled_from([None, -1, 0, 1]),
    size=st.integers(0, 2),
    weight=st.sampled_from([None, 0.0, -0.0, 0.1, 1e300, float("inf"), float("nan")]),
    at=st.sampled_from([None, "2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00Z", "1800-01-01T00:00:00Z"]),
    document=DOCUMENTS,
)
ROWS = st.lists(ROW, max_size=12, unique_by=lambda row: row.id)
DIRECTION = st.sampled_from(
    ["ASC", "DESC", "ASC_NULLS_FIRST", "ASC_NULLS_LAST", "DESC_NULLS_FIRST", "DESC_NULLS_LAST"]
)
FIELD = st.sampled_from(["id", "shade", "rank", "size", "weight", "at", "title", "price", "flag", "look"])
SORT_KEY = st.builds(lambda field, way: {field: way}, FIELD, DIRECTION) | st.builds(
    lambda way: {"author": {"name": way}}, DIRECTION
)
ORDER = st.lists(SORT_KEY, max_size=4)
WHERE = st.none() | st.just({"size": {"lt": 2}}) | st.just({"title": {"ne": "a"}})
SIZE = st.integers(1, 5)


_VALUES = "%s, %s, %s, %s, %s, %s, %s"


def _stored(rows: list[Row]) -> list[tuple[Any, ...]]:
    """The columns of rows."""
    return [(*row[:6], Jsonb({**row.document, "id": row.id, "rank": row.rank})) for row in rows]


class Items:
    """The table, and the plans that read it."""

    def __init__(self, runner: asyncio.Runner, url: str, app: FraiseQL) -> None:
        self._runner = runner
        self._app = app
        self._database = psycopg.connect(url, autocommit=True)

    def close(self) -> None:
        self._database.close()

    def fill(self, rows: list[Row]) -> None:
        self._database.execute("DELETE FROM tv_item")
        self.insert(rows)

    def insert(self, rows: list[Row]) -> None:
        """Adds rows; those whose key is taken are left out."""
        with self._database.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO tv_item VALUES ({_VALUES}) ON CONFLICT DO NOTHING", _stored(rows)
            )

    def move(self, rows: list[Row]) -> None:
        """Gives rows that there are other values."""
        columns = "id, shade, rank, size, weight, at, data"
        update = f"UPDATE tv_item SET ({columns}) = ROW ({_VALUES}) WHERE id = %s"
        with self._database.cursor() as cursor:
            cursor.executemany(update, [(*values, values[0]) for values in _stored(rows)])

    def touch(self) -> None:
        """Writes all rows anew, in another order, with nothing changed that they are sorted by."""
        self._database.execute(
            """
            UPDATE tv_item SET data = tv_item.data || jsonb_build_object('touched', now())
            FROM (SELECT id FROM tv_item ORDER BY md5(id::text)) AS other WHERE other.id = tv_item.id
            """
        )

    def delete(self, keys: list[int]) -> None:
        self._database.execute("DELETE FROM tv_item WHERE id = ANY (%s)", (keys,))

    def _execute(self, query: str, variables: dict[str, Any]) -> Any:
        response = self._runner.run(self._app.execute(query, variables))
        assert "errors" not in response
        return response["data"]

    def all(self, order: Any, where: Any) -> list[int]:
        return [item["id"] for item in self._execute(LIST, {"o": order, "w": where})["items"]]

    def page(self, order: Any, where: Any, **window: Any) -> dict[str, Any]:
        """A page, whose parts agree with each other."""
        page: dict[str, Any] = self._execute(PAGE, {"o": order, "w": where, **window})["page"]
        assert page["nodes"] == [edge["node"] for edge in page["edges"]]
        ends = (page["edges"][0]["cursor"], page["edges"][-1]["cursor"]) if page["edges"] else (None, None)
        assert (page["pageInfo"]["startCursor"], page["pageInfo"]["endCursor"]) == ends
        return page


def keys(page: dict[str, Any]) -> list[int]:
    return [node["id"] for node in page["nodes"]]


@pytest.fixture(scope="module")
def items(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Items]:
    url = make_database(SQL)
    plans: Path = write_plans(url, tmp_path_factory.mktemp("items") / "plans", SCHEMA)
    with asyncio.Runner() as runner:
        app = FraiseQL(plans, database=url)
        runner.run(app.open())
        table = Items(runner, url, app)
        yield table
        table.close()
        runner.run(app.close())


@given(rows=ROWS, order=ORDER, where=WHERE, size=SIZE)
def test_pages_are_the_whole_list(items: Items, rows: list[Row], order: Any, where: Any, size: int) -> None:
    items.fill(rows)
    whole = items.all(order, where)
    seen: list[int] = []
    after = None
    while True:
        page = items.page(order, where, first=size, after=after)
        assert page["totalCount"] == len(whole)
        assert page["pageInfo"]["hasPreviousPage"] == bool(seen)
        seen += keys(page)
        assert seen == whole[: len(seen)]
        assert page["pageInfo"]["hasNextPage"] == (len(seen) < len(whole))
        assert len(keys(page)) == size or seen == whole
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]


@given(rows=ROWS, order=ORDER, where=WHERE, size=SIZE)
def test_pages_from_the_end_are_the_whole_list(
    items: Items, rows: list[Row], order: Any, where: Any, size: int
) -> None:
    items.fill(rows)
    whole = items.all(order, where)
    seen: list[int] = []
    before = None
    while True:
        page = items.page(order, where, last=size, before=before)
        assert page["pageInfo"]["hasNextPage"] == bool(seen)
        seen = keys(page) + seen
        assert seen == whole[len(whole) - len(seen) :]
        assert page["pageInfo"]["hasPreviousPage"] == (len(seen) < len(whole))
        assert len(keys(page)) == size or seen == whole
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        before = page["pageInfo"]["startCursor"]


@given(rows=ROWS.filter(len), order=ORDER, size=SIZE, end=st.sampled_from(["first", "last"]), data=st.data())
def test_a_window_is_a_slice(
    items: Items, rows: list[Row], order: Any, size: int, end: str, data: st.DataObject
) -> None:
    items.fill(rows)
    whole = items.page(order, None, first=100)
    cursors = [edge["cursor"] for edge in whole["edges"]]
    start, stop = (data.draw(st.integers(0, len(cursors) - 1)) for _ in "12")
    page = items.page(order, None, after=cursors[start], before=cursors[stop], **{end: size})
    within = keys(whole)[start + 1 : stop]
    if end == "first":
        assert keys(page) == within[:size]
        assert page["pageInfo"]["hasPreviousPage"] is True
        assert page["pageInfo"]["hasNextPage"] is (len(within) > size)
    else:
        assert keys(page) == within[-size:]
        assert page["pageInfo"]["hasPreviousPage"] is (len(within) > size)
        assert page["pageInfo"]["hasNextPage"] is True


class Change(NamedTuple):
    """What happens between two pages. removed, moved: which of the first rows; moved ones get new values."""

    added: list[Row]
    removed: list[int]
    moved: list[tuple[int, Row]]
    with_cursor: bool
    touched: bool


PLACES = st.integers(0, 11)
CHANGE = st.builds(
    Change,
    added=st.lists(ROW, max_size=3),
    removed=st.lists(PLACES, max_size=2),
    moved=st.lists(st.tuples(PLACES, ROW), max_size=2),
    with_cursor=st.booleans(),
    touched=st.booleans(),
)


class Walk:
    """Pages read one after the other while rows come and go. stayed: the rows that were there throughout."""

    def __init__(self, items: Items, rows: list[Row], order: Any, size: int, changes: list[Change]) -> None:
        self._items = items
        self._rows = rows
        self._order = order
        self._size = size
        self._changes = iter(changes)
        self.stayed = {row.id for row in rows}

    def there(self, *, backward: bool, cursor: str | None = None) -> tuple[list[int], dict[str, Any]]:
        """The keys of all rows from a cursor to an end, in their order, and the last page."""
        seen: list[int] = []
        for _ in range(100):
            window = (
                {"last": self._size, "before": cursor} if backward else {"first": self._size, "after": cursor}
            )
            page = self._items.page(self._order, None, **window)
            seen = keys(page) + seen if backward else seen + keys(page)
            if not page["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"]:
                return seen, page
            cursor = page["pageInfo"]["startCursor" if backward else "endCursor"]
            self._change(seen[0] if backward else seen[-1])
        pytest.fail("the pages do not end")

    def _change(self, at_cursor: int) -> None:
        change = next(self._changes, None)
        if change is None:
            return
        gone = {self._rows[index].id for index in change.removed if index < len(self._rows)}
        if change.with_cursor:  # the row that the next page starts from goes
            gone.add(at_cursor)
        moved = [
            row._replace(id=self._rows[index].id) for index, row in change.moved if index < len(self._rows)
        ]
        self._items.delete(sorted(gone))
        self._items.insert([row for row in change.added if row.id not in self.stayed])
        self._items.move(moved)
        if change.touched:
            self._items.touch()
        self.stayed -= gone | {row.id for row in moved}


@given(rows=ROWS, order=ORDER, size=SIZE, backward=st.booleans(), changes=st.lists(CHANGE, max_size=8))
def test_rows_that_stay_are_seen_once(
    items: Items, rows: list[Row], order: Any, size: int, backward: bool, changes: list[Change]
) -> None:
    items.fill(rows)
    walk = Walk(items, rows, order, size, changes)
    seen, page = walk.there(backward=backward)
    assert [key for key in seen if key in walk.stayed] == [
        key for key in items.all(order, None) if key in walk.stayed
    ]
    # And the same way back, from the page where it ended.
    if not page["nodes"]:
        return
    turn = "endCursor" if backward else "startCursor"
    back, _ = walk.there(backward=not backward, cursor=page["pageInfo"][turn])
    behind = [key for key in seen if key not in keys(page)]
    assert [key for key in back if key in walk.stayed] == [key for key in behind if key in walk.stayed]
