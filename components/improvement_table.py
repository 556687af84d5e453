"""What must improve beside what was asked for before: as a table, as a thread, and in short."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from components.context import Context
from components.copy_link import copy_link
from components.corrections import correction_notes
from components.life_line import life_line, thread_life
from components.marks import kind_tag, relation_tag, theme_list
from components.quotation import quotation, quotations
from peel.model.findings import Finding, Recommendation
from peel.model.values import NOT_STATED_ON_SCREEN, Reach, Relation
from peel.questions.areas import Area, Earlier, unanswered
from peel.questions.lives import life_of
from peel.questions.reactions import reactions_to
from peel.words import sentence

_COLUMNS = 5


def improvement_table(context: Context, areas: Sequence[Area]) -> h.Element:
    """The cross-reference table. The row that the view opens is followed by its thread."""
    now, before = context.dossier.framework.short_name, _before(context)
    heads = (
        ("area", "What must improve"),
        ("kind", "Kind"),
        ("pillar", "Pillar and question"),
        ("relation", f"Asked for in {before}?"),
        ("", f"What the inspectorate says in {now}"),
    )
    return h.table(".improvement-table")[
        h.caption(".visually-hidden")[
            f"What must improve in {now}, beside what was asked for in {before}"
        ],
        h.thead[h.tr[(_head(context, key, label) for key, label in heads)]],
        h.tbody[(_rows(context, area, heads) for area in areas)],
    ]


def _head(context: Context, key: str, label: str) -> h.Element:
    if not key or context.footnotes:
        return h.th(scope="col")[label]
    sort = context.view.sort
    state = {key: "ascending", f"-{key}": "descending"}.get(sort)
    following = f"-{key}" if sort == key else key
    return h.th(scope="col", aria_sort=state)[
        h.a(context.here(sort=following, open=""), id=f"sort-{key}")[
            label, h.span(".sort-mark", aria_hidden="true")[_ARROWS.get(state or "", "↕")]
        ]
    ]


_ARROWS = {"ascending": "↑", "descending": "↓"}


def _rows(context: Context, area: Area, heads: Sequence[tuple[str, str]]) -> h.Node:
    finding = area.finding
    is_open = context.view.open == finding.id
    labels = [label for _, label in heads]
    first = finding.evidence[0]
    return h.fragment[
        h.tr(id=finding.id, class_={"is-open": is_open})[
            h.th(scope="row")[
                h.span(".area-title")[finding.title], _toggle(context, finding, is_open)
            ],
            h.td(data_label=labels[1])[kind_tag(finding)],
            h.td(data_label=labels[2])[_pillar_and_question(context, finding)],
            h.td(data_label=labels[3])[(_relation(context, link) for link in area.earlier)],
            h.td(data_label=labels[4])[
                quotation(context, first), theme_list(context, finding.themes)
            ],
        ],
        h.tr(".thread-row")[h.td(colspan=str(_COLUMNS))[area_past(context, area)]]
        if is_open
        else None,
    ]


def _toggle(context: Context, finding: Finding, is_open: bool) -> h.Element:
    if context.footnotes:
        return h.a(context.page("findings", open=finding.id))["The whole thread"]
    opens = "" if is_open else finding.id
    return h.a(
        context.here(open=opens),
        id=f"toggle-{finding.id}",
        class_="toggle",
        aria_expanded=str(is_open).lower(),
        role="button",
    )[
        "Close thread" if is_open else "Open thread",
        h.span(".visually-hidden")[f": {finding.title}"],
    ]


def _pillar_and_question(context: Context, finding: Finding) -> h.Node:
    pillar = context.dossier.pillar_name(finding.pillar)
    question = context.dossier.questions.get(finding.question or "")
    words = question.wording if question else f"Question {NOT_STATED_ON_SCREEN}."
    return h.fragment[h.span(".pillar")[pillar], h.span(".question")[words]]


def _relation(context: Context, link: Earlier) -> h.Element:
    return h.div(".relation")[
        h.p[link.recommendation.title] if link.recommendation else None,
        relation_tag(link.asked.relation, context),
    ]


def area_past(context: Context, area: Area) -> h.Element:
    """One area through the rounds we hold: what was asked for, what is said now, who reacted."""
    now, before = context.dossier.framework, context.dossier.previous
    return h.div(".thread")[
        h.section[
            h.h2[before.name if before else "Earlier"],
            (_earlier(context, link) for link in area.earlier),
        ],
        h.section[
            h.h2[now.name],
            correction_notes(context, area.finding.id),
            h.p[area.finding.statement],
            quotations(context, area.finding.evidence),
            _reacted(context, area),
        ],
        h.section(".whole-life")[thread_life(context, lived, level=2)]
        if (lived := life_of(context.dossier.force_record, area.finding))
        else None,
    ]


def _earlier(context: Context, link: Earlier) -> h.Element:
    established = link.asked.evidence
    return h.div(".earlier")[
        recommendation(context, link.recommendation)
        if link.recommendation
        else h.p["Whether this was asked for is ", NOT_STATED_ON_SCREEN, "."],
        h.p[relation_tag(link.asked.relation, context)] if link.recommendation else None,
        h.p[link.asked.note] if link.asked.note else None,
        h.fragment[h.p["The words that establish this:"], quotations(context, established)]
        if established
        else None,
    ]


def recommendation(context: Context, item: Recommendation, *, titled: bool = True) -> h.Element:
    """What was asked for, as far as it is known; what is not known is said."""
    asked_as = sentence(item.asked_as or f"form {NOT_STATED_ON_SCREEN}")
    to_all = " Addressed to every force." if item.addressed_to is Reach.NATIONAL else ""
    return h.article(".recommendation", id=item.id)[
        h.h3[item.title] if titled else None,
        h.p[item.statement],
        correction_notes(context, item.id),
        h.dl(".facts")[
            h.div[h.dt["Asked for as"], h.dd[f"{asked_as}, {item.inspection}.{to_all}"]],
            h.div[
                h.dt["Wording"], h.dd[f"“{item.wording}”" if item.wording else NOT_STATED_ON_SCREEN]
            ],
            h.div[h.dt["Deadline"], h.dd[str(item.deadline or NOT_STATED_ON_SCREEN)]],
        ],
        quotations(context, item.evidence),
        h.fragment[
            h.p(".later")["Said later: ", item.outcome.statement],
            quotations(context, item.outcome.evidence),
        ]
        if item.outcome
        else None,
        copy_link(context, "improvement-areas", item.id, item.title),
    ]


def _reacted(context: Context, area: Area) -> h.Node:
    responses = reactions_to(context.dossier, area.finding)
    groups = [
        ("Reactions to this: ", [item for item in responses if not item.is_national]),
        ("On the same question, about all forces: ", [r for r in responses if r.is_national]),
    ]
    return h.fragment[
        (
            h.p[
                heading,
                (
                    h.fragment[
                        ", " if index else None,
                        h.a(context.page("reactions", theme=(), open=item.reaction.id))[
                            item.reaction.organisation
                        ],
                    ]
                    for index, item in enumerate(group)
                ),
            ]
            for heading, group in groups
            if group
        )
    ]


def areas_in_short(context: Context, areas: Sequence[Area], most: int = 3) -> h.Element:
    """The first few areas for the overview, each with its strongest words and its past."""
    return h.ul(".areas-in-short")[
        (
            h.li[
                h.div[
                    h.h3[
                        h.a(context.page("improvement-areas", open=area.finding.id))[
                            area.finding.title
                        ]
                    ],
                    h.p(".tags")[kind_tag(area.finding)],
                    quotation(context, area.finding.evidence[0]),
                ],
                _past_or_life(context, area),
            ]
            for area in areas[:most]
        )
    ]


def _past_or_life(context: Context, area: Area) -> h.Element:
    """The area through all rounds where we hold that, else what was asked for just before."""
    lived = life_of(context.dossier.force_record, area.finding)
    links = _telling(area.earlier)
    return h.div(".past")[
        (h.p(".tags")[relation_tag(link.asked.relation, context)] for link in links)
        if lived
        else (_past(context, link) for link in links),
        life_line(lived) if lived else None,
    ]


def _telling(links: Sequence[Earlier]) -> Sequence[Earlier]:
    """The links that say something, or the first where all are silent."""
    return [link for link in links if link.asked.relation is not Relation.NOT_STATED] or links[:1]


def _past(context: Context, link: Earlier) -> h.Element:
    before = _before(context)
    if link.recommendation is None:
        return h.p[f"Asked for in {before}? ", sentence(NOT_STATED_ON_SCREEN), "."]
    return h.div[
        h.p(".tags")[relation_tag(link.asked.relation, context)],
        h.p[f"{before}: ", link.recommendation.statement],
    ]


def unanswered_list(context: Context, *, titled: bool = True) -> h.Node:
    """What was asked for before and no area of this round answers to."""
    items = unanswered(context.dossier)
    if not items:
        return None
    now = context.dossier.framework.short_name
    heading = f"Asked for in {_before(context)}, and not linked by our sources to an area of {now}"
    return h.fragment[
        h.h2[heading] if titled else None,
        h.div(".unanswered")[(recommendation(context, item) for item in items)],
    ]


def _before(context: Context) -> str:
    previous = context.dossier.previous
    return previous.short_name if previous else "an earlier round"
