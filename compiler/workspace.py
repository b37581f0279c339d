"""A compiler that goes on: what it keeps of one run makes the next one short."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.introspect import connect, fingerprint, introspect
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.observe import Observations, Observed, Reading, observe
from fraiseql.compiler.pipeline import Compiled, compile_live, read_files
from fraiseql.compiler.prepare import Refusal, prepare
from fraiseql.compiler.project import Project
from fraiseql.errors import FraiseQLError

RECENT = 30.0
"""Seconds for which is taken to be so what a relation was seen to hold."""


class Workspace:
    """Compiles projects against one database, again and again.

    The connection stays open. As long as the database has the same objects, the catalog is not read again,
    and a statement that PostgreSQL has taken is not shown to it again. What was made of the definitions that
    are the same is not made again; what relations hold is looked at again after half a minute.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection: psycopg.Connection[Any] | None = None
        self._seen: tuple[object, ...] = ()
        self._catalog: Catalog | None = None
        self._accepted: set[str] = set()
        self._observed: dict[Reading, tuple[float, Observed]] = {}
        self._kept = Kept()

    def compile(self, project: Project) -> Compiled:
        """Compiles a project. Raises DatabaseUnreachable or CatalogUnreadable; the next connects anew."""
        sources, operations, found = read_files(project)
        if found:
            return Compiled(found)
        connection, catalog = self._current()
        files = (sources, operations)
        compiled = compile_live(project, files, connection, catalog, self._refuse, self._observe, self._kept)
        self._kept.turn(whole=not compiled.failed)
        return compiled

    def close(self) -> None:
        """Closes the connection."""
        if self._connection is not None:
            self._connection.close()

    def _current(self) -> tuple[psycopg.Connection[Any], Catalog]:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self.url)
        try:
            seen = fingerprint(self._connection)
            if self._catalog is None or seen != self._seen:
                self._accepted.clear()
                self._observed.clear()
                self._catalog = introspect(self._connection)
                self._seen = seen
        except FraiseQLError:
            self._connection.close()
            raise
        return self._connection, self._catalog

    def _refuse(self, statements: Mapping[str, str]) -> dict[str, Refusal]:
        assert self._connection is not None
        new = {label: sql for label, sql in statements.items() if sql not in self._accepted}
        refused = prepare(self._connection, new)
        self._accepted |= {sql for label, sql in new.items() if label not in refused}
        return refused

    def _observe(self, readings: Sequence[Reading]) -> Observations:
        assert self._connection is not None
        now = time.monotonic()
        recent = {r: (seen, o) for r, (seen, o) in self._observed.items() if now - seen < RECENT}
        new = [reading for reading in readings if reading not in recent]
        seen = observe(self._connection, new)
        self._observed = recent | {reading: (now, seen.of(reading.qualified)) for reading in new}
        return Observations({reading.qualified: self._observed[reading][1] for reading in readings})
