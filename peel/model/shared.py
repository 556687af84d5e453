"""What all forces have in common, as checks and readers are given it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from peel.model.findings import NationalRound
from peel.model.gradebook import GradeBook
from peel.model.grades import CheckedQuotation, Force
from peel.model.rounds import Framework, Topic
from peel.model.sources import HeldText, Source, Terms
from peel.model.wording import Correction, MethodSection, Term, Theme


@dataclass(frozen=True, eq=False)
class Shared:
    """What all forces have in common."""

    version: str
    forces: Mapping[str, Force]
    themes: Mapping[str, Theme]
    topics: Mapping[str, Topic]
    terms: Mapping[str, Terms]
    texts: Mapping[str, HeldText]
    sources: Mapping[str, Source]
    frameworks: Mapping[str, Framework]
    national: Mapping[str, NationalRound]
    glossary: tuple[Term, ...]
    method: tuple[MethodSection, ...]
    corrections: tuple[Correction, ...]
    checked: Mapping[str, CheckedQuotation]
    grades: GradeBook
    digests: Mapping[tuple[str, ...], str]
    """Digests of the text as read, by what it says: see `peel.questions.fingerprint`."""

    @cached_property
    def rounds(self) -> tuple[Framework, ...]:
        """All rounds we know, oldest first."""
        return tuple(self.frameworks[name] for name in sorted(self.frameworks))

    @cached_property
    def forces_by_name(self) -> tuple[Force, ...]:
        return tuple(sorted(self.forces.values(), key=lambda force: force.short_name))
