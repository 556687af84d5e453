"""The data as it is now. A request takes one look, and all that it draws comes from that look.

A reader never sees a half-loaded state. What is shared and the files of one force are read and
checked together; only where all of it is good does it replace what was shown before.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from peel.library.checking import Checked, check_folder
from peel.library.loading import (
    ForceRecord,
    force_files,
    forces_with_files,
    load_force,
    load_shared,
    shared_files,
)
from peel.model.shared import Shared
from peel.reading.digest import digest
from peel.reading.faults import DataFaultsError, Fault
from peel.reading.files import Stamp
from peel.reading.folder import Folder
from peel.settings import DATA

T = TypeVar("T")

_log = logging.getLogger("peel")


@dataclass(frozen=True, slots=True)
class State(Generic[T]):
    """The last good state of something, if any, and what is wrong with a newer one."""

    last_good: T | None
    faults: tuple[Fault, ...]

    def good(self) -> T:
        """Raises DataFaultsError where it was never good."""
        if self.last_good is None:
            raise DataFaultsError(self.faults)
        return self.last_good


class UnknownForceError(LookupError):
    """No force has this id."""


class Library:
    """A data folder, open for reading. Safe to share between threads.

    `now()` gives one look at it. Newer data with faults is logged, unless `quiet`, and the last
    good state is shown in its place.
    """

    def __init__(
        self, root: Path | str = DATA, *, folder: Folder | None = None, quiet: bool = False
    ) -> None:
        self.root = None if folder else Path(root)
        """The folder on disk; None where some of it is held in memory."""
        self.folder = folder or Folder.at(root)
        self._quiet = quiet
        self._lock = threading.RLock()
        self._shared: _Newest[Shared] = _Newest(quiet)
        self._forces: dict[str, _Newest[ForceRecord]] = {}
        self._checked: tuple[object, Checked] | None = None

    def now(self) -> Look:
        """Look at the data. Raises DataFaultsError where what is shared was never good."""
        return Look(self)

    def shared_state(self, look: Look) -> State[Shared]:
        """What all forces share, as a look finds it."""
        with self._lock:
            return self._shared.state(
                look.stamps(shared_files(look)), lambda: load_shared(self.folder)
            )

    def force_state(self, look: Look, slug: str) -> State[ForceRecord]:
        """One force, as a look finds it."""
        with self._lock:
            newest = self._forces.setdefault(slug, _Newest(self._quiet))
            return newest.state(
                (look.shared.version, look.stamps(force_files(look, slug))),
                lambda: load_force(self.folder, look.shared, slug),
            )

    def check(self, look: Look) -> Checked:
        """Every file checked, once for each state of the folder."""
        stamps = look.stamps(self.folder.files.all())
        kept = self._checked
        if kept is None or kept[0] != stamps:
            kept = self._checked = (stamps, check_folder(self.folder))
        return kept[1]


class Look:
    """The data at one moment, for one request: each file is looked at once at most.

    What all forces share is looked at first; a force when it is asked for.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stamps: dict[str, Stamp | None] = {}
        self._names: dict[str, list[str]] = {}
        self._forces: dict[str, State[ForceRecord]] = {}
        shared = library.shared_state(self)
        self.shared = shared.good()
        self.shared_faults = shared.faults
        """What is wrong with newer shared data."""

    def force(self, slug: str) -> ForceRecord:
        """All rounds of one force. Raises UnknownForceError, or DataFaultsError if never good."""
        return self._force(slug).good()

    def forces(self) -> Iterator[ForceRecord]:
        """Every force, by its id. All files are looked at before the first is read."""
        slugs = sorted(self.shared.forces)
        for slug in slugs:
            self.stamps(force_files(self, slug))
        for slug in slugs:
            yield self.force(slug)

    def faults(self, slug: str = "") -> tuple[Fault, ...]:
        """What is wrong with newer data: with what is shared, and with that of one force."""
        own = self._force(slug).faults if slug else ()
        return tuple(sorted({*self.shared_faults, *own}))

    def check(self) -> Checked:
        """All that is wrong with the newest data, in any file."""
        return self._library.check(self)

    def forces_with_files(self) -> list[str]:
        """The ids of the forces that have files of their own."""
        return [slug for slug in forces_with_files(self) if slug in self.shared.forces]

    def version(self) -> str:
        """Changes with any byte of the data; ten characters."""
        return digest([record.version for record in self.forces()])[:10]

    def stamps(self, files: Iterable[str]) -> tuple[tuple[str, Stamp | None], ...]:
        """The stamps of some files, as they were when this look first saw them."""
        return tuple((file, self._stamp(file)) for file in files)

    def _stamp(self, file: str) -> Stamp | None:
        if file not in self._stamps:
            self._stamps[file] = self._library.folder.files.stamp(file)
        return self._stamps[file]

    def names(self, folder: str, suffix: str = "") -> list[str]:
        """Names in a folder, as they were when this look first saw it."""
        if folder not in self._names:
            self._names[folder] = self._library.folder.names(folder)
        found = self._names[folder]
        return [name.removesuffix(suffix) for name in found if name.endswith(suffix)]

    def folders(self, folder: str) -> list[str]:
        """Names of the folders in a folder."""
        return self._library.folder.folders(folder)

    def _force(self, slug: str) -> State[ForceRecord]:
        if slug not in self._forces:
            if slug not in self.shared.forces:
                raise UnknownForceError(slug)
            self._forces[slug] = self._library.force_state(self, slug)
        return self._forces[slug]


class _Newest(Generic[T]):
    """Something that is loaded anew when its files have changed."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._stamps: object = None
        self._state: State[T] = State(None, ())

    def state(self, stamps: object, load: Callable[[], T]) -> State[T]:
        """Its state, loaded anew where `stamps` are not those of the last time."""
        if stamps != self._stamps:
            try:
                self._state = State(load(), ())
            except DataFaultsError as error:
                self._state = replace(self._state, faults=error.faults)
                for fault in () if self._quiet else error.faults:
                    _log.error("%s", fault)
            self._stamps = stamps
        return self._state
