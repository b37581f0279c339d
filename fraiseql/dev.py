"""The loop of `fraiseql dev`."""

from __future__ import annotations

import asyncio
import json
import shlex
import socket
import time
from pathlib import Path

from fraiseql.app import FraiseQL
from fraiseql.compiler.apply import apply_sql
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.pipeline import compile_project
from fraiseql.compiler.project import CONFIG, Project, read_project
from fraiseql.compiler.write import write
from fraiseql.errors import FraiseQLError
from fraiseql.serve import Receive, Scope, Send, address, run
from fraiseql.terminal import report, say

POLL = 0.5
"""Seconds between two looks at the files."""


async def serve_project(project: Project, url: str, listener: socket.socket) -> None:
    """Applies, compiles and serves a project, again whenever one of its files changes."""
    workbench = _Workbench(project, url)
    if await workbench.rebuild():
        where = address(listener)
        say(f"serving on {where} and watching for changes; try:\n\n  {_curl(workbench.example, where)}\n")
    watcher = asyncio.create_task(workbench.watch())
    try:
        await run(workbench, listener, lifespan="off")
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
                await self.rebuild()

    async def rebuild(self) -> bool:
        """One round; says whether it succeeded. What serves stays until there is something newer."""
        started = time.perf_counter()
        self.seen = self._times()  # before the files are read, so that no change is missed
        try:
            found = await asyncio.to_thread(self._build)
        except (FraiseQLError, OSError) as error:
            say(f"error: {error}", "red")
            return False
        report(found)
        if any(diagnostic.severity == "error" for diagnostic in found):
            return False
        spent = time.perf_counter() - started
        say(f"applied {len(self.project.sql)} SQL files and compiled in {spent:.2f} s", "green")
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
