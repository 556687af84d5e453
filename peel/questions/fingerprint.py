"""Has the data changed since a link was copied, and what of it?

A copied link carries a few characters for each part of what it shows. They are made of the text of
the data files as it was read, so a change of code changes none of them. No history is kept: those
of then are compared with those of now.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from peel.library.kept import kept
from peel.questions.dossier import Dossier
from peel.questions.sources import source_uses
from peel.reading.digest import digest

# 18 bits: that a change goes unnoticed has a chance of one in 262,144.
_LENGTH = 3


@kept
def parts(dossier: Dossier) -> Mapping[str, str]:
    """Three characters for each part of a dossier, by the part's name."""
    now = dossier.framework.round
    before = dossier.framework.previous or ""
    own, shared = dossier.force_record.digests, dossier.shared.digests
    held = {
        "grades": (shared.get(("grades", dossier.force.slug, now)), own.get(("grades", now))),
        "findings": own.get(("findings", now)),
        "earlier recommendations": (
            own.get(("recommendations", before)),
            shared.get(("recommendations", before)),
        ),
        "reactions": (own.get(("reactions", now)), shared.get(("reactions", now))),
        "sources": sorted(
            own.get(("source", use.source.id)) or shared[("source", use.source.id)]
            for use in source_uses(dossier)
        ),
        "threads": own.get(("threads",)),
    }
    return {name: _characters(value) for name, value in held.items()}


def _characters(value: object) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(digest(value))).decode()[:_LENGTH]


@kept
def fingerprint(dossier: Dossier) -> str:
    """What a copied link carries as `v`: 18 characters."""
    return "".join(parts(dossier).values())


def changed_since(dossier: Dossier, version: str) -> tuple[str, ...] | None:
    """Names of the parts that have changed since `version`; None where it is no version."""
    now = parts(dossier)
    if len(version) != _LENGTH * len(now):
        return None
    then = (version[start : start + _LENGTH] for start in range(0, len(version), _LENGTH))
    return tuple(name for (name, mark), old in zip(now.items(), then, strict=True) if mark != old)
