"""From a data file to a model value, with a fault and its place for everything that is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from peel.faults import Fault, did_you_mean
from peel.strict_csv import Row, read_csv
from peel.strict_yaml import Document, Path, read_yaml
from peel.values import NOT_STATED
from peel.words import count

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A file that was read: its value, and where each part of it stands."""

    value: M
    place: Document | Row

    def fault(self, path: Path, message: str) -> Fault:
        return self.place.fault(path, message)


def load_yaml(file: str, data: bytes, model: type[M]) -> tuple[Loaded[M] | None, list[Fault]]:
    """Read one YAML file into `model`. Returns the value, or None and every fault."""
    document, faults = read_yaml(file, data)
    if document.value is None:
        return None, faults
    value, found = _validate(document, model, document.value)
    faults += [fault for fault in found if (fault.line, fault.column) not in document.unread]
    return (None, faults) if faults or value is None else (Loaded(value, document), [])


def load_csv(file: str, data: bytes, row: type[M]) -> tuple[list[Loaded[M]] | None, list[Fault]]:
    """Read a CSV file, one `row` a line. Returns all rows, or None and every fault."""
    table, faults = read_csv(file, data, tuple(row.model_fields))
    rows: list[Loaded[M]] = []
    for record in table.rows:
        value, found = _validate(record, row, record.value)
        faults += found
        if value is not None:
            rows.append(Loaded(value, record))
    return (None, faults) if faults else (rows, [])


def _validate(place: Document | Row, model: type[M], value: Any) -> tuple[M | None, list[Fault]]:
    if not isinstance(value, dict):
        return None, [place.fault((), f"expected keys and values, found {_what(value)}")]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, [_fault(place, model, detail) for detail in details if not _is_echo(detail)]


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because some of its entries have faults."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _fault(place: Document | Row, model: type[BaseModel], detail: ErrorDetails) -> Fault:
    path: Path = tuple(detail["loc"])
    match detail["type"]:
        case "missing":
            return place.fault(path[:-1], f"missing key '{path[-1]}'{_silence_hint(model, path)}")
        case "extra_forbidden":
            known = _fields_at(model, path[:-1])
            name = str(path[-1])
            expected = did_you_mean(name, known) or f"; known here: {', '.join(known)}"
            return place.fault(path, f"unknown key '{name[:80]}'{expected}", at_key=True)
    return place.fault(path, _plain(detail))


def _plain(detail: ErrorDetails) -> str:
    """Pydantic's message in the words of an editor."""
    context, given = detail.get("ctx", {}), detail["input"]
    match detail["type"]:
        case "value_error":
            return str(context["error"])
        case "enum":
            known = [
                word.strip("'")
                for word in str(context["expected"]).replace(" or ", ", ").split(", ")
            ]
            hint = did_you_mean(given, known) if isinstance(given, str) else ""
            if given == NOT_STATED and detail["loc"][-1] == "grade":
                hint = "; where no source says it, leave the whole entry out"
            return f"{_shown(given)} is not one of: {', '.join(known)}{hint}"
        case "string_type" | "int_type" | "bool_type" | "dataclass_type":
            return f"expected text, found {_what(given)}"
        case "tuple_type":
            return f"expected a list, found {_what(given)}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"expected keys and values, found {_what(given)}"
        case "string_too_short":
            return "expected text, found nothing"
        case "string_too_long":
            return (
                f"text of {len(given):,} characters; at most {context['max_length']:,} are allowed"
            )
        case "string_pattern_mismatch":
            return f"{_shown(given)} is not of the form expected: {_form(context['pattern'])}"
        case "too_short":
            least = count(context["min_length"], "entry", "entries")
            return f"expected at least {least}, found {len(given)}"
    return str(detail["msg"])


def _form(pattern: str) -> str:
    digits = re.search(r"a-f\]\{([0-9]+)\}", pattern)
    if digits:
        return f"{digits[1]} hexadecimal digits"
    if "A-Z" in pattern:
        return "a plain file name, as article.txt"
    return "lower-case letters, digits and single hyphens, as domestic-abuse"


def _shown(value: Any) -> str:
    return f"'{value[:80]}'" if isinstance(value, str) else _what(value)


def _what(value: Any) -> str:
    match value:
        case str():
            return f"the text '{value[:60]}'"
        case list():
            return "a list"
        case dict():
            return "keys and values"
    return "nothing"


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Names of the keys that are known where `path` leads."""
    found = _model_at(model, path)
    return list(found.model_fields) if found else []


def _silence_hint(model: type[BaseModel], path: Path) -> str:
    owner = _model_at(model, path[:-1])
    field = owner.model_fields.get(str(path[-1])) if owner else None
    may_be_silent = field is not None and _allows_none(field.annotation)
    return "; write 'not stated' where our sources are silent" if may_be_silent else ""


def _allows_none(annotation: Any) -> bool:
    return type(None) in getattr(annotation, "__args__", ())


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return None
        model = inner
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found:
            return found
    return None
