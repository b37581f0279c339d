"""What media types clients accept and send."""

from __future__ import annotations

import pytest

from fraiseql.negotiate import GRAPHQL, HTML, JSON, content_type_problem, negotiate

BROWSER = b"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
URQL = (
    b"application/graphql-response+json, application/graphql+json, application/json, text/event-stream, "
    b"multipart/mixed"
)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        (b"", JSON),
        (b"*/*", JSON),
        (b"application/*", JSON),
        (b"application/json", JSON),
        (b"application/graphql-response+json", GRAPHQL),
        (b"Application/GraphQL-Response+JSON; Charset=UTF-8", GRAPHQL),
        (b"application/graphql-response+json, application/json;q=0.9", GRAPHQL),
        (b"application/graphql-response+json;charset=utf-8,application/json;charset=utf-8", GRAPHQL),
        (b"application/json, application/graphql-response+json", GRAPHQL),
        (b"application/json, application/graphql-response+json;q=0.999", JSON),
        (b"application/graphql-response+json;q=0.5, */*", JSON),
        (b"application/graphql-response+json, */*", GRAPHQL),
        (b"application/json, */*", JSON),
        (b"application/json, application/*;q=0.5", JSON),
        (b"application/json;q=0, */*", GRAPHQL),
        (b"application/json;q=0.2, application/*", GRAPHQL),
        (b"application/json;q=0.2, application/json;q=0.7, application/graphql-response+json;q=0.5", JSON),
        (b"*/*;q=0.1, text/html", JSON),
        (b'application/json; profile="a"', JSON),
        (b"application/json ; q = 1.000", JSON),
        (b"application/json;charset=latin-1, */*;q=0.1", JSON),
        (b", ,application/json,", JSON),
        (BROWSER, JSON),
        (URQL, GRAPHQL),
        (b"text/html", None),
        (b"application/json;q=0", None),
        (b"application/json;q=0.0", None),
        (b"application/json;q=2", None),
        (b"application/json;q=", None),
        (b"application/json;q=nan", None),
        (b"application/json;charset=latin-1", None),
        (b"*/*;q=0", None),
        (b"*/json", None),
        (b"application", None),
        (b"application/jsonx", None),
        (b"\xff\xfe", None),
    ],
)
def test_the_media_type_of_a_response(accept: bytes | None, chosen: bytes | None) -> None:
    for _ in range(2):
        assert negotiate(accept) == chosen
    if accept:
        padded = accept + b", " + b"x" * 1000
        assert negotiate(padded) == chosen


@pytest.mark.parametrize(
    ("accept", "html"),
    [
        (BROWSER, True),
        (b"text/html", True),
        (b"text/html, application/json", False),
        (b"text/html;q=0.9, application/json;q=0.1", True),
        (b"*/*", False),
        (b"text/*", True),
        (URQL, False),
        (None, False),
    ],
)
def test_who_wants_a_page(accept: bytes | None, html: bool) -> None:
    assert (negotiate(accept, (GRAPHQL, JSON, HTML)) == HTML) is html


@pytest.mark.parametrize(
    "content_type",
    [
        b"application/json",
        b"application/json; charset=utf-8",
        b'APPLICATION/JSON;CHARSET="UTF-8"',
        b"application/json;",
    ],
)
def test_content_types_that_are_read(content_type: bytes) -> None:
    assert content_type_problem(content_type, None) is None
    assert content_type_problem(content_type, b"Identity") is None
    assert content_type_problem(content_type + b";a=" + b"b" * 1000, None) is None


@pytest.mark.parametrize(
    ("content_type", "encoding", "message"),
    [
        (None, None, "content type application/json"),
        (b"", None, "content type application/json"),
        (b"text/plain", None, "content type application/json"),
        (b"text/plain;application/json", None, "content type application/json"),
        (b"application/json, text/plain", None, "content type application/json"),
        (b"application/graphql-response+json", None, "content type application/json"),
        (b"application/json; charset=utf-16", None, "must be in UTF-8"),
        (b"application/json", b"gzip", "must not be compressed"),
        (b"application/json", b"identity, br", "must not be compressed"),
    ],
)
def test_content_types_that_are_not_read(
    content_type: bytes | None, encoding: bytes | None, message: str
) -> None:
    assert message in (content_type_problem(content_type, encoding) or "")
