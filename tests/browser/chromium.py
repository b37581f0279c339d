"""A Chromium without a window, driven over its DevTools protocol through a pair of pipes.

https://chromedevtools.github.io/devtools-protocol/: JSON messages, each ended by a NUL byte.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds after which the browser counts as hanging."""

FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--window-size=1400,860",
    # A request to any other host fails, and is seen to.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Browser:
    """A running Chromium. events: what it reported, not yet taken."""

    def __init__(self, commands: int, reports: int) -> None:
        self.events: list[dict[str, Any]] = []
        self._commands = commands
        self._reports = reports
        self._unread = b""
        self._calls = 0

    def call(self, method: str, session: str | None = None, **parameters: object) -> Any:
        """Runs a command of the protocol and returns its result."""
        number = self.send(method, session, **parameters)
        while True:
            answer = self._read()
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]
            self.events.append(answer)

    def send(self, method: str, session: str | None = None, **parameters: object) -> int:
        """Runs a command whose result nobody waits for; returns its number."""
        self._calls += 1
        number = self._calls
        message: dict[str, object] = {"id": number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        return number

    def _read(self) -> Any:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._reports], [], [], PATIENCE)
            assert ready, "the browser does not answer"
            received = os.read(self._reports, 1 << 16)
            assert received, "the browser has ended"
            self._unread += received
        message, self._unread = self._unread.split(b"\0", 1)
        return json.loads(message)


class Tab:
    """A page, and what it did: the URLs it asked for, and what it complained of on the console.

    Its workers count as part of it.
    """

    def __init__(self, browser: Browser) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._watch(self._session)
        self._call("Page.enable")

    def open(self, url: str) -> None:
        """Goes to a URL."""
        assert "errorText" not in self._call("Page.navigate", url=url)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page: JSON, so no element."""
        result = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait(self, expression: str) -> Any:
        """Waits until an expression is true, and returns its value."""
        deadline = time.monotonic() + PATIENCE
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < deadline, (expression, self.complaints)
            time.sleep(0.05)
        return value

    def click(self, selector: str) -> None:
        """Clicks the middle of an element, when it is there."""
        place = self.wait(
            f"(() => {{ const found = document.querySelector({json.dumps(selector)});"
            "if (!found) return null; const box = found.getBoundingClientRect();"
            "return {x: box.x + box.width / 2, y: box.y + box.height / 2} })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, **place, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Types into what has the focus."""
        self._call("Input.insertText", text=text)

    def press(self, key: str, code: int, *, ctrl: bool = False) -> None:
        """Presses a key. code: its virtual key code."""
        for kind in ("rawKeyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                modifiers=2 if ctrl else 0,
            )

    def screenshot(self, path: Path) -> None:
        """Writes what is to be seen as a PNG."""
        path.write_bytes(base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"]))

    def _call(self, method: str, **parameters: object) -> Any:
        result = self._browser.call(method, self._session, **parameters)
        while self._browser.events:
            self._note(self._browser.events.pop(0))
        return result

    def _watch(self, session: str) -> None:
        for domain in ("Runtime", "Network", "Log"):
            self._browser.send(f"{domain}.enable", session)  # a worker may be gone, and never answer
        self._browser.send(
            "Target.setAutoAttach", session, autoAttach=True, waitForDebuggerOnStart=False, flatten=True
        )

    def _note(self, event: dict[str, Any]) -> None:
        said = event.get("params", {})
        match event.get("method"):
            case "Target.attachedToTarget":
                self._watch(said["sessionId"])
            case "Network.requestWillBeSent":
                self.requests.append(said["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(said["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if said["type"] in ("error", "warning", "assert"):
                self.complaints.append(json.dumps(said["args"]))
            case "Log.entryAdded" if said["entry"]["level"] in ("error", "warning"):
                self.complaints.append(json.dumps(said["entry"]))


@contextmanager
def chromium(program: str, profile: Path) -> Iterator[Browser]:
    """Runs a browser of its own. profile: the folder it may write to."""
    read_end, commands = os.pipe()
    reports, write_end = os.pipe()
    theirs_in, theirs_out = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (read_end, write_end))
    flags = [*FLAGS, f"--user-data-dir={profile}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    # It reads commands from descriptor 3 and writes to 4; what the pipes got here may be any.
    command = ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "bash", program, *flags]
    with (profile / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, pass_fds=(theirs_in, theirs_out), start_new_session=True
        )
    for end in (read_end, write_end, theirs_in, theirs_out):
        os.close(end)
    try:
        browser = Browser(commands, reports)
        yield browser
        browser.call("Browser.close")
    finally:
        os.close(commands)
        os.close(reports)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
