"""The pages that the tests of access and design visit, in the app and beside it."""

from __future__ import annotations

from playwright.sync_api import Page

APP = (
    "",
    "?force=kent",
    "?round=2021-22",
    "improvement-areas?open=camb15-domestic-abuse",
    "reactions?open=camb15-nspcc",
    "findings",
    "findings?q=nothing-has-this-word",
    "findings?force=kent",
    "compare?forces=cambridgeshire,kent",
    "over-time",
    "sources",
    "preview",
    "data-health",
)
_HERE = "cambridgeshire/2015"
BESIDE = (
    "share",
    f"share/{_HERE}",
    "share/cambridgeshire/2021-22",
    f"share/{_HERE}/camb15-domestic-abuse",
    f"share/{_HERE}/camb15-nspcc",
    f"share/{_HERE}/findings-effectiveness",
    f"embed/{_HERE}/grades",
    f"embed/{_HERE}/effectiveness",
    f"embed/{_HERE}/improvement-areas",
    "404",
)
ALL = (*APP, *BESIDE)


def visit(page: Page, address: str, place: str) -> None:
    """Open a place and wait until all of it stands."""
    page.goto(f"{address}/{place}")
    page.locator(".site-footer").last.wait_for()
    if place in APP:
        # Set by the app's own script, which comes a moment after the words.
        page.locator("html[lang=en-GB]").wait_for(state="attached")
    if place.startswith("compare"):
        page.locator(".stPlotlyChart svg.main-svg").first.wait_for()
