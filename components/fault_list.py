"""Faults in the data, for whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from components.context import Context
from peel.reading.faults import Fault
from peel.words import count


def fault_page(faults: Sequence[Fault]) -> h.Element:
    """What stands in place of the dashboard while there is no good data to show."""
    return h.div(".fault-page")[
        h.h1["The data has faults"],
        h.p[
            "Nothing is shown until they are mended, because a half-read file could mislead. ",
            "After mending, reload this page.",
        ],
        fault_list(faults),
    ]


def data_health(context: Context, faults: Sequence[Fault]) -> h.Element:
    """What is shown now, and what is wrong in any data file."""
    shared = context.dossier.shared
    return h.div(".data-health")[
        h.p[f"Shown now: data version {context.dossier.version}."],
        h.p[
            f"It holds {count(len(shared.sources), 'source')}, ",
            f"{count(len(shared.themes), 'theme')} and {count(len(shared.frameworks), 'round')}.",
        ],
        h.h2["Faults in the data files"],
        fault_list(faults)
        if faults
        else h.p["None in any file. The same on the command line: python -m peel check"],
    ]


_MOST = 200


def fault_list(faults: Sequence[Fault]) -> h.Element:
    """Every fault with its file, line, column and the line it stands on."""
    left = len(faults) - _MOST
    return h.div(".faults")[
        h.p[count(len(faults), "fault")],
        h.ol[(h.li[h.pre[h.code[str(fault)]]] for fault in faults[:_MOST])],
        h.p[f"And {left:,} more. Mend these first; all are printed by: python -m peel check"]
        if left > 0
        else None,
    ]
