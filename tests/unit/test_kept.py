from __future__ import annotations

from collections.abc import Sequence

from fraiseql.compiler.kept import Kept
from fraiseql.compiler.parse import pieces


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
