"""The public keys of whoever issues tokens: a JWK Set (RFC 7517), fetched over HTTP and kept for a while."""

from __future__ import annotations

import asyncio
import logging
import time
import urllib.request
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import msgspec
from jwt import PyJWK
from jwt.exceptions import PyJWTError
from msgspec import Struct

from fraiseql.errors import FraiseQLError

log = logging.getLogger("fraiseql")

MAX_BYTES = 1_000_000
"""The largest set of keys that is read."""

_PAUSE = 10.0  # seconds between two attempts, however many requests would like one


Keys: TypeAlias = dict[tuple[str | int, str], PyJWK]
"""Keys by their id and an algorithm. One without an id has its place in the set for one."""


class _Set(Struct):
    keys: list[dict[str, Any]]


class KeysUnavailableError(FraiseQLError):
    """The keys could not be fetched, and there are none that are young enough."""


class KeySet:
    """The keys behind a URL.

    algorithms: those that keys are wanted for.
    ttl: seconds for which keys are taken as they were fetched. stale: seconds more for which they are used
        while they cannot be fetched again.
    timeout: seconds for one attempt. pause: seconds between two attempts.
    Raises ValueError where the URL is neither https nor http.
    """

    def __init__(
        self,
        url: str,
        algorithms: Sequence[str],
        *,
        ttl: float,
        stale: float,
        timeout: float,
        pause: float = _PAUSE,
    ) -> None:
        if urlsplit(url).scheme not in ("https", "http"):
            raise ValueError(
                "jwks_url must begin with https:// (or http://, inside a network that you trust)"
            )
        if min(ttl, timeout, pause) <= 0 or stale < 0:
            raise ValueError("the times of a key set must be greater than 0")
        self._url = url
        self._algorithms = tuple(algorithms)
        self._ttl = ttl
        self._stale = stale
        self._timeout = timeout
        self._pause = pause
        self._keys: Keys = {}
        self._fetched = self._tried = -float("inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str | None, algorithm: str) -> PyJWK | None:
        """The key of an id for an algorithm; without an id, the only key there is for it.

        Raises KeysUnavailableError.
        """
        if time.monotonic() > self._fetched + self._ttl:
            # Where an attempt is under way or has failed, nobody waits who can do with the keys there are.
            await self._refresh(wait=self._tried < self._fetched or self._is_stale())
            if self._is_stale():
                raise KeysUnavailableError("The keys that tokens are signed with cannot be fetched.")
        found = self._look(kid, algorithm)
        if found is None and kid is not None:  # the issuer may have made a new key
            await self._refresh()
            found = self._look(kid, algorithm)
        return found

    def _look(self, kid: str | None, algorithm: str) -> PyJWK | None:
        if kid is not None:
            return self._keys.get((kid, algorithm))
        fitting = [key for (_, of), key in self._keys.items() if of == algorithm]
        return fitting[0] if len(fitting) == 1 else None

    def _is_stale(self) -> bool:
        """Whether the keys are too old to be used."""
        return time.monotonic() > self._fetched + self._ttl + self._stale

    async def _refresh(self, *, wait: bool = True) -> None:
        """Fetches the keys, unless that was tried a moment ago. Whoever waits, waits for the same attempt."""
        loop = asyncio.get_running_loop()
        task = self._fetching
        if task is None or task.done() or task.get_loop() is not loop:
            if time.monotonic() < self._tried + self._pause:
                return
            self._tried = time.monotonic()
            task = self._fetching = loop.create_task(self._fetch())
        if wait:
            await asyncio.shield(task)  # one request that is cancelled must not cancel the others'

    async def _fetch(self) -> None:
        until = time.monotonic() + self._timeout
        try:
            async with asyncio.timeout(self._timeout):
                # In a thread: the standard library's client stands still while it waits.
                data = await asyncio.to_thread(_download, self._url, self._timeout, until)
            self._keys = read_keys(data, self._algorithms)
        except (OSError, HTTPException, ValueError, TimeoutError) as error:
            log.warning(
                "The keys at %s could not be fetched: %s", self._url, str(error) or type(error).__name__
            )
        else:
            self._fetched = time.monotonic()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Keys are taken from where they were said to be, and nowhere else."""


_opener = urllib.request.build_opener(_NoRedirects)


def _download(url: str, timeout: float, until: float) -> bytes:
    """What is at a URL. Raises OSError, HTTPException, ValueError."""
    request = urllib.request.Request(url, headers={"accept": "application/json"})  # noqa: S310 - it was checked
    data = b""
    with _opener.open(request, timeout=timeout) as answer:
        while part := answer.read1(65_536):
            data += part
            if len(data) > MAX_BYTES:
                raise ValueError(f"more than {MAX_BYTES} bytes")
            if time.monotonic() > until:  # a server may send a byte now and then, for ever
                raise TimeoutError(f"it took longer than {timeout:g} s")
    return data


def read_keys(data: bytes, algorithms: Sequence[str]) -> Keys:
    """The keys of a JWK Set that check signatures of these algorithms.

    Raises ValueError where it is no such set. A key that this version does not know is left out.
    """
    try:
        members = msgspec.json.decode(data, type=_Set).keys
    except msgspec.DecodeError as error:
        raise ValueError(f"it is no JWK Set: {error}") from None
    keys: Keys = {}
    for number, member in enumerate(members):
        for algorithm in algorithms if _is_for_signatures(member) else ():
            if member.get("alg", algorithm) == algorithm and (key := _key(member, algorithm)) is not None:
                kid = member.get("kid")
                keys[kid if isinstance(kid, str) else number, algorithm] = key
    if not keys:
        raise ValueError(f"it holds no key for {' or '.join(algorithms)}")
    return keys


def _is_for_signatures(member: Mapping[str, Any]) -> bool:
    operations = member.get("key_ops")
    return member.get("use", "sig") == "sig" and (not isinstance(operations, list) or "verify" in operations)


def _key(member: dict[str, Any], algorithm: str) -> PyJWK | None:
    try:
        key = PyJWK(member, algorithm)
        key.Algorithm.prepare_key(key.key)  # which looks at the curve
    except (PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return key if key.Algorithm.check_key_length(key.key) is None else None
