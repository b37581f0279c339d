"""Pages of other origins: what browsers are told."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from fraiseql import Cors, FraiseQL
from tests.plans import Sample

QUERY = {"query": "{ postCount }"}
SHOP = "https://shop.example.com"
ASKING = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"origins": "*"}, "origins must be a sequence of strings"),
        ({"origins": ("*",), "headers": "authorization"}, "headers must be a sequence"),
        ({"origins": ("*", SHOP)}, "not both"),
        ({"origins": ("*",), "credentials": True}, "needs origins by name"),
        ({"origins": (f"{SHOP}/",)}, "is no origin"),
        ({"origins": ("https://Shop.example.com",)}, "in lower case"),
        ({"origins": ("shop.example.com",)}, "is no origin"),
        ({"origins": ("null",)}, "is no origin"),
        ({"origins": (f"{SHOP}, https://b.example.com",)}, "is no origin"),
        ({"origins": (SHOP,), "expose": ("a\r\nb",)}, "is no name of a header"),
        ({"origins": (SHOP,), "headers": ("",)}, "is no name of a header"),
        ({"origins": (SHOP,), "max_age": -1}, "max_age"),
    ],
)
def test_what_makes_no_sense(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Cors(**options)


def ask(
    sample: Sample, cors: Cors | None, method: str, headers: dict[str, str], **more: Any
) -> httpx.Response:
    """The response of an app with this option."""

    async def main() -> httpx.Response:
        async with FraiseQL(sample.plans, database=sample.url, cors=cors) as app:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="https://api.example.com") as http:
                return await http.request(method, "/", headers=headers, **more)

    return asyncio.run(main())


def told(response: httpx.Response) -> dict[str, str]:
    """What a response says about other origins."""
    return {
        name.removeprefix("access-control-"): value
        for name, value in response.headers.items()
        if name.startswith("access-control-") or name == "vary"
    }


SOME = Cors((SHOP, "http://localhost:3000"), credentials=True, expose=("x-request-id", "etag"), max_age=60)
ANY = Cors(["*"])


def test_a_preflight_of_an_origin_that_is_allowed(sample: Sample) -> None:
    response = ask(sample, SOME, "OPTIONS", {"origin": SHOP, **ASKING})
    assert (response.status_code, response.content) == (204, b"")
    assert told(response) == {
        "vary": "origin",
        "allow-origin": SHOP,
        "allow-credentials": "true",
        "expose-headers": "x-request-id, etag",
        "allow-methods": "GET, HEAD, POST",
        "allow-headers": "authorization, content-type, apollo-require-preflight, x-apollo-operation-name, "
        "graphql-preflight, x-requested-with",
        "max-age": "60",
    }
    response = ask(sample, ANY, "OPTIONS", {"origin": SHOP, **ASKING})
    assert told(response)["allow-origin"] == "*"
    assert told(response)["allow-methods"] == "GET, HEAD, POST"
    assert told(response).keys().isdisjoint({"vary", "allow-credentials", "expose-headers"})


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example.com",
        "null",
        f"{SHOP}.evil.com",
        SHOP.upper(),
        f"{SHOP}:8443",
        "http://shop.example.com",
    ],
)
def test_an_origin_that_is_not_allowed(sample: Sample, origin: str) -> None:
    preflight = ask(sample, SOME, "OPTIONS", {"origin": origin, **ASKING})
    assert (preflight.status_code, told(preflight)) == (204, {"vary": "origin"})
    response = ask(sample, SOME, "POST", {"origin": origin}, json=QUERY)
    assert told(response) == {"vary": "origin"}


def test_options_without_cors_or_without_a_question(sample: Sample) -> None:
    assert told(ask(sample, None, "OPTIONS", {"origin": SHOP, **ASKING})) == {}
    assert told(ask(sample, ANY, "OPTIONS", {"origin": SHOP})) == {"allow-origin": "*"}
    assert told(ask(sample, ANY, "OPTIONS", ASKING)) == {}


def test_responses_to_pages_that_are_allowed(sample: Sample) -> None:
    expected = {
        "vary": "origin",
        "allow-origin": SHOP,
        "allow-credentials": "true",
        "expose-headers": "x-request-id, etag",
    }
    response = ask(sample, SOME, "POST", {"origin": SHOP}, json=QUERY)
    assert (response.json(), told(response)) == ({"data": {"postCount": 5}}, expected)
    # What is refused can be read, too: a page shows its developer why.
    response = ask(sample, SOME, "POST", {"origin": SHOP}, content=b"{")
    assert (response.status_code, told(response)) == (415, expected)
    response = ask(sample, SOME, "GET", {"origin": SHOP}, params=QUERY)
    assert (response.json(), told(response)) == (
        {"data": {"postCount": 5}},
        {**expected, "vary": "origin, accept"},
    )


# --- requests that another site forges -------------------------------------------------------------------


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_a_get_that_another_site_makes(sample: Sample, site: str) -> None:
    for headers in ({}, {"origin": "https://evil.example.com"}, {"sec-fetch-mode": "navigate"}):
        response = ask(sample, SOME, "GET", {"sec-fetch-site": site, **headers}, params=QUERY)
        assert response.status_code == 403
        (error,) = response.json()["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
        assert "A page of another site may not make this request" in error["message"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": SHOP},
        {"sec-fetch-site": "cross-site", "apollo-require-preflight": "true"},
        {"sec-fetch-site": "cross-site", "x-apollo-operation-name": "A"},
        {"sec-fetch-site": "same-site", "graphql-preflight": "1"},
        {"sec-fetch-site": "same-site", "x-requested-with": "XMLHttpRequest"},
        {"sec-fetch-site": "cross-site", "content-type": "application/json"},
    ],
)
def test_gets_that_are_served(sample: Sample, headers: dict[str, str]) -> None:
    assert ask(sample, SOME, "GET", headers, params=QUERY).json() == {"data": {"postCount": 5}}


def test_what_a_form_can_post_is_refused(sample: Sample) -> None:
    """These need no preflight. application/json does, so it needs no other protection."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        response = ask(sample, ANY, "POST", {"content-type": kind}, content=b'{"query": "{ postCount }"}')
        assert response.status_code == 415
