"""A page in the app: one page is drawn at a time, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import htpy as h
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.context import Context
from components.page_frame import heading, paragraph
from components.runtime.page import OpenPage
from components.runtime.turns import in_turn
from tests.conftest import DataCopy, Visit

Draw = Callable[[OpenPage], None]


def is_free() -> bool:
    """Whether a thread other than this one could draw a page now."""

    def ask() -> bool:
        taken = in_turn.acquire(blocking=False)
        if taken:
            in_turn.release()
        return taken

    with ThreadPoolExecutor(1) as other:
        return other.submit(ask).result()


def script(name: str, draw: object) -> None:
    """A page of the app; only its source is run, so it imports what it needs."""
    from components.runtime.page import run

    assert callable(draw)
    run(name, draw)


def opened(draw: Draw, name: str = "findings", **parameters: str) -> Visit:
    """The page `name`, drawn by `draw`."""
    app = AppTest.from_function(script, default_timeout=30, args=(name, draw))
    for parameter, value in parameters.items():
        app.query_params[parameter] = value
    return Visit(app.run())


class Watching:
    """Draws a page in every way that a page can, and notes each time whether another could."""

    def __init__(self) -> None:
        self.free: list[bool] = []

    def __call__(self, page: OpenPage) -> None:
        self.note()
        page.show(self.words, "shown")
        page.put(h.p["put"])
        with page.together():
            self.note()
            page.show(self.words, "together")
        page.widget(self.widget)
        page.filtered(self.part)
        self.note()

    def part(self, page: OpenPage) -> None:
        self.note()
        page.show(self.words, "filtered")

    def words(self, context: Context, text: str) -> h.Element:
        self.note()
        return paragraph(context, text)

    def widget(self, context: Context) -> None:
        self.note()
        st.button("Press")

    def note(self) -> None:
        self.free.append(is_free())


@pytest.mark.parametrize("name", ["", "findings", "over-time"])
def test_a_page_is_drawn_in_its_turn(name: str) -> None:
    draw = Watching()
    visit = opened(draw, name)
    assert not visit.app.exception
    assert {"shown", "put", "together", "filtered"} <= {*visit.drawn.texts("p")}
    assert draw.free == [False] * 8
    assert is_free()


def test_a_page_that_fails_lets_the_next_one_in() -> None:
    free: list[bool] = []

    def fail(page: OpenPage) -> None:
        free.append(is_free())
        raise RuntimeError("no such thing")

    assert len(opened(fail).app.exception) == 1
    assert free == [False]
    assert is_free()


def test_a_page_that_stops_lets_the_next_one_in() -> None:
    def stop(page: OpenPage) -> None:
        page.show(heading, "As far as here")
        st.stop()

    visit = opened(stop)
    assert visit.drawn.texts("h2") == ["As far as here"]
    assert visit.drawn.all("footer") == [], "nothing comes after"
    assert is_free()


def test_a_page_without_good_data_is_not_drawn_and_lets_the_next_one_in(
    data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_copy.edit("themes.yaml", "themes:", "thems:")
    monkeypatch.setenv("PEEL_DATA", str(data_copy.root))
    draw = Watching()
    assert "unknown key 'thems'" in opened(draw).drawn.text
    assert draw.free == []
    assert is_free()


def test_what_is_shown_is_drawn_once_and_kept_with_the_data() -> None:
    """A search is not kept, as there are too many of them."""
    drawn: list[str] = []

    def words(context: Context, text: str) -> h.Element:
        drawn.append(context.view.q)
        return paragraph(context, f"{text} {context.view.q}")

    def draw(page: OpenPage) -> None:
        page.show(words, "Seen")

    for q in ("", "", "crime", "crime"):
        assert f"Seen {q}".strip() in opened(draw, q=q).drawn.texts("p")
    assert drawn == ["", "crime", "crime"]


def test_nothing_to_draw_draws_nothing() -> None:
    def nothing(context: Context) -> h.Node:
        return None

    def draw(page: OpenPage) -> None:
        page.show(nothing)
        page.put(None)

    def bare(page: OpenPage) -> None:
        pass

    found, expected = opened(draw), opened(bare)
    assert not found.app.exception
    assert found.drawn == expected.drawn
    assert len(found.app.get("html")) == len(expected.app.get("html"))
