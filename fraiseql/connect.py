"""Opening a connection to PostgreSQL without ever blocking the event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from fraiseql.connection import Connection, ConnectionLostError, NoAnswerError, poll
from fraiseql.errors import FraiseQLError

_OLDEST_LIBPQ = 170000  # the first that closes prepared statements, and cancels without blocking
_MAX_PREPARED = 512


def check_conninfo(conninfo: str) -> None:
    """Raises FraiseQLError where this is no connection string, or libpq is too old."""
    if pq.version() < _OLDEST_LIBPQ:
        raise FraiseQLError("libpq 17 or newer is needed. Run: pip install -U 'psycopg[binary]'")
    try:
        conninfo_to_dict(conninfo)
    except psycopg.ProgrammingError as error:
        raise FraiseQLError(f"The database URL is not one that PostgreSQL understands: {error}") from None


async def connect(
    conninfo: str, settings: Mapping[str, str], patience: float, max_prepared: int = _MAX_PREPARED
) -> Connection:
    """Opens a connection, within `patience` seconds, with these PostgreSQL settings.

    At most `max_prepared` statements stay prepared. Raises ConnectionLostError.
    """
    try:
        async with asyncio.timeout(patience):
            words = await _resolve({key: str(value) for key, value in conninfo_to_dict(conninfo).items()})
            words |= {"client_encoding": "UTF8"}
            words.setdefault("fallback_application_name", "fraiseql")
            pgconn = pq.PGconn.connect_start(make_conninfo(**words).encode())
            try:
                await poll(pgconn, pgconn.connect_poll)
            except BaseException:
                pgconn.finish()
                raise
            connection = Connection(pgconn, max_prepared)
            try:
                await connection.set_up(settings, patience)
            except BaseException:
                connection.close()
                raise
            return connection
    except psycopg.OperationalError as error:
        raise ConnectionLostError(str(error)) from None
    except (TimeoutError, NoAnswerError):
        raise ConnectionLostError(f"no connection within {patience:g} s") from None


async def _resolve(words: dict[str, str]) -> dict[str, str]:
    """Looks host names up, which libpq would do while the event loop stands still.

    Raises psycopg.OperationalError where no host has an address.
    """
    hosts = words.get("host", "").split(",")
    ports = words.get("port", "").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    if "hostaddr" in words or all(map(_is_no_name, hosts)) or len(ports) != len(hosts):
        return words  # nothing to look up, or libpq will say what is wrong
    found: list[tuple[str, str, str]] = []
    problem = ""
    for host, port in zip(hosts, ports, strict=True):
        if _is_no_name(host):
            found.append((host, port, ""))
            continue
        try:
            infos = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            problem = f"{host}: {error}"
        else:
            found += [(host, port, address) for address in dict.fromkeys(str(info[4][0]) for info in infos)]
    if not found:
        raise psycopg.OperationalError(problem)
    host, port, address = (",".join(column) for column in zip(*found, strict=True))
    return {**words, "host": host, "port": port, "hostaddr": address}


def _is_no_name(host: str) -> bool:
    return not host or host[0] in "/@"
