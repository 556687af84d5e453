"""Key facts, each with its source and a button that copies both."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, button, div, h2, li, p, section, span, ul

from peel.key_facts import KeyFact


def key_fact_list(facts: Sequence[KeyFact], *, copy: bool = True) -> Node:
    """The facts as a list; `copy` adds a button to each, which needs the app's script."""
    if not facts:
        return None
    return section(".key-facts", aria_labelledby="key-facts")[
        h2("#key-facts")["Key facts"],
        ul[(_fact(fact, copy) for fact in facts)],
    ]


def _fact(fact: KeyFact, copy: bool) -> Element:
    return li[
        p[fact.sentence],
        div[
            span(".note")[f"{fact.source}."],
            button(type="button", data_copy=f"{fact.sentence} ({fact.source}.)")[
                "Copy", span(".visually-hidden")[f": {fact.sentence}"]
            ]
            if copy
            else None,
        ],
    ]
