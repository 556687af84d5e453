"""From an address to the data it asks for. The one way in for pages, share pages and exports.

A desk lasts for one request: all it gives comes from one look at the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from peel.library.library import Look, UnknownForceError
from peel.library.loading import ForceRecord
from peel.questions.address import read_view, unknown
from peel.questions.dossier import Dossier, dossier_of
from peel.questions.view import View
from peel.reading.faults import Fault

# Where a reader without a link begins: the force and round we have read most about.
DEFAULT_FORCE = "cambridgeshire"
DEFAULT_ROUND = "2015"


@dataclass(frozen=True, slots=True)
class Opened:
    """A view, the dossier it is a view of, and what was asked for and cannot be shown."""

    view: View
    dossier: Dossier
    notices: tuple[str, ...]
    faults: tuple[Fault, ...]
    """What is wrong with newer data of what is shown."""


class Desk:
    """Opens dossiers and views on the data as one look has found it."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.shared = look.shared

    def dossier(self, force: str, round_id: str) -> Dossier:
        """Raises UnknownForceError, UnknownRoundError, or DataFaultsError where nothing is good."""
        return dossier_of(self.look.force(force), round_id)

    def dossiers(self, force: str = "", round_id: str = "") -> Iterator[Dossier]:
        """Every force in every round, or only those of one force or one round."""
        for record in [self.look.force(force)] if force else self.look.forces():
            for framework in record.shared.rounds:
                if round_id in ("", framework.round):
                    yield dossier_of(record, framework.round)

    def open(self, page: str, asked: Mapping[str, str]) -> Opened:
        """Read an address for `page`. Raises DataFaultsError where no good data was ever read."""
        notices: list[str] = []
        record = self._record(asked.get("force", ""), notices)
        dossier = dossier_of(record, self._round(record, asked.get("round", ""), notices))
        view = read_view(page, dossier, asked, notices)
        faults = self.look.faults(record.force.slug)
        return Opened(view, dossier, tuple(notices), faults)

    def _record(self, asked: str, notices: list[str]) -> ForceRecord:
        with suppress(UnknownForceError):
            return self.look.force(asked)
        forces = self.shared.forces
        chosen = DEFAULT_FORCE if DEFAULT_FORCE in forces else next(iter(forces))
        if asked:
            notices.append(unknown("force", asked, f"showing {forces[chosen].name}"))
        return self.look.force(chosen)

    def _round(self, record: ForceRecord, asked: str, notices: list[str]) -> str:
        # Of the record: its last good data may be of before a round came.
        frameworks = record.shared.frameworks
        if asked in frameworks:
            return asked
        chosen = DEFAULT_ROUND if DEFAULT_ROUND in record.rounds else max(frameworks)
        if asked:
            notices.append(unknown("round", asked, f"showing {frameworks[chosen].name}"))
        return chosen
