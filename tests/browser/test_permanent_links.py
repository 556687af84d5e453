"""A link that was mailed opens the same view for somebody who was never here before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from peel.questions.dossier import Dossier
from peel.questions.fingerprint import fingerprint, parts
from tests.browser.conftest import Tabs

pytestmark = pytest.mark.browser

HERE = "force=cambridgeshire&round=2015"
Open = Callable[[str], Page]

# Each kind of permanent link: its address, the heading of the page, what is in view there.
LINKS = {
    "theme": (f"findings?{HERE}&theme=domestic-abuse", "Findings", None),
    "finding": (
        f"findings?{HERE}&open=camb15-domestic-abuse#camb15-domestic-abuse",
        "Findings",
        "#camb15-domestic-abuse",
    ),
    "area": (
        f"improvement-areas?{HERE}&open=camb15-supervision#camb15-supervision",
        "Improvement areas",
        "#camb15-supervision",
    ),
    "recommendation": (
        "improvement-areas?force=cambridgeshire&round=2015&open=camb14-supervision"
        "#camb14-supervision",
        "Improvement areas",
        None,
    ),
    "reaction": (f"reactions?{HERE}&open=camb15-nspcc#camb15-nspcc", "Reactions", "#camb15-nspcc"),
    "grade": (
        f"./?{HERE}&open=grade-efficiency#grade-efficiency",
        "Cambridgeshire Constabulary in PEEL 2015",
        "#grade-efficiency",
    ),
    "thread": (
        f"over-time?{HERE}&open=camb-supervision#camb-supervision",
        "Over time",
        "#camb-supervision",
    ),
    "source": (
        f"sources?{HERE}&open=cambs-times-2016#cambs-times-2016",
        "Sources and method",
        "#cambs-times-2016",
    ),
}


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A context for all of them, so that the app's scripts are fetched once."""
    with chromium.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        context.add_init_script("localStorage.clear(); sessionStorage.clear()")
        yield context


@pytest.fixture
def fresh(window: BrowserContext, tabs: Tabs, site_address: str) -> Iterator[Open]:
    """Open an address of the server as somebody of whom nothing is kept."""

    def open_page(address: str) -> Page:
        window.clear_cookies()
        page = tabs.take()
        page.goto(address if "://" in address else f"{site_address}/{address.removeprefix('./')}")
        page.locator(".site-footer").wait_for()
        # A button of the app does nothing before the app's own script is there.
        page.wait_for_function("!document.querySelector('.stApp') || window.__peelLinks?.address")
        return page

    yield open_page
    tabs.give_back()


def text_of(page: Page) -> str:
    """What a reader reads, once nothing changes any more."""
    shown = page.locator("[data-testid=stMainBlockContainer]")
    before = ""
    for _ in range(40):
        now = shown.inner_text()
        if now == before:
            break
        before = now
        page.wait_for_timeout(100)
    return before


def copied(page: Page) -> str:
    page.locator(".page-actions").get_by_role("button", name="Copy link").click()
    expect(page.locator(".page-actions > button")).to_have_text("Copied")
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


@pytest.mark.parametrize("kind", LINKS)
def test_each_kind_of_link_and_what_is_copied_there(
    fresh: Open, site_address: str, dossier: Dossier, kind: str
) -> None:
    address, title, wanted = LINKS[kind]
    page = fresh(address)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".notice[role=status]")).to_have_count(0)
    if wanted:
        expect(page.locator(wanted)).to_be_in_viewport()
    if kind == "theme":
        chosen = sum("domestic-abuse" in item.themes for item in dossier.findings)
        expect(page.locator("article.finding")).to_have_count(chosen)
    if kind == "area":
        expect(page.locator("tr.thread-row")).to_contain_text("Ongoing enquiries and supervision")
    if kind == "thread":
        expect(page.locator(f"{wanted} details")).to_have_attribute("open", "")

    link = copied(page)
    assert link.startswith(f"{site_address}/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    given = {n: v[0] for n, v in parse_qs(urlsplit(f"{site_address}/{address}").query).items()}
    assert asked == {**given, "v": fingerprint(dossier)}
    other = fresh(link)
    expect(other.locator("h1")).to_have_text(title)
    expect(other.locator(".notice[role=status]")).to_have_count(0)
    expect(page.locator(".page-actions > button")).to_have_text("Copy link")
    assert text_of(other) == text_of(page)
    if wanted:
        expect(other.locator(wanted)).to_be_in_viewport()


def test_a_link_copied_without_choices_names_its_defaults(fresh: Open, site_address: str) -> None:
    link = copied(fresh(""))
    assert re.fullmatch(rf"{site_address}/\?force=cambridgeshire&round=2015&v=[\w-]{{18}}", link)


def test_a_link_copied_after_filters_were_set_names_them(fresh: Open, site_address: str) -> None:
    page = fresh(f"improvement-areas?{HERE}&relation=not-stated")
    page.get_by_role("button", name=re.compile("^Domestic abuse")).click()
    expect(page.locator(".result-line strong")).to_contain_text("domestic abuse")
    asked = f"{site_address}/improvement-areas?{HERE}&theme=domestic-abuse&relation=not-stated"
    assert parse_qs(urlsplit(copied(page)).query).items() >= parse_qs(urlsplit(asked).query).items()
    expect(page.locator(".page-actions > button")).to_have_text("Copy link")
    page.locator("#clear-filters").click()
    expect(page.locator(".result-line strong")).to_have_text("8 improvement areas")
    assert "theme=" not in (link := copied(page))
    assert "relation=" not in link


def test_the_link_beside_a_thing_is_its_own(fresh: Open, site_address: str) -> None:
    page = fresh("findings")
    button = page.locator("#camb15-taser .item-link button")
    expect(button).to_have_accessible_name(re.compile("^Copy link to "))
    button.click()
    expect(button).to_contain_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{site_address}/findings?{HERE}&open=camb15-taser&v=")
    assert link.endswith("#camb15-taser")
    expect(fresh(link).locator("#camb15-taser")).to_be_in_viewport()


def test_an_older_link_says_what_has_changed(fresh: Open, dossier: Dossier) -> None:
    then = dict(parts(dossier))
    for name in ("findings", "reactions"):
        then[name] = then[name][::-1] if then[name] != then[name][::-1] else "aaa"
    old = "".join(then.values())
    page = fresh(f"findings?{HERE}&theme=domestic-abuse&v={old}")
    expect(page.locator(".notice")).to_have_text(
        "The data has changed since this link was copied: findings and reactions. "
        "Showing the newest data; corrections are listed under Sources and method."
    )
    expect(page.locator(".result-line strong")).to_contain_text(": domestic abuse")
    page = fresh(f"findings?{HERE}&v=nonsense")
    expect(page.locator(".notice")).to_contain_text("a data version that we cannot read")


def test_an_unknown_value_is_told(fresh: Open) -> None:
    page = fresh(f"findings?{HERE}&theme=x")
    expect(page.locator(".notice")).to_have_text(
        "The link asked for theme “x”, which we do not know; showing all."
    )


def test_from_a_share_page_into_the_app_and_back(fresh: Open, site_address: str) -> None:
    page = fresh("share/cambridgeshire/2015/camb15-domestic-abuse")
    title = page.locator("h1").inner_text()
    page.get_by_role("link", name="Open in the dashboard").click()
    expect(page).to_have_url(re.compile(rf"{site_address}/findings\?{HERE}&open=camb15-domestic"))
    finding = page.locator("#camb15-domestic-abuse")
    expect(finding).to_be_in_viewport()
    expect(finding).to_contain_text(title)
    page.get_by_role("link", name="Plain page").click()
    expect(page).to_have_url(f"{site_address}/share/cambridgeshire/2015")
    expect(page.locator("body.share")).to_be_visible()


def test_a_share_page_needs_no_script(chromium: Browser, site_address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site_address}/share/cambridgeshire/2015")
        expect(page.locator("article.grade-card p.grade-word")).to_have_text(
            ["Requires improvement", "Good", "Good"]
        )
        assert all(address.startswith((site_address, "data:")) for address in asked)
        assert len(asked) <= 3


@pytest.fixture
def newspaper() -> Iterator[Callable[[str], str]]:
    """A page of another site; it must really be served, or the browser guards this machine."""

    class Answer(BaseHTTPRequestHandler):
        body = b""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(self.body)

        def log_message(self, *_: object) -> None:
            pass

    def serve(html: str) -> str:
        Answer.body = html.encode()
        return f"http://127.0.0.1:{server.server_port}/"

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield serve
        server.shutdown()


def test_an_embed_in_a_frame_of_another_site(
    chromium: Browser, site_address: str, newspaper: Callable[[str], str]
) -> None:
    """The frame shows; its links leave the frame; a share page does not let itself be framed."""
    address = f"{site_address}/embed/cambridgeshire/2015/improvement-areas"
    with chromium.new_context() as context:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(
            newspaper(
                f'<iframe id="good" src="{address}"></iframe>'
                f'<iframe id="bad" src="{site_address}/share/cambridgeshire/2015"></iframe>'
            )
        )
        frame = page.frame_locator("#good")
        expect(frame.locator(".embed-title")).to_contain_text("What must improve")
        expect(page.frame_locator("#bad").locator("main")).to_have_count(0)
        links = frame.locator("a:not([href^='#'])")
        assert links.count() > 5
        targets = {link.get_attribute("target") for link in links.all()}
        assert targets <= {"_top", "_blank"}
    assert any("frame-ancestors" in text for text in refused)
