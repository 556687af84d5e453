"""What must improve, and how each part of it stands to what was asked for before."""

from __future__ import annotations

from dataclasses import dataclass

from peel.library.kept import kept
from peel.model.findings import AskedBefore, Finding, Recommendation
from peel.model.values import Kind, Relation
from peel.questions.dossier import Dossier


@dataclass(frozen=True)
class Earlier:
    """How an improvement area stands to one thing asked for before, or to none."""

    asked: AskedBefore
    recommendation: Recommendation | None


@dataclass(frozen=True)
class Area:
    """A finding that asks for improvement, with its past."""

    finding: Finding
    earlier: tuple[Earlier, ...]


@kept
def improvement_areas(dossier: Dossier) -> tuple[Area, ...]:
    """What must improve: what was asked for before first, then causes of concern."""
    asked = {item.id: item for item in dossier.asked}
    areas = [
        Area(
            finding,
            tuple(
                Earlier(link, asked.get(link.recommendation or "")) for link in finding.asked_before
            ),
        )
        for finding in dossier.findings
        if finding.kind.asks_for_improvement
    ]
    return tuple(sorted(areas, key=_order))


@kept
def unanswered(dossier: Dossier) -> tuple[Recommendation, ...]:
    """What was asked for in the round before and no area of this round answers to."""
    answered = {
        link.asked.recommendation for area in improvement_areas(dossier) for link in area.earlier
    }
    return tuple(item for item in dossier.asked if item.id not in answered)


def _order(area: Area) -> tuple[bool, bool]:
    asked_again = any(link.asked.relation is Relation.REPEATS for link in area.earlier)
    return (not asked_again, area.finding.kind is not Kind.CAUSE_OF_CONCERN)
