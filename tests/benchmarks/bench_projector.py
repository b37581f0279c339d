"""The projector against plain Python: `python -m tests.benchmarks.bench_projector`.

All get the same rows, blog posts of 2 to 4 KB as PostgreSQL prints them, and write the same bytes, which
is checked before anything is measured.

by hand: `json.loads`, a dict display written for this one selection, `json.dumps`. It looks nothing up and
    checks nothing, so no general program in Python can be faster.
by shape: the Python projector of the tests, which does for any shape all that the Rust one does.
"""

from __future__ import annotations

import json
import random
import statistics
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from fraiseql._core import Projector
from fraiseql.plan import Leaf, Shape, ShapeField, ShapeObject, ShapeValue, ShapeVariant, encode
from tests.differential.projector_reference import jsonb, project

SIZES = (1, 20, 1000)
"""How many rows there are in a response."""

SECONDS = 1.0
"""How long each side of each line is measured."""

WORDS = """
the a of to and in is it that for on with as this be are was not or by from at an which one all will there
can more when their if would about them then than into only other new some could time these two may first
any like now such over our even most after also did many before must through years where much way well
should because each just people state good make world still see own men work long here between both life
being under three never know same last another while us off might great go come since against right came
take used himself few house use during without again place around however small found mrs thought went say
part once database query schema index table view column row plan transaction function naïve café façade
résumé
""".split()
"""Mostly common English words, four of them with accents."""


def prose(source: random.Random, words: int) -> str:
    """Sentences, some with a quotation, in paragraphs."""
    text: list[str] = []
    while len(text) < words:
        sentence = source.choices(WORDS, k=source.randint(6, 16))
        if source.random() < 0.15:
            sentence[2] = f'"{sentence[2]}"'
        text += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
        if source.random() < 0.1:
            text[-1] += "\n\n"
    return " ".join(text[:words])


def identifier(source: random.Random) -> str:
    return str(uuid.UUID(int=source.getrandbits(128)))


def post(source: random.Random) -> dict[str, Any]:
    """One composed document, as a `tv_post` holds it."""

    def user() -> dict[str, Any]:
        name = " ".join(source.choices(WORDS, k=2)).title()
        return {"id": identifier(source), "name": name, "email": f"{source.randrange(1000)}@example.org"}

    return {
        "id": identifier(source),
        "identifier": f"post-{source.randrange(10_000)}",
        "title": prose(source, 7),
        "body": prose(source, 180),
        "views": source.randrange(100_000),
        "rating": source.choice([None, round(source.random() * 5, 2)]),
        "published": True,
        "status": "published",
        "tags": source.choices(WORDS, k=source.randint(0, 5)),
        "created_at": f"2026-01-{source.randint(10, 31)}T10:00:00.{source.randrange(10**5, 10**6)}+00:00",
        "updated_at": None,
        "author": user() | {"bio": prose(source, 25), "identifier": f"user-{source.randrange(1000)}"},
        "comments": [
            {
                "id": identifier(source),
                "body": prose(source, source.randint(5, 25)),
                "author": user(),
                "created_at": "2026-02-03T08:15:30.123456+00:00",
            }
            for _ in range(source.randint(2, 6))
        ],
    }


def leaf(name: str, kind: Leaf, key: str = "", *, null: bool = False) -> ShapeField:
    return ShapeField(name=name, key=key or name, leaf=kind, nullable=(null,))


def plain(type_name: str, *fields: ShapeField) -> ShapeObject:
    return ShapeObject(variants={type_name: ShapeVariant(type=type_name, fields=fields)})


SHAPE = Shape(
    root=ShapeValue(nullable=(False, False), object=0),
    objects=(
        plain(
            "Post",
            leaf("id", "id"),
            leaf("title", "string"),
            leaf("body", "string"),
            leaf("views", "int"),
            leaf("rating", "float", null=True),
            ShapeField(name="tags", key="tags", leaf="string", nullable=(False, False)),
            leaf("createdAt", "string", "created_at"),
            ShapeField(name="author", key="author", object=1, nullable=(False,)),
            ShapeField(name="comments", key="comments", object=2, nullable=(False, False)),
        ),
        plain("User", leaf("id", "id"), leaf("name", "string")),
        plain(
            "Comment",
            leaf("id", "id"),
            leaf("body", "string"),
            leaf("createdAt", "string", "created_at"),
            ShapeField(name="author", key="author", object=3, nullable=(False,)),
        ),
        plain("User", leaf("name", "string")),
    ),
)
"""`{ posts { id title body views rating tags createdAt author { id name } comments { … } } }`"""


def select(post: dict[str, Any]) -> dict[str, Any]:
    """The same selection on parsed JSON."""
    author = post["author"]
    return {
        "id": post["id"],
        "title": post["title"],
        "body": post["body"],
        "views": post["views"],
        "rating": post["rating"],
        "tags": post["tags"],
        "createdAt": post["created_at"],
        "author": {"id": author["id"], "name": author["name"]},
        "comments": [
            {
                "id": comment["id"],
                "body": comment["body"],
                "createdAt": comment["created_at"],
                "author": {"name": comment["author"]["name"]},
            }
            for comment in post["comments"]
        ],
    }


to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def by_hand(rows: Sequence[bytes]) -> bytes:
    return to_json([select(json.loads(row)) for row in rows]).encode()


def median(run: Callable[[], object], seconds: float = SECONDS) -> float:
    """The median time of a run, in seconds."""
    run()
    times: list[float] = []
    stop = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < stop:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


class Line(NamedTuple):
    """Medians for one number of rows, in seconds. size: of the rows, in bytes."""

    rows: int
    size: int
    projector: float
    by_hand: float
    by_shape: float


def measure(seconds: float = SECONDS) -> list[Line]:
    source = random.Random(20260101)
    documents = [jsonb(post(source)).encode() for _ in range(max(SIZES))]
    projector = Projector(encode(SHAPE))
    lines = []
    for count in SIZES:
        rows = documents[:count]
        response, errors = projector.project(rows)
        if errors or not response == by_hand(rows) == project(SHAPE, rows)[0]:
            raise SystemExit("the three disagree")
        runs: list[Callable[[list[bytes]], object]] = [
            projector.project,
            by_hand,
            lambda rows: project(SHAPE, rows),
        ]
        times = [median(partial(run, rows), seconds) for run in runs]
        lines.append(Line(count, sum(map(len, rows)), *times))
    return lines


def main() -> None:
    print("Projection of blog posts: medians, and how many times faster the projector is\n")
    print(f"{'rows':>6} {'KB':>8} {'projector':>13} {'Python by hand':>24} {'Python by shape':>24}")
    for line in measure():
        others = (f"{time * 1e6:>12.1f} µs {time / line.projector:>7.1f}x" for time in line[3:])
        print(f"{line.rows:>6} {line.size / 1000:>8.1f} {line.projector * 1e6:>10.1f} µs", *others)


if __name__ == "__main__":
    main()
