"""The grades of all forces: what is counted, what is missing, and that nothing is made up."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from components.charts import COLOURS
from peel import comparison
from peel.desk import Desk
from peel.export import TABLES, rows_of
from peel.gradebook import Distribution, GradeBook
from peel.library import DATA, Library, Shared
from peel.model import GradeRow
from peel.values import Grade, PageBasis
from peel.view import View

SIX = {
    ("derbyshire", "2017", "effectiveness"),
    ("humberside", "2017", "efficiency"),
    ("humberside", "2018-19", "effectiveness"),
    ("humberside", "2018-19", "efficiency"),
    ("surrey", "2018-19", "effectiveness"),
    ("surrey", "2018-19", "legitimacy"),
}
# Outstanding, good, requires improvement, inadequate, not graded, not stated.
NATIONAL = {
    ("2014", "efficiency"): (5, 35, 3, 0, 0, 0),
    ("2015", "effectiveness"): (1, 24, 18, 0, 0, 0),
    ("2015", "efficiency"): (5, 29, 8, 1, 0, 0),
    ("2015", "legitimacy"): (1, 37, 5, 0, 0, 0),
    ("2016", "effectiveness"): (1, 28, 13, 1, 0, 0),
    ("2016", "efficiency"): (2, 33, 8, 0, 0, 0),
    ("2016", "legitimacy"): (2, 36, 5, 0, 0, 0),
    ("2017", "effectiveness"): (1, 29, 12, 0, 0, 1),
    ("2017", "efficiency"): (2, 30, 9, 0, 1, 1),
    ("2017", "legitimacy"): (1, 35, 6, 0, 1, 0),
    ("2018-19", "effectiveness"): (1, 33, 6, 1, 0, 2),
    ("2018-19", "efficiency"): (6, 24, 10, 2, 0, 1),
    ("2018-19", "legitimacy"): (1, 34, 6, 1, 0, 1),
}


@pytest.fixture(scope="session")
def shared(library: Library) -> Shared:
    return library.shared()


def numbers(spread: Distribution) -> tuple[int, ...]:
    counts = [len(slugs) for slugs in spread.forces.values()]
    return (*counts, len(spread.not_graded), len(spread.missing))


def row(force: str, grade: str, pillar: str | None = "effectiveness") -> GradeRow:
    return GradeRow(
        force=force,
        round="2015",
        pillar=pillar,
        grade=grade,  # type: ignore[arg-type]
        source_url="https://www.example.org/",
        evidence="the words",
        basis=PageBasis.OFFICIAL_PAGE,
    )


# Counting


def test_the_national_picture_of_every_round(shared: Shared):
    found = {
        (framework.round, pillar): numbers(spread)
        for pillar in comparison.all_pillars(shared)
        for framework, spread in comparison.distributions(shared, pillar)
    }
    assert found == NATIONAL
    assert {sum(counts) for counts in found.values()} == {43}


def test_the_counts_are_those_of_the_file(shared: Shared):
    """Counted once more, by no code of ours, in the file itself."""
    with (DATA / "grades.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    counted = Counter(
        (item["round"], item["pillar"], item["grade"]) for item in rows if not item["question_id"]
    )
    for (round_id, pillar), counts in NATIONAL.items():
        words = (*shared.frameworks[round_id].scale, "not graded")
        assert tuple(counted[round_id, pillar, str(word)] for word in words) == counts[:-1]


def test_the_exported_table_has_the_same_counts(shared: Shared, desk: Desk):
    opened = [
        (desk.dossier(force, round_id), View(force=force, round=round_id))
        for force in shared.forces
        for round_id in shared.frameworks
    ]
    rows = rows_of(TABLES["grades"], opened)
    counted = Counter(
        (item["round"], item["pillar"], item["grade"]) for item in rows if not item["question"]
    )
    for (round_id, pillar), counts in NATIONAL.items():
        words = (*shared.frameworks[round_id].scale, "not graded", "not stated in our sources")
        assert tuple(counted[round_id, pillar, str(word)] for word in words) == counts
    assert {item["round"] for item in rows if item["pillar"]} == {
        "2014",
        "2015",
        "2016",
        "2017",
        "2018-19",
    }
    in_areas = [item for item in rows if item["round"] in ("2021-22", "2023-25")]
    assert all(item["question"] and not item["pillar"] for item in in_areas)
    assert {"adequate"} <= {item["grade"] for item in in_areas}
    assert "adequate" not in {item["grade"] for item in rows if item not in in_areas}


def test_the_cards_have_the_same_counts(shared: Shared, desk: Desk):
    for force in shared.forces:
        for round_id in shared.frameworks:
            for card in desk.dossier(force, round_id).cards:
                spread = card.distribution
                assert (spread is not None) == card.pillar.graded
                if spread is not None:
                    assert numbers(spread) == NATIONAL[round_id, card.pillar.id]
                    if card.grade in card.scale:
                        assert force in spread.forces[card.grade]  # type: ignore[index]


# What is missing


def test_six_pillar_grades_are_missing_and_listed(shared: Shared):
    missing = {
        (force, framework.round, pillar.id)
        for framework in shared.frameworks.values()
        for pillar in comparison.graded_pillars(framework)
        for force in shared.forces
        if shared.grades.grade(force, framework.round, pillar.id) is None
    }
    assert missing == SIX
    listed = {(gap.force, gap.round, gap.pillar): gap.reason for gap in shared.grades.gaps}
    assert missing == {key for key in listed if key[1] != "2014"}
    assert {listed[key].split(":")[0] for key in SIX} == {"no page found that states the grade"}
    assert all("no overall grade was given" in listed[key] for key in listed if key not in SIX)


def test_one_force_was_not_graded_in_2017(shared: Shared):
    framework = shared.frameworks["2017"]
    for pillar in ("efficiency", "legitimacy"):
        spread = shared.grades.distribution(framework, pillar, tuple(shared.forces))
        assert spread.not_graded == ("greater-manchester",)
        assert "greater-manchester" not in [x for slugs in spread.forces.values() for x in slugs]


def test_a_missing_grade_is_no_grade(shared: Shared):
    book = GradeBook([row("kent", "good")], ())
    framework = shared.frameworks["2015"]
    spread = book.distribution(framework, "effectiveness", ("kent", "essex"))
    assert (spread.count(Grade.GOOD), spread.missing, spread.total) == (1, ("essex",), 2)
    assert book.grade("essex", "2015", "effectiveness") is None
    assert book.row("kent", "2015", "effectiveness", "effectiveness-1") is None
    assert book.rounds_of == {"kent": frozenset({"2015"})}


def test_a_question_grade_is_never_counted_for_its_pillar(shared: Shared):
    only = row("kent", "good").model_copy(update={"question_id": "effectiveness-1"})
    spread = GradeBook([only], ()).distribution(
        shared.frameworks["2015"], "effectiveness", ("kent",)
    )
    assert (spread.missing, spread.count(Grade.GOOD)) == (("kent",), 0)


# Adequate, and the rounds without pillars


def test_adequate_is_counted_by_itself(shared: Shared):
    """On a scale that has it, beside good; on one without it, nowhere."""
    book = GradeBook([row("kent", "adequate"), row("essex", "good")], ())
    forces = ("kent", "essex")
    five = shared.frameworks["2015"].model_copy(
        update={"scale": shared.frameworks["2021-22"].scale}
    )
    spread = book.distribution(five, "effectiveness", forces)
    assert spread.forces[Grade.ADEQUATE] == ("kent",)
    assert spread.forces[Grade.GOOD] == ("essex",)
    spread = book.distribution(shared.frameworks["2015"], "effectiveness", forces)
    assert spread.forces[Grade.GOOD] == ("essex",)
    assert Grade.ADEQUATE not in spread.forces
    assert COLOURS[Grade.ADEQUATE] != COLOURS[Grade.GOOD]


def test_rounds_from_2021_have_five_grades_and_no_pillars(shared: Shared):
    for name, framework in shared.frameworks.items():
        late = name >= "2021"
        assert (Grade.ADEQUATE in framework.scale) == late
        assert (framework.pillars == ()) == late
        assert (framework.areas != ()) == late
        # Only the first round after the break is where it lies; the next is not compared either.
        assert (framework.break_before is not None) == late
        rows = [item for item in shared.grades.rows.values() if item.round == name]
        assert rows
        assert {item.pillar is None for item in rows} == {late}
        if not late:
            assert Grade.ADEQUATE not in {item.grade for item in rows}


def test_no_pillar_grade_is_made_up_for_them(shared: Shared, desk: Desk):
    for force in shared.forces:
        for round_id in ("2021-22", "2023-25"):
            dossier = desk.dossier(force, round_id)
            assert dossier.cards == ()
            assert len(dossier.area_grades) == len(dossier.framework.areas)
            for pillar in comparison.all_pillars(shared):
                assert dossier.pillar_grade(round_id, pillar) is None


# The change in words


def change(desk: Desk, force: str, round_id: str, pillar: str) -> str:
    cards = desk.dossier(force, round_id).cards
    return next(card.change for card in cards if card.pillar.id == pillar)


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
):
    assert change(desk, force, round_id, pillar).startswith(words)


def test_a_change_is_told_only_between_two_stated_grades(shared: Shared, desk: Desk):
    for force in shared.forces:
        for round_id, framework in shared.frameworks.items():
            for card in desk.dossier(force, round_id).cards:
                before = card.pillar.comparison.with_round
                then = before and shared.grades.grade(force, before, card.pillar.id)
                told = card.change.startswith(("Better", "Worse", "Also"))
                both = then in framework.scale and card.grade in framework.scale
                assert told == both, (force, round_id, card.pillar.id, card.change)
                if told and then != card.grade:
                    better = framework.scale.index(card.grade) < framework.scale.index(then)
                    assert card.change.startswith("Better" if better else "Worse")
