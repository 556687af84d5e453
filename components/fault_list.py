"""Faults in the data, for whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, code, div, h1, h2, li, ol, p, pre

from components.context import Context
from peel.faults import Fault
from peel.words import count


def fault_page(faults: Sequence[Fault]) -> Element:
    """What stands in place of the dashboard while there is no good data to show."""
    return div(".fault-page")[
        h1["The data has faults"],
        p[
            "Nothing is shown until they are mended, because a half-read file could mislead. ",
            "After mending, reload this page.",
        ],
        fault_list(faults),
    ]


def data_health(context: Context, faults: Sequence[Fault]) -> Element:
    """What is shown now, and the faults of newer data."""
    shared = context.dossier.shared
    return div(".data-health")[
        p[f"Shown now: data version {context.dossier.version}."],
        p[
            f"It holds {count(len(shared.sources), 'source')}, ",
            f"{count(len(shared.themes), 'theme')} and {count(len(shared.frameworks), 'round')}.",
        ],
        h2["Faults in newer data"],
        fault_list(faults)
        if faults
        else p["None: what is shown is the newest data. To check all files: python -m peel check"],
    ]


_MOST = 200


def fault_list(faults: Sequence[Fault]) -> Element:
    """Every fault with its file, line, column and the line it stands on."""
    left = len(faults) - _MOST
    return div(".faults")[
        p[count(len(faults), "fault")],
        ol[(li[pre[code[str(fault)]]] for fault in faults[:_MOST])],
        p[f"And {left:,} more. Mend these first; all are printed by: python -m peel check"]
        if left > 0
        else None,
    ]
