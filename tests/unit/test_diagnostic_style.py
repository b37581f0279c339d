"""Every diagnostic of the case folders is written in one style, and points at what it is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "cases"
FILES = sorted(CASES.glob("*/*/diagnostics.txt"))
HEAD = re.compile(r"^(?:error|warning|note)\[(FQ\d{3})\]: (.*)$")
PLACE = re.compile(
    r"^ *--> (schema(?:/\w+)?\.graphql|operations/\w+\.(?:graphql|json)(?:#\w+)?):(\d+):(\d+)$"
)


def blocks(path: Path) -> list[list[str]]:
    """The lines of each diagnostic of a golden file."""
    *diagnostics, summary = path.read_text().rstrip("\n").split("\n\n")
    assert re.fullmatch(r"\d+ (errors?|warnings?|notes?)(, \d+ (warnings?|notes?)){,2}", summary)
    return [block.split("\n") for block in diagnostics]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_style(path: Path) -> None:
    for head, place, *_ in blocks(path):
        match = HEAD.match(head)
        assert match, head
        message = match[2]
        assert re.match(r"[a-z`]|PostgreSQL |Name", message), message
        assert not message.endswith("."), message
        assert message.count("`") % 2 == 0, message
        assert "  " not in message
        assert not re.search(r"None|Traceback|object at 0x|'\w+'", message), message
        assert PLACE.match(place), f"no place: {head}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_helps(path: Path) -> None:
    for block in blocks(path):
        for line in block:
            if match := re.match(r" *= help: (.*)", line):
                assert re.match(r"[a-z`@]|Could not|No operator", match[1]), line
                assert not match[1].endswith(" "), line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_no_mistake_is_reported_twice(path: Path) -> None:
    said = ["\n".join(block[:2]) for block in blocks(path)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_caret_stands_under_a_word_of_the_schema(path: Path) -> None:
    for head, place, _, shown, caret, *_ in blocks(path):
        match = PLACE.match(place)
        assert match
        line, column = int(match[2]), int(match[3])
        if "#" in match[1]:  # a text within a manifest
            continue
        written = (path.parent / match[1]).read_text().split("\n")[line - 1]
        assert shown.partition("|")[2].removeprefix(" ") == written.rstrip(), head
        marked = caret.partition("|")[2].removeprefix(" ")
        assert marked.index("^") == column - 1, head
        assert written == "" or not written[column - 1].isspace(), head
