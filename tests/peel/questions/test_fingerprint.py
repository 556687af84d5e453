"""What a copied link carries: made of the text of the data, part by part."""

from __future__ import annotations

import re

import pytest

from peel.library import loading
from peel.library.library import Library
from peel.model.fields import Text
from peel.model.findings import Finding, ForceRound
from peel.questions.desk import Desk
from peel.questions.dossier import Dossier
from peel.questions.fingerprint import changed_since, fingerprint, parts
from peel.settings import DATA
from tests.conftest import DataCopy

OWN = "findings/cambridgeshire/2015.yaml"
EARLIER = "findings/cambridgeshire/2014.yaml"
THREADS = "threads/cambridgeshire.yaml"


def dossier_in(data: DataCopy) -> Dossier:
    """Cambridgeshire in PEEL 2015, as the files are now."""
    return Desk(Library(data.root).now()).dossier("cambridgeshire", "2015")


def test_a_fingerprint_is_eighteen_plain_characters(desk: Desk) -> None:
    for dossier in desk.dossiers():
        assert re.fullmatch(r"[\w-]{18}", fingerprint(dossier), re.ASCII)


def test_the_parts_have_names_that_can_be_told(dossier: Dossier) -> None:
    assert [*parts(dossier)] == [
        "grades",
        "findings",
        "earlier recommendations",
        "reactions",
        "sources",
        "threads",
    ]
    assert changed_since(dossier, fingerprint(dossier)) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("grades.csv", "Last updated 18/02/2016 / Requires", "Requires", "grades"),
        (OWN, "strongest_for: camb15-prevention\n", "strongest_for: camb15-what-works\n", "grades"),
        (OWN, "title: Technology", "title: Tools", "findings"),
        (EARLIER, "title: Integrity training", "title: Training", "earlier recommendations"),
        (
            "national/2014.yaml",
            "Publish an action plan",
            "Publish a plan",
            "earlier recommendations",
        ),
        (OWN, "role: Spokesman", "role: Spokesperson", "reactions"),
        ("national/2015.yaml", 'role: "spokesperson"', 'role: "speaker"', "reactions"),
        ("sources.yaml", 'publisher: "Cambs Times"', 'publisher: "The Times"', "sources"),
        (THREADS, "title: Domestic abuse", "title: Abuse at home", "threads"),
    ],
)
def test_a_change_of_text_changes_exactly_its_part(
    data_copy: DataCopy, file: str, old: str, new: str, changed: str
) -> None:
    before = fingerprint(dossier_in(data_copy))
    data_copy.edit(file, old, new)
    assert changed_since(dossier_in(data_copy), before) == (changed,)


def test_a_change_back_is_no_change(data_copy: DataCopy) -> None:
    before = fingerprint(dossier_in(data_copy))
    data_copy.edit(OWN, "title: Technology", "title: Tools")
    data_copy.edit(OWN, "title: Tools", "title: Technology")
    assert fingerprint(dossier_in(data_copy)) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (OWN, "title: Technology\n", "title: 'Technology'  # in other signs\n"),
        (
            OWN,
            "    themes: [resources]\n    title: Technology\n",
            "    title: Technology\n\n    themes:\n      - resources\n",
        ),
        (EARLIER, "title: Fall in recorded crime", "title: Recorded crime"),
        ("grades.csv", "The extent to which Kent Police is efficient", "Kent Police is efficient"),
        ("themes.yaml", "label: Leadership", "label: How it is led"),
        ("threads/cambridgeshire.yaml", "threads:\n", "\nthreads:\n\n"),
    ],
)
def test_other_signs_and_other_things_do_not_count(
    data_copy: DataCopy, file: str, old: str, new: str
) -> None:
    before = fingerprint(dossier_in(data_copy))
    data_copy.edit(file, old, new)
    assert fingerprint(dossier_in(data_copy)) == before


class LaterFinding(Finding):
    """A finding as a later version of the program may read it."""

    weight: Text | None = None


class LaterRound(ForceRound):
    """With an optional field more, and another in each finding."""

    findings: tuple[LaterFinding, ...] = ()
    summary: Text | None = None


def test_a_new_optional_field_changes_no_fingerprint(
    dossier: Dossier, earlier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ForceRound", LaterRound)
    desk = Desk(Library(DATA).now())
    for before in (dossier, earlier):
        after = desk.dossier("cambridgeshire", before.framework.round)
        assert isinstance(after.findings[0], LaterFinding)
        assert fingerprint(after) == fingerprint(before)


@pytest.mark.parametrize("version", ["x", "x" * 17, "x" * 19, "a1b2.c3d4.e5f6.0718.293a.4b5c"])
def test_what_is_no_version_is_told_apart_from_a_change(dossier: Dossier, version: str) -> None:
    assert changed_since(dossier, version) is None
    assert changed_since(dossier, "x" * 18) == tuple(parts(dossier))
