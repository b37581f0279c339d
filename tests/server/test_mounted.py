"""`FraiseQL` inside other ASGI applications, served by uvicorn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.plans import Sample
from tests.serving import GOOD, GOOD_ANSWER, JSON, SLOW, active, body, configured, problem, wait_until

LIFESPAN = """
from contextlib import asynccontextmanager

graphql = FraiseQL(PLANS, database=URL)

@asynccontextmanager
async def lifespan(app):
    async with graphql:
        yield
    print("closed", flush=True)
"""

STARLETTE = f"""{LIFESPAN}
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

async def home(request):
    return PlainTextResponse("home")

app = Starlette(routes=[Route("/", home), Mount("/graphql", graphql)], lifespan=lifespan)
"""

FASTAPI = f"""{LIFESPAN}
from fastapi import FastAPI

app = FastAPI(lifespan=lifespan)

@app.get("/")
async def home():
    return "home"

@app.get("/posts")
async def posts():
    return await graphql.execute("{{ posts(limit: 2) {{ number }} }}")

app.mount("/graphql", graphql)
"""

MIDDLEWARE = f"""{FASTAPI}
from starlette.middleware.gzip import GZipMiddleware

@app.middleware("http")
async def mark(request, call_next):
    response = await call_next(request)
    response.headers["x-mark"] = "yes"
    return response

app.add_middleware(GZipMiddleware, minimum_size=10_000_000)
"""

LITESTAR = f"""{LIFESPAN}
from litestar import Litestar, asgi, get

@get("/", sync_to_thread=False)
def home() -> str:
    return "home"

mounted = asgi("/graphql", is_mount=True, copy_scope=True)(graphql.__call__)
app = Litestar([home, mounted], lifespan=[lifespan])
"""


@pytest.mark.parametrize(
    "create",
    [STARLETTE, FASTAPI, MIDDLEWARE, LITESTAR],
    ids=["starlette", "fastapi", "middleware", "litestar"],
)
def test_under_a_prefix(sample: Sample, tmp_path: Path, create: str) -> None:
    with configured(tmp_path, sample, create, path="/graphql/") as service:
        assert service.ask(GOOD) == GOOD_ANSWER
        assert problem(service.post(b"{"))[0] == "BAD_REQUEST"
        assert service.get(query=GOOD).json == GOOD_ANSWER
        assert service.send("PUT", None).status == 405
        assert service.post(b"x" * 2_000_000).status == 413
        assert service.ask("{ nope }")["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        with service.open_socket(service.raw_request(SLOW)):
            wait_until(lambda: active(sample.url) == 1)
        wait_until(lambda: active(sample.url) == 0, 10)
        assert service.ask(GOOD) == GOOD_ANSWER
        service.path = "/"
        assert b"home" in service.send("GET", None).body
        service.path = "/graphql"
        answer = service.post(body(GOOD))
        if create is LITESTAR:
            assert answer.json == GOOD_ANSWER
        else:  # starlette sends clients on to the place it mounts
            assert answer.headers["location"].endswith("/graphql/")
        service.stop()
        assert service.log.splitlines() == ["closed"]


def test_beside_the_routes_of_an_application(sample: Sample, tmp_path: Path) -> None:
    with configured(tmp_path, sample, FASTAPI, path="/posts") as service:
        assert json.loads(service.send("GET", None).body) == GOOD_ANSWER


ROUTE = f"""{LIFESPAN}
from starlette.applications import Starlette
from starlette.routing import Route

app = Starlette(routes=[Route("/graphql", graphql)], lifespan=lifespan)
"""


def test_at_a_route_of_starlette_there_is_no_redirect(sample: Sample, tmp_path: Path) -> None:
    with configured(tmp_path, sample, ROUTE, path="/graphql") as service:
        assert service.ask(GOOD) == GOOD_ANSWER
        assert service.get(query=GOOD).json == GOOD_ANSWER
        assert service.send("OPTIONS", None).status == 204


# --- the session, from what the application around it knows -----------------------------------------------

SESSION = """
from contextlib import asynccontextmanager

def session(scope):
    user = scope["state"].get("user")
    if user is None:
        raise RequestError("Log in first.", "UNAUTHENTICATED")
    return {"user_id": user}

graphql = FraiseQL(PLANS, database=URL, session=session)

@asynccontextmanager
async def lifespan(app):
    async with graphql:
        yield
"""

STARLETTE_USER = f"""{SESSION}
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

class Users:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            token = dict(scope["headers"]).get(b"authorization", b"").decode()
            if token.startswith("Bearer "):
                scope.setdefault("state", {{}})["user"] = token.removeprefix("Bearer ")
        await self.app(scope, receive, send)

app = Starlette(routes=[Mount("/graphql", graphql)], middleware=[Middleware(Users)], lifespan=lifespan)
"""

FASTAPI_USER = f"""{SESSION}
from fastapi import FastAPI

app = FastAPI(lifespan=lifespan)

@app.middleware("http")
async def users(request, call_next):
    token = request.headers.get("authorization", "")
    if token.startswith("Bearer "):
        request.state.user = token.removeprefix("Bearer ")
    return await call_next(request)

app.mount("/graphql", graphql)
"""

LITESTAR_USER = f"""{SESSION}
from litestar import Litestar, asgi
from litestar.middleware import ASGIMiddleware

class Users(ASGIMiddleware):
    async def handle(self, scope, receive, send, next_app):
        token = dict(scope["headers"]).get(b"authorization", b"").decode()
        if token.startswith("Bearer "):
            scope["state"]["user"] = token.removeprefix("Bearer ")
        await next_app(scope, receive, send)

mounted = asgi("/graphql", is_mount=True, copy_scope=True)(graphql.__call__)
app = Litestar([mounted], lifespan=[lifespan], middleware=[Users()])
"""

WHO = "{ sessions { user } }"


@pytest.mark.parametrize(
    "create", [STARLETTE_USER, FASTAPI_USER, LITESTAR_USER], ids=["starlette", "fastapi", "litestar"]
)
def test_a_session_from_the_middleware_around_it(sample: Sample, tmp_path: Path, create: str) -> None:
    with configured(tmp_path, sample, create, path="/graphql/") as service:
        for user in ("7", "8"):
            answer = service.post(body(WHO), {**JSON, "authorization": f"Bearer {user}"})
            assert answer.json == {"data": {"sessions": [{"user": user}]}}
        answer = service.post(body(WHO))
        assert (answer.status, problem(answer)) == (401, ("UNAUTHENTICATED", "Log in first."))


def test_with_its_own_lifespan(sample: Sample, tmp_path: Path) -> None:
    with configured(tmp_path, sample, "app = FraiseQL(PLANS, database=URL)", path="/any/where") as service:
        assert service.ask(GOOD) == GOOD_ANSWER
        assert service.post(body(GOOD), JSON).headers["content-length"]
