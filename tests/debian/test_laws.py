"""The laws of filters on Debian's PostgreSQL, label paths included; as many examples as in tests/property."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.property.conftest  # noqa: F401 - how many examples
from fraiseql.testing import ordered
from tests.postgres import run, with_database
from tests.property.everything import Everything, everything
from tests.property.test_filter_laws import both, expected, filters, narrowed


@contextmanager
def table_of(server: str, directory: Path, locale: str) -> Iterator[Everything]:
    """The table of everything in a new database of this locale."""
    name = f"laws_{directory.name}"
    run(server, f"CREATE DATABASE {name} TEMPLATE template0 {locale}")
    with everything(with_database(server, name), directory / "plans") as found:
        yield found


@pytest.fixture(scope="module")
def table(debian_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    with table_of(debian_server, tmp_path_factory.mktemp("plain"), "LOCALE 'C'") as found:
        yield found


@pytest.fixture(scope="module")
def international(debian_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """In the order and with the letter cases of a language."""
    locale = "LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'und'"
    with table_of(debian_server, tmp_path_factory.mktemp("icu"), locale) as found:
        yield found


def test_label_paths_find_the_rows_that_the_oracle_accepts(table: Everything) -> None:
    paths = narrowed(table, ["f_ltree", "l_ltree"])

    @given(paths)
    def law(where: Any) -> None:
        found, others = both(table, where, {"NOT": where})
        accepted = expected(table, where)
        assert found == accepted
        assert others == [row["id"] for row in table.rows if row["id"] not in accepted]

    law()


def test_label_paths_are_sorted_and_paged_as_the_oracle_sorts_them(table: Everything) -> None:
    for direction in ("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST"):
        order_by = [{"f_ltree": direction}]
        ids = [row["id"] for row in ordered(table.project.plans, "natives", order_by, table.rows)]
        assert table.walk(order_by, 7, backward=direction == "DESC") == [ids, ids]


def test_a_filter_finds_the_rows_that_the_oracle_accepts(table: Everything) -> None:
    @given(filters(table))
    def law(where: Any) -> None:
        assert both(table, where) == [expected(table, where)]

    law()


QUERIES = st.sampled_from(["*", "top", "Top.*", "*.Science@", "*{2}", "!Top", "a|b.*", "_1_2", "a.b.*{1,}.d"])
WORDS = st.sampled_from(["Top", "top@", "Top & Science", "!Top", "a | b", "Sci*", "(a & !b) | c", "_1_2"])


def test_languages_of_label_paths_split_the_rows_and_are_the_same_for_columns(table: Everything) -> None:
    everyone = [row["id"] for row in table.rows]

    @given(QUERIES, WORDS)
    def law(lquery: str, ltxtquery: str) -> None:
        for where in ({"f_ltree": {"matchesLquery": lquery}}, {"f_ltree": {"matchesLtxtquery": ltxtquery}}):
            found, others = both(table, where, {"NOT": where})
            assert sorted(found + others) == everyone

    law()


TEXTS = ("f_string", "name", "slug")


def test_text_of_a_language_is_the_same_for_columns(international: Everything) -> None:
    everyone = [row["id"] for row in international.rows]

    @given(narrowed(international, TEXTS))
    def law(where: Any) -> None:
        found, others = both(international, where, {"NOT": where})
        assert sorted(found + others) == everyone

    law()


def test_cases_are_those_of_the_language(international: Everything) -> None:
    (upper,) = both(international, {"name": {"ieq": "É"}})
    (lower,) = both(international, {"name": {"ieq": "é"}})
    assert upper == lower
    assert {international.rows[n]["name"] for n in upper} == {"É", "é"}


def test_pages_of_text_are_in_the_order_of_the_language(international: Everything) -> None:
    for name in TEXTS:
        for direction in ("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST"):
            order_by = [{name: direction}]
            whole, _, document, _ = international.sort(order_by, None, None)
            assert whole == document
            assert international.walk(order_by, 7, backward=False) == [whole, whole]
            assert international.walk(order_by, 7, backward=True) == [whole, whole]
    sorted_, *_ = international.sort([{"name": "ASC"}], None, None)
    names = [international.rows[n].get("name") for n in sorted_]
    assert names.index("a") < names.index("A") < names.index("ab") < names.index("é")
