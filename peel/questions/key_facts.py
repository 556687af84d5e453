"""Short sentences computed from the data, each with its source, ready to be copied.

A sentence is made only where no hole in the data could change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peel.library.kept import kept
from peel.model.rounds import Framework
from peel.model.values import Grade
from peel.questions.dossier import Dossier
from peel.questions.grades import GradeCard, cards
from peel.questions.history import Series, pillar_series
from peel.questions.lives import Life, State, lives
from peel.words import lower_first, number

_MANY = {
    Grade.OUTSTANDING: "were outstanding",
    Grade.GOOD: "were good",
    Grade.REQUIRES_IMPROVEMENT: "required improvement",
    Grade.INADEQUATE: "were inadequate",
}
_ONE = {
    Grade.OUTSTANDING: "was outstanding",
    Grade.GOOD: "was good",
    Grade.REQUIRES_IMPROVEMENT: "required improvement",
    Grade.INADEQUATE: "was inadequate",
}


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A sentence that is true by itself, and where it comes from."""

    sentence: str
    source: str
    page: str
    """The page of the app that shows the grades or words behind it."""


@kept
def key_facts(dossier: Dossier) -> tuple[KeyFact, ...]:
    """The key facts of one force in one round."""
    record = dossier.force_record
    facts = [fact for card in cards(dossier) for fact in _national(dossier, card)]
    for series in pillar_series(record):
        facts += _change(dossier, series)
        facts += _streak(dossier, series)
    for matter in lives(record):
        facts += _raised(matter)
    return tuple(facts)


def _national(dossier: Dossier, card: GradeCard) -> Iterator[KeyFact]:
    """How many forces were given the same grade. Nothing where a force's grade is missing."""
    spread, grade = card.distribution, card.grade
    if spread is None or spread.missing or grade not in _MANY or grade not in card.scale:
        return
    count, graded = spread.count(grade), spread.total - len(spread.not_graded)
    of = f"{graded} forces" if not spread.not_graded else f"the {graded} forces graded"
    what = f"for {lower_first(card.pillar.name)} in {dossier.framework.name}"
    force = dossier.force.short_name
    if count == 1:
        sentence = f"{force} {_ONE[grade]} {what}, the only one of {of}."
    else:
        sentence = f"{count} of {of} {_MANY[grade]} {what}; {force} was one."
    source = f"Counted from the pages that state the grade of each of {of}"
    yield KeyFact(sentence, source, "compare")


def _change(dossier: Dossier, series: Series) -> Iterator[KeyFact]:
    """The change since the round before, where both grades are stated and can be compared."""
    cells = {cell.framework.round: cell for cell in series.cells}
    now = cells[dossier.framework.round]
    pillar = dossier.pillars.get(series.id)
    before = cells.get((pillar and pillar.comparison.with_round) or "")
    if before is None or now.grade is None or before.grade is None or pillar is None:
        return
    scale = dossier.framework.scale
    if now.grade not in scale or before.grade not in before.framework.scale:
        return
    if now.grade is before.grade:
        moved = f"stayed {now.grade}"
    else:
        better = scale.index(now.grade) < scale.index(before.grade)
        moved = f"{'rose' if better else 'fell'} from {before.grade} to {now.grade}"
    yield KeyFact(
        f"{dossier.force.short_name}’s grade for {lower_first(series.label)} {moved} "
        f"between {before.framework.name} and {now.framework.name}.",
        "The pages that state the two grades",
        "over-time",
    )


def _streak(dossier: Dossier, series: Series) -> Iterator[KeyFact]:
    """Three or more rounds in a row, up to this one, with the same grade."""
    row: list[Framework] = []
    grade: Grade | None = None
    for cell in series.cells:
        if cell.break_before or cell.grade is None or cell.grade not in cell.framework.scale:
            row, grade = [], None
        elif cell.grade is grade:
            row.append(cell.framework)
        else:
            row, grade = [cell.framework], cell.grade
        if cell.framework is dossier.framework:
            break
    if len(row) >= 3 and grade is not None:
        first, last = row[0].short_name, row[-1].short_name
        yield KeyFact(
            f"{dossier.force.short_name} {_ONE[grade]} for {lower_first(series.label)} in each of "
            f"the {number(len(row))} rounds from {first} to {last}.",
            "The pages that state the grade of each round",
            "over-time",
        )


def _raised(matter: Life) -> Iterator[KeyFact]:
    """How often a matter was raised: at least so often, for a source may be silent."""
    rounds = matter.rounds(State.RAISED)
    if len(rounds) < 2:
        return
    silence = f" {matter.silence}" if matter.silence else ""
    yield KeyFact(
        f"{matter.thread.title}: {lower_first(matter.sentence)[:-1]} "
        f"({', '.join(rounds)}).{silence}",
        "The reports and press accounts quoted for each round",
        "over-time",
    )
