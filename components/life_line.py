"""A matter through the rounds in one line: raised, spoken of, or not stated in our sources."""

from __future__ import annotations

import htpy as h

from components.context import Context
from components.marks import heading_of, theme_list
from components.quotation import quotations
from peel.questions.lives import Life, Moment, State, lives


def life_line(lived: Life) -> h.Element:
    """The line and its sentence. The line is decoration; the sentence and the list say it all."""
    silence = f" {lived.silence}" if lived.silence else ""
    return h.div(".life")[
        h.div(".life-line", aria_hidden="true")[
            (
                h.span(class_=f"moment {_CLASSES[moment.state]}")[
                    h.span(".year")[_year(moment.framework.short_name)]
                ]
                for moment in lived.moments
            )
        ],
        h.p[f"{lived.sentence}{silence}"],
    ]


def _year(name: str) -> str:
    """`2018/19` as `18/19`: seven of them stand side by side on a phone."""
    return name if len(name) == 4 else name.removeprefix("20")


_CLASSES = {State.RAISED: "raised", State.NOT_RAISED: "spoken", State.SILENT: "silent"}


def thread_life(context: Context, lived: Life, *, level: int = 3, titled: bool = True) -> h.Element:
    """One thread in full: the line, what was said last, and each round with its words.

    `level` is that of its heading, left out where the page has the title already.
    """
    thread = lived.thread
    return h.section(".thread-life", id=thread.id, tabindex="-1")[
        heading_of(level)[thread.title] if titled else None,
        life_line(lived),
        h.p[lived.last_said],
        theme_list(context, thread.themes),
        h.details(".folded", open=context.view.open == thread.id)[
            h.summary["Every round, with the words"],
            h.ol(".moments")[(_moment(context, moment, level + 1) for moment in lived.moments)],
        ],
    ]


def _moment(context: Context, moment: Moment, level: int) -> h.Element:
    entry = moment.entry
    return h.li[
        heading_of(level)[moment.framework.name],
        h.p[f"{moment.state.capitalize()}. ", entry.statement if entry else None],
        quotations(context, entry.evidence) if entry else None,
    ]


def thread_lives(context: Context) -> h.Node:
    """All threads of a force, with what the marks mean."""
    matters = lives(context.dossier.force_record)
    if not matters:
        return None
    return h.fragment[
        h.h2["What was raised, and when"],
        h.p(".life-key")[
            h.span(".key.raised")["raised"],
            h.span(".key.spoken")["spoken of, not raised"],
            h.span(".key.silent")["not stated in our sources"],
        ],
        (thread_life(context, lived) for lived in matters),
    ]
