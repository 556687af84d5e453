"""A whole folder checked: every fault at once, by the command too."""

from __future__ import annotations

import json

import pytest

from peel.__main__ import main
from peel.library.checking import check_folder
from peel.reading.folder import Folder
from peel.settings import DATA
from tests.conftest import DataCopy

ROUND = "findings/cambridgeshire/2015.yaml"


def test_the_data_are_free_of_faults() -> None:
    checked = check_folder(Folder.at(DATA))
    assert [str(fault) for fault in checked.faults] == []
    assert checked.counts["forces"] == 43
    assert checked.counts["findings"] >= 42 + 14


def test_all_faults_are_told_at_once(data_copy: DataCopy) -> None:
    data_copy.edit(ROUND, "themes: [offenders]", "themes: [ofenders]")
    data_copy.edit(ROUND, "kind: cause of concern", "kind: concern")
    data_copy.edit("themes.yaml", "id: leadership", "id: Leadership")
    faults = check_folder(Folder.at(data_copy.root)).faults
    assert {fault.file for fault in faults} >= {f"data/{ROUND}", "data/themes.yaml"}


def test_a_file_that_nothing_reads_is_told(data_copy: DataCopy) -> None:
    (data_copy.root / "theme.yaml").write_text("themes: []\n")
    faults = check_folder(Folder.at(data_copy.root)).faults
    assert [str(fault) for fault in faults] == [
        "data/theme.yaml: a file that no part of the app reads (did you mean 'themes.yaml'?)"
    ]


def test_the_command_line(data_copy: DataCopy, capsys: pytest.CaptureFixture[str]) -> None:
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
