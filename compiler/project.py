"""A project on disk: `fraiseql.toml`, the schema it names, and the SQL files it applies (design §8)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.parse import read
from fraiseql.compiler.source import Source, Span

CONFIG = "fraiseql.toml"
_KEYS = {
    "": {
        "schema": "a string",
        "plans": "a string",
        "operations": "a list of strings",
        "database": "a table",
    },
    "database": {"url": "a string", "sql": "a list of strings"},
}


@dataclass(frozen=True, slots=True)
class Project:
    """Where the parts of a project are.

    url: of the database; absent, also where the variable of `env:NAME` is not set, for an embedded one.
    sql: the files to apply: by `dev` to any database, by the other commands to the embedded one alone.
        In the order in which they are applied.
    operations: the files of trusted documents.
    """

    root: Path
    schema: Path
    plans: Path
    url: str | None
    sql: tuple[Path, ...]
    operations: tuple[Path, ...] = ()

    @property
    def embedded(self) -> Path:
        """Where the embedded database lives."""
        return self.root / ".fraiseql" / "postgres"


def read_project(root: Path) -> tuple[Project | None, list[Diagnostic]]:
    """Reads `fraiseql.toml` of a folder. A missing file means the defaults of a project."""
    source, config, found = _configuration(root / CONFIG)
    if source is None or found:
        return None, found
    database = config.get("database", {})

    def matching(section: str, key: str, patterns: list[str]) -> Iterator[tuple[str, list[Path]]]:
        for pattern in patterns:
            try:
                yield pattern, sorted(root.glob(pattern))
            except (ValueError, NotImplementedError) as error:
                name = f"{section}.{key}" if section else key
                message = f"`{name}` holds `{pattern}`, which is no pattern of relative paths: {error}"
                found.append(Diagnostic("FQ103", message, _place(source, section, key)))

    sql = dict.fromkeys(
        path for _, paths in matching("database", "sql", database.get("sql", [])) for path in paths
    )
    operations: dict[Path, None] = {}
    for pattern, paths in matching("", "operations", config.get("operations", [])):
        operations |= dict.fromkeys(paths)
        if not paths:
            found.append(no_operations(pattern, _place(source, "", "operations")))
    if found:
        return None, found
    return Project(
        root=root,
        schema=root / config.get("schema", "schema.graphql"),
        plans=root / config.get("plans", "plans"),
        url=_url(database.get("url")),
        sql=tuple(sql),
        operations=tuple(operations),
    ), []


def no_operations(pattern: str, span: Span | None = None) -> Diagnostic:
    """What is said of a pattern of operation files that matches none. span: absent on the command line."""
    folder = "the working directory" if span is None else f"the folder of `{CONFIG}`"
    return Diagnostic("FQ602", f"no file matches `{pattern}`", span, f"it is relative to {folder}")


def _configuration(path: Path) -> tuple[Source | None, dict[str, Any], list[Diagnostic]]:
    """The file, what it says, and what is wrong with it."""
    if not path.exists():
        return Source(str(path), ""), {}, []
    source, unreadable = read(path, str(path))
    if source is None:
        return None, {}, [replace(diagnostic, code="FQ103") for diagnostic in unreadable]
    try:
        config = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:
        message, span = _not_toml(source, str(error))
        return source, {}, [Diagnostic("FQ103", f"{path.name} is not TOML: {message}", span)]
    sections = (("", config), ("database", config.get("database", {})))
    return source, config, [found for name, table in sections for found in _checked(source, table, name)]


def _not_toml(source: Source, said: str) -> tuple[str, Span | None]:
    """The message of the TOML reader, and the place that it names in words."""
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", said)
    if place is None:
        return said, None
    start = len(source.text)
    if place[1] is not None:
        start = source.line_starts[int(place[1]) - 1] + int(place[2]) - 1
    message = said[: place.start()]
    return message[:1].lower() + message[1:], Span(source, start, min(start + 1, len(source.text)))


def _url(value: str | None) -> str | None:
    if value is not None and value.startswith("env:"):
        return os.environ.get(value.removeprefix("env:")) or None
    return value


def _checked(source: Source, table: Any, section: str) -> list[Diagnostic]:
    if not isinstance(table, dict):
        return []
    known = _KEYS[section]
    found = []
    for key, value in table.items():
        written = f"{section}.{key}" if section else key
        if key not in known:
            hint = suggest(key, known) or f"the keys are {', '.join(known)}"
            found.append(
                Diagnostic("FQ103", f"unknown key `{written}`", _place(source, section, key), hint=hint)
            )
        elif not _is(value, known[key]):
            found.append(
                Diagnostic("FQ103", f"`{written}` must be {known[key]}", _place(source, section, key))
            )
    return found


def _is(value: Any, kind: str) -> bool:
    if kind == "a list of strings":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str if kind == "a string" else dict)


def _place(source: Source, section: str, key: str) -> Span | None:
    """Where a key is written: TOML readers keep no positions, so by looking for it."""
    header = re.search(rf"^\s*\[\s*{section}\s*\]", source.text, re.MULTILINE) if section else None
    written = rf"""^[ \t]*(?:\[{{1,2}}|{section}[ \t]*\.)?[ \t]*["']?({re.escape(key)})["']?[ \t]*[].=]"""
    found = re.compile(written, re.MULTILINE).search(source.text, header.end() if header else 0)
    return Span(source, found.start(1), found.end(1)) if found else None
