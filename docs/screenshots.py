"""The pictures of this project, made anew: `make screenshots`.

Without arguments: the two pictures of the README, in `docs/images/`. With `--all FOLDER` also every
page at three widths in light and dark, the share pages, and a share page as it prints (PDF).
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
README = {"overview": "", "improvement-areas": "improvement-areas"}
APP = {
    "overview": "",
    "overview-areas": "?round=2021-22",
    "overview-grades-only": "?force=kent",
    "improvement-areas": "improvement-areas",
    "improvement-areas-open": "improvement-areas?open=camb15-domestic-abuse",
    "improvement-areas-none": "improvement-areas?q=tree",
    "reactions": "reactions",
    "findings": "findings",
    "compare": "compare?forces=cambridgeshire,kent,norfolk",
    "over-time": "over-time",
    "sources": "sources",
    "preview": "preview",
    "data-health": "data-health",
}
SHARE = {
    "share-index": "share",
    "share": "share/cambridgeshire/2015",
    "share-areas": "share/cambridgeshire/2021-22",
    "share-finding": "share/cambridgeshire/2015/camb15-domestic-abuse",
    "embed": "embed/cambridgeshire/2015/grades",
    "not-found": "share/cambridgshire/2015",
}
WIDTHS = (1280, 768, 390)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
_TALLEST = 16_000


@contextmanager
def serving() -> Iterator[str]:
    """The address of app and share pages, while they run."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none"]
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet)
    address = f"http://localhost:{port}"
    try:
        _wait(f"{address}/readyz", running)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=10)


def _wait(address: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if running.poll() is not None:
            raise SystemExit("the server ended before it answered")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("the server did not answer within 30 seconds")


def picture(page: Page, address: str, to: Path, *, whole: bool) -> None:
    """A picture of a page: what fits the window, or the whole of it."""
    page.goto(address)
    page.locator(".site-footer").last.wait_for()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    # Charts and widgets come a moment after the words.
    page.wait_for_timeout(1800 if "/compare" in address else 700)
    size = page.viewport_size or {"width": 1280, "height": 900}
    if whole:
        tall = page.evaluate(
            "() => (document.querySelector('[data-testid=stMain]') ?? document.documentElement)"
            ".scrollHeight"
        )
        page.set_viewport_size({**size, "height": min(max(tall, size["height"]), _TALLEST)})
        page.wait_for_timeout(300)
    page.screenshot(path=to)
    page.set_viewport_size(size)


def readme_pictures(browser: Browser, address: str) -> None:
    """The pictures that the README shows."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    for name, path in README.items():
        picture(page, f"{address}/{path}", ROOT / "docs/images" / f"{name}.png", whole=False)
    page.close()


def every_picture(browser: Browser, address: str, folder: Path, only: str) -> None:
    """Every page at every width, light and dark, and a share page as it prints."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name, path in (APP | SHARE).items():
                if only in name:
                    to = folder / f"{name}-{width}-{scheme}.png"
                    picture(page, f"{address}/{path}", to, whole=True)
            page.close()
    page = browser.new_page()
    page.goto(f"{address}/{SHARE['share']}")
    page.pdf(path=folder / "share-print.pdf", prefer_css_page_size=True)
    page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, into this folder")
    parser.add_argument("--only", default="", help="with --all: only pages with this in their name")
    chosen = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("this needs Chromium (apt-get install chromium)")
    (ROOT / "docs/images").mkdir(exist_ok=True)
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if chosen.all:
            chosen.all.mkdir(parents=True, exist_ok=True)
            every_picture(browser, address, chosen.all, chosen.only)
        if not chosen.only:
            readme_pictures(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
