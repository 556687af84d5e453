"""What an address asks for and cannot be shown is told in words and narrows nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from peel.library.library import Library, UnknownForceError
from peel.questions.desk import Desk
from peel.questions.dossier import UnknownRoundError
from peel.questions.grades import cards
from peel.questions.view import View
from peel.reading.faults import DataFaultsError
from tests.conftest import DataCopy


def test_an_empty_address_opens_the_force_and_round_we_have_read_most_about(desk: Desk) -> None:
    opened = desk.open("", {})
    assert opened.view == View(force="cambridgeshire", round="2015")
    assert opened.notices == ()
    assert opened.dossier.has_findings


def test_a_force_without_findings_opens_the_newest_round(desk: Desk) -> None:
    opened = desk.open("", {"force": "kent"})
    assert opened.view == View(force="kent", round="2023-25")
    assert opened.view.round == desk.shared.rounds[-1].round
    assert opened.notices == ()


def test_what_the_address_asks_for_is_opened(desk: Desk) -> None:
    opened = desk.open("findings", {"round": "2014", "theme": "prevention", "kind": "strength"})
    assert opened.dossier.framework.name == "PEEL 2014"
    assert (opened.view.theme, opened.view.of("kind")) == (("prevention",), ("strength",))


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
def test_the_unknown_is_told(desk: Desk, page: str, asked: dict[str, str], notice: str) -> None:
    assert desk.open(page, asked).notices == (notice,)


def test_a_force_without_findings_opens_with_its_grades(desk: Desk) -> None:
    opened = desk.open("", {"force": "bedfordshire", "round": "2015"})
    assert opened.notices == ()
    assert opened.dossier.force.name == "Bedfordshire Police"
    assert opened.dossier.findings == ()
    assert {card.pillar.id for card in cards(opened.dossier) if card.grade} >= {"efficiency"}


def test_the_unknown_narrows_nothing(desk: Desk) -> None:
    opened = desk.open("improvement-areas", {"theme": "cheese", "sort": "price", "open": "gone"})
    assert opened.view == View("improvement-areas", "cambridgeshire", "2015")
    assert len(opened.notices) == 3


def test_the_known_beside_the_unknown_is_kept(desk: Desk) -> None:
    opened = desk.open("findings", {"theme": " prevention ,cheese,, prevention,offenders"})
    assert opened.view.theme == ("prevention", "offenders")


def test_a_label_is_not_an_id(desk: Desk) -> None:
    opened = desk.open("findings", {"theme": "Domestic abuse"})
    assert opened.view.theme == ()
    assert len(opened.notices) == 1


@pytest.mark.parametrize("name", ["force", "round", "theme", "kind", "sort", "open"])
def test_a_very_long_value_is_cut(desk: Desk, name: str) -> None:
    (notice,) = desk.open("improvement-areas", {name: "x" * 5000}).notices
    assert f"“{'x' * 60}…”" in notice
    assert len(notice) < 250


def test_a_very_long_search_is_cut(desk: Desk) -> None:
    opened = desk.open("findings", {"q": "x" * 5000})
    assert opened.view.q == "x" * 100
    assert opened.notices == ()


def test_a_page_reads_only_what_it_understands(desk: Desk) -> None:
    opened = desk.open("sources", {"q": "crime", "kind": "nonsense", "sort": "x", "spam": "1"})
    assert opened.view == View("sources", "cambridgeshire", "2015")
    assert opened.notices == ()


def test_an_earlier_id_still_opens(data_copy: DataCopy) -> None:
    data_copy.edit(
        "findings/cambridgeshire/2015.yaml",
        "  - id: camb15-police-time\n",
        "  - id: camb15-police-time\n    aliases: [camb15-time]\n",
    )
    opened = Desk(Library(data_copy.root).now()).open("improvement-areas", {"open": "camb15-time"})
    assert opened.notices == ()
    assert opened.view.open == "camb15-police-time"


def test_a_dossier_is_built_once_until_the_data_change(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    first = Desk(library.now()).open("", {}).dossier
    assert Desk(library.now()).open("findings", {}).dossier is first
    data_copy.edit("findings/cambridgeshire/2015.yaml", "title: Technology", "title: Tools")
    second = Desk(library.now()).open("", {}).dossier
    assert second.finding_by_id["camb15-technology"].title == "Tools"
    assert first.finding_by_id["camb15-technology"].title == "Technology"


def test_what_is_not_held_is_an_error(desk: Desk) -> None:
    with pytest.raises(UnknownForceError):
        desk.dossier("gotham", "2015")
    with pytest.raises(UnknownRoundError):
        desk.dossier("cambridgeshire", "2030")


def test_an_empty_folder_is_full_of_faults(tmp_path: Path) -> None:
    with pytest.raises(DataFaultsError, match=r"themes\.yaml: this file is missing"):
        Desk(Library(tmp_path).now()).open("", {})


def test_every_force_in_every_round(desk: Desk) -> None:
    found = [(item.force.slug, item.framework.round) for item in desk.dossiers()]
    rounds = sorted(desk.shared.frameworks)
    assert found == [(slug, name) for slug in sorted(desk.shared.forces) for name in rounds]
    of_kent = [item.framework.round for item in desk.dossiers("kent")]
    assert of_kent == rounds
    (only,) = desk.dossiers("kent", "2016")
    assert only is desk.dossier("kent", "2016")


# Faults of newer data


KENT = "findings/kent/2016.yaml"
CAMBRIDGESHIRE = "findings/cambridgeshire/2015.yaml"


@pytest.fixture
def two_forces(data_copy: DataCopy) -> Library:
    """A library with findings files of two forces, both opened."""
    (data_copy.root / "findings/kent").mkdir()
    text = "force: kent\nround: 2016\ninspected: not stated\n"
    (data_copy.root / KENT).write_text(text, encoding="utf-8")
    library = Library(data_copy.root, quiet=True)
    assert faults_of(library, "kent") == faults_of(library, "cambridgeshire") == []
    return library


def faults_of(library: Library, force: str) -> list[str]:
    """What a reader who opens a force is told of newer data."""
    opened = Desk(library.now()).open("", {"force": force})
    assert opened.view.force == force
    return [fault.message for fault in opened.faults]


UNKNOWN = "unknown theme 'ofenders' (did you mean 'offenders'?)"


def test_a_mended_fault_is_gone_at_the_next_open(two_forces: Library, data_copy: DataCopy) -> None:
    data_copy.edit(CAMBRIDGESHIRE, "themes: [offenders]", "themes: [ofenders]")
    assert faults_of(two_forces, "cambridgeshire") == [UNKNOWN]
    data_copy.edit(CAMBRIDGESHIRE, "themes: [ofenders]", "themes: [offenders]")
    assert faults_of(two_forces, "cambridgeshire") == []


def test_a_mended_fault_of_what_is_shared_is_gone_for_every_force(
    two_forces: Library, data_copy: DataCopy
) -> None:
    data_copy.edit("themes.yaml", "id: leadership", "id: Leadership")
    for force in ("cambridgeshire", "kent", "essex"):
        (told,) = faults_of(two_forces, force)
        assert told.startswith("'Leadership' is not of the form expected")
    data_copy.edit("themes.yaml", "id: Leadership", "id: leadership")
    for force in ("essex", "kent", "cambridgeshire"):
        assert faults_of(two_forces, force) == []


def test_the_faults_of_one_force_are_not_told_of_another(
    two_forces: Library, data_copy: DataCopy
) -> None:
    data_copy.edit(CAMBRIDGESHIRE, "themes: [offenders]", "themes: [ofenders]")
    assert faults_of(two_forces, "cambridgeshire") == [UNKNOWN]
    assert faults_of(two_forces, "kent") == []
    data_copy.edit(KENT, "inspected: not stated", "inspected: never")
    assert faults_of(two_forces, "kent") == ["expected a date as 2016-02-18, 2016-02 or 2016"]
    assert faults_of(two_forces, "cambridgeshire") == [UNKNOWN]
    assert faults_of(two_forces, "essex") == []


def test_a_desk_tells_the_faults_of_its_own_look(two_forces: Library, data_copy: DataCopy) -> None:
    data_copy.edit(CAMBRIDGESHIRE, "themes: [offenders]", "themes: [ofenders]")
    before = Desk(two_forces.now())
    assert len(before.open("", {}).faults) == 1
    data_copy.edit(CAMBRIDGESHIRE, "themes: [ofenders]", "themes: [offenders]")
    assert len(before.open("", {}).faults) == 1
    assert Desk(two_forces.now()).open("", {}).faults == ()


def test_a_round_that_a_force_with_faults_does_not_know_yet_is_told(
    two_forces: Library, data_copy: DataCopy
) -> None:
    """Its last good data are of before the round came."""
    newest = (data_copy.root / "frameworks/2023-25.yaml").read_text(encoding="utf-8")
    newest = newest.replace('round: "2023-25"', 'round: "2030"').replace(
        "PEEL 2023–25", "PEEL 2030"
    )
    (data_copy.root / "frameworks/2030.yaml").write_text(newest, encoding="utf-8")
    data_copy.edit(KENT, "inspected: not stated", "inspected: never")
    desk = Desk(two_forces.now())
    assert "2030" in desk.shared.frameworks
    opened = desk.open("", {"force": "kent", "round": "2030"})
    assert opened.notices == (
        "The link asked for round “2030”, which we do not know; showing PEEL 2023–25.",
    )
    assert len(opened.faults) == 1
    assert desk.open("", {"force": "essex", "round": "2030"}).notices == ()
    with pytest.raises(UnknownRoundError):
        desk.dossier("kent", "2030")
    rounds = {(item.force.slug, item.framework.round) for item in desk.dossiers()}
    assert ("essex", "2030") in rounds
    assert ("kent", "2030") not in rounds
