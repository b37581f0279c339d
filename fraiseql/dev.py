"""Serving from the command line, and the loop of `fraiseql dev`."""

from __future__ import annotations

import asyncio
import json
import shlex
import signal
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from fraiseql.app import FraiseQL
from fraiseql.compiler.apply import apply_sql
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.pipeline import compile_project
from fraiseql.compiler.project import CONFIG, Project, read_project
from fraiseql.compiler.write import write
from fraiseql.errors import FraiseQLError
from fraiseql.terminal import report, say

POLL = 0.5
"""Seconds between two looks at the files."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


async def run(app: App, host: str, port: int, *, lifespan: Literal["on", "off"] = "on") -> None:
    """Serves an ASGI app with uvicorn until a signal ends it.

    Raises FraiseQLError where uvicorn is not installed.
    """
    try:
        import uvicorn
    except ImportError:
        raise FraiseQLError("serving needs uvicorn: pip install 'fraiseql[serve]'") from None

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """The original raises the signal again at the end, before what is around it has cleaned up."""
            yield

    server = Server(uvicorn.Config(app, host=host, port=port, lifespan=lifespan, log_level="warning"))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    await server.serve()


async def serve_project(project: Project, url: str, host: str, port: int) -> None:
    """Applies, compiles and serves a project, again whenever one of its files changes."""
    where = f"http://{host}:{port}/"
    workbench = _Workbench(project, url)
    if await workbench.rebuild():
        say(f"serving on {where} and watching for changes; try:\n\n  {_curl(workbench.example, where)}\n")
    watcher = asyncio.create_task(workbench.watch())
    try:
        await run(workbench, host, port, lifespan="off")
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)
        await workbench.close()


class _Workbench:
    """An ASGI app that is the last state of a project that compiled."""

    def __init__(self, project: Project, url: str) -> None:
        self.project = project
        self.url = url
        self.app: FraiseQL | None = None
        self.example = ""
        self.seen: dict[Path, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.app is not None:
            await self.app(scope, receive, send)
            return
        body = b'{"errors":[{"message":"The project does not compile; see the terminal of `fraiseql dev`."}]}'
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def watch(self) -> None:
        """Rebuilds when a file was written, added or removed."""
        while True:
            await asyncio.sleep(POLL)
            seen, times = self.seen, self._times()
            if times != seen:
                changed = sorted(path.name for path in {*seen, *times} if seen.get(path) != times.get(path))
                say(f"changed: {', '.join(changed)}")
                if await self.rebuild():
                    say("compiled again", "green")

    async def rebuild(self) -> bool:
        """One round; says whether it succeeded. What serves stays until there is something newer."""
        self.seen = self._times()  # before the files are read, so that no change is missed
        try:
            found = await asyncio.to_thread(self._build)
        except (FraiseQLError, OSError) as error:
            say(f"error: {error}", "red")
            return False
        report(found)
        if any(diagnostic.severity == "error" for diagnostic in found):
            return False
        old, self.app = self.app, FraiseQL(self.project.plans, database=self.url)
        if old is not None:
            await old.close()
        return True

    async def close(self) -> None:
        """Ends what serves."""
        if self.app is not None:
            await self.app.close()

    def _build(self) -> list[Diagnostic]:
        project, found = read_project(self.project.root)
        if project is None:
            return found
        self.project = project
        with connect(self.url) as connection:
            found = apply_sql(connection, project.sql)
        if found:
            return found
        compiled = compile_project(project, self.url)
        if not compiled.failed:
            write(compiled.files, project.plans)
            self.example = compiled.lowered.example()
        return compiled.diagnostics

    def _times(self) -> dict[Path, int]:
        # Read again, for SQL files that are new.
        project, _ = read_project(self.project.root)
        project = project or self.project
        watched = (project.root / CONFIG, project.schema, *project.sql)
        return {path: path.stat().st_mtime_ns for path in watched if path.exists()}


def _curl(query: str, where: str) -> str:
    body = json.dumps({"query": query})
    return f"curl -s {where} -H 'content-type: application/json' -d {shlex.quote(body)}"
