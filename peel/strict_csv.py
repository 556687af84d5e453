"""CSV as strictly as YAML: the exact columns, no short or long rows, a place for every cell."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from peel.faults import Fault, did_you_mean
from peel.plain_text import SourceText, decode
from peel.strict_yaml import Path


@dataclass(slots=True)
class Row:
    """A row of a CSV file. Its place is the line it begins on and the number of the cell."""

    source: SourceText
    line: int
    columns: tuple[str, ...]
    value: dict[str, str]

    def fault(self, path: Path, message: str, *, at_key: bool = False) -> Fault:
        """A fault in the cell that `path` begins with, or in the row as a whole."""
        name = str(path[0]) if path else ""
        if name not in self.columns:
            return self.source.fault(self.line, 1, message)
        number = self.columns.index(name) + 1
        return self.source.fault(self.line, number, f"column {name}: {message}")


@dataclass(slots=True)
class Table:
    """A CSV file that was read."""

    rows: list[Row] = field(default_factory=list)


def read_csv(file: str, data: bytes, columns: tuple[str, ...]) -> tuple[Table, list[Fault]]:
    """Read a CSV file that must have exactly `columns`, in that order.

    Empty cells are left out of a row, so that the model sees them as missing. The line of a
    fault is the line of the file on which the row begins; the column is the number of the cell.
    """
    source, faults = decode(file, data)
    read = Table()
    if faults:
        return read, faults
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    begins = 1
    try:
        for number, cells in enumerate(reader):
            if number == 0:
                found = _header_faults(source, cells, columns)
                if found:
                    return read, found
            elif not cells:
                faults.append(source.fault(begins, 1, "an empty line; remove it"))
            elif len(cells) != len(columns):
                message = f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}"
                faults.append(source.fault(begins, min(len(cells), len(columns)), message))
            else:
                row = {
                    name: cell for name, cell in zip(columns, cells, strict=True) if cell.strip()
                }
                read.rows.append(Row(source, begins, columns, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        faults.append(source.fault(begins, 1, f"not valid CSV: {error}"))
    if not source.text.strip():
        faults.append(source.fault(1, 1, "the file is empty"))
    return read, faults


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
