"""Who reacted, and to which findings."""

from __future__ import annotations

from dataclasses import dataclass

from peel.library.kept import kept
from peel.model.findings import Finding, Reaction
from peel.model.values import Reach
from peel.questions.dossier import Dossier


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


@kept
def responses(dossier: Dossier) -> tuple[Response, ...]:
    """Reactions to this force's findings first, then those about all forces."""
    national = dossier.shared.national.get(dossier.framework.round)
    own = [
        Response(item, tuple(dossier.finding_by_id[name] for name in item.speaks_to))
        for item in dossier.force_round.reactions
    ]
    return tuple(own) + tuple(
        Response(
            item,
            tuple(f for f in dossier.findings if item.question and f.question == item.question),
        )
        for item in (national.reactions if national else ())
    )


def reactions_to(dossier: Dossier, finding: Finding) -> tuple[Response, ...]:
    """The reactions that speak to a finding, or to the question it falls under."""
    return tuple(
        item
        for item in responses(dossier)
        if finding.id in item.reaction.speaks_to
        or (finding.question is not None and finding.question == item.reaction.question)
    )
