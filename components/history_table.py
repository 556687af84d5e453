"""Grades through the rounds as a table that is its own picture. A break is drawn as a break."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, caption, li, p, section, span, table, tbody, td, th, thead, tr, ul

from components.marks import slug
from peel.history import Cell, Series
from peel.model import Framework
from peel.values import NOT_STATED_ON_SCREEN
from peel.words import sentence


def history_table(title: str, series: Sequence[Series]) -> Element:
    """One row a series, one column a round, oldest first."""
    frameworks = [cell.framework for cell in series[0].cells]
    return table(".history-table")[
        caption[title],
        thead[
            tr[
                th(scope="col")["Subject"],
                (th(scope="col", class_=_broken(f))[f.short_name] for f in frameworks),
            ]
        ],
        tbody[(tr[th(scope="row")[item.label], map(_cell, item.cells)] for item in series)],
    ]


def _broken(framework: Framework) -> str:
    return "break" if framework.break_before else ""


def _cell(cell: Cell) -> Element:
    css = "break" if cell.break_before else ""
    return td(class_=css, data_label=cell.framework.short_name)[cell_words(cell)]


def cell_words(cell: Cell) -> Node:
    """The grade of a cell, or why there is none."""
    if not cell.asked:
        return span(".no-question")[
            span(aria_hidden="true")["–"], span(".visually-hidden")["No such grade in this round"]
        ]
    if cell.described_as and not cell.grade:
        word = sentence(cell.described_as)
        return span(class_=f"cell-grade grade-edge-{slug(cell.described_as)}")[word, " (in text)"]
    if cell.grade is None:
        return span(".no-question")[sentence(NOT_STATED_ON_SCREEN)]
    return span(class_=f"cell-grade grade-edge-{slug(cell.grade)}")[sentence(cell.grade)]


def break_notes(series: Sequence[Series]) -> Node:
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
    return section(".notice")[
        p["A double line marks a break: grades on its two sides cannot be compared."],
        ul[(li[note] for note in sorted(notes))],
        p["A dash: the round has no such grade. “In text”: a page uses the word, not as a label."],
    ]
