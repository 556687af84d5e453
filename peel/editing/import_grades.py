"""Grades from a file of the same columns into `data/`, refused whole if anything in it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from peel.library.loading import load_force, load_shared
from peel.model import layout
from peel.model.grades import Gap, GradeRow, StatedGrade
from peel.model.values import GradeBasis
from peel.reading.faults import DataFaultsError
from peel.reading.files import Disk
from peel.reading.folder import Folder
from peel.reading.strict_csv import write_csv
from peel.reading.validate import Loaded, load_csv

M = TypeVar("M", bound=BaseModel)

_IN_PROSE = "stated in prose"


def import_grades(folder: Path, grades: Path, gaps: Path | None) -> tuple[int, int]:
    """Replace `grades.csv`, and `gaps.csv` where given; returns how many rows each now has.

    The result is the same whenever the same files are given. A file without the column `given_as`
    says by its notes which grades a text only uses as a word: they begin with 'stated in prose'.
    Raises DataFaultsError, and writes nothing, where a row would not pass `check`; OSError where a
    file cannot be read.
    """
    rows = sorted(_grade_rows(grades), key=_order)
    files = {layout.GRADES.path: write_csv(GradeRow, rows)}
    if gaps:
        holes = [item.value for item in _rows(gaps, Gap)]
        holes.sort(key=lambda item: (item.force, item.round, item.pillar))
        files[layout.GAPS.path] = write_csv(Gap, holes)
    disk = Disk(folder)
    overlay = Folder(disk).with_files(files)
    shared = load_shared(overlay)
    # A findings file states grades too, and the two must agree.
    for slug in shared.forces:
        load_force(overlay, shared, slug)
    for name, data in files.items():
        disk.write(name, data)
    return len(shared.grades.rows), len(shared.grades.gaps)


def _grade_rows(file: Path) -> list[GradeRow]:
    columns = file.read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace")
    if "given_as" in columns:
        return [loaded.value for loaded in _rows(file, GradeRow)]
    return [_with_basis(loaded.value) for loaded in _rows(file, StatedGrade)]


def _with_basis(stated: StatedGrade) -> GradeRow:
    in_prose = stated.note is not None and stated.note.startswith(_IN_PROSE)
    basis = GradeBasis.PROSE if in_prose else GradeBasis.LABEL
    return GradeRow(**dict(stated), given_as=basis)


def _rows(file: Path, row: type[M]) -> list[Loaded[M]]:
    rows, faults = load_csv(file.name, file.read_bytes(), row)
    if rows is None:
        raise DataFaultsError(faults)
    return rows


def _order(row: GradeRow) -> tuple[str, str, str, str]:
    return (row.force, row.round, row.pillar or "", row.question_id or "")
