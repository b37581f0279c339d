from __future__ import annotations

import pytest

from fraiseql.compiler.diagnostics import Diagnostic, ordered, suggest
from fraiseql.compiler.source import Source, Span


@pytest.mark.parametrize(
    ("name", "options", "answer"),
    [
        ("tv_pots", ["tv_post", "tv_user"], "did you mean `tv_post`?"),
        ("TVPost", ["tv_post"], "did you mean `tv_post`?"),
        ("tv_posts", ["app.tv_post", "tv_post"], "did you mean `tv_post` or `app.tv_post`?"),
        ("app.tv_posts", ["app.tv_post", "tv_user"], "did you mean `app.tv_post`?"),
        ("tv_post", ["app.tv_post"], "did you mean `app.tv_post`?"),
        ("aaaa1", ["aaaa2", "aaaa3", "aaaa4", "aaaa5"], "did you mean `aaaa5`, `aaaa4` or `aaaa3`?"),
        ("tv_post", ["tv_post"], None),
        ("invoice", ["tv_post", "tv_user"], None),
        ("tv_post", [], None),
        ("", ["tv_post"], None),
    ],
)
def test_suggest(name: str, options: list[str], answer: str | None) -> None:
    assert suggest(name, options) == answer


def test_suggestions_do_not_depend_on_the_order_of_the_options() -> None:
    options = [f"tv_post{n}" for n in range(9)]
    assert suggest("tv_post", options) == suggest("tv_post", reversed(options)) is not None


def test_ordered_by_position_then_code_and_those_without_a_span_last() -> None:
    source = Source("s", "abc")
    nowhere = Diagnostic("FQ301", "x")
    late = Diagnostic("FQ201", "x", Span(source, 2, 3))
    second = Diagnostic("FQ202", "x", Span(source, 0, 1))
    first = Diagnostic("FQ201", "x", Span(source, 0, 1))
    other_file = Diagnostic("FQ999", "x", Span(Source("a", "abc"), 1, 2))
    assert ordered([nowhere, late, second, first, other_file]) == [other_file, first, second, late, nowhere]
