"""Trusted documents compiled; tests/cases shows the messages and the plans, as FQ6* and trusted."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from fraiseql.compiler.operations import read_operations, worded
from fraiseql.compiler.pipeline import Compiled
from fraiseql.compiler.source import Source
from fraiseql.operation import OperationIds, SelectedField
from fraiseql.plan import Manifest, digest
from tests.compiling import compiled
from tests.plans import SCHEMA, Sample
from tests.postgres import MakeDatabase


def compile_(sample: Sample, *operations: str) -> Compiled:
    return compiled(SCHEMA, sample.url, operations)


def codes(result: Compiled) -> list[str]:
    return [diagnostic.code for diagnostic in result.diagnostics]


def test_a_file_with_one_operation_is_hashed_as_it_is(sample: Sample) -> None:
    texts = [
        "\n# a comment\r\n{ posts { ...A } }\n\nfragment A on Post { ...B }\nfragment B on Post { id }\n\n",
        "fragment First on Post { title } query Second { posts { ...First } }",
    ]
    result = compile_(sample, *texts)
    assert result.diagnostics == []
    operations = result.lowered.operations
    assert operations.keys() == {digest(text.encode()) for text in texts}
    assert [document.text for document in operations.values()] == texts


@pytest.mark.parametrize(
    "others",
    [
        ["fragment A on Post { id }"],
        ["fragment A on Post { id } query Other { postCount }"],
    ],
)
def test_otherwise_it_is_printed_with_its_fragments(sample: Sample, others: list[str]) -> None:
    text = "query  Mine{posts{...A,...B}}  fragment B on Post { ...A }"
    result = compile_(sample, text, *others)
    assert result.diagnostics == []
    mine = next(document for document in result.lowered.operations.values() if document.name == "Mine")
    assert mine.text == (
        "query Mine {\n  posts {\n    ...A\n    ...B\n  }\n}\n\n"
        "fragment A on Post {\n  id\n}\n\nfragment B on Post {\n  ...A\n}"
    )


def test_a_fragment_of_the_file_that_the_operation_does_not_use_is_not_sent(sample: Sample) -> None:
    result = compile_(
        sample, "query Mine { postCount } fragment A on Post { id }", "query Other { posts { ...A } }"
    )
    assert result.diagnostics == []
    assert {document.text.split()[1] for document in result.lowered.operations.values()} == {"Mine", "Other"}
    assert all("fragment A" not in d.text for d in result.lowered.operations.values() if d.name == "Mine")


def test_the_files_are_in_the_manifest(sample: Sample) -> None:
    texts = ["query A { postCount }", "{ postCount }"]
    files = compile_(sample, *texts).files
    manifest = msgspec.json.decode(files["manifest.json"], type=Manifest)
    named = "operations.json"
    for path in (named, *(f"operations/{digest(text.encode())}.json" for text in texts)):
        assert manifest.files[path] == digest(files[path])
    ids = msgspec.json.decode(files[named], type=OperationIds)
    assert ids == OperationIds(ids={"A": digest(texts[0].encode())})
    assert named not in compile_(sample).files


def test_the_order_of_the_files_decides_nothing(sample: Sample) -> None:
    texts = ["query A { posts { ...F } }", "query B { postCount }", "fragment F on Post { id }"]
    assert compile_(sample, *texts).files == compile_(sample, *reversed(texts)).files


def test_numbers_keep_their_digits(sample: Sample) -> None:
    (document,) = compile_(
        sample, "query($p: [Decimal!] = [0.10]) { posts(where: { price: { eq: 1.10, in: $p } }) { id } }"
    ).lowered.operations.values()
    (field,) = document.operation.selections
    assert isinstance(field, SelectedField)
    assert str(field.arguments["where"].value["price"]["eq"]) == "1.10"
    assert document.operation.variables[0].default == [Decimal("0.10")]


def test_statements_are_prepared(make_database: MakeDatabase) -> None:
    schema = """
    type Post @view(tv_post) { id: ID! place: Point }
    scalar Point @represents(point)
    type Query { posts(place: Point): [Post!]! post(id: ID): Post }
    """
    url = make_database("CREATE TABLE tv_post (id uuid PRIMARY KEY, place point, data jsonb NOT NULL)")
    query = "query Q($id: ID!) { post(id: $id) { id } }"
    labels = [
        s.label for s in compiled(schema.replace("(place: Point)", ""), url, [query]).lowered.statements
    ]
    assert "post of operation Q" in labels
    nameless = compiled(
        schema.replace("(place: Point)", ""), url, ["query($id: ID) { post(id: $id) { id } }"]
    )
    assert "post of the operation of 0.graphql with $id" in [s.label for s in nameless.lowered.statements]


def test_each_of_several_statements_has_a_label(sample: Sample) -> None:
    result = compile_(sample, "mutation M($id: ID!, $t: String) { rename(id: $id, title: $t) { id } }")
    labels = [statement.label for statement in result.lowered.statements if "operation M" in statement.label]
    assert labels == [
        "rename of operation M",
        "rename of operation M (2)",
        "rename of operation M with $t",
        "rename of operation M with $t (2)",
    ]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (
            "{ postCount }" + " " * 100_000,
            "FQ607",
            "the document has 100013 characters; at most 100000 are allowed",
        ),
        ("{ postCount " + "a: id " * 4_000 + "}", "FQ607", "the document has more than 10000 tokens"),
        ("{ posts(limit: " + "9" * 5000 + ") { id } }", "FQ606", "int"),
        ("subscription { posts { id } }", "FQ606", "subscriptions are not supported"),
        ("{ posts { " + "author { boss { name " * 150 + "} }" * 150 + "} }", "FQ601", "nested too deeply"),
    ],
)
def test_what_the_runtime_would_refuse(sample: Sample, text: str, code: str, words: str) -> None:
    result = compile_(sample, text)
    assert codes(result) == [code]
    assert words in result.diagnostics[0].message.lower()
    assert result.files == {}


def test_operations_are_read_though_the_schema_is_wrong(database_url: str) -> None:
    result = compiled("type Query {", database_url, ["{"])
    assert sorted(codes(result)) == ["FQ101", "FQ601"]
    result = compiled("type Query { a: Nothing }", database_url, ["query A { ...B }"])
    assert set(codes(result)) == {"FQ201", "FQ605"}


def test_a_schema_without_mutations(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL)")
    schema = "type Post @view(tv_post) { id: ID! } type Query { posts: [Post!]! }"
    result = compiled(schema, url, ["mutation M { a }"])
    assert (codes(result), result.diagnostics[0].message) == (["FQ606"], "the schema has no mutation type")


def test_what_is_wrong_in_a_shared_fragment_is_said_once(sample: Sample) -> None:
    texts = ["query A { posts { ...F } }", "query B { posts { ...F } }", "fragment F on Post { nothing }"]
    result = compile_(sample, *texts)
    assert codes(result) == ["FQ606"]
    span = result.diagnostics[0].span
    assert span is not None
    assert (span.source.name, span.first) == ("2.graphql", (1, 22))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Cannot query field 'a' on type 'T'.", ("cannot query field `a` on type `T`", None)),
        ("Unknown 'a'. Did you mean 'b'?", ("unknown `a`", "did you mean `b`?")),
        ("Unexpected 'a', did you mean 'b'?", ("unexpected `a`", "did you mean `b`?")),
        ("Int cannot represent 1.5. Really", ("`Int` cannot represent 1.5. Really", None)),
        ('"post" needs a value for id.', ("`post` needs a value for id", None)),
        ("Syntax Error: Expected ')', found <EOF>.", ("expected `)`, found the end of the file", None)),
    ],
)
def test_messages_are_said_in_our_style(message: str, expected: tuple[str, str | None]) -> None:
    assert worded(message) == expected


def test_no_files_no_documents() -> None:
    assert read_operations([]) == ([], [])
    assert read_operations([Source("a", "fragment A on B { c }")])[0] == []
