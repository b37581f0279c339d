from __future__ import annotations

import pytest

from fraiseql.operators import CUSTOM_FAMILIES, ENUM_FAMILIES, OPERATORS, operators_of

EQUAL = ["eq", "ne", "in", "notIn", "isNull"]
ORDERED = ["gt", "gte", "lt", "lte"]
OF_LISTS = ["isNull", "contains", "containedBy", "overlaps", "isEmpty", "length"]


@pytest.mark.parametrize("is_list", [False, True])
@pytest.mark.parametrize("custom", [False, True])
def test_what_is_not_built_in(is_list: bool, custom: bool) -> None:
    expected = OF_LISTS if is_list else EQUAL + ORDERED * custom
    assert list(operators_of("Mine", is_list=is_list, custom=custom)) == expected


def test_it_is_an_enum_or_a_scalar_and_no_list_unless_that_is_said() -> None:
    assert list(operators_of("Mood")) == EQUAL
    assert list(operators_of("Boolean")) == EQUAL
    assert list(operators_of("Int")) == EQUAL + ORDERED


def test_no_operator_is_without_a_field() -> None:
    found = {id(row) for row in OPERATORS}
    for named in ("String", "JSON", "LTree", "Cidr", "Mood"):
        for is_list in (False, True):
            found -= {id(row) for row in operators_of(named, is_list=is_list).values()}
    assert found == set()
    assert set(ENUM_FAMILIES) < set(CUSTOM_FAMILIES)
