"""The queries of examples/blog, over HTTP: held against golden responses, and against graphql-core."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import httpx
import msgspec
import psycopg
import pytest
from graphql import OperationDefinitionNode, OperationType, parse
from psycopg.rows import dict_row

from fraiseql import FraiseQL
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.source import Source
from fraiseql.compiler.write import write
from tests import golden
from tests.memory import Memory
from tests.postgres import MakeDatabase

BLOG = Path(__file__).parents[1] / "examples" / "blog"
GOLDEN = Path(__file__).parent / "golden" / "blog"
FILES = sorted(BLOG.glob("queries/*.graphql"))


def is_read(path: Path) -> bool:
    """Whether the one operation of a file is a query."""
    (operation,) = (
        node for node in parse(path.read_text()).definitions if isinstance(node, OperationDefinitionNode)
    )
    return operation.operation is OperationType.QUERY


READS = [path for path in FILES if is_read(path)]
COMMANDS = [path for path in FILES if path not in READS]


class Blog(NamedTuple):
    """The compiled example. pristine: a database that nobody is connected to, to copy. url: one to read."""

    plans: Path
    pristine: str
    url: str


@pytest.fixture(scope="module")
def blog(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    pristine = make_database("".join(path.read_text() for path in sorted(BLOG.glob("db/*.sql"))))
    url = make_database(like=pristine)
    with connect(url) as connection:
        source = Source("schema.graphql", (BLOG / "schema.graphql").read_text())
        operations = [Source(path.name, path.read_text()) for path in FILES]
        result = compile_schema([source], introspect(connection), partial(prepare, connection), operations)
    assert result.diagnostics == []
    directory = tmp_path_factory.mktemp("blog") / "plans"
    write(result.files, directory)
    return Blog(directory, pristine, url)


@pytest.fixture(scope="module")
def memory(blog: Blog) -> Memory:
    """The same rows, in memory."""
    with psycopg.connect(blog.url, row_factory=dict_row) as connection:
        tables = {
            name: [
                {**row, "id": str(row["id"]), "author_id": str(row.get("author_id"))}
                for row in connection.execute(f"SELECT * FROM {relation} ORDER BY id".encode())
            ]
            for name, relation in (("Post", "tv_post"), ("User", "tv_user"))
        }
    return Memory((blog.plans / "schema.graphql").read_text(), tables, counted={"postCount": "Post"})


def request(path: Path) -> dict[str, Any]:
    """The body of the request that a file stands for."""
    variables = path.with_suffix(".json")
    body: dict[str, Any] = {"query": path.read_text()}
    return body | ({"variables": json.loads(variables.read_text())} if variables.exists() else {})


def answer(plans: Path, url: str, body: dict[str, Any], documents: Literal["any", "only"] = "any") -> bytes:
    """What the app says over HTTP."""

    async def ask() -> bytes:
        async with (
            FraiseQL(plans, database=url, documents=documents) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://blog") as client,
        ):
            response = await client.post("/", json=body)
            assert response.status_code == 200
            assert response.headers["content-type"] == "application/json; charset=utf-8"
            return response.content

    return asyncio.run(ask())


def without_cursors(response: str) -> str:
    """The response with a mark for each cursor: each server has cursors of its own, and a time zone."""
    return re.sub(r'("\w*[cC]ursor": )"[^"]+"', r'\1"…"', response)


def shortened(response: bytes) -> str:
    """The response, indented; of a long text only its start, its length and a hash, to keep it readable."""

    def short(text: re.Match[str]) -> str:
        digest = hashlib.sha256(text[0].encode()).hexdigest()[:16]
        return f'{text[0][:80]}… ({len(text[0])} characters, sha256 {digest})"'

    indented = msgspec.json.format(response, indent=2).decode()
    return without_cursors(re.sub(r'"(?:[^"\\]|\\.){1000,}"', short, indented)) + "\n"


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
def test_query(path: Path, blog: Blog, memory: Memory, update_golden: bool) -> None:
    response = answer(blog.plans, blog.url, request(path))
    expected = memory.execute(path.read_text(), request(path).get("variables", {}))
    # As text, so that the order of the keys counts.
    assert without_cursors(json.dumps(json.loads(response))) == without_cursors(json.dumps(expected))
    golden.check(GOLDEN / f"{path.stem}.json", shortened(response), update=update_golden)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_as_a_trusted_document(path: Path, blog: Blog, make_database: MakeDatabase) -> None:
    """By its hash, where nothing else is allowed, it gives the same bytes."""
    body = request(path)
    query = body.pop("query")
    body["documentId"] = hashlib.sha256(path.read_bytes()).hexdigest()
    url = blog.url if path in READS else make_database(like=blog.pristine)
    response = answer(blog.plans, url, body, documents="only")
    golden.check(GOLDEN / f"{path.stem}.json", shortened(response), update=False)
    if path in READS:
        assert response == answer(blog.plans, url, body | {"query": f"{query} "} | {"documentId": None})


def test_the_pages_of_a_connection_are_all_that_match(blog: Blog, memory: Memory) -> None:
    path = BLOG / "queries" / "17-pages.graphql"
    body = request(path)
    body["variables"]["where"]["views"] = {"lt": 40}
    seen = []
    more = True
    while more:
        page = json.loads(answer(blog.plans, blog.url, body))["data"]["newest"]
        seen += [edge["node"] for edge in page["edges"]]
        body["variables"]["after"] = page["pageInfo"]["endCursor"]
        more = page["pageInfo"]["hasNextPage"]
    everything = path.read_text().replace("first: 3", "first: 10000")
    expected = memory.execute(everything, {"where": body["variables"]["where"]})["data"]["newest"]
    assert seen == [edge["node"] for edge in expected["edges"]]
    assert len(seen) == expected["totalCount"] > 10


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_command(path: Path, blog: Blog, make_database: MakeDatabase, update_golden: bool) -> None:
    response = answer(blog.plans, make_database(like=blog.pristine), request(path))
    assert ("errors" in json.loads(response)) is (path.stem == "19-create-post-that-exists")
    golden.check(GOLDEN / f"{path.stem}.json", shortened(response), update=update_golden)


def test_what_a_command_wrote_is_read_by_the_next_request(blog: Blog, make_database: MakeDatabase) -> None:
    url = make_database(like=blog.pristine)
    deleted = json.loads((BLOG / "queries" / "22-delete-post.json").read_text())
    count = {"query": "{ postCount }"}
    post = {"query": "query($id: ID) { post(id: $id) { id } }", "variables": deleted}
    assert json.loads(answer(blog.plans, url, post)) == {"data": {"post": {"id": deleted["id"]}}}
    before = json.loads(answer(blog.plans, url, count))["data"]["postCount"]

    answer(blog.plans, url, request(BLOG / "queries" / "22-delete-post.graphql"))

    assert json.loads(answer(blog.plans, url, count)) == {"data": {"postCount": before - 1}}
    assert json.loads(answer(blog.plans, url, post)) == {"data": {"post": None}}


def test_every_golden_response_has_a_query() -> None:
    assert [path.stem for path in sorted(GOLDEN.iterdir())] == [path.stem for path in FILES]
