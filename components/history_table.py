"""Grades through the rounds as a table that is its own picture. A break is drawn as a break."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from components.context import Context
from peel.library.loading import ForceRecord
from peel.model.rounds import Framework
from peel.model.values import NOT_STATED_ON_SCREEN
from peel.questions.history import RoundGrade, Series, pillar_series, topic_series
from peel.words import sentence, slug


def pillar_history(context: Context) -> h.Element:
    """The graded pillars of a force through the rounds."""
    return history_table("Pillar grades, round by round", pillar_series(_record(context)))


def topic_history(context: Context) -> h.Node:
    """The graded topics of a force through the rounds, and why there are breaks."""
    series = topic_series(_record(context))
    return h.fragment[
        history_table("Grades of questions and areas, by topic", series), break_notes(series)
    ]


def _record(context: Context) -> ForceRecord:
    return context.dossier.force_record


def history_table(title: str, series: Sequence[Series]) -> h.Element:
    """One row a series, one column a round, oldest first."""
    frameworks = [cell.framework for cell in series[0].cells]
    return h.table(".history-table")[
        h.caption[title],
        h.thead[
            h.tr[
                h.th(scope="col")["Subject"],
                (h.th(scope="col", class_=_broken(f))[f.short_name] for f in frameworks),
            ]
        ],
        h.tbody[(h.tr[h.th(scope="row")[item.label], map(_cell, item.cells)] for item in series)],
    ]


def _broken(framework: Framework) -> str:
    return "break" if framework.break_before else ""


def _cell(cell: RoundGrade) -> h.Element:
    css = "break" if cell.break_before else ""
    return h.td(class_=css, data_label=cell.framework.short_name)[cell_words(cell)]


def cell_words(cell: RoundGrade) -> h.Node:
    """The grade of a cell, or why there is none."""
    if not cell.asked:
        return h.span(".no-question")[
            h.span(aria_hidden="true")["–"],
            h.span(".visually-hidden")["No such grade in this round"],
        ]
    if cell.described_as and not cell.grade:
        word = sentence(cell.described_as)
        return h.span(class_=f"cell-grade grade-edge-{slug(cell.described_as)}")[word, " (in text)"]
    if cell.grade is None:
        return h.span(".no-question")[sentence(NOT_STATED_ON_SCREEN)]
    return h.span(class_=f"cell-grade grade-edge-{slug(cell.grade)}")[sentence(cell.grade)]


def break_notes(series: Sequence[Series]) -> h.Node:
    """Why grades on the two sides of a double line cannot be compared."""
    notes = {
        f"{cell.framework.name}, {item.label.lower()}: {cell.break_before}"
        if not cell.framework.break_before
        else f"{cell.framework.name}: {cell.break_before}"
        for item in series
        for cell in item.cells
        if cell.break_before
    }
    if not notes:
        return None
    return h.section(".notice")[
        h.p["A double line marks a break: grades on its two sides cannot be compared."],
        h.ul[(h.li[note] for note in sorted(notes))],
        h.p[
            "A dash: the round has no such grade. “In text”: a page uses the word, not as a label."
        ],
    ]
