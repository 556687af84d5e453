"""The data as a whole: loaded, loaded again after a change, never half loaded."""

from __future__ import annotations

import threading

import pytest

from peel.library.library import Library, UnknownForceError
from peel.library.loading import ForceRecord
from peel.reading.faults import DataFaultsError
from tests.conftest import DataCopy

ROUND = "findings/cambridgeshire/2015.yaml"


def test_what_is_shared(library: Library) -> None:
    look = library.now()
    assert look.shared.forces["cambridgeshire"].name == "Cambridgeshire Constabulary"
    assert look.shared.themes["domestic-abuse"].label == "Domestic abuse"
    assert look.shared.frameworks["2015"].name == "PEEL 2015"
    assert look.forces_with_files() == ["cambridgeshire"]
    assert look.faults() == look.faults("cambridgeshire") == ()


def test_every_force_has_a_record_in_the_order_of_ids(library: Library) -> None:
    look = library.now()
    slugs = [record.force.slug for record in look.forces()]
    assert slugs == sorted(look.shared.forces)
    assert len(slugs) == 43


def test_loaded_data_cannot_be_changed(library: Library) -> None:
    shared, record = library.now().shared, library.now().force("cambridgeshire")
    with pytest.raises(TypeError):
        shared.themes["x"] = shared.themes["prevention"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        record.rounds["2015"].findings[0].title = "x"  # type: ignore[misc]


def test_an_unknown_force(library: Library) -> None:
    with pytest.raises(UnknownForceError):
        library.now().force("gotham")


def test_unchanged_data_are_not_read_again(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    assert library.now().force("cambridgeshire") is library.now().force("cambridgeshire")


def test_a_change_is_seen(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    before = library.now().force("cambridgeshire")
    data_copy.edit(ROUND, "title: Technology", "title: New technology")
    after = library.now().force("cambridgeshire")
    titles = {finding.id: finding.title for finding in after.rounds["2015"].findings}
    assert titles["camb15-technology"] == "New technology"
    assert after.version != before.version


def test_a_shared_change_reaches_the_force(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    before = library.now().force("cambridgeshire")
    data_copy.edit("themes.yaml", "label: Leadership", "label: How it is led")
    after = library.now().force("cambridgeshire")
    assert after.shared.themes["leadership"].label == "How it is led"
    assert after.version.split("-")[0] != before.version.split("-")[0]


def test_the_version_changes_with_any_file(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    seen = [library.now().version()]
    for file, old, new in (
        (ROUND, "title: Technology", "title: New technology"),
        ("threads/cambridgeshire.yaml", "title: Domestic abuse", "title: Abuse at home"),
        ("themes.yaml", "label: Leadership", "label: How it is led"),
    ):
        assert library.now().version() == seen[-1]
        data_copy.edit(file, old, new)
        seen.append(library.now().version())
    assert len(set(seen)) == 4
    assert {len(version) for version in seen} == {10}


def test_a_bad_change_keeps_the_last_good_state(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    before = library.now().force("cambridgeshire")
    data_copy.edit(ROUND, "themes: [offenders]", "themes: [ofenders]")
    look = library.now()
    assert look.force("cambridgeshire") is before
    assert [fault.message for fault in look.faults("cambridgeshire")] == [
        "unknown theme 'ofenders' (did you mean 'offenders'?)"
    ]
    data_copy.edit(ROUND, "themes: [ofenders]", "themes: [offenders]")
    mended = library.now()
    assert mended.force("cambridgeshire").rounds == before.rounds
    assert mended.faults("cambridgeshire") == ()


def test_a_bad_shared_file_keeps_the_last_good_state(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    before = library.now().shared
    data_copy.edit("themes.yaml", "themes:", "themes: [")
    look = library.now()
    assert look.shared is before
    assert [fault.file for fault in look.faults()] == ["data/themes.yaml"]


def test_data_that_were_never_good_are_not_shown(data_copy: DataCopy) -> None:
    data_copy.edit(ROUND, "themes: [offenders]", "themes: [ofenders]")
    with pytest.raises(DataFaultsError, match="unknown theme 'ofenders'"):
        Library(data_copy.root).now().force("cambridgeshire")


def test_a_link_is_not_read(data_copy: DataCopy) -> None:
    file = data_copy.root / "themes.yaml"
    file.rename(data_copy.root.parent / "elsewhere.yaml")
    file.symlink_to(data_copy.root.parent / "elsewhere.yaml")
    with pytest.raises(DataFaultsError, match=r"themes\.yaml: not a plain file"):
        Library(data_copy.root).now()


def test_many_readers_see_one_state(data_copy: DataCopy) -> None:
    library = Library(data_copy.root)
    seen: list[ForceRecord] = []
    readers = [
        threading.Thread(target=lambda: seen.append(library.now().force("cambridgeshire")))
        for _ in range(8)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(seen) == 8
    assert len({id(record) for record in seen}) == 1
