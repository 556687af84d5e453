"""The sources, what was taken from each, what they do not say and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import (
    Element,
    Node,
    a,
    article,
    caption,
    dd,
    details,
    div,
    dl,
    dt,
    fragment,
    h2,
    h3,
    li,
    p,
    section,
    span,
    summary,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
    ul,
)

from components.context import Context
from components.corrections import correction_notes
from components.quotation import quotations
from peel.dossier import SourceUse
from peel.model import Correction, MethodSection, Term
from peel.narrowing import Narrowed
from peel.values import NOT_STATED_ON_SCREEN, Held
from peel.words import count, listed, lower_first, sentence


def source_table(context: Context, narrowed: Narrowed[SourceUse]) -> Element:
    """Each source with publisher, date, terms, how much of it was read, and what came from it."""
    return table(".source-table")[
        caption(".visually-hidden")["Sources, their terms, and what was taken from them"],
        thead[tr[(th(scope="col")[t] for t in _HEADS)]],
        tbody[(_row(context, use) for use in narrowed.shown)],
    ]


_HEADS = ("Source", "Published", "Terms", "What we read", "What we took")


def _row(context: Context, use: SourceUse) -> Element:
    source = use.source
    terms = context.dossier.shared.terms[source.terms]
    when = str(source.published) if source.published else "Not stated"
    when_note = span(".note")[source.published_note] if source.published_note else None
    taken = listed(count(amount, what, _PLURALS.get(what, "")) for what, amount in use.taken)
    return tr(id=source.id)[
        th(scope="row")[
            a(href=source.address, rel="external noopener", target="_blank")[source.title],
            span(".publisher")[source.publisher],
            span(".note")[source.note] if source.note else None,
            correction_notes(context, source.id),
        ],
        td(data_label=_HEADS[1])[when, when_note],
        td(data_label=_HEADS[2])[
            a(href=terms.address, rel="external noopener", target="_blank")[terms.name]
            if terms.address
            else terms.name
        ],
        td(data_label=_HEADS[3])[_read(use)],
        td(data_label=_HEADS[4])[f"{sentence(taken)}.", span(".note")[_verified(use)]],
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


def correction_list(corrections: Sequence[Correction]) -> Element:
    """What had to be put right, newest first."""
    return section(".corrections", aria_labelledby="corrections")[
        h2("#corrections")["Corrections"],
        ul[
            (
                li[
                    f"{item.date}: {item.wrong} Before: “{item.was}” Now: “{item.now}” ",
                    f"Reason: {item.reason}",
                ]
                for item in corrections
            )
        ]
        if corrections
        else p["There have been none so far."],
    ]


def passed_over(sources: Sequence[SourceUse]) -> Node:
    """For a text read in full: the paragraphs from which nothing was taken, and why."""
    return fragment[
        (
            section[
                h3[f"Passed over in “{use.source.title}”"],
                ul[
                    (
                        li[f"Paragraph {item.paragraph}: {item.reason}"]
                        for item in use.source.passed_over
                    )
                ],
            ]
            for use in sources
            if use.source.passed_over
        )
    ]


def silence_list(context: Context, *about: str) -> Node:
    """What a reader would look for and our sources do not say: all of it, or on some subjects."""
    found = [item for item in context.dossier.record.silences if not about or item.about in about]
    if not found:
        return None
    return section(".silences", aria_labelledby="silences")[
        h2("#silences")["What our sources do not say"],
        dl[(div[dt[item.subject], dd[item.statement]] for item in found)],
    ]


def difference_list(context: Context) -> Node:
    """Where two sources differ, what each says, and what is shown here."""
    differences = context.dossier.record.differences
    if not differences:
        return None
    return section(".differences", aria_labelledby="differences")[
        h2("#differences")["Where our sources differ"],
        (
            article[
                h3[item.subject],
                div(".sides")[
                    (div[p[side.says], quotations(context, side.evidence)] for side in item.sides)
                ],
                p(".we-show")["Shown here: ", item.we_show],
            ]
            for item in differences
        ),
    ]


def glossary(context: Context, terms: Sequence[Term]) -> Element:
    """The words of the field."""
    return section(".glossary", aria_labelledby="glossary")[
        h2("#glossary")["Glossary"],
        dl[
            (
                div(id=f"term-{term.id}")[
                    dt[term.term],
                    dd[
                        p[term.meaning or f"A definition is {NOT_STATED_ON_SCREEN}."],
                        quotations(context, term.evidence),
                    ],
                ]
                for term in terms
            )
        ],
    ]


def terms_explained(context: Context, *ids: str) -> Node:
    """Words of the field where a reader first meets them, folded away for those who know them."""
    terms = [term for term in context.dossier.shared.glossary if term.id in ids]
    if not terms:
        return None
    names = ", ".join(lower_first(term.term) for term in terms)
    return details(".folded")[
        summary[f"What these words mean: {names}"],
        dl[
            (
                div[dt[term.term], dd[term.meaning or f"A definition is {NOT_STATED_ON_SCREEN}."]]
                for term in terms
            )
        ],
        p[
            a(context.page("sources", theme=()))[
                "The whole glossary, with the inspectorate’s words"
            ]
        ],
    ]


def method(sections: Sequence[MethodSection]) -> Element:
    """How this is made."""
    return section(".method", aria_labelledby="method")[
        h2("#method")["How this is made"],
        (
            section(id=f"method-{item.id}")[h3[item.title], (p[text] for text in item.paragraphs)]
            for item in sections
        ),
    ]


def terms_list(context: Context, sources: Sequence[SourceUse]) -> Node:
    """The terms under which the sources may be used, in a plain sentence each."""
    used = {use.source.terms for use in sources}
    terms = [item for key, item in context.dossier.shared.terms.items() if key in used]
    if not terms:
        return None
    return section(".silences", aria_labelledby="terms")[
        h2("#terms")["Terms of use"],
        dl[(div[dt[item.name], dd[item.meaning]] for item in terms)],
    ]
