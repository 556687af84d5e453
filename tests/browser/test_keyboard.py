"""Everything can be reached and worked with the keyboard alone, and the focus is always seen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Look = Callable[..., Page]
# Every control that is shown is numbered; what a fold hides is not.
NUMBER = """() => {
    let number = 0
    const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']"
    return [...document.querySelectorAll(wanted)].filter(e => {
        const style = getComputedStyle(e)
        return e.getClientRects().length && style.visibility !== "hidden" && e.tabIndex >= 0
            && !e.disabled && !e.closest("details:not([open]) > :not(summary)")
            && e.checkVisibility({contentVisibilityAuto: true, checkOpacity: false})
    }).map(e => {
        e.dataset.walked = ++number
        const s = getComputedStyle(e)
        e.dataset.before = [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor].join()
        return `${e.tagName} ${e.getAttribute("aria-label") ?? e.textContent.slice(0, 40)}`
    })
}"""
FOCUSED = """() => {
    const e = document.activeElement
    const s = getComputedStyle(e)
    const now = [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor].join()
    const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2
    return {
        number: Number(e.dataset.walked ?? 0),
        seen: ring || (s.boxShadow !== "none" && now !== e.dataset.before),
        group: e.dataset.variant === "pills",
        name: `${e.tagName} ${e.getAttribute("aria-label") ?? e.textContent.slice(0, 40)}`,
    }
}"""


def tab_until(page: Page, wanted: str, key: str = "Tab", most: int = 120) -> None:
    """Press a key until what has focus fits a selector."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{key} does not reach {wanted}")


@pytest.mark.parametrize("place", ["", "improvement-areas?open=camb15-domestic-abuse"])
def test_every_control_is_reached_by_tab_and_seen(look: Look, place: str) -> None:
    page = look(place)
    page.wait_for_timeout(500)
    page.evaluate("document.activeElement.blur()")
    names = page.evaluate(NUMBER)
    reached, unseen = set(), []
    key = "Tab"
    for _ in range(len(names) + 20):
        page.keyboard.press(key)
        found = page.evaluate(FOCUSED)
        again = found["number"] in reached
        if again and key == "Tab" and found["number"] == 1:
            break
        # Tab reaches a group of pills, the arrow keys walk it.
        key = "ArrowRight" if found["group"] and not again else "Tab"
        reached.add(found["number"])
        if found["number"] and not found["seen"]:
            unseen.append(found["name"])
    missed = [name for number, name in enumerate(names, start=1) if number not in reached]
    assert missed == []
    assert unseen == []


def test_the_first_tab_leads_past_the_navigation(look: Look) -> None:
    page = look()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("Skip to main content"))


def test_a_thread_opened_and_closed(look: Look) -> None:
    page = look("improvement-areas")
    toggle = page.locator("#toggle-camb15-supervision")
    expect(toggle).to_be_visible()
    tab_until(page, "#toggle-camb15-supervision")
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page.locator("tr.thread-row")).to_have_count(1)
    expect(toggle).to_be_focused()
    page.wait_for_timeout(300)
    page.keyboard.press("Space")
    expect(page.locator("tr.thread-row")).to_have_count(0)
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(toggle).to_be_focused()


def test_sorted_and_the_order_announced(look: Look) -> None:
    page = look("improvement-areas")
    expect(page.locator("#sort-kind")).to_be_visible()
    tab_until(page, "#sort-kind")
    head = page.locator("th", has=page.locator("#sort-kind"))
    expect(head).not_to_have_attribute("aria-sort", re.compile("."))
    for order in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", order)
        expect(page.locator("#sort-kind")).to_be_focused()
        page.wait_for_timeout(300)
    expect(page.locator("th[aria-sort]")).to_have_count(1)


def test_a_theme_chosen_and_the_result_announced(look: Look) -> None:
    page = look()
    pill = page.get_by_role("button", name=re.compile(r"^Domestic abuse \d+$"))
    expect(pill).to_be_visible()
    tab_until(page, "[data-variant=pills], [data-testid^=stBaseButton-pills]")
    for _ in range(20):
        if pill.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    result = page.locator(".result-line[role=status]")
    expect(result).to_contain_text("domestic abuse")
    expect(pill).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("theme=domestic-abuse"))
