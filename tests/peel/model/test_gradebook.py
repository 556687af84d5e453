"""The grades of all forces: what is counted, what is missing, and that nothing is made up."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from components.palette import COLOURS
from peel.library.library import Library
from peel.model.gradebook import GradeBook
from peel.model.grades import GradeRow
from peel.model.shared import Shared
from peel.model.values import Grade, GradeBasis, PageBasis
from peel.questions import comparison
from peel.settings import DATA
from tests.peel.national import NATIONAL, numbers

SIX = {
    ("derbyshire", "2017", "effectiveness"),
    ("humberside", "2017", "efficiency"),
    ("humberside", "2018-19", "effectiveness"),
    ("humberside", "2018-19", "efficiency"),
    ("surrey", "2018-19", "effectiveness"),
    ("surrey", "2018-19", "legitimacy"),
}


@pytest.fixture(scope="session")
def shared(library: Library) -> Shared:
    return library.now().shared


def row(force: str, grade: str, pillar: str | None = "effectiveness") -> GradeRow:
    return GradeRow(
        force=force,
        round="2015",
        pillar=pillar,
        grade=grade,
        source_url="https://www.example.org/",
        evidence="the words",
        basis=PageBasis.OFFICIAL_PAGE,
        given_as=GradeBasis.LABEL,
    )


# Counting


def test_the_national_picture_of_every_round(shared: Shared) -> None:
    found = {
        (framework.round, pillar): numbers(spread)
        for pillar in comparison.all_pillars(shared)
        for framework, spread in comparison.distributions(shared, pillar)
    }
    assert found == NATIONAL
    assert {sum(counts) for counts in found.values()} == {43}


def test_the_counts_are_those_of_the_file(shared: Shared) -> None:
    """Counted once more, by no code of ours, in the file itself."""
    with (DATA / "grades.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    counted = Counter(
        (item["round"], item["pillar"], item["grade"]) for item in rows if not item["question_id"]
    )
    for (round_id, pillar), counts in NATIONAL.items():
        words = (*shared.frameworks[round_id].scale, "not graded")
        assert tuple(counted[round_id, pillar, str(word)] for word in words) == counts[:-1]


# What is missing


def test_six_pillar_grades_are_missing_and_listed(shared: Shared) -> None:
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


def test_one_force_was_not_graded_in_2017(shared: Shared) -> None:
    framework = shared.frameworks["2017"]
    for pillar in ("efficiency", "legitimacy"):
        spread = shared.grades.distribution(framework, pillar, tuple(shared.forces))
        assert spread.not_graded == ("greater-manchester",)
        assert "greater-manchester" not in [x for slugs in spread.forces.values() for x in slugs]


def test_a_missing_grade_is_no_grade(shared: Shared) -> None:
    book = GradeBook([row("kent", "good")], ())
    framework = shared.frameworks["2015"]
    spread = book.distribution(framework, "effectiveness", ("kent", "essex"))
    assert (spread.count(Grade.GOOD), spread.missing, spread.total) == (1, ("essex",), 2)
    assert book.grade("essex", "2015", "effectiveness") is None
    assert book.row("kent", "2015", "effectiveness", "effectiveness-1") is None


def test_a_question_grade_is_never_counted_for_its_pillar(shared: Shared) -> None:
    only = row("kent", "good").model_copy(update={"question_id": "effectiveness-1"})
    spread = GradeBook([only], ()).distribution(
        shared.frameworks["2015"], "effectiveness", ("kent",)
    )
    assert (spread.missing, spread.count(Grade.GOOD)) == (("kent",), 0)


# Adequate, and the rounds without pillars


def test_adequate_is_counted_by_itself(shared: Shared) -> None:
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


def test_rounds_from_2021_have_five_grades_and_no_pillars(shared: Shared) -> None:
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
