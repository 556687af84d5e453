"""One look at the data: each file is looked at once, and nothing changes under it."""

from __future__ import annotations

import pytest

from peel.library.library import Library, Look
from peel.questions.desk import Desk
from peel.questions.pages import PAGES
from peel.reading.folder import Folder
from tests.conftest import DataCopy
from tests.peel.counting import CountingDisk

FORCE = "cambridgeshire"
ROUND = f"findings/{FORCE}/2015.yaml"
OTHER = "findings/kent/2016.yaml"


@pytest.fixture
def disk(data_copy: DataCopy) -> CountingDisk:
    """The data with a findings file of one more force."""
    (data_copy.root / OTHER).parent.mkdir()
    text = "force: kent\nround: 2016\ninspected: 2016-05\n"
    (data_copy.root / OTHER).write_text(text, encoding="utf-8")
    return CountingDisk(data_copy.root)


@pytest.fixture
def library(disk: CountingDisk) -> Library:
    """A library in which everything was asked for before."""
    library = Library(folder=Folder(disk), quiet=True)
    look = library.now()
    assert list(look.forces())
    assert look.check().faults == ()
    disk.forget()
    return library


# How often


def test_one_look_stats_each_file_once_at_most(library: Library, disk: CountingDisk) -> None:
    look = library.now()
    desk = Desk(look)
    for _ in range(2):
        assert len(list(desk.dossiers())) == 43 * len(look.shared.rounds)
        assert look.check().faults == look.faults() == look.faults("kent") == ()
        assert look.forces_with_files() == [FORCE, "kent"]
        assert look.version()
        for page in PAGES:
            assert desk.open(page, {"force": "kent"}).notices == ()
    assert disk.looked_at == dict.fromkeys(disk.all(), 1)
    assert disk.opened == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_one_force_stats_its_own_files_and_the_shared_ones_once(
    library: Library, disk: CountingDisk, page: str
) -> None:
    Desk(library.now()).open(page, {"force": "kent"})
    others = {file for file in disk.all() if FORCE in file}
    assert others
    assert disk.looked_at == dict.fromkeys(set(disk.all()) - others, 1)


def test_every_look_stats_the_files_anew(library: Library, disk: CountingDisk) -> None:
    for _ in range(3):
        library.now().force(FORCE)
    assert {disk.looked_at[file] for file in ("themes.yaml", ROUND)} == {3}


def test_a_check_is_made_once_for_each_state_of_the_folder(
    library: Library, disk: CountingDisk, data_copy: DataCopy
) -> None:
    first = library.now().check()
    assert library.now().check() is first
    data_copy.edit(ROUND, "title: Technology", "title: Tools")
    second = library.now().check()
    assert second is not first
    assert library.now().check() is second
    assert disk.opened == {ROUND: 1}


# What is seen


OLD, NEW = ("Leadership", "Technology"), ("How it is led", "Tools")


def seen(look: Look) -> tuple[str, str]:
    """A label of what is shared and a title of one force, which belong together."""
    record = look.force(FORCE)
    assert record.shared is look.shared
    titles = {finding.id: finding.title for finding in record.rounds["2015"].findings}
    return record.shared.themes["leadership"].label, titles["camb15-technology"]


def edit_both(data_copy: DataCopy) -> None:
    data_copy.edit("themes.yaml", "label: Leadership", "label: How it is led")
    data_copy.edit(ROUND, "title: Technology", "title: Tools")


def test_an_edit_between_two_looks_is_seen_by_the_second_alone(
    library: Library, data_copy: DataCopy
) -> None:
    first = library.now()
    assert seen(first) == OLD
    edit_both(data_copy)
    second = library.now()
    assert seen(second) == NEW
    assert seen(first) == OLD, "what a look has seen it keeps"
    assert seen(second) == NEW


def test_a_look_checks_every_force_against_the_shared_data_it_saw(
    library: Library, data_copy: DataCopy
) -> None:
    """Though some of them are asked for only after an edit, and by two looks in turn."""
    first = library.now()
    data_copy.edit("themes.yaml", "label: Leadership", "label: How it is led")
    second = library.now()
    for slug in first.shared.forces:
        for look, label in ((first, OLD[0]), (second, NEW[0])):
            record = look.force(slug)
            assert record.shared is look.shared
            assert record.shared.themes["leadership"].label == label
    assert {record.version for record in first.forces()}.isdisjoint(
        record.version for record in second.forces()
    )


def test_all_forces_are_of_the_moment_at_which_the_first_is_given(
    library: Library, data_copy: DataCopy
) -> None:
    look = library.now()
    records = look.forces()
    assert next(records).force.slug < FORCE
    edit_both(data_copy)
    assert len(list(records)) == 42
    assert seen(look) == OLD
    assert seen(library.now()) == NEW


def test_the_names_in_a_folder_stay_those_of_the_look(
    library: Library, data_copy: DataCopy
) -> None:
    look = library.now()
    assert set(look.force("kent").rounds) == {"2016"}
    data_copy.edit(OTHER, "round: 2016", "round: 2017")
    (data_copy.root / OTHER).rename(data_copy.root / "findings/kent/2017.yaml")
    assert set(look.force("kent").rounds) == {"2016"}
    assert set(library.now().force("kent").rounds) == {"2017"}


# What is wrong


def test_a_check_tells_of_a_broken_force_that_nobody_opened(
    disk: CountingDisk, data_copy: DataCopy
) -> None:
    data_copy.edit(OTHER, "inspected: 2016-05", "inspected: May")
    look = Library(folder=Folder(disk)).now()
    assert look.force(FORCE).rounds
    assert look.faults() == look.faults(FORCE) == ()
    assert [(fault.file, fault.line, fault.message) for fault in look.check().faults] == [
        (f"data/{OTHER}", 3, "expected a date as 2016-02-18, 2016-02 or 2016")
    ]


def test_a_check_tells_of_the_newest_data_while_the_last_good_are_shown(
    library: Library, data_copy: DataCopy
) -> None:
    data_copy.edit(OTHER, "inspected: 2016-05", "inspected: May")
    data_copy.edit("themes.yaml", "label: Leadership", "lable: Leadership")
    look = library.now()
    assert seen(look) == OLD
    assert [fault.file for fault in look.faults()] == ["data/themes.yaml"] * 2
    # What a broken file holds is not known, so nothing is said of the references to it.
    assert {fault.file for fault in look.check().faults} == {"data/themes.yaml", f"data/{OTHER}"}
    data_copy.edit(OTHER, "inspected: May", "inspected: 2016-05")
    data_copy.edit("themes.yaml", "lable: Leadership", "label: Leadership")
    mended = library.now()
    assert mended.check().faults == mended.faults() == ()
