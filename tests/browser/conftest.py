"""A running app and a browser to look at it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from tests.conftest import ROOT
from tests.running import answers, chromium_at, free_port


@contextmanager
def serving(script: str, **settings: str) -> Iterator[str]:
    """The address at which Streamlit runs `script`, with `settings` in its environment."""
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.headless", "true", "--server.port", str(port)]
    command += ["--server.fileWatcherType", "none"]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while not answers(f"{address}/_stcore/health"):
            assert running.poll() is None, "the app ended"
            assert time.monotonic() < deadline, "the app did not start within 30 seconds"
            time.sleep(0.1)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=10)


@pytest.fixture(scope="session")
def app_address(chromium_path: str) -> Iterator[str]:
    """The address of the app, started for these tests."""
    with serving("app.py") as address:
        yield address


@pytest.fixture(scope="session")
def site_address(chromium_path: str) -> Iterator[str]:
    """The address of app and share pages in one, as they are hosted."""
    with serving("server.py") as address:
        yield address


@pytest.fixture(scope="package")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for all that follow one another here."""
    with chromium_at(chromium_path) as browser:
        yield browser


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A context for a module, so that the app's scripts are fetched once."""
    with chromium.new_context() as context:
        yield context


@dataclass
class Tabs:
    """Tabs that are used again: an address opens in half the time of a new one.

    A test finds each as if it were new: empty, with no key or button pressed and nothing kept.
    """

    window: BrowserContext
    _free: list[Page] = field(default_factory=list)
    _taken: list[Page] = field(default_factory=list)

    def take(self) -> Page:
        page = self._free.pop() if self._free else self.window.new_page()
        page.set_default_timeout(10_000)
        page.set_viewport_size({"width": 1280, "height": 900})
        self._taken.append(page)
        return page

    def give_back(self) -> None:
        """All that were taken."""
        while self._taken:
            page = self._taken.pop()
            page.evaluate("sessionStorage.clear()")
            page.mouse.move(0, 0)
            page.goto("about:blank")
            self._free.append(page)


@pytest.fixture(scope="module")
def tabs(window: BrowserContext) -> Tabs:
    return Tabs(window)


@pytest.fixture
def look(chromium: Browser, tabs: Tabs, app_address: str) -> Iterator[Callable[..., Page]]:
    """Open an address of the app, if need be as a new visitor; its console must show no error."""
    watched: list[Page] = []
    visitors: list[BrowserContext] = []
    errors: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # Streamlit looks for itself below the address of each page; other hosts are out of reach.
        place = message.location.get("url", "")
        foreign = "/_stcore/" in place or (place and not place.startswith(app_address))
        if message.type == "error" and not foreign:
            errors.append(f"{message.text} ({place})")

    def on_error(error: Error) -> None:
        errors.append(str(error))

    def open_page(address: str = "", width: int = 1280, *, new_visitor: bool = False) -> Page:
        if new_visitor:
            visitors.append(chromium.new_context())
            page = visitors[-1].new_page()
            page.set_default_timeout(10_000)
        else:
            page = tabs.take()
        page.set_viewport_size({"width": width, "height": 900})
        page.on("console", on_console)
        page.on("pageerror", on_error)
        watched.append(page)
        page.goto(f"{app_address}/{address}")
        page.locator(".site-footer").wait_for()
        # A click before the app's own script is there loads the page anew, as any link does.
        page.wait_for_function("window.__peelLinks?.address")
        return page

    yield open_page
    for page in watched:
        page.remove_listener("console", on_console)
        page.remove_listener("pageerror", on_error)
    for visitor in visitors:
        visitor.close()
    tabs.give_back()
    assert errors == []
