from __future__ import annotations

import pytest
from sqlglot import exp

from fraiseql.compiler.analyse.sql import Tree, Unparsed, excerpt, line, name, parse, query


def selected(text: str) -> list[Tree]:
    """The expressions of the first SELECT list of a text."""
    tree = query(text)
    assert isinstance(tree, exp.Query)
    return tree.selects


def test_a_text_is_its_statements() -> None:
    first, second = parse("select 1;; insert into t select 2;")
    assert isinstance(first, exp.Select)
    assert isinstance(second, exp.Insert)
    assert parse(" ; -- nothing\n") == ()


def test_a_text_is_parsed_once() -> None:
    assert parse("select 1")[0] is parse("select 1")[0]


@pytest.mark.parametrize(
    "text",
    [
        "select (1",
        "select OPERATOR(pg_catalog.+) 1",
        "select " + "(" * 5000 + "1" + ")" * 5000,
    ],
)
def test_what_cannot_be_read_is_unparsed(text: str) -> None:
    assert parse(f"select 1;\n{text}; select 2")[1] == Unparsed(text, 2)


def test_a_text_without_tokens_is_unparsed() -> None:
    assert parse("select 'a") == (Unparsed("select 'a"),)


def test_the_parser_says_nothing(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    (tree,) = parse("GRANT a TO b")
    assert isinstance(tree, exp.Command)
    assert excerpt("", exp.ByteString(this="a")) != ""
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["", "select 1; select 2", "insert into t select 1", "select (1"])
def test_a_query_is_one_query(text: str) -> None:
    assert query(text) == Unparsed(text)


def test_names_are_folded_unless_quoted() -> None:
    assert [name(tree.this) for tree in selected('select Abc, "Abc", ÄB')] == ["abc", "Abc", "Äb"]


def test_parts_are_shown_as_they_were_written() -> None:
    text = """SELECT
        Jsonb_Build_Object('a',  p.A || 1),
        (select x from t where (y)),
        CASE WHEN a THEN 1 ELSE f(2) END + 1,
        CASE a WHEN 1 THEN 2 END,
        a::int4"""
    trees = selected(text)
    assert [excerpt(text, tree) for tree in trees] == [
        "Jsonb_Build_Object('a', p.A || 1)",
        "(select x from t where (y))",
        "a THEN 1 ELSE f(2) END + 1",
        "CASE a WHEN 1 THEN 2 END",
        "a::int4",
    ]
    assert [line(tree) for tree in trees] == [2, 3, 4, 5, 6]


def test_a_part_without_a_place_is_printed() -> None:
    assert excerpt("SELECT NULL", selected("SELECT NULL")[0]) == "NULL"
    assert line(selected("SELECT NULL")[0]) is None
