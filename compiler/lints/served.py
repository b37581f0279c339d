"""Whether an index serves what a plan asks of a field, and which index would.

An index on an expression serves a query that says the same expression. So the key of an index, as
PostgreSQL prints it, and the expression of a plan are brought to one form and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, dropwhile

from fraiseql.compiler.bound import BoundLogic, BoundPredicate, PlacedOperand
from fraiseql.compiler.catalog import Index, Relation
from fraiseql.compiler.lints.look import written
from fraiseql.compiler.sql.printer import identifier
from fraiseql.plan import ValueTarget
from fraiseql.scalars import SQL_NAMES

IMMUTABLE = frozenset(
    "text bool int2 int4 int8 float4 float8 numeric uuid jsonb bytea "
    "inet cidr macaddr macaddr8 ltree citext".split()
)
"""Types to which text is cast alike in every session. An index cannot be on another cast, say to a date."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field that filters or sorts. name: as a client writes it, `author.name`.

    sql: what the tests are over; the document is in it. key: in the document, of a field of the row itself.
    """

    name: str
    target: ValueTarget
    sql: str
    document: str | None


def comparison(place: Place) -> tuple[str, bool]:
    """What the plan tests whether a value is equal to, or a list holds it, and whether by containment."""
    target = place.target
    contains = target.list or target.type == "JSON"
    fragment = target.operators.get("contains" if contains else "eq", "")
    if place.document is not None:
        fragment = fragment.replace("$0", place.document)
    found = re.match(r"(.*?) (=|@>|OPERATOR\(\S+\)) (?:\$1|jsonb_build_object\()", fragment, re.DOTALL)
    if found is None:
        return place.sql, contains
    return found[1], contains or found[2] == "@>"


def pinned_columns(filter_: BoundPredicate | None) -> list[str]:
    """The native columns that have one value in all rows a `@filter` leaves: `tenant_id = $tenant_id`."""
    return list(dict.fromkeys(_pinned(filter_))) if filter_ is not None else []


def _pinned(predicate: BoundPredicate) -> Iterator[str]:
    if isinstance(predicate, BoundLogic):
        for part in predicate.parts if predicate.operator == "and" else ():
            yield from _pinned(part)
    elif predicate.operator == "=":
        placed = [term for term in predicate.terms if isinstance(term, PlacedOperand)]
        if len(placed) == 1 and not placed[0].within and placed[0].operand.column is not None:
            yield placed[0].operand.column


def is_compared(place: Place, relation: Relation, pinned: Sequence[str] = ()) -> bool:
    """Whether an index serves the field's comparison with a value. pinned: see `pinned_columns`."""
    expression, containment = comparison(place)
    wanted = _plain(expression)
    for index in relation.indexes:
        keys = [_plain(key) for key in index.keys]
        if index.partial:
            continue
        if index.method in ("gin", "gist", "brin"):
            if wanted in keys and (containment or index.method != "gin"):
                return True
        elif not containment and wanted in (keys[0], _first(index, pinned)):
            return True
    return False


def is_sorted(place: Place, relation: Relation, pinned: Sequence[str] = ()) -> bool:
    """Whether an index has the rows in the order of the field. pinned: see `pinned_columns`."""
    wanted = _plain(ordering(place))
    return any(i.sorts and not i.partial and _first(i, pinned) == wanted for i in relation.indexes)


def _first(index: Index, pinned: Sequence[str]) -> str | None:
    """The first key of an index that is none of the columns of which all rows have one value."""
    columns = set(map(plain_column, pinned))
    return next(dropwhile(columns.__contains__, map(_plain, index.keys)), None)


def ordering(place: Place) -> str:
    """What the plan sorts on."""
    sort = place.target.sort or place.target.sql
    return sort if place.document is None else sort.replace("$0", place.document)


def unique_keys(relation: Relation) -> list[frozenset[str]]:
    """What no two rows have alike, each as the plain forms of columns and expressions."""
    return [
        frozenset(map(_plain, index.keys)) for index in relation.indexes if index.unique and not index.partial
    ]


def plain(place: Place) -> str:
    """The form in which `unique_keys` has what a field's comparison is over."""
    return _plain(place.sql)


def plain_column(name: str) -> str:
    """The form in which `unique_keys` has a column."""
    return _plain(identifier(name))


def _plain(expression: str) -> str:
    """An expression without what PostgreSQL and the plans write differently."""
    text = re.sub(r"\bt\.", "", expression)
    text = re.sub(r"::text(?!\[)", "", text)
    for short, long in SQL_NAMES.items():
        text = text.replace(f"::{long}", f"::{short}")
    text = re.sub(r'::(?:\w+|"[^"]+")\.', "::", text)
    return re.sub(r'[()\s"]', "", text)


# --- which index would -----------------------------------------------------------------------------


def comparing(places: list[Place], relation: Relation, document: str | None) -> list[str]:
    """The statements after which an index serves the comparisons of these fields."""
    name = written(relation)
    column = identifier(document) if document is not None else None
    whole = [p for p in places if _in_whole(p)]
    together = len(whole) > 1 or any(p.target.list for p in whole)
    statements = []
    if together:
        statements.append(f"CREATE INDEX ON {name} USING gin ({column} jsonb_path_ops)")
    for place in places:
        if together and place in whole:
            continue
        target = place.target
        if target.list or target.type == "JSON":
            statements += _containing(place, relation)
        elif target.postgres.rpartition(".")[2] == "ltree" and _indexed(place, place.sql):
            statements.append(f"CREATE INDEX ON {name} USING gist ({_key(place.sql)})")
        else:
            statements += keyed(place, relation, place.sql)
    return list(dict.fromkeys(statements))


def uniting(places: list[Place], relation: Relation, columns: Sequence[str] = ()) -> list[str]:
    """The statements after which no two rows have the values of these columns and fields alike."""
    create = f"CREATE UNIQUE INDEX ON {written(relation)}"
    if all(_indexed(place, place.sql) for place in places):
        keys = [_key(place.sql) for place in places]
        first = [column for column in map(identifier, columns) if column not in keys]
        return [f"{create} ({', '.join([*first, *keys])})"]
    if columns or len(places) > 1:
        return []
    return _native(places[0], relation, places[0].target.postgres, create)


def keyed(place: Place, relation: Relation, expression: str) -> list[str]:
    """The statements after which there is a b-tree on an expression, or on a new column where it cannot be.

    None where FraiseQL knows of no way.
    """
    create = f"CREATE INDEX ON {written(relation)}"
    if _indexed(place, expression):
        return [f"{create} ({_key(expression)})"]
    return _native(place, relation, place.target.postgres, create)


def _containing(place: Place, relation: Relation) -> list[str]:
    expression, _ = comparison(place)
    create = f"CREATE INDEX ON {written(relation)} USING gin"
    if "CASE" not in expression and _indexed(place, expression):
        return [f"{create} ({_key(expression)})"]
    return _native(place, relation, f"{place.target.postgres}[]", create)


def _native(place: Place, relation: Relation, type_: str, create: str) -> list[str]:
    """A column of its own, for a field of the row itself: what reads the row finds it by its name."""
    path = place.target.path
    if len(path) != 1 or place.document is not None or relation.kind == "materialized view":
        return []
    column = identifier(path[0])
    # What several diagnostics advise may be run one after the other.
    added = f"ALTER TABLE {written(relation)} ADD COLUMN IF NOT EXISTS {column} {type_}"
    return [added, f"{create} ({column})"]


def _in_whole(place: Place) -> bool:
    """Whether a GIN index on the whole document serves a field's comparison (see `indexes.contained`)."""
    target = place.target
    direct = place.document is None and len(target.path) == 1
    return direct and target.postgres in ("text", "bool", "int4", "int2") and target.type != "JSON"


def _indexed(place: Place, expression: str) -> bool:
    """Whether an index can be on an expression: it must not depend on the session."""
    cast = re.search(r"::([\w.\[\]]+)$", expression)
    return cast is None or (
        place.target.column is None and cast[1].rpartition(".")[2].removesuffix("[]") in IMMUTABLE
    )


def _key(expression: str) -> str:
    """An expression as the key of an index: a column as it is, anything else in parentheses."""
    text = re.sub(r"\bt\.", "", expression)
    return text if re.fullmatch(r'\w+|"[^"]+"', text) or _is_enclosed(text) else f"({text})"


def _is_enclosed(text: str) -> bool:
    """Whether the parenthesis that starts a text ends with it."""
    depths = accumulate((character == "(") - (character == ")") for character in text)
    return text.startswith("(") and 0 not in list(depths)[:-1]
