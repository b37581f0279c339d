from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from fraiseql.form import Form, read_form
from fraiseql.plan import Argument, ObjectTarget, ObjectType, Query, Target, ValueTarget

NUMBER = ValueTarget(type="Int", postgres="int4", sql="t.n", operators={})
PART = ObjectType(name="Part", fields={}, targets={"n": NUMBER, "eq": NUMBER})
TYPES = {"Part": PART}
TARGETS: dict[str, Target] = {
    # Fields may be called as operators are.
    **dict.fromkeys(("a", "b", "eq", "ne", "isNull"), NUMBER),
    "list": ValueTarget(
        type="Int", postgres="int4", sql="t.l", list=True, operators={}, measures={"length": NUMBER}
    ),
    "some": ObjectTarget(type="Part", path=("some",), sql="p"),
    "parts": ObjectTarget(type="Part", path=("parts",), sql="p", list=True),
    "none": ObjectTarget(type="Part", path=("none",), sql="p", list=True),
}
ARGUMENTS = {
    "x": Argument(type="Int", role="equals", target=NUMBER),
    "y": Argument(type="Int", role="equals", target=NUMBER),
    "where": Argument(type="W", role="where"),
    "orderBy": Argument(type="[O!]", role="order"),
    "limit": Argument(type="Int", role="limit"),
}


def form(name: str = "q", /, **arguments: Any) -> Form:
    query = Query(
        name=name,
        type="Part",
        returns="many",
        relation="t",
        sql="",
        select="SELECT",
        arguments=ARGUMENTS,
        targets=TARGETS,
    )
    return read_form(query, arguments, TYPES)


def test_the_order_of_the_operands() -> None:
    where = {
        "AND": [{"a": {"eq": 1, "in": [2, 3]}}, {"NOT": {"b": {"gt": 4}}}],
        "some": {"n": {"eq": 5}},
        "parts": {"some": {"n": {"eq": 6}}, "none": {"n": {"eq": None}}},
        "list": {"length": {"gt": 7, "lt": 8}, "eq": [9]},
        "OR": [{"isNull": {"isNull": True}, "b": {"lt": 10}}],
    }
    orders = [{"a": "ASC"}]
    assert form(orderBy=orders, where=where, limit=0, y=12, x=11).operands == [
        *(11, 12, 1, [2, 3], 4, 5, 6, 7, 8, [9], 10)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"x": 1}, {"x": 2}),
        ({"where": {"a": {"in": []}}}, {"where": {"a": {"in": [1, 2]}}}),
        ({"where": {"list": {"length": {"eq": 1}}}}, {"where": {"list": {"length": {"eq": 2}}}}),
        ({"where": {"a": {"contains": {"length": 1}}}}, {"where": {"a": {"contains": {}}}}),
        ({"where": {"list": {"length": {"eq": 1}}}}, {"where": {"list": {"length": {"eq": {"eq": 1}}}}}),
        ({"where": {}, "limit": 1}, {"where": {}, "limit": 2}),
        ({"limit": 1}, {}),
    ],
)
def test_other_values_of_the_same_form(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert form(**one).key == form(**other).key


WHERES: list[Any] = [
    None,
    {},
    {"a": None},
    {"a": {}},
    {"b": {}},
    {"a": {"eq": 1}},
    {"a": {"eq": None}},
    {"a": {"ne": 1}},
    {"a": {"isNull": None}},
    {"a": {"isNull": True}},
    {"a": {"isNull": False}},
    {"a": {"eq": 1}, "b": {"eq": 1}},
    {"a": {"eq": 1, "ne": 1}, "b": {}},
    {"a": {"eq": 1, "ne": 1}, "isNull": {}},
    {"a": {"eq": 1}, "ne": {"isNull": True}},
    {"a": {"ne": 1}, "eq": {"gt": 1}},
    {"AND": None},
    {"AND": []},
    {"AND": [None]},
    {"AND": [{}]},
    {"AND": [{}, {}]},
    {"AND": [{"a": {"eq": 1}}, {}]},
    {"AND": [{}, {"a": {"eq": 1}}]},
    {"AND": [{"a": {"eq": 1}, "b": {"eq": 1}}, {}]},
    {"AND": [{"a": {"eq": 1}}, {"b": {"eq": 1}}]},
    {"OR": []},
    {"OR": [{"AND": []}, {}]},
    {"OR": [{"AND": [{}]}]},
    {"OR": [{"AND": [{}]}, {}]},
    {"NOT": None},
    {"NOT": {}},
    {"NOT": {"a": {"eq": 1}}},
    {"some": None},
    {"some": {}},
    {"some": {"n": {"eq": 1}}},
    {"parts": None},
    {"parts": {}},
    {"parts": {"some": None}},
    {"parts": {"some": {}}},
    {"parts": {"none": {}}},
    {"parts": {"some": {}, "none": {}}},
    {"parts": {"none": {}, "some": {}}},
    {"parts": {"some": {"n": {"eq": 1}}}},
    {"parts": {"some": {"eq": {"eq": 1}}}},
    {"parts": {}, "some": {}},
    {"parts": {"some": {}}, "none": {}},
    {"list": {}},
    {"list": {"length": None}},
    {"list": {"length": {}}},
    {"list": {"length": {"eq": 1}}},
    {"list": {"length": {"eq": 1, "ne": 1}}},
    {"list": {"length": {"eq": 1}, "ne": [1]}},
]
ORDERS: list[Any] = [
    None,
    [],
    [{"a": "ASC"}],
    [{"a": "DESC"}],
    [{"a": None}],
    [{"b": "ASC"}],
    [{"a": "ASC"}, {"b": "ASC"}],
    [{"a": "ASC", "b": "ASC"}, {}],
    [{"some": {"n": "ASC"}}],
    [{"some": {"eq": "ASC"}}],
    {"a": "ASC"},
]


def test_other_forms_have_other_keys() -> None:
    some: dict[str, Any] = {"where": {"a": {"eq": 1}}}
    forms = [
        form(),
        form("r"),
        *(form(**some, orderBy=order) for order in ORDERS),
        *(form(where=where) for where in WHERES),
        *(form(x=1, where=where) for where in WHERES),
        *(form(x=None, where=where) for where in WHERES),
        *(form(x=value) for value in (1, None)),
        *(form(y=value) for value in (1, None)),
        form(orderBy=[]),
    ]
    for one, other in combinations(forms, 2):
        assert one.key != other.key
