from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraiseql.naming import snake_case

NAMES = st.from_regex(r"[_A-Za-z][_0-9A-Za-z]{0,20}", fullmatch=True)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("id", "id"),
        ("createdAt", "created_at"),
        ("created_at", "created_at"),
        ("URL", "url"),
        ("HTTPServer", "http_server"),
        ("userID", "user_id"),
        ("IPv4Address", "i_pv4_address"),
        ("PUBLISHED", "published"),
        ("IN_REVIEW", "in_review"),
        ("line2", "line2"),
        ("Line2Text", "line2_text"),
        ("A1B2", "a1_b2"),
        ("X509", "x509"),
        ("_id", "_id"),
        ("id_", "id_"),
        ("a__b", "a__b"),
        ("_", "_"),
    ],
)
def test_snake_case(name: str, stored: str) -> None:
    assert snake_case(name) == stored


@given(NAMES)
def test_nothing_but_case_and_underscores_changes(name: str) -> None:
    stored = snake_case(name)
    assert stored.replace("_", "") == name.replace("_", "").lower()
    assert re.fullmatch(r"[_a-z][_0-9a-z]*", stored)


@given(NAMES)
def test_a_stored_name_is_its_own_stored_name(name: str) -> None:
    assert snake_case(snake_case(name)) == snake_case(name)


@given(NAMES)
def test_the_underscores_of_a_name_stay(name: str) -> None:
    parts = re.split("(_+)", name)
    stored = snake_case(name)
    assert stored == "".join(snake_case(part) if part.strip("_") else part for part in parts)
