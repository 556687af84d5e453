"""What our sources do not say, and where they differ."""

from __future__ import annotations

import htpy as h

from components.context import Context
from components.quotation import quotations


def silence_list(context: Context, *about: str) -> h.Node:
    """What a reader would look for and our sources do not say: all of it, or on some subjects."""
    found = [
        item for item in context.dossier.force_round.silences if not about or item.about in about
    ]
    if not found:
        return None
    return h.section(".silences", aria_labelledby="silences")[
        h.h2("#silences")["What our sources do not say"],
        h.dl[(h.div[h.dt[item.subject], h.dd[item.statement]] for item in found)],
    ]


def difference_list(context: Context) -> h.Node:
    """Where two sources differ, what each says, and what is shown here."""
    differences = context.dossier.force_round.differences
    if not differences:
        return None
    return h.section(".differences", aria_labelledby="differences")[
        h.h2("#differences")["Where our sources differ"],
        (
            h.article[
                h.h3[item.subject],
                h.div(".sides")[
                    (
                        h.div[h.p[side.says], quotations(context, side.evidence)]
                        for side in item.sides
                    )
                ],
                h.p(".we-show")["Shown here: ", item.we_show],
            ]
            for item in differences
        ),
    ]
