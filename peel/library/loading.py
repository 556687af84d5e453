"""From a data folder to what all forces share, and to the record of one force, both checked."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, TypeVar

from pydantic import BaseModel

from peel.library.kept import Answers
from peel.model import layout
from peel.model.findings import ForceRound, NationalRound, Recommendation
from peel.model.gradebook import GradeBook
from peel.model.grades import CheckedQuotation, Force, Gap, GradeRow
from peel.model.layout import KINDS, FileKind
from peel.model.rounds import Framework, Topic
from peel.model.shared import Shared
from peel.model.sources import HeldText, Source, SourceFile
from peel.model.threads import Thread, ThreadFile
from peel.model.wording import CorrectionFile, GlossaryFile, MethodFile, ThemeFile
from peel.reading.digest import digest
from peel.reading.faults import DataFaultsError, Fault
from peel.reading.folder import Folder
from peel.reading.validate import Loaded
from peel.rules.findings import check_force_round, check_national
from peel.rules.grades import check_grade_rows
from peel.rules.ids import check_ids
from peel.rules.references import check_quotations, twice
from peel.rules.rounds import check_framework
from peel.rules.sources import check_own_sources, check_sources
from peel.rules.threads import check_threads

K = TypeVar("K", bound=Hashable)
M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


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
    digests: Mapping[tuple[str, ...], str]
    """Digests of the text as read, by what it says: see `peel.questions.fingerprint`."""
    answers: Answers = field(default_factory=Answers, init=False)


class Listing(Protocol):
    """What names there are in a folder: the folder itself, or one look at it."""

    def names(self, folder: str, suffix: str = "") -> list[str]: ...

    def folders(self, folder: str) -> list[str]: ...


def files_of(kind: FileKind, listing: Listing, force: str = "") -> Iterator[tuple[str, str]]:
    """Name and path of each file of a kind that there is; of one that must be there, always."""
    path = kind.path.replace("FORCE", force)
    if "ROUND" in path:
        folder, _, last = path.rpartition("/")
        for name in listing.names(folder, last.removeprefix("ROUND")):
            yield name, path.replace("ROUND", name)
    elif not kind.of_a_force:
        yield kind.name, path
    elif force in listing.names(kind.folder, ".yaml"):
        yield force, path


def shared_files(listing: Listing) -> list[str]:
    """The files of what all forces share."""
    return [file for kind in KINDS if not kind.of_a_force for _, file in files_of(kind, listing)]


def force_files(listing: Listing, slug: str) -> list[str]:
    """The files of one force."""
    return [file for kind in KINDS if kind.of_a_force for _, file in files_of(kind, listing, slug)]


def forces_with_files(listing: Listing) -> list[str]:
    """The ids that folders and files of forces have, known or not."""
    found = {*listing.folders(layout.FINDINGS.folder.removesuffix("/FORCE"))}
    return sorted(found.union(listing.names(layout.THREADS.folder, ".yaml")))


class Reader:
    """Reads files of a folder and gathers their faults."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self._digest = hashlib.sha256()

    def one(self, kind: FileKind, model: type[M], force: str = "") -> Loaded[M] | None:
        """The only file of a kind, or None where it is not there or has faults."""
        found = [self._yaml(file, model) for _, file in files_of(kind, self.folder, force)]
        return found[0] if found else None

    def each(self, kind: FileKind, model: type[M], force: str = "") -> dict[str, Loaded[M]]:
        """Every good file of a kind, by its name."""
        found = {}
        for name, file in files_of(kind, self.folder, force):
            loaded = self._yaml(file, model)
            if loaded is not None:
                found[name] = loaded
        return found

    def rows(self, kind: FileKind, row: type[M]) -> list[Loaded[M]]:
        """The rows of a CSV file; none where it has faults."""
        rows, faults = self.folder.csv(kind.path, row)
        self.faults += faults
        if rows:
            self._digest.update(f"{kind.path}\0{rows[0].origin.source.text}\0".encode())
        return rows or []

    def _yaml(self, file: str, model: type[M]) -> Loaded[M] | None:
        loaded, faults = self.folder.yaml(file, model)
        self.faults += faults
        if loaded is not None:
            self._digest.update(f"{file}\0{loaded.origin.source.text}\0".encode())
        return loaded

    @property
    def version(self) -> str:
        """Changes with any byte of what was read; ten characters."""
        return self._digest.hexdigest()[:10]

    def done(self) -> None:
        """Raise DataFaultsError if anything was wrong so far."""
        if self.faults:
            raise DataFaultsError(self.faults)


def load_shared(folder: Folder) -> Shared:
    """Read and check what all forces share. Raises DataFaultsError with everything wrong in it."""
    read = Reader(folder)
    forces = read.rows(layout.FORCES, Force)
    topics = read.rows(layout.TOPICS, Topic)
    themes = read.one(layout.THEMES, ThemeFile)
    sources = read.one(layout.SOURCES, SourceFile)
    glossary = read.one(layout.GLOSSARY, GlossaryFile)
    method = read.one(layout.METHOD, MethodFile)
    corrections = read.one(layout.CORRECTIONS, CorrectionFile)
    checked = read.rows(layout.CHECKED, CheckedQuotation)
    grades = read.rows(layout.GRADES, GradeRow)
    gaps = read.rows(layout.GAPS, Gap)
    frameworks = read.each(layout.FRAMEWORKS, Framework)
    national = read.each(layout.NATIONAL, NationalRound)
    if sources:
        read.faults += check_sources(sources)
    read.done()
    if not (themes and sources and glossary and method and corrections):
        raise AssertionError("a file that could not be read must have left a fault")
    shared = Shared(
        version=read.version,
        forces=_by(read, forces, "slug"),
        topics=_by(read, topics, "topic"),
        themes=_by_id(themes.value.themes),
        terms=_by_id(sources.value.terms),
        texts=_by_id(sources.value.texts),
        sources=_by_id(sources.value.sources),
        frameworks=_frozen({name: item.value for name, item in frameworks.items()}),
        national=_frozen({name: item.value for name, item in national.items()}),
        glossary=glossary.value.terms,
        method=method.value.sections,
        corrections=corrections.value.corrections,
        checked=_by(read, checked, "quotation"),
        grades=GradeBook([row.value for row in grades], [gap.value for gap in gaps]),
        digests=_frozen(
            _grade_digests(grades) | _source_digests(sources) | _group_digests(national)
        ),
    )
    read.faults += check_grade_rows(grades, gaps, shared)
    read.faults += twice(themes, themes.value.themes, ("themes",), "theme id")
    read.faults += twice(glossary, glossary.value.terms, ("terms",), "term id")
    read.faults += twice(method, method.value.sections, ("sections",), "section id")
    read.faults += check_quotations(glossary, shared.sources)
    for name, framework in frameworks.items():
        read.faults += check_framework(framework, name, shared)
        read.faults += check_quotations(framework, shared.sources)
    for name, item in national.items():
        read.faults += check_national(item, name, shared)
        read.faults += check_quotations(item, shared.sources)
    read.done()
    return shared


def load_force(folder: Folder, shared: Shared, slug: str) -> ForceRecord:
    """Read and check all rounds of one force. Raises DataFaultsError with all that is wrong."""
    read = Reader(folder)
    rounds = read.each(layout.FINDINGS, ForceRound, slug)
    sources, texts = dict(shared.sources), dict(shared.texts)
    digests = _group_digests(rounds)
    for loaded in rounds.values():
        read.faults += check_own_sources(loaded, shared, sources)
        sources |= {source.id: source for source in loaded.value.sources}
        texts |= {text.id: text for text in loaded.value.texts}
        digests |= _source_digests(loaded)
    values = {name: item.value for name, item in rounds.items()}
    # What a file that cannot be read holds is not known, so nothing is said of references to it.
    unread = {name for name, _ in files_of(layout.FINDINGS, folder, slug)} - set(rounds)
    for name, loaded in rounds.items():
        known = shared.frameworks.get(name)
        earlier = asked_before(shared, values, name)
        asked = None if known and known.previous in unread else earlier
        read.faults += check_force_round(loaded, slug, name, shared, sources, asked)
    threads = read.one(layout.THREADS, ThreadFile, slug)
    if threads is not None:
        digests["threads",] = digest(threads.text)
        if not unread:
            read.faults += check_threads(threads, slug, shared, values)
        read.faults += check_quotations(threads, sources)
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
        digests=_frozen(digests),
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


_Digests = dict[tuple[str, ...], str]


def _grade_digests(rows: Sequence[Loaded[GradeRow]]) -> _Digests:
    """Of the grades of each force in each round."""
    found: dict[tuple[str, str, str], list[object]] = {}
    for row in rows:
        found.setdefault(("grades", row.value.force, row.value.round), []).append(row.text)
    return {key: digest(texts) for key, texts in found.items()}


def _source_digests(loaded: Loaded[SourceFile] | Loaded[ForceRound]) -> _Digests:
    """Of each source that a file brings along."""
    return {("source", item["id"]): digest(item) for item in loaded.text.get("sources", ())}


def _group_digests(
    files: Mapping[str, Loaded[ForceRound]] | Mapping[str, Loaded[NationalRound]],
) -> _Digests:
    """Of each group of things, as findings, in each round."""
    return {
        (group, name): digest(held)
        for name, loaded in files.items()
        for group, held in loaded.text.items()
    }


def _by(read: Reader, rows: list[Loaded[M]], key: str) -> Mapping[str, M]:
    found: dict[str, M] = {}
    for loaded in rows:
        name = getattr(loaded.value, key)
        if name in found:
            read.faults.append(loaded.fault((key,), f"'{name}' stands twice"))
        found[name] = loaded.value
    return _frozen(found)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_HasId)


def _by_id(items: Sequence[N]) -> Mapping[str, N]:
    return _frozen({item.id: item for item in items})


def _frozen(items: dict[K, T]) -> Mapping[K, T]:
    return MappingProxyType(items)
