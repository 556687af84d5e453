"""The files of a folder, with a note of each that is read, looked at or listed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from peel.reading.files import Disk, Stamp


class CountingDisk(Disk):
    """Says how often each file and folder was asked for."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.opened: Counter[str] = Counter()
        self.looked_at: Counter[str] = Counter()
        self.listed: Counter[str] = Counter()

    def read(self, file: str) -> tuple[bytes, str]:
        self.opened[file] += 1
        return super().read(file)

    def stamp(self, file: str) -> Stamp | None:
        self.looked_at[file] += 1
        return super().stamp(file)

    def names(self, folder: str) -> list[str]:
        self.listed[folder] += 1
        return super().names(folder)

    def forget(self) -> None:
        """Begin to count anew."""
        for counted in (self.opened, self.looked_at, self.listed):
            counted.clear()
