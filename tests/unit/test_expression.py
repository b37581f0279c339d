"""The predicate language: text → AST, and where its words stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from graphql import StringValueNode
from hypothesis import given
from hypothesis import strategies as st

from fraiseql.compiler.expression import (
    MAX_NESTING,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    FieldName,
    Membership,
    Negation,
    NullTest,
    Predicate,
    SessionName,
    Term,
    Truth,
    parse_predicate,
)
from fraiseql.compiler.parse import parse
from fraiseql.compiler.quoted import place_within
from fraiseql.compiler.source import Source, Span


def nowhere(_start: int, _end: int) -> None:
    return None


def read(text: str) -> Predicate:
    parsed = parse_predicate(text, nowhere)
    assert parsed.problem is None
    assert parsed.predicate is not None
    return parsed.predicate


def name(*parts: str) -> FieldName:
    return FieldName(parts, None)


A, B = Truth(name("a")), Truth(name("b"))
ONE = Constant(Decimal(1), "1", None)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("a", A),
        ("a or b and a", Disjunction((A, Conjunction((B, A))))),
        ("(a or b) and a", Conjunction((Disjunction((A, B)), A))),
        ("not a and b", Conjunction((Negation(A), B))),
        ("NOT (a AND b)", Negation(Conjunction((A, B)))),
        ("a = 1", Comparison("=", name("a"), ONE, None)),
        ("a != 1", Negation(Comparison("=", name("a"), ONE, None))),
        ("a <> 1", Negation(Comparison("=", name("a"), ONE, None))),
        ("a<=1", Comparison("<=", name("a"), ONE, None)),
        ("1 > a.b", Comparison(">", ONE, name("a", "b"), None)),
        ("a in (1, $me)", Membership(name("a"), (ONE, SessionName("me", None)))),
        ("a not in (1)", Negation(Membership(name("a"), (ONE,)))),
        ("$me is null", NullTest(SessionName("me", None))),
        ("a is not null", Negation(NullTest(name("a")))),
        ("true", Truth(Constant(True, "true", None))),
        ("a = FALSE", Comparison("=", name("a"), Constant(False, "FALSE", None), None)),
        ("a = 'it''s'", Comparison("=", name("a"), Constant("it's", "'it''s'", None), None)),
        ("a = -.5", Comparison("=", name("a"), Constant(Decimal("-0.5"), "-.5", None), None)),
        ('"a ""b"".c".d', Truth(name('a "b".c', "d"))),
        ("order_by or android", Disjunction((Truth(name("order_by")), Truth(name("android"))))),
        ("\n a\t\r\n or b ", Disjunction((A, B))),
    ],
)
def test_what_a_text_means(text: str, predicate: Predicate) -> None:
    assert read(text) == predicate


def test_terms_say_what_was_written() -> None:
    terms: list[Term] = [name("a", "b"), SessionName("me", None), ONE]
    assert list(map(str, terms)) == ["a.b", "$me", "1"]


def test_nesting_has_an_end() -> None:
    assert parse_predicate("not " * MAX_NESTING + "a", nowhere).problem is None
    problem = parse_predicate("(" * (MAX_NESTING + 1), nowhere).problem
    assert problem is not None
    assert problem.message == f"the predicate has more than {MAX_NESTING} parentheses and `not`"


@given(st.text("ab.=<>!()'\"$ 1,-&|\n") | st.text())
def test_any_text_is_a_predicate_or_has_a_problem_inside_it(text: str) -> None:
    places = []

    def locate(start: int, end: int) -> None:
        places.append((start, end))

    parsed = parse_predicate(text, locate)
    assert (parsed.predicate is None) is (parsed.problem is not None)
    assert all(0 <= start <= end <= len(text) for start, end in places)


def string_in(schema: str) -> tuple[Source, StringValueNode]:
    source = Source("schema.graphql", schema)
    document, problems = parse([source])
    assert document is not None
    assert problems == []
    argument = document.definitions[0].directives[0].arguments[0]  # type: ignore[attr-defined]
    assert isinstance(argument.value, StringValueNode)
    return source, argument.value


@pytest.mark.parametrize(
    ("written", "word", "found"),
    [
        ('"one two"', "two", "two"),
        ('"a\\tone \\u0074wo"', "two", "\\u0074wo"),
        ('"\\u{1F600}\\uD83D\\uDE00 two"', "two", "two"),
        ('"""one two"""', "two", "two"),
        ('"""\n    one\r\n      two\n  """', "two", "two"),
        ('"""\n\n  one \\"""two\n\n"""', "two", "two"),
        ('"""\n  \\"""\n  two"""', '"""', '"""'),
        ("two", "two", "two"),
    ],
)
def test_the_place_of_a_word_inside_a_string(written: str, word: str, found: str) -> None:
    source, value = string_in(f"type Post @filter({written}) {{ id: ID }}")
    start = value.value.index(word)
    span = place_within(value, start, start + len(word))
    assert span is not None
    assert source.text[span.start : span.end] == found


@given(
    st.lists(st.sampled_from(["a", " ", "\t", "\n", "\r\n", "\r", '\\"""', "  b", "é"]), max_size=20).map(
        "".join
    )
)
def test_every_character_of_a_block_string_has_its_place(content: str) -> None:
    source, value = string_in(f'type Post @filter("""{content}""") {{ id: ID }}')
    text = value.value
    for index, character in enumerate(text):
        span = place_within(value, index, index + 1)
        assert span is not None
        if character not in '\n"':
            assert source.text[span.start] == character


def test_a_string_that_nobody_wrote_has_no_place() -> None:
    assert place_within(StringValueNode(value="a"), 0, 1) is None


def test_the_end_of_a_string_is_a_place() -> None:
    source, value = string_in('type Post @filter("a") { id: ID }')
    assert place_within(value, 1, 1) == Span(source, 20, 20)
