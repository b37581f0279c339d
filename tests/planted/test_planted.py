"""Mistakes planted in a copy of `examples/blog`: each must be found, by its code, with no other noise."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from fraiseql.compiler.pipeline import compile_project
from fraiseql.compiler.project import Project, read_project
from fraiseql.compiler.render import render_text
from tests.planted.faults import FAULTS, Fault
from tests.postgres import MakeDatabase, run

BLOG = Path(__file__).parents[2] / "examples" / "blog"


@pytest.fixture(scope="module")
def blog(make_database: MakeDatabase) -> str:
    """The blog's database, with its SQL applied. Nobody connects to it: it is copied."""
    return make_database("".join(path.read_text() for path in sorted(BLOG.glob("db/*.sql"))))


def project(folder: Path) -> Project:
    """The project in a folder, which must be sound."""
    found, problems = read_project(folder)
    assert found is not None, problems
    return found


def copied(target: Path) -> Path:
    """A copy of the example's own files."""
    shutil.copytree(BLOG, target, ignore=shutil.ignore_patterns(".fraiseql", "plans"))
    return target


def plant(fault: Fault, folder: Path) -> str:
    """Edits the files; returns the SQL that makes the database follow."""
    changed = {}
    for name, old, new in fault.edits:
        text = (folder / name).read_text()
        assert text.count(old) == 1, f"{name} has {text.count(old)} times {old!r}"
        changed[name] = text.replace(old, new)
        (folder / name).write_text(changed[name])
    return "".join(text for name, text in changed.items() if name.endswith(".sql")) + fault.sql


def test_the_example_is_without_fault(blog: str, make_database: MakeDatabase, tmp_path: Path) -> None:
    result = compile_project(project(copied(tmp_path / "blog")), make_database(like=blog))
    assert render_text(result.diagnostics) == ""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(
    fault: Fault, blog: str, make_database: MakeDatabase, tmp_path: Path
) -> None:
    folder = copied(tmp_path / "blog")
    role = f"fraiseql_{uuid.uuid4().hex[:12]}"
    sql = plant(fault, folder).replace("{role}", role)
    url = make_database(like=blog)
    try:
        if sql:
            run(url, sql)
        planted = replace(project(folder), role=role) if fault.role else project(folder)
        said = compile_project(planted, url).diagnostics
    finally:
        if fault.role:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())
    text = render_text(said)
    assert tuple(diagnostic.code for diagnostic in said) == fault.codes, text
    assert fault.says in text


def test_there_are_enough_of_them() -> None:
    assert len(FAULTS) >= 30
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
