"""Key facts, each with its source and a button that copies both."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, a, button, div, h2, li, p, section, span, ul

from components.context import Context
from peel.key_facts import KeyFact


def key_fact_list(context: Context, facts: Sequence[KeyFact]) -> Node:
    """The facts as a list; in the app each has a button that copies it."""
    if not facts:
        return None
    return section(".key-facts", aria_labelledby="key-facts")[
        h2("#key-facts")["Key facts"],
        ul[(_fact(context, fact) for fact in facts)],
    ]


def _fact(context: Context, fact: KeyFact) -> Element:
    return li[
        p[fact.sentence],
        div[
            span(".note")[a(context.page(fact.page, theme=()))[fact.source], "."],
            button(type="button", data_copy=f"{fact.sentence} ({fact.source}.)")[
                "Copy", span(".visually-hidden")[f": {fact.sentence}"]
            ]
            if not context.footnotes
            else None,
        ],
    ]
