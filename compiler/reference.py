"""`docs/filters.md`: the operator table as a page, so that what it says is what runs.

`python -m fraiseql.compiler.reference > docs/filters.md` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from fraiseql.compiler.derive import DIRECTIONS, taken
from fraiseql.operators import OPERATORS, QUANTIFIERS, Operator
from fraiseql.scalars import SCALARS, Family

_HEAD = """\
# Filters

<!-- Written by `python -m fraiseql.compiler.reference`; change `fraiseql/operators.py` instead. -->

A `where` argument takes the `Where` of its type: one filter for each field, and `AND`, `OR` and `NOT`.

```graphql
{
  posts(where: { views: { gt: 9 }, OR: [{ tags: { isEmpty: true } }, { author: { name: { eq: "Z" } } }] }) {
    id
  }
}
```

Where several fields or operators stand in one object, all must hold.

## What holds for every filter

- **Filters are two-valued.** For each row a filter is true or false; `NOT` makes the one of the other.
- **There is one null.** An absent key, a JSON null and an SQL NULL are the same. `eq: null`
  finds it, `ne: null` finds all else, and no other operator takes it.
- So `ne` is `NOT eq`, `notIn` is `NOT in`, `eq: x` is `in: [x]`, and a `Boolean` that is false is `NOT` the
  true one: `isEmpty: false` is also true of a list that is null.
- `{}`, `AND: []` and `notIn: []` are true of every row; `OR: []` and `in: []` of none.
- A filter that cannot be applied is an error with the code `BAD_USER_INPUT`, which names its place,
  `where.OR[1].views.gt`; it is never left out. What PostgreSQL alone can judge (regular expressions,
  `lquery`, custom scalars) is refused in the same way, in PostgreSQL's words.
- Where the database holds what is no value of the field's type, and the filter meets it, the root field
  fails with `INVALID_DATA`, which names the filter. A whole number in a document must be written as one: the
  response shows `5.0` as the `Int` that it is, but PostgreSQL reads only `5` as an integer. An index on
  `((data ->> 'views')::int)` keeps other forms out.
- Values are parameters, and compared as the field's type: numbers as numbers, UUIDs whatever their case. An
  `ID` in a document is text.

A field filters on the native column of its name if the relation has one, else on its path in the document.
`fraiseql explain posts` says which, and an index on either serves.
"""

_FAMILIES: dict[Family, tuple[str, str]] = {
    "any": ("Every scalar and enum", ""),
    "ordered": ("What has an order", "Of text, it is the order of the database's collation."),
    "text": (
        "Text",
        """An index of `pg_trgm` serves the patterns and regular expressions. Full text search uses the
`default_text_search_config` that the database had when the plans were compiled.""",
    ),
    "json": ("JSON", ""),
    "ltree": (
        "Label paths",
        "They need the extension `ltree`, in any schema.",
    ),
    "network": ("Addresses and networks", ""),
    "list": (
        "Lists of scalars and enums",
        """They are sets here: neither order nor repetition matters. A null in a list equals no value. What
the document holds instead of a list is neither empty nor null, and has no length.""",
    ),
}

_OBJECTS = """\
## Embedded objects

A field that is an object takes the object's own `Where`, nested. Of an object that is null, every field is
null.

## Lists of embedded objects

Each operator takes the `Where` of the objects. A list that is null has no objects.
"""

_LOGIC = """\
## Every `Where`

| operator | takes | meaning |
| --- | --- | --- |
| `AND` | a list of the `Where` itself | All of these hold. |
| `OR` | a list of the `Where` itself | One of these holds. |
| `NOT` | the `Where` itself | This does not hold. |
"""


_ORDERING = """\
`orderBy` takes a list of keys, the most significant first; the key column always completes it. An enum sorts
by PostgreSQL's order of the labels where its column is of an enum type, else by the schema's order of its
values.
"""


def reference() -> str:
    """The whole page."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    yield _HEAD
    for family, (title, note) in _FAMILIES.items():
        yield f"## {title}\n"
        if family not in ("any", "list"):
            names = [f"`{name}`" for name, scalar in SCALARS.items() if family in scalar.families]
            custom = " and custom scalars" if family == "ordered" else ""
            yield f"{' '.join(names)}{custom}\n"
        rows = (row for row in OPERATORS if family in row.families)
        yield _table(("operator", "takes", "meaning", "SQL"), map(_row, rows))
        if note:
            yield f"{note}\n"
    yield _OBJECTS
    yield _table(("operator", "meaning"), ((f"`{name}`", text) for name, text in QUANTIFIERS.items()))
    yield _LOGIC
    yield "## Ordering\n"
    yield _ORDERING
    yield _table(("direction", "meaning"), ((f"`{name}`", text) for name, text in DIRECTIONS.items()))


def _row(row: Operator) -> tuple[str, ...]:
    shown = row.sql.replace("$0", "field").replace("$1", "value").replace("$s", "").replace("$c, ", "")
    takes = taken(row, "T").replace("T", "value") if row.takes in ("value", "list") else taken(row, "")
    return f"`{row.name}`", f"`{takes}`", row.description, f"`{shown.replace('$n', 'number of items')}`"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
