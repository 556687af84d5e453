"""Filters. The address is the only state: a widget shows what it says and writes what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.context import Context
from peel.questions.address import MAX_SEARCH
from peel.questions.listings import Facet, Listing, Narrowed
from peel.words import sentence


def _write(name: str) -> None:
    chosen = st.session_state[f"filter-{name}"]
    value = ",".join(chosen) if isinstance(chosen, list | tuple) else (chosen or "")
    st.query_params.pop("open", None)
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def bound(name: str, value: object) -> dict[str, Any]:
    """Key and callback that tie a widget to the parameter `name` of the address."""
    key = f"filter-{name}"
    # Set on every run: Streamlit keeps the value under this key from one page to the next, and
    # what counts here is the address of this page.
    st.session_state[key] = value
    return {"key": key, "on_change": _write, "args": (name,)}


def force_and_round(context: Context) -> None:
    """The force and the round, chosen once for every page."""
    shared = context.dossier.shared
    with st.container(horizontal=True, width="content", key="force-and-round"):
        st.selectbox(
            "Force",
            [force.slug for force in shared.forces_by_name],
            format_func=lambda slug: shared.forces[slug].short_name,
            width=200,
            **bound("force", context.view.force),
        )
        st.selectbox(
            "Round",
            [framework.round for framework in shared.rounds],
            format_func=lambda name: shared.frameworks[name].name,
            width=140,
            **bound("round", context.view.round),
        )


def theme_filter(context: Context, listing: Listing[Any]) -> None:
    """The themes that occur, each with the number of things it would show."""
    narrowed = listing.narrow(context.dossier, context.view)
    counts, chosen = narrowed.counts["theme"], context.view.theme
    themes = context.dossier.shared.themes
    occurring = [name for name in themes if counts[name] or name in chosen]
    if not occurring:
        return
    st.pills(
        "Theme",
        occurring,
        selection_mode="multi",
        format_func=lambda name: f"{themes[name].label} {counts[name]}",
        **bound("theme", list(chosen)),
    )


def choice_filters(context: Context, listing: Listing[Any]) -> None:
    """A drop-down list for each facet of a listing but its themes, and a search box."""
    narrowed = listing.narrow(context.dossier, context.view)
    with st.container(horizontal=True, key="choices"):
        for facet in listing.facets:
            if facet.name != "theme":
                _choices(context, narrowed, facet)
        if listing.text:
            _search_box(context)


def _choices(context: Context, narrowed: Narrowed[Any], facet: Facet[Any]) -> None:
    counts, chosen = narrowed.counts[facet.name], context.view.of(facet.name)
    words = facet.labels(context.dossier)
    occurring: Sequence[str] = [key for key in words if counts[key] or key in chosen]
    st.multiselect(
        facet.label,
        occurring,
        format_func=lambda key: f"{sentence(words[key])} ({counts[key]})",
        placeholder="All",
        width=230,
        **bound(facet.name, list(chosen)),
    )


def _search_box(context: Context) -> None:
    st.text_input(
        "Search words",
        max_chars=MAX_SEARCH,
        placeholder="Words, in any order",
        width=230,
        **bound("q", context.view.q),
    )
