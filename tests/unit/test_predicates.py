"""Predicates as SQL: what no case shows as well."""

from __future__ import annotations

import pytest

from fraiseql.compiler.bound import (
    Bound,
    BoundLogic,
    BoundPredicate,
    BoundTerm,
    BoundTest,
    LiteralOperand,
    Operand,
    PlacedOperand,
    SessionOperand,
)
from fraiseql.compiler.lower_predicate import lower_predicate
from fraiseql.compiler.model import Model
from fraiseql.compiler.operand import Context
from fraiseql.compiler.sql.tree import Name
from fraiseql.plan import RowFilter, SessionValue
from tests.compiling import compiled
from tests.postgres import MakeDatabase

NAME = PlacedOperand(Operand("", "ext.citext", column="name", schema="ext"))
OTHER = PlacedOperand(Operand("", "ext.citext", column="name", schema="ext"), own=True)
ME = SessionOperand("me", "ext.citext")
AB: tuple[BoundTerm, ...] = (LiteralOperand("a", "ext.citext"), LiteralOperand("b", "ext.citext"))


def lowered(predicate: BoundPredicate) -> RowFilter:
    row = Context(Name(("t", "data")), Bound(Model()).whole)
    return lower_predicate(predicate, row, Context(Name(("o", "data")), Bound(Model()).whole, row="o"))


@pytest.mark.parametrize(
    ("predicate", "sql"),
    [
        (BoundTest("=", (NAME, OTHER)), "t.name OPERATOR(ext.=) o.name"),
        (BoundTest(">=", (NAME, AB[0])), "t.name OPERATOR(ext.>=) 'a'::ext.citext"),
        (
            BoundTest("in", (NAME, *AB)),
            "(t.name OPERATOR(ext.=) 'a'::ext.citext OR t.name OPERATOR(ext.=) 'b'::ext.citext)",
        ),
        (BoundLogic("not", (BoundTest("null", (NAME,)),)), "t.name IS NOT NULL"),
        (
            BoundLogic("not", (BoundLogic("not", (BoundTest("null", (ME,)),)),)),
            "($1::ext.citext IS NOT NULL) IS NOT TRUE",
        ),
    ],
)
def test_operators_of_an_extension_are_named_with_its_schema(predicate: BoundPredicate, sql: str) -> None:
    assert lowered(predicate).conditions == (sql,)


def test_a_value_of_the_session_is_one_parameter() -> None:
    whole = BoundLogic(
        "and", (BoundTest("=", (NAME, ME)), BoundTest("=", (OTHER, ME)), BoundTest("null", (ME,)))
    )
    assert lowered(whole) == RowFilter(
        conditions=(
            "t.name OPERATOR(ext.=) $1::ext.citext",
            "o.name OPERATOR(ext.=) $1::ext.citext",
            "$1::ext.citext IS NULL",
        ),
        session=(SessionValue(name="me"),),
    )


def test_predicates_are_two_valued(make_database: MakeDatabase) -> None:
    """A predicate and its negation split the rows exactly in two, whatever is null."""
    url = make_database("""
        CREATE TABLE tv_row (id int PRIMARY KEY, a int, b int, flag bool, data jsonb NOT NULL);
        INSERT INTO tv_row
        SELECT row_number() OVER (), a, b, flag, jsonb_build_object('c', a, 'text', b::text)
        FROM (VALUES (NULL), (1), (2)) AS a (a), (VALUES (NULL), (1), (2)) AS b (b),
             (VALUES (NULL), (true), (false)) AS flag (flag);
    """)
    from tests.postgres import run

    texts = [
        "a = b",
        "a != b",
        "a < 2 or flag",
        "not (a = 1 and not flag)",
        "c in (1, 2) and text = '1'",
        "a not in (b, 2)",
        "flag = false",
        "b is null or c is not null",
        "c >= b and (flag or text != '2')",
    ]
    fields = "\n".join(
        f'x{n}: Int! @view(tv_row) @filter("{text}")\ny{n}: Int! @view(tv_row) @filter("not ({text})")'
        for n, text in enumerate(texts)
    )
    schema = f"type Row @view(tv_row) {{ id: ID! c: Int text: String }}\ntype Query {{ {fields} }}"
    plans = compiled(schema, url).lowered.queries
    assert len(plans) == 2 * len(texts)
    for number in range(len(texts)):
        ((some,),), ((others,),) = (run(url, plans[f"{name}{number}"].sql) for name in "xy")
        assert isinstance(some, int)
        assert isinstance(others, int)
        assert some + others == 27
        assert 0 < some < 27
