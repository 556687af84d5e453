"""The sources: what was taken from each, under which terms, and what was passed over."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from components.context import Context
from components.corrections import correction_notes
from peel.model.values import Held
from peel.questions.listings import SOURCES
from peel.questions.sources import SourceUse
from peel.words import count, listed, sentence


def source_table(context: Context, uses: Sequence[SourceUse]) -> h.Element:
    """Each source with publisher, date, terms, how much of it was read, and what came from it."""
    return h.table(".source-table")[
        h.caption(".visually-hidden")["Sources, their terms, and what was taken from them"],
        h.thead[h.tr[(h.th(scope="col")[t] for t in _HEADS)]],
        h.tbody[(_row(context, use) for use in uses)],
    ]


_HEADS = ("Source", "Published", "Terms", "What we read", "What we took")


def _row(context: Context, use: SourceUse) -> h.Element:
    source = use.source
    terms = context.dossier.shared.terms[source.terms]
    when = str(source.published) if source.published else "Not stated"
    when_note = h.span(".note")[source.published_note] if source.published_note else None
    taken = listed(count(amount, what, _PLURALS.get(what, "")) for what, amount in use.taken)
    return h.tr(id=source.id)[
        h.th(scope="row")[
            h.a(href=source.address, rel="external noopener", target="_blank")[source.title],
            h.span(".publisher")[source.publisher],
            h.span(".note")[source.note] if source.note else None,
            correction_notes(context, source.id),
        ],
        h.td(data_label=_HEADS[1])[when, when_note],
        h.td(data_label=_HEADS[2])[
            h.a(href=terms.address, rel="external noopener", target="_blank")[terms.name]
            if terms.address
            else terms.name
        ],
        h.td(data_label=_HEADS[3])[_read(use)],
        h.td(data_label=_HEADS[4])[f"{sentence(taken)}.", h.span(".note")[_verified(use)]],
    ]


_PLURALS = {
    "date or comparison": "dates or comparisons",
    "difference between sources": "differences between sources",
    "summary": "summaries",
}


def _read(use: SourceUse) -> str:
    if use.source.held is Held.FULL_TEXT:
        return f"The full text, {use.source.paragraphs} paragraphs"
    return "The beginning of the page"


def _verified(use: SourceUse) -> str:
    """How many of its quotations were found word for word in the text."""
    whole = "the full text" if use.source.held is Held.FULL_TEXT else "an excerpt"
    if use.checked == use.quotations:
        return f"{count(use.quotations, 'quotation')}, checked word for word against {whole}."
    left = use.quotations - use.checked
    return f"{count(use.quotations, 'quotation')}, of which {left} not yet checked."


def passed_over(context: Context) -> h.Node:
    """For a text read in full: the paragraphs from which nothing was taken, and why."""
    sources = SOURCES.narrow(context.dossier, context.view).shown
    return h.fragment[
        (
            h.section[
                h.h3[f"Passed over in “{use.source.title}”"],
                h.ul[
                    (
                        h.li[f"Paragraph {item.paragraph}: {item.reason}"]
                        for item in use.source.passed_over
                    )
                ],
            ]
            for use in sources
            if use.source.passed_over
        )
    ]


def terms_list(context: Context) -> h.Node:
    """The terms under which the sources may be used, in a plain sentence each."""
    sources = SOURCES.narrow(context.dossier, context.view).shown
    used = {use.source.terms for use in sources}
    terms = [item for key, item in context.dossier.shared.terms.items() if key in used]
    if not terms:
        return None
    return h.section(".silences", aria_labelledby="terms")[
        h.h2("#terms")["Terms of use"],
        h.dl[(h.div[h.dt[item.name], h.dd[item.meaning]] for item in terms)],
    ]
