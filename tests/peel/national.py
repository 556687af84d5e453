"""How many forces were given which grade, as counted by hand."""

from __future__ import annotations

from peel.model.gradebook import Distribution

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


def numbers(spread: Distribution) -> tuple[int, ...]:
    """A distribution in the order of `NATIONAL`."""
    counts = [len(slugs) for slugs in spread.forces.values()]
    return (*counts, len(spread.not_graded), len(spread.missing))
