"""What the data files hold, one class a thing. Field descriptions are the documentation.

Every class is frozen: a loaded value is shared by all viewers of the app. `None` stands for
"not stated in our sources" and is written `not stated` in the files; a key whose value may be
silent must still be there, so that silence is a statement and not an oversight.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from peel.values import (
    NOT_STATED,
    Asked,
    Grade,
    GradeBasis,
    Held,
    Kind,
    KindBasis,
    OrganisationKind,
    PageBasis,
    PartialDate,
    Reach,
    Relation,
    SourceKind,
    Stance,
    Subject,
)

MAX_QUOTED_WORDS = 40

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word of the data files that stands for None, so that the JSON Schema allows it."""

    word: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        options = schema.get("anyOf", [schema])
        spoken = [item for item in options if item != {"type": "null"}]
        return {"anyOf": [*spoken, {"const": self.word}]}


def _date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise ValueError("expected a date as 2016-02-18, 2016-02 or 2016")
    return PartialDate.parse(value)


def _silence(value: Any) -> Any:
    return None if value == NOT_STATED else value


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str) and value not in ("yes", "no"):
        raise ValueError("expected 'yes' or 'no'")
    return value == "yes" if isinstance(value, str) else value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise ValueError("expected a whole number from 1, as 12")
    return value


def _at_most_40_words(value: str) -> str:
    count = len(value.split())
    if count > MAX_QUOTED_WORDS:
        raise ValueError(f"quotation of {count} words; at most {MAX_QUOTED_WORDS} are allowed")
    return value


def _one_run(value: str) -> str:
    if "…" in value or "..." in value:
        raise ValueError("'…' in a quotation; quote one run of words, or make two quotations of it")
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/<>\"'`\\{}|^]+\.[^\s<>\"'`\\{}|^]+", value):
        raise ValueError("expected an address that begins with http:// or https://")
    return value


T = TypeVar("T")
_TEXT = StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]
RoundId = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=20),
    WithJsonSchema({"type": ["string", "integer"]}),
]
Text = Annotated[str, _TEXT]
Words = Annotated[str, _TEXT, AfterValidator(_at_most_40_words), AfterValidator(_one_run)]
# Notes of a page, in which '...' stands for words left out.
Noted = Annotated[str, _TEXT, AfterValidator(_at_most_40_words)]
Address = Annotated[str, _TEXT, AfterValidator(_address)]
YesNo = Annotated[
    bool, BeforeValidator(_yes_or_no), WithJsonSchema({"type": "string", "enum": ["yes", "no"]})
]
Number = Annotated[
    int,
    BeforeValidator(_whole_number),
    WithJsonSchema({"type": ["integer", "string"], "pattern": "^[1-9][0-9]{0,5}$"}),
]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]
Stated = Annotated[T | None, BeforeValidator(_silence), Spoken(NOT_STATED)]
OrNone = Annotated[
    T | None, BeforeValidator(lambda value: None if value == "none" else value), Spoken("none")
]


class Part(BaseModel):
    """Common ground of all classes: unknown keys are refused, nothing can be changed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


class Quotation(Part):
    """Words of a source, to the letter, and where they stand in it."""

    source: Id
    """Id of the source, in `sources.yaml` or under `sources` in the same file."""
    paragraph: Number | None = None
    """Which paragraph of the source, counted from 1. Needed where we hold the full text."""
    words: Words
    """The words themselves, 40 at most. '…' or '...' never: quote one run of words."""
    said_by: Text
    """Who says this, as the source attributes it: 'HMIC', or a person and their office."""

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change with source, paragraph or words."""
        text = f"{self.source}\0{self.paragraph or ''}\0{self.words}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class Theme(Part):
    """A subject that findings, recommendations and reactions share, whatever their round."""

    id: Id
    """Stands in addresses (`theme=domestic-abuse`)."""
    label: Text
    """What readers see."""
    definition: Text
    """What belongs under the theme."""


class Terms(Part):
    """Terms under which a source may be used."""

    id: Id
    """Referred to by `terms` of a source."""
    name: Text
    """Name of the licence, or of its absence."""
    address: Stated[Address]
    """Where the terms can be read."""
    meaning: Text
    """What that means for the words we show, in a plain sentence."""


class PassedOver(Part):
    """A paragraph of a full text that states nothing about the force, and why."""

    paragraph: Number
    """Which paragraph, counted from 1."""
    reason: Text
    """Why it holds no statement about the force."""


class HeldText(Part):
    """A text against which quotations are checked. It never lies in this project."""

    id: Id
    """Referred to by `text` of a source."""
    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    """Name of the file in the folder given to `python -m peel verify --texts`."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Its SHA-256, so that a changed text is noticed."""
    description: Text
    """What it holds, in a sentence."""


class Source(Part):
    """A page, an article or a report that says something we show."""

    id: Id
    """Referred to by `source` of a quotation."""
    title: Text
    """Title of the page, in its own words where known."""
    publisher: Text
    """Who published it."""
    kind: SourceKind
    """What kind of publisher that is."""
    published: Stated[Date]
    """The date the source shows, or that its address shows; `not stated` where neither does."""
    published_note: Text | None = None
    """Where that date stands, if not on the page itself."""
    address: Address
    """Where it can be read."""
    terms: Id
    """Id of its terms, under `terms` in `sources.yaml`."""
    held: Held
    """How much of it we have read: the full text, or the beginning of the page."""
    text: Id
    """Id of the text its quotations are checked against: `texts` here or in `sources.yaml`."""
    known_as: Text | None = None
    """How that text refers to this source, where it does so by a sign of its own: `H02`."""
    paragraphs: Number | None = None
    """How many paragraphs the full text has (blocks between blank lines). Full texts only."""
    passed_over: tuple[PassedOver, ...] = ()
    """Paragraphs that state nothing about the force. Full texts only."""
    note: Text | None = None
    """What a reader should know about this source."""


class SourceFile(Part):
    """`data/sources.yaml`."""

    terms: tuple[Terms, ...]
    """The terms of use that occur."""
    texts: tuple[HeldText, ...]
    """The texts that quotations are checked against."""
    sources: tuple[Source, ...]
    """All sources, of all forces and rounds."""


class ThemeFile(Part):
    """`data/themes.yaml`."""

    themes: tuple[Theme, ...]
    """All themes, in the order readers see."""


class Term(Part):
    """A word of the field and what it means."""

    id: Id
    """Stands in addresses."""
    term: Text
    """The word."""
    meaning: Stated[Text]
    """In our words; `not stated` where no source we hold defines it."""
    evidence: tuple[Quotation, ...] = ()
    """The definition in the words of its source."""


class GlossaryFile(Part):
    """`data/glossary.yaml`."""

    terms: tuple[Term, ...]
    """All terms, in alphabetical order."""


class MethodSection(Part):
    """A section of the text on how this is made."""

    id: Id
    """Stands in addresses."""
    title: Text
    """Its heading."""
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Its text, plain, paragraph by paragraph."""


class MethodFile(Part):
    """`data/method.yaml`."""

    sections: tuple[MethodSection, ...]
    """In the order readers see."""


class Topic(Part):
    """A subject that a question of one round shares with those of others. `data/topics.csv`."""

    topic: Id
    """Its id."""
    label: Text
    """What readers see."""
    definition: Text
    """What belongs to it, and in which rounds."""


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


class Question(Part):
    """A question that a round asks of every force under one pillar."""

    id: Id
    """The pillar and a number: `effectiveness-2`."""
    wording: Text
    """The question as the inspectorate words it."""
    official: YesNo
    """Whether that wording is the inspectorate's own."""
    graded: YesNo
    """Whether the round gives forces a grade for it."""
    topic: Id
    """Id of the subject that it shares with questions of other rounds."""
    new_series: Text | None = None
    """Why its grade cannot be set beside earlier ones of the same topic, where that is so."""


class Comparison(Part):
    """Whether a pillar grade can be set beside that of an earlier round."""

    with_round: OrNone[RoundId]
    """Id of the round it can be compared with, or `none`."""
    reason: Text
    """Why, or why not, in a sentence that stands on the grade card."""
    evidence: tuple[Quotation, ...]
    """The words that say so."""


class Pillar(Part):
    """One of the subjects of a round: effectiveness, efficiency, legitimacy, leadership."""

    id: Id
    """Stands in addresses."""
    name: Text
    """What readers see."""
    asks: Text
    """What the pillar's grade judges, in the inspectorate's terms."""
    graded: YesNo
    """Whether the round gives forces a grade for the pillar as a whole."""
    ungraded_as: Grade | None = None
    """For a pillar without grade: `not graded` or `not published at this level`."""
    published: Stated[Date]
    """When the round's findings on this pillar were published."""
    published_evidence: tuple[Quotation, ...] = ()
    """The words that give that date."""
    comparison: Comparison
    """Comparison with the round before."""
    questions: tuple[Question, ...] = ()
    """The questions under this pillar."""


class Break(Part):
    """That no grade of a round can be compared with those of the rounds before."""

    reason: Text
    """Why, in a sentence for readers."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words that say so."""


class Framework(Part):
    """A round of inspections: `data/frameworks/ROUND.yaml`."""

    round: RoundId
    """Its id, in addresses and file names."""
    name: Text
    """What readers see: PEEL 2015."""
    inspectorate: Text
    """The inspectorate's short name at the time."""
    inspectorate_name: Text
    """Its full name at the time."""
    previous: OrNone[RoundId]
    """Id of the round before, or `none`."""
    scale: Annotated[tuple[Grade, ...], Field(min_length=2)]
    """The grades of this round, best first."""
    scale_evidence: tuple[Quotation, ...]
    """The words that name the scale."""
    first_published: Date
    """The day of its first report; nobody can have reacted before."""
    last_published: Date
    """The day of its last report."""
    published: Text
    """When it was published, in a phrase."""
    note: Text | None = None
    """What a reader should know about this round."""
    pillars: tuple[Pillar, ...]
    """Its pillars, in the inspectorate's order. Empty for a round without pillars."""
    areas: tuple[Question, ...] = ()
    """The areas of policing that a round without pillars grades one by one."""
    break_before: Break | None = None
    """Why its grades cannot be set beside those of any earlier round, where that is so."""

    def questions(self, pillar_id: str | None = None) -> tuple[Question, ...]:
        """The questions of one pillar, or every question and area of the round."""
        pillars = [item for item in self.pillars if pillar_id in (None, item.id)]
        return (*(item for pillar in pillars for item in pillar.questions), *self.areas)

    @property
    def short_name(self) -> str:
        """`2018/19` for PEEL 2018/19, as it stands in a sentence."""
        return self.name.removeprefix("PEEL ")


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


class GradeRow(Part):
    """A grade as a page states it. A row of `data/grades.csv`, written by `import-grades`."""

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
    """What a reader should know, for example that the grade stands in the run of the text."""

    @property
    def in_prose(self) -> bool:
        """Whether the page only uses the word in its text."""
        return bool(self.note and self.note.startswith("stated in prose"))


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


class ThreadEntry(Part):
    """What was said of one matter in one round."""

    round: RoundId
    """Id of the round."""
    raised: YesNo
    """Whether a source says that the inspectorate asked for improvement, or was concerned."""
    statement: Text
    """What was said, in our own words."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words that say so."""


class Thread(Part):
    """One matter through the rounds. Our sources are silent on a round that no entry names."""

    id: Id
    """Stable and unique among all files; stands in addresses."""
    title: Text
    """A few words that name it."""
    themes: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of its themes."""
    findings: tuple[Id, ...] = ()
    """Ids of the findings, of any round, that belong to it."""
    recommendations: tuple[Id, ...] = ()
    """Ids of what was asked for, in any round, that belongs to it."""
    entries: Annotated[tuple[ThreadEntry, ...], Field(min_length=1)]
    """What was said, oldest round first."""


class ThreadFile(Part):
    """The threads of one force: `data/threads/FORCE.yaml`."""

    force: Id
    """Slug of the force; also the file name."""
    threads: tuple[Thread, ...]
    """Its threads, the most important first."""


class Correction(Part):
    """Something we showed and had to put right."""

    corrects: Id
    """Id of the finding, recommendation, reaction or source, or `FORCE-ROUND-PILLAR` of a grade."""
    date: Date
    """When it was put right."""
    wrong: Text
    """What was wrong, in a sentence."""
    was: Text
    """What stood there before."""
    now: Text
    """What stands there now."""
    reason: Text
    """How the mistake came about, or who pointed it out."""


class CorrectionFile(Part):
    """`data/corrections.yaml`."""

    corrections: tuple[Correction, ...]
    """All corrections, newest first."""


class Check(Part):
    """That a quotation was found in a text. A row of `data/checked.csv`, written by `verify`."""

    quotation: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    """Digest of source, paragraph and words, so that a changed quotation counts as unchecked."""
    source: Id
    """Id of its source."""
    against: Held
    """Whether it was checked against the full text or against the beginning of the page."""
    text: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    """The first 16 digits of the SHA-256 of the text it was found in."""
