"""All forces side by side: by region, by grade, and a pillar through the rounds."""

from __future__ import annotations

import pytest

from components.charts import distribution_figure, heat_map
from components.palette import COLOURS, LETTERS
from peel.library.library import Library
from peel.model.shared import Shared
from peel.model.values import Grade
from peel.questions import comparison
from peel.questions.desk import Desk

PILLARS = ("effectiveness", "efficiency", "legitimacy")
LETTERS_OF = {"O": "outstanding", "G": "good", "RI": "requires improvement", "I": "inadequate"}


@pytest.fixture(scope="session")
def shared(library: Library) -> Shared:
    return library.now().shared


def test_only_pillars_that_a_round_grades_are_compared(shared: Shared) -> None:
    graded = {
        name: [pillar.id for pillar in comparison.graded_pillars(framework)]
        for name, framework in shared.frameworks.items()
    }
    assert graded == {
        "2014": ["efficiency"],
        "2015": [*PILLARS],
        "2016": [*PILLARS],
        "2017": [*PILLARS],
        "2018-19": [*PILLARS],
        "2021-22": [],
        "2023-25": [],
    }
    assert tuple(comparison.all_pillars(shared)) == PILLARS


def test_no_round_after_the_break_is_compared(shared: Shared) -> None:
    rounds = {p: [f.round for f in comparison.rounds_with(shared, p)] for p in PILLARS}
    assert rounds["efficiency"] == ["2014", "2015", "2016", "2017", "2018-19"]
    assert rounds["effectiveness"] == rounds["legitimacy"] == rounds["efficiency"][1:]


def test_every_force_has_a_row(shared: Shared) -> None:
    rows = comparison.forces_in(shared, shared.frameworks["2017"])
    names = [row.force.short_name for row in rows]
    assert len(names) == 43
    assert names == sorted(names)
    grades = {row.force.slug: row.grades for row in rows}
    assert grades["cambridgeshire"] == {
        "effectiveness": Grade.REQUIRES_IMPROVEMENT,
        "efficiency": Grade.GOOD,
        "legitimacy": Grade.GOOD,
    }
    assert grades["derbyshire"]["effectiveness"] is None
    assert grades["greater-manchester"]["legitimacy"] is Grade.NOT_GRADED
    late = comparison.forces_in(shared, shared.frameworks["2021-22"])
    assert len(late) == 43
    assert {tuple(row.grades) for row in late} == {()}


def test_regions_hold_every_force_once(shared: Shared) -> None:
    rows = comparison.forces_in(shared, shared.frameworks["2015"])
    regions = comparison.by_region(rows)
    assert [name for name, _ in regions] == sorted({f.region for f in shared.forces.values()})
    assert sorted(row.force.slug for _, group in regions for row in group) == sorted(shared.forces)
    assert [row.force.slug for row in dict(regions)["East of England"]] == [
        "bedfordshire",
        "cambridgeshire",
        "essex",
        "hertfordshire",
        "norfolk",
        "suffolk",
    ]


@pytest.mark.parametrize("worst_first", [True, False])
@pytest.mark.parametrize("round_id", ["2014", "2015", "2016", "2017", "2018-19"])
def test_those_without_a_grade_come_last(shared: Shared, round_id: str, worst_first: bool) -> None:
    framework = shared.frameworks[round_id]
    rows = comparison.forces_in(shared, framework)
    for pillar in comparison.graded_pillars(framework):
        found = comparison.by_grade(rows, framework, pillar.id, worst_first=worst_first)
        assert sorted(x.force.slug for x in found) == sorted(shared.forces)
        grades = [row.grades[pillar.id] for row in found]
        judged = [grade for grade in grades if grade in framework.scale]
        assert grades[: len(judged)] == judged
        places = [framework.scale.index(grade) for grade in judged]
        assert places == sorted(places, reverse=worst_first)


def test_within_a_grade_forces_stand_by_name(shared: Shared) -> None:
    framework = shared.frameworks["2018-19"]
    rows = comparison.forces_in(shared, framework)
    found = comparison.by_grade(rows, framework, "effectiveness", worst_first=True)
    assert _names(found[:1]) == ["cleveland"]
    assert found[0].grades["effectiveness"] is Grade.INADEQUATE
    improving = [r for r in found if r.grades["effectiveness"] is Grade.REQUIRES_IMPROVEMENT]
    names = [row.force.short_name for row in improving]
    assert names == sorted(names)
    assert _names(found[-2:]) == ["humberside", "surrey"]


def _names(rows: tuple[comparison.ForceGrades, ...]) -> list[str]:
    return [row.force.slug for row in rows]


# The pictures


@pytest.mark.parametrize("pillar", PILLARS)
def test_the_bars_have_the_numbers_of_the_table(shared: Shared, pillar: str) -> None:
    found = comparison.distributions(shared, pillar)
    figure = distribution_figure(shared, pillar)
    rounds = [framework.short_name for framework, _ in found]
    bars = {bar.name: dict(zip(bar.y, bar.x, strict=True)) for bar in figure.data}
    assert all(list(bar.y) == rounds for bar in figure.data)
    for framework, spread in found:
        for grade in framework.scale:
            assert bars[grade.capitalize()][framework.short_name] == spread.count(grade)
        left_out = len(spread.not_graded) + len(spread.missing)
        assert bars.get("Not graded or not stated", {}).get(framework.short_name, 0) == left_out
    totals = [sum(bar[name] for bar in bars.values()) for name in rounds]
    assert totals == [43] * len(rounds)
    for bar in figure.data[:4]:
        written = [int(text.split()[1]) if text else 0 for text in bar.text]
        assert written == list(bar.x)


@pytest.mark.parametrize("pillar", PILLARS)
def test_the_squares_have_the_grades_of_the_table(shared: Shared, pillar: str) -> None:
    figure = heat_map(shared, pillar, "cambridgeshire")
    colours, marks = figure.data
    frameworks = comparison.rounds_with(shared, pillar)
    assert len(marks.x) == 43 * len(frameworks)
    for index, (force, round_id) in enumerate(marks.customdata):
        grade = shared.grades.grade(force, round_id, pillar)
        scale = shared.frameworks[round_id].scale
        letters, z = marks.text[index], colours.z[index]
        assert marks.hovertext[index] == (grade or "not stated in our sources")
        assert (colours.x[index], colours.y[index]) == (marks.x[index], marks.y[index])
        assert marks.y[index] == shared.forces[force].short_name
        if grade in scale:
            assert (LETTERS_OF[letters], scale[z]) == (grade, grade)
        else:
            assert z is None
            assert letters == ("?" if grade is None else "–")
    bold = [text for text in figure.layout.yaxis.ticktext if text.startswith("<b>")]
    assert bold == ["<b>Cambridgeshire</b>"]


def test_what_is_not_graded_has_no_colour_of_the_scale(shared: Shared) -> None:
    scale_colours = {colour.lower() for colour in COLOURS.values()}
    for pillar in PILLARS:
        left_out = [
            bar
            for bar in distribution_figure(shared, pillar).data
            if bar.name == "Not graded or not stated"
        ]
        for bar in left_out:
            assert bar.marker.color == "rgba(0,0,0,0)"
            assert bar.marker.pattern.shape == "/"
            assert bar.marker.pattern.fgcolor.lower() not in scale_colours
        assert len(left_out) == (
            1
            if any(s.missing or s.not_graded for _, s in comparison.distributions(shared, pillar))
            else 0
        )
        colours, marks = heat_map(shared, pillar, "kent").data
        drawn = {colour.lower() for _, colour in colours.colorscale}
        assert drawn <= scale_colours
        for z, ink, edge in zip(colours.z, marks.textfont.color, marks.marker.color, strict=True):
            if z is None:
                assert {ink.lower(), edge.lower()}.isdisjoint(scale_colours)
            else:
                assert edge == "rgba(0,0,0,0)"


def test_nothing_hangs_on_colour_alone() -> None:
    """The letters in the marks can be read on each colour."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert set(COLOURS) == set(LETTERS) == {grade for grade in Grade if grade.is_judgment}
    for grade, colour in COLOURS.items():
        low, high = sorted((light(colour), light(LETTERS[grade])))
        assert (high + 0.05) / (low + 0.05) >= 4.5


# Addresses


def test_up_to_five_forces_and_the_sort_are_read_from_the_address(desk: Desk) -> None:
    six = "kent,essex,suffolk,norfolk,surrey,sussex"
    opened = desk.open("compare", {"forces": six, "sort": "-legitimacy", "pillar": "efficiency"})
    assert opened.view.of("forces") == ("kent", "essex", "suffolk", "norfolk", "surrey")
    assert (opened.view.sort, opened.view.of("pillar")) == ("-legitimacy", ("efficiency",))
    assert opened.notices == (
        "The link asked for six forces side by side; showing the first five.",
    )
    five = desk.open("compare", {"forces": six.rpartition(",")[0]})
    assert (len(five.view.of("forces")), five.notices) == (5, ())


@pytest.mark.parametrize(
    ("round_id", "sort"),
    [("2015", "leadership"), ("2014", "legitimacy"), ("2021-22", "efficiency")],
)
def test_a_pillar_without_grades_cannot_be_sorted_by(desk: Desk, round_id: str, sort: str) -> None:
    opened = desk.open("compare", {"round": round_id, "sort": sort})
    assert opened.view.sort == ""
    assert opened.notices == (
        f"The link asked for sort “{sort}”, which we do not know; showing the page as it is.",
    )
