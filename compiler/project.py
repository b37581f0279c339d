"""A project on disk: `fraiseql.toml`, the schema it names, and the SQL files it applies (design §8)."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.parse import read
from fraiseql.compiler.source import Source, Span

CONFIG = "fraiseql.toml"
_KEYS = {
    "": {"schema": "a string", "plans": "a string", "database": "a table"},
    "database": {"url": "a string", "sql": "a list of strings"},
}


@dataclass(frozen=True, slots=True)
class Project:
    """Where the parts of a project are.

    url: of the database; absent, also where the variable of `env:NAME` is not set, for an embedded one.
    sql: the files that `dev` applies, in the order in which it applies them.
    """

    root: Path
    schema: Path
    plans: Path
    url: str | None
    sql: tuple[Path, ...]

    @property
    def embedded(self) -> Path:
        """Where the embedded database lives."""
        return self.root / ".fraiseql" / "postgres"


def read_project(root: Path) -> tuple[Project | None, list[Diagnostic]]:
    """Reads `fraiseql.toml` of a folder. A missing file means the defaults of a project."""
    path = root / CONFIG
    source: Source | None = Source(str(path), "")
    if path.exists():
        source, found = read(path, str(path))
        if source is None:
            return None, found
    assert source is not None
    try:
        config = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        # The error has no attributes for its place before Python 3.14.
        return None, [Diagnostic("FQ103", f"{path} is not TOML: {error}")]
    found = [*_checked(source, config, ""), *_checked(source, config.get("database", {}), "database")]
    if found:
        return None, found
    database = config.get("database", {})
    sql = [file for pattern in database.get("sql", []) for file in sorted(root.glob(pattern))]
    return Project(
        root=root,
        schema=root / config.get("schema", "schema.graphql"),
        plans=root / config.get("plans", "plans"),
        url=_url(database.get("url")),
        sql=tuple(dict.fromkeys(sql)),
    ), []


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
            found.append(Diagnostic("FQ103", f"unknown key `{written}`", _place(source, key), hint=hint))
        elif not _is(value, known[key]):
            found.append(Diagnostic("FQ103", f"`{written}` must be {known[key]}", _place(source, key)))
    return found


def _is(value: Any, kind: str) -> bool:
    if kind == "a list of strings":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str if kind == "a string" else dict)


def _place(source: Source, key: str) -> Span | None:
    """Where a key is written: TOML readers keep no positions, so by looking for it."""
    offset = 0
    for line in source.text.splitlines(keepends=True):
        bare = line.lstrip().lstrip("[").lstrip("\"'")
        if bare.startswith(key):
            start = offset + line.index(key)
            return Span(source, start, start + len(key))
        offset += len(line)
    return None
