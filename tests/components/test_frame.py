"""The frame of a page in the app: one page is drawn at a time, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from components.widgets import frame
from components.widgets.turns import in_turn
from tests.conftest import DataCopy, Visit


def is_free() -> bool:
    """Whether a thread other than this one could draw a page now."""

    def ask() -> bool:
        taken = in_turn.acquire(blocking=False)
        if taken:
            in_turn.release()
        return taken

    with ThreadPoolExecutor(1) as other:
        return other.submit(ask).result()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each thing that is drawn: whether another page could have been drawn meanwhile."""
    found: list[bool] = []
    draw = frame._html

    def watched(*given: object) -> str:
        found.append(is_free())
        return draw(*given)

    watched.__wrapped__ = draw.__wrapped__  # type: ignore[attr-defined]
    monkeypatch.setattr(frame, "_html", watched)
    return found


@pytest.mark.parametrize("page", ["", "findings", "over-time"])
def test_a_page_is_drawn_in_its_turn(visit: Callable[..., Visit], seen: list[bool], page: str):
    visit(page)
    assert len(seen) > 5
    assert not any(seen)
    assert is_free()


def test_a_page_that_stops_lets_the_next_one_in(
    visit: Callable[..., Visit],
    seen: list[bool],
    data_copy: DataCopy,
    monkeypatch: pytest.MonkeyPatch,
):
    data_copy.edit("themes.yaml", "themes:", "thems:")
    monkeypatch.setenv("PEEL_DATA", str(data_copy.root))
    assert "unknown key 'thems'" in visit("findings").drawn.text
    assert seen
    assert not any(seen)
    assert is_free()
