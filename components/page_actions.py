"""What a reader can do with a page: copy its link, cite it."""

from __future__ import annotations

import htpy as h

from components.addresses import share_path
from components.context import Context
from components.copy_link import lasting_address
from peel.publishing.citations import Citation, cite_quotation, cite_view
from peel.questions.pages import PAGES


def page_actions(context: Context, public_url: str, share: str | None = None) -> h.Element:
    """Copy the link, and cite what is shown.

    `share`: what stands before `/share/…` in the address of the plain page; None where there is
    no plain page.
    """
    plain = share_path(context.view.force, context.view.round)
    return h.div(".page-actions")[
        h.button(
            type="button",
            data_copy_link=lasting_address(context, context.view),
            data_carries=" ".join(PAGES[context.view.page].filters),
        )["Copy link"],
        h.a(href=f"{share}{plain}")["Plain page"] if share is not None else None,
        h.details(".folded")[
            h.summary["Cite this"],
            (_citation(title, cited) for title, cited in _citations(context, public_url)),
        ],
    ]


def _citations(context: Context, public_url: str) -> list[tuple[str, Citation]]:
    dossier, view = context.dossier, context.view
    page = f"{public_url}{share_path(view.force, view.round)}"
    found = [("This force and round", cite_view(dossier, page))]
    finding = dossier.finding_by_id.get(view.open)
    if finding is not None:
        words = cite_quotation(dossier, finding.evidence[0], f"{page}/{finding.id}")
        found.insert(0, (f"The words behind “{finding.title}”", words))
    return found


def _citation(title: str, cited: Citation) -> h.Node:
    forms = (("Plain text", cited.plain), ("Markdown", cited.markdown), ("BibTeX", cited.bibtex))
    return h.div(".citation")[
        h.h3[title],
        (
            h.div[
                h.p(".citation-form")[name, h.button(type="button", data_copy=text)["Copy"]],
                h.pre[text],
            ]
            for name, text in forms
        ),
    ]
