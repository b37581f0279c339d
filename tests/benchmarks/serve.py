"""Serves one app of the HTTP benchmark: `python -m tests.benchmarks.serve ceiling`.

Prints the port once it listens. All apps are served alike: one process, uvicorn, the fastest event loop
and HTTP parser that are installed.
"""

from __future__ import annotations

import importlib
import sys

import uvicorn

from fraiseql.serve import listen

DATABASE = "FRAISEQL_BENCH_DATABASE"
PLANS = "FRAISEQL_BENCH_PLANS"
DOCUMENTS = "FRAISEQL_BENCH_DOCUMENTS"
CONNECTIONS = 10
"""Connections to PostgreSQL of each app: as many as FraiseQL has by default."""

APPS = {"FraiseQL": "fraiseql_app", "ceiling": "ceiling", "Strawberry": "strawberry_app"}
"""What is compared, and the module that creates it."""


def main(name: str) -> None:
    """Serves until it is terminated."""
    app = importlib.import_module(f"tests.benchmarks.{APPS[name]}").create()
    listener = listen("127.0.0.1", 0)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="auto")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(sys.argv[1])
