"""These tests need GraphiQL's assets and a Chromium: `make test-browser` runs them, and no other command."""

from __future__ import annotations

import os

BROWSER = os.environ.get("FRAISEQL_BROWSER")
"""The program that is the browser."""

collect_ignore_glob = [] if BROWSER else ["test_*.py"]
