"""Downloads of the view that is shown, made when they are asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.context import Context
from components.report import report
from peel.export import TABLES, as_csv, as_json, rows_of

# The table that holds what a page shows.
_TABLE_OF = {
    "improvement-areas": "areas",
    "reactions": "reactions",
    "sources": "sources",
    "compare": "grades",
    "over-time": "grades",
}


def downloads(context: Context, public_url: str) -> None:
    """The view as CSV, as JSON and as a page that stands by itself."""
    dossier, view = context.dossier, context.view
    table = TABLES[_TABLE_OF.get(view.page, "findings")]
    name = f"peel-{view.force}-{view.round}"

    def rows() -> bytes:
        return as_csv(table, rows_of(table, [(dossier, view)]))

    def objects() -> bytes:
        return as_json(table, rows_of(table, [(dossier, view)]), dossier.version)

    with st.popover("Download", key="downloads"):
        st.download_button(
            f"{table.title} (CSV)", rows, f"{name}-{table.name}.csv", "text/csv", key="csv"
        )
        st.download_button(
            f"{table.title} (JSON)",
            objects,
            f"{name}-{table.name}.json",
            "application/json",
            key="json",
        )
        st.download_button(
            "Report of this force and round (HTML)",
            partial(report, dossier, view, public_url),
            f"{name}.html",
            "text/html",
            key="html",
        )
