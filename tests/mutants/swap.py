"""Tries mutants in forks of a process whose tests are ready to run: the code of functions is swapped there.

It takes a tenth of the time of `tests.mutants.trial`, which imports our code anew. Tables are exchanged
wherever they were imported to, but what an import or a fixture has made of them is as it was: a mutant of a
table that survives this has to be tried with `tests.mutants.trial` as well.
"""

from __future__ import annotations

import ast
import functools
import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutants.mutations import Mutant
from tests.mutants.trial import OPTIONS, outcome, silence


def is_swappable(source: str, place: str) -> bool:
    """Whether a place in a module, `Class.method` say, is in a function that an import defines."""
    body = ast.parse(source).body
    for name in place.split("."):
        found = [
            node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        ]
        if not found or isinstance(found[0], ast.FunctionDef):
            return bool(found)
        body = found[0].body
    return False


_TABLES = (tuple, frozenset, dict)


def swap(module: ModuleType, source: str) -> None:
    """Gives the functions of a module, methods too, the code that a source has for them, and swaps tables.

    A table is a tuple, a mapping or a set that the module names; others have it by this name as well.
    """
    other = ModuleType(module.__name__)
    exec(compile(source, str(module.__file__), "exec"), vars(other))
    _swap(module.__name__, vars(module), vars(other))
    tables = {name: value for name, value in vars(module).items() if isinstance(value, _TABLES)}
    for name, table in tables.items():
        for user in [module, *sys.modules.values()]:
            if vars(user).get(name) is table and name in vars(other):
                setattr(user, name, vars(other)[name])


def _swap(module: str, ours: Mapping[str, Any], others: Mapping[str, Any]) -> None:
    for name, value in ours.items():
        our, other = _function(value), _function(others.get(name))
        if getattr(our, "__module__", None) != module:
            continue
        if isinstance(our, FunctionType) and isinstance(other, FunctionType):
            our.__code__ = other.__code__
            our.__defaults__ = other.__defaults__
            our.__kwdefaults__ = other.__kwdefaults__
        elif isinstance(our, type) and isinstance(other, type):
            _swap(module, vars(our), vars(other))


def _function(value: Any) -> Any:
    """The function within a property or a cache; else the value."""
    return value.fget if isinstance(value, property) else getattr(value, "__wrapped__", value)


class _Loop:
    """A plugin of pytest: instead of running the tests once, it runs them for each mutant in a fork.

    tell: is called with the test that failed, mutant after mutant; None where it survives.
    """

    def __init__(self, mutants: Sequence[Mutant], tell: Callable[[str | None], None]) -> None:
        self._mutants = mutants
        self._tell = tell
        self._say: Callable[[str], None] | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self._say is not None:
            self._say(report.nodeid)
            os._exit(0)  # a fixture of the session has nothing to clean up that another mutant does not need

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items, kills = session.items, Counter[str]()
        # The first test of each file sets up the fixtures of the session, before there is a mutant.
        for first in {item.path: item for item in reversed(items)}.values():
            _run(first, items[-1])  # which keeps them
        for cached in gc.get_objects():
            if isinstance(cached, functools._lru_cache_wrapper):
                cached.cache_clear()
        gc.freeze()
        for mutant in self._mutants:
            items.sort(key=lambda item: -kills[item.nodeid])
            killer = outcome(partial(self._try, mutant, items))
            if killer is not None:
                kills[killer] += 1
            self._tell(killer)
        return True

    def _try(self, mutant: Mutant, items: Sequence[pytest.Item], say: Callable[[str], None]) -> str:
        gc.disable()  # it would copy what the fork shares
        self._say = say
        try:
            swap(sys.modules[mutant.module], mutant.source)
        except Exception:  # noqa: BLE001 - a mutant may raise anything
            return "the import"
        for item, following in zip(items, (*items[1:], items[0]), strict=True):
            _run(item, following)
        return "survived"


def _run(item: pytest.Item, following: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def killers_of(mutants: Sequence[Mutant], tests: Sequence[str]) -> Iterator[str | None]:
    """For each mutant the test that fails with it, or why none could run; None if it survives."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        silence()
        pytest.main([*OPTIONS, *tests], plugins=[_Loop(mutants, lambda said: _tell(writer, said))])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as lines:
        for line in lines:
            yield line.rstrip("\n") or None
    os.waitpid(child, 0)


def _tell(writer: int, killer: str | None) -> None:
    os.write(writer, f"{killer or ''}\n".encode())
