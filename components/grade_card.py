"""The card of one pillar: the grade in words first, its place on the scale, colour last."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from components.context import Context
from components.copy_link import copy_link
from components.corrections import correction_notes
from components.distribution import distribution
from components.marks import grade_words, heading_of, scale_bar
from components.quotation import folded_quotations, quotations
from peel.model.values import NOT_STATED_ON_SCREEN, Grade
from peel.questions.grades import GradeCard, QuestionGrade, cards
from peel.words import count, lower_first, number, sentence


def grade_cards(context: Context) -> h.Element:
    """The cards of all pillars: the graded ones side by side, the others as lines below."""
    every = cards(context.dossier)
    graded = [card for card in every if card.pillar.graded]
    others = [card for card in every if not card.pillar.graded]
    return h.section(".grades", aria_labelledby="grades-heading")[
        h.h2("#grades-heading.visually-hidden")["Grades"],
        h.div(".grade-cards")[(grade_card(context, card) for card in graded)],
        (ungraded_line(context, card) for card in others),
    ]


def grade_card(context: Context, card: GradeCard, *, level: int = 3) -> h.Element:
    """One pillar with a grade, or with the silence of our sources in its place."""
    return h.article(".grade-card", id=f"grade-{card.pillar.id}")[
        heading_of(level)(".pillar-name")[card.pillar.name],
        h.p(class_=["grade-word", {"silent": card.grade is None}])[grade_words(card.grade)],
        scale_bar(card.grade, card.scale),
        h.p(".place")[h.strong[f"{sentence(card.place)}. "] if card.place else None, card.change],
        distribution(context, card),
        h.p(".asks")["Judged: ", lower_first(card.pillar.asks)],
        _strongest(context, card),
        _questions(context, card.questions),
        _published(context, card),
        copy_link(context, "", f"grade-{card.pillar.id}", f"the grade for {card.pillar.name}"),
        correction_notes(context, _grade_id(context, card)),
    ]


def _grade_id(context: Context, card: GradeCard) -> str:
    return f"{context.view.force}-{context.view.round}-{card.pillar.id}"


def ungraded_line(context: Context, card: GradeCard) -> h.Element:
    """A pillar that the round assessed without a grade."""
    return h.article(".ungraded", id=f"grade-{card.pillar.id}")[
        h.h3(".pillar-name")[card.pillar.name],
        h.p[grade_words(card.grade), ". ", card.change],
        _strongest(context, card),
        _published(context, card),
    ]


def _strongest(context: Context, card: GradeCard) -> h.Node:
    pairs = [("For", card.strongest_for), ("Against", card.strongest_against)]
    if not any(finding for _, finding in pairs):
        return None
    return h.dl(".strongest")[
        (
            h.div[h.dt[label], h.dd[h.a(context.page("findings", theme=(), open=f.id))[f.title]]]
            for label, f in pairs
            if f
        )
    ]


def _questions(context: Context, questions: Sequence[QuestionGrade]) -> h.Node:
    if not questions:
        return None
    total = f"{sentence(number(len(questions)))} questions"
    ungraded = sum(1 for item in questions if item.grade is Grade.NOT_GRADED)
    labelled = sum(1 for item in questions if item.grade and item.grade.is_judgment)
    silent = len(questions) - ungraded - labelled
    parts = [
        f"{number(amount)} {what}"
        for amount, what in (
            (labelled, "graded"),
            (silent, "not stated in our sources"),
            (ungraded, "not graded"),
        )
        if amount
    ]
    heading = f"{total}: {', '.join(parts)}"
    return h.details(".folded.questions")[
        h.summary[heading],
        h.dl[(_question(context, item) for item in questions)],
    ]


def _question(context: Context, item: QuestionGrade) -> h.Element:
    described = item.described_as
    return h.div[
        h.dt[item.question.wording],
        h.dd[
            h.p[f"Grade: {_question_grade(item.grade)}."],
            h.p[f"The text uses the word “{described}”, which is not a grade label:"]
            if described
            else None,
            quotations(context, item.evidence),
        ],
    ]


def _question_grade(grade: Grade | None) -> str:
    if grade is Grade.NOT_GRADED:
        return "not graded in this round"
    return str(grade or NOT_STATED_ON_SCREEN)


def _published(context: Context, card: GradeCard) -> h.Element:
    when = str(card.pillar.published or f"date {NOT_STATED_ON_SCREEN}")
    return h.div(".published")[
        h.p[f"Published by {context.dossier.framework.inspectorate}: {when}"],
        folded_quotations(
            context, card.evidence, f"The words ({count(len(card.evidence), 'quotation')})"
        ),
    ]
