"""The head of the overview: force and round, what is held, and the round in a sentence."""

from __future__ import annotations

import htpy as h

from components.context import Context
from peel.questions.sources import sources_of_findings
from peel.words import count, lower_first


def overview_head(context: Context) -> h.Node:
    """Force and round, when it was inspected and published, and the story in a sentence."""
    dossier = context.dossier
    framework, record = dossier.framework, dossier.force_round
    findings = count(len(dossier.findings), "finding")
    sources = count(len(sources_of_findings(dossier)), "source")
    held = f" {findings} from {sources}." if dossier.has_findings else ""
    inspected = str(record.inspected) if record.inspected else "on a day not stated in our sources"
    return h.fragment[
        h.h1[f"{dossier.force.name} in {framework.name}"],
        h.p(".subline")[
            f"Inspected by {framework.inspectorate} {inspected}. ",
            f"Published {lower_first(framework.published)}.",
            held,
        ],
        h.p(".story")[record.story.statement] if record.story else None,
    ]


def grades_only(context: Context) -> h.Element:
    """What we do not hold for a force without a findings file."""
    dossier = context.dossier
    return h.div(".notice")[
        h.p[
            f"For {dossier.force.name} in {dossier.framework.name} we hold grades only: no "
            "findings, improvement areas, earlier recommendations or reactions. That our sources "
            "are silent does not mean that there were none."
        ]
    ]
