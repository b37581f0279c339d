"""The compiler, by the size of the schema, and by what its time goes into.

`python -m tests.benchmarks.bench_compiler [--types N …] [--rounds N]`

A schema of N types is compiled against an embedded PostgreSQL: each type has a table, a view that builds its
document, and embeds another type; there are a lookup, a filtered list and a count of each, a connection and a
command of each tenth. Then one line is changed, and it is compiled again as `compile --watch` does, with what
was kept of the last run. Medians over the rounds are printed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from fraiseql import embedded
from fraiseql.compiler import pipeline
from fraiseql.compiler.introspect import connect
from fraiseql.compiler.project import Project
from fraiseql.compiler.render import render_text
from fraiseql.compiler.session import Session
from fraiseql.compiler.write import write
from tests.postgres import fresh_databases, run

STAGES = ("parse", "introspect", "analyse", "prepare", "write")
SIZES = (10, 100, 1000)


def schema(types: int) -> str:
    """The schema of some number of types."""
    parts, queries, mutations = ["enum Status { DRAFT LIVE GONE }"], [], []
    for n in range(types):
        parts.append(
            f"type Item{n} @view(v_item_{n}) {{ id: ID! name: String! size: Int! rating: Float "
            f"status: Status! tags: [String!]! createdAt: DateTime! other: Item{n - n % 10} }}"
        )
        queries.append(f"item{n}(id: ID!): Item{n}")
        queries.append(f"items{n}(where: Item{n}Where, orderBy: [Item{n}OrderBy!], limit: Int = 20): [Item{n}!]!")
        queries.append(f"itemCount{n}(where: Item{n}Where): Int! @view(v_item_{n})")
        if n % 10 == 0:
            queries.append(f"itemPages{n}(first: Int, after: String): Item{n}Connection!")
            mutations.append(f"createItem{n}(name: String!, size: Int): Item{n}! @command(fn_create_item_{n})")
    parts.append("type Query {\n  " + "\n  ".join(queries) + "\n}")
    parts.append("type Mutation {\n  " + "\n  ".join(mutations) + "\n}")
    return "\n".join(parts) + "\n"


def database(types: int) -> Iterator[str]:
    """The SQL of its database, in parts of one transaction each."""
    for start in range(0, types, 100):
        yield "\n".join(
            f"""
            CREATE TABLE tb_item_{n} (pk_item int PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL,
                size int NOT NULL, rating float8, status text NOT NULL, tags text[] NOT NULL,
                created_at timestamptz NOT NULL, fk_other int);
            CREATE VIEW v_item_{n} AS SELECT t.id, t.name, t.created_at, jsonb_build_object('id', t.id,
                'name', t.name, 'size', t.size, 'rating', t.rating, 'status', t.status, 'tags', t.tags,
                'created_at', t.created_at, 'other', NULL) AS data FROM tb_item_{n} t;
            CREATE FUNCTION fn_create_item_{n}(name text, size int DEFAULT 1) RETURNS uuid
                LANGUAGE sql AS 'SELECT gen_random_uuid()';
            """
            for n in range(start, min(start + 100, types))
        )
