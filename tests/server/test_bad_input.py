"""Bodies and documents that are wrong, each with the error that says so."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests.serving import GOOD, GOOD_ANSWER, GRAPHQL, Service, body, problem, with_variable

BY_ID = "post(identifier: $x) { id }"
ECHO = "mutation($x: JSON) { echo(input: {anything: $x}) }"


def echo(value: bytes) -> bytes:
    """A request that gives a JSON value, as text, to the database."""
    return body(ECHO)[:-1] + b', "variables": {"x": ' + value + b"}}"


NOT_REQUESTS: dict[str, tuple[bytes, str]] = {
    "malformed": (b'{"query": "x",\n  "variables": }', "not JSON: invalid character at line 2, column 16"),
    "cut off": (b'{"query": "{ posts', "not JSON: it ends too early"),
    "trailing": (body(GOOD) + b"}", "trailing characters at line 1, column 45"),
    "empty": (b"", "The request has no body."),
    "blank": (b" \n\t", "The request has no body."),
    "null": (b"null", "Expected `object`, got `null`"),
    "text": (b'"{ posts { id } }"', "Expected `object`, got `str`"),
    "a number": (b"1", "Expected `object`, got `int`"),
    "a batch": (b" [" + body(GOOD) + b"]", "Batches are not supported."),
    "no query": (b"{}", 'The request holds neither a "query" nor a "documentId".'),
    "query null": (body(None), 'The request holds neither a "query" nor a "documentId".'),
    "query not text": (body(["{ posts }"]), "Expected `str | null`, got `array` - at `$.query`"),
    "variables a list": (body(GOOD, variables=[]), "got `array` - at `$.variables`"),
    "variables text": (body(GOOD, variables="{}"), "got `str` - at `$.variables`"),
    "operation name": (body(GOOD, operationName=1), "got `int` - at `$.operationName`"),
    "extensions": (body(GOOD, extensions=1), "got `int` - at `$.extensions`"),
    "not UTF-8": (body("{ posts(where: {title: {eq: '*'}}) }").replace(b"*", b"\xff"), "not UTF-8"),
    "UTF-16": (body(GOOD).decode().encode("utf-16"), "not JSON: invalid character at line 1, column 1"),
    "byte order mark": (b"\xef\xbb\xbf" + body(GOOD), "not JSON: invalid character at line 1, column 1"),
    "half a pair": (
        with_variable("String", BY_ID, rb'"\ud800"'),
        "half of a surrogate pair at line 1, column",
    ),
    "half a pair, then text": (with_variable("String", BY_ID, rb'"\ud800x"'), "surrogate pair"),
    "half a pair, the second": (with_variable("String", BY_ID, rb'"\udc00"'), "surrogate pair"),
    "half a pair in the query": (rb'{"query": "{ post(identifier: \"\ud83d\") }"}', "surrogate pair"),
    "half a pair in a name": (rb'{"\ud800": 1}', "half of a surrogate pair at line 1, column 3"),
    "a raw U+0000": (body(GOOD) + b"\0", "not JSON: trailing characters"),
    "brackets": (b"[" * 100_000, "Batches are not supported."),
    "braces": (b'{"a":' * 100_000, "nested too deeply"),
    "brackets in a value": (echo(b"[" * 100_000 + b"]" * 100_000), "nested too deeply"),
    "many digits": (
        with_variable("Int", "posts(limit: $x) { id }", b"1" * 5000),
        "Integer value out of range",
    ),
    "a huge exponent": (echo(b"1e99999999999999999999"), "A number is out of range"),
}


@pytest.mark.parametrize(("sent", "message"), NOT_REQUESTS.values(), ids=NOT_REQUESTS)
def test_what_is_no_request(service: Service, sent: bytes, message: str) -> None:
    answer = service.post(sent)
    code, found = problem(answer)
    assert (answer.status, code) == (400, "BAD_REQUEST")
    assert message in found


NESTED = "{posts(where: " + "{NOT: " * 3000 + "{}" + "}" * 3000 + ") { id } }"
FIELDS = "{posts " + "{author " * 3000 + "{id}" + "}" * 3000 + "}"
PARSE, VALIDATE, RESOLVE = "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE"
INPUT, LIMIT = "BAD_USER_INPUT", "LIMIT_EXCEEDED"
WHERE = "posts(where: $x) { id }"

REFUSED: dict[str, tuple[bytes, str, str]] = {
    "no document": (body(""), PARSE, "Unexpected <EOF>"),
    "not GraphQL": (body("{ posts(] }"), PARSE, "Expected"),
    "U+0000 in the document": (body("{ posts\0 }"), PARSE, "U+0000"),
    "half a pair in the document": (body(r'{ post(identifier: "\ud800") { id } }'), PARSE, r"'\ud800'"),
    "nested fields": (body(FIELDS), PARSE, "nested too deeply"),
    "nested objects": (body(NESTED), PARSE, "nested too deeply"),
    "nested lists": (body("{posts(orderBy: " + "[" * 4000), PARSE, "nested too deeply"),
    "nested types": (body("query($x: " + "[" * 4000 + "Int"), PARSE, "nested too deeply"),
    "nested fragments": (body("{posts " + "{... " * 4000), PARSE, "nested too deeply"),
    "too long": (body(GOOD + "#" * 100_000), LIMIT, "at most 100000 are allowed"),
    "too many words": (body("{" + "posts " * 12_000 + "}"), LIMIT, "more than 10000 tokens"),
    "an unknown field": (body("{ posts { nope } }"), VALIDATE, "Cannot query field 'nope' on type 'Post'"),
    "an unknown argument": (body("{ posts(first: 1) { id } }"), VALIDATE, "Unknown argument 'first'"),
    "a fragment in itself": (
        body("{ posts { ...A } } fragment A on Post { ...A }"),
        VALIDATE,
        "within itself",
    ),
    "a long literal": (
        body("{ posts(limit: " + "[" * 150 + "]" * 150 + ") { id } }"),
        VALIDATE,
        "Int cannot",
    ),
    "the same field too often": (body("{ posts {" + "id " * 9000 + "} }"), VALIDATE, "too complex"),
    "a number of many digits": (body("{ posts(limit: " + "1" * 5000 + ") { id } }"), VALIDATE, "limit"),
    "too large an exponent": (body("{ posts(limit: 1e999999999) { id } }"), VALIDATE, "Int cannot represent"),
    "too large an exponent in JSON": (
        body("mutation { echo(input: {anything: [1e999999999]}) }"),
        VALIDATE,
        "of fewer digits",
    ),
    "introspection without end": (
        body("{ __schema { types " + "{ fields { type " * 50 + "{ name }" + "}}" * 50 + "} }"),
        LIMIT,
        "more than 2 lists of fields or types",
    ),
    "no such operation": (body(GOOD, operationName="\0"), RESOLVE, "no operation named"),
    "several operations": (body("query A { a } query B { b }"), RESOLVE, "several operations"),
    "no operation": (body("type A { a: Int }"), RESOLVE, "no operation"),
    "a subscription": (body("subscription { posts { id } }"), RESOLVE, "not supported"),
    "a wrong variable": (with_variable("Int", "posts(limit: $x) { id }", b'"3"'), INPUT, "a whole number"),
    "a variable that is missing": (body("query($x: Int!) { post(number: $x) { id } }"), INPUT, "is missing"),
    "U+0000 in a variable": (with_variable("String", BY_ID, rb'"a\u0000b"'), INPUT, "without U+0000"),
    "U+0000 in JSON": (echo(rb'{"a": ["\u0000"]}'), INPUT, "without U+0000"),
    "U+0000 in a key": (echo(rb'{"a": {"\u0000": 1}}'), INPUT, "without U+0000"),
    "U+0000 in an unknown place": (
        with_variable("PostWhere", WHERE, rb'{"\u0000": 1}'),
        INPUT,
        "unknown field",
    ),
    "an unknown operator": (
        with_variable("PostWhere", WHERE, b'{"views": {"nope": 1}}'),
        INPUT,
        "x.views.nope",
    ),
    "a where that is too deep": (
        with_variable("PostWhere", WHERE, b'{"NOT":' * 300 + b"{}" + b"}" * 300),
        INPUT,
        "nested too deeply",
    ),
    "an exponent in a variable": (
        with_variable("Int", "posts(limit: $x) { id }", b"1e999999999"),
        INPUT,
        "a whole number",
    ),
    "JSON of a large number": (echo(b"1e131072"), INPUT, "of fewer digits"),
    "JSON of a long number": (echo(b"1" * 200_000 + b".5"), INPUT, "of fewer digits"),
    "JSON of a small number": (echo(b'{"a": [1e-16384]}'), INPUT, "of fewer digits"),
    "a decimal of many digits": (
        with_variable("Decimal", "posts(where: {price: {eq: $x}}) { id }", b'"%s"' % (b"1" * 200_000)),
        INPUT,
        "of fewer digits",
    ),
    "an offset that is none": (
        with_variable("DateTime", "posts(where: {created: {eq: $x}}) { id }", b'"2026-01-01T00:00:00+23:59"'),
        INPUT,
        "a date and time with an offset",
    ),
}


@pytest.mark.parametrize(("sent", "code", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_operation(service: Service, sent: bytes, code: str, message: str) -> None:
    answer = service.post(sent, GRAPHQL)
    found_code, found = problem(answer)
    assert (answer.status, found_code) == (400, code)
    assert message in found
    older = service.post(sent)
    assert (older.status, older.json) == (200, answer.json)


LITERALS = {
    "a lookup without a key": ("{ post { id } }", "needs a value"),
    "U+0000 escaped": (r'{ post(identifier: "a\u0000b") { id } }', "without U+0000"),
    "U+0000 as it is": ('{ post(identifier: "a\0b") { id } }', "without U+0000"),
    "not a UUID": ('{ post(id: "\\u{1F600}") { id } }', "a UUID"),
    "infinite": ("mutation { sleep(seconds: 1e999) }", "a finite number"),
    "a negative limit": ("{ posts(limit: -1) { id } }", "cannot be negative"),
}


@pytest.mark.parametrize(("query", "message"), LITERALS.values(), ids=LITERALS)
def test_a_literal_that_does_not_fit_is_the_error_of_its_field(
    service: Service, query: str, message: str
) -> None:
    (error,) = service.ask(query)["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert message in error["message"]
    assert error["path"]


def test_members_of_other_names_are_ignored(service: Service) -> None:
    sent = body(GOOD, variables={"x\0": "\0"}, extensions={"a": 1}, other=json.loads("[" * 500 + "]" * 500))
    assert service.post(sent).json == GOOD_ANSWER


def test_of_duplicate_keys_the_last_counts(service: Service) -> None:
    assert service.post(b'{"query": "{ nope }", ' + body(GOOD)[1:]).json == GOOD_ANSWER


@pytest.mark.parametrize("number", ["1e131071", "9e-16383", "0.10", "-12345678901234567890123", "1" * 4300])
def test_numbers_get_through_whole(service: Service, number: str) -> None:
    answer = json.loads(service.post(echo(number.encode())).body, parse_float=Decimal, parse_int=Decimal)
    assert answer["data"]["echo"]["input"]["any_thing"] == Decimal(number)


def test_deep_but_sane_json_gets_through(service: Service) -> None:
    deep = json.loads("[" * 150 + "]" * 150)
    answer = service.ask("mutation($x: JSON) { echo(input: {anything: $x}) }", {"x": deep})
    assert answer["data"]["echo"]["input"]["any_thing"] == deep
