from __future__ import annotations

import msgspec
import pytest

from fraiseql.compiler.catalog import (
    Catalog,
    Column,
    Function,
    FunctionParameter,
    ParameterMode,
    PgType,
    Relation,
)


def table(schema: str, name: str, *columns: Column) -> Relation:
    return Relation(schema=schema, name=name, kind="table", columns=columns)


def function(schema: str, name: str, *parameters: FunctionParameter) -> Function:
    signature = f"{schema}.{name}({', '.join(p.name for p in parameters)})"
    return Function(
        schema=schema, name=name, kind="function", parameters=parameters, returns="void", signature=signature
    )


ID = Column(name="id", type="uuid", not_null=True)
CATALOG = Catalog(
    server_version=180000,
    search_path=("app", "public"),
    relations=(
        table("app", "tv_post", ID),
        table("hidden", "tv_secret"),
        table("public", "tv_post"),
        table("public", "tv_user"),
        table("public", "dot.ted"),
    ),
    functions=(
        function("app", "fn_add", FunctionParameter(name="a", type="int4")),
        function("app", "fn_add", FunctionParameter(name="b", type="int4")),
        function("public", "fn_add"),
    ),
    types={
        "int4": PgType(key="int4", kind="base"),
        "public.d": PgType(key="public.d", kind="domain", base="int4"),
        "public.e": PgType(key="public.e", kind="domain", base="public.d"),
    },
)


TYPES = Catalog(
    server_version=180000,
    search_path=("app", "My Schema"),
    types={
        key: PgType(key=key, kind="composite" if key == "app.row" else "base")
        for key in (
            "int4",
            '"char"',
            "app.money",
            "hidden.money",
            '"My Schema"."A ""B"""',
            "far.ltree",
            "app.row",
        )
    },
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("int4", "int4"),
        ("integer", "int4"),
        ("char", '"char"'),
        ("money", "app.money"),
        ("hidden.money", "hidden.money"),
        ('A "B"', '"My Schema"."A ""B"""'),
        ("ltree", None),
        ("far.ltree", "far.ltree"),
        ("row", None),
        ("app.row", None),
        ("nothing", None),
    ],
)
def test_types_by_name(name: str, key: str | None) -> None:
    found = TYPES.type_named(name)
    assert (found.key if found else None) == key


def test_a_type_of_an_extension_is_found_anywhere() -> None:
    assert TYPES.type_named("ltree", anywhere=True) == TYPES.types["far.ltree"]
    assert TYPES.type_named("money", anywhere=True) == TYPES.types["app.money"]
    assert TYPES.type_named("tree", anywhere=True) is None


def test_the_names_of_types() -> None:
    names = list(TYPES.type_names())
    assert names[:2] == ["money", 'A "B"']
    assert {"int4", "char", "hidden.money", "far.ltree"} < set(names)
    assert "app.row" not in names


@pytest.mark.parametrize(
    ("name", "qualified"),
    [
        ("tv_post", "app.tv_post"),
        ("public.tv_post", "public.tv_post"),
        ("tv_user", "public.tv_user"),
        ("hidden.tv_secret", "hidden.tv_secret"),
        ("tv_secret", None),
        ("nowhere.tv_post", None),
        ("TV_POST", None),
        ("", None),
    ],
)
def test_a_name_means_a_relation(name: str, qualified: str | None) -> None:
    found = CATALOG.relation(name)
    assert (found.qualified if found else None) == qualified


def test_a_name_means_the_overloads_of_one_schema() -> None:
    assert [f.signature for f in CATALOG.functions_named("fn_add")] == ["app.fn_add(a)", "app.fn_add(b)"]
    assert [f.qualified for f in CATALOG.functions_named("public.fn_add")] == ["public.fn_add"]
    assert CATALOG.functions_named("fn_none") == ()


def test_columns_by_name() -> None:
    post = CATALOG.relations[0]
    assert post.column("id") == ID
    assert post.column("data") is None


def test_inputs_are_the_parameters_a_caller_gives() -> None:
    modes: tuple[ParameterMode, ...] = ("in", "out", "inout", "table", "variadic")
    called = function("public", "f", *(FunctionParameter(name=m, type="int4", mode=m) for m in modes))
    assert [p.name for p in called.inputs] == ["in", "inout", "variadic"]


def test_domains_are_followed() -> None:
    assert CATALOG.base_type("public.e").key == "int4"
    assert CATALOG.base_type("int4").key == "int4"


def test_json_both_ways() -> None:
    assert msgspec.json.decode(msgspec.json.encode(CATALOG), type=Catalog) == CATALOG
    with pytest.raises(msgspec.ValidationError, match="unknown field `more`"):
        msgspec.json.decode(b'{"server_version": 180000, "search_path": [], "more": 1}', type=Catalog)
