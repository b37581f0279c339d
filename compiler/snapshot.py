"""A catalog as a file, so that a schema compiles without its database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.parse import read
from fraiseql.compiler.source import Source, Span
from fraiseql.plan import digest

FORMAT = 1
"""Version of the format. It grows where the same fields come to mean something else."""

_WIDTH = 110
"""What is longer than this is broken into lines."""

_AGAIN = "write it again with `fraiseql catalog`"


class _Head(Struct):
    format: int
    fields: str


class _Snapshot(Struct, forbid_unknown_fields=True):
    format: int
    fields: str
    catalog: Catalog


@cache
def _fields() -> str:
    """A hash of the fields that a catalog has, since one that lacks some would say less, silently."""
    schema = msgspec.json.schema(Catalog)
    return digest(json.dumps(_undescribed(schema), sort_keys=True).encode())[:16]


def _undescribed(schema: Any) -> Any:
    """A JSON schema without its texts for people."""
    if isinstance(schema, dict):
        return {key: _undescribed(value) for key, value in schema.items() if key != "description"}
    return [_undescribed(item) for item in schema] if isinstance(schema, list) else schema


def dump(catalog: Catalog) -> bytes:
    """The file: JSON, the same for the same catalog, in short lines, so that a diff shows what changed."""
    # msgspec leaves a default out where it is the same object, so the catalog is first made as `load` does.
    catalog = msgspec.json.decode(msgspec.json.encode(catalog), type=Catalog)
    snapshot = msgspec.to_builtins(_Snapshot(FORMAT, _fields(), catalog))
    return f"{_printed(snapshot, '')}\n".encode()


def _printed(value: Any, margin: str, key: str = "") -> str:
    whole = key + json.dumps(value, ensure_ascii=False)
    if len(margin) + len(whole) < _WIDTH or not isinstance(value, dict | list | tuple):
        return whole
    inner = f"{margin} "
    if isinstance(value, dict):
        items = [_printed(v, inner, f"{json.dumps(k, ensure_ascii=False)}: ") for k, v in value.items()]
    else:
        items = [_printed(item, inner) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join((key + opening, ",\n".join(f"{inner}{item}" for item in items), f"{margin}{closing}"))


def load(path: Path) -> tuple[Catalog | None, list[Diagnostic]]:
    """The catalog of a file; nothing, and FQ307 or FQ308, where it cannot be used."""
    source, unreadable = read(path, str(path))
    if source is None:
        return None, [replace(diagnostic, code="FQ307") for diagnostic in unreadable]
    try:
        head = msgspec.json.decode(source.text, type=_Head)
        if (head.format, head.fields) != (FORMAT, _fields()):
            message = "the catalog file was written by another version of FraiseQL"
            return None, [Diagnostic("FQ308", message, _at(source, ["format"]), _AGAIN)]
        catalog = msgspec.json.decode(source.text, type=_Snapshot).catalog
    except RecursionError:
        return None, [_damaged(source, "it is nested too deeply", [])]
    except msgspec.ValidationError as error:
        message, _, written = str(error).partition(" - at `$")
        return None, [_damaged(source, f"{message[:1].lower()}{message[1:]}", _steps(written))]
    except msgspec.DecodeError as error:
        return None, [_not_json(source, str(error))]
    missing = sorted(set(_used(catalog)) - catalog.types.keys())
    if missing:
        return None, [
            _damaged(source, f"the type `{missing[0]}` is used but not there", ["catalog", "types"])
        ]
    return catalog, []


def _used(catalog: Catalog) -> Iterator[str]:
    """The types that are looked up by their keys."""
    for relation in catalog.relations:
        yield from (column.type for column in relation.columns)
    for function in catalog.functions:
        yield from (parameter.type for parameter in function.parameters)
        yield from (function.returns,) if function.returns is not None else ()
    for type_ in catalog.types.values():
        yield from (part for part in (type_.base, type_.element) if part is not None)


# --- what is wrong with a file -----------------------------------------------------------------------


def _not_json(source: Source, said: str) -> Diagnostic:
    """What msgspec says: with the byte, but where the file ends too early."""
    message, _, place = said.partition(" (byte ")
    start = len(source.text)
    if place:
        start = len(source.text.encode()[: int(place.removesuffix(")"))].decode(errors="ignore"))
    message = message.removeprefix("JSON is malformed: ")
    span = Span(source, start, min(start + 1, len(source.text)))
    return Diagnostic(
        "FQ307", f"the catalog file is not JSON: {message[:1].lower()}{message[1:]}", span, _AGAIN
    )


def _damaged(source: Source, message: str, steps: Sequence[str | int]) -> Diagnostic:
    return Diagnostic("FQ307", f"the catalog file is damaged: {message}", _at(source, steps), _AGAIN)


def _steps(path: str) -> list[str | int]:
    """`.catalog.relations[0].name` taken apart. `[...]`, some key of a mapping, ends what can be followed."""
    known = path.partition("[...]")[0]
    return [key or int(index) for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", known)]


def _at(source: Source, steps: Sequence[str | int]) -> Span:
    """Where a value of the file starts, or the innermost one around it that is there."""
    text = source.text
    start = _skipped(text, 0)
    for step in steps:
        found = next((at for name, at in _items(text, start) if name == step), None)
        if found is None:
            break
        start = found
    return Span(source, start, min(start + 1, len(text)))


def _items(text: str, start: int) -> Iterator[tuple[str | int, int]]:
    """The keys or numbers of what a container of a JSON text holds, and where each value starts."""
    number = 0
    at = _skipped(text, start + 1)
    while text[at] not in "]}":
        name: str | int = number
        if text[start] == "{":
            name, at = _DECODER.raw_decode(text, at)
            at = _skipped(text, at)
        yield name, at
        _, end = _DECODER.raw_decode(text, at)
        at = _skipped(text, end)
        number += 1


_DECODER = json.JSONDecoder()
_SEPARATORS = re.compile(r"[ \t\r\n,:]*")


def _skipped(text: str, start: int) -> int:
    """The offset of what follows white space and separators."""
    skipped = _SEPARATORS.match(text, start)
    assert skipped
    return skipped.end()
