"""What we had to put right, said where it stood."""

from __future__ import annotations

import htpy as h

from components.context import Context
from peel.model.wording import Correction


def correction_notes(context: Context, *ids: str) -> h.Node:
    """A note for each correction of the things with these ids."""
    found = context.dossier.corrections_of(*ids)
    return h.fragment[(_note(item) for item in found)] if found else None


def _note(item: Correction) -> h.Element:
    return h.div(".correction")[
        h.p[f"Corrected on {item.date}. {item.wrong} It read: “{item.was}” Reason: {item.reason}"]
    ]


def correction_list(context: Context) -> h.Element:
    """What had to be put right, newest first."""
    corrections = context.dossier.shared.corrections
    return h.section(".corrections", aria_labelledby="corrections")[
        h.h2("#corrections")["Corrections"],
        h.ul[
            (
                h.li[
                    f"{item.date}: {item.wrong} Before: “{item.was}” Now: “{item.now}” ",
                    f"Reason: {item.reason}",
                ]
                for item in corrections
            )
        ]
        if corrections
        else h.p["There have been none so far."],
    ]
