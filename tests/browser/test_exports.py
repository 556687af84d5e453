"""What is downloaded from a page, read back: the numbers that the page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from components.marks import grade_words
from peel.questions.dossier import Dossier
from peel.questions.grades import cards
from peel.questions.reactions import responses
from peel.questions.sources import source_uses
from tests.drawn import parse

pytestmark = pytest.mark.browser

HERE = "force=cambridgeshire&round=2015"
# Page and filter, the things on it, the name of the file, and the column that names a thing.
PAGES = {
    "findings": (f"findings?{HERE}&theme=domestic-abuse", "article.finding", "findings", "id"),
    "areas": (
        f"improvement-areas?{HERE}&relation=not-stated",
        ".peel table tbody tr[id]:not(.thread-row)",
        "areas",
        "finding",
    ),
    "reactions": (f"reactions?{HERE}&stance=critical", "article.reaction", "reactions", "id"),
}


@pytest.fixture(scope="module")
def page(chromium: Browser, site_address: str) -> Iterator[Page]:
    """One tab for all of them."""
    with chromium.new_context(accept_downloads=True) as context:
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        yield opened


def visit(page: Page, site_address: str, address: str) -> None:
    page.goto(f"{site_address}/{address}")
    page.locator(".site-footer").wait_for()


def downloaded(page: Page, button: str, into: Path) -> Path:
    # A click while the page is still being drawn is lost.
    page.locator("[data-test-script-state=notRunning]").wait_for()
    item = page.get_by_test_id("stDownloadButton").get_by_role("button", name=button)
    if not item.is_visible():
        page.get_by_role("button", name=re.compile("^Download")).click()
    with page.expect_download() as found:
        item.click()
    into.mkdir(exist_ok=True)
    path = into / found.value.suggested_filename
    found.value.save_as(path)
    return path


@pytest.mark.parametrize("kind", PAGES)
def test_csv_and_json_of_what_is_shown(
    page: Page, site_address: str, tmp_path: Path, kind: str
) -> None:
    address, things, name, column = PAGES[kind]
    visit(page, site_address, address)
    shown = [item.get_attribute("id") for item in page.locator(things).all()]
    said = page.locator(".result-line strong").inner_text()
    number = re.match(r"(\d+) of (\d+) ", said)
    assert number
    assert len(shown) == int(number[1]) < int(number[2])

    path = downloaded(page, "(CSV)", tmp_path)
    assert path.name == f"peel-cambridgeshire-2015-{name}.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(path, dtype=str)
    assert list(dict.fromkeys(frame[column])) == shown

    path = downloaded(page, "(JSON)", tmp_path)
    assert path.name == f"peel-cambridgeshire-2015-{name}.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    assert held["table"] == name
    assert len(held["rows"]) == len(frame)
    assert list(dict.fromkeys(row[column] for row in held["rows"])) == shown
    assert held["version"] in page.locator(".site-footer .version").inner_text()

    texts = page.locator(".peel").all_inner_texts()
    whole = " ".join(" ".join(texts).split())
    for words in frame["quotation"].dropna():
        assert " ".join(words.split()) in whole or kind == "areas"


def test_what_was_narrowed_after_the_menu_was_drawn(
    page: Page, site_address: str, tmp_path: Path
) -> None:
    """The menu stands open meanwhile, and what it offers is made when it is asked for."""
    visit(page, site_address, f"findings?{HERE}")
    assert len(pd.read_csv(downloaded(page, "(CSV)", tmp_path))) == 42
    page.get_by_role("button", name=re.compile("^Domestic abuse")).click()
    expect(page.locator(".result-line strong")).to_have_text("3 of 42 findings: domestic abuse")
    shown = [item.get_attribute("id") for item in page.locator("article.finding").all()]
    frame = pd.read_csv(downloaded(page, "(CSV)", tmp_path), dtype=str)
    assert list(dict.fromkeys(frame["id"])) == shown


def test_the_sources_and_the_grades(
    page: Page, site_address: str, tmp_path: Path, dossier: Dossier
) -> None:
    visit(page, site_address, f"sources?{HERE}")
    frame = pd.read_csv(downloaded(page, "(CSV)", tmp_path), dtype=str)
    assert list(frame["id"]) == [use.source.id for use in source_uses(dossier)]
    said = page.locator(".result-line strong").inner_text()
    assert said == f"{len(frame)} sources"


def test_the_report_stands_by_itself(
    page: Page, site_address: str, tmp_path: Path, dossier: Dossier, chromium: Browser
) -> None:
    visit(page, site_address, f"?{HERE}")
    path = downloaded(page, "(HTML)", tmp_path)
    assert path.name == "peel-cambridgeshire-2015.html"
    drawn = parse(path.read_text(encoding="utf-8"))
    assert not drawn.all("script")
    assert [item.attributes["href"] for item in drawn.all("link")] == ["data:,"]
    grades = {
        card.one("h3").text: card.one("p.grade-word").text
        for card in drawn.all("article.grade-card")
    }
    assert grades == {
        card.pillar.name: grade_words(card.grade) for card in cards(dossier) if card.pillar.graded
    }
    assert len(drawn.one("#sources").all("li")) == len(source_uses(dossier))
    assert len(drawn.all("article.reaction")) == len(responses(dossier))
    for item in drawn.all("a"):
        assert re.match(r"https?://|#", item.attributes["href"]), item.attributes["href"]

    with chromium.new_context(offline=True, java_script_enabled=False) as context:
        report = context.new_page()
        report.goto(path.as_uri())
        expect(report.locator("h1")).to_have_text("Cambridgeshire Constabulary in PEEL 2015")
        width = report.evaluate("getComputedStyle(document.body).maxWidth")
        assert width != "none"
