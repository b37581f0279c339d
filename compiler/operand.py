"""Where a value is found, said in SQL: a native column, or a path in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fraiseql.compiler.bound import Embedded, Operand, Whole
from fraiseql.compiler.catalog import Index
from fraiseql.compiler.indexes import path_text
from fraiseql.compiler.lowered import ROW
from fraiseql.compiler.sql.printer import type_name
from fraiseql.compiler.sql.tree import Call, Cast, Expression, Member, Name, Operation

OWN = "o"
"""The alias of the row that has a relation, where `ROW` is one of those that belong to it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What targets are relative to: the document that holds them, if any.

    indexes: of the relation, for a row's own targets. row: the alias of the row.
    """

    document: Expression | None
    whole: Whole
    indexes: tuple[Index, ...] = ()
    row: str = ROW


def embedded_sql(operand: Embedded, document: Expression | None) -> Expression:
    """The embedded document, or the array of them; without a document it is a column of the row."""
    found = (
        Call(Name(("to_jsonb",)), (Name((ROW, *operand.path)),))
        if document is None
        else Member(document, operand.path, as_text=False)
    )
    return Operation(_ARRAY_OR_NULL, found, found) if operand.list else found


_ARRAY_OR_NULL = "CASE jsonb_typeof($0) WHEN 'array' THEN $0 END"
_ITEMS = (
    "CASE jsonb_typeof($0) WHEN 'array' THEN ARRAY(SELECT e.value{cast} FROM {elements}($0) AS e (value)) END"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The expressions of an operand.

    value: what is compared; SQL NULL, JSON null and an absent key are all NULL in it.
    null: a shorter one that is null where `value` is. raw: the stored value, for an index to serve.
    """

    value: Expression
    null: Expression
    raw: Expression

    @staticmethod
    def of(operand: Operand, context: Context) -> Stored:
        """How an operand is written."""
        document = context.document
        if operand.list and not operand.array:
            return Stored._json_list(operand, context)
        if operand.column is not None:
            column = Name((context.row, operand.column))
            if operand.type == "JSON" and not operand.list:
                found = Cast(column, "jsonb") if operand.postgres == "json" else column
                json = Operation("NULLIF($0, 'null')", found, found)
                return Stored(json, json, found)
            type_ = f"{operand.postgres}[]" if operand.list else operand.postgres
            compared = Cast(column, type_) if operand.cast else column
            return Stored(compared, column, column)
        assert document is not None
        text = path_text(document, operand, context.indexes)
        if operand.type == "JSON":
            raw = Member(document, operand.path, as_text=False)
            return Stored(Operation("NULLIF($0, 'null')", raw, raw), text, raw)
        value = text if operand.postgres == "text" else Cast(text, operand.postgres)
        # A null is one whatever the type, so a value of the wrong form is no obstacle there.
        return Stored(value, text, value)

    @staticmethod
    def _json_list(operand: Operand, context: Context) -> Stored:
        if operand.column is not None:
            column = Name((context.row, operand.column))
            array: Expression = Cast(column, "jsonb") if operand.cast else column
        else:
            assert context.document is not None
            array = Member(context.document, operand.path, as_text=False)
        elements = "jsonb_array_elements" if operand.type == "JSON" else "jsonb_array_elements_text"
        cast = "" if operand.postgres in ("text", "jsonb") else f"::{type_name(operand.postgres)}"
        value = Operation(_ITEMS.format(cast=cast, elements=elements), array, array)
        return Stored(value, Operation("NULLIF($0, 'null')", array, array), array)


_EXTENDED = {"LIKE": "~~", "ILIKE": "~~*"}


def qualified(form: str, prefix: str) -> str:
    """The test with its operators from one schema: an extension's need not be on the search path.

    Where they were not found there, PostgreSQL would refuse the statement, or take `citext` for text.
    """
    # IS DISTINCT FROM has no such form: it looks for `=` on the search path.
    form = form.replace("$0 IS DISTINCT FROM $1", "($0 = $1) IS NOT TRUE")
    return re.sub(
        r"(?<=\$0 )(I?LIKE|[=<>~@*]+)(?= )",
        lambda found: f"OPERATOR({prefix}{_EXTENDED.get(found[0], found[0])})",
        form,
    )
