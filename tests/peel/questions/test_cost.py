"""Opening one force costs the same however many forces have findings."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from peel.library.checking import check_folder
from peel.library.library import Library
from peel.questions.desk import Desk
from peel.questions.grades import cards
from peel.questions.pages import PAGES
from peel.reading.folder import Folder
from peel.settings import DATA
from tests.conftest import DataCopy
from tests.peel.counting import CountingDisk

OWN = "findings/cambridgeshire/2015.yaml"


@pytest.fixture
def forty_more(data_copy: DataCopy) -> Path:
    """The data with findings files of forty more forces, each as large as Cambridgeshire's."""
    root = data_copy.root
    slugs = [line.split(",")[0] for line in (root / "forces.csv").read_text().splitlines()[1:]]
    others = [slug for slug in slugs if slug != "cambridgeshire"][:40]
    text = (root / OWN).read_text(encoding="utf-8")
    # Grades are those of each force in grades.csv: another force's would be refused.
    start, end = text.index("\ngrades:"), text.index("\nfindings:")
    text = text[:start] + text[end:]
    for number, slug in enumerate(others):
        place = root / "findings" / slug
        place.mkdir()
        own = text.replace("force: cambridgeshire", f"force: {slug}")
        own = own.replace("camb15-", f"f{number}-").replace("camb14-", f"g{number}-")
        (place / "2015.yaml").write_text(own, encoding="utf-8")
        earlier = (root / "findings/cambridgeshire/2014.yaml").read_text(encoding="utf-8")
        earlier = earlier.replace("force: cambridgeshire", f"force: {slug}")
        earlier = earlier.replace("camb14-", f"g{number}-")
        begin, stop = earlier.index("\ngrades:"), earlier.index("\nfindings:")
        (place / "2014.yaml").write_text(earlier[:begin] + earlier[stop:], encoding="utf-8")
    assert len(list((root / "findings").iterdir())) == 41
    return root


def cost(root: Path, force: str) -> CountingDisk:
    """What is read when a reader opens every page of a force."""
    disk = CountingDisk(root)
    desk = Desk(Library(folder=Folder(disk)).now())
    for page in PAGES:
        opened = desk.open(page, {"force": force, "round": "2015"})
        assert (opened.view.force, opened.notices) == (force, ())
        assert cards(opened.dossier)
    return disk


def of_forces(found: Counter[str]) -> set[str]:
    return {name for name in found if name.startswith(("findings/", "threads/"))}


def test_only_the_files_of_the_force_are_read(forty_more: Path) -> None:
    disk = cost(forty_more, "kent")
    own = {"findings/kent/2014.yaml", "findings/kent/2015.yaml"}
    assert of_forces(disk.opened) == own
    assert of_forces(disk.looked_at) == own
    assert of_forces(disk.listed) == {"findings/kent"}
    assert set(disk.opened.values()) == {1}


def test_the_cost_does_not_grow_with_the_number_of_forces(forty_more: Path) -> None:
    alone, among_many = cost(DATA, "cambridgeshire"), cost(forty_more, "cambridgeshire")
    assert among_many.opened == alone.opened
    assert among_many.looked_at == alone.looked_at
    assert among_many.listed == alone.listed
    assert sum(name.startswith("findings/") for name in alone.opened) == 7


def test_a_force_without_files_reads_none(forty_more: Path) -> None:
    left_out = sorted(
        set(Library(DATA).now().shared.forces) - set(Folder.at(forty_more).names("findings"))
    )
    assert len(left_out) == 2
    assert of_forces(cost(forty_more, left_out[0]).opened) == set()


def test_opening_a_force_again_reads_nothing(forty_more: Path) -> None:
    disk = CountingDisk(forty_more)
    library = Library(folder=Folder(disk))
    Desk(library.now()).open("", {"force": "kent", "round": "2015"})
    disk.forget()
    Desk(library.now()).open("findings", {"force": "kent", "round": "2015"})
    assert disk.opened == {}
    Desk(library.now()).open("findings", {"force": "essex", "round": "2015"})
    assert disk.opened == {"findings/essex/2014.yaml": 1, "findings/essex/2015.yaml": 1}


def test_one_bad_file_leaves_the_other_forces_alone(forty_more: Path) -> None:
    (forty_more / "findings/kent/2015.yaml").write_text("force: [\n", encoding="utf-8")
    disk = cost(forty_more, "essex")
    assert of_forces(disk.opened) == {"findings/essex/2014.yaml", "findings/essex/2015.yaml"}


def test_the_forty_are_real_data(forty_more: Path) -> None:
    """What is counted above stands for files that pass every rule."""
    shutil.rmtree(forty_more / "findings" / "essex")
    checked = check_folder(Folder.at(forty_more))
    assert [str(fault) for fault in checked.faults] == []
    assert checked.counts["findings"] > 40 * 42
