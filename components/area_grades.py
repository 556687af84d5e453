"""The grades of the areas of policing, in the rounds that have no pillars."""

from __future__ import annotations

import htpy as h

from components.context import Context
from components.marks import grade_words, scale_bar
from components.quotation import folded_quotations, quotations
from peel.model.values import Grade
from peel.questions.grades import QuestionGrade, grades_by_area


def area_grades(context: Context) -> h.Element:
    """Every area of the round with its grade, or with the silence of our sources."""
    framework = context.dossier.framework
    gap = framework.break_before
    return h.section(".grades", aria_labelledby="grades-heading")[
        h.h2("#grades-heading")["Grades by area of policing"],
        h.p[f"{framework.name} has no pillar grades: each area is graded by itself. "],
        h.fragment[h.p[gap.reason], folded_quotations(context, gap.evidence, "The words")]
        if gap
        else None,
        h.table(".area-table")[
            h.caption(".visually-hidden")[f"Grades of the areas of policing in {framework.name}"],
            h.thead[
                h.tr[
                    h.th(scope="col")["Area"],
                    h.th(scope="col")["Grade"],
                    h.th(scope="col")["Words"],
                ]
            ],
            h.tbody[(_row(context, item) for item in grades_by_area(context.dossier))],
        ],
    ]


def _row(context: Context, item: QuestionGrade) -> h.Element:
    scale = context.dossier.framework.scale
    return h.tr[
        h.th(scope="row")[item.question.wording],
        h.td(data_label="Grade")[
            h.div(".area-grade")[
                h.span(".grade-small")[_grade(item)], scale_bar(_shown(item), scale)
            ]
        ],
        h.td(data_label="Words")[quotations(context, item.evidence) if item.evidence else None],
    ]


def _shown(item: QuestionGrade) -> Grade | None:
    return item.grade or item.described_as


def _grade(item: QuestionGrade) -> h.Node:
    if item.grade is Grade.NOT_GRADED:
        return "Not graded in this round"
    if item.described_as:
        return h.fragment[grade_words(item.described_as), h.span(".note")["as the text puts it"]]
    return grade_words(item.grade)
