"""How many examples the properties have: a fixed set, or with FRAISEQL_FUZZ other ones each time."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from fraiseql.testing.plugin import MakeDatabase
from tests.property.everything import Everything, everything

FUZZ = int(os.environ.get("FRAISEQL_FUZZ", "0"))
"""Examples for each property, of a random seed; 0 for those of every run."""

EXAMPLES = int(os.environ.get("FRAISEQL_EXAMPLES", "2000"))
"""Examples for each property in every run."""

settings.register_profile(
    "fraiseql",
    max_examples=FUZZ or EXAMPLES,
    derandomize=not FUZZ,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("fraiseql")


@pytest.fixture(scope="session")
def table(fraiseql_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """The table of everything, filled."""
    start = random.randrange(2**32) if FUZZ else 0
    print(f"rows of start={start}")
    with everything(fraiseql_database(), tmp_path_factory.mktemp("everything"), start=start) as found:
        yield found
