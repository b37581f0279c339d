"""One table with scalars of every kind, enums, lists and embedded types: as columns and in documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fraiseql.load import load
from fraiseql.scalars import SCALARS
from fraiseql.testing import CompiledProject, Strategies, sample, to_json
from fraiseql.testing.hurtful import TEXTS
from fraiseql.testing.project import running
from tests.plans import write_plans
from tests.postgres import run

ROWS = 60

TYPES = """
CREATE TYPE mood AS ENUM ('sad', 'so so', 'happy');
CREATE DOMAIN price AS numeric;
CREATE DOMAIN slug AS text;
"""

_MORE = {
    "mood": ("Mood", "mood"),
    "tone": ("Mood", "text"),
    "moods": ("[Mood]", "mood[]"),
    "tones": ("[Mood]", "text[]"),
    "small": ("Int", "int2"),
    "key": ("ID", "uuid"),
    "price": ("Decimal", "price"),
    "prices": ("[Decimal]", "price[]"),
    "slug": ("String", "slug"),
    "name": ("String", "varchar"),
    "written": ("JSON", "json"),
    "network": ("IpAddress", "cidr"),
    "money": ("Money", "numeric"),
    "moneys": ("[Money]", "numeric[]"),
    "day": ("Day", "date"),
}
"""GraphQL type and the column's PostgreSQL type, by the name of the field and the column."""


def _fields(*, ltree: bool) -> dict[str, tuple[str, str]]:
    found = dict(_MORE)
    for name, scalar in SCALARS.items():
        if name != "LTree" or ltree:
            found[f"f_{name.lower()}"] = (name, scalar.cast)
            found[f"l_{name.lower()}"] = (f"[{name}]", f"{scalar.cast}[]")
    return found


def _schema(fields: Mapping[str, tuple[str, str]]) -> str:
    row = "\n".join(f"  {name}: {type_}" for name, (type_, _) in fields.items())
    queries = "\n".join(
        f"  {name}(where: {type_}Where, orderBy: [{type_}OrderBy!], limit: Int, offset: Int): [{type_}!]!"
        for name, type_ in (("natives", "Native"), ("documents", "Document"))
    )
    window = "first: Int, after: String, last: Int, before: String"
    pages = "\n".join(
        f"  {name}(orderBy: [{type_}OrderBy!], {window}): {type_}Connection!"
        for name, type_ in (("nativePages", "Native"), ("documentPages", "Document"))
    )
    return f"""
type Native @view(tv_native) {{ id: Int! part: Part parts: [Part!]
{row}
}}
type Document @view(v_document) {{ id: Int! part: Part parts: [Part!]
{row}
}}
type Part {{
  number: Int text: String amount: Decimal at: DateTime mood: Mood json: JSON numbers: [Int] moods: [Mood!]
  part: Part parts: [Part]
}}
scalar Money @represents(price)
scalar Day @represents(date)
enum Mood {{ SAD @from(sad) SO_SO @from("so so") HAPPY @from(happy) }}
type Query {{
{queries}
{pages}
  lookUp(f_string: String, f_id: ID, name: String, slug: String): [Native!]!
}}
"""


def _tables(fields: Mapping[str, tuple[str, str]]) -> str:
    columns = ", ".join(f"{name} {type_}" for name, (_, type_) in fields.items())
    return f"""
CREATE TABLE tv_native (id int PRIMARY KEY, {columns}, data jsonb NOT NULL);
CREATE VIEW v_document AS SELECT id, data FROM tv_native;
"""


# `jsonb_populate_record` takes the lists in a list of JSON for further dimensions.
_INSERT = """
INSERT INTO tv_native
SELECT (jsonb_populate_record(
    NULL::tv_native, d - 'l_json' || jsonb_build_object('id', d -> 'id', 'data', d)
)).*
FROM jsonb_array_elements($json${}$json$) AS e (d);
UPDATE tv_native
SET l_json = ARRAY(SELECT NULLIF(e.v, 'null') FROM jsonb_array_elements(data -> 'l_json') AS e (v))
WHERE jsonb_typeof(data -> 'l_json') = 'array';
UPDATE tv_native SET f_json = 'null' WHERE f_json IS NULL AND id % 2 = 0;
UPDATE tv_native SET written = 'null' WHERE written IS NULL AND id % 2 = 0;
ANALYZE tv_native;
"""


@dataclass(frozen=True, slots=True)
class Everything:
    """The table at work. rows: the stored documents, by id, which counts from 0."""

    project: CompiledProject
    strategies: Strategies
    rows: list[Any]

    def ask(self, *wheres: Any) -> list[list[int]]:
        """The ids that each filter finds: the native field's, then the document's, in one round trip."""
        variables = {f"w{n}": where for n, where in enumerate(wheres)}
        given = variables | {f"d{n}": where for n, where in enumerate(wheres)}
        return self._ids(_document(len(wheres), ordered=False), given)

    def sort(self, order_by: Any, limit: int | None, offset: int | None) -> list[list[int]]:
        """The ids in an order: the native field's, then the document's; then a page of each."""
        given = {"w0": order_by, "d0": order_by, "limit": limit, "offset": offset}
        return self._ids(_document(1, ordered=True), given)

    def walk(self, order_by: Any, size: int, *, backward: bool) -> list[list[int]]:
        """The ids of all pages put together: the native field's, then the document's."""
        found: list[list[int]] = [[], []]
        window = ("last", "before") if backward else ("first", "after")
        ends: list[str | None] = [None, None]
        more = [True, True]
        while any(more):
            given = {"w": order_by, "d": order_by, "size": size, "wEnd": ends[0], "dEnd": ends[1]}
            answer = self.project.execute(_PAGES.format(*window), given)
            assert "errors" not in answer, answer["errors"]
            for index, page in enumerate(answer["data"].values()):
                if more[index]:
                    ids = [row["id"] for row in page["nodes"]]
                    found[index] = ids + found[index] if backward else found[index] + ids
                info = page["pageInfo"]
                more[index] = info["hasPreviousPage" if backward else "hasNextPage"]
                ends[index] = info["startCursor" if backward else "endCursor"]
        return found

    def _ids(self, document: str, variables: Mapping[str, Any]) -> list[list[int]]:
        answer = self.project.execute(document, variables)
        assert "errors" not in answer, answer["errors"]
        return [[row["id"] for row in rows] for rows in answer["data"].values()]


_PAGES = """
query($w: [NativeOrderBy!], $d: [DocumentOrderBy!], $size: Int, $wEnd: String, $dEnd: String) {{
  w: nativePages(orderBy: $w, {0}: $size, {1}: $wEnd) {{ ...N }}
  d: documentPages(orderBy: $d, {0}: $size, {1}: $dEnd) {{ ...D }}
}}
fragment N on NativeConnection {{ nodes {{ id }} pageInfo {{ ...P }} }}
fragment D on DocumentConnection {{ nodes {{ id }} pageInfo {{ ...P }} }}
fragment P on PageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
"""


@cache
def _document(count: int, *, ordered: bool) -> str:
    declared, fields = [], []
    for n in range(count):
        for letter, name, type_ in (("w", "natives", "Native"), ("d", "documents", "Document")):
            variable = f"${letter}{n}"
            if ordered:
                declared.append(f"{variable}: [{type_}OrderBy!]")
                fields.append(f"{letter}{n}: {name}(orderBy: {variable}) {{ id }}")
                page = f"orderBy: {variable}, limit: $limit, offset: $offset"
                fields.append(f"{letter}{n}page: {name}({page}) {{ id }}")
            else:
                declared.append(f"{variable}: {type_}Where")
                fields.append(f"{letter}{n}: {name}(where: {variable}) {{ id }}")
    if ordered:
        declared += ["$limit: Int", "$offset: Int"]
    return f"query({', '.join(declared)}) {{ {' '.join(fields)} }}"


@contextmanager
def everything(url: str, directory: Path, *, start: int = 0) -> Iterator[Everything]:
    """Fills a fresh database, of collation C, and compiles against it. start: of the rows to generate."""
    (available,) = run(url, "SELECT count(*) > 0 FROM pg_available_extensions WHERE name = 'ltree'")
    fields = _fields(ltree=bool(available[0]))
    if available[0]:
        run(url, "CREATE EXTENSION ltree")
    run(url, TYPES + _tables(fields))
    plans = load(write_plans(url, directory / "plans", _schema(fields)))
    strategies = Strategies(plans)
    generated: Sequence[Any] = sample(strategies.documents("Native"), ROWS, start)
    # The plan does not say that the column of `network` is narrower than its scalar.
    documents = [
        {**each, "network": each.get("f_cidr"), "name": TEXTS[n % len(TEXTS)], "id": n}
        for n, each in enumerate(generated)
    ]
    run(url, _INSERT.replace("{}", to_json(documents)))
    with running(url, plans) as project:
        yield Everything(project, strategies, project.documents("natives"))
