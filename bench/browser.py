"""What a person sees, in a real browser: how long until a page stands, and until a click shows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.crowds import PLACE, SeenError, check_log
from bench.results import Outcome, Result, Samples, Skipped
from bench.servers import floor, ours
from bench.sizes import Sizes

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Looks at every frame, so that times are those of what is on the screen and not of the driver.
_WATCH = """
window.__watch = (ready) => {
  window.__seen = null
  const look = () => {
    if (ready()) window.__seen = performance.now()
    else requestAnimationFrame(look)
  }
  look()
}
window.__shown = (selector) => [...document.querySelectorAll(selector)].filter(
  (item) => item.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && item.getBoundingClientRect().height > 0)
addEventListener("click", () => { window.__clicked = performance.now() }, true)
"""


@dataclass(frozen=True, slots=True)
class _Subject:
    """A page: where it is, what must stand, and what a click on a pill must change."""

    address: str
    cards: str
    pill: str
    changed: str


_THEME = "domestic abuse"
# The line that restates the filter, and the list below it, which must not be that of before.
_OUR_CHANGE = f"""() => {{
  const line = __shown('.result-line')[0]?.innerText ?? ''
  const list = __shown('.areas-in-short')[0]?.innerText ?? ''
  return line.includes('{_THEME}') && list !== '' && list !== __before
}}"""
_BARE_CHANGE = "() => __shown('p').some((item) => item.innerText === 'Chosen: b')"


def navigation(sizes: Sizes) -> Outcome:
    """From asking for the address to three cards on the screen, scripts being in the cache."""
    measure = "browser: navigation to the three grade cards visible"
    with _pages(sizes) as found:
        if found is None:
            return Skipped("navigation", measure, "as Chromium is not installed")
        context, subjects = found
        times = _by_turns(context, subjects, sizes.browser_turns, _opened)
    return Result(
        "navigation",
        measure,
        "navigation to the almost empty page visible",
        "ms",
        *times,
        1.15,
        note="a new tab each time; Streamlit's scripts are in the browser's cache for both",
    )


def click(sizes: Sizes) -> Outcome:
    """From a click on a theme to the filtered list on the screen."""
    measure = "browser: click on a theme to the filtered list"
    with _pages(sizes) as found:
        if found is None:
            return Skipped("click", measure, "as Chromium is not installed")
        context, subjects = found
        times = _by_turns(context, subjects, sizes.browser_turns, _clicked)
    peer = "click on a pill there to its text changed"
    return Result("click", measure, peer, "ms", *times, 1.0)


@contextmanager
def _pages(
    sizes: Sizes,
) -> Iterator[tuple[BrowserContext, tuple[_Subject, _Subject]] | None]:
    path = shutil.which("chromium")
    if path is None:
        yield None
        return
    with ours() as our, floor() as bare, sync_playwright() as playwright:
        subjects = (
            _Subject(f"{our.url}/?{PLACE}", ".grade-card", "Domestic abuse", _OUR_CHANGE),
            _Subject(bare.url, "[data-testid=stMetric]", "b", _BARE_CHANGE),
        )
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(_WATCH)
        context.set_default_timeout(30_000)
        yield context, subjects
        browser.close()
        check_log(our, bare)


def _by_turns(
    context: BrowserContext,
    subjects: tuple[_Subject, _Subject],
    turns: int,
    measured: object,
) -> tuple[Samples, Samples]:
    assert callable(measured)
    found: tuple[list[float], list[float]] = ([], [])
    for turn in range(turns + 1):
        for subject, times in zip(subjects, found, strict=True):
            page = context.new_page()
            value = float(measured(page, subject))
            if page.locator("[data-testid=stException]").count():
                raise SeenError("an error was shown in the browser")
            page.close()
            if turn:  # The first turn fills the cache.
                times.append(value)
    return Samples(tuple(found[0])), Samples(tuple(found[1]))


def _opened(page: Page, subject: _Subject) -> float:
    page.add_init_script(f"__watch(() => __shown('{subject.cards}').length >= 3)")
    page.goto(subject.address, wait_until="commit")
    return _seen(page)


def _clicked(page: Page, subject: _Subject) -> float:
    _opened(page, subject)
    # Until the run is over and nothing moves any more.
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    page.evaluate("window.__before = __shown('.areas-in-short')[0]?.innerText ?? ''")
    page.evaluate(f"__watch({subject.changed})")
    pills = page.locator("[data-testid=stButtonGroup] button")
    pills.filter(has_text=subject.pill).first.click()
    return _seen(page) - float(page.evaluate("window.__clicked"))


def _seen(page: Page) -> float:
    page.wait_for_function("window.__seen !== null && window.__seen !== undefined", polling=50)
    return float(page.evaluate("window.__seen"))
