"""Dates that may be partly known, and the closed vocabularies."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel.model.values import Grade, Kind, PartialDate

days = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "words"),
    [("2016", "2016"), ("2016-02", "February 2016"), ("2016-02-18", "18 February 2016")],
)
def test_a_date_says_as_much_as_is_known(text: str, words: str) -> None:
    assert str(PartialDate.parse(text)) == words
    assert PartialDate.parse(text).iso == text


@pytest.mark.parametrize(
    "text",
    ["", "16", "2016-2", "2016-2-18", "18/02/2016", "2016-02-18 ", "2016-02-18\n", "٢٠١٦", "02016"],
)
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a date as 2016-02-18, 2016-02 or 2016"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2015-02-29", "2016-13", "2016-00", "0000", "9999", "2016-04-31"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a date that exists"):
        PartialDate.parse(text)


def test_a_leap_day_exists() -> None:
    assert PartialDate.parse("2016-02-29").first_day == dt.date(2016, 2, 29)


def test_first_and_last_day() -> None:
    year, month = PartialDate(2016), PartialDate(2016, 2)
    assert (year.first_day, year.last_day) == (dt.date(2016, 1, 1), dt.date(2016, 12, 31))
    assert (month.first_day, month.last_day) == (dt.date(2016, 2, 1), dt.date(2016, 2, 29))


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2015-12-31", "2016", True),
        ("2015", "2016-01-01", True),
        ("2016", "2016-02-18", False),
        ("2016-02-18", "2016", False),
        ("2016-02", "2016-02", False),
        ("2016-01", "2016-02-01", True),
        ("2016-02-18", "2016-02-18", False),
        ("2017", "2016", False),
    ],
)
def test_certainly_before(one: str, other: str, before: bool) -> None:
    assert PartialDate.parse(one).certainly_before(PartialDate.parse(other)) is before


@given(days)
def test_every_day_round_trips(day: dt.date) -> None:
    date = PartialDate.parse(day.isoformat())
    assert (date.iso, date.first_day, date.last_day) == (day.isoformat(), day, day)


def test_only_five_grades_are_judgments() -> None:
    judgments = {grade for grade in Grade if grade.is_judgment}
    assert judgments == set(Grade) - {Grade.NOT_GRADED, Grade.NOT_PUBLISHED}
    assert len(judgments) == 5


def test_two_kinds_ask_for_improvement() -> None:
    asking = {kind for kind in Kind if kind.asks_for_improvement}
    assert asking == {Kind.AREA_FOR_IMPROVEMENT, Kind.CAUSE_OF_CONCERN}
