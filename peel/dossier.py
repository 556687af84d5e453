"""One force in one round as readers see it: grades, areas with their past, reactions, sources.

A dossier is built once for each state of the data and then only read. It holds model values,
never text made for one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from peel.gradebook import Distribution
from peel.library import ForceRecord, asked_before
from peel.model import (
    AskedBefore,
    Correction,
    Finding,
    Force,
    ForceRound,
    Framework,
    GradeEntry,
    GradeRow,
    Pillar,
    Question,
    Quotation,
    Reaction,
    Recommendation,
    Source,
)
from peel.threads import Life, life
from peel.values import Grade, GradeBasis, Held, Kind, Reach
from peel.words import number, ordinal


class UnknownRoundError(LookupError):
    """We hold nothing on this force for this round."""


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


@dataclass(frozen=True)
class Link:
    """How an improvement area stands to one earlier recommendation, or to none."""

    asked: AskedBefore
    recommendation: Recommendation | None


@dataclass(frozen=True)
class Area:
    """A finding that asks for improvement, with its past."""

    finding: Finding
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Response:
    """A reaction with the findings it speaks to.

    For a national reaction these are the force's findings under the question it is about: the
    organisation did not speak of this force.
    """

    reaction: Reaction
    findings: tuple[Finding, ...]

    @property
    def is_national(self) -> bool:
        return self.reaction.about is Reach.NATIONAL


@dataclass(frozen=True)
class SourceUse:
    """A source and what was taken from it for this force and round."""

    source: Source
    quotations: int
    checked: int
    taken: tuple[tuple[str, int], ...]
    themes: frozenset[str]


class Dossier:
    """One force in one round. Raises UnknownRoundError for a round that we do not know.

    Where a force has no findings file for the round, its grades are still here; `has_findings`
    says which of the two it is.
    """

    def __init__(self, record: ForceRecord, round_id: str) -> None:
        if round_id not in record.shared.frameworks:
            raise UnknownRoundError(round_id)
        self.has_findings = round_id in record.rounds
        self.force_record = record
        self.force: Force = record.force
        self.record: ForceRound = record.rounds.get(round_id) or ForceRound(
            force=record.force.slug, round=round_id, inspected=None
        )
        self.all_rounds = record.rounds
        self.all_threads = record.threads
        self.shared = record.shared
        self.source_by_id = record.sources
        self.version = record.version
        self.framework: Framework = record.shared.frameworks[round_id]
        self.previous = record.shared.frameworks.get(self.framework.previous or "")

    @cached_property
    def quoted_for_findings(self) -> frozenset[str]:
        """Ids of the sources behind the findings."""
        return frozenset(quotation.source for f in self.findings for quotation in f.evidence)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.record.findings

    @cached_property
    def pillars(self) -> Mapping[str, Pillar]:
        return {pillar.id: pillar for pillar in self.framework.pillars}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return {item.id: item for item in self.framework.questions()}

    def pillar_name(self, pillar: str | None) -> str:
        """The name of a pillar; that of the round itself where it has none."""
        found = self.pillars.get(pillar or "")
        return found.name if found else "Areas of policing"

    @cached_property
    def finding_by_id(self) -> Mapping[str, Finding]:
        return {finding.id: finding for finding in self.findings}

    @cached_property
    def asked(self) -> tuple[Recommendation, ...]:
        """What was asked for in the round before, of this force and of every force."""
        return asked_before(self.shared, self.all_rounds, self.framework.round)

    @cached_property
    def asked_now(self) -> tuple[Recommendation, ...]:
        """What was asked for in this round, of this force and of every force."""
        national = self.shared.national.get(self.framework.round)
        return self.record.recommendations + (national.recommendations if national else ())

    @cached_property
    def cards(self) -> tuple[GradeCard, ...]:
        return tuple(self._card(pillar) for pillar in self.framework.pillars)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """What must improve: causes of concern first, then what was asked for before."""
        recommendations = {item.id: item for item in self.asked}
        areas = [
            Area(
                finding,
                tuple(
                    Link(asked, recommendations.get(asked.recommendation or ""))
                    for asked in finding.asked_before
                ),
            )
            for finding in self.findings
            if finding.kind.asks_for_improvement
        ]
        return tuple(sorted(areas, key=_weight))

    @cached_property
    def unanswered(self) -> tuple[Recommendation, ...]:
        """What was asked for in the round before and no area of this round answers to."""
        answered = {
            asked.recommendation for area in self.areas for asked in area.finding.asked_before
        }
        return tuple(item for item in self.asked if item.id not in answered)

    @cached_property
    def responses(self) -> tuple[Response, ...]:
        """Reactions to this force's findings first, then those about all forces."""
        national = self.shared.national.get(self.framework.round)
        own = [
            Response(item, tuple(self.finding_by_id[name] for name in item.speaks_to))
            for item in self.record.reactions
        ]
        return tuple(own) + tuple(
            Response(
                item,
                tuple(f for f in self.findings if item.question and f.question == item.question),
            )
            for item in (national.reactions if national else ())
        )

    @cached_property
    def lives(self) -> tuple[Life, ...]:
        """The threads of this force through all rounds we know."""
        frameworks = [self.shared.frameworks[name] for name in sorted(self.shared.frameworks)]
        return tuple(life(thread, frameworks) for thread in self.all_threads)

    def life_of(self, finding: Finding) -> Life | None:
        """The thread that a finding belongs to, if any."""
        return next((item for item in self.lives if finding.id in item.thread.findings), None)

    def checked(self, quotation: Quotation) -> Held | None:
        """Whether the words were checked against the full text, an excerpt, or not yet."""
        check = self.shared.checked.get(quotation.digest)
        text = self.force_record.texts[self.source_by_id[quotation.source].text]
        if check is None or not text.sha256.startswith(check.text):
            return None
        return check.against

    def corrections_of(self, *ids: str) -> tuple[Correction, ...]:
        """What had to be put right in the things with these ids."""
        return tuple(item for item in self.shared.corrections if item.corrects in ids)

    def reactions_to(self, finding: Finding) -> tuple[Response, ...]:
        """The reactions that speak to a finding, or to the question it falls under."""
        return tuple(
            item
            for item in self.responses
            if finding.id in item.reaction.speaks_to
            or (finding.question is not None and finding.question == item.reaction.question)
        )

    @cached_property
    def sources(self) -> tuple[SourceUse, ...]:
        """The sources used for this force and round, most quoted first."""
        taken: dict[str, dict[str, int]] = {}
        quoted: dict[str, set[str]] = {}
        unchecked: dict[str, set[str]] = {}
        themes: dict[str, set[str]] = {}
        for what, about, evidence in self._evidence():
            for name in {quotation.source for quotation in evidence}:
                kinds = taken.setdefault(name, {})
                kinds[what] = kinds.get(what, 0) + 1
                themes.setdefault(name, set()).update(about)
            for quotation in evidence:
                quoted.setdefault(quotation.source, set()).add(quotation.digest)
                if self.checked(quotation) is None:
                    unchecked.setdefault(quotation.source, set()).add(quotation.digest)
        uses = [
            SourceUse(
                self.source_by_id[name],
                len(quoted[name]),
                len(quoted[name]) - len(unchecked.get(name, ())),
                tuple(kinds.items()),
                frozenset(themes[name]),
            )
            for name, kinds in taken.items()
        ]
        return tuple(sorted(uses, key=lambda use: (-use.quotations, use.source.title)))

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The id of now for every id of earlier."""
        found = {old: item.id for item in self.findings for old in item.aliases}
        found |= {old: item.id for item in (*self.asked, *self.asked_now) for old in item.aliases}
        reactions = [response.reaction for response in self.responses]
        return found | {old: item.id for item in reactions for old in item.aliases}

    @cached_property
    def footnotes(self) -> Mapping[str, int]:
        """The number of each source on a page that has them as footnotes, counted from 1."""
        return {use.source.id: number for number, use in enumerate(self.sources, start=1)}

    def _evidence(self) -> Iterator[tuple[str, tuple[str, ...], tuple[Quotation, ...]]]:
        """What each piece of evidence serves, its themes, and the quotations."""
        if self.record.story:
            yield "summary", (), self.record.story.evidence
        for grade in self.record.grades:
            yield "grade", (), grade.evidence
        for pillar in self.framework.pillars:
            dates = pillar.published_evidence + pillar.comparison.evidence
            if dates:
                yield "date or comparison", (), dates
        if self.framework.scale_evidence:
            yield "grade scale", (), self.framework.scale_evidence
        for finding in self.findings:
            links = tuple(q for asked in finding.asked_before for q in asked.evidence)
            yield "finding", finding.themes, finding.evidence + links
        for item in {item.id: item for item in (*self.asked, *self.asked_now)}.values():
            outcome = item.outcome.evidence if item.outcome else ()
            yield "recommendation", item.themes, item.evidence + outcome
        for response in self.responses:
            yield "reaction", response.reaction.themes, response.reaction.evidence
        for difference in self.record.differences:
            both = tuple(q for side in difference.sides for q in side.evidence)
            yield "difference between sources", (), both

    @cached_property
    def area_grades(self) -> tuple[QuestionGrade, ...]:
        """The grades of the areas of policing, in a round without pillars."""
        return tuple(self._question(None, area) for area in self.framework.areas)

    def pillar_grade(self, round_id: str, pillar: str) -> Grade | None:
        """The grade of a pillar of this force in any round; None where it is not stated."""
        entry = _entry(self.all_rounds.get(round_id), pillar)
        return entry.grade if entry else self.shared.grades.grade(self.force.slug, round_id, pillar)

    def _card(self, pillar: Pillar) -> GradeCard:
        entry = _entry(self.record, pillar.id)
        row = self.shared.grades.row(self.force.slug, self.framework.round, pillar.id)
        grade = self.pillar_grade(self.framework.round, pillar.id) or pillar.ungraded_as
        rows = (row,) if row else ()
        return GradeCard(
            pillar=pillar,
            scale=self.framework.scale,
            grade=grade,
            change=self._change(pillar, grade),
            evidence=entry.evidence if entry else rows,
            distribution=self._distribution(pillar),
            questions=tuple(self._question(pillar.id, item) for item in pillar.questions),
            strongest_for=self.finding_by_id.get((entry and entry.strongest_for) or ""),
            strongest_against=self.finding_by_id.get((entry and entry.strongest_against) or ""),
        )

    def _distribution(self, pillar: Pillar) -> Distribution | None:
        if not pillar.graded:
            return None
        forces = tuple(self.shared.forces)
        spread = self.shared.grades.distribution(self.framework, pillar.id, forces)
        # A grade that only the force's own file states counts too.
        grade = self.pillar_grade(self.framework.round, pillar.id)
        return spread.with_grade(self.force.slug, grade) if grade else spread

    def _question(self, pillar: str | None, question: Question) -> QuestionGrade:
        entry = _entry(self.record, pillar, question.id)
        row = self.shared.grades.row(self.force.slug, self.framework.round, pillar, question.id)
        if entry is not None:
            in_prose = entry.basis is GradeBasis.PROSE
            return _question_grade(question, entry.grade, entry.evidence, in_prose)
        if row is not None:
            return _question_grade(question, row.grade, (row,), row.in_prose)
        return QuestionGrade(question, None if question.graded else Grade.NOT_GRADED, None, ())

    def _change(self, pillar: Pillar, grade: Grade | None) -> str:
        """The change since the round it can be compared with, or why none can be told."""
        comparison = pillar.comparison
        if comparison.with_round is None:
            return comparison.reason
        earlier_round = self.shared.frameworks[comparison.with_round]
        name = earlier_round.short_name
        earlier = self.pillar_grade(earlier_round.round, pillar.id)
        if grade is None or earlier is None:
            silent = self.framework.short_name if grade is None else name
            return f"The grade of {silent} is not stated in our sources, so no change can be told."
        for framework, given in ((self.framework, grade), (earlier_round, earlier)):
            if given not in framework.scale:
                return f"It was {given} in {framework.short_name}, so no change can be told."
        if earlier is grade:
            return f"Also {grade} in {name}."
        place = self.framework.scale.index
        change = "Better" if place(grade) < place(earlier) else "Worse"
        return f"{change} than in {name}: {earlier} then."


def _entry(
    record: ForceRound | None, pillar: str | None, question: str | None = None
) -> GradeEntry | None:
    entries = record.grades if record else ()
    found = (entry for entry in entries if (entry.pillar, entry.question) == (pillar, question))
    return next(found, None)


def _question_grade(
    question: Question, grade: Grade, evidence: Evidence, in_prose: bool
) -> QuestionGrade:
    if in_prose and grade.is_judgment:
        return QuestionGrade(question, None, grade, evidence)
    return QuestionGrade(question, grade, None, evidence)


def _weight(area: Area) -> tuple[bool, bool]:
    asked_again = any(link.asked.relation == "repeats" for link in area.links)
    return (not asked_again, area.finding.kind is not Kind.CAUSE_OF_CONCERN)
