"""What must improve beside what was asked for before: as a table, as a thread, and in short."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import (
    Element,
    Node,
    a,
    article,
    caption,
    dd,
    div,
    dl,
    dt,
    fragment,
    h2,
    h3,
    li,
    p,
    section,
    span,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
    ul,
)

from components.context import Context
from components.copy_link import copy_link
from components.corrections import correction_notes
from components.life_line import life_line, thread_life
from components.marks import kind_tag, relation_tag, theme_list
from components.quotation import quotation, quotations
from peel.dossier import Area, Link
from peel.model import Finding, Recommendation
from peel.narrowing import Narrowed
from peel.values import NOT_STATED_ON_SCREEN, Reach, Relation
from peel.words import sentence

_COLUMNS = 5


def improvement_table(context: Context, narrowed: Narrowed[Area]) -> Element:
    """The cross-reference table. The row that the view opens is followed by its thread."""
    now, before = context.dossier.framework.short_name, _before(context)
    heads = (
        ("area", "What must improve"),
        ("kind", "Kind"),
        ("pillar", "Pillar and question"),
        ("relation", f"Asked for in {before}?"),
        ("", f"What the inspectorate says in {now}"),
    )
    return table(".improvement-table")[
        caption(".visually-hidden")[
            f"What must improve in {now}, beside what was asked for in {before}"
        ],
        thead[tr[(_head(context, key, label) for key, label in heads)]],
        tbody[(_rows(context, area, heads) for area in narrowed.shown)],
    ]


def _head(context: Context, key: str, label: str) -> Element:
    if not key or context.footnotes:
        return th(scope="col")[label]
    sort = context.view.sort
    state = {key: "ascending", f"-{key}": "descending"}.get(sort)
    following = f"-{key}" if sort == key else key
    return th(scope="col", aria_sort=state)[
        a(context.here(sort=following, open=""), id=f"sort-{key}")[
            label, span(".sort-mark", aria_hidden="true")[_ARROWS.get(state or "", "↕")]
        ]
    ]


_ARROWS = {"ascending": "↑", "descending": "↓"}


def _rows(context: Context, area: Area, heads: Sequence[tuple[str, str]]) -> Node:
    finding = area.finding
    is_open = context.view.open == finding.id
    labels = [label for _, label in heads]
    first = finding.evidence[0]
    return fragment[
        tr(id=finding.id, class_={"is-open": is_open})[
            th(scope="row")[span(".area-title")[finding.title], _toggle(context, finding, is_open)],
            td(data_label=labels[1])[kind_tag(finding)],
            td(data_label=labels[2])[_pillar_and_question(context, finding)],
            td(data_label=labels[3])[(_relation(context, link) for link in area.links)],
            td(data_label=labels[4])[
                quotation(context, first), theme_list(context, finding.themes)
            ],
        ],
        tr(".thread-row")[td(colspan=str(_COLUMNS))[thread(context, area)]] if is_open else None,
    ]


def _toggle(context: Context, finding: Finding, is_open: bool) -> Element:
    if context.footnotes:
        return a(context.page("findings", open=finding.id))["The whole thread"]
    opens = "" if is_open else finding.id
    return a(
        context.here(open=opens),
        id=f"toggle-{finding.id}",
        class_="toggle",
        aria_expanded=str(is_open).lower(),
        role="button",
    )[
        "Close thread" if is_open else "Open thread",
        span(".visually-hidden")[f": {finding.title}"],
    ]


def _pillar_and_question(context: Context, finding: Finding) -> Node:
    pillar = context.dossier.pillar_name(finding.pillar)
    question = context.dossier.questions.get(finding.question or "")
    words = question.wording if question else f"Question {NOT_STATED_ON_SCREEN}."
    return fragment[span(".pillar")[pillar], span(".question")[words]]


def _relation(context: Context, link: Link) -> Element:
    return div(".relation")[
        p[link.recommendation.title] if link.recommendation else None,
        relation_tag(link.asked.relation, context),
    ]


def thread(context: Context, area: Area) -> Element:
    """One area through the rounds we hold: what was asked for, what is said now, who reacted."""
    now, before = context.dossier.framework, context.dossier.previous
    return div(".thread")[
        section[
            h2[before.name if before else "Earlier"],
            (_earlier(context, link) for link in area.links),
        ],
        section[
            h2[now.name],
            correction_notes(context, area.finding.id),
            p[area.finding.statement],
            quotations(context, area.finding.evidence),
            _reacted(context, area),
        ],
        section(".whole-life")[thread_life(context, lived, level=2)]
        if (lived := context.dossier.life_of(area.finding))
        else None,
    ]


def _earlier(context: Context, link: Link) -> Element:
    established = link.asked.evidence
    return div(".earlier")[
        recommendation(context, link.recommendation)
        if link.recommendation
        else p["Whether this was asked for is ", NOT_STATED_ON_SCREEN, "."],
        p[relation_tag(link.asked.relation, context)] if link.recommendation else None,
        p[link.asked.note] if link.asked.note else None,
        fragment[p["The words that establish this:"], quotations(context, established)]
        if established
        else None,
    ]


def recommendation(context: Context, item: Recommendation, *, titled: bool = True) -> Element:
    """What was asked for, as far as it is known; what is not known is said."""
    asked_as = sentence(item.asked_as or f"form {NOT_STATED_ON_SCREEN}")
    to_all = " Addressed to every force." if item.addressed_to is Reach.NATIONAL else ""
    return article(".recommendation", id=item.id)[
        h3[item.title] if titled else None,
        p[item.statement],
        correction_notes(context, item.id),
        dl(".facts")[
            div[dt["Asked for as"], dd[f"{asked_as}, {item.inspection}.{to_all}"]],
            div[dt["Wording"], dd[f"“{item.wording}”" if item.wording else NOT_STATED_ON_SCREEN]],
            div[dt["Deadline"], dd[str(item.deadline or NOT_STATED_ON_SCREEN)]],
        ],
        quotations(context, item.evidence),
        fragment[
            p(".later")["Said later: ", item.outcome.statement],
            quotations(context, item.outcome.evidence),
        ]
        if item.outcome
        else None,
        copy_link(context, "improvement-areas", item.id, item.title),
    ]


def _reacted(context: Context, area: Area) -> Node:
    responses = context.dossier.reactions_to(area.finding)
    groups = [
        ("Reactions to this: ", [item for item in responses if not item.is_national]),
        ("On the same question, about all forces: ", [r for r in responses if r.is_national]),
    ]
    return fragment[
        (
            p[
                heading,
                (
                    fragment[
                        ", " if index else None,
                        a(context.page("reactions", theme=(), open=item.reaction.id))[
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


def areas_in_short(context: Context, areas: Narrowed[Area], most: int = 3) -> Element:
    """The first few areas for the overview, each with its strongest words and its past."""
    return ul(".areas-in-short")[
        (
            li[
                div[
                    h3[
                        a(context.page("improvement-areas", open=area.finding.id))[
                            area.finding.title
                        ]
                    ],
                    p(".tags")[kind_tag(area.finding)],
                    quotation(context, area.finding.evidence[0]),
                ],
                _past_or_life(context, area),
            ]
            for area in areas.shown[:most]
        )
    ]


def _past_or_life(context: Context, area: Area) -> Element:
    """The area through all rounds where we hold that, else what was asked for just before."""
    lived = context.dossier.life_of(area.finding)
    links = _telling(area.links)
    return div(".past")[
        (p(".tags")[relation_tag(link.asked.relation, context)] for link in links)
        if lived
        else (_past(context, link) for link in links),
        life_line(lived) if lived else None,
    ]


def _telling(links: Sequence[Link]) -> Sequence[Link]:
    """The links that say something, or the first where all are silent."""
    return [link for link in links if link.asked.relation is not Relation.NOT_STATED] or links[:1]


def _past(context: Context, link: Link) -> Element:
    before = _before(context)
    if link.recommendation is None:
        return p[f"Asked for in {before}? ", sentence(NOT_STATED_ON_SCREEN), "."]
    return div[
        p(".tags")[relation_tag(link.asked.relation, context)],
        p[f"{before}: ", link.recommendation.statement],
    ]


def unanswered(context: Context) -> Node:
    """What was asked for before and no area of this round answers to."""
    items = context.dossier.unanswered
    if not items:
        return None
    return div(".unanswered")[(recommendation(context, item) for item in items)]


def _before(context: Context) -> str:
    previous = context.dossier.previous
    return previous.short_name if previous else "an earlier round"
