"""Addresses: ids, never labels, and the way back from an address to the same view."""

from __future__ import annotations

from dataclasses import fields
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel.desk import Desk, known_values
from peel.library import Library
from peel.view import KINDS, MAX_SEARCH, PAGES, RELATIONS, View, filters, slug

DESK = Desk(Library())
ROUNDS = tuple(DESK.library.shared().frameworks)


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any view that the data allow."""
    page, round_id = draw(st.sampled_from(list(PAGES))), draw(st.sampled_from(ROUNDS))
    known, chosen = known_values(DESK.dossier("cambridgeshire", round_id), page), {}
    for name in ("theme", *PAGES[page]):
        if name == "q":
            seen = st.characters(exclude_categories=("C", "Z"))
            text = draw(st.text(seen, max_size=MAX_SEARCH))
            chosen[name] = text.strip()
        elif name == "sort":
            bare = draw(st.sampled_from(["", *known[name]]))
            chosen[name] = f"-{bare}" if bare and draw(st.booleans()) else bare
        elif name == "open":
            chosen[name] = draw(st.sampled_from(["", *known[name]]))
        else:
            values = st.sets(st.sampled_from(known[name] or [""]), max_size=3)
            chosen[name] = tuple(sorted(draw(values) - {""}))
    return View(page=page, force="cambridgeshire", round=round_id, **chosen)


@given(views())
def test_an_address_leads_back_to_its_view(view: View):
    parts = urlsplit(view.address())
    opened = DESK.open(view.page, dict(parse_qsl(parts.query)))
    assert (opened.view, opened.notices) == (view, ())
    assert parts.fragment == view.open
    assert parts.path == (view.page or "./")


def test_an_address_holds_ids():
    view = View("improvement-areas", "cambridgeshire", "2015", kind=("cause-of-concern",))
    view = view.with_changes(theme=("domestic-abuse", "offenders"), relation=("progress-made",))
    assert view.address() == (
        "improvement-areas?force=cambridgeshire&round=2015&theme=domestic-abuse,offenders"
        "&kind=cause-of-concern&relation=progress-made"
    )


def test_an_address_escapes_what_a_reader_typed():
    view = View("findings", "cambridgeshire", "2015", q="a&b=c #d “e”")
    assert view.address() == (
        "findings?force=cambridgeshire&round=2015&q=a%26b%3Dc+%23d+%E2%80%9Ce%E2%80%9D"
    )


def test_what_is_open_is_also_the_place_on_the_page():
    view = View("reactions", "cambridgeshire", "2015", open="camb15-nspcc")
    assert view.address().endswith("&open=camb15-nspcc#camb15-nspcc")


def test_another_page_keeps_force_round_and_themes_only():
    view = View(
        page="findings",
        force="cambridgeshire",
        round="2014",
        theme=("prevention",),
        pillar=("effectiveness",),
        kind=("strength",),
        q="crime",
        open="camb14-allocation",
    )
    assert view.on("reactions") == View(
        page="reactions", force="cambridgeshire", round="2014", theme=("prevention",)
    )
    assert view.on("sources", theme=(), open="x") == View(
        page="sources", force="cambridgeshire", round="2014", open="x"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("area for improvement", "area-for-improvement"),
        (
            "Cambridgeshire Police and Crime Commissioner",
            "cambridgeshire-police-and-crime-commissioner",
        ),
        ("  Women’s  Aid & Refuge ", "women-s-aid-refuge"),
        ("", ""),
    ],
)
def test_slug(text: str, expected: str):
    assert slug(text) == expected


def test_ids_of_kinds_and_relations():
    assert list(KINDS) == ["strength", "area-for-improvement", "cause-of-concern", "observation"]
    assert list(RELATIONS) == ["repeats", "progress-made", "new", "not-stated"]


def test_filters_are_what_narrows_a_page():
    assert filters("") == ("theme",)
    assert filters("improvement-areas") == ("theme", "kind", "pillar", "relation", "q")
    assert filters("reactions") == ("theme", "organisation", "stance")
    assert {name for page in PAGES for name in filters(page)} <= {f.name for f in fields(View)}
