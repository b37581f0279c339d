"""Requests in good form, each with the right answer to it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from itertools import count
from random import Random
from typing import Any, NamedTuple

from tests.soak.wire import Answer, ask, get
from tests.soak.world import ITEMS, TRUSTED, TRUSTED_ONE, identity, item

PAGE = 7
PAGES = -(-ITEMS // PAGE)

KNOWN = """query($w: ItemWhere) {
  itemCount(where: $w) items(where: $w, orderBy: {id: ASC}, limit: 100) { id }
}"""
PAGED = f"""query($after: String) {{
  itemConnection(first: {PAGE}, after: $after) {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }}
}}"""
SEVERAL = """query($n: ID!) {
  a: item(id: $n) { size parts { label weight } } b: itemCount c: item(id: 0) { id } t: __typename
}"""
PERSISTED = "query($id: ID!) { item(id: $id) { name tags } }"
ADD = "mutation($a: ID!) { addEntry(id: $a) { id } }"
REFUSED = "mutation($a: ID!) { addEntry(id: $a, refused: true) { id } }"
THREE = """mutation($a: ID!, $b: ID!, $c: ID!) {
  a: addEntry(id: $a) { id } b: addEntry(id: $b, refused: true) { id } c: addEntry(id: $c) { id }
}"""


class Question(NamedTuple):
    """A request and its answer.

    data: what the response's `data` is. codes: of its errors. body: its exact bytes, where they are known.
    commands: response key → the entry it adds.
    """

    request: bytes
    data: Any
    codes: tuple[str, ...] = ()
    status: int = 200
    body: bytes | None = None
    commands: dict[str, str] = {}  # noqa: RUF012 - nobody changes it


def right(request: bytes, data: Any, **others: Any) -> Question:
    """A question whose answer holds no errors."""
    text = json.dumps({"data": data}, ensure_ascii=False, separators=(",", ":"))
    return Question(request, data, body=text.encode(), **others)


class Questions:
    """Draws questions. `prepare` asks first for what is told by the server only: cursors and tags."""

    def __init__(self) -> None:
        self._cursors: list[str | None] = [None]
        self._tag = ""
        self._numbers = count()

    async def prepare(self, exchange: Callable[[bytes], Awaitable[Answer]]) -> None:
        """Turns the pages once, and has the server know the persisted query."""
        for page in range(PAGES):
            answer = json.loads((await exchange(ask(PAGED, variables={"after": self._cursors[page]}))).body)
            self._cursors.append(answer["data"]["itemConnection"]["pageInfo"]["endCursor"])
        assert len(set(self._cursors)) == PAGES + 1
        persisted = await exchange(ask(PERSISTED, variables={"id": "1"}, extensions=_hash(PERSISTED)))
        assert persisted.status == 200
        tagged = await exchange(get(documentId=identity(TRUSTED_ONE)))
        self._tag = tagged.head.decode().lower().partition("etag: ")[2].partition("\r\n")[0]
        assert self._tag

    def draw(self, chance: Random) -> Question:
        """A question of any kind."""
        (kind,) = chance.choices(list(_KINDS), list(_KINDS.values()))
        return kind(self, chance)

    def rows(self, chance: Random) -> Question:
        """A list, by one of ten documents."""
        offset = chance.randrange(10) * 10
        query = (
            f"{{ items(orderBy: [{{id: DESC}}], limit: 10, offset: {offset}) {{ name parts {{ weight }} }} }}"
        )
        rows = [
            {**item(n, "name"), "parts": [{"weight": n + 0.5}]}
            for n in range(ITEMS - offset, ITEMS - offset - 10, -1)
        ]
        return right(ask(query), {"items": rows})

    def known_filter(self, chance: Random) -> Question:
        """A filter in a variable, of a shape that is seen all the time."""
        size = chance.randrange(11)
        return _filtered({"size": {"eq": size}}, [n for n in range(1, ITEMS + 1) if n % 10 == size])

    def new_filter(self, chance: Random) -> Question:
        """A filter in a variable, of a shape that is seldom seen twice; all find the same items."""
        bits = chance.getrandbits(14)
        tests = [
            {"size": {"lt": 3 + bit}} if bits >> bit & 1 else {"size": {"lte": 2 + bit}} for bit in range(14)
        ]
        return _filtered({"AND": tests}, [n for n in range(1, ITEMS + 1) if n % 10 < 3])

    def new_document(self, chance: Random) -> Question:
        """A document that is never seen again."""
        n, key = chance.randint(1, ITEMS), f"f{next(self._numbers)}"
        return right(
            ask(f"{{ item(id: {n}) {{ {key}: name note }} }}"),
            {"item": {key: f"Item ü {n}", **item(n, "note")}},
        )

    def page(self, chance: Random) -> Question:
        """A page of a connection."""
        page = chance.randrange(PAGES)
        nodes = [item(n, "id") for n in range(page * PAGE + 1, min(page * PAGE + PAGE, ITEMS) + 1)]
        info = {"hasNextPage": page < PAGES - 1, "endCursor": self._cursors[page + 1]}
        request = ask(PAGED, variables={"after": self._cursors[page]})
        return right(request, {"itemConnection": {"nodes": nodes, "pageInfo": info}})

    def several(self, chance: Random) -> Question:
        """Several root fields."""
        n = chance.randint(1, ITEMS)
        data = {"a": item(n, "size", "parts"), "b": ITEMS, "c": None, "t": "Query"}
        return right(ask(SEVERAL, variables={"n": str(n)}), data)

    def persisted(self, chance: Random) -> Question:
        """An automatic persisted query, by its hash."""
        n = chance.randint(1, ITEMS)
        request = ask(None, variables={"id": str(n)}, extensions=_hash(PERSISTED))
        return right(request, {"item": item(n, "name", "tags")})

    def trusted(self, chance: Random) -> Question:
        """A trusted document."""
        size = chance.randrange(10)
        rows = [item(n, "id", "name") for n in range(1, ITEMS + 1) if n % 10 == size]
        return right(ask(None, documentId=identity(TRUSTED), variables={"size": size}), {"items": rows})

    def tagged(self, chance: Random) -> Question:
        """A trusted document that the client has, or has not."""
        data = {"item": item(3, "id", "name", "note")}
        if chance.randrange(2):
            return right(get(documentId=identity(TRUSTED_ONE)), data)
        request = get(f"if-none-match: {self._tag}\r\n", documentId=identity(TRUSTED_ONE))
        return Question(request, data, status=304, body=b"")

    def mistake(self, chance: Random) -> Question:
        """A request that is refused: its GraphQL is wrong, or its variables are."""
        query, code = chance.choice(
            [
                ("{ items(] }", "GRAPHQL_PARSE_FAILED"),
                ("{ items { nope } }", "GRAPHQL_VALIDATION_FAILED"),
                ("{ items " + "{ parts " * 20 + "{ label }" + "}" * 20 + " }", "GRAPHQL_VALIDATION_FAILED"),
                ("query A { itemCount } query B { itemCount }", "OPERATION_RESOLUTION_FAILURE"),
                ("query($n: Int!) { items(limit: $n) { id } }", "BAD_USER_INPUT"),
            ]
        )
        return Question(ask(query, variables={"n": "many"}), None, (code,))

    def add(self, chance: Random) -> Question:
        """A command."""
        entry = self._entry(chance)
        return right(
            ask(ADD, variables={"a": entry}), {"addEntry": {"id": entry}}, commands={"addEntry": entry}
        )

    def add_refused(self, chance: Random) -> Question:
        """A command that is refused when it has written already."""
        entry = self._entry(chance)
        request = ask(REFUSED, variables={"a": entry})
        return Question(request, {"addEntry": None}, ("COMMAND_FAILED",), commands={"addEntry": entry})

    def add_three(self, chance: Random) -> Question:
        """Three commands; the second is refused."""
        commands = {key: self._entry(chance) for key in "abc"}
        data = {"a": {"id": commands["a"]}, "b": None, "c": {"id": commands["c"]}}
        return Question(ask(THREE, variables=commands), data, ("COMMAND_FAILED",), commands=commands)

    def _entry(self, chance: Random) -> str:
        return f"{next(self._numbers)}-{chance.getrandbits(32):x}"


def _filtered(where: Any, found: list[int]) -> Question:
    data = {"itemCount": len(found), "items": [item(n, "id") for n in found]}
    return right(ask(KNOWN, variables={"w": where}), data)


def _hash(document: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": identity(document)}}


_KINDS: dict[Callable[[Questions, Random], Question], int] = {
    Questions.rows: 12,
    Questions.known_filter: 12,
    Questions.new_filter: 4,
    Questions.new_document: 4,
    Questions.page: 10,
    Questions.several: 12,
    Questions.persisted: 10,
    Questions.trusted: 10,
    Questions.tagged: 6,
    Questions.mistake: 4,
    Questions.add: 10,
    Questions.add_refused: 3,
    Questions.add_three: 3,
}
"""The kinds of questions, and how many of a hundred there are of each."""
