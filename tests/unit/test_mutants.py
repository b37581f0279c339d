from __future__ import annotations

import sys
from textwrap import dedent
from types import ModuleType

import pytest

from tests.mutants.mutations import mutants_of
from tests.mutants.swap import is_swappable, swap


def changes(source: str) -> set[tuple[str, str]]:
    return {(mutant.before, mutant.after) for mutant in mutants_of("m", dedent(source))}


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("x = a < b", "x = a < b", "x = a <= b"),
        ("SQL = '$0 > $1'", "SQL = '$0 > $1'", "SQL = '$0 >= $1'"),
        ("SQL = 'a IS NULL'", "SQL = 'a IS NULL'", "SQL = 'a IS NOT NULL'"),
        ("x = f'{a} AND b'", "x = f'{a} AND b'", "x = f'{a} OR b'"),
        ("x = f'{a} AND b'", "x = f'{a} AND b'", "x = f' AND b'"),
        ("x = (a, b)", "x = (a, b)", "x = (a, )"),
        ("x = a and b", "x = a and b", "x = (a)"),
        ("if a:\n    b()", "if a:", "if (a) and False:"),
        ("if a:\n    b()", "b()", "pass"),
        ("@property\ndef f():\n    return 1", "return 1", "return None"),
    ],
)
def test_a_mutation(source: str, before: str, after: str) -> None:
    assert (before, after) in changes(source)


def test_what_does_nothing_at_run_time_stays() -> None:
    assert (
        changes(
            '''
            """Text = 1 > 0."""
            from a import b
            Kind = Literal["x", "y"]
            def f(x: int | None): ...
            '''
        )
        == set()
    )


def test_a_mutant_knows_its_function_and_is_python() -> None:
    mutants = list(mutants_of("m", "class A:\n    def f(self):\n        return x if y else (1, 'z')\n"))
    assert {mutant.place for mutant in mutants} == {"A.f"}
    assert len({mutant.source for mutant in mutants}) == len(mutants)
    for mutant in mutants:
        compile(mutant.source, "m", "exec")


SOURCE = """
from functools import cache
LIMIT = 1
@cache
def f(x=1): return x + LIMIT
class A:
    y = 2
    @property
    def g(self): return f() + self.y
"""


def test_the_code_of_functions_is_swapped() -> None:
    module = ModuleType("m")
    module.__file__ = "m.py"
    exec(SOURCE, vars(module))
    before = module.f, module.A()
    swap(
        module,
        SOURCE.replace("x=1", "x=10").replace("+ self.y", "- self.y").replace("LIMIT = 1", "LIMIT = 9"),
    )
    function, instance = before
    assert (function(), instance.g) == (11, 9)
    assert (module.f, type(instance)) == (function, module.A)


def test_tables_are_swapped_wherever_they_were_imported_to(monkeypatch: pytest.MonkeyPatch) -> None:
    module, user, other = ModuleType("m"), ModuleType("user"), ModuleType("other")
    module.__file__ = "m.py"
    exec("ROWS = (1, 2)\ndef f(): return ROWS", vars(module))
    user.ROWS, other.ROWS = module.ROWS, (3,)  # type: ignore[attr-defined]
    for each in (user, other):
        monkeypatch.setitem(sys.modules, f"tests.{each.__name__}", each)
    swap(module, "ROWS = (1,)\ndef f(): return ROWS")
    assert (module.f(), user.ROWS, other.ROWS) == ((1,), (1,), (3,))


@pytest.mark.parametrize(("place", "is_function"), [("", False), ("f", True), ("A", False), ("A.g", True)])
def test_what_can_be_swapped(place: str, is_function: bool) -> None:
    assert is_swappable(SOURCE, place) is is_function
