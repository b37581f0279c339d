"""GET by a document's id: entity tags, and answers that need not be sent again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from fraiseql import FraiseQL
from fraiseql.asgi import Response
from fraiseql.conditional import conditional, entity_tag
from fraiseql.plan import digest
from tests.plans import SQL, Sample, write_plans
from tests.postgres import MakeDatabase, run

TITLES = "query Titles($limit: Int) { posts(limit: $limit) { title } }"
BROKEN = "{ brokens { title } }"
RENAME = "mutation($id: ID!) { rename(id: $id) { title } }"
COUNT = "{ postCount }"


@pytest.fixture(scope="module")
def plans(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("conditional") / "plans"
    return write_plans(sample.url, directory, operations=(TITLES, BROKEN, RENAME))


Work = Callable[[httpx.AsyncClient], Awaitable[None]]


@pytest.fixture
def serve(plans: Path, sample: Sample) -> Callable[..., None]:
    """Runs a test's coroutine with a client of an app."""

    def serve(work: Work, url: str = sample.url, **options: Any) -> None:
        async def main() -> None:
            async with (
                asyncio.timeout(30),
                FraiseQL(plans, database=url, **options) as app,
                httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http,
            ):
                await work(http)

        asyncio.run(main())

    return serve


def by_id(text: str, **others: str) -> dict[str, str]:
    """The parameters of a GET request for a trusted document."""
    return {"documentId": digest(text.encode()), **others}


def by_hash(text: str, **others: str) -> dict[str, str]:
    """The parameters of a GET request as Apollo Client sends it."""
    extension = {"persistedQuery": {"version": 1, "sha256Hash": digest(text.encode())}}
    return {"extensions": json.dumps(extension), **others}


@pytest.mark.parametrize("documents", ["any", "only"])
def test_an_answer_has_a_tag_and_is_not_sent_to_who_has_it(
    serve: Callable[..., None], documents: str
) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        for parameters in (by_id, by_hash):
            asked = parameters(TITLES, variables='{"limit": 1}')
            first = await http.get("/", params=asked)
            assert (first.status_code, first.json()) == (200, {"data": {"posts": [{"title": "One"}]}})
            assert first.headers["cache-control"] == "no-cache"
            assert first.headers["vary"] == "accept"
            tag = first.headers["etag"]
            for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
                again = await http.get("/", params=asked, headers={"if-none-match": known})
                assert (again.status_code, again.content) == (304, b"")
                kept = ("etag", "cache-control", "vary")
                assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]
                assert "content-type" not in again.headers
            for unknown in ('"other"', tag.strip('"'), ""):
                again = await http.get("/", params=asked, headers={"if-none-match": unknown})
                assert (again.status_code, again.content) == (200, first.content)

    serve(work, documents=documents)


def test_a_tag_is_of_all_that_makes_an_answer_another_one(serve: Callable[..., None]) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        tags = {}
        for limit in (1, 2):
            for kind in ("application/json", "application/graphql-response+json"):
                asked = by_id(TITLES, variables=json.dumps({"limit": limit}))
                response = await http.get("/", params=asked, headers={"accept": kind})
                tags[limit, kind] = response.headers["etag"]
        assert len(set(tags.values())) == 4

    serve(work)


def test_a_tag_changes_with_the_rows(serve: Callable[..., None], make_database: MakeDatabase) -> None:
    url = make_database(SQL)

    async def work(http: httpx.AsyncClient) -> None:
        asked = by_id(TITLES, variables='{"limit": 1}')
        tag = (await http.get("/", params=asked)).headers["etag"]
        run(url, 'UPDATE tv_post SET data = data || \'{"title": "New"}\' WHERE number = 1')
        response = await http.get("/", params=asked, headers={"if-none-match": tag})
        assert (response.status_code, response.json()["data"]["posts"]) == (200, [{"title": "New"}])
        assert response.headers["etag"] != tag

    serve(work, url)


def test_head_has_the_headers_of_get(serve: Callable[..., None]) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        head = await http.head("/", params=by_id(TITLES))
        get = await http.get("/", params=by_id(TITLES))
        assert (head.status_code, head.content, head.headers) == (200, b"", get.headers)
        known = {"if-none-match": get.headers["etag"]}
        assert (await http.head("/", params=by_id(TITLES), headers=known)).status_code == 304

    serve(work)


def test_with_sessions_no_cache_is_shared(serve: Callable[..., None]) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        response = await http.get("/", params=by_id(TITLES))
        assert response.headers["cache-control"] == "private, no-cache"

    serve(work, session=lambda scope: {"user_id": "1"})


def test_nothing_else_is_kept(serve: Callable[..., None]) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        everything = {"if-none-match": "*"}
        for parameters, status in (
            ({"query": COUNT}, 200),
            (by_id(BROKEN), 200),  # with errors
            (by_id(COUNT), 200),  # unknown
            (by_hash(COUNT), 200),  # not persisted yet
            (by_id(RENAME, variables='{"id": "1"}'), 405),
        ):
            response = await http.get("/", params=parameters, headers=everything)
            assert response.status_code == status
            assert response.headers["cache-control"] == "no-store"
            assert "etag" not in response.headers
        post = await http.post("/", json=by_id(TITLES), headers=everything)
        assert post.status_code == 200
        assert "etag" not in post.headers

    serve(work)


def test_automatic_persisted_queries_over_get(serve: Callable[..., None]) -> None:
    async def work(http: httpx.AsyncClient) -> None:
        (error,) = (await http.get("/", params=by_hash(COUNT))).json()["errors"]
        assert error == {
            "message": "PersistedQueryNotFound",
            "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"},
        }
        registered = await http.get("/", params=by_hash(COUNT, query=COUNT))
        assert registered.json() == {"data": {"postCount": 5}}
        known = {"if-none-match": registered.headers["etag"]}
        assert (await http.get("/", params=by_hash(COUNT), headers=known)).status_code == 304

    serve(work)


def test_headers_of_a_response_stay() -> None:
    response = Response(200, b"{}", headers=((b"x", b"y"),))
    tag = entity_tag(response)
    assert conditional(response, None, private=True).headers == (
        (b"x", b"y"),
        (b"etag", tag),
        (b"cache-control", b"private, no-cache"),
    )
    assert conditional(response, tag, private=True).headers[0] == (b"x", b"y")
