"""CSV as strictly as YAML: the exact columns, no short or long rows, a place for every cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel

from peel.model.values import PartialDate
from peel.reading.faults import Fault, Steps, did_you_mean
from peel.reading.text import SourceText, decode


@dataclass(slots=True)
class CsvRow:
    """A row of a CSV file. Its place is the line it begins on and the number of the cell."""

    source: SourceText
    line: int
    columns: tuple[str, ...]
    value: dict[str, str]

    def fault(self, steps: Steps, message: str, *, at_key: bool = False) -> Fault:
        """A fault in the cell that `steps` begin with, or in the row as a whole."""
        name = str(steps[0]) if steps else ""
        if name not in self.columns:
            return self.source.fault(self.line, 1, message)
        number = self.columns.index(name) + 1
        return self.source.fault(self.line, number, f"column {name}: {message}")


def read_csv(file: str, data: bytes, columns: tuple[str, ...]) -> tuple[list[CsvRow], list[Fault]]:
    """Read a CSV file that must have exactly `columns`, in that order.

    Empty cells are left out of a row, so that the model sees them as missing. The line of a
    fault is the line of the file on which the row begins; the column is the number of the cell.
    """
    source, faults = decode(file, data)
    rows: list[CsvRow] = []
    if faults:
        return rows, faults
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    begins = 1
    try:
        for number, cells in enumerate(reader):
            if number == 0:
                found = _header_faults(source, cells, columns)
                if found:
                    return rows, found
            elif not cells:
                faults.append(source.fault(begins, 1, "an empty line; remove it"))
            elif len(cells) != len(columns):
                message = f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}"
                faults.append(source.fault(begins, min(len(cells), len(columns)), message))
            else:
                row = {
                    name: cell for name, cell in zip(columns, cells, strict=True) if cell.strip()
                }
                rows.append(CsvRow(source, begins, columns, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        faults.append(source.fault(begins, 1, f"not valid CSV: {error}"))
    if not source.text.strip():
        faults.append(source.fault(1, 1, "the file is empty"))
    return rows, faults


def _header_faults(source: SourceText, cells: list[str], columns: tuple[str, ...]) -> list[Fault]:
    faults = []
    # A few beyond those expected are enough to see what is wrong with a line that goes on for ever.
    for number, name in enumerate(cells[: 2 * len(columns)], start=1):
        if name not in columns:
            hint = did_you_mean(name, columns)
            faults.append(source.fault(1, number, f"unknown column '{name[:80]}'{hint}"))
        elif name in cells[: number - 1]:
            faults.append(source.fault(1, number, f"column '{name}' stands twice"))
    missing = [name for name in columns if name not in cells]
    faults += [source.fault(1, 1, f"missing column '{name}'") for name in missing]
    if not faults and tuple(cells) != columns:
        faults.append(source.fault(1, 1, f"columns out of order, expected: {', '.join(columns)}"))
    return faults


def write_csv(model: type[BaseModel], rows: Iterable[BaseModel]) -> bytes:
    """Rows of a model as a CSV file that `read_csv` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(model.model_fields)
    for row in rows:
        writer.writerow([_cell(getattr(row, column)) for column in model.model_fields])
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, PartialDate):
        return value.iso
    return "" if value is None else str(value)
