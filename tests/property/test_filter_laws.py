"""The laws of filters and orderings (design §3), on PostgreSQL, for columns and documents side by side.

Each test is one property, with at least 2,000 examples; `make fuzz` runs more of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace

from fraiseql.bind import Binder, bind_query
from fraiseql.blame import read_uses
from fraiseql.coerce import Inputs
from fraiseql.plan import Target, ValueTarget
from fraiseql.testing import Strategies, matches, ordered
from fraiseql.where import Filter
from tests.property.everything import Everything

MANY = settings.get_profile("fraiseql").max_examples


def expected(table: Everything, where: Any) -> list[int]:
    """The ids of the rows that the oracle accepts."""
    plans = table.project.plans
    return [row["id"] for row in table.rows if matches(plans, "natives", where, row)]


def filters(table: Everything) -> SearchStrategy[Any]:
    return table.strategies.where("natives", table.rows)


def narrowed(
    table: Everything, fields: Collection[str], operators: Collection[str] | None = None
) -> SearchStrategy[Any]:
    """Filters of a few fields only, and by a few operators only."""
    plans = table.project.plans
    query = plans.queries["natives"]

    def narrow(target: Target) -> Target:
        if operators is None or not isinstance(target, ValueTarget):
            return target
        return replace(target, operators={name: target.operators[name] for name in operators}, measures={})

    targets = {name: narrow(query.targets[name]) for name in fields}
    queries = {**plans.queries, "natives": replace(query, targets=targets)}
    return Strategies(replace(plans, queries=queries)).where("natives", table.rows)


def values(table: Everything) -> list[str]:
    """The names of the fields that are neither lists nor embedded."""
    targets = table.project.plans.queries["natives"].targets
    return [n for n, target in targets.items() if isinstance(target, ValueTarget) and not target.list]


def both(table: Everything, *wheres: Any) -> list[list[int]]:
    """What each filter finds, which is the same for columns and for documents."""
    answers = table.ask(*wheres)
    native, document = answers[0::2], answers[1::2]
    assert native == document
    return native


def test_a_filter_finds_the_rows_that_the_oracle_accepts(table: Everything) -> None:
    @given(filters(table))
    def law(where: Any) -> None:
        assert both(table, where) == [expected(table, where)]

    law()


def test_every_field_by_itself_finds_the_rows_that_the_oracle_accepts(table: Everything) -> None:
    # Left to itself, hypothesis returns to the same few of a hundred fields.
    targets = table.project.plans.queries["natives"].targets
    for name, target in targets.items():
        tests = len(target.operators) if isinstance(target, ValueTarget) else 30

        @settings(max_examples=MANY * tests // 250 + 1)
        @given(st.lists(narrowed(table, [name]), min_size=4, max_size=4))
        def law(wheres: Any) -> None:
            assert both(table, *wheres) == [expected(table, where) for where in wheres]

        law()


def test_a_filter_and_its_opposite_split_the_rows(table: Everything) -> None:
    everyone = [row["id"] for row in table.rows]

    @given(filters(table))
    def law(where: Any) -> None:
        opposite = {"NOT": where}
        found, others, again, alone, one, with_all, with_none, never = both(
            table,
            where,
            opposite,
            {"NOT": opposite},
            {"AND": [where]},
            {"OR": [where]},
            {"AND": [where, {}, {"AND": []}]},
            {"OR": [where, {"OR": []}]},
            {"AND": [where, opposite]},
        )
        assert sorted(found + others) == everyone
        assert found == again == alone == one == with_all == with_none
        assert never == []

    law()


def test_and_and_or_are_those_of_logic(table: Everything) -> None:
    @given(filters(table), filters(table), filters(table))
    def law(x: Any, y: Any, z: Any) -> None:
        not_x, not_y = {"NOT": x}, {"NOT": y}
        first, second, *answers = both(
            table,
            x,
            y,
            {"AND": [x, y]},
            {"AND": [y, x]},
            {"NOT": {"OR": [not_x, not_y]}},
            {"OR": [x, y]},
            {"OR": [y, x]},
            {"NOT": {"AND": [not_x, not_y]}},
            {"AND": [x, {"AND": [y, z]}]},
            {"AND": [{"AND": [x, y]}, z]},
            {"OR": [x, {"OR": [y, z]}]},
            {"OR": [{"OR": [x, y]}, z]},
        )
        conjunction, disjunction = set(first) & set(second), set(first) | set(second)
        assert [set(answer) for answer in answers[:3]] == [conjunction] * 3
        assert [set(answer) for answer in answers[3:6]] == [disjunction] * 3
        assert answers[6] == answers[7]
        assert answers[8] == answers[9]

    law()


def test_operators_and_their_opposites(table: Everything) -> None:
    everyone = [row["id"] for row in table.rows]
    by_in = {name: narrowed(table, [name], ["in"]) for name in values(table)}

    def lists_in(where: Any) -> list[Any]:
        """What the `in`s anywhere in a filter are given."""
        if isinstance(where, dict) and "in" in where:
            return where["in"] if isinstance(where["in"], list) else [where["in"]]
        below = where.values() if isinstance(where, dict) else where
        return [item for inner in below for item in lists_in(inner)]

    @given(st.data())
    def law(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(values(table)))
        items = data.draw(by_in[name].map(lists_in))

        def by(operator: str, value: Any) -> dict[str, Any]:
            return {name: {operator: value}}

        within, without, one_of, none_of = both(
            table,
            by("in", items),
            by("notIn", items),
            {"OR": [by("eq", item) for item in items]},
            {"AND": [by("ne", item) for item in items]},
        )
        assert within == one_of
        assert without == none_of
        assert sorted(within + without) == everyone
        for item in items[:1]:
            equal, other, among = both(table, by("eq", item), by("ne", item), by("in", [item]))
            assert equal == among
            assert sorted(equal + other) == everyone

    law()


def test_nulls_are_found_by_eq_and_by_is_null(table: Everything) -> None:
    for name in values(table):
        nulls = [row["id"] for row in table.rows if row.get(name) is None]
        others = [row["id"] for row in table.rows if row.get(name) is not None]
        tests = [{"eq": None}, {"isNull": True}, {"ne": None}, {"isNull": False}]
        assert both(table, *({name: test} for test in tests)) == [nulls, nulls, others, others], name
        assert both(table, {name: {"in": []}}, {name: {"notIn": []}}) == [[], sorted(nulls + others)], name


def test_what_is_empty(table: Everything) -> None:
    everyone = [row["id"] for row in table.rows]
    assert both(table, {}, {"AND": []}, {"NOT": {"OR": []}}, {"part": {}}) == [everyone] * 4
    assert both(table, {"OR": []}, {"NOT": {}}, {"NOT": {"AND": []}}) == [[]] * 3
    assert both(table, {"parts": {}}, {"parts": {"every": {}}}, {"part": {"parts": {}}}) == [everyone] * 3


def test_an_ordering_and_its_pages_are_the_oracles(table: Everything) -> None:
    pages = st.integers(0, len(table.rows) + 3)

    @given(table.strategies.order_by("natives"), st.none() | pages, st.none() | pages)
    def law(order_by: Any, limit: int | None, offset: int | None) -> None:
        rows = ordered(table.project.plans, "natives", order_by, table.rows)
        ids = [row["id"] for row in rows]
        page = ids[offset or 0 :][:limit]
        assert table.sort(order_by, limit, offset) == [ids, page, ids, page]

    law()


def test_pages_put_together_are_the_oracles_ordering(table: Everything) -> None:
    sizes = st.integers(len(table.rows) // 3, len(table.rows) + 1)

    @given(table.strategies.order_by("natives"), sizes, st.booleans())
    def law(order_by: Any, size: int, backward: bool) -> None:
        rows = ordered(table.project.plans, "natives", order_by, table.rows)
        ids = [row["id"] for row in rows]
        assert table.walk(order_by, size, backward=backward) == [ids, ids]

    law()


def test_pages_by_every_field_are_the_oracles_ordering(table: Everything) -> None:
    # Each type goes through cursors as text, nulls and extremes too, at every row.
    plans = table.project.plans
    sortable = [
        n for n, t in plans.queries["natives"].targets.items() if isinstance(t, ValueTarget) and t.sortable
    ]
    for name in sortable:
        for direction in ("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST"):
            order_by = [{name: direction}]
            ids = [row["id"] for row in ordered(plans, "natives", order_by, table.rows)]
            assert table.walk(order_by, 7, backward=False) == [ids, ids], order_by
            assert table.walk(order_by, 7, backward=True) == [ids, ids], order_by


WORDS = st.text("ab \"-or'\\:*&|!()<>", max_size=12) | st.sampled_from(["a or b", '"a b"', "-a", "é"])


def test_text_search_splits_the_rows_and_is_the_same_for_columns(table: Everything) -> None:
    everyone = [row["id"] for row in table.rows]

    @given(WORDS)
    def law(words: str) -> None:
        where = {"f_string": {"search": words}}
        found, others = both(table, where, {"NOT": where})
        assert sorted(found + others) == everyone

    law()


def test_every_parameter_is_found_again_in_the_filter(table: Everything) -> None:
    plans = table.project.plans
    query = plans.queries["natives"]
    inputs = Inputs(plans.types)

    @given(filters(table))
    def law(where: Any) -> None:
        arguments = {"where": inputs.coerce("NativeWhere", where)}
        statement = bind_query(query, arguments, Binder(plans.types))
        values = [use for use in read_uses(query, arguments, plans.types) if use.has_parameter]
        for use, parameter in zip(values, statement.parameters, strict=True):
            assert use.operator is not None
            alone = Filter(plans.types)
            alone.test(use.target, use.operator.name, use.operand, None, use.path)
            assert alone.parameters == [parameter]

    law()
