"""The closed vocabularies of the data, and dates that may be partly known.

A value our sources do not give is `None` in Python, `not stated` in the files
and "not stated in our sources" on screen. It is never a default.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

NOT_STATED = "not stated"
NOT_STATED_ON_SCREEN = "not stated in our sources"


class Grade(StrEnum):
    """A graded judgment, or the reason why there is none.

    Which of the first five exist in a round is the framework's to say: `adequate`
    came with the 2021/22 round.
    """

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires improvement"
    INADEQUATE = "inadequate"
    NOT_GRADED = "not graded"
    NOT_PUBLISHED = "not published at this level"

    @property
    def is_judgment(self) -> bool:
        """True for the five grades, False for the two reasons why there is none."""
        return self not in (Grade.NOT_GRADED, Grade.NOT_PUBLISHED)


class GradeBasis(StrEnum):
    """How the source gives a grade: as a label, or only in the run of its text."""

    LABEL = "label"
    PROSE = "prose"


class PageBasis(StrEnum):
    """What kind of page states a grade in `data/grades.csv`."""

    OFFICIAL_PAGE = "official-page"
    OFFICIAL_LATER_PAGE = "official-later-page"
    OFFICIAL_RELEASE = "official-release"
    OTHER = "other"


class Kind(StrEnum):
    """What a finding is. The two middle ones are the inspectorate's own terms."""

    STRENGTH = "strength"
    AREA_FOR_IMPROVEMENT = "area for improvement"
    CAUSE_OF_CONCERN = "cause of concern"
    OBSERVATION = "observation"

    @property
    def asks_for_improvement(self) -> bool:
        return self in (Kind.AREA_FOR_IMPROVEMENT, Kind.CAUSE_OF_CONCERN)


class KindBasis(StrEnum):
    """Whether the source itself uses the name of the kind, or we read it so."""

    SOURCE = "source"
    OUR_READING = "our reading"


class Asked(StrEnum):
    """In what form something was asked for in an earlier round."""

    RECOMMENDATION = "recommendation"
    AREA_FOR_IMPROVEMENT = "area for improvement"
    NEED = "need named in the report"
    FINDINGS_ONLY = "findings only"


class Relation(StrEnum):
    """How an improvement area stands to what was asked for before."""

    REPEATS = "repeats"
    PROGRESS_MADE = "progress made"
    NEW = "new"
    NOT_STATED = "not stated"


class Stance(StrEnum):
    """Our reading of a reaction, always shown with its reason."""

    CRITICAL = "critical"
    MIXED = "mixed"
    SUPPORTIVE = "supportive"


class OrganisationKind(StrEnum):
    CHARITY = "charity"
    COMMISSIONER = "police and crime commissioner"
    FORCE = "police force"
    STAFF_ASSOCIATION = "staff association"
    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    OTHER = "other"


class Reach(StrEnum):
    """Whom a statement is about."""

    FORCE = "this force"
    NATIONAL = "England and Wales"


class Subject(StrEnum):
    """What a silence is about, so that it can be said where a reader would look."""

    GRADES = "grades"
    FINDINGS = "findings"
    IMPROVEMENT_AREAS = "improvement areas"
    RECOMMENDATIONS = "recommendations"
    REACTIONS = "reactions"
    SOURCES = "sources"


class SourceKind(StrEnum):
    INSPECTORATE = "inspectorate"
    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    CHARITY = "charity"
    COMMISSIONER = "police and crime commissioner"
    FORCE = "police force"
    STAFF_ASSOCIATION = "staff association"
    OTHER = "other"


class Held(StrEnum):
    """How much of a source we have read."""

    FULL_TEXT = "full text"
    BEGINNING = "beginning of the page"


_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day, as far as the source gives it."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2016`, `2016-02` or `2016-02-18`.

        Raises ValueError, in plain words, for anything else and for days that do not exist.
        """
        match = _PARTIAL_DATE.fullmatch(text)
        if not match:
            raise ValueError("expected a date as 2016-02-18, 2016-02 or 2016")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if not 1 <= year <= 9998 or (month is not None and not 1 <= month <= 12):
            raise ValueError("expected a date that exists, as 2016-02-18")
        if day is not None and month is not None:
            try:
                dt.date(year, month, day)
            except ValueError:
                raise ValueError("expected a date that exists, as 2016-02-18") from None
        return cls(year, month, day)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def certainly_before(self, other: PartialDate) -> bool:
        """True only where every day this can mean is before every day the other can mean."""
        return self.last_day < other.first_day

    @property
    def iso(self) -> str:
        """The date as it is written in the data files."""
        parts = (
            f"{self.year:04}",
            self.month and f"{self.month:02}",
            self.day and f"{self.day:02}",
        )
        return "-".join(part for part in parts if part)

    def __str__(self) -> str:
        """The date as British readers write it: 18 February 2016."""
        month = calendar.month_name[self.month] if self.month else None
        return " ".join(str(part) for part in (self.day, month, self.year) if part)
