"""How to cite what is shown: the original publisher first, this dashboard as the way to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peel.model.sources import Quotation, Source
from peel.questions.dossier import Dossier

DASHBOARD = "PEEL findings"


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in three forms."""

    plain: str
    markdown: str
    bibtex: str


def cite_quotation(dossier: Dossier, quotation: Quotation, address: str) -> Citation:
    """Cite the exact words of a source. `address` is where this dashboard shows them."""
    source = dossier.source_by_id[quotation.source]
    when = str(source.published) if source.published else "date not stated"
    place = f", paragraph {quotation.paragraph}" if quotation.paragraph else ""
    where = f"{source.publisher}, ‘{source.title}’, {when}{place}, {source.address}"
    via = f"shown in {DASHBOARD}, data version {dossier.version}, {address}"
    said = f"“{quotation.words}” ({quotation.said_by})"
    return Citation(
        plain=f"{said}. {where} ({via}).",
        markdown=f"> {_markdown(quotation.words)}\n>\n> {_markdown(quotation.said_by)}, in "
        f"[{_markdown(source.title)}]({source.address}), {_markdown(source.publisher)}, "
        f"{when}{place}. Shown in [{DASHBOARD}]({address}), data version {dossier.version}.",
        bibtex=_bibtex(source, f"{quotation.words}", dossier, address),
    )


def cite_view(dossier: Dossier, address: str) -> Citation:
    """Cite a force in a round: the inspectorate's findings, as this dashboard gathers them."""
    framework = dossier.framework
    what = f"{framework.name}: {dossier.force.name}"
    by = framework.inspectorate_name
    via = f"as gathered in {DASHBOARD}, data version {dossier.version}"
    key = f"{framework.inspectorate}-{dossier.force.slug}-{framework.round}".lower()
    return Citation(
        plain=f"{by}, ‘{what}’, published {framework.published}, {via}, {address}.",
        markdown=f"{_markdown(by)}, [{_markdown(what)}]({address}), "
        f"published {framework.published}, {via}.",
        bibtex=(
            f"@misc{{{key},\n  author = {{{{{_tex(by)}}}}},\n  title = {{{_tex(what)}}},\n"
            f"  year = {{{framework.last_published.year}}},\n  url = {{{address}}},\n"
            f"  note = {{{_tex(via)}}}\n}}"
        ),
    )


def _bibtex(source: Source, words: str, dossier: Dossier, address: str) -> str:
    year = f"  year = {{{source.published.year}}},\n" if source.published else ""
    note = f"“{words}”; shown in {DASHBOARD}, data version {dossier.version}, {address}"
    return (
        f"@misc{{{source.id},\n  author = {{{{{_tex(source.publisher)}}}}},\n"
        f"  title = {{{_tex(source.title)}}},\n{year}  url = {{{source.address}}},\n"
        f"  note = {{{_tex(note)}}}\n}}"
    )


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", ""))


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)
