"""A findings file that somebody brings along: shown to them alone, or refused with its faults."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from peel.desk import Desk
from peel.folder import Folder
from peel.library import DATA, Library
from peel.plain_text import MAX_BYTES
from peel.preview import Preview, open_preview

EXAMPLE = DATA.parent / "docs" / "example"
ROUND = "findings/borsetshire/2015.yaml"
SMALL = b"force: felpersham\nround: 2015\ninspected: not stated\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    shutil.copytree(EXAMPLE, tmp_path / "data", copy_function=shutil.copyfile)
    return Folder(tmp_path / "data", name="data")


@pytest.fixture
def upload() -> bytes:
    return (EXAMPLE / ROUND).read_bytes()


def opened(folder: Folder, data: bytes, name: str = "mine.yaml") -> Preview:
    preview, faults = open_preview(folder, name, data)
    assert faults == []
    assert preview is not None
    return preview


def told(folder: Folder, data: bytes, name: str = "mine.yaml") -> list[str]:
    preview, faults = open_preview(folder, name, data)
    assert preview is None
    return [str(fault) for fault in faults]


def state(folder: Folder) -> dict[str, bytes]:
    return {file: (folder.root / file).read_bytes() for file in folder.files()}


def test_a_good_file_is_shown_in_the_place_of_ours(folder: Folder, upload: bytes):
    before = state(folder)
    data = upload.replace(b"title: Local knowledge", b"title: Knowing the patch")
    preview = opened(folder, data)
    assert (preview.force, preview.round, preview.name) == ("borsetshire", "2015", "mine.yaml")
    shown = preview.desk.dossier("borsetshire", "2015")
    assert shown.record.findings[0].title == "Knowing the patch"
    # The other rounds of the force, and what all forces share, are there as well.
    assert preview.desk.dossier("borsetshire", "2014").record.recommendations
    # Nobody else sees it, and nothing is stored.
    assert state(folder) == before
    ours = Desk(Library(folder=folder)).dossier("borsetshire", "2015")
    assert ours.record.findings[0].title == "Local knowledge"


def test_a_force_that_is_not_in_our_list(folder: Folder):
    before = state(folder)
    preview = opened(folder, SMALL)
    force = preview.desk.library.force("felpersham").force
    assert force.name == "Felpersham (not in our list of forces)"
    assert (force.short_name, force.region, force.nation) == (
        "Felpersham",
        "Not stated",
        "Not stated",
    )
    assert set(preview.desk.library.forces_with_findings()) == {"borsetshire", "felpersham"}
    assert preview.desk.dossier("felpersham", "2015").record.findings == ()
    assert state(folder) == before
    assert "felpersham" not in Library(folder=folder).shared().forces


def test_a_list_of_forces_without_a_last_line_end(folder: Folder):
    path = folder.root / "forces.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert opened(folder, SMALL).force == "felpersham"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert opened(folder, SMALL).force == "felpersham"


def test_a_round_that_we_do_not_hold_yet(folder: Folder):
    preview = opened(
        folder, SMALL.replace(b"felpersham", b"borsetshire").replace(b"2015", b"2021-22")
    )
    assert preview.round == "2021-22"
    assert set(preview.desk.library.force("borsetshire").rounds) == {"2014", "2015", "2021-22"}


def test_every_fault_of_the_file_is_told_by_the_name_of_the_file(folder: Folder, upload: bytes):
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
def test_a_bad_file_is_refused(folder: Folder, data: bytes, start: str):
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
def test_a_name_is_made_plain(folder: Folder, name: str, shown: str):
    assert opened(folder, SMALL, name).name == shown
    assert told(folder, b"", name) == [f"{shown}:1:1: the file is empty"]


def test_the_faults_of_a_preview_are_not_logged(
    folder: Folder, upload: bytes, caplog: pytest.LogCaptureFixture
):
    told(folder, upload.replace(b"[domestic-abuse]", b"[domestic-abuze]", 1))
    assert caplog.records == []


def test_a_preview_reads_our_files_only_once(folder: Folder, upload: bytes):
    Library(folder=folder).force("borsetshire")
    (folder.root / "themes.yaml").chmod(0)
    kept = dict(folder._kept)
    opened(folder, upload)
    assert folder._kept == kept


def test_an_id_that_stands_twice_in_the_file_is_told_by_the_name_of_the_file(
    folder: Folder, upload: bytes
):
    data = upload.replace(b"aliases: [bors15-charity]", b"aliases: [bors15-neighbourhoods]")
    (found,) = told(folder, data)
    assert found.startswith("mine.yaml:110:14: id 'bors15-neighbourhoods' stands already in ")


def test_our_own_data_broken_meanwhile(folder: Folder, upload: bytes):
    (folder.root / "themes.yaml").write_text("themes: [\n")
    assert [text.split(":", 1)[0] for text in told(folder, upload)] == ["data/themes.yaml"]
