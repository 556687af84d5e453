"""Where it all comes from: the sources of a dossier, and how their words were checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peel.library.kept import kept
from peel.model.sources import Quotation, Source
from peel.model.values import Held
from peel.questions.dossier import Dossier
from peel.questions.reactions import responses


@dataclass(frozen=True)
class SourceUse:
    """A source and what was taken from it for this force and round."""

    source: Source
    quotations: int
    checked: int
    taken: tuple[tuple[str, int], ...]
    themes: frozenset[str]


@kept
def source_uses(dossier: Dossier) -> tuple[SourceUse, ...]:
    """The sources used for this force and round, most quoted first."""
    taken: dict[str, dict[str, int]] = {}
    quoted: dict[str, set[str]] = {}
    unchecked: dict[str, set[str]] = {}
    themes: dict[str, set[str]] = {}
    for what, about, evidence in _evidence(dossier):
        for name in {quotation.source for quotation in evidence}:
            kinds = taken.setdefault(name, {})
            kinds[what] = kinds.get(what, 0) + 1
            themes.setdefault(name, set()).update(about)
        for quotation in evidence:
            quoted.setdefault(quotation.source, set()).add(quotation.digest)
            if checked_against(dossier, quotation) is None:
                unchecked.setdefault(quotation.source, set()).add(quotation.digest)
    uses = [
        SourceUse(
            dossier.source_by_id[name],
            len(quoted[name]),
            len(quoted[name]) - len(unchecked.get(name, ())),
            tuple(kinds.items()),
            frozenset(themes[name]),
        )
        for name, kinds in taken.items()
    ]
    return tuple(sorted(uses, key=lambda use: (-use.quotations, use.source.title)))


@kept
def footnote_numbers(dossier: Dossier) -> Mapping[str, int]:
    """The number of each source on a page that has them as footnotes, counted from 1."""
    return {use.source.id: number for number, use in enumerate(source_uses(dossier), start=1)}


@kept
def sources_of_findings(dossier: Dossier) -> frozenset[str]:
    """Ids of the sources behind the findings."""
    return frozenset(quoted.source for item in dossier.findings for quoted in item.evidence)


def checked_against(dossier: Dossier, quotation: Quotation) -> Held | None:
    """Whether the words were checked against the full text, an excerpt, or not yet."""
    check = dossier.shared.checked.get(quotation.digest)
    text = dossier.force_record.texts[dossier.source_by_id[quotation.source].text]
    if check is None or not text.sha256.startswith(check.text):
        return None
    return check.against


def _evidence(dossier: Dossier) -> Iterator[tuple[str, tuple[str, ...], tuple[Quotation, ...]]]:
    """What each piece of evidence serves, its themes, and the quotations."""
    record, framework = dossier.force_round, dossier.framework
    if record.story:
        yield "summary", (), record.story.evidence
    for grade in record.grades:
        yield "grade", (), grade.evidence
    for pillar in framework.pillars:
        dates = pillar.published_evidence + pillar.comparison.evidence
        if dates:
            yield "date or comparison", (), dates
    if framework.scale_evidence:
        yield "grade scale", (), framework.scale_evidence
    for finding in dossier.findings:
        links = tuple(q for asked in finding.asked_before for q in asked.evidence)
        yield "finding", finding.themes, finding.evidence + links
    for item in {item.id: item for item in (*dossier.asked, *dossier.asked_now)}.values():
        outcome = item.outcome.evidence if item.outcome else ()
        yield "recommendation", item.themes, item.evidence + outcome
    for response in responses(dossier):
        yield "reaction", response.reaction.themes, response.reaction.evidence
    for difference in record.differences:
        both = tuple(q for side in difference.sides for q in side.evidence)
        yield "difference between sources", (), both
