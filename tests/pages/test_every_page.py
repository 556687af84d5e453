"""Every page of every force in every round: drawn by the page's own script, without Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from peel.library.library import Library
from peel.questions.desk import Desk
from peel.questions.pages import PAGES
from tests.conftest import ROOT, Visit
from tests.drawn import parse
from tests.fake_page import draw_page

SHOWN = [page.path for page in PAGES.values() if not page.for_keepers]
Draw = Callable[[str, Mapping[str, str]], str]


@pytest.fixture
def draw(desk: Desk) -> Draw:
    """What the script of a page shows for an address, its widgets left out."""
    return lambda name, asked: "".join(draw_page(desk, name, asked).shown)


@pytest.mark.parametrize("page", SHOWN)
def test_every_force_and_round(draw: Draw, library: Library, page: str) -> None:
    shared, drawn = library.now().shared, 0
    for slug, force in shared.forces.items():
        for round_id, framework in shared.frameworks.items():
            html = draw(page, {"force": slug, "round": round_id})
            assert html.count("<h1>") == 1
            assert force.name in html
            assert framework.name in html
            assert ">None<" not in html
            drawn += 1
    assert drawn == 43 * 7


@pytest.mark.parametrize("page", SHOWN)
def test_what_is_drawn_is_well_formed(draw: Draw, page: str) -> None:
    for force, round_id in (
        ("cambridgeshire", "2023-25"),
        ("derbyshire", "2017"),
        ("greater-manchester", "2017"),
        ("humberside", "2018-19"),
        ("city-of-london", "2021-22"),
    ):
        drawn = parse(draw(page, {"force": force, "round": round_id}))
        ids = [item.attributes["id"] for item in drawn.everything() if "id" in item.attributes]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", ["improvement-areas", "reactions", "findings"])
def test_a_force_without_findings_says_what_is_not_held(
    draw: Draw, library: Library, page: str
) -> None:
    things = {"improvement-areas": "improvement areas"}.get(page, page)
    for slug, force in library.now().shared.forces.items():
        if slug in library.now().forces_with_files():
            continue
        drawn = parse(draw(page, {"force": slug, "round": "2018-19"}))
        assert drawn.one(".empty").text == f"We hold no {things} for {force.name} in PEEL 2018/19."


def test_an_overview_from_grades_alone(draw: Draw, library: Library) -> None:
    for slug, force in library.now().shared.forces.items():
        if slug in library.now().forces_with_files():
            continue
        drawn = parse(draw("", {"force": slug, "round": "2016"}))
        assert drawn.one(".notice").text == (
            f"For {force.name} in PEEL 2016 we hold grades only: no findings, improvement areas, "
            "earlier recommendations or reactions. That our sources are silent does not mean that "
            "there were none."
        )
        assert drawn.texts("h3")[:3] == ["Effectiveness", "Efficiency", "Legitimacy"]
        assert len(drawn.all("div.distribution")) == 3


@pytest.mark.parametrize(
    ("round_id", "words"),
    [
        ("2015", "effectiveness, legitimacy, PEEL, requires improvement"),
        ("2021-22", "PEEL, requires improvement"),
    ],
)
def test_words_are_explained_where_the_round_has_them(
    draw: Draw, round_id: str, words: str
) -> None:
    drawn = parse(draw("", {"force": "kent", "round": round_id}))
    assert f"What these words mean: {words}" in drawn.texts("summary")


@pytest.mark.parametrize(
    ("page", "force", "round_id"),
    [
        ("", "greater-manchester", "2017"),
        ("improvement-areas", "humberside", "2018-19"),
        ("reactions", "metropolitan", "2014"),
        ("findings", "dyfed-powys", "2021-22"),
        ("compare", "surrey", "2018-19"),
        ("over-time", "derbyshire", "2017"),
        ("sources", "city-of-london", "2023-25"),
        ("preview", "essex", "2016"),
        ("data-health", "kent", "2015"),
    ],
)
def test_a_sample_in_the_app(
    visit: Callable[..., Visit], library: Library, page: str, force: str, round_id: str
) -> None:
    drawn = visit(page, force=force, round=round_id).drawn
    shared = library.now().shared
    assert len(drawn.all("h1")) == 1
    assert shared.forces[force].name in drawn.text
    assert shared.frameworks[round_id].name in drawn.text
    links = drawn.one(".site-nav").one("ul").all("a")
    assert {link.attributes["href"].partition("?")[2] for link in links} == {
        f"force={force}&round={round_id}"
    }


@pytest.mark.parametrize(
    ("page", "widgets"),
    [
        ("", ["theme_filter"]),
        ("findings", ["theme_filter", "choice_filters"]),
        ("compare", ["pillar_choice", "force_choice", "pictures"]),
        ("over-time", []),
    ],
)
def test_what_a_reader_can_press(desk: Desk, page: str, widgets: list[str]) -> None:
    asked = {"force": "cambridgeshire", "round": "2015"}
    assert draw_page(desk, page, asked).widgets == widgets


def test_the_app_has_the_pages_and_no_others(
    visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    navigation, asked = st.navigation, []

    def noted(pages: list[StreamlitPage], **options: Any) -> StreamlitPage:
        asked.append([(page.url_path, page.title) for page in pages])
        return navigation(pages, **options)

    monkeypatch.setattr(st, "navigation", noted)
    visit("")
    assert asked
    for pages in asked:
        assert pages == [(page.path, page.title) for page in PAGES.values()]
    scripts = {file.stem for file in (ROOT / "pages").glob("*.py")}
    assert scripts == {page.script for page in PAGES.values()}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_its_own_title(visit: Callable[..., Visit], path: str) -> None:
    title = PAGES[path].title if path else "Cambridgeshire Constabulary in PEEL 2015"
    assert visit(path).drawn.one("h1").text == title
