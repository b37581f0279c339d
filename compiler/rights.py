"""Database → what a role may do there, and what row-level security makes of it. Four queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from fraiseql.compiler.introspect import CatalogUnreadable


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a role must be able to do. relations: the columns that are read, by schema and name.

    schemas: those whose objects are named. functions: by their signatures, as the catalog has them.
    """

    schemas: tuple[str, ...]
    relations: Mapping[tuple[str, str], tuple[str, ...]]
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A relation that the role may not read. `relation` is read, and in it, with the role's rights, `inner`.

    columns: those that it may not, where it may read others. All names are SQL, but for that of `relation`.
    """

    relation: str
    inner: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Protected:
    """A table with row-level security that is read, as `relation` or by way of it. table: its name.

    reader: the role with whose rights. exempt: whether its policies do not hold for that one.
    stored: whether it is read when a materialized view is refreshed. policies: `name: USING (…)`.
    """

    relation: str
    table: str
    reader: str
    exempt: bool
    stored: bool
    policies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role lacks. roles: all there are, where there is none of that name.

    schemas: as SQL. functions: by signature, the function as `GRANT` names it.
    """

    roles: tuple[str, ...] | None = None
    schemas: tuple[str, ...] = ()
    relations: tuple[Unreadable, ...] = ()
    functions: tuple[tuple[str, str], ...] = ()
    protected: tuple[Protected, ...] = ()


def rights(connection: psycopg.Connection[Any], role: str, wanted: Wanted) -> Rights:
    """Asks what a role lacks. Nothing is tried out; the user needs no right of its own.

    connection: in autocommit mode, as `introspect.connect` gives it. Raises CatalogUnreadable.
    """
    names = list(wanted.relations)
    relations = {
        "role": role,
        "schemas": [schema for schema, _ in names],
        "names": [name for _, name in names],
    }
    try:
        roles = tuple(name for (name,) in connection.execute(_ROLES))
        if role not in roles:
            return Rights(roles)
        schemas = connection.execute(_SCHEMAS, {"role": role, "schemas": list(wanted.schemas)}).fetchall()
        functions = connection.execute(_FUNCTIONS, {"role": role, "functions": list(wanted.functions)})
        lacking = [
            Unreadable(f"{schema}.{name}", inner, () if whole else tuple(c for c in refused if c in needed))
            for schema, name, inner, whole, refused in connection.execute(_UNREADABLE, relations)
            if (needed := wanted.relations[schema, name]) and (whole or set(refused) & set(needed))
        ]
        return Rights(
            schemas=tuple(name for (name,) in schemas),
            relations=tuple(lacking),
            functions=tuple((signature, granted) for signature, granted in functions),
            protected=tuple(
                Protected(relation, table, reader, exempt, stored, tuple(policies))
                for relation, table, reader, exempt, stored, policies in connection.execute(
                    _PROTECTED, relations
                )
            ),
        )
    except psycopg.Error as error:
        message = " ".join(str(error).split())
        raise CatalogUnreadable(f"the rights of {role} cannot be read: {message}") from error


_ROLES = "SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"

_SCHEMAS = """
SELECT quote_ident(nspname) FROM pg_catalog.pg_namespace
WHERE nspname = ANY (%(schemas)s) AND NOT has_schema_privilege(%(role)s, oid, 'USAGE')
ORDER BY 1
"""

_FUNCTIONS = """
SELECT s.signature,
       format('%%I.%%I(%%s)', s.nspname, s.proname, pg_catalog.pg_get_function_identity_arguments(s.oid))
FROM (
    SELECT p.oid, p.proname, n.nspname,
           n.nspname || '.' || p.proname || '(' || pg_catalog.pg_get_function_arguments(p.oid) || ')'
               AS signature
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
) s
WHERE s.signature = ANY (%(functions)s) AND NOT has_function_privilege(%(role)s, s.oid, 'EXECUTE')
ORDER BY 1
"""

# A view reads with the rights of its owner, unless it is a `security_invoker`. `reader` is null for the role.
_BELOW = """
WITH RECURSIVE wanted AS (
    SELECT n.nspname::text AS schema, c.relname::text AS name, c.oid
    FROM unnest(%(schemas)s::text[], %(names)s::text[]) AS w (schema, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
), below (root, oid, reader, stored) AS (
    SELECT oid, oid, NULL::oid, false FROM wanted
    UNION
    SELECT b.root, d.refobjid,
           CASE WHEN EXISTS (SELECT FROM unnest(c.reloptions) o
                             WHERE o ~* '^security_invoker=(true|on|yes|1)$')
                THEN b.reader ELSE c.relowner END,
           b.stored OR c.relkind = 'm'
    FROM below b
    JOIN pg_catalog.pg_class c ON c.oid = b.oid AND c.relkind IN ('v', 'm')
    JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
        AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> c.oid
)
"""

_UNREADABLE = f"""{_BELOW}
SELECT w.schema, w.name, format('%%I.%%I', n.nspname, c.relname), NOT any_column, refused
FROM below b
JOIN wanted w ON w.oid = b.root
JOIN pg_catalog.pg_class c ON c.oid = b.oid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, LATERAL (
    SELECT has_any_column_privilege(%(role)s, c.oid, 'SELECT') AS any_column,
           ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND b.oid = b.root
                   AND NOT has_column_privilege(%(role)s, c.oid, a.attnum, 'SELECT')
                 ORDER BY a.attnum) AS refused
) columns
WHERE b.reader IS NULL AND (NOT any_column OR refused <> '{{}}')
ORDER BY 1, 2, 3
"""

_PROTECTED = f"""{_BELOW}
SELECT w.schema || '.' || w.name, n.nspname || '.' || c.relname, r.rolname::text,
       r.rolsuper OR r.rolbypassrls
           OR (NOT c.relforcerowsecurity AND pg_has_role(r.oid, c.relowner, 'USAGE')),
       bool_or(b.stored),
       ARRAY(SELECT p.polname || coalesce(': ' || pg_get_expr(p.polqual, p.polrelid), '')
             FROM pg_catalog.pg_policy p
             WHERE p.polrelid = c.oid AND p.polcmd IN ('r', '*')
               AND EXISTS (SELECT FROM unnest(p.polroles) g WHERE g = 0 OR pg_has_role(r.oid, g, 'USAGE'))
             ORDER BY p.polname)
FROM below b
JOIN wanted w ON w.oid = b.root
JOIN pg_catalog.pg_class c ON c.oid = b.oid AND c.relrowsecurity
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_roles r ON r.oid = b.reader OR (b.reader IS NULL AND r.rolname = %(role)s)
GROUP BY w.schema, w.name, n.nspname, c.relname, c.oid, c.relowner, c.relforcerowsecurity,
         r.oid, r.rolname, r.rolsuper, r.rolbypassrls
ORDER BY 1, 2, 3
"""
