"""The grades of one force in one round: a card for each pillar, a line for each area."""

from __future__ import annotations

from dataclasses import dataclass

from peel.library.kept import kept
from peel.library.loading import ForceRecord
from peel.model.findings import Finding, ForceRound, GradeEntry
from peel.model.gradebook import Distribution
from peel.model.grades import GradeRow
from peel.model.rounds import Pillar, Question
from peel.model.sources import Quotation
from peel.model.values import Grade, GradeBasis
from peel.questions.dossier import Dossier
from peel.words import number, ordinal

Evidence = tuple[Quotation | GradeRow, ...]


@dataclass(frozen=True)
class QuestionGrade:
    """The grade of one question; `grade` is None where our sources do not state its label.

    `described_as` is the grade word where a text uses it without giving it as a label.
    """

    question: Question
    grade: Grade | None
    described_as: Grade | None
    evidence: Evidence


@dataclass(frozen=True)
class GradeCard:
    """The grade of one pillar with what a reader needs to judge it."""

    pillar: Pillar
    scale: tuple[Grade, ...]
    grade: Grade | None
    change: str
    evidence: Evidence
    distribution: Distribution | None
    questions: tuple[QuestionGrade, ...]
    strongest_for: Finding | None
    strongest_against: Finding | None

    @property
    def place(self) -> str:
        """`third of four grades`, or an empty string where there is no grade."""
        if self.grade not in self.scale:
            return ""
        return f"{ordinal(self.scale.index(self.grade) + 1)} of {number(len(self.scale))} grades"


@kept
def cards(dossier: Dossier) -> tuple[GradeCard, ...]:
    """A card for each pillar of the round, in the inspectorate's order."""
    return tuple(_card(dossier, pillar) for pillar in dossier.framework.pillars)


@kept
def grades_by_area(dossier: Dossier) -> tuple[QuestionGrade, ...]:
    """The grades of the areas of policing, in a round without pillars."""
    return tuple(_question(dossier, None, area) for area in dossier.framework.areas)


def pillar_grade(record: ForceRecord, round_id: str, pillar: str) -> Grade | None:
    """The grade of a pillar of a force in any round; None where it is not stated."""
    entry = _entry(record.rounds.get(round_id), pillar)
    return entry.grade if entry else record.shared.grades.grade(record.force.slug, round_id, pillar)


def _card(dossier: Dossier, pillar: Pillar) -> GradeCard:
    entry = _entry(dossier.force_round, pillar.id)
    row = dossier.shared.grades.row(dossier.force.slug, dossier.framework.round, pillar.id)
    stated = pillar_grade(dossier.force_record, dossier.framework.round, pillar.id)
    grade = stated or pillar.ungraded_as
    rows = (row,) if row else ()
    return GradeCard(
        pillar=pillar,
        scale=dossier.framework.scale,
        grade=grade,
        change=_change(dossier, pillar, grade),
        evidence=entry.evidence if entry else rows,
        distribution=_distribution(dossier, pillar),
        questions=tuple(_question(dossier, pillar.id, item) for item in pillar.questions),
        strongest_for=dossier.finding_by_id.get((entry and entry.strongest_for) or ""),
        strongest_against=dossier.finding_by_id.get((entry and entry.strongest_against) or ""),
    )


def _distribution(dossier: Dossier, pillar: Pillar) -> Distribution | None:
    if not pillar.graded:
        return None
    forces = tuple(dossier.shared.forces)
    spread = dossier.shared.grades.distribution(dossier.framework, pillar.id, forces)
    # A grade that only the force's own file states counts too.
    grade = pillar_grade(dossier.force_record, dossier.framework.round, pillar.id)
    return spread.with_grade(dossier.force.slug, grade) if grade else spread


def _question(dossier: Dossier, pillar: str | None, question: Question) -> QuestionGrade:
    entry = _entry(dossier.force_round, pillar, question.id)
    row = dossier.shared.grades.row(
        dossier.force.slug, dossier.framework.round, pillar, question.id
    )
    if entry is not None:
        return _question_grade(question, entry.grade, entry.evidence, entry.basis)
    if row is not None:
        return _question_grade(question, row.grade, (row,), row.given_as)
    return QuestionGrade(question, None if question.graded else Grade.NOT_GRADED, None, ())


def _question_grade(
    question: Question, grade: Grade, evidence: Evidence, basis: GradeBasis
) -> QuestionGrade:
    if basis is GradeBasis.PROSE and grade.is_judgment:
        return QuestionGrade(question, None, grade, evidence)
    return QuestionGrade(question, grade, None, evidence)


def _change(dossier: Dossier, pillar: Pillar, grade: Grade | None) -> str:
    """The change since the round it can be compared with, or why none can be told."""
    comparison = pillar.comparison
    if comparison.with_round is None:
        return comparison.reason
    earlier_round = dossier.shared.frameworks[comparison.with_round]
    name = earlier_round.short_name
    earlier = pillar_grade(dossier.force_record, earlier_round.round, pillar.id)
    if grade is None or earlier is None:
        silent = dossier.framework.short_name if grade is None else name
        return f"The grade of {silent} is not stated in our sources, so no change can be told."
    for framework, given in ((dossier.framework, grade), (earlier_round, earlier)):
        if given not in framework.scale:
            return f"It was {given} in {framework.short_name}, so no change can be told."
    if earlier is grade:
        return f"Also {grade} in {name}."
    place = dossier.framework.scale.index
    change = "Better" if place(grade) < place(earlier) else "Worse"
    return f"{change} than in {name}: {earlier} then."


def _entry(
    record: ForceRound | None, pillar: str | None, question: str | None = None
) -> GradeEntry | None:
    entries = record.grades if record else ()
    found = (entry for entry in entries if (entry.pillar, entry.question) == (pillar, question))
    return next(found, None)
