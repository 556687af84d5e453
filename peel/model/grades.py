"""The tables of all forces: who they are, their grades, and which quotations were checked."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from peel.model.fields import Address, Date, Digest, Id, Noted, Part, RoundId, Text
from peel.model.values import Grade, GradeBasis, Held, PageBasis


class Force(Part):
    """A police force. A row of `data/forces.csv`."""

    slug: Id
    """Its id, in addresses and file names."""
    name: Text
    """Its full name."""
    short_name: Text
    """Its name in lists."""
    region: Text
    """The region it polices."""
    nation: Text
    """England or Wales."""


class StatedGrade(Part):
    """A grade as a page states it. A row of a file that `import-grades` takes in."""

    force: Id
    """Slug of the force."""
    round: RoundId
    """Id of the round."""
    pillar: Id | None = None
    """Id of the pillar; empty in a round without pillars."""
    question_id: Id | None = None
    """Id of the question or area; empty for the grade of the pillar itself."""
    grade: Annotated[Grade, BeforeValidator(lambda v: v.replace("_", " "))]
    """The grade in words; `requires_improvement` is read as `requires improvement`."""
    page_date: Date | None = None
    """The date that the page shows, which is not always the day of publication."""
    source_url: Address
    """Address of the page."""
    evidence: Noted
    """The words that state the grade; '...' where some were left out, '/' between passages."""
    basis: PageBasis
    """What kind of page it is."""
    note: Text | None = None
    """What a reader should know."""


class GradeRow(StatedGrade):
    """A grade as a page states it. A row of `data/grades.csv`, written by `import-grades`."""

    given_as: GradeBasis
    """`label` where the page shows it as a grade; `prose` where its text only uses the word."""


class Gap(Part):
    """A pillar grade that no source we have states. A row of `data/gaps.csv`."""

    force: Id
    """Slug of the force."""
    round: RoundId
    """Id of the round."""
    pillar: Id
    """Id of the pillar."""
    reason: Text
    """Why it is missing."""


class CheckedQuotation(Part):
    """That a quotation was found in a text. A row of `data/checked.csv`, written by `verify`."""

    quotation: Digest
    """Digest of source, paragraph and words, so that a changed quotation counts as unchecked."""
    source: Id
    """Id of its source."""
    against: Held
    """Whether it was checked against the full text or against the beginning of the page."""
    text: Digest
    """The first 16 digits of the SHA-256 of the text it was found in."""
