"""A data folder: each of its files read into a model, and read again only when it changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

from peel.reading.faults import Fault
from peel.reading.files import Disk, Files, Overlay, Stamp
from peel.reading.validate import Loaded, load_csv, load_yaml

M = TypeVar("M", bound=BaseModel)

_Result: TypeAlias = tuple[Any, list[Fault]]


@dataclass(frozen=True, slots=True)
class _Read:
    stamp: Stamp
    result: _Result


class Folder:
    """Reads files. Reading one again costs a look at its stamp until it changes."""

    def __init__(self, files: Files, *, name: str = "data") -> None:
        self.files = files
        self.name = name
        self._below: Folder | None = None
        self._held: frozenset[str] = frozenset()
        self._read: dict[str, _Read] = {}
        self._lock = threading.Lock()

    @classmethod
    def at(cls, root: Path | str, *, name: str = "data") -> Folder:
        """A folder on disk, called `name` in messages."""
        return cls(Disk(root), name=name)

    def with_files(self, held: Mapping[str, bytes]) -> Folder:
        """This folder with some files put in its place in memory. The others are not read again."""
        above = Folder(Overlay(self.files, held), name=self.name)
        above._below, above._held = self, frozenset(held)
        return above

    def shown(self, file: str) -> str:
        """The name of a file in messages: `data/themes.yaml`."""
        return f"{self.name}/{file}"

    def yaml(self, file: str, model: type[M]) -> tuple[Loaded[M] | None, list[Fault]]:
        """Read a YAML file into `model`."""
        return self._result(file, lambda folder, data: load_yaml(folder.shown(file), data, model))

    def csv(self, file: str, row: type[M]) -> tuple[list[Loaded[M]] | None, list[Fault]]:
        """Read a CSV file, one `row` a line."""
        return self._result(file, lambda folder, data: load_csv(folder.shown(file), data, row))

    def names(self, folder: str, suffix: str = "") -> list[str]:
        """Names in a folder that end in `suffix`, sorted, without it. Hidden ones are left out."""
        found = self.files.names(folder)
        return sorted(name.removesuffix(suffix) for name in found if name.endswith(suffix))

    def folders(self, folder: str) -> list[str]:
        """Names of the folders in a folder, sorted. Links and hidden ones are left out."""
        return [name for name in self.names(folder) if self.files.is_folder(f"{folder}/{name}")]

    def _result(self, file: str, load: Callable[[Folder, bytes], _Result]) -> _Result:
        if self._below is not None and file not in self._held:
            return self._below._result(file, load)
        stamp = self.files.stamp(file)
        kept = self._read.get(file)
        if kept and stamp and kept.stamp == stamp:
            return kept.result
        data, problem = self.files.read(file)
        result = (None, [Fault(self.shown(file), 0, 0, problem)]) if problem else load(self, data)
        # A file written while it was read gets read again next time.
        if stamp and self.files.stamp(file) == stamp:
            with self._lock:
                self._read[file] = _Read(stamp, result)
        return result
