"""What an address asks for and cannot be shown is told in words and narrows nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from peel.desk import Desk
from peel.dossier import UnknownRoundError
from peel.faults import DataFaultsError
from peel.library import Library, UnknownForceError
from peel.view import View
from tests.conftest import DataCopy


def test_an_empty_address_opens_the_newest_round(desk: Desk):
    opened = desk.open("", {})
    assert opened.view == View(force="cambridgeshire", round="2015")
    assert opened.notices == ()


def test_what_the_address_asks_for_is_opened(desk: Desk):
    opened = desk.open("findings", {"round": "2014", "theme": "prevention", "kind": "strength"})
    assert opened.dossier.framework.name == "PEEL 2014"
    assert (opened.view.theme, opened.view.kind) == (("prevention",), ("strength",))


@pytest.mark.parametrize(
    ("page", "asked", "notice"),
    [
        (
            "",
            {"force": "gotham"},
            "The link asked for force “gotham”, which we do not know; "
            "showing Cambridgeshire Constabulary.",
        ),
        (
            "",
            {"round": "2030"},
            "The link asked for round “2030”, which we do not know; showing PEEL 2015.",
        ),
        (
            "findings",
            {"theme": "cheese"},
            "The link asked for theme “cheese”, which we do not know; showing all.",
        ),
        (
            "findings",
            {"theme": "cheese,prevention"},
            "The link asked for theme “cheese”, which we do not know; "
            "showing the others it asked for.",
        ),
        (
            "improvement-areas",
            {"sort": "price"},
            "The link asked for sort “price”, which we do not know; showing the page as it is.",
        ),
        (
            "improvement-areas",
            {"sort": "--area"},
            "The link asked for sort “--area”, which we do not know; showing the page as it is.",
        ),
        (
            "improvement-areas",
            {"open": "gone"},
            "The link asked for open “gone”, which we do not know; showing the page as it is.",
        ),
        (
            "findings",
            {"kind": "Strength"},
            "The link asked for kind “Strength”, which we do not know; showing all.",
        ),
        (
            "reactions",
            {"stance": "angry"},
            "The link asked for stance “angry”, which we do not know; showing all.",
        ),
    ],
)
def test_the_unknown_is_told(desk: Desk, page: str, asked: dict[str, str], notice: str):
    assert desk.open(page, asked).notices == (notice,)


def test_a_force_without_findings_opens_with_its_grades(desk: Desk):
    opened = desk.open("", {"force": "bedfordshire", "round": "2015"})
    assert opened.notices == ()
    assert opened.dossier.force.name == "Bedfordshire Police"
    assert opened.dossier.findings == ()
    assert {card.pillar.id for card in opened.dossier.cards if card.grade} >= {"efficiency"}


def test_the_unknown_narrows_nothing(desk: Desk):
    opened = desk.open("improvement-areas", {"theme": "cheese", "sort": "price", "open": "gone"})
    assert opened.view == View("improvement-areas", "cambridgeshire", "2015")
    assert len(opened.notices) == 3


def test_the_known_beside_the_unknown_is_kept(desk: Desk):
    opened = desk.open("findings", {"theme": " prevention ,cheese,, prevention,offenders"})
    assert opened.view.theme == ("prevention", "offenders")


def test_a_label_is_not_an_id(desk: Desk):
    opened = desk.open("findings", {"theme": "Domestic abuse"})
    assert opened.view.theme == ()
    assert len(opened.notices) == 1


@pytest.mark.parametrize("name", ["force", "round", "theme", "kind", "sort", "open"])
def test_a_very_long_value_is_cut(desk: Desk, name: str):
    (notice,) = desk.open("improvement-areas", {name: "x" * 5000}).notices
    assert f"“{'x' * 60}…”" in notice
    assert len(notice) < 250


def test_a_very_long_search_is_cut(desk: Desk):
    opened = desk.open("findings", {"q": "x" * 5000})
    assert opened.view.q == "x" * 100
    assert opened.notices == ()


def test_a_page_reads_only_what_it_understands(desk: Desk):
    opened = desk.open("sources", {"q": "crime", "kind": "nonsense", "sort": "x", "spam": "1"})
    assert opened.view == View("sources", "cambridgeshire", "2015")
    assert opened.notices == ()


def test_an_earlier_id_still_opens(data_copy: DataCopy):
    data_copy.edit(
        "findings/cambridgeshire/2015.yaml",
        "  - id: camb15-police-time\n",
        "  - id: camb15-police-time\n    aliases: [camb15-time]\n",
    )
    opened = Desk(Library(data_copy.root)).open("improvement-areas", {"open": "camb15-time"})
    assert opened.notices == ()
    assert opened.view.open == "camb15-police-time"


def test_a_dossier_is_built_once_until_the_data_change(data_copy: DataCopy):
    desk = Desk(Library(data_copy.root))
    first = desk.open("", {}).dossier
    assert desk.open("findings", {}).dossier is first
    data_copy.edit("findings/cambridgeshire/2015.yaml", "title: Technology", "title: Tools")
    second = desk.open("", {}).dossier
    assert second.finding_by_id["camb15-technology"].title == "Tools"
    assert first.finding_by_id["camb15-technology"].title == "Technology"


def test_what_is_not_held_is_an_error(desk: Desk):
    with pytest.raises(UnknownForceError):
        desk.dossier("gotham", "2015")
    with pytest.raises(UnknownRoundError):
        desk.dossier("cambridgeshire", "2030")


def test_an_empty_folder_is_full_of_faults(tmp_path: Path):
    with pytest.raises(DataFaultsError, match=r"themes\.yaml: this file is missing"):
        Desk(Library(tmp_path)).open("", {})
