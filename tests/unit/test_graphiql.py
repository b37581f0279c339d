"""GraphiQL's page and its files. What a browser makes of them is seen in tests/browser."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import httpx
import pytest

from fraiseql import FraiseQL
from fraiseql.graphiql import answer_browser, asset, page
from tests.plans import Sample

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A folder such as `make graphiql` leaves."""
    folder = tmp_path / "assets"
    folder.mkdir()
    for name in ("graphiql-AB12.js", "graphiql-CD34.css", "editor.worker-EF56.js", "THIRD_PARTY.txt"):
        (folder / name).write_text(f"the content of {name}")
    (tmp_path / "secret.js").write_text("not theirs")
    return folder


def test_the_page_names_its_files_by_their_hash_and_relative_to_itself(assets: Path) -> None:
    response = page(sql=False, assets=assets)
    assert (response.status, response.media) == (200, b"text/html")
    html = response.body.decode()
    assert 'href="?graphiql=graphiql-CD34.css"' in html
    assert 'src="?graphiql=graphiql-AB12.js"' in html
    assert re.findall(r'(?:src|href)="(?!\?graphiql=|data:)', html) == []


@pytest.mark.parametrize("sql", [True, False])
def test_the_page_knows_whether_the_server_tells_its_sql(assets: Path, sql: bool) -> None:
    assert f'data-sql="{str(sql).lower()}"'.encode() in page(sql=sql, assets=assets).body


def test_no_script_runs_but_the_one_with_the_nonce(assets: Path) -> None:
    nonces = set()
    for _ in range(2):
        response = page(sql=False, assets=assets)
        headers = dict(response.headers)
        policy = dict(part.split(" ", 1) for part in headers[b"content-security-policy"].decode().split("; "))
        (nonce,) = re.findall(r'<script nonce="([-\w]{22})" src=', response.body.decode())
        assert response.body.count(b"<script") == 1
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == f"'nonce-{nonce}'"
        assert policy["frame-ancestors"] == "'none'"
        assert not any(re.search(r"https?:|\*", sources) for sources in policy.values())
        assert headers[b"cache-control"] == b"no-store"
        assert headers[b"x-content-type-options"] == b"nosniff"
        nonces.add(nonce)
    assert len(nonces) == 2


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("graphiql-AB12.js", b"text/javascript"),
        ("editor.worker-EF56.js", b"text/javascript"),
        ("graphiql-CD34.css", b"text/css"),
    ],
)
def test_a_file_is_kept_by_browsers(assets: Path, name: str, media: bytes) -> None:
    response = asset(name, assets=assets)
    assert (response.status, response.media) == (200, media)
    assert response.body.decode() == f"the content of {name}"
    headers = dict(response.headers)
    assert headers[b"cache-control"] == b"public, max-age=31536000, immutable"
    assert headers[b"content-security-policy"] == b"default-src 'none'"
    assert headers[b"x-content-type-options"] == b"nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "nope.js",
        "../secret.js",
        "./graphiql-AB12.js",
        "/etc/passwd",
        "THIRD_PARTY.txt",
        "a\0.js",
    ],
)
def test_no_other_file_is_served(assets: Path, name: str) -> None:
    response = asset(name, assets=assets)
    assert (response.status, response.media) == (404, b"text/plain")
    assert response.body == b"GraphiQL has no such file. Load the page again."
    assert b"cache-control" not in dict(response.headers)


@pytest.mark.parametrize("left", [None, ".js", ".css"])
def test_where_the_files_were_not_built_the_page_says_how_to(assets: Path, left: str | None) -> None:
    for path in assets.iterdir():
        if path.suffix != left:
            path.unlink()
    if left is None:
        assets.rmdir()
    response = page(sql=True, assets=assets)
    assert (response.status, response.media) == (404, b"text/html")
    assert b"<code>make graphiql</code>" in response.body
    assert b"<script" not in response.body
    assert asset("graphiql-GH78.js", assets=assets).status == 404


@pytest.mark.parametrize(
    ("query_string", "accept", "kind"),
    [
        ("", CHROME, "page"),
        ("", "text/html", "page"),
        ("", "application/json;q=0.5, text/html", "page"),
        ("", "application/json, text/html;q=0.5", None),
        ("", "text/html;q=0", None),
        ("", "application/json", None),
        ("", "*/*", None),
        ("", None, None),
        ("query=%7B__typename%7D", CHROME, None),
        ("documentId=abc", CHROME, None),
        ("graphiql=nope.js", CHROME, "file"),
        ("graphiql=nope.js", "*/*", "file"),
        ("graphiql=../app.js", None, "file"),
    ],
)
def test_who_gets_it(query_string: str, accept: str | None, kind: str | None) -> None:
    headers = {} if accept is None else {b"accept": accept.encode()}
    response = answer_browser({"query_string": query_string.encode()}, headers, sql=False)
    kinds = {b"text/html": "page", b"text/plain": "file"}
    assert (None if response is None else kinds[response.media]) == kind


def test_it_is_served_from_the_path_of_the_api(sample: Sample) -> None:
    async def main() -> None:
        async with FraiseQL(sample.plans, database=sample.url) as app:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                for path in ("/", "/a/b"):
                    shown = await http.get(path, headers={"accept": CHROME})
                    assert shown.headers["content-type"] == "text/html; charset=utf-8"
                    assert "<title>GraphiQL" in shown.text
                    head = await http.head(path, headers={"accept": CHROME})
                    assert head.status_code == shown.status_code
                    absent = await http.get(path, params={"graphiql": "nope.js"})
                    assert absent.status_code == 404
                    assert absent.headers["content-type"] == "text/plain; charset=utf-8"
                asked = await http.post("/", json={"query": "{ postCount }"}, headers={"accept": CHROME})
                assert asked.json() == {"data": {"postCount": 5}}

    asyncio.run(main())


def test_it_can_be_left_out(sample: Sample) -> None:
    async def main() -> None:
        async with FraiseQL(sample.plans, database=sample.url, graphiql=False) as app:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                for params in ({}, {"graphiql": "nope.js"}):
                    response = await http.get("/", params=params, headers={"accept": CHROME})
                    assert "json" in response.headers["content-type"]
                    assert "errors" in response.json()

    asyncio.run(main())
