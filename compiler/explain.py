"""What `fraiseql explain FIELD` shows: the SQL, where each argument goes, and the database's own plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg

from fraiseql.assemble import read_back_sql, relative
from fraiseql.compiler.lower_command import call_sql
from fraiseql.compiler.lowered import Lowered
from fraiseql.plan import Mutation, ObjectTarget, Query, Root, Target
from fraiseql.window import example_sql


def explain(lowered: Lowered, name: str, connection: psycopg.Connection[object]) -> str | None:
    """The explanation of a root field; nothing where there is no such field.

    connection: in autocommit mode, as `introspect.connect` gives it. Nothing is executed.
    """
    if name in lowered.queries:
        return "\n".join(_query(lowered.queries[name], connection))
    if name in lowered.mutations:
        return "\n".join(_mutation(lowered.mutations[name], connection))
    return None


def _query(query: Query, connection: psycopg.Connection[object]) -> Iterator[str]:
    yield f"query {query.name}: {query.type}"
    yield f"reads {query.relation}"
    statements = example_sql(query) if query.returns == "connection" else {}
    if not statements:
        yield from _section("SQL", query.sql.splitlines())
    for purpose, text in statements.items():
        yield from _section(f"SQL, {purpose}", text.splitlines())
    rows = []
    for name, argument in query.arguments.items():
        use = _where(argument.target) if argument.target is not None else _ROLES[argument.role]
        if argument.session is not None:
            use += f", from the session's {argument.session}"
        rows.append((name, argument.type, use))
    yield from _section("Arguments", _table(rows))
    yield from _filter(query)
    yield from _section("Filters and orderings", _table(list(_targets(query.targets))))
    yield from _section("PostgreSQL's plan", _plan(connection, query.sql))
    if statements:
        following = statements["a page after a cursor"]
        yield from _section("PostgreSQL's plan of a page after a cursor", _plan(connection, following))


_ROLES = {
    "where": "the filters below",
    "order": "the orderings below",
    "limit": "LIMIT",
    "offset": "OFFSET",
    "first": "LIMIT",
    "after": "where the page starts",
    "last": "LIMIT, from the end",
    "before": "where the page ends",
}


def _mutation(mutation: Mutation, connection: psycopg.Connection[object]) -> Iterator[str]:
    yield f"mutation {mutation.name}: {mutation.type}"
    yield f"calls {mutation.function}"
    yield from _section("SQL, the call", call_sql(mutation).splitlines())
    if mutation.read is not None:
        yield from _section("SQL, the read-back", read_back_sql(mutation).splitlines())
    rows = [
        (".".join(p.source), p.type, f"parameter {relative(p.sql, None)}{', optional' if p.optional else ''}")
        for p in mutation.parameters
    ]
    yield from _section("Arguments", _table(rows))
    if mutation.read is not None:
        yield from _filter(mutation)
        yield from _section("PostgreSQL's plan of the read-back", _plan(connection, read_back_sql(mutation)))


def _filter(root: Root) -> Iterator[str]:
    if root.filter is not None:
        yield from _section("Always holds", list(root.filter.conditions))
        values = enumerate(root.filter.session, 1)
        needed = [f"${number}  {v.name}{', may be missing' * v.optional}" for number, v in values]
        yield from _section("Session", needed)


def _targets(targets: dict[str, Target]) -> Iterator[tuple[str, str, str]]:
    for name, target in targets.items():
        yield name, f"[{target.type}]" if target.list else target.type, _where(target)


def _where(target: Target) -> str:
    path = f"document path {'.'.join(target.path)}"
    if isinstance(target, ObjectTarget):
        place = f"the items of {path}, each" if target.list else f"{path},"
        return f"{place} by the fields of {target.type}"
    if target.list:
        return f"the items of {f'column {target.column}' if target.column else path}, as {target.postgres}"
    found = f"column {target.column} {target.postgres}" if target.column else f"{path}: {target.sql}"
    return f"{found}, sorted in the schema's order" if target.sort else found


def _plan(connection: psycopg.Connection[object], sql: str) -> list[str]:
    """The generic plan, the one for any value, as `EXPLAIN` prints it."""
    count = max((int(number) for number in re.findall(r"\$(\d+)", sql)), default=0)
    nulls = f"({', '.join(['NULL'] * count)})" if count else ""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
            connection.execute(f"PREPARE fraiseql_explain AS {sql}".encode())
            rows = connection.execute(f"EXPLAIN EXECUTE fraiseql_explain{nulls}".encode()).fetchall()
    except psycopg.DatabaseError as error:
        if connection.closed:
            raise
        rows = [(f"refused: {error.diag.message_primary}",)]  # such as a right that the user lacks
    connection.execute("DEALLOCATE ALL")
    return [str(row[0]) for row in rows]  # type: ignore[index]


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _table(rows: list[tuple[str, str, str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)] if rows else []
    return [f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}" for a, b, c in rows]
