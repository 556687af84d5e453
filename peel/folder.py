"""The data folder: which files it may hold, and each of them read once until it changes."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from peel.faults import Fault
from peel.plain_text import MAX_BYTES
from peel.reading import Loaded, load_csv, load_yaml

M = TypeVar("M", bound=BaseModel)

Stamp = tuple[int, int, int]
Result = tuple[Any, list[Fault]]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    result: Result


class Folder:
    """A data folder. Reading a file again costs one `stat` until the file changes.

    Only plain files that lie in the folder are read; a link is refused, wherever it leads.
    """

    def __init__(self, root: Path | str, *, name: str = "") -> None:
        self.root = Path(root)
        # Each page looks at some thirty files; joining text takes a fifth of joining paths.
        self._start = f"{self.root}/"
        self.name = name or self.root.name
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def shown(self, file: str) -> str:
        """The name of a file in messages: `data/themes.yaml`."""
        return f"{self.name}/{file}"

    def yaml(self, file: str, model: type[M]) -> tuple[Loaded[M] | None, list[Fault]]:
        """Read a YAML file of the folder into `model`."""
        return self._read(file, lambda data: load_yaml(self.shown(file), data, model))

    def csv(self, file: str, row: type[M]) -> tuple[list[Loaded[M]] | None, list[Fault]]:
        """Read a CSV file of the folder, one `row` a line."""
        return self._read(file, lambda data: load_csv(self.shown(file), data, row))

    def stamp(self, file: str) -> Stamp | None:
        """What changes whenever the file does; None where there is no such file."""
        try:
            found = os.lstat(self._start + file)
        except (OSError, ValueError):
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def names(self, folder: str, suffix: str = "") -> list[str]:
        """Names in a folder that end in `suffix`, sorted, without it. Hidden ones are left out."""
        try:
            found = os.listdir(self._start + folder)
        except OSError:
            return []
        return sorted(
            name.removesuffix(suffix)
            for name in found
            if name.endswith(suffix) and not name.startswith(".")
        )

    def folders(self, folder: str) -> list[str]:
        """Names of the folders in a folder, sorted. Links and hidden ones are left out."""
        return [name for name in self.names(folder) if self._is_folder(f"{folder}/{name}")]

    def _is_folder(self, path: str) -> bool:
        try:
            return stat.S_ISDIR(os.lstat(self._start + path).st_mode)
        except OSError:
            return False

    def files(self) -> Iterator[str]:
        """Every file of the folder, hidden ones left out, with '/' between folders."""
        for place, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    yield (Path(place) / name).relative_to(self.root).as_posix()

    def _read(self, file: str, load: Callable[[bytes], Result]) -> Result:
        stamp = self.stamp(file)
        kept = self._kept.get(file)
        if kept and stamp and kept.stamp == stamp:
            return kept.result
        data, problem = self._bytes(file)
        result = load(data) if problem is None else (None, [Fault(self.shown(file), 0, 0, problem)])
        # A file written while it was read gets read again next time.
        if stamp and self.stamp(file) == stamp:
            with self._lock:
                self._kept[file] = _Kept(stamp, result)
        return result

    def _bytes(self, file: str) -> tuple[bytes, str | None]:
        path = self.root / file
        try:
            inside = self.root.resolve() / file
            if not stat.S_ISREG(os.lstat(path).st_mode) or path.resolve() != inside:
                return b"", "not a plain file; links and folders are not read"
            with path.open("rb") as opened:
                return opened.read(MAX_BYTES + 1), None
        except FileNotFoundError:
            return b"", "this file is missing"
        except OSError as error:
            return b"", f"cannot be read: {error.strerror}"
