from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from fraiseql.bind import Binder, bind_mutation, bind_query
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError
from fraiseql.form import read_form
from fraiseql.keyset import SortKey
from fraiseql.operators import OPERATORS
from fraiseql.plan import InputField, InputType, Mutation, ObjectType, Parameter, ScalarType, ValueTarget
from fraiseql.statement import Statement
from fraiseql.where import Filter
from tests.plans import Sample

ID = "00000000-0000-0000-0000-000000000001"


def bound(sample: Sample, name: str, **given: Any) -> Statement:
    query = sample.plans.queries[name]
    inputs = Inputs(sample.plans.types)
    arguments = {key: inputs.coerce(query.arguments[key].type, value) for key, value in given.items()}
    return bind_query(query, arguments, Binder(sample.plans.types))


def where(sample: Sample, filter_: Any) -> tuple[str, tuple[str | None, ...]]:
    """The conditions of a filter on posts, and their parameters."""
    statement = bound(sample, "postCount", where=filter_)
    _, _, conditions = statement.sql.partition("\nWHERE ")
    return conditions, statement.parameters


def refused(sample: Sample, name: str, code: str = "BAD_USER_INPUT", **given: Any) -> str:
    with pytest.raises(FieldError) as error:
        bound(sample, name, **given)
    assert error.value.code == code
    return error.value.message


# --- the parts of a statement ----------------------------------------------------------------------------


def test_a_whole_statement(sample: Sample) -> None:
    statement = bound(
        sample,
        "posts",
        limit=2,
        offset=1,
        orderBy=[{"views": "DESC"}, {"author": {"boss": {"name": "ASC_NULLS_FIRST"}}}],
        where={"views": {"gt": 5, "lt": 50}, "OR": [{"title": {"eq": None}}, {"identifier": {"eq": "x"}}]},
    )
    assert (
        statement.sql
        == """\
SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'views')::int4 > $1::int4
  AND (t.data ->> 'views')::int4 < $2::int4
  AND ((t.data ->> 'title') IS NULL OR t.identifier = $3::text)
ORDER BY (t.data ->> 'views')::int4 DESC, (((t.data -> 'author') -> 'boss') ->> 'name') ASC NULLS FIRST, t.id
LIMIT $4::int8
OFFSET $5::int8"""
    )
    assert statement.parameters == ("5", "50", "x", "2", "1")


def test_the_same_form_is_the_same_text(sample: Sample) -> None:
    one = bound(sample, "posts", where={"views": {"gt": 5}}, limit=1)
    two = bound(sample, "posts", where={"views": {"gt": 77}}, limit=4)
    assert one.sql == two.sql


def test_arguments_bind_in_the_order_of_the_schema(sample: Sample) -> None:
    one = bound(sample, "postsByAuthor", status="LIVE", authorId=ID)
    two = bound(sample, "postsByAuthor", authorId=ID, status="LIVE")
    assert one == two
    assert one.parameters == (ID, "live")


# --- lookups and equality --------------------------------------------------------------------------------


def test_a_lookup(sample: Sample) -> None:
    assert bound(sample, "post", id=ID) == Statement(
        "SELECT t.data\nFROM public.tv_post AS t\nWHERE t.id = $1::uuid\nLIMIT 2", (ID,)
    )
    both = bound(sample, "post", id=ID, identifier="x", number=None)
    assert both.sql.endswith("\nWHERE t.id = $1::uuid\n  AND t.identifier = $2::text\nLIMIT 2")
    assert both.parameters == (ID, "x")


@pytest.mark.parametrize("given", [{}, {"id": None}, {"id": None, "identifier": None, "number": None}])
def test_a_lookup_needs_a_value(sample: Sample, given: dict[str, Any]) -> None:
    assert refused(sample, "post", **given) == '"post" needs a value for id or identifier or number.'


def test_equality_in_a_list(sample: Sample) -> None:
    assert bound(sample, "postsByAuthor").sql == "SELECT t.data\nFROM public.tv_post AS t\nORDER BY t.id"
    null = bound(sample, "postsByAuthor", authorId=None)
    assert "\nWHERE t.author_id IS NULL\n" in null.sql
    assert null.parameters == ()


def test_a_value_the_column_cannot_hold(sample: Sample) -> None:
    assert refused(sample, "post", id="x") == 'Argument "id" got invalid value "x"; expected a UUID.'


# --- pages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "parameters"),
    [
        ({}, ("3",)),
        ({"limit": None, "offset": None}, ("3",)),
        ({"limit": 0}, ("0",)),
        ({"limit": 4, "offset": 0}, ("4", "0")),
    ],
)
def test_pages(sample: Sample, given: dict[str, Any], parameters: tuple[str, ...]) -> None:
    assert bound(sample, "posts", **given).parameters == parameters


def test_pages_that_are_not_allowed(sample: Sample) -> None:
    too_many = refused(sample, "posts", "LIMIT_EXCEEDED", limit=5)
    assert too_many == 'Argument "limit" is 5; at most 4 is allowed.'
    assert refused(sample, "posts", limit=-1) == 'Argument "limit" is -1; it cannot be negative.'
    assert refused(sample, "posts", offset=-1) == 'Argument "offset" is -1; it cannot be negative.'


# --- order -------------------------------------------------------------------------------------------------


_ONE = "must name exactly one field"
_SEVERAL = "list several in their order"


@pytest.mark.parametrize(
    ("order", "place", "problem", "hint"),
    [
        ({}, "", _ONE, f"found none; {_SEVERAL}"),
        ({"views": "ASC", "title": "ASC"}, "", _ONE, f"found views, title; {_SEVERAL}"),
        ({"author": {}}, ".author", _ONE, f"found none; {_SEVERAL}"),
        ({"author": None}, ".author", _ONE, f"found none; {_SEVERAL}"),
        ({"views": None}, ".views", "is null", "expected a direction such as ASC or DESC"),
    ],
)
def test_orders_that_are_not_clear(
    sample: Sample, order: dict[str, Any], place: str, problem: str, hint: str
) -> None:
    # The derived order inputs let none of these through; a hand-written one may.
    with pytest.raises(FieldError) as error:
        bind_query(sample.plans.queries["posts"], {"orderBy": [order]}, Binder(sample.plans.types))
    assert error.value.message == f'Argument "orderBy" {problem} at "orderBy[0]{place}"; {hint}.'
    assert error.value.code == "BAD_USER_INPUT"


def test_an_enum_sorts_by_the_place_of_its_value(sample: Sample) -> None:
    author = sample.plans.types["Author"]
    assert isinstance(author, ObjectType)
    name = author.targets["name"]
    assert isinstance(name, ValueTarget)
    ranked = replace(author, targets={"name": replace(name, sort="rank($0 ->> 'name')")})
    binder = Binder({**sample.plans.types, "Author": ranked})
    (key,) = binder.criteria(
        sample.plans.queries["posts"], {"orderBy": [{"author": {"name": "DESC_NULLS_LAST"}}]}
    ).order
    assert key == SortKey("rank((t.data -> 'author') ->> 'name')", "DESC NULLS LAST", "int4")


def test_an_order_may_be_a_single_key(sample: Sample) -> None:
    # A hand-written argument may be no list.
    query, binder = sample.plans.queries["posts"], Binder(sample.plans.types)
    statement = bind_query(query, {"orderBy": {"views": "DESC"}}, binder)
    assert "\nORDER BY (t.data ->> 'views')::int4 DESC, t.id\n" in statement.sql
    with pytest.raises(FieldError, match=r'^Argument "orderBy" must name exactly one field; found none'):
        bind_query(query, {"orderBy": {}}, binder)


# --- filters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filter_", "sql", "parameters"),
    [
        (None, "", ()),
        ({}, "", ()),
        ({"views": {}}, "", ()),
        ({"AND": []}, "TRUE", ()),
        ({"OR": []}, "FALSE", ()),
        ({"NOT": {}}, "(TRUE) IS NOT TRUE", ()),
        ({"OR": [{}]}, "TRUE", ()),
        ({"number": {"eq": 1}}, "t.number = $1::int4", ("1",)),
        ({"number": {"ne": 1}}, "t.number IS DISTINCT FROM $1::int4", ("1",)),
        ({"number": {"eq": None}}, "t.number IS NULL", ()),
        ({"number": {"ne": None}}, "(t.number IS NULL) IS NOT TRUE", ()),
        ({"number": {"isNull": True}}, "t.number IS NULL", ()),
        ({"number": {"isNull": False}}, "(t.number IS NULL) IS NOT TRUE", ()),
        ({"number": {"in": [1, 2]}}, "t.number = ANY ($1::int4[])", ('{"1","2"}',)),
        ({"number": {"notIn": []}}, "(t.number = ANY ($1::int4[])) IS NOT TRUE", ("{}",)),
        (
            {"status": {"in": ["DRAFT", "LIVE"]}},
            "(t.data ->> 'status') = ANY ($1::text[])",
            ('{"draft","live"}',),
        ),
        ({"identifier": {"contains": "a%_\\"}}, "t.identifier LIKE $1::text", ("%a\\%\\_\\\\%",)),
        ({"identifier": {"startsWith": "a"}}, "t.identifier LIKE $1::text", ("a%",)),
        ({"identifier": {"endsWith": "a"}}, "t.identifier LIKE $1::text", ("%a",)),
        (
            {"identifier": {"matches": "^a"}, "number": {"eq": 1}},
            "t.identifier ~ $1::text\n  AND t.number = $2::int4\n  AND ('' ~ $1::text) IS NOT NULL",
            ("^a", "1"),
        ),
        (
            {
                "AND": [{"number": {"gt": 1}}, {"number": {"lt": 9}}],
                "NOT": {"number": {"eq": 5}, "title": {"eq": "x"}},
            },
            (
                "(t.number > $1::int4 AND t.number < $2::int4)\n"
                "  AND ((t.number = $3::int4 AND (t.data ->> 'title') = $4::text)) IS NOT TRUE"
            ),
            ("1", "9", "5", "x"),
        ),
        (
            {"author": {"name": {"eq": "x"}, "OR": [{"boss": {"name": {"eq": "y"}}}, {"id": {"eq": 1}}]}},
            (
                "((t.data -> 'author') ->> 'full_name') = $1::text\n"
                "  AND ((((t.data -> 'author') -> 'boss') ->> 'name') = $2::text"
                " OR ((t.data -> 'author') ->> 'id') = $3::text)"
            ),
            ("x", "y", "1"),
        ),
        (
            {"author": {"AND": [{"name": {"eq": "x"}}], "NOT": {"name": {"eq": "y"}}}},
            (
                "((t.data -> 'author') ->> 'full_name') = $1::text\n"
                "  AND (((t.data -> 'author') ->> 'full_name') = $2::text) IS NOT TRUE"
            ),
            ("x", "y"),
        ),
        (
            {"tags": {"length": {"gt": 2}}},
            (
                "CASE jsonb_typeof((t.data -> 'tags')) WHEN 'array'"
                " THEN jsonb_array_length((t.data -> 'tags')) END > $1::int4"
            ),
            ("2",),
        ),
        ({"author": {"name": {"eq": None}}}, "((t.data -> 'author') ->> 'full_name') IS NULL", ()),
        ({"meta": {"hasKey": "a"}}, "(t.data -> 'meta') ? $1::text", ("a",)),
        ({"meta": {"hasAnyKey": ["a"]}}, "(t.data -> 'meta') ?| $1::text[]", ('{"a"}',)),
        ({"meta": {"contains": {"n": 1}}}, "(t.data -> 'meta') @> $1::jsonb", ('{"n":1}',)),
        ({"identifier": {"like": "a\\\\"}}, "t.identifier LIKE $1::text", ("a\\\\",)),
    ],
)
def test_filters(sample: Sample, filter_: Any, sql: str, parameters: tuple[str, ...]) -> None:
    assert where(sample, filter_) == (sql, parameters)


def test_a_pattern_is_text_whatever_the_field_is() -> None:
    patterns = [row for row in OPERATORS if row.text is not None]
    assert len(patterns) >= 8
    assert {row.type for row in patterns} == {"text"}


def test_filters_inside_a_document() -> None:
    length = ValueTarget(type="Int", postgres="int4", sql="n($0)", operators={"gt": "n($0) > $1::int4"})
    items = ValueTarget(
        type="Int", postgres="int4", sql="$0", list=True, operators={}, measures={"length": length}
    )
    # PostgreSQL alone understands the text of a custom scalar.
    custom = ValueTarget(type="Custom", postgres="uuid", sql="$0", operators={"eq": "$0 = $1::uuid"})
    filter_ = Filter({"Custom": ScalarType(name="Custom", postgres="uuid")})
    where = {"items": {"length": {"gt": 1}}, "custom": {"eq": "y"}}
    conditions = filter_.conditions(where, {"items": items, "custom": custom}, "d", ("where",))
    assert list(conditions) == ["n(d) > $1::int4", "d = $2::uuid"]
    assert filter_.parameters == ["1", "y"]


def test_filters_of_lists_of_objects(sample: Sample) -> None:
    one, other = {"body": {"eq": "x"}}, {"body": {"eq": "y"}}
    filter_ = {"comments": {"some": one, "none": other}, "NOT": {"comments": {"every": one}}}
    sql, parameters = where(sample, filter_)
    items = "(t.data -> 'comments')"
    array = f"jsonb_array_elements(CASE jsonb_typeof({items}) WHEN 'array' THEN {items} END)"
    assert sql == (
        f"EXISTS (SELECT FROM {array} AS e1 (value) WHERE (e1.value ->> 'body') = $1::text)\n"
        f"  AND (EXISTS (SELECT FROM {array} AS e2 (value)"
        " WHERE (e2.value ->> 'body') = $2::text)) IS NOT TRUE\n"
        f"  AND ((EXISTS (SELECT FROM {array} AS e3 (value)"
        " WHERE ((e3.value ->> 'body') = $3::text) IS NOT TRUE)) IS NOT TRUE) IS NOT TRUE"
    )
    assert parameters == ("x", "y", "x")


def test_ten_and_more_parameters_keep_their_places(sample: Sample) -> None:
    sql, parameters = where(sample, {"OR": [{"number": {"eq": n}} for n in range(12)]})
    assert sql == "(" + " OR ".join(f"t.number = ${n + 1}::int4" for n in range(12)) + ")"
    assert parameters == tuple(str(n) for n in range(12))


@pytest.mark.parametrize(
    ("filter_", "message"),
    [
        (
            {"OR": [{}, {"views": {"gt": None}}]},
            'is null at "where.OR[1].views.gt"; only eq and ne compare with null',
        ),
        ({"views": {"isNull": None}}, 'is null at "where.views.isNull"; only eq and ne compare with null'),
        ({"views": {"in": None}}, 'is null at "where.views.in"; only eq and ne compare with null'),
        ({"views": None}, 'is null at "where.views"; leave it out, or compare with eq: null'),
        ({"author": None}, 'is null at "where.author"; leave it out'),
        (
            {"author": {"boss": None}},
            'is null at "where.author.boss"; leave it out',
        ),
        (
            {"identifier": {"like": "a\\"}},
            (
                'got invalid value "a\\\\" at "where.identifier.like";'
                " expected a pattern that does not end with a lone backslash"
            ),
        ),
        (
            {"tags": {"length": {"gt": None}}},
            'is null at "where.tags.length.gt"; only eq and ne compare with null',
        ),
        ({"comments": None}, 'is null at "where.comments"; leave it out'),
        ({"comments": {"some": None}}, 'is null at "where.comments.some"; leave it out'),
        ({"AND": None}, 'is null at "where.AND"; leave it out'),
        ({"NOT": None}, 'is null at "where.NOT"; leave it out'),
        ({"id": {"in": [ID, "x"]}}, 'got invalid value "x" at "where.id.in[1]"; expected a UUID'),
        ({"NOT": {"id": {"eq": "x"}}}, 'got invalid value "x" at "where.NOT.id.eq"; expected a UUID'),
    ],
)
def test_filters_that_cannot_be_applied(sample: Sample, filter_: Any, message: str) -> None:
    assert refused(sample, "postCount", where=filter_) == f'Argument "where" {message}.'


def test_nulls_that_a_hand_written_filter_lets_through(sample: Sample) -> None:
    query = sample.plans.queries["postCount"]
    for filter_, message in [
        ({"number": {"in": [1, None]}}, 'is null at "where.number.in[1]"; only eq and ne compare with null'),
        ({"OR": [None]}, 'is null at "where.OR[0]"; leave it out'),
    ]:
        with pytest.raises(FieldError) as error:
            bind_query(query, {"where": filter_}, Binder(sample.plans.types))
        assert error.value.message == f'Argument "where" {message}.'


# --- forms that are known ----------------------------------------------------------------------------------


def views(sample: Sample, binder: Binder, least: int, ids: list[str], limit: int | None = None) -> Statement:
    """Posts by two tests, whose form is the same whatever the values."""
    where = {"views": {"gt": least}, "id": {"in": ids}}
    return bind_query(sample.plans.queries["posts"], {"where": where, "limit": limit}, binder)


def test_a_known_form_has_its_sql_already(sample: Sample) -> None:
    binder = Binder(sample.plans.types)
    one, two = views(sample, binder, 5, [ID]), views(sample, binder, 6, [])
    assert two.sql is one.sql
    assert (one.parameters, two.parameters) == (("5", f'{{"{ID}"}}', "3"), ("6", "{}", "3"))
    paged = {"where": None, "offset": 1}
    assert bind_query(sample.plans.queries["posts"], paged, binder).sql.endswith("\nOFFSET $2::int8")
    assert views(sample, binder, 7, [ID], limit=2) == Statement(one.sql, ("7", f'{{"{ID}"}}', "2"))


def test_a_value_that_does_not_fit_a_known_form_is_found(sample: Sample) -> None:
    binder = Binder(sample.plans.types)
    views(sample, binder, 5, [ID])
    with pytest.raises(FieldError) as error:
        views(sample, binder, 5, [ID, "x"])
    assert error.value.message == (
        'Argument "where" got invalid value "x" at "where.id.in[1]"; expected a UUID.'
    )


def test_a_form_makes_room_for_another(sample: Sample) -> None:
    query = sample.plans.queries["postCount"]
    form = read_form(query, {"where": {"views": {"gt": 5}}}, sample.plans.types)

    def by(operator: str, binder: Binder) -> str:
        return bind_query(query, {"where": {"views": {operator: 5}}}, binder).sql

    both, one, neither = (
        Binder(sample.plans.types, kept=len(form.key) * 2 - less) for less in (0, 1, len(form.key) + 1)
    )
    for binder, kept in ((both, True), (one, False), (neither, False)):
        before = by("gt", binder)
        by("lt", binder)
        assert (by("gt", binder) is before) is kept
    before = by("lt", one)
    assert by("lt", one) is before
    assert by("lt", neither) is not by("lt", neither)


# --- commands ----------------------------------------------------------------------------------------------


def command(sample: Sample, name: str, **given: Any) -> tuple[Statement, ...]:
    mutation = sample.plans.mutations[name]
    inputs = Inputs(sample.plans.types)
    arguments = {key: inputs.coerce(mutation.arguments[key].type, value) for key, value in given.items()}
    return bind_mutation(mutation, arguments, sample.plans.types)


def test_a_command_and_its_read(sample: Sample) -> None:
    call, read = command(sample, "rename", id=ID, title="New")
    assert "fn_rename(p_id => $1::uuid, p_title => $2::text)" in call.sql
    assert call.parameters == (ID, "New")
    assert read == Statement(sample.plans.mutations["rename"].read or "")


def test_an_absent_argument_leaves_the_functions_default(sample: Sample) -> None:
    call, _ = command(sample, "rename", id=ID)
    assert "fn_rename(p_id => $1::uuid)" in call.sql
    call, _ = command(sample, "rename", id=ID, title=None)
    assert call.parameters == (ID, None)


def test_a_command_without_parameters(sample: Sample) -> None:
    (call,) = command(sample, "whoami")
    assert call == Statement("SELECT to_jsonb(public.fn_whoami())")


def test_documents_and_arrays(sample: Sample) -> None:
    value = {
        "firstName": "é",
        "amount": "1.50",
        "nested": [{"status": "LIVE"}, {"nested": None}],
        "anything": {"firstName": [1, None]},
    }
    (call,) = command(sample, "echo", input=value, tags=["a,b", None, 'c"\\'], limits=[1, 2])
    assert call.parameters == (
        (
            '{"first_name":"é","amount":1.50,"nested":[{"status":"live","count":7},{"nested":null,"status":"draft",'
            '"count":7}],"any_thing":{"firstName":[1,null]},"status":"draft","count":7}'
        ),
        '{"a,b",NULL,"c\\"\\\\"}',
        '{"1","2"}',
    )


def test_an_array_item_the_parameter_cannot_hold() -> None:
    parameter = Parameter(source=("ids",), type="[ID!]", postgres="uuid[]", sql="ids => $1::uuid[]")
    mutation = Mutation(name="m", type="ID", function="f", parameters=(parameter,), call="SELECT f($0)")
    with pytest.raises(
        FieldError, match=r'Argument "ids" got invalid value "x" at "ids\[1\]"; expected a UUID\.'
    ):
        bind_mutation(mutation, {"ids": [ID, "x"]}, {})


def test_a_domain_over_jsonb_takes_documents() -> None:
    types = {"In": InputType(name="In", fields={"a": InputField(type="JSON")})}
    parameters = (
        Parameter(source=("input",), type="In", postgres="public.doc", sql="i => $1::public.doc"),
        Parameter(source=("json",), type="JSON", postgres="public.doc", sql="j => $1::public.doc"),
    )
    mutation = Mutation(name="m", type="ID", function="f", parameters=parameters, call="SELECT f($0)")
    (call,) = bind_mutation(mutation, {"input": {"a": "x"}, "json": "y"}, types)
    assert call == Statement("SELECT f(i => $1::public.doc, j => $2::public.doc)", ('{"a":"x"}', '"y"'))


def test_a_single_value_the_parameter_cannot_hold(sample: Sample) -> None:
    with pytest.raises(FieldError, match=r'^Argument "id" got invalid value "x"; expected a UUID\.$'):
        command(sample, "rename", id="x")


@pytest.mark.parametrize(
    ("type_", "postgres", "value", "text"),
    [
        ("String", "json", "y", '"y"'),
        ("String", "jsonb", "y", '"y"'),
        ("[Int]", "json", [1, None], "[1,null]"),
        ("[Int]", "jsonb", [1, None], "[1,null]"),
        # PostgreSQL alone understands the text of a custom scalar.
        ("Custom", "uuid", "y", "y"),
        ("Custom", "jsonb", "y", '"y"'),
        ("[Custom]", "uuid[]", ["y", None], '{"y",NULL}'),
    ],
)
def test_a_parameter_by_its_types(type_: str, postgres: str, value: Any, text: str) -> None:
    types = {"Custom": ScalarType(name="Custom", postgres="uuid")}
    parameter = Parameter(source=("p",), type=type_, postgres=postgres, sql="$1")
    mutation = Mutation(name="m", type="ID", function="f", parameters=(parameter,), call="SELECT f($0)")
    assert bind_mutation(mutation, {"p": value}, types) == (Statement("SELECT f($1)", (text,)),)


@pytest.mark.parametrize("arguments", [{}, {"input": None}, {"input": {}}])
def test_a_value_missing_inside_an_input_object(arguments: dict[str, Any]) -> None:
    parameters = (
        Parameter(source=("input", "a"), type="Int", postgres="int4", sql="a => $1::int4"),
        Parameter(source=("input", "b"), type="Int", postgres="int4", sql="b => $1::int4", optional=True),
    )
    mutation = Mutation(name="m", type="ID", function="f", parameters=parameters, call="SELECT f($0)")
    assert bind_mutation(mutation, arguments, {}) == (Statement("SELECT f(a => $1::int4)", (None,)),)
