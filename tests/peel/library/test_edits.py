"""Data files edited while the dashboard runs: seen, refused or mended, never half shown."""

from __future__ import annotations

import logging
import os
import threading

import pytest

from peel.library.library import Library
from peel.library.loading import ForceRecord
from peel.reading.faults import DataFaultsError
from peel.reading.folder import Folder
from tests.conftest import DataCopy
from tests.peel.counting import CountingDisk

FORCE = "borsetshire"
ROUND = f"findings/{FORCE}/2015.yaml"
EARLIER = f"findings/{FORCE}/2014.yaml"


@pytest.fixture
def disk(example: DataCopy) -> CountingDisk:
    return CountingDisk(example.root)


@pytest.fixture
def library(disk: CountingDisk) -> Library:
    return Library(folder=Folder(disk))


def renamed(text: str) -> str:
    """The text of a file with another id for the theme of domestic abuse."""
    text = text.replace("- id: domestic-abuse\n", "- id: abuse-at-home\n")
    return text.replace("[domestic-abuse]", "[abuse-at-home]")


def title(record: ForceRecord) -> str:
    return record.rounds["2015"].findings[0].title


def test_every_file_is_read_once(library: Library, disk: CountingDisk) -> None:
    library.now().force(FORCE)
    assert sorted(disk.opened.elements()) == sorted(disk.all())
    disk.forget()
    for _ in range(5):
        assert library.now().force(FORCE).shared.forces
    assert disk.opened == {}


def test_only_the_changed_file_is_read_again(
    library: Library, disk: CountingDisk, example: DataCopy
) -> None:
    library.now().force(FORCE)
    disk.forget()
    example.edit(ROUND, "title: Local knowledge", "title: Knowing the patch")
    assert title(library.now().force(FORCE)) == "Knowing the patch"
    assert disk.opened == {ROUND: 1}
    disk.forget()
    example.edit("themes.yaml", "label: Finances", "label: Money")
    assert library.now().force(FORCE).shared.themes["finances"].label == "Money"
    assert disk.opened == {"themes.yaml": 1}


def test_a_change_of_the_same_length_is_seen(library: Library, example: DataCopy) -> None:
    library.now().force(FORCE)
    path = example.root / ROUND
    before = path.stat()
    example.edit(ROUND, "title: Local knowledge", "title: Lokal knowledge")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert title(library.now().force(FORCE)) == "Lokal knowledge"


def test_a_file_put_in_the_place_of_another_is_seen(library: Library, example: DataCopy) -> None:
    library.now().force(FORCE)
    path, other = example.root / ROUND, example.root.parent / "other.yaml"
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    other.write_text(text.replace("Local knowledge", "Lokal knowledge"), encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert title(library.now().force(FORCE)) == "Lokal knowledge"


def test_a_touched_file_changes_nothing_that_is_shown(library: Library, example: DataCopy) -> None:
    before = library.now().force(FORCE)
    os.utime(example.root / ROUND)
    after = library.now().force(FORCE)
    assert after.version == before.version
    assert after.rounds == before.rounds


def test_a_new_round_is_seen_and_a_removed_one_is_gone(library: Library, example: DataCopy) -> None:
    assert set(library.now().force(FORCE).rounds) == {"2014", "2015"}
    new = example.root / f"findings/{FORCE}/2021-22.yaml"
    new.write_text(f"force: {FORCE}\nround: 2021-22\ninspected: not stated\n")
    assert set(library.now().force(FORCE).rounds) == {"2014", "2015", "2021-22"}
    new.unlink()
    look = library.now()
    assert set(look.force(FORCE).rounds) == {"2014", "2015"}
    assert look.faults(FORCE) == ()


def test_a_broken_edit_keeps_the_last_good_data(
    library: Library, example: DataCopy, caplog: pytest.LogCaptureFixture
) -> None:
    before = library.now().force(FORCE)
    with caplog.at_level(logging.ERROR, logger="peel"):
        example.edit(ROUND, "themes: [domestic-abuse]", "themes: [domestic-abuze]")
        example.edit(ROUND, "date: 2016-02-19", "date: 2015-02-19")
        for _ in range(3):
            assert library.now().force(FORCE) is before
    faults = library.now().faults(FORCE)
    assert [fault.message for fault in faults] == [
        "unknown theme 'domestic-abuze' (did you mean 'domestic-abuse'?)",
        "19 February 2015 is before PEEL 2015 was first published (20 October 2015)",
    ]
    assert {fault.file for fault in faults} == {f"data/{ROUND}"}
    assert [record.getMessage() for record in caplog.records] == [str(fault) for fault in faults], (
        "each fault is logged once, not at each look"
    )


def test_a_file_half_written_keeps_the_last_good_data(library: Library, example: DataCopy) -> None:
    before = library.now().force(FORCE)
    path = example.root / ROUND
    whole = path.read_bytes()
    for part in (b"", whole[: len(whole) // 3], whole[: whole.index(b"    we_show")]):
        path.write_bytes(part)
        look = library.now()
        assert look.force(FORCE) is before
        assert {fault.file for fault in look.faults(FORCE)} >= {f"data/{ROUND}"}
    path.write_bytes(whole)
    mended = library.now()
    assert mended.force(FORCE).rounds == before.rounds
    assert mended.faults(FORCE) == ()


def test_mended_data_are_shown_again(library: Library, example: DataCopy) -> None:
    library.now().force(FORCE)
    example.edit(ROUND, "title: Local knowledge", "title: [")
    look = library.now()
    assert title(look.force(FORCE)) == "Local knowledge"
    assert look.faults(FORCE)
    example.edit(ROUND, "title: [", "title: Knowing the patch")
    mended = library.now()
    assert title(mended.force(FORCE)) == "Knowing the patch"
    assert mended.faults(FORCE) == ()


def test_a_broken_shared_file_keeps_the_last_good_data(library: Library, example: DataCopy) -> None:
    record, shared = library.now().force(FORCE), library.now().shared
    example.edit("themes.yaml", "definition: How money is used.\n", "")
    look = library.now()
    assert look.shared is shared
    assert look.force(FORCE) is record
    assert {fault.file for fault in look.faults()} == {"data/themes.yaml"}
    # A good edit of another file is shown meanwhile, checked against the last good shared data.
    example.edit(ROUND, "title: Local knowledge", "title: Knowing the patch")
    assert title(library.now().force(FORCE)) == "Knowing the patch"
    assert library.now().force(FORCE).shared is shared


def test_a_shared_edit_that_breaks_a_force_keeps_both_as_they_were_for_it(
    library: Library, example: DataCopy
) -> None:
    record = library.now().force(FORCE)
    for file in ("themes.yaml", "national/2014.yaml", "national/2015.yaml"):
        path = example.root / file
        text = path.read_text(encoding="utf-8")
        path.write_text(renamed(text), encoding="utf-8")
    look = library.now()
    assert "abuse-at-home" in look.shared.themes
    assert look.force(FORCE) is record
    assert "domestic-abuse" in look.force(FORCE).shared.themes
    assert look.faults() == (), "what is shared is good"
    assert {fault.message for fault in look.faults(FORCE)} == {"unknown theme 'domestic-abuse'"}


def test_a_first_start_on_broken_data_tells_every_fault(example: DataCopy) -> None:
    example.edit(ROUND, "themes: [domestic-abuse]", "themes: [domestic-abuze]")
    example.edit(EARLIER, "themes: [investigations]", "themes: [investigation]")
    library = Library(example.root)
    assert library.now().shared.forces, "what is shared is good"
    with pytest.raises(DataFaultsError) as told:
        library.now().force(FORCE)
    assert [(fault.file, fault.line) for fault in told.value.faults] == [
        (f"data/{EARLIER}", 19),
        (f"data/{ROUND}", 97),
    ]
    with pytest.raises(DataFaultsError):
        library.now().force(FORCE)


def test_a_first_start_on_broken_shared_data(example: DataCopy) -> None:
    example.edit("themes.yaml", "id: finances", "id: Finances")
    library = Library(example.root)
    for _ in range(2):
        with pytest.raises(DataFaultsError, match=r"data/themes\.yaml:8:9: 'Finances'"):
            library.now()
    example.edit("themes.yaml", "id: Finances", "id: finances")
    mended = library.now()
    assert title(mended.force(FORCE)) == "Local knowledge"
    assert mended.faults(FORCE) == ()


def test_readers_never_see_a_half_state(example: DataCopy) -> None:
    """While two files that belong together change, one after the other, readers see neither mix."""
    library = Library(example.root, quiet=True)
    library.now().force(FORCE)
    files = ["themes.yaml", "national/2014.yaml", "national/2015.yaml", ROUND]
    old = {file: (example.root / file).read_text(encoding="utf-8") for file in files}
    new = {file: renamed(text) for file, text in old.items()}
    new[ROUND] = new[ROUND].replace("Local knowledge", "Knowing the patch")
    states = {("domestic-abuse", "Local knowledge"), ("abuse-at-home", "Knowing the patch")}
    ids = [finding.id for finding in library.now().force(FORCE).rounds["2015"].findings]
    seen: set[tuple[str, str]] = set()
    wrong: list[object] = []
    done, begin = threading.Event(), threading.Barrier(5)

    def look() -> None:
        begin.wait()
        while not done.is_set():
            try:
                record = library.now().force(FORCE)
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
            (example.root / file).write_text(texts[file], encoding="utf-8")
    last = library.now()
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert seen <= states
    assert title(last.force(FORCE)) == "Knowing the patch"
    assert last.faults(FORCE) == ()
