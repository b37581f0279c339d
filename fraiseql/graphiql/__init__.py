"""GraphiQL, the page that browsers get at the path of the API (docs/guides/GRAPHIQL.md).

`web/` holds its sources, `make graphiql` bundles them into `assets/`. Everything is served from the one
path of the API, `?graphiql=NAME` being a file, so that it works under any prefix; nothing comes from
another origin.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from string import Template
from urllib.parse import parse_qs

from fraiseql.asgi import Response, Scope
from fraiseql.negotiate import GRAPHQL, HTML, JSON, negotiate

ASSETS = Path(__file__).with_name("assets")

_MEDIA = {".js": b"text/javascript", ".css": b"text/css"}

_SAFE = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))

_FOREVER = (
    (b"cache-control", b"public, max-age=31536000, immutable"),  # the name holds a hash of the content
    # A worker has the policy of its own response: it may neither load nor send anything.
    (b"content-security-policy", b"default-src 'none'"),
    *_SAFE,
)

_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "script-src 'nonce-{nonce}'; worker-src 'self'; connect-src 'self'; font-src data:; img-src data:; "
    "style-src 'self' 'unsafe-inline'"  # the editor writes style elements and attributes
)

_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL</title>
<link rel="icon" href="$icon">
<link rel="stylesheet" href="?graphiql=$style">
<script nonce="$nonce" src="?graphiql=$script" defer></script>
</head>
<body>
<div id="graphiql" data-sql="$sql"><noscript>GraphiQL needs JavaScript.</noscript></div>
</body>
</html>
""")

_ABSENT = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL is not installed</title>
<link rel="icon" href="$icon">
</head>
<body style="font: 1rem/1.6 system-ui, sans-serif; margin: 4rem auto; max-width: 42rem; padding: 0 1rem">
<h1>GraphiQL is not installed</h1>
<p>The GraphQL API at this address works: send it a query with POST. Only this page for browsers is missing,
because FraiseQL was installed from its sources without it.</p>
<p>To build it, run <code>make graphiql</code> in the source tree (it needs Node 18 or later and npm), then
install FraiseQL again; an editable install needs no more than this page loaded again. The wheels that
<code>make wheel</code> builds have it.</p>
</body>
</html>
""")

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Cpath fill='%23d7263d' d='M16 30C8 26 3 18 5 11c2-5 8-5 11-2 3-3 9-3 11 2 2 7-3 15-11 19z'/%3E"
    "%3Cpath fill='%232e933c' d='M16 10c-4 1-7-1-8-4 3-1 5 0 6 1l1-5h2l1 5c1-1 3-2 6-1-1 3-4 5-8 4z'/%3E"
    "%3C/svg%3E"
)


def answer_browser(scope: Scope, headers: Mapping[bytes, bytes], *, sql: bool) -> Response | None:
    """The page or one of its files, for a GET or HEAD request that asks for it; else None.

    headers: of the request, by name. sql: as of `page`.
    """
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    if "graphiql" in asked:
        return asset(asked["graphiql"][0])
    # A query in the URL is a request to the API, whatever its client would like to read.
    if asked or negotiate(headers.get(b"accept"), (JSON, GRAPHQL, HTML)) != HTML:
        return None
    return page(sql=sql)


def page(*, sql: bool, assets: Path = ASSETS) -> Response:
    """The page; where its files were not built, one that says how to.

    sql: whether requests may ask for the SQL they run, which it then shows.
    assets: the folder of the files.
    """
    names = _names(assets)
    script = next((name for name in names if name.startswith("graphiql-") and name.endswith(".js")), None)
    style = next((name for name in names if name.startswith("graphiql-") and name.endswith(".css")), None)
    nonce = secrets.token_urlsafe(16)
    headers = (
        (b"cache-control", b"no-store"),  # the nonce is for once
        (b"content-security-policy", _POLICY.format(nonce=nonce).encode()),
        (b"x-frame-options", b"DENY"),
        *_SAFE,
    )
    if script is None or style is None:
        return Response(404, _ABSENT.substitute(icon=_ICON).encode(), b"text/html", headers)
    html = _PAGE.substitute(icon=_ICON, nonce=nonce, script=script, style=style, sql=str(sql).lower())
    return Response(200, html.encode(), b"text/html", headers)


def asset(name: str, *, assets: Path = ASSETS) -> Response:
    """A file of the page. name: as the page wrote it."""
    # Only what the folder was seen to hold is opened: no name leads out of it.
    path = _names(assets).get(name)
    if path is None:
        return Response(404, b"GraphiQL has no such file. Load the page again.", b"text/plain", _SAFE)
    return Response(200, path.read_bytes(), _MEDIA[path.suffix], _FOREVER)


def _names(assets: Path) -> dict[str, Path]:
    if not assets.is_dir():
        return {}
    return {path.name: path for path in sorted(assets.iterdir()) if path.suffix in _MEDIA}
