"""Filters. The address is the only state: a widget shows what it says and writes what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components.context import Context
from peel.narrowing import Narrowed
from peel.view import MAX_SEARCH


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
    # Always: a widget of the same key on the page before leaves its value, but not to this one.
    st.session_state[key] = value
    return {"key": key, "on_change": _write, "args": (name,)}


def force_and_round(context: Context) -> None:
    """The force and the round, chosen once for every page."""
    shared = context.dossier.shared
    with st.container(horizontal=True, width="content", key="force-and-round"):
        st.selectbox(
            "Force",
            sorted(shared.forces, key=lambda slug: shared.forces[slug].short_name),
            format_func=lambda slug: shared.forces[slug].short_name,
            width=200,
            **bound("force", context.view.force),
        )
        st.selectbox(
            "Round",
            sorted(shared.frameworks),
            format_func=lambda name: shared.frameworks[name].name,
            width=140,
            **bound("round", context.view.round),
        )


def theme_filter(context: Context, narrowed: Narrowed[Any]) -> None:
    """The themes that occur, each with the number of things it would show."""
    counts = narrowed.counts["theme"]
    themes = context.dossier.shared.themes
    occurring = [name for name in themes if counts[name] or name in context.view.theme]
    if not occurring:
        return
    st.pills(
        "Theme",
        occurring,
        selection_mode="multi",
        format_func=lambda name: f"{themes[name].label} {counts[name]}",
        **bound("theme", list(context.view.theme)),
    )


def choice_filters(
    context: Context, narrowed: Narrowed[Any], labels: Mapping[str, str], search: str = ""
) -> None:
    """One drop-down for each facet named in `labels`, and a search box labelled `search`."""
    with st.container(horizontal=True, key="choices"):
        for name, label in labels.items():
            _choices(context, narrowed, name, label)
        if search:
            _search_box(context, search)


def _choices(context: Context, narrowed: Narrowed[Any], name: str, label: str) -> None:
    counts, chosen = narrowed.counts[name], getattr(context.view, name)
    words = narrowed.labels[name]
    occurring: Sequence[str] = [key for key in words if counts[key] or key in chosen]
    st.multiselect(
        label,
        occurring,
        format_func=lambda key: f"{words[key][:1].upper()}{words[key][1:]} ({counts[key]})",
        placeholder="All",
        width=230,
        **bound(name, list(chosen)),
    )


def _search_box(context: Context, label: str) -> None:
    st.text_input(
        label,
        max_chars=MAX_SEARCH,
        placeholder="Words, in any order",
        width=230,
        **bound("q", context.view.q),
    )
