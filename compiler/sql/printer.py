"""The one place where SQL text is made.

The text holds `$` only in placeholders such as `$0` and `$1` (see `fraiseql.plan`): a dollar sign in a
name or a literal is written as an escape.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fraiseql.compiler.sql.tree import (
    Call,
    Cast,
    Expression,
    Hole,
    Joined,
    Member,
    Name,
    Named,
    Numbered,
    Operation,
    Select,
    Star,
    Text,
    Value,
)

# Every key word that is not "unreserved" (`pg_get_keywords()` of PostgreSQL 18).
_WORDS = """
all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean
both case cast char character check coalesce collate collation column concurrently constraint create
cross current_catalog current_date current_role current_schema current_time current_timestamp
current_user dec decimal default deferrable desc distinct do else end except exists extract false
fetch float for foreign freeze from full grant greatest group grouping having ilike in initially
inner inout int integer intersect interval into is isnull join json json_array json_arrayagg
json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
lateral leading least left like limit localtime localtimestamp merge_action national natural nchar
none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
placing position precision primary real references returning right row select session_user setof
similar smallint some substring symmetric system_user table tablesample then time timestamp to
trailing treat trim true union unique user using values varchar variadic verbose when where window
with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
xmlserialize xmltable
"""
_KEYWORDS = frozenset(_WORDS.split())

KEPT = 8192
"""How many names, literals and types are kept as SQL: a schema writes few, each thousands of times."""


@lru_cache(maxsize=KEPT)
def identifier(name: str) -> str:
    """A name as SQL, quoted only where it has to be (PostgreSQL manual, 4.1.1)."""
    if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in _KEYWORDS:
        return name
    return _escaped('"' + name.replace('"', '""') + '"')


def _escaped(quoted: str) -> str:
    """A quoted name without `$`."""
    if "$" not in quoted:
        return quoted
    return "U&" + quoted.replace("\\", "\\\\").replace("$", "\\0024")


@lru_cache(maxsize=KEPT)
def literal(text: str) -> str:
    """A string as SQL, whatever `standard_conforming_strings` is (PostgreSQL manual, 4.1.2)."""
    quoted = text.replace("'", "''")
    if "\\" not in text and "$" not in text:
        return f"'{quoted}'"
    return "E'" + quoted.replace("\\", "\\\\").replace("$", "\\u0024") + "'"


@lru_cache(maxsize=KEPT)
def type_name(key: str) -> str:
    """A type's key as SQL: it is SQL already, but for a dollar sign."""
    return re.sub(r'"(?:[^"]|"")*"', lambda quoted: _escaped(quoted[0]), key)


def around(form: str, value: str) -> tuple[str, ...]:
    """What stands around the operand in an operator's form: the operand's text joins the parts.

    form: `$0` is the operand. value: the text in the place of `$1`.
    """
    return tuple(part.replace("$1", value) for part in form.split("$0"))


def sql(node: Expression | Select) -> str:
    """The text of a tree."""
    if isinstance(node, Select):
        return _select(node)
    match node:
        case Name(parts):
            return ".".join(identifier(part) for part in parts)
        case Text(value):
            return literal(value)
        case Hole():
            return "$0"
        case Value(type_):
            return f"$1::{type_name(type_)}"
        case Numbered(number, type_):
            return f"${number}::{type_name(type_)}"
        case Joined(between, parts):
            return f"({between.join(map(sql, parts))})"
        case Member(document, path, as_text):
            *outer, last = (literal(key) for key in path)
            arrows = "".join(f" -> {key}" for key in outer)
            return f"({sql(document)}{arrows} {'->>' if as_text else '->'} {last})"
        case Cast(operand, type_):
            return f"{sql(operand)}::{type_name(type_)}"
        case Operation(form, operand, value):
            return sql(operand).join(around(form, sql(value)))
        case Call(function, arguments):
            return f"{sql(function)}({', '.join(map(sql, arguments))})"
        case Named(parameter, value):
            return f"{identifier(parameter)} => {sql(value)}"
        case Star(row):
            return f"{identifier(row)}.*" if row else "*"
        case _:
            return node.keyword


def _select(node: Select) -> str:
    text = f"SELECT {sql(node.column)}"
    condition = "WHERE"
    if node.relation is not None:
        source = f"{sql(node.relation)} AS {identifier(node.alias)}"
        if node.each is not None:
            items = f"unnest({sql(node.each.array)}) WITH ORDINALITY"
            source = f"{items} AS {identifier(node.each.alias)} (value, place)\nLEFT JOIN {source}"
            condition = "  ON"
        text += f"\nFROM {source}"
    if node.where is not None:
        text += f"\n{condition} {sql(node.where)}"
    return text
