"""Tables as files: CSV, JSON, and the data package that describes them all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from peel.publishing.tables import TABLES, Cell, Row, Table

_BOM = "\ufeff"
# A cell that begins so would be run by a spreadsheet as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """CSV that opens right in spreadsheets: UTF-8 with its mark, and no cell they would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    for row in rows:
        writer.writerow([_safe(row[name]) for name in names])
    return (_BOM + out.getvalue()).encode()


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def as_json(table: Table, rows: Iterable[Row], version: str) -> bytes:
    """JSON with the name and version of the data beside the rows; silence is null."""
    held = {"table": table.name, "title": table.title, "version": version, "rows": list(rows)}
    return _json(held)


def data_package(version: str, licences: Sequence[Mapping[str, str]]) -> bytes:
    """A Frictionless data package: every table and column with its meaning, and the licences."""
    package = {
        "profile": "tabular-data-package",
        "name": "peel-findings",
        "title": "PEEL findings: police inspections in England and Wales",
        "version": version,
        "licenses": list(licences),
        "resources": [_resource(table) for table in TABLES.values()],
    }
    return _json(package)


def _resource(table: Table) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {
            "fields": [
                {"name": column.name, "type": column.type, "description": column.meaning}
                for column in table.columns
            ],
            "missingValues": [""],
        },
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
