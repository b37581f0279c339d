from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from fraiseql import plan
from fraiseql.errors import PlanError
from fraiseql.load import load
from tests.plans import Sample


@pytest.fixture
def plans(sample: Sample, tmp_path: Path) -> Path:
    """A copy of the plan files, to be damaged."""
    return Path(shutil.copytree(sample.directory, tmp_path / "plans"))


def reseal(
    directory: Path, change: Callable[[plan.Manifest], plan.Manifest] = lambda manifest: manifest
) -> None:
    """Writes a manifest that fits the files as they are, then changed."""
    manifest = msgspec.json.decode((directory / "manifest.json").read_bytes(), type=plan.Manifest)
    files = {
        file.relative_to(directory).as_posix(): plan.digest(file.read_bytes())
        for file in sorted(directory.rglob("*"))
        if file.is_file() and file.name != "manifest.json"
    }
    manifest = change(msgspec.structs.replace(manifest, files=files))
    (directory / "manifest.json").write_bytes(plan.encode(plan.seal(manifest)))


def test_what_the_compiler_wrote_is_loaded(sample: Sample) -> None:
    plans = load(str(sample.directory))
    assert plans.queries.keys() >= {"post", "posts", "postCount"}
    assert plans.mutations.keys() >= {"rename", "echo"}
    assert isinstance(plans.types["Post"], plan.ObjectType)
    assert isinstance(plans.types["PostWhere"], plan.InputType)
    assert isinstance(plans.types["Status"], plan.EnumType)
    assert "type Post" in plans.schema_sdl
    assert plans.manifest.format == plan.FORMAT


def test_one_changed_byte_anywhere_is_refused_by_name(plans: Path) -> None:
    load(plans)
    for file in sorted(plans.rglob("*")):
        if file.is_dir():
            continue
        good = file.read_bytes()
        step = 97 if file.name == "manifest.json" else max(1, len(good) // 3)
        for position in {*range(0, len(good), step), len(good) - 1}:
            for bit in (1, 4, 32):
                bad = bytearray(good)
                bad[position] ^= bit
                file.write_bytes(bad)
                with pytest.raises(PlanError) as refused:
                    load(plans)
                assert str(refused.value).startswith(f"{file}: ")
        for bad_text in (good + b"\n", good[:-1], b""):
            file.write_bytes(bad_text)
            with pytest.raises(PlanError, match=file.name):
                load(plans)
        file.write_bytes(good)
    load(plans)


def test_a_changed_manifest_is_refused_even_if_it_says_the_same(plans: Path) -> None:
    manifest = plans / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text())))
    with pytest.raises(PlanError, match=r"manifest\.json: it was changed .* Run `fraiseql compile` again\."):
        load(plans)


def test_a_missing_file_is_named(plans: Path) -> None:
    (plans / "query/posts.json").unlink()
    with pytest.raises(PlanError, match=r"query/posts\.json: there is no such file"):
        load(plans)


def test_a_missing_directory(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"nowhere/manifest\.json: there is no such file. Run"):
        load(tmp_path / "nowhere")


def test_a_file_that_cannot_be_read(plans: Path) -> None:
    (plans / "query/posts.json").unlink()
    (plans / "query/posts.json").mkdir()
    with pytest.raises(PlanError, match=r"query/posts\.json: it cannot be read: Is a directory\."):
        load(plans)


def test_plans_of_another_version(plans: Path) -> None:
    reseal(plans, lambda manifest: msgspec.structs.replace(manifest, format=99))
    with pytest.raises(PlanError, match=r"manifest\.json: the plans have format 99, and this version"):
        load(plans)


@pytest.mark.parametrize("content", ["{", '{"kind": "query"}', "[" * 100_000])
def test_a_file_that_is_no_plan(plans: Path, content: str) -> None:
    (plans / "query/posts.json").write_text(content)
    reseal(plans)
    with pytest.raises(PlanError, match=r"query/posts\.json: it is not a plan file: "):
        load(plans)


def test_a_schema_that_is_not_utf8(plans: Path) -> None:
    (plans / "schema.graphql").write_bytes(b"type Query { a: Int } # \xff")
    reseal(plans)
    with pytest.raises(PlanError, match=r"schema\.graphql: it is not UTF-8"):
        load(plans)


def test_a_manifest_without_a_schema(plans: Path) -> None:
    (plans / "schema.graphql").unlink()
    reseal(plans)
    with pytest.raises(PlanError, match=r"manifest\.json: it does not list schema\.graphql"):
        load(plans)


def test_a_kind_of_file_that_is_not_known(plans: Path) -> None:
    (plans / "subscription").mkdir()
    (plans / "subscription/ticks.json").write_text("{}")
    reseal(plans)
    with pytest.raises(PlanError, match=r"subscription/ticks\.json: this version of FraiseQL knows no"):
        load(plans)
