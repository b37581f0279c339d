"""The laws of filters and orderings (design §3), on PostgreSQL, for columns and documents side by side.

Each test is one property, with at least 2,000 examples; `make fuzz` runs more of them.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fraiseql.testing import matches, ordered
from tests.property.everything import Everything


def expected(table: Everything, where: Any) -> list[int]:
    """The ids of the rows that the oracle accepts."""
    plans = table.project.plans
    return [row["id"] for row in table.rows if matches(plans, "natives", where, row)]


def test_a_filter_finds_the_rows_that_the_oracle_accepts(table: Everything) -> None:
    @given(table.strategies.where("natives", table.rows))
    def law(where: Any) -> None:
        native, document = table.ask(where)
        assert native == expected(table, where)
        assert document == native

    law()
