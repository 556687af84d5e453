"""The bench works: every measure gives numbers, no viewer saw an error. No time is asserted."""

from __future__ import annotations

import shutil
from math import isfinite
from pathlib import Path

import pytest

from bench.__main__ import NAMES, STEADINESS, run
from bench.corpus import Size, make_corpus
from bench.results import Outcome, Result, Run, Samples, Skipped, Steady
from bench.sizes import SMOKE
from peel.library.library import Library
from peel.questions.desk import Desk
from peel.questions.grades import cards

IN_BROWSER = ("navigation", "click")
# These say so themselves where what they need is not installed.
NEEDS = {"share": "wrk", "datasette": "wrk", "replicas": "nginx"}


def has_numbers(outcome: Outcome) -> bool:
    if isinstance(outcome, Result):
        return all(isfinite(value) for value in (*outcome.ours.values, *outcome.floor.values))
    return isinstance(outcome, Steady) and bool(outcome.numbers)


@pytest.fixture(scope="module")
def smoke() -> Run:
    return run(SMOKE, [name for name in NAMES if name not in IN_BROWSER])


def test_every_measure_gives_numbers(smoke: Run) -> None:
    """A viewer who sees an error, or an error in a log, ends a measure with SeenError."""
    assert [item.name for item in smoke.outcomes] == [n for n in NAMES if n not in IN_BROWSER]
    silent = {item.name for item in smoke.outcomes if not has_numbers(item)}
    skipped = {item.name for item in smoke.outcomes if isinstance(item, Skipped)}
    assert silent == skipped <= set(NEEDS)


def test_no_error_in_the_tests_of_steadiness(smoke: Run) -> None:
    steady = [item for item in smoke.outcomes if isinstance(item, Steady)]
    assert {item.name for item in steady} == set(STEADINESS)
    # One that saw an error has no numbers.
    assert [item.seen for item in steady if not item.numbers] == []


def test_the_table_has_a_row_for_each(smoke: Run) -> None:
    text = smoke.as_markdown()
    for item in smoke.outcomes:
        assert (item.test if isinstance(item, Steady) else item.measure) in text
    assert smoke.machine in text
    outcomes = smoke.as_json()["outcomes"]
    assert isinstance(outcomes, list)
    assert len(outcomes) == len(smoke.outcomes)


@pytest.mark.browser
def test_the_measures_in_a_browser_give_numbers() -> None:
    if shutil.which("chromium") is None:
        pytest.skip("no chromium on this machine")
    assert all(has_numbers(item) for item in run(SMOKE, IN_BROWSER).outcomes)


def test_the_made_up_folder_has_what_was_asked_for(tmp_path: Path) -> None:
    make_corpus(tmp_path / "data", Size(forces=2, rounds=8, findings=50))
    desk = Desk(Library(tmp_path / "data").now())
    shared = desk.shared
    assert (len(shared.forces), len(shared.frameworks)) == (2, 8)
    for slug in shared.forces:
        for name in shared.frameworks:
            assert len(desk.dossier(slug, name).findings) == 50
    newest = desk.dossier("cambridgeshire", "2091")
    assert "Made up" in newest.findings[0].statement
    assert all(card.grade for card in cards(newest))


def test_ratio_and_goal() -> None:
    fast = Result("a", "a", "b", "ms", Samples((1.0, 2.0, 3.0)), Samples((4.0,)), 0.5)
    assert (fast.ratio, fast.met) == (0.5, True)
    many = Result("a", "a", "b", "a second", Samples((3.0,)), Samples((4.0,)), 0.9, at_most=False)
    assert (many.ratio, many.met) == (0.75, False)
