"""From an address to the view it asks for, without trust.

An unknown value narrows nothing and is told to the reader.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from peel.library.kept import kept
from peel.model.findings import Finding, Reaction, Recommendation
from peel.questions.dossier import Dossier
from peel.questions.fingerprint import changed_since
from peel.questions.lives import lives
from peel.questions.pages import PAGES, Parameter
from peel.questions.reactions import responses
from peel.questions.sources import source_uses
from peel.questions.view import View
from peel.reading.text import visible
from peel.words import count, listed, number

MAX_SEARCH = 100
_MAX_SHOWN = 60
_MOST_TOLD = 5


def read_view(page: str, dossier: Dossier, asked: Mapping[str, str], notices: list[str]) -> View:
    """The view of a page that an address asks for; what it cannot have is added to `notices`."""
    place = PAGES[page]
    changes: dict[str, str | tuple[str, ...]] = {}
    for parameter in place.parameters:
        changes[parameter.name] = _values(parameter, dossier, asked, notices)
    if place.is_searched:
        changes["q"] = search_words(asked.get("q", ""))
    changes["sort"] = _sort(asked.get("sort", "").strip(), place.sorts_of(dossier), notices)
    if place.opens:
        changes["open"] = _opened(asked.get("open", "").strip(), dossier, notices)
    if asked.get("v"):
        notices += _changes(dossier, asked["v"])
    view = View(page=page, force=dossier.force.slug, round=dossier.framework.round)
    return view.with_changes(**changes)


def search_words(text: str) -> str:
    """What a reader searches for, as it can be shown and compared."""
    return visible(text.strip()[:MAX_SEARCH], MAX_SEARCH)


@kept
def ids(dossier: Dossier) -> Collection[str]:
    """Every id that an address of this force and round can open."""
    return frozenset(
        (
            *dossier.finding_by_id,
            *(item.id for item in (*dossier.asked, *dossier.asked_now)),
            *(item.reaction.id for item in responses(dossier)),
            *(use.source.id for use in source_uses(dossier)),
            *(item.thread.id for item in lives(dossier.force_record)),
            *(f"grade-{pillar}" for pillar in dossier.pillars),
        )
    )


@kept
def renamed(dossier: Dossier) -> Mapping[str, str]:
    """The id of now for every id of earlier."""
    things: tuple[Finding | Recommendation | Reaction, ...] = (
        *dossier.findings,
        *dossier.asked,
        *dossier.asked_now,
        *(response.reaction for response in responses(dossier)),
    )
    return {old: item.id for item in things for old in item.aliases}


def unknown(name: str, asked: str, then: str) -> str:
    """That a link asked for something that we do not know, and what is shown instead."""
    return (
        f"The link asked for {name} “{visible(asked, _MAX_SHOWN)}”, which we do not know; {then}."
    )


def _values(
    parameter: Parameter, dossier: Dossier, asked: Mapping[str, str], notices: list[str]
) -> tuple[str, ...]:
    name, known = parameter.name, parameter.known(dossier)
    parts = asked.get(name, "").split(",")
    found = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    good = tuple(part for part in found if part in known)
    then = "showing the others it asked for" if good else "showing all"
    strange = [part for part in found if part not in known]
    notices += [unknown(name, part, then) for part in strange[:_MOST_TOLD]]
    if len(strange) > _MOST_TOLD:
        more = count(len(strange) - _MOST_TOLD, "more value", "more values")
        notices.append(f"The link asked for {more} of {name} that we do not know.")
    if parameter.most and len(good) > parameter.most:
        notices.append(
            f"The link asked for {number(len(good))} {name} side by side; "
            f"showing the first {number(parameter.most)}."
        )
        good = good[: parameter.most]
    return good


def _sort(asked: str, known: Collection[str], notices: list[str]) -> str:
    if not known or not asked or asked.removeprefix("-") in known:
        return asked if known else ""
    notices.append(unknown("sort", asked, "showing the page as it is"))
    return ""


def _opened(asked: str, dossier: Dossier, notices: list[str]) -> str:
    found = renamed(dossier).get(asked, asked)
    if not found or found in ids(dossier):
        return found
    notices.append(unknown("open", asked, "showing the page as it is"))
    return ""


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
