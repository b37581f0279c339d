from __future__ import annotations

from decimal import Decimal

import pytest

from fraiseql.errors import RefusedError
from fraiseql.request import Request, parse_request


def test_a_request() -> None:
    body = b'{"query": "{ a }", "variables": {"x": 1}, "operationName": "A", "extensions": {}, "other": 1}'
    assert parse_request(body) == Request("{ a }", {"x": 1}, "A", {})


def test_only_the_query_is_needed() -> None:
    body = b'{"query": "{ a }", "variables": null, "operationName": null, "extensions": null}'
    assert parse_request(body) == parse_request(b'{"query": "{ a }"}') == Request("{ a }")


def test_no_digit_is_lost() -> None:
    request = parse_request(
        b'{"query": "", "variables": {"a": 0.10, "b": 123456789012345678901, "c": 1e400}}'
    )
    assert request.variables == {"a": Decimal("0.10"), "b": 123456789012345678901, "c": Decimal("1E+400")}
    assert str(request.variables["a"]) == "0.10"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", 'The request has no body. Send a JSON object with a "query".'),
        (b" \n", 'The request has no body. Send a JSON object with a "query".'),
        (b'{"query": }', "The request body is not JSON: invalid character at line 1, column 11."),
        (
            b'{"query": "x",\n  }',
            "The request body is not JSON: trailing comma in object at line 2, column 3.",
        ),
        (b'{"query": "x"} x', "The request body is not JSON: trailing characters at line 1, column 17."),
        (b'{"query": "x"', "The request body is not JSON: it ends too early."),
        (
            rb'{"query": "\\ud800 \ud83d\ude00", "a": "\\\uD800"}',
            "The request body is not JSON: half of a surrogate pair at line 1, column 43.",
        ),
        (
            rb'{"query": "\udc00"}',
            "The request body is not JSON: invalid utf-16 surrogate pair at line 1, column 18.",
        ),
        (b'{"query": "\xff"}', "The request body is not UTF-8."),
        (b'[{"query": "x"}]', "Batches are not supported. Send one request at a time."),
        (b'{"query":"","variables":{"a":' + b"[" * 100_000, "The request body is nested too deeply."),
    ],
)
def test_what_is_not_json(body: bytes, message: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_request(body)
    (error,) = refused.value.errors
    assert (str(error), error.code) == (message, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'"x"', "Expected `object`, got `str`"),
        (b"null", "Expected `object`, got `null`"),
        (b'{"query": 1}', "Expected `str | null`, got `int` - at `$.query`"),
        (b'{"documentId": 1}', "got `int` - at `$.documentId`"),
        (b'{"query": "x", "variables": []}', "got `array` - at `$.variables`"),
        (b'{"query": "x", "operationName": 1}', "got `int` - at `$.operationName`"),
        (b'{"query": "x", "extensions": "y"}', "got `str` - at `$.extensions`"),
        (b'{"query": "x", "variables": {"a": 1e99999999999999999999}}', "A number is out of range"),
        (b'{"query": "x", "variables": {"a": ' + b"9" * 5000 + b"}}", "out of range"),
    ],
)
def test_what_is_json_but_no_request(body: bytes, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_request(body)
    assert str(refused.value).startswith("The request body is not a GraphQL request: ")
    assert words in str(refused.value)
