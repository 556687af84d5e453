"""No axe violation on any page, light and dark, wide and narrow; nothing hangs on colour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.places import ALL, visit

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Faults inside Streamlit's own widgets that neither its settings nor a stylesheet can mend: the
# rule, where, and why. docs/accessibility.md lists the same.
EXCEPTIONS = {
    "presentation-role-conflict": (
        "[data-testid=stFileUploaderDropzone]",
        "Streamlit marks the place for dropping a file both as decoration and as focusable.",
    ),
}
# Dark changes nothing but colours.
OF_COLOUR = ("color-contrast", "link-in-text-block")
RUN = """async (only) => {
    const found = await axe.run(document, {
        runOnly: only,
        rules: only.type === "tag" ? {"target-size": {enabled: true}} : {},
        resultTypes: ["violations"],
        preload: false,
    })
    return found.violations.flatMap(rule => rule.nodes.map(node => ({
        rule: rule.id,
        html: node.html.slice(0, 200),
        why: node.failureSummary,
        within: Object.fromEntries(Object.entries(EXCEPTIONS).map(([id, place]) =>
            [id, !!document.querySelector(node.target[0])?.closest(place)])),
    })))
}"""


SPLIT_WORDS = r"""() => {
    const found = []
    for (const part of document.querySelectorAll(".peel")) {
        const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            const around = node.parentElement
            if (around.closest(".visually-hidden, pre, .footnotes")) continue
            if (around.closest("details:not([open]) > :not(summary)")) continue
            for (const word of node.data.matchAll(/[^\s\-–—./]+/g)) {
                const range = document.createRange()
                range.setStart(node, word.index)
                range.setEnd(node, word.index + word[0].length)
                const lines = [...range.getClientRects()].filter(r => r.width > 0)
                if (!lines.length) continue
                const tops = new Set(lines.map(r => Math.round(r.top)))
                const edge = Math.max(...lines.map(r => r.right))
                if (tops.size > 1 || edge > innerWidth + 1) {
                    found.push(`${word[0]} in ${around.outerHTML.slice(0, 120)}`)
                }
            }
        }
    }
    return found
}"""
SIDEWAYS = """() => [document.documentElement, document.body,
    ...document.querySelectorAll("[data-testid=stMain], [data-testid=stMainBlockContainer]")]
    .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => `${e.tagName} ${e.scrollWidth}`)"""


def violations(page: Page, *, of_colour: bool) -> list[str]:
    """What axe finds on a page as it stands, without the exceptions."""
    places = {rule: place for rule, (place, _) in EXCEPTIONS.items()}
    only = {"type": "rule", "values": OF_COLOUR} if of_colour else {"type": "tag", "values": TAGS}
    found: list[dict[str, Any]] = page.evaluate(RUN.replace("EXCEPTIONS", repr(places)), only)
    return [
        f"{item['rule']}: {item['html']} {item['why']}"
        for item in found
        if not item["within"].get(item["rule"])
    ]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all tests here, so that the app's scripts are fetched once."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page


@pytest.fixture(scope="module", params=ALL)
def at(request: pytest.FixtureRequest, page: Page, site_address: str) -> Page:
    """The page, at one place after the other; all tests of a place share one visit."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    visit(page, site_address, request.param)
    return page


def each_look(page: Page) -> Iterator[str]:
    """The page in light and dark, wide and narrow."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(100)
            yield f"{scheme}, {width} pixels"


def assert_no_violation(page: Page) -> None:
    page.evaluate(AXE)
    found = {look: violations(page, of_colour=look.startswith("dark")) for look in each_look(page)}
    assert {look: faults for look, faults in found.items() if faults} == {}


def test_one_first_heading_in_one_main_part_in_british_english(at: Page) -> None:
    assert at.locator("html").get_attribute("lang") == "en-GB"
    assert at.locator("h1").count() == 1
    assert at.locator("main").count() == 1


def test_axe_finds_nothing(at: Page) -> None:
    assert_no_violation(at)


def test_320_pixels_wide(at: Page) -> None:
    """320 by 256 is also what a window of 1280 by 1024 holds at 400 % zoom."""
    at.emulate_media(color_scheme="light")
    at.set_viewport_size({"width": 320, "height": 256})
    at.wait_for_timeout(300)
    assert at.evaluate(SIDEWAYS) == []
    assert at.evaluate(SPLIT_WORDS) == []


@pytest.mark.parametrize("opened", ["Cite this", "Download"])
def test_axe_finds_nothing_in_what_opens(page: Page, site_address: str, opened: str) -> None:
    visit(page, site_address, "improvement-areas")
    page.get_by_text(opened, exact=True).click()
    page.get_by_text("BibTeX" if opened == "Cite this" else "Report of this").first.wait_for()
    assert_no_violation(page)


def test_the_app_follows_the_scheme(page: Page, site_address: str) -> None:
    visit(page, site_address, "")
    papers = []
    for _ in each_look(page):
        paper = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
        papers.append(page.evaluate(paper))
    assert papers == ["rgb(255, 255, 255)"] * 2 + ["rgb(20, 23, 26)"] * 2


FILLED = """() => [...document.querySelectorAll(".segment.filled")].map(filled =>
    getComputedStyle(filled).backgroundColor !==
    getComputedStyle(filled.parentElement.querySelector(".segment:not(.filled)")).backgroundColor)
"""


@pytest.mark.parametrize("place", ["", "share/cambridgeshire/2015"])
def test_forced_colours_keep_words_and_marks(page: Page, site_address: str, place: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(forced_colors="active")
    try:
        visit(page, site_address, place)
        words = page.locator("p.grade-word")
        assert words.all_inner_texts() == ["Requires improvement", "Good", "Good"]
        assert page.evaluate(FILLED) == [True, True, True]
        assert page.locator(".dots i.own").count() == 3
        raised = "getComputedStyle(document.querySelector('.moment.raised'), '::before')"
        if not place:
            assert page.evaluate(f"{raised}.backgroundColor") != "rgba(0, 0, 0, 0)"
    finally:
        page.emulate_media(forced_colors="none")


def test_reduced_motion_stops_motion(page: Page, site_address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    try:
        visit(page, site_address, "")
        assert page.locator("p.grade-word").first.is_visible()
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(e => {
                const s = getComputedStyle(e)
                return s.transitionProperty !== "none"
                    && s.transitionDuration.split(", ").some(t => parseFloat(t) > 0)
            }).map(e => `${e.tagName}.${e.className}`)"""
        )
        assert moving == []
    finally:
        page.emulate_media(reduced_motion="no-preference")
