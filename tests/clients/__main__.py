"""Runs the tools and clients of other projects against FraiseQL: `python -m tests.clients`.

Serves examples/blog and tests/clients/project with `fraiseql dev`, each with an embedded PostgreSQL, in
copies that are thrown away; then runs `npm test` here. Needs Node 18.15 or later, and what `npm ci` installs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import Service, body, running, wait_until

HERE = Path(__file__).parent
BLOG = HERE.parents[1] / "examples" / "blog"
PATIENCE = 300.0
"""Seconds that a project has to be loaded and compiled, and that the clients have."""


NODE = (18, 15)
"""The oldest Node that runs the tests: the first whose test runner has reporters."""


def check_node() -> None:
    """Ends the program, with the reason, where there is no Node that will do."""
    wanted = ".".join(map(str, NODE))
    if shutil.which("node") is None or shutil.which("npm") is None:
        sys.exit(f"error: node or npm is missing; install Node {wanted} or later")
    found = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(map(int, found.removeprefix("v").split(".")[:2])) < NODE:
        sys.exit(f"error: node is {found}, and {wanted} or later is needed")


@contextmanager
def developed(project: Path, directory: Path) -> Iterator[tuple[Service, Path]]:
    """Runs `fraiseql dev` on a copy of a project: the service, and the directory of its plans."""
    copy = directory / project.name
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns(".fraiseql", "plans"))
    environment = {"DATABASE_URL": ""}  # never the developer's own
    arguments = ("-m", "fraiseql", "dev", copy, "--port", "{port}")
    with running(directory / f"{project.name}.log", *arguments, **environment) as service:
        wait_until(lambda: service.post(body("{ __typename }")).status == 200, PATIENCE)
        yield service, copy / "plans"


def main() -> int:
    """The exit code of the clients."""
    check_node()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        with (
            developed(BLOG, directory) as (blog, blog_plans),
            developed(HERE / "project", directory) as (notes, notes_plans),
            # The same once more, for a test that changes its files.
            developed(HERE / "project", directory / "trusted") as (trusted, trusted_plans),
        ):
            environment = {
                "BLOG_URL": f"http://127.0.0.1:{blog.port}/",
                "BLOG_PLANS": str(blog_plans),
                "NOTES_URL": f"http://127.0.0.1:{notes.port}/",
                "NOTES_PLANS": str(notes_plans),
                "TRUSTED_URL": f"http://127.0.0.1:{trusted.port}/",
                "TRUSTED_PLANS": str(trusted_plans),
            }
            tests = subprocess.run(
                ["npm", "test"], cwd=HERE, env={**os.environ, **environment}, timeout=PATIENCE
            )
    verdict = "passed" if tests.returncode == 0 else "FAILED"
    print(f"test-clients: {verdict} in {time.monotonic() - started:.0f} s")
    return tests.returncode


if __name__ == "__main__":
    sys.exit(main())
