"""One force in one round, as pages are given it: a record with what is looked up in it.

Every question about it is a function in a module of this folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from peel.library.kept import Answers, kept
from peel.library.loading import ForceRecord, asked_before
from peel.model.findings import Finding, ForceRound, Recommendation
from peel.model.rounds import Framework, Pillar, Question
from peel.model.sources import Source
from peel.model.wording import Correction


class UnknownRoundError(LookupError):
    """No round has this id."""


class Dossier:
    """One force in one round. Raises UnknownRoundError for a round that we do not know.

    Where a force has no findings file for the round, its grades are still here; `has_findings`
    says which of the two it is.
    """

    def __init__(self, record: ForceRecord, round_id: str) -> None:
        if round_id not in record.shared.frameworks:
            raise UnknownRoundError(round_id)
        self.force_record = record
        self.force = record.force
        self.shared = record.shared
        self.version = record.version
        self.framework: Framework = record.shared.frameworks[round_id]
        self.previous = record.shared.frameworks.get(self.framework.previous or "")
        self.has_findings = round_id in record.rounds
        self.force_round: ForceRound = record.rounds.get(round_id) or ForceRound(
            force=record.force.slug, round=round_id, inspected=None
        )
        self.answers = Answers()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.force_round.findings

    @cached_property
    def finding_by_id(self) -> Mapping[str, Finding]:
        return {finding.id: finding for finding in self.findings}

    @property
    def source_by_id(self) -> Mapping[str, Source]:
        return self.force_record.sources

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
    def asked(self) -> tuple[Recommendation, ...]:
        """What was asked for in the round before, of this force and of every force."""
        return asked_before(self.shared, self.force_record.rounds, self.framework.round)

    @cached_property
    def asked_now(self) -> tuple[Recommendation, ...]:
        """What was asked for in this round, of this force and of every force."""
        national = self.shared.national.get(self.framework.round)
        return self.force_round.recommendations + (national.recommendations if national else ())

    def corrections_of(self, *ids: str) -> tuple[Correction, ...]:
        """What had to be put right in the things with these ids."""
        return tuple(item for item in self.shared.corrections if item.corrects in ids)


@kept
def dossier_of(record: ForceRecord, round_id: str) -> Dossier:
    """The one dossier of a force and round, for as long as its data is shown."""
    return Dossier(record, round_id)
