"""What happened during a soak: faults, answers, commands, and every violation of what was promised."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tests.soak.questions import Question
from tests.soak.wire import Answer

EXCUSES = frozenset({"DATABASE_UNAVAILABLE", "TIMEOUT", "OVERLOADED"})
"""The codes of errors that a fault excuses."""
EXCUSED_STATUSES = frozenset({200, 503, 504})

SLACK = 1.0
"""Seconds that a fault may be felt after its end."""

SHOWN = 20
"""How many violations are kept in words."""


@dataclass(slots=True)
class Fault:
    """A time in which some requests may fail. end: absent while it is on."""

    name: str
    start: float
    end: float | None = None


@dataclass(slots=True)
class Record:
    """Everything that is counted. Times are of `time.monotonic`.

    counts: what happened, by name. latencies: of right answers since they were last taken, in seconds.
    confirmed, refused, unknown: entries by what the server said of the command that adds them.
    """

    counts: Counter[str] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    @contextmanager
    def fault(self, name: str) -> Iterator[None]:
        """A fault that is on for as long as this."""
        fault = Fault(name, time.monotonic())
        self.faults.append(fault)
        try:
            yield
        finally:
            fault.end = time.monotonic()
            self.counts[name] += 1

    def excused(self, until: float) -> float:
        """For how many seconds, until a time, faults excused something."""
        seconds = reached = 0.0
        for fault in self.faults:
            end = min(until, (fault.end or until) + SLACK)
            seconds += max(0.0, end - max(reached, fault.start))
            reached = max(reached, end)
        return seconds

    def violate(self, what: str) -> None:
        """Something happened that never should."""
        self.counts["violations"] += 1
        if len(self.violations) < SHOWN:
            self.violations.append(what)

    def judge(self, question: Question, answer: Answer, start: float) -> None:
        """Holds an answer that came just now against the right one. start: when the question was sent."""
        end = time.monotonic()
        data, errors = _read(answer)
        self._note_commands(question, data, errors)
        codes = [error["extensions"]["code"] for error in errors]
        if question.body is not None:
            is_right = answer.body == question.body
        else:
            is_right = data == question.data and tuple(codes) == question.codes
        if is_right and answer.status == question.status:
            self.counts["right"] += 1
            self.latencies.append(end - start)
        elif self._is_excused(question, answer, data, codes) and self._was_on(start, end):
            self.counts["excused"] += 1
            for code in set(codes) & EXCUSES:
                self.counts[code] += 1
        else:
            self.violate(f"wrong: {question.request!r}\n  was answered {answer.status} {answer.body!r}")

    def _is_excused(self, question: Question, answer: Answer, data: Any, codes: list[str]) -> bool:
        allowed = EXCUSES | set(question.codes)
        if not codes or not set(codes) <= allowed or answer.status not in EXCUSED_STATUSES:
            return False
        # What is there in spite of the fault must be right.
        return data is None or all(value in (None, question.data[key]) for key, value in data.items())

    def _was_on(self, start: float, end: float) -> bool:
        return any(
            fault.start <= end and (fault.end is None or start <= fault.end + SLACK)
            for fault in reversed(self.faults)
        )

    def _note_commands(self, question: Question, data: Any, errors: list[Any]) -> None:
        unknown = {error["path"][0] for error in errors if error["extensions"].get("outcome") == "unknown"}
        for key, entry in question.commands.items():
            if (data or {}).get(key) is not None:
                self.confirmed.add(entry)
            elif key in unknown:
                self.unknown.add(entry)
            else:
                self.refused.add(entry)

    def check_entries(self, found: Counter[str]) -> None:
        """Holds the entries that there are, each with how often, against what was said of them."""
        for entry in self.confirmed:
            if found[entry] != 1:
                self.violate(f"the entry {entry} was confirmed, and is there {found[entry]} times")
        for entry in self.refused & found.keys():
            self.violate(f"the entry {entry} was refused, and is there")
        asked = self.confirmed | self.refused | self.unknown
        for entry, times in found.items():
            if times > 1 or entry not in asked:
                self.violate(f"the entry {entry} is there {times} times")


def _read(answer: Answer) -> tuple[Any, list[Any]]:
    """The data and the errors of a response, if it is one."""
    try:
        response = msgspec.json.decode(answer.body)
    except msgspec.DecodeError:
        return None, []
    return response.get("data"), response.get("errors", [])
