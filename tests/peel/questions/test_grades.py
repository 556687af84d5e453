"""The cards and lines of grades: their counts, their change in words, and nothing made up."""

from __future__ import annotations

import pytest

from peel.library.library import Library
from peel.model.shared import Shared
from peel.questions import comparison
from peel.questions.desk import Desk
from peel.questions.grades import cards, grades_by_area, pillar_grade
from tests.peel.national import NATIONAL, numbers


@pytest.fixture(scope="session")
def shared(library: Library) -> Shared:
    return library.now().shared


def test_the_cards_have_the_same_counts(shared: Shared, desk: Desk) -> None:
    for force in shared.forces:
        for round_id in shared.frameworks:
            for card in cards(desk.dossier(force, round_id)):
                spread = card.distribution
                assert (spread is not None) == card.pillar.graded
                if spread is not None:
                    assert numbers(spread) == NATIONAL[round_id, card.pillar.id]
                    if card.grade in card.scale:
                        assert force in spread.forces[card.grade]


def test_no_pillar_grade_is_made_up_for_them(shared: Shared, desk: Desk) -> None:
    for force in shared.forces:
        for round_id in ("2021-22", "2023-25"):
            dossier = desk.dossier(force, round_id)
            assert cards(dossier) == ()
            assert len(grades_by_area(dossier)) == len(dossier.framework.areas)
            for pillar in comparison.all_pillars(shared):
                assert pillar_grade(dossier.force_record, round_id, pillar) is None


# The change in words


def change(desk: Desk, force: str, round_id: str, pillar: str) -> str:
    found = cards(desk.dossier(force, round_id))
    return next(card.change for card in found if card.pillar.id == pillar)


@pytest.mark.parametrize(
    ("force", "round_id", "pillar", "words"),
    [
        ("cambridgeshire", "2016", "effectiveness", "Better than in 2015: requires improvement"),
        ("cambridgeshire", "2016", "efficiency", "Worse than in 2015: good then."),
        ("cambridgeshire", "2016", "legitimacy", "Also good in 2015."),
        ("cambridgeshire", "2018-19", "effectiveness", "Better than in 2017: requires improvement"),
        ("humberside", "2015", "efficiency", "Worse than in 2014: good then."),
        (
            "derbyshire",
            "2018-19",
            "effectiveness",
            "The grade of 2017 is not stated in our sources, so no change can be told.",
        ),
        (
            "greater-manchester",
            "2018-19",
            "legitimacy",
            "It was not graded in 2017, so no change can be told.",
        ),
        (
            "derbyshire",
            "2017",
            "effectiveness",
            "The grade of 2017 is not stated in our sources, so no change can be told.",
        ),
        (
            "greater-manchester",
            "2017",
            "efficiency",
            "It was not graded in 2017, so no change can be told.",
        ),
    ],
)
def test_the_change_since_the_round_before(
    desk: Desk, force: str, round_id: str, pillar: str, words: str
) -> None:
    assert change(desk, force, round_id, pillar).startswith(words)


def test_a_change_is_told_only_between_two_stated_grades(shared: Shared, desk: Desk) -> None:
    for force in shared.forces:
        for round_id, framework in shared.frameworks.items():
            for card in cards(desk.dossier(force, round_id)):
                before = card.pillar.comparison.with_round
                then = before and shared.grades.grade(force, before, card.pillar.id)
                told = card.change.startswith(("Better", "Worse", "Also"))
                both = then in framework.scale and card.grade in framework.scale
                assert told == both, (force, round_id, card.pillar.id, card.change)
                if told and then != card.grade:
                    better = framework.scale.index(card.grade) < framework.scale.index(then)
                    assert card.change.startswith("Better" if better else "Worse")
