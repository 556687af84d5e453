"""Where the bytes of data files come from: the disk, or the disk with some files held in memory."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

from peel.reading.text import MAX_BYTES

Stamp: TypeAlias = tuple[int, int, int]
"""What changes whenever a file does."""


class Files(Protocol):
    """A tree of files. Paths are relative to its top, with '/' between folders."""

    def stamp(self, file: str) -> Stamp | None:
        """The stamp of a file; None where there is no such file."""

    def names(self, folder: str) -> list[str]:
        """Names in a folder, hidden ones left out, in no order; none where there is no folder."""

    def is_folder(self, path: str) -> bool:
        """Whether a path is a folder. A link is not."""

    def all(self) -> Iterator[str]:
        """Every file, hidden ones left out, in order."""

    def read(self, file: str) -> tuple[bytes, str]:
        """Its bytes, one more than `MAX_BYTES` at most, and why it cannot be read, if so."""


class Disk:
    """The files of a folder. Only plain files that lie in it are read; a link is refused."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)
        # Each request looks at some thirty files; joining text takes a fifth of joining paths.
        self._start = f"{self.root}/"

    def stamp(self, file: str) -> Stamp | None:
        try:
            found = os.lstat(self._start + file)
        except (OSError, ValueError):
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def names(self, folder: str) -> list[str]:
        try:
            found = os.listdir(self._start + folder)
        except OSError:
            return []
        return [name for name in found if not name.startswith(".")]

    def is_folder(self, path: str) -> bool:
        try:
            return stat.S_ISDIR(os.lstat(self._start + path).st_mode)
        except OSError:
            return False

    def all(self) -> Iterator[str]:
        for place, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    yield (Path(place) / name).relative_to(self.root).as_posix()

    def read(self, file: str) -> tuple[bytes, str]:
        path = self.root / file
        try:
            inside = self.root.resolve() / file
            if not stat.S_ISREG(os.lstat(path).st_mode) or path.resolve() != inside:
                return b"", "not a plain file; links and folders are not read"
            with path.open("rb") as opened:
                return opened.read(MAX_BYTES + 1), ""
        except FileNotFoundError:
            return b"", "this file is missing"
        except OSError as error:
            return b"", f"cannot be read: {error.strerror}"

    def write(self, file: str, data: bytes) -> Path:
        """Put a file in place as a whole, so that nobody reads half of it. Returns its path."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        # mkstemp lets only its user read; the files beside it say who else may.
        beside = path if path.exists() else self.root
        Path(name).chmod(stat.S_IMODE(beside.stat().st_mode) & 0o666)
        return Path(name).replace(path)


class Overlay:
    """`base` with some files put in its place in memory, for what is never stored."""

    def __init__(self, base: Files, held: Mapping[str, bytes]) -> None:
        self._base = base
        self.held = dict(held)

    def stamp(self, file: str) -> Stamp | None:
        data = self.held.get(file)
        if data is None:
            return self._base.stamp(file)
        return (int(hashlib.sha256(data).hexdigest()[:15], 16), len(data), 0)

    def names(self, folder: str) -> list[str]:
        start = f"{folder}/"
        ours = {file[len(start) :].split("/")[0] for file in self.held if file.startswith(start)}
        return [*ours.union(self._base.names(folder))]

    def is_folder(self, path: str) -> bool:
        ours = any(file.startswith(f"{path}/") for file in self.held)
        return ours or self._base.is_folder(path)

    def all(self) -> Iterator[str]:
        yield from sorted({*self._base.all(), *self.held})

    def read(self, file: str) -> tuple[bytes, str]:
        data = self.held.get(file)
        return self._base.read(file) if data is None else (data[: MAX_BYTES + 1], "")
