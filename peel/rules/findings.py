"""That what is said of one force, or of all, in one round keeps the rules of the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from peel.model.findings import (
    AskedBefore,
    Finding,
    ForceRound,
    NationalRound,
    Reaction,
    Recommendation,
)
from peel.model.rounds import Framework
from peel.model.shared import Shared
from peel.model.sources import Source
from peel.model.values import Kind, PartialDate, Reach, Relation
from peel.reading.faults import Steps
from peel.reading.validate import Loaded
from peel.rules.grades import check_grades
from peel.rules.references import (
    Faults,
    check_pillar_and_question,
    check_quotations,
    check_themes,
    unknown,
)
from peel.rules.sources import check_later_sources
from peel.words import indefinite


def check_national(loaded: Loaded[NationalRound], name: str, shared: Shared) -> Faults:
    """A round's national reactions and recommendations resolve and are in order."""
    if loaded.value.round != name:
        message = f"round '{loaded.value.round}' in a file named {name}.yaml"
        yield loaded.fault(("round",), message)
    framework = shared.frameworks.get(loaded.value.round)
    if framework is None:
        yield from unknown(loaded, ("round",), "round", loaded.value.round, shared.frameworks)
        return
    for index, recommendation in enumerate(loaded.value.recommendations):
        steps: Steps = ("recommendations", index)
        yield from _check_recommendation(loaded, steps, recommendation, framework, shared)
        if recommendation.addressed_to is not Reach.NATIONAL:
            message = f"expected '{Reach.NATIONAL}' in a national file"
            yield loaded.fault((*steps, "addressed_to"), message)
    for index, reaction in enumerate(loaded.value.reactions):
        steps = ("reactions", index)
        yield from _check_reaction(loaded, steps, reaction, framework, shared, ())
        if reaction.about is not Reach.NATIONAL:
            yield loaded.fault((*steps, "about"), f"expected '{Reach.NATIONAL}' in a national file")


def check_force_round(
    loaded: Loaded[ForceRound],
    folder_name: str,
    file_name: str,
    shared: Shared,
    sources: Mapping[str, Source],
    earlier: Iterable[Recommendation] | None,
) -> Faults:
    """One force in one round: every reference, every rule.

    `earlier`: what was asked for in the round before; None where its file cannot be read.
    """
    record = loaded.value
    if record.force != folder_name:
        message = f"force '{record.force}' in a folder named {folder_name}"
        yield loaded.fault(("force",), message)
    if record.round != file_name:
        yield loaded.fault(("round",), f"round '{record.round}' in a file named {file_name}.yaml")
    yield from unknown(loaded, ("force",), "force", record.force, shared.forces)
    framework = shared.frameworks.get(record.round)
    if framework is None:
        yield from unknown(loaded, ("round",), "round", record.round, shared.frameworks)
        return
    if record.inspected and framework.last_published.certainly_before(record.inspected):
        yield loaded.fault(("inspected",), "after the round's last report was published")
    findings = {finding.id: finding for finding in record.findings}
    yield from check_grades(loaded, record, framework, shared, findings)
    asked = None if earlier is None else {item.id for item in earlier}
    for index, finding in enumerate(record.findings):
        yield from _check_finding(loaded, ("findings", index), finding, framework, shared, asked)
    for index, recommendation in enumerate(record.recommendations):
        steps: Steps = ("recommendations", index)
        yield from _check_recommendation(loaded, steps, recommendation, framework, shared)
        if recommendation.addressed_to is not Reach.FORCE:
            message = f"one for every force belongs in national/{record.round}.yaml"
            yield loaded.fault((*steps, "addressed_to"), message)
    for index, reaction in enumerate(record.reactions):
        steps = ("reactions", index)
        yield from _check_reaction(loaded, steps, reaction, framework, shared, findings)
        if reaction.about is not Reach.FORCE:
            message = f"one about all forces belongs in national/{record.round}.yaml"
            yield loaded.fault((*steps, "about"), message)
    yield from check_quotations(loaded, sources)
    yield from check_later_sources(loaded, framework, shared, sources)


def _check_finding(
    loaded: Loaded[Any],
    steps: Steps,
    finding: Finding,
    framework: Framework,
    shared: Shared,
    asked: set[str] | None,
) -> Faults:
    if finding.pillar is None and framework.pillars:
        yield loaded.fault((*steps, "pillar"), f"expected a pillar: {framework.name} has them")
    yield from check_pillar_and_question(loaded, steps, finding.pillar, finding.question, framework)
    yield from check_themes(loaded, steps, finding.themes, shared)
    yield from _check_kind(loaded, steps, finding)
    if finding.kind.asks_for_improvement and not finding.asked_before:
        message = (
            f"missing key 'asked_before': needed for {indefinite(finding.kind)}; "
            "write 'recommendation: none' and 'relation: not stated' where nothing is known"
        )
        yield loaded.fault(steps, message)
    if not finding.kind.asks_for_improvement and finding.asked_before:
        message = f"'asked_before' does not belong to {indefinite(finding.kind)}"
        yield loaded.fault((*steps, "asked_before"), message)
    for index, link in enumerate(finding.asked_before):
        where = (*steps, "asked_before", index)
        yield from _check_link(loaded, where, link, asked)


_KIND_WORDS = {
    Kind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern", "cause for concern"),
    Kind.AREA_FOR_IMPROVEMENT: ("area for improvement", "areas for improvement"),
}


def _check_kind(loaded: Loaded[Any], steps: Steps, finding: Finding) -> Faults:
    """A cause of concern and an area for improvement are never merged into one entry."""
    words = " ".join(quotation.words for quotation in finding.evidence).lower()
    named = [kind for kind, names in _KIND_WORDS.items() if any(name in words for name in names)]
    for kind in named:
        if kind is not finding.kind and finding.kind.asks_for_improvement:
            message = f"its evidence speaks of {indefinite(kind)}; keep the two apart"
            yield loaded.fault((*steps, "kind"), message)
    if finding.kind in _KIND_WORDS and finding.kind_basis == "source" and finding.kind not in named:
        message = f"no evidence here names {indefinite(finding.kind)}; write 'our reading'"
        yield loaded.fault((*steps, "kind_basis"), message)


def _check_link(
    loaded: Loaded[Any], steps: Steps, link: AskedBefore, asked: set[str] | None
) -> Faults:
    if link.recommendation is not None and asked is not None:
        where = (*steps, "recommendation")
        yield from unknown(loaded, where, "recommendation", link.recommendation, asked)
    if link.relation in (Relation.REPEATS, Relation.PROGRESS_MADE) and link.recommendation is None:
        message = f"'{link.relation}' needs the recommendation it relates to"
        yield loaded.fault((*steps, "relation"), message)
    if link.relation is Relation.NEW and link.recommendation is not None:
        yield loaded.fault((*steps, "relation"), "'new' answers to no recommendation; write 'none'")
    if link.relation is not Relation.NOT_STATED and not link.evidence:
        message = f"missing key 'evidence': words must establish '{link.relation}'"
        yield loaded.fault(steps, message)


def _check_recommendation(
    loaded: Loaded[Any], steps: Steps, item: Recommendation, framework: Framework, shared: Shared
) -> Faults:
    yield from check_pillar_and_question(loaded, steps, item.pillar, None, framework)
    yield from check_themes(loaded, steps, item.themes, shared)
    if item.wording and not any(item.wording in quotation.words for quotation in item.evidence):
        yield loaded.fault((*steps, "wording"), "these words stand in none of its evidence")


def _check_reaction(
    loaded: Loaded[Any],
    steps: Steps,
    reaction: Reaction,
    framework: Framework,
    shared: Shared,
    findings: Iterable[str],
) -> Faults:
    yield from check_themes(loaded, steps, reaction.themes, shared)
    yield from check_pillar_and_question(loaded, steps, None, reaction.question, framework)
    for index, finding in enumerate(reaction.speaks_to):
        yield from unknown(loaded, (*steps, "speaks_to", index), "finding", finding, findings)
    first: PartialDate = framework.first_published
    if reaction.date and reaction.date.certainly_before(first):
        message = f"{reaction.date} is before {framework.name} was first published ({first})"
        yield loaded.fault((*steps, "date"), message)
