"""A data folder with some files put in its place in memory: for a preview that is never stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from peel.folder import Folder, Stamp
from peel.plain_text import MAX_BYTES


class Overlay(Folder):
    """`base` with `files` on top of it. Files that are not replaced are read through `base`."""

    def __init__(self, base: Folder, files: Mapping[str, bytes]) -> None:
        super().__init__(base.root, name=base.name)
        self._base = base
        self._files = dict(files)

    def stamp(self, file: str) -> Stamp | None:
        data = self._files.get(file)
        if data is None:
            return self._base.stamp(file)
        return (int(hashlib.sha256(data).hexdigest()[:15], 16), len(data), 0)

    def names(self, folder: str, suffix: str = "") -> list[str]:
        added = set()
        for file in self._files:
            if file.startswith(f"{folder}/"):
                added.add(file[len(folder) + 1 :].split("/")[0])
        ours = {name.removesuffix(suffix) for name in added if name.endswith(suffix)}
        return sorted(ours.union(self._base.names(folder, suffix)))

    def _is_folder(self, path: str) -> bool:
        ours = any(file.startswith(f"{path}/") for file in self._files)
        return ours or super()._is_folder(path)

    def files(self) -> Iterator[str]:
        yield from sorted({*self._base.files(), *self._files})

    def _read(self, file: str, load):  # type: ignore[no-untyped-def]
        if file in self._files:
            return super()._read(file, load)
        return self._base._read(file, load)

    def _bytes(self, file: str) -> tuple[bytes, str | None]:
        return self._files[file][: MAX_BYTES + 1], None
