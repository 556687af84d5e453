"""The data as tables for other programs: CSV and JSON, with a dictionary of every column.

One row a thing. A thing with several quotations gives its first one here; the others are on its
page. Every row carries the address of its source.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from peel import narrowing
from peel.dossier import Dossier
from peel.model import GradeRow, Quotation, Recommendation
from peel.values import NOT_STATED_ON_SCREEN, Reach
from peel.view import View

Cell = str | int | bool | None
Row = Mapping[str, Cell]

_BOM = "\ufeff"
# A cell that begins so would be run by a spreadsheet as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_SHARED_COLUMNS = {
    "force": "Slug of the force; empty for what is about England and Wales",
    "round": "Id of the round",
}
_QUOTED_COLUMNS = {
    "quotation": "The words of the source, to the letter",
    "said_by": "Who says them",
    "paragraph": "Paragraph of the source, where its full text is held",
    "checked": "Whether the words were checked against the full text, an excerpt, or not yet",
    "source": "Id of the source",
    "source_title": "Title of the source",
    "source_publisher": "Publisher of the source",
    "source_published": "Date the source shows",
    "source_address": "Address of the source",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it holds, its columns with their meaning, and how its rows are made."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Callable[[Dossier, View], Iterator[Row]]


def _quoted(dossier: Dossier, evidence: Sequence[Quotation]) -> dict[str, Cell]:
    if not evidence:
        return dict.fromkeys(_QUOTED_COLUMNS)
    quotation = evidence[0]
    source = dossier.source_by_id[quotation.source]
    return {
        "quotation": quotation.words,
        "said_by": quotation.said_by,
        "paragraph": quotation.paragraph,
        "checked": dossier.checked(quotation) or "not yet",
        "source": source.id,
        "source_title": source.title,
        "source_publisher": source.publisher,
        "source_published": source.published.iso if source.published else None,
        "source_address": source.address,
    }


def _base(dossier: Dossier, reach: Reach = Reach.FORCE) -> dict[str, Cell]:
    force = dossier.force.slug if reach is Reach.FORCE else None
    return {"force": force, "round": dossier.framework.round}


def _several(items: Iterable[str]) -> str:
    return "; ".join(items)


def _findings(dossier: Dossier, view: View) -> Iterator[Row]:
    for finding in narrowing.findings(dossier, view).shown:
        yield {
            "id": finding.id,
            **_base(dossier),
            "pillar": finding.pillar,
            "question": finding.question,
            "kind": finding.kind,
            "kind_basis": finding.kind_basis,
            "themes": _several(finding.themes),
            "title": finding.title,
            "statement": finding.statement,
            **_quoted(dossier, finding.evidence),
        }


def _areas(dossier: Dossier, view: View) -> Iterator[Row]:
    for area in narrowing.areas(dossier, view).shown:
        for link in area.links:
            yield {
                "finding": area.finding.id,
                **_base(dossier),
                "title": area.finding.title,
                "kind": area.finding.kind,
                "pillar": area.finding.pillar,
                "question": area.finding.question,
                "themes": _several(area.finding.themes),
                "relation": link.asked.relation,
                "recommendation": link.asked.recommendation,
                "recommendation_title": link.recommendation.title if link.recommendation else None,
                "note": link.asked.note,
                **_quoted(dossier, link.asked.evidence),
            }


def _recommendations(dossier: Dossier, view: View) -> Iterator[Row]:
    chosen = set(view.theme)
    for item in dossier.asked_now:
        if not chosen or chosen.intersection(item.themes):
            yield _recommendation(dossier, item)


def _recommendation(dossier: Dossier, item: Recommendation) -> Row:
    return {
        "id": item.id,
        **_base(dossier, item.addressed_to),
        "asked_as": item.asked_as,
        "inspection": item.inspection,
        "addressed_to": item.addressed_to,
        "pillar": item.pillar,
        "themes": _several(item.themes),
        "title": item.title,
        "statement": item.statement,
        "wording": item.wording,
        "deadline": item.deadline.iso if item.deadline else None,
        "outcome": item.outcome.statement if item.outcome else None,
        **_quoted(dossier, item.evidence),
    }


def _reactions(dossier: Dossier, view: View) -> Iterator[Row]:
    for response in narrowing.responses(dossier, view).shown:
        item = response.reaction
        yield {
            "id": item.id,
            **_base(dossier, item.about),
            "organisation": item.organisation,
            "organisation_kind": item.organisation_kind,
            "speaker": item.speaker,
            "role": item.role,
            "date": item.date.iso if item.date else None,
            "about": item.about,
            "stance": item.stance,
            "stance_reason": item.stance_reason,
            "themes": _several(item.themes),
            "speaks_to": _several(item.speaks_to),
            "question": item.question,
            "names_unheld": _several(item.names_unheld),
            **_quoted(dossier, item.evidence),
        }


def _grades(dossier: Dossier, view: View) -> Iterator[Row]:
    for card in dossier.cards:
        yield _grade(dossier, card.pillar.id, None, card.grade, None, card.evidence)
        for item in card.questions:
            question = item.question.id
            said = item.described_as
            yield _grade(dossier, card.pillar.id, question, item.grade, said, item.evidence)
    for item in dossier.area_grades:
        question = item.question.id
        yield _grade(dossier, None, question, item.grade, item.described_as, item.evidence)


def _grade(
    dossier: Dossier,
    pillar: str | None,
    question: str | None,
    grade: str | None,
    described_as: str | None,
    evidence: Sequence[Quotation | GradeRow],
) -> Row:
    first = evidence[0] if evidence else None
    words = address = None
    if isinstance(first, GradeRow):
        words, address = first.evidence, first.source_url
    elif first is not None:
        words, address = first.words, dossier.source_by_id[first.source].address
    return {
        **_base(dossier),
        "pillar": pillar,
        "question": question,
        "grade": grade or NOT_STATED_ON_SCREEN,
        "described_as": described_as,
        "quotation": words,
        "source_address": address,
    }


def _sources(dossier: Dossier, view: View) -> Iterator[Row]:
    for use in narrowing.sources(dossier, view).shown:
        source = use.source
        yield {
            "id": source.id,
            **_base(dossier),
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind,
            "published": source.published.iso if source.published else None,
            "address": source.address,
            "terms": dossier.shared.terms[source.terms].name,
            "held": source.held,
            "quotations": use.quotations,
            "checked": use.checked,
        }


_THEMES = {"themes": "Ids of its themes, with '; ' between them"}

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "findings",
            "What the inspectorate found, strengths too",
            {
                "id": "Stable id of the finding",
                **_SHARED_COLUMNS,
                "pillar": "Id of the pillar",
                "question": "Id of the question; empty where not stated in our sources",
                "kind": "strength, area for improvement, cause of concern or observation",
                "kind_basis": "Whether the source names the kind, or it is our reading",
                **_THEMES,
                "title": "A few words that name it",
                "statement": "What was found, in our own words",
                **_QUOTED_COLUMNS,
            },
            _findings,
        ),
        Table(
            "areas",
            "What must improve, beside what was asked for in the round before",
            {
                "finding": "Id of the finding; several rows where it has several links",
                **_SHARED_COLUMNS,
                "title": "A few words that name it",
                "kind": "area for improvement or cause of concern",
                "pillar": "Id of the pillar",
                "question": "Id of the question; empty where not stated in our sources",
                **_THEMES,
                "relation": "repeats, progress made, new or not stated",
                "recommendation": "Id of what was asked for; empty for none",
                "recommendation_title": "A few words that name what was asked for",
                "note": "What our sources leave open",
                **_QUOTED_COLUMNS,
            },
            _areas,
        ),
        Table(
            "recommendations",
            "What was asked for in a round",
            {
                "id": "Stable id",
                **_SHARED_COLUMNS,
                "asked_as": "In what form it was asked for; empty where not stated",
                "inspection": "The inspection that asked",
                "addressed_to": "this force, or England and Wales",
                "pillar": "Id of the pillar; empty where not stated",
                **_THEMES,
                "title": "A few words that name it",
                "statement": "What is known of it, in our own words",
                "wording": "Its own wording; empty where not stated in our sources",
                "deadline": "By when; empty where not stated in our sources",
                "outcome": "What was said of it later",
                **_QUOTED_COLUMNS,
            },
            _recommendations,
        ),
        Table(
            "reactions",
            "Who reacted to the findings",
            {
                "id": "Stable id",
                **_SHARED_COLUMNS,
                "organisation": "Who reacted",
                "organisation_kind": "What kind of organisation that is",
                "speaker": "Who spoke; empty where not stated",
                "role": "Their role; empty where not stated",
                "date": "When; empty where not stated",
                "about": "this force, or England and Wales",
                "stance": "critical, mixed or supportive: our reading",
                "stance_reason": "How we came to read it so",
                **_THEMES,
                "speaks_to": "Ids of the findings it speaks to, with '; ' between them",
                "question": "Id of the question it speaks to, for one about England and Wales",
                "names_unheld": "What it names that no finding we hold states",
                **_QUOTED_COLUMNS,
            },
            _reactions,
        ),
        Table(
            "grades",
            "Grades of pillars, questions and areas of policing",
            {
                **_SHARED_COLUMNS,
                "pillar": "Id of the pillar; empty in a round without pillars",
                "question": "Id of the question or area; empty for the pillar's own grade",
                "grade": f"The grade in words, why there is none, or '{NOT_STATED_ON_SCREEN}'",
                "described_as": "A grade word that a text uses without showing it as a label",
                "quotation": "The words that state it",
                "source_address": "Address of the page",
            },
            _grades,
        ),
        Table(
            "sources",
            "The sources and what was taken from them",
            {
                "id": "Stable id",
                **_SHARED_COLUMNS,
                "title": "Title",
                "publisher": "Who published it",
                "kind": "What kind of publisher that is",
                "published": "The date it shows; empty where it shows none",
                "address": "Where it can be read",
                "terms": "Its licence or terms",
                "held": "How much of it was read",
                "quotations": "How many quotations were taken from it",
                "checked": "How many of them were checked word for word",
            },
            _sources,
        ),
    )
}


def rows_of(table: Table, opened: Iterable[tuple[Dossier, View]]) -> list[Row]:
    """The rows of a table for some dossiers, each narrowed to its view; none stands twice.

    What is about England and Wales belongs to every force's page, but is one row here.
    """
    rows: dict[tuple[Cell, ...], Row] = {}
    for dossier, view in opened:
        for row in table.rows(dossier, view):
            rows.setdefault(tuple(row.values()), row)
    return list(rows.values())


def as_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """CSV that opens right in spreadsheets: UTF-8 with its mark, and no cell they would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in rows:
        writer.writerow([_safe(row[column]) for column in table.columns])
    return (_BOM + out.getvalue()).encode()


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def as_json(table: Table, rows: Iterable[Row], version: str) -> bytes:
    """JSON with the name and version of the data beside the rows; silence is null."""
    held = {"table": table.name, "title": table.title, "version": version, "rows": list(rows)}
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()


def data_package(version: str, licences: Sequence[Mapping[str, str]]) -> bytes:
    """A Frictionless data package: every table and column with its meaning, and the licences."""
    package = {
        "profile": "tabular-data-package",
        "name": "peel-findings",
        "title": "PEEL findings: police inspections in England and Wales",
        "version": version,
        "licenses": list(licences),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "title": table.title,
                "path": f"{table.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
                "schema": {
                    "fields": [
                        {"name": name, "type": _type(table, name), "description": meaning}
                        for name, meaning in table.columns.items()
                    ],
                    "missingValues": [""],
                },
            }
            for table in TABLES.values()
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _type(table: Table, column: str) -> str:
    counted = column in ("paragraph", "quotations")
    # Elsewhere this column says against what the words were checked.
    counted = counted or (table.name == "sources" and column == "checked")
    return "integer" if counted else "string"
