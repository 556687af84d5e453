"""Data files edited while the dashboard runs: seen, refused or mended, never half shown."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from pathlib import Path

import pytest

from peel.faults import DataFaultsError
from peel.folder import Folder
from peel.library import DATA, ForceRecord, Library

EXAMPLE = DATA.parent / "docs" / "example"
FORCE = "borsetshire"
ROUND = f"findings/{FORCE}/2015.yaml"
EARLIER = f"findings/{FORCE}/2014.yaml"


class Counting(Folder):
    """A folder that notes which files were opened."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, name="data")
        self.opened: list[str] = []

    def _bytes(self, file: str) -> tuple[bytes, str | None]:
        self.opened.append(file)
        return super()._bytes(file)

    def opened_since(self) -> list[str]:
        found, self.opened = self.opened, []
        return sorted(found)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "data", copy_function=shutil.copyfile))


@pytest.fixture
def folder(root: Path) -> Counting:
    return Counting(root)


@pytest.fixture
def library(folder: Counting) -> Library:
    return Library(folder=folder)


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def renamed(text: str) -> str:
    """The text of a file with another id for the theme of domestic abuse."""
    text = text.replace("- id: domestic-abuse\n", "- id: abuse-at-home\n")
    return text.replace("[domestic-abuse]", "[abuse-at-home]")


def title(record: ForceRecord) -> str:
    return record.rounds["2015"].findings[0].title


def test_every_file_is_read_once(library: Library, folder: Counting):
    library.force(FORCE)
    opened = folder.opened_since()
    assert opened == sorted(folder.files())
    for _ in range(5):
        library.force(FORCE)
        library.shared()
    assert folder.opened_since() == []


def test_only_the_changed_file_is_read_again(library: Library, folder: Counting):
    library.force(FORCE)
    folder.opened_since()
    edit(folder.root, ROUND, "title: Local knowledge", "title: Knowing the patch")
    assert title(library.force(FORCE)) == "Knowing the patch"
    assert folder.opened_since() == [ROUND]
    edit(folder.root, "themes.yaml", "label: Finances", "label: Money")
    assert library.force(FORCE).shared.themes["finances"].label == "Money"
    assert folder.opened_since() == ["themes.yaml"]


def test_a_change_of_the_same_length_is_seen(library: Library, folder: Counting):
    library.force(FORCE)
    path = folder.root / ROUND
    before = path.stat()
    edit(folder.root, ROUND, "title: Local knowledge", "title: Lokal knowledge")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert title(library.force(FORCE)) == "Lokal knowledge"


def test_a_file_put_in_the_place_of_another_is_seen(library: Library, folder: Counting):
    library.force(FORCE)
    path, other = folder.root / ROUND, folder.root.parent / "other.yaml"
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    other.write_text(text.replace("Local knowledge", "Lokal knowledge"), encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert title(library.force(FORCE)) == "Lokal knowledge"


def test_a_touched_file_changes_nothing_that_is_shown(library: Library, folder: Counting):
    before = library.force(FORCE)
    os.utime(folder.root / ROUND)
    after = library.force(FORCE)
    assert after.version == before.version
    assert after.rounds == before.rounds


def test_a_new_round_is_seen_and_a_removed_one_is_gone(library: Library, folder: Counting):
    assert set(library.force(FORCE).rounds) == {"2014", "2015"}
    new = folder.root / f"findings/{FORCE}/2021-22.yaml"
    new.write_text(f"force: {FORCE}\nround: 2021-22\ninspected: not stated\n")
    assert set(library.force(FORCE).rounds) == {"2014", "2015", "2021-22"}
    new.unlink()
    assert set(library.force(FORCE).rounds) == {"2014", "2015"}
    assert library.faults == ()


def test_a_broken_edit_keeps_the_last_good_data(
    library: Library, folder: Counting, caplog: pytest.LogCaptureFixture
):
    before = library.force(FORCE)
    with caplog.at_level(logging.ERROR, logger="peel"):
        edit(folder.root, ROUND, "themes: [domestic-abuse]", "themes: [domestic-abuze]")
        edit(folder.root, ROUND, "date: 2016-02-19", "date: 2015-02-19")
        for _ in range(3):
            assert library.force(FORCE) is before
    told = [fault.message for fault in library.faults]
    assert told == [
        "unknown theme 'domestic-abuze' (did you mean 'domestic-abuse'?)",
        "19 February 2015 is before PEEL 2015 was first published (20 October 2015)",
    ]
    assert {fault.file for fault in library.faults} == {f"data/{ROUND}"}
    assert [record.getMessage() for record in caplog.records] == [
        str(fault) for fault in library.faults
    ], "each fault is logged once, not at each look"


def test_a_file_half_written_keeps_the_last_good_data(library: Library, folder: Counting):
    before = library.force(FORCE)
    path = folder.root / ROUND
    whole = path.read_bytes()
    for part in (b"", whole[: len(whole) // 3], whole[: whole.index(b"    we_show")]):
        path.write_bytes(part)
        assert library.force(FORCE) is before
        assert {fault.file for fault in library.faults} >= {f"data/{ROUND}"}
    path.write_bytes(whole)
    assert library.force(FORCE).rounds == before.rounds
    assert library.faults == ()


def test_mended_data_are_shown_again(library: Library, folder: Counting):
    library.force(FORCE)
    edit(folder.root, ROUND, "title: Local knowledge", "title: [")
    assert title(library.force(FORCE)) == "Local knowledge"
    assert library.faults
    edit(folder.root, ROUND, "title: [", "title: Knowing the patch")
    assert title(library.force(FORCE)) == "Knowing the patch"
    assert library.faults == ()


def test_a_broken_shared_file_keeps_the_last_good_data(library: Library, folder: Counting):
    record, shared = library.force(FORCE), library.shared()
    edit(folder.root, "themes.yaml", "definition: How money is used.\n", "")
    assert library.shared() is shared
    assert library.force(FORCE) is record
    assert {fault.file for fault in library.faults} == {"data/themes.yaml"}
    # A good edit of another file is shown meanwhile, checked against the last good shared data.
    edit(folder.root, ROUND, "title: Local knowledge", "title: Knowing the patch")
    assert title(library.force(FORCE)) == "Knowing the patch"
    assert library.force(FORCE).shared is shared


def test_a_shared_edit_that_breaks_a_force_keeps_both_as_they_were_for_it(
    library: Library, folder: Counting
):
    record = library.force(FORCE)
    for file in ("themes.yaml", "national/2014.yaml", "national/2015.yaml"):
        path = folder.root / file
        text = path.read_text(encoding="utf-8")
        path.write_text(renamed(text), encoding="utf-8")
    assert "abuse-at-home" in library.shared().themes
    assert library.force(FORCE) is record
    assert "domestic-abuse" in library.force(FORCE).shared.themes
    assert {fault.message for fault in library.faults} == {"unknown theme 'domestic-abuse'"}


def test_a_first_start_on_broken_data_tells_every_fault(root: Path):
    edit(root, ROUND, "themes: [domestic-abuse]", "themes: [domestic-abuze]")
    edit(root, EARLIER, "themes: [investigations]", "themes: [investigation]")
    library = Library(root)
    assert library.shared().forces, "what is shared is good"
    with pytest.raises(DataFaultsError) as told:
        library.force(FORCE)
    assert [(fault.file, fault.line) for fault in told.value.faults] == [
        (f"data/{EARLIER}", 19),
        (f"data/{ROUND}", 97),
    ]
    with pytest.raises(DataFaultsError):
        library.force(FORCE)


def test_a_first_start_on_broken_shared_data(root: Path):
    edit(root, "themes.yaml", "id: finances", "id: Finances")
    library = Library(root)
    for look in (library.shared, lambda: library.force(FORCE)):
        with pytest.raises(DataFaultsError, match=r"data/themes\.yaml:8:9: 'Finances'"):
            look()
    edit(root, "themes.yaml", "id: Finances", "id: finances")
    assert title(library.force(FORCE)) == "Local knowledge"
    assert library.faults == ()


def test_readers_never_see_a_half_state(root: Path):
    """While two files that belong together change, one after the other, readers see neither mix."""
    library = Library(root, quiet=True)
    library.force(FORCE)
    files = ["themes.yaml", "national/2014.yaml", "national/2015.yaml", ROUND]
    old = {file: (root / file).read_text(encoding="utf-8") for file in files}
    new = {file: renamed(text) for file, text in old.items()}
    new[ROUND] = new[ROUND].replace("Local knowledge", "Knowing the patch")
    states = {("domestic-abuse", "Local knowledge"), ("abuse-at-home", "Knowing the patch")}
    ids = [finding.id for finding in library.force(FORCE).rounds["2015"].findings]
    seen: set[tuple[str, str]] = set()
    wrong: list[object] = []
    done, begin = threading.Event(), threading.Barrier(5)

    def look() -> None:
        begin.wait()
        while not done.is_set():
            try:
                record = library.force(FORCE)
                (theme,) = (t for t in record.shared.themes if "abuse" in t)
                findings = record.rounds["2015"].findings
                used = {theme for finding in findings for theme in finding.themes}
                seen.add((theme, title(record)))
                if [finding.id for finding in findings] != ids or not used <= {
                    *record.shared.themes
                }:
                    wrong.append(record)
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    begin.wait()
    for texts in [new, old] * 15 + [new]:
        for file in files:
            (root / file).write_text(texts[file], encoding="utf-8")
    last = library.force(FORCE)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert seen <= states
    assert title(last) == "Knowing the patch"
    assert library.faults == ()
