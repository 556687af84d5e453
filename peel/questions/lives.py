"""The life of one matter through the rounds: raised, spoken of, or not stated in our sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from peel.library.kept import kept
from peel.library.loading import ForceRecord
from peel.model.findings import Finding
from peel.model.rounds import Framework
from peel.model.threads import Thread, ThreadEntry
from peel.words import listed


class State(StrEnum):
    """What our sources say of a matter in a round."""

    RAISED = "raised"
    NOT_RAISED = "spoken of, not raised"
    SILENT = "not stated in our sources"


@dataclass(frozen=True, slots=True)
class Moment:
    """One round in the life of a thread."""

    framework: Framework
    entry: ThreadEntry | None

    @property
    def state(self) -> State:
        if self.entry is None:
            return State.SILENT
        return State.RAISED if self.entry.raised else State.NOT_RAISED


@dataclass(frozen=True, slots=True)
class Life:
    """A thread from the round it is first spoken of to the newest round we know."""

    thread: Thread
    moments: tuple[Moment, ...]

    def rounds(self, state: State) -> tuple[str, ...]:
        """Short names of the rounds in a state."""
        return tuple(m.framework.short_name for m in self.moments if m.state is state)

    @property
    def sentence(self) -> str:
        """`Raised in 5 of 7 rounds since 2014.` Counts only what a source says."""
        raised, first = len(self.rounds(State.RAISED)), self.moments[0].framework.short_name
        return f"Raised in {raised} of {len(self.moments)} rounds since {first}."

    @property
    def last_said(self) -> str:
        """The newest round our sources speak of it, and what they say."""
        last = next(moment for moment in reversed(self.moments) if moment.entry)
        assert last.entry is not None
        return f"Last spoken of in {last.framework.short_name}: {last.entry.statement}"

    @property
    def silence(self) -> str:
        """On which rounds our sources are silent; empty where on none."""
        silent = self.rounds(State.SILENT)
        return f"Our sources are silent on {listed(silent)}." if silent else ""


def life(thread: Thread, frameworks: Sequence[Framework]) -> Life:
    """The life of `thread` through `frameworks`, which are all rounds we know, oldest first."""
    entries = {entry.round: entry for entry in thread.entries}
    first = thread.entries[0].round
    since = [item for item in frameworks if item.round >= first]
    return Life(thread, tuple(Moment(item, entries.get(item.round)) for item in since))


@kept
def lives(record: ForceRecord) -> tuple[Life, ...]:
    """The threads of a force through all rounds we know."""
    return tuple(life(thread, record.shared.rounds) for thread in record.threads)


def life_of(record: ForceRecord, finding: Finding) -> Life | None:
    """The thread that a finding belongs to, if any."""
    return next((item for item in lives(record) if finding.id in item.thread.findings), None)
