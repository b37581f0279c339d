"""Which document a request asks for: trusted ones, those of any client, and automatic persisted queries."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fraiseql import FraiseQL
from fraiseql.dynamic import PERSISTED, DynamicDocuments
from fraiseql.load import Plans, load
from fraiseql.plan import digest
from fraiseql.request import Request
from tests.plans import Sample, write_plans

NAMED = "query Titles($limit: Int = 2) { posts(limit: $limit) { title } }\n"
NAMELESS = "{ postCount }"
SCHEMA = """
{ __typename __schema { queryType { name } } t: __type(name: "Status") { ...T } postCount }
fragment T on __Type { enumValues { name } }
"""
FLAGS = """
query Flags($more: Boolean!, $n: Int = 1) {
  __schema @include(if: true) { queryType { name } }
  postCount @skip(if: $more)
  ... @include(if: $more) { ...R } }
fragment R on Query { post(number: $n) { ...P price @skip(if: $more) }
}
fragment P on Post { id @include(if: $more) title }
"""
EXACT = "query Exact { echoed: posts(where: { price: { gt: 0.10000000000000000001 } }) { id } }"
RENAME = "mutation Rename($id: ID!, $title: String) { rename(id: $id, title: $title) { title } }"
SHARED = "query A { posts { ...P2 } } query B { post(number: 1) { ...P2 } } fragment P2 on Post { id }"
ALL = (NAMED, NAMELESS, SCHEMA, FLAGS, EXACT, RENAME, SHARED)

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def plans(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with trusted documents."""
    return write_plans(sample.url, tmp_path_factory.mktemp("trusted") / "plans", operations=ALL)


def asking(plans: Path | Plans, url: str, **options: Any) -> Iterator[Ask]:
    with asyncio.Runner() as runner:
        app = FraiseQL(plans, database=url, **options)

        def ask(query: str | None = None, variables: Any = None, **members: Any) -> dict[str, Any]:
            request = Request(query, variables, **members)
            return json.loads(runner.run(app._run(request, {})))  # type: ignore[no-any-return]

        yield ask
        runner.run(app.close())


@pytest.fixture(scope="module")
def ask(plans: Path, sample: Sample) -> Iterator[Ask]:
    """Asks an app that executes any document."""
    yield from asking(plans, sample.url)


@pytest.fixture(scope="module")
def ask_trusted(plans: Path, sample: Sample) -> Iterator[Ask]:
    """Asks an app that executes trusted documents only."""
    yield from asking(plans, sample.url, documents="only")


def only_error(response: dict[str, Any]) -> tuple[str, str]:
    """The code and the message of a request that was refused for one reason."""
    assert response.keys() == {"errors"}
    (error,) = response["errors"]
    return error["extensions"]["code"], error["message"]


def persisted(text: str, **others: Any) -> dict[str, Any]:
    """Apollo's extension for a document."""
    return {"persistedQuery": {"version": 1, "sha256Hash": digest(text.encode())} | others}


# --- trusted documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (NAMED, None),
        (NAMED, {"limit": 1}),
        (NAMED, {"limit": "many"}),
        (NAMELESS, None),
        (SCHEMA, None),
        (FLAGS, {"more": True}),
        (FLAGS, {"more": False}),
        (FLAGS, {"more": True, "n": 3}),
        (FLAGS, {}),
        (EXACT, None),
        (RENAME, {"id": "no uuid"}),
    ],
)
def test_a_trusted_document_answers_like_its_text(
    ask: Ask, ask_trusted: Ask, text: str, variables: Any
) -> None:
    # With a space more it is another text, which graphql-core reads.
    expected = ask(f"{text} ", variables)
    sha256 = digest(text.encode())
    for one in (ask, ask_trusted):
        assert one(None, variables, document_id=sha256) == expected
        assert one(None, variables, document_id=f"sha256:{sha256}") == expected
        assert one(None, variables, extensions=persisted(text)) == expected
        assert one(text, variables) == expected
        assert one(text, variables, document_id=sha256) == expected


def test_of_several_operations_in_a_file_each_is_a_document(plans: Path, ask_trusted: Ask) -> None:
    ids = json.loads((plans / "operations.json").read_text())["ids"]
    assert ids.keys() == {"A", "B", "Exact", "Flags", "Rename", "Titles"}
    assert ids["Titles"] == digest(NAMED.encode())
    printed = "query B {\n  post(number: 1) {\n    ...P2\n  }\n}\n\nfragment P2 on Post {\n  id\n}"
    assert ids["B"] == digest(printed.encode())
    first = {"id": "00000000-0000-0000-0000-000000000001"}
    assert ask_trusted(document_id=ids["B"]) == {"data": {"post": first}}
    assert ask_trusted(printed) == {"data": {"post": first}}
    assert ask_trusted(document_id=ids["A"])["data"]["posts"][0] == first


def test_errors_have_their_places_in_the_text_that_clients_have(plans: Path, ask_trusted: Ask) -> None:
    response = ask_trusted(None, {"limit": 9}, document_id=digest(NAMED.encode()))
    (error,) = response["errors"]
    assert error["locations"] == [{"line": 1, "column": 33}]


def test_the_name_of_the_operation_is_held_to_it(ask: Ask, ask_trusted: Ask) -> None:
    sha256 = digest(NAMED.encode())
    for one in (ask, ask_trusted):
        assert "data" in one(document_id=sha256, operation_name="Titles")
        assert only_error(one(document_id=sha256, operation_name="Other")) == (
            "OPERATION_RESOLUTION_FAILURE",
            'The document holds no operation named "Other".',
        )
        nameless = one(document_id=digest(NAMELESS.encode()), operation_name="Titles")
        assert only_error(nameless)[0] == "OPERATION_RESOLUTION_FAILURE"


def test_only_trusted_documents_where_others_are_not_allowed(ask_trusted: Ask) -> None:
    refusal = "Only trusted documents are executed here, and this is none; send a documentId."
    for text in ("{ posts { id } }", f"{NAMELESS} ", "{", ""):
        assert only_error(ask_trusted(text)) == ("DOCUMENT_NOT_TRUSTED", refusal)
        assert only_error(ask_trusted(text, extensions=persisted(text)))[0] == "DOCUMENT_NOT_TRUSTED"
    unknown = only_error(ask_trusted(document_id="ab"))
    assert unknown == ("PERSISTED_QUERY_NOT_FOUND", 'No trusted document has the id "ab".')
    by_extension = ask_trusted(extensions=persisted("{ posts { id } }"))
    assert only_error(by_extension)[0] == "PERSISTED_QUERY_NOT_FOUND"


def test_an_id_that_is_unknown(ask: Ask) -> None:
    code, message = only_error(ask(document_id="x" * 1000))
    assert (code, len(message)) == ("PERSISTED_QUERY_NOT_FOUND", 114)


def test_execute_takes_an_id(plans: Path, sample: Sample) -> None:
    async def main() -> Any:
        async with FraiseQL(plans, database=sample.url, documents="only") as app:
            return await app.execute(document_id=digest(NAMED.encode()), variables={"limit": 1})

    assert asyncio.run(main()) == {"data": {"posts": [{"title": "One"}]}}


def test_what_documents_may_be(plans: Path, sample: Sample) -> None:
    with pytest.raises(ValueError, match='documents is "any" or "only", not \'olny\''):
        FraiseQL(plans, database=sample.url, documents="olny")  # type: ignore[arg-type]


def test_many_trusted_documents_all_stay_prepared(plans: Path, sample: Sample) -> None:
    from fraiseql.documents import Documents
    from fraiseql.execute import KEPT, Executor

    loaded = load(plans)
    documents = Documents(loaded, None)
    assert documents.size > sum(len(document.text) for document in loaded.operations.values())
    executor = Executor(loaded, None, "only", automatic=False)  # type: ignore[arg-type]
    assert executor._prepared._kept._left == KEPT + documents.size


SERVE = """
import asyncio, json, sys
from fraiseql import FraiseQL

plans, url, body = sys.argv[1:]
app = FraiseQL(plans, database=url, documents="only")
messages = []

async def receive():
    return {"type": "http.request", "body": body.encode()}

async def send(message):
    messages.append(message)

async def main():
    async with app:
        headers = [(b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
        await app(scope, receive, send)

asyncio.run(main())
print(messages[1]["body"].decode())
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("text", [NAMED, SCHEMA])
def test_graphql_core_is_not_imported_to_serve_trusted_documents(
    plans: Path, sample: Sample, ask: Ask, text: str
) -> None:
    body = json.dumps({"documentId": digest(text.encode())})
    run = subprocess.run(
        [sys.executable, "-c", SERVE, plans, sample.url, body], check=True, capture_output=True, text=True
    )
    answer, modules = map(json.loads, run.stdout.splitlines())
    assert answer == ask(text)
    assert "fraiseql.execute" in modules
    unwanted = ("graphql", "lark", "click", "fraiseql.document", "fraiseql.compiler")
    assert [name for name in modules if name in unwanted] == []


# --- ids in requests -------------------------------------------------------------------------------------


def test_a_request_without_any_document(ask: Ask, ask_trusted: Ask) -> None:
    for one in (ask, ask_trusted):
        reason = 'The request holds neither a "query" nor a "documentId".'
        assert only_error(one()) == ("BAD_REQUEST", reason)
        assert only_error(one(extensions={"other": 1})) == ("BAD_REQUEST", reason)
        assert only_error(one(extensions={"persistedQuery": None})) == ("BAD_REQUEST", reason)


@pytest.mark.parametrize(
    ("extension", "words"),
    [
        ("x", "Expected `object`, got `str`"),
        ({}, "missing required field `version`"),
        ({"version": 1}, "missing required field `sha256Hash`"),
        ({"version": "1", "sha256Hash": "x"}, "Expected `int`, got `str` - at `$.version`"),
        ({"version": 1, "sha256Hash": 1}, "Expected `str`, got `int` - at `$.sha256Hash`"),
    ],
)
def test_an_extension_that_is_malformed(ask: Ask, extension: Any, words: str) -> None:
    code, message = only_error(ask(NAMELESS, extensions={"persistedQuery": extension}))
    assert code == "BAD_REQUEST"
    assert message.startswith("The extension persistedQuery is malformed: ")
    assert words in message


def test_another_version_of_the_protocol(ask: Ask) -> None:
    reason = "Version 2 of the extension persistedQuery is not supported; 1 is."
    assert only_error(ask(extensions=persisted(NAMELESS, version=2))) == ("BAD_REQUEST", reason)


def test_an_id_is_the_hash_of_the_query_that_comes_with_it(ask: Ask, ask_trusted: Ask) -> None:
    reason = "The document's id is not the SHA-256 of the query."
    for one in (ask, ask_trusted):
        for members in ({"extensions": persisted(NAMED)}, {"document_id": digest(NAMED.encode())}):
            assert only_error(one(NAMELESS, **members)) == ("BAD_REQUEST", reason)
        assert only_error(one("\ud800", document_id="ab")) == ("BAD_REQUEST", reason)


def test_hashes_may_be_in_capitals(ask: Ask) -> None:
    assert ask(document_id=digest(NAMELESS.encode()).upper()) == {"data": {"postCount": 5}}


# --- automatic persisted queries -------------------------------------------------------------------------

NOT_FOUND = ("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")


def test_a_query_is_sent_once_and_its_hash_from_then_on(ask: Ask) -> None:
    query = "query One($n: Int!) { post(number: $n) { number } } query Two { postCount }"
    name = "One"
    assert only_error(ask(None, {"n": 1}, operation_name=name, extensions=persisted(query))) == NOT_FOUND
    expected = {"data": {"post": {"number": 1}}}
    assert ask(query, {"n": 1}, operation_name=name, extensions=persisted(query)) == expected
    assert ask(None, {"n": 1}, operation_name=name, extensions=persisted(query)) == expected
    assert ask(operation_name="Two", extensions=persisted(query)) == {"data": {"postCount": 5}}
    # What clients persist is no trusted document.
    assert only_error(ask(document_id=digest(query.encode())))[0] == "PERSISTED_QUERY_NOT_FOUND"


def test_a_query_that_is_wrong_is_not_kept(ask: Ask) -> None:
    query = "{ nothing }"
    assert only_error(ask(query, extensions=persisted(query)))[0] == "GRAPHQL_VALIDATION_FAILED"
    assert only_error(ask(extensions=persisted(query))) == NOT_FOUND


def test_a_query_that_only_came_with_a_document_id_is_not_kept(ask: Ask) -> None:
    query = "{ postCount postCount }"
    assert "data" in ask(query, document_id=digest(query.encode()))
    assert only_error(ask(extensions=persisted(query))) == NOT_FOUND


def test_automatic_persisted_queries_can_be_turned_off(plans: Path, sample: Sample) -> None:
    for ask in asking(plans, sample.url, automatic_persisted_queries=False):
        query = "{ a: postCount }"
        assert ask(query, extensions=persisted(query)) == {"data": {"a": 5}}
        assert only_error(ask(extensions=persisted(query))) == (
            "PERSISTED_QUERY_NOT_SUPPORTED",
            "PersistedQueryNotSupported",
        )
        assert ask(extensions=persisted(NAMELESS)) == {"data": {"postCount": 5}}


def test_what_is_kept_is_bounded(sample: Sample) -> None:
    documents = DynamicDocuments(sample.plans, automatic=True)
    long = "x" * 10_000
    for number in range(2 * PERSISTED // len(long)):
        documents.persist(str(number), long)
    assert documents._texts is not None
    assert len(documents._texts._kept) == PERSISTED // (len(long) + 200)
    assert documents.persisted(str(number)) == long
