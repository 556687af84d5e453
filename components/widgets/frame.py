"""The frame of a page in the app: opens the data, draws what stands around the content."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import streamlit as st
from htpy import Node, div

from components.context import AppLinks, Context
from components.fault_list import fault_page
from components.page_actions import page_actions
from components.page_frame import (
    notice_list,
    preview_banner,
    site_footer,
    site_nav,
    stale_notice,
    title_of,
)
from components.widgets.app_links import follow_links
from components.widgets.downloads import Shown, downloads
from components.widgets.filters import force_and_round
from components.widgets.housekeeping import start_housekeeping
from components.widgets.reconnect import run_on_reconnect
from components.widgets.turns import in_turn
from peel.desk import Desk, desk_of
from peel.faults import DataFaultsError
from peel.library import DATA
from peel.preview import Preview

_share_is_here = threading.Event()
_together: ContextVar[list[str] | None] = ContextVar("together", default=None)
_shown: ContextVar[Shown] = ContextVar("shown")
_PREVIEW = "preview"
_STYLE = Path(__file__).resolve().parent.parent / "style.css"


def published() -> Desk:
    """The data folder of this process, `data/` unless PEEL_DATA names another."""
    return desk_of(os.environ.get("PEEL_DATA", str(DATA)))


def preview() -> Preview | None:
    """The file that this reader brought along, if any."""
    found: Preview | None = st.session_state.get(_PREVIEW)
    return found


def set_preview(opened: Preview | None) -> None:
    """Show a file in this session only, or go back to the published data."""
    st.session_state[_PREVIEW] = opened
    if opened is None:
        st.query_params.clear()
    else:
        st.query_params.from_dict({"force": opened.force, "round": opened.round})


def show(draw: Callable[..., Node], *given: Hashable) -> None:
    """Put what `draw(*given)` draws on the page. Nothing to draw draws nothing.

    What is drawn depends on what is given and on nothing else, so it is drawn once and then the
    same for every reader. A preview is drawn anew each time, so that nothing of it is kept, and so
    is a search, of which there are too many to keep.
    """
    searched = any(isinstance(item, Context) and item.view.q for item in given)
    make = _html.__wrapped__ if searched or preview() else _html
    html = make(draw, *given)
    if html == _NOTHING:
        return
    waiting = _together.get()
    if waiting is None:
        st.html(Finished(html))
    else:
        waiting.append(html)


@dataclass(frozen=True, slots=True)
class Finished:
    """HTML for `st.html`, which looks through the lines of a plain text for ones to indent less."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@contextmanager
def together() -> Iterator[None]:
    """Send all that is shown in the block as one element, as each costs server and browser time.

    Only for what is drawn: a widget in the block would stand before all of it.
    """
    waiting: list[str] = []
    token = _together.set(waiting)
    try:
        yield
    finally:
        _together.reset(token)
    if waiting:
        st.html(Finished("".join(waiting)))


@lru_cache(maxsize=4096)
def _html(draw: Callable[..., Node], *given: Hashable) -> str:
    return str(div(".peel")[draw(*given)])


_NOTHING = str(div(".peel"))


@lru_cache(maxsize=1)
def _style(changed: int) -> Finished:
    """The stylesheet as an element, read again when it has changed."""
    return Finished(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")


def _public_url() -> str:
    """Where readers reach the share pages, for citations and reports."""
    return os.environ.get("PEEL_PUBLIC_URL", "http://localhost:8501").rstrip("/")


def share_is_here() -> None:
    """Told by a server that has the share pages, which `streamlit run app.py` has not."""
    _share_is_here.set()


def _share() -> str | None:
    """Where the share pages are: on this server, at the public address, or nowhere."""
    if _share_is_here.is_set():
        return ""
    return f"{_public_url()}/" if os.environ.get("PEEL_PUBLIC_URL") else None


@contextmanager
def page(name: str) -> Iterator[Context]:
    """Open the page `name` as its address asks, and draw header and footer around it."""
    with in_turn:
        yield from _page(name)


def _page(name: str) -> Iterator[Context]:
    start_housekeeping()
    st.html(_style(_STYLE.stat().st_mtime_ns))
    brought, desk = preview(), _desk()
    try:
        opened = desk.open(name, st.query_params.to_dict())
    except DataFaultsError as error:
        show(fault_page, error.faults)
        st.stop()
    context = Context(opened.dossier, opened.view, AppLinks())
    shown = Shown(context, desk.library.faults)
    force = opened.dossier.force.short_name
    st.set_page_config(page_title=f"{title_of(name)}: {force}, {opened.dossier.framework.name}")
    follow_links(opened.view.address(), opened.view.open)
    show(site_nav, context)
    show(preview_banner, brought.name if brought else "")
    with st.container(horizontal=True, vertical_alignment="bottom", key="top"):
        force_and_round(context)
        with st.container(horizontal=True, width="content", key="actions"):
            show(page_actions, context, _public_url(), None if brought else _share())
            downloads(shown, _public_url())
    show(stale_notice, context, shown.faults)
    show(notice_list, opened.notices)
    run_on_reconnect()
    token = _shown.set(shown)
    try:
        yield context
    finally:
        _shown.reset(token)
    show(site_footer, context)


def _desk() -> Desk:
    """The data that this reader sees."""
    brought = preview()
    return brought.desk if brought else published()


def filtered(draw: Callable[[Context], None], context: Context) -> None:
    """Draw filters and what they narrow; a choice then redraws this part and nothing else.

    What stands outside does not depend on the filters, but for links that carry them along, which
    the app's script keeps right.
    """
    shown = _shown.get()
    again = False

    @st.fragment
    def part() -> None:
        nonlocal again
        with in_turn:
            if again:
                _narrow_again(shown)
            again = True
            draw(shown.context)

    part()


def _narrow_again(shown: Shown) -> None:
    """Take over the filters of now. The whole page is drawn anew where more has changed."""
    before, desk = shown.context, _desk()
    try:
        opened = desk.open(before.view.page, st.query_params.to_dict())
    except DataFaultsError:
        st.rerun()
    same = opened.dossier is before.dossier and opened.view.open == before.view.open
    if not same or desk.library.faults != shown.faults:
        st.rerun()
    shown.context = replace(before, view=opened.view)
