"""What a measure found, and the table of all of them."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_QUIET = 0.5
_VERSIONS = ("streamlit", "starlette", "uvicorn", "pydantic", "htpy")


@dataclass(frozen=True, slots=True)
class Samples:
    """Repeated measurements of one thing."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The middle half of the values: its lower and its upper end."""
        if len(self.values) < 4:
            return min(self.values), max(self.values)
        low, _, high = statistics.quantiles(self.values, n=4, method="inclusive")
        return low, high


@dataclass(frozen=True, slots=True)
class Result:
    """Ours beside the floor or peer, measured in one run by turns."""

    name: str
    measure: str
    peer: str
    unit: str
    ours: Samples
    floor: Samples
    goal: float
    at_most: bool = True
    note: str = ""
    doubt: str = ""
    """Why the ratio does not tell what it should; then nothing is said of the goal."""

    @property
    def ratio(self) -> float:
        return self.ours.median / self.floor.median if self.floor.median else float("nan")

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal if self.at_most else self.ratio >= self.goal


@dataclass(frozen=True, slots=True)
class Skipped:
    """A measure that cannot be made on this machine, and why."""

    name: str
    measure: str
    why: str


@dataclass(frozen=True, slots=True)
class Steady:
    """A test of steadiness: what was done, what was seen, and whether that is well."""

    name: str
    test: str
    seen: str
    well: bool
    numbers: tuple[float, ...] = ()


Outcome = Result | Skipped | Steady


@dataclass(frozen=True, slots=True)
class Run:
    """All outcomes of a run, with the machine and the day."""

    outcomes: tuple[Outcome, ...]
    machine: str
    day: str
    sizes: str
    load: float
    """Processes that wanted to run just before the run began, on average over a minute."""

    def as_json(self) -> dict[str, object]:
        return {
            "day": self.day,
            "machine": self.machine,
            "sizes": self.sizes,
            "load_before": self.load,
            "outcomes": [_as_json(item) for item in self.outcomes],
        }

    def as_markdown(self) -> str:
        """The tables, for a terminal as well as for `bench/RESULTS.md`."""
        measured = [item for item in self.outcomes if isinstance(item, Result)]
        skipped = [item for item in self.outcomes if isinstance(item, Skipped)]
        steady = [item for item in self.outcomes if isinstance(item, Steady)]
        parts = [
            f"Measured on {self.day}. {self.machine} Sizes: {self.sizes}.",
            "Medians, with the middle half of all values in brackets (all of them where there "
            "are fewer than four). Both columns come from one run, measured by turns.",
        ]
        if self.load > _QUIET:
            parts.append(
                f"**The machine was busy with other work** (load {self.load:.1f} before the run "
                "began): times are longer than they need be, and ratios uncertain."
            )
        if measured:
            head = ("measure", "beside it", "ours", "beside it", "ratio", "goal", "met")
            parts.append(_table(head, [_row(item) for item in measured]))
        notes = [f"- {item.measure}: {item.note}" for item in measured if item.note]
        notes += [f"- {item.measure}: in doubt, {item.doubt}" for item in measured if item.doubt]
        notes += [f"- {item.measure}: not measured, {item.why}" for item in skipped]
        if notes:
            parts.append("\n".join(notes))
        if steady:
            rows = [(item.test, item.seen, "yes" if item.well else "**no**") for item in steady]
            parts.append(_table(("steadiness", "seen", "well"), rows))
        return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    )


def _row(item: Result) -> tuple[str, ...]:
    goal = f"{'≤' if item.at_most else '≥'} {item.goal:g}"
    ratio = f"{item.ratio:.2f}" if item.ratio < 10 else f"{item.ratio:.0f}"
    met = "not known" if item.doubt else "yes" if item.met else "**no**"
    ours, floor = _cell(item.ours, item.unit), _cell(item.floor, item.unit)
    return (item.measure, item.peer, ours, floor, ratio, goal, met)


def _cell(samples: Samples, unit: str) -> str:
    low, high = samples.spread
    return f"{_short(samples.median)} {unit} ({_short(low)} to {_short(high)})"


def _short(value: float) -> str:
    """Three figures are as many as repeated runs agree on."""
    return f"{float(f'{value:.3g}'):,.10g}"


def _as_json(item: Outcome) -> dict[str, object]:
    match item:
        case Result():
            return {
                "name": item.name,
                "measure": item.measure,
                "peer": item.peer,
                "unit": item.unit,
                "ours": _samples(item.ours),
                "floor": _samples(item.floor),
                "ratio": item.ratio,
                "goal": item.goal,
                "goal_is": "at most" if item.at_most else "at least",
                "met": None if item.doubt else item.met,
                "note": item.note,
                "doubt": item.doubt,
            }
        case Steady():
            return {
                "name": item.name,
                "test": item.test,
                "seen": item.seen,
                "well": item.well,
                "numbers": list(item.numbers),
            }
        case Skipped():
            return {"name": item.name, "measure": item.measure, "skipped": item.why}


def _samples(samples: Samples) -> dict[str, object]:
    low, high = samples.spread
    return {"median": samples.median, "low": low, "high": high, "values": list(samples.values)}


def machine() -> str:
    """The machine in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = "an unnamed processor"
    if (found := Path("/proc/cpuinfo")).is_file():
        names = [
            line.split(":", 1)[1] for line in found.read_text().splitlines() if "model name" in line
        ]
        processor = names[0].strip() if names else processor
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _VERSIONS)
    return (
        f"{len(os.sched_getaffinity(0))} cores of {processor}, {memory:.0f} GB of memory, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"{versions}; what asks runs on the same machine."
    )


def today() -> str:
    now = datetime.datetime.now(tz=datetime.UTC)
    return f"{now.day} {now:%B %Y}"
