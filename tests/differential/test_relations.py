"""Relations against a plain evaluation in Python: the same documents over the same rows."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from psycopg.types.json import Jsonb

from fraiseql import FraiseQL
from fraiseql.limits import NO_LIMITS
from tests.plans import write_plans
from tests.postgres import MakeDatabase

DOCUMENTS = int(os.environ.get("FRAISEQL_FUZZ", "0")) or (30 if "FRAISEQL_EXAMPLES" in os.environ else 150)
"""How many documents are tried."""

SQL = """
CREATE TABLE tv_user (id int PRIMARY KEY, team int, data jsonb NOT NULL);
CREATE TABLE tv_post (id int PRIMARY KEY, author_id int, rank int, views int NOT NULL, data jsonb NOT NULL);
CREATE TABLE tv_note (id int PRIMARY KEY, post_id int, body text);
"""

LISTED = "(where: PostWhere, orderBy: [PostOrderBy!], limit: Int, offset: Int): [Post!]!"
PAGED = """(
  where: PostWhere, orderBy: [PostOrderBy!], first: Int, after: String, last: Int, before: String
): PostConnection!"""

SCHEMA = f"""
type User @view(tv_user) {{
  id: Int!
  name: String!
  posts{LISTED} @relation(on: "author_id = id")
  popular{LISTED} @relation(on: "author_id = id and views > 3")
  page{PAGED} @relation(on: "author_id = id")
  mates: [User!]! @relation(on: "team = team and id != id")
}}
type Post @view(tv_post) @filter("rank is null or rank != 5") {{
  id: Int!
  rank: Int
  views: Int!
  author: User @relation(on: "id = author_id")
  notes(limit: Int): [Note!]! @relation(on: "post_id = id")
}}
type Note @view(tv_note, document: null) {{
  id: Int!
  body: String
  post: Post @relation(on: "id = post_id")
}}
type Query {{
  users(limit: Int): [User!]!
  user(id: Int!): User
  posts{LISTED}
  page{PAGED}
}}
"""

Row = dict[str, Any]
Answer = Callable[[Any], Any]
"""What a field's value is in a row."""


class World(NamedTuple):
    """The rows, and the server over them. cursors: of the posts, by ordering and key."""

    users: list[Row]
    posts: list[Row]
    notes: list[Row]
    ask: Callable[[str], dict[str, Any]]
    cursors: dict[str, dict[int, str]]


ORDERS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "": lambda row: (row["id"],),
    "[{rank: ASC}]": lambda row: (row["rank"] is None, row["rank"], row["id"]),
    "[{views: DESC}]": lambda row: (-row["views"], row["id"]),
    "[{rank: DESC_NULLS_LAST}, {views: ASC}]": lambda row: (
        row["rank"] is None,
        -(row["rank"] or 0),
        row["views"],
        row["id"],
    ),
}

WHERES: dict[str, Callable[[Row], bool]] = {
    "": lambda _: True,
    "{views: {gt: 2}}": lambda row: row["views"] > 2,
    "{rank: {isNull: true}}": lambda row: row["rank"] is None,
    "{OR: [{rank: {eq: 1}}, {NOT: {views: {lt: 4}}}]}": lambda row: row["rank"] == 1 or row["views"] >= 4,
}


@pytest.fixture(scope="module")
def world(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url = make_database(SQL)
    dice = random.Random(7)
    users = [{"id": n, "name": f"u{n}", "team": dice.choice([None, 1, 2])} for n in range(1, 7)]
    posts = [
        {
            "id": n,
            "author_id": dice.choice([None, 1, 1, 2, 3, 4, 9]),
            "rank": dice.choice([None, 1, 2, 5]),
            "views": dice.randrange(6),
        }
        for n in range(1, 31)
    ]
    notes = [
        {"id": n, "post_id": dice.choice([None, *range(1, 12)]), "body": dice.choice([None, "a"])}
        for n in range(1, 21)
    ]
    with psycopg.connect(url) as connection:
        for user in users:
            data = Jsonb({"id": user["id"], "name": user["name"]})
            connection.execute("INSERT INTO tv_user VALUES (%s, %s, %s)", (user["id"], user["team"], data))
        for post in posts:
            data = Jsonb({key: post[key] for key in ("id", "rank", "views")})
            connection.execute("INSERT INTO tv_post VALUES (%s, %s, %s, %s, %s)", (*post.values(), data))
        for note in notes:
            connection.execute("INSERT INTO tv_note VALUES (%s, %s, %s)", tuple(note.values()))
    plans: Path = write_plans(url, tmp_path_factory.mktemp("relations") / "plans", SCHEMA)
    with asyncio.Runner() as runner:
        app = FraiseQL(plans, database=url, max_connections=1, limits=NO_LIMITS)
        runner.run(app.__aenter__())

        def ask(document: str) -> dict[str, Any]:
            return dict(runner.run(app.execute(document)))

        cursors = {}
        for order in ORDERS:
            by = f", orderBy: {order}" if order else ""
            edges = ask(f"{{ page(first: 99{by}) {{ edges {{ cursor node {{ id }} }} }} }}")
            cursors[order] = {e["node"]["id"]: e["cursor"] for e in edges["data"]["page"]["edges"]}
        visible = [post for post in posts if post["rank"] != 5]
        yield World(users, visible, notes, ask, cursors)
        runner.run(app.__aexit__(None, None, None))


class Asking:
    """Makes a document at random, and what it must be answered with."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.dice = random.Random(seed)

    def document(self) -> tuple[str, dict[str, Any]]:
        fields = [
            self.dice.choice([self.users, self.user, self.root_posts, self.root_page])(3) for _ in range(2)
        ]
        texts = [f"r{number}: {text}" for number, (text, _) in enumerate(fields)]
        data = {f"r{number}": answer(None) for number, (_, answer) in enumerate(fields)}
        return f"{{ {' '.join(texts)} }}", data

    # Each yields the text of a field, and what its value is in a row.

    def users(self, depth: int) -> tuple[str, Answer]:
        limit, text = self.number("limit", 4)
        selection, answer = self.of_user(depth)
        return f"users{text} {selection}", lambda _: [answer(row) for row in self.world.users[:limit]]

    def user(self, depth: int) -> tuple[str, Answer]:
        key = self.dice.randrange(1, 8)
        selection, answer = self.of_user(depth)
        found = [row for row in self.world.users if row["id"] == key]
        return f"user(id: {key}) {selection}", lambda _: answer(found[0]) if found else None

    def root_posts(self, depth: int) -> tuple[str, Answer]:
        return self.posts("posts", depth, lambda _own, _row: True)

    def root_page(self, depth: int) -> tuple[str, Answer]:
        return self.page(depth, lambda _own, _row: True)

    def number(self, name: str, most: int) -> tuple[int | None, str]:
        value = self.dice.choice([None, self.dice.randrange(most)])
        return value, "" if value is None else f"({name}: {value})"

    def selection(
        self,
        own: str,
        leaves: list[str],
        related: list[Callable[[int], tuple[str, Answer]]],
        depth: int,
    ) -> tuple[str, Callable[[Row], Row]]:
        chosen: dict[str, tuple[str, Answer]] = {}
        for leaf in self.dice.sample(leaves, self.dice.randrange(1, len(leaves) + 1)):
            chosen[leaf] = leaf, itemgetter(leaf)
        if depth:
            for number in range(self.dice.randrange(3)):
                text, answer = self.dice.choice(related)(depth - 1)
                # An alias that a stored key has as well, now and then.
                name = self.dice.choice([f"a{number}", f"data{number}"])
                chosen[name] = f"{name}: {text}", answer
        items = list(chosen.items())
        self.dice.shuffle(items)
        text = " ".join(text for _, (text, _) in items)
        return f"{{ __typename {text} }}", lambda row: {
            "__typename": own,
            **{name: answer(row) for name, (_, answer) in items},
        }

    def of_user(self, depth: int) -> tuple[str, Callable[[Row], Row]]:
        def theirs(own: Row, row: Row) -> bool:
            return bool(row["author_id"] == own["id"])

        def popular(own: Row, row: Row) -> bool:
            return theirs(own, row) and row["views"] > 3

        related = [
            lambda d: self.posts("posts", d, theirs),
            lambda d: self.posts("popular", d, popular),
            lambda d: self.page(d, theirs),
            self.mates,
        ]
        return self.selection("User", ["id", "name"], related, depth)

    def mates(self, depth: int) -> tuple[str, Answer]:
        selection, answer = self.of_user(depth)

        def value(own: Row) -> list[Row]:
            mates = [row for row in self.world.users if row["team"] == own["team"] is not None]
            return [answer(row) for row in mates if row["id"] != own["id"]]

        return f"mates {selection}", value

    def of_post(self, depth: int) -> tuple[str, Callable[[Row], Row]]:
        return self.selection("Post", ["id", "rank", "views"], [self.author, self.notes], depth)

    def author(self, depth: int) -> tuple[str, Answer]:
        selection, answer = self.of_user(depth)

        def value(own: Row) -> Row | None:
            found = [row for row in self.world.users if row["id"] == own["author_id"]]
            return answer(found[0]) if found else None

        return f"author {selection}", value

    def notes(self, depth: int) -> tuple[str, Answer]:
        limit, text = self.number("limit", 3)
        post, of_post = self.of_post(depth - 1) if depth else ("{ id }", lambda row: {"id": row["id"]})

        def value(own: Row) -> list[Row]:
            found = [row for row in self.world.notes if row["post_id"] == own["id"]][:limit]
            return [{"id": row["id"], "body": row["body"], "post": of_post(own)} for row in found]

        return f"notes{text} {{ id body post {post} }}", value

    def chosen(self) -> tuple[str, str, Callable[[list[Row]], list[Row]]]:
        where, order = self.dice.choice(list(WHERES)), self.dice.choice(list(ORDERS))

        def rows(found: list[Row]) -> list[Row]:
            return sorted(filter(WHERES[where], found), key=ORDERS[order])

        return where, order, rows

    def posts(self, name: str, depth: int, belongs: Callable[[Any, Row], bool]) -> tuple[str, Answer]:
        where, order, rows = self.chosen()
        limit, offset = self.dice.choice([None, 0, 2, 5]), self.dice.choice([None, 0, 1])
        given = {"where": where, "orderBy": order, "limit": limit, "offset": offset}
        selection, answer = self.of_post(depth)

        def value(own: Any) -> list[Row]:
            found = rows([row for row in self.world.posts if belongs(own, row)])[offset or 0 :]
            return [answer(row) for row in found[:limit]]

        return f"{name}{written(given)} {selection}", value

    def page(self, depth: int, belongs: Callable[[Any, Row], bool]) -> tuple[str, Answer]:
        where, order, rows = self.chosen()
        size = self.dice.randrange(5)
        end, start = self.dice.choice([("first", "after"), ("last", "before")])
        place = self.dice.choice([None, self.dice.choice(self.world.posts)])
        given = {"where": where, "orderBy": order, end: size}
        if place is not None:
            given[start] = f'"{self.world.cursors[order][place["id"]]}"'
        nodes, of_node = self.of_post(depth)
        edges, of_edge = self.of_post(depth)

        def value(own: Any) -> Row:
            found = rows([row for row in self.world.posts if belongs(own, row)])
            key = ORDERS[order]
            window, beside = found, []
            if place is not None and start == "after":
                window = [row for row in found if key(row) > key(place)]
                beside = [row for row in found if key(row) <= key(place)]
            elif place is not None:
                window = [row for row in found if key(row) < key(place)]
                beside = [row for row in found if key(row) >= key(place)]
            kept = window[:size] if end == "first" else window[max(0, len(window) - size) :]
            more = len(window) > size
            # An empty page cannot say whether rows lie where it comes from; the cursor says they did.
            left = bool(beside) or (place is not None and not window)
            following, previous = (more, left) if end == "first" else (left, more)
            cursors = self.world.cursors[order]
            return {
                "nodes": [of_node(row) for row in kept],
                "edges": [{"node": of_edge(row), "cursor": cursors[row["id"]]} for row in kept],
                "pageInfo": {
                    "hasNextPage": following,
                    "hasPreviousPage": previous,
                    "startCursor": cursors[kept[0]["id"]] if kept else None,
                    "endCursor": cursors[kept[-1]["id"]] if kept else None,
                },
                "totalCount": len(found),
            }

        info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount"
        return f"page{written(given)} {{ nodes {nodes} edges {{ node {edges} cursor }} {info} }}", value


def written(given: dict[str, Any]) -> str:
    arguments = ", ".join(f"{name}: {value}" for name, value in given.items() if value not in ("", None))
    return f"({arguments})" if arguments else ""


@pytest.mark.parametrize("part", range(3))
def test_relations_are_what_they_are_in_python(world: World, part: int) -> None:
    for seed in range(part, DOCUMENTS, 3):
        document, data = Asking(world, seed).document()
        assert world.ask(document) == {"data": data}, f"{seed=}: {document}"
