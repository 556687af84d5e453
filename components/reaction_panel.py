"""Who reacted, in their words, and to which finding."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from components.context import Context
from components.copy_link import copy_link
from components.corrections import correction_notes
from components.marks import stance_tag, theme_list
from components.quotation import quotation, quotations
from peel.model.values import NOT_STATED_ON_SCREEN, OrganisationKind
from peel.questions.reactions import Response
from peel.words import sentence


def reaction_panel(context: Context, responses: Sequence[Response]) -> h.Element:
    """Reactions to this force's findings first, then those to the national reports."""
    own = [item for item in responses if not item.is_national]
    national = [item for item in responses if item.is_national]
    return h.div(".reactions")[
        _group(context, "About this force", own),
        _group(context, "About England and Wales, not this force alone", national),
    ]


def _group(context: Context, heading: str, responses: Sequence[Response]) -> h.Node:
    if not responses:
        return None
    key = "national" if responses[0].is_national else "own"
    return h.section(aria_labelledby=f"reactions-{key}")[
        h.h2(id=f"reactions-{key}")[heading],
        (reaction_item(context, item) for item in responses),
    ]


def reaction_item(context: Context, response: Response, *, titled: bool = True) -> h.Element:
    """One reaction in full."""
    item = response.reaction
    return h.article(
        id=item.id, class_=["reaction", {"is-open": context.view.open == item.id}], tabindex="-1"
    )[
        h.h3[item.organisation] if titled else None,
        h.p(".who")[_who(response)],
        h.p(".tags")[stance_tag(item.stance), h.span(".why")["Our reading: ", item.stance_reason]],
        quotations(context, item.evidence),
        _speaks_to(context, response),
        correction_notes(context, item.id),
        _unheld(item.names_unheld),
        theme_list(context, item.themes),
        copy_link(context, "reactions", item.id, f"{item.organisation}’s words"),
    ]


def _who(response: Response) -> str:
    item = response.reaction
    speaker = ", ".join(part for part in (item.speaker, item.role) if part)
    when = str(item.date) if item.date else f"date {NOT_STATED_ON_SCREEN}"
    kind = None if item.organisation_kind is OrganisationKind.OTHER else item.organisation_kind
    what = ", ".join(part for part in (kind, when) if part)
    return f"{sentence(speaker or f'speaker {NOT_STATED_ON_SCREEN}')}. {sentence(what)}."


def _speaks_to(context: Context, response: Response) -> h.Node:
    if not response.findings:
        return None
    links = [
        h.li[h.a(context.page("findings", theme=(), open=finding.id))[finding.title]]
        for finding in response.findings
    ]
    if response.is_national:
        if context.footnotes:
            return None
        heading = f"On this force, under the same question: {len(links)}"
        return h.details(".folded")[h.summary[heading], h.ul[links]]
    return h.fragment[h.p(".lead-in")["Speaks to:"], h.ul(".speaks-to")[links]]


def _unheld(named: Sequence[str]) -> h.Node:
    if not named:
        return None
    return h.fragment[
        h.p(".lead-in")["Names what no finding in our sources states:"],
        h.ul(".unheld")[(h.li[item] for item in named)],
    ]


def reactions_in_short(context: Context, responses: Sequence[Response], most: int = 3) -> h.Element:
    """The first few reactions for the overview."""
    return h.ul(".reactions-in-short")[
        (
            h.li[
                h.h3[
                    h.a(context.page("reactions", open=item.reaction.id))[
                        item.reaction.organisation
                    ]
                ],
                h.p(".tags")[
                    stance_tag(item.reaction.stance),
                    h.span(".why")[
                        "about England and Wales" if item.is_national else "about this force"
                    ],
                ],
                quotation(context, item.reaction.evidence[0]),
            ]
            for item in responses[:most]
        )
    ]
