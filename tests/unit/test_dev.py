"""The loop of `fraiseql dev`, where the files and the network misbehave; test_cli.py runs it as users do."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from fraiseql import dev
from fraiseql.asgi import Message
from fraiseql.compiler.project import Project

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def workbench(tmp_path: Path) -> dev._Workbench:
    """Of a project whose database is out of reach."""
    (tmp_path / "schema.graphql").write_text("type Query { a: Int }")
    project = Project(tmp_path, (tmp_path / "schema.graphql",), tmp_path / "plans", NOWHERE, ())
    return dev._Workbench(project, NOWHERE, "http://127.0.0.1:8000/", {}, "text")


async def sent(workbench: dev._Workbench, kind: str) -> list[Message]:
    """What the workbench sends to a client."""
    messages: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("it does not read the request")

    async def send(message: Message) -> None:
        messages.append(message)

    await workbench({"type": kind, "method": "POST", "headers": []}, receive, send)
    return messages


def test_before_a_success_the_answer_is_a_whole_response(workbench: dev._Workbench) -> None:
    start, body = asyncio.run(sent(workbench, "http"))
    assert start["status"] == 503
    headers = dict(start["headers"])
    assert headers[b"content-type"].startswith(b"application/json")
    assert headers[b"content-length"] == str(len(body["body"])).encode()
    (error,) = json.loads(body["body"])["errors"]
    assert error["extensions"] == {"code": "NOT_COMPILED"}


def test_before_a_success_a_websocket_is_refused(workbench: dev._Workbench) -> None:
    (message,) = asyncio.run(sent(workbench, "websocket"))
    assert message["type"] == "websocket.close"


def test_a_file_that_vanishes_while_it_is_looked_at_is_a_removed_file(
    workbench: dev._Workbench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(workbench.look())
    stat = Path.stat

    def vanishing(self: Path, **options: Any) -> Any:
        result = stat(self, **options)
        if self.name == "schema.graphql":
            self.unlink()
        return result

    monkeypatch.setattr(Path, "stat", vanishing)
    asyncio.run(workbench.look())
    monkeypatch.undo()
    assert not workbench.project.schema[0].exists()
    asyncio.run(workbench.look())
    assert "changed: schema.graphql" in capsys.readouterr().err
    assert workbench.seen == {}


def test_the_unexpected_is_said_once_and_watching_goes_on(
    workbench: dev._Workbench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path) -> Any:
        raise ValueError("no such luck")

    async def watch(seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(workbench.watch(), seconds)

    async def main() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(dev, "read_project", broken)
            await watch(0.05)
        assert capsys.readouterr().err == "error: unexpected ValueError: no such luck\n"
        await watch(1)
        assert capsys.readouterr().err.count("error: ") == 1  # the database is out of reach

    monkeypatch.setattr(dev, "POLL", 0.001)
    asyncio.run(main())
