"""The data as a whole: what is shared, and each force's record, loaded when it is asked for.

A reader never sees a half-loaded state. What is shared and the files of one force are read and
checked together; only where all of it is good does it replace what was shown before.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from peel import checks
from peel.faults import DataFaultsError, Fault, did_you_mean
from peel.folder import Folder, Stamp
from peel.gradebook import GradeBook
from peel.model import (
    Check,
    CorrectionFile,
    Finding,
    Force,
    ForceRound,
    Framework,
    Gap,
    GlossaryFile,
    GradeRow,
    HeldText,
    MethodFile,
    NationalRound,
    Reaction,
    Recommendation,
    Source,
    SourceFile,
    Terms,
    Theme,
    ThemeFile,
    Thread,
    ThreadFile,
    Topic,
)
from peel.reading import Loaded
from peel.shared import Shared

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
N = TypeVar("N", HeldText, Source, Terms, Theme)

_log = logging.getLogger("peel")

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, eq=False)
class ForceRecord:
    """All rounds of one force, with the shared data they were checked against."""

    version: str
    force: Force
    shared: Shared
    rounds: Mapping[str, ForceRound]
    sources: Mapping[str, Source]
    texts: Mapping[str, HeldText]
    threads: tuple[Thread, ...]


class UnknownForceError(LookupError):
    """No force has this id."""


class Library:
    """A data folder, open for reading. Safe to share between threads.

    `shared()` and `force()` look whether a file has changed, read only what has, and raise
    DataFaultsError only where there is no earlier good state to show. `faults` holds what is wrong
    with the newest data; they are also logged, unless `quiet`.
    """

    def __init__(
        self, root: Path | str = DATA, *, folder: Folder | None = None, quiet: bool = False
    ) -> None:
        self.folder = folder or Folder(root, name="data")
        self._quiet = quiet
        self._lock = threading.RLock()
        self._shared: _Kept[Shared] = _Kept(quiet)
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
            kept = self._forces.setdefault(slug, _Kept(self._quiet))
            return kept.renew(stamps, lambda: load_force(self.folder, shared, slug))

    def forces_with_findings(self) -> tuple[str, ...]:
        """Slugs of the forces that have a folder of findings."""
        return tuple(self.folder.folders("findings"))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the newest data, of all that was asked for so far."""
        with self._lock:
            found = set(self._shared.faults)
            found.update(fault for kept in self._forces.values() for fault in kept.faults)
        return tuple(sorted(found))

    def _stamps(self, files: Iterator[str]) -> tuple[tuple[str, Stamp | None], ...]:
        return tuple((file, self.folder.stamp(file)) for file in files)


class _Kept(Generic[T]):
    """The last good state of something, and the faults of the newest one."""

    def __init__(self, quiet: bool) -> None:
        self.faults: tuple[Fault, ...] = ()
        self._quiet = quiet
        self._stamps: object = None
        self._good: T | None = None

    def renew(self, stamps: object, load: Callable[[], T]) -> T:
        if stamps != self._stamps:
            try:
                self._good, self.faults = load(), ()
            except DataFaultsError as error:
                self.faults = error.faults
                for fault in () if self._quiet else self.faults:
                    _log.error("%s", fault)
            self._stamps = stamps
        if self._good is None:
            raise DataFaultsError(self.faults)
        return self._good


_CSV_FILES: dict[str, type[BaseModel]] = {
    "forces.csv": Force,
    "topics.csv": Topic,
    "checked.csv": Check,
    "grades.csv": GradeRow,
    "gaps.csv": Gap,
}
_YAML_FILES: dict[str, type[BaseModel]] = {
    "themes.yaml": ThemeFile,
    "sources.yaml": SourceFile,
    "glossary.yaml": GlossaryFile,
    "method.yaml": MethodFile,
    "corrections.yaml": CorrectionFile,
}


def _shared_files(folder: Folder) -> Iterator[str]:
    yield from (*_CSV_FILES, *_YAML_FILES)
    for place in ("frameworks", "national"):
        for name in folder.names(place, ".yaml"):
            yield f"{place}/{name}.yaml"


def _force_files(folder: Folder, slug: str) -> Iterator[str]:
    for name in folder.names(f"findings/{slug}", ".yaml"):
        yield f"findings/{slug}/{name}.yaml"
    if folder.stamp(f"threads/{slug}.yaml"):
        yield f"threads/{slug}.yaml"


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
    corrections = read.yaml("corrections.yaml", CorrectionFile)
    checked = read.csv("checked.csv", Check)
    grades = read.csv("grades.csv", GradeRow)
    gaps = read.csv("gaps.csv", Gap)
    frameworks = read.folder_of("frameworks", Framework)
    national = read.folder_of("national", NationalRound)
    if sources:
        read.faults += checks.check_sources(sources)
    read.done()
    if not (themes and sources and glossary and method and corrections):
        raise AssertionError("a file that could not be read must have left a fault")
    shared = Shared(
        version=read.version,
        forces=_by(read, forces, "slug"),
        topics=_by(read, topics, "topic"),
        themes=_index(themes.value.themes),
        terms=_index(sources.value.terms),
        texts=_index(sources.value.texts),
        sources=_index(sources.value.sources),
        frameworks=_frozen({name: item.value for name, item in frameworks.items()}),
        national=_frozen({name: item.value for name, item in national.items()}),
        glossary=glossary.value.terms,
        method=method.value.sections,
        corrections=corrections.value.corrections,
        checked=_by(read, checked, "quotation"),
        grades=GradeBook([row.value for row in grades], [gap.value for gap in gaps]),
    )
    read.faults += checks.check_grade_rows(grades, gaps, shared)
    read.faults += checks.twice(themes, themes.value.themes, ("themes",), "theme id")
    read.faults += checks.twice(glossary, glossary.value.terms, ("terms",), "term id")
    read.faults += checks.twice(method, method.value.sections, ("sections",), "section id")
    read.faults += checks.check_quotations(glossary, shared.sources)
    for name, framework in frameworks.items():
        read.faults += checks.check_framework(framework, name, shared)
        read.faults += checks.check_quotations(framework, shared.sources)
    for name, item in national.items():
        read.faults += checks.check_national(item, name, shared)
        read.faults += checks.check_quotations(item, shared.sources)
    read.done()
    return shared


def load_force(folder: Folder, shared: Shared, slug: str) -> ForceRecord:
    """Read and check all rounds of one force. Raises DataFaultsError with all that is wrong."""
    read = _Reader(folder)
    rounds = read.folder_of(f"findings/{slug}", ForceRound)
    sources, texts = dict(shared.sources), dict(shared.texts)
    for loaded in rounds.values():
        read.faults += checks.check_own_sources(loaded, shared, sources)
        sources |= {source.id: source for source in loaded.value.sources}
        texts |= {text.id: text for text in loaded.value.texts}
    values = {name: item.value for name, item in rounds.items()}
    # What a file that cannot be read holds is not known, so nothing is said of references to it.
    unread = set(folder.names(f"findings/{slug}", ".yaml")) - set(rounds)
    for name, loaded in rounds.items():
        known = shared.frameworks.get(name)
        earlier = asked_before(shared, values, name)
        asked = None if known and known.previous in unread else earlier
        read.faults += checks.check_force_round(loaded, slug, name, shared, sources, asked)
    threads = None
    if folder.stamp(f"threads/{slug}.yaml"):
        threads = read.yaml(f"threads/{slug}.yaml", ThreadFile)
    if threads is not None:
        if not unread:
            read.faults += checks.check_threads(threads, slug, shared, values)
        read.faults += checks.check_quotations(threads, sources)
    read.faults += check_ids(rounds, shared)
    read.done()
    return ForceRecord(
        version=f"{shared.version}-{read.version}",
        force=shared.forces[slug],
        shared=shared,
        rounds=_frozen(values),
        sources=_frozen(sources),
        texts=_frozen(texts),
        threads=threads.value.threads if threads else (),
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


def every_file(
    folder: Folder,
) -> Iterator[tuple[Loaded[Any], Mapping[str, Source], Mapping[str, HeldText]]]:
    """Every file that holds quotations, with the sources and texts they may name.

    Raises DataFaultsError where a file cannot be read or breaks a rule.
    """
    shared = load_shared(folder)
    read = _Reader(folder)
    files: list[Loaded[Any] | None] = [read.yaml("glossary.yaml", GlossaryFile)]
    files += read.folder_of("frameworks", Framework).values()
    files += read.folder_of("national", NationalRound).values()
    for loaded in files:
        if loaded is not None:
            yield loaded, shared.sources, shared.texts
    for slug in folder.folders("findings"):
        record = load_force(folder, shared, slug)
        for item in read.folder_of(f"findings/{slug}", ForceRound).values():
            yield item, record.sources, record.texts
        if record.threads:
            thread_file = read.yaml(f"threads/{slug}.yaml", ThreadFile)
            if thread_file is not None:
                yield thread_file, record.sources, record.texts


def every_file_of(folder: Folder) -> Iterator[tuple[dict[str, Any], type[BaseModel]]]:
    """The text values of every good file and row of a folder, with the model they are of."""
    read = _Reader(folder)
    found: list[tuple[Any, type[BaseModel]]] = []
    for file, row in _CSV_FILES.items():
        found += [(loaded.place.value, row) for loaded in read.csv(file, row)]
    for file, kind in _YAML_FILES.items():
        loaded = read.yaml(file, kind)
        found += [(loaded.place.value, kind)] if loaded else []
    places: list[tuple[str, type[BaseModel]]] = [
        ("frameworks", Framework),
        ("national", NationalRound),
    ]
    places += [(f"findings/{slug}", ForceRound) for slug in folder.folders("findings")]
    places += [("threads", ThreadFile)]
    for place, kind in places:
        found += [(item.place.value, kind) for item in read.folder_of(place, kind).values()]
    yield from found


def check_folder(folder: Folder) -> tuple[list[Fault], dict[str, int]]:
    """Check every file of a data folder. Returns all faults, in file order, and counts."""
    faults = list(_unexpected_files(folder))
    counts: dict[str, int] = {"files": len(list(folder.files()))}
    slugs = sorted({*folder.folders("findings"), *folder.names("threads", ".yaml")})
    try:
        shared = load_shared(folder)
    except DataFaultsError as error:
        # Forces are still read, so that the faults of their own files are told too.
        faults += error.faults
        for slug in slugs:
            read = _Reader(folder)
            read.folder_of(f"findings/{slug}", ForceRound)
            faults += read.faults
        return sorted(set(faults)), counts
    everywhere: dict[str, Loaded[ForceRound]] = {}
    for slug in slugs:
        read = _Reader(folder)
        for name, loaded in read.folder_of(f"findings/{slug}", ForceRound).items():
            everywhere[f"{slug}/{name}"] = loaded
        faults += read.faults
        if slug in shared.forces:
            try:
                load_force(folder, shared, slug)
            except DataFaultsError as error:
                faults += error.faults
        elif (found := _Reader(folder)).yaml(f"threads/{slug}.yaml", ThreadFile) is None and (
            folder.stamp(f"threads/{slug}.yaml")
        ):
            faults += found.faults
        else:
            place = "findings" if slug in folder.folders("findings") else "threads"
            hint = did_you_mean(slug, shared.forces)
            message = f"unknown force '{slug}'{hint}"
            faults.append(Fault(folder.shown(f"{place}/{slug}"), 0, 0, message))
    faults += check_ids(everywhere, shared)
    if not faults:
        faults += _check_corrections(_Reader(folder), everywhere, shared)
    records = [loaded.value for loaded in everywhere.values()]
    asked = [item for record in records for item in record.recommendations]
    said = [item for record in records for item in record.reactions]
    for national in shared.national.values():
        asked += national.recommendations
        said += national.reactions
    counts |= {
        "forces": len(shared.forces),
        "rounds": len(shared.frameworks),
        "sources": len(shared.sources) + sum(len(record.sources) for record in records),
        "themes": len(shared.themes),
        "findings": sum(len(record.findings) for record in records),
        "grades": len(shared.grades.rows),
        "gaps": len(shared.grades.gaps),
        "recommendations": len(asked),
        "reactions": len(said),
    }
    return sorted(set(faults)), counts


def _check_corrections(
    read: _Reader, rounds: Mapping[str, Loaded[ForceRound]], shared: Shared
) -> Iterator[Fault]:
    """A correction names something that is there."""
    loaded = read.yaml("corrections.yaml", CorrectionFile)
    if loaded is None:
        return
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
        yield from checks.unknown(loaded, where, "id", correction.corrects, known)


def _unexpected_files(folder: Folder) -> Iterator[Fault]:
    expected = set(_shared_files(folder))
    for slug in {*folder.folders("findings"), *folder.names("threads", ".yaml")}:
        expected.update(_force_files(folder, slug))
    for file in folder.files():
        if file not in expected:
            hint = did_you_mean(file, expected)
            yield Fault(folder.shown(file), 0, 0, f"a file that no part of the app reads{hint}")
