"""GraphiQL in a browser that reaches nothing but the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, Tab, chromium
from tests.browser.conftest import BROWSER
from tests.plans import Sample
from tests.serving import Service, configured

MOUNTED = """
from contextlib import asynccontextmanager
from starlette.applications import Starlette
from starlette.routing import Mount

graphql = FraiseQL(PLANS, database=URL, trace={trace})

@asynccontextmanager
async def lifespan(app):
    async with graphql:
        yield

app = Starlette(routes=[Mount("/api/graphql", graphql)], lifespan=lifespan)
"""

ALONE = "app = FraiseQL(PLANS, database=URL, trace={trace})"

EDITOR = ".graphiql-query-editor .monaco-editor"
SHOWN = "document.querySelector('.graphiql-response .view-lines')?.innerText.replaceAll('\\u00a0', ' ')"
EXPLORER = "document.querySelector('.docExplorerWrap')?.innerText"
SQL = "document.querySelector('.fraiseql-sql')?.innerText"


@pytest.fixture
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser of the test's own: a page left open would complain that its server is gone."""
    assert BROWSER is not None
    with chromium(BROWSER, tmp_path_factory.mktemp("chromium")) as running:
        yield running


def opened(browser: Browser, service: Service) -> Tab:
    """The page, when it is ready to be used."""
    tab = Tab(browser)
    tab.open(f"http://127.0.0.1:{service.port}{service.path}")
    tab.wait(f"!!document.querySelector({json.dumps(EDITOR)})")
    tab.wait(f"{EXPLORER}?.includes('postsByAuthor')")
    return tab


def write(tab: Tab, query: str) -> None:
    """Replaces what is in the editor, and runs it."""
    tab.click(EDITOR)
    tab.press("a", 65, ctrl=True)
    tab.type(query)
    tab.press("Enter", 13, ctrl=True)


def check_quiet(tab: Tab, service: Service) -> None:
    """Nothing was complained of, and nothing was asked of another origin."""
    assert tab.evaluate("1") == 1  # takes in what was reported last
    assert tab.complaints == []
    own = f"http://127.0.0.1:{service.port}{service.path}"
    assert len([url for url in tab.requests if url.startswith(own)]) > 5
    assert [url for url in tab.requests if url.partition("?")[0] != own and not url.startswith("data:")] == []


@pytest.mark.parametrize(
    ("create", "path"), [(ALONE, "/"), (MOUNTED, "/api/graphql/")], ids=["alone", "mounted"]
)
def test_a_query_is_run_and_its_sql_is_shown(
    browser: Browser, sample: Sample, tmp_path: Path, create: str, path: str
) -> None:
    with configured(tmp_path, sample, create.format(trace=True), path=path) as service:
        tab = opened(browser, service)
        write(tab, '{ found: posts(where: {title: {contains: "o"}}) { number title')
        tab.wait(f"{SHOWN}?.includes('Two_%')")
        assert "statements" not in tab.evaluate(SHOWN)
        tab.click("[aria-label='Show SQL']")
        told = tab.wait(SQL)
        assert "found" in told
        assert "LIKE $1::text" in told
        assert "%o%" in told
        assert "2 rows" in told
        assert " ms" in told
        tab.screenshot(tmp_path / "sql.png")
        check_quiet(tab, service)


def test_errors_are_shown(browser: Browser, sample: Sample, tmp_path: Path) -> None:
    with configured(tmp_path, sample, ALONE.format(trace=True)) as service:
        tab = opened(browser, service)
        write(tab, "{ posts(limit: 99) { number")
        tab.wait(f"{SHOWN}?.includes('LIMIT_EXCEEDED')")
        tab.click("[aria-label='Show SQL']")
        assert "No statement was run." in tab.wait(SQL)


def test_a_field_is_clicked_together(browser: Browser, sample: Sample, tmp_path: Path) -> None:
    with configured(tmp_path, sample, ALONE.format(trace=True)) as service:
        tab = opened(browser, service)
        tab.click("[data-field-name=postCount]")
        tab.wait(f"document.querySelector({json.dumps(EDITOR)}).innerText.includes('postCount')")
        tab.press("Enter", 13, ctrl=True)
        check_quiet(tab, service)


def test_there_is_no_panel_where_the_server_keeps_its_sql(
    browser: Browser, sample: Sample, tmp_path: Path
) -> None:
    with configured(tmp_path, sample, ALONE.format(trace=False)) as service:
        tab = opened(browser, service)
        assert tab.evaluate("!!document.querySelector(\"[aria-label='Show History']\")")
        assert not tab.evaluate("!!document.querySelector(\"[aria-label='Show SQL']\")")
        write(tab, "{ postCount")
        tab.wait(f"{SHOWN}?.includes('5')")
        check_quiet(tab, service)
