"""What is left of a listing: the filter in words, then the things, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import htpy as h

from components.context import Context
from peel.questions.listings import Listing, Narrowed

Draw = Callable[[Context, Sequence[Any]], h.Node]


def results(context: Context, listing: Listing[Any], draw: Draw) -> h.Node:
    """The filter in words and the things that fit, drawn by `draw`."""
    return h.fragment[result_line(context, listing), _things(context, listing, draw)]


def in_short(
    context: Context, listing: Listing[Any], page: str, title: str, singular: str, draw: Draw
) -> h.Node:
    """A part of the overview: its heading, the way to the page that has all, and the first few."""
    narrowed = listing.narrow(context.dossier, context.view)
    every = f"All: {narrowed.in_words(singular)}"
    return h.fragment[
        h.div(".section-head")[
            h.h2[title],
            h.p[h.a(context.page(page))[every]] if narrowed.shown else None,
        ],
        _things(context, listing, draw),
    ]


def result_line(context: Context, listing: Listing[Any]) -> h.Element:
    """The filter restated in words, and the way back."""
    narrowed = listing.narrow(context.dossier, context.view)
    way_back = _way_back(context, narrowed, id="clear-filters")
    return h.p(".result-line", role="status")[
        h.strong[narrowed.in_words(listing.singular)],
        h.fragment[" ", way_back] if narrowed.chosen else None,
    ]


def _things(context: Context, listing: Listing[Any], draw: Draw) -> h.Node:
    narrowed = listing.narrow(context.dossier, context.view)
    if narrowed.shown:
        return draw(context, narrowed.shown)
    return _none(context, listing, narrowed)


def _none(context: Context, listing: Listing[Any], narrowed: Narrowed[Any]) -> h.Element:
    """Why nothing is shown, and the way back."""
    if not narrowed.total:
        name = context.dossier.force.name
        held = f"We hold no {listing.plural} for {name} in {context.dossier.framework.name}."
        return h.div(".empty")[h.p[held]]
    chosen = "; ".join(narrowed.chosen)
    return h.div(".empty")[
        h.p[f"None of the {narrowed.total} {listing.plural} fits: {chosen}."],
        h.p["Our sources may be silent on it. Silence does not mean that all is well."],
        h.p[_way_back(context, narrowed)],
    ]


def _way_back(context: Context, narrowed: Narrowed[Any], **attributes: str) -> h.Element:
    everything = context.links.to(context.view.unfiltered())
    return h.a(everything, **attributes)[f"Show all {narrowed.total}"]
