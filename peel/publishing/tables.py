"""The data as tables for other programs: one row a thing, every column with its meaning.

A table is declared here and nowhere else: its columns, what it is narrowed by, and the pages that
offer it. A thing with several quotations gives its first one here; the others are on its page.
Long, because all columns stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peel.model.grades import GradeRow
from peel.model.sources import Quotation
from peel.model.values import Reach
from peel.questions.dossier import Dossier
from peel.questions.grades import Evidence, QuestionGrade, cards, grades_by_area
from peel.questions.listings import (
    AREAS,
    FINDINGS,
    REACTIONS,
    RECOMMENDATIONS,
    SOURCES,
    Listing,
)
from peel.questions.sources import checked_against
from peel.questions.view import View

Cell = str | int | bool | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Line:
    """A thing of a dossier that becomes a row."""

    dossier: Dossier
    item: Any
    evidence: Sequence[Quotation] = ()
    reach: Reach = Reach.FORCE

    @property
    def quoted(self) -> Quotation | None:
        return self.evidence[0] if self.evidence else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it means, its value for a line, and its type in Frictionless."""

    name: str
    meaning: str
    value: Callable[[Line], Cell]
    type: str = "string"


@dataclass(frozen=True, eq=False)
class Table:
    """A table: what it holds, how its lines are found, and its columns."""

    name: str
    title: str
    lines: Callable[[Dossier, View], Iterable[Line]]
    columns: tuple[Column, ...]
    listing: Listing[Any] | None = None
    """What it can be narrowed by."""
    pages: tuple[str, ...] = ()
    """The pages of the app that offer it."""

    @property
    def filters(self) -> tuple[str, ...]:
        """What it can be narrowed by, besides force and round."""
        return self.listing.filters if self.listing else ()

    def rows(self, dossier: Dossier, view: View) -> Iterator[Row]:
        """A row for each thing of a dossier that `view` shows."""
        for line in self.lines(dossier, view):
            yield {column.name: column.value(line) for column in self.columns}


def rows_of(table: Table, opened: Iterable[tuple[Dossier, View]]) -> list[Row]:
    """The rows of a table for some dossiers, each narrowed to its view; none stands twice.

    What is about England and Wales belongs to every force's page, but is one row here.
    """
    rows: dict[tuple[Cell, ...], Row] = {}
    for dossier, view in opened:
        for row in table.rows(dossier, view):
            rows.setdefault(tuple(row.values()), row)
    return list(rows.values())


# Columns that several tables have


def _of_words(name: str) -> Callable[[Line], Cell]:
    def value(line: Line) -> Cell:
        found: Cell = getattr(line.quoted, name) if line.quoted else None
        return found

    return value


def _of_source(name: str) -> Callable[[Line], Cell]:
    def value(line: Line) -> Cell:
        if line.quoted is None:
            return None
        found: Cell = getattr(line.dossier.source_by_id[line.quoted.source], name)
        return found

    return value


def _source_date(line: Line) -> Cell:
    date = line.dossier.source_by_id[line.quoted.source].published if line.quoted else None
    return date.iso if date else None


def _checked(line: Line) -> Cell:
    return (checked_against(line.dossier, line.quoted) or "not yet") if line.quoted else None


def _several(items: Iterable[str]) -> str:
    return "; ".join(items)


def _force(line: Line) -> Cell:
    return line.dossier.force.slug if line.reach is Reach.FORCE else None


_PLACE = (
    Column("force", "Slug of the force; empty for what is about England and Wales", _force),
    Column("round", "Id of the round", lambda line: line.dossier.framework.round),
)
_QUOTED = (
    Column(
        "quotation",
        "The words of the source, to the letter",
        _of_words("words"),
    ),
    Column("said_by", "Who says them", _of_words("said_by")),
    Column(
        "paragraph",
        "Paragraph of the source, where its full text is held",
        _of_words("paragraph"),
        "integer",
    ),
    Column(
        "checked",
        "Whether the words were checked against the full text, an excerpt, or not yet",
        _checked,
    ),
    Column("source", "Id of the source", _of_source("id")),
    Column("source_title", "Title of the source", _of_source("title")),
    Column("source_publisher", "Publisher of the source", _of_source("publisher")),
    Column("source_published", "Date the source shows", _source_date),
    Column("source_address", "Address of the source", _of_source("address")),
)
_THEMES = Column(
    "themes",
    "Ids of its themes, with '; ' between them",
    lambda line: _several(line.item.themes),
)


# The tables


def _findings(dossier: Dossier, view: View) -> Iterator[Line]:
    for item in FINDINGS.narrow(dossier, view).shown:
        yield Line(dossier, item, item.evidence)


_FINDINGS = Table(
    "findings",
    "What the inspectorate found, strengths too",
    _findings,
    (
        Column("id", "Stable id of the finding", lambda line: line.item.id),
        *_PLACE,
        Column("pillar", "Id of the pillar", lambda line: line.item.pillar),
        Column(
            "question",
            "Id of the question; empty where not stated in our sources",
            lambda line: line.item.question,
        ),
        Column(
            "kind",
            "strength, area for improvement, cause of concern or observation",
            lambda line: line.item.kind,
        ),
        Column(
            "kind_basis",
            "Whether the source names the kind, or it is our reading",
            lambda line: line.item.kind_basis,
        ),
        _THEMES,
        Column("title", "A few words that name it", lambda line: line.item.title),
        Column("statement", "What was found, in our own words", lambda line: line.item.statement),
        *_QUOTED,
    ),
    FINDINGS,
    ("", "findings", "preview", "data-health"),
)


def _areas(dossier: Dossier, view: View) -> Iterator[Line]:
    for area in AREAS.narrow(dossier, view).shown:
        for earlier in area.earlier:
            yield Line(dossier, (area.finding, earlier), earlier.asked.evidence)


_AREAS = Table(
    "areas",
    "What must improve, beside what was asked for in the round before",
    _areas,
    (
        Column(
            "finding",
            "Id of the finding; several rows where it has several links",
            lambda line: line.item[0].id,
        ),
        *_PLACE,
        Column("title", "A few words that name it", lambda line: line.item[0].title),
        Column("kind", "area for improvement or cause of concern", lambda line: line.item[0].kind),
        Column("pillar", "Id of the pillar", lambda line: line.item[0].pillar),
        Column(
            "question",
            "Id of the question; empty where not stated in our sources",
            lambda line: line.item[0].question,
        ),
        Column(
            "themes",
            _THEMES.meaning,
            lambda line: _several(line.item[0].themes),
        ),
        Column(
            "relation",
            "repeats, progress made, new or not stated",
            lambda line: line.item[1].asked.relation,
        ),
        Column(
            "recommendation",
            "Id of what was asked for; empty for none",
            lambda line: line.item[1].asked.recommendation,
        ),
        Column(
            "recommendation_title",
            "A few words that name what was asked for",
            lambda line: line.item[1].recommendation and line.item[1].recommendation.title,
        ),
        Column("note", "What our sources leave open", lambda line: line.item[1].asked.note),
        *_QUOTED,
    ),
    AREAS,
    ("improvement-areas",),
)


def _recommendations(dossier: Dossier, view: View) -> Iterator[Line]:
    for item in RECOMMENDATIONS.narrow(dossier, view).shown:
        yield Line(dossier, item, item.evidence, item.addressed_to)


_RECOMMENDATIONS = Table(
    "recommendations",
    "What was asked for in a round",
    _recommendations,
    (
        Column("id", "Stable id", lambda line: line.item.id),
        *_PLACE,
        Column(
            "asked_as",
            "In what form it was asked for; empty where not stated",
            lambda line: line.item.asked_as,
        ),
        Column("inspection", "The inspection that asked", lambda line: line.item.inspection),
        Column(
            "addressed_to",
            "this force, or England and Wales",
            lambda line: line.item.addressed_to,
        ),
        Column("pillar", "Id of the pillar; empty where not stated", lambda line: line.item.pillar),
        _THEMES,
        Column("title", "A few words that name it", lambda line: line.item.title),
        Column(
            "statement", "What is known of it, in our own words", lambda line: line.item.statement
        ),
        Column(
            "wording",
            "Its own wording; empty where not stated in our sources",
            lambda line: line.item.wording,
        ),
        Column(
            "deadline",
            "By when; empty where not stated in our sources",
            lambda line: line.item.deadline and line.item.deadline.iso,
        ),
        Column(
            "outcome",
            "What was said of it later",
            lambda line: line.item.outcome and line.item.outcome.statement,
        ),
        *_QUOTED,
    ),
    RECOMMENDATIONS,
)


def _reactions(dossier: Dossier, view: View) -> Iterator[Line]:
    for response in REACTIONS.narrow(dossier, view).shown:
        item = response.reaction
        yield Line(dossier, item, item.evidence, item.about)


_REACTIONS = Table(
    "reactions",
    "Who reacted to the findings",
    _reactions,
    (
        Column("id", "Stable id", lambda line: line.item.id),
        *_PLACE,
        Column("organisation", "Who reacted", lambda line: line.item.organisation),
        Column(
            "organisation_kind",
            "What kind of organisation that is",
            lambda line: line.item.organisation_kind,
        ),
        Column("speaker", "Who spoke; empty where not stated", lambda line: line.item.speaker),
        Column("role", "Their role; empty where not stated", lambda line: line.item.role),
        Column(
            "date",
            "When; empty where not stated",
            lambda line: line.item.date and line.item.date.iso,
        ),
        Column("about", "this force, or England and Wales", lambda line: line.item.about),
        Column(
            "stance",
            "critical, mixed or supportive: our reading",
            lambda line: line.item.stance,
        ),
        Column("stance_reason", "How we came to read it so", lambda line: line.item.stance_reason),
        _THEMES,
        Column(
            "speaks_to",
            "Ids of the findings it speaks to, with '; ' between them",
            lambda line: _several(line.item.speaks_to),
        ),
        Column(
            "question",
            "Id of the question it speaks to, for one about England and Wales",
            lambda line: line.item.question,
        ),
        Column(
            "names_unheld",
            "What it names that no finding we hold states",
            lambda line: _several(line.item.names_unheld),
        ),
        *_QUOTED,
    ),
    REACTIONS,
    ("reactions",),
)


@dataclass(frozen=True, slots=True)
class _Graded:
    """The grade of a pillar, a question or an area."""

    pillar: str | None
    question: str | None
    grade: str | None
    described_as: str | None
    words: str | None
    address: str | None


def _grades(dossier: Dossier, view: View) -> Iterator[Line]:
    def question(pillar: str | None, item: QuestionGrade) -> _Graded:
        where = _stated(dossier, item.evidence)
        return _Graded(pillar, item.question.id, item.grade, item.described_as, *where)

    for card in cards(dossier):
        pillar = card.pillar.id
        where = _stated(dossier, card.evidence)
        yield Line(dossier, _Graded(pillar, None, card.grade, None, *where))
        for item in card.questions:
            yield Line(dossier, question(pillar, item))
    for item in grades_by_area(dossier):
        yield Line(dossier, question(None, item))


def _stated(dossier: Dossier, evidence: Evidence) -> tuple[str | None, str | None]:
    """The words that state a grade, and the address of their page."""
    if not evidence:
        return None, None
    first = evidence[0]
    if isinstance(first, GradeRow):
        return first.evidence, first.source_url
    return first.words, dossier.source_by_id[first.source].address


_GRADES = Table(
    "grades",
    "Grades of pillars, questions and areas of policing",
    _grades,
    (
        *_PLACE,
        Column(
            "pillar",
            "Id of the pillar; empty in a round without pillars",
            lambda line: line.item.pillar,
        ),
        Column(
            "question",
            "Id of the question or area; empty for the pillar's own grade",
            lambda line: line.item.question,
        ),
        Column(
            "grade",
            "The grade in words, or why there is none; empty where not stated in our sources",
            lambda line: line.item.grade,
        ),
        Column(
            "described_as",
            "A grade word that a text uses without showing it as a label",
            lambda line: line.item.described_as,
        ),
        Column("quotation", "The words that state it", lambda line: line.item.words),
        Column("source_address", "Address of the page", lambda line: line.item.address),
    ),
    pages=("compare", "over-time"),
)


def _sources(dossier: Dossier, view: View) -> Iterator[Line]:
    for use in SOURCES.narrow(dossier, view).shown:
        yield Line(dossier, use)


_SOURCES = Table(
    "sources",
    "The sources and what was taken from them",
    _sources,
    (
        Column("id", "Stable id", lambda line: line.item.source.id),
        *_PLACE,
        Column("title", "Title", lambda line: line.item.source.title),
        Column("publisher", "Who published it", lambda line: line.item.source.publisher),
        Column("kind", "What kind of publisher that is", lambda line: line.item.source.kind),
        Column(
            "published",
            "The date it shows; empty where it shows none",
            lambda line: line.item.source.published and line.item.source.published.iso,
        ),
        Column("address", "Where it can be read", lambda line: line.item.source.address),
        Column(
            "terms",
            "Its licence or terms",
            lambda line: line.dossier.shared.terms[line.item.source.terms].name,
        ),
        Column("held", "How much of it was read", lambda line: line.item.source.held),
        Column(
            "quotations",
            "How many quotations were taken from it",
            lambda line: line.item.quotations,
            "integer",
        ),
        Column(
            "checked",
            "How many of them were checked word for word",
            lambda line: line.item.checked,
            "integer",
        ),
    ),
    SOURCES,
    ("sources",),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (_FINDINGS, _AREAS, _RECOMMENDATIONS, _REACTIONS, _GRADES, _SOURCES)
}
OFFERED_ON: Mapping[str, Table] = {page: table for table in TABLES.values() for page in table.pages}
"""The table that holds what a page shows, by the page's path."""
