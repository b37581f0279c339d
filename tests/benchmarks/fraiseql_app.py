"""FraiseQL, serving the compiled blog."""

from __future__ import annotations

import os

from fraiseql.app import FraiseQL
from fraiseql.documents import Allowed
from tests.benchmarks.serve import DATABASE, DOCUMENTS, PLANS


def create() -> FraiseQL:
    """The app, for the database and the plans of the benchmark."""
    documents: Allowed = "only" if os.environ.get(DOCUMENTS) == "only" else "any"
    return FraiseQL(os.environ[PLANS], database=os.environ[DATABASE], documents=documents)
