"""`JwtSession`: the session of a request from its bearer token, a JSON Web Token (RFC 7519, RFC 8725).

What signs and what is signed is PyJWT's business; here is what a session needs around it: where the keys come
from, and what a client is told, which is never a part of the token.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fraiseql.asgi import Scope
from fraiseql.errors import RequestError

try:
    import jwt
    from jwt import PyJWK
    from jwt.exceptions import (
        ExpiredSignatureError,
        ImmatureSignatureError,
        InvalidAudienceError,
        InvalidIssuerError,
        InvalidSignatureError,
        MissingRequiredClaimError,
        PyJWTError,
    )
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("JwtSession needs PyJWT. Run: pip install 'fraiseql[jwt]'") from error

from fraiseql.jwks import KeySet, KeysUnavailableError

log = logging.getLogger("fraiseql")

ALGORITHMS = frozenset(
    "HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES256K ES384 ES512 EdDSA".split()
)
"""What may be allowed. `none` may not."""

_REASONS: tuple[tuple[type[PyJWTError], str], ...] = (
    (ExpiredSignatureError, "The token has expired."),
    (ImmatureSignatureError, "The token is not valid yet."),
    (InvalidAudienceError, "The token is for another audience."),
    (InvalidIssuerError, "The token is from another issuer."),
    (InvalidSignatureError, "The token's signature is wrong."),
    (MissingRequiredClaimError, "The token lacks a claim that is required."),
)
_MALFORMED = "The token is not valid."


class JwtSession:
    """Makes sessions of bearer tokens: `FraiseQL(…, session=JwtSession(…))`.

    key: the public key as PEM, or the secret of an HMAC; or else
    jwks_url: where the issuer shows its public keys, as a JWK Set.
    algorithms: those that a token may be signed with. The token has no say in it.
    audience, issuer: whom the token must be for, and from; one of several. Without an audience, a token that
        names one is refused.
    leeway: seconds by which clocks may differ.
    claims: the session's names by the token's claims, `{"sub": "user_id"}`. What the token lacks the session
        lacks. Numbers, true and false, lists and objects become their JSON.
    required: whether a request without a token is refused; else its session is empty.
    keys_ttl: seconds for which fetched keys are taken as they are. keys_stale: seconds more for which they
        are used while they cannot be fetched again. fetch_timeout: seconds for fetching them.

    Raises ValueError where that does not fit together.
    """

    def __init__(
        self,
        *,
        key: str | bytes | None = None,
        jwks_url: str | None = None,
        algorithms: Sequence[str],
        audience: str | Sequence[str] | None = None,
        issuer: str | Sequence[str] | None = None,
        leeway: float = 0.0,
        claims: Mapping[str, str],
        required: bool = True,
        keys_ttl: float = 300.0,
        keys_stale: float = 3600.0,
        fetch_timeout: float = 5.0,
    ) -> None:
        _check_algorithms(algorithms, public=jwks_url is not None)
        if (key is None) == (jwks_url is None):
            raise ValueError("give either key or jwks_url")
        if leeway < 0:
            raise ValueError("leeway must not be negative")
        for name in claims.values():
            if not name.isidentifier():
                raise ValueError(f"{name!r} is no name for a session: letters, digits and _ only")
        self._algorithms = tuple(algorithms)
        self._keys = {} if key is None else {name: _prepared(key, name) for name in algorithms}
        self._key_set = None
        if jwks_url is not None:
            self._key_set = KeySet(
                jwks_url, algorithms, ttl=keys_ttl, stale=keys_stale, timeout=fetch_timeout
            )
        self._audience = [audience] if isinstance(audience, str) else audience
        self._issuer = [issuer] if isinstance(issuer, str) else issuer
        self._leeway = leeway
        self._claims = dict(claims)
        self._required = required

    async def __call__(self, scope: Scope) -> dict[str, str]:
        """The session of a request. Raises RequestError: `UNAUTHENTICATED`, `AUTHENTICATION_UNAVAILABLE`."""
        token = _bearer_token(scope)
        if token is None:
            if self._required:
                raise RequestError("A bearer token is needed.", "UNAUTHENTICATED", challenge="Bearer")
            return {}
        claims = await self._verify(token)
        return {
            name: _text(claims[claim])
            for claim, name in self._claims.items()
            if claims.get(claim) is not None
        }

    async def _verify(self, token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
            algorithm = header.get("alg")
            if algorithm not in self._algorithms:
                raise _refusal("The token is signed with an algorithm that is not allowed.")
            key = await self._key(header.get("kid"), algorithm)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._audience,
                issuer=self._issuer,
                leeway=self._leeway,
                options={"require": ["exp"]},
            )
        except (PyJWTError, ValueError, OverflowError, RecursionError) as error:
            log.debug("A token was refused: %s", type(error).__name__)  # its message may quote the token
            reason = next((reason for kind, reason in _REASONS if isinstance(error, kind)), _MALFORMED)
            raise _refusal(reason) from None
        return claims

    async def _key(self, kid: str | None, algorithm: str) -> Any:
        if self._key_set is None:
            return self._keys[algorithm]
        try:
            key: PyJWK | None = await self._key_set.find(kid, algorithm)
        except KeysUnavailableError as error:
            raise RequestError(f"{error} Try again.", "AUTHENTICATION_UNAVAILABLE") from None
        if key is None:
            raise _refusal("The token is signed with a key that its issuer does not show.")
        return key


def _check_algorithms(algorithms: Sequence[str], *, public: bool) -> None:
    if isinstance(algorithms, str) or not algorithms:
        raise ValueError('algorithms is a list such as ["RS256"]')
    if unknown := set(algorithms) - ALGORITHMS:
        raise ValueError(
            f"unknown algorithms: {', '.join(sorted(unknown))}; known: {', '.join(sorted(ALGORITHMS))}"
        )
    secret = {name.startswith("HS") for name in algorithms}
    # Else a token could be signed with the public key, taken for a secret.
    if len(secret) == 2:
        raise ValueError("algorithms are either those of a secret (HS…) or those of a public key, never both")
    if public and secret == {True}:
        raise ValueError("keys that everybody can fetch are no secrets: HS… needs key, not jwks_url")


def _prepared(key: str | bytes, algorithm: str) -> Any:
    """The key as PyJWT uses it. Raises ValueError, which does not show it."""
    scheme = jwt.get_algorithm_by_name(algorithm)
    try:
        prepared = scheme.prepare_key(key)
        problem = scheme.check_key_length(prepared)
    except (PyJWTError, ValueError, TypeError):
        raise ValueError(f"the key is none for {algorithm}") from None
    if problem is not None:
        raise ValueError(problem)
    if hasattr(prepared, "public_key"):
        raise ValueError("the key is private; only who signs tokens needs that: give the public key")
    return prepared


def _bearer_token(scope: Scope) -> str | None:
    """The token of a request; None where it has no credentials. Raises RequestError."""
    found: list[bytes] = [value for name, value in scope["headers"] if name == b"authorization"]
    if not found:
        return None
    scheme, _, token = found[0].partition(b" ")
    if len(found) > 1 or scheme.lower() != b"bearer":
        message = "The header Authorization must be: Bearer, a space, and the token."
        raise RequestError(message, "UNAUTHENTICATED", challenge='Bearer error="invalid_request"')
    return token.strip().decode("latin-1")


def _refusal(reason: str) -> RequestError:
    challenge = f'Bearer error="invalid_token", error_description="{reason}"'
    return RequestError(reason, "UNAUTHENTICATED", challenge=challenge)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
