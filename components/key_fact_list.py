"""Key facts, each with its source and a button that copies both."""

from __future__ import annotations

import htpy as h

from components.context import Context
from peel.questions.key_facts import KeyFact, key_facts


def key_fact_list(context: Context) -> h.Node:
    """The facts as a list; in the app each has a button that copies it."""
    facts = key_facts(context.dossier)
    if not facts:
        return None
    return h.section(".key-facts", aria_labelledby="key-facts")[
        h.h2("#key-facts")["Key facts"],
        h.ul[(_fact(context, fact) for fact in facts)],
    ]


def _fact(context: Context, fact: KeyFact) -> h.Element:
    return h.li[
        h.p[fact.sentence],
        h.div[
            h.span(".note")[h.a(context.page(fact.page, theme=()))[fact.source], "."],
            h.button(type="button", data_copy=f"{fact.sentence} ({fact.source}.)")[
                "Copy", h.span(".visually-hidden")[f": {fact.sentence}"]
            ]
            if not context.footnotes
            else None,
        ],
    ]
