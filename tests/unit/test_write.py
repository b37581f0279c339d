from __future__ import annotations

import ctypes
import errno
import os
import stat
from pathlib import Path

import msgspec
import pytest

from fraiseql import __version__
from fraiseql.compiler import write as module
from fraiseql.compiler.exchange import exchange
from fraiseql.compiler.lowered import Lowered
from fraiseql.compiler.write import OutputRefusedError, files, stale, write
from fraiseql.plan import FORMAT, EnumType, Manifest, digest, encode, seal

PLANS = {
    "manifest.json": b"{}\n",
    "schema.graphql": b"type Query",
    "types/A.json": b"A",
    "query/a.json": b"a",
}


def tree(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_files_are_listed_hashed_and_sealed() -> None:
    lowered = Lowered(types={"B": EnumType(name="B", values={}), "A": EnumType(name="A", values={"X": "x"})})
    written = files(lowered, "type Query", schema_sha256="s", catalog_sha256="c")
    assert list(written) == ["manifest.json", "schema.graphql", "types/A.json", "types/B.json"]
    manifest = msgspec.json.decode(written["manifest.json"], type=Manifest)
    assert manifest == seal(manifest)
    assert manifest.files == {path: digest(data) for path, data in written.items() if path != "manifest.json"}
    assert (manifest.format, manifest.compiler) == (FORMAT, __version__)
    assert (manifest.schema_sha256, manifest.catalog_sha256) == ("s", "c")
    assert written["types/A.json"] == encode(lowered.types["A"])


class TestWrite:
    def test_makes_the_directory_and_what_is_above_it(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path / "a" / "b" / "plans")
        assert tree(tmp_path) == {f"a/b/plans/{path}": data for path, data in PLANS.items()}

    def test_others_may_read_it(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path / "plans")
        assert stat.S_IMODE((tmp_path / "plans").stat().st_mode) == 0o755

    def test_replaces_the_plans_of_before_and_leaves_nothing_else(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path / "plans")
        newer = {"manifest.json": b"new", "mutation/b.json": b"b"}
        write(newer, tmp_path / "plans")
        assert tree(tmp_path) == {f"plans/{path}": data for path, data in newer.items()}

    def test_what_did_not_change_is_the_same_file(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path / "plans")
        before = (tmp_path / "plans" / "query" / "a.json").stat().st_ino
        write(PLANS | {"types/A.json": b"other"}, tmp_path / "plans")
        assert (tmp_path / "plans" / "query" / "a.json").stat().st_ino == before
        assert tree(tmp_path / "plans") == PLANS | {"types/A.json": b"other"}

    def test_a_link_in_the_place_of_a_file_becomes_one(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path / "plans")
        (tmp_path / "mine.json").write_bytes(b"A")
        (tmp_path / "plans" / "types" / "A.json").unlink()
        (tmp_path / "plans" / "types" / "A.json").symlink_to(tmp_path / "mine.json")
        (tmp_path / "plans" / "more").symlink_to(tmp_path)
        write(PLANS, tmp_path / "plans")
        assert not (tmp_path / "plans" / "types" / "A.json").is_symlink()
        assert tree(tmp_path / "plans") == PLANS

    def test_fills_an_empty_directory(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path)
        assert tree(tmp_path) == PLANS

    def test_a_damaged_plan_directory_is_still_ours(self, tmp_path: Path) -> None:
        write({"types/A.json": b"no manifest"}, tmp_path / "plans")
        write(PLANS, tmp_path / "plans")
        assert tree(tmp_path / "plans") == PLANS

    @pytest.mark.parametrize(
        "path", ["diary.txt", "types/notes.md", "types/deep/A.json", "other/A.json", ".git"]
    )
    def test_refuses_a_directory_with_anything_else(self, tmp_path: Path, path: str) -> None:
        write(PLANS, tmp_path / "plans")
        foreign = tmp_path / "plans" / path
        foreign.parent.mkdir(exist_ok=True)
        foreign.write_text("dear diary")
        before = tree(tmp_path)
        with pytest.raises(OutputRefusedError) as refused:
            write(PLANS, tmp_path / "plans")
        assert str(refused.value) == f"{foreign} is no plan file; choose another output directory, or move it"
        assert tree(tmp_path) == before

    def test_refuses_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "plans").write_text("dear diary")
        with pytest.raises(OutputRefusedError, match="plans is no plan file"):
            write(PLANS, tmp_path / "plans")
        assert (tmp_path / "plans").read_text() == "dear diary"

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "plans").symlink_to(tmp_path / "real", target_is_directory=True)
        write(PLANS, tmp_path / "plans")
        assert (tmp_path / "plans").is_symlink()
        assert tree(tmp_path / "real") == PLANS

    def test_a_link_to_nowhere_leads_to_the_new_plans(self, tmp_path: Path) -> None:
        (tmp_path / "plans").symlink_to(tmp_path / "later")
        write(PLANS, tmp_path / "plans")
        assert tree(tmp_path / "later") == PLANS

    def test_a_relative_directory(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "plans").mkdir()
        monkeypatch.chdir(tmp_path / "plans")
        write(PLANS, Path())
        assert tree(tmp_path) == {f"plans/{path}": data for path, data in PLANS.items()}

    def test_the_directories_change_places_in_one_step(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(PLANS, tmp_path / "plans")
        monkeypatch.delattr(Path, "rename")
        write({"manifest.json": b"new"}, tmp_path / "plans")
        assert tree(tmp_path) == {"plans/manifest.json": b"new"}

    def test_two_renames_do_where_the_system_has_no_exchange(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
        write(PLANS, tmp_path / "plans")
        write({"manifest.json": b"new"}, tmp_path / "plans")
        assert tree(tmp_path) == {"plans/manifest.json": b"new"}

    @pytest.mark.parametrize("after", [False, True])
    def test_an_interrupted_exchange_leaves_one_or_the_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool
    ) -> None:
        write(PLANS, tmp_path / "plans")

        def interrupted(one: Path, other: Path) -> bool:
            if after:
                assert exchange(one, other)
            raise KeyboardInterrupt

        monkeypatch.setattr(module, "exchange", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write({"manifest.json": b"new"}, tmp_path / "plans")
        assert tree(tmp_path / "plans") == ({"manifest.json": b"new"} if after else PLANS)
        assert list(tmp_path.iterdir()) == [tmp_path / "plans"]

    @pytest.mark.parametrize("step", [1, 2])
    @pytest.mark.parametrize("done", [False, True])
    def test_interrupted_renames_leave_one_or_the_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, done: bool
    ) -> None:
        write(PLANS, tmp_path / "plans")
        rename, calls = Path.rename, 0

        def interrupted(self: Path, target: Path) -> Path:
            nonlocal calls
            calls += 1
            if calls != step:
                return rename(self, target)
            if done:
                rename(self, target)
            raise KeyboardInterrupt

        monkeypatch.setattr(module, "exchange", lambda *_: False)
        monkeypatch.setattr(Path, "rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write({"manifest.json": b"new"}, tmp_path / "plans")
        assert tree(tmp_path / "plans") == ({"manifest.json": b"new"} if (step, done) == (2, True) else PLANS)
        assert list(tmp_path.iterdir()) == [tmp_path / "plans"]

    def test_old_plans_that_cannot_be_put_back_are_kept_and_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(PLANS, tmp_path / "plans")
        rename = Path.rename

        def refusing(self: Path, target: Path) -> Path:
            if target.name == "plans":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return rename(self, target)

        monkeypatch.setattr(module, "exchange", lambda *_: False)
        monkeypatch.setattr(Path, "rename", refusing)
        with pytest.raises(OSError, match="the plan files of before are now in ") as refused:
            write({"manifest.json": b"new"}, tmp_path / "plans")
        (kept,) = tmp_path.iterdir()
        assert str(kept) in str(refused.value)
        assert tree(kept) == PLANS

    @pytest.mark.parametrize("before", [True, False])
    def test_where_the_file_system_refuses_the_old_plans_stay(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
    ) -> None:
        if before:
            write(PLANS, tmp_path / "plans")
        rename = Path.rename

        def refusing(self: Path, target: Path) -> Path:
            if self.name.startswith(".plans-") and not self.name.endswith("-old"):
                raise OSError(errno.EACCES, os.strerror(errno.EACCES))
            return rename(self, target)

        monkeypatch.setattr(module, "exchange", lambda *_: False)
        monkeypatch.setattr(Path, "rename", refusing)
        with pytest.raises(OSError, match=os.strerror(errno.EACCES)):
            write({"manifest.json": b"new"}, tmp_path / "plans")
        assert tree(tmp_path) == ({f"plans/{path}": data for path, data in PLANS.items()} if before else {})

    def test_a_half_written_directory_is_not_seen_and_not_left(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(PLANS, tmp_path / "plans")
        with pytest.raises(OSError):
            write({"manifest.json": b"new", "x" * 300: b""}, tmp_path / "plans")
        assert tree(tmp_path) == {f"plans/{path}": data for path, data in PLANS.items()}


class TestStale:
    def test_what_was_just_written_is_not(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path / "plans")
        assert stale(PLANS, tmp_path / "plans") == []

    def test_changed_missing_and_no_longer_wanted(self, tmp_path: Path) -> None:
        write(PLANS, tmp_path / "plans")
        (tmp_path / "plans" / "types" / "A.json").write_bytes(b"B")
        (tmp_path / "plans" / "schema.graphql").unlink()
        (tmp_path / "plans" / "query" / "b.json").write_bytes(b"b")
        assert stale(PLANS, tmp_path / "plans") == ["query/b.json", "schema.graphql", "types/A.json"]

    def test_everything_where_there_is_no_directory(self, tmp_path: Path) -> None:
        assert stale(PLANS, tmp_path / "plans") == sorted(PLANS)
