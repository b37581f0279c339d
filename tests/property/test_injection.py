"""Values stay values: nothing that a client sends gets into the text of a statement.

A mark in each value is looked for in what goes over the wire to PostgreSQL.
"""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraiseql.app import FraiseQL
from fraiseql.keyset import encode_cursor
from fraiseql.limits import NO_LIMITS
from fraiseql.operators import OPERATORS, operators_of
from fraiseql.plan import ScalarType, ValueTarget
from tests.property.everything import Everything
from tests.proxy import Proxy, proxied
from tests.wire import Said

MARK = "zqMARKqz"

_PIECES = (
    *("'", "''", '"', "\\", "\\'", "`", "$1", "$2", "$0", "$$", "$a$", ";", "--", "/*", "*/"),
    *(
        "(",
        ")",
        ",",
        "{",
        "}",
        "::text",
        "NULL",
        "%",
        "_",
        "E'",
        "U&'\\0027'",
        "%s",
        "%(x)s",
        "?",
        ":x",
        "\\000",
    ),
    *("; DROP TABLE tv_native; --", "' OR '1'='1", ") OR TRUE --"),
    *("\n", "\r", "\t", "\x1a", "\x7f", "\u2019", "\uff07", "\u02bc", "\u202e", "é", "🙂"),
)
ATTACKS = st.builds(
    lambda before, after: f"{before}{MARK}{after}",
    *(st.lists(st.sampled_from(_PIECES), max_size=4).map("".join) for _ in range(2)),
)

_PATTERNS = ("like", "ilike", "matches", "imatches")
AGAIN = ("ROLLBACK", "SAVEPOINT fraiseql", "ROLLBACK TO SAVEPOINT fraiseql")
TRIALS = (
    *(f"SELECT {row.trial}" for row in OPERATORS if row.trial is not None),
    "SELECT $1::numeric",
)

Make = Callable[[str], Any]
"""From a text to the variables of a request."""

NATIVE = "query($w: NativeWhere, $d: DocumentWhere) { natives(where: $w) { id } documents(where: $d) { id } }"
LOOK_UP = (
    "query($a: String, $b: ID, $c: String) { lookUp(f_string: $a, f_id: $b, name: $c, slug: $c) { id } }"
)


def _where(make: Callable[[str], Any]) -> tuple[str, Make]:
    return NATIVE, lambda text: {"w": make(text), "d": make(text)}


def _test(field: str, operator: str, make: Make = str) -> tuple[str, Make]:
    return _where(lambda text: {field: {operator: make(text)}})


SHAPES = (
    *(_test("f_string", operator, lambda text: text.replace("\\", "/")) for operator in ("like", "ilike")),
    *(_test("f_string", o, lambda text: f"***={text}") for o in ("matches", "imatches")),  # literal text
    *(_test("f_json", o, lambda text: {text: [text]}) for o in ("eq", "contains", "containedBy")),
    _test("l_json", "contains", lambda text: [{text: text}]),
    _where(lambda text: {"part": {"text": {"eq": text}, "part": {"json": {"contains": {text: 1}}}}}),
    _where(lambda text: {"parts": {"some": {"text": {"icontains": text}, "NOT": {"text": {"eq": text}}}}}),
    _where(lambda text: {"OR": [{"NOT": {"f_string": {"eq": text}}}, {"AND": [{"slug": {"gt": text}}]}]}),
    (LOOK_UP, lambda text: {"a": text, "b": text, "c": text}),
)


class Tapped:
    """An app on one connection to the database, and what it says there."""

    def __init__(self, table: Everything, proxy: Proxy, runner: asyncio.Runner) -> None:
        self._app = FraiseQL(table.project.plans, database=proxy.url, max_connections=1, limits=NO_LIMITS)
        self._proxy = proxy
        self._runner = runner
        self._said = Said()
        self._read = 0
        self.ask("{ natives(limit: 0) { id } }", {})  # what a new connection begins with is out of the way

    def ask(self, query: str, variables: Any) -> tuple[dict[str, Any], list[str], list[str]]:
        """The response, the statements it took, and their parameters."""
        response = self._runner.run(self._app.execute(query, variables))
        trips = self._proxy.sent[self._read :]
        self._read = len(self._proxy.sent)
        executed = [statement for trip in trips for statement in self._said.executed(trip)]
        return response, [sql for sql, _ in executed], [value for _, values in executed for value in values]

    def close(self) -> None:
        """Ends the connection."""
        self._runner.run(self._app.close())


@pytest.fixture(scope="module")
def tapped(table: Everything) -> Iterator[Tapped]:
    with asyncio.Runner() as runner:
        network = proxied(table.project.url)
        proxy = runner.run(network.__aenter__())
        found = Tapped(table, proxy, runner)
        yield found
        found.close()
        runner.run(network.__aexit__(None, None, None))


def refused(response: dict[str, Any]) -> bool:
    """Whether the client was told that its input is wrong, and nothing worse."""
    codes = {error["extensions"]["code"] for error in response.get("errors", [])}
    assert codes <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}, response
    return bool(codes)


def test_a_value_is_a_parameter_whatever_it_holds(table: Everything, tapped: Tapped) -> None:
    @given(st.sampled_from(list(_fitting(table))), ATTACKS)
    def law(shape: tuple[str, Make], attack: str) -> None:
        query, make = shape
        harmless, planned, _ = tapped.ask(query, make("harmless"))
        assert "errors" not in harmless
        response, statements, parameters = tapped.ask(query, make(attack))
        assert statements == planned
        assert not any(MARK in sql for sql in statements)
        assert any(MARK in value for value in parameters)
        assert not refused(response)

    law()


def test_what_postgresql_refuses_stays_a_parameter_and_is_named(tapped: Tapped) -> None:
    shapes = [_test("f_string", operator) for operator in _PATTERNS]
    shapes += [_test(field, operator) for field in ("money", "day") for operator in ("eq", "ne", "gt", "lte")]
    shapes.append(_test("money", "in", lambda text: ["1", text]))
    shapes.append(_test("moneys", "overlaps", lambda text: [text, "1"]))

    @given(st.sampled_from(shapes), ATTACKS)
    def law(shape: tuple[str, Make], attack: str) -> None:
        query, make = shape
        _, planned, _ = tapped.ask(query, make("1"))
        response, statements, _ = tapped.ask(query, make(attack))
        assert not any(MARK in sql for sql in statements)
        # PostgreSQL refuses some; then the other fields are read again, each by itself, and which value it
        # was is tried.
        assert set(statements) <= {*planned, *AGAIN, *TRIALS}
        if refused(response):
            ((field, tests),) = make("")["w"].items()
            (operator,) = tests
            for error in response["errors"]:
                assert f'at "where.{field}.{operator}' in error["message"]

    law()


def _every_test(table: Everything) -> Iterator[tuple[bool, tuple[str, Make]]]:
    """Every operator of every field, given text, and whether any text will do there."""
    plans = table.project.plans
    for name, target in plans.queries["natives"].targets.items():
        if not isinstance(target, ValueTarget) or name == "key":  # a UUID in the column, text in the document
            continue
        if isinstance(plans.types.get(target.type), ScalarType):  # of which PostgreSQL decides
            continue
        for operator, row in operators_of(target.type, is_list=target.list).items():
            fits = target.postgres in ("text", "varchar", "jsonb", "json") and target.type != "Mood"
            if row.takes == "measure":
                for inner in target.measures[operator].operators:
                    yield False, _test(name, operator, lambda text, inner=inner: {inner: text})  # type: ignore[misc]
            elif row.takes in ("list", "texts"):
                yield fits or row.takes == "texts", _test(name, operator, lambda text: [text, text])
            elif row.takes == "flag":
                yield False, _test(name, operator)
            elif operator not in _PATTERNS and target.type != "LTree":
                yield fits or row.takes == "text", _test(name, operator)


def _fitting(table: Everything) -> Iterator[tuple[str, Make]]:
    """Where any text will do."""
    yield from SHAPES
    yield from (shape for fits, shape in _every_test(table) if fits)


def _misuses(table: Everything) -> Iterator[tuple[str, Make]]:
    """Where text is of no use: names, numbers, dates, enums, directions, pages."""
    yield from (shape for fits, shape in _every_test(table) if not fits)
    for name in table.project.plans.queries["natives"].targets:
        yield _where(lambda text, name=name: {name: {text: 1}})  # type: ignore[misc]
    yield _where(lambda text: {text: {"eq": 1}})
    yield _where(lambda text: {"part": {text: {"eq": 1}}})
    yield _where(lambda text: {"parts": {text: {}}})
    yield _where(lambda text: text)
    order = "query($o: [NativeOrderBy!], $l: Int) { natives(orderBy: $o, limit: $l) { id } }"
    for name in ("id", "f_string", "mood", "part"):
        yield order, lambda text, name=name: {"o": [{name: text}]}  # type: ignore[misc]
    yield order, lambda text: {"o": [{"part": {"text": text}}]}
    yield order, lambda text: {"o": [{text: "ASC"}]}
    yield order, lambda text: {"l": text}
    yield order, lambda text: {"o": text}
    yield "query($o: Int) { natives(offset: $o) { id } }", lambda text: {"o": text}
    for name in ("first", "last"):
        yield f"query($n: Int) {{ nativePages({name}: $n) {{ totalCount }} }}", lambda text: {"n": text}
    for name in ("after", "before"):
        yield f"query($c: String) {{ nativePages({name}: $c) {{ totalCount }} }}", lambda text: {"c": text}


def every_shape(table: Everything) -> Iterator[tuple[str, Make]]:
    """Requests with text in every place that a client decides, whether it fits there or not."""
    yield from _fitting(table)
    yield from _misuses(table)
    yield from (_test(field, operator) for operator in _PATTERNS for field in ("f_string", "slug", "name"))
    yield from (
        _test(field, operator) for operator in ("eq", "ne", "gt", "lte") for field in ("money", "day")
    )


def test_text_in_any_other_place_is_refused_before_sql_runs(table: Everything, tapped: Tapped) -> None:
    @given(st.sampled_from(list(_misuses(table))), ATTACKS)
    def law(shape: tuple[str, Make], attack: str) -> None:
        query, make = shape
        response, statements, _ = tapped.ask(query, make(attack))
        assert refused(response)
        assert statements == []

    law()


PAGE = "query($o: [NativeOrderBy!], $c: String) { nativePages(orderBy: $o, {}: $c) { nodes { id } } }"


def test_a_forged_cursor_stays_a_parameter(tapped: Tapped) -> None:
    order = [{"f_string": "ASC"}, {"part": {"text": "DESC"}}]
    first = "query($o: [NativeOrderBy!]) { nativePages(orderBy: $o, first: 1) { pageInfo { endCursor } } }"
    response, _, _ = tapped.ask(first, {"o": order})
    cursor = response["data"]["nativePages"]["pageInfo"]["endCursor"]
    of, *values = json.loads(urlsafe_b64decode(cursor + "==")[4:])  # after the checksum
    places = st.integers(0, len(values) - 1)

    @given(st.sampled_from(["after", "before"]), places, ATTACKS)
    def law(end: str, place: int, attack: str) -> None:
        def ask(text: str) -> tuple[dict[str, Any], list[str], list[str]]:
            forged = ["x", "y", "1"]
            forged[place] = text
            given = encode_cursor(of, json.dumps(forged).encode()).decode()
            return tapped.ask(PAGE.replace("{}", end), {"o": order, "c": given})

        _, planned, _ = ask("1")
        response, statements, parameters = ask(attack)
        assert statements == planned
        assert attack in parameters
        if refused(response):  # the last one is a number
            assert place == len(values) - 1
            assert f'Argument "{end}" is not a cursor' in response["errors"][0]["message"]

    law()


def test_a_literal_is_a_parameter_too(tapped: Tapped) -> None:
    @given(ATTACKS)
    def law(attack: str) -> None:
        literal = json.dumps(attack)
        query = "{{ natives(where: {{ f_string: {{ eq: {0}, in: [{0}] }} }}) {{ id }} }}"
        _, planned, _ = tapped.ask(query.format('"harmless"'), {})
        response, statements, parameters = tapped.ask(query.format(literal), {})
        assert statements == planned
        assert not refused(response)
        assert attack in parameters

    law()


def test_text_in_the_place_of_a_name_is_refused(tapped: Tapped) -> None:
    places = (
        "{{ natives(where: {{ {0}: {{ eq: 1 }} }}) {{ id }} }}",
        "{{ natives(where: {{ f_string: {{ {0}: 1 }} }}) {{ id }} }}",
        "{{ natives(orderBy: [{{ {0}: ASC }}]) {{ id }} }}",
        "{{ natives(orderBy: [{{ id: {0} }}]) {{ id }} }}",
        "{{ natives({0}: 1) {{ id }} }}",
        "{{ natives {{ {0} }} }}",
        "{{ {0} }}",
    )

    @given(st.sampled_from(places), ATTACKS)
    def law(place: str, attack: str) -> None:
        response, statements, _ = tapped.ask(place.format(attack), {})
        assert statements == []
        assert response["errors"]

    law()


def test_a_null_byte_is_refused_before_sql_runs(table: Everything, tapped: Tapped) -> None:
    for query, make in _fitting(table):
        response, statements, _ = tapped.ask(query, make(f"{MARK}\0"))
        assert refused(response)
        assert statements == []
        assert "U+0000" in response["errors"][0]["message"]


def test_any_json_for_a_filter_is_answered_or_refused(table: Everything) -> None:
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    anything = st.recursive(
        scalars,
        lambda x: st.lists(x, max_size=2) | st.dictionaries(names(table), x, max_size=2),
        max_leaves=8,
    )

    @given(anything)
    def law(where: Any) -> None:
        refused(table.project.execute(NATIVE, {"w": where, "d": where}))

    law()


def names(table: Everything) -> st.SearchStrategy[str]:
    """Names that mean something in a filter."""
    fields = list(table.project.plans.queries["natives"].targets)
    operators = "eq in isNull gt contains hasKey matches overlaps length some AND OR NOT".split()
    return st.sampled_from(fields) | st.sampled_from(operators)
