"""The loop of `fraiseql compile --watch`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from fraiseql import watched
from fraiseql.compiler.project import Project, read_project
from fraiseql.terminal import say


def watching(project: Project, run: Callable[[Collection[Path]], None], also: Iterable[Path] = ()) -> None:
    """Calls `run` with the files that changed, at first with none, until the user interrupts it.

    run: may end the process by SystemExit, as the steps do that find errors; here it goes on.
    also: further files to watch.
    """
    seen: dict[Path, int] | None = None
    with suppress(KeyboardInterrupt):
        while True:
            project = read_project(project.root)[0] or project
            current = watched.times(project)
            current |= {path: at for path in also if (at := watched.written(path)) is not None}
            if current != seen:
                changed = {path for path, _ in current.items() ^ seen.items()} if seen is not None else set()
                if changed:
                    say(f"changed: {', '.join(sorted({path.name for path in changed}))}")
                seen = current
                with suppress(SystemExit):
                    run(changed)
                say("watching for changes; stop with Ctrl-C")
                sys.stdout.flush()  # diagnostics in a form for programs
            time.sleep(watched.POLL)
