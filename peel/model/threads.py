"""One matter of a force through the rounds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from peel.model.fields import Id, Part, RoundId, Text, YesNo
from peel.model.sources import Quotation


class ThreadEntry(Part):
    """What was said of one matter in one round."""

    round: RoundId
    """Id of the round."""
    raised: YesNo
    """Whether a source says that the inspectorate asked for improvement, or was concerned."""
    statement: Text
    """What was said, in our own words."""
    evidence: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    """The words that say so."""


class Thread(Part):
    """One matter through the rounds. Our sources are silent on a round that no entry names."""

    id: Id
    """Stable and unique among all files; stands in addresses."""
    title: Text
    """A few words that name it."""
    themes: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of its themes."""
    findings: tuple[Id, ...] = ()
    """Ids of the findings, of any round, that belong to it."""
    recommendations: tuple[Id, ...] = ()
    """Ids of what was asked for, in any round, that belongs to it."""
    entries: Annotated[tuple[ThreadEntry, ...], Field(min_length=1)]
    """What was said, oldest round first."""


class ThreadFile(Part):
    """The threads of one force: `data/threads/FORCE.yaml`."""

    force: Id
    """Slug of the force; also the file name."""
    threads: tuple[Thread, ...]
    """Its threads, the most important first."""
