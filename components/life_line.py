"""A matter through the rounds in one line: raised, spoken of, or not stated in our sources."""

from __future__ import annotations

from htpy import Element, Node, details, div, fragment, h3, h4, li, ol, p, section, span, summary

from components.context import Context
from components.marks import theme_list
from components.quotation import quotations
from peel.threads import Life, Moment, State


def life_line(lived: Life) -> Element:
    """The line and its sentence. The line is decoration; the sentence and the list say it all."""
    silence = f" {lived.silence}" if lived.silence else ""
    return div(".life")[
        div(".life-line", aria_hidden="true")[
            (
                span(class_=f"moment {_CLASSES[moment.state]}")[
                    span(".year")[moment.framework.short_name]
                ]
                for moment in lived.moments
            )
        ],
        p[f"{lived.sentence}{silence}"],
    ]


_CLASSES = {State.RAISED: "raised", State.NOT_RAISED: "spoken", State.SILENT: "silent"}


def thread_life(context: Context, lived: Life) -> Element:
    """One thread in full: the line, what was said last, and each round with its words."""
    thread = lived.thread
    return section(".thread-life", id=thread.id, tabindex="-1")[
        h3[thread.title],
        life_line(lived),
        p[lived.last_said],
        theme_list(context, thread.themes),
        details(".folded", open=context.view.open == thread.id)[
            summary["Every round, with the words"],
            ol(".moments")[(_moment(context, moment) for moment in lived.moments)],
        ],
    ]


def _moment(context: Context, moment: Moment) -> Element:
    entry = moment.entry
    return li[
        h4[moment.framework.name],
        p[f"{moment.state.capitalize()}. ", entry.statement if entry else None],
        quotations(context, entry.evidence) if entry else None,
    ]


def thread_lives(context: Context, lives: tuple[Life, ...]) -> Node:
    """All threads of a force, with what the marks mean."""
    if not lives:
        return None
    return fragment[
        p(".life-key")[
            span(".key.raised")["raised"],
            span(".key.spoken")["spoken of, not raised"],
            span(".key.silent")["not stated in our sources"],
        ],
        (thread_life(context, lived) for lived in lives),
    ]
