"""Manifests of persisted documents; tests/cases/diagnostics/FQ611* show the messages."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest

from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.operations import read_operations
from fraiseql.compiler.persisted import read_persisted
from fraiseql.compiler.pipeline import compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.source import Source
from fraiseql.plan import digest
from tests.plans import SCHEMA, Sample

TEXT = "query Titles { posts { title } }"


def manifest(content: Any) -> Source:
    return Source("persisted.json", content if isinstance(content, str) else json.dumps(content, indent=1))


@pytest.mark.parametrize(
    "content",
    [
        {digest(TEXT.encode()): TEXT},
        {"format": "x", "operations": [{"id": digest(TEXT.encode()), "name": "Titles", "body": TEXT}]},
    ],
)
def test_documents_are_sources_of_their_own(content: Any) -> None:
    assert read_persisted(manifest(content)) == (
        [Source(f"persisted.json#{digest(TEXT.encode())[:12]}", TEXT)],
        [],
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is not JSON: expecting value"),
        ('{"a": "b",}', "the file is not JSON: "),
        ("[" * 100_000, "the file is no manifest of persisted documents"),
        ("null", "the file is no manifest of persisted documents"),
        ({"a": 1}, "the file is no manifest of persisted documents"),
        ({"operations": [{"id": "a"}]}, "the file is no manifest of persisted documents"),
        ({"operations": "query"}, "the file is no manifest of persisted documents"),
    ],
)
def test_what_is_no_manifest(content: Any, message: str) -> None:
    source = manifest(content)
    found, (diagnostic,) = read_persisted(source)
    assert (found, diagnostic.code) == ([], "FQ611")
    assert diagnostic.message.startswith(message)
    assert diagnostic.span is not None
    assert diagnostic.span.source is source
    assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(source.text)


def test_an_id_that_is_another_hash_is_shown_where_it_stands() -> None:
    source = manifest({digest(TEXT.encode()): TEXT, "0f": "{ a }", "half": "\ud800"})
    found, (other, half) = read_persisted(source)
    assert len(found) == 3
    assert other.message == "`0f` is not the SHA-256 of its document"
    assert other.span is not None
    assert (other.span.first, half.code) == ((3, 2), "FQ611")


def test_an_id_that_is_not_found_as_it_is_has_no_place() -> None:
    _, (diagnostic,) = read_persisted(manifest('{"\\u0061": "x"}'))
    assert (diagnostic.message, diagnostic.span) == ("`a` is not the SHA-256 of its document", None)


def test_fragments_are_each_documents_own() -> None:
    texts = [f"query Q{n} {{ ...F }} fragment F on Query {{ a{n} }}" for n in range(2)]
    documents, found = read_operations([manifest({digest(text.encode()): text for text in texts})])
    assert found == []
    assert [document.text for document in documents] == texts


def test_releases_of_a_client_share_documents_and_names() -> None:
    newer = TEXT.replace("title", "id")
    file = Source("a.graphql", "query Titles { posts { id title } }")
    same = Source("b.graphql", "{ a }")
    documents, found = read_operations(
        [
            manifest({digest(TEXT.encode()): TEXT, digest(b"{ a }"): "{ a }"}),
            manifest({digest(newer.encode()): newer, digest(TEXT.encode()): TEXT}),
            file,
            same,
        ]
    )
    assert found == []
    assert {document.text: document.manifest for document in documents} == {
        TEXT: True,
        newer: True,
        file.text: False,
        same.text: False,
    }


def test_the_statements_of_all_releases_are_prepared(sample: Sample) -> None:
    texts = [f"query Titles {{ posts(limit: {limit}) {{ title }} }}" for limit in (1, 2)]
    content = {digest(text.encode()): text for text in texts}
    with connect(sample.url) as connection:
        result = compile_schema(
            [Source("schema.graphql", SCHEMA)],
            introspect(connection),
            partial(prepare, connection),
            [manifest(content)],
        )
    assert result.diagnostics == []
    labels = {statement.label for statement in result.lowered.statements}
    assert {f"posts of operation Titles of persisted.json#{id_[:12]}" for id_ in content} <= labels
    assert len(labels) == len(result.lowered.statements)
    assert (result.lowered.ids, json.loads(result.files["operations.json"])["ids"]) == ({}, {})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("query A { a } query B { b }", "FQ611"),
        ("fragment A on Query { a }", "FQ611"),
        ("query A { a", "FQ601"),
        ("query A { ...B }", "FQ605"),
        ("query A { a } fragment B on Query { b }", "FQ611"),
    ],
)
def test_a_document_is_complete_and_no_more(text: str, code: str) -> None:
    documents, found = read_operations([manifest({digest(text.encode()): text})])
    assert (documents, [diagnostic.code for diagnostic in found]) == ([], [code])
