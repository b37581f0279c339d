"""Runs the tests against one mutant, in a fork of a process that has imported everything but our code."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutants.mutations import Mutant

TIMEOUT = 600
"""Seconds that the tests of one mutant may take."""


class _Loader(SourceFileLoader):
    """Loads a mutant as if its text were in the module's file."""

    def __init__(self, mutant: Mutant, path: Path) -> None:
        super().__init__(mutant.module, str(path))
        self._source = mutant.source

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = compile(self._source, self.path, "exec")
        return code


class _Finder(MetaPathFinder):
    """Imports a mutant in the place of its module."""

    def __init__(self, loader: _Loader) -> None:
        self._loader = loader

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._loader.name:
            return None
        return spec_from_file_location(fullname, self._loader.path, loader=self._loader)


class _Killers:
    """A plugin of pytest: the tests that killed most come first; the first that fails is `killer`."""

    def __init__(self, kills: Counter[str]) -> None:
        self._kills = kills
        self.killer = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: -self._kills[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.killer:
            self.killer = report.nodeid


OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-W", "ignore")
"""Of pytest."""


def killer_of(mutant: Mutant, path: Path, tests: Sequence[str], kills: Counter[str]) -> str | None:
    """The test that fails with this mutant, or why none could run; None if it survives.

    path: the module's file. kills: how many mutants each test killed so far; it is counted there.
    """
    killer = outcome(lambda _write: _run(mutant, path, tests, kills))
    if killer is not None:
        kills[killer] += 1
    return killer


def outcome(run: Callable[[Callable[[str], None]], str]) -> str | None:
    """What `run` says in a fork: by what it returns, or earlier by what it is given. None for "survived"."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.setsid()
        os.write(writer, run(lambda said: _write(writer, said)).encode())
        os._exit(0)
    os.close(writer)
    ready, _, _ = select.select([reader], [], [], TIMEOUT)
    said = os.read(reader, 10_000).decode() if ready else "a timeout"
    os.close(reader)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None if said == "survived" else said or "a crash"


def _write(writer: int, said: str) -> None:
    os.write(writer, said.encode())


def silence() -> None:
    """Lets nothing of this process be seen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _run(mutant: Mutant, path: Path, tests: Sequence[str], kills: Counter[str]) -> str:
    silence()
    sys.meta_path.insert(0, _Finder(_Loader(mutant, path)))
    plugin = _Killers(kills)
    code = pytest.main([*OPTIONS, *tests], plugins=[plugin])
    return "survived" if code == 0 else plugin.killer or "the import"
