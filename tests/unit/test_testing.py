"""The oracle by hand-written examples, and what the property tests do not reach."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fraiseql.errors import FieldError, FraiseQLError
from fraiseql.load import Plans, load
from fraiseql.operators import Operator, operators_of
from fraiseql.plan import (
    AbstractType,
    EnumType,
    Field,
    Manifest,
    ObjectTarget,
    ObjectType,
    Query,
    ScalarType,
    ValueTarget,
)
from fraiseql.plan import Argument as ArgumentPlan
from fraiseql.scalars import SCALARS
from fraiseql.testing import UNMODELLED, Strategies, from_json, matches, ordered, sample, to_json
from fraiseql.testing.hurtful import accepted, spelled, values
from fraiseql.testing.oracle import MEASURES, TESTS, object_type
from fraiseql.testing.plugin import CompileProject, MakeDatabase
from fraiseql.testing.project import running
from fraiseql.testing.values import read
from tests.plans import Sample, write_plans
from tests.postgres import run

ROOT = Path(__file__).parents[2]


def rows_of_the_table() -> list[Operator]:
    named = [row for scalar in SCALARS for row in operators_of(scalar).values()]
    return [*named, *operators_of("Int", is_list=True).values(), *operators_of("X", custom=True).values()]


def test_every_operator_has_an_oracle_or_a_reason() -> None:
    for row in rows_of_the_table():
        if row.takes == "measure":
            assert row.name in MEASURES
        else:
            assert ((row.families[0], row.name) in TESTS) != (row.name in UNMODELLED), row.name


def test_every_oracle_has_an_operator() -> None:
    rows = rows_of_the_table()
    assert TESTS.keys() <= {(row.families[0], row.name) for row in rows}
    assert {*MEASURES, *UNMODELLED} <= {row.name for row in rows}


def plans_of(type_: str, postgres: str, *, is_list: bool = False, custom: bool = False) -> Plans:
    """A schema with one field `x`."""

    def target(type_: str, postgres: str, *, is_list: bool = False, custom: bool = False) -> ValueTarget:
        rows = operators_of(type_, is_list=is_list, custom=custom).values()
        return ValueTarget(
            type=type_,
            postgres=postgres,
            path=("x",),
            sql="x",
            list=is_list,
            sortable=not is_list,
            operators={row.name: "" for row in rows if row.takes != "measure"},
            measures={row.name: target("Int", "int4") for row in rows if row.takes == "measure"},
        )

    written = f"[{type_}]" if is_list else type_
    row = ObjectType(name="Row", fields={"x": Field(type=written, key="x")})
    query = Query(
        name="rows",
        type="[Row!]!",
        returns="many",
        relation="r",
        sql="",
        select="",
        key="k",
        targets={"x": target(type_, postgres, is_list=is_list, custom=custom)},
    )
    where = ArgumentPlan(type="RowWhere", role="where")
    count = replace(query, name="count", type="Int!", returns="count", arguments={"where": where})
    types: dict[str, Any] = {"Row": row, "Mood": EnumType(name="Mood", values={"SAD": "sad", "GLAD": "glad"})}
    if custom:
        types[type_] = ScalarType(name=type_, postgres=postgres)
    manifest = Manifest(format=1, compiler="", schema_sha256="", catalog_sha256="", files={})
    return Plans(
        manifest=manifest, schema_sdl="", types=types, queries={"rows": query, "count": count}, mutations={}
    )


EXAMPLES: tuple[tuple[str, Any, dict[str, Any], bool], ...] = (
    ("Int int4", 1, {"eq": 1}, True),
    ("Int int4", 1, {"gt": 1}, False),
    ("Int int4", None, {"lt": 1}, False),
    ("Int int4", None, {"ne": 1}, True),
    ("Int int4", None, {"notIn": [1]}, True),
    ("Int int4", None, {"eq": None}, True),
    ("Int int4", 1, {"in": 1}, True),
    ("Decimal numeric", Decimal("0.10"), {"eq": "0.1"}, True),
    ("Decimal numeric", 9007199254740993, {"eq": 9007199254740992}, False),
    ("Float float8", Decimal("-0.0"), {"eq": 0}, True),
    ("Float float4", 0.1, {"eq": 0.10000000149011612}, True),
    ("Boolean bool", True, {"eq": True}, True),
    ("Boolean bool", "false", {"eq": True}, False),
    ("ID text", True, {"eq": "true"}, True),
    ("ID text", Decimal("1E+2"), {"eq": "100"}, True),
    ("UUID uuid", "00000000-0000-0000-0000-00000000000a", {"eq": "0000000000000000000000000000000A"}, True),
    ("DateTime timestamptz", "2026-01-31T12:00:00+02:00", {"eq": "2026-01-31T10:00:00Z"}, True),
    ("DateTime timestamptz", "2026-01-31T12:00:00-02:30", {"eq": "2026-01-31 14:30:00z"}, True),
    ("DateTime timestamptz", "infinity", {"gt": "9999-12-31T23:59:59Z"}, True),
    ("DateTime timestamptz", "-infinity", {"lt": "0001-01-01T00:00:00Z"}, True),
    ("DateTime timestamptz", "294276-12-31T23:59:59+00:00", {"gt": "9999-12-31T23:59:59Z"}, True),
    ("Date date", "0001-12-31 BC", {"lt": "0001-01-01"}, True),
    ("Date date", "0044-03-15 BC", {"gt": "0001-01-01"}, False),
    ("Time time", "12:30:00.5", {"gt": "12:30"}, True),
    ("Duration interval", "P1M", {"eq": "P30D"}, True),
    ("Duration interval", "P1DT-1H", {"lt": "PT24H"}, True),
    ("Duration interval", "1 year 2 mons -3 days -04:05:06.7", {"eq": "P14M-3DT-4H-5M-6.7S"}, True),
    ("Duration interval", "04:00:00", {"eq": "PT4H"}, True),
    ("String text", "a%b", {"contains": "%"}, True),
    ("String text", "ab", {"startsWith": "b"}, False),
    ("String text", "ab", {"endsWith": "b"}, True),
    ("String text", "Éa", {"ieq": "éa"}, False),
    ("String text", "ÉA", {"ieq": "Éa"}, True),
    ("String text", "xAb", {"icontains": "aB"}, True),
    ("String text", "Ab", {"istartsWith": "aB"}, True),
    ("String text", "Ab", {"iendsWith": "B"}, True),
    ("String text", "a\nb", {"like": "a_b"}, True),
    ("String text", "a%", {"like": r"a\%"}, True),
    ("String text", "ab", {"like": r"a\%"}, False),
    ("String text", "AB", {"ilike": "a%"}, True),
    ("String text", "a\n", {"matches": r"a.\Z"}, True),
    ("String text", "É", {"imatches": "é"}, False),
    ("JSON jsonb", {"a": [1, {"b": None}]}, {"contains": {"a": [{"b": None}]}}, True),
    ("JSON jsonb", {"a": 1}, {"contains": {"a": True}}, False),
    ("JSON jsonb", {"a": 1}, {"contains": [1]}, False),
    ("JSON jsonb", ["a"], {"contains": "a"}, True),
    ("JSON jsonb", [["a"]], {"contains": "a"}, False),
    ("JSON jsonb", [[["a"]]], {"contains": [["a"]]}, False),
    ("JSON jsonb", {"a": 1.0}, {"eq": {"a": 1}}, True),
    ("JSON jsonb", 1, {"containedBy": [1, 2]}, True),
    ("JSON jsonb", "a", {"hasKey": "a"}, True),
    ("JSON jsonb", 1, {"hasKey": "1"}, False),
    ("JSON jsonb", {"a": 1}, {"hasAnyKey": ["b", "a"]}, True),
    ("JSON jsonb", ["a"], {"hasAllKeys": ["b", "a"]}, False),
    ("IpAddress inet", "10.0.0.1", {"within": "10.0.0.0/8"}, True),
    ("IpAddress inet", "10.0.0.0/8", {"within": "10.0.0.0/8"}, False),
    ("IpAddress inet", "10.0.0.0/8", {"withinOrEqual": "10.0.0.0/8"}, True),
    ("IpAddress inet", "10.0.0.0/8", {"contains": "10.0.0.1"}, True),
    ("IpAddress inet", "10.0.0.0/8", {"containsOrEqual": "11.0.0.0/8"}, False),
    ("IpAddress inet", "10.0.0.0/8", {"overlaps": "0.0.0.0/0"}, True),
    ("IpAddress inet", "10.0.0.0/8", {"overlaps": "::/0"}, False),
    ("IpAddress inet", "10.0.0.0/8", {"lt": "10.0.0.0"}, True),
    ("IpAddress inet", "255.255.255.255", {"gt": "::"}, False),
    ("IpAddress inet", "::1", {"isIpv6": True}, True),
    ("IpAddress inet", None, {"isIpv4": False}, True),
    ("MacAddress macaddr", "08:00:2b:01:02:03", {"eq": "08-00-2B-01-02-03"}, True),
    ("LTree ltree", "Top.Science", {"ancestorOf": "Top.Science.Astronomy"}, True),
    ("LTree ltree", "Top.Science", {"descendantOf": "Top"}, True),
    ("LTree ltree", "Top.Science", {"descendantOf": "Top.Sci"}, False),
    ("LTree ltree", "", {"depth": {"eq": 0}}, True),
    ("LTree ltree", None, {"depth": {"isNull": True}}, True),
    ("Mood mood", "glad", {"eq": "GLAD"}, True),
    ("Mood mood", "glad", {"in": ["SAD"]}, False),
    ("[Int] int4", [1, None], {"contains": [1]}, True),
    ("[Int] int4", [1, None], {"containedBy": [1]}, False),
    ("[Int] int4", [], {"isEmpty": True}, True),
    ("[Int] int4", None, {"isEmpty": True}, False),
    ("[Int] int4", "no list", {"isNull": True}, True),
    ("[Int] int4", [1, 1], {"overlaps": 1, "length": {"eq": 2}}, True),
)


@pytest.mark.parametrize(("field", "stored", "tests", "expected"), EXAMPLES)
def test_what_a_filter_means(field: str, stored: Any, tests: dict[str, Any], expected: bool) -> None:
    type_, postgres = field.split()
    plans = plans_of(type_.strip("[]"), postgres, is_list=type_.startswith("["))
    where = {"x": tests}
    assert matches(plans, "rows", where, {"x": stored}) is expected
    assert matches(plans, "count", {"NOT": where}, {"x": stored}) is not expected
    assert matches(plans, "rows", {"AND": where, "OR": [where, {"OR": []}]}, {"x": stored}) is expected


def test_a_missing_key_is_a_null() -> None:
    assert matches(plans_of("Int", "int4"), "rows", {"x": {"isNull": True}}, {})


@pytest.mark.parametrize(
    ("type_", "postgres", "tests"),
    [
        ("String", "text", {"search": "x"}),
        ("LTree", "public.ltree", {"matchesLquery": "x"}),
        ("String", "text", {"unheardOf": "x"}),
    ],
)
def test_what_the_oracle_does_not_know(type_: str, postgres: str, tests: Any) -> None:
    with pytest.raises(LookupError, match=next(iter(tests))):
        matches(plans_of(type_, postgres), "rows", {"x": tests}, {"x": "x"})


def test_a_custom_scalar_is_compared_where_its_type_is_known() -> None:
    known, unknown = plans_of("Money", "numeric", custom=True), plans_of("Span", "int4range", custom=True)
    assert matches(known, "rows", {"x": {"eq": "1.0"}}, {"x": 1})
    assert matches(unknown, "rows", {"x": {"isNull": False}}, {"x": "[1,2)"})
    with pytest.raises(LookupError, match="int4range"):
        matches(unknown, "rows", {"x": {"eq": "[1,2)"}}, {"x": "[1,2)"})
    assert {to_json(row) for row in sample(Strategies(unknown).documents("Row"), 20)} == {"{}", '{"x":null}'}
    assert operators_in(sample(Strategies(unknown).where("rows"), 300)) == {"isNull"}
    stored = [{"x": Decimal("1.50")}]
    assert operators_in(sample(Strategies(known).where("rows", near=stored), 300)) >= {"eq", "gte"}
    required = {"Row": ObjectType(name="Row", fields={"x": Field(type="Span!", key="x")})}
    with pytest.raises(LookupError, match="Span"):
        sample(Strategies(replace(unknown, types={**unknown.types, **required})).documents("Row"), 1)


def operators_in(wheres: Any) -> set[str]:
    """The operators that filters name."""
    found = set()
    for where in wheres if isinstance(wheres, list) else [wheres]:
        for name, value in where.items():
            if name == "x":
                found |= value.keys()
            else:
                found |= operators_in(value)
    return found


def test_a_name_that_is_no_object_type() -> None:
    with pytest.raises(LookupError, match="Mood"):
        object_type(plans_of("Int", "int4").types, "Mood")


@pytest.mark.parametrize("postgres", ["timestamptz", "interval"])
def test_json_that_is_no_value_of_its_type(postgres: str) -> None:
    with pytest.raises(ValueError, match="tomorrow"):
        read(postgres, "tomorrow")


def test_the_years_before_and_after_pythons() -> None:
    day = 86_400 * 10**6
    assert read("date", "0001-01-01") - read("date", "0001-12-31 BC") == day
    assert read("date", "10000-01-01") - read("date", "9999-12-31") == day
    assert read("date", "infinity") == math.inf


def test_generated_values_are_those_of_their_scalar() -> None:
    @settings(max_examples=500, database=None, deadline=None, derandomize=True)
    @given(st.data(), st.sampled_from([name for name in SCALARS if name != "JSON"]))
    def law(data: st.DataObject, name: str) -> None:
        scalar = SCALARS[name]
        value = data.draw(values(name, scalar.cast))
        assert accepted(name, value)
        other = data.draw(spelled(name)(value))
        assert accepted(name, other)
        assert read(scalar.cast, value) == read(scalar.cast, other)

    law()
    assert not accepted("Int", "1")
    assert sample(values("Float", "numeric"), 5) == sample(values("Float", "float8"), 5)


def test_documents_are_exact_as_json() -> None:
    document = {"x": Decimal("12345678901234567890.10"), "y": 2**70}
    assert to_json(document) == '{"x":12345678901234567890.10,"y":1180591620717411303424}'
    assert from_json(to_json(document)) == document


def test_a_sample_is_the_same_each_time() -> None:
    strategy = st.integers()
    assert sample(strategy, 20) == sample(strategy, 20)
    assert sample(strategy, 20) != sample(strategy, 20, start=1)


def test_ordered_keeps_the_order_of_equals_and_places_nulls() -> None:
    plans = plans_of("Int", "int4")
    rows = [{"id": n, "x": x} for n, x in enumerate([2, None, 1, 2, None])]

    def ids(*order_by: dict[str, str]) -> list[Any]:
        return [row["id"] for row in ordered(plans, "rows", order_by, rows)]

    assert ids() == [0, 1, 2, 3, 4]
    assert ids({"x": "ASC"}) == ids({"x": "ASC_NULLS_LAST"}) == [2, 0, 3, 1, 4]
    assert ids({"x": "DESC"}) == ids({"x": "DESC_NULLS_FIRST"}) == [1, 4, 0, 3, 2]
    assert ids({"x": "ASC_NULLS_FIRST"}) == [1, 4, 2, 0, 3]
    assert ids({"x": "DESC_NULLS_LAST"}) == [0, 3, 2, 1, 4]


def test_a_field_without_filters_has_few() -> None:
    plans = plans_of("Int", "int4")
    bare = replace(plans, queries={"rows": replace(plans.queries["rows"], targets={})})
    strategies = Strategies(bare)
    assert sample(strategies.where("rows"), 5) == [{}]
    assert sample(strategies.order_by("rows"), 5) == [[]]


def test_json_near_the_rows_is_taken_apart() -> None:
    stored = [{"x": value} for value in ("key", 1, ["item", None, 2], {"member": {"deep": True}})]
    wheres = sample(Strategies(plans_of("JSON", "jsonb")).where("rows", near=stored), 1000)
    shown = [to_json(where) for where in wheres]
    for part in (
        '"contains":["item"]',
        '"contains":2',
        '"contains":{"member":{"deep":true}}',
        '"hasKey":"key"',
    ):
        assert any(part in text for text in shown), part


def test_an_embedded_type_that_sorts_by_nothing_is_left_out() -> None:
    plans = plans_of("Int", "int4", is_list=True)
    query = plans.queries["rows"]
    listed = ObjectType(name="Listed", fields=object_type(plans.types, "Row").fields, targets=query.targets)
    row = ObjectType(name="Row", fields={"x": Field(type="Listed", key="x")})
    embedded = ObjectTarget(type="Listed", path=("x",), sql="x")
    queries = {"rows": replace(query, targets={"x": embedded})}
    types = {**plans.types, "Row": row, "Listed": listed}
    assert sample(Strategies(replace(plans, types=types, queries=queries)).order_by("rows"), 5) == [[]]


def test_a_custom_scalar_that_nobody_filters_by_has_the_values_of_its_type() -> None:
    plans = replace(plans_of("Money", "int2", custom=True), queries={})
    found = sample(Strategies(plans).documents("Row"), 50)
    assert any(isinstance(row.get("x"), int) for row in found)
    assert all(accepted("Int", row["x"]) for row in found if row.get("x") is not None)


# --- schemas that write their inputs by hand ---------------------------------------------------------

BY_HAND = """
type Row @view(tv_row) { id: Int! name: String size: Int tags: [String!] part: Part parts: [Part!] }
type Part { name: String size: Int part: Part }
input RowWhere {
  name: NameFilter
  size: SizeFilter
  tags: TagsFilter
  part: PartWhere
  parts: PartsFilter
  OR: [RowWhere!]
}
input NameFilter { eq: String! ne: String isNull: Boolean = false }
input SizeFilter @oneOf { gt: Int lt: Int }
input TagsFilter { length: IntFilter! }
input IntFilter { gte: Int lt: Int ne: Int }
input PartWhere { size: IntFilter! part: PartWhere }
input PartsFilter { some: PartWhere }
input RowOrderBy { size: OrderDirection part: PartOrderBy }
input PartOrderBy { name: OrderDirection }
type RowEdge { node: Row! }
type RowConnection { edges: [RowEdge!]! }
type Query {
  rows(where: RowWhere, orderBy: RowOrderBy): [Row!]!
  pages(where: RowWhere, orderBy: [RowOrderBy!], first: Int): RowConnection!
  rowCount(where: RowWhere): Int! @view(tv_row)
}
"""


def test_inputs_that_are_written_by_hand(make_database: Any, tmp_path: Path) -> None:
    url = make_database("CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb)")
    plans = load(write_plans(url, tmp_path / "plans", BY_HAND))
    strategies = Strategies(plans)
    generated = sample(strategies.documents("Row"), 30)
    documents = to_json([{**row, "id": n} for n, row in enumerate(generated)])
    insert = (
        "INSERT INTO tv_row SELECT (d ->> 'id')::int, d FROM jsonb_array_elements($json${}$json$) AS e (d)"
    )
    run(url, insert.replace("{}", documents))
    query = """
        query($where: RowWhere, $order: RowOrderBy, $orders: [RowOrderBy!]) {
          rows(where: $where, orderBy: $order) { id }
          pages(where: $where, orderBy: $orders, first: 100) { edges { node { id } } }
          rowCount(where: $where)
        }
    """
    with running(url, plans) as project:
        rows = project.documents("pages")
        assert rows == project.documents("rows")
        assert len(rows) == 30

        @settings(max_examples=200, derandomize=True, deadline=None)
        @given(strategies.where("rows", rows), strategies.order_by("rows"), strategies.order_by("pages"))
        def law(where: Any, order: Any, orders: Any) -> None:
            answer = project.execute(query, {"where": where, "order": order, "orders": orders})
            assert "errors" not in answer
            by_order, by_orders = (
                [row["id"] for row in ordered(plans, name, given, rows) if matches(plans, name, where, row)]
                for name, given in (("rows", order), ("pages", orders))
            )
            data = answer["data"]
            assert [row["id"] for row in data["rows"]] == by_order
            assert [edge["node"]["id"] for edge in data["pages"]["edges"]] == by_orders
            assert data["rowCount"] == sum(matches(plans, "rowCount", where, row) for row in rows)

        law()


def test_a_connection_that_shows_no_rows(make_database: Any, tmp_path: Path) -> None:
    url = make_database("CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb)")
    schema = BY_HAND.replace(
        "type RowConnection { edges: [RowEdge!]! }", "type RowConnection { totalCount: Int }"
    )
    plans = load(write_plans(url, tmp_path / "plans", schema))
    assert matches(plans, "pages", {"size": {"gt": 1}}, {"size": 2})
    assert sample(Strategies(plans).documents("Row"), 5)


def test_documents_of_an_interface_are_those_of_its_types() -> None:
    plans = plans_of("Int", "int2")
    cat = ObjectType(name="Cat", fields={"x": Field(type="Int!", key="x")})
    dog = ObjectType(
        name="Dog", fields={"x": Field(type="Int", key="x"), "pack": Field(type="[Row!]!", key="p")}
    )
    fields = {"x": Field(type="Int", key="x")}
    possible = {"Cat": "Cat", "dog": "Dog"}
    row = AbstractType(name="Row", fields=fields, discriminator="kind", possible=possible)
    found = sample(
        Strategies(replace(plans, types={"Row": row, "Cat": cat, "Dog": dog})).documents("Row"), 100
    )
    assert {document["kind"] for document in found} == {"Cat", "dog"}
    for document in found:
        assert document.keys() - {"kind", "x"} == ({"p"} if document["kind"] == "dog" else set())
        assert (document.get("x") or 0) in range(-(2**15), 2**15)  # the column's type
    inner = [item for document in found for item in document.get("p", ())]
    assert {item["kind"] for item in inner} == {"Cat", "dog"}


# --- the fixtures ------------------------------------------------------------------------------------


def test_a_database_has_the_collation_of_the_oracle(fraiseql_database: MakeDatabase) -> None:
    url = fraiseql_database()
    sql = "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"
    assert run(url, sql) == [("C", "C")]
    assert fraiseql_database() != url


def test_a_project_answers_and_shows_its_documents(sample: Sample) -> None:
    with running(sample.url, sample.plans) as project:
        rows = project.documents("posts")
        assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
        assert rows[0]["price"] == Decimal("1.50")
        assert project.execute("{ posts(limit: 1) { number } }") == {"data": {"posts": [{"number": 1}]}}
        with pytest.raises(LookupError, match="postCount"):
            project.documents("postCount")


def test_documents_that_cannot_be_read(make_database: Any, tmp_path: Path) -> None:
    url = make_database("CREATE TABLE tv_a AS SELECT 1 AS id, '{}'::jsonb AS data")
    schema = "type A @view(tv_a) { id: Int } type Query { as: [A!]! }"
    plans = load(write_plans(url, tmp_path / "plans", schema))
    run(url, "DROP TABLE tv_a")
    with running(url, plans) as project, pytest.raises(FieldError, match="Internal error"):
        project.documents("as")


@pytest.mark.parametrize(
    ("config", "schema", "sql", "message"),
    [
        ("schema = 1", "", "", "FQ103"),
        ('[database]\nsql = ["a.sql"]', "type Query { a: Int }", "SELECT nonsense", "FQ303"),
        ("", "type Query { a: Nonsense }", "", "FQ201"),
    ],
)
def test_a_project_with_mistakes(
    fraiseql_project: CompileProject, tmp_path: Path, config: str, schema: str, sql: str, message: str
) -> None:
    (tmp_path / "fraiseql.toml").write_text(config)
    (tmp_path / "schema.graphql").write_text(schema)
    (tmp_path / "a.sql").write_text(sql)
    with pytest.raises(FraiseQLError, match=message):
        fraiseql_project(tmp_path)


def test_the_guide_works(server: str, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "guides" / "PROPERTY_TESTING.md").read_text()
    for name, code in re.findall(r"```python\n# (\S+)\n(.*?)```", guide, re.DOTALL):
        (tmp_path / name).write_text(code)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "--rootdir", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "DATABASE_URL": server, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 passed" in ran.stdout
