"""All findings by pillar and question, strengths too."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from components.context import Context
from components.copy_link import copy_link
from components.corrections import correction_notes
from components.marks import kind_tag, theme_list
from components.quotation import folded_quotations, quotation
from peel.model.findings import Finding
from peel.model.rounds import Pillar
from peel.model.values import NOT_STATED_ON_SCREEN
from peel.questions.reactions import reactions_to
from peel.words import count


def finding_list(context: Context, findings: Sequence[Finding]) -> h.Element:
    """Findings under pillar and question, both in the inspectorate's order."""
    return h.div(".findings")[
        (
            _pillar(context, pillar, [f for f in findings if f.pillar == pillar.id])
            for pillar in context.dossier.framework.pillars
        )
    ]


def _pillar(context: Context, pillar: Pillar, findings: Sequence[Finding]) -> h.Node:
    if not findings:
        return None
    questions = [(item.id, item.wording) for item in pillar.questions]
    questions.append(("", f"Question {NOT_STATED_ON_SCREEN}"))
    return h.section(aria_labelledby=f"pillar-{pillar.id}")[
        h.h2(id=f"pillar-{pillar.id}")[f"{pillar.name}: {count(len(findings), 'finding')}"],
        (
            h.fragment[h.h3(".question-head")[wording], (finding_item(context, f) for f in group)]
            for key, wording in questions
            if (group := [f for f in findings if (f.question or "") == key])
        ),
    ]


def finding_item(context: Context, finding: Finding, *, titled: bool = True) -> h.Element:
    """One finding: what it is, what was found, in whose words, and who reacted."""
    first, *more = finding.evidence
    is_open = context.view.open == finding.id
    return h.article(id=finding.id, class_=["finding", {"is-open": is_open}], tabindex="-1")[
        h.div[
            h.h4[finding.title] if titled else None,
            h.p(".tags")[kind_tag(finding)],
            h.p(".statement")[finding.statement],
            correction_notes(context, finding.id),
            theme_list(context, finding.themes),
            _leads(context, finding),
            copy_link(context, "findings", finding.id, finding.title),
        ],
        h.div[
            quotation(context, first),
            folded_quotations(context, more, f"Also in {count(len(more), 'other place')}"),
        ],
    ]


def _leads(context: Context, finding: Finding) -> h.Node:
    links = [
        h.a(context.page("reactions", theme=(), open=item.reaction.id))[
            f"Reaction: {item.reaction.organisation}"
        ]
        for item in reactions_to(context.dossier, finding)
        if not item.is_national
    ]
    if finding.kind.asks_for_improvement:
        past = h.a(context.page("improvement-areas", theme=(), open=finding.id))
        links.insert(0, past["Was it asked for before?"])
    return h.p(".leads")[links] if links else None
