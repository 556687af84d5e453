"""What stands around the content of every page: header, heading, notices, footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from htpy import Element, Node, a, div, footer, fragment, h1, h2, li, nav, p, span, strong, ul

from components.context import Context
from peel.faults import Fault
from peel.narrowing import Narrowed
from peel.words import count, lower_first

TITLES = {
    "": "Overview",
    "improvement-areas": "Improvement areas",
    "reactions": "Reactions",
    "findings": "Findings",
    "compare": "Compare forces",
    "over-time": "Over time",
    "sources": "Sources and method",
}
# Pages for those who keep the data; their links stand in the footer.
KEEPERS_TITLES = {"preview": "Try your own file", "data-health": "Data health"}


def site_nav(context: Context) -> Element:
    """The name of the site and its pages; the current one is marked in words for all readers."""
    return nav(".site-nav", aria_label="Pages")[
        a(context.page(""), class_="site-name")["PEEL findings"],
        ul[
            (
                li[
                    a(
                        context.page(page),
                        aria_current="page" if page == context.view.page else None,
                    )[title]
                ]
                for page, title in TITLES.items()
            )
        ],
    ]


def overview_head(context: Context) -> Node:
    """Force and round, when it was inspected and published, and the story in a sentence."""
    dossier = context.dossier
    framework, record = dossier.framework, dossier.record
    findings = count(len(dossier.findings), "finding")
    sources = count(len(dossier.quoted_for_findings), "source")
    held = f" {findings} from {sources}." if dossier.has_findings else ""
    inspected = str(record.inspected) if record.inspected else "on a day not stated in our sources"
    return fragment[
        h1[f"{dossier.force.name} in {framework.name}"],
        p(".subline")[
            f"Inspected by {framework.inspectorate} {inspected}. ",
            f"Published {lower_first(framework.published)}.",
            held,
        ],
        p(".story")[record.story.statement] if record.story else None,
    ]


def grades_only(context: Context) -> Element:
    """What we do not hold for a force without a findings file."""
    dossier = context.dossier
    return div(".notice")[
        p[
            f"For {dossier.force.name} in {dossier.framework.name} we hold grades only: no "
            "findings, improvement areas, earlier recommendations or reactions. That our sources "
            "are silent does not mean that there were none."
        ]
    ]


def page_head(context: Context, lead: str) -> Node:
    """The heading of a page other than the overview."""
    dossier = context.dossier
    return fragment[
        h1[title_of(context.view.page)],
        p(".subline")[f"{dossier.force.name}, {dossier.framework.name}"],
        p(".lead")[lead],
    ]


def title_of(page: str) -> str:
    """The name of a page."""
    return (TITLES | KEEPERS_TITLES)[page]


def heading(text: str) -> Element:
    """The heading of a part of a page."""
    return h2[text]


def paragraph(text: str) -> Element:
    return p[text]


def section_head(
    context: Context, title: str, page: str, narrowed: Narrowed[Any], singular: str
) -> Element:
    """The heading of a part of the overview, and the way to the page that has all of it."""
    return div(".section-head")[
        h2[title],
        p[a(context.page(page))[f"All: {narrowed.in_words(singular)}"]] if narrowed.shown else None,
    ]


def stale_notice(context: Context, faults: Sequence[Fault]) -> Node:
    """That newer data has faults, so that the last good data is shown."""
    if not faults:
        return None
    return div(".notice", role="status")[
        p[
            "Newer data has faults and is not shown. What you see is the last good data. ",
            a(context.page("data-health"))["What is wrong with it"],
        ]
    ]


def preview_banner(name: str) -> Node:
    """That what is shown comes from a file which nobody else sees; nothing without a file."""
    if not name:
        return None
    return div(".preview-banner", role="status")[
        p[
            strong["Unpublished preview."],
            f" This page shows {name}, which only you see. It is stored nowhere.",
        ]
    ]


def preview_success(context: Context, name: str) -> Element:
    """That a file has no faults, what it holds, and the way to it."""
    dossier = context.dossier
    held = count(len(dossier.findings), "finding")
    reactions = count(len(dossier.record.reactions), "reaction")
    return div(".notice", role="status")[
        p[
            f"{name} has no faults: {held} and {reactions}. ",
            a(context.page(""))["See the overview"],
        ]
    ]


def notice_list(notices: Sequence[str]) -> Node:
    """What was asked for and cannot be shown."""
    if not notices:
        return None
    return div(".notice", role="status")[(p[text] for text in notices)]


_EVERYTHING: dict[str, object] = {
    "theme": (),
    "pillar": (),
    "kind": (),
    "relation": (),
    "organisation": (),
    "stance": (),
    "q": "",
    "open": "",
}


def result_line(
    context: Context, narrowed: Narrowed[Any], singular: str, plural: str = ""
) -> Element:
    """The filter restated in words, and the way back."""
    clear = a(context.here(**_EVERYTHING), id="clear-filters")[f"Show all {narrowed.total}"]
    return p(".result-line", role="status")[
        strong[narrowed.in_words(singular)],
        fragment[" ", clear] if narrowed.chosen else None,
    ]


def empty_result(context: Context, narrowed: Narrowed[Any], plural: str) -> Element:
    """Why nothing is shown, and the way back."""
    if not narrowed.total:
        name = context.dossier.force.name
        text = f"We hold no {plural} for {name} in {context.dossier.framework.name}."
        return div(".empty")[p[text]]
    return div(".empty")[
        p[f"None of the {narrowed.total} {plural} fits: {'; '.join(narrowed.chosen)}."],
        p["Our sources may be silent on it. Silence does not mean that all is well."],
        p[a(context.here(**_EVERYTHING))[f"Show all {narrowed.total}"]],
    ]


def site_footer(context: Context) -> Element:
    """Where the words come from and the state of the data."""
    return footer(".site-footer")[
        p[
            "Findings and grades are those of the inspectorate; statements are in our own words. ",
            "Quotations belong to those quoted. ",
            a(context.page("sources", theme=()))["Sources, terms and method"],
        ],
        p[
            (fragment[a(context.page(page))[title], " "] for page, title in KEEPERS_TITLES.items()),
            span(".version")[f"Data version {context.dossier.version}."],
        ],
    ]
