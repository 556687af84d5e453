"""From an address to the data it asks for. The one way in for pages, share pages and exports.

An address is read without trust: an unknown value narrows nothing and is told to the reader.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

from peel.comparison import MOST_SIDE_BY_SIDE, all_pillars, graded_pillars
from peel.dossier import Dossier
from peel.fingerprint import changed_since
from peel.library import ForceRecord, Library, UnknownForceError
from peel.plain_text import visible
from peel.view import KINDS, MAX_SEARCH, PAGES, RELATIONS, SORTS, STANCES, View, slug
from peel.words import count, listed, number

# Where a reader without a link begins: the force and round we have read most about.
DEFAULT_FORCE = "cambridgeshire"
DEFAULT_ROUND = "2015"
_MAX_SHOWN = 60
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A view, the dossier it is a view of, and what was asked for and cannot be shown."""

    view: View
    dossier: Dossier
    notices: tuple[str, ...]


class Desk:
    """Opens views on a library. Safe to share; a dossier is built once per state of the data."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._dossiers: dict[tuple[str, str], Dossier] = {}
        self._lock = threading.Lock()

    def dossier(self, force: str, round_id: str) -> Dossier:
        """Raises UnknownForceError, UnknownRoundError, or DataFaultsError where nothing is good."""
        return self._dossier(self.library.force(force), round_id)

    def _dossier(self, record: ForceRecord, round_id: str) -> Dossier:
        key = (record.force.slug, round_id)
        kept = self._dossiers.get(key)
        if kept is None or kept.version != record.version:
            kept = Dossier(record, round_id)
            with self._lock:
                self._dossiers[key] = kept
        return kept

    def open(self, page: str, asked: Mapping[str, str]) -> Opened:
        """Read an address for `page`. Raises DataFaultsError where no good data was ever read."""
        notices: list[str] = []
        # The library is asked once, as it looks at every file each time.
        record = self._record(asked.get("force", ""), notices)
        round_id = self._round(record, asked.get("round", ""), notices)
        dossier = self._dossier(record, round_id)
        known = known_values(dossier, page)
        changes: dict[str, object] = {}
        for name in ("theme", *PAGES[page]):
            value = asked.get(name, "").strip()
            if not value:
                continue
            if name == "open":
                value = dossier.renamed.get(value, value)
            if name == "q":
                changes[name] = visible(value[:MAX_SEARCH], MAX_SEARCH)
            elif name in ("sort", "open"):
                bare = value.removeprefix("-") if name == "sort" else value
                if bare in known[name]:
                    changes[name] = value
                else:
                    notices.append(_unknown(name, value, "showing the page as it is"))
            else:
                found = _list(name, value, known[name], notices)
                if name == "forces" and len(found) > MOST_SIDE_BY_SIDE:
                    notices.append(
                        f"The link asked for {number(len(found))} forces side by side; "
                        f"showing the first {number(MOST_SIDE_BY_SIDE)}."
                    )
                    found = found[:MOST_SIDE_BY_SIDE]
                changes[name] = found
        if asked.get("v"):
            notices += _changes(dossier, asked["v"])
        view = View(page=page, force=record.force.slug, round=round_id)
        return Opened(replace(view, **changes), dossier, tuple(notices))  # type: ignore[arg-type]

    def _record(self, asked: str, notices: list[str]) -> ForceRecord:
        with suppress(UnknownForceError):
            return self.library.force(asked)
        forces = self.library.shared().forces
        chosen = DEFAULT_FORCE if DEFAULT_FORCE in forces else next(iter(forces))
        if asked:
            notices.append(_unknown("force", asked, f"showing {forces[chosen].name}"))
        return self.library.force(chosen)

    def _round(self, record: ForceRecord, asked: str, notices: list[str]) -> str:
        frameworks = record.shared.frameworks
        if asked in frameworks:
            return asked
        chosen = DEFAULT_ROUND if DEFAULT_ROUND in record.rounds else max(frameworks)
        if asked:
            notices.append(_unknown("round", asked, f"showing {frameworks[chosen].name}"))
        return chosen


@cache
def desk_of(folder: str) -> Desk:
    """The one desk of this process for a data folder; app and share pages use the same."""
    return Desk(Library(folder))


def known_values(dossier: Dossier, page: str = "") -> Mapping[str, Sequence[str]]:
    """The values that each parameter of an address may have for this dossier and page."""
    comparing = page == "compare"
    compared = [pillar.id for pillar in graded_pillars(dossier.framework)]
    return {
        "forces": tuple(dossier.shared.forces),
        "theme": tuple(dossier.shared.themes),
        "pillar": tuple(all_pillars(dossier.shared) if comparing else dossier.pillars),
        "kind": tuple(KINDS),
        "relation": tuple(RELATIONS),
        "stance": tuple(STANCES),
        "organisation": tuple(
            dict.fromkeys(slug(item.reaction.organisation) for item in dossier.responses)
        ),
        "sort": ("force", *compared) if comparing else SORTS,
        "open": (
            *dossier.finding_by_id,
            *(item.id for item in (*dossier.asked, *dossier.asked_now)),
            *(item.reaction.id for item in dossier.responses),
            *(use.source.id for use in dossier.sources),
            *(item.thread.id for item in dossier.lives),
            *(f"grade-{pillar}" for pillar in dossier.pillars),
        ),
    }


def _changes(dossier: Dossier, version: str) -> list[str]:
    """What has changed since a link was copied, in a sentence; nothing where nothing has."""
    changed = changed_since(dossier, version)
    if changed is None:
        return ["The link carries a data version that we cannot read; showing the newest data."]
    if not changed:
        return []
    what = listed(changed)
    return [
        f"The data has changed since this link was copied: {what}. "
        "Showing the newest data; corrections are listed under Sources and method."
    ]


def _list(name: str, asked: str, known: Sequence[str], notices: list[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in asked.split(",") if part.strip()))
    good = tuple(part for part in found if part in known)
    then = "showing the others it asked for" if good else "showing all"
    unknown = [part for part in found if part not in known]
    notices += [_unknown(name, part, then) for part in unknown[:_MOST_TOLD]]
    if len(unknown) > _MOST_TOLD:
        more = count(len(unknown) - _MOST_TOLD, "more value", "more values")
        notices.append(f"The link asked for {more} of {name} that we do not know.")
    return good


def _unknown(name: str, asked: str, then: str) -> str:
    return (
        f"The link asked for {name} “{visible(asked, _MAX_SHOWN)}”, which we do not know; {then}."
    )
