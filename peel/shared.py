"""What all forces have in common, as checks and readers are given it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peel.gradebook import GradeBook
from peel.model import (
    Check,
    Correction,
    Force,
    Framework,
    HeldText,
    MethodSection,
    NationalRound,
    Source,
    Term,
    Terms,
    Theme,
    Topic,
)


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
    checked: Mapping[str, Check]
    grades: GradeBook
