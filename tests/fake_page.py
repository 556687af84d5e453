"""A page without Streamlit: what a script of `pages/` puts on it, its widgets left out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import htpy as h

from components.context import AppLinks, Context
from peel.library.library import Look
from peel.questions.desk import Desk
from peel.questions.pages import PAGES


class FakePage:
    """Takes what a script draws; see `components.runtime.page.OpenPage`."""

    def __init__(self, context: Context, look: Look) -> None:
        self.context = context
        self.look = look
        self.shown: list[str] = []
        self.widgets: list[str] = []

    def show(self, draw: Callable[..., h.Node], *given: Any, **named: Any) -> None:
        self.put(draw(self.context, *given, **named))

    def put(self, drawn: h.Node) -> None:
        self.shown.append(str(h.fragment[drawn]))

    @contextmanager
    def together(self) -> Iterator[None]:
        yield

    def widget(self, draw: Callable[..., None], *given: Any, **named: Any) -> None:
        self.widgets.append(draw.__name__)

    def filtered(self, draw: Callable[[FakePage], None]) -> None:
        draw(self)


def draw_page(desk: Desk, name: str, asked: Mapping[str, str]) -> FakePage:
    """The page `name` as its script draws it for an address, which must be one we know."""
    opened = desk.open(name, asked)
    assert opened.notices == ()
    page = FakePage(Context(opened.dossier, opened.view, AppLinks()), desk.look)
    importlib.import_module(f"pages.{PAGES[name].script}").draw(page)
    return page
