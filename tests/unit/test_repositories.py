"""Repositories: the same plans from Python, on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import datetime as dt
import enum
import ipaddress
import subprocess
import sys
import uuid
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any, TypedDict, assert_type

import msgspec
import pytest

from fraiseql import (
    CommandRepository,
    FieldError,
    FraiseQL,
    FraiseQLError,
    Limits,
    Page,
    PageInfo,
    QueryRepository,
)
from fraiseql.decode import Decoders, read
from fraiseql.load import load
from tests.plans import Sample, write_plans
from tests.postgres import MakeDatabase, run

SQL = """
CREATE TABLE tb_item (id uuid PRIMARY KEY, name text UNIQUE, owner text);
CREATE FUNCTION fn_item(id uuid, name text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE document jsonb;
BEGIN EXECUTE 'SELECT $1' INTO document USING jsonb_build_object(
    'id', id, 'name', name, 'kind', 'small', 'secret', 'not of the schema', 'rank', length(name),
    'class', 'c', 'big', 9007199254740993, 'price', 1.10, 'key', id,
    'at', '2026-01-31T12:00:00+02:00', 'on', '2026-01-31',
    'local', '2026-01-31T12:00:00', 'clock', '12:30:00', 'span', 'P1D', 'ratio', 1, 'open', true,
    'extra', jsonb_build_object('a', jsonb_build_array(1)), 'money', 5, 'address', '10.0.0.1',
    'parts', jsonb_build_array(jsonb_build_object('name', 'p', 'parts', '[]'::jsonb))
); RETURN document; END $$;
CREATE VIEW v_item AS SELECT id, name, owner, fn_item(id, name) AS data FROM tb_item;
INSERT INTO tb_item SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, repeat('x', n), 'me'
FROM generate_series(1, 5) AS n;
CREATE VIEW v_odd (id, which, data) AS VALUES
    (1, 'forms',
     '{"id": 7, "rank": 1.0, "big": "9007199254740993", "at": "2026-01-31 12:00:00+00:00"}'::jsonb),
    (2, 'null', '{"id": null}'), (3, 'float', '{"id": "a", "rank": 1.5}'), (4, 'id', '{"id": true}'),
    (5, 'time', '{"id": "a", "at": "infinity"}'), (6, 'absent', '{}'), (7, 'twice', '{"id": "a"}'),
    (8, 'twice', '{"id": "b"}'), (9, 'nothing', NULL), (10, 'text', '"text"'),
    (11, 'number', '{"id": "a", "at": 5}');
CREATE VIEW v_animal (id, data) AS VALUES
    (1, '{"kind": "Dog", "id": "1", "barks": true}'::jsonb), (2, '{"kind": "Cat", "id": "2", "lives": 9}');
CREATE FUNCTION fn_add(p_name text, p_id uuid DEFAULT gen_random_uuid()) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    IF p_name = 'bad' THEN RAISE EXCEPTION 'A bad name.'; END IF;
    IF p_name = 'odd' THEN RAISE EXCEPTION 'An odd name.' USING COLUMN = 'name'; END IF;
    INSERT INTO tb_item VALUES (p_id, p_name, current_setting('app.user_id', true));
    RETURN p_id;
END $$;
CREATE FUNCTION fn_which(p_which text) RETURNS text LANGUAGE sql AS $$ SELECT p_which $$;
CREATE FUNCTION fn_pay(p_amount numeric) RETURNS int LANGUAGE sql AS $$ SELECT p_amount::int $$;
CREATE FUNCTION fn_sum(p_a int, p_b int DEFAULT 10) RETURNS int LANGUAGE sql AS $$ SELECT p_a + p_b $$;
"""

SCHEMA = """
enum Kind { SMALL LARGE }
scalar Money @represents(numeric)
type Part { name: String! parts: [Part!]! }
type Item @view(v_item) {
  id: ID! name: String! kind: Kind! rank: Int! big: BigInt price: Decimal key: UUID at: DateTime on: Date
  local: LocalDateTime clock: Time span: Duration ratio: Float open: Boolean extra: JSON money: Money
  address: IpAddress parts: [Part!]! missing: String class: String
}
type Odd @view(v_odd, key: "which") { id: ID! rank: Int big: BigInt at: DateTime }
interface Animal @view(v_animal) @discriminator(kind) { id: ID! }
type Dog implements Animal { id: ID! barks: Boolean! kind: String! }
type Cat implements Animal { id: ID! lives: Int! kind: String! }
type Own @view(v_item) @filter("name = $user_id") {
  id: ID! name: String! owned: [Item!]! @relation(on: "name = $user_id")
}
type Query {
  owns(limit: Int): [Own!]!
  allConnection(first: Int): OwnConnection!
  ownsToo(limit: Int): [Own!]! @filter("name <> 'x'")
  item(id: ID, name: String): Item
  odd(which: String!): Odd
  oddStrict(id: Int!): Odd! @view(v_odd)
  items(where: ItemWhere, orderBy: [ItemOrderBy!], limit: Int, offset: Int, owner: String): [Item!]!
    @limit(default: 3, max: 4)
  itemsByClass(class: String, owner: String = "me"): [Item!]! @view(v_item)
  itemCount(where: ItemWhere): Int! @view(v_item)
  itemConnection(where: ItemWhere, orderBy: [ItemOrderBy!], first: Int, after: String, last: Int,
    before: String, owner: String): ItemConnection!
  ownItems(limit: Int, owner: String @session(owner)): [Item!]! @view(v_item)
  animals: [Animal!]!
  animalConnection(first: Int): AnimalConnection! @view(v_animal)
  animalPages(first: Int): AnimalConnection! @view(v_animal)
  edged(first: Int): ItemConnection! @view(v_item, key: "name")
}
type Mutation {
  addItem(input: AddItem!): Item! @command(fn_add)
  add(name: String!): Item @command(fn_add)
  addMine(name: String! @session(user_id)): Item @command(fn_add)
  odd(which: String!): Odd @command(fn_which)
  addFor(input: AddFor!): Item @command(fn_add)
  pay(amount: Money!): Int! @command(fn_pay)
  sum(a: Int!, b: Int): Int! @command(fn_sum)
}
input AddItem { name: String! id: ID }
input AddFor { name: String! id: ID @session(new_id) }
"""


def item_id(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"


@pytest.fixture(scope="module")
def made(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    url = make_database(SQL)
    directory = write_plans(url, tmp_path_factory.mktemp("repositories") / "plans", schema=SCHEMA)
    return Sample(url, directory, load(directory))


def on(sample: Sample, work: Callable[[FraiseQL], Awaitable[None]], **options: Any) -> None:
    async def main() -> None:
        async with asyncio.timeout(30), FraiseQL(sample.plans, database=sample.url, **options) as app:
            await work(app)

    asyncio.run(main())


async def refused(asked: Awaitable[object]) -> FieldError:
    with pytest.raises(FieldError) as caught:
        await asked
    return caught.value


# --- reads ------------------------------------------------------------------------------------


def test_find(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)
        assert [item["name"] for item in await items.find("items")] == ["x", "xx", "xxx"]
        order = [{"rank": "DESC"}]
        found = await items.find("items", where={"rank": {"gt": 1}}, order_by=order, limit=2, offset=1)
        assert [item["rank"] for item in found] == [4, 3]
        assert len(await items.find("items", order_by={"rank": "desc"}, owner="me")) == 3
        assert await items.find("items", owner="nobody") == []
        assert await items.find("items", owner=None) == []
        assert len(await items.find("items_by_class", class_="c")) == 5
        assert await items.find("itemsByClass", class_="other") == []
        assert await items.find("itemsByClass", owner=None) == []

    on(made, work)


def test_a_document_is_a_dict_of_the_types_fields(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        item = await QueryRepository(app).find_one("item", name="x")
        zone = dt.timezone(dt.timedelta(hours=2))
        assert item == {
            "id": item_id(1),
            "name": "x",
            "kind": "small",
            "rank": 1,
            "class": "c",
            "big": 9007199254740993,
            "price": Decimal("1.10"),
            "key": uuid.UUID(item_id(1)),
            "at": dt.datetime(2026, 1, 31, 12, tzinfo=zone),
            "on": dt.date(2026, 1, 31),
            "local": dt.datetime(2026, 1, 31, 12),  # noqa: DTZ001
            "clock": dt.time(12, 30),
            "span": "P1D",
            "ratio": 1.0,
            "open": True,
            "extra": {"a": [1]},
            "money": 5,
            "address": "10.0.0.1",
            "parts": [{"name": "p", "parts": []}],
            "missing": None,
        }
        assert type(item["ratio"]) is float

    on(made, work)


def test_one_row(made: Sample, caplog: pytest.LogCaptureFixture) -> None:
    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)
        assert await items.find_one("item", id=uuid.UUID(item_id(2))) == await items.find_one(
            "item", name="xx"
        )
        assert await items.find_one("item", name="none") is None
        assert (await refused(items.find_one("item"))).message == '"item" needs a value for id or name.'
        error = await refused(items.find_one("odd", which="twice"))
        assert error.code == "INTERNAL"
        assert "More than one row of public.v_odd matches" in caplog.text
        error = await refused(items.find_one("odd_strict", id=99))
        assert error == FieldError('"oddStrict" is null, which its type Odd! is not.', "NULL_VALUE")

    on(made, work)


def test_by_identifier(sample: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        posts = QueryRepository(app)
        post = await posts.find_by_identifier("post", "post-4")
        assert post is not None
        assert post["number"] == 4
        assert post["author"] == {"id": "0", "full_name": "Author 0", "boss": {"name": "Boss 4"}}
        assert post["status"] == "draft"
        assert await posts.find_by_identifier("post", "none") is None

    on(sample, work)


class Item(msgspec.Struct):
    id: uuid.UUID
    name: str
    kind: str = "none"


class Row(TypedDict):
    name: str
    secret: str


def test_a_type_of_the_callers(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)
        found = await items.find("items", limit=2, type=Item)
        assert found == [Item(uuid.UUID(item_id(n)), "x" * n, "small") for n in (1, 2)]
        assert await items.find_one("item", name="x", type=Row) == {
            "name": "x",
            "secret": "not of the schema",
        }
        assert await items.find_one("item", name="none", type=Item) is None
        assert (await items.paginate("items", first=1, type=Item)).nodes == found[:1]
        error = await refused(items.find_one("odd", which="forms", type=Item))
        assert error.code == "INVALID_DATA"
        assert error.message == (
            'What "odd" returned does not fit its type: Expected `uuid`, got `int` - at `$.id`.'
        )

    on(made, work)


def test_the_types_of_what_is_found(made: Sample) -> None:
    """What a type checker knows of them, which `mypy` holds."""

    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)
        assert_type(await items.find("items"), list[dict[str, Any]])
        assert_type(await items.find("items", type=None), list[dict[str, Any]])
        assert_type(await items.find("items", limit=1, owner="me", type=Item), list[Item])
        assert_type(await items.find("items", type=Row), list[Row])
        assert_type(await items.find("items", type=dict[str, object]), list[dict[str, object]])
        either: Any = Item | None
        assert_type(await items.find("items", type=either), Any)
        assert_type(await items.find_one("item", name="x"), dict[str, Any] | None)
        assert_type(await items.find_one("item", name="x", type=Item), Item | None)
        assert_type(await items.paginate("items"), Page[dict[str, Any]])
        assert_type((await items.paginate("items", first=1, type=Item)).nodes, list[Item])
        with pytest.raises(FieldError):
            assert_type(await items.find_by_identifier("item", "x"), dict[str, Any] | None)
        with pytest.raises(FieldError):
            assert_type(await items.find_by_identifier("item", "x", type=Item), Item | None)

    on(made, work)


def test_values_of_python(made: Sample) -> None:
    class Kind(enum.Enum):
        SMALL = "small"

    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)

        async def count(**where: Any) -> int:
            return await items.count("item_count", where=where)

        day = dt.date(2026, 1, 31)
        assert await count(kind={"eq": Kind.SMALL}) == 5
        assert await count(kind={"in": ("SMALL", "large")}) == 5
        assert await count(at={"eq": dt.datetime(2026, 1, 31, 10, tzinfo=dt.UTC)}) == 5
        assert await count(on={"gte": day}, local={"lt": dt.datetime(2026, 2, 1)}) == 5  # noqa: DTZ001
        assert await count(key={"in": {uuid.UUID(item_id(1)), uuid.UUID(item_id(2))}}) == 2
        assert await count(price={"eq": Decimal("1.1")}) == 5
        assert await count(address={"within": ipaddress.ip_network("10.0.0.0/8")}) == 5
        assert await count(address={"in": [ipaddress.ip_address("10.0.0.1")]}) == 5
        assert await count(parts={"some": {"name": {"starts_with": "p"}}}) == 5
        assert (
            await count(rank={"not_in": [1, 2]}, **{"or": [{"rank": {"lt": 4}}, {"name": {"isNull": True}}]})
            == 1
        )
        with pytest.raises(TypeError, match="An argument cannot hold a value of the type object"):
            await count(name={"eq": object()})
        assert (await refused(count(name={"eq": b"x"}))).code == "BAD_USER_INPUT"

    on(made, work)


def test_counts(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)
        for name in ("itemCount", "items", "item_connection"):
            assert await items.count(name) == 5
            assert await items.count(name, where={"rank": {"lte": 2}}) == 2
        assert await items.count("items", owner="nobody") == 0
        assert await items.find("items", limit=1) != []  # whose SQL is not that of the count
        assert [item["rank"] for item in await items.find("items")] == [1, 2, 3]

    on(made, work)


def test_pages(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)
        order = [{"rank": "DESC"}]
        page = await items.paginate("item_connection", first=2, order_by=order)
        assert [item["rank"] for item in page.nodes] == [5, 4]
        assert page.total_count is None
        info = page.page_info
        assert (info.has_next_page, info.has_previous_page) == (True, False)
        following = await items.paginate(
            "items", first=9, after=info.end_cursor, order_by=order, total_count=True
        )
        assert [item["rank"] for item in following.nodes] == [3, 2, 1]
        assert following.total_count == 5
        back = await items.paginate(
            "items",
            last=1,
            before=following.page_info.start_cursor,
            order_by=order,
            where={"rank": {"lt": 9}},
        )
        assert [item["rank"] for item in back.nodes] == [4]
        empty = await items.paginate("items", owner="nobody")
        assert empty == Page(nodes=[], page_info=PageInfo(False, False))
        assert len((await items.paginate("edged", first=2)).nodes) == 2

    on(made, work)


def test_interfaces(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        animals = QueryRepository(app)
        both = [{"kind": "Dog", "id": "1", "barks": True}, {"kind": "Cat", "id": "2", "lives": 9}]
        assert await animals.find("animals") == both
        assert (await animals.paginate("animal_pages")).nodes == both

    on(made, work)


def test_what_graphql_takes_for_the_same_is_taken(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        odd = QueryRepository(app)
        assert await odd.find_one("odd", which="forms") == {
            "id": "7",
            "rank": 1,
            "big": 9007199254740993,
            "at": dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC),
        }
        assert await odd.find_one("odd", which="nothing") is None

    on(made, work)


@pytest.mark.parametrize(
    ("which", "message"),
    [
        ("null", "Expected `ID` - at `$.id`"),
        ("float", "Expected `Int` - at `$.rank`"),
        ("id", "Expected `ID` - at `$.id`"),
        ("text", "Expected `object | null`, got `str`"),
        ("number", "Expected `DateTime` - at `$.at`"),
        ("time", "Invalid isoformat string: 'infinity' - at `$.at`"),
        ("absent", "Object missing required field `id`"),
    ],
)
def test_a_document_that_does_not_fit(made: Sample, which: str, message: str) -> None:
    async def work(app: FraiseQL) -> None:
        error = await refused(QueryRepository(app).find_one("odd", which=which))
        assert error.code == "INVALID_DATA"
        assert message in error.message

    on(made, work)


@pytest.mark.parametrize(
    ("data", "message"), [(b"{", "is not JSON"), (b"[" * 9999 + b"]" * 9999, "nested too")]
)
def test_what_is_no_document(data: bytes, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        read([data], "JSON", Decoders({}).of("JSON"), field="x")


def test_names_that_do_not_exist(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        items, commands = QueryRepository(app), CommandRepository(app)
        for asked, message in (
            (items.find("itemss"), 'There is no query "itemss"; did you mean "items"?'),
            (items.find("nonsense"), 'There is no query "nonsense".'),
            (commands.execute("ad_item"), 'There is no mutation "ad_item"; did you mean "add_item"?'),
            (items.find("items", ownr="me"), '"items" has no argument "ownr"; did you mean "owner"?'),
            (items.find_one("items"), '"items" has the type [Item!]!: find_one cannot read it; use find.'),
            (items.find("item_count"), '"item_count" has the type Int!: find cannot read it; use count.'),
            (items.find("item"), '"item" has the type Item: find cannot read it; use find_one.'),
            (items.find("edged"), '"edged" has the type ItemConnection!: find cannot read it; use paginate.'),
            (items.paginate("item"), '"item" is no connection, and none has its rows.'),
            (
                items.paginate("animals"),
                '"animals" is no connection, and these have its rows: animalConnection, animalPages.',
            ),
            (items.find("animals", limit=1), '"animals" has no argument for limit.'),
            (items.find("animals", order_by=[]), '"animals" has no argument for order_by.'),
            (items.find("odd_strict"), '"odd_strict" has the type Odd!: find cannot read it; use find_one.'),
            (items.find_one("odd"), '"odd" needs the argument "which".'),
            (
                items.find("items", limit=1, where={}, orderBy=[], order_by_=[]),
                '"orderBy" is given twice.',
            ),
            (
                items.find("items", where={"creatd": {"eq": 1}}),
                'Argument "where" is an unknown field at "where.creatd"; ItemWhere does not define it.',
            ),
            (
                items.find("items", where={"nam": {"eq": 1}}),
                'Argument "where" is an unknown field at "where.nam"; did you mean name?',
            ),
            (items.find("items", where={"rank": {"notIn": [], "not_in": []}}), '"notIn" is given twice.'),
            (items.find("items", limit=5), 'Argument "limit" is 5; at most 4 is allowed.'),
            (commands.execute("add_item", nme="x"), '"addItem" has no argument "nme"; did you mean "name"?'),
            (commands.execute("add_item", name="x", input={}), '"input" is given twice.'),
            (items.count("item"), '"item" has the type Item: count cannot read it; use find_one.'),
            (items.paginate("item_count"), '"item_count" is no connection, and none has its rows.'),
            (commands.execute("sum", a=1, total=2), '"sum" has no argument "total".'),
            (commands.execute("add_item"), '"addItem" needs the argument "input".'),
        ):
            assert (await refused(asked)).message == message

    on(made, work)


def test_limits_hold(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        error = await refused(QueryRepository(app).paginate("item_connection", first=3))
        assert error.code == "LIMIT_EXCEEDED"

    on(made, work, limits=Limits(page_size=2))


def test_a_value_that_only_the_database_refuses(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        items = QueryRepository(app)
        error = await refused(items.find("items", where={"name": {"matches": "("}}))
        assert error.code == "BAD_USER_INPUT"
        assert '"where.name.matches"' in error.message
        async with CommandRepository(app).transaction() as work:
            error = await refused(work.queries.find("items", where={"name": {"matches": "("}}))
            assert '"where.name.matches"' in error.message

    on(made, work)


def test_a_session(sample: Sample, made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        assert await QueryRepository(app, session={"user_id": "7"}).find("sessions") == [{"user": "7"}]
        commands = CommandRepository(app, session={"user_id": "8"})
        assert await commands.execute("whoami") == "8"
        assert await commands.queries.find("sessions") == [{"user": "8"}]
        for make in (QueryRepository, CommandRepository):
            with pytest.raises(TypeError, match="user_id is int"):
                make(app, session={"user_id": 7})  # type: ignore[dict-item]

    on(sample, work)


def test_what_the_schema_says_of_sessions(made: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        mine = QueryRepository(app, session={"user_id": "xx"})
        assert await mine.find("owns") == [{"id": item_id(2), "name": "xx"}]
        assert await mine.count("owns") == await mine.count("all_connection") == 1
        assert [own["name"] for own in (await mine.paginate("owns")).nodes] == ["xx"]
        assert await QueryRepository(app, session={"user_id": "x"}).count("owns_too") == 0
        message = '"owns_too" is no connection, and none has its rows.'
        assert (await refused(mine.paginate("owns_too"))).message == message
        nobody = QueryRepository(app)
        for asked in (nobody.find("owns"), nobody.count("owns"), nobody.paginate("all_connection")):
            assert (await refused(asked)).code == "UNAUTHENTICATED"
        commands = CommandRepository(app)
        assert (await refused(commands.execute("add_mine"))).code == "UNAUTHENTICATED"
        message = '"addMine" has no argument "name".'
        assert (await refused(commands.execute("add_mine", name="x"))).message == message
        message = '"ownItems" has no argument "owner".'
        given = QueryRepository(app, session={"owner": "me"})
        assert (await refused(given.find("own_items", owner="you"))).message == message
        message = '"addFor" has no argument "id".'
        assert (await refused(commands.execute("add_for", name="x", id=item_id(8)))).message == message
        error = await refused(commands.execute("add_for", input={"name": "x", "id": item_id(8)}))
        assert error.code == "BAD_USER_INPUT"
        assert error.message.endswith('at "input.id"; AddFor does not define it.')

    on(made, work)


# --- commands ---------------------------------------------------------------------------------


@pytest.fixture
def written(made: Sample, make_database: MakeDatabase) -> Sample:
    return made._replace(url=make_database(like=made.url))


def names(sample: Sample) -> set[object]:
    return {name for (name,) in run(sample.url, "SELECT name FROM tb_item WHERE name NOT LIKE 'x%'")}


def test_commands(written: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        commands = CommandRepository(app, session={"user_id": "7"})
        item = await commands.execute("add_item", name="one", id=uuid.UUID(item_id(9)))
        assert (item["id"], item["name"], item["rank"]) == (item_id(9), "one", 3)
        assert (await commands.execute("addItem", input={"name": "two"}, type=Item)).name == "two"
        assert (await commands.execute("add", name="three"))["name"] == "three"
        assert await commands.execute("sum", a=1) == 11
        assert await commands.execute("sum", a=1, b=2) == 3
        assert (await commands.execute("add_mine"))["name"] == "7"
        error = await refused(commands.execute("add", name="bad"))
        assert error == FieldError("A bad name.", "COMMAND_FAILED", {"sqlstate": "P0001"})
        error = await refused(commands.execute("add_item", name="odd"))
        assert error.extensions == {"sqlstate": "P0001", "column": "name", "input": ["input", "name"]}
        error = await refused(commands.execute("sum", a="many"))
        assert error.message == 'Argument "a" got invalid value "many"; expected a whole number.'
        assert (await refused(commands.execute("add", name=None))).code == "BAD_USER_INPUT"
        assert (await refused(commands.execute("add_item", name="four", id="four"))).code == "BAD_USER_INPUT"
        assert await commands.execute("pay", amount=Decimal(3)) == 3
        error = await refused(commands.execute("pay", amount="much"))
        assert '"amount"' in error.message
        assert (await commands.execute("odd", which="forms"))["id"] == "7"
        assert (await refused(commands.execute("odd", which="twice"))).code == "INTERNAL"

    on(written, work)
    assert names(written) == {"one", "two", "three", "7"}
    assert run(
        written.url, "SELECT DISTINCT owner FROM tb_item WHERE length(name) = 3 AND name <> 'xxx'"
    ) == [("7",)]


def test_several_commands_in_one_transaction(written: Sample) -> None:
    async def work(app: FraiseQL) -> None:
        commands = CommandRepository(app, session={"user_id": "7"})
        async with commands.transaction() as work:
            item = await work.execute("add_item", name="one")
            assert names(written) == set()
            assert await work.queries.find_one("item", id=item["id"]) == item
            assert await commands.queries.find_one("item", id=item["id"]) is None  # who is not in it
            error = await refused(work.execute("add", name="bad"))
            assert error.code == "COMMAND_FAILED"
            assert (await refused(work.execute("add", name="one"))).code != "COMMAND_FAILED"
            assert await work.execute("sum", a=1) == 11
            assert await work.queries.count("items", owner="7") == 1
            page = await work.queries.paginate("item_connection", first=1, total_count=True)
            assert page.total_count == 6
            await work.execute("add", name="two")
            with pytest.raises(FraiseQLError, match="A transaction is open already"):
                await work.transaction().__aenter__()
        with pytest.raises(FraiseQLError, match="The transaction has ended"):
            await work.execute("add", name="late")

        async def failed() -> None:
            async with commands.transaction() as work:
                await work.execute("add", name="three")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await failed()
        with pytest.raises(ValueError, match="idle_timeout"):
            await commands.transaction(idle_timeout=0).__aenter__()
        level: Any = "NONE"
        with pytest.raises(ValueError, match="isolation must be one of READ_COMMITTED, REPEATABLE_READ, SER"):
            await commands.transaction(isolation=level).__aenter__()

    on(written, work, max_connections=2)
    assert names(written) == {"one", "two"}


def test_no_graphql_library_is_needed(made: Sample) -> None:
    program = f"""
import asyncio, sys
from fraiseql import FraiseQL, QueryRepository

async def main():
    async with FraiseQL({str(made.directory)!r}, database={made.url!r}, documents="only") as app:
        print(await QueryRepository(app).count("items"), "graphql" in sys.modules)

asyncio.run(main())
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout == "5 False\n", ran.stderr
