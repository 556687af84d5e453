"""Grades taken in from a file: the same each time, and nothing of a file that has a fault."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from peel.__main__ import main
from peel.editing.import_grades import import_grades
from peel.library.checking import check_folder
from peel.reading.faults import DataFaultsError
from peel.reading.files import Disk
from peel.reading.folder import Folder
from peel.settings import DATA
from tests.conftest import ROOT, DataCopy

FACTS = ROOT.parent / "shared" / "facts"
needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not here")

Rows = list[list[str]]


@pytest.fixture
def folder(data_copy: DataCopy) -> Path:
    return data_copy.root


def rows_of(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[Rows], None]], Path]:
    """The grades with a change made to their rows, as a file to take in."""

    def write(change: Callable[[Rows], None]) -> Path:
        rows = rows_of(DATA / "grades.csv")
        change(rows)
        file = tmp_path / "new.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows(rows)
        return file

    return write


def at(rows: Rows, force: str, round_id: str, pillar: str) -> list[str]:
    """The row of a pillar's own grade."""
    return next(row for row in rows if row[:4] == [force, round_id, pillar, ""])


def files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in Disk(folder).all()}


# Repeatable


def test_the_same_file_twice_gives_the_same_bytes(folder: Path) -> None:
    counts = import_grades(folder, DATA / "grades.csv", DATA / "gaps.csv")
    first = files(folder)
    assert import_grades(folder, folder / "grades.csv", folder / "gaps.csv") == counts
    assert files(folder) == first
    assert first["grades.csv"] == (DATA / "grades.csv").read_bytes()
    assert counts == (len(rows_of(DATA / "grades.csv")) - 1, len(rows_of(DATA / "gaps.csv")) - 1)


def test_the_order_of_the_rows_does_not_matter(
    folder: Path, changed: Callable[[Callable[[Rows], None]], Path]
) -> None:
    def turn(rows: Rows) -> None:
        rows[1:] = rows[:0:-1]

    import_grades(folder, changed(turn), None)
    assert (folder / "grades.csv").read_bytes() == (DATA / "grades.csv").read_bytes()


def test_a_file_without_a_basis_says_it_by_its_notes(
    folder: Path, changed: Callable[[Callable[[Rows], None]], Path]
) -> None:
    def drop_basis(rows: Rows) -> None:
        assert {row.pop() for row in rows} == {"given_as", "label", "prose"}

    import_grades(folder, changed(drop_basis), None)
    assert (folder / "grades.csv").read_bytes() == (DATA / "grades.csv").read_bytes()


def test_a_basis_that_is_given_is_kept_whatever_the_note_says(
    folder: Path, changed: Callable[[Callable[[Rows], None]], Path]
) -> None:
    def turn(rows: Rows) -> None:
        row = at(rows, "kent", "2015", "efficiency")
        assert row[9:] == ["", "label"]
        row[9:] = ["stated in prose, says a reader", "label"]

    import_grades(folder, changed(turn), None)
    held = at(rows_of(folder / "grades.csv"), "kent", "2015", "efficiency")
    assert held[9:] == ["stated in prose, says a reader", "label"]


@needs_facts
def test_our_grades_are_those_of_the_facts(folder: Path) -> None:
    for name in ("grades.csv", "gaps.csv"):
        (folder / name).write_text(
            (DATA / name).read_text(encoding="utf-8").split("\n", 1)[0] + "\n", encoding="utf-8"
        )
    assert import_grades(folder, FACTS / "grades.csv", FACTS / "gaps.csv") == (1648, 79)
    for name in ("grades.csv", "gaps.csv"):
        assert (folder / name).read_bytes() == (DATA / name).read_bytes()


@needs_facts
def test_every_cell_of_the_facts_is_kept() -> None:
    """Source, words, basis and note to the letter; only `_` in grades is written as a space.

    The last column is ours: what the notes say of how a grade is given.
    """
    given, held = rows_of(FACTS / "grades.csv"), rows_of(DATA / "grades.csv")
    assert held[0][-1] == "given_as"
    kept = [row[:-1] for row in held]
    assert given[0] == kept[0]
    assert kept[0] == [
        "force",
        "round",
        "pillar",
        "question_id",
        "grade",
        "page_date",
        "source_url",
        "evidence",
        "basis",
        "note",
    ]
    for row in given[1:]:
        row[4] = row[4].replace("_", " ")
    assert sorted(given[1:]) == sorted(kept[1:])
    for row in held[1:]:
        assert row[-1] == ("prose" if row[9].startswith("stated in prose") else "label")
    assert sorted(rows_of(FACTS / "gaps.csv")) == sorted(rows_of(DATA / "gaps.csv"))


def test_every_row_names_its_source_and_words() -> None:
    rows = rows_of(DATA / "grades.csv")
    for row in rows[1:]:
        assert row[6].startswith(("http://", "https://"))
        assert row[7]
        assert row[8] in ("official-page", "official-later-page", "official-release", "other")


# Refused


def bad_grade(rows: Rows) -> None:
    at(rows, "kent", "2015", "effectiveness")[4] = "adequate"


def no_grade_at_all(rows: Rows) -> None:
    at(rows, "kent", "2015", "effectiveness")[4] = "fair"


def unknown_force(rows: Rows) -> None:
    at(rows, "kent", "2015", "effectiveness")[0] = "kentt"


def unknown_round(rows: Rows) -> None:
    at(rows, "kent", "2015", "effectiveness")[1] = "2019"


def double_row(rows: Rows) -> None:
    rows.append([*at(rows, "kent", "2015", "effectiveness")])


def pillar_after_the_break(rows: Rows) -> None:
    rows.append(["kent", "2021-22", "effectiveness", *at(rows, "kent", "2015", "efficiency")[3:]])


def pillar_without_grades(rows: Rows) -> None:
    rows.append(
        ["kent", "2016", "leadership", "", "good", *at(rows, "kent", "2016", "efficiency")[5:]]
    )


def unknown_question(rows: Rows) -> None:
    at(rows, "kent", "2015", "effectiveness")[3] = "effectiveness-9"


def no_words(rows: Rows) -> None:
    at(rows, "kent", "2015", "effectiveness")[7] = ""


def filled_gap(rows: Rows) -> None:
    rows.append(["derbyshire", *at(rows, "kent", "2017", "effectiveness")[1:]])


def against_the_findings(rows: Rows) -> None:
    at(rows, "cambridgeshire", "2015", "effectiveness")[4] = "good"


def unknown_basis(rows: Rows) -> None:
    at(rows, "kent", "2015", "effectiveness")[10] = "hearsay"


def missing_column(rows: Rows) -> None:
    for row in rows:
        del row[9]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (bad_grade, "'adequate' is not a grade of PEEL 2015, whose scale is:"),
        (no_grade_at_all, "'fair' is not one of:"),
        (unknown_force, "unknown force 'kentt' (did you mean 'kent'?)"),
        (unknown_round, "unknown round '2019'"),
        (double_row, "a second grade for kent 2015 effectiveness"),
        (pillar_after_the_break, "unknown pillar 'effectiveness'"),
        (pillar_without_grades, "PEEL 2016 gives no grade for 'leadership'"),
        (unknown_question, "unknown question 'effectiveness-9'"),
        (no_words, "evidence"),
        (filled_gap, "grades.csv has this grade, so it is no gap"),
        (against_the_findings, "'requires improvement' here, but 'good' in grades.csv"),
        (unknown_basis, "'hearsay' is not one of: label, prose"),
        (missing_column, "note"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(
    folder: Path,
    changed: Callable[[Callable[[Rows], None]], Path],
    change: Callable[[Rows], None],
    message: str,
) -> None:
    before, file = files(folder), changed(change)
    with pytest.raises(DataFaultsError) as refused:
        import_grades(folder, file, None)
    assert any(message in str(fault) for fault in refused.value.faults), refused.value.faults
    assert files(folder) == before


@pytest.mark.parametrize(
    "change", [bad_grade, unknown_force, double_row, filled_gap, against_the_findings]
)
def test_what_is_refused_is_what_check_refuses(
    folder: Path,
    changed: Callable[[Callable[[Rows], None]], Path],
    change: Callable[[Rows], None],
) -> None:
    file = changed(change)
    with pytest.raises(DataFaultsError):
        import_grades(folder, file, None)
    (folder / "grades.csv").write_bytes(file.read_bytes())
    assert check_folder(Folder.at(folder)).faults


def test_a_bad_list_of_gaps_keeps_the_grades_too(
    folder: Path,
    changed: Callable[[Callable[[Rows], None]], Path],
    tmp_path: Path,
) -> None:
    def drop(rows: Rows) -> None:
        rows.remove(at(rows, "kent", "2015", "effectiveness"))

    before, gaps = files(folder), tmp_path / "gaps.csv"
    gaps.write_text("force,round,pillar,reason\nkent,2015,efficiency,x\n", encoding="utf-8")
    with pytest.raises(DataFaultsError, match="so it is no gap"):
        import_grades(folder, changed(drop), gaps)
    assert files(folder) == before


# The command


def test_the_command_tells_what_it_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(DATA / "grades.csv"), "--gaps", str(DATA / "gaps.csv")]
    assert main(["import-grades", *given, "--data", str(folder)]) == 0
    assert capsys.readouterr().out == (f"1,648 grades and 79 gaps are now in {folder}.\n")


def test_the_command_prints_every_fault(
    folder: Path,
    changed: Callable[[Callable[[Rows], None]], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def two(rows: Rows) -> None:
        unknown_force(rows)
        at(rows, "essex", "2015", "effectiveness")[4] = "adequate"

    before = files(folder)
    assert main(["import-grades", str(changed(two)), "--data", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "unknown force 'kentt'" in out
    assert "'adequate' is not a grade of PEEL 2015" in out
    assert out.endswith("2 faults\n")
    assert files(folder) == before


def test_a_file_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(folder.parent / "none.csv")
    assert main(["import-grades", missing, "--data", str(folder)]) == 2
    assert missing in capsys.readouterr().err
