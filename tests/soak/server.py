"""The server of the soak: `python -m tests.soak.server PLANS DATABASE PORT`.

It serves as `fraiseql serve` does, with limits that faults can reach, and a path that says how many tasks
there are.
"""

from __future__ import annotations

import asyncio
import sys

from fraiseql import FraiseQL, Limits
from fraiseql.asgi import Receive, Response, Scope, Send, answer
from fraiseql.serve import listen, run, run_fast

TASKS = "/tasks"
MAX_CONNECTIONS = 10
MAX_REQUESTS = 100
MAX_BODY_BYTES = 100_000
BODY_TIMEOUT = 2.0
STATEMENT_TIMEOUT = 5.0
ACQUIRE_TIMEOUT = 3.0


def main(plans: str, database: str, port: str) -> None:
    """Serves until a signal ends it."""
    app = FraiseQL(
        plans,
        database=database,
        max_connections=MAX_CONNECTIONS,
        max_body_bytes=MAX_BODY_BYTES,
        body_timeout=BODY_TIMEOUT,
        statement_timeout=STATEMENT_TIMEOUT,
        acquire_timeout=ACQUIRE_TIMEOUT,
        limits=Limits(requests=MAX_REQUESTS),
    )

    async def observed(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == TASKS:
            await answer(send, Response(200, b"%d" % len(asyncio.all_tasks())))
        else:
            await app(scope, receive, send)

    run_fast(run(observed, listen("127.0.0.1", int(port))))


if __name__ == "__main__":
    main(*sys.argv[1:])
