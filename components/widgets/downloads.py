"""Downloads of the view that is shown, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.context import Context
from components.report import report
from peel.export import TABLES, as_csv, as_json, rows_of
from peel.faults import Fault

# The table that holds what a page shows.
_TABLE_OF = {
    "improvement-areas": "areas",
    "reactions": "reactions",
    "sources": "sources",
    "compare": "grades",
    "over-time": "grades",
}


@dataclass(slots=True)
class Shown:
    """What a page shows at the moment; filters change it while the page stands."""

    context: Context
    faults: tuple[Fault, ...]
    """Those of newer data, which is not shown."""


def downloads(shown: Shown, public_url: str) -> None:
    """The view as CSV, as JSON and as a page that stands by itself."""
    view = shown.context.view
    table = TABLES[_TABLE_OF.get(view.page, "findings")]
    name = f"peel-{view.force}-{view.round}"

    def rows() -> bytes:
        dossier, view = shown.context.dossier, shown.context.view
        return as_csv(table, rows_of(table, [(dossier, view)]))

    def objects() -> bytes:
        dossier, view = shown.context.dossier, shown.context.view
        return as_json(table, rows_of(table, [(dossier, view)]), dossier.version)

    def whole() -> str:
        return report(shown.context.dossier, shown.context.view, public_url)

    def button(label: str, make: Callable[[], bytes | str], file: str, kind: str, key: str) -> None:
        # A rerun would take the file away, now and then before the browser has fetched it.
        st.download_button(label, make, file, kind, key=key, on_click="ignore")

    file = f"{name}-{table.name}"
    # Empty until it is opened: for files on offer Streamlit looks through those of all readers, at
    # the end of every run.
    menu = st.popover("Download", key="downloads", on_change="rerun")
    if not menu.open:
        return
    with menu:
        button(f"{table.title} (CSV)", rows, f"{file}.csv", "text/csv", "csv")
        button(f"{table.title} (JSON)", objects, f"{file}.json", "application/json", "json")
        button("Report of this force and round (HTML)", whole, f"{name}.html", "text/html", "html")
