"""The whole runtime against graphql-core's executor: the same documents over the same rows."""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import pytest
from graphql import (
    FloatValueNode,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    build_schema,
)
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from hypothesis_graphql import mutations, queries

from fraiseql import FraiseQL
from tests.differential.executor_reference import Reference
from tests.differential.menagerie import SCHEMA, SQL, TABLES, Tables, fill
from tests.differential.variations import Varied, tell, vary
from tests.plans import write_plans
from tests.postgres import MakeDatabase, run

FUZZ = int(os.environ.get("FRAISEQL_FUZZ", "0"))
"""How many pairs of documents of each kind, of a random seed and over other rows; 0 for the usual ones."""

FEW = "FRAISEQL_EXAMPLES" in os.environ
"""Whether a run is about something else, such as coverage, and a tenth of the usual ones will do."""


Test: TypeAlias = Callable[..., None]


def many(examples: int) -> Callable[[Test], Test]:
    """How often a test runs."""
    return settings(
        max_examples=FUZZ or (examples // 10 if FEW else examples),
        derandomize=not FUZZ,
        database=None,
        deadline=None,
        print_blob=True,
        phases=(Phase.generate,),  # shrinking takes minutes, and the documents are short enough
        suppress_health_check=list(HealthCheck),
    )


class Both(NamedTuple):
    """The two servers over the same rows."""

    schema: GraphQLSchema
    ask: Callable[[Varied], dict[str, Any]]
    reference: Reference


@pytest.fixture(scope="module")
def both(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    url = make_database(SQL)
    plans = write_plans(url, tmp_path_factory.mktemp("menagerie") / "plans", SCHEMA)
    sdl = (plans / "schema.graphql").read_text()
    seed = random.randrange(2**32) if FUZZ else 4
    print(f"rows of {seed=}")
    fill(url, build_schema(sdl), seed)
    tables: Tables = {
        table: [
            (str(key), json.loads(str(text), parse_float=Decimal))
            for key, text in run(url, f"SELECT key, data::text FROM {table} ORDER BY id")
        ]
        for table in TABLES
    }
    with asyncio.Runner() as runner:
        app = FraiseQL(plans, database=url, max_connections=1)
        runner.run(app.__aenter__())

        def ask(document: Varied) -> dict[str, Any]:
            return dict(runner.run(app.execute(document.text, variables=document.variables)))

        yield Both(build_schema(sdl), ask, Reference(sdl, tables))
        runner.run(app.__aexit__(None, None, None))


def json_values() -> st.SearchStrategy[ValueNode]:
    """Literals of the scalar JSON."""
    leaves = (
        st.just(NullValueNode())
        | st.integers(-(2**60), 2**60).map(lambda number: IntValueNode(value=str(number)))
        | st.integers(-999, 999).map(lambda number: FloatValueNode(value=f"{number}.25"))
        | st.text('abé"\\', max_size=3).map(lambda text: StringValueNode(value=text))
    )

    def nested(inner: st.SearchStrategy[ValueNode]) -> st.SearchStrategy[ValueNode]:
        lists = st.lists(inner, max_size=3).map(lambda items: ListValueNode(values=tuple(items)))
        objects = st.dictionaries(st.sampled_from(["a", "bb", "C"]), inner).map(
            lambda members: ObjectValueNode(
                fields=tuple(
                    ObjectFieldNode(name=NameNode(value=name), value=value) for name, value in members.items()
                )
            )
        )
        return lists | objects

    return st.recursive(leaves, nested, max_leaves=5)


def comparable(value: Any) -> Any:
    """Data with the order of its keys; numbers that are equal are the same, and no number is a boolean."""
    if isinstance(value, dict):
        return [(key, comparable(item)) for key, item in value.items()]
    if isinstance(value, list):
        return ["list", *map(comparable, value)]
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    return ("number", float(value))


def check(both: Both, text: str, seed: int) -> None:
    """A document and a harder one have equal responses: data, key order, nulls, and the places of errors."""
    telling = tell(both.schema, text, seed)
    for document in (Varied(telling, {}), vary(both.schema, telling, seed)):
        check_one(both, document)


def check_one(both: Both, document: Varied) -> None:
    note(f"{document.text}\n{json.dumps(document.variables)}")
    expected = both.reference.execute(document.text, document.variables)
    given = both.ask(document)
    note(f"expected: {expected}\n   given: {given}")
    errors = expected.get("errors", ())
    if any("path" not in error for error in errors):
        assert "data" not in given  # neither has begun to execute it
        return
    assert comparable(given["data"]) == comparable(expected["data"])
    found = given.get("errors", [])
    assert [error["path"] for error in found] == [error["path"] for error in errors]
    for one, other in zip(found, errors, strict=True):
        # Of a bad argument, graphql-core shows the value's place, and we that of the field.
        if one["extensions"]["code"] != "BAD_USER_INPUT":
            assert one["locations"] == other["locations"]


@many(900)
@given(st.data(), st.integers(0, 2**32))
def test_queries(both: Both, data: st.DataObject, seed: int) -> None:
    check(both, data.draw(queries(both.schema, allow_x00=False)), seed)


@many(250)
@given(st.data(), st.integers(0, 2**32))
def test_mutations(both: Both, data: st.DataObject, seed: int) -> None:
    strategy = mutations(both.schema, custom_scalars={"JSON": json_values()}, allow_x00=False)
    check(both, data.draw(strategy), seed)
