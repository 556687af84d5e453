"""What was found, asked for and said of one force, or of all, in one round."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from peel.model.fields import Date, Id, OrNone, Part, RoundId, Stated, Text, Words
from peel.model.sources import HeldText, Quotation, Source
from peel.model.values import (
    Asked,
    Grade,
    GradeBasis,
    Kind,
    KindBasis,
    OrganisationKind,
    Reach,
    Relation,
    Stance,
    Subject,
)


class GradeEntry(Part):
    """A grade of one force in one round, for a pillar or for one of its questions."""

    pillar: Id
    """Id of the pillar."""
    question: Id | None = None
    """Id of the question; left out for the grade of the pillar itself."""
    grade: Grade
    """The grade in words, or `not graded`, or `not published at this level`."""
    basis: GradeBasis
    """`label` where the source shows it as a grade; `prose` where its text only uses the word."""
    strongest_for: Id | None = None
    """Id of the finding that speaks most strongly for the force. Pillars only."""
    strongest_against: Id | None = None
    """Id of the finding that speaks most strongly against it. Pillars only."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words that state the grade, the best source first."""


class AskedBefore(Part):
    """How an improvement area stands to one thing asked for in the round before."""

    recommendation: OrNone[Id]
    """Id of what was asked for, or `none` where the area answers to nothing we know of."""
    relation: Relation
    """`repeats`, `progress made`, `new` or `not stated`."""
    evidence: tuple[Quotation, ...] = ()
    """The words that establish the relation. Needed unless it is `not stated`."""
    note: Text | None = None
    """What our sources leave open."""


class Finding(Part):
    """One thing the inspectorate found, as a source reports it."""

    id: Id
    """Stable and unique among all files; stands in addresses."""
    aliases: tuple[Id, ...] = ()
    """Earlier ids, so that old links still work."""
    pillar: OrNone[Id]
    """Id of the pillar it belongs to, or `none` in a round without pillars."""
    question: Stated[Id]
    """Id of the question, or `not stated`."""
    kind: Kind
    """`strength`, `area for improvement`, `cause of concern` or `observation`."""
    kind_basis: KindBasis
    """`source` where the source itself uses the name of the kind, else `our reading`."""
    themes: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of its themes."""
    title: Text
    """A few words that name it."""
    statement: Text
    """What was found, in our own words."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words behind it, the best source first."""
    asked_before: tuple[AskedBefore, ...] = ()
    """What was asked for before. Needed for areas for improvement and causes of concern only."""


class Outcome(Part):
    """What a later source says became of something asked for."""

    statement: Text
    """In our own words."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words that say so."""


class Recommendation(Part):
    """Something the inspectorate asked for in a round, as far as it is known."""

    id: Id
    """Stable and unique among all files; stands in addresses."""
    aliases: tuple[Id, ...] = ()
    """Earlier ids, so that old links still work."""
    asked_as: Stated[Asked]
    """In what form it was asked for, or `not stated`."""
    inspection: Text
    """The inspection that asked."""
    addressed_to: Reach
    """`this force`, or `England and Wales` for one addressed to every force."""
    pillar: Stated[Id]
    """Id of the pillar it belongs to, or `not stated`."""
    themes: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of its themes."""
    title: Text
    """A few words that name it."""
    statement: Text
    """What is known of it, in our own words."""
    wording: Stated[Words]
    """Its own wording, or `not stated`."""
    deadline: Stated[Date]
    """By when it was to be done, or `not stated`."""
    evidence: tuple[Quotation, ...]
    """The words from which it is known."""
    outcome: Outcome | None = None
    """What was said of it later, if anything. The only place that may cite later rounds."""


class Reaction(Part):
    """What an organisation said about the round's findings."""

    id: Id
    """Stable and unique among all files; stands in addresses."""
    aliases: tuple[Id, ...] = ()
    """Earlier ids, so that old links still work."""
    organisation: Text
    """Who reacted."""
    organisation_kind: OrganisationKind
    """What kind of organisation that is."""
    speaker: Stated[Text]
    """Name of the person who spoke, or `not stated`."""
    role: Stated[Text]
    """Their role, or `not stated`."""
    date: Stated[Date]
    """When they spoke, or `not stated`."""
    about: Reach
    """Whether they spoke of `this force` or of `England and Wales`."""
    stance: Stance
    """`critical`, `mixed` or `supportive`: our reading."""
    stance_reason: Text
    """How we came to read it so."""
    themes: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of its themes."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """What they said."""
    speaks_to: tuple[Id, ...]
    """Ids of the findings it speaks to. Empty for one about England and Wales."""
    question: Id | None = None
    """Id of the question it speaks to, for one about England and Wales."""
    names_unheld: tuple[Text, ...] = ()
    """What it names that no finding we hold states."""


class Silence(Part):
    """Something a reader would look for and our sources do not say."""

    about: Subject
    """What it is about, so that it is said on the right page."""
    subject: Text
    """What one would look for."""
    statement: Text
    """What is missing, in a sentence."""


class Side(Part):
    """One side of a difference between sources."""

    says: Text
    """What it says, in our own words."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """Its words."""


class Difference(Part):
    """A point on which two sources differ in wording, timing or substance."""

    subject: Text
    """The point."""
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    """What each says."""
    we_show: Text
    """What this dashboard shows, and why."""


class Story(Part):
    """The round for this force in a sentence or two, for the head of the overview."""

    statement: Text
    """In our own words, with short quotations in quotation marks."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words behind it."""


class ForceRound(Part):
    """All we hold on one force in one round: `data/findings/FORCE/ROUND.yaml`."""

    force: Id
    """Slug of the force, as in `forces.csv`; also the folder."""
    round: RoundId
    """Id of the round, as in `frameworks/`; also the file name."""
    inspected: Stated[Date]
    """When inspectors visited the force."""
    texts: tuple[HeldText, ...] = ()
    """Texts that only this file's sources are checked against; others are in `sources.yaml`."""
    sources: tuple[Source, ...] = ()
    """Sources that only this force's files cite; those of several forces are in `sources.yaml`."""
    story: Story | None = None
    """The round in a sentence or two."""
    grades: tuple[GradeEntry, ...] = ()
    """Its grades."""
    findings: tuple[Finding, ...] = ()
    """What was found, strengths too."""
    recommendations: tuple[Recommendation, ...] = ()
    """What was asked for in this round, to be set beside the next round's findings."""
    reactions: tuple[Reaction, ...] = ()
    """Who reacted to the findings on this force."""
    silences: tuple[Silence, ...] = ()
    """What our sources do not say."""
    differences: tuple[Difference, ...] = ()
    """Where our sources differ."""


class NationalRound(Part):
    """What concerns every force in a round: `data/national/ROUND.yaml`."""

    round: RoundId
    """Id of the round; also the file name."""
    recommendations: tuple[Recommendation, ...] = ()
    """What was asked of every force."""
    reactions: tuple[Reaction, ...] = ()
    """Reactions to the round's national reports."""
