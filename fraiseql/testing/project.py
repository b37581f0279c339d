"""A compiled schema with its database, to be asked by tests that are plain functions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fraiseql.app import FraiseQL
from fraiseql.assemble import assemble, relative
from fraiseql.database import Database
from fraiseql.errors import FieldError
from fraiseql.limits import NO_LIMITS
from fraiseql.load import Plans
from fraiseql.statement import Statement
from fraiseql.testing.data import from_json


@dataclass(frozen=True, slots=True)
class CompiledProject:
    """A schema at work. url: its database. plans: what the compiler made of it.

    runner: the event loop that everything runs in, so that connections are kept from test to test.
    """

    url: str
    plans: Plans
    app: FraiseQL
    runner: asyncio.Runner

    def execute(self, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The response to a GraphQL request, as `FraiseQL.execute` gives it."""
        return self.runner.run(self.app.execute(query, variables))

    def documents(self, query: str) -> list[Any]:
        """The stored documents of all rows that a root field reads, in the order of their key.

        Raises LookupError for a field that returns neither a list nor a connection, and FieldError where
        they cannot be read.
        """
        root = self.plans.queries[query]
        if root.key is None:
            raise LookupError(f"{query} returns neither a list nor a connection")
        connection = root.connection
        select = root.select if connection is None else relative(root.select, connection.document)
        return self.runner.run(self._read(Statement(assemble(select, order=[root.key]))))

    async def _read(self, statement: Statement) -> list[Any]:
        database = Database(self.url)
        try:
            (rows,) = await database.read([statement], {})
        finally:
            await database.close()
        if isinstance(rows, FieldError):
            raise rows
        return [from_json(row or b"null") for row in rows]


@contextmanager
def running(url: str, plans: Plans) -> Iterator[CompiledProject]:
    """A project that answers until it is left. plans: compiled against the database at the URL."""
    with asyncio.Runner() as runner:
        # Generated requests ask for more at a time than clients may.
        app = FraiseQL(plans, database=url, limits=NO_LIMITS)
        try:
            yield CompiledProject(url, plans, app, runner)
        finally:
            runner.run(app.close())
