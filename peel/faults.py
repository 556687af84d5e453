"""A fault in the data: where it is, what is wrong, what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


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
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        text = f"{place}: {self.message}"
        if not self.excerpt:
            return text
        return f"{text}\n    {self.excerpt}\n    {' ' * self._caret()}^"

    def _caret(self) -> int:
        return min(max(self.column - 1, 0), len(self.excerpt))


class DataFaultsError(Exception):
    """The data cannot be used. Carries every fault found, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        # Of the faults themselves, so that they arrive from another process.
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` where one of `known` is near, else an empty string."""
    near = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return f" (did you mean '{near[0]}'?)" if near else ""
