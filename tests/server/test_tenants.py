"""Row-level security: two tenants at the same time, with faults; no row of one ever reaches the other."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fraiseql import FraiseQL
from fraiseql.limits import NO_LIMITS
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run
from tests.proxy import Proxy, proxied

REQUESTS = 200
AT_ONCE = 40

SQL = """
CREATE TABLE tv_team (id int PRIMARY KEY, tenant int NOT NULL, data jsonb NOT NULL);
CREATE TABLE tv_item (id int PRIMARY KEY, tenant int NOT NULL, team_id int NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_team
SELECT i, 1 + i % 2, jsonb_build_object('id', i, 'mark', 'tenant ' || 1 + i % 2)
FROM generate_series(1, 10) AS i;
INSERT INTO tv_item
SELECT i, 1 + i % 2, 1 + i % 10, jsonb_build_object('id', i, 'mark', 'tenant ' || 1 + i % 2, 'n', 0)
FROM generate_series(1, 60) AS i;
CREATE FUNCTION fn_count(p_id int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_sleep(random() * 0.003);
  UPDATE tv_item SET data = data || jsonb_build_object('n', (data ->> 'n')::int + 1) WHERE id = p_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no item %.', p_id;
  END IF;
  RETURN p_id;
END $$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fraiseql_tenants') THEN
    CREATE ROLE fraiseql_tenants;
  END IF;
END $$;
GRANT SELECT, UPDATE ON tv_team, tv_item TO fraiseql_tenants;
ALTER TABLE tv_team ENABLE ROW LEVEL SECURITY;
ALTER TABLE tv_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tv_team USING (tenant = nullif(current_setting('app.tenant', true), '')::int);
CREATE POLICY own ON tv_item USING (tenant = nullif(current_setting('app.tenant', true), '')::int);
"""

SCHEMA = """
type Team @view(tv_team) {
  id: Int!
  mark: String!
  items(limit: Int): [Item!]! @relation(on: "team_id = id")
}
type Item @view(tv_item) {
  id: Int!
  mark: String!
  n: Int!
  team: Team @relation(on: "id = team_id")
}
type Query {
  item(id: Int!): Item
  items(where: ItemWhere, limit: Int): [Item!]!
  mine(tenant: Int! @session(tenant)): [Item!]!
  itemCount(where: ItemWhere): Int! @view(tv_item)
  itemConnection(first: Int, after: String): ItemConnection!
  teams: [Team!]!
}
type Mutation { count(id: Int!): Item @command(fn_count) }
"""

QUERIES = (
    "query ($id: Int!) { item(id: $id) { mark team { mark } } }",
    "{ items(limit: 40) { mark } itemCount }",
    "{ mine { mark } }",
    '{ itemCount(where: { mark: { contains: "tenant" } }) }',
    "{ itemConnection(first: 7) { nodes { mark } totalCount pageInfo { endCursor hasNextPage } } }",
    "{ teams { mark items(limit: 3) { mark team { mark } } } }",
    "mutation ($id: Int!) { count(id: $id) { mark n team { mark items(limit: 1) { mark } } } }",
)


class Watch:
    """What the answers were."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()

    def judge(self, tenant: int, answer: dict[str, Any]) -> None:
        text = json.dumps(answer)
        other = f"tenant {3 - tenant}"
        assert other not in text, text
        data = answer.get("data") or {}
        if isinstance(data.get("itemCount"), int):
            assert data["itemCount"] == 30, text
        page = data.get("itemConnection")
        if page is not None:
            assert page["totalCount"] == 30, text
        rows = len(re.findall(f"tenant {tenant}", text))
        self.kinds["rows"] += rows
        for error in answer.get("errors", ()):
            self.kinds[error["extensions"]["code"]] += 1


async def visit(app: FraiseQL, dice: random.Random, watch: Watch) -> None:
    tenant = dice.choice([1, 2, 0])
    session = {"tenant": str(tenant)} if tenant else {}
    query = dice.choice(QUERIES)
    asked = asyncio.ensure_future(
        app.execute(query, variables={"id": dice.randrange(1, 61)}, session=session)
    )
    if dice.random() < 0.2:  # a client that goes away
        await asyncio.sleep(dice.random() * 0.02)
        asked.cancel()
    try:
        answer = dict(await asked)
    except asyncio.CancelledError:
        watch.kinds["cancelled"] += 1
        return
    if tenant:
        watch.judge(tenant, answer)
    else:  # who says nothing sees nothing
        assert "tenant " not in json.dumps(answer["data"])
        watch.kinds["nobody"] += 1


async def disturb(admin: str, database: str, proxy: Proxy, dice: random.Random) -> None:
    """Terminates backends, cancels statements and breaks connections. admin: the URL of another database."""
    while True:
        await asyncio.sleep(0.05 + dice.random() * 0.1)
        fault = dice.choice(["terminate", "cancel", "cut"])
        if fault == "cut":
            proxy.cut()
            continue
        await asyncio.to_thread(
            run,
            admin,
            f"SELECT pg_{fault}_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{database}' AND random() < 0.4",
        )


@pytest.mark.parametrize("seed", [1])
def test_no_row_of_a_tenant_reaches_another(make_database: MakeDatabase, tmp_path: Path, seed: int) -> None:
    url = make_database(SQL)
    plans = write_plans(url, tmp_path / "plans", SCHEMA)
    ((database,),) = run(url, "SELECT current_database()")
    # Policies do not hold for who owns the tables, so everybody who connects becomes another.
    run(url, f"ALTER DATABASE {database} SET role = 'fraiseql_tenants'")
    admin = make_database()
    watch, dice = Watch(), random.Random(seed)

    async def crowd() -> None:
        async with (
            proxied(url) as proxy,
            FraiseQL(plans, database=proxy.url, max_connections=6, limits=NO_LIMITS) as app,
        ):
            faults = asyncio.ensure_future(disturb(admin, str(database), proxy, dice))
            for _ in range(REQUESTS // AT_ONCE):
                await asyncio.gather(*(visit(app, dice, watch) for _ in range(AT_ONCE)))
            faults.cancel()
            await asyncio.gather(faults, return_exceptions=True)
            for tenant in (1, 2):  # and afterwards all is well
                answer = dict(await app.execute(QUERIES[1], session={"tenant": str(tenant)}))
                watch.judge(tenant, answer)
                assert "errors" not in answer
            assert (await app.execute(QUERIES[1]))["data"] == {"items": [], "itemCount": 0}

    asyncio.run(crowd())
    assert watch.kinds["rows"] > 500, watch.kinds
    assert watch.kinds["cancelled"], watch.kinds
    with psycopg.connect(url) as connection:
        connection.execute("SET ROLE NONE")
        row = connection.execute("SELECT count(*) FROM tv_item WHERE (data ->> 'n')::int > 0").fetchone()
    assert row is not None
    assert row[0] > 0
