"""A project on disk: `fraiseql.toml`, the schema it names, and the SQL files it applies (design §8)."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.parse import read
from fraiseql.compiler.settings import Settings, read_lints
from fraiseql.compiler.source import Source, Span
from fraiseql.plan import SETTING_PREFIX

CONFIG = "fraiseql.toml"
_KEYS = {
    "": {
        "schema": "a string or a list of strings",
        "plans": "a string",
        "operations": "a list of strings",
        "database": "a table",
        "lints": "a table",
    },
    "database": {
        "url": "a string",
        "sql": "a list of strings",
        "role": "a string",
        "setting_prefix": "a string",
    },
}


@dataclass(frozen=True, slots=True)
class Project:
    """Where the parts of a project are.

    schema: its files, at least one.
    url: of the database; absent, also where the variable of `env:NAME` is not set, for an embedded one.
    sql: the files to apply: by `dev` to any database, by the other commands to the embedded one alone.
        In the order in which they are applied.
    role: the one that the runtime will connect as, whose rights are checked.
    setting_prefix: the session's `user_id` is PostgreSQL's setting `<prefix>.user_id`.
    operations: the files of trusted documents. lints: from which size on there are warnings, and how loud.
    """

    root: Path
    schema: tuple[Path, ...]
    plans: Path
    url: str | None
    sql: tuple[Path, ...]
    operations: tuple[Path, ...] = ()
    lints: Settings = field(default_factory=Settings)
    role: str | None = None
    setting_prefix: str = SETTING_PREFIX

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
    patterns = _Patterns(root, source, found)
    schema = patterns.schema(config.get("schema", "schema.graphql"))
    sql = patterns.sql(database.get("sql", []))
    operations = patterns.operations(config.get("operations", []))
    url = _url(source, database.get("url"), found)
    lints = read_lints(config.get("lints", {}), partial(_complain, source, found))
    prefix = database.get("setting_prefix", SETTING_PREFIX)
    if not re.fullmatch("[A-Za-z_][A-Za-z_0-9]*", prefix):
        patterns.complain(
            "FQ103", "database.setting_prefix", f"`{prefix}` is no prefix: letters, digits and `_` only"
        )
    if found:
        return None, found
    return Project(
        root=root,
        schema=schema,
        plans=root / config.get("plans", "plans"),
        url=url,
        sql=sql,
        operations=operations,
        lints=lints,
        role=database.get("role"),
        setting_prefix=prefix,
    ), []


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What the patterns of a project file match; what is wrong with them is added to `found`."""

    root: Path
    source: Source
    found: list[Diagnostic]

    def schema(self, given: str | list[str]) -> tuple[Path, ...]:
        """The files of the schema. A name that is no pattern stays, also where there is no such file yet."""
        patterns = [given] if isinstance(given, str) else given
        if not patterns:
            self.complain("FQ103", "schema", "`schema` names no file")
        paths: dict[Path, None] = {}
        for pattern in patterns:
            if not _is_pattern(pattern) or (self.root / pattern).is_file():
                if not self.is_folder("schema", pattern, "*.graphql"):
                    paths[self.root / pattern] = None
                continue
            matching = self.files("schema", pattern)
            paths |= dict.fromkeys(matching or ())
            if matching == []:
                self.complain("FQ104", "schema", f"no schema file matches `{pattern}`", _RELATIVE)
        return tuple(paths)

    def sql(self, patterns: list[str]) -> tuple[Path, ...]:
        """The files to apply. A pattern may match none, but a name must be that of a file."""
        paths: dict[Path, None] = {}
        for pattern in patterns:
            if pattern and self.is_folder("database.sql", pattern, "*.sql"):
                continue
            matching = self.files("database.sql", pattern)
            paths |= dict.fromkeys(matching or ())
            if matching == [] and not _is_pattern(pattern):
                self.complain("FQ104", "database.sql", f"there is no SQL file `{pattern}`", _RELATIVE)
        return tuple(paths)

    def operations(self, patterns: list[str]) -> tuple[Path, ...]:
        """The files of trusted documents."""
        paths: dict[Path, None] = {}
        for pattern in patterns:
            matching = self.files("operations", pattern)
            paths |= dict.fromkeys(matching or ())
            if matching == []:
                self.found.append(no_operations(pattern, _place(self.source, "operations")))
        return tuple(paths)

    def files(self, key: str, pattern: str) -> list[Path] | None:
        """The files that match, by name; nothing where it cannot be a pattern."""
        try:
            return sorted(path for path in self.root.glob(pattern) if path.is_file())
        except (ValueError, NotImplementedError) as error:
            message = f"`{key}` holds `{pattern}`, which is no pattern of relative paths: {error}"
            self.complain("FQ103", key, message)
            return None

    def is_folder(self, key: str, name: str, files: str) -> bool:
        """Whether a name is that of a folder; then that is said."""
        if not (self.root / name).is_dir():
            return False
        hint = f"name its files: `{(Path(name) / files).as_posix()}`"
        self.complain("FQ103", key, f"`{key}` holds `{name}`, which is a folder", hint)
        return True

    def complain(self, code: str, key: str, message: str, hint: str | None = None) -> None:
        """Adds what is wrong with a key."""
        self.found.append(Diagnostic(code, message, _place(self.source, key), hint))


_RELATIVE = f"it is relative to the folder of `{CONFIG}`"


def _is_pattern(name: str) -> bool:
    return any(character in name for character in "*?[")


def no_operations(pattern: str, span: Span | None = None) -> Diagnostic:
    """What is said of a pattern of operation files that matches none. span: absent on the command line."""
    hint = "it is relative to the working directory" if span is None else _RELATIVE
    return Diagnostic("FQ602", f"no file matches `{pattern}`", span, hint)


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


def _complain(source: Source, found: list[Diagnostic], key: str, message: str, hint: str | None) -> None:
    found.append(Diagnostic("FQ103", message, _place(source, key), hint))


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


def _url(source: Source, value: str | None, found: list[Diagnostic]) -> str | None:
    """The URL, or what the environment has under its name; where that is none, an embedded database."""
    if value is None or not re.match(r"env:|\$", value, re.IGNORECASE):
        return value
    name = value.removeprefix("env:")
    if name != value and re.fullmatch("[A-Za-z_][A-Za-z_0-9]*", name):
        return os.environ.get(name) or None
    meant = re.search("[A-Za-z_][A-Za-z_0-9]*", re.sub("^env:", "", value, flags=re.IGNORECASE))
    message = f"`database.url` holds `{value}`, which names no variable of the environment"
    hint = f"write `env:{meant[0] if meant else 'DATABASE_URL'}`"
    found.append(Diagnostic("FQ103", message, _place(source, "database.url"), hint))
    return None


def _checked(source: Source, table: Any, section: str) -> list[Diagnostic]:
    if not isinstance(table, dict):
        return []
    known = _KEYS[section]
    found = []
    for key, value in table.items():
        written = f"{section}.{key}" if section else key
        if key not in known:
            hint = suggest(key, known) or f"the keys are {', '.join(known)}"
            found.append(Diagnostic("FQ103", f"unknown key `{written}`", _place(source, written), hint))
        elif not _is(value, known[key]):
            found.append(Diagnostic("FQ103", f"`{written}` must be {known[key]}", _place(source, written)))
    return found


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, list):
        return kind.endswith("a list of strings") and all(isinstance(item, str) for item in value)
    return (
        isinstance(value, str)
        if kind.startswith("a string")
        else kind == "a table" and isinstance(value, dict)
    )


def _place(source: Source, name: str) -> Span | None:
    """Where a key such as `database.url` is written: TOML readers keep no positions, so by looking for it."""
    section, _, key = name.rpartition(".")
    header = re.search(rf"^\s*\[\s*{section}\s*\]", source.text, re.MULTILINE) if section else None
    written = rf"""^[ \t]*(?:\[{{1,2}}|{section}[ \t]*\.)?[ \t]*["']?({re.escape(key)})["']?[ \t]*[].=]"""
    found = re.compile(written, re.MULTILINE).search(source.text, header.end() if header else 0)
    return Span(source, found.start(1), found.end(1)) if found else None
