"""Brings a page back to life when another replica takes over from the one that it came from.

A browser that has lost its connection opens a new one by itself. Streamlit 1.67 then runs the page
anew only where something on it runs by the clock; otherwise the new session knows no widgets until
the first click, and takes that click for the state it starts with, so that the click is lost.

Can go when a page without it answers the first click after a replica was killed (`tests/deploy`).
"""

from __future__ import annotations

import streamlit as st

_SELDOM = "12h"


@st.fragment(run_every=_SELDOM)
def run_on_reconnect() -> None:
    """Draw nothing, and seldom: what counts is that something on the page runs by the clock."""
