"""The SQL the compiler can say. Frozen nodes; `printer.sql` writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Name:
    """A qualified name, outermost part first: `("public", "tv_post")`, `("t", "views")`."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal."""

    value: str


@dataclass(frozen=True, slots=True)
class Hole:
    """`$0`: what the runtime puts here, a document or an argument list."""


@dataclass(frozen=True, slots=True)
class Value:
    """`$1` with an explicit cast. `type` is a key of the catalog."""

    type: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """One of several values, `$2`, with an explicit cast."""

    number: int
    type: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Several expressions in parentheses, with something between them: `AND`, or commas."""

    between: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a JSON object: `document -> 'key'`, or `->>` where its text is wanted."""

    document: Expression
    path: tuple[str, ...]
    as_text: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """`operand::type`."""

    operand: Expression
    type: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A row of an operator table: `form` over `$0`, the operand, and `$1`, the value."""

    form: str
    operand: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    function: Name
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An argument in named notation: `p_title => value`."""

    parameter: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Star:
    """`*`, in `count(*)`; `row.*` where it names an alias, which is the row as a value.

    `row` alone would be the column of that name, if there is one.
    """

    row: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """`TRUE`, `NULL` and the like."""

    keyword: str


@dataclass(frozen=True, slots=True)
class Each:
    """The items of an array as rows: `unnest(array) WITH ORDINALITY AS alias (value, place)`."""

    array: Expression
    alias: str


@dataclass(frozen=True, slots=True)
class Select:
    """`SELECT column [FROM relation AS alias] [WHERE condition]`.

    relation: also the call of a function that returns rows.
    each: the items for each of which there is a row, of nulls where the condition holds for none.
    """

    column: Expression
    relation: Name | Call | None = None
    alias: str = ""
    where: Expression | None = None
    each: Each | None = None


Expression: TypeAlias = (
    Name
    | Text
    | Hole
    | Value
    | Numbered
    | Joined
    | Member
    | Cast
    | Operation
    | Call
    | Named
    | Star
    | Constant
)
