"""The grades of the areas of policing, in the rounds that have no pillars."""

from __future__ import annotations

from htpy import (
    Element,
    Node,
    caption,
    div,
    fragment,
    h2,
    p,
    section,
    span,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
)

from components.context import Context
from components.marks import grade_words, scale_bar
from components.quotation import folded_quotations, quotations
from peel.dossier import QuestionGrade
from peel.values import Grade


def area_grades(context: Context) -> Element:
    """Every area of the round with its grade, or with the silence of our sources."""
    framework = context.dossier.framework
    gap = framework.break_before
    return section(".grades", aria_labelledby="grades-heading")[
        h2("#grades-heading")["Grades by area of policing"],
        p[f"{framework.name} has no pillar grades: each area is graded by itself. "],
        fragment[p[gap.reason], folded_quotations(context, gap.evidence, "The words")]
        if gap
        else None,
        table(".area-table")[
            caption(".visually-hidden")[f"Grades of the areas of policing in {framework.name}"],
            thead[tr[th(scope="col")["Area"], th(scope="col")["Grade"], th(scope="col")["Words"]]],
            tbody[(_row(context, item) for item in context.dossier.area_grades)],
        ],
    ]


def _row(context: Context, item: QuestionGrade) -> Element:
    scale = context.dossier.framework.scale
    return tr[
        th(scope="row")[item.question.wording],
        td(data_label="Grade")[
            div(".area-grade")[span(".grade-small")[_grade(item)], scale_bar(_shown(item), scale)]
        ],
        td(data_label="Words")[quotations(context, item.evidence) if item.evidence else None],
    ]


def _shown(item: QuestionGrade) -> Grade | None:
    return item.grade or item.described_as


def _grade(item: QuestionGrade) -> Node:
    if item.grade is Grade.NOT_GRADED:
        return "Not graded in this round"
    if item.described_as:
        return fragment[grade_words(item.described_as), span(".note")["as the text puts it"]]
    return grade_words(item.grade)
