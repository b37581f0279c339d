"""Sessions of bearer tokens: real keys, forged tokens, and keys fetched from a real HTTP server."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import importlib.util
import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from fraiseql import JwtSession, RequestError
from fraiseql.app import FraiseQL
from fraiseql.jwks import MAX_BYTES, KeySet, KeysUnavailableError, read_keys
from tests.plans import Sample

SECRET = "a secret that nobody guesses, of more than 64 bytes, since HS512 wants that many"
RSA = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
EC = ec.generate_private_key(ec.SECP256R1())
ED = ed25519.Ed25519PrivateKey.generate()
KEYS = {"HS256": SECRET, "HS512": SECRET, "RS256": RSA[0], "PS256": RSA[0], "ES256": EC, "EdDSA": ED}


def public(key: Any) -> Any:
    """What a session is given to check what a key signs."""
    if isinstance(key, str):
        return key
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def token(key: Any = SECRET, algorithm: str = "HS256", kid: str | None = None, **claims: Any) -> str:
    payload = {"sub": "7", "exp": int(time.time()) + 60} | claims
    payload = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(payload, key, algorithm, headers={} if kid is None else {"kid": kid})


def scope(*authorization: str) -> dict[str, Any]:
    return {
        "headers": [
            (b"host", b"x"),
            *((b"authorization", value.encode("latin-1")) for value in authorization),
        ]
    }


def ask(session: JwtSession, *authorization: str) -> dict[str, str]:
    return asyncio.run(session(scope(*authorization)))


def refused(session: JwtSession, *authorization: str) -> RequestError:
    with pytest.raises(RequestError) as caught:
        ask(session, *authorization)
    return caught.value


def with_secret(**options: Any) -> JwtSession:
    return JwtSession(**{"key": SECRET, "algorithms": ["HS256"], "claims": {"sub": "user_id"}} | options)


# --- tokens -----------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_makes_a_session(algorithm: str) -> None:
    key = KEYS[algorithm]
    session = JwtSession(key=public(key), algorithms=[algorithm], claims={"sub": "user_id"})
    assert ask(session, f"Bearer {token(key, algorithm)}") == {"user_id": "7"}
    assert ask(session, f"bearer   {token(key, algorithm)} ") == {"user_id": "7"}


def test_claims_become_text() -> None:
    claims = {
        "sub": "user_id",
        "org": "tenant",
        "roles": "roles",
        "admin": "is_admin",
        "n": "number",
        "no": "none",
    }
    session = with_secret(claims=claims | {"absent": "absent"})
    given = token(org={"id": 1}, roles=["a", "b"], admin=True, n=5, secret="not asked for")
    assert ask(session, f"Bearer {given}") == {
        "user_id": "7",
        "tenant": '{"id":1}',
        "roles": '["a","b"]',
        "is_admin": "true",
        "number": "5",
    }


def test_without_a_token() -> None:
    error = refused(with_secret())
    assert (error.code, error.message, error.challenge) == (
        "UNAUTHENTICATED",
        "A bearer token is needed.",
        "Bearer",
    )
    assert ask(with_secret(required=False)) == {}


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic dXNlcjpwYXNz",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer \xff\xfe",
        "Bearer e30.e30.",
        "Bearer " + base64.urlsafe_b64encode(b"[" * 9000).decode() + ".e30.x",
    ],
)
def test_a_header_that_holds_no_token(header: str, required: bool) -> None:
    error = refused(with_secret(required=required), header)
    assert error.code == "UNAUTHENTICATED"
    assert error.challenge is not None
    assert error.challenge.startswith("Bearer error=")


def test_two_headers() -> None:
    error = refused(with_secret(), f"Bearer {token()}", f"Bearer {token()}")
    assert error.challenge == 'Bearer error="invalid_request"'


@pytest.mark.parametrize(
    ("options", "claims", "message"),
    [
        ({}, {"exp": int(time.time()) - 10}, "The token has expired."),
        ({}, {"exp": None}, "The token lacks a claim that is required."),
        ({}, {"exp": "soon"}, "The token is not valid."),
        ({}, {"nbf": int(time.time()) + 86_400}, "The token is not valid yet."),
        ({}, {"aud": "other"}, "The token is for another audience."),
        ({"audience": "us"}, {"aud": ["them", "others"]}, "The token is for another audience."),
        ({"audience": "us"}, {}, "The token lacks a claim that is required."),
        ({"issuer": "https://issuer"}, {"iss": "https://issuer.evil"}, "The token is from another issuer."),
        ({"issuer": ["a", "b"]}, {"iss": "c"}, "The token is from another issuer."),
        ({"issuer": "a"}, {}, "The token lacks a claim that is required."),
    ],
)
def test_a_token_that_is_not_for_us(options: dict[str, Any], claims: dict[str, Any], message: str) -> None:
    error = refused(with_secret(**options), f"Bearer {token(**claims)}")
    assert (error.code, error.message) == ("UNAUTHENTICATED", message)
    assert error.challenge == f'Bearer error="invalid_token", error_description="{message}"'


def test_a_token_that_is_for_us() -> None:
    session = with_secret(audience=["us", "you"], issuer=["a", "b"], leeway=20)
    past, later = int(time.time()) - 10, int(time.time()) + 10
    assert ask(session, f"Bearer {token(aud=['x', 'you'], iss='b', exp=past)}") == {"user_id": "7"}
    assert ask(session, f"Bearer {token(aud='us', iss='a', nbf=later)}") == {"user_id": "7"}


# --- forged tokens ----------------------------------------------------------------------------


def forged(header: dict[str, Any], signature: bytes = b"") -> str:
    payload = {"sub": "7", "exp": int(time.time()) + 60}
    parts = [json.dumps(header).encode(), json.dumps(payload).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "", None, 5, ["HS256"], {"a": 1}, "HS384", "RS256"]
)
def test_the_token_has_no_say_in_the_algorithm(algorithm: Any) -> None:
    for header in ({"alg": algorithm, "typ": "JWT"}, {"alg": algorithm, "jwk": {"kty": "oct", "k": ""}}):
        error = refused(with_secret(), f"Bearer {forged(header)}")
        assert error.code == "UNAUTHENTICATED"


def test_a_public_key_is_no_secret() -> None:
    session = JwtSession(key=public(RSA[0]), algorithms=["RS256"], claims={})
    unsigned = forged({"alg": "HS256"}).rstrip(".")
    signature = hmac.digest(public(RSA[0]).encode(), unsigned.encode(), hashlib.sha256)
    signed = f"{unsigned}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
    assert refused(session, f"Bearer {signed}").message.endswith("an algorithm that is not allowed.")


def test_a_signature_of_another_key() -> None:
    for algorithm, key in (("RS256", RSA[1]), ("PS256", RSA[1])):
        session = JwtSession(key=public(RSA[0]), algorithms=[algorithm], claims={})
        assert (
            refused(session, f"Bearer {token(key, algorithm)}").message == "The token's signature is wrong."
        )
    good = token()
    changed = good[:-4] + ("AAAA" if good[-4:] != "AAAA" else "BBBB")
    assert refused(with_secret(), f"Bearer {changed}").message == "The token's signature is wrong."


def test_nothing_shows_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for given in (token(exp=1), token(RSA[0], "RS256"), "not.a.token", token(aud="them")):
        error = refused(with_secret(), f"Bearer {given}")
        shown = f"{error!r} {error.__cause__!r} {caplog.text}"
        assert not [part for part in given.split(".") if len(part) > 5 and part in shown]
    assert "A token was refused: ExpiredSignatureError" in caplog.text


# --- what does not fit together ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"algorithms": []}, r'algorithms is a list such as \["RS256"\]'),
        ({"algorithms": "HS256"}, "algorithms is a list"),
        ({"algorithms": ["none"]}, "unknown algorithms: none"),
        ({"algorithms": ["HS256", "RS256"]}, "never both"),
        ({"jwks_url": "https://x"}, "HS… needs key"),
        ({"jwks_url": "https://x", "algorithms": ["RS256"]}, "give either key or jwks_url"),
        ({"key": None}, "give either key or jwks_url"),
        (
            {"key": None, "algorithms": ["RS256"], "jwks_url": "file:///etc/passwd"},
            "jwks_url must begin with",
        ),
        ({"key": None, "algorithms": ["RS256"], "jwks_url": "https://x", "keys_ttl": 0}, "greater than 0"),
        ({"key": "short"}, "below the minimum recommended length"),
        ({"key": ""}, "the key is none for HS256"),
        ({"key": public(RSA[0])}, "the key is none for HS256"),
        ({"algorithms": ["RS256"]}, "the key is none for RS256"),
        ({"key": public(RSA[0]), "algorithms": ["RS256", "ES256"]}, "the key is none for ES256"),
        (
            {
                "key": RSA[0].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
                "algorithms": ["RS256"],
            },
            "the key is private",
        ),
        ({"leeway": -1}, "leeway"),
        ({"claims": {"sub": "user-id"}}, "'user-id' is no name for a session"),
    ],
)
def test_what_does_not_fit_together(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        with_secret(**options)
    assert SECRET not in str(caught.value)


def test_pyjwt_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    import fraiseql.jwt as module

    monkeypatch.setitem(sys.modules, "jwt", None)
    spec = importlib.util.spec_from_file_location("without_pyjwt", module.__file__)
    assert spec is not None and spec.loader is not None  # noqa: PT018
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'fraiseql\[jwt\]'"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


# --- keys that are fetched --------------------------------------------------------------------


def jwk(key: Any, kid: str | None, **members: Any) -> dict[str, Any]:
    kind: Any
    if isinstance(key, rsa.RSAPrivateKey):
        kind = RSAAlgorithm
    else:
        kind = ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else OKPAlgorithm
    shown: dict[str, Any] = kind.to_jwk(key.public_key(), as_dict=True)
    shown = {name: value for name, value in shown.items() if name != "key_ops"}
    return shown | ({} if kid is None else {"kid": kid}) | members


class Issuer:
    """An HTTP server that shows keys. asked: how often it was."""

    def __init__(self, *keys: dict[str, Any]) -> None:
        self.body = self.show(*keys)
        self.status = 200
        self.headers: dict[str, str] = {}
        self.pause = Event()
        self.pause.set()
        self.asked = 0
        self.drip = False
        self.url = ""

    @staticmethod
    def show(*keys: dict[str, Any]) -> bytes:
        return json.dumps({"keys": keys}).encode()


@contextmanager
def issuing(*keys: dict[str, Any]) -> Iterator[Issuer]:
    issuer = Issuer(*keys)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked += 1
            issuer.pause.wait(10)
            self.send_response(issuer.status)
            for header in issuer.headers.items():
                self.send_header(*header)
            self.end_headers()
            try:
                for byte in issuer.body if issuer.drip else b"":
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)
                self.wfile.write(b"" if issuer.drip else issuer.body)
            except OSError:
                pass

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    issuer.url = f"http://127.0.0.1:{server.server_port}/keys"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield issuer
    finally:
        issuer.pause.set()
        server.shutdown()
        server.server_close()
        thread.join()


def key_set(issuer: Issuer, *algorithms: str, **times: float) -> KeySet:
    given = {"ttl": 60.0, "stale": 60.0, "timeout": 2.0, "pause": 0.01} | times
    return KeySet(issuer.url, algorithms or ("RS256",), **given)


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        async with asyncio.timeout(20):
            await work()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("algorithm", "key"), [("RS256", RSA[0]), ("PS256", RSA[0]), ("ES256", EC), ("EdDSA", ED)]
)
def test_a_token_of_an_issuer_that_shows_its_keys(algorithm: str, key: Any) -> None:
    with issuing(jwk(RSA[1], "other"), jwk(key, "mine")) as issuer:
        session = JwtSession(jwks_url=issuer.url, algorithms=[algorithm], claims={"sub": "user_id"})
        for _ in range(2):  # each on an event loop of its own
            assert ask(session, f"Bearer {token(key, algorithm, 'mine')}") == {"user_id": "7"}
        assert issuer.asked == 1
        error = refused(session, f"Bearer {token(key, algorithm, 'unknown')}")
        assert error.message == "The token is signed with a key that its issuer does not show."
        wrong = {"RS256": RSA[1], "PS256": RSA[1], "ES256": ec.generate_private_key(ec.SECP256R1())}
        wrong_key = wrong.get(algorithm, ed25519.Ed25519PrivateKey.generate())
        assert (
            "signature is wrong" in refused(session, f"Bearer {token(wrong_key, algorithm, 'mine')}").message
        )
        assert issuer.asked == 1  # an unknown key was asked for a moment ago


def test_over_http(sample: Sample) -> None:
    async def work() -> None:
        session = JwtSession(jwks_url=issuer.url, algorithms=["RS256"], claims={"sub": "user_id"})
        async with FraiseQL(sample.plans, database=sample.url, session=session) as app:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                body = {"query": "{ sessions { user } }"}
                bearer = {"authorization": f"Bearer {token(RSA[0], 'RS256', 'a')}"}
                answer = await client.post("/", json=body, headers=bearer)
                assert answer.json() == {"data": {"sessions": [{"user": "7"}]}}
                answer = await client.post("/", json=body)
                assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
                assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}

    with issuing(jwk(RSA[0], "a")) as issuer:
        run(work)


def test_a_token_without_the_id_of_a_key() -> None:
    with issuing(jwk(RSA[0], None), jwk(EC, None)) as issuer:
        session = JwtSession(jwks_url=issuer.url, algorithms=["RS256"], claims={"sub": "user_id"})
        assert ask(session, f"Bearer {token(RSA[0], 'RS256')}") == {"user_id": "7"}
    with issuing(jwk(RSA[0], "a"), jwk(RSA[1], "b")) as issuer:
        session = JwtSession(jwks_url=issuer.url, algorithms=["RS256"], claims={"sub": "user_id"})
        assert "does not show" in refused(session, f"Bearer {token(RSA[0], 'RS256')}").message


def test_a_new_key_is_fetched_when_a_token_names_it() -> None:
    async def work() -> None:
        keys = key_set(issuer, pause=0.2)
        assert await keys.find("a", "RS256") is not None
        issuer.body = Issuer.show(jwk(RSA[1], "b"))
        assert await keys.find("b", "RS256") is None  # too early
        assert issuer.asked == 1
        await asyncio.sleep(0.25)
        found = await asyncio.gather(*(keys.find("b", "RS256") for _ in range(20)))
        assert None not in found
        assert await keys.find("a", "RS256") is None
        assert issuer.asked == 2

    with issuing(jwk(RSA[0], "a")) as issuer:
        run(work)


def test_keys_are_fetched_again_when_they_are_old() -> None:
    async def work() -> None:
        keys = key_set(issuer, ttl=0.1)
        assert await keys.find("a", "RS256") is not None
        issuer.body = Issuer.show(jwk(RSA[1], "b"))
        assert await keys.find("a", "RS256") is not None
        await asyncio.sleep(0.15)
        assert await keys.find("a", "RS256") is None

    with issuing(jwk(RSA[0], "a")) as issuer:
        run(work)


def test_old_keys_are_used_for_a_while_where_the_issuer_is_down(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        keys = key_set(issuer, ttl=0.1, stale=0.4)
        assert await keys.find("a", "RS256") is not None
        issuer.status = 500
        await asyncio.sleep(0.15)
        assert await keys.find("a", "RS256") is not None
        assert "could not be fetched: HTTP Error 500" in caplog.text
        await asyncio.sleep(0.5)
        with pytest.raises(KeysUnavailableError):
            await keys.find("a", "RS256")
        issuer.status = 200
        await asyncio.sleep(0.02)
        assert await keys.find("a", "RS256") is not None

    with issuing(jwk(RSA[0], "a")) as issuer:
        run(work)


def test_an_issuer_that_is_not_there() -> None:
    with issuing() as issuer:
        url = issuer.url
    session = JwtSession(jwks_url=url, algorithms=["RS256"], claims={})
    for _ in range(2):
        error = refused(session, f"Bearer {token(RSA[0], 'RS256', 'a')}")
        assert error.code == "AUTHENTICATION_UNAVAILABLE"
        assert error.message == "The keys that tokens are signed with cannot be fetched. Try again."
        assert error.challenge is None


def test_an_issuer_that_hangs_holds_nobody_up_who_can_do_with_old_keys() -> None:
    async def at_once(keys: KeySet) -> None:
        started = time.monotonic()
        assert await keys.find("a", "RS256") is not None
        assert time.monotonic() - started < 0.2

    async def work() -> None:
        keys = key_set(issuer, ttl=0.05, timeout=0.4)
        await keys.find("a", "RS256")
        issuer.pause.clear()
        await asyncio.sleep(0.1)
        first = asyncio.ensure_future(keys.find("a", "RS256"))
        await asyncio.sleep(0.05)
        await at_once(keys)
        assert await first is not None
        await asyncio.sleep(0.02)
        await at_once(keys)
        async with asyncio.timeout(5):
            # It is tried again, behind what is answered; the issuer is a thread.
            while issuer.asked < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        issuer.pause.set()

    with issuing(jwk(RSA[0], "a")) as issuer:
        run(work)


def test_an_issuer_that_hangs_holds_nobody_up_who_is_known() -> None:
    async def work() -> None:
        keys = key_set(issuer, timeout=0.3)
        await keys.find("a", "RS256")
        issuer.pause.clear()
        await asyncio.sleep(0.02)
        started = time.monotonic()
        waiting = asyncio.ensure_future(keys.find("b", "RS256"))
        gone = asyncio.ensure_future(keys.find("b", "RS256"))
        await asyncio.sleep(0.05)
        assert await keys.find("a", "RS256") is not None
        assert time.monotonic() - started < 0.25
        gone.cancel()
        assert await waiting is None
        assert issuer.asked == 2
        assert time.monotonic() - started < 2
        issuer.pause.set()

    with issuing(jwk(RSA[0], "a")) as issuer:
        run(work)


@pytest.mark.parametrize("how", ["drip", "large", "redirect", "text", "list", "empty", "secret"])
def test_an_issuer_that_shows_no_keys(how: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        with pytest.raises(KeysUnavailableError):
            await key_set(issuer, timeout=0.3).find("a", "RS256")
        assert issuer.asked == 1

    good = jwk(RSA[0], "a")
    with issuing(good) as issuer:
        if how == "drip":
            issuer.drip = True
        elif how == "redirect":
            issuer.status, issuer.headers = 302, {"location": issuer.url}
        else:
            issuer.body = {
                "large": b" " * (MAX_BYTES + 1),
                "text": b"nothing",
                "list": b"[]",
                "empty": b'{"keys": []}',
                "secret": b'{"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "a"}]}',
            }[how]
        run(work)
    assert "could not be fetched" in caplog.text


def test_which_keys_are_read() -> None:
    small = rsa.generate_private_key(65537, 1024)
    members = [
        jwk(RSA[0], "any"),
        jwk(RSA[0], "only", alg="RS512"),
        jwk(RSA[1], "encrypts", use="enc"),
        jwk(RSA[1], "wraps", key_ops=["wrapKey"]),
        jwk(RSA[1], "verifies", key_ops=["verify"], use="sig"),
        jwk(small, "small"),
        jwk(EC, "curve"),
        {"kty": "new", "kid": "x"},
        {"kid": "y"},
        {"kty": "RSA", "n": 5, "e": [], "kid": "z"},
        jwk(RSA[1], None),
        jwk(RSA[0], None) | {"kid": 5},
    ]
    found = read_keys(json.dumps({"keys": members}).encode(), ["RS256", "RS512", "ES256", "ES384"])
    assert list(found) == [
        ("any", "RS256"),
        ("any", "RS512"),
        ("only", "RS512"),
        ("verifies", "RS256"),
        ("verifies", "RS512"),
        ("curve", "ES256"),
        (10, "RS256"),
        (10, "RS512"),
        (11, "RS256"),
        (11, "RS512"),
    ]
