"""A page of the app while it is drawn for one reader.

A script in `pages/` hands its drawing function to `run`, which opens the data as the address asks
and gives it an `OpenPage` to draw on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Concatenate, ParamSpec

import htpy as h
import streamlit as st

from components.context import AppLinks, Context
from components.fault_list import fault_page
from components.page_actions import page_actions
from components.page_frame import (
    notice_list,
    own_file_banner,
    site_footer,
    site_nav,
    stale_notice,
)
from components.runtime.links import follow_links
from components.runtime.session import own_file, published, share_base
from components.runtime.turns import in_turn
from components.runtime.workarounds.garbage import start_housekeeping
from components.runtime.workarounds.reconnect import run_on_reconnect
from components.widgets.downloads import downloads
from components.widgets.filters import force_and_round
from peel.library.library import Look
from peel.questions.desk import Desk, Opened
from peel.questions.pages import PAGES
from peel.reading.faults import DataFaultsError
from peel.settings import settings

P = ParamSpec("P")

_STYLE = Path(__file__).resolve().parent.parent / "style.css"
_NOTHING = str(h.div(".peel"))


class OpenPage:
    """What a page is drawn on. Its `context` changes where a reader chooses a filter."""

    def __init__(self, context: Context, look: Look) -> None:
        self.context = context
        self.look = look
        self._waiting: list[str] | None = None

    def show(
        self, draw: Callable[Concatenate[Context, P], h.Node], *given: P.args, **named: P.kwargs
    ) -> None:
        """Put what `draw` draws on the page, of its data and of what is given.

        It depends on nothing else, so it is drawn once and kept with the data; a search is not, as
        there are too many. Nothing to draw draws nothing.
        """
        context = self.context

        def make() -> str:
            return str(h.div(".peel")[draw(context, *given, **named)])

        key = (draw, context.view, context.links, *given, *named.items())
        self._put(make() if context.view.q else context.dossier.answers.get(key, make))

    def put(self, drawn: h.Node) -> None:
        """Put something on the page that is for this one request."""
        self._put(str(h.div(".peel")[drawn]))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send all that is shown in the block as one element, as each costs time on both sides.

        Only for what is drawn: a widget in the block would stand before all of it.
        """
        waiting: list[str] = []
        self._waiting = waiting
        try:
            yield
        finally:
            self._waiting = None
        if waiting:
            st.html(_Finished("".join(waiting)))

    def widget(
        self, draw: Callable[Concatenate[Context, P], None], *given: P.args, **named: P.kwargs
    ) -> None:
        """Put something on the page that a reader can press."""
        draw(self.context, *given, **named)

    def filtered(self, draw: Callable[[OpenPage], None]) -> None:
        """Draw filters and what they narrow; a choice then redraws this part and nothing else.

        What stands outside does not depend on the filters, but for links that carry them along,
        which the app's script keeps right.
        """
        _Part(self, draw).run()

    def _put(self, html: str) -> None:
        if html == _NOTHING:
            return
        if self._waiting is None:
            st.html(_Finished(html))
        else:
            self._waiting.append(html)


def run(name: str, draw: Callable[[OpenPage], None]) -> None:
    """Open the page `name` as its address asks, and draw header and footer around it."""
    with in_turn:
        start_housekeeping()
        st.html(_style(_STYLE.stat().st_mtime_ns))
        try:
            desk = _desk()
            opened = desk.open(name, st.query_params.to_dict())
        except DataFaultsError as error:
            st.html(_Finished(str(h.div(".peel")[fault_page(error.faults)])))
            st.stop()
        page = OpenPage(Context(opened.dossier, opened.view, AppLinks()), desk.look)
        _head(page, opened)
        draw(page)
        page.show(site_footer)


def _head(page: OpenPage, opened: Opened) -> None:
    brought, context = own_file(), page.context
    title, force = PAGES[opened.view.page].title, opened.dossier.force.short_name
    st.set_page_config(page_title=f"{title}: {force}, {opened.dossier.framework.name}")
    follow_links(opened.view.address(), opened.view.open)
    page.show(site_nav)
    page.put(own_file_banner(brought.name if brought else ""))
    with st.container(horizontal=True, vertical_alignment="bottom", key="top"):
        page.widget(force_and_round)
        with st.container(horizontal=True, width="content", key="actions"):
            address = settings().address
            page.show(page_actions, address, None if brought else share_base())
            downloads(lambda: page.context, address)
    page.put(stale_notice(context, opened.faults))
    page.put(notice_list(opened.notices))
    run_on_reconnect()


def _desk() -> Desk:
    """The data that this reader sees, looked at once for this run."""
    brought = own_file()
    return Desk((brought.library if brought else published()).now())


class _Part:
    """A part of a page that Streamlit runs again by itself when a filter in it changes."""

    def __init__(self, page: OpenPage, draw: Callable[[OpenPage], None]) -> None:
        self._page = page
        self._draw = draw
        self._faults = page.look.faults(page.context.view.force)
        self._is_drawn = False

    def run(self) -> None:
        st.fragment(self._run)()

    def _run(self) -> None:
        with in_turn:
            if self._is_drawn:
                self._narrow_again()
            self._is_drawn = True
            self._draw(self._page)

    def _narrow_again(self) -> None:
        """Take over the filters of now. The whole page is drawn anew where more has changed."""
        before = self._page.context
        try:
            opened = _desk().open(before.view.page, st.query_params.to_dict())
        except DataFaultsError:
            st.rerun()
        same = opened.dossier is before.dossier and opened.view.open == before.view.open
        if not same or opened.faults != self._faults:
            st.rerun()
        self._page.context = replace(before, view=opened.view)


@dataclass(frozen=True, slots=True)
class _Finished:
    """HTML for `st.html`, which looks through the lines of a plain text for ones to indent less."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@lru_cache(maxsize=1)
def _style(changed: int) -> _Finished:
    """The stylesheet as an element, read again when it has changed."""
    return _Finished(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
