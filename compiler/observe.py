"""Database → observations: what is true of a database today, and is no definition of it.

They are not in the catalog, so that plans do not depend on them. The lints use them, and are silent
where there are none.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any

import psycopg
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGconn

from fraiseql.compiler.catalog import RelationKind
from fraiseql.compiler.introspect import CatalogUnreadable, DatabaseUnreachable

SAMPLE = 50
"""Documents that are measured of a relation."""

DOCUMENTS = 200
"""Documents that are looked into of a relation whose SQL does not say what they hold."""

BYTES = 4_000_000
"""How many bytes of them are read at most."""

TIMEOUT = "10s"
"""How long PostgreSQL may look for one answer. Without it the lint that needs it is silent."""

SHORT = "3s"
"""The same for documents: of a view they may be costly to make."""

BUDGET = 5.0
"""Seconds after which no more relations are asked for documents."""

BATCH = 50
"""Questions sent in one network round trip."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A relation that plans read. name: as SQL. document, key: expressions of a row's, over `t`.

    sampled: the expressions of documents of which samples are wanted.
    """

    schema: str
    relation: str
    kind: RelationKind
    name: str
    document: str
    key: str = "NULL"
    sampled: tuple[str, ...] = ()

    @property
    def qualified(self) -> str:
        """`schema.name`, for people."""
        return f"{self.schema}.{self.relation}"


@dataclass(frozen=True, slots=True)
class Observed:
    """What is seen of a relation.

    rows: as PostgreSQL estimates them, with those of partitions; 0 where it knows nothing.
    distinct: by column, about how many values there are. document_bytes: of the average document.
    joins: how often the plan of a view joins, sub-selects that run for each row included.
    volatile: the functions marked so that a view calls.
    samples: by the expression of the document, rows: the text of its key, and the JSON.
    """

    rows: float = 0
    distinct: Mapping[str, float] = field(default_factory=dict)
    document_bytes: float | None = None
    joins: int | None = None
    volatile: tuple[str, ...] = ()
    samples: Mapping[str, Sequence[tuple[str | None, Any]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observations:
    """What is seen of a database. relations: by `schema.name`."""

    relations: Mapping[str, Observed] = field(default_factory=dict)

    def of(self, relation: str) -> Observed:
        """What is seen of a relation; nothing much of one that was not looked at."""
        return self.relations.get(relation, Observed())


def observe(connection: psycopg.Connection[Any], readings: Sequence[Reading]) -> Observations:
    """Looks at the relations: two queries, then a size or a plan of each, and samples, in few round trips.

    connection: in autocommit mode, as `introspect.connect` gives it. Nothing is written.
    What the user may not read is left out. Raises DatabaseUnreachable or CatalogUnreadable.
    """
    if not readings:
        return Observations()
    names = [[r.schema for r in readings], [r.relation for r in readings]]
    try:
        connection.execute(f"SET statement_timeout = '{TIMEOUT}'".encode())
        sizes = {f"{s}.{n}": (rows, distinct) for s, n, rows, distinct in connection.execute(_SIZES, names)}
        volatile = {f"{s}.{n}": tuple(called) for s, n, called in connection.execute(_VOLATILE, names)}
        asked = [(r, _question(r, sizes[r.qualified][0])) for r in readings if r.qualified in sizes]
        answers = ask(connection, [question for _, question in asked])
        samples = _samples(connection, [(r, sizes[r.qualified][0]) for r, _ in asked])
        connection.execute("RESET statement_timeout")
    except psycopg.Error as error:
        message = " ".join(str(error).split())
        raise CatalogUnreadable(f"the database cannot be observed: {message}") from error
    return Observations(
        {
            reading.qualified: replace(
                _observed(reading, *sizes[reading.qualified], answer, volatile.get(reading.qualified, ())),
                samples=samples.get(reading.qualified, {}),
            )
            for (reading, _), answer in zip(asked, answers, strict=True)
        }
    )


def _observed(
    reading: Reading,
    rows: float,
    distinct: Mapping[str, float],
    answer: str | None,
    volatile: tuple[str, ...],
) -> Observed:
    # A negative number of distinct values is a share of the rows.
    counts = {column: -n * rows if n < 0 else n for column, n in distinct.items() if n}
    if reading.kind != "view":
        return Observed(rows, counts, document_bytes=None if answer is None else float(answer))
    if answer is None:
        return Observed(volatile=volatile)
    plan = json.loads(answer)[0]["Plan"]
    nodes = list(_nodes(plan))
    joins = sum(node["Node Type"] in _JOINS or node.get("Parent Relationship") == "SubPlan" for node in nodes)
    # What a join yields is often estimated far too high.
    largest = max((node["Plan Rows"] for node in nodes if "Relation Name" in node), default=plan["Plan Rows"])
    return Observed(min(plan["Plan Rows"], largest), joins=joins, volatile=volatile)


# --- sizes -----------------------------------------------------------------------------------------

_WANTED = """
SELECT n.nspname::text AS schema, c.relname::text AS name, c.oid
FROM unnest(%s::text[], %s::text[]) AS w (schema, name)
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
"""

# A partitioned table has no rows of its own, though ANALYZE may have counted those of its partitions.
_SIZES = f"""
WITH RECURSIVE wanted AS ({_WANTED}), parts (root, oid) AS (
    SELECT oid, oid FROM wanted
    UNION
    SELECT p.root, i.inhrelid FROM parts p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
)
SELECT w.schema, w.name,
       (SELECT coalesce(sum(greatest(c.reltuples, pg_catalog.pg_stat_get_live_tuples(c.oid), 0)), 0)::float8
        FROM parts p JOIN pg_catalog.pg_class c ON c.oid = p.oid
        WHERE p.root = w.oid AND c.relkind <> 'p'),
       (SELECT coalesce(json_object_agg(s.attname, s.n_distinct), '{{}}')
        FROM (SELECT DISTINCT ON (attname) attname, n_distinct FROM pg_catalog.pg_stats
              WHERE schemaname = w.schema AND tablename = w.name
              ORDER BY attname, inherited DESC) s)
FROM wanted w
"""

# --- functions -------------------------------------------------------------------------------------

_VOLATILE = f"""
SELECT w.schema, w.name, array_agg(DISTINCT s.nspname || '.' || p.proname)
FROM ({_WANTED}) w
JOIN pg_catalog.pg_rewrite r ON r.ev_class = w.oid
JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
                           AND d.refclassid = 'pg_catalog.pg_proc'::regclass
JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid AND p.provolatile = 'v' AND p.prokind = 'f'
JOIN pg_catalog.pg_namespace s ON s.oid = p.pronamespace AND s.nspname !~ '^pg_'
JOIN pg_catalog.pg_class c ON c.oid = w.oid AND c.relkind = 'v'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'
)
GROUP BY w.schema, w.name
"""

# --- samples and plans -----------------------------------------------------------------------------

_SAMPLED = ("table", "partitioned table", "materialized view")


def _question(reading: Reading, rows: float) -> str:
    """What is asked of a relation: the plan of a view, the average size of other documents."""
    if reading.kind == "view":
        return f"EXPLAIN (FORMAT JSON) SELECT {reading.document} FROM {reading.name} AS t"
    if reading.kind not in _SAMPLED:  # it may be far away
        return "SELECT NULL"
    return (
        f"SELECT avg(octet_length(d::text)) FROM (SELECT {reading.document} "
        f"FROM {_some(reading, rows, SAMPLE)}) AS s (d)"
    )


def _some(reading: Reading, rows: float, most: int) -> str:
    """Some rows of a relation; the same ones, as long as it stays as it is."""
    if reading.kind not in _SAMPLED:
        return f"{reading.name} AS t LIMIT {most}"
    share = min(100.0, 100 * most * 100 / max(rows, 1))
    return f"{reading.name} AS t TABLESAMPLE SYSTEM ({share:.6f}) REPEATABLE (0) LIMIT {most}"


def _samples(
    connection: psycopg.Connection[Any], relations: Sequence[tuple[Reading, float]]
) -> dict[str, dict[str, Sequence[tuple[str | None, Any]]]]:
    """The documents that samples are wanted of, by relation and by expression."""
    wanted = [
        (reading, document, rows)
        for reading, rows in relations
        for document in reading.sampled
        if reading.kind in (*_SAMPLED, "view")
    ]
    found: dict[str, dict[str, Sequence[tuple[str | None, Any]]]] = {}
    if not wanted:
        return found
    connection.execute(f"SET statement_timeout = '{SHORT}'".encode())
    end = time.monotonic() + BUDGET
    answers = ask(connection, (_sample(*each) for each in wanted if time.monotonic() < end))
    for (reading, document, _), answer in zip(wanted, answers, strict=False):
        found.setdefault(reading.qualified, {})[document] = _documents(answer)
    return found


def _sample(reading: Reading, document: str, rows: float) -> str:
    """Documents with their keys, as many as do not weigh too much together."""
    return (
        "SELECT json_agg(json_build_array(k, d)) FROM (SELECT k, d, "
        "sum(octet_length(d::text)) OVER (ROWS UNBOUNDED PRECEDING) AS bytes "
        f"FROM (SELECT {reading.key}::text, {document} FROM {_some(reading, rows, DOCUMENTS)}) AS s (k, d) "
        f"WHERE d IS NOT NULL) AS s WHERE bytes <= {BYTES}"
    )


def _documents(answer: str | None) -> Sequence[tuple[str | None, Any]]:
    """What was sampled; nothing where Python cannot hold it."""
    try:
        rows = json.loads(answer or "null", parse_int=Decimal, parse_float=Decimal)
    except (ValueError, RecursionError):
        return ()
    return tuple((key, document) for key, document in rows or ())


_JOINS = ("Nested Loop", "Hash Join", "Merge Join")


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A plan's nodes."""
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def ask(connection: psycopg.Connection[Any], questions: Iterable[str]) -> list[str | None]:
    """The first value that each statement yields, as text; nothing where PostgreSQL refuses it.

    connection: in autocommit mode. Raises DatabaseUnreachable if it breaks, and closes it.
    """
    remaining, answers = iter(questions), list[str | None]()
    try:
        while batch := list(islice(remaining, BATCH)):
            answers += _answers(connection.pgconn, batch)
    except psycopg.OperationalError as error:
        connection.close()
        message = " ".join(str(error).split())
        raise DatabaseUnreachable(
            f"the connection broke while the database was observed: {message}"
        ) from error
    return answers


def _answers(pgconn: PGconn, batch: Sequence[str]) -> list[str | None]:
    pgconn.enter_pipeline_mode()
    for question in batch:
        pgconn.send_query_params(question.encode(), None)
        pgconn.pipeline_sync()  # a refusal skips what follows, up to here
    answers: list[str | None] = []
    for _ in batch:
        result = pgconn.get_result()
        if result is not None and result.status == ExecStatus.TUPLES_OK:
            value = result.get_value(0, 0)
        elif result is not None and result.error_field(DiagnosticField.SEVERITY_NONLOCALIZED) == b"ERROR":
            value = None
        else:
            raise psycopg.OperationalError(pgconn.get_error_message().strip())
        answers.append(None if value is None else value.decode())
        pgconn.get_result()  # None: no more results of this statement
        pgconn.get_result()  # PIPELINE_SYNC
    pgconn.exit_pipeline_mode()
    return answers
