"""What stands around the content of every page: header, heading, notices, footer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import htpy as h

from components.context import Context
from peel.questions.pages import PAGES
from peel.reading.faults import Fault
from peel.words import count


def site_nav(context: Context) -> h.Element:
    """The name of the site and its pages; the current one is marked in words for all readers."""
    return h.nav(".site-nav", aria_label="Pages")[
        h.a(context.page(""), class_="site-name")["PEEL findings"],
        h.ul[
            (
                h.li[
                    h.a(
                        context.page(page),
                        aria_current="page" if page == context.view.page else None,
                    )[title]
                ]
                for page, title in _titles(for_keepers=False)
            )
        ],
    ]


def page_head(context: Context, lead: str) -> h.Node:
    """The heading of a page other than the overview."""
    dossier = context.dossier
    return h.fragment[
        h.h1[title_of(context.view.page)],
        h.p(".subline")[f"{dossier.force.name}, {dossier.framework.name}"],
        h.p(".lead")[lead],
    ]


def title_of(page: str) -> str:
    """The name of a page."""
    return PAGES[page].title


def _titles(*, for_keepers: bool) -> Iterator[tuple[str, str]]:
    for page in PAGES.values():
        if page.for_keepers is for_keepers:
            yield page.path, page.title


def heading(_: Context, text: str) -> h.Element:
    """The heading of a part of a page."""
    return h.h2[text]


def paragraph(_: Context, text: str) -> h.Element:
    """A sentence between the parts of a page."""
    return h.p[text]


def stale_notice(context: Context, faults: Sequence[Fault]) -> h.Node:
    """That newer data has faults, so that the last good data is shown."""
    if not faults:
        return None
    return h.div(".notice", role="status")[
        h.p[
            "Newer data has faults and is not shown. What you see is the last good data. ",
            h.a(context.page("data-health"))["What is wrong with it"],
        ]
    ]


def own_file_banner(name: str) -> h.Node:
    """That what is shown comes from a file which nobody else sees; nothing without a file."""
    if not name:
        return None
    return h.div(".preview-banner", role="status")[
        h.p[
            h.strong["Unpublished preview."],
            f" This page shows {name}, which only you see. It is stored nowhere.",
        ]
    ]


def own_file_success(context: Context, name: str) -> h.Element:
    """That a file has no faults, what it holds, and the way to it."""
    dossier = context.dossier
    held = count(len(dossier.findings), "finding")
    reactions = count(len(dossier.force_round.reactions), "reaction")
    return h.div(".notice", role="status")[
        h.p[
            f"{name} has no faults: {held} and {reactions}. ",
            h.a(context.page(""))["See the overview"],
        ]
    ]


def notice_list(notices: Sequence[str]) -> h.Node:
    """What was asked for and cannot be shown."""
    if not notices:
        return None
    return h.div(".notice", role="status")[(h.p[text] for text in notices)]


def site_footer(context: Context) -> h.Element:
    """Where the words come from and the state of the data."""
    return h.footer(".site-footer")[
        h.p[
            "Findings and grades are those of the inspectorate; statements are in our own words. ",
            "Quotations belong to those quoted. ",
            h.a(context.page("sources", theme=()))["Sources, terms and method"],
        ],
        h.p[
            (
                h.fragment[h.a(context.page(page))[title], " "]
                for page, title in _titles(for_keepers=True)
            ),
            h.span(".version")[f"Data version {context.dossier.version}."],
        ],
    ]
