"""Database → catalog. Four queries, whatever the size of the database, and of `pg_catalog` only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus

from fraiseql.compiler.catalog import (
    Catalog,
    Column,
    Constraint,
    ForeignKey,
    Function,
    FunctionKind,
    FunctionParameter,
    Index,
    ParameterMode,
    PgType,
    ReferentialAction,
    Relation,
    RelationKind,
    Trigger,
    TriggerEvent,
    TypeKind,
)
from fraiseql.errors import FraiseQLError

CONNECT_TIMEOUT = 10
"""Seconds to wait for a server that does not answer, unless the URL has a `connect_timeout`."""

LOCK_TIMEOUT = "10s"
"""How long a query of the compiler waits for a migration that holds a lock."""


class DatabaseUnreachable(FraiseQLError):  # noqa: N818 - it reads as what it says
    """No connection, or one that broke. The message never holds the password."""


class CatalogUnreadable(FraiseQLError):  # noqa: N818 - the same
    """A query of the catalog failed."""


def connect(url: str) -> psycopg.Connection[Any]:
    """Connects in autocommit mode. Raises DatabaseUnreachable, also where the URL is no URL."""
    try:
        parameters: dict[str, Any] = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        parameters = {"host": "@"}
    # libpq's messages quote what it takes for a host or a port, which may be a part of the password.
    misread = "@" in str(parameters.get("host")) or not re.fullmatch(
        "[0-9,]*", str(parameters.get("port", ""))
    )
    if misread or "\0" in url:
        raise DatabaseUnreachable(_BAD_URL)
    defaults = {"connect_timeout": CONNECT_TIMEOUT, "application_name": "fraiseql"}
    try:
        conninfo = make_conninfo("", **{**defaults, **parameters, "client_encoding": "utf8"})
        return psycopg.connect(conninfo, autocommit=True)
    except psycopg.Error as error:
        secrets = [str(parameters[name]) for name in ("password", "sslpassword") if parameters.get(name)]
        raise DatabaseUnreachable(_clean(str(error), secrets)) from None


_BAD_URL = (
    "the database URL cannot be read; it looks like postgresql://user:password@host:5432/name, "
    "with special characters percent-encoded"
)


def _clean(message: str, secrets: Iterable[str]) -> str:
    """A message of libpq on one line, without secrets."""
    lines = (" ".join(line.split()) for line in message.splitlines())
    text = re.sub("^connection (failed|is bad): ", "", "; ".join(filter(None, lines)))
    text = re.sub("([.:,!?]);", r"\1", text)
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


def introspect(connection: psycopg.Connection[Any]) -> Catalog:
    """Reads the catalog of the database, in one snapshot.

    connection: outside a transaction, as `connect` gives it. Raises CatalogUnreadable.

    System and temporary schemas are left out, and so are functions that belong to an extension.
    """
    try:
        with connection.transaction():
            connection.execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"
            )
            return _read(connection)
    except psycopg.Error as error:
        broken = connection.pgconn.transaction_status == TransactionStatus.UNKNOWN
        raised = DatabaseUnreachable if broken else CatalogUnreadable
        raise raised(f"the catalog cannot be read: {_clean(str(error), ())}") from error


def fingerprint(connection: psycopg.Connection[Any]) -> tuple[object, ...]:
    """Something that is another after every change of the database's objects, and cheap to ask for.

    Raises CatalogUnreadable. PostgreSQL writes a row anew where it changes an object, under the number of the
    transaction; the counts show those that are gone.
    """
    try:
        (row,) = connection.execute(_FINGERPRINT).fetchall()
    except psycopg.Error as error:
        broken = connection.pgconn.transaction_status == TransactionStatus.UNKNOWN
        raised = DatabaseUnreachable if broken else CatalogUnreadable
        raise raised(f"the catalog cannot be read: {_clean(str(error), ())}") from error
    return tuple(row)


def _read(connection: psycopg.Connection[Any]) -> Catalog:
    server_version, search_path, text_search = connection.execute(_SERVER).fetchall()[0]
    relations = connection.execute(_RELATIONS).fetchall()
    functions = connection.execute(_functions(server_version)).fetchall()
    used = {type_ for row in relations for _, type_, *_ in row[3]}
    used.update(type_ for row in functions for type_ in (*row[4], row[7]))
    types = _types(connection.execute(_TYPES, [list(used)]).fetchall())
    keys = {oid: type_.key for oid, type_ in types.items()}
    return Catalog(
        server_version=server_version,
        search_path=tuple(search_path),
        text_search=text_search,
        relations=tuple(
            sorted((_relation(row, keys) for row in relations), key=lambda r: (r.schema, r.name))
        ),
        functions=tuple(
            sorted((_function(row, keys) for row in functions), key=lambda f: (f.schema, f.name, f.signature))
        ),
        types={type_.key: type_ for type_ in sorted(types.values(), key=lambda type_: type_.key)},
    )


_SCHEMAS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
"""The schemas of the user: PostgreSQL reserves the prefix, which temporary ones have too."""

_SERVER = """
SELECT current_setting('server_version_num')::int,
       ARRAY(SELECT s::text FROM unnest(current_schemas(false)) s WHERE s !~ '^pg_'),
       (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.cfgname)
        FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
        WHERE c.oid = get_current_ts_config())
"""

_OBJECTS = """
pg_class pg_attribute pg_attrdef pg_index pg_constraint pg_rewrite pg_trigger pg_policy pg_inherits pg_proc
pg_type pg_enum pg_namespace pg_extension pg_ts_config pg_auth_members pg_description
"""
"""The tables of `pg_catalog` that anyone may read, and that a compiler looks at."""

_FINGERPRINT = (
    "SELECT current_user::text, current_schemas(true)::text, get_current_ts_config()::text"
    + "".join(
        f", (SELECT ARRAY[count(*), sum(xmin::text::int8)] FROM pg_catalog.{table})::text"
        for table in _OBJECTS.split()
    )
)

# --- relations -----------------------------------------------------------------------------------

_RELATION_KINDS: dict[str, RelationKind] = {
    "r": "table",
    "p": "partitioned table",
    "f": "foreign table",
    "v": "view",
    "m": "materialized view",
    "S": "sequence",
    "c": "composite type",
}

# A violation in a partition or a child names the constraint of that one, which has no comment of its own.
# A check is tied to its parent's by its name alone.
_INHERITED = """
CASE WHEN k.conparentid <> 0 OR k.coninhcount > 0 THEN (
    WITH RECURSIVE above AS (
        SELECT k.oid AS id, k.conparentid AS parent, k.conrelid AS relation, 0 AS distance
        UNION ALL
        SELECT p.oid, p.conparentid, p.conrelid, a.distance + 1
        FROM above a, LATERAL (
            SELECT p.* FROM pg_catalog.pg_constraint p WHERE p.oid = a.parent
            UNION ALL
            SELECT p.* FROM pg_catalog.pg_inherits h
            JOIN pg_catalog.pg_constraint p
              ON p.conrelid = h.inhparent AND p.contype = 'c' AND p.conname = k.conname
            WHERE h.inhrelid = a.relation AND k.contype = 'c'
        ) p
    )
    SELECT pg_catalog.obj_description(id, 'pg_constraint') FROM above
    WHERE pg_catalog.obj_description(id, 'pg_constraint') IS NOT NULL ORDER BY distance, id LIMIT 1
) END
"""
_INHERITED_OF_INDEX = """
CASE WHEN x.relispartition THEN (
    WITH RECURSIVE above AS (
        SELECT x.oid AS id, 0 AS distance
        UNION ALL
        SELECT h.inhparent, a.distance + 1 FROM above a JOIN pg_catalog.pg_inherits h ON h.inhrelid = a.id
    )
    SELECT pg_catalog.obj_description(id, 'pg_class') FROM above
    WHERE pg_catalog.obj_description(id, 'pg_class') IS NOT NULL ORDER BY distance LIMIT 1
) END
"""

# Before PostgreSQL 15 the column itself depends on the others, since then its expression does.
_GENERATED_FROM = """
SELECT json_agg(DISTINCT b.attname ORDER BY b.attname)
FROM pg_catalog.pg_attrdef d
JOIN pg_catalog.pg_depend e
  ON (e.classid, e.objid) = ('pg_catalog.pg_attrdef'::regclass, d.oid)
  OR (e.classid, e.objid, e.objsubid) = ('pg_catalog.pg_class'::regclass, a.attrelid, a.attnum)
JOIN pg_catalog.pg_attribute b ON b.attrelid = a.attrelid AND b.attnum = e.refobjsubid
WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND b.attnum <> a.attnum
  AND e.refclassid = 'pg_catalog.pg_class'::regclass AND e.refobjid = a.attrelid
"""

# 100 is the oid of the collation "default".
# Since PostgreSQL 18 attnotnull is also set for a NOT NULL constraint that is not validated.
_RELATIONS = f"""
SELECT n.nspname::text, c.relname::text, c.relkind::text,
       (SELECT coalesce(json_agg(json_build_array(
                   a.attname, a.atttypid::int8,
                   a.attnotnull AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_constraint k
                       WHERE k.conrelid = a.attrelid AND k.contype = 'n'
                         AND NOT k.convalidated AND k.conkey = ARRAY[a.attnum]
                   ),
                   CASE WHEN a.attgenerated <> '' THEN ({_GENERATED_FROM}) END) ORDER BY a.attnum), '[]')
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       (SELECT coalesce(json_agg(columns ORDER BY i.indisprimary DESC, columns::text COLLATE "C"), '[]')
        FROM pg_catalog.pg_index i, LATERAL (
            SELECT json_agg(a.attname ORDER BY k.position) AS columns
            FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE k.position <= i.indnkeyatts
        ) keys
        WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
          AND i.indpred IS NULL AND i.indexprs IS NULL),
       (SELECT coalesce(json_agg(json_build_array(
                   m.amname, keys.names, i.indpred IS NOT NULL, i.indisunique,
                   m.amname = 'btree' AND o.opcdefault
                       AND i.indcollation[0] IN (0, coalesce(f.attcollation, 100))) ORDER BY x.relname), '[]')
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        JOIN pg_catalog.pg_am m ON m.oid = x.relam
        JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[0]
        LEFT JOIN pg_catalog.pg_attribute f ON f.attrelid = i.indrelid AND f.attnum = i.indkey[0],
        LATERAL (
            SELECT json_agg(pg_catalog.pg_get_indexdef(i.indexrelid, k, true) ORDER BY k) AS names
            FROM generate_series(1, i.indnkeyatts::int) k
        ) keys
        WHERE i.indrelid = c.oid AND i.indisvalid),
       (SELECT coalesce(json_agg(json_build_array(
                   keys.own, json_build_array(s.nspname, f.relname), keys.theirs,
                   k.confdeltype, k.confupdtype, k.convalidated
               ) ORDER BY keys.own::text COLLATE "C", s.nspname, f.relname), '[]')
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
        JOIN pg_catalog.pg_namespace s ON s.oid = f.relnamespace, LATERAL (
            SELECT json_agg(a.attname ORDER BY u.position) AS own,
                   json_agg(b.attname ORDER BY u.position) AS theirs
            FROM unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(own, theirs, position)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own
            JOIN pg_catalog.pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.theirs
        ) keys
        WHERE k.conrelid = c.oid AND k.contype = 'f'),
       (SELECT coalesce(json_agg(json_build_array(
                   t.tgname, json_build_array(s.nspname, p.proname), t.tgtype,
                   ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum = ANY (t.tgattr) ORDER BY a.attnum)
               ) ORDER BY t.tgname), '[]')
        FROM pg_catalog.pg_trigger t
        JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
        JOIN pg_catalog.pg_namespace s ON s.oid = p.pronamespace
        WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')),
       (SELECT coalesce(json_agg(json_build_array(s.nspname, f.relname) ORDER BY h.inhseqno), '[]')
        FROM pg_catalog.pg_inherits h
        JOIN pg_catalog.pg_class f ON f.oid = h.inhparent
        JOIN pg_catalog.pg_namespace s ON s.oid = f.relnamespace
        WHERE h.inhrelid = c.oid),
       (SELECT coalesce(json_agg(json_build_array(k.name, keys.names, k.comment) ORDER BY k.name), '[]')
        FROM (
            SELECT k.conname, k.conkey,
                   coalesce(pg_catalog.obj_description(k.oid, 'pg_constraint'), {_INHERITED})
            FROM pg_catalog.pg_constraint k
            WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x')
            UNION ALL
            SELECT x.relname, i.indkey::int2[],
                   coalesce(pg_catalog.obj_description(x.oid, 'pg_class'), {_INHERITED_OF_INDEX})
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            WHERE i.indrelid = c.oid AND i.indisunique AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.conindid = x.oid)
        ) k(name, keys, comment), LATERAL (
            SELECT coalesce(json_agg(a.attname ORDER BY u.position), '[]') AS names
            FROM unnest(k.keys) WITH ORDINALITY AS u(attnum, position)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
        ) keys),
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
       (SELECT coalesce(json_agg(pg_catalog.pg_get_expr(k.conbin, k.conrelid) ORDER BY k.conname), '[]')
        FROM pg_catalog.pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.convalidated)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = ANY ('{{{",".join(_RELATION_KINDS)}}}') AND {_SCHEMAS}
"""


_ACTIONS: dict[str, ReferentialAction] = {
    "a": "no action",
    "r": "restrict",
    "c": "cascade",
    "n": "set null",
    "d": "set default",
}
_EVENTS: dict[int, TriggerEvent] = {4: "insert", 16: "update", 8: "delete", 32: "truncate"}
"""By their bit in `pg_trigger.tgtype`."""


def _relation(row: tuple[Any, ...], types: dict[int, str]) -> Relation:
    schema, name, kind, columns, unique, indexes, foreign_keys, triggers, parents = row[:9]
    constraints, definition, checks = row[9:]
    return Relation(
        schema=schema,
        name=name,
        kind=_RELATION_KINDS[kind],
        columns=tuple(
            Column(name=c, type=types[type_], not_null=not_null, generated_from=tuple(others or ()))
            for c, type_, not_null, others in columns
        ),
        unique=tuple(dict.fromkeys(map(tuple, unique))),
        indexes=tuple(
            Index(method=method, keys=tuple(keys), partial=partial, unique=unique, sorts=sorts)
            for method, keys, partial, unique, sorts in indexes
        ),
        foreign_keys=tuple(_foreign_key(*key) for key in foreign_keys),
        triggers=tuple(_trigger(*trigger) for trigger in triggers),
        parents=tuple((schema, name) for schema, name in parents),
        constraints=tuple(_constraint(*constraint) for constraint in constraints),
        definition=definition,
        checks=tuple(checks),
    )


def _constraint(name: str, columns: list[str], comment: str | None) -> Constraint:
    return Constraint(name=name, columns=tuple(columns), comment=comment)


def _foreign_key(
    own: list[str],
    references: tuple[str, str],
    theirs: list[str],
    deleted: str,
    updated: str,
    validated: bool,
) -> ForeignKey:
    schema, name = references
    return ForeignKey(
        columns=tuple(own),
        references=(schema, name),
        referenced=tuple(theirs),
        on_delete=_ACTIONS[deleted],
        on_update=_ACTIONS[updated],
        validated=validated,
    )


def _trigger(name: str, function: tuple[str, str], type_: int, columns: list[str]) -> Trigger:
    schema, called = function
    events = tuple(event for bit, event in _EVENTS.items() if type_ & bit)
    return Trigger(name=name, function=(schema, called), events=events, columns=tuple(columns))


# --- functions -----------------------------------------------------------------------------------

_FUNCTION_KINDS: dict[str, FunctionKind] = {
    "f": "function",
    "p": "procedure",
    "a": "aggregate",
    "w": "window function",
}
_MODES: dict[str, ParameterMode] = {"i": "in", "o": "out", "b": "inout", "v": "variadic", "t": "table"}
_VOLATILITY: dict[str, Literal["immutable", "stable", "volatile"]] = {
    "i": "immutable",
    "s": "stable",
    "v": "volatile",
}

_ATOMIC_BODIES_SINCE = 140000
"""The version that brought bodies of the SQL standard, and the function that prints them."""

_FUNCTIONS = f"""
SELECT n.nspname::text, p.proname::text, p.prokind::text,
       pg_catalog.pg_get_function_arguments(p.oid),
       coalesce(p.proallargtypes, p.proargtypes::oid[])::int8[], p.proargmodes::text[], p.proargnames,
       p.prorettype::int8, p.proretset, p.provolatile::text, p.pronargdefaults,
       l.lanname::text, CASE WHEN l.lanname IN ('sql', 'plpgsql') THEN %s END,
       coalesce(p.proconfig, '{{}}'), p.prosecdef
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE {_SCHEMAS} AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
)
"""


def _functions(server_version: int) -> str:
    atomic = "coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc)"
    return _FUNCTIONS % (atomic if server_version >= _ATOMIC_BODIES_SINCE else "p.prosrc")


def _function(row: tuple[Any, ...], keys: dict[int, str]) -> Function:
    schema, name, kind, arguments, types, modes, names, returns, returns_set, volatility, defaults = row[:11]
    language, body, settings, security_definer = row[11:]
    modes = [_MODES[mode] for mode in modes or ["i"] * len(types)]
    inputs = [index for index, mode in enumerate(modes) if mode in ("in", "inout", "variadic")]
    with_default = set(inputs[len(inputs) - defaults :])
    return Function(
        schema=schema,
        name=name,
        kind=_FUNCTION_KINDS[kind],
        parameters=tuple(
            FunctionParameter(name=parameter, type=keys[type_], mode=mode, has_default=index in with_default)
            for index, (parameter, type_, mode) in enumerate(
                zip(names or [""] * len(types), types, modes, strict=True)
            )
        ),
        returns=None if kind == "p" else keys[returns],
        returns_set=returns_set,
        volatility=_VOLATILITY[volatility],
        signature=f"{schema}.{name}({arguments})",
        language=language,
        body=body,
        settings=tuple(settings),
        security_definer=security_definer,
    )


# --- types ---------------------------------------------------------------------------------------

_TYPE_KINDS: dict[str, TypeKind] = {
    "b": "base",
    "c": "composite",
    "d": "domain",
    "e": "enum",
    "m": "multirange",
    "p": "pseudo",
    "r": "range",
}

# Written bare, `char` and `bit` are character(1) and bit(1): the grammar's types, not the catalog's.
_TYPES = f"""
WITH RECURSIVE used(oid) AS (
    SELECT unnest(%s::int8[])::oid
    UNION
    SELECT t.oid
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('b', 'd', 'e', 'r', 'm') AND t.typcategory NOT IN ('A', 'Z') AND t.typisdefined
      AND (n.nspname = 'pg_catalog' OR ({_SCHEMAS}))
    UNION
    SELECT part
    FROM used
    JOIN pg_catalog.pg_type t ON t.oid = used.oid
    LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
    CROSS JOIN LATERAL (VALUES (t.typbasetype), (e.oid)) AS parts(part)
    WHERE part <> 0
)
SELECT t.oid::int8,
       CASE WHEN n.nspname <> 'pg_catalog' THEN quote_ident(n.nspname) || '.' || quote_ident(t.typname)
            WHEN t.typname IN ('char', 'bit', 'any') THEN quote_ident(t.typname)
            ELSE t.typname::text END,
       t.typtype::text, nullif(t.typbasetype, 0)::int8, e.oid::int8,
       ARRAY(SELECT l.enumlabel::text FROM pg_catalog.pg_enum l
             WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder),
       (SELECT coalesce(
            json_agg(json_build_array(k.conname, '[]'::json, d.description) ORDER BY k.conname), '[]')
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_description d
          ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass
        WHERE k.contypid = t.oid),
       t.typnotnull
FROM used
JOIN pg_catalog.pg_type t ON t.oid = used.oid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
"""


def _types(rows: list[tuple[Any, ...]]) -> dict[int, PgType]:
    names = {oid: (name, element) for oid, name, _, _, element, *_ in rows}

    def key(oid: int) -> str:
        name, element = names[oid]
        return f"{key(element)}[]" if element else name

    return {
        oid: PgType(
            key=key(oid),
            kind="array" if element else _TYPE_KINDS[kind],
            base=key(base) if base else None,
            element=key(element) if element else None,
            labels=tuple(labels),
            constraints=tuple(_constraint(*constraint) for constraint in constraints),
            not_null=not_null,
        )
        for oid, _, kind, base, element, labels, constraints, not_null in rows
    }
