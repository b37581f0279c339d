"""What PostgreSQL itself says it ran: its log holds the planned statements, whatever clients send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraiseql import embedded
from tests.postgres import fresh_databases, run
from tests.property.everything import Everything, everything
from tests.property.test_injection import AGAIN, ATTACKS, MARK, TRIALS, Make, every_shape

PREFIX = "fraiseql@"


class Logged:
    """The table of everything on a server that logs each statement, without its parameters."""

    def __init__(self, table: Everything, log: Path) -> None:
        self.table = table
        self._log = log
        self._read = 0

    def statements(self) -> set[str]:
        """The statements that were run since this was last asked."""
        text = self._log.read_text()
        entries = text[self._read :].split(f"\n{PREFIX}")
        self._read = len(text)
        found = set()
        for entry in entries:
            kind, _, statement = entry.removeprefix(PREFIX).partition(": ")
            if kind == "LOG" and statement.strip().startswith(("statement: ", "execute ")):
                found.add(statement.partition(": ")[2].replace("\n\t", "\n").strip())
        return found


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logged]:
    with embedded.throwaway() as server, fresh_databases(server.url) as make_database:
        url = make_database()
        with everything(url, tmp_path_factory.mktemp("logged")) as table:
            settings = {"log_statement": "all", "log_parameter_max_length": "0", "log_line_prefix": PREFIX}
            for name, value in settings.items():
                run(server.url, f"ALTER SYSTEM SET {name} = '{value}'")
            run(server.url, "SELECT pg_reload_conf()")
            yield Logged(table, server.directory / "log")


def test_the_log_holds_planned_statements_only(logged: Logged) -> None:
    shapes = list(every_shape(logged.table))
    for query, make in shapes:
        logged.table.project.execute(query, make("harmless"))
    planned = logged.statements()
    assert len(planned) > 100  # the other shapes are refused before SQL runs

    @given(st.sampled_from(shapes), ATTACKS)
    def attack(shape: tuple[str, Make], text: str) -> None:
        query, make = shape
        logged.table.project.execute(query, make(text))

    attack()
    ran = logged.statements()
    assert len(ran & planned) > 5
    assert ran <= planned | {*AGAIN, *TRIALS}
    assert not any(MARK in statement for statement in planned | ran)
