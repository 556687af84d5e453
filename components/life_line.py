"""A matter through the rounds in one line: raised, spoken of, or not stated in our sources."""

from __future__ import annotations

from htpy import Element, Node, details, div, fragment, li, ol, p, section, span, summary

from components.context import Context
from components.marks import heading, theme_list
from components.quotation import quotations
from peel.threads import Life, Moment, State


def life_line(lived: Life) -> Element:
    """The line and its sentence. The line is decoration; the sentence and the list say it all."""
    silence = f" {lived.silence}" if lived.silence else ""
    return div(".life")[
        div(".life-line", aria_hidden="true")[
            (
                span(class_=f"moment {_CLASSES[moment.state]}")[
                    span(".year")[_year(moment.framework.short_name)]
                ]
                for moment in lived.moments
            )
        ],
        p[f"{lived.sentence}{silence}"],
    ]


def _year(name: str) -> str:
    """`2018/19` as `18/19`: seven of them stand side by side on a phone."""
    return name if len(name) == 4 else name.removeprefix("20")


_CLASSES = {State.RAISED: "raised", State.NOT_RAISED: "spoken", State.SILENT: "silent"}


def thread_life(context: Context, lived: Life, *, level: int = 3, titled: bool = True) -> Element:
    """One thread in full: the line, what was said last, and each round with its words.

    `level` is that of its heading, left out where the page has the title already.
    """
    thread = lived.thread
    return section(".thread-life", id=thread.id, tabindex="-1")[
        heading(level)[thread.title] if titled else None,
        life_line(lived),
        p[lived.last_said],
        theme_list(context, thread.themes),
        details(".folded", open=context.view.open == thread.id)[
            summary["Every round, with the words"],
            ol(".moments")[(_moment(context, moment, level + 1) for moment in lived.moments)],
        ],
    ]


def _moment(context: Context, moment: Moment, level: int) -> Element:
    entry = moment.entry
    return li[
        heading(level)[moment.framework.name],
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
