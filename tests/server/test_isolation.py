"""Sessions kept apart: 200 requests at a time of two tenants and of nobody, with faults of every kind.

Row-level security decides what a tenant sees, by the session's settings. Whatever is cancelled, fails, takes
too long or loses its connection, nobody ever sees a row, or the name, of another.
"""

from __future__ import annotations

import asyncio
import random
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from fraiseql import CommandRepository, FieldError, FraiseQL, QueryRepository
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run

SQL = """
CREATE TABLE tv_doc (id serial PRIMARY KEY, tenant text NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_doc SELECT n, t, jsonb_build_object('id', n, 'tenant', t)
FROM generate_series(1, 40) AS n, LATERAL (VALUES ((ARRAY['red', 'blue'])[1 + n % 2])) AS x (t);
SELECT setval('tv_doc_id_seq', 1000);
ALTER TABLE tv_doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tv_doc USING (tenant = nullif(current_setting('app.tenant', true), ''));
-- Each document has notes of both tenants: row-level security guards some, only the schema the others.
CREATE TABLE tv_note (id int PRIMARY KEY, doc_id int NOT NULL, tenant text NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_note SELECT n, 1 + n % 40, t, jsonb_build_object('id', n, 'tenant', t)
FROM generate_series(1, 160) AS n, LATERAL (VALUES ((ARRAY['red', 'blue'])[1 + n / 40 % 2])) AS x (t);
CREATE INDEX ON tv_note (doc_id, id);
CREATE TABLE tv_secret AS SELECT * FROM tv_note;
CREATE INDEX ON tv_secret (doc_id, id);
ALTER TABLE tv_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tv_note USING (tenant = nullif(current_setting('app.tenant', true), ''));
CREATE VIEW v_me AS SELECT 1 AS id, jsonb_build_object(
    'tenant', nullif(current_setting('app.tenant', true), ''),
    'role', nullif(current_setting('app.role', true), '')
) AS data;
CREATE VIEW v_slow AS SELECT 1 AS id, jsonb_build_object('slept', pg_sleep(5)::text) AS data;
CREATE FUNCTION fn_add(p_fail boolean) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_id int;
BEGIN
    INSERT INTO tv_doc (tenant, data) VALUES (current_setting('app.tenant', true), '{}')
    RETURNING id INTO v_id;
    UPDATE tv_doc SET data = jsonb_build_object('id', id, 'tenant', tenant) WHERE id = v_id;
    IF p_fail THEN RAISE EXCEPTION 'On purpose.'; END IF;
    RETURN v_id;
END $$;
CREATE FUNCTION fn_who() RETURNS text LANGUAGE sql AS
    $$ SELECT nullif(current_setting('app.tenant', true), '') $$;
"""

SCHEMA = """
type Doc @view(tv_doc) {
  id: ID!
  tenant: String!
  notes(where: NoteWhere, limit: Int): [Note!]! @relation(on: "doc_id = id") @limit(max: 10)
  page(first: Int): NoteConnection! @relation(on: "doc_id = id")
  secrets(limit: Int = 3): [Secret!]! @relation(on: "doc_id = id")
  named: [Note!]! @relation(on: "doc_id = id and tenant = $tenant") @limit(max: 10)
}
type Note @view(tv_note) { id: ID! tenant: String! doc: Doc @relation(on: "id = doc_id") }
type Secret @view(tv_secret) @filter("tenant = $tenant") { id: ID! tenant: String! }
type Me @view(v_me) { tenant: String role: String }
type Slow @view(v_slow) { slept: String }
type Query {
  doc(id: ID!): Doc
  docs(where: DocWhere, limit: Int): [Doc!] @limit(max: 100)
  docCount(where: DocWhere): Int! @view(tv_doc)
  docConnection(first: Int, after: String): DocConnection!
  me: [Me!]!
  slow: [Slow!]
}
type Mutation {
  add(fail: Boolean!): Doc @command(fn_add)
  who: String @command(fn_who)
}
"""

READS = """{
  me { tenant role } docs(limit: 100) { id tenant } docConnection(first: 5) { nodes { tenant } totalCount }
  red: docCount(where: { tenant: { eq: "red" } }) blue: docCount(where: { tenant: { eq: "blue" } })
}"""
RELATED = """query ($limit: Int!, $like: NoteWhere) {
  docs(limit: $limit) { tenant notes(limit: 5, where: $like) { tenant doc { tenant named { tenant } } } }
  paged: docs(limit: $limit) { page(first: 2) { nodes { tenant } pageInfo { endCursor } } secrets { tenant } }
  bad: docs(limit: 2) { notes(where: { tenant: { matches: "(" } }) { tenant } }
}"""
BROKEN = '{ me { tenant role } docs(where: { tenant: { matches: "(" } }) { tenant } docCount slow { slept } }'
WRITES = "mutation { bad: add(fail: true) { tenant } who good: add(fail: false) { tenant notes { tenant } } }"

Session = dict[str, str]


@pytest.fixture
def url(make_database: MakeDatabase) -> Iterator[tuple[str, str]]:
    """The URL of the database for its owner, and for a role that row-level security holds for."""
    owner = make_database(SQL)
    role = f"fraiseql_test_{uuid.uuid4().hex[:12]}"
    run(owner, f"CREATE ROLE {role}; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role};")
    run(owner, f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}; GRANT {role} TO CURRENT_USER")
    yield owner, f"{owner}&options=-c%20role%3D{role}"
    run(owner, f"DROP OWNED BY {role}; DROP ROLE {role}")


class Watch:
    """Looks at what requests are told. counts: how often each thing happened."""

    def __init__(self, app: FraiseQL) -> None:
        self.app = app
        self.counts: Counter[str] = Counter()

    def look(self, session: Session, found: Any) -> None:
        """Fails where anything inside is another tenant's."""
        mine = session.get("tenant")
        if isinstance(found, dict):
            self.counts["documents"] += "tenant" in found
            for name in ("notes", "secrets", "named"):
                self.counts[name] += len(found.get(name) or ())
            assert found.get("tenant", mine) == mine
            assert found.get("role", session.get("role")) == session.get("role")
            for name in ("red", "blue"):
                assert name == mine or not found.get(name)
            assert found.get("who") in (None, mine)
            found = list(found.values())
        if isinstance(found, list):
            for item in found:
                self.look(session, item)

    async def graphql(self, document: str, session: Session, **variables: Any) -> None:
        response = await self.app.execute(document, session=session, variables=variables)
        self.look(session, response.get("data"))
        for error in response.get("errors", []):
            self.counts[error["extensions"]["code"]] += 1

    async def reads(self, session: Session) -> None:
        await self.graphql(READS, session)

    async def related(self, session: Session) -> None:
        like = random.choice([None, {"tenant": {"ne": "green"}}, {"tenant": {"in": ["red", "blue"]}}])
        await self.graphql(RELATED, session, limit=random.randint(1, 30), like=like)

    async def broken(self, session: Session) -> None:
        await self.graphql(BROKEN, session)

    async def writes(self, session: Session) -> None:
        await self.graphql(WRITES, session)

    async def repositories(self, session: Session) -> None:
        queries = QueryRepository(self.app, session=session)
        self.look(session, await queries.find("docs", limit=100))
        self.look(session, (await queries.paginate("doc_connection", first=7)).nodes)
        self.look(session, await queries.find("me"))
        other = "red" if session.get("tenant") != "red" else "blue"
        assert await queries.count("docs", where={"tenant": {"eq": other}}) == 0
        assert (
            await queries.find_one("doc", id=1 + (other == "red")) is None or session.get("tenant") == other
        )

    async def transaction(self, session: Session) -> None:
        async with CommandRepository(self.app, session=session).transaction() as work:
            self.look(session, await work.queries.find("me"))
            self.look(session, await work.execute("add", fail=False))
            await asyncio.sleep(random.uniform(0, 0.02))
            with suppress(FieldError):
                await work.execute("add", fail=True)
            self.look(session, {"who": await work.execute("who")})
            self.look(session, await work.queries.find("docs", limit=100))
            if random.random() < 0.5:
                raise LookupError


async def one_after_the_other(watch: Watch, seed: int, until: float) -> None:
    """A user, whose requests end in every way."""
    chance = random.Random(seed)
    sessions: list[Session] = [{"tenant": "red"}, {"tenant": "blue", "role": "admin"}, {}, {"tenant": "blue"}]
    usual: list[Callable[[Session], Awaitable[None]]] = [
        watch.reads,
        watch.related,
        watch.writes,
        watch.repositories,
        watch.transaction,
    ]
    loop = asyncio.get_running_loop()
    while loop.time() < until:
        session = chance.choice(sessions)
        rare = chance.random()
        asked = watch.broken if rare < 0.05 else chance.choice(usual)
        try:
            impatience = chance.choice([None, None, chance.uniform(0, 0.05), chance.uniform(0, 0.3)])
            async with asyncio.timeout(impatience):
                await asked(session)
            watch.counts["finished"] += 1
        except TimeoutError:
            watch.counts["cancelled"] += 1
        except FieldError as error:
            watch.counts[error.code] += 1
        except LookupError:
            watch.counts["rolled back"] += 1


KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'fraiseql' ORDER BY random() LIMIT 2
"""


async def connections_break(owner: str, until: float) -> None:
    """Two of the application's connections now and then."""
    while asyncio.get_running_loop().time() < until:
        await asyncio.to_thread(run, owner, KILL)
        await asyncio.sleep(0.2)


def test_no_session_reaches_another(url: tuple[str, str], tmp_path: Path) -> None:
    owner, limited = url
    plans = write_plans(owner, tmp_path / "plans", schema=SCHEMA)

    async def main() -> Counter[str]:
        options = {"max_connections": 6, "statement_timeout": 0.3, "acquire_timeout": 2.0}
        async with FraiseQL(plans, database=limited, **options) as app:  # type: ignore[arg-type]
            watch = Watch(app)
            async with asyncio.timeout(60), asyncio.TaskGroup() as group:
                until = asyncio.get_running_loop().time() + 5
                group.create_task(connections_break(owner, until))
                for seed in range(200):
                    group.create_task(one_after_the_other(watch, seed, until))
            for session in ({"tenant": "red"}, {"tenant": "blue"}, {}):
                for _ in range(20):
                    await watch.repositories(session)
            return watch.counts

    counts = asyncio.run(main())
    happened = ["documents", "finished", "cancelled", "rolled back", "TIMEOUT", "COMMAND_FAILED"]
    happened += ["BAD_USER_INPUT", "DATABASE_UNAVAILABLE", "UNAUTHENTICATED", "notes", "secrets", "named"]
    assert [each for each in happened if not counts[each]] == [], counts
    # What stands is whole, and belongs to whom the session named.
    assert run(owner, "SELECT count(*) FROM tv_doc WHERE data->>'tenant' IS DISTINCT FROM tenant") == [(0,)]
    assert run(owner, "SELECT count(*) FROM tv_doc WHERE tenant NOT IN ('red', 'blue')") == [(0,)]
