from __future__ import annotations

import pytest

from fraiseql.load import load
from tests.plans import SQL, Sample, write_plans
from tests.postgres import MakeDatabase


@pytest.fixture(scope="session")
def sample(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The small schema of `tests.plans` with its database. Tests may read it, and call what writes nothing."""
    url = make_database(SQL)
    directory = write_plans(url, tmp_path_factory.mktemp("sample") / "plans")
    return Sample(url, directory, load(directory))
