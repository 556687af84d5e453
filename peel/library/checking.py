"""Every file of a data folder checked, those of all forces against each other too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peel.library.loading import (
    Reader,
    force_files,
    forces_with_files,
    load_force,
    load_shared,
    shared_files,
)
from peel.model import layout
from peel.model.findings import ForceRound, NationalRound
from peel.model.shared import Shared
from peel.model.threads import ThreadFile
from peel.model.wording import CorrectionFile
from peel.reading.faults import DataFaultsError, Fault, did_you_mean
from peel.reading.folder import Folder
from peel.reading.validate import Loaded
from peel.rules.ids import check_corrections, check_ids


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in a folder, in file order, and how much of everything it holds."""

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]


def check_folder(folder: Folder) -> Checked:
    """Check every file of a data folder."""
    faults = list(_unexpected_files(folder))
    counts = {"files": len(list(folder.files.all()))}
    rounds: dict[str, Loaded[ForceRound]] = {}
    slugs = forces_with_files(folder)
    for slug in slugs:
        read = Reader(folder)
        for name, loaded in read.each(layout.FINDINGS, ForceRound, slug).items():
            rounds[f"{slug}/{name}"] = loaded
        read.one(layout.THREADS, ThreadFile, slug)
        faults += read.faults
    try:
        shared = load_shared(folder)
    except DataFaultsError as error:
        # What a force's own files say by themselves is told all the same.
        return Checked(_in_order([*faults, *error.faults]), counts)
    for slug in slugs:
        if slug in shared.forces:
            faults += _faults_of(folder, shared, slug)
        else:
            faults.append(_unknown_force(folder, shared, slug))
    faults += check_ids(rounds, shared)
    if not faults:
        read = Reader(folder)
        corrections = read.one(layout.CORRECTIONS, CorrectionFile)
        if corrections:
            faults += check_corrections(corrections, rounds, shared)
    records = [loaded.value for loaded in rounds.values()]
    return Checked(_in_order(faults), counts | _counts(shared, records))


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(set(faults)))


def _faults_of(folder: Folder, shared: Shared, slug: str) -> tuple[Fault, ...]:
    try:
        load_force(folder, shared, slug)
    except DataFaultsError as error:
        return error.faults
    return ()


def _unknown_force(folder: Folder, shared: Shared, slug: str) -> Fault:
    place = "findings" if slug in folder.folders("findings") else layout.THREADS.folder
    message = f"unknown force '{slug}'{did_you_mean(slug, shared.forces)}"
    return Fault(folder.shown(f"{place}/{slug}"), 0, 0, message)


def _counts(shared: Shared, records: list[ForceRound]) -> dict[str, int]:
    everything: list[ForceRound | NationalRound] = [*records, *shared.national.values()]
    return {
        "forces": len(shared.forces),
        "rounds": len(shared.frameworks),
        "sources": len(shared.sources) + sum(len(record.sources) for record in records),
        "themes": len(shared.themes),
        "findings": sum(len(record.findings) for record in records),
        "grades": len(shared.grades.rows),
        "gaps": len(shared.grades.gaps),
        "recommendations": sum(len(item.recommendations) for item in everything),
        "reactions": sum(len(item.reactions) for item in everything),
    }


def _unexpected_files(folder: Folder) -> Iterator[Fault]:
    expected = set(shared_files(folder))
    for slug in forces_with_files(folder):
        expected.update(force_files(folder, slug))
    for file in folder.files.all():
        if file not in expected:
            hint = did_you_mean(file, expected)
            yield Fault(folder.shown(file), 0, 0, f"a file that no part of the app reads{hint}")
