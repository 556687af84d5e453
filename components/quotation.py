"""A quotation with who said it and where, always in that order."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import htpy as h

from components.context import Context
from peel.model.grades import GradeRow
from peel.model.sources import Quotation
from peel.model.values import Held, PageBasis
from peel.questions.sources import checked_against, footnote_numbers
from peel.words import count

_CHECKED = {
    Held.FULL_TEXT: "Checked against the full text",
    Held.BEGINNING: "Checked against an excerpt",
    None: "Not yet checked against the text",
}
_PAGES = {
    PageBasis.OFFICIAL_PAGE: "official page",
    PageBasis.OFFICIAL_LATER_PAGE: "official page of a later round",
    PageBasis.OFFICIAL_RELEASE: "official release",
    PageBasis.OTHER: "newspaper or other page",
}


def quotation(context: Context, quoted: Quotation) -> h.Element:
    """The words of a source and the line that names it."""
    return h.figure(".quotation")[
        h.blockquote[h.p[f"“{quoted.words}”"]],
        h.figcaption[
            source_line(context, quoted),
            None if context.footnotes else h.fragment[" ", _copy_button()],
        ],
    ]


def _copy_button() -> h.Element:
    """Copies the words with who said them and where; the app's script does it."""
    return h.button(
        ".copy-quote", type="button", data_copy_quote=True, aria_label="Copy quotation"
    )["Copy"]


def quotations(context: Context, evidence: Sequence[Quotation | GradeRow]) -> h.Node:
    """Several quotations, one below the other."""
    return h.fragment[
        (
            page_words(quoted) if isinstance(quoted, GradeRow) else quotation(context, quoted)
            for quoted in evidence
        )
    ]


def page_words(row: GradeRow) -> h.Element:
    """The words of a page that states a grade, from the file of all forces' grades."""
    when = f"date shown: {row.page_date}" if row.page_date else "no date shown"
    return h.figure(".quotation")[
        h.blockquote[h.p[f"“{row.evidence}”"]],
        h.figcaption[
            h.a(href=row.source_url, rel="external noopener", target="_blank")[
                urlsplit(row.source_url).hostname or row.source_url
            ],
            h.span(".where")[f" ({_PAGES[row.basis]}, {when}). {_CHECKED[None]}."],
            h.span(".where")[f" Note: {row.note}."] if row.note else None,
        ],
    ]


def folded_quotations(
    context: Context, evidence: Sequence[Quotation | GradeRow], what: str = ""
) -> h.Node:
    """Quotations behind a line that says how many there are and for what."""
    if not evidence:
        return None
    words = what or count(len(evidence), "quotation")
    return h.details(".folded")[h.summary[words], h.div[quotations(context, evidence)]]


def source_line(context: Context, quoted: Quotation) -> h.Node:
    """`HMIC · Cambridgeshire PEEL 2015: Effectiveness, 18 February 2016, paragraph 6`."""
    source = context.source(quoted.source)
    said_by = quoted.said_by if quoted.said_by != source.publisher else None
    parts = [str(source.published) if source.published else "date not stated"]
    if quoted.paragraph:
        parts.append(f"paragraph {quoted.paragraph}")
    checked = _CHECKED[checked_against(context.dossier, quoted)]
    if context.footnotes:
        said = f"{said_by}, in " if said_by else ""
        where = f"{said}{source.publisher}, {', '.join(parts)}. {checked}."
        return h.fragment[where, _footnote(context, source.id)]
    return h.fragment[
        h.span(".said-by")[said_by, ", in "] if said_by else None,
        h.a(href=source.address, rel="external noopener", target="_blank")[source.title],
        h.span(".where")[f" ({source.publisher}, {', '.join(parts)}). {checked}."],
    ]


def _footnote(context: Context, source_id: str) -> h.Node:
    """The number of a source in the list at the end of the page."""
    numbers = footnote_numbers(context.dossier)
    if source_id not in numbers:
        return None
    number = numbers[source_id]
    return h.sup[h.a(href=f"#source-{number}", aria_label=f"Source {number}")[str(number)]]
