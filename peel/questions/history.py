"""The grades of one force through the rounds, by pillar and by topic, with the breaks between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peel.library.kept import kept
from peel.library.loading import ForceRecord
from peel.model.rounds import Framework
from peel.model.values import Grade
from peel.questions.comparison import all_pillars
from peel.questions.dossier import Dossier, dossier_of
from peel.questions.grades import QuestionGrade, cards, grades_by_area


@dataclass(frozen=True, slots=True)
class RoundGrade:
    """A round in a series. `asked` is False where the round has no such pillar or question."""

    framework: Framework
    asked: bool
    grade: Grade | None = None
    described_as: Grade | None = None
    break_before: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One pillar or one topic through all rounds, oldest first."""

    id: str
    label: str
    cells: tuple[RoundGrade, ...]


@kept
def pillar_series(record: ForceRecord) -> tuple[Series, ...]:
    """The graded pillars of a force. A round without pillars has no grade, and is a break."""
    rounds = [(item, dossier_of(record, item.round)) for item in record.shared.rounds]
    names = all_pillars(record.shared)
    return tuple(
        Series(key, name, tuple(_pillar_cell(item, dossier, key) for item, dossier in rounds))
        for key, name in names.items()
    )


def _pillar_cell(framework: Framework, dossier: Dossier, pillar: str) -> RoundGrade:
    gap = _break(framework)
    card = next((card for card in cards(dossier) if card.pillar.id == pillar), None)
    if card is None:
        return RoundGrade(framework, asked=False, break_before=gap)
    return RoundGrade(framework, asked=True, grade=card.grade, break_before=gap)


@kept
def topic_series(record: ForceRecord) -> tuple[Series, ...]:
    """The graded topics of a force, with those asked about in most rounds first."""
    rounds = [(item, _by_topic(dossier_of(record, item.round))) for item in record.shared.rounds]
    topics = {key for _, found in rounds for key in found}
    series = [
        Series(
            key,
            record.shared.topics[key].label,
            tuple(_topic_cell(item, found.get(key, ())) for item, found in rounds),
        )
        for key in topics
    ]
    asked = {item.id: sum(cell.asked for cell in item.cells) for item in series}
    return tuple(sorted(series, key=lambda item: (-asked[item.id], item.label)))


def _by_topic(dossier: Dossier) -> dict[str, tuple[QuestionGrade, ...]]:
    found: dict[str, tuple[QuestionGrade, ...]] = {}
    questions = [item for card in cards(dossier) for item in card.questions]
    for item in (*questions, *grades_by_area(dossier)):
        if item.question.graded:
            topic = item.question.topic
            found[topic] = (*found.get(topic, ()), item)
    return found


def _topic_cell(framework: Framework, grades: Sequence[QuestionGrade]) -> RoundGrade:
    gap = _break(framework)
    if not grades:
        return RoundGrade(framework, asked=False, break_before=gap)
    # A topic is one question of a round; where it were several, none could speak for all.
    if len(grades) > 1:
        return RoundGrade(framework, asked=True, break_before=gap)
    only = grades[0]
    return RoundGrade(
        framework,
        asked=True,
        grade=only.grade,
        described_as=only.described_as,
        break_before=gap or only.question.new_series or "",
    )


def _break(framework: Framework) -> str:
    return framework.break_before.reason if framework.break_before else ""
