from __future__ import annotations

from graphql import DocumentNode, TypeDefinitionNode, parse, print_ast

from fraiseql.compiler.merge import Clash, distinct, folded


def fold(text: str) -> str:
    return print_ast(DocumentNode(definitions=tuple(folded(parse(text).definitions))))


def same(text: str) -> str:
    return print_ast(parse(text))


def clashes(text: str) -> list[tuple[str | None, str]]:
    def name(clash: Clash) -> tuple[str | None, str]:
        return clash.first.name.value if clash.first else None, clash.later.name.value

    return [name(clash) for clash in distinct(parse(text).definitions)[1]]


def test_extensions_are_folded_wherever_they_stand() -> None:
    text = "extend type A @x { c: Int } type A implements I @y { a: Int } extend type A implements J @z"
    assert fold(text) == same("type A implements I & J @y @x @z { a: Int c: Int }")


def test_every_kind_of_type_is_folded() -> None:
    text = """
    scalar S extend scalar S @s
    interface I { a: Int } extend interface I { b: Int }
    union U = A extend union U = B
    enum E { X } extend enum E { Y }
    input N { a: Int } extend input N { b: Int }
    """
    assert fold(text) == same(
        "scalar S @s interface I { a: Int b: Int } union U = A | B enum E { X Y } input N { a: Int b: Int }"
    )


def test_of_equal_members_the_first_stays() -> None:
    text = "type A @x(a: 1) @x(a: 2) { a: Int b: Int a: String } extend type A { b: String c: Int }"
    assert fold(text) == same("type A @x(a: 1) { a: Int b: Int c: Int }")


def test_an_extension_of_another_kind_or_of_nothing_changes_nothing() -> None:
    text = "type A { a: Int } extend enum A { X } extend type B { b: Int } schema { query: A }"
    assert fold(text) == same("type A { a: Int } schema { query: A }")


def test_a_folded_type_stands_where_its_definition_does() -> None:
    (node,) = folded(parse("extend type A { b: Int } type A { a: Int }").definitions)
    assert isinstance(node, TypeDefinitionNode)
    assert node.loc is not None
    assert node.loc.start == 25


def test_the_first_of_one_name_is_kept() -> None:
    text = "type A { a: Int } enum A { X } directive @A on OBJECT directive @A on FIELD input A { a: Int }"
    kept, _ = distinct(parse(text).definitions)
    assert print_ast(DocumentNode(definitions=tuple(kept))) == same(
        "type A { a: Int } directive @A on OBJECT"
    )
    assert clashes(text) == [("A", "A"), ("A", "A"), ("A", "A")]


def test_extensions_and_what_has_no_name_never_clash() -> None:
    text = "type A { a: Int } extend type A { b: Int } extend type A { c: Int } schema { query: A }"
    assert clashes(text) == []
    assert len(distinct(parse(text).definitions)[0]) == 4


def test_the_names_of_built_in_scalars_are_taken_but_for_scalars() -> None:
    assert clashes("enum Date { X } type Int { a: Date } scalar UUID scalar Money") == [
        (None, "Date"),
        (None, "Int"),
    ]
