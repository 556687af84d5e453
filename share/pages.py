"""The share pages: one force in one round, one thing of it, one part of it to embed."""

from __future__ import annotations

import re
from collections.abc import Mapping

import htpy as h
from markupsafe import Markup

from components.addresses import embed_path, share_path
from components.area_grades import area_grades
from components.context import Context
from components.finding_list import finding_item, finding_list
from components.grade_card import grade_card, grade_cards
from components.history_table import break_notes, history_table
from components.improvement_table import (
    area_past,
    improvement_table,
    recommendation,
)
from components.life_line import thread_life
from components.reaction_panel import reaction_item, reaction_panel
from components.report import finding_groups, footnotes
from peel.model.findings import Reaction
from peel.model.shared import Shared
from peel.model.values import Reach
from peel.questions.areas import improvement_areas
from peel.questions.dossier import Dossier
from peel.questions.grades import cards
from peel.questions.history import pillar_series
from peel.questions.lives import lives
from peel.questions.reactions import responses
from peel.words import listed

Part = tuple[str, h.Node]


def single(context: Context, name: str) -> h.Node:
    """One finding, recommendation, reaction or thread, by its id; None where there is none."""
    found = _single(context, name)
    if found is None:
        return None
    dossier = context.dossier
    return h.div(".share-finding")[
        h.p(".subline")[h.a(context.page(""))[f"{dossier.force.name} in {dossier.framework.name}"]],
        _with_sources(context, found),
        footnotes_of(context),
    ]


def _with_sources(context: Context, drawing: h.Node, *, target: str | None = None) -> h.Node:
    """A drawing, and below it the sources that it names by number."""
    html = str(h.fragment[drawing])
    named = {int(number) for number in re.findall(r'href="#source-(\d+)"', html)}
    return h.fragment[Markup(html), footnotes(context, named, target=target)]


def footnotes_of(context: Context) -> h.Node:
    """The way to the sources of the whole page."""
    return h.p(".no-print")[h.a(context.page("sources"))["All sources of this force and round"]]


def _single(context: Context, name: str) -> h.Node:
    dossier = context.dossier
    finding = dossier.finding_by_id.get(name)
    if finding is not None:
        area = next((item for item in improvement_areas(dossier) if item.finding is finding), None)
        return h.fragment[
            h.h1[finding.title],
            finding_item(context, finding, titled=False),
            area_past(context, area) if area else None,
        ]
    group = finding_groups(dossier).get(name)
    if group is not None:
        return h.fragment[h.h1[f"Findings: {group[0]}"], finding_list(context, group[1])]
    for item in (*dossier.asked_now, *dossier.asked):
        if item.id == name:
            return h.fragment[h.h1[item.title], recommendation(context, item, titled=False)]
    for response in responses(dossier):
        if response.reaction.id == name:
            title = f"{response.reaction.organisation} on {dossier.framework.name}"
            return h.fragment[h.h1[title], reaction_item(context, response, titled=False)]
    for lived in lives(dossier.force_record):
        if lived.thread.id == name:
            life = thread_life(context, lived, level=1, titled=False)
            return h.fragment[h.h1[lived.thread.title], life]
    return None


def title_of(dossier: Dossier, name: str) -> str:
    """The title of the thing with an id."""
    asked = (*dossier.asked, *dossier.asked_now)
    titles = {item.id: f"Asked for: {item.title}" for item in asked}
    titles |= {item.id: item.title for item in dossier.findings}
    titles |= {key: f"Findings: {title}" for key, (title, _) in finding_groups(dossier).items()}
    titles |= {r.reaction.id: _reaction_title(r.reaction) for r in responses(dossier)}
    titles |= {
        lived.thread.id: f"{lived.thread.title} over time" for lived in lives(dossier.force_record)
    }
    return titles.get(name, name)


def _reaction_title(reaction: Reaction) -> str:
    about = " on England and Wales" if reaction.about is Reach.NATIONAL else ""
    speaker = f" ({reaction.speaker})" if reaction.speaker else ""
    return f"{reaction.organisation}{speaker}{about}, {reaction.date or 'date not stated'}"


def ids(dossier: Dossier) -> tuple[str, ...]:
    """Every id of this force and round that has a page of its own."""
    return tuple(
        dict.fromkeys(
            (
                *finding_groups(dossier),
                *dossier.finding_by_id,
                *(item.id for item in dossier.asked_now),
                *(response.reaction.id for response in responses(dossier)),
                *(lived.thread.id for lived in lives(dossier.force_record)),
            )
        )
    )


def embeds(context: Context) -> Mapping[str, Part]:
    """What can be embedded of a force and round: its name and title, and the drawing."""
    dossier = context.dossier
    place = f"{dossier.force.name} in {dossier.framework.name}"
    parts: dict[str, Part] = {}
    if cards(dossier):
        parts["grades"] = (f"Grades of {place}", grade_cards(context))
    else:
        parts["grades"] = (f"Grades of {place}", area_grades(context))
    for card in cards(dossier):
        if card.pillar.graded:
            name = card.pillar.name
            parts[card.pillar.id] = (f"{name}: {place}", grade_card(context, card, level=2))
    areas = improvement_areas(dossier)
    if areas:
        table = improvement_table(context, areas)
        parts["improvement-areas"] = (f"What must improve: {place}", table)
    if responses(dossier):
        panel = reaction_panel(context, responses(dossier))
        parts["reactions"] = (f"Reactions: {place}", panel)
    for name, (pillar, found) in finding_groups(dossier).items():
        parts[name] = (f"Findings, {pillar}: {place}", finding_list(context, found))
    series = pillar_series(dossier.force_record)
    parts["over-time"] = (
        f"Pillar grades of {dossier.force.name} over time",
        h.fragment[history_table("Pillar grades, round by round", series), break_notes(series)],
    )
    return parts


def embedded(context: Context, title: str, drawing: h.Node, address: str) -> h.Node:
    """One part with its attribution, for an iframe on somebody else's page."""
    source = f"{context.dossier.framework.inspectorate}; gathered in PEEL findings"
    return h.fragment[
        h.h1(".embed-title")[title],
        _with_sources(context, drawing, target="_top"),
        h.p(".site-footer")[
            f"Source: {source}. ", h.a(href=address, target="_top")["The whole page"]
        ],
    ]


def snippet(address: str, title: str) -> str:
    """The HTML that puts an embed on a page."""
    frame = h.iframe(
        src=address, title=title, width="100%", height="600", style="border:0", loading="lazy"
    )
    # A plain text: markup would be put on the page as an element.
    return "".join(frame.iter_chunks())


def embed_list(context: Context, base: str) -> h.Element:
    """The snippet that puts a part on another page, and the names of the other parts."""
    view, parts = context.view, embeds(context)
    first = next(iter(parts))
    address = f"{base}{embed_path(view.force, view.round, first)}"
    return h.section("#embed.no-print")[
        h.h2["Put a part of this on your page"],
        h.pre(".snippet", tabindex="0")[h.code[snippet(address, parts[first][0])]],
        h.p["In place of ", h.code[first], " you can write: ", ", ".join(list(parts)[1:]), "."],
    ]


def index(shared: Shared, base: str) -> h.Node:
    """Every force with its rounds."""
    rounds = listed(item.short_name for item in shared.rounds)
    return h.fragment[
        h.h1["PEEL findings, force by force"],
        h.p[
            "What police inspectors found in each force in England and Wales, with the source and "
            f"the words for every statement. Rounds: {rounds}."
        ],
        h.ul(".force-index")[
            (
                h.li[
                    f"{force.name}: ",
                    (
                        h.fragment[
                            " " if index else None,
                            h.a(href=f"{base}{share_path(force.slug, item.round)}")[
                                item.short_name
                            ],
                        ]
                        for index, item in enumerate(shared.rounds)
                    ),
                ]
                for force in shared.forces_by_name
            )
        ],
    ]
