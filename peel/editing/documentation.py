"""The documentation of the data, written from the model so that it cannot lag behind.

`docs/fields.md` names every field with its meaning, what it may hold and an example;
`docs/schema/*.json` lets an editor's program complete and underline. Both are made by
`python -m peel schema`. The examples come from `docs/example/`, a force that does not exist.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from peel.library.loading import Reader, forces_with_files
from peel.model.describe import holds, models_in
from peel.model.layout import KINDS, FileKind
from peel.model.values import NOT_STATED
from peel.reading.folder import Folder

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "docs" / "example"


def documents() -> dict[Path, str]:
    """Every generated document, by its path from the top of the project."""
    found = {
        Path("docs/schema") / f"{kind.name}.json": _schema(kind)
        for kind in KINDS
        if not kind.is_table
    }
    found[Path("docs/fields.md")] = fields_page()
    return found


def write_documents() -> list[Path]:
    """Write the documents that have changed; returns their paths."""
    written = outdated_documents()
    for path in written:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(documents()[path], encoding="utf-8")
    return written


def outdated_documents() -> list[Path]:
    """Paths of the documents that are not what they would be if written now."""
    return [path for path, text in documents().items() if _read(ROOT / path) != text]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _schema(kind: FileKind) -> str:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"data/{kind.path}",
        **kind.model.model_json_schema(ref_template="#/definitions/{model}"),
    }
    schema["definitions"] = schema.pop("$defs", {})
    return json.dumps(_without_null(schema), indent=1, ensure_ascii=False) + "\n"


def _without_null(part: Any) -> Any:
    """A schema in which what may be left out is left out, never null."""
    if isinstance(part, list):
        return [_without_null(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {key: _without_null(value) for key, value in part.items()}
    if part.get("default", ...) in (None, []):
        del part["default"]
    options = [item for item in part.get("anyOf", []) if item != {"type": "null"}]
    if len(options) == 1:
        del part["anyOf"]
        part |= options[0]
    elif options:
        part["anyOf"] = options
    return part


def fields_page() -> str:
    """The text of `docs/fields.md`."""
    examples = _examples()
    lines = [
        "# Every field of the data files",
        "",
        "Made by `python -m peel schema`; do not edit it by hand. How to write a file is in",
        "[data.md](data.md). The examples are about Borsetshire, a force that does not exist.",
        "",
        f"`{NOT_STATED}` may stand only where the table says so. It means that our sources are",
        "silent, and it is shown to readers as “not stated in our sources”.",
    ]
    done: set[type[BaseModel]] = set()
    for kind in KINDS:
        lines += ["", f"## `data/{kind.path}`", ""]
        for part in _reachable(kind.model):
            if part not in done:
                done.add(part)
                lines += _table(part, examples)
    return "\n".join(lines) + "\n"


def _table(part: type[BaseModel], examples: dict[tuple[str, str], str]) -> list[str]:
    lines = [f"### {part.__name__}", "", " ".join((part.__doc__ or "").split()), ""]
    lines += ["| field | needed | what it holds | meaning | example |", "|---|---|---|---|---|"]
    for name, field in part.model_fields.items():
        cells = (
            f"`{name}`",
            "yes" if field.is_required() else "no",
            holds(field.rebuild_annotation()),
            " ".join((field.description or "").split()),
            examples.get((part.__name__, name), ""),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return [*lines, ""]


def _reachable(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and every model that its fields hold, outermost first, each once."""
    found: dict[type[BaseModel], None] = {}

    def visit(part: type[BaseModel]) -> None:
        if part in found:
            return
        found[part] = None
        for field in part.model_fields.values():
            for inner in models_in(field.annotation):
                visit(inner)

    visit(kind)
    yield from found


def _examples() -> dict[tuple[str, str], str]:
    """The first value of each field in the example data, as it stands in the file."""
    found: dict[tuple[str, str], str] = {}
    folder = Folder.at(EXAMPLE)
    for kind in KINDS:
        for value in _texts(folder, kind):
            _gather(value, kind.model, found)
    return found


def _texts(folder: Folder, kind: FileKind) -> Iterator[dict[str, Any]]:
    """The text values of every good file, or row, of a kind."""
    read = Reader(folder)
    if kind.is_table:
        yield from (loaded.text for loaded in read.rows(kind, kind.model))
        return
    for force in forces_with_files(folder) if kind.of_a_force else [""]:
        yield from (loaded.text for loaded in read.each(kind, kind.model, force).values())


def _gather(value: Any, kind: type[BaseModel], found: dict[tuple[str, str], str]) -> None:
    for name, held in value.items():
        field = kind.model_fields[name]
        inner = next(models_in(field.annotation), None)
        items = held if isinstance(held, list) else [held]
        if inner is None:
            shown = f"[{', '.join(items)}]" if isinstance(held, list) else str(held)
            found.setdefault((kind.__name__, name), f"`{shown}`")
            continue
        seen = f"see [{inner.__name__}](#{inner.__name__.lower()})"
        found.setdefault((kind.__name__, name), seen)
        for item in items:
            if isinstance(item, dict):
                _gather(item, inner, found)
