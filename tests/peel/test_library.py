"""The data as a whole: loaded, loaded again after a change, never half loaded."""

from __future__ import annotations

import json
import threading

import pytest

from peel.__main__ import main
from peel.faults import DataFaultsError
from peel.folder import Folder
from peel.library import DATA, Library, UnknownForceError, check_folder
from tests.conftest import DataCopy

ROUND = "findings/cambridgeshire/2015.yaml"


def test_the_data_are_free_of_faults():
    faults, counts = check_folder(Folder(DATA, name="data"))
    assert [str(fault) for fault in faults] == []
    assert counts["forces"] == 43
    assert counts["findings"] >= 42 + 14


def test_what_is_shared(library: Library):
    shared = library.shared()
    assert shared.forces["cambridgeshire"].name == "Cambridgeshire Constabulary"
    assert shared.themes["domestic-abuse"].label == "Domestic abuse"
    assert shared.frameworks["2015"].name == "PEEL 2015"
    assert library.forces_with_findings() == ("cambridgeshire",)
    assert library.faults == ()


def test_loaded_data_cannot_be_changed(library: Library):
    shared, record = library.shared(), library.force("cambridgeshire")
    with pytest.raises(TypeError):
        shared.themes["x"] = shared.themes["prevention"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        record.rounds["2015"].findings[0].title = "x"  # type: ignore[misc]


def test_an_unknown_force(library: Library):
    with pytest.raises(UnknownForceError):
        library.force("gotham")


def test_unchanged_data_are_not_read_again(data_copy: DataCopy):
    library = Library(data_copy.root)
    assert library.force("cambridgeshire") is library.force("cambridgeshire")


def test_a_change_is_seen(data_copy: DataCopy):
    library = Library(data_copy.root)
    before = library.force("cambridgeshire")
    data_copy.edit(ROUND, "title: Technology", "title: New technology")
    after = library.force("cambridgeshire")
    titles = {finding.id: finding.title for finding in after.rounds["2015"].findings}
    assert titles["camb15-technology"] == "New technology"
    assert after.version != before.version


def test_a_shared_change_reaches_the_force(data_copy: DataCopy):
    library = Library(data_copy.root)
    before = library.force("cambridgeshire")
    data_copy.edit("themes.yaml", "label: Leadership", "label: How it is led")
    after = library.force("cambridgeshire")
    assert after.shared.themes["leadership"].label == "How it is led"
    assert after.version.split("-")[0] != before.version.split("-")[0]


def test_a_bad_change_keeps_the_last_good_state(data_copy: DataCopy):
    library = Library(data_copy.root)
    before = library.force("cambridgeshire")
    data_copy.edit(ROUND, "themes: [offenders]", "themes: [ofenders]")
    assert library.force("cambridgeshire") is before
    assert [fault.message for fault in library.faults] == [
        "unknown theme 'ofenders' (did you mean 'offenders'?)"
    ]
    data_copy.edit(ROUND, "themes: [ofenders]", "themes: [offenders]")
    library.force("cambridgeshire")
    assert library.faults == ()


def test_a_bad_shared_file_keeps_the_last_good_state(data_copy: DataCopy):
    library = Library(data_copy.root)
    before = library.shared()
    data_copy.edit("themes.yaml", "themes:", "themes: [")
    assert library.shared() is before
    assert [fault.file for fault in library.faults] == ["data/themes.yaml"]


def test_data_that_were_never_good_are_not_shown(data_copy: DataCopy):
    data_copy.edit(ROUND, "themes: [offenders]", "themes: [ofenders]")
    with pytest.raises(DataFaultsError, match="unknown theme 'ofenders'"):
        Library(data_copy.root).force("cambridgeshire")


def test_all_faults_are_told_at_once(data_copy: DataCopy):
    data_copy.edit(ROUND, "themes: [offenders]", "themes: [ofenders]")
    data_copy.edit(ROUND, "kind: cause of concern", "kind: concern")
    data_copy.edit("themes.yaml", "id: leadership", "id: Leadership")
    faults, _ = check_folder(Folder(data_copy.root, name="data"))
    assert {fault.file for fault in faults} >= {f"data/{ROUND}", "data/themes.yaml"}


def test_a_link_is_not_read(data_copy: DataCopy):
    file = data_copy.root / "themes.yaml"
    file.rename(data_copy.root.parent / "elsewhere.yaml")
    file.symlink_to(data_copy.root.parent / "elsewhere.yaml")
    with pytest.raises(DataFaultsError, match=r"themes\.yaml: not a plain file"):
        Library(data_copy.root).shared()


def test_a_file_that_nothing_reads_is_told(data_copy: DataCopy):
    (data_copy.root / "theme.yaml").write_text("themes: []\n")
    faults, _ = check_folder(Folder(data_copy.root, name="data"))
    assert [str(fault) for fault in faults] == [
        "data/theme.yaml: a file that no part of the app reads (did you mean 'themes.yaml'?)"
    ]


def test_many_readers_see_one_state(data_copy: DataCopy):
    library, seen = Library(data_copy.root), []
    readers = [
        threading.Thread(target=lambda: seen.append(library.force("cambridgeshire")))
        for _ in range(8)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(seen) == 8
    assert len({id(record) for record in seen}) == 1


def test_the_command_line(data_copy: DataCopy, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(data_copy.root)]) == 0
    assert capsys.readouterr().out.startswith("All is well: ")
    data_copy.edit(ROUND, "themes: [offenders]", "themes: [ofenders]")
    assert main(["check", str(data_copy.root)]) == 1
    told = capsys.readouterr().out
    assert "unknown theme 'ofenders' (did you mean 'offenders'?)" in told
    assert told.endswith("1 fault\n")
    assert main(["check", str(data_copy.root), "--format", "json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["file"], fault["excerpt"]) == (f"data/{ROUND}", "    themes: [ofenders]")
