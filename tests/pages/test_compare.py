"""The compare page: its table, its pictures and its address say the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from peel.library.library import Library
from peel.model.shared import Shared
from peel.publishing.tables import TABLES, rows_of
from peel.questions import comparison
from peel.questions.desk import Desk
from peel.questions.view import View
from tests.conftest import Visit
from tests.drawn import Drawn

Open = Callable[..., Visit]
PILLARS = ("effectiveness", "efficiency", "legitimacy")
SILENT = "Not stated in our sources"


@pytest.fixture(scope="session")
def shared(library: Library) -> Shared:
    return library.now().shared


def forces_table(drawn: Drawn) -> dict[str, list[str]]:
    """The grades of each force, in the order of the table."""
    rows = drawn.one("table.compare-table").one("tbody").all("tr")
    return {
        row.one("th").one("a").text: row.texts("td")
        for row in rows
        if "region-row" not in row.attributes.get("class", "")
    }


def table_named(drawn: Drawn, caption: str) -> Drawn:
    found = [item for item in drawn.all("table") if item.texts("caption") == [caption]]
    assert len(found) == 1, drawn.texts("caption")
    return found[0]


def numbers(table: Drawn) -> dict[str, list[int]]:
    return {
        row.one("th").text: [int(text) for text in row.texts("td")]
        for row in table.one("tbody").all("tr")
    }


def pictures(opened: Visit) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The traces of the two figures as the page has them."""
    bars, squares = [json.loads(item.proto.spec)["data"] for item in opened.app.get("plotly_chart")]
    return bars, squares


# The table


def test_the_table_is_grouped_by_region(visit: Open, shared: Shared) -> None:
    drawn = visit("compare").drawn
    table = drawn.one("table.compare-table")
    assert table.one("caption").text == "Grades of 43 forces in PEEL 2015"
    regions: dict[str, list[str]] = {}
    for row in table.one("tbody").all("tr"):
        head = row.one("th")
        if row.attributes.get("class") == "region-row":
            assert head.attributes == {"colspan": "4", "scope": "rowgroup"}
            region = regions.setdefault(head.text, [])
        else:
            assert head.attributes["scope"] == "row"
            region.append(head.one("a").text)
    assert list(regions) == sorted({force.region for force in shared.forces.values()})
    for name, forces in regions.items():
        assert forces == sorted(
            force.short_name for force in shared.forces.values() if force.region == name
        )
    assert [head.attributes["scope"] for head in table.one("thead").all("th")] == ["col"] * 4


def test_every_grade_of_the_round_stands_in_the_table(visit: Open, shared: Shared) -> None:
    found = forces_table(visit("compare", round="2017").drawn)
    assert len(found) == 43
    for force in shared.forces.values():
        grades = [shared.grades.grade(force.slug, "2017", pillar) for pillar in PILLARS]
        assert found[force.short_name] == [
            grade.capitalize() if grade else SILENT for grade in grades
        ]
    assert found["Derbyshire"] == [SILENT, "Good", "Good"]
    assert found["Greater Manchester"] == ["Requires improvement", "Not graded", "Not graded"]


def test_what_is_not_graded_looks_like_no_grade(visit: Open) -> None:
    drawn = visit("compare", round="2017").drawn
    for cell in drawn.one("table.compare-table").all("td"):
        mark = cell.one("span").attributes["class"]
        if cell.text in (SILENT, "Not graded"):
            assert mark == "no-question"
        else:
            assert mark == f"cell-grade grade-edge-{cell.text.lower().replace(' ', '-')}"


@pytest.mark.parametrize("force", ["cambridgeshire", "kent"])
def test_the_own_force_is_marked_in_words_too(visit: Open, shared: Shared, force: str) -> None:
    drawn = visit("compare", force=force, round="2015").drawn
    row = drawn.one("table.compare-table").one("tr.own-force")
    assert row.one("th").text == f"{shared.forces[force].short_name} (the force chosen above)"


def test_each_force_leads_to_its_overview(visit: Open, shared: Shared) -> None:
    drawn = visit("compare", round="2016", theme="prevention").drawn
    rows = drawn.one("table.compare-table").one("tbody")
    links = {link.text: link.attributes["href"] for link in rows.all("a")}
    assert links == {
        force.short_name: f"./?force={slug}&round=2016" for slug, force in shared.forces.items()
    }


# Sorting


@pytest.mark.parametrize("pillar", PILLARS)
def test_worst_first_with_those_without_a_grade_last(
    visit: Open, shared: Shared, pillar: str
) -> None:
    drawn = visit("compare", round="2018-19", sort=f"-{pillar}").drawn
    assert drawn.all("tr.region-row") == []
    column = PILLARS.index(pillar)
    grades = [row[column] for row in forces_table(drawn).values()]
    order = ["Inadequate", "Requires improvement", "Good", "Outstanding", SILENT]
    assert grades == sorted(grades, key=order.index)
    assert grades[0] in ("Inadequate", "Requires improvement")
    assert grades[-1] == SILENT
    heads = drawn.one("table.compare-table").one("thead").all("th")
    states = [head.attributes.get("aria-sort") for head in heads]
    assert states == [None, *("descending" if name == pillar else None for name in PILLARS)]


def test_best_first_keeps_those_without_a_grade_last(visit: Open) -> None:
    drawn = visit("compare", round="2018-19", sort="effectiveness").drawn
    grades = [row[0] for row in forces_table(drawn).values()]
    assert grades[0] == "Outstanding"
    assert grades[-3:] == ["Inadequate", SILENT, SILENT]


def test_by_name_both_ways(visit: Open) -> None:
    names = list(forces_table(visit("compare", sort="force").drawn))
    assert names == sorted(names)
    assert list(forces_table(visit("compare", sort="-force").drawn)) == names[::-1]


def test_a_head_leads_from_one_order_to_the_next(visit: Open) -> None:
    kept = "compare?force=cambridgeshire&round=2015&pillar=efficiency&forces=kent,essex"
    for sort, following in (("", "legitimacy"), ("legitimacy", "-legitimacy"), ("-legitimacy", "")):
        drawn = visit("compare", sort=sort, pillar="efficiency", forces="kent,essex").drawn
        address = drawn.one("#sort-legitimacy").attributes["href"]
        assert address == kept + (f"&sort={following}" if following else "")


# Side by side


def test_forces_side_by_side_over_the_years(visit: Open, shared: Shared) -> None:
    opened = visit("compare", forces="humberside,kent", pillar="efficiency")
    table = table_named(opened.drawn, "Efficiency, side by side")
    assert table.one("thead").texts("th") == ["Force", "2014", "2015", "2016", "2017", "2018/19"]
    rows = {row.one("th").text: row.texts("td") for row in table.one("tbody").all("tr")}
    assert list(rows) == ["Humberside", "Kent"]
    assert rows["Humberside"] == ["Good", "Inadequate", "Requires improvement", SILENT, SILENT]
    assert opened.widget("forces").value == ["humberside", "kent"]


def test_a_sixth_force_is_left_out_and_that_is_told(visit: Open) -> None:
    opened = visit("compare", forces="kent,essex,suffolk,norfolk,surrey,sussex")
    table = table_named(opened.drawn, "Effectiveness, side by side")
    assert table.one("tbody").texts("th") == ["Kent", "Essex", "Suffolk", "Norfolk", "Surrey"]
    assert opened.drawn.one(".notice").text == (
        "The link asked for six forces side by side; showing the first five."
    )
    assert len(opened.widget("forces").value) == 5


def test_no_force_chosen_no_table(visit: Open) -> None:
    captions = visit("compare").drawn.texts("caption")
    assert captions == [
        "Grades of 43 forces in PEEL 2015",
        "Effectiveness: number of forces with each grade",
    ]


def test_choices_stand_in_the_address(visit: Open) -> None:
    opened = visit("compare", round="2016", sort="-efficiency")
    opened.widget("pillar").set_value("legitimacy").run()
    assert not opened.app.exception
    opened.widget("forces").select("kent").run()
    opened.widget("forces").select("essex").run()
    assert not opened.app.exception
    assert opened.address["pillar"] == "legitimacy"
    assert opened.address["forces"] == "kent,essex"
    assert (opened.address["sort"], opened.address["round"]) == ("-efficiency", "2016")
    table = table_named(opened.drawn, "Legitimacy, side by side")
    assert table.one("tbody").texts("th") == ["Kent", "Essex"]


# The same numbers everywhere


@pytest.mark.parametrize("pillar", PILLARS)
def test_table_picture_export_and_words_agree(
    visit: Open, shared: Shared, desk: Desk, pillar: str
) -> None:
    opened = visit("compare", pillar=pillar, round="2017")
    drawn, name = opened.drawn, pillar.capitalize()
    counted = numbers(table_named(drawn, f"{name}: number of forces with each grade"))
    rounds = comparison.rounds_with(shared, pillar)
    assert list(counted) == [framework.short_name for framework in rounds]
    assert {sum(row) for row in counted.values()} == {43}

    bars, squares = pictures(opened)
    for trace in bars:
        assert trace["y"] == list(counted)
    for index, row in enumerate(counted.values()):
        in_bars = [trace["x"][index] for trace in bars]
        assert in_bars[:4] == row[:4]
        assert sum(in_bars[4:]) == row[4] + row[5]

    marks = squares[1]
    letters = {"O": 0, "G": 1, "RI": 2, "I": 3, "–": 4, "?": 5}
    from_squares = {name: [0] * 6 for name in counted}
    for x, text in zip(marks["x"], marks["text"], strict=True):
        from_squares[x][letters[text]] += 1
    assert from_squares == counted

    words = (*shared.frameworks["2017"].scale, "not graded", "not stated in our sources")
    for framework in rounds:
        views = [View(force=force, round=framework.round) for force in shared.forces]
        rows = rows_of(
            TABLES["grades"], [(desk.dossier(view.force, view.round), view) for view in views]
        )
        exported = [
            item["grade"] or SILENT.lower()
            for item in rows
            if item["pillar"] == pillar and not item["question"]
        ]
        assert [exported.count(str(word)) for word in words] == counted[framework.short_name]

    told = next(x.text for x in drawn.one("section.national").all("p") if x.text.startswith(name))
    given = zip(counted["2017"], shared.frameworks["2017"].scale, strict=False)
    for number, grade in given:
        assert (f"{number} {grade}" in told) == (number > 0)


@pytest.mark.parametrize("round_id", ["2014", "2015", "2017", "2018-19"])
def test_the_overview_has_the_same_counts(visit: Open, shared: Shared, round_id: str) -> None:
    framework = shared.frameworks[round_id]
    drawn = visit("", force="kent", round=round_id).drawn
    for pillar in comparison.graded_pillars(framework):
        counted = numbers(
            table_named(
                visit("compare", pillar=pillar.id).drawn,
                f"{pillar.name}: number of forces with each grade",
            )
        )[framework.short_name]
        told = drawn.one(f"#grade-{pillar.id}").one("div.distribution")
        for number, grade in zip(counted, framework.scale, strict=False):
            assert (f"{number} {grade}" in told.text) == (number > 0)
        assert len(told.all("i")) == 43
        assert len(told.all("i.own")) == 1
        missing = told.all("p.missing")
        assert bool(missing) == (sum(counted[4:]) > 0)
        if counted[5]:
            assert "not stated in our sources" in missing[0].text


def test_the_holes_are_named_where_they_matter(visit: Open) -> None:
    drawn = visit("compare", round="2018-19").drawn
    assert [x.text for x in drawn.one("section.national").all("p.missing")] == [
        "2 grades not stated in our sources: Humberside and Surrey.",
        "1 grade not stated in our sources: Humberside.",
        "1 grade not stated in our sources: Surrey.",
    ]
    told = visit("compare", round="2017").drawn.one("section.national").texts("p.missing")
    assert told == [
        "1 grade not stated in our sources: Derbyshire.",
        "1 grade not stated in our sources: Humberside. Not graded in this round: Greater "
        "Manchester.",
        "Not graded in this round: Greater Manchester.",
    ]


# Overviews of forces that have holes


@pytest.mark.parametrize(
    ("force", "round_id", "pillar", "lead"),
    [
        ("kent", "2015", "effectiveness", "24 of 43 forces had this grade."),
        ("kent", "2017", "effectiveness", "29 of the 42 forces we hold had this grade."),
        ("kent", "2017", "legitimacy", "1 of the 42 forces graded had this grade."),
        ("derbyshire", "2017", "effectiveness", "Grades of the 42 forces we hold."),
        ("greater-manchester", "2017", "efficiency", "Grades of the 41 forces we hold."),
        ("greater-manchester", "2017", "legitimacy", "Grades of the 42 forces graded."),
    ],
)
def test_a_card_says_how_common_its_grade_was(
    visit: Open, force: str, round_id: str, pillar: str, lead: str
) -> None:
    card = visit("", force=force, round=round_id).drawn.one(f"#grade-{pillar}")
    assert card.one("div.distribution").one("strong").text == lead


def test_a_card_without_a_grade_has_no_place_and_no_change(visit: Open) -> None:
    card = visit("", force="derbyshire", round="2017").drawn.one("#grade-effectiveness")
    assert card.one("p.grade-word").text == SILENT
    assert card.one("p.place").text == (
        "The grade of 2017 is not stated in our sources, so no change can be told."
    )
    assert card.all("div.scale-bar") == []
    assert card.all("i.own") != []


# The rounds without pillars


@pytest.mark.parametrize("round_id", ["2021-22", "2023-25"])
def test_rounds_without_pillars_have_nothing_to_compare(
    visit: Open, shared: Shared, round_id: str
) -> None:
    opened = visit("compare", round=round_id)
    drawn, framework = opened.drawn, shared.frameworks[round_id]
    assert drawn.all("table.compare-table") + drawn.all("section.national") == []
    assert (
        f"{framework.name} has no pillar grades, so there is nothing to compare by pillar."
        in drawn.text
    )
    for table in drawn.all("table"):
        assert framework.short_name not in table.text
        assert "dequate" not in table.text.replace("Inadequate", "")
    bars, squares = pictures(opened)
    assert all(framework.short_name not in trace["y"] for trace in bars)
    assert framework.short_name not in squares[1]["x"]
    assert "Adequate" not in [trace["name"] for trace in bars]


@pytest.mark.parametrize("round_id", ["2021-22", "2023-25"])
@pytest.mark.parametrize("force", ["cambridgeshire", "metropolitan"])
def test_their_overview_has_areas_and_no_cards(visit: Open, force: str, round_id: str) -> None:
    drawn = visit("", force=force, round=round_id).drawn
    assert drawn.all("article.grade-card") + drawn.all("div.distribution") == []
    assert "has no pillar grades: each area is graded by itself." in drawn.text
    assert "compar" in drawn.one("section.grades").text
