"""The data as a whole: what is shared, and each force's record, loaded when it is asked for.

A reader never sees a half-loaded state. What is shared and the files of one force are read and
checked together; only where all of it is good does it replace what was shown before.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import BaseModel

from peel import checks
from peel.faults import DataFaultsError, Fault, did_you_mean
from peel.folder import Folder, Stamp
from peel.model import (
    Finding,
    Force,
    ForceRound,
    Framework,
    GlossaryFile,
    MethodFile,
    MethodSection,
    NationalRound,
    Reaction,
    Recommendation,
    Source,
    SourceFile,
    Term,
    Terms,
    Theme,
    ThemeFile,
    Topic,
)
from peel.reading import Loaded

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
N = TypeVar("N", Source, Terms, Theme)

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Shared:
    """What all forces have in common."""

    version: str
    forces: Mapping[str, Force]
    themes: Mapping[str, Theme]
    topics: Mapping[str, Topic]
    terms: Mapping[str, Terms]
    sources: Mapping[str, Source]
    frameworks: Mapping[str, Framework]
    national: Mapping[str, NationalRound]
    glossary: tuple[Term, ...]
    method: tuple[MethodSection, ...]


@dataclass(frozen=True)
class ForceRecord:
    """All rounds of one force, with the shared data they were checked against."""

    version: str
    force: Force
    shared: Shared
    rounds: Mapping[str, ForceRound]


class UnknownForceError(LookupError):
    """No force has this id."""


class Library:
    """A data folder, open for reading. Safe to share between threads.

    `shared()` and `force()` look whether a file has changed, read only what has, and raise
    DataFaultsError only where there is no earlier good state to show. `faults` holds what is wrong
    with the newest data.
    """

    def __init__(self, root: Path | str = DATA) -> None:
        self.folder = Folder(root, name="data")
        self._lock = threading.RLock()
        self._shared: _Kept[Shared] = _Kept()
        self._forces: dict[str, _Kept[ForceRecord]] = {}

    def shared(self) -> Shared:
        """What all forces have in common. Raises DataFaultsError if it was never good."""
        with self._lock:
            stamps = self._stamps(_shared_files(self.folder))
            return self._shared.renew(stamps, lambda: load_shared(self.folder))

    def force(self, slug: str) -> ForceRecord:
        """All rounds of one force. Raises UnknownForceError, or DataFaultsError if never good."""
        with self._lock:
            shared = self.shared()
            if slug not in shared.forces:
                raise UnknownForceError(slug)
            stamps = (shared.version, self._stamps(_force_files(self.folder, slug)))
            kept = self._forces.setdefault(slug, _Kept())
            return kept.renew(stamps, lambda: load_force(self.folder, shared, slug))

    def forces_with_findings(self) -> tuple[str, ...]:
        """Slugs of the forces that have a folder of findings."""
        return tuple(self.folder.names("findings"))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the newest data, of all that was asked for so far."""
        found = set(self._shared.faults)
        found.update(fault for kept in self._forces.values() for fault in kept.faults)
        return tuple(sorted(found))

    def _stamps(self, files: Iterator[str]) -> tuple[tuple[str, Stamp | None], ...]:
        return tuple((file, self.folder.stamp(file)) for file in files)


class _Kept(Generic[T]):
    """The last good state of something, and the faults of the newest one."""

    def __init__(self) -> None:
        self.faults: tuple[Fault, ...] = ()
        self._stamps: object = None
        self._good: T | None = None

    def renew(self, stamps: object, load: Callable[[], T]) -> T:
        if stamps != self._stamps:
            try:
                self._good, self.faults = load(), ()
            except DataFaultsError as error:
                self.faults = error.faults
            self._stamps = stamps
        if self._good is None:
            raise DataFaultsError(self.faults)
        return self._good


def _shared_files(folder: Folder) -> Iterator[str]:
    yield from ("forces.csv", "topics.csv")
    yield from ("themes.yaml", "sources.yaml", "glossary.yaml", "method.yaml")
    for place in ("frameworks", "national"):
        for name in folder.names(place, ".yaml"):
            yield f"{place}/{name}.yaml"


def _force_files(folder: Folder, slug: str) -> Iterator[str]:
    for name in folder.names(f"findings/{slug}", ".yaml"):
        yield f"findings/{slug}/{name}.yaml"


class _Reader:
    """Reads files of a folder and gathers their faults."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self._digest = hashlib.sha256()

    def yaml(self, file: str, model: type[M]) -> Loaded[M] | None:
        loaded, faults = self.folder.yaml(file, model)
        self.faults += faults
        if loaded is not None:
            self._digest.update(f"{file}\0{loaded.place.source.text}\0".encode())
        return loaded

    def csv(self, file: str, row: type[M]) -> list[Loaded[M]]:
        rows, faults = self.folder.csv(file, row)
        self.faults += faults
        if rows:
            self._digest.update(f"{file}\0{rows[0].place.source.text}\0".encode())
        return rows or []

    def folder_of(self, place: str, model: type[M]) -> dict[str, Loaded[M]]:
        """Every YAML file of a folder, by its name."""
        found = {}
        for name in self.folder.names(place, ".yaml"):
            loaded = self.yaml(f"{place}/{name}.yaml", model)
            if loaded is not None:
                found[name] = loaded
        return found

    @property
    def version(self) -> str:
        """Changes with any byte of what was read; ten characters."""
        return self._digest.hexdigest()[:10]

    def done(self) -> None:
        if self.faults:
            raise DataFaultsError(self.faults)


def load_shared(folder: Folder) -> Shared:
    """Read and check what all forces share. Raises DataFaultsError with everything wrong in it."""
    read = _Reader(folder)
    forces = read.csv("forces.csv", Force)
    topics = read.csv("topics.csv", Topic)
    themes = read.yaml("themes.yaml", ThemeFile)
    sources = read.yaml("sources.yaml", SourceFile)
    glossary = read.yaml("glossary.yaml", GlossaryFile)
    method = read.yaml("method.yaml", MethodFile)
    frameworks = read.folder_of("frameworks", Framework)
    national = read.folder_of("national", NationalRound)
    if sources:
        read.faults += checks.check_sources(sources)
    read.done()
    if not (themes and sources and glossary and method):
        raise AssertionError("a file that could not be read must have left a fault")
    shared = Shared(
        version=read.version,
        forces=_by(read, forces, "slug"),
        topics=_by(read, topics, "topic"),
        themes=_index(themes.value.themes),
        terms=_index(sources.value.terms),
        sources=_index(sources.value.sources),
        frameworks=_frozen({name: item.value for name, item in frameworks.items()}),
        national=_frozen({name: item.value for name, item in national.items()}),
        glossary=glossary.value.terms,
        method=method.value.sections,
    )
    read.faults += checks.twice(themes, themes.value.themes, ("themes",), "theme id")
    read.faults += checks.twice(glossary, glossary.value.terms, ("terms",), "term id")
    read.faults += checks.twice(method, method.value.sections, ("sections",), "section id")
    for index, term in enumerate(glossary.value.terms):
        where = ("terms", index, "evidence")
        read.faults += checks.check_quotations(glossary, where, term.evidence, shared.sources)
    for name, framework in frameworks.items():
        read.faults += checks.check_framework(framework, name, shared)
    for name, item in national.items():
        read.faults += checks.check_national(item, name, shared)
    read.done()
    return shared


def load_force(folder: Folder, shared: Shared, slug: str) -> ForceRecord:
    """Read and check all rounds of one force. Raises DataFaultsError with all that is wrong."""
    read = _Reader(folder)
    rounds = read.folder_of(f"findings/{slug}", ForceRound)
    for name, loaded in rounds.items():
        earlier = asked_before(shared, {key: item.value for key, item in rounds.items()}, name)
        read.faults += checks.check_force_round(loaded, slug, name, shared, earlier)
    read.faults += check_ids({f"{slug}/{name}": item for name, item in rounds.items()}, shared)
    read.done()
    return ForceRecord(
        version=f"{shared.version}-{read.version}",
        force=shared.forces[slug],
        shared=shared,
        rounds=_frozen({name: item.value for name, item in rounds.items()}),
    )


def asked_before(
    shared: Shared, rounds: Mapping[str, ForceRound], round_id: str
) -> tuple[Recommendation, ...]:
    """What was asked of a force, and of every force, in the round before `round_id`."""
    framework = shared.frameworks.get(round_id)
    before = framework.previous if framework else None
    if before is None:
        return ()
    own, national = rounds.get(before), shared.national.get(before)
    return (own.recommendations if own else ()) + (national.recommendations if national else ())


def check_ids(rounds: Mapping[str, Loaded[ForceRound]], shared: Shared) -> Iterator[Fault]:
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
                seen.setdefault(name, loaded.place.source.file)


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


def _by(read: _Reader, rows: list[Loaded[M]], key: str) -> Mapping[str, M]:
    found: dict[str, M] = {}
    for loaded in rows:
        name = getattr(loaded.value, key)
        if name in found:
            read.faults.append(loaded.fault((key,), f"'{name}' stands twice"))
        found[name] = loaded.value
    return _frozen(found)


def _index(items: tuple[N, ...]) -> Mapping[str, N]:
    return _frozen({item.id: item for item in items})


def _frozen(items: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(items)


def check_folder(folder: Folder) -> tuple[list[Fault], dict[str, int]]:
    """Check every file of a data folder. Returns all faults, in file order, and counts."""
    faults = list(_unexpected_files(folder))
    counts: dict[str, int] = {"files": len(list(folder.files()))}
    try:
        shared = load_shared(folder)
    except DataFaultsError as error:
        # Forces are still read, so that the faults of their own files are told too.
        faults += error.faults
        for slug in folder.names("findings"):
            read = _Reader(folder)
            read.folder_of(f"findings/{slug}", ForceRound)
            faults += read.faults
        return sorted(set(faults)), counts
    everywhere: dict[str, Loaded[ForceRound]] = {}
    for slug in folder.names("findings"):
        if slug not in shared.forces:
            hint = did_you_mean(slug, shared.forces)
            faults.append(
                Fault(folder.shown(f"findings/{slug}"), 0, 0, f"unknown force '{slug}'{hint}")
            )
        try:
            load_force(folder, shared, slug) if slug in shared.forces else None
        except DataFaultsError as error:
            faults += error.faults
        read = _Reader(folder)
        for name, loaded in read.folder_of(f"findings/{slug}", ForceRound).items():
            everywhere[f"{slug}/{name}"] = loaded
        faults += read.faults
    faults += check_ids(everywhere, shared)
    records = [loaded.value for loaded in everywhere.values()]
    asked = [item for record in records for item in record.recommendations]
    said = [item for record in records for item in record.reactions]
    for national in shared.national.values():
        asked += national.recommendations
        said += national.reactions
    counts |= {
        "forces": len(shared.forces),
        "rounds": len(shared.frameworks),
        "sources": len(shared.sources),
        "themes": len(shared.themes),
        "findings": sum(len(record.findings) for record in records),
        "grades": sum(len(record.grades) for record in records),
        "recommendations": len(asked),
        "reactions": len(said),
    }
    return sorted(set(faults)), counts


def _unexpected_files(folder: Folder) -> Iterator[Fault]:
    expected = set(_shared_files(folder))
    for slug in folder.names("findings"):
        expected.update(_force_files(folder, slug))
    for file in folder.files():
        if file not in expected:
            hint = did_you_mean(file, expected)
            yield Fault(folder.shown(file), 0, 0, f"a file that no part of the app reads{hint}")
