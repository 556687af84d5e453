"""What a reader can do with a page: copy its link, cite it."""

from __future__ import annotations

from htpy import Element, Node, a, button, details, div, h3, p, pre, summary

from components.context import Context
from components.copy_link import lasting_address
from peel.cite import Citation, cite_quotation, cite_view
from peel.view import filters


def page_actions(context: Context, public_url: str, share: str | None = None) -> Element:
    """Copy the link, and cite what is shown.

    `share`: what stands before `share/…` in the address of the plain page; None where there is
    no plain page.
    """
    place = f"share/{context.view.force}/{context.view.round}"
    return div(".page-actions")[
        button(
            type="button",
            data_copy_link=lasting_address(context, context.view),
            data_carries=" ".join(filters(context.view.page)),
        )["Copy link"],
        a(href=f"{share}{place}")["Plain page"] if share is not None else None,
        details(".folded")[
            summary["Cite this"],
            (_citation(title, cited) for title, cited in _citations(context, public_url)),
        ],
    ]


def _citations(context: Context, public_url: str) -> list[tuple[str, Citation]]:
    dossier, view = context.dossier, context.view
    page = f"{public_url}/share/{view.force}/{view.round}"
    found = [("This force and round", cite_view(dossier, page))]
    finding = dossier.finding_by_id.get(view.open)
    if finding is not None:
        words = cite_quotation(dossier, finding.evidence[0], f"{page}/{finding.id}")
        found.insert(0, (f"The words behind “{finding.title}”", words))
    return found


def _citation(title: str, cited: Citation) -> Node:
    forms = (("Plain text", cited.plain), ("Markdown", cited.markdown), ("BibTeX", cited.bibtex))
    return div(".citation")[
        h3[title],
        (
            div[
                p(".citation-form")[name, button(type="button", data_copy=text)["Copy"]],
                pre[text],
            ]
            for name, text in forms
        ),
    ]
