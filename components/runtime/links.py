"""Links inside the app without a new page load.

Every link drawn by `components` is a real one: it can be copied, opened in a new tab and read by
a screen reader. This component lets a plain click change the address the way the Back button
does, which Streamlit answers with one rerun in the same session.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_follow = st.components.v2.component(
    "app_links", js=(Path(__file__).parent / "app_links.js").read_text(encoding="utf-8")
)


def follow_links(address: str, target: str) -> None:
    """Follow links for this run, and bring `target`, the id of an element, into view."""
    _follow(key="app_links", data={"address": address, "target": target})
