from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.snapshot import dump, load
from tests.compiling import blog_database
from tests.postgres import MakeDatabase

ODD = """
CREATE SCHEMA "Größe";
CREATE TYPE "Größe".mood AS ENUM ('glücklich', 'so "so"', E'new\\nline');
CREATE DOMAIN share AS numeric CHECK (VALUE >= 0);
CREATE TABLE "Größe"."Täble" (id int PRIMARY KEY, m "Größe".mood[], s share);
CREATE VIEW v AS SELECT id, '<\u2028>' AS x FROM "Größe"."Täble";
"""


@pytest.fixture(scope="module")
def catalog(make_database: MakeDatabase) -> Catalog:
    with connect(make_database(blog_database() + ODD)) as connection:
        return introspect(connection)


def test_it_comes_back_as_it_was(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "catalog.json").write_bytes(dump(catalog))
    assert load(tmp_path / "catalog.json") == (catalog, [])
    read, _ = load(tmp_path / "catalog.json")
    assert read
    assert dump(read) == dump(catalog)


def test_it_is_made_to_be_compared(catalog: Catalog) -> None:
    lines = dump(catalog).decode().split("\n")
    assert lines[-1] == ""
    assert '     {"name": "m", "type": "\\"Größe\\".mood[]"},' in lines
    assert all(line.endswith(('"', '",')) for line in lines if len(line) > 110)  # one long text


def refused(path: Path, text: str | bytes) -> Diagnostic:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    catalog, (diagnostic,) = load(path)
    assert catalog is None
    return diagnostic


def shown(diagnostic: Diagnostic) -> tuple[str, str, str | None]:
    """The code, the message, and the line that it points at from there on."""
    span = diagnostic.span
    assert span is not None
    return diagnostic.code, diagnostic.message, span.source.text[span.start :].partition("\n")[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    catalog, (diagnostic,) = load(tmp_path / "catalog.json")
    assert (catalog, diagnostic.code) == (None, "FQ307")
    assert diagnostic.message.startswith("cannot read ")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    assert shown(refused(tmp_path / "c", b'{"a": "\xff"}'))[:2] == (
        "FQ307",
        "the file is not UTF-8: byte 0xFF at offset 7 cannot stand here",
    )


@pytest.mark.parametrize(
    ("text", "message", "rest"),
    [
        ('{\n"é": 1,\n<<<<<<< HEAD', "object keys must be strings", "<<<<<<< HEAD"),
        ('{"format": 1', "input data was truncated", ""),
        ("", "input data was truncated", ""),
        ('{"format": 1, "fields": ""} x', "trailing characters", ""),
    ],
)
def test_a_file_that_is_not_json(tmp_path: Path, text: str, message: str, rest: str) -> None:
    found = refused(tmp_path / "c", text)
    assert shown(found) == ("FQ307", f"the catalog file is not JSON: {message}", rest)
    assert found.hint == "write it again with `fraiseql catalog`"


@pytest.mark.parametrize(("key", "value"), [("format", 2), ("fields", "0123456789abcdef")])
def test_a_file_of_another_version(catalog: Catalog, tmp_path: Path, key: str, value: object) -> None:
    content = json.loads(dump(catalog)) | {key: value}
    code, message, rest = shown(refused(tmp_path / "c", json.dumps(content, indent=1)))
    assert (code, message) == ("FQ308", "the catalog file was written by another version of FraiseQL")
    assert rest == f"{content['format']},"


def drop_type(content: Any) -> None:
    del content["catalog"]["types"]["share"]


def drop_types(content: Any) -> None:
    del content["catalog"]["types"]


def wrong_name(content: Any) -> None:
    content["catalog"]["relations"][1]["name"] = 5


def missing_name(content: Any) -> None:
    del content["catalog"]["relations"][0]["columns"][2]["name"]


def wrong_type(content: Any) -> None:
    content["catalog"]["types"]["int4"]["kind"] = "odd"


def more(content: Any) -> None:
    content["more"] = 1


@pytest.mark.parametrize(
    ("change", "message", "rest"),
    [
        (drop_types, 'the type `"Größe".mood[]` is used but not there', "{"),
        (wrong_name, "expected `str`, got `int`", "5,"),
        (missing_name, "object missing required field `name`", "{"),
        (wrong_type, "invalid enum value 'odd'", "{"),
        (more, "object contains unknown field `more`", "{"),
        (drop_type, "the type `public.share` is used but not there", "{"),
    ],
)
def test_a_damaged_file(
    catalog: Catalog, tmp_path: Path, change: Callable[[Any], None], message: str, rest: str
) -> None:
    text = dump(catalog).decode().replace('"public.share": {', '"share": {')
    content = json.loads(text)
    change(content)
    found = refused(tmp_path / "c", json.dumps(content, indent=1))
    assert shown(found) == ("FQ307", f"the catalog file is damaged: {message}", rest)


@pytest.mark.parametrize(
    ("text", "message", "rest"),
    [
        ("[]", "expected `object`, got `array`", "[]"),
        ('{"format": 1}', "object missing required field `fields`", '{"format": 1}'),
        ('{"fields": "x", "format": "1"}', "expected `int`, got `str`", '"1"}'),
        ('{"a": ' + "[" * 100_000, "it is nested too deeply", '{"a": ' + "[" * 100_000),
    ],
)
def test_what_is_no_catalog(tmp_path: Path, text: str, message: str, rest: str) -> None:
    assert shown(refused(tmp_path / "c", text)) == ("FQ307", f"the catalog file is damaged: {message}", rest)
