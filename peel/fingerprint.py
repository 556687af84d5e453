"""Has the data changed since a link was copied, and what of it?

A copied link carries a few digits for each part of what it shows. No history is kept: the digits
of then are compared with those of now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from peel.dossier import Dossier

_DIGITS = 4
_SEPARATOR = "."


def parts(dossier: Dossier) -> Mapping[str, str]:
    """Four hexadecimal digits for each part of a dossier, by the part's name."""
    record = dossier.record
    held: dict[str, object] = {
        "grades": [(card.pillar.id, card.grade, card.questions) for card in dossier.cards]
        + [dossier.area_grades],
        "findings": record.findings,
        "earlier recommendations": dossier.asked,
        "reactions": dossier.responses,
        "sources": [use.source for use in dossier.sources],
        "threads": dossier.all_threads,
    }
    return {name: _digits(value) for name, value in held.items()}


def _digits(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:_DIGITS]


def fingerprint(dossier: Dossier) -> str:
    """What a copied link carries as `v`."""
    return _SEPARATOR.join(parts(dossier).values())


def changed_since(dossier: Dossier, version: str) -> tuple[str, ...] | None:
    """Names of the parts that have changed since `version`; None where it is no version."""
    now = parts(dossier)
    then = version.split(_SEPARATOR)
    if len(then) != len(now) or any(len(digits) != _DIGITS for digits in then):
        return None
    return tuple(
        name for (name, digits), old in zip(now.items(), then, strict=True) if digits != old
    )
