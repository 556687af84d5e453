"""The share pages: one force in one round, one thing of it, one part of it to embed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from htpy import (
    Element,
    Node,
    a,
    code,
    div,
    fragment,
    h1,
    h2,
    li,
    p,
    pre,
    section,
    ul,
)
from markupsafe import Markup

from components.area_grades import area_grades
from components.context import Context
from components.finding_list import finding_item, finding_list
from components.grade_card import grade_card, grade_cards
from components.history_table import break_notes, history_table
from components.improvement_table import (
    improvement_table,
    recommendation,
    thread,
)
from components.life_line import thread_life
from components.reaction_panel import reaction_item, reaction_panel
from components.report import finding_groups, footnotes
from peel import narrowing
from peel.desk import Desk
from peel.dossier import Dossier
from peel.history import pillar_series
from peel.model import Reaction
from peel.values import Reach
from peel.words import listed

Part = tuple[str, Node]


def single(context: Context, name: str) -> Node:
    """One finding, recommendation, reaction or thread, by its id; None where there is none."""
    found = _single(context, name)
    if found is None:
        return None
    dossier = context.dossier
    return div(".share-finding")[
        p(".subline")[a(context.page(""))[f"{dossier.force.name} in {dossier.framework.name}"]],
        _with_sources(context, found),
        footnotes_of(context),
    ]


def _with_sources(context: Context, drawing: Node, *, target: str | None = None) -> Node:
    """A drawing, and below it the sources that it names by number."""
    html = str(fragment[drawing])
    named = {int(number) for number in re.findall(r'href="#source-(\d+)"', html)}
    return fragment[Markup(html), footnotes(context, named, target=target)]


def footnotes_of(context: Context) -> Node:
    """The way to the sources of the whole page."""
    return p(".no-print")[a(context.page("sources"))["All sources of this force and round"]]


def _single(context: Context, name: str) -> Node:
    dossier = context.dossier
    finding = dossier.finding_by_id.get(name)
    if finding is not None:
        area = next((item for item in dossier.areas if item.finding is finding), None)
        return fragment[
            h1[finding.title],
            finding_item(context, finding, titled=False),
            thread(context, area) if area else None,
        ]
    group = finding_groups(dossier).get(name)
    if group is not None:
        return fragment[h1[f"Findings: {group[0]}"], finding_list(context, group[1])]
    for item in (*dossier.asked_now, *dossier.asked):
        if item.id == name:
            return fragment[h1[item.title], recommendation(context, item, titled=False)]
    for response in dossier.responses:
        if response.reaction.id == name:
            title = f"{response.reaction.organisation} on {dossier.framework.name}"
            return fragment[h1[title], reaction_item(context, response, titled=False)]
    for lived in dossier.lives:
        if lived.thread.id == name:
            life = thread_life(context, lived, level=1, titled=False)
            return fragment[h1[lived.thread.title], life]
    return None


def title_of(dossier: Dossier, name: str) -> str:
    """The title of the thing with an id."""
    asked = (*dossier.asked, *dossier.asked_now)
    titles = {item.id: f"Asked for: {item.title}" for item in asked}
    titles |= {item.id: item.title for item in dossier.findings}
    titles |= {key: f"Findings: {title}" for key, (title, _) in finding_groups(dossier).items()}
    titles |= {r.reaction.id: _reaction_title(r.reaction) for r in dossier.responses}
    titles |= {lived.thread.id: f"{lived.thread.title} over time" for lived in dossier.lives}
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
                *(response.reaction.id for response in dossier.responses),
                *(lived.thread.id for lived in dossier.lives),
            )
        )
    )


def embeds(context: Context) -> Mapping[str, Part]:
    """What can be embedded of a force and round: its name and title, and the drawing."""
    dossier = context.dossier
    place = f"{dossier.force.name} in {dossier.framework.name}"
    parts: dict[str, Part] = {}
    if dossier.cards:
        parts["grades"] = (f"Grades of {place}", grade_cards(context))
    else:
        parts["grades"] = (f"Grades of {place}", area_grades(context))
    for card in dossier.cards:
        if card.pillar.graded:
            name = card.pillar.name
            parts[card.pillar.id] = (f"{name}: {place}", grade_card(context, card, level=2))
    if dossier.areas:
        narrowed = narrowing.areas(dossier, context.view)
        table = improvement_table(context, narrowed)
        parts["improvement-areas"] = (f"What must improve: {place}", table)
    if dossier.responses:
        panel = reaction_panel(context, dossier.responses)
        parts["reactions"] = (f"Reactions: {place}", panel)
    for name, (pillar, found) in finding_groups(dossier).items():
        parts[name] = (f"Findings, {pillar}: {place}", finding_list(context, found))
    series = pillar_series(dossier.force_record)
    parts["over-time"] = (
        f"Pillar grades of {dossier.force.name} over time",
        fragment[history_table("Pillar grades, round by round", series), break_notes(series)],
    )
    return parts


def embedded(context: Context, title: str, drawing: Node, address: str) -> Node:
    """One part with its attribution, for an iframe on somebody else's page."""
    source = f"{context.dossier.framework.inspectorate}; gathered in PEEL findings"
    return fragment[
        h1(".embed-title")[title],
        _with_sources(context, drawing, target="_top"),
        p(".site-footer")[f"Source: {source}. ", a(href=address, target="_top")["The whole page"]],
    ]


def snippet(address: str, title: str) -> str:
    """The HTML that puts an embed on a page."""
    safe = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<iframe src="{address}" title="{safe}" width="100%" height="600" '
        'style="border:0" loading="lazy"></iframe>'
    )


def embed_list(context: Context, base: str) -> Element:
    """The snippet that puts a part on another page, and the names of the other parts."""
    view, parts = context.view, embeds(context)
    first = next(iter(parts))
    address = f"{base}/embed/{view.force}/{view.round}/"
    return section("#embed.no-print")[
        h2["Put a part of this on your page"],
        pre(".snippet", tabindex="0")[code[snippet(f"{address}{first}", parts[first][0])]],
        p["In place of ", code[first], " you can write: ", ", ".join(list(parts)[1:]), "."],
    ]


def index(desk: Desk, base: str) -> Node:
    """Every force with its rounds."""
    shared = desk.library.shared()
    forces = sorted(shared.forces.values(), key=lambda force: force.short_name)
    rounds = [shared.frameworks[name] for name in sorted(shared.frameworks)]
    return fragment[
        h1["PEEL findings, force by force"],
        p[
            "What police inspectors found in each force in England and Wales, with the source and "
            f"the words for every statement. Rounds: {listed(item.short_name for item in rounds)}."
        ],
        ul(".force-index")[
            (
                li[
                    f"{force.name}: ",
                    (
                        fragment[
                            " " if index else None,
                            a(href=f"{base}/share/{force.slug}/{item.round}")[item.short_name],
                        ]
                        for index, item in enumerate(rounds)
                    ),
                ]
                for force in forces
            )
        ],
    ]
