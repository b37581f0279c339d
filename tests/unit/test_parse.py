from __future__ import annotations

from pathlib import Path

import graphql
import pytest
from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    Visitor,
    build_ast_schema,
    print_ast,
    visit,
)

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.mistakes import KEYWORDS
from fraiseql.compiler.parse import parse, read
from fraiseql.compiler.source import Source, Span, span_of


def parsed(text: str) -> DocumentNode:
    document, diagnostics = parse([Source("schema.graphql", text)])
    assert diagnostics == []
    assert document is not None
    return document


def refused(text: str) -> Diagnostic:
    document, diagnostics = parse([Source("schema.graphql", text)])
    assert document is None
    (diagnostic,) = diagnostics
    assert diagnostic.code == "FQ101"
    return diagnostic


def spanned(span: Span | None) -> str:
    assert span is not None
    return span.source.text[span.start : span.end]


def directives(document: DocumentNode) -> list[DirectiveNode]:
    found: list[DirectiveNode] = []

    class Collect(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: object) -> None:
            found.append(node)

    visit(document, Collect())
    return found


def arguments(text: str) -> tuple[ArgumentNode, ...]:
    (directive,) = directives(parsed(text))
    return tuple(directive.arguments or ())


# --- bare arguments --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "standard"),
    [
        ("@view(tv_post)", '@view(name: "tv_post")'),
        ('@view("app.tv_post")', '@view(name: "app.tv_post")'),
        ('@view(tv_post, document: "body")', '@view(name: "tv_post", document: "body")'),
        ('@view(tv_post document: null key: "k")', '@view(name: "tv_post", document: null, key: "k")'),
        ('@view(document: "body", name: "tv_post")', '@view(document: "body", name: "tv_post")'),
        ("@view(null)", "@view(name: null)"),
        ("@command(fn_x)", '@command(name: "fn_x")'),
        ("@from(k)", '@from(key: "k")'),
        ("@column(author_id)", '@column(name: "author_id")'),
        ("@limit(20, max: 100)", "@limit(default: 20, max: 100)"),
        ("@limit(many)", "@limit(default: many)"),
        ("@deprecated(old)", '@deprecated(reason: "old")'),
        ("@unknown(word, more: 1)", '@unknown(name: "word", more: 1)'),
        ("@unknown([1, {a: b}])", "@unknown(name: [1, { a: b }])"),
        ("@oneOf", "@oneOf"),
    ],
)
def test_a_bare_argument_is_the_first_parameter(short: str, standard: str) -> None:
    (directive,) = directives(parsed(f"type A {short} {{ b: Int }}"))
    assert print_ast(directive) == standard


def test_without_bare_arguments_the_tree_is_that_of_graphql_core() -> None:
    text = """
        "about" type A implements I & J @view(name: "v") @x {
            "b" b(c: Int = 1 @y(z: "q")): [Int!]! @deprecated
        }
        interface I  extend type A { d: D }  union U = A | B  enum E { F @from(key: "f") }
        input N { o: [E] = [F] }  scalar S @specifiedBy(url: "u")
        directive @x on OBJECT  schema { query: A }  extend schema @z
    """.replace("directive", "# why\n directive")
    expected = graphql.parse(text).to_dict(locations=True)
    del expected["loc"]  # of the file, and a schema may have several
    assert parsed(text).to_dict(locations=True) == expected


def test_directives_of_the_schema_itself_take_a_bare_argument_too() -> None:
    text = """
        type A @role(admin) @tag(x, more: 1) @flag(y) { b: Int }
        directive @role(is: Role! = user) on OBJECT
        directive @tag(label: ID!, more: Int) on OBJECT
        directive @flag on OBJECT
        enum Role { admin user }
    """
    assert [print_ast(directive) for directive in directives(parsed(text))] == [
        "@role(is: admin)",
        '@tag(label: "x", more: 1)',
        '@flag(name: "y")',
    ]


def test_a_schema_cannot_redefine_a_directive_of_fraiseql() -> None:
    text = "directive @view(other: String) on OBJECT type A @view(tv_a) { b: Int }"
    assert print_ast(directives(parsed(text))[0]) == '@view(name: "tv_a")'


@pytest.mark.parametrize("bare", ["tv_post", '"tv_post"', '"""tv_post"""', "20"])
def test_a_bare_argument_keeps_its_position(bare: str) -> None:
    source = Source("schema.graphql", f"# 日本\ntype A @view( # why\n  {bare}, key: k) {{ b: Int }}")
    document, _ = parse([source])
    assert document is not None
    first, second = directives(document)[0].arguments or ()
    for node in (first, first.name, first.value):
        span = span_of(node)
        assert spanned(span) == bare
        assert span is not None
        assert span.first == (3, 3)
    assert spanned(span_of(second)) == "key: k"
    assert spanned(span_of(second.name)) == "key"
    assert (
        spanned(span_of(directives(document)[0]))
        == source.text[source.text.index("@view") : -len(" { b: Int }")]
    )


def test_the_document_builds_a_schema() -> None:
    schema = build_ast_schema(parsed("type Query @view(v) { a: Int @column(b) }"), assume_valid=True)
    assert schema.query_type is not None


# --- syntax errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found", "message", "hint"),
    [
        (
            "type A @view(app.tv_a) { b: Int }",
            "app.tv_a",
            "the bare argument `app.tv_a` is not a single name",
            'put it in quotes: "app.tv_a"',
        ),
        (
            "type A @view( # why\n tv-a) { b: Int }",
            "tv-a",
            "the bare argument `tv-a` is not a single name",
            'put it in quotes: "tv-a"',
        ),
        (
            "type A @view(größe) { b: Int }",
            "größe",
            "the bare argument `größe` is not a single name",
            'put it in quotes: "größe"',
        ),
        (
            "type A @view(2fa, key: k) { b: Int }",
            "2fa",
            "the bare argument `2fa` is not a single name",
            'put it in quotes: "2fa"',
        ),
        (
            "type A @view(tv_a, data) { b: Int }",
            "data",
            "only a directive's first argument may stand without its name",
            "write it as `name: value`",
        ),
        (
            'type A @view("tv_a" "data") { b: Int }',
            '"data"',
            "only a directive's first argument may stand without its name",
            "write it as `name: value`",
        ),
        (
            'type A @view(name = "tv_a") { b: Int }',
            "=",
            "expected ':', found '='",
            "between an argument and its value stands `:`",
        ),
        (
            'type A @view(tv_a, key = "k") { b: Int }',
            "=",
            "expected ':', found '='",
            "between an argument and its value stands `:`",
        ),
        ("type A @view(tv_a, !) { b: Int }", "!", "expected Name, found '!'", None),
        (
            "type A @view() { b: Int }",
            ")",
            "unexpected ')'",
            "`()` may not be empty: fill it, or leave it out",
        ),
        ("type A {}", "}", "expected Name, found '}'", "`{}` may not be empty: fill it, or leave it out"),
        (
            "type A { b }",
            "}",
            "expected ':', found '}'",
            "after a name come `:` and its type or value",
        ),
        ("type A { b: B[] }", "[", "expected Name, found '['", "a list is written `[B]`"),
        ("typ A { b: Int }", "typ", "unexpected Name 'typ'", "did you mean `type`?"),
        (
            "invoice A",
            "invoice",
            "unexpected Name 'invoice'",
            f"a definition starts with {', '.join(f'`{keyword}`' for keyword in KEYWORDS)}",
        ),
        (
            "type A @view('tv_a') { b: Int }",
            "'",
            "unexpected single quote character (')",
            'did you mean to use a double quote (")?',
        ),
        (
            "type A { b: Int } # c\n  ; d",
            ";",
            "unexpected character: ';'",
            "remove it: nothing is needed between two definitions, or two fields",
        ),
        (
            'type A @view("tv_a\n) { b: Int }',
            '"tv_a',
            "unterminated string",
            'close it with `"` in the same line',
        ),
        ('"""about', '"""about', "unterminated string", 'close it with `"""`'),
        (
            "type A { b: 1.x }",
            "1.x",
            "invalid number, expected digit but got: 'x'",
            "a name starts with a letter or `_`",
        ),
        (".", ".", "unexpected character: '.'", None),
        ("type A { b: Int }\x00", "\x00", "unexpected character: U+0000", None),
        (
            "enum E { true }",
            "true",
            "name 'true' is reserved and cannot be used for an enum value",
            "name it otherwise, and say with `@from(…)` what is stored",
        ),
    ],
)
def test_a_syntax_error_points_at_what_is_wrong(
    text: str, found: str, message: str, hint: str | None
) -> None:
    diagnostic = refused(text)
    assert (spanned(diagnostic.span), diagnostic.message, diagnostic.hint) == (found, message, hint)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("type A {\n  b: Int\n\ntype B {\n  c: Int\n}", "add the `}` that is missing before `type`"),
        ("enum A {\n  B\nenum C { D }", "add the `}` that is missing before `enum`"),
        ("type A {\n  b: Int\ndirective @x on FIELD", "add the `}` that is missing before `directive`"),
        ("type A {\n  b: Int\n  type Int\n}", "after a name come `:` and its type or value"),
        ("type A {\ntype: Int\nb Int\n}", "after a name come `:` and its type or value"),
        ("enum A {\n  B\ntype C @view(c) { d: Int }", "add the `}` that is missing before `type`"),
        ("type A {\n  b: Int\nextend type C { d: Int }", "add the `}` that is missing before `extend`"),
        ("input A { b: [B!] = [{\ntype B", "after a name come `:` and its type or value"),
        ("type A { b: Int", "add `}`"),
        ("type A { b: [Int", "add `]`"),
        ("type A { b: Int }}", "nothing is open that it closes: remove it"),
        ("type A extends B { c: Int }", "did you mean `implements`?"),
        ("table A { b: Int }", "did you mean `type`?"),
        ("Type A { b: Int }", "did you mean `type`?"),
        ("type A implements B, C { d: Int }", "interfaces are joined by `&`"),
        ("type A implements { b: Int }", "name the interfaces: `implements Node`"),
        ("type A: B { c: Int }", "interfaces are named by `implements`: `type A implements …`"),
        ("union A = B, C", "the members of a union are joined by `|`"),
        ("union A = { B C }", "the members stand without braces: `union Name = A | B`"),
        ("directive a on FIELD", "the name of a directive starts with `@`: `directive @a`"),
        (
            "directive @a on FEILD_DEFINITION",
            "did you mean `FIELD_DEFINITION`, `INPUT_FIELD_DEFINITION` or `VARIABLE_DEFINITION`?",
        ),
        ("extend { a: Int }", "behind `extend` comes what is extended: `extend type Post { … }`"),
        ("type A = { b: Int }", "fields stand in braces: `type A { … }`"),
        ("enum A = B | C", "values stand in braces: `enum A { … }`"),
        ("type A(b: Int) { c: Int }", "arguments belong to fields: `{` comes first"),
        ("type { a: Int }", "a name is missing behind `type`"),
        ("type A { b: Int } scalar", "a name is missing behind `scalar`"),
        ("type A b: Int }", "`{` is missing behind `A`"),
        ("type A @view tv_a { b: Int }", "arguments stand in parentheses: `@view(tv_a)`"),
        ('type A @view "tv_a" { b: Int }', 'arguments stand in parentheses: `@view("tv_a")`'),
        ("type A { b: Int @from c d: Int }", "arguments stand in parentheses: `@from(c)`"),
        ("type A @view(tv_a { b: Int }", "close the arguments of the directive with `)`"),
        ("type A { b(c = 20: Int): Int }", "a default stands behind the type: `c: Type = …`"),
        ("directive @a(b = 20: Int) on FIELD", "a default stands behind the type: `b: Type = …`"),
        ("input A { b = 20 }", "a default stands behind the type: `b: Type = …`"),
        ("type A { b(c: = 20): Int }", "a type is missing between `:` and `=`"),
        ("type A { b: Int = 20 }", "only arguments and the fields of an input have a default"),
        ("enum A { B = 1 }", "`@from(…)` says what is stored, where it is not the name"),
        ('enum A { "B" }', "the values of an enum are names, without quotes"),
        ("type A { b(c: Int 20): Int }", "a default is written `= 20`"),
        ("type A { b(c: Int: 20): Int }", "a default is written `= …`, and `)` ends the arguments"),
        ("type A { b(c: Int: Int }", "a default is written `= …`, and `)` ends the arguments"),
        ("input A { b: Int = }", "a value is missing behind `=`"),
        (
            'type A { b(c: String "d"): Int }',
            'a description stands before what it describes; a default is written `= "…"`',
        ),
        ("type A { b: Int!! }", "one `!` is enough"),
        ("type A { b: !Int }", "`!` stands behind the type: `ID!`"),
        ("type A { b: [Int c: Int }", "close the list with `]`"),
        ("type A { b(c: Int { d: Int }", "close the arguments with `)`"),
        ("type A { b: { c: Int } }", "a type is defined by itself: name it here"),
        ("type A { b: }", "a type is missing behind `:`"),
        ("type A { b: Int | String }", "define a union, and name it here: `union Name = A | B`"),
        ("type A { ...B }", "a definition has no fragments: write the fields"),
        ("type A { b: Int? }", "remove it: what may be null has no `!`"),
        ("// c\ntype A { b: Int }", "a comment starts with `#`"),
        ("-- c\ntype A { b: Int }", "a comment starts with `#`"),
        ("type A { b-c: Int }", "a name has letters, digits and `_`"),
        ("type A @x(b: {c: 1, =}) { b: Int }", None),
        ("{ a ]", None),
        ("type A { b: Int } invoice C", f"a definition starts with {', '.join(f'`{k}`' for k in KEYWORDS)}"),
        ("union A = B GRANT", "the members of a union are joined by `|`"),
    ],
)
def test_what_was_meant(text: str, hint: str | None) -> None:
    assert refused(text).hint == hint


def test_a_brace_that_is_missing_is_shown() -> None:
    (note,) = refused("type A {\n  b: Int\n\ntype B {\n  c: Int\n}").related
    assert note.message == "this `{` is not closed"
    assert note.span is not None
    assert note.span.first == (1, 8)


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("type A { b(c: Int): Int # }", "{"),
        ("type A @view(tv_a", "("),
        ("type A { b: [Int", "["),
    ],
)
def test_at_the_end_of_the_file_the_open_bracket_is_shown(text: str, opened: str) -> None:
    diagnostic = refused(text)
    assert "found the end of the file" in diagnostic.message
    assert diagnostic.span == Span(diagnostic.span.source, len(text), len(text)) if diagnostic.span else False
    (note,) = diagnostic.related
    assert note.message == f"this `{opened}` is not closed"
    assert note.span is not None
    assert (spanned(note.span), note.span.start) == (opened, text.rindex(opened))


def test_the_end_of_the_file_with_nothing_open() -> None:
    diagnostic = refused("type")
    assert diagnostic.message == "expected Name, found the end of the file"
    assert diagnostic.related == ()


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "# only a comment\n# and another"])
def test_an_empty_schema(text: str) -> None:
    diagnostic = refused(text)
    assert diagnostic.message == "the schema is empty"
    assert diagnostic.hint == "a schema needs at least `type Query { … }`"


def test_nesting_has_a_limit() -> None:
    diagnostic = refused("type A { b: " + "[" * 100_000)
    assert diagnostic.message == "nested too deeply"
    assert spanned(diagnostic.span) == "["
    assert refused("type A @x(" + "[" * 100_000).message == "nested too deeply"


def test_queries_are_not_definitions() -> None:
    text = "query { a }\ntype A { b: Int }\nfragment F on A { b }\n{ c }\nmutation M { d }"
    document, diagnostics = parse([Source("schema.graphql", text)])
    assert document is not None
    assert [print_ast(node) for node in document.definitions] == ["type A {\n  b: Int\n}"]
    assert [(d.code, spanned(d.span), d.hint) for d in diagnostics] == [
        ("FQ101", "query { a }", "did you mean `type Query { … }`?"),
        ("FQ101", "fragment F on A { b }", None),
        ("FQ101", "{ c }", "did you mean `type Query { … }`?"),
        ("FQ101", "mutation M { d }", "did you mean `type Mutation { … }`?"),
    ]


def test_a_file_of_queries_is_no_schema() -> None:
    assert refused("{ a }").message == "a query cannot stand in a schema, which holds definitions only"


# --- files --------------------------------------------------------------------------------------------


def test_read_gives_the_text_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_bytes(b"\xef\xbb\xbftype \xc3\xa9\r\n")
    assert read(path, "shown") == (Source("shown", "type é\r\n"), [])


def test_read_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    assert read(tmp_path / "s", "s.graphql") == (
        None,
        [Diagnostic("FQ102", "cannot read s.graphql: No such file or directory")],
    )
    assert read(tmp_path, "dir")[1][0].message == "cannot read dir: Is a directory"


def test_read_points_at_the_first_byte_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_bytes("# é\n# caf".encode() + "é\n".encode("latin-1"))
    source, (diagnostic,) = read(path, "s.graphql")
    assert source is None
    assert (diagnostic.code, diagnostic.message) == (
        "FQ102",
        "the file is not UTF-8: byte 0xE9 at offset 10 cannot stand here",
    )
    assert diagnostic.span is not None
    assert diagnostic.span.first == (2, 6)


def test_read_counts_the_bytes_of_a_mark_too(tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_bytes(b"\xef\xbb\xbf# \xff")
    _, (diagnostic,) = read(path, "s.graphql")
    assert diagnostic.message == "the file is not UTF-8: byte 0xFF at offset 5 cannot stand here"
    assert (diagnostic.span and diagnostic.span.first, diagnostic.hint) == ((1, 3), "save the file as UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_read_knows_utf16_by_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "s"
    path.write_bytes("\ufefftype Query { a: Int }".encode(encoding))
    _, (diagnostic,) = read(path, "s.graphql")
    assert diagnostic.hint == "save the file as UTF-8; it looks like UTF-16"


def several(*texts: str) -> list[Source]:
    return [Source(f"{number}.graphql", text) for number, text in enumerate(texts)]


class TestSeveralFiles:
    def test_they_are_one_document_and_every_node_knows_its_file(self) -> None:
        document, found = parse(several("type A { a: Int }", "extend type A { b: Int }"))
        assert document is not None
        spans = [span_of(node) for node in document.definitions]
        assert [(span.source.name, spanned(span)) for span in spans if span] == [
            ("0.graphql", "type A { a: Int }"),
            ("1.graphql", "extend type A { b: Int }"),
        ]
        assert found == []

    def test_a_directive_may_be_defined_in_a_later_one(self) -> None:
        document, found = parse(several("type A @x(1) { a: Int }", "directive @x(size: Int) on OBJECT"))
        assert document is not None
        assert found == []
        assert graphql.print_ast(document).startswith("type A @x(size: 1)")

    def test_what_is_wrong_in_each_is_said(self) -> None:
        document, found = parse(several("type A {", "type B { b: Int }", "query { a }", "type C ["))
        assert document is None
        assert [d.span and d.span.source.name for d in found] == ["0.graphql", "3.graphql"]

    def test_one_may_be_empty_but_not_all(self) -> None:
        document, found = parse(several("# to come\n", "type A { a: Int }", ""))
        assert document is not None
        assert (len(document.definitions), found) == (1, [])
        document, (diagnostic,) = parse(several("# to come\n", ""))
        assert document is None
        assert (diagnostic.message, diagnostic.span and diagnostic.span.source.name) == (
            "the schema is empty",
            "0.graphql",
        )
