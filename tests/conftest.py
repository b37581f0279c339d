"""Fixtures that give tests a real PostgreSQL: the one at DATABASE_URL, else an embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from fraiseql import embedded
from fraiseql.load import load
from tests.plans import SQL, Sample, write_plans
from tests.postgres import MakeDatabase, fresh_databases


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files; read the diff.")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a maintenance database, for a superuser."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with embedded.throwaway() as running:
        yield running.url


@pytest.fixture(scope="session")
def make_database(server: str) -> Iterator[MakeDatabase]:
    """`make_database(sql="")` creates a database, applies the SQL and returns the URL."""
    with fresh_databases(server) as factory:
        yield factory


@pytest.fixture
def database_url(make_database: MakeDatabase) -> str:
    """The URL of an empty database."""
    return make_database()


@pytest.fixture(scope="session")
def sample(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The small schema of `tests.plans` with its database. A test may read it, and write nothing."""
    url = make_database(SQL)
    directory = write_plans(url, tmp_path_factory.mktemp("sample") / "plans")
    return Sample(url, directory, load(directory))
