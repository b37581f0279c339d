"""What the soak's server serves: items that never change, and entries that commands add."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fraiseql.plan import digest
from tests.plans import write_plans

ITEMS = 100

SQL = f"""
CREATE TABLE tv_item (id int PRIMARY KEY, size int NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_item
SELECT n, n % 10, jsonb_build_object(
    'id', n,
    'name', 'Item ü ' || n,
    'size', n % 10,
    'note', CASE WHEN n % 4 = 0 THEN NULL ELSE 'note "' || n || '"' END,
    'tags', jsonb_build_array('t' || n % 3, 'all'),
    'parts', jsonb_build_array(jsonb_build_object('label', 'part ' || n, 'weight', n + 0.5))
) FROM generate_series(1, {ITEMS}) AS n;

-- Not unique: a command that ran twice must show.
CREATE TABLE tb_entry (pk_entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL);
CREATE INDEX ON tb_entry (id);
CREATE VIEW v_entry AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_entry;

CREATE FUNCTION fn_add_entry(p_id text, p_refused boolean DEFAULT false) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tb_entry (id) VALUES (p_id);
    IF p_refused THEN RAISE EXCEPTION 'Refused: %', p_id; END IF;
    RETURN p_id;
END $$;
CREATE FUNCTION fn_nap(p_seconds float8) RETURNS text LANGUAGE sql AS $$ SELECT pg_sleep(p_seconds)::text $$;
"""

SCHEMA = """
type Item @view(tv_item) {
  id: ID! name: String! size: Int! note: String tags: [String!]! parts: [Part!]!
}
type Part { label: String! weight: Float! }
type Entry @view(v_entry) { id: ID! }
type Query {
  item(id: ID!): Item
  items(where: ItemWhere, orderBy: [ItemOrderBy!], limit: Int, offset: Int): [Item!]!
    @limit(default: 20, max: 100)
  itemConnection(where: ItemWhere, first: Int, after: String): ItemConnection! @limit(default: 20, max: 100)
  itemCount(where: ItemWhere): Int! @view(tv_item)
}
type Mutation {
  addEntry(id: ID!, refused: Boolean): Entry @command(fn_add_entry)
  nap(seconds: Float!): String @command(fn_nap)
}
"""

TRUSTED = "query Trusted($size: Int!) { items(where: {size: {eq: $size}}, orderBy: {id: ASC}) { id name } }"
TRUSTED_ONE = "query TrustedOne { item(id: 3) { id name note } }"


def build(url: str, directory: Path) -> Path:
    """Compiles the schema and the trusted documents; returns the directory of the plans."""
    return write_plans(url, directory, SCHEMA, [TRUSTED, TRUSTED_ONE])


def identity(document: str) -> str:
    """The id of a document."""
    return digest(document.encode())


def item(n: int, *fields: str) -> dict[str, Any]:
    """These fields of an item, as a response holds them."""
    whole = {
        "id": str(n),
        "name": f"Item ü {n}",
        "size": n % 10,
        "note": None if n % 4 == 0 else f'note "{n}"',
        "tags": [f"t{n % 3}", "all"],
        "parts": [{"label": f"part {n}", "weight": n + 0.5}],
    }
    return {name: whole[name] for name in fields}
