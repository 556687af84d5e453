"""One force through the rounds: what is said in each, and where no comparison may cross."""

from __future__ import annotations

import pytest

from components.history_table import break_notes, history_table
from peel.library.library import Library
from peel.model.values import Grade
from peel.questions import comparison
from peel.questions.dossier import Dossier
from peel.questions.grades import cards
from peel.questions.history import Series, pillar_series, topic_series
from tests.drawn import Drawn, parse

ROUNDS = ["2014", "2015", "2016", "2017", "2018-19", "2021-22", "2023-25"]
LATE = {"2021-22", "2023-25"}


def series_of(library: Library, force: str) -> tuple[Series, ...]:
    record = library.now().force(force)
    return (*pillar_series(record), *topic_series(record))


def grades(series: Series) -> list[str | None]:
    return [cell.grade and str(cell.grade) for cell in series.cells]


def named(series: tuple[Series, ...], name: str) -> Series:
    return next(item for item in series if item.id == name)


def test_pillars_of_one_force(library: Library) -> None:
    found = pillar_series(library.now().force("cambridgeshire"))
    assert {item.label: grades(item) for item in found} == {
        "Effectiveness": [
            "not published at this level",
            "requires improvement",
            "good",
            "requires improvement",
            "good",
            None,
            None,
        ],
        "Efficiency": ["good", "good", "requires improvement", "good", "good", None, None],
        "Legitimacy": ["not published at this level", "good", "good", "good", "good", None, None],
    }
    assert [cell.asked for cell in found[0].cells] == [True] * 5 + [False] * 2


def test_topics_of_one_force(library: Library) -> None:
    found = topic_series(library.now().force("cambridgeshire"))
    asked = [sum(cell.asked for cell in item.cells) for item in found]
    assert asked == sorted(asked, reverse=True)
    prevention = named(found, "prevention")
    assert prevention.label == "Preventing crime"
    assert grades(prevention) == [None, None, None, "good", "good", "adequate", "good"]
    assert [cell.described_as for cell in prevention.cells[:2]] == [Grade.GOOD, Grade.GOOD]
    investigation = named(found, "investigation")
    assert grades(investigation)[5:] == ["requires improvement", None]
    assert investigation.cells[6].described_as is Grade.ADEQUATE
    assert grades(named(found, "offenders"))[5:] == ["adequate", "inadequate"]


# The break


def test_every_series_of_every_force_breaks_in_2021(library: Library) -> None:
    for force in library.now().shared.forces:
        for item in series_of(library, force):
            assert [cell.framework.round for cell in item.cells] == ROUNDS
            broken = {cell.framework.round for cell in item.cells if cell.break_before}
            resources = {"2018-19"} if item.id == "resources" else set()
            assert broken == LATE | resources, (force, item.id)


def test_resources_are_no_single_series(library: Library) -> None:
    cells = named(topic_series(library.now().force("cambridgeshire")), "resources").cells
    assert "no single series" in cells[4].break_before
    assert "five grades in place of four" in cells[5].break_before
    assert "cannot be directly compared" in cells[5].break_before


def test_rounds_without_pillars_give_no_pillar_grade(library: Library) -> None:
    for force in library.now().shared.forces:
        for item in pillar_series(library.now().force(force)):
            for cell in item.cells:
                late = cell.framework.round in LATE
                assert cell.asked != late
                if late:
                    assert (cell.grade, cell.described_as) == (None, None)


def test_adequate_stands_only_after_the_break(library: Library) -> None:
    seen = set()
    for force in library.now().shared.forces:
        for item in series_of(library, force):
            for cell in item.cells:
                if Grade.ADEQUATE in (cell.grade, cell.described_as):
                    seen.add(cell.framework.round)
    assert seen == LATE


def test_the_grades_are_those_of_the_grade_book(library: Library) -> None:
    shared = library.now().shared
    for force in shared.forces:
        for item in pillar_series(library.now().force(force)):
            for framework in comparison.rounds_with(shared, item.id):
                cell = next(c for c in item.cells if c.framework is framework)
                assert cell.grade == shared.grades.grade(force, framework.round, item.id)


@pytest.mark.parametrize("round_id", sorted(LATE))
def test_no_round_after_the_break_is_compared_with_an_earlier_one(
    library: Library, round_id: str
) -> None:
    framework = library.now().shared.frameworks[round_id]
    assert framework.break_before is not None
    assert framework.break_before.evidence
    assert [p for p in framework.pillars if p.comparison.with_round] == []


def test_no_comparison_leads_across_the_break(library: Library) -> None:
    frameworks = library.now().shared.frameworks
    for name, framework in frameworks.items():
        for pillar in framework.pillars:
            if pillar.comparison.with_round is not None:
                assert pillar.comparison.with_round < name < "2021"
                assert frameworks[pillar.comparison.with_round].scale == framework.scale


# As drawn


def test_the_break_is_drawn_in_each_row(library: Library) -> None:
    record = library.now().force("cambridgeshire")
    drawn = parse(str(history_table("Pillars", pillar_series(record))))
    heads = drawn.one("thead").all("th")[1:]
    assert [head.text for head in heads if head.attributes.get("class") == "break"] == [
        "2021/22",
        "2023–25",
    ]
    for row in drawn.one("tbody").all("tr"):
        cells = row.all("td")
        assert [_class(cell) for cell in cells] == [""] * 5 + ["break"] * 2
        assert [cell.text for cell in cells[5:]] == ["–No such grade in this round"] * 2
        assert all("grade-edge" not in str(x.attributes) for c in cells[5:] for x in c.all("span"))
    topics = parse(str(history_table("Topics", topic_series(record))))
    resources = next(r for r in topics.all("tr") if r.texts("th") == ["Use of resources"])
    assert [_class(cell) for cell in resources.all("td")][3:] == ["", *["break"] * 3]


def _class(cell: Drawn) -> str:
    return cell.attributes.get("class", "")


def test_nothing_is_drawn_across_the_break(library: Library) -> None:
    """No arrow, no line, no word of change: each grade stands in a cell by itself."""
    for force in ("cambridgeshire", "humberside", "metropolitan"):
        for title, found in (
            ("a", pillar_series(library.now().force(force))),
            ("b", topic_series(library.now().force(force))),
        ):
            drawn = parse(str(history_table(title, found)))
            assert drawn.all("svg") + drawn.all("img") + drawn.all("path") == []
            for word in ("↑", "↓", "→", "Better", "Worse", "Also", "rose", "fell"):
                assert word not in drawn.text


def test_the_break_is_told_in_words(library: Library) -> None:
    notes = parse(str(break_notes(topic_series(library.now().force("cambridgeshire")))))
    told = notes.texts("li")
    assert [note.split(":")[0] for note in told] == [
        "PEEL 2018/19, use of resources",
        "PEEL 2021/22",
        "PEEL 2023–25",
    ]
    assert "cannot be compared" in notes.text


def test_rounds_after_the_break_tell_no_change(library: Library) -> None:
    for force in library.now().shared.forces:
        for round_id in LATE:
            assert cards(Dossier(library.now().force(force), round_id)) == ()
