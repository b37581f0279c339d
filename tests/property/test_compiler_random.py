"""Random schemas that fit their databases compile; one planted mistake is one diagnostic, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.render import render_text
from fraiseql.compiler.source import Source
from tests.postgres import MakeDatabase

SCALARS = {
    "Int": "integer",
    "Float": "double precision",
    "String": "text",
    "Boolean": "boolean",
    "ID": "uuid",
    "UUID": "uuid",
    "BigInt": "bigint",
    "Decimal": "numeric",
    "DateTime": "timestamptz",
    "Date": "date",
    "Duration": "interval",
    "JSON": "jsonb",
    "IpAddress": "inet",
    "Mood": "mood",
}
NAMES = ("title", "viewCount", "createdAt", "isOpen", "URL", "order", "x", "line2", "lastIP", "body")
TYPES = ("Post", "User", "Tag")


@dataclass(frozen=True)
class Member:
    """A field: its GraphQL type, and whether the relation has a native column for it."""

    name: str
    type: str
    native: bool
    required: bool

    @property
    def stored(self) -> str:
        return STORED[self.name]

    @property
    def written(self) -> str:
        return f"{self.name}: {self.type}{'!' if self.required else ''}"


STORED = dict(
    zip(
        NAMES,
        ("title", "view_count", "created_at", "is_open", "url", "order", "x", "line2", "last_ip", "body"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Type:
    """An object type with its relation, its queries and its command."""

    name: str
    members: tuple[Member, ...]
    embeds: tuple[str, ...]

    @property
    def relation(self) -> str:
        return f"tv_{self.name.lower()}"


@st.composite
def types(draw: st.DrawFn) -> tuple[Type, ...]:
    names = TYPES[: draw(st.integers(1, 3))]
    made = []
    for name in names:
        fields = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=5))
        members = [
            Member(field, draw(st.sampled_from(sorted(SCALARS))), draw(st.booleans()), draw(st.booleans()))
            for field in fields
        ]
        made.append(Type(name, tuple(members), tuple(draw(st.lists(st.sampled_from(names), unique=True)))))
    return tuple(made)


def database(made: tuple[Type, ...]) -> str:
    statements = ["CREATE TYPE mood AS ENUM ('happy', 'sad')"]
    for type_ in made:
        columns = [f'"{m.stored}" {SCALARS[m.type]}' for m in type_.members if m.native]
        columns = ["id uuid PRIMARY KEY", "data jsonb NOT NULL", *columns]
        statements.append(f"CREATE TABLE {type_.relation} ({', '.join(columns)})")
        parameters = ", ".join(f'"p_{m.stored}" {SCALARS[m.type]}' for m in type_.members)
        statements.append(
            f"CREATE FUNCTION fn_create_{type_.name.lower()}({parameters}) RETURNS uuid LANGUAGE sql"
            " AS 'SELECT gen_random_uuid()'"
        )
    return ";\n".join(statements)


Lines: TypeAlias = list[str]


def schema(made: tuple[Type, ...]) -> Lines:
    """The schema, line by line."""
    lines = ["enum Mood {", "  HAPPY", "  SAD", "}"]
    queries, mutations = [], []
    for type_ in made:
        name, one = type_.name, type_.name.lower()
        lines += [f"type {name} @view({type_.relation}) {{", "  id: ID!"]
        lines += [f"  {member.written}" for member in type_.members]
        lines += [f"  its{other}: {other}" for other in type_.embeds]
        lines += [f"  many{other}: [{other}!]!" for other in type_.embeds]
        lines.append("}")
        where, order = f"where: {name}Where", f"orderBy: [{name}OrderBy!]"
        queries += [
            f"  {one}(id: ID!): {name}",
            f"  {one}s({where}, {order}, limit: Int = 20, offset: Int): [{name}!]! @limit(max: 50)",
            f"  {one}Count({where}): Int! @view({type_.relation})",
        ]
        queries += [f"  {one}sBy{m.name}({m.written}): [{name}!]!" for m in type_.members if m.type != "JSON"]
        arguments = ", ".join(member.written for member in type_.members)
        mutations.append(f"  create{name}({arguments}): {name}! @command(fn_create_{one})")
    return [*lines, "type Query {", *queries, "}", "type Mutation {", *mutations, "}"]


# --- mistakes --------------------------------------------------------------------------------------
#
# Each takes the types and the lines, changes one line, and returns the expected code and the line's index.


Mistake: TypeAlias = Callable[[tuple[Type, ...], Lines], tuple[str, int]]


def _change(lines: Lines, start: str, old: str, new: str) -> int:
    index = next(i for i, line in enumerate(lines) if line.startswith(start))
    assert lines[index].count(old) >= 1, lines[index]
    lines[index] = lines[index].replace(old, new, 1)
    return index


def _view(code: str, new: str) -> Mistake:
    def plant(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
        type_ = made[-1]
        return code, _change(lines, f"type {type_.name} ", f"({type_.relation})", new)

    return plant


def _member(code: str, change: Callable[[str], str]) -> Mistake:
    """Changes the line of a field that nothing but the derived inputs mentions."""

    def plant(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
        index = lines.index("  id: ID!")
        lines.insert(index + 1, change("  extraField: String"))
        return code, index + 1

    return plant


def _twice(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
    index = lines.index("  id: ID!")
    lines.insert(index + 1, "  id: ID!")
    return "FQ205", index + 1


def _stored_key(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
    index = lines.index("  id: ID!")
    lines[index + 1 : index + 1] = ["  twoWords: Int", "  two_words: Int"]
    return "FQ206", index + 2


def _column(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
    index = lines.index("  id: ID!")
    lines.insert(index + 1, "  extraField: Boolean @column(id)")
    return "FQ406", index + 1


def _label(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
    native = [m for t in made for m in t.members if m.type == "Mood"]
    lines.insert(3, "  GLAD")
    return ("FQ409", 3) if native else ("", 0)


def _query(code: str, old: str, new: str) -> Mistake:
    def plant(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
        return code, _change(lines, f"  {made[0].name.lower()}s(", old, new)

    return plant


def _lookup(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
    return "FQ407", _change(lines, f"  {made[0].name.lower()}(", "id: ID!", "nowhere: ID!")


def _command(code: str, change: Callable[[str, Type], str]) -> Mistake:
    def plant(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
        type_ = made[-1]
        index = next(i for i, line in enumerate(lines) if line.startswith(f"  create{type_.name}("))
        lines[index] = change(lines[index], type_)
        return code, index

    return plant


def _without_the_first(line: str, type_: Type) -> str:
    first, *others = (member.written for member in type_.members)
    rest = f"({', '.join(others)})" if others else ""
    return line.replace(f"({', '.join((first, *others))})", rest)


def _as_a_list(made: tuple[Type, ...], lines: Lines) -> tuple[str, int]:
    type_ = made[-1]
    strict = [member for member in type_.members if member.type != "JSON"]
    if not strict:  # a parameter of type jsonb takes everything
        return "", 0
    change = strict[0].written, f"{strict[0].name}: [JSON!]"
    return "FQ425", _change(lines, f"  create{type_.name}(", *change)


MISTAKES: dict[str, Mistake] = {
    "relation": _view("FQ401", "(tv_nowhere)"),
    "document column": _view("FQ403", '("{0}", document: "nowhere")'),
    "key column": _view("FQ405", '("{0}", key: "nowhere")'),
    "unknown type": _member("FQ201", lambda line: line.replace("String", "Strin")),
    "unknown directive": _member("FQ202", lambda line: f"{line} @colour(red)"),
    "misplaced directive": _member("FQ203", lambda line: f"{line} @command(fn)"),
    "directive argument": _member("FQ204", lambda line: f"{line} @from(5)"),
    "field twice": _twice,
    "stored key": _stored_key,
    "reserved name": _member("FQ208", lambda line: line.replace("extra", "__extra")),
    "no column": _member("FQ408", lambda line: f"{line} @column(nowhere)"),
    "column type": _column,
    "label": _label,
    "limit": _query("FQ210", "limit: Int = 20", "limit: Boolean"),
    "default": _query("FQ208", "limit: Int = 20", 'limit: Int = "20"'),
    "default over the limit": _query("FQ210", "limit: Int = 20", "limit: Int = 200"),
    "lookup": _lookup,
    "function": _command("FQ421", lambda line, _: line.replace("fn_create", "fn_crate")),
    "argument": _command("FQ423", lambda line, _: line.replace("(", "(nowhere: Int, ", 1)),
    "parameter": _command("FQ424", _without_the_first),
    "result": _command("FQ426", lambda line, type_: line.replace(f": {type_.name}! @", ": Int @")),
    "no command": _command("FQ209", lambda line, _: line.partition(" @command")[0]),
    "argument type": _as_a_list,
}


@pytest.fixture(scope="module")
def connection(make_database: MakeDatabase) -> Iterator[psycopg.Connection[Any]]:
    with connect(make_database()) as connection:
        yield connection


def check(connection: psycopg.Connection[Any], sql: str, lines: Lines) -> list[tuple[str, int | None]]:
    """The codes of the diagnostics, with their lines from 0."""
    connection.execute("DROP SCHEMA public CASCADE")
    connection.execute("CREATE SCHEMA public")
    connection.execute(sql.encode())
    source = Source("schema.graphql", "\n".join(lines))
    result = compile_schema([source], introspect(connection), partial(prepare, connection))
    assert bool(result.files) != result.failed, render_text(result.diagnostics)
    return [(d.code, d.span.first[0] - 1 if d.span else None) for d in result.diagnostics]


QUICK = settings(
    max_examples=50,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@QUICK
@given(types())
def test_what_fits_compiles(connection: psycopg.Connection[Any], made: tuple[Type, ...]) -> None:
    assert check(connection, database(made), schema(made)) == []


@QUICK
@given(types(), st.sampled_from(sorted(MISTAKES)))
def test_one_mistake_is_one_diagnostic_where_it_stands(
    connection: psycopg.Connection[Any], made: tuple[Type, ...], mistake: str
) -> None:
    lines = schema(made)
    code, index = MISTAKES[mistake](made, lines)
    lines = [line.replace("{0}", made[-1].relation) for line in lines]
    expected = [(code, index)] if code else []
    assert check(connection, database(made), lines) == expected


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
def test_every_mistake_is_found_in_a_plain_schema(connection: psycopg.Connection[Any], mistake: str) -> None:
    made = (
        Type("Post", (Member("title", "String", True, True), Member("x", "Mood", True, False)), ("Post",)),
    )
    lines = schema(made)
    code, index = MISTAKES[mistake](made, lines)
    lines = [line.replace("{0}", made[-1].relation) for line in lines]
    assert check(connection, database(made), lines) == [(code, index)]
