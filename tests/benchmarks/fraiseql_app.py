"""FraiseQL, serving the compiled blog."""

from __future__ import annotations

import os

from fraiseql.app import FraiseQL
from tests.benchmarks.serve import DATABASE, PLANS


def create() -> FraiseQL:
    """The app, for the database and the plans of the benchmark."""
    return FraiseQL(os.environ[PLANS], database=os.environ[DATABASE])
