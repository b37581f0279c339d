"""A throwaway server of Debian's PostgreSQL, which has the extensions that the embedded one lacks."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres import MakeDatabase, fresh_databases

BIN = Path("/usr/lib/postgresql/15/bin")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


@pytest.fixture(scope="session")
def debian_server() -> Iterator[str]:
    """The URL of its maintenance database, for a superuser: the one at DEBIAN_URL, else a new one."""
    if url := os.environ.get("DEBIAN_URL"):
        yield url
        return
    if not is_installed():
        pytest.skip(f"{BIN} is absent: apt-get install postgresql-15")
    with running() as url:
        yield url


def is_installed() -> bool:
    """Whether there is a PostgreSQL of Debian."""
    return (BIN / "initdb").exists()


@contextmanager
def running() -> Iterator[str]:
    """Runs a new server, and gives the URL of its maintenance database. It listens on a unix socket only."""
    # PostgreSQL refuses to run as root; Debian's package makes a user for it.
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    directory = Path(tempfile.mkdtemp(prefix="fraiseql-debian-"))

    def run(command: str, *arguments: str) -> None:
        owner = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        done = subprocess.run(
            [BIN / command, "-D", directory / "data", *arguments],
            cwd=directory,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **owner,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stderr.decode()

    try:
        if user is not None:
            os.chown(directory, user.pw_uid, user.pw_gid)
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join(f"-c {setting}" for setting in (*QUICK, f"unix_socket_directories={directory}"))
        run("pg_ctl", "-w", "-l", str(directory / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={directory}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def debian_database(debian_server: str) -> Iterator[MakeDatabase]:
    """As `make_database`, on that server."""
    with fresh_databases(debian_server) as factory:
        yield factory
