"""The files that make a project, and when each was written."""

from __future__ import annotations

from pathlib import Path

from fraiseql.compiler.project import CONFIG, Project

POLL = 0.5
"""Seconds between two looks at the files."""


def times(project: Project) -> dict[Path, int]:
    """When each file of a project was written, without those that cannot be looked at."""
    files = (project.root / CONFIG, *project.schema, *project.sql, *project.operations)
    return {path: time for path in files if (time := written(path)) is not None}


def written(path: Path) -> int | None:
    """When a file was last written; None where it cannot be looked at. It may vanish at any moment."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None
