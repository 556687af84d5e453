"""What we had to put right, said where it stood."""

from __future__ import annotations

from htpy import Element, Node, div, fragment, p

from components.context import Context
from peel.model import Correction


def correction_notes(context: Context, *ids: str) -> Node:
    """A note for each correction of the things with these ids."""
    found = context.dossier.corrections_of(*ids)
    return fragment[(_note(item) for item in found)] if found else None


def _note(item: Correction) -> Element:
    return div(".correction")[
        p[f"Corrected on {item.date}. {item.wrong} It read: “{item.was}” Reason: {item.reason}"]
    ]
