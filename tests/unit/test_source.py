from __future__ import annotations

import graphql
import pytest

from fraiseql.compiler.source import Located, Piece, Source, Span, span_of


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_graphql(end: str) -> None:
    source = Source("s", f"ab{end}{end}cd")
    last = len(source.text) - 1
    assert source.position(0) == (1, 1)
    assert source.position(last) == (3, 2)
    assert [source.line(number) for number in (1, 2, 3)] == ["ab", "", "cd"]


def test_a_final_line_end_opens_an_empty_line() -> None:
    source = Source("s", "ab\n")
    assert source.position(3) == (2, 1)
    assert source.line(2) == ""


def test_columns_count_characters() -> None:
    source = Source("s", "# 日本\U0001f600x")
    assert source.position(source.text.index("x")) == (1, 6)


def test_a_span_has_a_first_and_a_last_position() -> None:
    span = Span(Source("s", "ab\ncd"), 1, 4)
    assert (span.first, span.last) == ((1, 2), (2, 2))
    assert repr(span) == "Span('s', 1, 4)"


def test_a_span_in_a_piece_moves_with_it() -> None:
    piece = Piece(Source("s", "ab\ncd"), 3)
    span = Span(piece, 1, 2)
    assert (span.first, span.part(3, 4).first) == ((2, 2), (2, 1))
    assert span == Span(piece.source, 4, 5)
    piece.source, piece.start = Source("s", "ab\n\ncd"), 4
    assert (span.first, span.part(4, 5).first) == ((3, 2), (3, 1))


def test_positions_agree_with_those_of_graphql_core() -> None:
    source = Source("s", 'type A {\r\n  b: Int\r  "d" c: Int\n}')
    document = graphql.parse(Located(source))
    type_ = document.definitions[0]
    assert isinstance(type_, graphql.ObjectTypeDefinitionNode)
    for field in type_.fields or ():
        span = span_of(field)
        assert span is not None
        assert field.loc
        token = field.loc.start_token
        assert span.first == (token.line, token.column)


def test_a_node_of_another_text_has_no_span() -> None:
    source = Source("s", "type A")
    assert span_of(graphql.parse("type A")) is None
    assert span_of(graphql.parse(Located(source), no_location=True)) is None
    assert span_of(graphql.parse(Located(source))) == Span(source, 0, 6)
