"""What the plan file of a trusted document shows; tests/cases/trusted shows whole files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from fraiseql import FraiseQL
from fraiseql.bind import Binder
from fraiseql.coerce import Inputs
from fraiseql.load import load
from fraiseql.operation import TrustedDocument
from fraiseql.prepare import Stored, prepare
from fraiseql.review import EXAMPLES, IDS
from fraiseql.scalars import SCALARS, to_text
from tests.compiling import compiled
from tests.plans import Sample, write_plans
from tests.postgres import MakeDatabase
from tests.proxy import proxied
from tests.wire import Said

Reviewed = Callable[[str], TrustedDocument]


@pytest.fixture
def reviewed(sample: Sample, tmp_path: Path) -> Reviewed:
    """The plan of an operation on the sample."""

    def reviewed(text: str) -> TrustedDocument:
        plans = load(write_plans(sample.url, tmp_path / "plans", operations=[text]))
        (document,) = plans.operations.values()
        return document

    return reviewed


def statements(document: TrustedDocument) -> dict[tuple[str, ...], list[str]]:
    """The statements of the only root field, by what is given."""
    (field,) = document.fields
    return {case.given: list(case.sql) for case in field.statements}


@pytest.mark.parametrize("name", sorted(SCALARS.keys() - {"ID"}))
def test_examples_fit_every_column(name: str) -> None:
    scalar = SCALARS[name]
    value = scalar.coerce(EXAMPLES[name])
    for postgres in (*scalar.accepts, *scalar.widens, scalar.cast):
        to_text(postgres, value)


def test_one_example_of_an_id_fits_each_column() -> None:
    def fits(postgres: str, value: str) -> bool:
        try:
            return bool(to_text(postgres, value))
        except ValueError:
            return False

    for postgres in SCALARS["ID"].accepts:
        assert any(fits(postgres, value) for value in IDS), postgres


def test_without_variables_there_is_one_statement(reviewed: Reviewed) -> None:
    found = statements(reviewed("{ posts(where: { views: { in: [1, 2] } }, limit: 1) { id } }"))
    assert list(found) == [()]


def test_each_optional_variable_is_tried_alone_and_all_together(reviewed: Reviewed) -> None:
    text = """query($views: Int, $title: String = "x", $same: Int) {
      posts(where: { views: { gt: $views }, title: { eq: $title } }, offset: $same) { id }
    }"""
    assert list(statements(reviewed(text))) == [
        (),  # the title has its default
        ("views",),
        ("same",),
        ("views", "title", "same"),
    ]


def test_ids_of_several_types_in_one_field(reviewed: Reviewed) -> None:
    text = """query($id: ID!, $author: ID, $number: Int!, $ids: [ID!]!) {
      posts(
        where: { id: { eq: $id, in: $ids }, author: { id: { ne: $author } }, number: { eq: $number } }
      ) { id }
    }"""
    found = statements(reviewed(text))
    assert list(found) == [(), ("author",)]
    assert "t.id = $2::uuid" in found["author",][0] or "t.id = $1::uuid" in found["author",][0]


def test_cursors_of_the_ordering_that_is_asked_for(make_database: MakeDatabase) -> None:
    sql = "CREATE TABLE tv_post (id uuid PRIMARY KEY, views int, data jsonb NOT NULL)"
    schema = """
    type Post @view(tv_post) { id: ID! views: Int! }
    type Query {
      posts(where: PostWhere, orderBy: [PostOrderBy!], first: Int, after: String!): PostConnection!
    }
    """
    # The first example of an id does not fit, so that no ordering is known.
    text = """query($id: ID!, $after: String!, $by: OrderDirection!, $more: PostOrderBy!) {
      posts(where: { id: { ne: $id } }, orderBy: [{ views: $by }], after: $after) { nodes { id } }
      other: posts(orderBy: [$more], after: $after) { nodes { id } }
    }"""
    result = compiled(schema, make_database(sql), [text])
    assert result.diagnostics == []
    (document,) = result.lowered.operations.values()
    (first,) = document.fields[0].statements
    assert "ORDER BY t.views" in first.sql[0]
    assert "t.views > $2::int4" in first.sql[0]
    assert document.fields[1].open == ("more",)


def test_input_objects_are_as_small_as_can_be(reviewed: Reviewed) -> None:
    document = reviewed("mutation($input: EchoInput!, $tags: [String]) { echo(input: $input, tags: $tags) }")
    (field,) = document.fields
    assert field.open == ("input",)
    assert [case.given for case in field.statements] == [(), ("tags",)]
    one_of = reviewed("query($by: PostOrderBy!) { posts(orderBy: [$by]) { id } }")
    assert one_of.fields[0].open == ("by",)
    assert "ORDER BY t.id ASC" in one_of.fields[0].statements[0].sql[0]


def test_one_of_inputs_that_hold_each_other(make_database: MakeDatabase) -> None:
    schema = """
    type A @view(tv_a) { id: ID! b: B c: C }
    type B { a: A }
    type C { n: Int }
    input AOrderBy @oneOf { b: BOrderBy c: COrderBy }
    input BOrderBy @oneOf { a: AOrderBy }
    type Query { as(orderBy: [AOrderBy!]): [A!]! }
    """
    url = make_database("CREATE TABLE tv_a (id int PRIMARY KEY, data jsonb NOT NULL)")
    result = compiled(schema, url, ["query Q($by: AOrderBy!) { as(orderBy: [$by]) { id } }"])
    assert result.diagnostics == []
    (document,) = result.lowered.operations.values()
    assert "ORDER BY ((t.data -> 'c') ->> 'n')::int4 ASC" in document.fields[0].statements[0].sql[0]


OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "query A($id: ID!) { post(id: $id) { title author { name boss { name } } } }": {"id": f"{0:032}"},
    "query B($min: Int!, $n: Int = 2) {"
    " posts(where: { views: { gt: $min } }, orderBy: [{ price: DESC }], limit: $n) { status }"
    " number: postCount(where: { price: { gt: 1.5 } }) }": {"min": 1, "n": 3},
    'mutation C { echo(input: { firstName: "x", nested: [{}] }) }': {},
    "mutation D($id: ID!, $title: String) { rename(id: $id, title: $title) { title } }": {"id": f"{0:032}"},
}


@pytest.mark.parametrize("text", OPERATIONS)
def test_what_it_shows_is_what_runs(text: str, sample: Sample, tmp_path: Path) -> None:
    """The file says twice what an operation does: for the runtime, and for a reviewer. They agree."""
    directory = write_plans(sample.url, tmp_path / "plans", operations=[text])
    ((sha256, document),) = load(directory).operations.items()

    async def main() -> list[str]:
        async with (
            proxied(sample.url) as proxy,
            FraiseQL(directory, database=proxy.url, documents="only", max_connections=1) as app,
        ):
            await app.execute(document_id=sha256, variables=OPERATIONS[text])
            said = Said()
            _, *trips = [trip for data in proxy.sent if (trip := said.executed(data))]  # the first sets it up
            return [sql for trip in trips for sql, _ in trip if sql != "COMMIT" and sql[:5] != "BEGIN"]

    sent = asyncio.run(main())
    for field in document.fields:
        assert any(all(sql in sent for sql in case.sql) for case in field.statements), sent
    assert set(sent) <= {sql for field in document.fields for case in field.statements for sql in case.sql}


def test_the_shapes_are_those_that_the_projector_gets(sample: Sample, tmp_path: Path) -> None:
    plans = load(write_plans(sample.url, tmp_path / "plans", operations=list(OPERATIONS)))
    for document in plans.operations.values():
        prepared = prepare(document.operation, {}, plans, Inputs(plans.types), Binder(plans.types))
        shapes = [root.projector.shape for root in prepared.roots if isinstance(root, Stored)]
        assert [field.shape for field in document.fields] == shapes
