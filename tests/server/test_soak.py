"""A soak of some seconds (docs/soak.md), and that a soak notices what it is there for."""

from __future__ import annotations

import re
import time
from collections import Counter

import msgspec
import pytest

from tests.soak.__main__ import main
from tests.soak.questions import Question
from tests.soak.record import SLACK, Fault, Record
from tests.soak.samples import Sample, leaks
from tests.soak.visitors import MISDEEDS
from tests.soak.wire import Answer

FAULTS = (
    "backends terminated",
    "overloads",
    "pool exhausted",
    "restarts, fast",
    "restarts, immediate",
    "statements cancelled",
)


def test_a_short_soak(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--minutes", "0.25", "--connections", "32", "--every", "0.3"])
    printed = capsys.readouterr().out
    assert code == 0, printed
    counts = dict(re.findall(r"^(.+): ([\d,]+)$", printed, re.MULTILINE))
    for name in ("right", "commands confirmed", "commands refused", *FAULTS):
        assert counts[name] != "0"
    assert [
        f"misdeed: {each.__name__}" for each in MISDEEDS if f"misdeed: {each.__name__}" not in counts
    ] == []


ASKED = Question(b"", {"a": 1, "b": 2}, body=b'{"data":{"a":1,"b":2}}')
RIGHT = {"data": {"a": 1, "b": 2}}
UNAVAILABLE = {"message": "", "path": ["a"], "extensions": {"code": "DATABASE_UNAVAILABLE"}}
INTERNAL = {"message": "", "path": ["a"], "extensions": {"code": "INTERNAL"}}


def judged(
    answer: object, status: int = 200, *, fault: float | None = None, question: Question = ASKED
) -> Record:
    """What is recorded of an answer. fault: how many seconds ago one ended."""
    now = time.monotonic()
    record = Record()
    if fault is not None:
        record.faults.append(Fault("fault", now - fault - 1, now - fault))
    record.judge(question, Answer(status, msgspec.json.encode(answer), b""), now)
    return record


@pytest.mark.parametrize("fault", [None, 0])
@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"data": {"a": 1, "b": 3}}, 200),
        ({"data": {"b": 2, "a": 1}}, 200),
        ({"data": {"a": None, "b": 2}}, 200),
        ({"data": {"a": None, "b": 3}, "errors": [UNAVAILABLE]}, 200),
        ({"data": {"a": None, "b": 2}, "errors": [INTERNAL]}, 200),
        ({"data": {"a": None, "b": 2}, "errors": [UNAVAILABLE, INTERNAL]}, 200),
        ({"errors": [UNAVAILABLE]}, 500),
        (RIGHT, 400),
    ],
)
def test_a_wrong_answer_is_a_violation(answer: object, status: int, fault: float | None) -> None:
    assert len(judged(answer, status, fault=fault).violations) == 1


def test_a_right_answer_is_none() -> None:
    record = judged(RIGHT)
    assert (record.violations, record.counts["right"]) == ([], 1)


@pytest.mark.parametrize("data", [None, {"a": None, "b": None}, {"a": None, "b": 2}])
def test_only_a_fault_excuses_an_error(data: object) -> None:
    answer = {"data": data, "errors": [UNAVAILABLE]}
    assert judged(answer, fault=0).violations == []
    assert judged(answer, fault=SLACK - 0.1).violations == []
    assert len(judged(answer, fault=SLACK + 0.1).violations) == 1
    assert len(judged(answer).violations) == 1


def test_what_was_said_of_a_command_must_be_so() -> None:
    said = Record(confirmed={"c"}, refused={"r"}, unknown={"u"})
    said.check_entries(Counter("c"))
    said.check_entries(Counter("cu"))
    assert said.violations == []
    for found in ("", "cc", "cr", "cuu", "cx"):
        record = Record(confirmed={"c"}, refused={"r"}, unknown={"u"})
        record.check_entries(Counter(found))
        assert record.violations != [], found


def test_what_is_said_of_a_command_is_noted() -> None:
    commands = {"a": "1", "b": "2", "c": "3"}
    question = Question(b"", {"a": {}, "b": {}, "c": {}}, commands=commands)
    lost = {"message": "", "path": ["c"], "extensions": {"code": "TIMEOUT", "outcome": "unknown"}}
    failed = {"message": "", "path": ["b"], "extensions": {"code": "DATABASE_UNAVAILABLE"}}
    answer = {"data": {"a": {}, "b": None, "c": None}, "errors": [failed, lost]}
    record = judged(answer, fault=0, question=question)
    assert (record.confirmed, record.refused, record.unknown) == ({"1"}, {"2"}, {"3"})
    assert record.violations == []


BEFORE = Sample(memory=50, files=10, tasks=3, backends=1)
AFTER = Sample(memory=100, files=20, tasks=3, backends=10)


def test_leaks_are_noticed() -> None:
    flat = [AFTER] * 9
    assert leaks(flat, 600, BEFORE, AFTER) == []
    growing = [*flat[:6], *[AFTER._replace(memory=104)] * 3]
    assert len(leaks(growing, 600, BEFORE, AFTER)) == 1
    assert leaks(growing, 60, BEFORE, AFTER) == []  # too short to say
    crowded = AFTER._replace(backends=11)
    assert leaks([*flat, crowded], 600, BEFORE, AFTER) == []
    assert len(leaks([*flat, crowded, crowded], 600, BEFORE, AFTER)) == 1
    for left in (AFTER._replace(tasks=4), AFTER._replace(files=21)):
        assert len(leaks(flat, 600, BEFORE, left)) == 1
