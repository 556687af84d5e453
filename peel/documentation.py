"""The documentation of the data, written from the model so that it cannot lag behind.

`docs/fields.md` names every field with its meaning, what it may hold and an example;
`docs/schema/*.json` lets an editor's program complete and underline. Both are made by
`python -m peel schema`. The examples come from `docs/example/`, a force that does not exist.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from peel import model
from peel.folder import Folder
from peel.library import every_file_of
from peel.values import NOT_STATED, PartialDate

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "example"

# The kinds of files: where they lie, and the model of what they hold.
YAML_FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "findings": ("data/findings/FORCE/ROUND.yaml", model.ForceRound),
    "sources": ("data/sources.yaml", model.SourceFile),
    "themes": ("data/themes.yaml", model.ThemeFile),
    "frameworks": ("data/frameworks/ROUND.yaml", model.Framework),
    "national": ("data/national/ROUND.yaml", model.NationalRound),
    "glossary": ("data/glossary.yaml", model.GlossaryFile),
    "method": ("data/method.yaml", model.MethodFile),
    "corrections": ("data/corrections.yaml", model.CorrectionFile),
    "threads": ("data/threads/FORCE.yaml", model.ThreadFile),
}
CSV_FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "forces": ("data/forces.csv", model.Force),
    "topics": ("data/topics.csv", model.Topic),
    "checked": ("data/checked.csv", model.Check),
    "grades": ("data/grades.csv", model.GradeRow),
    "gaps": ("data/gaps.csv", model.Gap),
}


def documents() -> dict[Path, str]:
    """Every generated document, by its path from the top of the project."""
    found = {
        Path("docs/schema") / f"{name}.json": _schema(name, kind)
        for name, (_, kind) in YAML_FILES.items()
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


def _schema(name: str, kind: type[BaseModel]) -> str:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": YAML_FILES[name][0],
        **kind.model_json_schema(ref_template="#/definitions/{model}"),
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
    for path, kind in (*YAML_FILES.values(), *CSV_FILES.values()):
        lines += ["", f"## `{path}`", ""]
        for part in _reachable(kind):
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


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


_NAMES: dict[Any, str] = {str: "text", int: "a whole number", bool: "`yes` or `no`"}


def holds(annotation: Any) -> str:
    """What a field may hold, in words."""
    extra: list[str] = []
    while get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        for item in metadata:
            word = getattr(item, "word", None)
            if word:
                extra.append(f"`{word}`")
            if getattr(item, "pattern", None) == model.ID_PATTERN:
                return " or ".join(["an id (small letters, digits, hyphens)", *extra])
    origin = get_origin(annotation)
    if origin is tuple:
        return f"a list of: {holds(get_args(annotation)[0])}"
    if origin in (Union, types.UnionType):
        inner = [item for item in get_args(annotation) if item is not type(None)]
        return " or ".join([*(holds(item) for item in inner), *extra])
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return ", ".join(f"`{item.value}`" for item in annotation)
    if annotation is PartialDate:
        text = "a date as `2016-02-18`, `2016-02` or `2016`"
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        text = f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    else:
        text = _NAMES.get(annotation, "text")
    return " or ".join([text, *extra])


def _examples() -> dict[tuple[str, str], str]:
    """The first value of each field in the example data, as it stands in the file."""
    found: dict[tuple[str, str], str] = {}
    for value, kind in every_file_of(Folder(EXAMPLE)):
        _gather(value, kind, found)
    return found


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
