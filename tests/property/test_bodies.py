"""Whatever the text of a body is, reading it raises nothing, ends soon, and stays within the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fraiseql.compiler.analyse.body import statements
from fraiseql.compiler.analyse.lexer import tokens
from tests.unit.test_analyse_body import BODIES, function

BITS = [
    *(bit for _, body, _ in BODIES.values() for bit in [*body.split(), *body.split("\n")]),
    *"; ' \" ( ) [ ] $$ $a$ /* */ -- << >> := = , . .. ::".split(),
    "\n",
    "é",
    "\0",
]
BODY = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=3)), max_size=15).map(" ".join)
SETTINGS = settings(max_examples=settings.get_profile("fraiseql").max_examples // 10 + 1)
LANGUAGE = st.sampled_from(["sql", "plpgsql"])


@SETTINGS
@given(BODY, LANGUAGE)
def test_any_text_is_read(text: str, language: str) -> None:
    found = statements(function(text, language))
    assert len(found) <= len(text) + 1
    for statement in found:
        assert 0 <= statement.offset <= len(text)
        assert statement.line == text.count("\n", 0, statement.offset) + 1


@SETTINGS
@given(st.sampled_from(sorted(BODIES)), st.data())
def test_a_body_that_is_cut_or_mended_is_read(name: str, data: st.DataObject) -> None:
    language, body, _ = BODIES[name]
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    put = data.draw(st.sampled_from(BITS))
    assert isinstance(statements(function(body[:start] + put + body[end:], language)), tuple)


@SETTINGS
@given(BODY)
def test_tokens_are_the_text_but_for_space_and_comments(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.start >= end
        assert token.text == text[token.start : token.end] != ""
        end = token.end
