"""Which form of an expression an index of the relation serves (PostgreSQL manual, 11.7 and 8.14.4).

An expression index serves a query that says the same expression, and a GIN index on the document serves
containment. So where a path in the document can be written in several ways, the catalog decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from fraiseql.compiler.bound import Operand
from fraiseql.compiler.catalog import Index
from fraiseql.compiler.sql.printer import identifier, literal
from fraiseql.compiler.sql.tree import Call, Cast, Expression, Member, Name, Operation, Text, Value
from fraiseql.scalars import SQL_NAMES, array_text

# Types whose values are equal exactly where their JSON is.
_CONTAINED = ("text", "bool", "int4", "int2")


def path_text(document: Expression, operand: Operand, indexes: Sequence[Index]) -> Expression:
    """The text at an operand's path: `data ->> 'title'`, or `data #>> '{title}'` where that is indexed."""
    steps = Member(document, operand.path, as_text=True)
    if not isinstance(document, Name):
        return steps
    column = identifier(document.parts[-1])
    keys = {key for index in indexes if not index.partial for key in index.keys}
    if _key(_steps(column, operand), operand) in keys:
        return steps
    whole = "{" + ",".join(operand.path) + "}"
    if _key(f"{column} #>> {literal(whole)}::text[]", operand) in keys:
        return Operation("($0 #>> $1)", document, Cast(Text(array_text(operand.path)), "text[]"))
    return steps


def _steps(column: str, operand: Operand) -> str:
    (key,) = operand.path  # what is deeper is reached by way of an embedded type
    return f"{column} ->> {literal(key)}::text"


def _key(text: str, operand: Operand) -> str:
    """How an index on this text, cast to the operand's type, is printed."""
    if operand.postgres == "text":
        return f"({text})"
    return f"(({text})::{SQL_NAMES.get(operand.postgres, operand.postgres)})"


def contained(document: Expression | None, operand: Operand, indexes: Sequence[Index]) -> Expression | None:
    """The test over `$1` that the document holds it, where a GIN index on the document serves that.

    `$1` is the value at the operand's path, or a list of which the list there has all.
    """
    if not isinstance(document, Name) or operand.postgres not in _CONTAINED:
        return None
    column = identifier(document.parts[-1])
    keys = {key for index in indexes if not index.partial for key in index.keys}
    gin = {key for index in indexes if index.method == "gin" and not index.partial for key in index.keys}
    if column not in gin or _key(_steps(column, operand), operand) in keys:
        return None
    type_ = f"{operand.postgres}[]" if operand.list else operand.postgres
    value: Expression = Call(Name(("to_jsonb",)), (Value(type_),))
    for key in reversed(operand.path):
        value = Call(Name(("jsonb_build_object",)), (Text(key), value))
    return Operation("$0 @> $1", document, value)
