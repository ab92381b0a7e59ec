"""A running server and the browsers of the people who use it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from seeding import PASSWORD

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
}


@dataclass(frozen=True, slots=True)
class Site:
    """A running server."""

    address: str
    log: Path

    def url(self, path: str) -> str:
        """The full address of a page."""
        return f"{self.address}{path}"


@dataclass
class People:
    """Opens browsers for people who know nothing of each other, and hears what goes wrong there."""

    browser: Browser
    site: Site
    pages: list[Page] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def visitor(self, screen: str = "desk") -> Page:
        """A new browser with no session, on the first page's doorstep."""
        context: BrowserContext = self.browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, **SCREENS[screen]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("console", self._hear)
        page.on("response", self._see)
        self.pages.append(page)
        return page

    def signed_in(self, sign_in_name: str, screen: str = "desk") -> Page:
        """A new browser in which somebody has signed in and stands on the home page."""
        page = self.visitor(screen)
        page.goto(self.site.url("/"))
        page.get_by_label("登录名").fill(sign_in_name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(self.site.url("/"))
        return page

    def _hear(self, message: Any) -> None:
        # A refused form answers 422 and the browser notes it; that is no fault of the page.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {message.text}")

    def _see(self, response: Any) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.wrong.append(f"{response.status} {response.url}")


@contextmanager
def served(environment: Mapping[str, str], log: Path) -> Iterator[Site]:
    """Serve an installation on a free port as `dandang serve` does, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dandang", "serve", "--port", str(port)]
    with log.open("wb") as stream:
        server = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(server, port, log)
        yield Site(f"http://127.0.0.1:{port}", log)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The server did not come up:\n{log.read_text('utf-8')}")
