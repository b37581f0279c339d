"""What a client is told of the SQL its request ran, where the application allows it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from fraiseql import FraiseQL
from fraiseql.statement import Statement
from fraiseql.trace import Trace
from tests.plans import SQL, Sample
from tests.postgres import MakeDatabase, run

ASKED = {"fraiseql": {"sql": True}}
FIRST = "00000000-0000-0000-0000-000000000001"


def ask(sample: Sample, query: str, extensions: object = ASKED, **options: Any) -> Any:
    """The response to a query sent over HTTP."""

    async def main() -> Any:
        async with (
            asyncio.timeout(30),
            FraiseQL(sample.plans, database=sample.url, **{"trace": True, **options}) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http,
        ):
            return (await http.post("/", json={"query": query, "extensions": extensions})).json()

    return asyncio.run(main())


def traced(sample: Sample, query: str) -> dict[str, list[dict[str, Any]]]:
    """The statements of each root field."""
    fields = ask(sample, query)["extensions"]["fraiseql"]["sql"]
    return {field["path"][0]: field["statements"] for field in fields}


def test_each_root_field_has_its_statement(sample: Sample) -> None:
    response = ask(sample, '{ many: posts(where: {title: {contains: "o"}}, limit: 2) { number } postCount }')
    assert response["data"] == {"many": [{"number": 2}, {"number": 4}], "postCount": 5}
    many, count = response["extensions"]["fraiseql"]["sql"]
    assert (many["path"], count["path"]) == (["many"], ["postCount"])
    (statement,) = many["statements"]
    assert run_again(sample, statement) == 2
    assert statement["parameters"] == [{"type": "text", "value": "%o%"}, {"type": "int8", "value": "2"}]
    assert statement["rows"] == 2
    assert 0 < statement["milliseconds"] < 10_000
    (statement,) = count["statements"]
    assert (statement["parameters"], statement["rows"]) == ([], 1)


def run_again(sample: Sample, statement: dict[str, Any]) -> int:
    """How many rows a statement has, by itself."""
    sql = statement["sql"]
    for number, parameter in enumerate(statement["parameters"], 1):
        sql = sql.replace(f"${number}", f"'{parameter['value']}'")
    return len(run(sample.url, sql))


def test_the_time_is_the_servers(make_database: MakeDatabase, sample: Sample) -> None:
    url = make_database(SQL.replace("pg_sleep(20)", "pg_sleep(0.2)"))
    fields = traced(
        Sample(url, sample.directory, sample.plans), "{ postCount slow { slept } again: postCount }"
    )
    assert {name: 200 <= statement["milliseconds"] < 5_000 for name, (statement,) in fields.items()} == {
        "postCount": False,
        "slow": True,
        "again": False,
    }


def test_a_field_that_fails(sample: Sample) -> None:
    query = (
        "{ postCount post { id } found: post(number: 1) { id } overflow: posts(offset: 2147483647) { id } }"
    )
    fields = traced(sample, query)
    assert fields["post"] == []
    assert fields["found"][0]["rows"] == 1
    assert fields["overflow"][0]["rows"] == 0


def test_a_statement_that_fails(make_database: MakeDatabase, sample: Sample) -> None:
    url = make_database(f"{SQL}; DROP VIEW v_session;")
    fields = traced(
        Sample(url, sample.directory, sample.plans), "{ postCount sessions { user } a: postCount }"
    )
    assert [(s["rows"], s["milliseconds"] is None) for (s,) in fields.values()] == [
        (1, False),
        (None, True),
        (1, False),
    ]


def test_a_mutation_has_the_call_and_the_read(make_database: MakeDatabase, sample: Sample) -> None:
    written = Sample(make_database(SQL), sample.directory, sample.plans)
    fields = traced(written, f'mutation {{ tryRename(id: "{FIRST}", title: "lost") {{ id }} whoami }}')
    call, read = fields["tryRename"]
    assert "fn_rename" in call["sql"]
    assert call["parameters"] == [{"type": "uuid", "value": FIRST}, {"type": "text", "value": "lost"}]
    assert call["rows"] is None
    assert call["milliseconds"] > 0
    assert (read["rows"], read["parameters"]) == (0, [])
    assert [statement["rows"] for statement in fields["whoami"]] == [1]


def test_a_command_that_fails(sample: Sample) -> None:
    query = f'mutation {{ a: tryRename(id: "{FIRST}", title: "forbidden") {{ id }} b: whoami whoami }}'
    fields = traced(sample, query)
    assert [(s["rows"], s["milliseconds"]) for s in fields["a"]] == [(None, None), (None, None)]
    assert fields["b"][0]["rows"] == 1
    assert fields["whoami"][0]["milliseconds"] > 0


def test_a_command_that_cannot_be_bound(sample: Sample) -> None:
    fields = traced(sample, r'mutation { echo(input: {}, tags: ["\u0000"]) whoami }')
    assert fields["echo"] == []
    assert fields["whoami"][0]["rows"] == 1


def test_a_database_that_is_out_of_reach(sample: Sample) -> None:
    gone = Sample("postgresql://127.0.0.1:1/gone", sample.directory, sample.plans)
    ((statement,),) = traced(gone, "{ postCount }").values()
    assert (statement["rows"], statement["milliseconds"]) == (None, None)


def test_what_needs_no_database_has_no_statement(sample: Sample) -> None:
    assert traced(sample, "{ __typename __schema { description } }") == {}
    assert traced(sample, "mutation { __typename }") == {}


@pytest.mark.parametrize(
    "extensions", [None, {}, {"fraiseql": None}, {"fraiseql": {}}, {"fraiseql": {"sql": 1}}, {"other": ASKED}]
)
def test_who_does_not_ask_is_not_told(sample: Sample, extensions: object) -> None:
    assert ask(sample, "{ postCount }", extensions) == {"data": {"postCount": 5}}


def test_an_application_does_not_allow_it_by_itself(sample: Sample) -> None:
    assert ask(sample, "{ postCount }", trace=False) == {"data": {"postCount": 5}}
    assert ask(sample, "mutation { whoami }", trace=False) == {"data": {"whoami": None}}


@pytest.mark.parametrize(
    ("cast", "type_"),
    [
        ("::text", "text"),
        ("::int4[]", "int4[]"),
        ('::"my ""own"" type"', '"my ""own"" type"'),
        ('::shop."Größe"[]', 'shop."Größe"[]'),
        ("::öl.maß", "öl.maß"),
        ('::U&"\\0024"', 'U&"\\0024"'),
        ("", None),
    ],
)
def test_types_are_those_of_the_casts(cast: str, type_: str | None) -> None:
    trace = Trace()
    trace.add(("f",), [Statement(f"SELECT 1 WHERE a = ANY ($1{cast}) AND true", ("x",))], iter([[b"1"]]))
    (field,) = json.loads(trace.attach(b'{"data":{}}'))["extensions"]["fraiseql"]["sql"]
    assert field["statements"][0]["parameters"] == [{"type": type_, "value": "x"}]
