from __future__ import annotations

import pytest
from graphql import build_schema, execute_sync, get_introspection_query, parse

from fraiseql.document import read_document
from fraiseql.errors import RefusedError
from fraiseql.introspection import answer_introspection

SCHEMA = build_schema("""
type Query { post(id: ID!): Post posts: [Post!]! }
type Post { id: ID! old: Int @deprecated title: String }
""")


def document(text: str) -> str | None:
    return read_document(SCHEMA, text).introspection


def test_an_operation_without_introspection_has_none() -> None:
    assert document("{ __typename posts { id __typename } }") is None


def test_other_root_fields_and_their_variables_are_left_out() -> None:
    text = document("""
        query Q($id: ID!, $name: String! = "Post", $all: Boolean) {
          post(id: $id) { id }
          t: __type(name: $name) { ...T }
          ... on Query { posts { id } __typename s: __schema { queryType { name } } }
          ...R
        }
        fragment T on __Type { fields(includeDeprecated: $all) { name } }
        fragment R on Query { posts { ...P } }
            fragment P on Post { title }
    """)
    assert text is not None
    assert "post(" not in text
    assert "posts" not in text
    assert "$id" not in text
    assert "fragment P" not in text
    answers = answer_introspection(SCHEMA, text, {"all": True, "id": object()})
    assert answers == {
        "t": {"fields": [{"name": "id"}, {"name": "old"}, {"name": "title"}]},
        "s": {"queryType": {"name": "Query"}},
    }


def test_the_whole_introspection_query() -> None:
    text = document(get_introspection_query())
    assert text is not None
    expected = execute_sync(SCHEMA, parse(get_introspection_query())).data
    answer = answer_introspection(SCHEMA, text, {})
    assert answer == expected


def test_a_null_condition_is_refused() -> None:
    text = document("query($x: Boolean = true) { __schema { queryType { name @skip(if: $x) } } }")
    assert text is not None
    with pytest.raises(RefusedError) as refused:
        answer_introspection(SCHEMA, text, {"x": None})
    assert {error.code for error in refused.value.errors} == {"BAD_USER_INPUT"}


def test_fragments_about_other_things_are_left_out_with_their_conditions() -> None:
    text = document("""
        query($a: Boolean!, $b: Boolean!) {
          __schema { queryType { name } }
          ... @include(if: $a) { posts { id } ...R @skip(if: $b) }
          ...Q
        }
        fragment R on Query { posts { id } }
        fragment Q on Query { ... on Query { ...R } }
    """)
    assert text is not None
    assert "..." not in text
    assert "$" not in text
    assert answer_introspection(SCHEMA, text, {}) == {"__schema": {"queryType": {"name": "Query"}}}
