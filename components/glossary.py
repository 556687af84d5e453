"""The words of the field, whole and where a reader first meets them; and how this is made."""

from __future__ import annotations

import htpy as h

from components.context import Context
from components.quotation import quotations
from peel.model.values import NOT_STATED_ON_SCREEN
from peel.words import lower_first


def glossary(context: Context) -> h.Element:
    """The words of the field."""
    return h.section(".glossary", aria_labelledby="glossary")[
        h.h2("#glossary")["Glossary"],
        h.dl[
            (
                h.div(id=f"term-{term.id}")[
                    h.dt[term.term],
                    h.dd[
                        h.p[term.meaning or f"A definition is {NOT_STATED_ON_SCREEN}."],
                        quotations(context, term.evidence),
                    ],
                ]
                for term in context.dossier.shared.glossary
            )
        ],
    ]


def terms_explained(context: Context, *ids: str) -> h.Node:
    """Words of the field where a reader first meets them, folded away for those who know them."""
    terms = [term for term in context.dossier.shared.glossary if term.id in ids]
    if not terms:
        return None
    names = ", ".join(lower_first(term.term) for term in terms)
    return h.details(".folded")[
        h.summary[f"What these words mean: {names}"],
        h.dl[
            (
                h.div[
                    h.dt[term.term],
                    h.dd[term.meaning or f"A definition is {NOT_STATED_ON_SCREEN}."],
                ]
                for term in terms
            )
        ],
        h.p[
            h.a(context.page("sources", theme=()))[
                "The whole glossary, with the inspectorate’s words"
            ]
        ],
    ]


def method(context: Context) -> h.Element:
    """How this is made."""
    return h.section(".method", aria_labelledby="method")[
        h.h2("#method")["How this is made"],
        (
            h.section(id=f"method-{item.id}")[
                h.h3[item.title], (h.p[text] for text in item.paragraphs)
            ]
            for item in context.dossier.shared.method
        ),
    ]
