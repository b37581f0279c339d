"""The loop of `fraiseql dev`."""

from __future__ import annotations

import asyncio
import json
import shlex
import socket
import sys
import time
from pathlib import Path

from fraiseql.app import FraiseQL
from fraiseql.asgi import Receive, Scope, Send, answer, refuse_websocket
from fraiseql.compiler.apply import apply_sql
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.pipeline import compile_project
from fraiseql.compiler.project import Project, read_project
from fraiseql.compiler.write import write
from fraiseql.errors import FraiseQLError, RequestError
from fraiseql.http import refusal
from fraiseql.serve import address, run
from fraiseql.session import Session
from fraiseql.terminal import counted, report, say
from fraiseql.watched import POLL, times


async def serve_project(
    project: Project, url: str, listener: socket.socket, session: Session, form: str
) -> None:
    """Applies, compiles and serves a project, again whenever one of its files changes.

    session: that of every request. form: of the diagnostics.
    """
    workbench = _Workbench(project, url, address(listener), session, form)
    say(f"listening on {workbench.where} and watching for changes")
    await workbench.look()
    watcher = asyncio.create_task(workbench.watch())
    try:
        await run(workbench, listener, lifespan="off")
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)
        await workbench.close()


class _Workbench:
    """An ASGI app that is the last state of a project that compiled."""

    def __init__(self, project: Project, url: str, where: str, session: Session, form: str) -> None:
        self.project = project
        self.url = url
        self.where = where
        self.session = session
        self.form = form
        self.app: FraiseQL | None = None
        self.example = ""
        self.seen: dict[Path, int] | None = None
        self.trouble = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.app is not None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await refuse_websocket(send)
        else:
            reason = "The project does not compile; see the terminal of `fraiseql dev`."
            await answer(send, refusal(RequestError(reason, "NOT_COMPILED")))

    async def watch(self) -> None:
        """Looks at the files until it is cancelled."""
        while True:
            await asyncio.sleep(POLL)
            await self.look()

    async def look(self) -> None:
        """Builds at first, and when a file was written, added or removed. Says what goes wrong."""
        try:
            seen, self.seen = self.seen, self._times()  # before they are read, so that no change is missed
            self.trouble = ""
            if seen is None:
                await self._rebuild()
            elif seen != self.seen:
                names = {path.name for path, _ in seen.items() ^ self.seen.items()}
                say(f"changed: {', '.join(sorted(names))}")
                await self._rebuild()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is said, and watching goes on
            known = isinstance(error, (FraiseQLError, OSError))
            trouble = f"error: {error}" if known else f"error: unexpected {type(error).__name__}: {error}"
            if trouble != self.trouble:  # one that lasts is said once
                say(trouble, "red")
            self.trouble = trouble

    async def _rebuild(self) -> None:
        """What serves stays until there is something newer."""
        started = time.perf_counter()
        found = await asyncio.to_thread(self._build)
        report(found, self.form)
        sys.stdout.flush()  # a form for programs
        if any(diagnostic.severity == "error" for diagnostic in found):
            return
        old = self.app
        self.app = FraiseQL(self.project.plans, database=self.url, session=lambda _: self.session, trace=True)
        applied = counted(len(self.project.sql), "SQL file", "SQL files")
        say(f"applied {applied} and compiled in {time.perf_counter() - started:.2f} s", "green")
        if old is None:
            say(f"try:\n\n  {_curl(self.example, self.where)}\n")
        else:
            await old.close()

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
        # Read again, for SQL files and operations that are new.
        project, _ = read_project(self.project.root)
        project = project or self.project
        return times(project)


def _curl(query: str, where: str) -> str:
    body = json.dumps({"query": query})
    return f"curl -s {where} -H 'content-type: application/json' -d {shlex.quote(body)}"
