"""A findings file that somebody brings along: shown to them alone, or refused with its faults."""

from __future__ import annotations

import gc
from collections.abc import Callable
from weakref import ref

import pytest

from peel.editing.documentation import EXAMPLE
from peel.editing.own_file import OwnFile, open_own_file
from peel.library.library import Library
from peel.publishing.tables import TABLES, rows_of
from peel.questions.areas import unanswered
from peel.questions.desk import Desk
from peel.questions.fingerprint import fingerprint
from peel.questions.grades import cards, grades_by_area
from peel.questions.history import pillar_series, topic_series
from peel.questions.key_facts import key_facts
from peel.questions.listings import AREAS, FINDINGS, REACTIONS, RECOMMENDATIONS, SOURCES
from peel.questions.lives import lives
from peel.questions.pages import PAGES
from peel.questions.sources import footnote_numbers, sources_of_findings
from peel.questions.view import View
from peel.reading.folder import Folder
from peel.reading.text import MAX_BYTES
from tests.conftest import DataCopy
from tests.peel.counting import CountingDisk

ROUND = "findings/borsetshire/2015.yaml"
SMALL = b"force: felpersham\nround: 2015\ninspected: not stated\n"


@pytest.fixture
def disk(example: DataCopy) -> CountingDisk:
    return CountingDisk(example.root)


@pytest.fixture
def folder(disk: CountingDisk) -> Folder:
    return Folder(disk)


@pytest.fixture
def upload() -> bytes:
    return (EXAMPLE / ROUND).read_bytes()


def opened(folder: Folder, data: bytes, name: str = "mine.yaml") -> OwnFile:
    own, faults = open_own_file(folder, name, data)
    assert faults == []
    assert own is not None
    return own


def told(folder: Folder, data: bytes, name: str = "mine.yaml") -> list[str]:
    own, faults = open_own_file(folder, name, data)
    assert own is None
    return [str(fault) for fault in faults]


def state(folder: Folder) -> dict[str, bytes]:
    return {file: folder.files.read(file)[0] for file in folder.files.all()}


def test_a_good_file_is_shown_in_the_place_of_ours(folder: Folder, upload: bytes) -> None:
    before = state(folder)
    data = upload.replace(b"title: Local knowledge", b"title: Knowing the patch")
    own = opened(folder, data)
    assert (own.force, own.round, own.name) == ("borsetshire", "2015", "mine.yaml")
    desk = Desk(own.library.now())
    assert desk.dossier("borsetshire", "2015").findings[0].title == "Knowing the patch"
    # The other rounds of the force, and what all forces share, are there as well.
    assert desk.dossier("borsetshire", "2014").force_round.recommendations
    # Nobody else sees it, and nothing is stored.
    assert state(folder) == before
    ours = Desk(Library(folder=folder).now()).dossier("borsetshire", "2015")
    assert ours.findings[0].title == "Local knowledge"


def test_a_force_that_is_not_in_our_list(folder: Folder) -> None:
    before = state(folder)
    look = opened(folder, SMALL).library.now()
    force = look.force("felpersham").force
    assert force.name == "Felpersham (not in our list of forces)"
    assert (force.short_name, force.region, force.nation) == (
        "Felpersham",
        "Not stated",
        "Not stated",
    )
    assert look.forces_with_files() == ["borsetshire", "felpersham"]
    assert Desk(look).dossier("felpersham", "2015").findings == ()
    assert state(folder) == before
    assert "felpersham" not in Library(folder=folder).now().shared.forces


def test_a_list_of_forces_without_a_last_line_end(folder: Folder, example: DataCopy) -> None:
    path = example.root / "forces.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert opened(folder, SMALL).force == "felpersham"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert opened(folder, SMALL).force == "felpersham"


def test_a_round_that_we_do_not_hold_yet(folder: Folder) -> None:
    own = opened(folder, SMALL.replace(b"felpersham", b"borsetshire").replace(b"2015", b"2021-22"))
    assert own.round == "2021-22"
    assert set(own.library.now().force("borsetshire").rounds) == {"2014", "2015", "2021-22"}


def test_every_fault_of_the_file_is_told_by_the_name_of_the_file(
    folder: Folder, upload: bytes
) -> None:
    data = upload.replace(b"themes: [domestic-abuse]", b"themes: [domestic-abuze]", 1)
    data = data.replace(b"date: 2016-02-19", b"date: 2015-02-19")
    assert told(folder, data) == [
        "mine.yaml:97:14: unknown theme 'domestic-abuze' (did you mean 'domestic-abuse'?)\n"
        "        themes: [domestic-abuze]\n"
        "                 ^",
        "mine.yaml:115:11: 19 February 2015 is before PEEL 2015 was first published "
        "(20 October 2015)\n"
        "        date: 2015-02-19\n"
        "              ^",
    ]


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"", "mine.yaml:1:1: the file is empty"),
        (b"force: [", "mine.yaml:1:9: not valid YAML"),
        (b"caf\xe9", "mine.yaml:1:4: not UTF-8 text"),
        (b"\x00\x01", "mine.yaml:1:1: unseen character"),
        (b"PK\x03\x04\x14\x00\xff", "mine.yaml:1:7: not UTF-8 text"),
        (b"a: b\n", "mine.yaml:1:1: "),
        (b"x" * (MAX_BYTES + 1), "mine.yaml: file of 1,000,001 bytes"),
        (b"force: &x y\n", "mine.yaml:1:8: an anchor"),
        (SMALL.replace(b"2015", b"2016"), "mine.yaml:2:8: unknown round '2016'"),
        (SMALL.replace(b"felpersham", b"../../etc"), "mine.yaml:1:8: '../../etc' is not of the"),
        (SMALL.replace(b"2015", b"../2015"), "mine.yaml:2:8: '../2015' is not of the form"),
    ],
)
def test_a_bad_file_is_refused(folder: Folder, data: bytes, start: str) -> None:
    before = state(folder)
    found = told(folder, data)
    assert any(text.startswith(start) for text in found), found
    assert all(text.startswith("mine.yaml") for text in found)
    assert state(folder) == before


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("2015.yaml", "2015.yaml"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\2015.yaml", "2015.yaml"),
        ("a\nb\u202e.yaml", "ab.yaml"),
        ("", "your file"),
        ("/", "your file"),
        ("\u200b", "your file"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_is_made_plain(folder: Folder, name: str, shown: str) -> None:
    assert opened(folder, SMALL, name).name == shown
    assert told(folder, b"", name) == [f"{shown}:1:1: the file is empty"]


def test_the_faults_of_such_a_file_are_not_logged(
    folder: Folder, upload: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    told(folder, upload.replace(b"[domestic-abuse]", b"[domestic-abuze]", 1))
    assert caplog.records == []


def test_our_files_are_read_once_however_many_bring_one_along(
    folder: Folder, disk: CountingDisk, upload: bytes
) -> None:
    ours = Library(folder=folder)
    record = ours.now().force("borsetshire")
    disk.forget()
    for name in ("one.yaml", "another.yaml"):
        own = opened(folder, upload, name)
        assert own.library.now().force("borsetshire").rounds == record.rounds
    assert ours.now().force("borsetshire") is record
    assert disk.opened == {}


def test_an_id_that_stands_twice_in_the_file_is_told_by_the_name_of_the_file(
    folder: Folder, upload: bytes
) -> None:
    data = upload.replace(b"aliases: [bors15-charity]", b"aliases: [bors15-neighbourhoods]")
    (found,) = told(folder, data)
    assert found.startswith("mine.yaml:110:14: id 'bors15-neighbourhoods' stands already in ")


def test_our_own_data_broken_meanwhile(folder: Folder, example: DataCopy, upload: bytes) -> None:
    (example.root / "themes.yaml").write_text("themes: [\n")
    assert [text.split(":", 1)[0] for text in told(folder, upload)] == ["data/themes.yaml"]


# Nothing of it stays in memory


def ask_everything(own: OwnFile) -> int:
    """Ask all that pages ask, several filters too. Returns how many answers were kept."""
    look = own.library.now()
    desk = Desk(look)
    kept = 0
    for dossier in desk.dossiers(own.force):
        view = View(force=own.force, round=dossier.framework.round)
        for listing in (AREAS, FINDINGS, REACTIONS, RECOMMENDATIONS, SOURCES):
            for facet in listing.facets:
                for value in ("", *facet.labels(dossier)):
                    chosen = view.with_changes(**{facet.name: (value,) if value else ()})
                    listing.narrow(dossier, chosen)
            listing.narrow(dossier, view.with_changes(q="crime"))
        for page in PAGES:
            asked = {"force": own.force, "round": view.round, "v": fingerprint(dossier)}
            assert desk.open(page, asked).notices == ()
        assert cards(dossier) or grades_by_area(dossier)
        unanswered(dossier)
        footnote_numbers(dossier)
        key_facts(dossier)
        sources_of_findings(dossier)
        assert rows_of(TABLES["grades"], [(dossier, view)])
        kept += len(dossier.answers)
    record = look.force(own.force)
    lives(record)
    pillar_series(record)
    topic_series(record)
    assert look.check().faults == look.faults(own.force) == ()
    assert look.version()
    return kept + len(record.answers)


def test_a_file_is_gone_from_memory_when_its_reader_leaves(folder: Folder, upload: bytes) -> None:
    ours = Library(folder=folder)
    record = ours.now().force("borsetshire")
    own: OwnFile | None = opened(folder, upload.replace(b"Local knowledge", b"The patch"))
    assert own is not None
    assert ask_everything(own) > 50
    shown = Desk(own.library.now()).dossier("borsetshire", "2015")
    assert shown.findings[0].title == "The patch"
    left: list[Callable[[], object]] = [
        ref(shown),
        ref(shown.force_record),
        ref(shown.findings[0]),
        ref(own.library),
    ]
    del shown
    gc.collect()
    assert None not in [item() for item in left], "it is there while its reader is"
    own = None
    gc.collect()
    assert [item() for item in left] == [None] * 4
    assert ours.now().force("borsetshire") is record
