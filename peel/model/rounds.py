"""The rounds of inspections: scales, pillars, questions and what may be compared."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from peel.model.fields import Date, Id, OrNone, Part, RoundId, Stated, Text, YesNo
from peel.model.sources import Quotation
from peel.model.values import Grade


class Topic(Part):
    """A subject that a question of one round shares with those of others. `data/topics.csv`."""

    topic: Id
    """Its id."""
    label: Text
    """What readers see."""
    definition: Text
    """What belongs to it, and in which rounds."""


class Question(Part):
    """A question that a round asks of every force under one pillar."""

    id: Id
    """The pillar and a number: `effectiveness-2`."""
    wording: Text
    """The question as the inspectorate words it."""
    official: YesNo
    """Whether that wording is the inspectorate's own."""
    graded: YesNo
    """Whether the round gives forces a grade for it."""
    topic: Id
    """Id of the subject that it shares with questions of other rounds."""
    new_series: Text | None = None
    """Why its grade cannot be set beside earlier ones of the same topic, where that is so."""


class Comparison(Part):
    """Whether a pillar grade can be set beside that of an earlier round."""

    with_round: OrNone[RoundId]
    """Id of the round it can be compared with, or `none`."""
    reason: Text
    """Why, or why not, in a sentence that stands on the grade card."""
    evidence: tuple[Quotation, ...]
    """The words that say so."""


class Pillar(Part):
    """One of the subjects of a round: effectiveness, efficiency, legitimacy, leadership."""

    id: Id
    """Stands in addresses."""
    name: Text
    """What readers see."""
    asks: Text
    """What the pillar's grade judges, in the inspectorate's terms."""
    graded: YesNo
    """Whether the round gives forces a grade for the pillar as a whole."""
    ungraded_as: Grade | None = None
    """For a pillar without grade: `not graded` or `not published at this level`."""
    published: Stated[Date]
    """When the round's findings on this pillar were published."""
    published_evidence: tuple[Quotation, ...] = ()
    """The words that give that date."""
    comparison: Comparison
    """Comparison with the round before."""
    questions: tuple[Question, ...] = ()
    """The questions under this pillar."""


class Break(Part):
    """That no grade of a round can be compared with those of the rounds before."""

    reason: Text
    """Why, in a sentence for readers."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words that say so."""


class Framework(Part):
    """A round of inspections: `data/frameworks/ROUND.yaml`."""

    round: RoundId
    """Its id, in addresses and file names."""
    name: Text
    """What readers see: PEEL 2015."""
    inspectorate: Text
    """The inspectorate's short name at the time."""
    inspectorate_name: Text
    """Its full name at the time."""
    previous: OrNone[RoundId]
    """Id of the round before, or `none`."""
    scale: Annotated[tuple[Grade, ...], Field(min_length=2)]
    """The grades of this round, best first."""
    scale_evidence: tuple[Quotation, ...]
    """The words that name the scale."""
    first_published: Date
    """The day of its first report; nobody can have reacted before."""
    last_published: Date
    """The day of its last report."""
    published: Text
    """When it was published, in a phrase."""
    note: Text | None = None
    """What a reader should know about this round."""
    pillars: tuple[Pillar, ...]
    """Its pillars, in the inspectorate's order. Empty for a round without pillars."""
    areas: tuple[Question, ...] = ()
    """The areas of policing that a round without pillars grades one by one."""
    break_before: Break | None = None
    """Why its grades cannot be set beside those of any earlier round, where that is so."""

    def questions(self, pillar_id: str | None = None) -> tuple[Question, ...]:
        """The questions of one pillar, or every question and area of the round."""
        pillars = [item for item in self.pillars if pillar_id in (None, item.id)]
        return (*(item for pillar in pillars for item in pillar.questions), *self.areas)

    def grades(self, pillar_id: str | None, question_id: str | None = None) -> bool | None:
        """Whether it grades a pillar, a question or an area; None where it has no such thing."""
        if question_id is not None:
            known = {question.id: question for question in self.questions(pillar_id)}
            return known[question_id].graded if question_id in known else None
        return next((item.graded for item in self.pillars if item.id == pillar_id), None)

    @property
    def short_name(self) -> str:
        """`2018/19` for PEEL 2018/19, as it stands in a sentence."""
        return self.name.removeprefix("PEEL ")
