"""A headless Chromium for tests of pages: the DevTools protocol over its pipe, so that no further library is needed."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds for one answer; a machine that is busy with other tests is slow."""
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--remote-debugging-pipe",
)
_HAND_ON = """import os, sys
ends = [os.dup(int(end)) for end in sys.argv[1:3]]
for number, end in enumerate(ends, start=3):
    os.dup2(os.dup(end), number)
os.execvp("chromium", ["chromium", *sys.argv[3:]])
"""
"""Chromium reads its commands from descriptor 3 and writes its answers to descriptor 4."""
_KEYS = {"Tab": 9, "Enter": 13, "Home": 36, "ArrowDown": 40, "Backspace": 8}


class Browser:
    """One browser; its pages are separate targets."""

    def __init__(self, profile: Path) -> None:
        commands_out, self._commands = os.pipe()
        self._answers, answers_in = os.pipe()
        ends = (str(commands_out), str(answers_in))
        command = [sys.executable, "-c", _HAND_ON, *ends, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            command, pass_fds=(commands_out, answers_in), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(commands_out)
        os.close(answers_in)
        self._unread = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Send one command and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") != self._number:
                self.events.append(answer)
                continue
            assert "error" not in answer, f"{method}: {answer['error']}"
            return answer["result"]

    def wait_for(self, method: str, session: str) -> dict[str, Any]:
        """The next event of this kind on a page, also one that came already."""
        while True:
            for event in self.events:
                if event.get("method") == method and event.get("sessionId") == session:
                    self.events.remove(event)
                    return event["params"]
            self.events.append(self._read())

    def _read(self) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "Chromium does not answer"
            chunk = os.read(self._answers, 1 << 20)
            assert chunk, "Chromium has ended"
            self._unread += chunk
        message, _, self._unread = self._unread.partition(b"\0")
        return json.loads(message)

    def close(self) -> None:
        """End the browser."""
        try:
            self.call("Browser.close")
        finally:
            self._process.wait(timeout=PATIENCE)
            os.close(self._commands)
            os.close(self._answers)

    @contextmanager
    def open(self, address: str, width: int = 1280, height: int = 900, *, script: bool = True) -> Iterator[Page]:
        """A page in a window of this size; on a narrow one as a phone shows it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session, target)
        for domain in ("Page", "Runtime", "Log"):
            page.call(f"{domain}.enable")
        page.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        page.call("Emulation.setScriptExecutionDisabled", value=not script)
        page.go(address)
        try:
            yield page
        finally:
            self.call("Target.closeTarget", targetId=target)


class Page:
    """One page."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self.browser = browser
        self.session = session
        self.target = target

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command to this page."""
        return self.browser.call(method, self.session, **parameters)

    def go(self, address: str) -> None:
        """Open an address and wait until it is there."""
        answer = self.call("Page.navigate", url=address)
        assert "errorText" not in answer, answer
        self.browser.wait_for("Page.loadEventFired", self.session)

    def leave(self, address: str) -> str:
        """The address that the page went to from this one."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            now: str = self.browser.call("Target.getTargetInfo", targetId=self.target)["targetInfo"]["url"]
            if now not in {"", address}:
                return now
            time.sleep(0.01)
        raise AssertionError(f"still at {address}")

    def run(self, expression: str) -> Any:
        """The value of an expression; what it promises is awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_until(self, expression: str) -> None:
        """Until the expression is true."""
        self.run(
            "new Promise(function (done) { (function look() { if (" + expression + ") { done(true); } "
            "else { setTimeout(look, 10); } }()); })"
        )

    def press(self, key: str, *, shift: bool = False) -> None:
        """One key, as a person presses it."""
        event = {"key": key, "code": key, "windowsVirtualKeyCode": _KEYS[key], "modifiers": 8 * shift}
        text = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **event, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def write(self, text: str) -> None:
        """Text into what has the focus."""
        self.call("Input.insertText", text=text)

    def print_pdf(self) -> bytes:
        """The page as its own print rules lay it out."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    def shoot(self) -> bytes:
        """What the window shows, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def accessible(self) -> list[tuple[str, str]]:
        """Role and name of everything that a screen reader is told of."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")
        ]

    @property
    def trouble(self) -> list[str]:
        """Errors and warnings that the page wrote so far: exceptions, console, what its policy refused."""
        found = []
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            if event["method"] == "Runtime.exceptionThrown":
                found.append(str(event["params"]["exceptionDetails"]))
            if event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] in {"error", "warning"}:
                found.append(event["params"]["entry"]["text"])
            if event["method"] == "Runtime.consoleAPICalled":
                found.append(str(event["params"]["args"]))
        return found
