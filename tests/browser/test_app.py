"""What only a browser shows: mouse and keyboard, the address, Back, focus, narrow screens."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import serving
from tests.conftest import DataCopy

pytestmark = pytest.mark.browser

Look = Callable[..., Page]
DOMESTIC_ABUSE = re.compile(r"^Domestic abuse \d+$")
RESULT = "3 of 42 findings: domestic abuse"


def pill(page: Page) -> Locator:
    return page.get_by_role("button", name=DOMESTIC_ABUSE)


def result(page: Page) -> Locator:
    return page.locator(".result-line strong")


def parameter(name: str, value: str) -> re.Pattern[str]:
    return re.compile(rf"[?&]{name}={re.escape(value)}(&|#|$)")


def follow(page: Page, name: str) -> None:
    page.locator(".site-nav ul").get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)


def test_three_cards_with_words(look: Look) -> None:
    page = look()
    cards = page.locator("article.grade-card")
    expect(cards.locator("h3")).to_have_text(["Effectiveness", "Efficiency", "Legitimacy"])
    expect(cards.locator("p.grade-word")).to_have_text(["Requires improvement", "Good", "Good"])
    expect(cards.locator("p.place strong")).to_have_text(
        ["Third of four grades. ", "Second of four grades. ", "Second of four grades. "]
    )
    for card in cards.all():
        expect(card.locator("p.grade-word")).to_be_visible()
    expect(page).to_have_title("Overview: Cambridgeshire, PEEL 2015")
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")


@pytest.mark.parametrize("script", ["server.py", "app.py"])
def test_the_first_visitor_may_ask_for_any_page(window: BrowserContext, script: str) -> None:
    with serving(script) as address, window.new_page() as page:
        page.goto(f"{address}/improvement-areas")
        expect(page.locator("h1")).to_have_text("Improvement areas", timeout=10_000)
        expect(page.locator("[role=dialog]")).to_have_count(0, timeout=1_000)


def test_a_theme_chosen_by_mouse(look: Look) -> None:
    page = look("findings")
    expect(page.locator("article.finding")).to_have_count(42)
    pill(page).click()
    expect(result(page)).to_have_text(RESULT)
    expect(page.locator("article.finding")).to_have_count(3)
    expect(page).to_have_url(parameter("theme", "domestic-abuse"))
    expect(pill(page)).to_have_attribute("aria-pressed", "true")
    pill(page).click()
    expect(result(page)).to_have_text("42 findings")
    expect(page).not_to_have_url(re.compile("theme="))


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_theme_chosen_by_keyboard(look: Look, key: str) -> None:
    page = look("findings")
    expect(pill(page)).to_be_visible()
    focused = "document.activeElement.innerText"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.variant === 'pills'"):
            break
    for _ in range(20):
        if DOMESTIC_ABUSE.match(page.evaluate(focused).strip()):
            break
        page.keyboard.press("ArrowRight")
    expect(pill(page)).to_be_focused()
    page.keyboard.press(key)
    expect(result(page)).to_have_text(RESULT)
    expect(page).to_have_url(parameter("theme", "domestic-abuse"))


def test_an_address_restores_what_was_chosen(look: Look) -> None:
    page = look("findings")
    pill(page).click()
    expect(result(page)).to_have_text(RESULT)
    expect(page).to_have_url(parameter("theme", "domestic-abuse"))
    address = page.url.split("/", 3)[3]
    other = look(address, new_visitor=True)
    expect(result(other)).to_have_text(RESULT)
    expect(pill(other)).to_have_attribute("aria-pressed", "true")


def test_a_theme_stays_from_page_to_page_without_a_page_load(look: Look) -> None:
    page = look("findings")
    pill(page).click()
    expect(result(page)).to_have_text(RESULT)
    page.evaluate("window.sameLoad = true")
    for name, path in (
        ("Reactions", "reactions"),
        ("Sources and method", "sources"),
        ("Improvement areas", "improvement-areas"),
        ("Overview", ""),
        ("Findings", "findings"),
    ):
        follow(page, name) if name != "Overview" else page.locator("a.site-name").click()
        expect(page).to_have_url(re.compile(rf"//[^/]+/{path}\?.*theme=domestic-abuse"))
        expect(result(page)).to_contain_text(": domestic abuse")
        expect(pill(page)).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.sameLoad") is True


def test_a_theme_redraws_what_it_narrows_and_no_more(look: Look) -> None:
    page = look()
    outside = page.locator(".site-nav, .grade-cards, .key-facts, .site-footer")
    outside.evaluate_all("all => all.forEach(item => (item.dataset.stood = 'yes'))")
    number = outside.count()
    assert number == 4
    pill(page).click()
    expect(result(page)).to_have_text(RESULT)
    expect(page.locator("[data-stood]")).to_have_count(number)


def test_links_outside_take_the_theme_along(look: Look) -> None:
    page = look("findings")
    link = page.locator(".site-nav ul").get_by_role("link", name="Reactions")
    pill(page).click()
    expect(result(page)).to_have_text(RESULT)
    link.hover()
    expect(link).to_have_attribute("href", parameter("theme", "domestic-abuse"))
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(r"/reactions\?.*theme=domestic-abuse$"))
    expect(result(opened.value)).to_contain_text(": domestic abuse")
    opened.value.close()
    # One that leaves the themes out still does.
    method = page.locator(".site-footer").get_by_role("link", name="Sources, terms and method")
    method.hover()
    assert "theme" not in (method.get_attribute("href") or "")

    pill(page).click()
    expect(result(page)).to_have_text("42 findings")
    link.focus()
    expect(link).not_to_have_attribute("href", re.compile("theme"))
    link.press("Enter")
    expect(page.locator("h1")).to_have_text("Reactions")
    expect(page).not_to_have_url(re.compile("theme"))


def test_a_choice_after_the_data_has_changed_draws_all_of_it(
    window: BrowserContext, data_copy: DataCopy
) -> None:
    """The part that a theme narrows never stands beside older data."""
    file = data_copy.root / "findings" / "cambridgeshire" / "2015.yaml"
    text = file.read_text(encoding="utf-8")
    with serving("app.py", PEEL_DATA=str(data_copy.root)) as address, window.new_page() as page:
        page.goto(address)
        version = page.locator(".site-footer .version").inner_text()
        file.write_text(text.replace('story:\n  statement: "', 'story:\n  statement: "Anew: '))
        pill(page).click()
        expect(page.locator(".story")).to_contain_text("Anew: ")
        expect(page.locator(".site-footer .version")).not_to_have_text(version)
        expect(result(page)).to_have_text(RESULT)
        file.write_text(text.replace("story:", "tale:"))
        pill(page).click()
        expect(page.locator(".notice")).to_contain_text("Newer data has faults and is not shown.")
        expect(result(page)).to_have_text("42 findings")


def test_the_current_page_is_marked(look: Look) -> None:
    page = look("findings")
    current = page.locator(".site-nav [aria-current=page]")
    expect(current).to_have_text("Findings")
    follow(page, "Reactions")
    expect(current).to_have_text("Reactions")
    expect(page).to_have_title("Reactions: Cambridgeshire, PEEL 2015")


def test_back_leads_back(look: Look) -> None:
    page = look("findings")
    follow(page, "Reactions")
    pill(page).click()
    expect(result(page)).to_contain_text(": domestic abuse")
    follow(page, "Improvement areas")
    expect(result(page)).to_have_text("1 of 8 improvement areas: domestic abuse")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Reactions")
    expect(result(page)).to_contain_text(": domestic abuse")
    expect(pill(page)).to_have_attribute("aria-pressed", "true")
    page.go_forward()
    expect(result(page)).to_have_text("1 of 8 improvement areas: domestic abuse")


def test_the_round_in_its_box_is_the_round_on_the_page(look: Look) -> None:
    page = look()
    expect(page.locator(".st-key-filter-round input")).to_have_value("PEEL 2015")
    follow(page, "Findings")
    expect(page.locator("p.subline")).to_contain_text("PEEL 2015")
    page.wait_for_timeout(500)
    assert page.locator(".st-key-filter-round input").input_value() == "PEEL 2015"


def test_another_round(look: Look) -> None:
    page = look("findings")
    page.locator(".st-key-filter-round input").click()
    page.get_by_role("option", name="PEEL 2014").click()
    expect(page.locator("p.subline")).to_have_text("Cambridgeshire Constabulary, PEEL 2014")
    expect(page).to_have_url(parameter("round", "2014"))


@pytest.mark.parametrize("by", ["mouse", "Space", "Enter"])
def test_a_thread_opens_and_focus_stays_on_its_toggle(look: Look, by: str) -> None:
    page = look("improvement-areas")
    toggle = page.locator("#toggle-camb15-supervision")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.evaluate("window.sameLoad = true")
    if by == "mouse":
        toggle.click()
    else:
        toggle.focus()
        page.keyboard.press(by)
    thread = page.locator("tr.thread-row")
    expect(thread).to_contain_text("Ongoing enquiries and supervision")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(parameter("open", "camb15-supervision"))
    page.wait_for_timeout(400)
    expect(toggle).to_be_focused()
    page.keyboard.press("Enter")
    expect(thread).to_have_count(0)
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.wait_for_timeout(400)
    expect(toggle).to_be_focused()
    assert page.evaluate("window.sameLoad") is True


def test_a_link_to_a_finding_brings_it_into_view(look: Look) -> None:
    page = look("reactions")
    page.locator("#camb15-nspcc").get_by_role("link", name="Consistent service").click()
    finding = page.locator("#camb15-vulnerable-consistency")
    expect(finding).to_be_in_viewport()
    expect(finding).to_be_focused()


def test_a_link_opens_in_a_new_tab_as_links_do(look: Look) -> None:
    page = look("findings?round=2014&theme=prevention")
    with page.context.expect_page() as opened:
        page.locator(".site-nav ul").get_by_role("link", name="Sources").click(
            modifiers=["ControlOrMeta"]
        )
    other = opened.value
    expect(other.locator("h1")).to_have_text("Sources and method")
    expect(other).to_have_url(re.compile(r"/sources\?.*round=2014&theme=prevention"))
    expect(page.locator("h1")).to_have_text("Findings")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?round=2021-22",
        "improvement-areas?open=camb15-domestic-abuse",
        "reactions",
        "findings",
        "compare",
        "over-time",
        "sources",
    ],
)
def test_no_sideways_scrolling_on_a_narrow_screen(look: Look, address: str) -> None:
    page = look(address, width=390)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        wide = page.evaluate(
            """() => [document.documentElement, ...document.querySelectorAll(
                "[data-testid=stMain], [data-testid=stMainBlockContainer]")]
                .filter(e => e.scrollWidth > e.clientWidth + 1)
                .map(e => `${e.dataset.testid ?? e.tagName}: ${e.scrollWidth}`)"""
        )
        assert wide == [], f"at {width} pixels"
        outside = page.evaluate(
            """() => [...document.querySelectorAll(".peel *")]
                .filter(e => e.getClientRects().length && !e.closest(".visually-hidden")
                    && e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => `${e.tagName}.${e.className}`)"""
        )
        assert outside == [], f"at {width} pixels"
