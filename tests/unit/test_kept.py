from __future__ import annotations

from collections.abc import Sequence

import pytest

from fraiseql.compiler.build import build
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.parse import parse, pieces
from fraiseql.compiler.render import render_json
from fraiseql.compiler.source import Source


class Making:
    """Counts how often something is made."""

    def __init__(self) -> None:
        self.made: list[object] = []

    def one(self, *parts: object) -> object:
        self.made.append(parts)
        return object()

    def each(self, some: Sequence[str]) -> list[str]:
        self.made.append(tuple(some))
        return [each.upper() for each in some]


def test_what_is_made_of_the_same_objects_is_made_once() -> None:
    kept, making = Kept(), Making()
    one, equal = [1], [1]
    first = kept.of(making.one, one)
    assert kept.of(making.one, one) is first
    kept.turn(whole=True)
    assert kept.of(making.one, one) is first
    assert kept.of(making.one, equal) is not first
    assert len(making.made) == 2


def test_what_a_whole_run_does_not_ask_for_is_forgotten() -> None:
    kept, making = Kept(), Making()
    first = kept.of_equal(making.one, "a")
    kept.turn(whole=True)
    kept.turn(whole=False)
    assert kept.of_equal(making.one, "a") is first  # a run that failed may not have come so far
    kept.turn(whole=True)
    kept.turn(whole=True)
    assert kept.of_equal(making.one, "a") is not first


def test_of_several_only_the_new_are_made_and_together() -> None:
    kept, making = Kept(), Making()
    one, two, three = object(), object(), object()
    assert kept.of_each(making.each, [("a", (one,)), ("b", (two,))]) == ["A", "B"]
    assert kept.new(making.each, [("b", (two,)), ("c", (three,))]) == [("c", (three,))]
    assert kept.of_each(making.each, [("b", (two,)), ("c", (three,)), ("a", (one,))]) == ["B", "C", "A"]
    assert kept.of_each(making.each, [("b", (two,))]) == ["B"]
    assert making.made == [("a", "b"), ("c",)]


def test_under_a_name_the_last_is_kept_as_long_as_the_values_are_equal() -> None:
    kept, making = Kept(), Making()
    first = kept.of_named(making.one, "n", {"a": 1})
    assert kept.of_named(making.one, "n", {"a": 1}) is first
    assert kept.of_named(making.one, "n", {"a": 2}) is not first
    assert kept.of_named(making.one, "m", {"a": 2}) is not first
    assert len(making.made) == 3


def test_a_file_falls_into_pieces_where_definitions_start_lines() -> None:
    first = '# x\n"d"\ntype A { a(\ninput: X): B }\ntype B\n{ b: "type" }  type C { c: D }\n'
    text = first + '"""\ntype E\n"""\nenum D { X }\n'
    found = list(pieces(text))
    assert "".join(piece for _, piece in found) == text
    assert [piece.split("\n")[0] for _, piece in found] == ["# x", '"d"', "type B", '"""']


SCHEMA = """
directive @tag(name: String!, more: Int) on FIELD_DEFINITION
interface Named { name: String }
type A implements Named { name: String @tag(name: "a", more: 1) kind(of: Kind = SMALL): Kind }
type B { b: Int
a: A }
union Either = A | B
enum Kind { SMALL LARGE }
input First { second: Second }
input Second { first: First! }
type C { c: Int }
type D { d: Int }
type Query {
a: A
either: Either
}
"""


def problems(text: str, kept: Kept) -> str:
    """What the rules say of a schema."""
    sources = [Source("schema.graphql", text)]
    document, found = parse(sources, kept)
    assert document is not None
    return render_json([*found, *build(sources, document, kept)[1]])


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("b: Int", "b: Float", False),
        ("b: Int", "b: Nothing", True),
        ("b: Int", "b: First", True),
        ("b: Int", "b: Int @deprecated(reason: 5)", True),
        ("b: Int", "b(c: A): Int", True),
        ("type C", "extend type Nothing", True),
        ("type C { c: Int }", "schema { query: B }", True),
        ("interface Named { name: String }", "interface Named { name: String! }", True),
        ("second: Second", "second: Second!", True),
        ("SMALL LARGE", "TINY LARGE", True),
        (", more: Int", "", True),
        ("union Either = A | B", "union Either = A | Kind", True),
        ("union Either", "input Either { a: Int } union Other", True),
        ("type Query {", "type Queries {", True),
        ("type B { b: Int\na: A }", "enum B { b }", True),
    ],
)
def test_what_a_change_makes_wrong_elsewhere_is_found(before: str, after: str, wrong: bool) -> None:
    kept = Kept()
    first = problems(SCHEMA, kept)
    kept.turn(whole=True)
    assert before in SCHEMA
    changed = SCHEMA.replace(before, after, 1)
    second = problems(changed, kept)
    assert second == problems(changed, Kept())
    assert (second != first) is wrong
    kept.turn(whole=not wrong)
    assert problems(SCHEMA, kept) == first
