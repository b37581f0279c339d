"""HTTP: methods, headers, bodies in pieces, connections, and bytes that are none of that."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.plans import Sample
from tests.serving import GOOD, GOOD_ANSWER, GRAPHQL, JSON, Service, body, problem, read_answer, running


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "QUERY", "PROPFIND"])
def test_other_methods_are_refused(service: Service, method: str) -> None:
    answer = service.send(method, body(GOOD))
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert problem(answer) == ("METHOD_NOT_ALLOWED", f"GraphQL is served over GET and POST, not {method}.")


def test_options_say_what_is_served(service: Service) -> None:
    answer = service.send("OPTIONS", None, {})
    assert (answer.status, answer.headers["allow"], answer.body) == (204, "GET, HEAD, POST, OPTIONS", b"")
    assert not {"content-type", "content-length", "access-control-allow-origin"} & answer.headers.keys()


def test_get(service: Service) -> None:
    answer = service.get(query=GOOD)
    assert (answer.status, answer.json) == (200, GOOD_ANSWER)
    assert (answer.headers["vary"], answer.headers["cache-control"]) == ("accept", "no-store")
    query = "query A($n: Int) { a: posts(limit: $n) { number } } query B { __typename }"
    answer = service.get(query=query, variables='{"n": 1}', operationName="A", extensions="{}", other="x")
    assert answer.json == {"data": {"a": [{"number": 1}]}}
    assert (
        service.get(query='{ posts(where: {title: {ne: "ä&+ =😀"}}, limit: 2) { number } }').json
        == GOOD_ANSWER
    )


def test_head_is_get_without_the_body(service: Service) -> None:
    got = service.get(query=GOOD)
    answer = service.get("HEAD", query=GOOD)
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(got.body))
    assert service.get("HEAD").status == 400
    connection = service.connect()  # which is not out of step afterwards
    for method in ("HEAD", "GET", "HEAD", "GET"):
        connection.request(method, "/?query=%7B__typename%7D")
        assert read_answer(connection).body == (
            b'{"data":{"__typename":"Query"}}' if method == "GET" else b""
        )
    connection.close()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", [{}, {"accept": GRAPHQL["accept"]}])
def test_a_mutation_needs_post(service: Service, method: str, headers: dict[str, str]) -> None:
    answer = service.get(method, headers, query="mutation { whoami }")
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    if method == "GET":
        assert problem(answer) == ("METHOD_NOT_ALLOWED", "A mutation needs POST.")
    both = "mutation A { whoami } query B { __typename }"
    assert service.get(method, headers, query=both, operationName="A").status == 405
    assert service.get(method, headers, query=both, operationName="B").status == 200


NEITHER = 'The request holds neither a "query" nor a "documentId".'

BAD_GETS = {
    "nothing": ("", NEITHER),
    "an empty query": ("?query=", NEITHER),
    "no such parameter": ("?qeury=%7Ba%7D", NEITHER),
    "a query twice": ("?query=%7Ba%7D&query=%7Bb%7D", 'has "query" more than once'),
    "variables twice": ("?query=%7Ba%7D&variables=%7B%7D&variables=%7B%7D", 'has "variables" more than once'),
    "variables a list": (
        "?query=%7Ba%7D&variables=[1]",
        "Expected `object | null`, got `array` - at `$.variables`",
    ),
    "variables text": ('?query=%7Ba%7D&variables="a"', "got `str` - at `$.variables`"),
    "variables no JSON": (
        "?query=%7Ba%7D&variables=%7Ba",
        '"variables" in the query string of the URL is not JSON: object keys must be strings at line 1',
    ),
    "variables cut off": ("?query=%7Ba%7D&variables=%7B", "is not JSON: it ends too early"),
    "variables too deep": (f"?query=%7Ba%7D&variables={'[' * 10_000}", "is nested too deeply"),
    "half a pair": (r'?query=%7Ba%7D&variables={"a":"\ud800"}', "half of a surrogate pair"),
    "a number out of range": (
        "?query=%7Ba%7D&variables=[1e99999999999999999999]",
        "A number is out of range",
    ),
    "extensions a number": ("?query=%7Ba%7D&extensions=1", "got `int` - at `$.extensions`"),
    "not UTF-8": ("?query=%7B%FF%7D", "The query string of the URL is not UTF-8."),
    "many parameters": (f"?query=%7Ba%7D{'&a=1' * 100}", "has more than 50 parameters"),
}


@pytest.mark.parametrize(("query_string", "message"), BAD_GETS.values(), ids=BAD_GETS)
def test_query_strings_that_are_no_request(service: Service, query_string: str, message: str) -> None:
    head = f"GET /{query_string} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    answer = service.exchange(head.encode())
    code, found = problem(answer)
    assert (answer.status, code) == (400, "BAD_REQUEST")
    assert message in found


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($x: Int!) { posts(limit: $x) { number } }", "BAD_USER_INPUT"),
    ],
)
def test_get_of_a_query_that_is_wrong(service: Service, query: str, code: str) -> None:
    for headers, status in [({}, 200), ({"accept": GRAPHQL["accept"]}, 400)]:
        answer = service.get("GET", headers, query=query)
        assert (answer.status, problem(answer)[0]) == (status, code)


def test_a_url_over_the_limit(service: Service) -> None:
    answer = service.get(query=GOOD + "#" * 17_000)
    assert (answer.status, problem(answer)[0]) == (414, "URI_TOO_LONG")
    assert "longer than 16384 bytes; send the request with POST" in problem(answer)[1]


@pytest.mark.parametrize("headers", [{"cookie": "a" * 33_000}, {f"x-{n}": "1" for n in range(100)}])
def test_headers_over_a_limit(service: Service, headers: dict[str, str]) -> None:
    answer = service.post(body(GOOD), {**JSON, **headers})
    assert (answer.status, problem(answer)[0]) == (431, "HEADERS_TOO_LARGE")


@pytest.mark.parametrize("accept", ["text/plain", "text/html, image/*", "application/json;q=0", "nonsense"])
def test_a_client_that_accepts_nothing_of_ours(service: Service, accept: str) -> None:
    for answer in (
        service.post(body(GOOD), {**JSON, "accept": accept}),
        service.get("GET", {"accept": accept}, query=GOOD),
    ):
        assert (answer.status, problem(answer)[0]) == (406, "NOT_ACCEPTABLE")


def test_both_media_types_of_responses(service: Service) -> None:
    for accept, kind in [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/graphql-response+json", "application/graphql-response+json"),
        ("application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json"),
        ("application/graphql-response+json;q=0.1, application/json;q=0.9", "application/json"),
    ]:
        given = {} if accept is None else {"accept": accept}
        for answer in (service.post(body(GOOD), {**JSON, **given}), service.get("GET", given, query=GOOD)):
            assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
            assert (answer.status, answer.json) == (200, GOOD_ANSWER)


def test_accept_on_several_lines(service: Service) -> None:
    head = b"GET /?query=%7B__typename%7D HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: text/html\r\n"
    assert service.exchange(head + b"accept: application/json\r\n\r\n").status == 200
    assert service.exchange(head + b"\r\n").status == 406


@pytest.mark.parametrize(
    "type_",
    ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/graphql", ""],
)
def test_another_content_type_is_refused(service: Service, type_: str) -> None:
    answer = service.post(body(GOOD), {"content-type": type_})
    assert answer.status == 415
    assert problem(answer) == (
        "UNSUPPORTED_MEDIA_TYPE",
        "The request body must have the content type application/json.",
    )


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", '"us-ascii"'])
def test_another_charset_is_refused(service: Service, charset: str) -> None:
    answer = service.post(body(GOOD), {"content-type": f"application/json; charset={charset}"})
    assert answer.status == 415
    assert "in UTF-8" in problem(answer)[1]


def test_a_compressed_body_is_refused(service: Service) -> None:
    answer = service.post(gzip.compress(body(GOOD)), {**JSON, "content-encoding": "gzip"})
    assert answer.status == 415
    assert "must not be compressed" in problem(answer)[1]
    assert service.post(body(GOOD), {**JSON, "content-encoding": "identity"}).json == GOOD_ANSWER


def test_no_content_type_is_refused(service: Service) -> None:
    assert service.post(body(GOOD), {}).status == 415


@pytest.mark.parametrize(
    "type_",
    [
        "application/json;charset=utf-8",
        'Application/JSON ; Charset="UTF-8"',
        "application/json;charset=utf8",
        "application/json; a=b",
        "application/json;",
    ],
)
def test_forms_of_the_content_type(service: Service, type_: str) -> None:
    assert service.post(body(GOOD), {"content-type": type_}).json == GOOD_ANSWER


def test_a_body_over_the_limit_is_refused_by_its_length(service: Service) -> None:
    answer = service.post(body(GOOD, other="x" * 1_000_000))
    assert answer.status == 413
    assert problem(answer) == ("PAYLOAD_TOO_LARGE", "The request body is larger than 1000000 bytes.")
    fits = body(GOOD, other="")
    assert service.post(body(GOOD, other="x" * (1_000_000 - len(fits)))).json == GOOD_ANSWER


def test_a_body_over_the_limit_is_refused_while_it_comes(service: Service) -> None:
    chunks = (b"x" * 10_000 for _ in range(500))  # five times the limit
    answer = service.post(chunks)
    assert (answer.status, problem(answer)[0]) == (413, "PAYLOAD_TOO_LARGE")


def test_a_body_over_the_limit_need_not_come(service: Service) -> None:
    head = (
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n"
    )
    with service.open_socket(head, b"x" * 1_100_000) as client:
        assert client.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_body_in_pieces(service: Service) -> None:
    sent = body('{ posts(where: {title: {ne: "ä"}}, limit: 2) { number } }'.replace("ä", "ä€😀"))
    assert service.post(sent[i : i + 1] for i in range(len(sent))).json == GOOD_ANSWER


def test_bytes_that_are_no_http(service: Service) -> None:
    for sent in (b"\0\1\2\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01 TLS?\r\n\r\n"):
        with service.open_socket(sent) as client:
            assert client.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_requests_follow_each_other_on_a_connection(service: Service) -> None:
    connection = service.connect()
    for sent, status in [(body(GOOD), 200), (b"{", 400), (body("{"), 400), (body(GOOD), 200)] * 3:
        connection.request("POST", "/", sent, GRAPHQL)
        assert read_answer(connection).status == status
    connection.close()


def test_requests_that_do_not_wait_for_the_answer_before(service: Service) -> None:
    request = service.raw_request(GOOD)
    with service.open_socket(request * 5) as client:
        received = b""
        while received.count(b'{"number":2}') < 5:
            data = client.recv(10_000)
            assert data
            received += data
    assert received.count(b"HTTP/1.1 200 ") == 5


def test_a_client_that_goes_away_while_it_speaks(service: Service) -> None:
    request = service.raw_request(GOOD)
    for length in (1, 50, len(request) - 10):
        service.open_socket(request[:length]).close()


@pytest.mark.parametrize(("option", "title"), [("--graphiql", b"<title>GraphiQL"), ("--no-graphiql", None)])
def test_graphiql_is_an_option(sample: Sample, tmp_path: Path, option: str, title: bytes | None) -> None:
    serve = (
        "-m",
        "fraiseql",
        "serve",
        sample.directory,
        "--database",
        sample.url,
        "--port",
        "{port}",
        option,
    )
    with running(tmp_path / "log", *serve) as service:
        answer = service.send("GET", None, {"accept": "text/html, */*;q=0.1"})
        assert (answer.headers["content-type"] == "text/html; charset=utf-8") == (title is not None)
        assert (title or b"errors") in answer.body
