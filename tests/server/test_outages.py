"""Databases that are down, die and come back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from fraiseql import embedded
from fraiseql.embedded import Server
from tests.plans import SQL, write_plans
from tests.postgres import control, run
from tests.serving import GOOD, GOOD_ANSWER, PATIENCE, SLOW, active, problem, served, wait_until


@pytest.fixture(scope="module")
def private() -> Iterator[Server]:
    """A server that tests may stop; it runs again before the next one."""
    with embedded.throwaway() as server:
        yield server


@pytest.fixture
def mortal(private: Server, tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server that may be stopped, and the plans for its database."""
    control(private, "restart")
    run(private.url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    run(private.url, SQL)
    yield private, write_plans(private.url, tmp_path / "plans")
    control(private, "restart")


def unavailable(response: Any) -> bool:
    """Whether the only error says that the database is out of reach."""
    return [error["extensions"]["code"] for error in response["errors"]] == ["DATABASE_UNAVAILABLE"]


RENAME = 'mutation { rename(id: "00000000-0000-0000-0000-000000000001", title: "New") { title } }'
RENAMED = {"data": {"rename": {"title": "New"}}}


def test_a_database_that_is_down_at_the_start(mortal: tuple[Server, Path], tmp_path: Path) -> None:
    server, plans = mortal
    control(server, "stop")
    with served(tmp_path / "log", plans, server.url) as service:
        start = time.monotonic()
        for _ in range(5):
            assert unavailable(service.ask(GOOD))
            assert unavailable(service.ask(RENAME))
        assert time.monotonic() - start < 5
        assert problem(service.post(b"{"))[0] == "BAD_REQUEST"  # it answers what needs no database
        assert service.ask("{ __typename }") == {"data": {"__typename": "Query"}}
        control(server, "restart")
        assert service.ask(GOOD) == GOOD_ANSWER
        assert "The database cannot be reached" in service.log


@pytest.mark.parametrize("mode", ["immediate", "fast"])
def test_a_database_that_dies_between_requests(
    mortal: tuple[Server, Path], tmp_path: Path, mode: str
) -> None:
    server, plans = mortal
    with served(tmp_path / "log", plans, server.url) as service, ThreadPoolExecutor(8) as threads:
        sleep = "mutation { sleep(seconds: 0.1) }"
        assert set(map(str, threads.map(service.ask, [sleep] * 8))) == {"{'data': {'sleep': ''}}"}
        control(server, "stop", "-m", mode)  # eight connections are idle
        for query in (GOOD, RENAME, GOOD):
            assert unavailable(service.ask(query))
        control(server, "restart")
        assert service.ask(GOOD) == GOOD_ANSWER
        control(server, "restart", "-m", mode)  # nobody asks while it is away
        assert service.ask(RENAME) == RENAMED
        control(server, "restart", "-m", mode)
        assert list(threads.map(service.ask, [GOOD] * 8)) == [GOOD_ANSWER] * 8


def test_a_database_that_dies_while_it_works(mortal: tuple[Server, Path], tmp_path: Path) -> None:
    server, plans = mortal
    with served(tmp_path / "log", plans, server.url) as service, ThreadPoolExecutor(4) as threads:
        slow = [threads.submit(service.ask, query) for query in (SLOW, "mutation { sleep(seconds: 20) }") * 2]
        wait_until(lambda: active(server.url) == 4)
        control(server, "stop", "-m", "immediate")
        answers = [future.result(PATIENCE) for future in slow]
        assert all(map(unavailable, answers))
        for answer in answers[1::2]:
            assert answer["errors"][0]["extensions"]["outcome"] == "unknown"
        control(server, "restart")
        assert service.ask(GOOD) == GOOD_ANSWER
