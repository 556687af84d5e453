"""Downloads of the view that is shown, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.context import Context
from components.report import report
from peel.publishing.formats import as_csv, as_json
from peel.publishing.tables import OFFERED_ON, rows_of


def downloads(shown: Callable[[], Context], public_url: str) -> None:
    """The view as CSV, as JSON and as a page that stands by itself.

    `shown`: what the page shows at the moment; filters change it while the page stands.
    """
    view = shown().view
    table = OFFERED_ON[view.page]
    name = f"peel-{view.force}-{view.round}"

    def rows() -> bytes:
        now = shown()
        return as_csv(table, rows_of(table, [(now.dossier, now.view)]))

    def objects() -> bytes:
        now = shown()
        return as_json(table, rows_of(table, [(now.dossier, now.view)]), now.dossier.version)

    def whole() -> str:
        now = shown()
        return report(now.dossier, now.view, public_url)

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
