"""A fault in the data: where it is, what is wrong, what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value in a file: keys, and places in lists counted from 0."""
Position: TypeAlias = tuple[int, int]
"""Line and column in a file, counted from 1."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one file. Lines and columns count from 1; 0 means the whole file."""

    file: str
    line: int
    column: int
    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        """`data/findings/x/2015.yaml:42:9: unknown theme …` with the line under it."""
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        text = f"{where}: {self.message}"
        if not self.excerpt:
            return text
        return f"{text}\n    {self.excerpt}\n    {' ' * self._caret()}^"

    def _caret(self) -> int:
        return min(max(self.column - 1, 0), len(self.excerpt))


class DataFaultsError(Exception):
    """The data cannot be used. Carries every fault found, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        # Passed to super() so that it can be pickled, by a process that hands it to another.
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like `word`; empty where none is near."""
    near = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` where one of `known` is near, else an empty string."""
    near = nearest(word, known)
    return f" (did you mean '{near}'?)" if near else ""
