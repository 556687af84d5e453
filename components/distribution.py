"""How many forces were given which grade: in words, and as one dot a force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import htpy as h

from components.context import Context
from peel.model.gradebook import Distribution
from peel.model.grades import Force
from peel.questions.grades import GradeCard
from peel.words import count, listed, slug


def distribution(context: Context, card: GradeCard) -> h.Node:
    """The national picture of a pillar, with this force marked."""
    spread = card.distribution
    if spread is None:
        return None
    forces = context.dossier.shared.forces
    held = sum(len(slugs) for slugs in spread.forces.values())
    if not held:
        return None
    of = f"{spread.total} forces"
    if held < spread.total:
        of = f"the {held} forces we hold" if spread.missing else f"the {held} forces graded"
    same = spread.count(card.grade) if card.grade else 0
    lead = f"{same} of {of} had this grade" if same else f"Grades of {of}"
    return h.div(".distribution")[
        h.p[h.strong[f"{lead}."], f" All: {in_words(spread)}."],
        h.div(".dots", aria_hidden="true")[_dots(spread, context.view.force)],
        missing_note(spread, forces),
    ]


def in_words(spread: Distribution) -> str:
    """`1 outstanding, 24 good and 18 requires improvement`."""
    return listed(f"{len(slugs)} {grade}" for grade, slugs in spread.forces.items() if slugs)


def missing_note(spread: Distribution, forces: Mapping[str, Force]) -> h.Node:
    """Which forces are not counted, and why; nothing where all are."""
    parts = []
    if spread.missing:
        names = listed(forces[slug].short_name for slug in spread.missing)
        grades = count(len(spread.missing), "grade")
        parts.append(f"{grades} not stated in our sources: {names}.")
    if spread.not_graded:
        names = listed(forces[slug].short_name for slug in spread.not_graded)
        parts.append(f"Not graded in this round: {names}.")
    return h.p(".missing")[" ".join(parts)] if parts else None


def _dots(spread: Distribution, own: str) -> Iterator[h.Node]:
    groups = [(f"dots-{slug(grade)}", slugs) for grade, slugs in spread.forces.items()]
    groups.append(("dots-none", (*spread.not_graded, *spread.missing)))
    for css, slugs in groups:
        if slugs:
            yield h.span(class_=css)[(h.i(".own") if name == own else h.i for name in slugs)]
