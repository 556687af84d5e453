"""Addresses: ids, never labels, and the way back from an address to the same view."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel.library.library import Library
from peel.model.values import Kind, Relation
from peel.questions.address import MAX_SEARCH, ids
from peel.questions.desk import Desk
from peel.questions.pages import PAGES
from peel.questions.view import View
from peel.words import slug

DESK = Desk(Library().now())
ROUNDS = tuple(DESK.shared.frameworks)


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any view that the data allow."""
    page, round_id = draw(st.sampled_from(list(PAGES.values()))), draw(st.sampled_from(ROUNDS))
    dossier = DESK.dossier("cambridgeshire", round_id)
    chosen: dict[str, str | tuple[str, ...]] = {}
    for parameter in page.parameters:
        known = sorted(parameter.known(dossier))
        values = st.sets(st.sampled_from(known or [""]), max_size=3)
        chosen[parameter.name] = tuple(sorted(draw(values) - {""}))
    if page.is_searched:
        seen = st.characters(exclude_categories=("C", "Z"))
        chosen["q"] = draw(st.text(seen, max_size=MAX_SEARCH)).strip()
    bare = draw(st.sampled_from(["", *page.sorts_of(dossier)]))
    chosen["sort"] = f"-{bare}" if bare and draw(st.booleans()) else bare
    if page.opens:
        chosen["open"] = draw(st.sampled_from(["", *sorted(ids(dossier))]))
    view = View(page=page.path, force="cambridgeshire", round=round_id)
    return view.with_changes(**chosen)


@given(views())
def test_an_address_leads_back_to_its_view(view: View) -> None:
    parts = urlsplit(view.address())
    opened = DESK.open(view.page, dict(parse_qsl(parts.query)))
    assert (opened.view, opened.notices) == (view, ())
    assert parts.fragment == view.open
    assert parts.path == (view.page or "./")


def test_an_address_holds_ids() -> None:
    view = View("improvement-areas", "cambridgeshire", "2015")
    view = view.with_changes(kind=("cause-of-concern",))
    view = view.with_changes(theme=("domestic-abuse", "offenders"), relation=("progress-made",))
    assert view.address() == (
        "improvement-areas?force=cambridgeshire&round=2015&theme=domestic-abuse,offenders"
        "&kind=cause-of-concern&relation=progress-made"
    )


def test_an_address_escapes_what_a_reader_typed() -> None:
    view = View("findings", "cambridgeshire", "2015", q="a&b=c #d “e”")
    assert view.address() == (
        "findings?force=cambridgeshire&round=2015&q=a%26b%3Dc+%23d+%E2%80%9Ce%E2%80%9D"
    )


def test_what_is_open_is_also_the_place_on_the_page() -> None:
    view = View("reactions", "cambridgeshire", "2015", open="camb15-nspcc")
    assert view.address().endswith("&open=camb15-nspcc#camb15-nspcc")


def test_another_page_keeps_force_round_and_themes_only() -> None:
    view = View("findings", "cambridgeshire", "2014", q="crime", open="camb14-allocation")
    view = view.with_changes(
        theme=("prevention",), pillar=("effectiveness",), kind=("strength",), sort="kind"
    )
    assert view.on("reactions") == View(
        page="reactions",
        force="cambridgeshire",
        round="2014",
        chosen=(("theme", ("prevention",)),),
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
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_ids_of_kinds_and_relations() -> None:
    assert [slug(kind) for kind in Kind] == [
        "strength",
        "area-for-improvement",
        "cause-of-concern",
        "observation",
    ]
    assert [slug(item) for item in Relation] == ["repeats", "progress-made", "new", "not-stated"]


def test_filters_are_what_narrows_a_page() -> None:
    assert PAGES[""].filters == ("theme",)
    assert PAGES["improvement-areas"].filters == ("theme", "kind", "pillar", "relation", "q")
    assert PAGES["reactions"].filters == ("theme", "organisation", "stance")


def test_filters_stand_in_one_order_however_they_were_chosen() -> None:
    view = View("findings").with_changes(kind=("strength",), theme=("prevention",))
    other = View("findings").with_changes(theme=("prevention",)).with_changes(kind=("strength",))
    assert view == other
    assert view.chosen == (("theme", ("prevention",)), ("kind", ("strength",)))
    assert (view.theme, view.of("kind"), view.of("pillar")) == (("prevention",), ("strength",), ())


def test_a_filter_without_values_is_none() -> None:
    view = View("findings", q="crime", sort="area", open="x").with_changes(theme=("prevention",))
    assert view.with_changes(theme=()) == View("findings", q="crime", sort="area", open="x")
    assert view.unfiltered() == View("findings", sort="area")
