"""Plan files: structs → bytes → a directory that is written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from fraiseql import __version__
from fraiseql.compiler.exchange import exchange
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.lowered import Lowered
from fraiseql.errors import FraiseQLError
from fraiseql.operation import OperationIds
from fraiseql.plan import (
    CONSTRAINTS,
    FORMAT,
    MANIFEST,
    OPERATIONS,
    SCHEMA,
    SETTING_PREFIX,
    Constraints,
    Manifest,
    digest,
    encode,
    seal,
)


class OutputRefusedError(FraiseQLError):
    """The output directory holds something that is no plan file, so it is not replaced."""


def files(
    lowered: Lowered,
    sdl: str,
    *,
    schema_sha256: str,
    catalog_sha256: str,
    setting_prefix: str = SETTING_PREFIX,
    kept: Kept | None = None,
) -> dict[str, bytes]:
    """Every file of a plan directory, by path. The same input gives the same bytes."""
    kept = Kept() if kept is None else kept
    written = {SCHEMA: sdl.encode()}
    written |= {f"types/{name}.json": kept.of(encode, plan) for name, plan in lowered.types.items()}
    written |= {f"query/{name}.json": kept.of(encode, plan) for name, plan in lowered.queries.items()}
    written |= {f"mutation/{name}.json": encode(plan) for name, plan in lowered.mutations.items()}
    written |= {f"operations/{sha256}.json": encode(plan) for sha256, plan in lowered.operations.items()}
    if lowered.constraints:
        written[CONSTRAINTS] = encode(Constraints(constraints=lowered.constraints))
    if lowered.operations:
        written[OPERATIONS] = encode(OperationIds(ids=dict(sorted(lowered.ids.items()))))
    manifest = Manifest(
        format=FORMAT,
        compiler=__version__,
        schema_sha256=schema_sha256,
        catalog_sha256=catalog_sha256,
        setting_prefix=setting_prefix,
        files={path: digest(data) for path, data in sorted(written.items())},
    )
    return {MANIFEST: encode(seal(manifest)), **dict(sorted(written.items()))}


def stale(plans: Mapping[str, bytes], directory: Path) -> list[str]:
    """The paths under a directory that differ from the plans: changed, missing, or no longer wanted."""
    present = {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }
    return sorted(path for path in {*plans, *present} if plans.get(path) != present.get(path))


def write(plans: Mapping[str, bytes], directory: Path) -> None:
    """Replaces a plan directory. A reader sees the old files or the new ones, never a mixture.

    Raises OutputRefusedError where the directory holds anything but plan files, and OSError where the
    file system refuses. The old files then stay, also where it is interrupted.
    """
    directory = directory.resolve()  # a link stays, and what it leads to is replaced
    foreign = _foreign(directory)
    if foreign is not None:
        raise OutputRefusedError(f"{foreign} is no plan file; choose another output directory, or move it")
    directory.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    old = new.with_name(f"{new.name}-old")
    try:
        _fill(new, plans, directory)
        # mkdtemp makes a directory that only its owner may read; plans are for the server's user too.
        new.chmod(0o755)
        if not exchange(new, directory):
            _rename(new, directory, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)  # exchanged, it holds the old files
        if directory.exists():
            shutil.rmtree(old, ignore_errors=True)


def _fill(new: Path, plans: Mapping[str, bytes], old: Path) -> None:
    """Makes the files of an empty directory. Those that another has already become links to the same data."""
    for folder in {path.partition("/")[0] for path in plans if "/" in path}:
        (new / folder).mkdir()
    for path, data in plans.items():
        if not _linked(f"{old}/{path}", data, f"{new}/{path}"):
            (new / path).write_bytes(data)


def _linked(old: str, data: bytes, new: str) -> bool:
    """Makes a link to a file that holds the same, if there is one."""
    try:
        file = os.open(old, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            same = os.read(file, len(data) + 1) == data
        finally:
            os.close(file)
        if same:
            os.link(old, new)
    except OSError:  # there is none, or the file system has no links
        return False
    return same


def write_file(data: bytes, path: Path) -> None:
    """Replaces a file. A reader sees the old content or the new one. Raises OSError."""
    path = path.resolve()  # a link stays, and what it leads to is replaced
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix=f".{path.name}-", dir=path.parent, delete=False) as file:
        new = Path(file.name)
        file.write(data)
    try:
        new.chmod(0o644)  # a temporary file is one that only its owner may read
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _rename(new: Path, directory: Path, old: Path) -> None:
    """Puts the new directory in the place of the old one, which is moved away, or back where that fails."""
    try:
        if directory.exists():
            directory.rename(old)
        new.rename(directory)
    except BaseException:
        if old.exists() and not directory.exists():
            _restore(old, directory)
        raise


def _restore(old: Path, directory: Path) -> None:
    try:
        old.rename(directory)
    except OSError as error:
        told = f"{error.strerror}; the plan files of before are now in {old}"
        raise OSError(error.errno, told, str(directory)) from None


_ROOT = "|".join(map(re.escape, (MANIFEST, SCHEMA, OPERATIONS, CONSTRAINTS)))
_OURS = re.compile(rf"{_ROOT}|(types|query|mutation|operations)/[^/]+\.json")


def _foreign(directory: Path) -> Path | None:
    """Something in the place of the plan directory that the compiler did not write."""
    if directory.exists() and not directory.is_dir():
        return directory
    found = sorted(path for path in _files(directory, "") if not _OURS.fullmatch(path))
    return directory / found[0] if found else None


def _files(directory: Path, prefix: str) -> Iterator[str]:
    """The paths under a directory of what is no directory, in any order."""
    if directory.is_dir():
        with os.scandir(directory) as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield f"{prefix}{entry.name}"
                elif not entry.is_symlink():
                    yield from _files(directory / entry.name, f"{prefix}{entry.name}/")
