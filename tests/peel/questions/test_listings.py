"""Narrowing to what a reader chose, the counts beside each choice, and the words for it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel.library.library import Library
from peel.questions.areas import improvement_areas
from peel.questions.desk import Desk
from peel.questions.dossier import Dossier
from peel.questions.listings import (
    AREAS,
    FINDINGS,
    REACTIONS,
    RECOMMENDATIONS,
    SOURCES,
    Listing,
    Narrowed,
    plain,
)
from peel.questions.reactions import responses
from peel.questions.view import View
from peel.words import slug

DESK = Desk(Library().now())
DOSSIERS = {name: DESK.dossier("cambridgeshire", name) for name in ("2014", "2015")}
ALL: dict[str, Listing[Any]] = {
    listing.plural: listing for listing in (FINDINGS, AREAS, REACTIONS, SOURCES, RECOMMENDATIONS)
}


@pytest.fixture
def view() -> View:
    return View(force="cambridgeshire", round="2015")


@st.composite
def narrowed(draw: st.DrawFn) -> tuple[str, Dossier, View]:
    what = draw(st.sampled_from(list(ALL)))
    dossier = DOSSIERS[draw(st.sampled_from(list(DOSSIERS)))]
    chosen = {
        facet.name: tuple(
            draw(st.lists(st.sampled_from([*facet.labels(dossier)]), unique=True, max_size=2))
        )
        for facet in ALL[what].facets
    }
    q = draw(st.sampled_from(["", "crime", "abuse victims"]))
    return what, dossier, View(force="cambridgeshire", q=q).with_changes(**chosen)


@given(narrowed())
def test_a_count_says_what_a_choice_would_show(case: tuple[str, Dossier, View]) -> None:
    what, dossier, view = case
    listing = ALL[what]
    found = listing.narrow(dossier, view)
    everything = listing.narrow(dossier, View()).shown
    assert [item for item in everything if item in found.shown] == list(found.shown)
    assert [*found.counts] == [facet.name for facet in listing.facets]
    for facet in listing.facets:
        assert [*found.counts[facet.name]] == [*facet.labels(dossier)]
        for value, count in found.counts[facet.name].items():
            chosen = listing.narrow(dossier, view.with_changes(**{facet.name: (value,)}))
            assert len(chosen.shown) == count, (facet.name, value)


def test_what_each_listing_can_be_narrowed_by() -> None:
    assert {name: listing.filters for name, listing in ALL.items()} == {
        "findings": ("theme", "pillar", "kind", "q"),
        "improvement areas": ("theme", "kind", "pillar", "relation", "q"),
        "reactions": ("theme", "organisation", "stance"),
        "sources": ("theme",),
        "recommendations": ("theme",),
    }


def test_nothing_chosen_shows_everything(dossier: Dossier, view: View) -> None:
    found = FINDINGS.narrow(dossier, view)
    assert found.shown == dossier.findings
    assert found.in_words("finding") == "42 findings"


def test_a_theme(dossier: Dossier, view: View) -> None:
    found = FINDINGS.narrow(dossier, view.with_changes(theme=("domestic-abuse",)))
    assert [item.id for item in found.shown] == [
        "camb15-domestic-abuse",
        "camb15-domestic-abuse-offenders",
        "camb15-domestic-abuse-progress",
    ]
    assert found.in_words("finding") == "3 of 42 findings: domestic abuse"


def test_values_of_one_facet_widen_and_facets_narrow(dossier: Dossier, view: View) -> None:
    wide = view.with_changes(theme=("domestic-abuse", "prevention"))
    by_hand = [f for f in dossier.findings if {"domestic-abuse", "prevention"} & {*f.themes}]
    assert list(FINDINGS.narrow(dossier, wide).shown) == by_hand
    narrow = FINDINGS.narrow(dossier, wide.with_changes(kind=("area-for-improvement",)))
    assert list(narrow.shown) == [f for f in by_hand if f.kind == "area for improvement"]
    assert narrow.in_words("finding") == (
        "2 of 42 findings: domestic abuse or crime prevention; area for improvement"
    )


def test_words_are_searched_in_any_order(dossier: Dossier, view: View) -> None:
    found = FINDINGS.narrow(dossier, view.with_changes(q="RANKS senior"))
    assert [item.id for item in found.shown] == ["camb15-senior-ranks"]
    assert found.in_words("finding") == "1 of 42 findings: “RANKS senior”"


def test_a_straight_quotation_mark_finds_a_curved_one(dossier: Dossier, view: View) -> None:
    found = FINDINGS.narrow(dossier, view.with_changes(q="'what works'"))
    assert "camb15-what-works" in {item.id for item in found.shown}
    assert plain("‘What’ “Works” 2015–16") == "'what' \"works\" 2015-16"


def test_an_area_is_found_by_what_was_asked_for_before(dossier: Dossier, view: View) -> None:
    found = AREAS.narrow(dossier, view.with_changes(q="published action plan"))
    assert found.shown == ()
    found = AREAS.narrow(dossier, view.with_changes(q="publish an action plan"))
    assert [area.finding.id for area in found.shown] == ["camb15-domestic-abuse"]


@pytest.mark.parametrize(
    ("relation", "number", "words"),
    [
        ("repeats", 2, "2 of 8 improvement areas: asked for again since 2014"),
        ("progress-made", 1, "1 of 8 improvement areas: progress made since 2014"),
        ("new", 0, "0 of 8 improvement areas: new since 2014"),
        ("not-stated", 6, "6 of 8 improvement areas: not stated whether asked for in 2014"),
    ],
)
def test_relations(dossier: Dossier, view: View, relation: str, number: int, words: str) -> None:
    found = AREAS.narrow(dossier, view.with_changes(relation=(relation,)))
    assert len(found.shown) == number
    assert found.in_words("improvement area") == words


def test_sorting(dossier: Dossier, view: View) -> None:
    def titles(sort: str) -> list[str]:
        areas = AREAS.narrow(dossier, view.with_changes(sort=sort)).shown
        return [area.finding.title for area in areas]

    expected = sorted((a.finding.title for a in improvement_areas(dossier)), key=str.casefold)
    assert titles("area") == expected
    assert titles("-area") == expected[::-1]
    assert titles("") == [area.finding.title for area in improvement_areas(dossier)]
    assert titles("kind")[-1] == "Response to domestic abuse victims"
    assert titles("-kind")[0] == "Response to domestic abuse victims"


def test_reactions_by_organisation(dossier: Dossier, view: View) -> None:
    found = REACTIONS.narrow(dossier, view.with_changes(organisation=("victim-support",)))
    ids = [item.reaction.id for item in found.shown]
    assert ids == ["victim-support-2016", "victim-support-2015"]
    labels = {facet.name: facet.labels(dossier) for facet in REACTIONS.facets}
    assert labels["organisation"]["victim-support"] == "Victim Support"
    names = {slug(item.reaction.organisation) for item in responses(dossier)}
    assert set(found.counts["organisation"]) == names


def test_a_name_keeps_its_capitals(dossier: Dossier, view: View) -> None:
    found = REACTIONS.narrow(dossier, view.with_changes(organisation=("nspcc",)))
    assert found.in_words("reaction") == "2 of 8 reactions: NSPCC"


def test_sources_by_the_themes_of_what_was_taken(dossier: Dossier, view: View) -> None:
    found = SOURCES.narrow(dossier, view.with_changes(theme=("stop-and-search",)))
    ids = {use.source.id for use in found.shown}
    assert {"home-office-2016", "ukpol-2016", "hmic-cambridgeshire-2015-legitimacy"} == ids


def test_one_thing_in_words() -> None:
    one = Narrowed(("a",), 1, (), {})
    assert one.in_words("source") == "1 source"
    none: Narrowed[str] = Narrowed((), 4, ("leadership",), {})
    assert none.in_words("summary", "summaries") == "0 of 4 summaries: leadership"
