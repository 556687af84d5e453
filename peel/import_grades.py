"""Grades from a file of the same columns into `data/`, refused whole if anything in it is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel

from peel.faults import DataFaultsError
from peel.folder import Folder
from peel.library import load_force, load_shared
from peel.model import Gap, GradeRow
from peel.overlay import Overlay
from peel.reading import Loaded, load_csv
from peel.values import PartialDate


def import_grades(folder: Folder, grades: Path, gaps: Path | None) -> tuple[int, int]:
    """Replace `grades.csv`, and `gaps.csv` where given; returns how many rows each now has.

    The result is the same whenever the same files are given. Raises DataFaultsError, and writes
    nothing, where a row would not pass `check`; OSError where a file cannot be read.
    """
    rows = _read(grades, GradeRow)
    holes = _read(gaps, Gap) if gaps else None
    rows.sort(key=lambda item: _order(item.value))
    files = {"grades.csv": _as_csv(GradeRow, (item.value for item in rows))}
    if holes is not None:
        holes.sort(key=lambda item: (item.value.force, item.value.round, item.value.pillar))
        files["gaps.csv"] = _as_csv(Gap, (item.value for item in holes))
    overlay = Overlay(folder, files)
    shared = load_shared(overlay)
    # A findings file states grades too, and the two must agree.
    for slug in shared.forces:
        load_force(overlay, shared, slug)
    for name, data in files.items():
        (folder.root / name).write_bytes(data)
    return len(shared.grades.rows), len(shared.grades.gaps)


def _read(path: Path, row: type[BaseModel]) -> list[Loaded]:  # type: ignore[type-arg]
    rows, faults = load_csv(path.name, path.read_bytes(), row)
    if faults or rows is None:
        raise DataFaultsError(faults)
    return rows


def _order(row: GradeRow) -> tuple[str, str, str, str]:
    return (row.force, row.round, row.pillar or "", row.question_id or "")


def _as_csv(kind: type[BaseModel], rows: Iterable[BaseModel]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns: Sequence[str] = list(kind.model_fields)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(getattr(row, column)) for column in columns])
    return out.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if isinstance(value, PartialDate):
        return value.iso
    return "" if value is None else str(value)
