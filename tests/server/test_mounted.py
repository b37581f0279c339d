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


@pytest.mark.parametrize(
    "create", [STARLETTE, FASTAPI, MIDDLEWARE], ids=["starlette", "fastapi", "middleware"]
)
def test_under_a_prefix(sample: Sample, tmp_path: Path, create: str) -> None:
    with configured(tmp_path, sample, create, path="/graphql/") as service:
        assert service.ask(GOOD) == GOOD_ANSWER
        assert problem(service.post(b"{"))[0] == "BAD_REQUEST"
        assert service.send("GET", None).status == 400
        assert service.post(b"x" * 2_000_000).status == 413
        assert service.ask("{ nope }")["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        with service.open_socket(service.raw_request(SLOW)):
            wait_until(lambda: active(sample.url) == 1)
        wait_until(lambda: active(sample.url) == 0, 10)
        assert service.ask(GOOD) == GOOD_ANSWER
        service.path = "/"
        assert b"home" in service.send("GET", None).body
        service.path = "/graphql"  # starlette sends clients on to the place it mounts
        assert service.post(body(GOOD)).headers["location"].endswith("/graphql/")
        service.stop()
        assert service.log.splitlines() == ["closed"]


def test_beside_the_routes_of_an_application(sample: Sample, tmp_path: Path) -> None:
    with configured(tmp_path, sample, FASTAPI, path="/posts") as service:
        assert json.loads(service.send("GET", None).body) == GOOD_ANSWER


def test_with_its_own_lifespan(sample: Sample, tmp_path: Path) -> None:
    with configured(tmp_path, sample, "app = FraiseQL(PLANS, database=URL)", path="/any/where") as service:
        assert service.ask(GOOD) == GOOD_ANSWER
        assert service.post(body(GOOD), JSON).headers["content-length"]
