"""What needs an extension, and every filter case, on Debian's PostgreSQL."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from fraiseql.bind import Binder, bind_query
from fraiseql.compiler.lowered import Lowered
from tests import test_cases
from tests.compiling import compiled
from tests.postgres import MakeDatabase

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/schema.graphql"))
COMMON = [
    case
    for case in test_cases.CASES
    if case.parent.name in ("filters", "queries") or case.name.startswith(("FQ207", "FQ411", "FQ412"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, debian_database: MakeDatabase, update_golden: bool, tmp_path: Path) -> None:
    test_cases.check(case, debian_database, tmp_path, update=update_golden)


@pytest.mark.parametrize("case", COMMON, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_answers_do_not_depend_on_the_version(
    case: Path, debian_database: MakeDatabase, tmp_path: Path
) -> None:
    test_cases.check(case, debian_database, tmp_path, update=False)


SQL = """
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION ltree SCHEMA ext;
CREATE TABLE tv_row (id int PRIMARY KEY, title text, word ext.citext, path ext.ltree, data jsonb);
INSERT INTO tv_row
SELECT n, md5(n::text), 'Word' || n, ('top.n' || n)::ext.ltree,
       jsonb_build_object('id', n, 'name', md5(n::text))
FROM generate_series(1, 100000) AS n;
CREATE INDEX by_title ON tv_row USING gin (title ext.gin_trgm_ops);
CREATE INDEX by_name ON tv_row USING gin ((data ->> 'name') ext.gin_trgm_ops);
CREATE INDEX by_word ON tv_row (word);
CREATE INDEX by_path ON tv_row USING gist (path);
CREATE INDEX by_whole_path ON tv_row (path);
ANALYZE tv_row;
"""

SCHEMA = """
type Row @view(tv_row) { id: ID! title: String name: String word: String path: LTree }
type Query { rows(where: RowWhere, orderBy: [RowOrderBy!]): [Row!]! }
"""


@pytest.fixture(scope="module")
def indexed(debian_database: MakeDatabase) -> tuple[str, Lowered]:
    """A database with indexes of extensions outside the search path, and its plans."""
    url = debian_database(SQL)
    result = compiled(SCHEMA, url)
    assert result.diagnostics == []
    return url, result.lowered


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ({"title": {"contains": "abc12"}}, "by_title"),
        ({"title": {"icontains": "ABC12"}}, "by_title"),
        ({"title": {"like": "%abc12%"}}, "by_title"),
        ({"title": {"ilike": "%ABC12%"}}, "by_title"),
        ({"title": {"matches": "abc1[0-9]"}}, "by_title"),
        ({"title": {"imatches": "ABC1[0-9]"}}, "by_title"),
        ({"title": {"startsWith": "c4ca42"}}, "by_title"),
        ({"name": {"contains": "abc12"}}, "by_name"),
        ({"name": {"imatches": "ABC1[0-9]"}}, "by_name"),
        ({"word": {"eq": "wORD77"}}, "by_word"),
        ({"word": {"in": ["wORD77", "WORD78"]}}, "by_word"),
        ({"word": {"lt": "word1000"}}, "by_word"),
        ({"path": {"eq": "top.n77"}}, "by_(whole_)?path"),
        ({"path": {"descendantOf": "top.n77"}}, "by_path"),
        ({"path": {"ancestorOf": "top.n77.below"}}, "by_path"),
        ({"path": {"matchesLquery": "*.n77"}}, "by_path"),
        ({"path": {"matchesLtxtquery": "n77 & top"}}, "by_path"),
    ],
    ids=str,
)
def test_an_index_of_an_extension_serves(
    indexed: tuple[str, Lowered], where: dict[str, object], index: str
) -> None:
    url, lowered = indexed
    statement = bind_query(lowered.queries["rows"], {"where": where}, Binder(lowered.types))
    values = ", ".join(f"'{value}'" for value in statement.parameters)
    sql = statement.sql.removesuffix("\nORDER BY t.id")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"PREPARE asked AS {sql}".encode())
        lines = connection.execute(f"EXPLAIN (COSTS off) EXECUTE asked({values})".encode()).fetchall()
        rows = connection.execute(f"EXECUTE asked({values})".encode()).fetchall()
    plan = "\n".join(str(line) for (line,) in lines)
    assert re.search(rf"Index( Only)? Scan (using|on) {index}\b", plan), plan
    assert rows
