"""Grades, kinds, relations and stances in words, with a small mark that adds nothing to them."""

from __future__ import annotations

import htpy as h

from components.context import Context
from peel.model.findings import Finding
from peel.model.values import NOT_STATED_ON_SCREEN, Grade, KindBasis, Relation, Stance
from peel.words import sentence, slug

_RELATIONS = {
    Relation.REPEATS: "Asked for again",
    Relation.PROGRESS_MADE: "Progress made",
    Relation.NEW: "New",
}


def heading_of(level: int) -> h.Element:
    """The heading element of a level, for parts that stand under different headings."""
    return (h.h1, h.h2, h.h3, h.h4, h.h5, h.h6)[level - 1]


def grade_words(grade: Grade | None) -> str:
    """The grade as readers see it; silence in full words."""
    return sentence(grade or NOT_STATED_ON_SCREEN)


def scale_bar(grade: Grade | None, scale: tuple[Grade, ...]) -> h.Node:
    """The place on the round's own scale as segments; decoration, so hidden from screen readers."""
    if grade not in scale:
        return None
    return h.div(".scale-bar", aria_hidden="true")[
        (
            h.span(class_=["segment", f"grade-{slug(step)} filled" if step is grade else ""])
            for step in scale
        )
    ]


def kind_tag(finding: Finding) -> h.Element:
    """The kind of a finding, and whether its name is the source's or our reading."""
    ours = finding.kind_basis is KindBasis.OUR_READING and finding.kind.asks_for_improvement
    return h.span(class_=f"tag kind-{slug(finding.kind)}")[
        sentence(finding.kind), h.span(".tag-note")[" (our reading)"] if ours else None
    ]


def relation_tag(relation: Relation, context: Context) -> h.Element:
    """How an area stands to what was asked for in the round before."""
    previous = context.dossier.previous
    if relation is Relation.NOT_STATED:
        return h.span(".tag.relation-not-stated")["Not stated in our sources"]
    since = f" since {previous.short_name}" if previous and relation is not Relation.REPEATS else ""
    return h.span(class_=f"tag relation-{slug(relation)}")[_RELATIONS[relation] + since]


def stance_tag(stance: Stance) -> h.Element:
    return h.span(class_=f"tag stance-{stance}")[sentence(stance)]


def theme_list(context: Context, themes: tuple[str, ...]) -> h.Element:
    """The labels of some themes."""
    labels = (context.dossier.shared.themes[theme].label for theme in themes)
    return h.p(".themes")[h.span(".visually-hidden")["Themes: "], ", ".join(labels)]
