"""The colours of the grades, the same in figures, pictures and stylesheet."""

from __future__ import annotations

from peel.model.values import Grade

COLOURS = {
    Grade.OUTSTANDING: "#12436D",
    Grade.GOOD: "#6BACE6",
    Grade.ADEQUATE: "#D9D9D9",
    Grade.REQUIRES_IMPROVEMENT: "#F4A261",
    Grade.INADEQUATE: "#9C2A00",
}
# White on the two dark colours, near black on the others: at least 4.5 to 1.
LETTERS = {
    Grade.OUTSTANDING: "#FFFFFF",
    Grade.GOOD: "#16181B",
    Grade.ADEQUATE: "#16181B",
    Grade.REQUIRES_IMPROVEMENT: "#16181B",
    Grade.INADEQUATE: "#FFFFFF",
}
