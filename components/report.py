"""One force in one round on one page: the share page, and the report that can be downloaded."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import htpy as h

from components.area_grades import area_grades
from components.context import Context, ShareLinks
from components.document import About, document
from components.grade_card import grade_cards
from components.improvement_table import improvement_table, unanswered_list
from components.key_fact_list import key_fact_list
from components.overview_head import grades_only, overview_head
from components.reaction_panel import reaction_panel
from components.silences import silence_list
from peel.model.findings import Finding
from peel.questions.areas import unanswered
from peel.questions.dossier import Dossier
from peel.questions.grades import cards
from peel.questions.listings import AREAS
from peel.questions.reactions import responses
from peel.questions.sources import source_uses
from peel.questions.view import View
from peel.words import count


def report(dossier: Dossier, view: View, public_url: str) -> str:
    """A self-contained page of a view: its stylesheet inside, its links to the public address."""
    context = Context(dossier, view, ShareLinks(public_url), footnotes=True)
    place = f"{dossier.force.name} in {dossier.framework.name}"
    about = About(f"{place}: PEEL findings", f"{place}, with sources.", "", index=False)
    return document(public_url, about, overview(context), inline=True)


def overview(context: Context) -> h.Node:
    """The whole of a force in a round, on one page."""
    dossier = context.dossier
    areas = AREAS.narrow(dossier, context.view)
    reactions = responses(dossier)
    return h.fragment[
        overview_head(context),
        grade_cards(context) if cards(dossier) else area_grades(context),
        None if dossier.has_findings else grades_only(context),
        h.section("#improvement-areas")[
            h.h2["What must improve"],
            improvement_table(context, areas.shown),
            h.h2["Asked for before, and not linked by our sources to an area"]
            if unanswered(dossier)
            else None,
            unanswered_list(context, titled=False),
        ]
        if areas.total
        else None,
        h.section("#reactions")[h.h2["Who reacted"], reaction_panel(context, reactions)]
        if reactions
        else None,
        h.section("#findings")[h.h2["All findings"], _finding_links(context)]
        if dossier.findings
        else None,
        key_fact_list(context),
        silence_list(context),
        footnotes(context),
    ]


def _finding_links(context: Context) -> h.Element:
    """The pages that have all findings, one a pillar."""
    return h.ul[
        (
            h.li[
                h.a(context.page("findings", open=name))[f"{title}: {count(len(found), 'finding')}"]
            ]
            for name, (title, found) in finding_groups(context.dossier).items()
        )
    ]


def finding_groups(dossier: Dossier) -> Mapping[str, tuple[str, tuple[Finding, ...]]]:
    """The findings of each pillar, by the name of their page; short pages load fast."""
    groups: dict[str, tuple[str, tuple[Finding, ...]]] = {}
    for pillar in (*dossier.pillars, None):
        found = tuple(item for item in dossier.findings if item.pillar == pillar)
        if found:
            groups[f"findings-{pillar or 'areas'}"] = (dossier.pillar_name(pillar), found)
    return groups


def footnotes(
    context: Context, only: Collection[int] | None = None, *, target: str | None = None
) -> h.Node:
    """The sources, numbered, with their addresses written out for print.

    `only`: the numbers of those that are named; all of them where it is None.
    """
    uses = {
        number: use
        for number, use in enumerate(source_uses(context.dossier), start=1)
        if only is None or number in only
    }
    if not uses:
        return None
    return h.section("#sources.footnotes")[
        h.h2["Sources"],
        h.ol[
            (
                h.li(id=f"source-{number}", value=str(number))[
                    f"{use.source.publisher}, ",
                    h.a(href=use.source.address, target=target)[use.source.title],
                    f", {use.source.published or 'date not stated'}",
                ]
                for number, use in uses.items()
            )
        ],
    ]
