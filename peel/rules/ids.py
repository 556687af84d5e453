"""That ids are unique among all files, and that what is corrected is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peel.model.findings import Finding, ForceRound, NationalRound, Reaction, Recommendation
from peel.model.shared import Shared
from peel.model.wording import CorrectionFile
from peel.reading.validate import Loaded
from peel.rules.references import Faults, unknown


def check_ids(rounds: Mapping[str, Loaded[ForceRound]], shared: Shared) -> Faults:
    """Ids and aliases of findings, recommendations and reactions are unique among all files."""
    seen: dict[str, str] = {}
    for record in shared.national.values():
        for _, _, item in _with_ids(record):
            seen |= dict.fromkeys((item.id, *item.aliases), f"data/national/{record.round}.yaml")
    for loaded in rounds.values():
        for group, index, item in _with_ids(loaded.value):
            for name in (item.id, *item.aliases):
                if name in seen:
                    where = (group, index, "id" if name == item.id else "aliases")
                    yield loaded.fault(where, f"id '{name}' stands already in {seen[name]}")
                seen.setdefault(name, loaded.origin.source.file)


def _with_ids(
    record: ForceRound | NationalRound,
) -> Iterator[tuple[str, int, Finding | Recommendation | Reaction]]:
    """Everything in a file that an address can name, with its place in the file."""
    if isinstance(record, ForceRound):
        for index, finding in enumerate(record.findings):
            yield "findings", index, finding
    for index, recommendation in enumerate(record.recommendations):
        yield "recommendations", index, recommendation
    for index, reaction in enumerate(record.reactions):
        yield "reactions", index, reaction


def check_corrections(
    loaded: Loaded[CorrectionFile], rounds: Mapping[str, Loaded[ForceRound]], shared: Shared
) -> Faults:
    """A correction names something that is there."""
    known = set(shared.sources)
    records: list[ForceRound | NationalRound] = [item.value for item in rounds.values()]
    for record in (*records, *shared.national.values()):
        known.update(name for _, _, item in _with_ids(record) for name in (item.id, *item.aliases))
    for item in rounds.values():
        known.update(source.id for source in item.value.sources)
        known.update(
            f"{item.value.force}-{item.value.round}-{grade.question or grade.pillar}"
            for grade in item.value.grades
        )
    for index, correction in enumerate(loaded.value.corrections):
        where = ("corrections", index, "corrects")
        yield from unknown(loaded, where, "id", correction.corrects, known)
