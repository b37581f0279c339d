"""Golden files: what a test makes is compared with what is committed."""

from __future__ import annotations

from pathlib import Path


def check(path: Path, made: str, *, update: bool) -> None:
    """Compares with the file; `--update-golden` writes it instead, for the diff to be read."""
    if update:
        path.write_text(made)
    assert path.exists(), f"{path} is missing; run pytest --update-golden and read the diff"
    assert made == path.read_text()


def absent(path: Path, *, update: bool) -> None:
    """A golden file of the other kind must not lie about."""
    if update:
        path.unlink(missing_ok=True)
    assert not path.exists(), f"{path} is stale: the case has another outcome now"
